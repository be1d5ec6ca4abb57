//! One row of a draft, typed in the page (逐行填写).

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use sha2::{Digest, Sha256};

use super::settle::settle;
use super::{Desk, begin};
use crate::domain::forms::{Checked, Checker, Column, Fault, Form, Given, Kind, What};
use crate::domain::ids::{ColumnId, FormId, ObligationId};
use crate::store::Tx;
use crate::store::sheets::rows::{self, Stored};
use crate::store::sheets::{self, Sheet, Source};
use crate::web::components::{Asking, Field, asking, crumbs};
use crate::web::error::{Error, Result};
use crate::web::form::{Named, Posted, token_field};
use crate::web::layout;
use crate::web::visit::Visit;
use crate::words::{forms as words, t};

/// The fields of a row as typed: a column's id, and what stands there.
type Typed = Vec<(String, String)>;

/// The form's field that says which row it was made for, and what stood in it then.
const SEEN: &str = "seen";

pub async fn new(visit: Visit, Named((id, form)): Named<(ObligationId, FormId)>) -> Result<Markup> {
    let mut tx = visit.app.db.read().await?;
    let desk = Desk::load(&mut tx, &visit, (&id, &form)).await?;
    Ok(page(&visit, &desk, None, None, (&[], &[])))
}

pub async fn edit(
    visit: Visit,
    Named((id, form, position)): Named<(ObligationId, FormId, i64)>,
) -> Result<Markup> {
    let mut tx = visit.app.db.read().await?;
    let desk = Desk::load(&mut tx, &visit, (&id, &form)).await?;
    let row = stored(&mut tx, &visit, &desk, position).await?;
    let typed: Typed = row.cells.iter().map(|(id, value)| (name(id), value.clone())).collect();
    Ok(page(&visit, &desk, Some(&row), None, (&typed, row.faults())))
}

/// Adds a row. One with faults is not taken: it is on the screen and can be mended at once.
pub async fn create(
    visit: Visit,
    Named((id, form)): Named<(ObligationId, FormId)>,
    Posted(typed): Posted<Typed>,
) -> Result<Response> {
    let plan = visit.plan();
    let mut tx = visit.app.db.write(&plan.id).await?;
    let desk = Desk::load(&mut tx, &visit, (&id, &form)).await?;
    desk.require_idle()?;
    let Some(row) = check(&visit, desk.form, &typed) else {
        return Ok(empty(&visit, &desk, None));
    };
    let own = own_faults(&row);
    if !own.is_empty() {
        return Ok(refused(&visit, &desk, None, &typed, &own));
    }
    let draft = draft(&mut tx, &visit, &desk).await?;
    let position = rows::last(&mut tx, &plan.id, &draft.id).await? + 1;
    rows::append(&mut tx, &plan.id, (&draft.id, desk.form), position, &[row]).await?;
    settle(&mut tx, &visit, desk.form, &draft.id).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("{}?all=true&done=sheet-row-saved#rows", desk.path())).into_response())
}

pub async fn update(
    visit: Visit,
    Named((id, form, position)): Named<(ObligationId, FormId, i64)>,
    Posted(typed): Posted<Typed>,
) -> Result<Response> {
    let plan = visit.plan();
    let mut tx = visit.app.db.write(&plan.id).await?;
    let desk = Desk::load(&mut tx, &visit, (&id, &form)).await?;
    desk.require_idle()?;
    let row = stored(&mut tx, &visit, &desk, position).await?;
    if !is_seen(&desk, &row, &typed) {
        return Ok(changed(&visit, &desk, &row, &typed));
    }
    let Some(mut checked) = check(&visit, desk.form, &typed) else {
        return Ok(empty(&visit, &desk, Some(&row)));
    };
    let own = own_faults(&checked);
    if !own.is_empty() {
        return Ok(refused(&visit, &desk, Some(&row), &typed, &own));
    }
    checked.line = usize::try_from(row.line).unwrap_or_default();
    let draft = desk.draft().ok_or(Error::NotFound)?;
    rows::update(&mut tx, &plan.id, (&draft.id, desk.form), position, &checked).await?;
    settle(&mut tx, &visit, desk.form, &draft.id).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("{}?done=sheet-row-saved#rows", desk.path())).into_response())
}

