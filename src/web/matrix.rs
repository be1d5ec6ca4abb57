//! Units down, the plan across: a table whose every cell is the worst light behind it, and leads there.

use std::collections::HashMap;
use std::hash::Hash;

use maud::{Markup, html};

use super::components::{light_count, scroll_tall, unit_link};
use super::standing::Row;
use super::visit::Visit;
use crate::domain::ids::UnitId;
use crate::domain::obligation::Light;
use crate::domain::plan::Unit;
use crate::domain::progress::Progress;
use crate::words::{Lang, t};

/// How every unit stands in every column.
pub struct Matrix<'a, K> {
    cells: HashMap<(&'a UnitId, K), Progress>,
    units: HashMap<&'a UnitId, Progress>,
    columns: HashMap<K, Progress>,
    all: Progress,
    /// The one light that is looked for.
    only: Option<Light>,
}

/// A project or a task.
pub struct Column {
    pub href: String,
    pub title: String,
}

impl<'a, K: Copy + Eq + Hash> Matrix<'a, K> {
    /// An empty one, that shows every light or one alone.
    pub fn new(only: Option<Light>) -> Self {
        let (cells, units, columns) = (HashMap::new(), HashMap::new(), HashMap::new());
        Self { cells, units, columns, all: Progress::default(), only }
    }

    /// Puts each row into the column that `key` says.
    pub fn of(rows: &[Row<'a>], key: impl Fn(&Row<'a>) -> K) -> Self {
        let mut matrix = Self::new(None);
        for row in rows.iter().filter(|row| row.counts()) {
            let mut one = Progress::default();
            one.add(row.standing);
            matrix.add(&row.obligation.unit_id, key(row), &one);
        }
        matrix
    }

    /// Counts so many more of a unit in a column.
    pub fn add(&mut self, unit: &'a UnitId, key: K, more: &Progress) {
        if self.only.is_some_and(|only| more.count(only) == 0) || more.worst().is_none() {
            return;
        }
        self.cells.entry((unit, key)).or_default().merge(more);
        self.units.entry(unit).or_default().merge(more);
        self.columns.entry(key).or_default().merge(more);
        self.all.merge(more);
    }

    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// The table. `href` says what lies behind a unit's row, behind a column, or where they cross.
    pub fn view(
        &self,
        visit: &Visit,
        caption: &str,
        columns: &[(K, Column)],
        href: impl Fn(Option<&UnitId>, Option<K>) -> Option<String>,
    ) -> Markup {
        let (lang, plan) = (visit.lang, visit.plan());
        html! {
            p .muted.help { (t!(lang, "matrix-help")) span .scripted { (t!(lang, "matrix-keys")) } }
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
                    @for (key, _) in columns { (self.cell(lang, self.columns.get(key), href(None, Some(*key)))) }
                    (self.cell(lang, Some(&self.all), href(None, None)))
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
        href: &impl Fn(Option<&UnitId>, Option<K>) -> Option<String>,
    ) -> Markup {
        let id = &unit.id;
        html! { tr {
            th scope="row" { (name) }
            @for (key, _) in columns { (self.cell(lang, self.cells.get(&(id, *key)), href(Some(id), Some(*key)))) }
            (self.cell(lang, self.units.get(id), href(Some(id), None)))
        } }
    }

    fn cell(&self, lang: Lang, progress: Option<&Progress>, href: Option<String>) -> Markup {
        let Some(progress) = progress else {
            return html! { td {} };
        };
        let inner = match self.only {
            Some(light) => light_count(lang, light, progress.count(light)),
            None => cell(lang, Some(progress)),
        };
        html! { td { @if let Some(href) = href { a href=(href) { (inner) } } @else { (inner) } } }
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
