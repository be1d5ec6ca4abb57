//! A month as a list (列表): day by day what falls due, and nothing of the days on which nothing does.

use std::collections::BTreeMap;

use maud::{Markup, html};
use time::Date;

use super::day_mark;
use super::entries::Entry;
use crate::domain::deadline::LAST_SECOND;
use crate::domain::timestamp::Timestamp;
use crate::web::visit::Visit;
use crate::words;

pub fn view(visit: &Visit, entries: &[Entry<'_>]) -> Markup {
    let mut days: BTreeMap<Date, Vec<&Entry<'_>>> = BTreeMap::new();
    for entry in entries {
        days.entry(entry.day).or_default().push(entry);
    }
    html! { ol .agenda { @for (day, entries) in &days { (one_day(visit, *day, entries)) } } }
}

fn one_day(visit: &Visit, day: Date, entries: &[&Entry<'_>]) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let today = plan.local_date(visit.now);
    let end = Timestamp::local(day, LAST_SECOND, plan.zone);
    html! {
        li .today[day == today] aria-current=[(day == today).then_some("date")] {
            h2 {
                time datetime=(day) { (words::date(lang, day, today)) }
                " " span .weekday { (words::weekday(lang, day.weekday())) }
                (day_mark(visit, plan, day))
                // How late something is, its own light tells.
                @if day >= today { " " span .days { (words::days_left(lang, plan, visit.now, end)) } }
            }
            ul .plain { @for entry in entries { li { (entry.view(visit)) p .muted { (entry.requirement(lang)) } } } }
        }
    }
}
