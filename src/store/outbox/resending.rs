//! Messages that failed, once more (重新发送), when somebody has seen why they did.

use super::{Kind, Message};
use crate::channel::MAIL;
use crate::domain::ids::PlanId;
use crate::domain::timestamp::Timestamp;
use crate::store::users::User;
use crate::store::{Result, Tx, on, statements};

statements! {
    /// A letter to the address that the person has now: a wrong one is what most fail for.
    RESEND = "UPDATE messages SET state = 'queued', attempts = 0, next_try_at = $3,
            address = COALESCE((SELECT u.email FROM users u WHERE u.plan_id = $1 AND u.id = messages.user_id), address)
        WHERE plan_id = $1 AND state = 'failed' AND id = COALESCE($2, id) AND kind NOT IN ('invitation', 'test')
        AND channel = $4 AND (channel <> 'mail' OR EXISTS (SELECT 1 FROM users u
            WHERE u.plan_id = $1 AND u.id = messages.user_id AND u.disabled_at IS NULL AND u.email <> ''))
        AND (kind <> 'digest' OR NOT EXISTS (SELECT 1 FROM messages later
            WHERE later.plan_id = $1 AND later.user_id = messages.user_id AND later.day > messages.day AND later.kind = 'digest'))
        RETURNING id";
    COUNT_LATER = "SELECT COUNT(*) FROM messages WHERE plan_id = $1 AND user_id = $2 AND day > $3 AND kind = 'digest'";
}

/// Why a failed message is not sent once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// Its one-time link went with its failure; a new one is made where people are invited.
    LinkGone,
    /// Whoever wants a test mail asks for a new one.
    Test,
    AccountDisabled,
    NoAddress,
    /// A later digest says it all.
    LaterDigest,
    /// The robot is no longer in the settings.
    ChannelGone,
}

/// Queues this failed message of a channel anew, or without an id all that failed there; gives the ids of those for
/// which there is no [`Obstacle`].
pub async fn resend(
    tx: &mut Tx,
    plan: &PlanId,
    channel: &str,
    id: Option<&str>,
    now: Timestamp,
) -> Result<Vec<String>> {
    Ok(on!(tx, |conn| sqlx::query_scalar(RESEND)
        .bind(plan)
        .bind(id)
        .bind(now)
        .bind(channel)
        .fetch_all(conn)
        .await)?)
}

/// `user` is whom it was for; a chat group is none.
pub async fn obstacle(
    tx: &mut Tx,
    plan: &PlanId,
    message: &Message,
    user: Option<&User>,
) -> Result<Option<Obstacle>> {
    let is_mail = message.channel == MAIL;
    let address = user.and_then(|user| user.email.as_deref()).unwrap_or_default();
    Ok(match message.kind {
        Kind::Invitation => Some(Obstacle::LinkGone),
        Kind::Test => Some(Obstacle::Test),
        _ if user.is_some_and(|user| user.disabled_at.is_some()) => Some(Obstacle::AccountDisabled),
        _ if is_mail && address.is_empty() => Some(Obstacle::NoAddress),
        Kind::Digest if count_later(tx, plan, message).await? > 0 => Some(Obstacle::LaterDigest),
        Kind::Digest | Kind::ByHand | Kind::Returned | Kind::Notice | Kind::Score => None,
    })
}

async fn count_later(tx: &mut Tx, plan: &PlanId, message: &Message) -> Result<i64> {
    Ok(on!(tx, |conn| sqlx::query_scalar(COUNT_LATER)
        .bind(plan)
        .bind(&message.user_id)
        .bind(message.day)
        .fetch_one(conn)
        .await)?)
}
