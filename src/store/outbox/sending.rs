//! The way of one message to the mail server: claimed, sent, marked. The order of steps stands in
//! [`super`](crate::store::outbox).

use super::{ACCOUNT_DISABLED, CHANNEL_GONE, Message, SETTLED};
use crate::domain::ids::PlanId;
use crate::domain::reminder::Window;
use crate::domain::timestamp::Timestamp;
use crate::store::{Result, Tx, on, statements};

/// `state IN …` is the condition of the index on what waits, word for word, or SQLite would not use it.
macro_rules! due {
    () => {
        "state IN ('queued', 'claimed') AND next_try_at <= $2 AND (state = 'queued' OR claimed_until < $2)"
    };
}

macro_rules! may_leave {
    () => {
        concat!(
            due!(),
            " AND (kind NOT IN ('digest', 'by_hand', 'notice') OR $3 OR kind = 'digest' AND day = $4)"
        )
    };
}

statements! {
    NEXT = "SELECT id FROM messages WHERE plan_id = $1 AND channel = $5 AND ", may_leave!(), " ORDER BY next_try_at, id LIMIT 1";
    WITHDRAW_DISABLED = "UPDATE messages SET state = 'withdrawn', reply = $4, claimed_until = NULL, link = NULL
        WHERE plan_id = $1 AND id = $3 AND ", due!(), "
        AND EXISTS (SELECT 1 FROM users u WHERE u.plan_id = $1 AND u.id = messages.user_id AND u.disabled_at IS NOT NULL)";
    WITHDRAW_SETTLED = "UPDATE messages SET state = 'withdrawn', reply = $4, claimed_until = NULL, link = NULL
        WHERE plan_id = $1 AND id = $3 AND kind IN ('digest', 'by_hand') AND ", due!(), "
        AND NOT EXISTS (SELECT 1 FROM reminders r JOIN obligations o ON o.plan_id = r.plan_id AND o.id = r.obligation_id
            WHERE r.plan_id = $1 AND r.message_id = messages.id AND (r.stage LIKE 'review-%' AND o.state = 'submitted'
                OR r.stage NOT LIKE 'review-%' AND o.state = 'returned' OR o.state = 'open'
                AND NOT EXISTS (SELECT 1 FROM extensions e WHERE e.plan_id = o.plan_id AND e.obligation_id = o.id
                    AND e.granted AND e.decided_at >= messages.created_at)))";
    CLAIM = "UPDATE messages SET state = 'claimed', claimed_until = $4, tried_at = $2, attempts = attempts + 1
        WHERE plan_id = $1 AND id = $3 AND ", due!(), "
        RETURNING ", columns!();
    COUNT_TRIED = "SELECT COUNT(*) FROM messages WHERE plan_id = $1 AND channel = $4 AND tried_at BETWEEN $2 AND $3";
    CHANNELS_WAITING = "SELECT DISTINCT channel FROM messages WHERE plan_id = $1 AND state IN ('queued', 'claimed')";
    /// Also what a process held that is no more.
    WITHDRAW_CHANNEL = "UPDATE messages SET state = 'withdrawn', reply = $3, claimed_until = NULL
        WHERE plan_id = $1 AND channel = $2 AND state IN ('queued', 'claimed') AND (state = 'queued' OR claimed_until < $4)";
    SENT = "UPDATE messages SET state = 'sent', sent_at = $4, reply = $5, claimed_until = NULL, link = NULL
        WHERE plan_id = $1 AND id = $2 AND state = 'claimed' AND claimed_until = $3";
    RETRY = "UPDATE messages SET state = 'queued', next_try_at = $4, reply = $5, claimed_until = NULL
        WHERE plan_id = $1 AND id = $2 AND state = 'claimed' AND claimed_until = $3";
    PUT_BACK = "UPDATE messages SET state = 'queued', next_try_at = $4, reply = COALESCE($5, reply), claimed_until = NULL, attempts = attempts - 1
        WHERE plan_id = $1 AND id = $2 AND state = 'claimed' AND claimed_until = $3";
    FAILED = "UPDATE messages SET state = 'failed', reply = $4, claimed_until = NULL, link = NULL
        WHERE plan_id = $1 AND id = $2 AND state = 'claimed' AND claimed_until = $3";
}

