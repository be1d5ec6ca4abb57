//! The overview with 6,000 obligations of 50 units: `cargo bench --bench overview`.
//!
//! First the handler alone, called in this process: how long from the request to the whole page, session and
//! reads included, uncompressed. Then the real program on the same file, in a real browser: how long until
//! something is painted (`tests/browser/paint.mjs`; skipped where there is no Chromium).
//!
//! Wanted: the handler under 10 ms, first contentful paint under 300 ms, the page under 100 KB.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a benchmark may panic and prints"
)]

use std::path::Path;
use std::process::{Command, Stdio};
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
use duban::domain::plan::Plan;
use duban::domain::timestamp::Timestamp;
use duban::evidence_files::EvidenceFiles;
use duban::jitter::Jitter;
use duban::mail::Mailer;
use duban::passwords::token_hash;
use duban::plan_files::{self, Files};
use duban::robots::Robots;
use duban::store::users::User;
use duban::store::{Db, materialise, sessions, users};
use sqlx::AssertSqlSafe;
use time::Duration;
use tower::ServiceExt;

const TOKEN: &str = "bench";
const CALLS: usize = 300;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(run());
}

async fn run() {
    let folder = tempfile::tempdir().unwrap();
    let app = fill(folder.path()).await;
    let router = duban::web::router(app.clone());
    for path in [
        "/overview",
        "/overview?project=4&month=3",
        "/overview?light=overdue",
        "/overview/obligations?unit=jiaoyu&project=4",
        "/overview/obligations?light=overdue",
    ] {
        measure(&router, path).await;
    }
    app.db.close().await;
    in_a_browser(folder.path());
}

async fn measure(router: &Router, path: &str) {
    let mut took = Vec::new();
    let mut bytes = 0;
    let before = cpu_ms();
    for _ in 0..CALLS {
        let request = Request::builder().uri(path).header(COOKIE, format!("duban={TOKEN}"));
        let began = Instant::now();
        let response = router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(response.status(), 200);
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        took.push(began.elapsed().as_secs_f64() * 1000.0);
        bytes = body.len();
    }
    let cpu = (cpu_ms() - before) / f64::from(u32::try_from(CALLS).unwrap());
    took.sort_by(f64::total_cmp);
    let (median, most) = (took[CALLS / 2], took[CALLS * 95 / 100]);
    println!(
        "{path:<44} {median:>5.1} ms (19 of 20 within {most:.1} ms), {cpu:.1} ms of one core, {bytes} bytes"
    );
}

/// How long this process has computed, all threads together: other work on the machine does not show in it.
fn cpu_ms() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let after_name = stat.rsplit_once(')').unwrap().1;
    let ticks = |nth: usize| after_name.split_whitespace().nth(nth).unwrap().parse::<f64>().unwrap();
    // User and system time, in hundredths of a second.
    (ticks(11) + ticks(12)) * 10.0
}

/// 50 units with 6,000 obligations; of what was due nine in ten are done, some late, some waiting.
async fn fill(folder: &Path) -> App {
    let config = Config { data_dir: folder.to_owned(), ..Config::default() };
    let app = App {
        db: Db::open(&format!("sqlite:{}", folder.join("duban.db").display())).await.unwrap(),
        metrics: duban::metrics::Metrics::default(),
        clock: Clock::System,
        jitter: Jitter::Fixed(0),
        mailer: Mailer::memory(),
        robots: Robots::default(),
        plan: Arc::new(swell(folder)),
        press: Press::from_config(&Config::default()).unwrap(),
        evidence: EvidenceFiles::open(&folder.join("evidence")).unwrap(),
        config: Arc::new(config),
    };
    let now = app.clock.now();
    let mut tx = app.db.write(&app.plan.id).await.unwrap();
    let made = materialise::apply(&mut tx, &app.plan, now).await.unwrap().add.len();
    let user = office(&app.plan, now);
    users::insert(&mut tx, &user).await.unwrap();
    let until = now.plus(Duration::days(1));
    sessions::insert(&mut tx, &user, &token_hash(TOKEN), "127.0.0.1", now, until).await.unwrap();
    tx.commit().await.unwrap();
    play(&app.db).await;
    println!("{made} obligations");
    app
}

