//! A database of every earlier version, with rows in every table, becomes today's and keeps them.
//!
//! A database at version k is filled by each `migrations/after_000j.sql` up to k, in order: the first tells the
//! story, each later one adds what its version brought to it, so what the store reads in the end is the same. A
//! version that adds a table or a column needs a file of its own, and the test asks for it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use duban::domain::obligation::{Extension, Obligation};
use duban::domain::report::Evidence;
use duban::domain::timestamp::Timestamp;
use duban::store::events::{Audited, Event};
use duban::store::obligations::Slice;
use duban::store::reminders::Told;
use duban::store::submissions::{Attached, Submission};
use duban::store::users::User;
use duban::store::{
    Db, Tx, events, extensions, obligations, outbox, reminders, sessions, submissions, uploads, users,
};
use sqlx::migrate::Migrator;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, PgPool, SqlitePool};

use crate::support::{at, postgres, shipped_plan};

#[tokio::test]
async fn every_version_on_sqlite_becomes_todays_and_keeps_its_rows() {
    for version in versions().await {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("duban.db");
        let options = SqliteConnectOptions::new().filename(&file).create_if_missing(true).foreign_keys(true);
        let pool = SqlitePool::connect_with(options).await.unwrap();
        migrator().await.run_to(version, &pool).await.unwrap();
        let old = Db::Sqlite { read: pool.clone(), write: pool };
        grows_up(version, old, &format!("sqlite:{}", file.display())).await;
    }
}

#[tokio::test]
async fn every_version_on_postgresql_becomes_todays_and_keeps_its_rows() {
    let Some(cluster) = postgres::cluster() else { return };
    for version in versions().await {
        let database = postgres::Database::create(&cluster).await;
        let pool = PgPool::connect(&database.address).await.unwrap();
        migrator().await.run_to(version, &pool).await.unwrap();
        grows_up(version, Db::Postgres(pool), &database.address).await;
        database.drop().await;
    }
}

async fn grows_up(version: i64, old: Db, address: &str) {
    for sample in samples(version) {
        execute(&old, &std::fs::read_to_string(sample).unwrap()).await;
    }
    let before = counts(&old).await;
    for (column, count) in &before {
        let want = format!("tests/it/migrations/after_{version:04}.sql");
        assert!(*count > 0, "version {version}: nothing gives a value to {column}: write {want}");
    }
    old.close().await;
    let db = Db::open(address).await.unwrap();
    let after = counts(&db).await;
    for (column, count) in &before {
        // A column that a migration takes away is not among them; that is for its author to mean.
        assert_eq!(after.get(column).unwrap_or(count), count, "{column}, from version {version}");
    }
    let mut tx = db.read().await.unwrap();
    insta::assert_debug_snapshot!("what_the_store_reads", Read::all(&mut tx).await);
    drop(tx);
    db.close().await;
}

fn folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

async fn migrator() -> Migrator {
    Migrator::new(folder("migrations")).await.unwrap()
}

async fn versions() -> Vec<i64> {
    let versions: Vec<i64> = migrator().await.iter().map(|migration| migration.version).collect();
    assert_eq!(versions.first(), Some(&1), "the first migration was not found");
    versions
}

/// The files that are not later than this version, in order.
fn samples(version: i64) -> impl Iterator<Item = PathBuf> {
    let samples = (1..=version).map(|k| folder("tests/it/migrations").join(format!("after_{k:04}.sql")));
    samples.filter(|file| file.exists())
}

async fn execute(db: &Db, sql: &str) {
    match db {
        Db::Sqlite { write, .. } => sqlx::raw_sql(AssertSqlSafe(sql)).execute(write).await.map(drop),
        Db::Postgres(pool) => sqlx::raw_sql(AssertSqlSafe(sql)).execute(pool).await.map(drop),
    }
    .unwrap();
}

