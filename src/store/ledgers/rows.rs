//! One row of a ledger (明细), and the twins it has elsewhere.

use sqlx::FromRow;

use super::Listed;
use crate::domain::ids::{FormId, ObligationId, PlanId, SheetId, UnitId};
use crate::domain::timestamp::Timestamp;
use crate::store::{Result, Tx, on, statements};

statements! {
    /// Struck out or not, if its report is accepted.
    ONE = "SELECT r.sheet_id, r.position, r.line, r.cells, r.row_key, r.report_by, r.reported_on, o.unit_id,
            o.id AS obligation_id, o.duty_id, o.period, m.revision, u.name AS sender, s.at AS sent_at,
            (SELECT COUNT(*) FROM row_corrections c WHERE c.plan_id = r.plan_id AND c.sheet_id = r.sheet_id AND c.position = r.position)
                AS corrections,
            r.withdrawn_at, v.at AS accepted_at, w.name AS reviewer
        FROM submission_sheets m
        JOIN obligations o ON o.plan_id = m.plan_id AND o.id = m.obligation_id AND o.revision = m.revision AND o.state = 'accepted'
        JOIN submissions s ON s.plan_id = m.plan_id AND s.obligation_id = m.obligation_id AND s.revision = m.revision
        JOIN users u ON u.plan_id = s.plan_id AND u.id = s.user_id
        JOIN sheet_rows r ON r.plan_id = m.plan_id AND r.sheet_id = m.sheet_id
        LEFT JOIN reviews v ON v.plan_id = m.plan_id AND v.obligation_id = m.obligation_id AND v.revision = m.revision
        LEFT JOIN users w ON w.plan_id = v.plan_id AND w.id = v.user_id
        WHERE m.plan_id = $1 AND m.form_id = $2 AND m.sheet_id = $3 AND r.position = $4";
    /// As many keys at once as [`KEYS`]. CROSS tells SQLite to begin with the keys.
    TWINS = "SELECT r.row_key, r.sheet_id, r.position, r.line, o.unit_id, o.id AS obligation_id FROM sheet_rows r
        CROSS JOIN submission_sheets m
        JOIN obligations o ON o.plan_id = m.plan_id AND o.id = m.obligation_id AND o.revision = m.revision AND o.state = 'accepted'
        WHERE m.plan_id = r.plan_id AND m.sheet_id = r.sheet_id AND r.plan_id = $1 AND r.withdrawn_at IS NULL AND r.row_key IN (
            $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
            $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34,
            $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51)
        ORDER BY r.row_key, r.sheet_id, r.position LIMIT 500";
}

/// The rows of a page.
pub const KEYS: usize = 50;

/// A row and what became of its report.
#[derive(Debug, Clone, FromRow)]
pub struct Row {
    #[sqlx(flatten)]
    pub listed: Listed,
    /// When it was struck out (划去)
    pub withdrawn_at: Option<Timestamp>,
    pub accepted_at: Option<Timestamp>,
    pub reviewer: Option<String>,
}

/// A row of the same key as another.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Twin {
    pub row_key: String,
    pub sheet_id: SheetId,
    pub position: i64,
    pub line: i64,
    pub unit_id: UnitId,
    pub obligation_id: ObligationId,
}

impl Twin {
    /// A key begins with the form it is of.
    pub fn form(&self) -> &str {
        self.row_key.split('\u{1f}').next().unwrap_or_default()
    }
}

/// `None` unless a row of this form stands there in an accepted report.
pub async fn one(
    tx: &mut Tx,
    plan: &PlanId,
    form: &FormId,
    sheet: &SheetId,
    position: i64,
) -> Result<Option<Row>> {
    Ok(on!(tx, |conn| sqlx::query_as(ONE)
        .bind(plan)
        .bind(form)
        .bind(sheet)
        .bind(position)
        .fetch_optional(conn)
        .await)?)
}

/// All accepted rows of these keys, [`KEYS`] of them at most: a row is among its own.
pub async fn twins(tx: &mut Tx, plan: &PlanId, keys: &[&str]) -> Result<Vec<Twin>> {
    let Some(last) = keys.last() else { return Ok(Vec::new()) };
    Ok(on!(tx, |conn| {
        let padded = keys.iter().chain(std::iter::repeat(last)).take(KEYS);
        padded.fold(sqlx::query_as(TWINS).bind(plan), |query, key| query.bind(*key)).fetch_all(conn).await
    })?)
}
