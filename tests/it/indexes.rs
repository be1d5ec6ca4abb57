//! Every statement finds its rows by an index, on SQLite. PostgreSQL decides by its statistics, which an empty
//! database does not have; it has the same indexes to choose from.

use std::collections::BTreeSet;

use duban::store::{self, Conn, Db, Tx};
use sqlx::{AssertSqlSafe, Row};

/// Statements that go through all of a plan's rows (or of a table's), and why that is right.
const THROUGH_ALL: [(&str, &str); 30] = [
    ("bulletins::BARE", "editions are about ten a year"),
    ("bulletins::LIST", "bulletins are about ten a year"),
    ("changes::BEGIN", "as events::APPEND"),
    ("changes::LAST", "as events::APPEND"),
    ("changes::LAST_BEFORE", "the demo's, once"),
    ("corrections::OF_PLAN", "corrections are some dozens a year"),
    ("events::APPEND", "the greatest number is the last entry of the index"),
    ("feeds::APPLIED_AT", "a plan is one row"),
    ("feeds::OF_ALL", "the calendar of all units counts them"),
    ("ledgers::disclosures::LIST", "as outbox::LIST"),
    ("ledgers::SENT", "all ledgers together count what every unit has had accepted"),
    ("materialise::ALL_ROWS", "the plan is compared with every row there is"),
    ("materialise::APPLIED", "a plan is one row"),
    ("materialise::INSERT", "as events::APPEND"),
    ("materialise::MILESTONES", "goes before ALL_ROWS"),
    ("notices::YEARS", "counts a plan's notices, some dozens a year"),
    ("obligations::LIVE", "all units' obligations as a list"),
    ("outbox::COUNTS", "counts all, from the index alone"),
    ("outbox::LIST", "takes a page's rows from the latest on, as the index has them"),
    ("scores::assessments::ALL_ASSESSMENTS", "a year's periods, some dozens"),
    ("scores::editions::PERIODS", "as scores::assessments::ALL_ASSESSMENTS, from the index alone"),
    ("scores::marks::CORRECTING", "as scores::assessments::ALL_ASSESSMENTS"),
    ("sessions::SWEEP_FAILURES", "an hour's failures to sign in, each hour"),
    ("standings::COUNTED", "the overview counts all units"),
    ("texts::PUT", "as events::APPEND"),
    ("texts::UNREAD", "once a day, which reports the search lacks"),
    ("users::ALL_USERS", "people are some hundreds"),
    ("users::COUNT_ADMINS", "people are some hundreds"),
    ("users::LOGINS", "people are some hundreds"),
    ("users::RECIPIENTS", "people are some hundreds"),
];

#[tokio::test]
async fn no_statement_goes_through_all_rows_unless_it_has_to() {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&format!("sqlite:{}", folder.path().join("duban.db").display())).await.unwrap();
    let mut tx = db.read().await.unwrap();
    let partial = partial_indexes(&mut tx).await;
    let mut found = BTreeSet::new();
    for (module, name, sql) in store::all_statements() {
        let steps = rows(&mut tx, &format!("EXPLAIN QUERY PLAN {sql}"), "detail").await;
        if let Some(step) = steps.iter().find(|step| reads_all(step, &partial) && !reads_found(step, &steps))
        {
            found.insert(format!("{module}::{name}"));
            let known = THROUGH_ALL.iter().any(|(known, _)| *known == format!("{module}::{name}"));
            assert!(known, "{module}::{name} reads too much: {step}\nits plan: {steps:#?}\n{sql}");
        }
    }
    for (name, _) in THROUGH_ALL {
        assert!(found.contains(name), "{name} no longer reads everything: take it from the list");
    }
}

/// Indexes that hold only the few rows that a job looks for.
async fn partial_indexes(tx: &mut Tx) -> Vec<String> {
    rows(tx, "SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '% WHERE %'", "name").await
}

/// Whether this step of SQLite's plan is narrowed by nothing, or by `plan_id` alone.
fn reads_all(step: &str, partial: &[String]) -> bool {
    let narrowed_by_index = partial.iter().any(|index| step.contains(&format!("INDEX {index} ")));
    let scan = step.starts_with("SCAN ") && step != "SCAN CONSTANT ROW";
    scan || (step.starts_with("SEARCH ") && step.contains("(plan_id=?)") && !narrowed_by_index)
}

/// Whether this step goes through what other steps of the same plan have found, or through what was bound.
fn reads_found(step: &str, steps: &[String]) -> bool {
    let Some(name) = step.strip_prefix("SCAN ") else { return false };
    name.ends_with(" CONSTANT ROWS")
        || name.ends_with("-ROW VALUES CLAUSE")
        || steps
            .iter()
            .any(|made| *made == format!("CO-ROUTINE {name}") || *made == format!("MATERIALIZE {name}"))
}

async fn rows(tx: &mut Tx, sql: &str, column: &str) -> Vec<String> {
    let Conn::Sqlite(conn) = tx.conn() else { panic!("not SQLite") };
    // Nothing is bound: without statistics a plan does not depend on values.
    let rows = sqlx::raw_sql(AssertSqlSafe(sql)).fetch_all(conn).await.unwrap();
    rows.iter().map(|row| row.get(column)).collect()
}

#[test]
fn a_step_that_reads_all_is_known_as_one() {
    let partial = ["extensions_waiting".to_owned()];
    let cases = [
        ("SCAN obligations", true),
        ("SCAN m USING COVERING INDEX messages_by_state", true),
        ("SEARCH o USING INDEX obligations_by_due (plan_id=?)", true),
        ("SEARCH obligations USING INDEX obligations_by_due (plan_id=? AND due_at<?)", false),
        ("SEARCH sessions USING INDEX sqlite_autoindex_sessions_1 (token_hash=?)", false),
        ("SEARCH e USING INDEX extensions_waiting (plan_id=?)", false),
        ("SCAN CONSTANT ROW", false),
        ("USE TEMP B-TREE FOR ORDER BY", false),
    ];
    for (step, expected) in cases {
        assert_eq!(reads_all(step, &partial), expected, "{step}");
    }
}