/// How many values there are in each column of each table.
async fn counts(db: &Db) -> BTreeMap<String, i64> {
    let columns: Vec<(String, String)> = match db {
        Db::Sqlite { write, .. } => sqlx::query_as(SQLITE_COLUMNS).fetch_all(write).await,
        Db::Postgres(pool) => sqlx::query_as(POSTGRES_COLUMNS).fetch_all(pool).await,
    }
    .unwrap();
    assert!(columns.len() > 50, "only {} columns were found", columns.len());
    let mut counts = BTreeMap::new();
    for (table, column) in columns {
        let sql = AssertSqlSafe(format!("SELECT COUNT({column}) FROM {table}"));
        let count = match db {
            Db::Sqlite { write, .. } => sqlx::query_scalar(sql).fetch_one(write).await,
            Db::Postgres(pool) => sqlx::query_scalar(sql).fetch_one(pool).await,
        };
        counts.insert(format!("{table}.{column}"), count.unwrap());
    }
    counts
}

const SQLITE_COLUMNS: &str = "SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c
    WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name <> '_sqlx_migrations'";
const POSTGRES_COLUMNS: &str = "SELECT table_name::TEXT, column_name::TEXT FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name <> '_sqlx_migrations'";

/// What the store's functions make of the story.
#[derive(Debug)]
#[expect(dead_code, reason = "read by the snapshot")]
struct Read {
    people: Vec<(User, Words)>,
    signed_in: Option<User>,
    by_link: Option<User>,
    by_used_link: Option<User>,
    failures: (i64, i64),
    obligations: Vec<Obligation>,
    submissions: Vec<Submission>,
    evidence: Vec<Attached>,
    kept: Vec<Evidence>,
    extensions: Vec<Extension>,
    waiting: Vec<extensions::Waiting>,
    history: Vec<Event>,
    log: Vec<Audited>,
    messages: Vec<Option<outbox::Message>>,
    told: Vec<Told>,
}

/// Of an account, what its `Debug` keeps to itself.
type Words = [Option<String>; 7];

impl Read {
    async fn all(tx: &mut Tx) -> Self {
        let plan = &shipped_plan().id;
        let (sent, open) = (&"o-sent".parse().unwrap(), &"o-open".parse().unwrap());
        let now = at((2026, 6, 10, 9, 2));
        let people = users::all(tx, plan).await.unwrap();
        Self {
            people: people.into_iter().map(|user| (user.clone(), words(user))).collect(),
            signed_in: sessions::user(tx, "hash of a session", now).await.unwrap(),
            by_link: users::by_link(tx, "hash of a link", now).await.unwrap(),
            by_used_link: users::by_link(tx, "hash of a used link", now).await.unwrap(),
            failures: sessions::failures(tx, "wang", "192.0.2.7", at((2026, 6, 10, 8, 0))).await.unwrap(),
            obligations: obligations::by_unit(tx, plan, &"jiaoyu".parse().unwrap()).await.unwrap(),
            submissions: submissions::of_obligation(tx, plan, sent).await.unwrap(),
            evidence: submissions::evidence_of(tx, plan, sent).await.unwrap(),
            kept: uploads::kept(tx, plan, open, &"u-liaison".parse().unwrap()).await.unwrap(),
            extensions: extensions::of_obligation(tx, plan, sent).await.unwrap(),
            waiting: extensions::waiting(tx, plan).await.unwrap(),
            history: events::of_obligation(tx, plan, sent).await.unwrap(),
            log: events::of_accounts(tx, plan, true, Slice::page(1, 9)).await.unwrap(),
            messages: vec![
                outbox::get(tx, plan, "m-sent").await.unwrap(),
                outbox::get(tx, plan, "m-held").await.unwrap(),
            ],
            told: reminders::of_obligation(tx, plan, sent).await.unwrap(),
        }
    }
}

fn words(user: User) -> Words {
    let instant = |at: Timestamp| format!("{at:?}");
    [
        Some(user.login),
        Some(user.name),
        user.email,
        user.unit_id.map(String::from),
        user.password_hash,
        Some(instant(user.created_at)),
        user.disabled_at.map(instant),
    ]
}
