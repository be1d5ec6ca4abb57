//! Reminders that are still to come (待发提醒), as long as nobody sends anything.

use maud::{Markup, html};

use super::Story;
use super::course::{Moment, Part};
use crate::domain::chase::{Coming, coming};
use crate::domain::reminder::Stage;
use crate::web::components::{Step, Tone, moment};
use crate::web::visit::Visit;
use crate::words::{self, t};

pub(super) fn moments(visit: &Visit, story: &Story<'_>) -> Vec<Moment> {
    let told = |key: &str| story.told.iter().any(|told| told.stage == key);
    let coming = coming(visit.plan(), &story.obligation, told, visit.now);
    let last = coming.last().map(|each| each.stage);
    coming.into_iter().map(|each| reminder(visit, story, each, last == Some(each.stage))).collect()
}

fn reminder(visit: &Visit, story: &Story<'_>, coming: Coming, is_last: bool) -> Moment {
    let (lang, plan) = (visit.lang, visit.plan());
    let every = plan.reminders.stages_for(story.place.duty).then_every.filter(|_| is_last);
    let step = Step {
        tone: if matches!(coming.stage, Stage::Overdue { .. }) { Tone::Overdue } else { Tone::Soon },
        at: moment(visit, coming.at),
        what: html! { (t!(lang, "course-will-remind")) " · " (words::stage(lang, &coming.stage.key())) },
        detail: Some(html! {
            (whom(visit, story, coming.stage))
            @if let Some(days) = every { br; (t!(lang, "course-then", days = days)) }
        }),
    };
    Moment { at: coming.at, part: Part::Reminder, is_ahead: true, step }
}

/// In words of roles; or that nobody would hear of it.
fn whom(visit: &Visit, story: &Story<'_>, stage: Stage) -> Markup {
    let lang = visit.lang;
    let first = visit.plan().reminders.leader_from;
    let is_escalated = matches!(stage, Stage::Overdue { nth, .. } if nth >= first);
    html! {
        @if is_escalated { (t!(lang, "course-to-leaders")) } @else { (t!(lang, "course-to-liaisons")) }
        @if !story.is_reached { br; strong { (t!(lang, "course-not-reached")) } }
    }
}
