//! Sheets that were sent (已报明细表), and rows that are there twice.

use sqlx::FromRow;
use time::Date;

use super::rows;
use crate::domain::forms::{Counter, Form};
use crate::domain::ids::{FormId, ObligationId, PlanId, SheetId, UnitId};
use crate::domain::period::Period;
use crate::domain::report::Sheet;
use crate::store::{Result, Tx, on, statements};

statements! {
    ATTACH = "INSERT INTO submission_sheets (plan_id, obligation_id, revision, form_id, sheet_id, rows_sent, rows_late)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    SEND = "UPDATE sheets SET state = 'sent' WHERE plan_id = $1 AND id = $2";
    OF_OBLIGATION = "SELECT revision, form_id, sheet_id, rows_sent, rows_late FROM submission_sheets
        WHERE plan_id = $1 AND obligation_id = $2 ORDER BY revision DESC, form_id";
    /// A row that was in a submission before keeps the day on which it first came.
    STAMP = "UPDATE sheet_rows SET reported_on = COALESCE((SELECT MIN(p.reported_on) FROM sheet_rows p
                JOIN submission_sheets h ON h.plan_id = p.plan_id AND h.sheet_id = p.sheet_id
                WHERE p.plan_id = sheet_rows.plan_id AND p.row_key = sheet_rows.row_key AND h.obligation_id = $3), $4)
        WHERE plan_id = $1 AND sheet_id = $2 AND reported_on IS NULL";
    /// Rows of other obligations' reports that stand, by the same key. CROSS tells SQLite to begin with the sheet's own.
    TWINS = "SELECT r.position, r.line, o.id AS obligation_id, o.unit_id, o.period, t.sheet_id, t.position AS twin_position,
            t.line AS twin_line, t.reported_on
        FROM sheet_rows r
        CROSS JOIN sheet_rows t
        CROSS JOIN submission_sheets h
        JOIN obligations o ON o.plan_id = h.plan_id AND o.id = h.obligation_id AND o.revision = h.revision
        WHERE t.plan_id = r.plan_id AND t.row_key = r.row_key AND t.sheet_id <> r.sheet_id
            AND h.plan_id = t.plan_id AND h.sheet_id = t.sheet_id AND r.plan_id = $1 AND r.sheet_id = $2 AND r.row_key IS NOT NULL AND r.withdrawn_at IS NULL AND t.withdrawn_at IS NULL AND o.id <> $3 AND o.state IN ('submitted', 'accepted')
        ORDER BY r.position, t.reported_on, t.sheet_id, t.position LIMIT $4";
}

/// A sheet of a submission.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Held {
    pub revision: i64,
    pub form_id: FormId,
    pub sheet_id: SheetId,
    pub rows_sent: i64,
    /// 迟报
    pub rows_late: i64,
}

/// A row, and the same one in another report.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Twin {
    pub position: i64,
    pub line: i64,
    /// Whose the other is.
    pub obligation_id: ObligationId,
    pub unit_id: UnitId,
    pub period: Period,
    pub sheet_id: SheetId,
    pub twin_position: i64,
    pub twin_line: i64,
    pub reported_on: Option<String>,
}

/// Says of every row on which day it is reported, and counts them. A row that the obligation reported before keeps its day.
pub async fn stamp(
    tx: &mut Tx,
    plan: &PlanId,
    (sheet, form): (&SheetId, &Form),
    obligation: &ObligationId,
    today: Date,
) -> Result<Sheet> {
    on!(tx, |conn| sqlx::query(STAMP)
        .bind(plan)
        .bind(sheet)
        .bind(obligation)
        .bind(today.to_string())
        .execute(conn)
        .await
        .map(drop))?;
    count(tx, plan, sheet, form).await
}

/// Counts the rows of a sheet as they stand.
pub async fn count(tx: &mut Tx, plan: &PlanId, sheet: &SheetId, form: &Form) -> Result<Sheet> {
    let mut counter = Counter::new(form);
    let (mut number, mut late, mut faulty, mut last) = (0, 0, 0, 0);
    loop {
        let batch = rows::after(tx, plan, sheet, last).await?;
        let Some(end) = batch.last() else { break };
        last = end.position;
        for row in &batch {
            number += 1;
            late += i64::from(row.is_late());
            faulty += i64::from(row.faults.is_some());
            counter.row(&form.row(&row.cells), row.is_late());
        }
    }
    Ok(Sheet {
        id: sheet.clone(),
        form: form.id.clone(),
        rows: number,
        late,
        faulty,
        is_reading: false,
        lacking: Vec::new(),
        figures: counter.figures(),
    })
}

/// The submission of this revision holds these sheets.
pub async fn attach(
    tx: &mut Tx,
    plan: &PlanId,
    obligation: &ObligationId,
    revision: i64,
    sheets: &[Sheet],
) -> Result<()> {
    for sheet in sheets {
        on!(tx, |conn| sqlx::query(ATTACH)
            .bind(plan)
            .bind(obligation)
            .bind(revision)
            .bind(&sheet.form)
            .bind(&sheet.id)
            .bind(sheet.rows)
            .bind(sheet.late)
            .execute(conn)
            .await
            .map(drop))?;
        on!(tx, |conn| sqlx::query(SEND).bind(plan).bind(&sheet.id).execute(conn).await.map(drop))?;
    }
    Ok(())
}

/// Of every revision, the latest first.
pub async fn of_obligation(tx: &mut Tx, plan: &PlanId, obligation: &ObligationId) -> Result<Vec<Held>> {
    Ok(on!(tx, |conn| sqlx::query_as(OF_OBLIGATION).bind(plan).bind(obligation).fetch_all(conn).await)?)
}

/// The first so many rows of a sheet that stand in another obligation's report too, each with its twin.
pub async fn twins(
    tx: &mut Tx,
    plan: &PlanId,
    sheet: &SheetId,
    obligation: &ObligationId,
    limit: i64,
) -> Result<Vec<Twin>> {
    Ok(on!(tx, |conn| sqlx::query_as(TWINS)
        .bind(plan)
        .bind(sheet)
        .bind(obligation)
        .bind(limit)
        .fetch_all(conn)
        .await)?)
}
