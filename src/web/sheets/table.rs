//! The rows of a sheet: each with what is wrong in it, and with its twins.

use maud::{Markup, html};

use super::{Desk, Page, ROWS};
use crate::documents::sheet_file::cell_name;
use crate::domain::forms::{Column, Fault, Form, masked};
use crate::domain::ids::{ColumnId, ObligationId, SheetId};
use crate::store::Tx;
use crate::store::sheets::rows::{self, Stored};
use crate::store::sheets::sent::{self, Twin};
use crate::web::components::{pager, scroll, unit_name};
use crate::web::error::Result;
use crate::web::visit::Visit;
use crate::words::{forms as words, period, t};

/// Twins that are shown: whoever has more has sent a table twice.
const TWINS: i64 = 200;

/// A page of a sheet.
#[derive(Default)]
pub struct Content {
    pub rows: Vec<Stored>,
    pub twins: Vec<Twin>,
    /// Codes that still need a row.
    pub lacking: Vec<(ColumnId, Vec<String>)>,
    /// Only rows with something wrong are shown.
    pub only_faulty: bool,
    pub page: i64,
    pub more: bool,
}

/// What may be done with a row, and how it is shown.
pub struct Manner<'a> {
    /// Where a row is mended; `None` where it is only shown.
    pub edits: Option<&'a str>,
    /// Where a row that was sent is shown by itself.
    pub opens: Option<&'a str>,
    /// Which column of the file each of the form's was, from 0.
    pub columns: &'a [Option<u32>],
    /// Personal data in full.
    pub is_open: bool,
    pub href: &'a dyn Fn(i64) -> String,
}

impl Content {
    /// Of the draft: what is wrong comes first, and alone.
    pub async fn of_draft(tx: &mut Tx, visit: &Visit, desk: &Desk<'_>, page: Page) -> Result<Self> {
        let Some(draft) = desk.draft() else { return Ok(Self::default()) };
        let only_faulty = draft.rows_faulty > 0 && !page.all;
        let of = (&desk.obligation.id, desk.form);
        let content = Self::load(tx, visit, of, &draft.id, (page, only_faulty)).await?;
        let lacking = rows::lacking(tx, &visit.plan().id, &draft.id, desk.form).await?;
        Ok(Self { lacking, ..content })
    }

    pub async fn load(
        tx: &mut Tx,
        visit: &Visit,
        (obligation, form): (&ObligationId, &Form),
        sheet: &SheetId,
        (page, only_faulty): (Page, bool),
    ) -> Result<Self> {
        let plan = &visit.plan().id;
        let page = page.page.unwrap_or(1).clamp(1, 1_000_000);
        let slice = (ROWS + 1, (page - 1) * ROWS);
        let mut rows = rows::page(tx, plan, sheet, only_faulty, slice).await?;
        let shown = usize::try_from(ROWS).unwrap_or_default();
        let more = rows.len() > shown;
        rows.truncate(shown);
        let has_twins = form.has_twins() && !rows.is_empty();
        let twins =
            if has_twins { sent::twins(tx, plan, sheet, obligation, TWINS).await? } else { Vec::new() };
        Ok(Self { rows, twins, lacking: Vec::new(), only_faulty, page, more })
    }
}

pub fn view(visit: &Visit, form: &Form, content: &Content, manner: &Manner<'_>) -> Markup {
    let lang = visit.lang;
    let caption = t!(lang, "sheet-table", form = lang.pick(&form.title));
    let columns = shown(form, content);
    let has_faults = content.rows.iter().any(|row| row.faults.is_some());
    html! {
        (twins(visit, content, form))
        (scroll(&caption, html! { table .sheet {
            caption { (caption) }
            thead { tr {
                th scope="col" .number { (t!(lang, "sheet-line")) }
                @if has_faults { th scope="col" { (t!(lang, "sheet-wrong")) } }
                @for column in &columns { th scope="col" { (words::column(lang, column)) } }
            } }
            tbody { @for row in &content.rows { tr .withdrawn[row.withdrawn_at.is_some()] {
                (line(visit, manner, row))
                @if has_faults { td .what { (wrong(visit, form, manner, row)) } }
                @for column in &columns { (cell(visit, column, manner, row)) }
            } } }
        } }))
        (pager(lang, content.page, content.more, manner.href))
    }
}

