//! Looking at all rows of a draft again (重新校验).

use crate::domain::forms::{Checker, Form, Given, What};
use crate::domain::ids::SheetId;
use crate::store::Tx;
use crate::store::sheets::{self, rows};
use crate::web::error::Result;
use crate::web::visit::Visit;

/// One row may have repeated another, or the form may have become another; and counts them.
pub async fn settle(tx: &mut Tx, visit: &Visit, form: &Form, draft: &SheetId) -> Result<()> {
    let plan = visit.plan();
    let mut checker = Checker::new(form, &plan.calendar, plan.local_date(visit.now));
    let mut last = 0;
    loop {
        let batch = rows::after(tx, &plan.id, draft, last).await?;
        let Some(end) = batch.last() else { break };
        last = end.position;
        for row in &batch {
            let cells = form.row(&row.cells);
            let given: Vec<Given> = cells.iter().map(|cell| Given::of_text(cell)).collect();
            let Some(checked) = checker.row(usize::try_from(row.line).unwrap_or_default(), &given) else {
                continue;
            };
            let is_same = checked.faults == row.faults()
                && rows::key_of(&form.id, &checked) == row.row_key
                && checked.report_by.map(|day| day.to_string()) == row.report_by;
            if !is_same {
                rows::update(tx, &plan.id, (draft, form), row.position, &checked).await?;
            }
        }
    }
    sheets::count(tx, &plan.id, draft, visit.now).await?;
    Ok(sheets::checked(tx, &plan.id, draft, Some(&sheets::version_of(form))).await?)
}

/// Removes rows that are wrong by themselves: a row that only repeats one of them is right then.
pub async fn delete_wrong(tx: &mut Tx, visit: &Visit, form: &Form, draft: &SheetId) -> Result<()> {
    let plan = &visit.plan().id;
    let mut last = 0;
    loop {
        let batch = rows::after(tx, plan, draft, last).await?;
        let Some(end) = batch.last() else { break };
        last = end.position;
        for row in &batch {
            if row.faults().iter().any(|fault| !matches!(fault.what, What::Repeats { .. })) {
                rows::delete(tx, plan, draft, row.position).await?;
            }
        }
    }
    settle(tx, visit, form, draft).await
}
