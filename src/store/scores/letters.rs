//! What was said of scores by mail (考核通知): each notice of a period to a person once.

use crate::domain::ids::{PlanId, UserId};
use crate::domain::score_letters::Said;
use crate::domain::timestamp::Timestamp;
use crate::store::{Result, Tx, on, statements};

statements! {
    RECORD = "INSERT INTO score_letters (plan_id, period, notice, user_id, message_id, at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT DO NOTHING";
    SAID = "SELECT notice, user_id, at FROM score_letters WHERE plan_id = $1 AND period = $2";
}

/// Whether it had not been said before.
pub async fn record(
    tx: &mut Tx,
    plan: &PlanId,
    (period, notice): (&str, &str),
    user: &UserId,
    message: &str,
    at: Timestamp,
) -> Result<bool> {
    let rows = on!(tx, |conn| sqlx::query(RECORD)
        .bind(plan)
        .bind(period)
        .bind(notice)
        .bind(user)
        .bind(message)
        .bind(at)
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// What was said of a period, and to whom.
pub async fn said(tx: &mut Tx, plan: &PlanId, period: &str) -> Result<Vec<Said>> {
    let rows: Vec<(String, UserId, Timestamp)> =
        on!(tx, |conn| sqlx::query_as(SAID).bind(plan).bind(period).fetch_all(conn).await)?;
    Ok(rows.into_iter().map(|(notice, user, at)| Said { notice, user, at }).collect())
}
