//! Marks (评定, 裁定, 更正) with their evidence: added, and withdrawn by a later act.

use std::collections::HashSet;

use sqlx::FromRow;
use sqlx::types::Json;

use crate::domain::ids::{PlanId, UnitId, UserId};
use crate::domain::report::Evidence;
use crate::domain::scoring::{Mark, Verdict};
use crate::domain::timestamp::Timestamp;
use crate::store::{Error, Result, Tx, on, statements};

macro_rules! columns {
    () => {
        "m.number, m.unit_id, m.target, m.verdict, m.reason, m.edition, m.user_name, m.at,
            w.reason AS withdrawn_reason, w.user_name AS withdrawn_by, w.at AS withdrawn_at
        FROM score_marks m LEFT JOIN score_mark_withdrawals w ON w.plan_id = m.plan_id AND w.period = m.period AND w.number = m.number"
    };
}

statements! {
    NEXT = "SELECT COALESCE(MAX(number), 0) + 1 FROM score_marks WHERE plan_id = $1 AND period = $2";
    INSERT = "INSERT INTO score_marks (plan_id, period, number, unit_id, target, verdict, reason, edition, user_id, user_name, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    INSERT_EVIDENCE = "INSERT INTO score_mark_evidence (plan_id, period, number, position, sha256, name, media_type, size)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    WITHDRAW = "INSERT INTO score_mark_withdrawals (plan_id, period, number, reason, user_id, user_name, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    OF_PERIOD = "SELECT ", columns!(), " WHERE m.plan_id = $1 AND m.period = $2 ORDER BY m.number";
    ONE = "SELECT ", columns!(), " WHERE m.plan_id = $1 AND m.period = $2 AND m.number = $3";
    EVIDENCE_OF_PERIOD = "SELECT number, position, sha256, name, media_type, size FROM score_mark_evidence
        WHERE plan_id = $1 AND period = $2 ORDER BY number, position";
    ONE_EVIDENCE = "SELECT sha256, name, media_type, size FROM score_mark_evidence
        WHERE plan_id = $1 AND period = $2 AND number = $3 AND position = $4";
    /// Through the few periods that were published, each by its marks.
    CORRECTING = "SELECT a.period FROM assessments a WHERE a.plan_id = $1 AND a.state = 'published' AND EXISTS (
        SELECT 1 FROM score_marks m WHERE m.plan_id = a.plan_id AND m.period = a.period AND m.edition > a.edition
            AND NOT EXISTS (SELECT 1 FROM score_mark_withdrawals w
                WHERE w.plan_id = m.plan_id AND w.period = m.period AND w.number = m.number))";
}

/// A mark to be written.
#[derive(Debug)]
pub struct New<'a> {
    pub unit: &'a UnitId,
    /// The item's id, or the condition's.
    pub target: &'a str,
    pub verdict: &'a Verdict,
    pub reason: &'a str,
    /// The edition that it is the first to stand in.
    pub edition: i64,
    pub files: &'a [Evidence],
}

/// Who acts, and when.
#[derive(Debug, Clone, Copy)]
pub struct By<'a> {
    pub id: &'a UserId,
    pub name: &'a str,
    pub at: Timestamp,
}

/// A mark as its row has it.
#[derive(Debug, Clone, FromRow)]
pub struct Row {
    pub number: i64,
    pub unit_id: UnitId,
    pub target: String,
    pub verdict: Json<Verdict>,
    pub reason: String,
    pub edition: i64,
    pub user_name: String,
    pub at: Timestamp,
    pub withdrawn_reason: Option<String>,
    pub withdrawn_by: Option<String>,
    pub withdrawn_at: Option<Timestamp>,
}

impl Row {
    pub fn mark(&self) -> Mark {
        Mark {
            unit: self.unit_id.clone(),
            on: self.target.clone(),
            verdict: self.verdict.0.clone(),
            reason: self.reason.clone(),
            by: self.user_name.clone(),
            at: self.at,
        }
    }

    /// A ruling or a correction.
    pub fn is_ruled(&self) -> bool {
        matches!(self.verdict.0, Verdict::Ruled(_))
    }

