//! A whole duban in a test: the shipped plan, a database of its own, a clock that stands still, and people.

use std::future::Future;
use std::sync::Arc;

use axum_test::{TestResponse, TestServer};
use duban::app::App;
use duban::clock::Clock;
use duban::config::{Config, Secret};
use duban::documents::press::Press;
use duban::domain::access::Role;
use duban::domain::ids::ObligationId;
use duban::domain::plan::Plan;
use duban::domain::timestamp::Timestamp;
use duban::evidence_files::EvidenceFiles;
use duban::jitter::Jitter;
use duban::mail::Mailer;
use duban::passwords::token_hash;
use duban::robots::Robots;
use duban::store::users::User;
use duban::store::{Db, materialise, obligations, sessions, users};
use scraper::{Html, Selector};
use sqlx::AssertSqlSafe;
use tempfile::TempDir;
use time::macros::offset;
use time::{Date, Time};

pub mod policy;
pub mod postfix;
pub mod postgres;
pub mod server;

/// Runs a story on SQLite, and on PostgreSQL where `TEST_POSTGRES` says where one is.
macro_rules! stories {
    ($($name:ident)+) => {
        mod on_sqlite {
            $(#[test] fn $name() { crate::support::on_sqlite(super::$name) })+
        }
        mod on_postgres {
            $(#[test] fn $name() { crate::support::on_postgres(super::$name) })+
        }
    };
}
pub(crate) use stories;

pub fn on_sqlite<F: Future<Output = ()>>(story: impl FnOnce(World) -> F) {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite:{}", folder.path().join("duban.db").display());
        story(World::new(&address, folder, JUNE).await).await;
    });
}

pub fn on_postgres<F: Future<Output = ()>>(story: impl FnOnce(World) -> F) {
    let Some(cluster) = postgres::cluster() else { return };
    run(async {
        let database = postgres::Database::create(&cluster).await;
        let world = World::new(&database.address, tempfile::tempdir().unwrap(), JUNE).await;
        let db = world.app.db.clone();
        story(world).await;
        db.close().await;
        database.drop().await;
    });
}

