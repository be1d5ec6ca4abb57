//! The changes as a page: day by day, the latest first.

use maud::{Markup, html};

use super::super::components::{Tab, due, empty, light_of, pager, tabs, title, unit_link, unit_name};
use super::super::form::token_field;
use super::super::layout;
use super::super::visit::Visit;
use super::{Read, View};
use crate::domain::obligation::Obligation;
use crate::domain::plan::Place;
use crate::store::changes::Change;
use crate::words::{self, t};

pub fn page(visit: &Visit, read: &Read) -> Markup {
    let lang = visit.lang;
    layout::page(
        visit,
        &t!(lang, "nav-changes"),
        html! {
            h1 { (t!(lang, "nav-changes")) }
            (views(visit, read.tab))
            @if read.tab == View::New { (read_up_to(visit, read)) }
            @if read.changes.is_empty() {
                (empty(&if read.tab == View::New { t!(lang, "changes-none-new") } else { t!(lang, "changes-none") }))
            }
            @for day in read.changes.chunk_by(|a, b| same_day(visit, a, b)) { (one_day(visit, read, day)) }
            (pager(lang, read.page, read.more, |page| format!("/changes?tab={}&page={page}", name(read.tab))))
        },
    )
}

fn views(visit: &Visit, shown: View) -> Markup {
    let lang = visit.lang;
    let view = |(tab, label): (View, String)| Tab {
        href: format!("/changes?tab={}", name(tab)),
        label,
        count: None,
        is_here: tab == shown,
    };
    let all = [(View::New, t!(lang, "changes-new")), (View::Earlier, t!(lang, "changes-all"))];
    tabs(&t!(lang, "nav-changes"), &all.map(view))
}

fn name(tab: View) -> &'static str {
    match tab {
        View::New => "new",
        View::Earlier => "earlier",
    }
}

/// Since when these are new; the button takes them off, and nothing that came after the page was made.
fn read_up_to(visit: &Visit, read: &Read) -> Markup {
    let lang = visit.lang;
    let zone = visit.plan().zone;
    html! {
        div .since {
            @if let Some(before) = read.before { span .muted { (t!(lang, "changes-since", at = words::exact(before.at.in_zone(zone)))) } }
            @if !read.changes.is_empty() {
                form method="post" action="/changes/mark" {
                    (token_field(visit))
                    input type="hidden" name="seq" value=(read.now.seq);
                    input type="hidden" name="at" value=(read.now.at);
                    button .primary { (t!(lang, "changes-read")) }
                }
            }
        }
    }
}

fn same_day(visit: &Visit, a: &Change, b: &Change) -> bool {
    visit.plan().local_date(a.at) == visit.plan().local_date(b.at)
}

fn one_day(visit: &Visit, read: &Read, changes: &[Change]) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let Some(first) = changes.first() else { return html! {} };
    let (day, today) = (plan.local_date(first.at), plan.local_date(visit.now));
    html! { section .day {
        h2 {
            (words::date(lang, day, today)) " " span .muted { (words::weekday(lang, day.weekday())) }
            @if day == today { " " span .muted { (t!(lang, "today")) } }
        }
        ul .plain { @for group in changes.chunk_by(|a, b| same_matter(read, a, b)) { (line(visit, read, group)) } }
    } }
}

/// Several units that let the same date pass are one line, and so is all that a new version of the plan asks for.
fn same_matter(read: &Read, a: &Change, b: &Change) -> bool {
    let duty = |change: &Change| about(read, change).map(|row| (&row.duty_id, &row.period));
    a.what == b.what
        && a.at == b.at
        && match a.what.as_str() {
            "overdue" => duty(a) == duty(b),
            what => what == "added",
        }
}

fn about<'a>(read: &'a Read, change: &Change) -> Option<&'a Obligation> {
    read.obligations.get(change.obligation_id.as_ref()?)
}

