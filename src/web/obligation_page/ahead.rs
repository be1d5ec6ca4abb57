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
    let last = story.submissions.iter().max_by_key(|submission| submission.revision);
    let since = last.map(|submission| submission.reviewed_at.unwrap_or(submission.at));
    let coming = coming(visit.plan(), &story.obligation, since, told, visit.now);
    let last = coming.last().map(|each| each.planned.stage);
    let first = coming.iter().find(|each| issues(visit, story, each)).map(|each| each.planned.stage);
    let each = |each: Coming<'_>| {
        let stage = Some(each.planned.stage);
        reminder(visit, story, each, first == stage, last == stage)
    };
    coming.into_iter().map(each).collect()
}

/// Whether a supervision notice goes with this stage, if it is the first that can.
fn issues(visit: &Visit, story: &Story<'_>, coming: &Coming<'_>) -> bool {
    let (plan, due) = (visit.plan(), story.obligation.due_at);
    let from = plan.reminders.notice.as_ref().map(|rules| rules.from_overdue);
    let is_late =
        matches!(coming.planned.stage, Stage::Overdue { nth, .. } if from.is_some_and(|from| nth >= from));
    is_late
        && !story.notices.iter().any(|naming| due.is_some_and(|due| plan.local_date(due) == naming.due_on))
}

fn reminder(visit: &Visit, story: &Story<'_>, coming: Coming<'_>, is_first: bool, is_last: bool) -> Moment {
    let (lang, stage) = (visit.lang, coming.planned.stage);
    let step = Step {
        tone: match stage {
            Stage::Before { .. } | Stage::DueDay => Tone::Soon,
            Stage::Overdue { .. } => Tone::Overdue,
            Stage::Returned { .. } => Tone::Returned,
            Stage::Review { .. } => Tone::Submitted,
        },
        at: moment(visit, coming.at),
        what: html! { (t!(lang, "course-will-remind")) " · " (words::stage(lang, &stage.key())) },
        detail: Some(html! {
            (whom(visit, story, &coming.planned.step.to))
            @if is_first { br; (t!(lang, "course-will-issue")) }
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
        @if !story.is_reached && story.obligation.state.is_owed() { br; strong { (t!(lang, "course-not-reached")) } }
    }
}

/// How the chase goes on.
fn then(visit: &Visit, story: &Story<'_>) -> Markup {
    let (lang, rules) = (visit.lang, &visit.plan().reminders);
    let stages = match story.obligation.state {
        State::Returned => &rules.returned,
        State::Submitted => &rules.review,
        _ => rules.stages_for(story.place.duty),
    };
    let Stages { counted, then_every: Some(days), .. } = *stages else { return html! {} };
    let is_review = story.obligation.state == State::Submitted;
    let words = match counted {
        Days::Working if is_review => t!(lang, "course-then-review", days = days),
        Days::Calendar if is_review => t!(lang, "course-then-review-calendar", days = days),
        Days::Working => t!(lang, "course-then", days = days),
        Days::Calendar => t!(lang, "course-then-calendar", days = days),
    };
    html! { br; (words) }
}
