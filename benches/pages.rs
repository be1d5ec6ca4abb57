//! How much a page costs beside a bare handler that makes the same reads: `cargo bench --bench pages`.
//!
//! Both are called in one process, in turn and without a network, on one SQLite file with 6,000 obligations
//! of one unit, so the ratio is the server's own and holds on a noisy machine. Then the real program is
//! started on the same file: how long until its first answer, and how much memory it has after the load.
//!
//! Wanted: the page at least half as fast as the bare handler; first answer under 0.5 s; under 60 MB.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a benchmark may panic and prints"
)]

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::COOKIE;
use axum::routing::get;
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
use duban::store::materialise;
use duban::store::obligations::{self, Slice};
use duban::store::users::User;
use duban::store::{Db, sessions, users};
use time::Duration;
use tower::ServiceExt;

const TOKEN: &str = "bench";
const ROUNDS: usize = 9;
const CALLS: u32 = 400;
const AT_ONCE: u32 = 8;

fn main() {
    // reqwest, whose TLS is the program's own, makes no client without.
    rustls::crypto::ring::default_provider().install_default().unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(run());
}

async fn run() {
    let folder = tempfile::tempdir().unwrap();
    let app = fill(folder.path()).await;
    let page = duban::web::router(app.clone());
    let bare = Router::new().route("/obligations", get(bare_handler)).with_state(app.clone());
    for router in [&page, &bare] {
        calls(router).await;
    }
    let (mut pages, mut bares, mut ratios) = (vec![], vec![], vec![]);
    for _ in 0..ROUNDS {
        let (a, b) = (calls(&page).await, calls(&bare).await);
        pages.push(a);
        bares.push(b);
        ratios.push(a / b);
    }
    println!("my obligations   {:>7.0} a second (median of {ROUNDS})", median(&mut pages));
    println!("bare, same reads {:>7.0} a second", median(&mut bares));
    ratios.sort_by(f64::total_cmp);
    println!(
        "ratio            {:.2} (from {:.2} to {:.2})",
        median(&mut ratios),
        ratios[0],
        ratios[ROUNDS - 1]
    );
    app.db.close().await;
    the_real_program(folder.path()).await;
}

/// The two reads of the page: whose session this is, and the first slice of the unit's list.
async fn bare_handler(State(app): State<App>, request: Request) -> String {
    let cookie = request.headers()[COOKIE].to_str().unwrap();
    let hash = token_hash(cookie.strip_prefix("duban=").unwrap());
    let user =
        sessions::user(&mut app.db.read().await.unwrap(), &hash, app.clock.now()).await.unwrap().unwrap();
    let mut tx = app.db.read().await.unwrap();
    let unit = user.unit_id.unwrap();
    let horizon = app.clock.now().plus(Duration::days(45));
    let rows =
        obligations::owed_by_unit(&mut tx, &app.plan.id, &unit, horizon, Slice::page(1, 50)).await.unwrap();
    rows.len().to_string()
}

/// Calls a second, with a few at once.
async fn calls(router: &Router) -> f64 {
    let began = now();
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..AT_ONCE {
        let router = router.clone();
        tasks.spawn(async move {
            for _ in 0..CALLS / AT_ONCE {
                let response = router.clone().oneshot(request()).await.unwrap();
                assert_eq!(response.status(), 200);
                assert!(
                    axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap().len() < 100_000
                );
            }
        });
    }
    tasks.join_all().await;
    f64::from(CALLS) / began.elapsed().as_secs_f64()
}

fn request() -> Request {
    let request = Request::builder().uri("/obligations").header(COOKIE, format!("duban={TOKEN}"));
    request.body(Body::empty()).unwrap()
}

/// One unit with 6,000 obligations, all open, and a person of it who is signed in.
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
    let made = materialise::apply(&mut tx, &app.plan, now).await.unwrap();
    let user = liaison(&app.plan, now);
    users::insert(&mut tx, &user).await.unwrap();
    let until = now.plus(Duration::days(1));
    sessions::insert(&mut tx, &user, &token_hash(TOKEN), "127.0.0.1", now, until).await.unwrap();
    tx.commit().await.unwrap();
    let own = made.add.iter().filter(|row| Some(&row.unit_id) == user.unit_id.as_ref()).count();
    println!("{} obligations, {own} of the unit", made.add.len());
    app
}

fn liaison(plan: &Plan, now: Timestamp) -> User {
    User {
        plan_id: plan.id.clone(),
        id: "bench".parse().unwrap(),
        login: "bench".to_owned(),
        name: "测试".to_owned(),
        email: None,
        phone: None,
        role: Role::Liaison,
        unit_id: Some("jiaoyu".parse().unwrap()),
        password_hash: Some("none".to_owned()),
        created_at: now,
        disabled_at: None,
        start_done_at: None,
    }
}

/// The shipped plan with its weekly duty again and again, until one unit owes 6,000 things.
fn swell(folder: &Path) -> Plan {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("plan");
    let plan = folder.join("plan");
    let copied = Command::new("cp").arg("-r").arg(&shipped).arg(&plan).status().unwrap();
    assert!(copied.success());
    let file = plan.join("credit-2026/projects/4.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    let from = text.find("[[task.duty]]\nid = \"4.2-weekly\"").unwrap();
    let to = from + text[from..].find("[[task]]").unwrap();
    let (head, weekly, rest) = (&text[..from], &text[from..to], &text[to..]);
    let mut swelled = format!("{head}{weekly}");
    for n in 0..115 {
        let duty = weekly.replace("4.2-weekly", &format!("4.2-{n}"));
        swelled.push_str(&duty.replace("@licensing-or-penalty", "jiaoyu"));
    }
    std::fs::write(&file, swelled + rest).unwrap();
    plan_files::open(&Files::folder(&plan.join("credit-2026"))).unwrap()
}

async fn the_real_program(folder: &Path) {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let began = now();
    let mut server = Command::new(env!("CARGO_BIN_EXE_duban"))
        .arg("serve")
        .current_dir(folder)
        .env("DUBAN_LISTEN", format!("127.0.0.1:{port}"))
        .env("DUBAN_DATABASE", "sqlite:duban.db")
        .env("DUBAN_DATA_DIR", ".")
        .env("DUBAN_PLAN", "plan/credit-2026")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let address = format!("http://127.0.0.1:{port}");
    let client = reqwest::Client::new();
    while client.get(format!("{address}/sign-in")).send().await.is_err() {
        std::thread::yield_now();
    }
    println!("first answer     {:>7.2} s after start", began.elapsed().as_secs_f64());
    for _ in 0..2000 {
        let page = client.get(format!("{address}/obligations")).header(COOKIE, format!("duban={TOKEN}"));
        assert_eq!(page.send().await.unwrap().status(), 200);
    }
    println!("memory           {:>7.1} MB resident after 2,000 pages", resident(&server));
    server.kill().unwrap();
    server.wait().unwrap();
}

fn resident(server: &Child) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.id())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn now() -> Instant {
    Instant::now()
}
