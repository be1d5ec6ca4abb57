//! Messages on their way (待发邮件): queued, claimed with a lease, sent, failed or withdrawn.
//!
//! # The order of steps
//!
//! 1. [`claim`] takes the next message by a conditional update, having withdrawn those that need not be sent any
//!    more, and the caller commits; until the lease ends nobody else takes it. 2. The caller sends, outside any
//!    transaction. 3. [`sent`], [`retry`], [`put_back`] or [`failed`] marks it, if the lease is still the caller's.
//!
//! The race that is accepted: a process that dies between 1 and 3 sends the same message again after the
//! lease; a letter under the same Message-ID, by which the receiving server can know it. A chat group's robot knows
//! nothing of the kind: what it took without answering in time is posted again.

use sqlx::FromRow;
use time::Date;

use super::obligations::Slice;
use super::{Result, Tx, attachments, on, statements};
use crate::channel::MAIL;
use crate::domain::attachment::Attachment;
use crate::domain::ids::{PlanId, UserId};
use crate::domain::timestamp::Timestamp;

macro_rules! columns {
    () => {
        "id, kind, channel, user_id, address, day, subject, body_text, body_html, state, attempts, next_try_at, claimed_until, created_at, sent_at, reply, (SELECT COUNT(*) FROM attachments a WHERE a.plan_id = messages.plan_id AND a.message_id = messages.id) AS attachments"
    };
}

pub mod resending;
pub mod sending;

pub use sending::{claim, count_tried, failed, put_back, retry, sent, withdraw_others};

