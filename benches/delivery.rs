//! How fast digests leave beside a bare lettre loop: `cargo bench --bench delivery`, as root, with Postfix installed.
//!
//! Both send the same letters to the same Postfix, with TLS and sign-in over one kept connection, in turn, so that
//! what else the machine does meets both. The bare loop has its letters composed beforehand and notes nothing; duban
//! claims each digest, looks whether it is still owed, sends it and marks it, on SQLite, and where `TEST_POSTGRES` says
//! where one is, on PostgreSQL. Wanted: every digest delivered once, at half of the bare rate at least.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "a benchmark may panic and prints"
)]

use std::sync::Arc;
use std::time::Instant;

use duban::app::App;
use duban::clock::Clock;
use duban::config::{Config, Smtp};
use duban::documents::press::Press;
use duban::domain::access::Role;
use duban::domain::ids::UnitId;
use duban::domain::timestamp::Timestamp;
use duban::evidence_files::EvidenceFiles;
use duban::jitter::Jitter;
use duban::jobs::{deliver, remind};
use duban::mail::Mailer;
use duban::metrics::Metrics;
use duban::robots::Robots;
use duban::store::obligations::Slice;
use duban::store::outbox::{self, Message};
use duban::store::users::User;
use duban::store::{Conn, Db, materialise, users};
use lettre::message::MultiPart;
use lettre::transport::smtp::PoolConfig;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use time::{Duration, Time};

#[expect(dead_code, reason = "the tests' server can do more")]
#[path = "../tests/it/support/postfix.rs"]
mod postfix;

use postfix::Postfix;

const DIGESTS: usize = 5000;
const ROUNDS: usize = 5;
/// Of each round, letters by the bare loop: enough for a rate.
const BARE: usize = 200;

fn main() {
    rustls::crypto::ring::default_provider().install_default().unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        run("SQLite", &format!("sqlite:{}", folder.path().join("duban.db").display())).await;
        if let Ok(address) = std::env::var("TEST_POSTGRES") {
            run("PostgreSQL", &address).await;
        }
    });
}

async fn run(name: &str, address: &str) {
    let Some(server) = Postfix::start(None) else { return };
    let app = fill(address, server.settings()).await;
    let began = Instant::now();
    let digests = remind::run(&app).await.unwrap().digests;
    println!("{name}: {digests} digests queued in {:.1} s", began.elapsed().as_secs_f64());
    assert_eq!(digests, DIGESTS);
    let messages = messages(&app).await;
    let size: usize = messages.iter().map(|message| message.body_text.len() + message.body_html.len()).sum();
    println!("{name}: {} bytes of text and HTML in a digest on average", size / DIGESTS);
    in_rounds(&app).await;

    let bare = transport(&server.settings());
    let mut ratios = Vec::new();
    for (round, messages) in messages.chunks(DIGESTS / ROUNDS).enumerate() {
        let by_hand = bare_loop(&bare, &messages[..BARE], round).await;
        server.settle();
        app.clock.set(start().plus(Duration::minutes(i64::try_from(round).unwrap())));
        let began = Instant::now();
        assert_eq!(deliver::drain(&app).await.unwrap(), messages.len());
        let by_duban = messages.len() as f64 / began.elapsed().as_secs_f64();
        server.settle();
        println!("{name}: {by_duban:.0} digests/s, the bare loop {by_hand:.0}: {:.2}", by_duban / by_hand);
        ratios.push(by_duban / by_hand);
    }
    ratios.sort_by(f64::total_cmp);
    let copies = server.copies();
    let digests = copies.iter().filter(|(id, _)| id.contains("digest-"));
    let once = digests.filter(|(_, copies)| **copies == 1).count();
    let connections = server.log().matches("TLS connection established").count();
    println!(
        "{name}: {once} of {DIGESTS} digests delivered once each; {connections} connections in all; {:.2} of the bare rate",
        ratios[ROUNDS / 2]
    );
    assert_eq!((once, copies.len()), (DIGESTS, DIGESTS + ROUNDS * BARE));
    assert!(ratios[ROUNDS / 2] >= 0.5, "less than half of the bare rate");
    app.db.close().await;
}

/// Letters per second.
async fn bare_loop(
    transport: &AsyncSmtpTransport<Tokio1Executor>,
    messages: &[Message],
    round: usize,
) -> f64 {
    let compose = |(n, message): (usize, &Message)| {
        let bodies = MultiPart::alternative_plain_html(message.body_text.clone(), message.body_html.clone());
        let id = format!("<bare-{round}-{n}@example.gov.cn>");
        let head = lettre::Message::builder().message_id(Some(id)).subject(message.subject.as_str());
        let head = head.from("督办系统 <duban@example.gov.cn>".parse().unwrap());
        head.to(message.address.parse().unwrap()).multipart(bodies).unwrap()
    };
    let letters: Vec<_> = messages.iter().enumerate().map(compose).collect();
    let (transport, count) = (transport.clone(), letters.len() as f64);
    let sending = tokio::spawn(async move {
        let began = Instant::now();
        for letter in letters {
            transport.send(letter).await.unwrap();
            // lettre's pool takes a connection back in a task of its own: here it is given the time.
            tokio::task::yield_now().await;
        }
        began.elapsed()
    });
    count / sending.await.unwrap().as_secs_f64()
}

