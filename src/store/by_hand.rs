//! Which units were reminded by hand (催办), by whom: at most once a day each, held by the key of the table.

use sqlx::FromRow;
use time::Date;

use super::{Result, Tx, on, statements};
use crate::domain::ids::{PlanId, UnitId, UserId};
use crate::domain::timestamp::Timestamp;

statements! {
    RECORD = "INSERT INTO reminded_by_hand (plan_id, unit_id, day, user_id, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
    OF_DAY = "SELECT h.unit_id, h.at, u.name AS user_name FROM reminded_by_hand h
        JOIN users u ON u.plan_id = h.plan_id AND u.id = h.user_id
        WHERE h.plan_id = $1 AND h.day = $2 ORDER BY h.at, h.unit_id";
}

/// A unit that was reminded, when, and who pressed.
#[derive(Debug, Clone, FromRow)]
pub struct Reminded {
    pub unit_id: UnitId,
    pub at: Timestamp,
    pub user_name: String,
}

/// `false` if the unit was reminded that day already.
pub async fn record(
    tx: &mut Tx,
    plan: &PlanId,
    unit: &UnitId,
    day: Date,
    by: &UserId,
    at: Timestamp,
) -> Result<bool> {
    let rows = on!(tx, |conn| sqlx::query(RECORD)
        .bind(plan)
        .bind(unit)
        .bind(day)
        .bind(by)
        .bind(at)
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// Earliest first.
pub async fn of_day(tx: &mut Tx, plan: &PlanId, day: Date) -> Result<Vec<Reminded>> {
    Ok(on!(tx, |conn| sqlx::query_as(OF_DAY).bind(plan).bind(day).fetch_all(conn).await)?)
}
