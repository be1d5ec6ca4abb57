//! The history (办理记录): every act with who, when and from where; only ever added.

use super::obligations::Slice;
use super::{Result, Tx, on, statements};
use crate::domain::ids::{ObligationId, PlanId, UserId};
use crate::domain::obligation::Change;
use crate::domain::timestamp::Timestamp;

statements! {
    APPEND = "INSERT INTO events (plan_id, seq, obligation_id, unit_id, act, detail, user_id, address, at)
        VALUES ($1, (SELECT COALESCE(MAX(seq), 0) + 1 FROM events WHERE plan_id = $1),
            $2, (SELECT unit_id FROM obligations WHERE plan_id = $1 AND id = $2), $3, $4, $5, $6, $7)";
    OF_OBLIGATION = "SELECT e.seq, e.act, e.detail, e.at, u.name AS user_name FROM events e
        LEFT JOIN users u ON u.plan_id = e.plan_id AND u.id = e.user_id
        WHERE e.plan_id = $1 AND e.obligation_id = $2 ORDER BY e.seq";
    ADDITION = "SELECT e.at FROM obligations o JOIN events e ON e.plan_id = o.plan_id AND e.seq = o.added_seq
        WHERE o.plan_id = $1 AND o.id = $2";
    OF_ACCOUNTS = "SELECT e.seq, e.act, e.detail, e.at, e.address, u.name AS user_name FROM events e
        LEFT JOIN users u ON u.plan_id = e.plan_id AND u.id = e.user_id
        WHERE e.plan_id = $1 AND e.obligation_id IS NULL AND ($2 OR e.act <> 'signed_in') AND e.act <> 'mail_failed'
        ORDER BY e.seq DESC LIMIT $3 OFFSET $4";
}

/// An event to be written.
#[derive(Debug)]
pub struct New<'a> {
    pub obligation: Option<&'a ObligationId>,
    pub act: &'a str,
    pub detail: &'a str,
    pub user: Option<&'a UserId>,
    pub address: &'a str,
    pub at: Timestamp,
}

impl<'a> New<'a> {
    pub fn of_change(change: &'a Change, address: &'a str) -> Self {
        Self {
            obligation: Some(&change.after.id),
            act: change.act.name(),
            detail: change.act.detail(),
            user: Some(&change.by),
            address,
            at: change.at,
        }
    }

    /// Something no person did.
    pub fn of_system(act: &'a str, detail: &'a str, at: Timestamp) -> Self {
        Self { obligation: None, act, detail, user: None, address: "", at }
    }

    /// Something a person did that is about no obligation, such as an account.
    pub fn of_person(
        act: &'a str,
        detail: &'a str,
        user: &'a UserId,
        address: &'a str,
        at: Timestamp,
    ) -> Self {
        Self { obligation: None, act, detail, user: Some(user), address, at }
    }
}

/// An event as read.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Event {
    pub seq: i64,
    pub act: String,
    pub detail: String,
    pub at: Timestamp,
    /// `None` for what no person did
    pub user_name: Option<String>,
}

/// Numbers are given under the plan's write lock, so they have no gaps and no doubles.
pub async fn append(tx: &mut Tx, plan: &PlanId, event: &New<'_>) -> Result<()> {
    on!(tx, |conn| sqlx::query(APPEND)
        .bind(plan)
        .bind(event.obligation)
        .bind(event.act)
        .bind(event.detail)
        .bind(event.user)
        .bind(event.address)
        .bind(event.at)
        .execute(conn)
        .await
        .map(drop))?;
    Ok(())
}

pub async fn of_obligation(tx: &mut Tx, plan: &PlanId, id: &ObligationId) -> Result<Vec<Event>> {
    Ok(on!(tx, |conn| sqlx::query_as(OF_OBLIGATION).bind(plan).bind(id).fetch_all(conn).await)?)
}

/// When the plan began to ask for this obligation; `None` for those that were there before it was noted.
pub async fn addition(tx: &mut Tx, plan: &PlanId, id: &ObligationId) -> Result<Option<Timestamp>> {
    Ok(on!(tx, |conn| sqlx::query_scalar(ADDITION).bind(plan).bind(id).fetch_optional(conn).await)?)
}

/// An event about no obligation, as the audit log (审计) shows it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Audited {
    #[sqlx(flatten)]
    pub event: Event,
    /// Where the person sat: an IP address; empty for what no person did.
    pub address: String,
}

/// What happened to accounts and to the plan, latest first; with everyone's signing in, or without.
pub async fn of_accounts(tx: &mut Tx, plan: &PlanId, sign_ins: bool, slice: Slice) -> Result<Vec<Audited>> {
    Ok(on!(tx, |conn| sqlx::query_as(OF_ACCOUNTS)
        .bind(plan)
        .bind(sign_ins)
        .bind(slice.limit)
        .bind(slice.offset)
        .fetch_all(conn)
        .await)?)
}