fn transport(smtp: &Smtp) -> AsyncSmtpTransport<Tokio1Executor> {
    let authority = std::fs::read(smtp.ca_file.as_ref().unwrap()).unwrap();
    let tls = TlsParameters::builder(smtp.host.clone());
    let tls = tls.add_root_certificate(Certificate::from_pem(&authority).unwrap()).build().unwrap();
    let password = smtp.password.as_ref().unwrap().expose().to_owned();
    AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&smtp.host)
        .port(smtp.port)
        .tls(Tls::Required(tls))
        .credentials(Credentials::new(smtp.username.clone().unwrap(), password))
        .pool_config(PoolConfig::new().max_size(1))
        .build()
}

/// Seven working days before the report of 15 June is due.
fn start() -> Timestamp {
    let day = time::macros::date!(2026 - 06 - 04);
    Timestamp::local(day, Time::from_hms(9, 0, 0).unwrap(), time::macros::offset!(+8))
}

/// So many liaisons, in the units that owe the two-monthly report; nothing else is owed.
async fn fill(address: &str, smtp: Smtp) -> App {
    let folder = tempfile::tempdir().unwrap().keep();
    let config = Config { data_dir: folder.clone(), smtp: Some(smtp), ..Config::default() };
    let app = App {
        db: Db::open(address).await.unwrap(),
        clock: Clock::fixed(start()),
        jitter: Jitter::Fixed(0),
        mailer: Mailer::from_config(&config).unwrap(),
        robots: Robots::default(),
        plan: Arc::new(duban::plan_files::load_shipped().unwrap()),
        press: Press::from_config(&config).unwrap(),
        evidence: EvidenceFiles::open(&folder).unwrap(),
        config: Arc::new(config),
        metrics: Metrics::default(),
    };
    let mut tx = app.db.write(&app.plan.id).await.unwrap();
    materialise::apply(&mut tx, &app.plan, start()).await.unwrap();
    let units = app.plan.duty(&"1.4-report".parse().unwrap()).unwrap().duty.owed.owners();
    for n in 0..DIGESTS {
        assert!(users::insert(&mut tx, &liaison(&app, n, &units[n % units.len()])).await.unwrap());
    }
    let others = "UPDATE obligations SET state = 'accepted', revision = 1 WHERE duty_id <> '1.4-report' OR period <> '2026-06'";
    match tx.conn() {
        Conn::Sqlite(conn) => sqlx::query(others).execute(conn).await.map(drop),
        Conn::Postgres(conn) => sqlx::query(others).execute(conn).await.map(drop),
    }
    .unwrap();
    tx.commit().await.unwrap();
    app
}

fn liaison(app: &App, n: usize, unit: &UnitId) -> User {
    User {
        plan_id: app.plan.id.clone(),
        id: format!("l-{n:04}").parse().unwrap(),
        login: format!("l-{n:04}"),
        name: "测试".to_owned(),
        email: Some(format!("l-{n:04}@example.gov.cn")),
        phone: None,
        role: Role::Liaison,
        unit_id: Some(unit.clone()),
        password_hash: None,
        created_at: start(),
        disabled_at: None,
        start_done_at: None,
    }
}

async fn messages(app: &App) -> Vec<Message> {
    let (plan, mut tx) = (&app.plan.id, app.db.read().await.unwrap());
    let listed = outbox::list(&mut tx, plan, None, Slice::page(1, DIGESTS)).await.unwrap();
    let mut messages = Vec::new();
    for message in listed {
        messages.push(outbox::get(&mut tx, plan, &message.id).await.unwrap().unwrap());
    }
    messages
}

/// Makes a fifth of the digests due in each minute.
async fn in_rounds(app: &App) {
    let mut tx = app.db.write(&app.plan.id).await.unwrap();
    for round in 0..ROUNDS {
        let due = start().plus(Duration::minutes(i64::try_from(round).unwrap()));
        for digit in [2 * round, 2 * round + 1] {
            let (sql, last) =
                ("UPDATE messages SET next_try_at = $1 WHERE address LIKE $2", format!("%{digit}@%"));
            match tx.conn() {
                Conn::Sqlite(conn) => sqlx::query(sql).bind(due).bind(&last).execute(conn).await.map(drop),
                Conn::Postgres(conn) => sqlx::query(sql).bind(due).bind(&last).execute(conn).await.map(drop),
            }
            .unwrap();
        }
    }
    tx.commit().await.unwrap();
}
