//! Periods that were opened (考核期), and what was captured when they were frozen.

use crate::domain::assessment::{Assessment, Capture, Change};
use crate::domain::ids::PlanId;
use crate::store::{Error, Result, Tx, on, statements};

macro_rules! columns {
    () => {
        "period, state, edition, opened_at, frozen_at, reply_until"
    };
}

statements! {
    GET = "SELECT ", columns!(), " FROM assessments WHERE plan_id = $1 AND period = $2";
    ALL_ASSESSMENTS = "SELECT ", columns!(), " FROM assessments WHERE plan_id = $1 ORDER BY period";
    OPEN = "INSERT INTO assessments (plan_id, period, state, edition, opened_at, opened_by) VALUES ($1, $2, $3, 0, $4, $5)
        ON CONFLICT DO NOTHING";
    APPLY = "UPDATE assessments SET state = $3, edition = $4, frozen_at = $5, reply_until = $6, frozen_by = COALESCE(frozen_by, $7)
        WHERE plan_id = $1 AND period = $2 AND state = $8 AND edition = $9";
    CAPTURE = "INSERT INTO assessment_inputs (plan_id, period, capture) VALUES ($1, $2, $3)";
    CAPTURED = "SELECT capture FROM assessment_inputs WHERE plan_id = $1 AND period = $2";
}

pub async fn get(tx: &mut Tx, plan: &PlanId, period: &str) -> Result<Option<Assessment>> {
    Ok(on!(tx, |conn| sqlx::query_as(GET).bind(plan).bind(period).fetch_optional(conn).await)?)
}

pub async fn all(tx: &mut Tx, plan: &PlanId) -> Result<Vec<Assessment>> {
    Ok(on!(tx, |conn| sqlx::query_as(ALL_ASSESSMENTS).bind(plan).fetch_all(conn).await)?)
}

/// [`Error::Conflict`] where the row is no longer the one that the change was decided on.
pub async fn apply(tx: &mut Tx, plan: &PlanId, change: &Change) -> Result<()> {
    let after = &change.after;
    let rows = match change.before {
        None => on!(tx, |conn| sqlx::query(OPEN)
            .bind(plan)
            .bind(&after.period)
            .bind(after.state)
            .bind(after.opened_at)
            .bind(&change.by)
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?,
        Some((state, edition)) => on!(tx, |conn| sqlx::query(APPLY)
            .bind(plan)
            .bind(&after.period)
            .bind(after.state)
            .bind(after.edition)
            .bind(after.frozen_at)
            .bind(after.reply_until)
            .bind(&change.by)
            .bind(state)
            .bind(edition)
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?,
    };
    if rows == 0 { Err(Error::Conflict) } else { Ok(()) }
}

pub async fn put_capture(tx: &mut Tx, plan: &PlanId, period: &str, capture: &Capture) -> Result<()> {
    let bytes = serde_json::to_vec(capture).map_err(|error| Error::Unreadable(error.to_string()))?;
    on!(tx, |conn| sqlx::query(CAPTURE).bind(plan).bind(period).bind(bytes).execute(conn).await.map(drop))?;
    Ok(())
}

/// As it was put.
pub(super) async fn capture(tx: &mut Tx, plan: &PlanId, period: &str) -> Result<Capture> {
    let bytes: Vec<u8> =
        on!(tx, |conn| sqlx::query_scalar(CAPTURED).bind(plan).bind(period).fetch_one(conn).await)?;
    serde_json::from_slice(&bytes).map_err(|error| Error::Unreadable(format!("inputs of {period}: {error}")))
}
