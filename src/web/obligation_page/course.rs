//! What happened to an obligation, as one course (办理过程), latest first: acts, reminders and due dates, parted
//! from what is still to come by where now stands.

use std::cmp::Reverse;

use maud::{Markup, html};

use super::{Story, ahead, noticed, told, unsent};
use crate::domain::obligation::{State, Timeliness};
use crate::domain::report::Kind;
use crate::domain::timestamp::Timestamp;
use crate::store::events::Event;
use crate::web::components::{Step, Tone, course, moment};
use crate::web::visit::Visit;
use crate::words::{self, t};

/// A step and when it is.
pub(super) struct Moment {
    pub at: Timestamp,
    pub part: Part,
    pub is_ahead: bool,
    pub step: Step,
}

/// What comes after what within one second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Added,
    Reminder,
    /// By the event's number
    Act(i64),
    Due,
}

pub(super) fn panel(visit: &Visit, story: &Story<'_>) -> Markup {
    let mut all = acts(visit, story);
    all.extend(added(visit, story));
    all.extend(told::moments(visit, story));
    all.extend(noticed::moments(visit, story));
    all.extend(due_dates(visit, story));
    all.extend(ahead::moments(visit, story));
    all.sort_by_key(|moment| Reverse((moment.at, moment.part)));
    let (ahead, past): (Vec<Moment>, Vec<Moment>) = all.into_iter().partition(|moment| moment.is_ahead);
    let steps = |moments: Vec<Moment>| moments.into_iter().map(|moment| moment.step).collect::<Vec<_>>();
    let now = html! { strong { (t!(visit.lang, "course-now")) } " " (moment(visit, visit.now)) };
    html! {
        section .panel {
            h2 { (t!(visit.lang, "history")) }
            (course(&steps(ahead), &now, &steps(past)))
            (unsent::panel(visit, story))
        }
    }
}

/// The beginning: from when on the plan asks for it.
fn added(visit: &Visit, story: &Story<'_>) -> Option<Moment> {
    let at = story.added_at?;
    let due = story.obligation.scheduled_at.map(|due| words::exact(due.in_zone(visit.plan().zone)));
    let step = Step {
        tone: Tone::NotDue,
        at: moment(visit, at),
        what: html! { (t!(visit.lang, "course-added")) },
        detail: due.map(|due| html! { (t!(visit.lang, "course-added-due", due = due)) }),
    };
    Some(Moment { at, part: Part::Added, is_ahead: false, step })
}

fn acts(visit: &Visit, story: &Story<'_>) -> Vec<Moment> {
    let mut counts = Counts::default();
    let act = |event: &Event| {
        counts.count(event);
        let step = Step {
            tone: tone(story, event),
            at: moment(visit, event.at),
            what: html! {
                strong { (words::act(visit.lang, &event.act)) }
                @if let Some(name) = &event.user_name { " · " (name) }
                @if event.act == "submitted" { (submission(visit, story, counts.submissions)) }
            },
            detail: detail(visit, story, event, counts),
        };
        Moment { at: event.at, part: Part::Act(event.seq), is_ahead: false, step }
    };
    // What notices say, they say themselves.
    story.events.iter().filter(|event| event.act != "notice_issued").map(act).collect()
}

/// How many of each there have been up to an event: what tells which row an event is about.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    submissions: i64,
    asked: i64,
    decided: i64,
}

impl Counts {
    fn count(&mut self, event: &Event) {
        match event.act.as_str() {
            "submitted" => self.submissions += 1,
            "extension_asked" => self.asked += 1,
            "extension_granted" | "extension_refused" => self.decided += 1,
            _ => {}
        }
    }
}

