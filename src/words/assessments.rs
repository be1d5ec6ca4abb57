//! Assessments (考核) in words: periods, phases, what stands in the way of an act, what a check of editions found.

use time::Date;

use super::{Lang, date, exact, t};
use crate::domain::assessment::{Phase, Refusal};
use crate::domain::edition::Fault;
use crate::domain::plan::Plan;
use crate::domain::scoring::card::Reason;
use crate::domain::scoring::rules::{Event, Item, Kind, Rules};
use crate::domain::scoring::{Cause, Span, Verdict};
use crate::domain::timestamp::Timestamp;

/// 半年考核第1期
pub fn span_name(lang: Lang, span: &Span) -> String {
    if span.of == 1 {
        return lang.pick(&span.title).to_owned();
    }
    let title = lang.pick(&span.title);
    t!(lang, "assess-span", title = title, number = span.number.to_string(), of = span.of.to_string())
}

/// 1月1日至6月30日
pub fn span_days(lang: Lang, span: &Span, today: Date) -> String {
    t!(lang, "assess-days", from = date(lang, span.from, today), to = date(lang, span.to, today))
}

pub fn phase(lang: Lang, phase: Phase, now: Timestamp) -> String {
    match phase {
        Phase::Preview => t!(lang, "assess-phase-preview"),
        Phase::Draft => t!(lang, "assess-phase-draft"),
        Phase::Frozen { reply_until } if now <= reply_until => t!(lang, "assess-phase-replying"),
        Phase::Frozen { .. } => t!(lang, "assess-phase-ruling"),
        Phase::Published => t!(lang, "assess-phase-published"),
        Phase::Correcting => t!(lang, "assess-phase-correcting"),
    }
}

/// What stands in the way, and what to do.
pub fn refusal(lang: Lang, plan: &Plan, rules: &Rules, refusal: &Refusal) -> String {
    let day = |day: Date| date(lang, day, Date::MIN);
    match refusal {
        Refusal::Forbidden => t!(lang, "error-forbidden-text"),
        Refusal::WrongPhase => t!(lang, "assess-refused-phase"),
        Refusal::Stale => t!(lang, "assess-refused-stale"),
        Refusal::ReplyOver => t!(lang, "assess-refused-reply-over"),
        Refusal::Ruled => t!(lang, "assess-refused-ruled"),
        Refusal::NotBegun(from) => t!(lang, "assess-refused-not-begun", day = day(*from)),
        Refusal::NotOver(to) => t!(lang, "assess-refused-not-over", day = day(*to)),
        Refusal::Waiting(waiting) => {
            let item = |id: &str| rules.item(id).map_or(id, |item| lang.pick(&item.title)).to_owned();
            let unit = |each: &crate::domain::assessment::Waiting| {
                plan.unit(&each.unit).map_or(each.unit.as_str(), |unit| lang.pick(&unit.name)).to_owned()
            };
            let named = waiting
                .iter()
                .map(|each| t!(lang, "assess-waiting", unit = unit(each), item = item(&each.item)));
            let named = named.collect::<Vec<_>>().join(&t!(lang, "assess-and"));
            t!(lang, "assess-refused-waiting", n = waiting.len(), named = named)
        }
        Refusal::ReplyOpen(until) => {
            t!(lang, "assess-refused-reply-open", until = exact(until.in_zone(plan.zone)))
        }
        Refusal::Unruled(count) => {
            let count = *count;
            t!(lang, "assess-refused-unruled", n = count)
        }
        Refusal::NothingCorrected => t!(lang, "assess-refused-nothing-corrected"),
        Refusal::ReasonMissing => t!(lang, "assess-refused-reason"),
        Refusal::TooLong => t!(lang, "assess-refused-too-long", limit = crate::domain::assessment::MAX_TEXT),
        Refusal::NotPoints { least, most, places } => {
            let (least, most) = (least.normalize().to_string(), most.normalize().to_string());
            let places = places.to_string();
            t!(lang, "assess-refused-points", least = least, most = most, places = places)
        }
        Refusal::NotForItem => t!(lang, "assess-refused-item"),
    }
}

