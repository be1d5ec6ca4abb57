//! Merged ledgers (台账): the rows of a form in all accepted reports, as one table.
//!
//! A row is in the ledger while the latest revision of its obligation is accepted and nobody has struck it out. Texts
//! sort as the database collates them; numbers as numbers, by a cast that what is no number never reaches: a column may
//! have been text when its rows were sent.

use futures_util::stream::BoxStream;
use sqlx::FromRow;
use sqlx::types::Json;
use time::Duration;

use super::obligations::Slice;
use super::{Result, Tx, on, statements};
use crate::domain::folded::MOST_WORDS;
use crate::domain::forms::Cells;
use crate::domain::ids::{ColumnId, DutyId, FormId, ObligationId, PlanId, SheetId, UnitId};
use crate::domain::period::Period;
use crate::domain::timestamp::Timestamp;

pub mod acts;
pub mod corrections;
pub mod disclosures;
pub mod rows;

macro_rules! from_accepted {
    () => {
        "FROM submission_sheets m
        JOIN obligations o ON o.plan_id = m.plan_id AND o.id = m.obligation_id AND o.revision = m.revision AND o.state = 'accepted'
        JOIN submissions s ON s.plan_id = m.plan_id AND s.obligation_id = m.obligation_id AND s.revision = m.revision
        JOIN users u ON u.plan_id = s.plan_id AND u.id = s.user_id
        JOIN sheet_rows r ON r.plan_id = m.plan_id AND r.sheet_id = m.sheet_id"
    };
}

macro_rules! columns {
    () => {
        "r.sheet_id, r.position, r.line, r.cells, r.row_key, r.report_by, r.reported_on, o.unit_id, o.id AS obligation_id,
            o.duty_id, o.period, m.revision, u.name AS sender, s.at AS sent_at,
            (SELECT COUNT(*) FROM row_corrections c WHERE c.plan_id = r.plan_id AND c.sheet_id = r.sheet_id AND c.position = r.position)
                AS corrections"
    };
}

/// Of form $2 those of unit $3, sent from $4 to before $5, with value $7 in column $6, only late ones where $8, and found
/// by each of the words.
macro_rules! filtered {
    () => {
        "WHERE m.plan_id = $1 AND m.form_id = $2 AND r.withdrawn_at IS NULL
            AND (CAST($3 AS TEXT) IS NULL OR o.unit_id = $3) AND s.at >= $4 AND s.at < $5
            AND (CAST($6 AS TEXT) IS NULL OR (r.cells ->> CAST($6 AS TEXT)) = $7)
            AND (NOT $8 OR r.reported_on > r.report_by)
            AND r.search LIKE $9 ESCAPE '!' AND r.search LIKE $10 ESCAPE '!' AND r.search LIKE $11 ESCAPE '!'
            AND r.search LIKE $12 ESCAPE '!' AND r.search LIKE $13 ESCAPE '!' AND r.search LIKE $14 ESCAPE '!'"
    };
}

macro_rules! number {
    () => {
        "(r.cells ->> CAST($15 AS TEXT))"
    };
}

macro_rules! digits_off {
    ($($text:expr),+) => {
        concat!("RTRIM(", $($text),+, ", '0123456789')")
    };
}

