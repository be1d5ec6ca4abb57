//! Units down, the plan across: a table whose every cell is the worst light behind it, and leads there.

use std::collections::HashMap;
use std::hash::Hash;

use maud::{Markup, html};

use super::components::{light_count, scroll_tall, unit_link};
use super::standing::Row;
use super::visit::Visit;
use crate::domain::ids::UnitId;
use crate::domain::plan::Unit;
use crate::domain::progress::Progress;
use crate::words::{Lang, t};

/// How every unit stands in every column.
pub struct Matrix<'a, K> {
    cells: HashMap<(&'a UnitId, K), Progress>,
    units: HashMap<&'a UnitId, Progress>,
    columns: HashMap<K, Progress>,
    all: Progress,
}

/// A project or a task.
pub struct Column {
    pub href: String,
    pub title: String,
}

impl<'a, K: Copy + Eq + Hash> Matrix<'a, K> {
    /// Puts each row into the column that `key` says.
    pub fn of(visit: &Visit, rows: &[Row<'a>], key: impl Fn(&Row<'a>) -> K) -> Self {
        let mut matrix = Self {
            cells: HashMap::new(),
            units: HashMap::new(),
            columns: HashMap::new(),
            all: Progress::default(),
        };
        for row in rows.iter().filter(|row| row.counts()) {
            let (unit, key) = (&row.obligation.unit_id, key(row));
            for progress in [
                matrix.cells.entry((unit, key)).or_default(),
                matrix.units.entry(unit).or_default(),
                matrix.columns.entry(key).or_default(),
                &mut matrix.all,
            ] {
                progress.add(row.obligation, row.light, visit.now);
            }
        }
        matrix
    }

    /// The table. `href` says what lies behind a cell (or, without a column, behind a whole row).
    pub fn view(
        &self,
        visit: &Visit,
        caption: &str,
        columns: &[(K, Column)],
        href: impl Fn(&UnitId, Option<K>) -> String,
    ) -> Markup {
        let (lang, plan) = (visit.lang, visit.plan());
        html! {
            p .muted.help { (t!(lang, "matrix-help")) }
            (scroll_tall(caption, true, html! { table .matrix {
                caption .hidden { (caption) }
                thead { tr {
                    th scope="col" { (t!(lang, "unit")) }
                    @for (_, column) in columns {
                        th scope="col" { a href=(column.href) { (column.title) } }
                    }
                    th scope="col" { (t!(lang, "total")) }
                } }
                tbody { @for unit in plan.units.iter().filter(|unit| self.units.contains_key(&unit.id)) {
                    (self.row(lang, unit, unit_link(lang, plan, &unit.id), columns, &href))
                } }
                tfoot { tr {
                    th scope="row" { (t!(lang, "total")) }
                    @for (key, _) in columns { td { (cell(lang, self.columns.get(key))) } }
                    td { (cell(lang, Some(&self.all))) }
                } }
            } }))
        }
    }

    fn row(
        &self,
        lang: Lang,
        unit: &Unit,
        name: Markup,
        columns: &[(K, Column)],
        href: &impl Fn(&UnitId, Option<K>) -> String,
    ) -> Markup {
        html! { tr {
            th scope="row" { (name) }
            @for (key, _) in columns { @match self.cells.get(&(&unit.id, *key)) {
                Some(progress) => td { a href=(href(&unit.id, Some(*key))) { (cell(lang, Some(progress))) } },
                None => td .none { span aria-hidden="true" { "–" } },
            } }
            td { a href=(href(&unit.id, None)) { (cell(lang, self.units.get(&unit.id))) } }
        } }
    }
}

/// The worst light with its count, and how much is done of how much.
pub fn cell(lang: Lang, progress: Option<&Progress>) -> Markup {
    html! {
        @if let Some(progress) = progress && let Some((light, count)) = progress.worst() {
            (light_count(lang, light, count)) " "
            span .share { (progress.done()) "/" (progress.total()) }
        }
    }
}
