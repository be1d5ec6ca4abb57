//! Files that came with a form that was refused: kept, so that its sender need not choose them again.

use super::{Result, Tx, on, statements};
use crate::domain::ids::{ObligationId, PlanId, UserId};
use crate::domain::report::Evidence;
use crate::domain::timestamp::Timestamp;

statements! {
    KEEP = "INSERT INTO uploads (plan_id, obligation_id, user_id, sha256, name, media_type, size, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (plan_id, obligation_id, user_id, sha256) DO UPDATE SET name = $5, at = $8";
    KEPT = "SELECT sha256, name, media_type, size FROM uploads
        WHERE plan_id = $1 AND obligation_id = $2 AND user_id = $3 ORDER BY at, name";
    DROP = "DELETE FROM uploads WHERE plan_id = $1 AND obligation_id = $2 AND user_id = $3";
}

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

/// What this person uploaded for this obligation and has not submitted.
pub async fn kept(
    tx: &mut Tx,
    plan: &PlanId,
    obligation: &ObligationId,
    user: &UserId,
) -> Result<Vec<Evidence>> {
    Ok(on!(tx, |conn| sqlx::query_as(KEPT).bind(plan).bind(obligation).bind(user).fetch_all(conn).await)?)
}

/// Once submitted, they are evidence.
pub async fn forget(tx: &mut Tx, plan: &PlanId, obligation: &ObligationId, user: &UserId) -> Result<()> {
    on!(tx, |conn| sqlx::query(DROP).bind(plan).bind(obligation).bind(user).execute(conn).await.map(drop))?;
    Ok(())
}
