//! The ledger of reminders (提醒台账): a stage of an obligation is mentioned to a person once.

use std::collections::{HashMap, HashSet};

use sqlx::FromRow;
use time::Date;

use super::users::{self, User};
use super::{Result, Tx, obligations, on, outbox, statements};
use crate::domain::deadline::LAST_SECOND;
use crate::domain::digest::{Entry, Facts};
use crate::domain::ids::{ObligationId, PlanId, UserId};
use crate::domain::obligation::Obligation;
use crate::domain::plan::Plan;
use crate::domain::reminder::Recipient;
use crate::domain::timestamp::Timestamp;

statements! {
    RECORD = "INSERT INTO reminders (plan_id, obligation_id, stage, user_id, message_id, at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
    /// Of those that may still be chased: the ledger of a year is long. SQLite joins by CROSS JOIN in the order
    /// that is written; it would begin with the ledger.
    RECORDED = "SELECT r.obligation_id, r.stage, r.user_id FROM reminders r
        JOIN obligations o ON o.plan_id = r.plan_id AND o.id = r.obligation_id
        WHERE r.plan_id = $1 AND o.state = 'open' AND o.due_at <= $2
        UNION ALL SELECT r.obligation_id, r.stage, r.user_id FROM obligations o
        CROSS JOIN reminders r WHERE o.plan_id = $1 AND o.state IN ('returned', 'submitted')
        AND r.plan_id = o.plan_id AND r.obligation_id = o.id";
    /// When what was returned was, and when what waits for its review was sent.
    SINCE = "SELECT o.id, r.at FROM obligations o
        JOIN reviews r ON r.plan_id = o.plan_id AND r.obligation_id = o.id AND r.revision = o.revision
        WHERE o.plan_id = $1 AND o.state = 'returned'
        UNION ALL SELECT o.id, s.at FROM obligations o
        JOIN submissions s ON s.plan_id = o.plan_id AND s.obligation_id = o.id AND s.revision = o.revision
        WHERE o.plan_id = $1 AND o.state = 'submitted'";
    HAND_OVER = "UPDATE reminders SET message_id = $3 WHERE plan_id = $1 AND message_id IN (
            SELECT id FROM messages WHERE plan_id = $1 AND user_id = $2 AND kind = 'digest' AND day < $4 AND state = 'queued')";
    OF_OBLIGATION = "SELECT r.stage, r.at, r.message_id, u.name AS user_name, m.channel, m.state, m.sent_at, m.reply
        FROM reminders r
        JOIN messages m ON m.plan_id = r.plan_id AND m.id = r.message_id
        LEFT JOIN users u ON u.plan_id = r.plan_id AND u.id = r.user_id
        WHERE r.plan_id = $1 AND r.obligation_id = $2
        ORDER BY r.at, r.stage, CASE u.role WHEN 'liaison' THEN 0 WHEN 'unit_leader' THEN 1 ELSE 2 END, u.login NULLS LAST, m.channel";
}

/// A stage that was mentioned to a person, and what became of the message.
#[derive(Debug, Clone, FromRow)]
pub struct Told {
    pub stage: String,
    pub at: Timestamp,
    pub message_id: String,
    /// `None` where a chat group was told
    pub user_name: Option<String>,
    /// As [`outbox::Message::channel`]
    pub channel: String,
    pub state: outbox::State,
    pub sent_at: Option<Timestamp>,
    pub reply: Option<String>,
}

/// Everything that digests are made from, as it stands in the tables.
#[derive(Debug)]
pub struct Gathered {
    pub obligations: Vec<Obligation>,
    /// Enabled accounts.
    pub users: Vec<User>,
    /// Those of them that have an e-mail address.
    pub recipients: Vec<Recipient>,
    since: HashMap<ObligationId, Timestamp>,
    told: HashSet<Entry>,
    served: HashSet<UserId>,
}

impl Gathered {
    pub fn facts(&self) -> Facts<'_, '_> {
        Facts {
            obligations: &self.obligations,
            since: &self.since,
            recipients: &self.recipients,
            told: &self.told,
            served: &self.served,
        }
    }

    /// A recipient's account; its address is there, or it would be no recipient.
    pub fn user(&self, recipient: &Recipient) -> Option<(&User, &str)> {
        users::addressed(&self.users, recipient)
    }
}

pub async fn gather(tx: &mut Tx, plan: &Plan, now: Timestamp) -> Result<Gathered> {
    gather_until(tx, plan, now, plan.local_date(now)).await
}

/// The same with everything of which some stage may be reached up to `last`.
pub async fn gather_until(tx: &mut Tx, plan: &Plan, now: Timestamp, last: Date) -> Result<Gathered> {
    let today = plan.local_date(now);
    let horizon = plan.reminders.horizon(&plan.calendar, last);
    let until = Timestamp::local(horizon, LAST_SECOND, plan.zone);
    let mut users = users::all(tx, &plan.id).await?;
    users.retain(|user| user.disabled_at.is_none());
    let told: Vec<Entry> =
        on!(tx, |conn| sqlx::query_as(RECORDED).bind(&plan.id).bind(until).fetch_all(conn).await)?;
    let since: Vec<(ObligationId, Timestamp)> =
        on!(tx, |conn| sqlx::query_as(SINCE).bind(&plan.id).fetch_all(conn).await)?;
    let mut obligations = obligations::to_chase(tx, &plan.id, until).await?;
    obligations.extend(obligations::waiting(tx, &plan.id).await?);
    Ok(Gathered {
        obligations,
        recipients: users.iter().filter_map(User::recipient).collect(),
        users,
        since: since.into_iter().collect(),
        told: told.into_iter().collect(),
        served: outbox::digests_of_day(tx, &plan.id, today).await?.into_iter().collect(),
    })
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

/// What a person's earlier digests, which still wait, were to tell is told by this one: see [`outbox::supersede`].
pub async fn hand_over(tx: &mut Tx, plan: &PlanId, to: &outbox::New) -> Result<()> {
    on!(tx, |conn| sqlx::query(HAND_OVER)
        .bind(plan)
        .bind(&to.user_id)
        .bind(&to.id)
        .bind(to.day)
        .execute(conn)
        .await
        .map(drop))?;
    Ok(())
}

pub async fn of_obligation(tx: &mut Tx, plan: &PlanId, id: &ObligationId) -> Result<Vec<Told>> {
    Ok(on!(tx, |conn| sqlx::query_as(OF_OBLIGATION).bind(plan).bind(id).fetch_all(conn).await)?)
}
