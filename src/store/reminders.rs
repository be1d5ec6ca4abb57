//! The ledger of reminders (提醒台账): a stage of an obligation is mentioned to a person once.

use sqlx::FromRow;

use super::{Result, Tx, on, statements};
use crate::domain::ids::{ObligationId, PlanId, UserId};
use crate::domain::timestamp::Timestamp;

statements! {
    RECORD = "INSERT INTO reminders (plan_id, obligation_id, stage, user_id, message_id, at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
    RECORDED = "SELECT obligation_id, stage, user_id FROM reminders WHERE plan_id = $1";
    OF_OBLIGATION = "SELECT r.stage, r.at, u.name AS user_name, m.state, m.sent_at, m.reply
        FROM reminders r
        JOIN messages m ON m.plan_id = r.plan_id AND m.id = r.message_id
        JOIN users u ON u.plan_id = r.plan_id AND u.id = r.user_id
        WHERE r.plan_id = $1 AND r.obligation_id = $2 ORDER BY r.at, r.stage, u.name";
}

/// A stage that was mentioned to a person.
#[derive(Debug, Clone, PartialEq, Eq, Hash, FromRow)]
pub struct Entry {
    pub obligation_id: ObligationId,
    pub stage: String,
    pub user_id: UserId,
}

/// The same, with what became of the message.
#[derive(Debug, Clone, FromRow)]
pub struct Told {
    pub stage: String,
    pub at: Timestamp,
    pub user_name: String,
    pub state: super::outbox::State,
    pub sent_at: Option<Timestamp>,
    pub reply: Option<String>,
}

pub async fn record(
    tx: &mut Tx,
    plan: &PlanId,
    entry: &Entry,
    message_id: &str,
    at: Timestamp,
) -> Result<()> {
    on!(tx, |conn| sqlx::query(RECORD)
        .bind(plan)
        .bind(&entry.obligation_id)
        .bind(&entry.stage)
        .bind(&entry.user_id)
        .bind(message_id)
        .bind(at)
        .execute(conn)
        .await
        .map(drop))?;
    Ok(())
}

pub async fn recorded(tx: &mut Tx, plan: &PlanId) -> Result<Vec<Entry>> {
    Ok(on!(tx, |conn| sqlx::query_as(RECORDED).bind(plan).fetch_all(conn).await)?)
}

pub async fn of_obligation(tx: &mut Tx, plan: &PlanId, id: &ObligationId) -> Result<Vec<Told>> {
    Ok(on!(tx, |conn| sqlx::query_as(OF_OBLIGATION).bind(plan).bind(id).fetch_all(conn).await)?)
}
