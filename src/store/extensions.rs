//! Requests for more time (延期申请) and what was decided.

use sqlx::FromRow;

use super::{Error, Result, Tx, on, statements};
use crate::domain::ids::{DutyId, ObligationId, PlanId, UnitId};
use crate::domain::obligation::{Change, Extension};
use crate::domain::period::Period;
use crate::domain::timestamp::Timestamp;

statements! {
    INSERT = "INSERT INTO extensions (plan_id, obligation_id, number, until, reason, asked_by, asked_at)
        VALUES ($1, $2, (SELECT COUNT(*) + 1 FROM extensions WHERE plan_id = $1 AND obligation_id = $2), $3, $4, $5, $6)";
    DECIDE = "UPDATE extensions SET granted = $4, decision_reason = $5, decided_by = $6, decided_at = $7
        WHERE plan_id = $1 AND obligation_id = $2 AND number = $3 AND granted IS NULL";
    OF_OBLIGATION = "SELECT number, until, reason, asked_by, asked_at, granted, decision_reason, decided_by, decided_at
        FROM extensions WHERE plan_id = $1 AND obligation_id = $2 ORDER BY number";
    WAITING = "SELECT o.id, o.duty_id, o.unit_id, o.period, o.due_at, e.until, e.reason, e.asked_at
        FROM extensions e JOIN obligations o ON o.plan_id = e.plan_id AND o.id = e.obligation_id
        WHERE e.plan_id = $1 AND e.granted IS NULL AND o.state <> 'retired' ORDER BY e.asked_at, o.id";
}

/// A request that waits for the office, about something that the plan still asks for.
#[derive(Debug, Clone, FromRow)]
pub struct Waiting {
    pub id: ObligationId,
    pub duty_id: DutyId,
    pub unit_id: UnitId,
    pub period: Period,
    pub due_at: Option<Timestamp>,
    pub until: Timestamp,
    pub reason: String,
    pub asked_at: Timestamp,
}

pub(super) async fn insert(
    tx: &mut Tx,
    plan: &PlanId,
    change: &Change,
    until: Timestamp,
    reason: &str,
) -> Result<()> {
    on!(tx, |conn| sqlx::query(INSERT)
        .bind(plan)
        .bind(&change.after.id)
        .bind(until)
        .bind(reason)
        .bind(&change.by)
        .bind(change.at)
        .execute(conn)
        .await
        .map(drop))?;
    Ok(())
}

pub(super) async fn decide(
    tx: &mut Tx,
    plan: &PlanId,
    change: &Change,
    number: i64,
    granted: bool,
    reason: &str,
) -> Result<()> {
    let rows = on!(tx, |conn| sqlx::query(DECIDE)
        .bind(plan)
        .bind(&change.after.id)
        .bind(number)
        .bind(granted)
        .bind(reason)
        .bind(&change.by)
        .bind(change.at)
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
    if rows == 0 { Err(Error::Conflict) } else { Ok(()) }
}

pub async fn of_obligation(tx: &mut Tx, plan: &PlanId, id: &ObligationId) -> Result<Vec<Extension>> {
    Ok(on!(tx, |conn| sqlx::query_as(OF_OBLIGATION).bind(plan).bind(id).fetch_all(conn).await)?)
}

pub async fn waiting(tx: &mut Tx, plan: &PlanId) -> Result<Vec<Waiting>> {
    Ok(on!(tx, |conn| sqlx::query_as(WAITING).bind(plan).fetch_all(conn).await)?)
}
