//! How much waits to be sent (积压), for whoever watches over the server.

use super::{Result, Tx, on, statements};
use crate::domain::ids::PlanId;
use crate::domain::timestamp::Timestamp;
use crate::metrics::Backlog;

statements! {
    UNSENT = "SELECT COUNT(*), MIN(created_at) FROM messages WHERE plan_id = $1 AND state IN ('queued', 'claimed')";
    GIVEN_UP = "SELECT COUNT(*) FROM messages WHERE plan_id = $1 AND state = 'failed'";
}

pub async fn of(tx: &mut Tx, plan: &PlanId, now: Timestamp) -> Result<Backlog> {
    let (waiting, oldest): (i64, Option<Timestamp>) =
        on!(tx, |conn| sqlx::query_as(UNSENT).bind(plan).fetch_one(conn).await)?;
    let failed: i64 = on!(tx, |conn| sqlx::query_scalar(GIVEN_UP).bind(plan).fetch_one(conn).await)?;
    let oldest_seconds = oldest.map_or(0, |at| (now.unix() - at.unix()).max(0));
    Ok(Backlog { waiting, failed, oldest_seconds })
}