/// By the number in column $15, by the text in column $16, and the latest report first.
macro_rules! page {
    ($order:literal) => {
        concat!(
            "SELECT ",
            columns!(),
            " ",
            from_accepted!(),
            " ",
            filtered!(),
            "
            ORDER BY CASE WHEN ",
            digits_off!(number!()),
            " <> ",
            number!(),
            " AND ",
            number!(),
            " NOT LIKE '%..%'
                    AND ",
            digits_off!("RTRIM(", digits_off!(number!()), ", '.')"),
            " IN ('', '-')
                THEN CAST(",
            number!(),
            " AS NUMERIC) END ",
            $order,
            " NULLS LAST,
                r.cells ->> CAST($16 AS TEXT) ",
            $order,
            " NULLS LAST, s.at DESC, r.sheet_id, r.position
            LIMIT $17 OFFSET $18"
        )
    };
}

statements! {
    ASCENDING = page!("ASC");
    DESCENDING = page!("DESC");
    FIGURES = "SELECT COUNT(*) AS rows, COUNT(DISTINCT o.unit_id) AS units,
            COUNT(CASE WHEN r.reported_on > r.report_by THEN 1 END) AS late ", from_accepted!(), " ", filtered!();
    /// What units sent of each duty, by form; without a form what has no rows, such as 本期无.
    SENT = "SELECT o.duty_id, o.unit_id, m.form_id, CAST(COALESCE(SUM(m.rows_sent - (SELECT COUNT(*) FROM sheet_rows w
                WHERE w.plan_id = m.plan_id AND w.sheet_id = m.sheet_id AND w.withdrawn_at IS NOT NULL)), 0) AS BIGINT) AS rows
        FROM obligations o
        LEFT JOIN submission_sheets m ON m.plan_id = o.plan_id AND m.obligation_id = o.id AND m.revision = o.revision
        WHERE o.plan_id = $1 AND o.state = 'accepted' GROUP BY o.duty_id, o.unit_id, m.form_id";
    SHEETS = "SELECT m.sheet_id, o.unit_id, o.id AS obligation_id, s.at AS sent_at FROM submission_sheets m
        JOIN obligations o ON o.plan_id = m.plan_id AND o.id = m.obligation_id AND o.revision = m.revision AND o.state = 'accepted'
        JOIN submissions s ON s.plan_id = m.plan_id AND s.obligation_id = m.obligation_id AND s.revision = m.revision
        WHERE m.plan_id = $1 AND m.form_id = $2 ORDER BY s.at, m.sheet_id";
}

/// Binds $3 to $14.
macro_rules! bind_filter {
    ($query:expr, $filter:expr) => {{
        let (column, value) = $filter.holds.as_ref().map(|(column, value)| (column, value.as_str())).unzip();
        let query = $query
            .bind($filter.unit.as_ref())
            .bind($filter.from)
            .bind($filter.until)
            .bind(column)
            .bind(value)
            .bind($filter.late);
        $filter.patterns().into_iter().fold(query, |query, pattern| query.bind(pattern))
    }};
}

/// Which rows of a ledger are looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    pub unit: Option<UnitId>,
    /// When the report was sent, from here on.
    pub from: Timestamp,
    /// And before then.
    pub until: Timestamp,
    /// A column and the value it holds.
    pub holds: Option<(ColumnId, String)>,
    /// Only rows reported late (迟报).
    pub late: bool,
    /// Folded; each has to be found.
    pub words: Vec<String>,
}

impl Default for Filter {
    fn default() -> Self {
        let until = Timestamp::EARLIEST.plus(Duration::days(365 * 400));
        let from = Timestamp::EARLIEST;
        Self { unit: None, from, until, holds: None, late: false, words: Vec::new() }
    }
}

impl Filter {
    fn patterns(&self) -> [String; MOST_WORDS] {
        let escaped = |word: &String| word.replace('!', "!!").replace('%', "!%").replace('_', "!_");
        std::array::from_fn(|at| {
            self.words.get(at).map_or("%".to_owned(), |word| format!("%{}%", escaped(word)))
        })
    }
}

/// How a ledger is sorted: by nothing, the latest report comes first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sorting {
    pub by: Option<ColumnId>,
    /// Whether the column holds numbers.
    pub is_number: bool,
    pub descending: bool,
}

