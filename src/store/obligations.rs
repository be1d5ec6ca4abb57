//! Obligations (应办事项): listed, and changed by acts; how they come to be is [`super::materialise`]'s.

use super::{Error, Result, Tx, corrections, events, extensions, materialise, on, statements, submissions};
use crate::domain::ids::{DutyId, ObligationId, PlanId, UnitId};
use crate::domain::obligation::{Act, Change, Obligation, State};
use crate::domain::plan::Plan;
use crate::domain::timestamp::Timestamp;

macro_rules! columns {
    () => {
        "id, duty_id, unit_id, period, scheduled_at, due_at, state, revision, first_submitted_at, acknowledged_at"
    };
}

pub(super) use columns;

statements! {
    GET = "SELECT ", columns!(), " FROM obligations WHERE plan_id = $1 AND id = $2";
    OWED_BY_UNIT = "SELECT ", columns!(), " FROM obligations
        WHERE plan_id = $1 AND unit_id = $2 AND state IN ('open', 'returned') AND (due_at <= $5 OR state = 'returned')
        ORDER BY state DESC, due_at NULLS LAST, id LIMIT $3 OFFSET $4";
    LATER_BY_UNIT = "SELECT ", columns!(), " FROM obligations
        WHERE plan_id = $1 AND unit_id = $2 AND state = 'open' AND (due_at > $5 OR due_at IS NULL)
        ORDER BY due_at NULLS LAST, id LIMIT $3 OFFSET $4";
    SENT_BY_UNIT = "SELECT ", columns!(), " FROM obligations
        WHERE plan_id = $1 AND unit_id = $2 AND state IN ('submitted', 'accepted', 'exempt')
        ORDER BY due_at DESC NULLS LAST, id LIMIT $3 OFFSET $4";
    BY_UNIT = "SELECT ", columns!(), " FROM obligations
        WHERE plan_id = $1 AND unit_id = $2 AND state <> 'retired' ORDER BY due_at NULLS LAST, id";
    BY_DUTY = "SELECT ", columns!(), " FROM obligations
        WHERE plan_id = $1 AND duty_id = $2 AND state <> 'retired' ORDER BY due_at NULLS LAST, id";
    DUE_BETWEEN = "SELECT ", columns!(), " FROM obligations
        WHERE plan_id = $1 AND due_at >= $2 AND due_at <= $3 AND state <> 'retired' ORDER BY due_at, id";
    LIVE = "SELECT ", columns!(), " FROM obligations WHERE plan_id = $1 AND state <> 'retired'";
    /// In two parts, each of which SQLite finds by its index; an OR would walk the whole plan.
    TO_CHASE = "SELECT ", columns!(), " FROM obligations WHERE plan_id = $1 AND state = 'returned'
        UNION ALL SELECT ", columns!(), " FROM obligations WHERE plan_id = $1 AND state = 'open' AND due_at <= $2
        ORDER BY due_at NULLS LAST, id";
    WAITING = "SELECT ", columns!(), " FROM obligations WHERE plan_id = $1 AND state = 'submitted' ORDER BY due_at NULLS LAST, id";
    COUNT_WAITING = "SELECT COUNT(*) FROM obligations WHERE plan_id = $1 AND state = 'submitted'";
    APPLY = "UPDATE obligations SET state = $3, revision = $4, first_submitted_at = $5, due_at = $6, acknowledged_at = $7
        WHERE plan_id = $1 AND id = $2 AND state = $8 AND revision = $9";
}

pub async fn get(tx: &mut Tx, plan: &PlanId, id: &ObligationId) -> Result<Option<Obligation>> {
    Ok(on!(tx, |conn| sqlx::query_as(GET).bind(plan).bind(id).fetch_optional(conn).await)?)
}

/// A slice of a unit's list.
#[derive(Debug, Clone, Copy)]
pub struct Slice {
    pub(super) limit: i64,
    pub(super) offset: i64,
}

impl Slice {
    /// The `page`th page (from 1) of so many rows, and one row more, which tells whether another page follows.
    pub fn page(page: i64, rows: usize) -> Self {
        let rows = i64::try_from(rows).unwrap_or(i64::MAX - 1);
        Self { limit: rows + 1, offset: (page - 1).saturating_mul(rows) }
    }
}

/// 待办: returned ones first, then what is due up to `horizon`, earliest first.
pub async fn owed_by_unit(
    tx: &mut Tx,
    plan: &PlanId,
    unit: &UnitId,
    horizon: Timestamp,
    slice: Slice,
) -> Result<Vec<Obligation>> {
    until(tx, OWED_BY_UNIT, plan, unit, horizon, slice).await
}

/// 以后: what is due after `horizon`; without a due date last.
pub async fn later_by_unit(
    tx: &mut Tx,
    plan: &PlanId,
    unit: &UnitId,
    horizon: Timestamp,
    slice: Slice,
) -> Result<Vec<Obligation>> {
    until(tx, LATER_BY_UNIT, plan, unit, horizon, slice).await
}

