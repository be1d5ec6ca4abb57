//! How long a search takes among 100,000 obligations and 20,000 reports: `cargo bench --bench search`.
//!
//! The whole page, from the request to the HTML, without a network: on SQLite, and where `TEST_POSTGRES` says where one
//! is, on PostgreSQL. Wanted: under 50 ms.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a benchmark may panic and prints"
)]

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::COOKIE;
use duban::app::App;
use duban::clock::Clock;
use duban::config::Config;
use duban::documents::press::Press;
use duban::domain::access::Role;
use duban::domain::plan::{Owed, Plan, Unit, Words};
use duban::evidence_files::EvidenceFiles;
use duban::jitter::Jitter;
use duban::mail::Mailer;
use duban::passwords::token_hash;
use duban::robots::Robots;
use duban::store::users::User;
use duban::store::{Conn, Db, materialise, sessions, texts, users};
use sqlx::AssertSqlSafe;
use time::Duration;
use tower::ServiceExt;

const UNITS: usize = 1330;
const REPORTS: u32 = 20_000;
const CALLS: usize = 40;

/// What people type, and `&kind=` where only one kind is shown.
const QUERIES: [(&str, &str); 14] = [
    ("一个词", "双公示"),
    ("首字母", "sgs"),
    ("首字母，单位", "jyj"),
    ("全拼", "jiaoyuju"),
    ("编号", "4.2"),
    ("英文", "report"),
    ("两个字，到处都有", "信用"),
    ("单位和事项", "教育局 双公示"),
    ("单位、事项和时间", "jyj 双公示 第24周"),
    ("只有时间", "6月"),
    ("应办事项末页", "局&kind=obligations&page=10"),
    ("报送内容末页", "信用&kind=reports&page=10"),
    ("一份报送", "编号第12345号"),
    ("没有", "魑魅魍魉"),
];

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        run("SQLite", &format!("sqlite:{}", folder.path().join("duban.db").display())).await;
        let file = std::fs::metadata(folder.path().join("duban.db")).unwrap();
        println!("the SQLite file has {} MB", file.len() / 1_000_000);
        if let Ok(address) = std::env::var("TEST_POSTGRES") {
            run("PostgreSQL", &address).await;
        }
    });
}

async fn run(name: &str, address: &str) {
    let folder = tempfile::tempdir().unwrap();
    let app = App {
        db: Db::open(address).await.unwrap(),
        metrics: duban::metrics::Metrics::default(),
        clock: Clock::System,
        jitter: Jitter::Fixed(0),
        mailer: Mailer::memory(),
        robots: Robots::default(),
        plan: Arc::new(swell()),
        press: Press::from_config(&Config::default()).unwrap(),
        evidence: EvidenceFiles::open(folder.path()).unwrap(),
        config: Arc::new(Config { data_dir: folder.path().to_owned(), ..Config::default() }),
    };
    fill(&app, name).await;
    let router = duban::web::router(app.clone());
    println!("{name}: fastest, median and slowest of {CALLS}, in ms");
    for role in ["office", "liaison", "lead"] {
        for (what, query) in QUERIES {
            let mut times = Vec::new();
            for _ in 0..CALLS {
                times.push(call(&router, role, query).await);
            }
            times.sort_by(f64::total_cmp);
            println!(
                "  {role:8} {:6.1} {:6.1} {:6.1}  {what} {query}",
                times[0],
                times[CALLS / 2],
                times[CALLS - 1]
            );
        }
    }
    app.db.close().await;
}

/// The whole answer, in milliseconds.
async fn call(router: &Router, login: &str, query: &str) -> f64 {
    let (query, rest) =
        query.split_once('&').map_or((query, String::new()), |(q, rest)| (q, format!("&{rest}")));
    let query = percent_encoding::utf8_percent_encode(query, percent_encoding::NON_ALPHANUMERIC);
    let request = Request::builder().uri(format!("/search?q={query}{rest}"));
    let request = request.header(COOKIE, format!("duban={login}")).body(Body::empty()).unwrap();
    let began = Instant::now();
    let response = router.clone().oneshot(request).await.unwrap();
    assert_eq!(response.status(), 200);
    let page = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
    assert!(page.len() < 100_000);
    began.elapsed().as_secs_f64() * 1000.0
}