/// The next message of this channel that is due and may leave, held until `until`. Those that come before it and need
/// not be sent any more are withdrawn: whose reader's account was disabled meanwhile, and reminders for which nothing is left
/// to be chased.
pub async fn claim(
    tx: &mut Tx,
    plan: &PlanId,
    channel: &str,
    now: Timestamp,
    until: Timestamp,
    window: Window,
) -> Result<Option<Message>> {
    while let Some(id) = next(tx, plan, channel, now, window).await? {
        if withdraw(tx, plan, now, &id).await? {
            continue;
        }
        return Ok(on!(tx, |conn| sqlx::query_as(CLAIM)
            .bind(plan)
            .bind(now)
            .bind(&id)
            .bind(until)
            .fetch_optional(conn)
            .await)?);
    }
    Ok(None)
}

async fn next(
    tx: &mut Tx,
    plan: &PlanId,
    channel: &str,
    now: Timestamp,
    window: Window,
) -> Result<Option<String>> {
    let day = if let Window::DueOn(day) = window { Some(day) } else { None };
    Ok(on!(tx, |conn| sqlx::query_scalar(NEXT)
        .bind(plan)
        .bind(now)
        .bind(window == Window::Open)
        .bind(day)
        .bind(channel)
        .fetch_optional(conn)
        .await)?)
}

/// `false` if it is still to be sent.
async fn withdraw(tx: &mut Tx, plan: &PlanId, now: Timestamp, id: &str) -> Result<bool> {
    for (statement, reply) in [(WITHDRAW_DISABLED, ACCOUNT_DISABLED), (WITHDRAW_SETTLED, SETTLED)] {
        let rows = on!(tx, |conn| sqlx::query(statement)
            .bind(plan)
            .bind(now)
            .bind(id)
            .bind(reply)
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        if rows > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Withdraws what waits for channels that there are no more.
pub async fn withdraw_others(tx: &mut Tx, plan: &PlanId, channels: &[&str], now: Timestamp) -> Result<()> {
    let waiting: Vec<String> =
        on!(tx, |conn| sqlx::query_scalar(CHANNELS_WAITING).bind(plan).fetch_all(conn).await)?;
    for gone in waiting.iter().filter(|channel| !channels.contains(&channel.as_str())) {
        on!(tx, |conn| sqlx::query(WITHDRAW_CHANNEL)
            .bind(plan)
            .bind(gone)
            .bind(CHANNEL_GONE)
            .bind(now)
            .execute(conn)
            .await
            .map(drop))?;
    }
    Ok(())
}

/// How many messages of this channel were tried between these instants, both included.
pub async fn count_tried(
    tx: &mut Tx,
    plan: &PlanId,
    channel: &str,
    from: Timestamp,
    until: Timestamp,
) -> Result<i64> {
    Ok(on!(tx, |conn| sqlx::query_scalar(COUNT_TRIED)
        .bind(plan)
        .bind(from)
        .bind(until)
        .bind(channel)
        .fetch_one(conn)
        .await)?)
}

pub async fn sent(tx: &mut Tx, plan: &PlanId, message: &Message, now: Timestamp, reply: &str) -> Result<()> {
    on!(tx, |conn| sqlx::query(SENT)
        .bind(plan)
        .bind(&message.id)
        .bind(message.claimed_until)
        .bind(now)
        .bind(reply)
        .execute(conn)
        .await
        .map(drop))?;
    Ok(())
}

/// To be tried again at `next`.
pub async fn retry(
    tx: &mut Tx,
    plan: &PlanId,
    message: &Message,
    next: Timestamp,
    reply: &str,
) -> Result<()> {
    on!(tx, |conn| sqlx::query(RETRY)
        .bind(plan)
        .bind(&message.id)
        .bind(message.claimed_until)
        .bind(next)
        .bind(reply)
        .execute(conn)
        .await
        .map(drop))?;
    Ok(())
}

/// To be tried again at `next`, and this try does not count: it was not the message that was turned down.
pub async fn put_back(
    tx: &mut Tx,
    plan: &PlanId,
    message: &Message,
    next: Timestamp,
    reply: Option<&str>,
) -> Result<()> {
    on!(tx, |conn| sqlx::query(PUT_BACK)
        .bind(plan)
        .bind(&message.id)
        .bind(message.claimed_until)
        .bind(next)
        .bind(reply)
        .execute(conn)
        .await
        .map(drop))?;
    Ok(())
}

/// Given up; the office sees it.
pub async fn failed(tx: &mut Tx, plan: &PlanId, message: &Message, reply: &str) -> Result<()> {
    on!(tx, |conn| sqlx::query(FAILED)
        .bind(plan)
        .bind(&message.id)
        .bind(message.claimed_until)
        .bind(reply)
        .execute(conn)
        .await
        .map(drop))?;
    Ok(())
}