/// What a check of an edition found; `rules` and `plan` name items and units.
pub fn fault(lang: Lang, plan: &Plan, fault: &Fault) -> String {
    match fault {
        Fault::Missing => t!(lang, "edition-fault-missing"),
        Fault::Unreadable => t!(lang, "edition-fault-unreadable"),
        Fault::Hash => t!(lang, "edition-fault-hash"),
        Fault::Seal => t!(lang, "edition-fault-seal"),
        Fault::Misplaced => t!(lang, "edition-fault-misplaced"),
        Fault::Chain => t!(lang, "edition-fault-chain"),
        Fault::Told => t!(lang, "edition-fault-told"),
        Fault::Unknown => t!(lang, "edition-fault-unknown"),
        Fault::Differs { unit: None, .. } => t!(lang, "edition-fault-bytes"),
        Fault::Differs { unit: Some(unit), item } => {
            let name = plan.unit(unit).map_or(unit.as_str(), |unit| lang.pick(&unit.name));
            match item {
                Some(item) => {
                    let item = plan.scoring.item(item).map_or(item.as_str(), |item| lang.pick(&item.title));
                    t!(lang, "edition-fault-line", unit = name, item = item)
                }
                None => t!(lang, "edition-fault-unit", unit = name),
            }
        }
    }
}

/// Why points were given or lost, in short.
pub fn cause(lang: Lang, cause: &Cause) -> String {
    match &cause.reason {
        Reason::OnTime => t!(lang, "assess-cause-on-time"),
        Reason::Late(days) => {
            let days = *days;
            t!(lang, "assess-cause-late", days = days)
        }
        Reason::Missing => t!(lang, "assess-cause-missing"),
        Reason::Returned(times) => {
            let times = *times;
            t!(lang, "assess-cause-returned", times = times)
        }
        Reason::Accepted => t!(lang, "assess-cause-accepted"),
        Reason::NotAccepted => t!(lang, "assess-cause-not-accepted"),
        Reason::Counted(count) => t!(lang, "assess-cause-counted", count = count.to_string()),
        Reason::Lacking(count) => t!(lang, "assess-cause-lacking", count = count.to_string()),
        Reason::NotReported => t!(lang, "assess-cause-not-reported"),
        Reason::BelowTarget => t!(lang, "assess-cause-below-target"),
        Reason::Rank(rank) => t!(lang, "assess-cause-rank", rank = rank.to_string()),
        Reason::Marked => t!(lang, "assess-cause-marked"),
        Reason::Unmarked => t!(lang, "assess-cause-unmarked"),
        Reason::Absent => t!(lang, "assess-cause-absent"),
        Reason::Ruled => t!(lang, "assess-cause-ruled"),
    }
}

/// What the scoring office found: 评议得18分.
pub fn verdict(lang: Lang, rules: &Rules, on: &str, verdict: &Verdict) -> String {
    let plain = |points: &rust_decimal::Decimal| points.normalize().to_string();
    match verdict {
        Verdict::Points(points) => t!(lang, "assess-verdict-points", points = plain(points)),
        Verdict::Ruled(points) => t!(lang, "assess-verdict-ruled", points = plain(points)),
        Verdict::Absent => t!(lang, "assess-verdict-absent"),
        Verdict::Found => t!(lang, "assess-verdict-found"),
        Verdict::Award { level } => {
            let title = rules.item(on).and_then(|item| level_title(lang, item, level));
            t!(lang, "assess-verdict-award", level = title.unwrap_or(level))
        }
        Verdict::Charge { event, points, .. } => {
            let title = rules.item(on).and_then(|item| event_title(lang, item, event)).unwrap_or(event);
            t!(lang, "assess-verdict-charge", event = title, points = plain(points))
        }
    }
}

fn level_title<'a>(lang: Lang, item: &'a Item, level: &str) -> Option<&'a str> {
    let Kind::Awards { levels } = &item.kind else { return None };
    levels.iter().find(|each| each.id == level).map(|level| lang.pick(&level.title))
}

fn event_title<'a>(lang: Lang, item: &'a Item, event: &str) -> Option<&'a str> {
    item.charges().iter().find_map(|charge| match &charge.on {
        Event::Judged { id, title, .. } if id == event => Some(lang.pick(title)),
        _ => None,
    })
}
