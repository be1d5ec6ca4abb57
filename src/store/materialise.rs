//! From the plan to rows (分解): what the plan asks for is there, what it dropped is retired.

use sqlx::FromRow;

use super::obligations::columns;
use super::{Result, Tx, events, on, statements};
use crate::domain::ids::{DutyId, PlanId};
use crate::domain::materialise::{Difference, Milestones, Planned, difference, moved_detail, planned};
use crate::domain::obligation::Obligation;
use crate::domain::plan::Plan;
use crate::domain::timestamp::Timestamp;

/// A new date of the plan's; an extension that reaches beyond it stays.
macro_rules! moved_due {
    () => {
        "CASE WHEN due_at = scheduled_at OR due_at IS NULL OR due_at < $3 THEN $3 ELSE due_at END"
    };
}

statements! {
    ALL_ROWS = "SELECT ", columns!(), " FROM obligations WHERE plan_id = $1";
    /// `added_seq` is the next event, which [`apply`] is about to write.
    INSERT = "INSERT INTO obligations (plan_id, id, duty_id, unit_id, period, scheduled_at, due_at, state, revision, added_seq)
        VALUES ($1, $2, $3, $4, $5, $6, $6, 'open', 0, (SELECT COALESCE(MAX(seq), 0) + 1 FROM events WHERE plan_id = $1))
        ON CONFLICT DO NOTHING";
    RETIRE = "UPDATE obligations SET state = 'retired' WHERE plan_id = $1 AND id = $2 AND state = 'open' AND revision = 0";
    REVIVE = "UPDATE obligations SET state = 'open', scheduled_at = $3, due_at = ", moved_due!(), "
        WHERE plan_id = $1 AND id = $2 AND state = 'retired'";
    RESCHEDULE = "UPDATE obligations SET scheduled_at = $3, due_at = ", moved_due!(), "
        WHERE plan_id = $1 AND id = $2 AND state = 'open' AND revision = 0";
    MILESTONES = "SELECT o.duty_id, MIN(r.at) AS at FROM obligations o
        JOIN reviews r ON r.plan_id = o.plan_id AND r.obligation_id = o.id AND r.revision = o.revision
        WHERE o.plan_id = $1 AND o.state = 'accepted' GROUP BY o.duty_id";
    APPLIED = "SELECT digest FROM plans WHERE plan_id = $1";
    SET_APPLIED = "INSERT INTO plans (plan_id, version, digest, applied_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (plan_id) DO UPDATE SET version = $2, digest = $3, applied_at = $4";
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

/// What [`apply`] would change, without changing it.
pub async fn compare(tx: &mut Tx, plan: &Plan) -> Result<Difference> {
    let milestones = milestones(tx, plan).await?;
    let existing: Vec<Obligation> =
        on!(tx, |conn| sqlx::query_as(ALL_ROWS).bind(&plan.id).fetch_all(conn).await)?;
    Ok(difference(existing, planned(plan, &milestones)))
}

/// Makes the rows what the plan asks for, and what that takes away or moves an event. The same plan twice
/// changes nothing; two processes at once do it once, since both write under the plan's lock.
pub async fn apply(tx: &mut Tx, plan: &Plan, now: Timestamp) -> Result<Difference> {
    let difference = compare(tx, plan).await?;
    for row in &difference.add {
        insert(tx, &plan.id, row).await?;
    }
    for row in &difference.retire {
        on!(tx, |conn| sqlx::query(RETIRE).bind(&plan.id).bind(&row.id).execute(conn).await.map(drop))?;
        tell(tx, plan, row, "plan_retired", "", now).await?;
    }
    for (row, at) in &difference.revive {
        set_date(tx, plan, row, REVIVE, *at).await?;
        tell(tx, plan, row, "plan_revived", "", now).await?;
    }
    for (row, at) in &difference.reschedule {
        set_date(tx, plan, row, RESCHEDULE, *at).await?;
        tell(tx, plan, row, "plan_moved", &moved_detail(row.scheduled_at, *at), now).await?;
    }
    note_edition(tx, plan, &difference, now).await?;
    Ok(difference)
}

async fn set_date(
    tx: &mut Tx,
    plan: &Plan,
    row: &Obligation,
    statement: &'static str,
    at: Option<Timestamp>,
) -> Result<()> {
    on!(tx, |conn| sqlx::query(statement)
        .bind(&plan.id)
        .bind(&row.id)
        .bind(at)
        .execute(conn)
        .await
        .map(drop))?;
    Ok(())
}

async fn tell(
    tx: &mut Tx,
    plan: &Plan,
    row: &Obligation,
    act: &str,
    detail: &str,
    now: Timestamp,
) -> Result<()> {
    let event = events::New { obligation: Some(&row.id), ..events::New::of_system(act, detail, now) };
    events::append(tx, &plan.id, &event).await
}

/// Whether the rows were last made from exactly this plan.
pub async fn is_applied(tx: &mut Tx, plan: &Plan) -> Result<bool> {
    let applied: Option<String> =
        on!(tx, |conn| sqlx::query_scalar(APPLIED).bind(&plan.id).fetch_optional(conn).await)?;
    Ok(applied.as_deref() == Some(plan.digest.as_str()))
}

/// Whenever the plan's files are others than those applied last, or something was added.
async fn note_edition(tx: &mut Tx, plan: &Plan, difference: &Difference, now: Timestamp) -> Result<()> {
    if !is_applied(tx, plan).await? || !difference.add.is_empty() {
        on!(tx, |conn| sqlx::query(SET_APPLIED)
            .bind(&plan.id)
            .bind(plan.version)
            .bind(&plan.digest)
            .bind(now)
            .execute(conn)
            .await
            .map(drop))?;
        let detail = difference.detail(plan.version);
        events::append(tx, &plan.id, &events::New::of_system("plan_applied", &detail, now)).await?;
    }
    Ok(())
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
