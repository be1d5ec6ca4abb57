//! All SQL, one text for two databases.
//!
//! SQLite (embedded) and PostgreSQL run the same statements and the same `migrations/`. [`Db`] and [`Tx`]
//! are either; `on!` runs a query on whichever it is. Statements stand in `statements!` blocks, so that a
//! test can prepare every one of them on both.
//!
//! # Races
//!
//! [`Db::write`] is `BEGIN IMMEDIATE` on SQLite and takes the plan's advisory lock on PostgreSQL, so
//! the writers of one plan stand in line; what is read inside is what the write is decided on. It is never
//! held across mail or uploads. Changes of an obligation are guarded by the state and revision they were
//! decided on all the same, since a decision may be older than the lock.

use std::fs::File;
use std::path::Path;
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{PgConnection, PgPool, Postgres, Sqlite, SqliteConnection, SqlitePool, Transaction};

use crate::domain::ids::PlanId;

pub mod attachments;
pub mod backlog;
pub mod bulletins;
pub mod by_hand;
pub mod changes;
pub mod contacts;
pub mod corrections;
pub mod drafts;
pub mod events;
pub mod extensions;
pub mod feeds;
pub mod figures;
pub mod incoming;
mod instants;
pub mod ledgers;
pub mod letters;
pub mod materialise;
pub mod moved;
pub mod notices;
pub mod obligations;
pub mod outbox;
pub mod outcomes;
pub mod owed;
pub mod reminders;
pub mod reviews;
pub mod scores;
pub mod sessions;
pub mod sheets;
pub mod standings;
pub mod submissions;
pub mod texts;
pub mod uploads;
pub mod users;

/// What can go wrong in the store.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// 500, or 503 while the database cannot be reached.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    #[error("{path}: {error}")]
    File { path: String, error: std::io::Error },
    #[error("database address `{0}`: write `sqlite:data/duban.db` or `postgres://user@host/name`")]
    Address(String),
    /// 500: what was written down as it was then cannot be read any more.
    #[error("unreadable: {0}")]
    Unreadable(String),
    /// 409: the row was no longer what the change was decided on.
    #[error("somebody else acted first")]
    Conflict,
}

pub type Result<T> = std::result::Result<T, Error>;

/// Runs `$body` with `$conn` bound to a connection of whichever database `$tx` is on.
macro_rules! on {
    ($tx:expr, |$conn:ident| $body:expr) => {
        match $tx.conn() {
            $crate::store::Conn::Sqlite($conn) => $body,
            $crate::store::Conn::Postgres($conn) => $body,
        }
    };
}

