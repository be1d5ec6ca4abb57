//! The rows of sheets, a batch at a time.

use sqlx::FromRow;
use sqlx::types::Json;

use crate::domain::forms::{Cells, Checked, Fault, Form};
use crate::domain::ids::{ColumnId, FormId, PlanId, SheetId};
use crate::domain::timestamp::Timestamp;
use crate::store::{Result, Tx, on, statements};

macro_rules! columns {
    () => {
        "position, line, cells, faults, row_key, report_by, reported_on, withdrawn_at"
    };
}

statements! {
    INSERT = "INSERT INTO sheet_rows (plan_id, sheet_id, position, line, cells, faults, row_key, report_by, search)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    /// What becomes another row has its own first day.
    UPDATE = "UPDATE sheet_rows SET cells = $4, faults = $5, row_key = $6, report_by = $7, search = $8,
            reported_on = CASE WHEN COALESCE(row_key, '') = COALESCE($6, '') THEN reported_on END
        WHERE plan_id = $1 AND sheet_id = $2 AND position = $3";
    DELETE = "DELETE FROM sheet_rows WHERE plan_id = $1 AND sheet_id = $2 AND position = $3";
    DELETE_FAULTY = "DELETE FROM sheet_rows WHERE plan_id = $1 AND sheet_id = $2 AND faults IS NOT NULL";
    GET = "SELECT ", columns!(), " FROM sheet_rows WHERE plan_id = $1 AND sheet_id = $2 AND position = $3";
    AFTER = "SELECT ", columns!(), " FROM sheet_rows
        WHERE plan_id = $1 AND sheet_id = $2 AND position > $3 AND withdrawn_at IS NULL ORDER BY position LIMIT $4";
    PAGE = "SELECT ", columns!(), " FROM sheet_rows WHERE plan_id = $1 AND sheet_id = $2 ORDER BY position LIMIT $3 OFFSET $4";
    FAULTY = "SELECT ", columns!(), " FROM sheet_rows
        WHERE plan_id = $1 AND sheet_id = $2 AND faults IS NOT NULL ORDER BY position LIMIT $3 OFFSET $4";
    VALUES = "SELECT DISTINCT cells ->> CAST($3 AS TEXT) FROM sheet_rows
        WHERE plan_id = $1 AND sheet_id = $2 AND withdrawn_at IS NULL";
    LAST = "SELECT COALESCE(MAX(position), 0) FROM sheet_rows WHERE plan_id = $1 AND sheet_id = $2 AND withdrawn_at IS NULL";
    COPY = "INSERT INTO sheet_rows (plan_id, sheet_id, position, line, cells, faults, row_key, report_by, reported_on, search)
        SELECT plan_id, $3, position, line, cells, faults, row_key, report_by, reported_on, search
        FROM sheet_rows WHERE plan_id = $1 AND sheet_id = $2 AND withdrawn_at IS NULL";
}

/// Rows that are read at once.
pub const BATCH: i64 = 500;

/// A stored row.
#[derive(Debug, Clone, FromRow)]
pub struct Stored {
    /// From 1, in the order of the file, with gaps where rows were removed.
    pub position: i64,
    /// As the file counts; 0 for a row that was typed.
    pub line: i64,
    pub cells: Json<Cells>,
    pub faults: Option<Json<Vec<Fault>>>,
    pub row_key: Option<String>,
    /// Days, as `2026-03-05`.
    pub report_by: Option<String>,
    pub reported_on: Option<String>,
    /// 划去, by the office after it was sent.
    pub withdrawn_at: Option<Timestamp>,
}

impl Stored {
    pub fn faults(&self) -> &[Fault] {
        self.faults.as_ref().map_or(&[], |faults| &faults.0)
    }

    /// 迟报
    pub fn is_late(&self) -> bool {
        matches!((&self.report_by, &self.reported_on), (Some(by), Some(on)) if on > by)
    }
}

/// A row's key as it is stored: forms do not share theirs.
pub fn key_of(form: &FormId, checked: &Checked) -> Option<String> {
    checked.key.as_ref().map(|key| format!("{form}\u{1f}{key}"))
}

/// Adds rows after those that are there, the first at `position`.
pub async fn append(
    tx: &mut Tx,
    plan: &PlanId,
    (sheet, form): (&SheetId, &Form),
    position: i64,
    rows: &[Checked],
) -> Result<()> {
    for (position, row) in (position..).zip(rows) {
        on!(tx, |conn| sqlx::query(INSERT)
            .bind(plan)
            .bind(sheet)
            .bind(position)
            .bind(i64::try_from(row.line).unwrap_or(i64::MAX))
            .bind(Json(form.cells(&row.cells)))
            .bind((!row.faults.is_empty()).then_some(Json(&row.faults)))
            .bind(key_of(&form.id, row))
            .bind(row.report_by.map(|day| day.to_string()))
            .bind(form.search_text(&row.cells))
            .execute(conn)
            .await
            .map(drop))?;
    }
    Ok(())
}

