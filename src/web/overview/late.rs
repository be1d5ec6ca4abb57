//! What is overdue (逾期未报), one line for each unit, worst first; the rest folded away.

use std::cmp::Reverse;

use maud::{Markup, html};

use super::filter::Filter;
use super::listed::PATH;
use crate::domain::access::{Action, Subject};
use crate::domain::ids::UnitId;
use crate::domain::obligation::Light;
use crate::domain::plan::{Duty, Plan};
use crate::domain::timestamp::Timestamp;
use crate::store::by_hand::Reminded;
use crate::store::standings::Late;
use crate::web::components::{empty, instant, scroll, unit_link, unit_name};
use crate::web::reminders::From;
use crate::web::visit::Visit;
use crate::words::{self, Lang, t};

/// Units beyond this many are folded away.
const SHOWN: usize = 10;

/// A unit with everything that it is late with.
pub struct Unit<'a> {
    pub id: &'a UnitId,
    pub count: i64,
    since: Timestamp,
    /// In the text's order.
    duties: Vec<(&'a Duty, i64)>,
}

/// Between which due dates to look.
pub fn span(visit: &Visit, filter: &Filter) -> (Timestamp, Timestamp) {
    match filter.span(visit.plan()) {
        Some((from, until)) => (from, until.min(visit.now)),
        None => (Timestamp::EARLIEST, visit.now),
    }
}

/// The most first, and of those the longest.
pub fn by_unit<'a>(plan: &'a Plan, filter: &Filter, late: &'a [Late]) -> Vec<Unit<'a>> {
    let mut units: Vec<Unit<'a>> = Vec::new();
    for unit in &plan.units {
        let rows = late.iter().filter(|row| row.unit_id == unit.id);
        let places = rows.filter_map(|row| Some((row, plan.duty(&row.duty_id)?)));
        let rows: Vec<_> = places
            .filter(|(_, place)| filter.holds(plan, &unit.id, *place) && !place.duty.owed.is_voluntary())
            .collect();
        let Some(since) = rows.iter().map(|(row, _)| row.since).min() else { continue };
        let count = rows.iter().map(|(row, _)| row.count).sum();
        let duties = rows.iter().map(|(row, place)| (place.duty, row.count)).collect();
        units.push(Unit { id: &unit.id, count, since, duties });
    }
    // Stable: what ties stays in the text's order.
    units.sort_by_key(|unit| (Reverse(unit.count), unit.since));
    units
}

pub fn view(visit: &Visit, filter: &Filter, units: &[Unit<'_>], reminded: &[Reminded]) -> Markup {
    let lang = visit.lang;
    if units.is_empty() {
        return empty(&t!(lang, "nothing-overdue"));
    }
    let tables = tables(visit, filter, units, reminded);
    if !visit.may(Action::Remind, Subject::Any) {
        return tables;
    }
    let scope = filter.href("");
    html! { form .picking method="get" action="/reminders/new" {
        input type="hidden" name="from" value=(From::Overview.key());
        input type="hidden" name="filter" value=(scope.trim_start_matches('?'));
        (tables)
        p .buttons.screen-only {
            button { (t!(lang, "by-hand-picked")) "…" }
            button name="late" value="all" { (t!(lang, "by-hand-every")) "…" }
        }
    } }
}

fn tables(visit: &Visit, filter: &Filter, units: &[Unit<'_>], reminded: &[Reminded]) -> Markup {
    let (first, rest) = units.split_at(units.len().min(SHOWN));
    let label = t!(visit.lang, "overdue-rest", n = rest.len());
    html! {
        (table(visit, filter, first, reminded, &t!(visit.lang, "overdue-by-unit")))
        @if !rest.is_empty() { details .more {
            summary { (label) }
            (table(visit, filter, rest, reminded, &label))
        } }
    }
}

fn table(visit: &Visit, filter: &Filter, units: &[Unit<'_>], reminded: &[Reminded], caption: &str) -> Markup {
    let lang = visit.lang;
    scroll(
        caption,
        html! { table .plan.late {
            caption .hidden { (caption) }
            thead { tr {
                @if visit.may(Action::Remind, Subject::Any) { th scope="col" .pick { span .hidden { (t!(lang, "select")) } } }
                th scope="col" { (t!(lang, "unit")) }
                th scope="col" .number { (t!(lang, "overdue-count")) }
                th scope="col" { (t!(lang, "overdue-longest")) }
                th scope="col" { (t!(lang, "duty")) }
            } }
            tbody { @for unit in units { (line(visit, filter, unit, reminded)) } }
        } },
    )
}

/// A unit that was reminded today is not to be picked again.
fn line(visit: &Visit, filter: &Filter, unit: &Unit<'_>, reminded: &[Reminded]) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let told = reminded.iter().find(|each| each.unit_id == *unit.id);
    html! { tr {
        @if visit.may(Action::Remind, Subject::Any) { td .pick {
            @if told.is_none() { input type="checkbox" name="unit" value=(unit.id) aria-label=(t!(lang, "by-hand-pick-unit", unit = unit_name(lang, plan, unit.id))); }
        } }
        th scope="row" { (unit_link(lang, plan, unit.id)) @if let Some(told) = told { " " span .mark title=(told.user_name) { (t!(lang, "by-hand-today")) } } }
        td .number { a href=(behind(filter, unit.id)) { (t!(lang, "items", n = unit.count)) } }
        td { (instant(lang, plan, visit.now, unit.since)) " " span .days { (words::days_left(lang, plan, visit.now, unit.since)) } }
        td { (duties(lang, &unit.duties)) }
    } }
}

/// Where a unit's overdue ones are listed.
pub fn behind(filter: &Filter, unit: &UnitId) -> String {
    Filter { unit: Some(unit.clone()), light: Some(Light::Overdue), ..filter.clone() }.href(PATH)
}

fn duties(lang: Lang, duties: &[(&Duty, i64)]) -> String {
    let named = |(duty, count): &(&Duty, i64)| match count {
        1 => lang.pick(&duty.title).to_owned(),
        count => format!("{} × {count}", lang.pick(&duty.title)),
    };
    let names: Vec<String> = duties.iter().map(named).collect();
    names.join(words::separator(lang))
}
