//! Letters of their own kind in the outbox: those with a one-time link, and those that are sent while a person
//! waits for the answer.

use sqlx::FromRow;
use time::Date;

use super::outbox::{self, Message, New, State};
use super::{Result, Tx, attachments, on, statements};
use crate::domain::ids::{PlanId, UserId};
use crate::domain::timestamp::Timestamp;

statements! {
    SET_LINK = "UPDATE messages SET link = $3 WHERE plan_id = $1 AND id = $2";
    LINK = "SELECT link FROM messages WHERE plan_id = $1 AND id = $2";
    /// Claimed from the start: the job that sends leaves it alone.
    ENQUEUE_HELD = "INSERT INTO messages (plan_id, id, kind, user_id, address, day, subject, body_text, body_html, state, attempts, next_try_at, created_at, tried_at, claimed_until, channel)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'claimed', 1, $10, $10, $10, $11, $12) ON CONFLICT DO NOTHING";
    COUNT_TESTS = "SELECT COUNT(*) FROM messages WHERE plan_id = $1 AND user_id = $2 AND kind = 'test' AND day >= $3 AND created_at > $4";
    /// Each channel's latest, but for mail, which every person has of their own.
    LATEST_OF_ROBOTS = "SELECT channel, state, created_at, reply FROM messages m
        WHERE plan_id = $1 AND day >= $2 AND kind = 'test' AND channel <> 'mail' AND NOT EXISTS (SELECT 1 FROM messages later
            WHERE later.plan_id = $1 AND later.user_id = m.user_id AND later.day >= $2 AND later.kind = 'test' AND later.created_at > m.created_at)";
    LATEST_TEST = "SELECT id FROM messages WHERE plan_id = $1 AND user_id = $2 AND kind = 'test' AND day >= $3
        ORDER BY created_at DESC, id DESC LIMIT 1";
}

/// What stands in an invitation where its text has only a mark, until it has left: whoever has it is that
/// person, so it is read by nobody but the job that sends.
pub async fn set_link(tx: &mut Tx, plan: &PlanId, id: &str, link: &str) -> Result<()> {
    on!(tx, |conn| sqlx::query(SET_LINK).bind(plan).bind(id).bind(link).execute(conn).await.map(drop))?;
    Ok(())
}

/// `None` once the letter has left or was given up.
pub async fn link(tx: &mut Tx, plan: &PlanId, id: &str) -> Result<Option<String>> {
    let row: Option<Option<String>> =
        on!(tx, |conn| sqlx::query_scalar(LINK).bind(plan).bind(id).fetch_optional(conn).await)?;
    Ok(row.flatten())
}

/// Queued and claimed at once by whoever asks, until `until`: the message as [`outbox::claim`] would give it, or
/// `None` if one of this id is there already.
pub async fn enqueue_held(
    tx: &mut Tx,
    plan: &PlanId,
    channel: &str,
    new: &New,
    until: Timestamp,
) -> Result<Option<Message>> {
    let rows = on!(tx, |conn| sqlx::query(ENQUEUE_HELD)
        .bind(plan)
        .bind(&new.id)
        .bind(new.kind)
        .bind(&new.user_id)
        .bind(&new.address)
        .bind(new.day)
        .bind(&new.subject)
        .bind(&new.body_text)
        .bind(&new.body_html)
        .bind(new.at)
        .bind(until)
        .bind(channel)
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
    if rows == 0 {
        return Ok(None);
    }
    attachments::attach(tx, plan, &new.id, &new.attachments).await?;
    outbox::get(tx, plan, &new.id).await
}

/// How many test messages a person or a robot has had after `since`, which was on `day`.
pub async fn count_tests(
    tx: &mut Tx,
    plan: &PlanId,
    user: &UserId,
    day: Date,
    since: Timestamp,
) -> Result<i64> {
    Ok(on!(tx, |conn| sqlx::query_scalar(COUNT_TESTS)
        .bind(plan)
        .bind(user)
        .bind(day)
        .bind(since)
        .fetch_one(conn)
        .await)?)
}

/// What became of a robot's test message.
#[derive(Debug, Clone, FromRow)]
pub struct Tested {
    pub channel: String,
    pub state: State,
    pub created_at: Timestamp,
    pub reply: Option<String>,
}

/// Each robot's latest test message since that day.
pub async fn latest_of_robots(tx: &mut Tx, plan: &PlanId, day: Date) -> Result<Vec<Tested>> {
    Ok(on!(tx, |conn| sqlx::query_as(LATEST_OF_ROBOTS).bind(plan).bind(day).fetch_all(conn).await)?)
}

/// A person's latest test letter since that day.
pub async fn latest_test(tx: &mut Tx, plan: &PlanId, user: &UserId, day: Date) -> Result<Option<Message>> {
    let id: Option<String> = on!(tx, |conn| sqlx::query_scalar(LATEST_TEST)
        .bind(plan)
        .bind(user)
        .bind(day)
        .fetch_optional(conn)
        .await)?;
    match id {
        Some(id) => outbox::get(tx, plan, &id).await,
        None => Ok(None),
    }
}