fn line(visit: &Visit, read: &Read, group: &[Change]) -> Markup {
    let Some(change) = group.first() else { return html! {} };
    let row = about(read, change);
    let place = row.and_then(|row| visit.plan().duty(&row.duty_id));
    html! { li .change {
        span .when { (clock(visit, change)) }
        div { @match (change.what.as_str(), row, place) {
            ("mail_failed", ..) => {
                strong { (t!(visit.lang, "change-mail-failed")) } " "
                a href={ "/messages/" (change.detail) } { (t!(visit.lang, "change-open-message")) }
            }
            ("reminded", ..) => {
                strong { (t!(visit.lang, "change-reminded")) } " " (change.detail) " "
                a href="/obligations" { (t!(visit.lang, "change-reminded-of", n = change.count)) }
            }
            ("added", ..) => { (added(visit, read, group)) }
            ("overdue", Some(_), Some(place)) if group.len() > 1 => { (overdue(visit, read, group, place)) }
            (what, Some(row), Some(place)) => { (act(visit, change, what, row, place)) }
            _ => { (words::act(visit.lang, &change.what)) }
        } }
    } }
}

fn clock(visit: &Visit, change: &Change) -> Markup {
    let local = change.at.in_zone(visit.plan().zone);
    let exact = words::exact(local);
    let time = exact.split(' ').next_back().unwrap_or_default();
    html! { time datetime=(change.at) title=(exact) { (time) } }
}

/// What was done to one obligation, by whom and why, and how it stands now.
fn act(visit: &Visit, change: &Change, what: &str, row: &Obligation, place: Place<'_>) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let word = if what == "overdue" { t!(lang, "change-overdue") } else { words::act(lang, what) };
    html! {
        strong { (word) } " "
        a href={ "/obligations/" (row.id) } { (title(lang, place, row)) }
        @if visit.user.unit_id.is_none() { " " (unit_link(lang, plan, &row.unit_id)) }
        div .meta {
            (light_of(visit, row)) " "
            @if row.state.is_owed() { (due(visit, row)) " " }
            @if let Some(name) = &change.user_name { span .muted { (name) } }
        }
        @if !change.detail.is_empty() { p .excerpt { (words::detail_of(lang, plan, place.duty, what, &change.detail)) } }
    }
}

/// What the plan began to ask of this unit, duty by duty.
fn added(visit: &Visit, read: &Read, group: &[Change]) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let rows = group.iter().filter_map(|change| Some((change.count, about(read, change)?)));
    let rows: Vec<_> = rows.filter_map(|(count, row)| Some((count, row, plan.duty(&row.duty_id)?))).collect();
    let all: i64 = rows.iter().map(|(count, ..)| count).sum();
    html! { details open[rows.len() < 4] {
        summary { (t!(lang, "change-added")) " " (t!(lang, "items", n = all)) }
        ul .plain { @for (count, row, place) in rows { li {
            @if count > 1 {
                a href={ "/units/" (row.unit_id) "?project=" (place.project.number) "#t-" (place.task.id) } { (place.task.id) " " (lang.pick(&place.duty.title)) }
                " " span .muted { (t!(lang, "search-periods", n = count)) }
            } @else {
                a href={ "/obligations/" (row.id) } { (place.task.id) " " (title(lang, place, row)) }
            }
            " " span .muted { (words::due_rule(lang, plan, &place.duty.due)) }
        } } }
    } }
}

fn overdue(visit: &Visit, read: &Read, group: &[Change], place: Place<'_>) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let mut rows: Vec<&Obligation> = group.iter().filter_map(|change| about(read, change)).collect();
    rows.sort_by_key(|row| plan.position(&row.unit_id));
    let name = rows.first().map(|row| title(lang, place, row)).unwrap_or_default();
    html! {
        strong { (t!(lang, "change-overdue")) } " "
        a href={ "/tasks/" (place.task.id) "#d-" (place.duty.id) } { (name) }
        " " span .muted { (t!(lang, "in-units", n = rows.len())) }
        ul .names { @for row in rows { li { a href={ "/obligations/" (row.id) } { (unit_name(lang, plan, &row.unit_id)) } } } }
    }
}
