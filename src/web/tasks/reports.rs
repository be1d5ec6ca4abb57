//! Every unit's obligations for one duty: a list where there is one period, a grid where there are several.

use std::collections::{BTreeMap, HashMap};

use maud::{Markup, html};

use crate::domain::ids::UnitId;
use crate::domain::period::Period;
use crate::domain::timestamp::Timestamp;
use crate::web::components::{due, light, lights, scroll_tall, unit_link};
use crate::web::standing::{Row, progress};
use crate::web::visit::Visit;
use crate::words::{self, t};

/// This many periods stand side by side, of which the last few are still to come.
const PERIODS: usize = 12;
const TO_COME: usize = 4;

pub fn view(visit: &Visit, rows: &[Row<'_>], every_period: bool) -> Markup {
    let mut rows = rows.to_vec();
    rows.sort_by_key(|row| visit.plan().position(&row.obligation.unit_id));
    let periods = periods(&rows);
    html! {
        h3 { (t!(visit.lang, "progress")) }
        @if rows.len() > 1 { (lights(visit.lang, &progress(&rows))) }
        @if periods.len() > 1 { (grid(visit, &rows, &periods, every_period)) }
        @else { (list(visit, &rows)) }
    }
}

/// In the order in which they fall due.
fn periods<'a>(rows: &[Row<'a>]) -> Vec<(&'a Period, Option<Timestamp>)> {
    let mut due: BTreeMap<&Period, Option<Timestamp>> = BTreeMap::new();
    for row in rows {
        due.insert(&row.obligation.period, row.obligation.scheduled_at);
    }
    let mut periods: Vec<_> = due.into_iter().collect();
    periods.sort_by_key(|(_, due)| *due);
    periods
}

/// The periods around now.
fn window(periods: &[(&Period, Option<Timestamp>)], now: Timestamp) -> std::ops::Range<usize> {
    let past = periods.iter().filter(|(_, due)| due.is_some_and(|due| due < now)).count();
    let end = (past + TO_COME).max(PERIODS).min(periods.len());
    end.saturating_sub(PERIODS)..end
}

fn list(visit: &Visit, rows: &[Row<'_>]) -> Markup {
    html! { ul .reports { @for row in rows { li {
        (unit_link(visit.lang, visit.plan(), &row.obligation.unit_id)) " "
        a href={ "/obligations/" (row.obligation.id) } { (light(visit.lang, row.light)) }
        @if row.obligation.state.is_owed() && row.obligation.due_at.is_some() { " " small { (due(visit, row.obligation)) } }
    } } } }
}

fn grid(visit: &Visit, rows: &[Row<'_>], periods: &[(&Period, Option<Timestamp>)], every: bool) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let window = if every { 0..periods.len() } else { window(periods, visit.now) };
    let shown = periods.get(window).unwrap_or_default();
    let cells: HashMap<(&UnitId, &Period), &Row<'_>> =
        rows.iter().map(|row| ((&row.obligation.unit_id, &row.obligation.period), row)).collect();
    let mut units: Vec<&UnitId> = rows.iter().map(|row| &row.obligation.unit_id).collect();
    units.dedup();
    html! {
        @if shown.len() < periods.len() {
            p { a href="?periods=all" { (t!(lang, "all-periods", n = periods.len())) } }
        }
        (scroll_tall(&t!(lang, "reports-caption"), shown.len() <= PERIODS, html! { table .matrix {
            caption .hidden { (t!(lang, "reports-caption")) }
            thead { tr {
                th scope="col" { (t!(lang, "unit")) }
                @for (period, _) in shown { th scope="col" { (words::period_of_year(lang, plan, period).unwrap_or_else(|| words::period(lang, period))) } }
            } }
            tbody { @for unit in units { tr {
                th scope="row" { (unit_link(lang, plan, unit)) }
                @for (period, _) in shown { @match cells.get(&(unit, *period)) {
                    Some(row) => td { a href={ "/obligations/" (row.obligation.id) } { (light(lang, row.light)) } },
                    None => td .none { span aria-hidden="true" { "–" } },
                } }
            } } }
        } }))
    }
}