/// The columns in which something stands or should: most forms have more than anybody fills in.
fn shown<'a>(form: &'a Form, content: &Content) -> Vec<&'a Column> {
    let is_used = |column: &&Column| {
        column.is_required()
            || content.rows.iter().any(|row| {
                row.cells.contains_key(&column.id)
                    || row.faults().iter().any(|fault| fault.column.as_ref() == Some(&column.id))
            })
    };
    form.columns.iter().filter(is_used).collect()
}

fn line(visit: &Visit, manner: &Manner<'_>, row: &Stored) -> Markup {
    let lang = visit.lang;
    let number = if row.line > 0 { row.line.to_string() } else { t!(lang, "sheet-typed") };
    html! {
        th scope="row" .number {
            @if let Some(path) = manner.edits {
                a href={ (path) "/rows/" (row.position) } aria-label=(t!(lang, "sheet-edit-row", line = number.as_str())) { (number) }
            } @else if let Some(path) = manner.opens { a href={ (path) "/" (row.position) } aria-label=(t!(lang, "sheet-open-row", line = number.as_str())) { (number) } }
            @else { (number) }
            @if manner.edits.is_some() && is_overdue(visit, row) { " " span .mark { (t!(lang, "sheet-will-be-late")) } }
            @if row.is_late() { " " span .mark { (t!(lang, "sheet-late")) } }
            @if row.withdrawn_at.is_some() { " " span .mark { (t!(lang, "sheet-withdrawn")) } }
        }
    }
}

/// Its time for being reported is over already.
fn is_overdue(visit: &Visit, row: &Stored) -> bool {
    let today = visit.plan().local_date(visit.now).to_string();
    row.reported_on.is_none() && row.report_by.as_ref().is_some_and(|by| *by < today)
}

fn wrong(visit: &Visit, form: &Form, manner: &Manner<'_>, row: &Stored) -> Markup {
    let lang = visit.lang;
    html! { @for fault in row.faults() {
        p {
            @if let Some(place) = place(visit, form, manner, row, fault) { strong { (t!(lang, "labelled", label = place)) } }
            (words::fault(lang, form, fault))
        }
    } }
}

fn cell(visit: &Visit, column: &Column, manner: &Manner<'_>, row: &Stored) -> Markup {
    let value = row.cells.get(&column.id).map_or("", String::as_str);
    let is_wrong = row.faults().iter().any(|fault| fault.column.as_ref() == Some(&column.id));
    html! { td .wrong[is_wrong] {
        @if column.is_private() && !manner.is_open { (masked(&column.kind, value)) }
        @else { (words::value(visit.lang, column, value)) }
    } }
}

/// `C7 统一社会信用代码`, or the heading alone where there is no file.
fn place(visit: &Visit, form: &Form, manner: &Manner<'_>, row: &Stored, fault: &Fault) -> Option<String> {
    let heading = words::place(visit.lang, form, fault)?;
    let at = form.position(fault.column.as_ref()?)?;
    let in_file = manner.columns.get(at).copied().flatten().and_then(|column| usize::try_from(column).ok());
    let line = usize::try_from(row.line).ok().filter(|line| *line > 0);
    Some(match in_file.zip(line) {
        Some((column, line)) => format!("{} {heading}", cell_name(line, column)),
        None => heading.to_owned(),
    })
}

/// Rows that stand in other reports too; the unit may be right and the other wrong, so that nothing is refused.
fn twins(visit: &Visit, content: &Content, form: &Form) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let key = form.key().map(|key| words::names(lang, form, key)).unwrap_or_default();
    html! {
        @if !content.twins.is_empty() {
            section .notice .twins {
                h3 { (t!(lang, "sheet-twins", n = content.twins.len())) }
                p { (t!(lang, "sheet-twins-help", columns = key)) }
                ul { @for twin in &content.twins {
                    @let unit = unit_name(lang, plan, &twin.unit_id);
                    @let when = period(lang, &twin.period);
                    li { (t!(lang, "sheet-twin", line = twin.line, unit = unit, period = when, other = twin.twin_line)) }
                } }
            }
        }
    }
}