fn tone(story: &Story<'_>, event: &Event) -> Tone {
    match event.act.as_str() {
        "submitted" => Tone::Submitted,
        "accepted" if story.obligation.timeliness(event.at) == Timeliness::Late => Tone::Late,
        "accepted" | "extension_granted" => Tone::OnTime,
        "returned" | "extension_refused" => Tone::Returned,
        "extension_asked" | "figures_corrected" => Tone::Soon,
        "reminded_by_hand" => Tone::Overdue,
        "exempted" => Tone::Exempt,
        _ => Tone::NotDue,
    }
}

/// Which revision it was, leading to what was sent, and to what changed in it.
fn submission(visit: &Visit, story: &Story<'_>, revision: i64) -> Markup {
    let (lang, id) = (visit.lang, &story.obligation.id);
    let sent = story.submissions.iter().find(|submission| submission.revision == revision);
    let is_late = revision == 1 && story.obligation.timeliness(visit.now) == Timeliness::Late;
    html! {
        @if let Some(sent) = sent {
            " · " a href={ "#revision-" (revision) } { (t!(lang, "revision", number = revision)) }
            @if sent.kind == Kind::Nil { " · " (t!(lang, "nil-return")) }
            @if is_late { " · " (t!(lang, "filter-late")) }
            @if revision > 1 { " · " a href={ "/obligations/" (id) "/revisions/" (revision) } { (t!(lang, "compare-link")) } }
        }
    }
}

/// What a person wrote or the plan did; of an extension also until when.
fn detail(visit: &Visit, story: &Story<'_>, event: &Event, counts: Counts) -> Option<Markup> {
    let (lang, zone) = (visit.lang, visit.plan().zone);
    let number = match event.act.as_str() {
        "extension_asked" => Some(counts.asked),
        "extension_granted" | "extension_refused" => Some(counts.decided),
        _ => None,
    };
    let extension = story.extensions.iter().find(|extension| Some(extension.number) == number);
    let until = extension.map(|extension| words::exact(extension.until.in_zone(zone)));
    let said = words::detail_of(lang, visit.plan(), story.place.duty, &event.act, &event.detail);
    let is_by_hand = event.act == "reminded_by_hand";
    if until.is_none() && said.is_empty() && !is_by_hand {
        return None;
    }
    Some(html! {
        @if is_by_hand { (told::by_hand(visit, story, event.at)) }
        @if let Some(until) = &until { p { (t!(lang, "course-until", until = until.as_str())) } }
        @if !said.is_empty() { p {
            (said)
            @if let Some(href) = words::row_href(&event.act, &event.detail) { " " a href=(href) { (t!(lang, "rows-row")) } }
        } }
    })
}

/// The due date, and the plan's own where an extension has moved it.
fn due_dates(visit: &Visit, story: &Story<'_>) -> Vec<Moment> {
    let obligation = &story.obligation;
    let step = |at: Timestamp, tone, what: String| {
        let step = Step { tone, at: moment(visit, at), what: html! { strong { (what) } }, detail: None };
        Moment { at, part: Part::Due, is_ahead: visit.now <= at, step }
    };
    let moved = obligation.scheduled_at.filter(|at| obligation.due_at != Some(*at));
    let moved = moved.map(|at| step(at, Tone::NotDue, t!(visit.lang, "course-due-moved")));
    let due = obligation.due_at.map(|at| {
        let (tone, what) = due_words(visit, story, at);
        step(at, tone, what)
    });
    moved.into_iter().chain(due).collect()
}

/// How it stood when the time was over.
fn due_words(visit: &Visit, story: &Story<'_>, due: Timestamp) -> (Tone, String) {
    let (lang, obligation) = (visit.lang, &story.obligation);
    let is_asked = !matches!(obligation.state, State::Exempt | State::Retired);
    match obligation.timeliness(visit.now) {
        Timeliness::OnTime if visit.now > due => (Tone::OnTime, t!(lang, "course-due-on-time")),
        Timeliness::Late | Timeliness::Missing if is_asked => (Tone::Overdue, t!(lang, "course-due-missing")),
        _ => (Tone::Soon, t!(lang, "course-due")),
    }
}
