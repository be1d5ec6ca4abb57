//! Obligations (应办事项): materialised from the plan, listed, and changed by acts.

use sqlx::FromRow;

use super::{Error, Result, Tx, events, extensions, on, statements, submissions};
use crate::domain::ids::{DutyId, ObligationId, PlanId, UnitId};
use crate::domain::materialise::{Difference, Milestones, Planned, difference, planned};
use crate::domain::obligation::{Act, Change, Obligation, State};
use crate::domain::plan::Plan;
use crate::domain::timestamp::Timestamp;

macro_rules! columns {
    () => {
        "id, duty_id, unit_id, period, scheduled_at, due_at, state, revision, first_submitted_at, acknowledged_at"
    };
}

statements! {
    ALL_ROWS = "SELECT ", columns!(), " FROM obligations WHERE plan_id = $1";
    INSERT = "INSERT INTO obligations (plan_id, id, duty_id, unit_id, period, scheduled_at, due_at, state, revision)
        VALUES ($1, $2, $3, $4, $5, $6, $6, 'open', 0) ON CONFLICT DO NOTHING";
    RETIRE = "UPDATE obligations SET state = 'retired' WHERE plan_id = $1 AND id = $2 AND state = 'open' AND revision = 0";
    REVIVE = "UPDATE obligations SET state = 'open', scheduled_at = $3, due_at = $3
        WHERE plan_id = $1 AND id = $2 AND state = 'retired'";
    RESCHEDULE = "UPDATE obligations SET scheduled_at = $3, due_at = CASE WHEN due_at = scheduled_at OR due_at IS NULL OR due_at < $3 THEN $3 ELSE due_at END
        WHERE plan_id = $1 AND id = $2 AND state = 'open' AND revision = 0";
    MILESTONES = "SELECT o.duty_id, MIN(r.at) AS at FROM obligations o
        JOIN reviews r ON r.plan_id = o.plan_id AND r.obligation_id = o.id AND r.revision = o.revision
        WHERE o.plan_id = $1 AND o.state = 'accepted' GROUP BY o.duty_id";
    APPLIED = "SELECT digest FROM plans WHERE plan_id = $1";
    SET_APPLIED = "INSERT INTO plans (plan_id, version, digest, applied_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (plan_id) DO UPDATE SET version = $2, digest = $3, applied_at = $4";
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
    WAITING = "SELECT ", columns!(), " FROM obligations o
        WHERE plan_id = $1 AND state = 'submitted'
        ORDER BY (SELECT s.at FROM submissions s
            WHERE s.plan_id = o.plan_id AND s.obligation_id = o.id AND s.revision = o.revision), id
        LIMIT $2";
    COUNT_WAITING = "SELECT COUNT(*) FROM obligations WHERE plan_id = $1 AND state = 'submitted'";
    APPLY = "UPDATE obligations SET state = $3, revision = $4, first_submitted_at = $5, due_at = $6, acknowledged_at = $7
        WHERE plan_id = $1 AND id = $2 AND state = $8 AND revision = $9";
}

#[derive(FromRow)]
struct Milestone {
    duty_id: DutyId,
    at: Timestamp,
}

/// The days on which duties that others wait for were accepted.
pub async fn milestones(tx: &mut Tx, plan: &Plan) -> Result<Milestones> {
    let rows: Vec<Milestone> =
        on!(tx, |conn| sqlx::query_as(MILESTONES).bind(&plan.id).fetch_all(conn).await)?;
    Ok(rows.into_iter().map(|row| (row.duty_id, plan.local_date(row.at))).collect())
}

/// What [`materialise`] would change, without changing it.
pub async fn compare(tx: &mut Tx, plan: &Plan) -> Result<Difference> {
    let milestones = milestones(tx, plan).await?;
    let existing: Vec<Obligation> =
        on!(tx, |conn| sqlx::query_as(ALL_ROWS).bind(&plan.id).fetch_all(conn).await)?;
    Ok(difference(existing, planned(plan, &milestones)))
}

/// Makes the rows what the plan asks for. The same plan twice changes nothing; two processes at once do it
/// once, since both write under the plan's lock.
pub async fn materialise(tx: &mut Tx, plan: &Plan, now: Timestamp) -> Result<Difference> {
    let difference = compare(tx, plan).await?;
    for row in &difference.add {
        insert(tx, &plan.id, row).await?;
    }
    for row in &difference.retire {
        on!(tx, |conn| sqlx::query(RETIRE).bind(&plan.id).bind(&row.id).execute(conn).await.map(drop))?;
    }
    for (statement, rows) in [(REVIVE, &difference.revive), (RESCHEDULE, &difference.reschedule)] {
        for (row, at) in rows {
            on!(tx, |conn| sqlx::query(statement)
                .bind(&plan.id)
                .bind(&row.id)
                .bind(*at)
                .execute(conn)
                .await
                .map(drop))?;
        }
    }
    let applied: Option<String> =
        on!(tx, |conn| sqlx::query_scalar(APPLIED).bind(&plan.id).fetch_optional(conn).await)?;
    if applied.as_deref() != Some(plan.digest.as_str()) {
        on!(tx, |conn| sqlx::query(SET_APPLIED)
            .bind(&plan.id)
            .bind(plan.version)
            .bind(&plan.digest)
            .bind(now)
            .execute(conn)
            .await
            .map(drop))?;
        let detail = format!(
            "version {}: +{} −{} ↺{} ⇄{}",
            plan.version,
            difference.add.len(),
            difference.retire.len(),
            difference.revive.len(),
            difference.reschedule.len()
        );
        events::append(tx, &plan.id, &events::New::of_system("plan_applied", &detail, now)).await?;
    }
    Ok(difference)
}

async fn insert(tx: &mut Tx, plan: &PlanId, row: &Planned) -> Result<()> {
    on!(tx, |conn| sqlx::query(INSERT)
        .bind(plan)
        .bind(&row.id)
        .bind(&row.duty_id)
        .bind(&row.unit_id)
        .bind(&row.period)
        .bind(row.scheduled_at)
        .execute(conn)
        .await
        .map(drop))?;
    Ok(())
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

/// What waits for a review, longest first.
pub async fn waiting(tx: &mut Tx, plan: &PlanId, limit: i64) -> Result<Vec<Obligation>> {
    Ok(on!(tx, |conn| sqlx::query_as(WAITING).bind(plan).bind(limit).fetch_all(conn).await)?)
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
        Act::Acknowledged | Act::Exempted { .. } | Act::Reinstated { .. } => {}
    }
    events::append(tx, &plan.id, &events::New::of_change(change, address)).await?;
    if after.state == State::Accepted && is_milestone(plan, &after.duty_id) {
        materialise(tx, plan, change.at).await?;
    }
    Ok(())
}

/// Whether some rule holds only until this duty is accepted.
fn is_milestone(plan: &Plan, duty: &DutyId) -> bool {
    plan.duties().any(|place| place.duty.due.until.as_ref() == Some(duty))
}
