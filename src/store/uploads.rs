//! Files that were uploaded and not yet submitted: kept, so that their sender need not choose them again.

use super::{Result, Tx, on, statements};
use crate::domain::ids::{ObligationId, PlanId, UserId};
use crate::domain::report::Evidence;
use crate::domain::timestamp::Timestamp;

statements! {
    KEEP = "INSERT INTO uploads (plan_id, obligation_id, user_id, sha256, name, media_type, size, at, position)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, (SELECT COALESCE(MAX(position), 0) + 1 FROM uploads
            WHERE plan_id = $1 AND obligation_id = $2 AND user_id = $3))
        ON CONFLICT (plan_id, obligation_id, user_id, sha256) DO NOTHING";
    KEPT = "SELECT sha256, name, media_type, size FROM uploads
        WHERE plan_id = $1 AND obligation_id = $2 AND user_id = $3 ORDER BY position, at, name";
    REMOVE = "DELETE FROM uploads WHERE plan_id = $1 AND obligation_id = $2 AND user_id = $3 AND sha256 = $4";
    FORGET = "DELETE FROM uploads WHERE plan_id = $1 AND obligation_id = $2 AND user_id = $3";
    SWEEP = "DELETE FROM uploads WHERE plan_id = $1 AND at < $2 AND EXISTS (
        SELECT 1 FROM obligations o WHERE o.plan_id = uploads.plan_id AND o.id = uploads.obligation_id
            AND o.state IN ('accepted', 'exempt', 'retired'))";
}

/// The same bytes again are not kept again: the first name stays.
pub async fn keep(
    tx: &mut Tx,
    plan: &PlanId,
    obligation: &ObligationId,
    user: &UserId,
    file: &Evidence,
    at: Timestamp,
) -> Result<()> {
    on!(tx, |conn| sqlx::query(KEEP)
        .bind(plan)
        .bind(obligation)
        .bind(user)
        .bind(&file.sha256)
        .bind(&file.name)
        .bind(&file.media_type)
        .bind(file.size)
        .bind(at)
        .execute(conn)
        .await
        .map(drop))?;
    Ok(())
}

/// What this person uploaded for this obligation and has not submitted, in the order it came.
pub async fn kept(
    tx: &mut Tx,
    plan: &PlanId,
    obligation: &ObligationId,
    user: &UserId,
) -> Result<Vec<Evidence>> {
    Ok(on!(tx, |conn| sqlx::query_as(KEPT).bind(plan).bind(obligation).bind(user).fetch_all(conn).await)?)
}

/// Its sender does not want this one any more.
pub async fn remove(
    tx: &mut Tx,
    plan: &PlanId,
    obligation: &ObligationId,
    user: &UserId,
    sha256: &str,
) -> Result<()> {
    on!(tx, |conn| sqlx::query(REMOVE)
        .bind(plan)
        .bind(obligation)
        .bind(user)
        .bind(sha256)
        .execute(conn)
        .await
        .map(drop))?;
    Ok(())
}

/// Once submitted, they are evidence.
pub async fn forget(tx: &mut Tx, plan: &PlanId, obligation: &ObligationId, user: &UserId) -> Result<()> {
    on!(tx, |conn| sqlx::query(FORGET).bind(plan).bind(obligation).bind(user).execute(conn).await.map(drop))?;
    Ok(())
}

/// Forgets those for what is over, and never one for what is still owed or under review.
pub async fn sweep(tx: &mut Tx, plan: &PlanId, before: Timestamp) -> Result<()> {
    on!(tx, |conn| sqlx::query(SWEEP).bind(plan).bind(before).execute(conn).await.map(drop))?;
    Ok(())
}
