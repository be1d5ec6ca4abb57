//! Correcting and striking out accepted rows (更正, 划去): read, decide, write, one line of history, in the transaction that
//! is given. Where the report's figures are counted from rows, they are corrected along.

use std::collections::BTreeSet;

use super::corrections::{self, After, Correction};
use super::rows::{self, Row};
use crate::domain::access::Person;
use crate::domain::correction::Asked as AskedFigures;
use crate::domain::forms::{Cells, Checked, Checker, Counted, Counter, Fault, Form, Given};
use crate::domain::ids::{ColumnId, SheetId};
use crate::domain::plan::Plan;
use crate::domain::report::Figures;
use crate::domain::timestamp::Timestamp;
use crate::store::sheets::rows::{after, key_of};
use crate::store::sheets::sent;
use crate::store::{Error, Result, Tx, events, obligations, submissions};

/// Whoever acts, from where, and when.
#[derive(Debug, Clone, Copy)]
pub struct Actor<'a> {
    pub person: &'a Person,
    pub address: &'a str,
    pub at: Timestamp,
}

/// What somebody asks for, and what they had on their screen.
#[derive(Debug)]
pub struct Asked<'a> {
    pub sheet: &'a SheetId,
    pub position: i64,
    /// How many corrections the row had.
    pub seen: i64,
    pub reason: &'a str,
}

/// Why nothing was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// There is no such row in the form's ledger.
    NotThere,
    /// It was struck out.
    Withdrawn,
    /// Somebody else has corrected it meanwhile.
    Stale,
    NoReason,
    NothingAltered,
    /// Every cell was emptied; that is for striking out.
    Empty,
    Faults(Vec<Fault>),
}

/// Puts these cells in the place of those that stand; columns that are not named stay as they are.
pub async fn correct(
    tx: &mut Tx,
    plan: &Plan,
    form: &Form,
    actor: Actor<'_>,
    asked: &Asked<'_>,
    typed: &[(ColumnId, String)],
) -> Result<std::result::Result<(), Refused>> {
    let row = match standing(tx, plan, form, asked).await? {
        Ok(row) => row,
        Err(refused) => return Ok(Err(refused)),
    };
    let before = &row.listed.cells.0;
    let checker = Checker::new(form, &plan.calendar, plan.local_date(actor.at));
    let checked = match check(tx, plan, checker, asked, before, typed).await? {
        Ok(checked) => checked,
        Err(refused) => return Ok(Err(refused)),
    };
    // A column that the form no longer has keeps what stood there.
    let gone = before.iter().filter(|(id, _)| form.column(id).is_none());
    let mut cells: Cells = gone.map(|(id, value)| (id.clone(), value.clone())).collect();
    cells.extend(form.cells(&checked.cells));
    if cells == *before {
        return Ok(Err(Refused::NothingAltered));
    }
    let columns = altered(before, &cells);
    let now = After {
        cells: &cells,
        key: key_of(&form.id, &checked),
        report_by: checked.report_by.map(|day| day.to_string()),
        search: form.search_text(&checked.cells),
    };
    let act = ("row_corrected", columns.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(","));
    write(tx, plan, form, actor, asked, &row, Some(now), act).await
}

/// Strikes the row out: it was sent and should not have been.
pub async fn withdraw(
    tx: &mut Tx,
    plan: &Plan,
    form: &Form,
    actor: Actor<'_>,
    asked: &Asked<'_>,
) -> Result<std::result::Result<(), Refused>> {
    match standing(tx, plan, form, asked).await? {
        Ok(row) => write(tx, plan, form, actor, asked, &row, None, ("row_withdrawn", String::new())).await,
        Err(refused) => Ok(Err(refused)),
    }
}

/// The row as it was seen, with a reason to alter it.
async fn standing(
    tx: &mut Tx,
    plan: &Plan,
    form: &Form,
    asked: &Asked<'_>,
) -> Result<std::result::Result<Row, Refused>> {
    let found = rows::one(tx, &plan.id, &form.id, asked.sheet, asked.position).await?;
    Ok(match found {
        None => Err(Refused::NotThere),
        Some(row) if row.withdrawn_at.is_some() => Err(Refused::Withdrawn),
        Some(row) if row.listed.corrections != asked.seen => Err(Refused::Stale),
        Some(_) if asked.reason.trim().is_empty() => Err(Refused::NoReason),
        Some(row) => Ok(row),
    })
}

async fn check(
    tx: &mut Tx,
    plan: &Plan,
    mut checker: Checker<'_>,
    asked: &Asked<'_>,
    before: &Cells,
    typed: &[(ColumnId, String)],
) -> Result<std::result::Result<Checked, Refused>> {
    let form = checker.form();
    let value = |id: &ColumnId| {
        let typed = typed.iter().find(|(column, _)| column == id).map(|(_, value)| value);
        typed.or_else(|| before.get(id)).cloned().unwrap_or_default()
    };
    let given: Vec<Given> = form.columns.iter().map(|column| Given::Text(value(&column.id))).collect();
    let parts = |id: &ColumnId| before.get(id).map_or("", String::as_str) != value(id);
    if form.uniques().any(|columns| columns.iter().any(parts)) {
        read_others(tx, plan, form, asked, &mut checker).await?;
    }
    Ok(match checker.row(usize::try_from(asked.position).unwrap_or(0), &given) {
        None => Err(Refused::Empty),
        Some(checked) if !checked.faults.is_empty() => Err(Refused::Faults(checked.faults)),
        Some(checked) => Ok(checked),
    })
}