async fn play(db: &Db) {
    let Db::Sqlite { write, .. } = db else { panic!("not SQLite") };
    let history = "
        UPDATE obligations SET revision = 1, state = CASE WHEN rowid % 20 = 1 THEN 'submitted' ELSE 'accepted' END,
            first_submitted_at = CASE WHEN rowid % 10 = 2 THEN datetime(due_at, '+1 day') ELSE datetime(due_at, '-1 day') END
            WHERE due_at < datetime('now') AND rowid % 10 > 0;
        INSERT INTO submissions SELECT plan_id, id, 1, 'report', '已完成。', '{}', 'bench', first_submitted_at
            FROM obligations WHERE revision = 1;
        ANALYZE";
    sqlx::raw_sql(AssertSqlSafe(history)).execute(write).await.unwrap();
}

fn office(plan: &Plan, now: Timestamp) -> User {
    User {
        plan_id: plan.id.clone(),
        id: "bench".parse().unwrap(),
        login: "bench".to_owned(),
        name: "测试".to_owned(),
        email: None,
        phone: None,
        role: Role::Office,
        unit_id: None,
        password_hash: Some("none".to_owned()),
        created_at: now,
        disabled_at: None,
        start_done_at: None,
    }
}

/// The shipped plan with eight towns more, and with its weekly duty again and again.
fn swell(folder: &Path) -> Plan {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("plan");
    let plan = folder.join("plan");
    let copied = Command::new("cp").arg("-r").arg(&shipped).arg(&plan).status().unwrap();
    assert!(copied.success());
    let change = |file: &str, change: &dyn Fn(String) -> String| {
        let file = plan.join("credit-2026").join(file);
        std::fs::write(&file, change(std::fs::read_to_string(&file).unwrap())).unwrap();
    };
    change("units.toml", &|text| {
        let mut units = String::new();
        let mut ids = String::from("\"zhen-2\",");
        for n in 3..=10 {
            units += &format!(
                "[[unit]]\nid = \"zhen-{n}\"\nname = \"示例镇{n}\"\nname_en = \"Sample Town {n}\"\n\n"
            );
            ids += &format!(" \"zhen-{n}\",");
        }
        let members = text.replace("\"zhen-2\",", &ids);
        members.replacen("[[group]]", &format!("{units}[[group]]"), 1)
    });
    change("projects/4.toml", &|text| {
        let from = text.find("[[task.duty]]\nid = \"4.2-weekly\"").unwrap();
        let to = from + text[from..].find("[[task]]").unwrap();
        let weekly = &text[from..to];
        let again = |n: i32, who: &str| {
            weekly.replace("4.2-weekly", &format!("4.2-{n}")).replace("@licensing-or-penalty", who)
        };
        let more = [
            again(1, "@licensing-or-penalty"),
            again(2, "@licensing-or-penalty"),
            again(3, "@towns"),
            again(4, "@towns"),
        ];
        format!("{}{}{}", &text[..to], more.concat(), &text[to..])
    });
    plan_files::open(&Files::folder(&plan.join("credit-2026"))).unwrap()
}

/// Starts the program on the same file and lets the script look at it.
fn in_a_browser(folder: &Path) {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let address = format!("127.0.0.1:{port}");
    let mut server = Command::new(env!("CARGO_BIN_EXE_duban"))
        .arg("serve")
        .current_dir(folder)
        .env("DUBAN_LISTEN", &address)
        .env("DUBAN_DATABASE", "sqlite:duban.db")
        .env("DUBAN_DATA_DIR", ".")
        .env("DUBAN_PLAN", "plan/credit-2026")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/paint.mjs");
    let painted = Command::new("node").arg(script).arg(format!("http://{address}")).arg(TOKEN).status();
    server.kill().unwrap();
    server.wait().unwrap();
    if !painted.is_ok_and(|status| status.success()) {
        println!("not painted: `bin/test browser` installs what tests/browser/paint.mjs needs");
    }
}