statements! {
    ENQUEUE = "INSERT INTO messages (plan_id, id, kind, user_id, address, day, subject, body_text, body_html, state, attempts, next_try_at, created_at, channel)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'queued', 0, $10, $10, $11) ON CONFLICT DO NOTHING";
    SUPERSEDE = "UPDATE messages SET state = 'withdrawn', reply = $4
        WHERE plan_id = $1 AND user_id = $2 AND kind = 'digest' AND day < $3 AND state = 'queued'";
    DIGESTS_OF_DAY = "SELECT user_id FROM messages WHERE plan_id = $1 AND kind = 'digest' AND day = $2";
    LIST = "SELECT m.id, m.kind, m.channel, m.address, m.subject, m.state, m.attempts, m.created_at, m.sent_at, m.reply, u.name AS user_name
        FROM messages m LEFT JOIN users u ON u.plan_id = m.plan_id AND u.id = m.user_id
        WHERE m.plan_id = $1 AND m.state = COALESCE($2, m.state) ORDER BY m.created_at DESC, m.id LIMIT $3 OFFSET $4";
    GET = "SELECT ", columns!(), " FROM messages WHERE plan_id = $1 AND id = $2";
    COUNTS = "SELECT state, COUNT(*) FROM messages WHERE plan_id = $1 GROUP BY state";
    /// By kind too, or SQLite would take the index on states for the sake of their order.
    COUNTS_OF_DAY = "SELECT state, COUNT(*) FROM messages WHERE plan_id = $1 AND day = $2 GROUP BY kind, state";
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Kind {
    /// A person's daily list
    Digest,
    /// The office pressed for something (催办)
    ByHand,
    /// A report was returned
    Returned,
    /// An account was made for somebody
    Invitation,
    /// Somebody looks whether mail arrives
    Test,
    /// A supervision notice (督办通知单): issued, it is sent even if the unit reports before it leaves
    Notice,
    /// Of an assessment (考核通知)
    Score,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum State {
    /// 待发
    Queued,
    /// 发送中
    Claimed,
    /// 已发
    Sent,
    /// 发送失败
    Failed,
    /// 不再发送: there was no longer a reason to, see [`Withdrawal`]
    Withdrawn,
}

/// Why a message was not sent after all; stands where the server's reply would.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Withdrawal<'a> {
    /// The message of this id says it all.
    SupersededBy(&'a str),
    /// The account was disabled (停用) before it left.
    AccountDisabled,
    /// Nothing that it was written for is still to be sent.
    Settled,
    /// The robot was taken out of the settings.
    ChannelGone,
}

const SUPERSEDED_BY: &str = "superseded by ";
const ACCOUNT_DISABLED: &str = "account disabled";
const SETTLED: &str = "settled";
const CHANNEL_GONE: &str = "channel gone";

impl<'a> Withdrawal<'a> {
    /// Reads a withdrawn message's `reply`.
    pub fn of(reply: &'a str) -> Option<Self> {
        match reply {
            ACCOUNT_DISABLED => Some(Self::AccountDisabled),
            SETTLED => Some(Self::Settled),
            CHANNEL_GONE => Some(Self::ChannelGone),
            other => other.strip_prefix(SUPERSEDED_BY).map(Self::SupersededBy),
        }
    }
}

/// A message to be queued. Its id is made from what it is about, so that the same one is queued once.
#[derive(Debug, Clone)]
pub struct New {
    pub id: String,
    pub kind: Kind,
    pub user_id: UserId,
    pub address: String,
    pub day: Date,
    pub subject: String,
    pub body_text: String,
    pub body_html: String,
    /// Files that go with it, in this order
    pub attachments: Vec<Attachment>,
    pub at: Timestamp,
}

#[derive(Debug, Clone, FromRow)]
pub struct Message {
    pub id: String,
    pub kind: Kind,
    /// [`MAIL`], or a robot's name
    pub channel: String,
    /// The person; of a robot's message, the robot
    pub user_id: UserId,
    pub address: String,
    pub day: Date,
    pub subject: String,
    pub body_text: String,
    pub body_html: String,
    pub state: State,
    pub attempts: i64,
    pub next_try_at: Timestamp,
    pub claimed_until: Option<Timestamp>,
    pub created_at: Timestamp,
    pub sent_at: Option<Timestamp>,
    /// What the mail server said last; of a withdrawn one, its [`Withdrawal`]
    pub reply: Option<String>,
    /// How many files go with it, see [`attachments`]
    pub attachments: i64,
}

/// A message in a list: without its text, and with its reader's name.
#[derive(Debug, Clone, FromRow)]
pub struct Listed {
    pub id: String,
    pub kind: Kind,
    pub channel: String,
    /// `None` where it went to a chat group
    pub user_name: Option<String>,
    pub address: String,
    pub subject: String,
    pub state: State,
    pub attempts: i64,
    pub created_at: Timestamp,
    pub sent_at: Option<Timestamp>,
    pub reply: Option<String>,
}

/// A letter; `false` if a message of this id is there already.
pub async fn enqueue(tx: &mut Tx, plan: &PlanId, message: &New) -> Result<bool> {
    enqueue_on(tx, plan, MAIL, message).await
}

/// The same by any channel.
pub async fn enqueue_on(tx: &mut Tx, plan: &PlanId, channel: &str, message: &New) -> Result<bool> {
    let rows = on!(tx, |conn| sqlx::query(ENQUEUE)
        .bind(plan)
        .bind(&message.id)
        .bind(message.kind)
        .bind(&message.user_id)
        .bind(&message.address)
        .bind(message.day)
        .bind(&message.subject)
        .bind(&message.body_text)
        .bind(&message.body_html)
        .bind(message.at)
        .bind(channel)
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
    if rows == 1 {
        attachments::attach(tx, plan, &message.id, &message.attachments).await?;
    }
    Ok(rows == 1)
}

/// Withdraws a person's digests of earlier days that still wait for the mail server: a new one says it all.
pub async fn supersede(tx: &mut Tx, plan: &PlanId, by: &New) -> Result<()> {
    let reply = format!("{SUPERSEDED_BY}{}", by.id);
    on!(tx, |conn| sqlx::query(SUPERSEDE)
        .bind(plan)
        .bind(&by.user_id)
        .bind(by.day)
        .bind(&reply)
        .execute(conn)
        .await
        .map(drop))?;
    Ok(())
}

/// Who has had a digest on this day.
pub async fn digests_of_day(tx: &mut Tx, plan: &PlanId, day: Date) -> Result<Vec<UserId>> {
    Ok(on!(tx, |conn| sqlx::query_scalar(DIGESTS_OF_DAY).bind(plan).bind(day).fetch_all(conn).await)?)
}

/// Messages in one state, or in any; latest first.
pub async fn list(tx: &mut Tx, plan: &PlanId, state: Option<State>, slice: Slice) -> Result<Vec<Listed>> {
    Ok(on!(tx, |conn| sqlx::query_as(LIST)
        .bind(plan)
        .bind(state)
        .bind(slice.limit)
        .bind(slice.offset)
        .fetch_all(conn)
        .await)?)
}

pub async fn get(tx: &mut Tx, plan: &PlanId, id: &str) -> Result<Option<Message>> {
    Ok(on!(tx, |conn| sqlx::query_as(GET).bind(plan).bind(id).fetch_optional(conn).await)?)
}

/// How many messages there are in each state.
pub async fn counts(tx: &mut Tx, plan: &PlanId) -> Result<Vec<(State, i64)>> {
    Ok(on!(tx, |conn| sqlx::query_as(COUNTS).bind(plan).fetch_all(conn).await)?)
}

/// The same of those that were written for one day; a state comes once for each kind.
pub async fn counts_of_day(tx: &mut Tx, plan: &PlanId, day: Date) -> Result<Vec<(State, i64)>> {
    Ok(on!(tx, |conn| sqlx::query_as(COUNTS_OF_DAY).bind(plan).bind(day).fetch_all(conn).await)?)
}