/// Names SQL statements, and lists them for the test that prepares each one on both databases.
macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $($part:expr),+;)+) => {
        $($(#[$doc])* const $name: &str = concat!($($part),+);)+
        pub(in crate::store) const ALL: &[(&str, &str)] = &[$((stringify!($name), $name)),+];
    };
}
pub(crate) use {on, statements};

/// A database: a pool for reading, and the way to write.
#[derive(Debug, Clone)]
pub enum Db {
    /// One writer: SQLite has one anyway, and waiting in the pool is fairer than polling its lock.
    Sqlite {
        read: SqlitePool,
        write: SqlitePool,
    },
    Postgres(PgPool),
}

/// A connection, in a transaction if it came from [`Db::write`]. Dropped without [`Tx::commit`], a
/// transaction rolls back.
pub struct Tx(Inner);

enum Inner {
    Sqlite(PoolConnection<Sqlite>),
    SqliteTx(Transaction<'static, Sqlite>),
    Postgres(PoolConnection<Postgres>),
    PostgresTx(Transaction<'static, Postgres>),
}

/// What `on!` matches on.
pub enum Conn<'a> {
    Sqlite(&'a mut SqliteConnection),
    Postgres(&'a mut PgConnection),
}

impl Db {
    /// Opens (and for SQLite creates) the database and brings its tables up to date.
    pub async fn open(address: &str) -> Result<Self> {
        let db = if let Some(path) = address.strip_prefix("sqlite:") {
            Self::open_sqlite(Path::new(path)).await?
        } else if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            let options: PgConnectOptions = address.parse()?;
            let pool = PgPoolOptions::new().max_connections(16).acquire_timeout(Duration::from_secs(10));
            let pool = pool.connect_with(options).await?;
            MIGRATIONS.run(&pool).await?;
            Self::Postgres(pool)
        } else {
            return Err(Error::Address(address.to_owned()));
        };
        Ok(db)
    }

    async fn open_sqlite(path: &Path) -> Result<Self> {
        let file_error = |error| Error::File { path: path.display().to_string(), error };
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(file_error)?;
        }
        // SQLite has no lock for migrations, and two processes may start at once.
        let lock = File::create(path.with_extension("lock")).map_err(file_error)?;
        let lock = tokio::task::spawn_blocking(move || lock.lock().map(|()| lock))
            .await
            .map_err(|error| file_error(std::io::Error::other(error)))?
            .map_err(file_error)?;
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // Answered means stored, also when the power fails.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .statement_cache_capacity(200)
            .busy_timeout(Duration::from_secs(30));
        let write = SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await?;
        MIGRATIONS.run(&write).await?;
        drop(lock);
        let read = SqlitePoolOptions::new().max_connections(8).connect_with(options.read_only(true)).await?;
        Ok(Self::Sqlite { read, write })
    }

    /// A connection to read with.
    pub async fn read(&self) -> Result<Tx> {
        Ok(Tx(match self {
            Self::Sqlite { read, .. } => Inner::Sqlite(read.acquire().await?),
            Self::Postgres(pool) => Inner::Postgres(pool.acquire().await?),
        }))
    }

    /// A transaction to decide and write in, alone for this plan.
    pub async fn write(&self, plan: &PlanId) -> Result<Tx> {
        Ok(Tx(match self {
            Self::Sqlite { write, .. } => Inner::SqliteTx(write.begin_with("BEGIN IMMEDIATE").await?),
            Self::Postgres(pool) => {
                let mut tx = pool.begin().await?;
                sqlx::query(LOCK_PLAN).bind(plan.as_str()).execute(&mut *tx).await?;
                Inner::PostgresTx(tx)
            }
        }))
    }

    pub fn is_sqlite(&self) -> bool {
        matches!(self, Self::Sqlite { .. })
    }

    pub async fn close(&self) {
        match self {
            Self::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("./migrations");

/// PostgreSQL only; SQLite's writers are in line already.
const LOCK_PLAN: &str = "SELECT pg_advisory_xact_lock(hashtextextended($1, 2))";

impl Tx {
    pub fn conn(&mut self) -> Conn<'_> {
        match &mut self.0 {
            Inner::Sqlite(conn) => Conn::Sqlite(conn),
            Inner::SqliteTx(tx) => Conn::Sqlite(tx),
            Inner::Postgres(conn) => Conn::Postgres(conn),
            Inner::PostgresTx(tx) => Conn::Postgres(tx),
        }
    }

    pub async fn commit(self) -> Result<()> {
        match self.0 {
            Inner::SqliteTx(tx) => tx.commit().await?,
            Inner::PostgresTx(tx) => tx.commit().await?,
            Inner::Sqlite(_) | Inner::Postgres(_) => {}
        }
        Ok(())
    }
}

/// Every statement of the store by module and name.
pub fn all_statements() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    [
        ("attachments", attachments::ALL),
        ("backlog", backlog::ALL),
        ("bulletins", bulletins::ALL),
        ("by_hand", by_hand::ALL),
        ("changes", changes::ALL),
        ("corrections", corrections::ALL),
        ("drafts", drafts::ALL),
        ("events", events::ALL),
        ("extensions", extensions::ALL),
        ("feeds", feeds::ALL),
        ("figures", figures::ALL),
        ("incoming", incoming::ALL),
        ("materialise", materialise::ALL),
        ("moved", moved::ALL),
        ("ledgers", ledgers::ALL),
        ("ledgers::corrections", ledgers::corrections::ALL),
        ("ledgers::disclosures", ledgers::disclosures::ALL),
        ("ledgers::rows", ledgers::rows::ALL),
        ("letters", letters::ALL),
        ("notices", notices::ALL),
        ("obligations", obligations::ALL),
        ("outbox", outbox::ALL),
        ("outbox::resending", outbox::resending::ALL),
        ("outbox::sending", outbox::sending::ALL),
        ("outcomes", outcomes::ALL),
        ("owed", owed::ALL),
        ("reminders", reminders::ALL),
        ("reviews", reviews::ALL),
        ("scores::assessments", scores::assessments::ALL),
        ("scores::editions", scores::editions::ALL),
        ("scores::letters", scores::letters::ALL),
        ("scores::marks", scores::marks::ALL),
        ("scores::replies", scores::replies::ALL),
        ("sessions", sessions::ALL),
        ("sheets", sheets::ALL),
        ("sheets::rows", sheets::rows::ALL),
        ("sheets::sent", sheets::sent::ALL),
        ("standings", standings::ALL),
        ("submissions", submissions::ALL),
        ("texts", texts::ALL),
        ("uploads", uploads::ALL),
        ("users", users::ALL),
    ]
    .into_iter()
    .flat_map(|(module, all)| all.iter().map(move |(name, sql)| (module, *name, *sql)))
}