pub async fn delete(
    visit: Visit,
    Named((id, form, position)): Named<(ObligationId, FormId, i64)>,
    Posted(typed): Posted<Typed>,
) -> Result<impl IntoResponse> {
    let plan = &visit.plan().id;
    let mut tx = visit.app.db.write(plan).await?;
    let desk = Desk::load(&mut tx, &visit, (&id, &form)).await?;
    desk.require_idle()?;
    let row = stored(&mut tx, &visit, &desk, position).await?;
    if !is_seen(&desk, &row, &typed) {
        return Err(Error::Conflict);
    }
    let draft = desk.draft().ok_or(Error::NotFound)?;
    rows::delete(&mut tx, plan, &draft.id, position).await?;
    settle(&mut tx, &visit, desk.form, &draft.id).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("{}?done=sheet-row-removed#rows", desk.path())))
}

async fn stored(tx: &mut Tx, visit: &Visit, desk: &Desk<'_>, position: i64) -> Result<Stored> {
    let draft = desk.draft().ok_or(Error::NotFound)?;
    rows::get(tx, &visit.plan().id, &draft.id, position).await?.ok_or(Error::NotFound)
}

/// The draft's id and a hash of what stands in the row: another window may have put a file in its place, or mended it.
fn version(desk: &Desk<'_>, row: &Stored) -> String {
    let draft = desk.draft().map_or("", |draft| draft.id.as_str());
    let cells = row.cells.iter().fold(Sha256::new(), |hash, (id, value)| {
        hash.chain_update(id.as_str()).chain_update([0]).chain_update(value).chain_update([0])
    });
    format!("{draft}~{}", hex::encode(cells.finalize()))
}

fn is_seen(desk: &Desk<'_>, row: &Stored, typed: &Typed) -> bool {
    typed.iter().any(|(name, value)| name == SEEN && *value == version(desk, row))
}

/// 409: what was typed stands in the form, which goes by the row as it is now.
fn changed(visit: &Visit, desk: &Desk<'_>, row: &Stored, typed: &Typed) -> Response {
    let notice = t!(visit.lang, "sheet-row-changed");
    (StatusCode::CONFLICT, page(visit, desk, Some(row), Some(&notice), (typed, &[]))).into_response()
}

/// The draft; where there is none, the rows that were sent last become one, or else it begins empty.
async fn draft(tx: &mut Tx, visit: &Visit, desk: &Desk<'_>) -> Result<Sheet> {
    if let Some(draft) = desk.draft() {
        return Ok(draft.clone());
    }
    let plan = &visit.plan().id;
    let source = if desk.held.is_some() { Source::Copy } else { Source::Typed };
    let sheet = begin::begin(tx, visit, desk, source).await?;
    if let Some(held) = &desk.held {
        rows::copy(tx, plan, &held.sheet_id, &sheet.id).await?;
    }
    sheets::finish(tx, plan, &sheet, 0, &serde_json::Value::Null, visit.now).await?;
    Ok(sheet)
}

/// Named apart from the form's other fields, whatever the plan calls its columns.
fn name(column: &ColumnId) -> String {
    format!("cell-{column}")
}

fn given<'a>(typed: &'a [(String, String)], column: &Column) -> Option<&'a String> {
    let name = name(&column.id);
    typed.iter().find(|(each, _)| *each == name).map(|(_, value)| value)
}

fn check(visit: &Visit, form: &Form, typed: &Typed) -> Option<Checked> {
    let plan = visit.plan();
    let value = |column| given(typed, column).map_or(Given::Empty, |value| Given::of_text(value));
    let cells: Vec<Given> = form.columns.iter().map(value).collect();
    Checker::new(form, &plan.calendar, plan.local_date(visit.now)).row(0, &cells)
}

/// What is wrong with the row by itself; that it repeats another shows in the table, beside the other.
fn own_faults(row: &Checked) -> Vec<Fault> {
    row.faults.iter().filter(|fault| !matches!(fault.what, What::Repeats { .. })).cloned().collect()
}

