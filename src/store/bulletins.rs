//! Bulletins (通报): drafts of published editions' prose, and what was issued.
//!
//! A number is taken and the row marked in one transaction of [`Db::write`](super::Db::write), where the plan's writers stand in
//! line: no gaps, no doubles. A draft is saved and issued only in the version that the person saw.

use sqlx::FromRow;
use sqlx::types::Json;
use time::Date;

use super::{Error, Result, Tx, on, statements};
use crate::domain::ids::{PlanId, UserId};
use crate::domain::prose::Prose;
use crate::domain::timestamp::Timestamp;

macro_rules! columns {
    () => {
        "period, edition, version, prose, saved_at, saved_by, year, number, day, issued_at, issued_by"
    };
}

statements! {
    GET = "SELECT ", columns!(), " FROM bulletins WHERE plan_id = $1 AND period = $2 AND edition = $3";
    LIST = "SELECT ", columns!(), " FROM bulletins WHERE plan_id = $1 ORDER BY year DESC NULLS FIRST, number DESC, period, edition";
    /// Latest editions that nobody has begun a bulletin of.
    BARE = "SELECT e.period, e.edition FROM editions e WHERE e.plan_id = $1
        AND e.edition = (SELECT MAX(l.edition) FROM editions l WHERE l.plan_id = e.plan_id AND l.period = e.period) AND NOT EXISTS
        (SELECT 1 FROM bulletins b WHERE b.plan_id = e.plan_id AND b.period = e.period AND b.edition = e.edition) ORDER BY e.published_at DESC";
    INSERT = "INSERT INTO bulletins (plan_id, period, edition, version, prose, saved_at, saved_by)
        VALUES ($1, $2, $3, 1, $4, $5, $6) ON CONFLICT DO NOTHING";
    SAVE = "UPDATE bulletins SET version = version + 1, prose = $5, saved_at = $6, saved_by = $7
        WHERE plan_id = $1 AND period = $2 AND edition = $3 AND version = $4 AND issued_at IS NULL";
    NEXT = "SELECT COALESCE(MAX(number), 0) + 1 FROM bulletins WHERE plan_id = $1 AND year = $2";
    ISSUE = "UPDATE bulletins SET year = $5, number = $6, day = $7, issued_at = $8, issued_by = $9, document = $10
        WHERE plan_id = $1 AND period = $2 AND edition = $3 AND version = $4 AND issued_at IS NULL";
    DOCUMENT = "SELECT document FROM bulletins WHERE plan_id = $1 AND period = $2 AND edition = $3 AND issued_at IS NOT NULL";
}

/// A bulletin as it stands.
#[derive(Debug, Clone, FromRow)]
pub struct Bulletin {
    pub period: String,
    pub edition: i64,
    /// How often it was saved.
    pub version: i64,
    pub prose: Json<Prose>,
    pub saved_at: Timestamp,
    pub saved_by: UserId,
    /// All set once it is issued.
    year: Option<i64>,
    number: Option<i64>,
    day: Option<Date>,
    issued_at: Option<Timestamp>,
    pub issued_by: Option<UserId>,
}

/// That it was issued (印发).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Issued {
    pub year: i64,
    pub number: i64,
    pub day: Date,
    pub at: Timestamp,
}

impl Bulletin {
    pub fn issued(&self) -> Option<Issued> {
        let ((year, number), (day, at)) = self.year.zip(self.number).zip(self.day.zip(self.issued_at))?;
        Some(Issued { year, number, day, at })
    }
}

/// Which bulletin: an edition of a period has one.
#[derive(Debug, Clone, Copy)]
pub struct Of<'a> {
    pub plan: &'a PlanId,
    pub period: &'a str,
    pub edition: i64,
}

pub async fn get(tx: &mut Tx, of: Of<'_>) -> Result<Option<Bulletin>> {
    Ok(on!(tx, |conn| sqlx::query_as(GET)
        .bind(of.plan)
        .bind(of.period)
        .bind(of.edition)
        .fetch_optional(conn)
        .await)?)
}

/// Drafts first, then what was issued, latest first.
pub async fn list(tx: &mut Tx, plan: &PlanId) -> Result<Vec<Bulletin>> {
    Ok(on!(tx, |conn| sqlx::query_as(LIST).bind(plan).fetch_all(conn).await)?)
}

/// Period and edition of what was published and has no bulletin, not even a draft; latest first.
pub async fn bare(tx: &mut Tx, plan: &PlanId) -> Result<Vec<(String, i64)>> {
    Ok(on!(tx, |conn| sqlx::query_as(BARE).bind(plan).fetch_all(conn).await)?)
}

/// Saves what replaces this version, 0 where there is none yet; [`Error::Conflict`] if it is another by now, or issued.
pub async fn save(
    tx: &mut Tx,
    of: Of<'_>,
    version: i64,
    prose: &Prose,
    (by, at): (&UserId, Timestamp),
) -> Result<()> {
    let rows = if version == 0 {
        on!(tx, |conn| sqlx::query(INSERT)
            .bind(of.plan)
            .bind(of.period)
            .bind(of.edition)
            .bind(Json(prose))
            .bind(at)
            .bind(by)
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?
    } else {
        on!(tx, |conn| sqlx::query(SAVE)
            .bind(of.plan)
            .bind(of.period)
            .bind(of.edition)
            .bind(version)
            .bind(Json(prose))
            .bind(at)
            .bind(by)
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?
    };
    if rows == 0 { Err(Error::Conflict) } else { Ok(()) }
}

/// The number that the next bulletin of this year bears; to be used in the same transaction.
pub async fn next(tx: &mut Tx, plan: &PlanId, year: i32) -> Result<i64> {
    let year = i64::from(year);
    Ok(on!(tx, |conn| sqlx::query_scalar(NEXT).bind(plan).bind(year).fetch_one(conn).await)?)
}

/// Issues this version with its document; [`Error::Conflict`] if it is another by now, or issued.
pub async fn issue(
    tx: &mut Tx,
    of: Of<'_>,
    version: i64,
    issued: Issued,
    by: &UserId,
    document: &[u8],
) -> Result<()> {
    let rows = on!(tx, |conn| sqlx::query(ISSUE)
        .bind(of.plan)
        .bind(of.period)
        .bind(of.edition)
        .bind(version)
        .bind(issued.year)
        .bind(issued.number)
        .bind(issued.day)
        .bind(issued.at)
        .bind(by)
        .bind(document)
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
    if rows == 0 { Err(Error::Conflict) } else { Ok(()) }
}

/// The bytes as they were issued.
pub async fn document(tx: &mut Tx, of: Of<'_>) -> Result<Option<Vec<u8>>> {
    Ok(on!(tx, |conn| sqlx::query_scalar(DOCUMENT)
        .bind(of.plan)
        .bind(of.period)
        .bind(of.edition)
        .fetch_optional(conn)
        .await)?)
}