async fn fill(app: &App, name: &str) {
    let (plan, now) = (&app.plan, app.clock.now());
    let mut tx = app.db.write(&plan.id).await.unwrap();
    let made = materialise::apply(&mut tx, plan, now).await.unwrap();
    for (login, role, unit) in [
        ("office", Role::Office, None),
        ("liaison", Role::Liaison, Some("jiaoyu")),
        ("lead", Role::Liaison, Some("fagai")),
    ] {
        let user = User {
            plan_id: plan.id.clone(),
            id: login.parse().unwrap(),
            login: login.to_owned(),
            name: "测试".to_owned(),
            email: None,
            phone: None,
            role,
            unit_id: unit.map(|unit| unit.parse().unwrap()),
            password_hash: Some("none".to_owned()),
            created_at: now,
            disabled_at: None,
            start_done_at: None,
        };
        users::insert(&mut tx, &user).await.unwrap();
        let until = now.plus(Duration::days(1));
        sessions::insert(&mut tx, &user, &token_hash(login), "", now, until).await.unwrap();
    }
    let source: Vec<char> = plan.source.chars().filter(|c| !c.is_whitespace()).collect();
    let reports = REPORTS as usize;
    let step = made.add.len() / reports;
    for (number, row) in made.add.iter().step_by(step).take(reports).enumerate() {
        let body = text(&source, number);
        let insert = AssertSqlSafe(format!(
            "INSERT INTO submissions (plan_id, obligation_id, revision, kind, body, figures, user_id, at)
             VALUES ('{}', '{}', 1, 'report', '{body}', '{{}}', 'liaison', $1)",
            plan.id, row.id
        ));
        let update = AssertSqlSafe(format!(
            "UPDATE obligations SET revision = 1, state = 'submitted', first_submitted_at = $1 WHERE plan_id = '{}' AND id = '{}'",
            plan.id, row.id
        ));
        match tx.conn() {
            Conn::Sqlite(conn) => {
                sqlx::query(insert).bind(now).execute(&mut *conn).await.unwrap();
                sqlx::query(update).bind(now).execute(conn).await.map(drop)
            }
            Conn::Postgres(conn) => {
                sqlx::query(insert).bind(now).execute(&mut *conn).await.unwrap();
                sqlx::query(update).bind(now).execute(conn).await.map(drop)
            }
        }
        .unwrap();
    }
    tx.commit().await.unwrap();
    let began = Instant::now();
    loop {
        let mut tx = app.db.write(&plan.id).await.unwrap();
        let count = texts::catch_up(&mut tx, &plan.id, 1000).await.unwrap();
        tx.commit().await.unwrap();
        if count == 0 {
            break;
        }
    }
    let each = began.elapsed().as_secs_f64() * 1000.0 / f64::from(REPORTS);
    println!("{name}: {} obligations, {REPORTS} reports taken in, {each:.2} ms each", made.add.len());
    analyse(app).await;
}

/// As a server in use does by itself.
async fn analyse(app: &App) {
    match app.db.write(&app.plan.id).await.unwrap().conn() {
        Conn::Sqlite(_) => {}
        Conn::Postgres(conn) => sqlx::query("ANALYZE").execute(conn).await.map(drop).unwrap(),
    }
}

/// 100 to 400 characters out of the plan's own text, the same at every run, and a number that no other report has.
fn text(source: &[char], number: usize) -> String {
    let mut seed = number.wrapping_mul(2_654_435_761) + 12_345;
    let mut text = format!("编号第{number}号：");
    for _ in 0..5 + number % 15 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let from = (seed >> 33) % (source.len() - 20);
        text.extend(&source[from..from + 20]);
    }
    text.replace('\'', "")
}

/// The shipped plan, in which all that many units owe is owed by 1,330.
fn swell() -> Plan {
    let mut parts = (*duban::plan_files::load_shipped().unwrap()).clone();
    let names = ["教育", "科技", "民政", "司法", "财政", "环保", "住建", "农业", "商务", "统计"];
    for n in parts.units.len()..UNITS {
        parts.units.push(Unit {
            id: format!("unit-{n}").parse().unwrap(),
            name: Words { zh: format!("第{n}{}局", names[n % 10]), en: format!("Bureau {n}") },
            aliases: vec![],
            placeholder: false,
            external: false,
            note: None,
        });
    }
    let many: Vec<_> = parts.units.iter().filter(|unit| !unit.external).map(|unit| unit.id.clone()).collect();
    for project in &mut parts.projects {
        for duty in project.tasks.iter_mut().flat_map(|task| &mut task.duties) {
            if let Owed::Each(owners) = &mut duty.owed
                && owners.len() > 10
            {
                owners.clone_from(&many);
            }
        }
    }
    Plan::new(parts)
}
