//! Beginning a sheet with rows that are there already.

use axum::response::{IntoResponse, Redirect, Response};
use serde_json::Value;

use super::Desk;
use super::edit::Refused;
use crate::domain::forms::{Checker, Given};
use crate::domain::ids::{FormId, ObligationId, SheetId};
use crate::store::sheets::{self, New, Sheet, Source, rows};
use crate::store::{Tx, ledgers};
use crate::web::error::{Error, Result};
use crate::web::form::{Named, Posted};
use crate::web::visit::Visit;
use crate::words::t;

/// With the rows of the latest submission, to mend them.
pub async fn copy(
    visit: Visit,
    Named((id, form)): Named<(ObligationId, FormId)>,
    _: Posted<()>,
) -> Result<impl IntoResponse> {
    let plan = &visit.plan().id;
    let mut tx = visit.app.db.write(plan).await?;
    let desk = Desk::load(&mut tx, &visit, (&id, &form)).await?;
    desk.require_idle()?;
    let held = desk.held.as_ref().ok_or(Error::NotFound)?;
    let sheet = begin(&mut tx, &visit, &desk, Source::Copy).await?;
    rows::copy(&mut tx, plan, &held.sheet_id, &sheet.id).await?;
    sheets::finish(&mut tx, plan, &sheet, 0, &Value::Null, visit.now).await?;
    let held = sheets::get(&mut tx, plan, &held.sheet_id).await?;
    let version = held.and_then(|held| held.checked_with);
    sheets::checked(&mut tx, plan, &sheet.id, version.as_deref()).await?;
    sheets::count(&mut tx, plan, &sheet.id, visit.now).await?;
    let to = desk.path();
    tx.commit().await?;
    Ok(Redirect::to(&to))
}

/// With the accepted rows of all units of the form that this one merges (汇总).
pub async fn merge(
    visit: Visit,
    Named((id, form)): Named<(ObligationId, FormId)>,
    _: Posted<()>,
) -> Result<Response> {
    let plan = visit.plan();
    let mut tx = visit.app.db.write(&plan.id).await?;
    let desk = Desk::load(&mut tx, &visit, (&id, &form)).await?;
    desk.require_idle()?;
    let from = desk.form.merges.as_ref().and_then(|id| plan.form(id)).ok_or(Error::NotFound)?;
    let sources = ledgers::sheets(&mut tx, &plan.id, &from.id).await?;
    if sources.is_empty() {
        let why = t!(visit.lang, "sheet-merge-nothing", form = visit.lang.pick(&from.title));
        return super::intake::refuse(&visit, (&id, &form), Refused { why, pasted: String::new() }).await;
    }
    let sheet = begin(&mut tx, &visit, &desk, Source::Merge).await?;
    let mut checker = Checker::new(desk.form, &plan.calendar, plan.local_date(visit.now));
    let mut position = 1;
    for source in sources {
        let mut last = 0;
        loop {
            let batch = rows::after(&mut tx, &plan.id, &source.sheet_id, last).await?;
            let Some(end) = batch.last() else { break };
            last = end.position;
            let checked: Vec<_> = (position..)
                .zip(&batch)
                .filter_map(|(at, row)| {
                    let cells = desk.form.row(&row.cells);
                    let given: Vec<Given> = cells.iter().map(|cell| Given::of_text(cell)).collect();
                    checker.row(usize::try_from(at).unwrap_or_default(), &given)
                })
                .collect();
            rows::append(&mut tx, &plan.id, (&sheet.id, desk.form), position, &checked).await?;
            position += i64::try_from(checked.len()).unwrap_or_default();
        }
    }
    sheets::finish(&mut tx, &plan.id, &sheet, 0, &Value::Null, visit.now).await?;
    sheets::checked(&mut tx, &plan.id, &sheet.id, Some(&sheets::version_of(desk.form))).await?;
    sheets::count(&mut tx, &plan.id, &sheet.id, visit.now).await?;
    let to = desk.path();
    tx.commit().await?;
    Ok(Redirect::to(&to).into_response())
}

/// An empty sheet of this person, to be filled and then finished.
pub async fn begin(tx: &mut Tx, visit: &Visit, desk: &Desk<'_>, source: Source) -> Result<Sheet> {
    let plan = &visit.plan().id;
    let new = New {
        id: SheetId::of_number(rand::random()),
        obligation: &desk.obligation.id,
        form: &desk.form.id,
        user: &visit.user.id,
        source,
        file: None,
    };
    sheets::begin(tx, plan, &new, visit.now).await?;
    sheets::get(tx, plan, &new.id).await?.ok_or(Error::Conflict)
}
