//! Contacts (联络方式): nothing is stored of them. They are the rows of a unit's latest accepted sheet of the plan's form of
//! contacts, so that accepting a list is what changes them, and undoing it brings the one before back.

use std::collections::HashMap;

use super::ledgers::{self, Filter, Listed, Sorting};
use super::obligations::Slice;
use super::{Result, Tx};
use crate::domain::forms::Form;
use crate::domain::ids::{PlanId, SheetId, UnitId};

/// More rows than units have people.
const MOST: i64 = 5000;

/// The rows of each unit's latest list, or of one unit's; the form is the plan's with [`Form::contacts`].
pub async fn latest(tx: &mut Tx, plan: &PlanId, form: &Form, unit: Option<&UnitId>) -> Result<Vec<Listed>> {
    let filter = Filter { unit: unit.cloned(), ..Filter::default() };
    let slice = Slice { limit: MOST, offset: 0 };
    let rows = ledgers::page(tx, plan, &form.id, &filter, &Sorting::default(), slice).await?;
    let mut sheets: HashMap<UnitId, SheetId> = HashMap::new();
    for row in &rows {
        // The latest report comes first.
        sheets.entry(row.unit_id.clone()).or_insert_with(|| row.sheet_id.clone());
    }
    Ok(rows.into_iter().filter(|row| sheets.get(&row.unit_id) == Some(&row.sheet_id)).collect())
}
