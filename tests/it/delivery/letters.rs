//! What arrives, as parsers read it that were not written here: one's own business in Chinese, signed if there is a key.

use std::collections::BTreeSet;
use std::process::Command;

use duban::config::{Dkim, Smtp};
use duban::jobs::deliver;
use duban::mail::{BadSetup, Mailer};
use serde_json::{Value, json};

use super::{mailer, queue};
use crate::reminders::district::District;
use crate::smtp::{python, read_mails};
use crate::support::postfix::Postfix;
use crate::support::{World, stories};

stories! {
    digests_arrive_once_each_over_one_connection_and_name_nobody_else
    letters_are_signed_so_that_others_can_check_it
}

async fn digests_arrive_once_each_over_one_connection_and_name_nobody_else(world: World) {
    let Some(server) = Postfix::start(None) else { return };
    let district = District::of(world, "2026-06-03 15:00").await.with_mailer(mailer(server.settings()));
    district.only_reports_of_june().await;
    district.minute("2026-06-04 09:00").await;
    district.minute("2026-06-04 09:01").await;

    let wanted = district.people_of("liaison", &district.reporters());
    let mut receivers: Vec<String> = server.mails().into_iter().map(|mail| mail.to).collect();
    receivers.sort();
    assert_eq!(receivers, wanted);
    assert!(server.copies().values().all(|copies| *copies == 1));
    let log = server.log();
    assert_eq!(log.matches("TLS connection established").count(), 1, "one connection for all");
    assert_eq!(log.matches("sasl_username=duban").count(), wanted.len());

    if python("read_mail.py").is_none() {
        return;
    }
    for mail in read_mails(&server.maildir()) {
        assert_eq!(mail["defects"], json!([]), "{mail}");
        assert!(mail["subject"].as_str().unwrap().starts_with("【提醒】"), "{mail}");
        assert!(mail["text"].as_str().unwrap().contains("信用体系建设情况报告"), "{mail}");
        assert!(mail["html"].as_str().unwrap().contains("信用体系建设情况报告"), "{mail}");
        assert_eq!(mail["date"], "2026-06-04T01:00:00+00:00");
        let names = header_names(&mail);
        assert!(names.contains("auto-submitted") && !names.contains("list-unsubscribe"), "{names:?}");
        assert_eq!(names.iter().filter(|name| name.contains("cc")).count(), 0, "{names:?}");
        let own = mail["to"][0].as_str().unwrap();
        assert_eq!(addresses(&mail.to_string()), BTreeSet::from(["duban@example.gov.cn", own]), "{mail}");
    }
}

/// Everything that looks like an address, be it in a header field, in the text or in the HTML; but for the ids.
fn addresses(mail: &str) -> BTreeSet<&str> {
    let outside = |c: char| !(c.is_ascii_alphanumeric() || "@._-".contains(c));
    mail.split(outside).filter(|word| word.contains('@') && !word.starts_with("credit-2026.")).collect()
}

fn header_names(mail: &Value) -> BTreeSet<String> {
    let headers = mail["headers"].as_array().unwrap();
    headers.iter().map(|pair| pair[0].as_str().unwrap().to_lowercase()).collect()
}

async fn letters_are_signed_so_that_others_can_check_it(mut world: World) {
    let Some(server) = Postfix::start(None) else { return };
    let folder = world.folder.path();
    let key_file = folder.join("dkim.pem");
    let openssl = |arguments: &[&str]| {
        let output = Command::new("openssl").args(arguments).current_dir(folder).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    openssl(&["genrsa", "-traditional", "-out", "dkim.pem", "2048"]);
    let public = openssl(&["rsa", "-in", "dkim.pem", "-pubout"]);
    let public: String = public.lines().filter(|line| !line.starts_with("-----")).collect();
    let dkim = Dkim { selector: "duban".to_owned(), domain: None, key_file: key_file.clone() };
    world.app.mailer = mailer(Smtp { dkim: Some(dkim), ..server.settings() });
    queue(&world, 3).await;
    assert_eq!(deliver::drain(&world.app).await.unwrap(), 3);
    assert_eq!(server.mails().len(), 3);

    if let Some(mut verify) = python("verify_dkim.py") {
        let name = "duban._domainkey.example.gov.cn.";
        let output = verify.arg(server.maildir()).args([name, &public]).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let checked: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(checked.len(), 3);
        for mail in checked {
            assert_eq!(mail["valid"], true, "{mail}");
            assert_eq!(mail["forged"], json!([false, false, false]), "{mail}");
            let signed = ["auto-submitted", "date", "from", "message-id", "mime-version", "subject", "to"];
            assert_eq!(mail["signed"], json!(signed));
        }
    }
    openssl(&["genpkey", "-algorithm", "RSA", "-out", "dkim.pem"]);
    let dkim = Dkim { selector: "duban".to_owned(), domain: None, key_file };
    let settings = duban::config::Config {
        smtp: Some(Smtp { dkim: Some(dkim), ..server.settings() }),
        ..duban::config::Config::default()
    };
    let bad = Mailer::from_config(&settings).unwrap_err();
    assert!(matches!(bad, BadSetup::Dkim { .. }) && bad.to_string().contains("-traditional"), "{bad}");
}
