//! Reminders that went out (提醒): when, how far off the due date was then, to whom, and whether they arrived.

use maud::{Markup, html};

use super::Story;
use super::course::{Moment, Part};
use crate::domain::access::{Action, Subject};
use crate::domain::by_hand::STAGE;
use crate::domain::supervision::is_of_notice;
use crate::domain::timestamp::Timestamp;
use crate::store::outbox::State;
use crate::store::reminders::Told;
use crate::web::components::{Step, Tone, moment};
use crate::web::messages::{self, reader::reader};
use crate::web::visit::Visit;
use crate::words::{self, t};

/// One for each stage, whoever was told of it.
pub(super) fn moments(visit: &Visit, story: &Story<'_>) -> Vec<Moment> {
    let is_same = |a: &Told, b: &Told| (a.at, &a.stage) == (b.at, &b.stage);
    let groups = story.told.chunk_by(is_same).filter_map(|group| Some((group.first()?, group)));
    let staged = groups.filter(|(first, _)| !first.stage.starts_with(STAGE) && !is_of_notice(&first.stage));
    staged.map(|(first, group)| reminder(visit, first, group)).collect()
}

/// Who got a letter because somebody pressed at this instant.
pub(super) fn by_hand(visit: &Visit, story: &Story<'_>, at: Timestamp) -> Markup {
    let is_then = |told: &&Told| told.at == at && told.stage.starts_with(STAGE);
    let group: Vec<&Told> = story.told.iter().filter(is_then).collect();
    html! { p { (t!(visit.lang, "course-to")) (recipients(visit, &group)) } }
}

fn reminder(visit: &Visit, first: &Told, group: &[Told]) -> Moment {
    let lang = visit.lang;
    let step = Step {
        tone: if first.stage.starts_with("overdue-") { Tone::Overdue } else { Tone::Soon },
        at: moment(visit, first.at),
        what: html! { strong { (t!(lang, "course-reminded")) } " · " (words::told(lang, visit.plan(), &first.stage, first.at)) },
        detail: Some(
            html! { (t!(lang, "course-to")) (recipients(visit, &group.iter().collect::<Vec<_>>())) },
        ),
    };
    Moment { at: first.at, part: Part::Reminder, is_ahead: false, step }
}

/// Whoever may see the outbox gets to each mail, and reads what the mail server said. What became of all alike is
/// said once.
pub(super) fn recipients(visit: &Visit, group: &[&Told]) -> Markup {
    let lang = visit.lang;
    let opens = visit.may(Action::SeeMessages, Subject::Any);
    let name = |told: &Told| reader(visit, &told.channel, told.user_name.as_deref());
    let became = |told: &Told| messages::became(lang, told.state, told.reply.as_deref());
    let is_alike = group.iter().all(|told| Some(became(told)) == group.first().map(|first| became(first)));
    let replies: Vec<_> = group.iter().filter(|told| opens && answered(told)).collect();
    html! {
        @for (at, told) in group.iter().enumerate() {
            @if at > 0 { (words::separator(lang)) }
            @if opens { a href={ "/messages/" (told.message_id) } { (name(told)) } } @else { (name(told)) }
            @if !is_alike || at + 1 == group.len() { (t!(lang, "in-brackets", text = became(told))) }
        }
        @if !replies.is_empty() {
            details { summary { (t!(lang, "course-replies")) } ul { @for told in replies {
                li { (name(told)) " · " (told.reply.as_deref().unwrap_or_default()) }
            } } }
        }
    }
}

fn answered(told: &Told) -> bool {
    told.state != State::Withdrawn && told.reply.is_some()
}
