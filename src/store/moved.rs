//! Due dates that moved, or were called off or on again (时限变更), and up to when people were told of such.

use std::collections::HashMap;

use sqlx::FromRow;
use time::Date;

use super::{Result, Tx, obligations, on, statements};
use crate::domain::ids::{PlanId, UserId};
use crate::domain::obligation::Obligation;
use crate::domain::timestamp::Timestamp;
use obligations::columns;

/// What moves the date in a calendar, calls it off, or on again.
macro_rules! moving_acts {
    () => {
        "('extension_granted', 'plan_moved', 'plan_retired', 'plan_revived', 'exempted', 'reinstated')"
    };
}
pub(super) use moving_acts;

statements! {
    SINCE = "SELECT ", columns!(), ",
            (SELECT COUNT(*) FROM events e WHERE e.plan_id = $1 AND e.obligation_id = o.id AND e.act IN ", moving_acts!(), ") AS sequence,
            (SELECT MAX(e.at) FROM events e WHERE e.plan_id = $1 AND e.obligation_id = o.id AND e.act IN ", moving_acts!(), ") AS moved_at
        FROM obligations o WHERE plan_id = $1 AND due_at IS NOT NULL
        AND id IN (SELECT e.obligation_id FROM events e WHERE e.plan_id = $1 AND e.act IN ", moving_acts!(), " AND e.at > $2)
        ORDER BY due_at, id";
    /// One that waits from an earlier day is about to be replaced, and what could not be sent told nobody.
    TOLD_AT = "SELECT user_id, MAX(created_at) FROM messages WHERE plan_id = $1 AND kind = 'digest' AND day BETWEEN $2 AND $3
        AND (state IN ('sent', 'claimed') OR state = 'queued' AND day = $3) GROUP BY user_id";
}

/// An obligation whose date moved.
#[derive(Debug, Clone, FromRow)]
pub struct Moved {
    #[sqlx(flatten)]
    pub obligation: Obligation,
    /// How often it was moved, called off or called on again.
    pub sequence: i64,
    /// When that last happened.
    pub moved_at: Timestamp,
}

/// Everything that moved after `since`, by due date.
pub async fn since(tx: &mut Tx, plan: &PlanId, since: Timestamp) -> Result<Vec<Moved>> {
    Ok(on!(tx, |conn| sqlx::query_as(SINCE).bind(plan).bind(since).fetch_all(conn).await)?)
}

/// When each person was last written a digest of the days from `first` to today.
pub async fn told_at(
    tx: &mut Tx,
    plan: &PlanId,
    first: Date,
    today: Date,
) -> Result<HashMap<UserId, Timestamp>> {
    let rows: Vec<(UserId, Timestamp)> =
        on!(tx, |conn| sqlx::query_as(TOLD_AT).bind(plan).bind(first).bind(today).fetch_all(conn).await)?;
    Ok(rows.into_iter().collect())
}
