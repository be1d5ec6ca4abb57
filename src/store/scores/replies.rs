//! Replies (申诉) in all their versions, their rulings (裁定), and the units that accept their cards (无异议).

use sqlx::FromRow;

use super::marks::By;
use crate::domain::assessment::Reply;
use crate::domain::ids::{PlanId, UnitId};
use crate::domain::report::Evidence;
use crate::domain::timestamp::Timestamp;
use crate::store::{Error, Result, Tx, on, statements};

statements! {
    INSERT = "INSERT INTO replies (plan_id, period, unit_id, item, revision, body, user_id, user_name, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING";
    INSERT_EVIDENCE = "INSERT INTO reply_evidence (plan_id, period, unit_id, item, revision, position, sha256, name, media_type, size)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    OF_PERIOD = "SELECT unit_id, item, revision, body, user_id, user_name, at FROM replies
        WHERE plan_id = $1 AND period = $2 ORDER BY unit_id, item, revision";
    OF_UNIT = "SELECT unit_id, item, revision, body, user_id, user_name, at FROM replies
        WHERE plan_id = $1 AND period = $2 AND unit_id = $3 ORDER BY item, revision";
    EVIDENCE_OF_UNIT = "SELECT item, revision, position, sha256, name, media_type, size FROM reply_evidence
        WHERE plan_id = $1 AND period = $2 AND unit_id = $3 ORDER BY item, revision, position";
    ONE_EVIDENCE = "SELECT sha256, name, media_type, size FROM reply_evidence
        WHERE plan_id = $1 AND period = $2 AND unit_id = $3 AND item = $4 AND revision = $5 AND position = $6";
    RULE = "INSERT INTO rulings (plan_id, period, unit_id, item, revision, mark, reason, user_id, user_name, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING";
    RULINGS = "SELECT unit_id, item, revision, mark, reason, user_name, at FROM rulings
        WHERE plan_id = $1 AND period = $2 ORDER BY unit_id, item";
    CONSENT = "INSERT INTO consents (plan_id, period, unit_id, user_id, user_name, at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT DO NOTHING";
    CONSENTS = "SELECT unit_id, user_name, at FROM consents WHERE plan_id = $1 AND period = $2 ORDER BY unit_id, at";
}

/// A file that came with a version of a reply.
#[derive(Debug, Clone, FromRow)]
pub struct Attached {
    pub item: String,
    pub revision: i64,
    pub position: i64,
    #[sqlx(flatten)]
    pub file: Evidence,
}

#[derive(Debug, Clone, FromRow)]
pub struct RulingRow {
    pub unit_id: UnitId,
    pub item: String,
    /// The version that was read.
    pub revision: i64,
    /// The mark that it made; `None` where the reply was turned down.
    pub mark: Option<i64>,
    pub reason: String,
    pub user_name: String,
    pub at: Timestamp,
}

#[derive(Debug, Clone, FromRow)]
pub struct Consent {
    pub unit_id: UnitId,
    pub user_name: String,
    pub at: Timestamp,
}

/// One of a unit's items, in a period.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    pub period: &'a str,
    pub unit: &'a UnitId,
    pub item: &'a str,
}

