//! What a leader looks for: how many on time, who is red, whether it gets better, what waits.

use std::cmp::Ordering;

use maud::{Markup, html};

use super::Parts;
use super::filter::{Filter, month_name};
use super::late::{Late, behind};
use super::listed::PATH;
use crate::domain::access::{Action, Subject};
use crate::domain::obligation::Light;
use crate::domain::plan::Plan;
use crate::domain::progress::Progress;
use crate::domain::timestamp::Timestamp;
use crate::store::standings::Waiting;
use crate::web::components::{Point, Stat, light, stats, trend};
use crate::web::reminders;
use crate::web::visit::Visit;
use crate::words::{self, Lang, t};

/// Red units that are named; the others are counted.
const NAMED: usize = 8;

/// Months of the trend.
const MONTHS: usize = 6;

pub fn view(visit: &Visit, filter: &Filter, parts: &Parts<'_>) -> Markup {
    let lang = visit.lang;
    html! {
        section .lead {
            div {
                p .sentence { (sentence(visit, parts)) }
                @if !parts.board.late.is_empty() { (red(visit, filter, &parts.board.late)) }
                (figures(visit, filter, parts))
            }
            (trend(lang, &t!(lang, "trend-title"), 1000, &points(visit, parts)))
        }
    }
}

/// The whole of it in one sentence.
fn sentence(visit: &Visit, parts: &Parts<'_>) -> String {
    let (lang, all) = (visit.lang, &parts.board.all);
    let Some(rate) = all.on_time_permille() else { return t!(lang, "lead-nothing-due") };
    let (late, units) = (all.count(Light::Overdue), parts.board.late.len());
    let red =
        if units > 0 { t!(lang, "lead-red", units = units, n = late) } else { t!(lang, "lead-none-red") };
    let clauses = [Some(t!(lang, "lead-rate", rate = percent(rate))), Some(red), tendency(visit, parts)];
    let clauses: Vec<String> = clauses.into_iter().flatten().collect();
    let clauses = clauses.join(words::clause_separator(lang));
    match lang {
        Lang::Zh => format!("{clauses}。"),
        Lang::En => format!("{clauses}."),
    }
}

/// The latest month in which something was due, beside the one before it.
fn tendency(visit: &Visit, parts: &Parts<'_>) -> Option<String> {
    let lang = visit.lang;
    let rated = |(month, progress): (u8, &Progress)| Some((month, progress.on_time_permille()?));
    let mut latest = parts.board.months_so_far(visit).rev().filter_map(rated);
    let ((month, rate), (before, earlier)) = (latest.next()?, latest.next()?);
    let (change, points) = (rate.cmp(&earlier), tenths((rate - earlier).abs()));
    let (month, before, rate) = (month_name(lang, month), month_name(lang, before), percent(rate));
    Some(match change {
        Ordering::Greater => {
            t!(lang, "lead-up", month = month, rate = rate, before = before, points = points)
        }
        Ordering::Less => t!(lang, "lead-down", month = month, rate = rate, before = before, points = points),
        Ordering::Equal => t!(lang, "lead-same", month = month, rate = rate, before = before),
    })
}

/// Who is red, by name, worst first.
fn red(visit: &Visit, filter: &Filter, units: &[Late<'_>]) -> Markup {
    let (lang, rest) = (visit.lang, units.len().saturating_sub(NAMED));
    html! { p .red {
        (light(lang, Light::Overdue)) " "
        @for late in units.iter().take(NAMED) {
            a href=(behind(filter, &late.unit.id)) { (lang.pick(&late.unit.name)) " " (late.count) } " "
        }
        @if rest > 0 { a href="#late" { (t!(lang, "red-rest", n = rest)) } }
    } }
}

fn figures(visit: &Visit, filter: &Filter, parts: &Parts<'_>) -> Markup {
    let (lang, all) = (visit.lang, &parts.board.all);
    let listed = |only: Light| {
        let href = Filter { light: Some(only), ..filter.clone() }.href(PATH);
        html! { @if all.count(only) > 0 { a href=(href) { (light(lang, only)) } } @else { (light(lang, only)) } }
    };
    let figure = |label, value: i64, note| Stat { label, value: value.to_string(), note };
    let none = || html! {};
    let on_time = all.on_time_permille().map_or_else(|| t!(lang, "nothing-due-yet"), percent);
    stats(&[
        figure(html! { (t!(lang, "headline-due")) }, all.due(), none()),
        figure(html! { (t!(lang, "headline-on-time")) }, all.on_time(), html! { span .muted { (on_time) } }),
        figure(
            listed(Light::Overdue),
            all.count(Light::Overdue),
            html! { span .muted { (t!(lang, "in-units", n = parts.board.late.len())) } (remind(visit, filter, parts)) },
        ),
        figure(listed(Light::Returned), all.count(Light::Returned), none()),
        figure(listed(Light::Submitted), all.count(Light::Submitted), waits(visit, parts)),
    ])
}

/// The way to remind all that are late.
fn remind(visit: &Visit, filter: &Filter, parts: &Parts<'_>) -> Markup {
    let may = !parts.board.late.is_empty() && visit.may(Action::Remind, Subject::Any);
    html! { @if may { " " a .go href=(reminders::href_of_late(filter)) { (t!(visit.lang, "by-hand")) } } }
}

/// How long the report waits that has waited longest, and the way to it.
fn waits(visit: &Visit, parts: &Parts<'_>) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    html! { @if let Some(since) = parts.waiting {
        @let days = plan.calendar.working_days_between(plan.local_date(since), plan.local_date(visit.now));
        span .muted { @if days > 0 { (t!(lang, "waits-days", days = days)) } @else { (t!(lang, "waits-today")) } }
        @if visit.may(Action::Review, Subject::Any) { " " a .go href="/reviews" { (t!(lang, "go-review")) } }
    } }
}

/// Since when the report waits that has waited longest.
pub fn oldest(plan: &Plan, filter: &Filter, waiting: &[Waiting]) -> Option<Timestamp> {
    let mut looked_at = waiting.iter().filter(|row| {
        let place = plan.duty(&row.duty_id);
        place.is_some_and(|place| filter.holds(plan, &row.unit_id, place)) && filter.is_due(plan, row.due_at)
    });
    looked_at.next().map(|row| row.at)
}

/// On time by the month of the due date: the latest months, as many as a phone has room for.
fn points(visit: &Visit, parts: &Parts<'_>) -> Vec<Point> {
    let lang = visit.lang;
    let point = |(month, progress): (u8, &Progress)| {
        let value = progress.on_time_permille();
        Point {
            label: month_name(lang, month), value, words: value.map_or_else(|| "–".to_owned(), percent)
        }
    };
    let mut points: Vec<Point> = parts.board.months_so_far(visit).rev().take(MONTHS).map(point).collect();
    points.reverse();
    points
}

/// 87.5%
fn percent(permille: i64) -> String {
    if permille == 1000 { "100%".to_owned() } else { format!("{}%", tenths(permille)) }
}

/// 2.3 of 23
fn tenths(permille: i64) -> String {
    format!("{}.{}", permille / 10, permille % 10)
}
