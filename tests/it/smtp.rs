//! Letters through a mail server that was not written here (aiosmtpd), read by a parser that was not either
//! (Python's). Needs TEST_PYTHON, which `bin/test` sets; without it these stories say so and pass.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use duban::config::{Config, Encryption, Secret, Smtp};
use duban::domain::ids::UnitId;
use duban::jobs::deliver;
use duban::mail::{Error, Letter, Mailer};
use duban::store::outbox::State;
use serde_json::Value;
use tempfile::TempDir;

use crate::reminders::district::{District, at, report_of, unit};
use crate::support::{World, stories};

stories! {
    the_digest_for_the_15th_of_june_arrives_in_chinese_at_exactly_those_who_still_owe
    an_address_that_is_refused_stops_nobody_else
}

/// A running server, and the folder where it keeps what it accepts.
struct Sink {
    server: Child,
    folder: TempDir,
    port: u16,
}

impl Sink {
    fn start(options: &[&str]) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mut server = python("smtp_sink.py")?
            .arg(folder.path())
            .args(options)
            .arg("--until-eof")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null()) // it reports refused handshakes at length
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.trim().parse().unwrap();
        Some(Self { server, folder, port })
    }

    fn settings(&self) -> Smtp {
        Smtp {
            host: "localhost".to_owned(),
            port: self.port,
            encryption: Encryption::None,
            username: None,
            password: None,
            from: "督办系统 <duban@example.gov.cn>".to_owned(),
            ca_file: None,
            timeout_s: 20,
            per_minute: None,
            dkim: None,
        }
    }

    fn mails(&self) -> Vec<Value> {
        read_mails(self.folder.path())
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        drop(self.server.stdin.take());
        self.server.wait().unwrap();
    }
}

#[expect(clippy::print_stderr, reason = "a story that was not run must not look as if it was")]
pub fn python(tool: &str) -> Option<Command> {
    let Some(program) = std::env::var_os("TEST_PYTHON") else {
        eprintln!("not tested: TEST_PYTHON is not set; bin/test sets it");
        return None;
    };
    let mut command = Command::new(program);
    command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools").join(tool));
    Some(command)
}

pub fn read_mails(folder: &Path) -> Vec<Value> {
    let output = python("read_mail.py").unwrap().arg(folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn mailer(settings: Smtp) -> Mailer {
    Mailer::from_config(&Config { smtp: Some(settings), ..Config::default() }).unwrap()
}

fn letter(to: &str) -> Letter {
    Letter {
        id: "credit-2026.digest-x-2026-06-04".to_owned(),
        to: to.to_owned(),
        subject: "【提醒】区教育局有1项事项临近截止".to_owned(),
        text: "正文".to_owned(),
        html: "<p>正文</p>".to_owned(),
        attachments: Vec::new(),
        at: at("2026-06-04 09:00"),
    }
}

fn texts<'a>(mails: &'a [Value], field: &str) -> Vec<&'a str> {
    mails.iter().map(|mail| mail[field].as_str().unwrap()).collect()
}

fn receivers(mails: &[Value]) -> Vec<String> {
    let mut all: Vec<String> = mails.iter().map(|mail| mail["to"][0].as_str().unwrap().to_owned()).collect();
    all.sort();
    all
}

async fn the_digest_for_the_15th_of_june_arrives_in_chinese_at_exactly_those_who_still_owe(world: World) {
    let Some(sink) = Sink::start(&[]) else { return };
    let district = District::of(world, "2026-06-03 15:00").await.with_mailer(mailer(sink.settings()));
    district.only_reports_of_june().await;
    district.submit(&report_of("gongan", "06")).await;
    let owing: Vec<UnitId> = district.reporters().into_iter().filter(|id| *id != unit("gongan")).collect();

    district.minute("2026-06-04 09:00").await;
    let mails = sink.mails();
    assert_eq!(receivers(&mails), district.people_of("liaison", &owing));
    district.minute("2026-06-04 09:01").await;
    assert_eq!(sink.mails().len(), mails.len(), "a second run sends nothing");

    let mail = mails.iter().find(|mail| mail["to"][0] == "liaison-jiaoyu@example.gov.cn").unwrap();
    let message =
        district.messages().await.into_iter().find(|m| m.address.starts_with("liaison-jiaoyu@")).unwrap();
    assert_eq!(mail["subject"], "【提醒】区教育局有1项事项临近截止\u{ff0c}最早6月15日到期");
    assert_eq!(mail["text"].as_str().unwrap(), message.body_text, "what was written is what is read");
    assert!(mail["text"].as_str().unwrap().contains("信用体系建设情况报告"));
    assert!(mail["html"].as_str().unwrap().contains("还有7个工作日"));
    assert_eq!(mail["from"], "督办系统 <duban@example.gov.cn>");
    assert_eq!(mail["message_id"], "<credit-2026.digest-liaison-jiaoyu-2026-06-04@example.gov.cn>");
    assert_eq!(mail["date"], "2026-06-04T01:00:00+00:00");
    assert!(
        mail["headers"]
            .as_array()
            .unwrap()
            .contains(&serde_json::json!(["Auto-Submitted", "auto-generated"]))
    );
    assert!(mails.iter().all(|mail| mail["defects"].as_array().unwrap().is_empty()), "{mails:?}");
    assert_eq!(message.reply.as_deref().map(|reply| reply.starts_with("250 kept as")), Some(true));
}