    pub fn stands(&self) -> bool {
        self.withdrawn_at.is_none()
    }
}

/// A file that a mark rests on.
#[derive(Debug, Clone, FromRow)]
pub struct Attached {
    pub number: i64,
    pub position: i64,
    #[sqlx(flatten)]
    pub file: Evidence,
}

/// Its number, from 1 within the period.
pub async fn insert(tx: &mut Tx, plan: &PlanId, period: &str, new: &New<'_>, by: By<'_>) -> Result<i64> {
    let number: i64 = on!(tx, |conn| sqlx::query_scalar(NEXT).bind(plan).bind(period).fetch_one(conn).await)?;
    on!(tx, |conn| sqlx::query(INSERT)
        .bind(plan)
        .bind(period)
        .bind(number)
        .bind(new.unit)
        .bind(new.target)
        .bind(Json(new.verdict))
        .bind(new.reason)
        .bind(new.edition)
        .bind(by.id)
        .bind(by.name)
        .bind(by.at)
        .execute(conn)
        .await
        .map(drop))?;
    for (position, file) in (0_i64..).zip(new.files) {
        on!(tx, |conn| sqlx::query(INSERT_EVIDENCE)
            .bind(plan)
            .bind(period)
            .bind(number)
            .bind(position)
            .bind(&file.sha256)
            .bind(&file.name)
            .bind(&file.media_type)
            .bind(file.size)
            .execute(conn)
            .await
            .map(drop))?;
    }
    Ok(number)
}

/// [`Error::Conflict`] where it was withdrawn before.
pub async fn withdraw(
    tx: &mut Tx,
    plan: &PlanId,
    period: &str,
    number: i64,
    reason: &str,
    by: By<'_>,
) -> Result<()> {
    let rows = on!(tx, |conn| sqlx::query(WITHDRAW)
        .bind(plan)
        .bind(period)
        .bind(number)
        .bind(reason)
        .bind(by.id)
        .bind(by.name)
        .bind(by.at)
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
    if rows == 0 { Err(Error::Conflict) } else { Ok(()) }
}

/// Withdrawn ones too, in the order in which they were made.
pub async fn all(tx: &mut Tx, plan: &PlanId, period: &str) -> Result<Vec<Row>> {
    Ok(on!(tx, |conn| sqlx::query_as(OF_PERIOD).bind(plan).bind(period).fetch_all(conn).await)?)
}

pub async fn standing(tx: &mut Tx, plan: &PlanId, period: &str) -> Result<Vec<Row>> {
    let mut rows = all(tx, plan, period).await?;
    rows.retain(Row::stands);
    Ok(rows)
}

pub async fn one(tx: &mut Tx, plan: &PlanId, period: &str, number: i64) -> Result<Option<Row>> {
    Ok(on!(tx, |conn| sqlx::query_as(ONE).bind(plan).bind(period).bind(number).fetch_optional(conn).await)?)
}

pub async fn evidence(tx: &mut Tx, plan: &PlanId, period: &str) -> Result<Vec<Attached>> {
    Ok(on!(tx, |conn| sqlx::query_as(EVIDENCE_OF_PERIOD).bind(plan).bind(period).fetch_all(conn).await)?)
}

pub async fn one_evidence(
    tx: &mut Tx,
    plan: &PlanId,
    period: &str,
    number: i64,
    position: i64,
) -> Result<Option<Evidence>> {
    Ok(on!(tx, |conn| sqlx::query_as(ONE_EVIDENCE)
        .bind(plan)
        .bind(period)
        .bind(number)
        .bind(position)
        .fetch_optional(conn)
        .await)?)
}

/// Published periods with corrections that no edition has yet.
pub(super) async fn correcting(tx: &mut Tx, plan: &PlanId) -> Result<HashSet<String>> {
    let periods: Vec<String> =
        on!(tx, |conn| sqlx::query_scalar(CORRECTING).bind(plan).fetch_all(conn).await)?;
    Ok(periods.into_iter().collect())
}
