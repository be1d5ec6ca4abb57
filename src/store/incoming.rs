//! Files on their way in, piece by piece (断点续传). How much of one has come, its file on the disk knows.

use sqlx::FromRow;

use super::{Result, Tx, on, statements};
use crate::domain::ids::{ObligationId, PlanId, UserId};
use crate::domain::timestamp::Timestamp;

statements! {
    INSERT = "INSERT INTO incoming (plan_id, id, obligation_id, user_id, name, size, began_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    ONE = "SELECT id, name, size, sha256 FROM incoming
        WHERE plan_id = $1 AND obligation_id = $2 AND user_id = $3 AND id = $4";
    UNFINISHED = "SELECT COUNT(*) FROM incoming
        WHERE plan_id = $1 AND obligation_id = $2 AND user_id = $3 AND sha256 IS NULL";
    FINISH = "UPDATE incoming SET sha256 = $3 WHERE plan_id = $1 AND id = $2";
    REMOVE = "DELETE FROM incoming WHERE plan_id = $1 AND id = $2";
    OLD = "SELECT id FROM incoming WHERE plan_id = $1 AND began_at < $2";
}

/// A file that was announced.
#[derive(Debug, Clone, FromRow)]
pub struct Incoming {
    pub id: String,
    pub name: String,
    /// Bytes in all.
    pub size: i64,
    /// Set once all of it has come.
    pub sha256: Option<String>,
}

pub async fn insert(
    tx: &mut Tx,
    plan: &PlanId,
    obligation: &ObligationId,
    user: &UserId,
    file: &Incoming,
    at: Timestamp,
) -> Result<()> {
    on!(tx, |conn| sqlx::query(INSERT)
        .bind(plan)
        .bind(&file.id)
        .bind(obligation)
        .bind(user)
        .bind(&file.name)
        .bind(file.size)
        .bind(at)
        .execute(conn)
        .await
        .map(drop))?;
    Ok(())
}

/// One's own only: an id is no secret, and opens nothing to anybody else.
pub async fn one(
    tx: &mut Tx,
    plan: &PlanId,
    obligation: &ObligationId,
    user: &UserId,
    id: &str,
) -> Result<Option<Incoming>> {
    Ok(on!(tx, |conn| sqlx::query_as(ONE)
        .bind(plan)
        .bind(obligation)
        .bind(user)
        .bind(id)
        .fetch_optional(conn)
        .await)?)
}

/// How many this person has begun for this obligation and not ended.
pub async fn unfinished(tx: &mut Tx, plan: &PlanId, obligation: &ObligationId, user: &UserId) -> Result<i64> {
    Ok(on!(tx, |conn| sqlx::query_scalar(UNFINISHED)
        .bind(plan)
        .bind(obligation)
        .bind(user)
        .fetch_one(conn)
        .await)?)
}

pub async fn finish(tx: &mut Tx, plan: &PlanId, id: &str, sha256: &str) -> Result<()> {
    on!(tx, |conn| sqlx::query(FINISH).bind(plan).bind(id).bind(sha256).execute(conn).await.map(drop))?;
    Ok(())
}

pub async fn remove(tx: &mut Tx, plan: &PlanId, id: &str) -> Result<()> {
    on!(tx, |conn| sqlx::query(REMOVE).bind(plan).bind(id).execute(conn).await.map(drop))?;
    Ok(())
}

/// Begun before that, ended or not.
pub async fn old(tx: &mut Tx, plan: &PlanId, before: Timestamp) -> Result<Vec<String>> {
    Ok(on!(tx, |conn| sqlx::query_scalar(OLD).bind(plan).bind(before).fetch_all(conn).await)?)
}
