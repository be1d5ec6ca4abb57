//! Drafts (草稿): what a person has typed for an obligation and not yet sent.

use sqlx::FromRow;
use sqlx::types::Json;

use super::{Result, Tx, on, statements};
use crate::domain::ids::{ObligationId, PlanId, UserId};
use crate::domain::timestamp::Timestamp;

statements! {
    PUT = "INSERT INTO drafts (plan_id, obligation_id, user_id, version, seen, body, figures, nil, files, saved_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (plan_id, obligation_id, user_id)
        DO UPDATE SET version = $4, seen = $5, body = $6, figures = $7, nil = $8, files = $9, saved_at = $10";
    OF_OBLIGATION = "SELECT d.user_id, u.name AS user_name, d.version, d.seen, d.body, d.figures, d.nil, d.files, d.saved_at
        FROM drafts d JOIN users u ON u.plan_id = d.plan_id AND u.id = d.user_id
        WHERE d.plan_id = $1 AND d.obligation_id = $2 ORDER BY d.user_id";
    FORGET = "DELETE FROM drafts WHERE plan_id = $1 AND obligation_id = $2 AND user_id = $3";
    SWEEP = "DELETE FROM drafts WHERE plan_id = $1 AND saved_at < $2 AND EXISTS (
        SELECT 1 FROM obligations o WHERE o.plan_id = drafts.plan_id AND o.id = drafts.obligation_id
            AND o.state IN ('accepted', 'exempt', 'retired'))";
}

/// A draft and whose it is.
#[derive(Debug, Clone, FromRow)]
pub struct Saved {
    pub user_id: UserId,
    pub user_name: String,
    /// Another one with each save.
    pub version: String,
    /// The obligation's revision that the form was made for.
    pub seen: i64,
    pub body: String,
    /// As typed: the figure's id and any text.
    pub figures: Json<Vec<(String, String)>>,
    pub nil: bool,
    /// Hashes of the files that the form showed, in its order, and whether each was ticked.
    pub files: Json<Vec<(String, bool)>>,
    pub saved_at: Timestamp,
}

/// Of everybody in the unit.
pub async fn of_obligation(tx: &mut Tx, plan: &PlanId, id: &ObligationId) -> Result<Vec<Saved>> {
    Ok(on!(tx, |conn| sqlx::query_as(OF_OBLIGATION).bind(plan).bind(id).fetch_all(conn).await)?)
}

/// This person's.
pub async fn one(tx: &mut Tx, plan: &PlanId, id: &ObligationId, user: &UserId) -> Result<Option<Saved>> {
    Ok(of_obligation(tx, plan, id).await?.into_iter().find(|draft| draft.user_id == *user))
}

/// Whoever calls it has compared the versions in the same transaction.
pub async fn put(tx: &mut Tx, plan: &PlanId, id: &ObligationId, draft: &Saved) -> Result<()> {
    on!(tx, |conn| sqlx::query(PUT)
        .bind(plan)
        .bind(id)
        .bind(&draft.user_id)
        .bind(&draft.version)
        .bind(draft.seen)
        .bind(&draft.body)
        .bind(&draft.figures)
        .bind(draft.nil)
        .bind(&draft.files)
        .bind(draft.saved_at)
        .execute(conn)
        .await
        .map(drop))?;
    Ok(())
}

/// Once submitted or thrown away.
pub async fn forget(tx: &mut Tx, plan: &PlanId, id: &ObligationId, user: &UserId) -> Result<()> {
    on!(tx, |conn| sqlx::query(FORGET).bind(plan).bind(id).bind(user).execute(conn).await.map(drop))?;
    Ok(())
}

/// Removes drafts for what is over, and never one for what is still owed or under review.
pub async fn sweep(tx: &mut Tx, plan: &PlanId, before: Timestamp) -> Result<()> {
    on!(tx, |conn| sqlx::query(SWEEP).bind(plan).bind(before).execute(conn).await.map(drop))?;
    Ok(())
}
