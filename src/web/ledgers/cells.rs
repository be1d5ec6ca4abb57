//! What stands in a cell, for whoever looks.

use maud::{Markup, html};

use crate::domain::forms::{Cells, Column, Form, Kind, masked};
use crate::domain::ids::ColumnId;
use crate::store::ledgers::Listed;
use crate::words::forms as form_words;
use crate::words::{Lang, t};

/// Whether personal data is shown in full: only where somebody gave a reason, which is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    Masked,
    Full,
}

/// Columns of a table that is not to show them all.
const MOST: usize = 8;

/// A value as it is shown; empty for nothing.
pub fn shown(lang: Lang, column: &Column, value: &str, view: View) -> String {
    if view == View::Masked && column.is_private() {
        return masked(&column.kind, value);
    }
    form_words::value(lang, column, value)
}

pub fn value<'a>(cells: &'a Cells, id: &ColumnId) -> &'a str {
    cells.get(id).map_or("", String::as_str)
}

/// The most telling ones first: what tells rows apart, then what every row has. All of them in the form's order after
/// these, if so many are wanted.
pub fn columns(form: &Form, all: bool) -> Vec<&Column> {
    let key = form.key().unwrap_or_default();
    let is_key = |column: &&Column| key.contains(&column.id);
    let keys = key.iter().filter_map(|id| form.column(id));
    let required = form.columns.iter().filter(|column| column.is_required() && !is_key(column));
    let mut columns: Vec<&Column> = keys.chain(required).collect();
    if !all {
        columns.truncate(MOST);
    }
    if all || columns.is_empty() {
        let rest = form.columns.iter().filter(|column| !columns.iter().any(|each| each.id == column.id));
        let most = if all { usize::MAX } else { MOST };
        columns.extend(rest.take(most).collect::<Vec<_>>());
    }
    columns
}

/// What a row is called: the first of its telling columns that holds something, or else where it stands.
pub fn name(lang: Lang, form: &Form, row: &Listed, view: View) -> String {
    let told = columns(form, false).into_iter().map(|column| (column, value(&row.cells, &column.id)));
    let first = told.into_iter().find(|(_, value)| !value.is_empty());
    first.map_or_else(|| line(lang, row), |(column, value)| shown(lang, column, value, view))
}

/// 第3行, as the file counts.
pub fn line(lang: Lang, row: &Listed) -> String {
    let line = if row.line > 0 { row.line } else { row.position };
    t!(lang, "rows-line", n = line)
}

/// A cell of a table.
pub fn cell(lang: Lang, column: &Column, cells: &Cells, view: View) -> Markup {
    let text = shown(lang, column, value(cells, &column.id), view);
    html! { td .number[is_number(column)] { @if text.is_empty() { span .muted { "–" } } @else { (text) } } }
}

pub fn is_number(column: &Column) -> bool {
    matches!(column.kind, Kind::Integer { .. } | Kind::Decimal { .. })
}

/// Whether a ledger has anything to hide.
pub fn has_private(form: &Form) -> bool {
    form.columns.iter().any(Column::is_private)
}