fn refused(
    visit: &Visit,
    desk: &Desk<'_>,
    row: Option<&Stored>,
    typed: &Typed,
    faults: &[Fault],
) -> Response {
    let notice = t!(visit.lang, "sheet-row-has-faults", n = faults.len());
    (StatusCode::UNPROCESSABLE_ENTITY, page(visit, desk, row, Some(&notice), (typed, faults))).into_response()
}

/// Nothing at all was typed.
fn empty(visit: &Visit, desk: &Desk<'_>, row: Option<&Stored>) -> Response {
    let notice = t!(visit.lang, "sheet-row-empty");
    (StatusCode::UNPROCESSABLE_ENTITY, page(visit, desk, row, Some(&notice), (&[], &[]))).into_response()
}

fn page(
    visit: &Visit,
    desk: &Desk<'_>,
    row: Option<&Stored>,
    notice: Option<&str>,
    (typed, faults): (&[(String, String)], &[Fault]),
) -> Markup {
    let lang = visit.lang;
    let path = desk.path();
    let heading = match row {
        None => t!(lang, "sheet-add-row"),
        Some(row) if row.line > 0 => t!(lang, "sheet-edit-row", line = row.line),
        Some(_) => t!(lang, "sheet-edit-typed"),
    };
    let action = row.map_or_else(|| format!("{path}/rows"), |row| format!("{path}/rows/{}", row.position));
    let of_row: Vec<String> = faults
        .iter()
        .filter(|fault| fault.column.is_none())
        .map(|fault| words::fault(lang, desk.form, fault))
        .collect();
    layout::page(
        visit,
        &heading,
        html! {
            (crumbs(lang, &[(&path, lang.pick(&desk.form.title))]))
            h1 { (heading) }
            @if let Some(notice) = notice { p #refused .fault role="alert" { (notice) } }
            @for words in &of_row { p .fault role="alert" { (words) } }
            form method="post" action=(action) .stack.panel {
                (token_field(visit)) (seen(desk, row))
                div .sheet-fields { @for column in &desk.form.columns { (field(visit, desk.form, column, typed, faults)) } }
                div .buttons { button .primary { (t!(lang, "save")) } a .button href={ (path) "#rows" } { (t!(lang, "cancel")) } }
            }
            @if let Some(row) = row {
                (asking(lang, &Asking {
                    id: "remove", label: &t!(lang, "sheet-remove-row"), text: &t!(lang, "sheet-remove-row-what"), is_danger: true,
                    is_open: false, action: &format!("{path}/rows/{}/end", row.position),
                }, html! { (token_field(visit)) (seen(desk, Some(row))) }))
            }
        },
    )
}

fn seen(desk: &Desk<'_>, row: Option<&Stored>) -> Markup {
    html! { @if let Some(row) = row { input type="hidden" name=(SEEN) value=(version(desk, row)); } }
}

/// A control of the column's kind, with what it takes, and what is wrong.
fn field(
    visit: &Visit,
    form: &Form,
    column: &Column,
    typed: &[(String, String)],
    faults: &[Fault],
) -> Markup {
    let lang = visit.lang;
    let value = given(typed, column).map_or("", String::as_str);
    let guidance = words::guidance(lang, form, column);
    let wrong: Vec<String> = faults
        .iter()
        .filter(|fault| fault.column.as_ref() == Some(&column.id))
        .map(|fault| words::fault(lang, form, fault))
        .collect();
    let (label, field_name) = (words::column(lang, column), name(&column.id));
    let mut field = Field::new(&field_name, label).help(&guidance).faults(wrong.iter().map(String::as_str));
    if column.is_required() {
        field = field.required();
    }
    match &column.kind {
        Kind::Code(choices) => {
            let options: Vec<(&str, String)> =
                choices.iter().map(|choice| (choice.code.as_str(), words::choice(lang, choice))).collect();
            // What was given and is no code stands where it would be chosen anew.
            let is_code = value.is_empty() || choices.iter().any(|choice| choice.code == value);
            let none =
                if is_code { t!(lang, "sheet-choose") } else { t!(lang, "sheet-choose-for", given = value) };
            field.choice(lang, &options, value, &none)
        }
        Kind::Date if wrong.is_empty() => field.line(lang, "date", value, "off"),
        Kind::Text { max } if *max > 300 => field.text(lang, 3, value),
        _ => field.line(lang, "text", value, "off"),
    }
}
