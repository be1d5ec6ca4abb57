//! What is overdue (逾期未报), one line for each unit, worst first; the rest folded away.

use std::cmp::Reverse;

use maud::{Markup, html};

use super::filter::Filter;
use super::listed::PATH;
use crate::domain::access::{Action, Subject};
use crate::domain::ids::UnitId;
use crate::domain::obligation::Light;
use crate::domain::plan::{Duty, Plan, Unit};
use crate::domain::timestamp::Timestamp;
use crate::store::by_hand::Reminded;
use crate::web::components::{empty, instant, scroll, unit_link, unit_name};
use crate::web::reminders::From;
use crate::web::visit::Visit;
use crate::words::{self, Lang, t};

/// Units beyond this many are folded away.
const SHOWN: usize = 10;

/// A unit with everything that it is late with.
pub struct Late<'a> {
    pub unit: &'a Unit,
    pub count: i64,
    since: Timestamp,
    duties: Vec<(&'a Duty, i64)>,
}

/// Puts one more with those of its unit.
pub fn add<'a>(all: &mut Vec<Late<'a>>, unit: &'a Unit, duty: &'a Duty, since: Timestamp) {
    let Some(late) = all.iter_mut().find(|late| std::ptr::eq(late.unit, unit)) else {
        return all.push(Late { unit, count: 1, since, duties: vec![(duty, 1)] });
    };
    late.count += 1;
    late.since = late.since.min(since);
    match late.duties.iter_mut().find(|(each, _)| std::ptr::eq(*each, duty)) {
        Some((_, count)) => *count += 1,
        None => late.duties.push((duty, 1)),
    }
}

/// The most first, and of those the longest; a unit's duties likewise.
pub fn sort(plan: &Plan, all: &mut [Late<'_>]) {
    all.sort_by_key(|late| (Reverse(late.count), late.since, plan.position(&late.unit.id)));
    for late in all {
        late.duties.sort_by_key(|(duty, count)| (Reverse(*count), plan.place(&duty.id)));
    }
}

pub fn view(visit: &Visit, filter: &Filter, units: &[Late<'_>], reminded: &[Reminded]) -> Markup {
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

fn tables(visit: &Visit, filter: &Filter, units: &[Late<'_>], reminded: &[Reminded]) -> Markup {
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

fn table(visit: &Visit, filter: &Filter, units: &[Late<'_>], reminded: &[Reminded], caption: &str) -> Markup {
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
fn line(visit: &Visit, filter: &Filter, late: &Late<'_>, reminded: &[Reminded]) -> Markup {
    let (lang, plan, unit) = (visit.lang, visit.plan(), &late.unit.id);
    let told = reminded.iter().find(|each| each.unit_id == *unit);
    html! { tr {
        @if visit.may(Action::Remind, Subject::Any) { td .pick {
            @if told.is_none() { input type="checkbox" name="unit" value=(unit) aria-label=(t!(lang, "by-hand-pick-unit", unit = unit_name(lang, plan, unit))); }
        } }
        th scope="row" { (unit_link(lang, plan, unit)) @if let Some(told) = told { " " span .mark title=(told.user_name) { (t!(lang, "by-hand-today")) } } }
        td .number { a href=(behind(filter, unit)) { (t!(lang, "items", n = late.count)) } }
        td { (instant(lang, plan, visit.now, late.since)) " " span .days { (words::days_left(lang, plan, visit.now, late.since)) } }
        td { (duties(lang, &late.duties)) }
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
