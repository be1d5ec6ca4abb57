//! Under which headings columns come (表头), and the example row.

use std::collections::HashMap;

use time::Date;

use super::{Reader, table_of};
use crate::domain::calendar::Calendar;
use crate::domain::forms::head::folded;
use crate::domain::forms::{Checker, Form, Given, What};
use crate::plan_files::at::At;
use crate::plan_files::problem::say;
use crate::plan_files::raw::ColumnTable;
use crate::words::{Lang, forms};

impl Reader<'_> {
    /// A heading that could be either of two columns would be taken for the wrong one.
    pub(super) fn headings(&mut self) {
        let mut owners: HashMap<String, &str> = HashMap::new();
        let table = self.table;
        for column in &table.column {
            for heading in headings_of(column) {
                let owner = *owners.entry(folded(heading)).or_insert(column.id.as_str());
                if owner != column.id.as_str() {
                    let given = heading.as_str();
                    self.error(
                        heading.span(),
                        say!(
                            "表头“{given}”与字段“{owner}”的表头分不清",
                            "the heading `{given}` cannot be told from one of the column `{owner}`"
                        ),
                    )
                    .help(say!(
                        "代码、表头和别名（不分大小写、全半角、空格和星号）只能属于一个字段",
                        "an id, label or alias (whatever its case, width, spaces and stars) belongs to one column only"
                    ));
                }
            }
        }
    }

    /// Whether the example row is one that the form takes. Where the form itself has faults, only its cells can be told.
    pub(super) fn example(&mut self, form: &Form, calendar: &Calendar, is_clean: bool) {
        let given: Vec<Given> =
            form.columns.iter().map(|column| Given::Text(column.example.clone())).collect();
        let Some(row) = Checker::new(form, calendar, Date::MAX).row(1, &given) else { return };
        let faults = row.faults.iter().filter(|fault| fault.what != What::Example);
        for fault in faults.filter(|fault| is_clean || is_of_cell(&fault.what)) {
            let column = fault.column.as_ref().and_then(|id| form.column(id));
            let table = column.and_then(|column| table_of(self.table, column));
            let place = table.map_or(&self.table.id, |table| table.example.as_ref().unwrap_or(&table.id));
            let (zh, en) = (forms::fault(Lang::Zh, form, fault), forms::fault(Lang::En, form, fault));
            self.error(
                place.span(),
                say!("示例行不符合本表：{zh}", "the form refuses its own example: {en}"),
            )
            .help(say!("请更正 example", "correct `example`"));
        }
    }
}

fn headings_of(column: &ColumnTable) -> impl Iterator<Item = &At<String>> {
    [&column.id, &column.label].into_iter().chain(&column.label_en).chain(&column.aliases)
}

/// Whether it is about a cell alone, and not about what stands in others.
fn is_of_cell(what: &What) -> bool {
    !matches!(
        what,
        What::Missing
            | What::MissingSince { .. }
            | What::MissingWithout { .. }
            | What::Above { .. }
            | What::NoneOf { .. }
            | What::SeveralOf { .. }
            | What::TooLongAfter { .. }
    )
}