/// Puts a row in the place of the one that is there.
pub async fn update(
    tx: &mut Tx,
    plan: &PlanId,
    (sheet, form): (&SheetId, &Form),
    position: i64,
    row: &Checked,
) -> Result<()> {
    on!(tx, |conn| sqlx::query(UPDATE)
        .bind(plan)
        .bind(sheet)
        .bind(position)
        .bind(Json(form.cells(&row.cells)))
        .bind((!row.faults.is_empty()).then_some(Json(&row.faults)))
        .bind(key_of(&form.id, row))
        .bind(row.report_by.map(|day| day.to_string()))
        .bind(form.search_text(&row.cells))
        .execute(conn)
        .await
        .map(drop))?;
    Ok(())
}

pub async fn delete(tx: &mut Tx, plan: &PlanId, sheet: &SheetId, position: i64) -> Result<()> {
    on!(tx, |conn| sqlx::query(DELETE).bind(plan).bind(sheet).bind(position).execute(conn).await.map(drop))?;
    Ok(())
}

/// Removes every row that is wrong.
pub async fn delete_faulty(tx: &mut Tx, plan: &PlanId, sheet: &SheetId) -> Result<()> {
    on!(tx, |conn| sqlx::query(DELETE_FAULTY).bind(plan).bind(sheet).execute(conn).await.map(drop))?;
    Ok(())
}

pub async fn get(tx: &mut Tx, plan: &PlanId, sheet: &SheetId, position: i64) -> Result<Option<Stored>> {
    Ok(on!(tx, |conn| sqlx::query_as(GET).bind(plan).bind(sheet).bind(position).fetch_optional(conn).await)?)
}

/// The next [`BATCH`] rows after this position that nobody has struck out; from 0 for the first.
pub async fn after(tx: &mut Tx, plan: &PlanId, sheet: &SheetId, position: i64) -> Result<Vec<Stored>> {
    Ok(on!(tx, |conn| sqlx::query_as(AFTER)
        .bind(plan)
        .bind(sheet)
        .bind(position)
        .bind(BATCH)
        .fetch_all(conn)
        .await)?)
}

/// A slice of a sheet, or of what is wrong in it.
pub async fn page(
    tx: &mut Tx,
    plan: &PlanId,
    sheet: &SheetId,
    only_faulty: bool,
    (limit, offset): (i64, i64),
) -> Result<Vec<Stored>> {
    let statement = if only_faulty { FAULTY } else { PAGE };
    Ok(on!(tx, |conn| sqlx::query_as(statement)
        .bind(plan)
        .bind(sheet)
        .bind(limit)
        .bind(offset)
        .fetch_all(conn)
        .await)?)
}

/// Codes of which the form wants each in a row, and that are in none; by their columns.
pub async fn lacking(
    tx: &mut Tx,
    plan: &PlanId,
    sheet: &SheetId,
    form: &Form,
) -> Result<Vec<(ColumnId, Vec<String>)>> {
    let mut lacking = Vec::new();
    for (column, choices) in form.every_choice() {
        let there: Vec<Option<String>> = on!(tx, |conn| sqlx::query_scalar(VALUES)
            .bind(plan)
            .bind(sheet)
            .bind(column)
            .fetch_all(conn)
            .await)?;
        let codes = choices.iter().map(|choice| &choice.code);
        let codes: Vec<String> =
            codes.filter(|code| !there.contains(&Some((*code).clone()))).cloned().collect();
        if !codes.is_empty() {
            lacking.push((column.clone(), codes));
        }
    }
    Ok(lacking)
}

/// The position of the last row; 0 where there is none.
pub async fn last(tx: &mut Tx, plan: &PlanId, sheet: &SheetId) -> Result<i64> {
    Ok(on!(tx, |conn| sqlx::query_scalar(LAST).bind(plan).bind(sheet).fetch_one(conn).await)?)
}

/// The same rows in another sheet, which has none.
pub async fn copy(tx: &mut Tx, plan: &PlanId, from: &SheetId, to: &SheetId) -> Result<()> {
    on!(tx, |conn| sqlx::query(COPY).bind(plan).bind(from).bind(to).execute(conn).await.map(drop))?;
    Ok(())
}
