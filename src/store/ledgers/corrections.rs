//! Corrections of accepted rows (更正明细); only ever added to.

use sqlx::FromRow;
use sqlx::types::Json;

use crate::domain::forms::Cells;
use crate::domain::ids::{PlanId, SheetId, UserId};
use crate::domain::timestamp::Timestamp;
use crate::store::{Error, Result, Tx, on, statements};

statements! {
    /// Only while the row is as it was seen: with $8 corrections, and not struck out.
    UPDATE = "UPDATE sheet_rows SET cells = $4, row_key = $5, report_by = $6, search = $7
        WHERE plan_id = $1 AND sheet_id = $2 AND position = $3 AND withdrawn_at IS NULL
            AND (SELECT COUNT(*) FROM row_corrections c WHERE c.plan_id = $1 AND c.sheet_id = $2 AND c.position = $3) = $8";
    WITHDRAW = "UPDATE sheet_rows SET withdrawn_at = $4
        WHERE plan_id = $1 AND sheet_id = $2 AND position = $3 AND withdrawn_at IS NULL
            AND (SELECT COUNT(*) FROM row_corrections c WHERE c.plan_id = $1 AND c.sheet_id = $2 AND c.position = $3) = $5";
    INSERT = "INSERT INTO row_corrections (plan_id, sheet_id, position, number, before, after, reason, user_id, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    OF_ROW = "SELECT c.number, c.before, c.after, c.reason, c.at, u.name AS user_name FROM row_corrections c
        JOIN users u ON u.plan_id = c.plan_id AND u.id = c.user_id
        WHERE c.plan_id = $1 AND c.sheet_id = $2 AND c.position = $3 ORDER BY c.number";
}

/// What is put right, and what it was decided on.
#[derive(Debug)]
pub struct Correction<'a> {
    pub sheet: &'a SheetId,
    pub position: i64,
    /// How many corrections the row had on that person's screen.
    pub seen: i64,
    pub before: &'a Cells,
    /// `None` strikes the row out (划去).
    pub after: Option<After<'a>>,
    pub reason: &'a str,
    pub by: &'a UserId,
    pub at: Timestamp,
}

/// The row as it stands from now on.
#[derive(Debug)]
pub struct After<'a> {
    pub cells: &'a Cells,
    /// With its form, as rows are stored.
    pub key: Option<String>,
    /// A day: 2026-03-05
    pub report_by: Option<String>,
    pub search: String,
}

/// A correction as the row's page shows it.
#[derive(Debug, Clone, FromRow)]
pub struct Corrected {
    pub number: i64,
    pub before: Json<Cells>,
    /// `None` where the row was struck out.
    pub after: Json<Option<Cells>>,
    pub reason: String,
    pub at: Timestamp,
    pub user_name: String,
}

/// [`Error::Conflict`] where the row is no longer as it was seen.
pub async fn apply(tx: &mut Tx, plan: &PlanId, correction: &Correction<'_>) -> Result<()> {
    let Correction { sheet, position, seen, .. } = *correction;
    let rows = match &correction.after {
        Some(after) => on!(tx, |conn| sqlx::query(UPDATE)
            .bind(plan)
            .bind(sheet)
            .bind(position)
            .bind(Json(after.cells))
            .bind(&after.key)
            .bind(&after.report_by)
            .bind(&after.search)
            .bind(seen)
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?,
        None => on!(tx, |conn| sqlx::query(WITHDRAW)
            .bind(plan)
            .bind(sheet)
            .bind(position)
            .bind(correction.at)
            .bind(seen)
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?,
    };
    if rows == 0 {
        return Err(Error::Conflict);
    }
    let after = correction.after.as_ref().map(|after| after.cells);
    on!(tx, |conn| sqlx::query(INSERT)
        .bind(plan)
        .bind(sheet)
        .bind(position)
        .bind(seen + 1)
        .bind(Json(correction.before))
        .bind(Json(after))
        .bind(correction.reason)
        .bind(correction.by)
        .bind(correction.at)
        .execute(conn)
        .await
        .map(drop))?;
    Ok(())
}

/// First to last.
pub async fn of_row(tx: &mut Tx, plan: &PlanId, sheet: &SheetId, position: i64) -> Result<Vec<Corrected>> {
    Ok(on!(tx, |conn| sqlx::query_as(OF_ROW).bind(plan).bind(sheet).bind(position).fetch_all(conn).await)?)
}