async fn until(
    tx: &mut Tx,
    statement: &'static str,
    plan: &PlanId,
    unit: &UnitId,
    horizon: Timestamp,
    slice: Slice,
) -> Result<Vec<Obligation>> {
    Ok(on!(tx, |conn| sqlx::query_as(statement)
        .bind(plan)
        .bind(unit)
        .bind(slice.limit)
        .bind(slice.offset)
        .bind(horizon)
        .fetch_all(conn)
        .await)?)
}

/// 已报: waiting, accepted and exempt ones, latest first.
pub async fn sent_by_unit(
    tx: &mut Tx,
    plan: &PlanId,
    unit: &UnitId,
    slice: Slice,
) -> Result<Vec<Obligation>> {
    Ok(on!(tx, |conn| sqlx::query_as(SENT_BY_UNIT)
        .bind(plan)
        .bind(unit)
        .bind(slice.limit)
        .bind(slice.offset)
        .fetch_all(conn)
        .await)?)
}

/// Everything of one unit.
pub async fn by_unit(tx: &mut Tx, plan: &PlanId, unit: &UnitId) -> Result<Vec<Obligation>> {
    Ok(on!(tx, |conn| sqlx::query_as(BY_UNIT).bind(plan).bind(unit).fetch_all(conn).await)?)
}

/// Everything of one duty.
pub async fn by_duty(tx: &mut Tx, plan: &PlanId, duty: &DutyId) -> Result<Vec<Obligation>> {
    Ok(on!(tx, |conn| sqlx::query_as(BY_DUTY).bind(plan).bind(duty).fetch_all(conn).await)?)
}

/// All units' obligations due in this stretch of time, both ends inclusive.
pub async fn due_between(
    tx: &mut Tx,
    plan: &PlanId,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<Obligation>> {
    Ok(on!(tx, |conn| sqlx::query_as(DUE_BETWEEN).bind(plan).bind(from).bind(to).fetch_all(conn).await)?)
}

/// All that is not retired.
pub async fn live(tx: &mut Tx, plan: &PlanId) -> Result<Vec<Obligation>> {
    Ok(on!(tx, |conn| sqlx::query_as(LIVE).bind(plan).fetch_all(conn).await)?)
}

/// What nobody has sent anything for and falls due up to this instant, and everything returned.
pub async fn to_chase(tx: &mut Tx, plan: &PlanId, until: Timestamp) -> Result<Vec<Obligation>> {
    Ok(on!(tx, |conn| sqlx::query_as(TO_CHASE).bind(plan).bind(until).fetch_all(conn).await)?)
}

/// What was sent and waits for its review (待审).
pub async fn waiting(tx: &mut Tx, plan: &PlanId) -> Result<Vec<Obligation>> {
    Ok(on!(tx, |conn| sqlx::query_as(WAITING).bind(plan).fetch_all(conn).await)?)
}

pub async fn count_waiting(tx: &mut Tx, plan: &PlanId) -> Result<i64> {
    Ok(on!(tx, |conn| sqlx::query_scalar(COUNT_WAITING).bind(plan).fetch_one(conn).await)?)
}

/// Applies a decided change with its row and its event; [`Error::Conflict`] if the obligation is no longer
/// in the state and revision it was decided on. `address` is where the person sat.
pub async fn apply(tx: &mut Tx, plan: &Plan, change: &Change, address: &str) -> Result<()> {
    let after = &change.after;
    let rows = on!(tx, |conn| sqlx::query(APPLY)
        .bind(&plan.id)
        .bind(&after.id)
        .bind(after.state)
        .bind(after.revision)
        .bind(after.first_submitted_at)
        .bind(after.due_at)
        .bind(after.acknowledged_at)
        .bind(change.expected_state)
        .bind(change.expected_revision)
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
    if rows == 0 {
        return Err(Error::Conflict);
    }
    match &change.act {
        Act::Submitted(report) => submissions::insert(tx, &plan.id, change, report).await?,
        Act::Reviewed { decision, reason } => {
            submissions::insert_review(tx, &plan.id, change, *decision, reason).await?;
        }
        Act::ExtensionAsked { until, reason } => {
            extensions::insert(tx, &plan.id, change, *until, reason).await?;
        }
        Act::ExtensionDecided { number, granted, reason, .. } => {
            extensions::decide(tx, &plan.id, change, *number, *granted, reason).await?;
        }
        Act::FiguresCorrected(correction) => {
            corrections::insert(tx, &plan.id, change, correction).await?;
        }
        Act::Acknowledged | Act::Exempted { .. } | Act::Reinstated { .. } => {}
    }
    events::append(tx, &plan.id, &events::New::of_change(change, address)).await?;
    if after.state == State::Accepted && is_milestone(plan, &after.duty_id) {
        materialise::apply(tx, plan, change.at).await?;
    }
    Ok(())
}

/// Whether some rule holds only until this duty is accepted.
fn is_milestone(plan: &Plan, duty: &DutyId) -> bool {
    plan.duties().any(|place| place.duty.due.until.as_ref() == Some(duty))
}
