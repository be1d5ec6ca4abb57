//! Reminders that are still to come (待发提醒), as long as nobody sends anything.

use maud::{Markup, html};

use super::Story;
use super::course::{Moment, Part};
use crate::domain::chase::{Coming, coming};
use crate::domain::deadline::Days;
use crate::domain::obligation::State;
use crate::domain::reminder::{Audience, Stage, Stages};
use crate::web::components::{Step, Tone, moment};
use crate::web::visit::Visit;
use crate::words::{self, t};

pub(super) fn moments(visit: &Visit, story: &Story<'_>) -> Vec<Moment> {
    let told = |key: &str| story.told.iter().any(|told| told.stage == key);
    let returned = story.submissions.iter().max_by_key(|submission| submission.revision);
    let returned = returned.and_then(|submission| submission.reviewed_at);
    let coming = coming(visit.plan(), &story.obligation, returned, told, visit.now);
    let last = coming.last().map(|each| each.planned.stage);
    coming.into_iter().map(|each| reminder(visit, story, each, last == Some(each.planned.stage))).collect()
}

fn reminder(visit: &Visit, story: &Story<'_>, coming: Coming<'_>, is_last: bool) -> Moment {
    let (lang, stage) = (visit.lang, coming.planned.stage);
    let step = Step {
        tone: match stage {
            Stage::Before { .. } | Stage::DueDay => Tone::Soon,
            Stage::Overdue { .. } => Tone::Overdue,
            Stage::Returned { .. } => Tone::Returned,
        },
        at: moment(visit, coming.at),
        what: html! { (t!(lang, "course-will-remind")) " · " (words::stage(lang, &stage.key())) },
        detail: Some(html! {
            (whom(visit, story, &coming.planned.step.to))
            @if is_last { (then(visit, story)) }
        }),
    };
    Moment { at: coming.at, part: Part::Reminder, is_ahead: true, step }
}

/// In words of roles; or that nobody would hear of it.
fn whom(visit: &Visit, story: &Story<'_>, to: &[Audience]) -> Markup {
    let lang = visit.lang;
    html! {
        (t!(lang, "course-to-them", who = words::audience(lang, to)))
        @if !story.is_reached { br; strong { (t!(lang, "course-not-reached")) } }
    }
}

/// How the chase goes on.
fn then(visit: &Visit, story: &Story<'_>) -> Markup {
    let (lang, rules) = (visit.lang, &visit.plan().reminders);
    let is_returned = story.obligation.state == State::Returned;
    let stages = if is_returned { &rules.returned } else { rules.stages_for(story.place.duty) };
    let Stages { counted, then_every: Some(days), .. } = *stages else { return html! {} };
    let words = match counted {
        Days::Working => t!(lang, "course-then", days = days),
        Days::Calendar => t!(lang, "course-then-calendar", days = days),
    };
    html! { br; (words) }
}