async fn an_address_that_is_refused_stops_nobody_else(world: World) {
    let refusals = [
        "--reply-rcpt",
        "liaison-jiaoyu@example.gov.cn=550",
        "--reply-rcpt",
        "liaison-keji@example.gov.cn=451*1",
    ];
    let district = District::of(world, "2026-06-04 09:00").await;
    let Some(sink) = Sink::start(&refusals) else { return };
    let district = district.with_mailer(mailer(sink.settings()));
    district.only_reports_of_june().await;
    district.minute("2026-06-04 09:00").await;
    assert_eq!(sink.mails().len(), district.reporters().len() - 2);
    let state = async |kind: &str| {
        let messages = district.messages().await;
        let message = messages.into_iter().find(|message| message.id.contains(kind)).unwrap();
        (message.state, message.reply.unwrap())
    };
    let (refused, reply) = state("liaison-jiaoyu-").await;
    assert!(
        refused == State::Failed && reply.contains("550") && reply.contains("no such mailbox"),
        "{reply}"
    );
    let (postponed, reply) = state("liaison-keji-").await;
    assert!(postponed == State::Queued && reply.contains("451"), "{reply}");

    district.set_clock("2026-06-04 09:01");
    assert_eq!(deliver::drain(&district.app).await.unwrap(), 1);
    assert_eq!(state("liaison-keji-").await.0, State::Sent);
    assert_eq!(state("liaison-jiaoyu-").await.0, State::Failed);
    assert_eq!(sink.mails().len(), district.reporters().len() - 1);
}

#[tokio::test]
async fn letters_go_encrypted_and_signed_in_to_a_server_of_a_private_authority() {
    for encryption in [Encryption::Starttls, Encryption::Tls] {
        let option = if encryption == Encryption::Tls { "--tls" } else { "--starttls" };
        let Some(sink) = Sink::start(&[option, "--auth", "duban:秘密"]) else { return };
        let sign_in = |password: &str, ca_file: Option<PathBuf>| {
            let (username, password) = (Some("duban".to_owned()), Some(Secret::new(password)));
            mailer(Smtp { encryption, username, password, ca_file, ..sink.settings() })
        };
        let ca_file = Some(sink.folder.path().join("ca.pem"));

        let untrusted = sign_in("秘密", None).send(&letter("a@example.gov.cn")).await;
        assert!(matches!(untrusted, Err(Error::NoServer(_))), "{untrusted:?}");
        let wrong = sign_in("wrong", ca_file.clone()).send(&letter("a@example.gov.cn")).await;
        // Our own sign-in is at fault, not the letter.
        assert!(matches!(&wrong, Err(Error::NoServer(reply)) if reply.contains("535")), "{wrong:?}");
        assert!(sink.mails().is_empty());

        sign_in("秘密", ca_file).send(&letter("a@example.gov.cn")).await.unwrap();
        let mails = sink.mails();
        assert_eq!(texts(&mails, "subject"), ["【提醒】区教育局有1项事项临近截止"]);
        assert_eq!(mails[0]["envelope"]["tls"], true);
        assert_eq!(mails[0]["envelope"]["user"], "duban");
    }
}

#[tokio::test]
async fn what_is_no_address_fails_at_once_and_that_no_server_is_there_is_no_fault_of_the_letter() {
    let folder = tempfile::tempdir().unwrap();
    let files = Config { data_dir: folder.path().to_owned(), ..Config::default() };
    let files = Mailer::from_config(&files).unwrap();
    for address in ["nobody", "a@b@c", "张三", "a@b.cn\r\nBcc: c@d.cn"] {
        let answer = files.send(&letter(address)).await;
        assert!(matches!(answer, Err(Error::Permanent(_))), "{address}: {answer:?}");
    }
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let nobody_listens = Smtp {
        host: "127.0.0.1".to_owned(),
        port,
        encryption: Encryption::None,
        username: None,
        password: None,
        from: "duban@example.gov.cn".to_owned(),
        ca_file: None,
        timeout_s: 20,
        per_minute: None,
        dkim: None,
    };
    let answer = mailer(nobody_listens.clone()).send(&letter("a@example.gov.cn")).await;
    assert!(matches!(answer, Err(Error::NoServer(_))), "{answer:?}");

    let settings = [
        (Smtp { from: "督办系统".to_owned(), ..nobody_listens.clone() }, "smtp.from"),
        (
            Smtp {
                encryption: Encryption::Tls,
                ca_file: Some(folder.path().join("none.pem")),
                ..nobody_listens
            },
            "smtp.ca_file",
        ),
    ];
    for (smtp, named) in settings {
        let bad = Mailer::from_config(&Config { smtp: Some(smtp), ..Config::default() }).unwrap_err();
        assert!(bad.to_string().contains(named), "{bad}");
    }
}

#[tokio::test]
async fn without_a_server_letters_are_files_that_any_mail_program_reads() {
    let folder = tempfile::tempdir().unwrap();
    let config = Config { data_dir: folder.path().to_owned(), ..Config::default() };
    let mailer = Mailer::from_config(&config).unwrap();
    mailer.send(&letter("a@example.gov.cn")).await.unwrap();
    mailer.send(&letter("a@example.gov.cn")).await.unwrap();
    let names: Vec<_> =
        std::fs::read_dir(folder.path().join("mail")).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names, ["credit-2026.digest-x-2026-06-04.eml"], "the same letter is the same file, and whole");
    if python("read_mail.py").is_none() {
        return;
    }
    let mails = read_mails(&folder.path().join("mail"));
    assert_eq!(texts(&mails, "subject"), ["【提醒】区教育局有1项事项临近截止"]);
    assert_eq!(texts(&mails, "text"), ["正文"]);
    assert_eq!(texts(&mails, "from"), ["督办 <duban@localhost>"]);
}
