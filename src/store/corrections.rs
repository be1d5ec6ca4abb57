//! Corrections of reported figures (更正数据); only ever added to.

use sqlx::FromRow;
use sqlx::types::Json;

use super::{Error, Result, Tx, on, statements};
use crate::domain::correction::Correction;
use crate::domain::ids::{DutyId, ObligationId, PlanId, UnitId};
use crate::domain::obligation::Change;
use crate::domain::period::Period;
use crate::domain::report::Figures;
use crate::domain::timestamp::Timestamp;

statements! {
    INSERT = "INSERT INTO corrections (plan_id, obligation_id, number, revision, figures, reason, user_id, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    OF_OBLIGATION = "SELECT c.number, c.revision, c.figures, c.reason, c.at, u.name AS user_name
        FROM corrections c JOIN users u ON u.plan_id = c.plan_id AND u.id = c.user_id
        WHERE c.plan_id = $1 AND c.obligation_id = $2 ORDER BY c.number";
    /// What stood before is the correction before, or else what was sent.
    OF_PLAN = "SELECT o.id, o.duty_id, o.unit_id, o.period, COALESCE(p.figures, s.figures) AS before, c.figures, c.reason, c.at,
            u.name AS user_name
        FROM corrections c
        JOIN obligations o ON o.plan_id = c.plan_id AND o.id = c.obligation_id
        JOIN submissions s ON s.plan_id = c.plan_id AND s.obligation_id = c.obligation_id AND s.revision = c.revision
        JOIN users u ON u.plan_id = c.plan_id AND u.id = c.user_id
        LEFT JOIN corrections p ON p.plan_id = c.plan_id AND p.obligation_id = c.obligation_id AND p.number = c.number - 1
            AND p.revision = c.revision
        WHERE c.plan_id = $1 ORDER BY c.at DESC, o.id, c.number DESC";
}

/// A correction as an obligation's page shows it.
#[derive(Debug, Clone, FromRow)]
pub struct Corrected {
    pub number: i64,
    pub revision: i64,
    /// All of the report's figures, as they stood from then on
    pub figures: Json<Figures>,
    pub reason: String,
    pub at: Timestamp,
    pub user_name: String,
}

/// A correction among all of a plan's.
#[derive(Debug, Clone, FromRow)]
pub struct Listed {
    pub id: ObligationId,
    pub duty_id: DutyId,
    pub unit_id: UnitId,
    pub period: Period,
    pub before: Json<Figures>,
    pub figures: Json<Figures>,
    pub reason: String,
    pub at: Timestamp,
    pub user_name: String,
}

/// [`Error::Conflict`] where another has taken its number.
pub(super) async fn insert(
    tx: &mut Tx,
    plan: &PlanId,
    change: &Change,
    correction: &Correction,
) -> Result<()> {
    let done = on!(tx, |conn| sqlx::query(INSERT)
        .bind(plan)
        .bind(&change.after.id)
        .bind(correction.number)
        .bind(change.after.revision)
        .bind(Json(&correction.figures))
        .bind(&correction.reason)
        .bind(&change.by)
        .bind(change.at)
        .execute(conn)
        .await
        .map(drop));
    match done {
        Err(sqlx::Error::Database(error)) if error.is_unique_violation() => Err(Error::Conflict),
        done => Ok(done?),
    }
}

/// First to last.
pub async fn of_obligation(tx: &mut Tx, plan: &PlanId, id: &ObligationId) -> Result<Vec<Corrected>> {
    Ok(on!(tx, |conn| sqlx::query_as(OF_OBLIGATION).bind(plan).bind(id).fetch_all(conn).await)?)
}

/// Latest first.
pub async fn of_plan(tx: &mut Tx, plan: &PlanId) -> Result<Vec<Listed>> {
    Ok(on!(tx, |conn| sqlx::query_as(OF_PLAN).bind(plan).fetch_all(conn).await)?)
}
