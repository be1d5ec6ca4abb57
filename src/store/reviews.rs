//! What waits for a review (待审), and since when.

use sqlx::FromRow;

use super::{Result, Tx, on, statements};
use crate::domain::ids::{PlanId, UserId};
use crate::domain::obligation::Obligation;
use crate::domain::timestamp::Timestamp;

statements! {
    WAITING = "SELECT o.id, o.duty_id, o.unit_id, o.period, o.scheduled_at, o.due_at, o.state, o.revision, o.first_submitted_at,
            o.acknowledged_at, s.at AS sent_at, s.user_id AS sent_by, u.name AS sender_name
        FROM obligations o
        JOIN submissions s ON s.plan_id = o.plan_id AND s.obligation_id = o.id AND s.revision = o.revision
        JOIN users u ON u.plan_id = s.plan_id AND u.id = s.user_id
        WHERE o.plan_id = $1 AND o.state = 'submitted' ORDER BY s.at, o.id LIMIT $2";
}

/// An obligation whose latest revision waits.
#[derive(Debug, Clone, FromRow)]
pub struct Waiting {
    #[sqlx(flatten)]
    pub obligation: Obligation,
    /// When that revision was sent
    pub sent_at: Timestamp,
    pub sent_by: UserId,
    pub sender_name: String,
}

/// Longest waiting first.
pub async fn waiting(tx: &mut Tx, plan: &PlanId, limit: i64) -> Result<Vec<Waiting>> {
    Ok(on!(tx, |conn| sqlx::query_as(WAITING).bind(plan).bind(limit).fetch_all(conn).await)?)
}