/// So that the checker knows what the row may repeat.
async fn read_others(
    tx: &mut Tx,
    plan: &Plan,
    form: &Form,
    asked: &Asked<'_>,
    checker: &mut Checker<'_>,
) -> Result<()> {
    let mut last = 0;
    loop {
        let batch = after(tx, &plan.id, asked.sheet, last).await?;
        let Some(end) = batch.last() else { return Ok(()) };
        last = end.position;
        for row in batch.iter().filter(|row| row.position != asked.position) {
            let line = if row.line > 0 { row.line } else { row.position };
            let given: Vec<Given> = form.row(&row.cells).into_iter().map(Given::Text).collect();
            checker.row(usize::try_from(line).unwrap_or(0), &given);
        }
    }
}

async fn write(
    tx: &mut Tx,
    plan: &Plan,
    form: &Form,
    actor: Actor<'_>,
    asked: &Asked<'_>,
    row: &Row,
    after: Option<After<'_>>,
    (act, columns): (&str, String),
) -> Result<std::result::Result<(), Refused>> {
    let reason = asked.reason.trim();
    let is_counted_alike = after.as_ref().is_some_and(|after| counts_alike(form, row, after));
    let correction = Correction {
        sheet: asked.sheet,
        position: asked.position,
        seen: asked.seen,
        before: &row.listed.cells,
        after,
        reason,
        by: &actor.person.id,
        at: actor.at,
    };
    match corrections::apply(tx, &plan.id, &correction).await {
        Err(Error::Conflict) => return Ok(Err(Refused::Stale)),
        done => done?,
    }
    let detail =
        format!("form={} sheet={} row={} columns={columns}\n{reason}", form.id, asked.sheet, asked.position);
    let event = events::New {
        obligation: Some(&row.listed.obligation_id),
        act,
        detail: &detail,
        user: Some(&actor.person.id),
        address: actor.address,
        at: actor.at,
    };
    events::append(tx, &plan.id, &event).await?;
    if !is_counted_alike {
        recount(tx, plan, actor, row, reason).await?;
    }
    Ok(Ok(()))
}

/// Whether the row counts for as much as before, which spares going through all rows of the report.
fn counts_alike(form: &Form, row: &Row, after: &After<'_>) -> bool {
    let is_late =
        |by: Option<&str>| matches!((row.listed.reported_on.as_deref(), by), (Some(on), Some(by)) if on > by);
    let figures = |cells: &Cells, by: Option<&str>| {
        let mut counter = Counter::new(form);
        counter.row(&form.row(cells), is_late(by));
        counter.figures()
    };
    let is_plain = form.counts.iter().all(|count| !matches!(count.of, Counted::Distinct(_)));
    let before = figures(&row.listed.cells, row.listed.report_by.as_deref());
    is_plain && before == figures(after.cells, after.report_by.as_deref())
}

/// The figures that rows are counted into, put right where they came to something else.
async fn recount(tx: &mut Tx, plan: &Plan, actor: Actor<'_>, row: &Row, reason: &str) -> Result<()> {
    let id = &row.listed.obligation_id;
    let Some(place) = plan.duty(&row.listed.duty_id) else { return Ok(()) };
    if !place.duty.figures.iter().any(|figure| figure.counted) {
        return Ok(());
    }
    let mut counted = Figures::new();
    for held in sent::of_obligation(tx, &plan.id, id).await? {
        if let Some(form) = plan.form(&held.form_id).filter(|_| held.revision == row.listed.revision) {
            for (figure, count) in sent::count(tx, &plan.id, &held.sheet_id, form).await?.figures {
                *counted.entry(figure).or_default() += count;
            }
        }
    }
    let sent = submissions::of_obligation(tx, &plan.id, id).await?;
    let corrected = crate::store::corrections::of_obligation(tx, &plan.id, id).await?;
    let latest = sent.first().map(|latest| &latest.figures.0);
    let stand =
        corrected.last().filter(|last| last.revision == row.listed.revision).map(|last| &last.figures.0);
    let (Some(stand), Some(obligation)) = (stand.or(latest), obligations::get(tx, &plan.id, id).await?)
    else {
        return Ok(());
    };
    let mut figures = stand.clone();
    let of_duty = |id: &_| place.duty.figures.iter().any(|figure| figure.counted && figure.id == *id);
    figures.extend(counted.into_iter().filter(|(id, _)| of_duty(id)));
    if figures == *stand {
        return Ok(());
    }
    let corrections = i64::try_from(corrected.len()).unwrap_or(i64::MAX);
    let asked = AskedFigures {
        seen_revision: row.listed.revision,
        seen_corrections: corrections,
        stand: Some(stand),
        corrections,
        figures,
        reason,
    };
    // Refused only to who may not, or where another was first: then nothing of all this is kept.
    let change =
        obligation.correct_figures(actor.person, place, asked, actor.at).map_err(|_| Error::Conflict)?;
    obligations::apply(tx, plan, &change, actor.address).await
}

/// The columns that differ.
pub fn altered<'a>(before: &'a Cells, after: &'a Cells) -> Vec<&'a ColumnId> {
    let all: BTreeSet<&ColumnId> = before.keys().chain(after.keys()).collect();
    all.into_iter().filter(|id| before.get(*id) != after.get(*id)).collect()
}