/// The next version; [`Error::Conflict`] where somebody wrote it first.
pub async fn insert(
    tx: &mut Tx,
    plan: &PlanId,
    line: Line<'_>,
    revision: i64,
    (body, files): (&str, &[Evidence]),
    by: By<'_>,
) -> Result<()> {
    let rows = on!(tx, |conn| sqlx::query(INSERT)
        .bind(plan)
        .bind(line.period)
        .bind(line.unit)
        .bind(line.item)
        .bind(revision)
        .bind(body)
        .bind(by.id)
        .bind(by.name)
        .bind(by.at)
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
    if rows == 0 {
        return Err(Error::Conflict);
    }
    for (position, file) in (0_i64..).zip(files) {
        on!(tx, |conn| sqlx::query(INSERT_EVIDENCE)
            .bind(plan)
            .bind(line.period)
            .bind(line.unit)
            .bind(line.item)
            .bind(revision)
            .bind(position)
            .bind(&file.sha256)
            .bind(&file.name)
            .bind(&file.media_type)
            .bind(file.size)
            .execute(conn)
            .await
            .map(drop))?;
    }
    Ok(())
}

/// Every version of every unit's.
pub async fn all(tx: &mut Tx, plan: &PlanId, period: &str) -> Result<Vec<Reply>> {
    Ok(on!(tx, |conn| sqlx::query_as(OF_PERIOD).bind(plan).bind(period).fetch_all(conn).await)?)
}

/// Every version of one unit's.
pub async fn of_unit(tx: &mut Tx, plan: &PlanId, period: &str, unit: &UnitId) -> Result<Vec<Reply>> {
    Ok(on!(tx, |conn| sqlx::query_as(OF_UNIT).bind(plan).bind(period).bind(unit).fetch_all(conn).await)?)
}

/// Of these versions the latest of each.
pub fn latest(versions: &[Reply]) -> Vec<&Reply> {
    let mut latest: Vec<&Reply> = Vec::new();
    for reply in versions {
        match latest.last_mut() {
            Some(last) if last.unit_id == reply.unit_id && last.item == reply.item => *last = reply,
            _ => latest.push(reply),
        }
    }
    latest
}

pub async fn evidence(tx: &mut Tx, plan: &PlanId, period: &str, unit: &UnitId) -> Result<Vec<Attached>> {
    Ok(on!(tx, |conn| sqlx::query_as(EVIDENCE_OF_UNIT)
        .bind(plan)
        .bind(period)
        .bind(unit)
        .fetch_all(conn)
        .await)?)
}

pub async fn one_evidence(
    tx: &mut Tx,
    plan: &PlanId,
    line: Line<'_>,
    revision: i64,
    position: i64,
) -> Result<Option<Evidence>> {
    Ok(on!(tx, |conn| sqlx::query_as(ONE_EVIDENCE)
        .bind(plan)
        .bind(line.period)
        .bind(line.unit)
        .bind(line.item)
        .bind(revision)
        .bind(position)
        .fetch_optional(conn)
        .await)?)
}

/// [`Error::Conflict`] where somebody ruled first.
pub async fn rule(
    tx: &mut Tx,
    plan: &PlanId,
    line: Line<'_>,
    revision: i64,
    (mark, reason): (Option<i64>, &str),
    by: By<'_>,
) -> Result<()> {
    let rows = on!(tx, |conn| sqlx::query(RULE)
        .bind(plan)
        .bind(line.period)
        .bind(line.unit)
        .bind(line.item)
        .bind(revision)
        .bind(mark)
        .bind(reason)
        .bind(by.id)
        .bind(by.name)
        .bind(by.at)
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
    if rows == 0 { Err(Error::Conflict) } else { Ok(()) }
}

pub async fn rulings(tx: &mut Tx, plan: &PlanId, period: &str) -> Result<Vec<RulingRow>> {
    Ok(on!(tx, |conn| sqlx::query_as(RULINGS).bind(plan).bind(period).fetch_all(conn).await)?)
}

pub async fn consent(tx: &mut Tx, plan: &PlanId, period: &str, unit: &UnitId, by: By<'_>) -> Result<()> {
    on!(tx, |conn| sqlx::query(CONSENT)
        .bind(plan)
        .bind(period)
        .bind(unit)
        .bind(by.id)
        .bind(by.name)
        .bind(by.at)
        .execute(conn)
        .await
        .map(drop))?;
    Ok(())
}

/// In the order in which they were given; a unit's last one says.
pub async fn consents(tx: &mut Tx, plan: &PlanId, period: &str) -> Result<Vec<Consent>> {
    Ok(on!(tx, |conn| sqlx::query_as(CONSENTS).bind(plan).bind(period).fetch_all(conn).await)?)
}