/// A row of a ledger, and where it came from.
#[derive(Debug, Clone, FromRow)]
pub struct Listed {
    pub sheet_id: SheetId,
    pub position: i64,
    /// In the file that was read, or its place in the sheet.
    pub line: i64,
    pub cells: Json<Cells>,
    pub row_key: Option<String>,
    /// Days, as 2026-03-05.
    pub report_by: Option<String>,
    pub reported_on: Option<String>,
    pub unit_id: UnitId,
    pub obligation_id: ObligationId,
    pub duty_id: DutyId,
    pub period: Period,
    pub revision: i64,
    pub sender: String,
    pub sent_at: Timestamp,
    pub corrections: i64,
}

impl Listed {
    /// 迟报
    pub fn is_late(&self) -> bool {
        matches!((&self.reported_on, &self.report_by), (Some(on), Some(by)) if on > by)
    }
}

/// What a ledger comes to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, FromRow)]
pub struct Figures {
    pub rows: i64,
    pub units: i64,
    pub late: i64,
}

/// What a unit has had accepted of a duty; `form_id` is `None` for reports without rows.
#[derive(Debug, Clone, FromRow)]
pub struct Sent {
    pub duty_id: DutyId,
    pub unit_id: UnitId,
    pub form_id: Option<FormId>,
    pub rows: i64,
}

/// An accepted sheet (明细表).
#[derive(Debug, Clone, FromRow)]
pub struct Sheet {
    pub sheet_id: SheetId,
    pub unit_id: UnitId,
    pub obligation_id: ObligationId,
    pub sent_at: Timestamp,
}

/// The rows of a page, and one more if there are more.
pub async fn page(
    tx: &mut Tx,
    plan: &PlanId,
    form: &FormId,
    filter: &Filter,
    sorting: &Sorting,
    slice: Slice,
) -> Result<Vec<Listed>> {
    use futures_util::TryStreamExt;
    Ok(stream(tx, plan, form, filter, sorting, slice).try_collect().await?)
}

/// Every row, one after another: as much in memory as one row takes.
pub fn all<'a>(
    tx: &'a mut Tx,
    plan: &'a PlanId,
    form: &'a FormId,
    filter: &'a Filter,
    sorting: &'a Sorting,
) -> BoxStream<'a, sqlx::Result<Listed>> {
    stream(tx, plan, form, filter, sorting, Slice { limit: i64::MAX, offset: 0 })
}

fn stream<'a>(
    tx: &'a mut Tx,
    plan: &'a PlanId,
    form: &'a FormId,
    filter: &'a Filter,
    sorting: &'a Sorting,
    slice: Slice,
) -> BoxStream<'a, sqlx::Result<Listed>> {
    let sql = if sorting.descending { DESCENDING } else { ASCENDING };
    let (number, text) = if sorting.is_number { (&sorting.by, &None) } else { (&None, &sorting.by) };
    on!(tx, |conn| {
        let query = sqlx::query_as(sql).bind(plan).bind(form);
        bind_filter!(query, filter).bind(number).bind(text).bind(slice.limit).bind(slice.offset).fetch(conn)
    })
}

/// Of the rows that are looked at.
pub async fn figures(tx: &mut Tx, plan: &PlanId, form: &FormId, filter: &Filter) -> Result<Figures> {
    Ok(on!(tx, |conn| {
        let query = sqlx::query_as(FIGURES).bind(plan).bind(form);
        bind_filter!(query, filter).fetch_one(conn).await
    })?)
}

/// What there is in all ledgers together, and who sent it.
pub async fn sent(tx: &mut Tx, plan: &PlanId) -> Result<Vec<Sent>> {
    Ok(on!(tx, |conn| sqlx::query_as(SENT).bind(plan).fetch_all(conn).await)?)
}

/// The accepted sheets of a form, first sent first: what a sheet that gathers them (汇总) copies, row by row.
pub async fn sheets(tx: &mut Tx, plan: &PlanId, form: &FormId) -> Result<Vec<Sheet>> {
    Ok(on!(tx, |conn| sqlx::query_as(SHEETS).bind(plan).bind(form).fetch_all(conn).await)?)
}