/// As the program does at its start: reqwest, whose TLS is the program's own, makes no client without.
pub fn set_up_tls() {
    // The second test finds it there.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

fn run(story: impl Future<Output = ()>) {
    set_up_tls();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.unwrap().block_on(story);
}

/// Where every story starts: Wednesday 2026-06-10, 09:00 in China.
pub const JUNE: (i32, u8, u8, u8, u8) = (2026, 6, 10, 9, 0);

/// An instant by the clocks of China.
pub fn at((year, month, day, hour, minute): (i32, u8, u8, u8, u8)) -> Timestamp {
    let date = Date::from_calendar_date(year, month.try_into().unwrap(), day).unwrap();
    Timestamp::local(date, Time::from_hms(hour, minute, 0).unwrap(), offset!(+8))
}

pub fn shipped_plan() -> Arc<Plan> {
    static PLAN: std::sync::OnceLock<Arc<Plan>> = std::sync::OnceLock::new();
    PLAN.get_or_init(|| Arc::new(duban::plan_files::load_shipped().unwrap())).clone()
}

pub struct World {
    pub app: App,
    pub folder: TempDir,
    /// As the settings name it.
    pub database: String,
}

impl World {
    /// The plan is applied; there are no accounts.
    pub async fn new(database: &str, folder: TempDir, start: (i32, u8, u8, u8, u8)) -> Self {
        let (data_dir, address) = (folder.path().to_owned(), Secret::new(database));
        let config = Config { data_dir, database: address, ..Config::default() };
        let app = App {
            db: Db::open(database).await.unwrap(),
            metrics: duban::metrics::Metrics::default(),
            clock: Clock::fixed(at(start)),
            jitter: Jitter::Fixed(0),
            mailer: Mailer::Memory(Arc::default()),
            robots: Robots::default(),
            plan: shipped_plan(),
            config: Arc::new(config),
            press: Press::from_config(&Config::default()).unwrap(),
            evidence: EvidenceFiles::open(&folder.path().join("evidence")).unwrap(),
        };
        let mut tx = app.db.write(&app.plan.id).await.unwrap();
        materialise::apply(&mut tx, &app.plan, app.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        Self { app, folder, database: database.to_owned() }
    }

    pub fn set_time(&self, to: (i32, u8, u8, u8, u8)) {
        self.app.clock.set(at(to));
    }

    /// An account; `unit` is left out for roles that have none.
    pub async fn user(&self, login: &str, role: Role, unit: &str) -> User {
        let user = User {
            plan_id: self.app.plan.id.clone(),
            id: login.parse().unwrap(),
            login: login.to_owned(),
            name: format!("测试{login}"),
            email: Some(format!("{login}@example.cn")),
            phone: None,
            role,
            unit_id: role.belongs_to_unit().then(|| unit.parse().unwrap()),
            password_hash: Some(format!("not a hash of anything: {login}")),
            created_at: self.app.clock.now(),
            disabled_at: None,
            start_done_at: None,
        };
        let mut tx = self.app.db.write(&self.app.plan.id).await.unwrap();
        assert!(users::insert(&mut tx, &user).await.unwrap(), "{login} is taken");
        tx.commit().await.unwrap();
        user
    }

    /// A statement of the tests' own.
    pub async fn sql(&self, statement: &str) -> u64 {
        let statement = AssertSqlSafe(statement.to_owned());
        match &self.app.db {
            Db::Sqlite { write, .. } => sqlx::query(statement).execute(write).await.unwrap().rows_affected(),
            Db::Postgres(pool) => sqlx::query(statement).execute(pool).await.unwrap().rows_affected(),
        }
    }

    /// A browser in which a new person of this role is signed in.
    pub async fn sign_in(&self, login: &str, role: Role, unit: &str) -> Browser {
        let user = self.user(login, role, unit).await;
        let token = format!("session-of-{login}");
        let (now, mut tx) = (self.app.clock.now(), self.app.db.write(&self.app.plan.id).await.unwrap());
        // A real server in a test goes by today's date, whatever day that is.
        let expires = at((2100, 1, 1, 0, 0));
        sessions::insert(&mut tx, &user, &token_hash(&token), "192.0.2.1", now, expires).await.unwrap();
        tx.commit().await.unwrap();
        let mut browser = self.guest();
        browser.server.add_cookie(cookie("duban", token));
        let page = browser.get("/password").await;
        browser.form_token = page.attribute("input[name=form_token]", "value");
        browser
    }

    /// A browser in which nobody is signed in.
    pub fn guest(&self) -> Browser {
        let mut server = TestServer::new(duban::web::router(self.app.clone()));
        server.save_cookies();
        Browser { server, form_token: String::new() }
    }

    pub async fn obligation(&self, id: &str) -> duban::domain::obligation::Obligation {
        let id: ObligationId = id.parse().unwrap();
        let mut tx = self.app.db.read().await.unwrap();
        obligations::get(&mut tx, &self.app.plan.id, &id).await.unwrap().unwrap()
    }
}

fn cookie(name: &'static str, value: String) -> axum_extra::extract::cookie::Cookie<'static> {
    axum_extra::extract::cookie::Cookie::new(name, value)
}

/// A person's browser: keeps cookies, sends the form token with every form, does not follow redirects.
pub struct Browser {
    pub server: TestServer,
    pub form_token: String,
}

impl Browser {
    pub async fn get(&self, path: &str) -> Page {
        Page::of(self.server.get(path).await)
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let mut all = vec![("form_token", self.form_token.as_str())];
        all.extend(fields);
        Page::of(self.server.post(path).form(&all).await)
    }

    /// A form with files, as a browser sends it; the token is put first.
    pub async fn post_files(&self, path: &str, fields: &[(&str, &str)], files: &[File<'_>]) -> Page {
        let mut all = vec![("form_token", self.form_token.as_str())];
        all.extend(fields);
        self.post_bytes(path, multipart(&all, files)).await
    }

    /// A request of the upload protocol that announces or sends nothing yet.
    pub async fn piece(&self, method: &str, path: &str) -> Page {
        let request = self.server.method(method.parse().unwrap(), path);
        let request =
            request.add_header("tus-resumable", "1.0.0").add_header("x-form-token", &self.form_token);
        Page::of(request.await)
    }

    /// A multipart body as it is, whole or not.
    pub async fn post_bytes(&self, path: &str, body: Vec<u8>) -> Page {
        Page::of(self.server.post(path).bytes(body.into()).content_type(&multipart_type()).await)
    }
}

/// A file's name and content.
pub type File<'a> = (&'a str, &'a [u8]);

const BOUNDARY: &str = "----WebKitFormBoundaryDuban";

pub fn multipart_type() -> String {
    format!("multipart/form-data; boundary={BOUNDARY}")
}

/// The body that a browser makes of a form: names of files in plain UTF-8.
pub fn multipart(fields: &[(&str, &str)], files: &[File<'_>]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let head =
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(head.as_bytes());
    }
    for (name, bytes) in files {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend(head.as_bytes());
        body.extend(*bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").as_bytes());
    body
}

/// An answer, to be asked for what is on it.
#[derive(Debug)]
pub struct Page {
    pub status: u16,
    pub location: String,
    pub text: String,
}

impl Page {
    pub fn of(response: TestResponse) -> Self {
        let location = response.maybe_header("location");
        Self {
            status: response.status_code().as_u16(),
            location: location.map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default(),
            text: String::from_utf8_lossy(response.as_bytes()).into_owned(),
        }
    }

    /// The texts of all elements that match.
    pub fn all(&self, selector: &str) -> Vec<String> {
        let document = Html::parse_document(&self.text);
        let words = |element: scraper::ElementRef<'_>| {
            element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
        };
        document.select(&Selector::parse(selector).unwrap()).map(words).collect()
    }

    /// The text of the first element that matches; panics with the page if there is none.
    pub fn one(&self, selector: &str) -> String {
        let all = self.all(selector);
        all.into_iter().next().unwrap_or_else(|| panic!("no {selector} in {} {}", self.status, self.text))
    }

    pub fn has(&self, selector: &str) -> bool {
        !self.all(selector).is_empty()
    }

    /// That attribute of all elements that match.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let document = Html::parse_document(&self.text);
        let selector = Selector::parse(selector).unwrap();
        let found = document.select(&selector);
        found.filter_map(|element| element.value().attr(name)).map(str::to_owned).collect()
    }

    pub fn attribute(&self, selector: &str, name: &str) -> String {
        let document = Html::parse_document(&self.text);
        let found = document.select(&Selector::parse(selector).unwrap()).next();
        let value = found.and_then(|element| element.value().attr(name));
        value
            .unwrap_or_else(|| panic!("no {selector} with {name} in {} {}", self.status, self.text))
            .to_owned()
    }
}
