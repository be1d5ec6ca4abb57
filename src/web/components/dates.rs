//! Dates (时限): the day and the days left in words, the exact time on hover.

use maud::{Markup, html};

use crate::domain::obligation::Obligation;
use crate::domain::plan::Plan;
use crate::domain::timestamp::Timestamp;
use crate::web::visit::Visit;
use crate::words::{self, Lang, t};

/// When an obligation is due, and how long until then while it is still owed.
pub fn due(visit: &Visit, obligation: &Obligation) -> Markup {
    due_at(visit.lang, visit.plan(), visit.now, obligation.due_at, obligation.state.is_owed())
}

/// A due date, if there is one, with the days left where that matters.
pub fn due_at(lang: Lang, plan: &Plan, now: Timestamp, at: Option<Timestamp>, is_owed: bool) -> Markup {
    let Some(at) = at else { return html! { span .due.muted { (t!(lang, "no-due-date")) } } };
    html! { span .due {
        (instant(lang, plan, now, at))
        @if is_owed { " " span .days { (words::days_left(lang, plan, now, at)) } }
    } }
}

/// A day in words with the exact time on hover.
pub fn instant(lang: Lang, plan: &Plan, now: Timestamp, at: Timestamp) -> Markup {
    let local = at.in_zone(plan.zone);
    html! {
        time datetime=(at) title=(words::exact(local)) {
            (words::date(lang, local.date(), plan.local_date(now)))
        }
    }
}

/// Date and time of something that happened.
pub fn moment(visit: &Visit, at: Timestamp) -> Markup {
    html! { time datetime=(at) { (words::exact(at.in_zone(visit.plan().zone))) } }
}
