//! The calendar (日历): a month's due dates, among its holidays and make-up days or as a list.

use maud::{Markup, html};
use serde::Deserialize;
use time::{Date, Time, Weekday};

use super::components::{Tab, tabs};
use super::error::Result;
use super::form::Asked;
use super::layout;
use super::standing::seen;
use super::visit::Visit;
use crate::domain::access::{Action, Subject};
use crate::domain::deadline::LAST_SECOND;
use crate::domain::obligation::Obligation;
use crate::domain::plan::Plan;
use crate::domain::timestamp::Timestamp;
use crate::store::obligations;
use crate::words::{self, t};
use entries::Entry;
use month::Month;

mod entries;
mod list;
mod month;

#[derive(Deserialize)]
pub struct Shown {
    /// `2026-06`; this month where it is left out.
    month: Option<Month>,
    #[serde(default)]
    view: View,
}

#[derive(Deserialize, Default, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum View {
    #[default]
    Month,
    List,
}

impl View {
    /// Where a month stands in this view.
    fn href(self, month: Month) -> String {
        match self {
            Self::Month => format!("/calendar?month={month}"),
            Self::List => format!("/calendar?month={month}&view=list"),
        }
    }

    fn today(self) -> &'static str {
        match self {
            Self::Month => "/calendar",
            Self::List => "/calendar?view=list",
        }
    }
}

pub async fn show(visit: Visit, Asked(shown): Asked<Shown>) -> Result<Markup> {
    let month = shown.month.unwrap_or_else(|| Month::of(visit.plan().local_date(visit.now)));
    if !visit.may(Action::SeeObligation, Subject::Any) {
        return Ok(page(&visit, month, shown.view, &entries::of_plan(visit.plan(), month)));
    }
    let due = due_in(&visit, month).await?;
    Ok(page(&visit, month, shown.view, &entries::of_obligations(&visit, &seen(&visit, &due))))
}

/// What falls due in a month: one's own unit's, or every unit's.
async fn due_in(visit: &Visit, month: Month) -> Result<Vec<Obligation>> {
    let plan = visit.plan();
    let from = Timestamp::local(month.first(), Time::MIDNIGHT, plan.zone);
    let to = Timestamp::local(month.last(), LAST_SECOND, plan.zone);
    let mut tx = visit.app.db.read().await?;
    let Some(unit) = &visit.user.unit_id else {
        return Ok(obligations::due_between(&mut tx, &plan.id, from, to).await?);
    };
    let mut own = obligations::by_unit(&mut tx, &plan.id, unit).await?;
    own.retain(|obligation| obligation.due_at.is_some_and(|due| from <= due && due <= to));
    Ok(own)
}

fn page(visit: &Visit, month: Month, view: View, entries: &[Entry<'_>]) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let name = words::period(lang, &month.period());
    layout::page(
        visit,
        &t!(lang, "calendar-of", month = name.as_str()),
        html! {
            h1 { (name) }
            (views(visit, month, view))
            nav .pager aria-label=(t!(lang, "months")) {
                @if let Some(before) = month.before() { a .button href=(view.href(before)) rel="prev" { (t!(lang, "previous-month")) } }
                a .button href=(view.today()) { (t!(lang, "this-month")) }
                @if let Some(after) = month.after() { a .button href=(view.href(after)) rel="next" { (t!(lang, "next-month")) } }
            }
            @if !plan.calendar.covers(month.first().year()) {
                p .notice { (t!(lang, "calendar-unknown", year = month.first().year().to_string())) }
            }
            @match view { View::Month => (grid(visit, month, entries)), View::List => (list::view(visit, entries)) }
            @if entries.is_empty() { p .muted { (t!(lang, "calendar-empty")) } }
            p .muted { (t!(lang, "calendar-legend")) }
            p { a href="/calendar/subscription" { (t!(lang, "feed-title")) } " " (t!(lang, "feed-invite")) }
        },
    )
}

fn views(visit: &Visit, month: Month, view: View) -> Markup {
    let tab = |to: View, label: String| Tab { href: to.href(month), label, count: None, is_here: to == view };
    let lang = visit.lang;
    let all = [tab(View::Month, t!(lang, "calendar-grid")), tab(View::List, t!(lang, "calendar-list"))];
    tabs(&t!(lang, "calendar-views"), &all)
}

fn grid(visit: &Visit, month: Month, entries: &[Entry<'_>]) -> Markup {
    html! {
        div .weekdays aria-hidden="true" { @for day in WEEK { span { (words::weekday(visit.lang, day)) } } }
        ol .month { @for day in month.days() { (one_day(visit, day, entries)) } }
    }
}

const WEEK: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

fn one_day(visit: &Visit, day: Date, entries: &[Entry<'_>]) -> Markup {
    let plan = visit.plan();
    let entries: Vec<&Entry<'_>> = entries.iter().filter(|entry| entry.day == day).collect();
    let today = plan.local_date(visit.now) == day;
    let marked = plan.calendar.holiday(day).is_some() || plan.calendar.is_make_up_day(day);
    // A phone shows the days on which there is something; the rest is not worth the way down.
    let free = entries.is_empty() && !marked && !today;
    let off = !plan.calendar.is_working_day(day);
    html! {
        li class={ "day-" (day.weekday().number_from_monday()) @if off { " off" } @if free { " free" } @if today { " today" } }
            aria-current=[today.then_some("date")] {
            p .date {
                time datetime=(day) { (day.day()) span .weekday { " " (words::weekday(visit.lang, day.weekday())) } }
                (day_mark(visit, plan, day))
                @if today { " " strong { (t!(visit.lang, "today")) } }
            }
            @if !entries.is_empty() { ul .plain { @for entry in entries { li { (entry.view(visit)) } } } }
        }
    }
}

/// 休 with the holiday's name, or 班.
fn day_mark(visit: &Visit, plan: &Plan, day: Date) -> Markup {
    html! {
        @if let Some(name) = plan.calendar.holiday(day) { " " span .rest { (t!(visit.lang, "day-off")) " " span lang="zh-CN" { (name) } } }
        @if plan.calendar.is_make_up_day(day) { " " span .work { (t!(visit.lang, "day-worked")) } }
    }
}
