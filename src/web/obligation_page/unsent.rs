//! Reminders that did not go out (未发的提醒), and why: an answer to whoever got none.

use maud::{Markup, html};

use super::Story;
use crate::domain::obligation::{Decision, State};
use crate::domain::reminder::Chase;
use crate::domain::timestamp::Timestamp;
use crate::domain::unsent::{Past, Unsent, Why, unsent};
use crate::web::visit::Visit;
use crate::words::{self, t};

pub(super) fn panel(visit: &Visit, story: &Story<'_>) -> Markup {
    let lang = visit.lang;
    if story.place.duty.owed.is_voluntary() {
        return html! { p .muted { (t!(lang, "unsent-voluntary")) } };
    }
    if story.obligation.due_at.is_none() && story.obligation.state != State::Returned {
        return html! { p .muted { (t!(lang, "unsent-no-date")) } };
    }
    let unsent = all(visit, story);
    html! {
        @if !unsent.is_empty() {
            details .unsent {
                summary { (t!(lang, "unsent-count", n = unsent.len())) }
                ul { @for group in unsent.chunk_by(|a, b| a.why == b.why) { li { (line(visit, group)) } } }
            }
        }
    }
}

/// Of the chase after what is due, and of one after each return.
fn all<'a>(visit: &'a Visit, story: &Story<'_>) -> Vec<Unsent<'a>> {
    let (plan, obligation) = (visit.plan(), &story.obligation);
    let off_at = called_off(story);
    let added_at = story.added_at;
    let first = story.submissions.iter().map(|submission| submission.at).min();
    let due = Chase::of_due(plan, obligation).map(|chase| (chase, Past { added_at, sent_at: first, off_at }));
    let returned = story.submissions.iter().filter(|each| each.decision == Some(Decision::Return));
    let returned = returned.filter_map(|each| {
        let chase = Chase::of_return(plan, obligation, each.reviewed_at?)?;
        let again = story.submissions.iter().find(|next| next.revision == each.revision + 1);
        Some((chase, Past { added_at: None, sent_at: again.map(|next| next.at), off_at }))
    });
    let told = |key: &str| story.told.iter().any(|told| told.stage == key);
    let mut chases: Vec<_> = due.into_iter().chain(returned).collect();
    chases.sort_by_key(|(chase, _)| (chase.after, chase.from));
    chases.into_iter().flat_map(|(chase, past)| unsent(plan, chase, past, told, visit.now)).collect()
}

/// When it was exempted, or the plan dropped it, if it still is.
fn called_off(story: &Story<'_>) -> Option<Timestamp> {
    let is_off = matches!(story.obligation.state, State::Exempt | State::Retired);
    let act =
        |event: &&crate::store::events::Event| matches!(event.act.as_str(), "exempted" | "plan_retired");
    story.events.iter().filter(act).map(|event| event.at).max().filter(|_| is_off)
}

/// 提前3个工作日（6月25日）、截止当天（6月30日）：……
fn line(visit: &Visit, group: &[Unsent<'_>]) -> Markup {
    let lang = visit.lang;
    let stage = |unsent: &Unsent<'_>| {
        let day = words::date(lang, unsent.planned.day, visit.plan().local_date(visit.now));
        let stage = words::stage(lang, &unsent.planned.stage.key());
        format!("{stage}{}", t!(lang, "in-brackets", text = day))
    };
    // The chase of a unit that nobody could write to for months is one line, not a hundred.
    let stages = match group {
        [first, .., last] if group.len() > 6 => {
            t!(lang, "unsent-range", first = stage(first), last = stage(last), n = group.len())
        }
        _ => group.iter().map(stage).collect::<Vec<_>>().join(words::separator(lang)),
    };
    html! { @if let Some(first) = group.first() { (t!(lang, "unsent-because", what = stages, why = why(visit, first.why))) } }
}

fn why(visit: &Visit, why: Why) -> String {
    let (lang, zone) = (visit.lang, visit.plan().zone);
    let exact = |at: Timestamp| words::exact(at.in_zone(zone));
    match why {
        Why::Sent(at) => t!(lang, "unsent-sent", at = exact(at)),
        Why::CalledOff(at) => t!(lang, "unsent-called-off", at = exact(at)),
        Why::AskedLater(at) => t!(lang, "unsent-asked-later", at = exact(at)),
        Why::Merged => t!(lang, "unsent-merged"),
        Why::Nobody => t!(lang, "unsent-nobody"),
    }
}
