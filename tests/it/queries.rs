//! A page asks the database a fixed number of times, however much there is to show.
//!
//! Statements are counted where sqlx tells of each one, by the request in whose span it ran.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, Once};

use duban::domain::access::Role;
use duban::store::Db;
use sqlx::AssertSqlSafe;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;

use crate::support::{World, on_sqlite};

/// On every page, besides: how many changes are unread.
const EVERY_PAGE: usize = 1;

/// Who asks for what, and how many statements answer it; one of them is always the session's.
const PAGES: [(Role, &str, usize); 52] = [
    (Role::Liaison, "/obligations", 2),
    (Role::Liaison, "/obligations?tab=later", 2),
    (Role::Liaison, "/obligations?tab=sent", 2),
    (Role::Liaison, "/obligations/o-1", 18),
    (Role::Liaison, "/calendar", 2),
    (Role::Liaison, "/calendar?view=list", 2),
    (Role::Liaison, "/calendar/subscription", 2),
    (Role::Liaison, "/units/jiaoyu", 3),
    // For each period its row, what was due, what was done and the figures; the one before it with it; three have begun.
    (Role::Liaison, "/scores/two-monthly-3/jiaoyu", 10),
    (Role::Liaison, "/scores/two-monthly-3/jiaoyu/periods", 13),
    (Role::Liaison, "/scores/rules", 1),
    (Role::Office, "/obligations/o-1", 16),
    (Role::Office, "/reviews", 3),
    (Role::Office, "/reviews/o-1", 13),
    (Role::Office, "/obligations/o-1/revisions/2", 12),
    (Role::Office, "/overview", 5),
    (Role::Office, "/overview/obligations?light=overdue", 2),
    (Role::Office, "/reminders/new?late=all", 4),
    (Role::Office, "/projects", 2),
    // For these two, one for each of its duties; the plan says how many, whatever is reported.
    (Role::Office, "/projects/4", 8),
    (Role::Office, "/tasks/4.2", 2),
    (Role::Office, "/units", 2),
    (Role::Office, "/units/jiaoyu", 3),
    (Role::Office, "/calendar", 2),
    (Role::Office, "/calendar?view=list", 2),
    (Role::Liaison, "/indicators", 2),
    (Role::Office, "/indicators", 2),
    (Role::Liaison, "/indicators/repair-training", 3),
    (Role::Office, "/indicators/repair-training", 3),
    (Role::Liaison, "/notices", 3),
    (Role::Office, "/notices", 3),
    (Role::Office, "/notices/2026-1", 4),
    (Role::Office, "/ledgers", 2),
    (Role::Office, "/ledgers/disclosures", 2),
    (Role::Office, "/ledgers/licences", 4),
    (Role::Office, "/ledgers/licences?sort=-XK_WSH&q=1&all=1", 4),
    (Role::Office, "/ledgers/licences/rows/s-o-3/1", 4),
    (Role::Office, "/messages", 3),
    (Role::Office, "/messages/planned", 12),
    (Role::ScoringOffice, "/scores", 9),
    (Role::ScoringOffice, "/scores/two-monthly-3/compare", 13),
    (Role::ScoringOffice, "/bulletins", 3),
    (Role::Liaison, "/bulletins", 2),
    (Role::ScoringOffice, "/assessments", 3),
    (Role::Office, "/invitations", 3),
    (Role::Office, "/start", 5),
    (Role::Liaison, "/start", 3),
    (Role::Liaison, "/guides/liaison", 1),
    // One of them notes that everything is done.
    (Role::ScoringOffice, "/start", 4),
    (Role::Admin, "/start", 4),
    (Role::Admin, "/accounts", 3),
    (Role::Admin, "/accounts/log", 2),
];

#[test]
fn a_page_asks_no_more_often_when_there_is_more_to_show() {
    count_statements();
    for rows in [10, 300] {
        on_sqlite(async move |world| visit_all(world, rows).await);
    }
    let counted = COUNTED.lock().unwrap();
    let mut wrong = Vec::new();
    for (role, path, others) in PAGES {
        let expected = others + EVERY_PAGE;
        let [few, many] = [10, 300].map(|rows| &counted[&request_id(role, path, rows)]);
        if [few.len(), many.len()] != [expected; 2] {
            let (few_n, many_n) = (few.len(), many.len());
            let sql = if few_n > many_n { few } else { many }.join("\n    ");
            wrong.push(format!(
                "{role:?} {path}: {few_n} statements for 10 rows, {many_n} for 300, not {expected}\n    {sql}"
            ));
        }
    }
    drop(counted);
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Every page once, in a world with so many rows of everything.
async fn visit_all(world: World, rows: usize) {
    let mut browsers = HashMap::new();
    for role in [Role::Liaison, Role::Office, Role::ScoringOffice, Role::Admin] {
        browsers.insert(role, world.sign_in(role.as_str(), role, "jiaoyu").await);
    }
    let Db::Sqlite { write, .. } = &world.app.db else { panic!("not SQLite") };
    let fill = include_str!("queries/fill.sql").replace(":rows", &rows.to_string());
    sqlx::raw_sql(AssertSqlSafe(fill)).execute(write).await.unwrap();
    for (role, path, _) in PAGES {
        let request =
            browsers[&role].server.get(path).add_header("x-request-id", request_id(role, path, rows));
        assert_eq!(request.await.status_code().as_u16(), 200, "{role:?} {path}");
    }
    // SQLite's thread tells of a statement after it has answered; when it has ended, it has told of all.
    world.app.db.close().await;
}

fn request_id(role: Role, path: &str, rows: usize) -> String {
    format!("{path} of {} with {rows}", role.as_str())
}

/// The statements of each request, by its id.
static COUNTED: LazyLock<Mutex<HashMap<String, Vec<String>>>> = LazyLock::new(Mutex::default);

/// From here on, for the whole process: SQLite's threads know no other subscriber.
fn count_statements() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let heard = Targets::new().with_target("duban", Level::INFO).with_target("sqlx::query", Level::DEBUG);
        let subscriber = tracing_subscriber::registry().with(Counter.with_filter(heard));
        tracing::subscriber::set_global_default(subscriber).unwrap();
    });
}

struct Counter;

/// In a request's span.
struct RequestId(String);

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Counter {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        if let Some(request) = Text::of("id", |text| attributes.record(text)) {
            context.span(id).unwrap().extensions_mut().insert(RequestId(request));
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        if event.metadata().target() != "sqlx::query" {
            return;
        }
        for span in context.event_scope(event).into_iter().flatten() {
            if let Some(RequestId(request)) = span.extensions().get() {
                let sql = Text::of("summary", |text| event.record(text)).unwrap();
                // What a new connection of the pool begins with.
                if sql.starts_with("PRAGMA") {
                    continue;
                }
                COUNTED.lock().unwrap().entry(request.clone()).or_default().push(sql);
            }
        }
    }
}

/// One field's value.
struct Text {
    field: &'static str,
    value: Option<String>,
}

impl Text {
    fn of(field: &'static str, record: impl FnOnce(&mut Self)) -> Option<String> {
        let mut text = Self { field, value: None };
        record(&mut text);
        text.value
    }
}

impl Visit for Text {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == self.field {
            self.value = Some(value.to_owned());
        }
    }

    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.record_str(field, &format!("{value:?}"));
    }
}
