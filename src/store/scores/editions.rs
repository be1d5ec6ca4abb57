//! Published editions (发布版次): only ever added.

use sqlx::FromRow;

use crate::domain::edition::Snapshot;
use crate::domain::ids::PlanId;
use crate::domain::timestamp::Timestamp;
use crate::editions::{self, Checked, Key};
use crate::store::{Error, Result, Tx, on, statements};

statements! {
    INSERT = "INSERT INTO editions (plan_id, period, edition, published_at, published_by, reason, snapshot, sha256, seal, previous_sha256)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING";
    HEADS = "SELECT edition, published_at, published_by, reason, sha256 FROM editions
        WHERE plan_id = $1 AND period = $2 ORDER BY edition";
    ROWS = "SELECT period, edition, published_at, published_by, reason, snapshot, sha256, seal, previous_sha256
        FROM editions WHERE plan_id = $1 AND period = $2 ORDER BY edition";
    ONE = "SELECT period, edition, published_at, published_by, reason, snapshot, sha256, seal, previous_sha256
        FROM editions WHERE plan_id = $1 AND period = $2 AND edition = $3";
    PERIODS = "SELECT DISTINCT period FROM editions WHERE plan_id = $1 ORDER BY period";
    TOLD = "SELECT detail FROM events WHERE plan_id = $1 AND act = 'scores_published' ORDER BY seq";
}

/// What an edition is known by.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct EditionHead {
    /// From 1.
    #[sqlx(rename = "edition")]
    pub number: i64,
    pub published_at: Timestamp,
    /// By name.
    #[sqlx(rename = "published_by")]
    pub by: String,
    pub sha256: String,
    /// Empty in the first.
    pub reason: String,
}

/// An edition whole.
#[derive(Debug, Clone)]
pub struct Edition {
    pub head: EditionHead,
    /// As they were published.
    pub bytes: Vec<u8>,
    /// The same, read.
    pub snapshot: Snapshot,
}

#[derive(FromRow)]
struct Row {
    period: String,
    edition: i64,
    published_at: Timestamp,
    published_by: String,
    reason: String,
    snapshot: Vec<u8>,
    sha256: String,
    seal: String,
    previous_sha256: Option<String>,
}

impl From<Row> for editions::Row {
    fn from(row: Row) -> Self {
        Self {
            period: row.period,
            edition: row.edition,
            published_at: row.published_at,
            published_by: row.published_by,
            reason: row.reason,
            snapshot: row.snapshot,
            sha256: row.sha256,
            seal: row.seal,
            previous_sha256: row.previous_sha256,
        }
    }
}

/// [`Error::Conflict`] where somebody published it first.
pub async fn insert(tx: &mut Tx, plan: &PlanId, row: &editions::Row) -> Result<()> {
    let rows = on!(tx, |conn| sqlx::query(INSERT)
        .bind(plan)
        .bind(&row.period)
        .bind(row.edition)
        .bind(row.published_at)
        .bind(&row.published_by)
        .bind(&row.reason)
        .bind(&row.snapshot)
        .bind(&row.sha256)
        .bind(&row.seal)
        .bind(&row.previous_sha256)
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
    if rows == 0 { Err(Error::Conflict) } else { Ok(()) }
}

/// Earliest first.
pub async fn heads(tx: &mut Tx, plan: &PlanId, period: &str) -> Result<Vec<EditionHead>> {
    Ok(on!(tx, |conn| sqlx::query_as(HEADS).bind(plan).bind(period).fetch_all(conn).await)?)
}

/// One edition of a period. [`Error::Unreadable`] where somebody has made its bytes something else.
pub async fn edition(tx: &mut Tx, plan: &PlanId, period: &str, number: i64) -> Result<Option<Edition>> {
    let row: Option<Row> =
        on!(tx, |conn| sqlx::query_as(ONE).bind(plan).bind(period).bind(number).fetch_optional(conn).await)?;
    let Some(row) = row else { return Ok(None) };
    let snapshot = editions::read(&row.snapshot);
    let snapshot = snapshot.ok_or_else(|| Error::Unreadable(format!("edition {number} of {period}")))?;
    let head = EditionHead {
        number: row.edition,
        published_at: row.published_at,
        by: row.published_by,
        sha256: row.sha256,
        reason: row.reason,
    };
    Ok(Some(Edition { head, bytes: row.snapshot, snapshot }))
}

/// As they stand, readable or not, earliest first.
async fn rows(tx: &mut Tx, plan: &PlanId, period: &str) -> Result<Vec<editions::Row>> {
    let rows: Vec<Row> = on!(tx, |conn| sqlx::query_as(ROWS).bind(plan).bind(period).fetch_all(conn).await)?;
    Ok(rows.into_iter().map(editions::Row::from).collect())
}

/// Checks every edition of one period, or of all that the tables or the history know of.
pub async fn checked(
    tx: &mut Tx,
    plan: &PlanId,
    key: Option<&Key>,
    period: Option<&str>,
) -> Result<Vec<Checked>> {
    let opened = super::assessments::all(tx, plan).await?;
    let told = told(tx, plan).await?;
    let mut known = periods(tx, plan).await?;
    known.extend(opened.iter().filter(|row| row.edition > 0).map(|row| row.period.clone()));
    known.extend(told.iter().map(|told| told.period.clone()));
    known.sort_unstable();
    known.dedup();
    let mut checked = Vec::new();
    for one in known.iter().filter(|one| period.is_none_or(|asked| asked == *one)) {
        let rows = rows(tx, plan, one).await?;
        let latest = opened.iter().find(|row| row.period == *one).map_or(0, |row| row.edition);
        let told: Vec<_> = told.iter().filter(|told| told.period == *one).cloned().collect();
        checked.extend(editions::check(key, plan.as_str(), one, latest, &rows, &told));
    }
    Ok(checked)
}

/// Periods that have any.
async fn periods(tx: &mut Tx, plan: &PlanId) -> Result<Vec<String>> {
    Ok(on!(tx, |conn| sqlx::query_scalar(PERIODS).bind(plan).fetch_all(conn).await)?)
}

/// What the history says was published; see [`editions::Told::detail`].
async fn told(tx: &mut Tx, plan: &PlanId) -> Result<Vec<editions::Told>> {
    let details: Vec<String> = on!(tx, |conn| sqlx::query_scalar(TOLD).bind(plan).fetch_all(conn).await)?;
    Ok(details.iter().filter_map(|detail| editions::Told::parse(detail)).collect())
}
