//! What will leave by itself (计划发送), as long as nobody sends anything.

use std::collections::BTreeSet;

use time::{Date, Duration, Time};

use super::bulletin::{Bulletin, Chats, bulletins};
use super::digest::{Digest, Entry, Facts, digests};
use super::ids::UserId;
use super::plan::Plan;
use super::reminder::Window;
use super::timestamp::Timestamp;

/// A digest that is still to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Foreseen<'a> {
    pub at: Timestamp,
    pub digest: Digest<'a>,
}

/// A bulletin that is still to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeseenBulletin<'a> {
    pub at: Timestamp,
    pub bulletin: Bulletin<'a>,
}

/// Up to the end of `until`, earliest first: what the job would queue if it ran at each instant at which anything
/// can change. `facts` must reach as far, see [`crate::store::reminders::gather_until`].
pub fn forecast<'a>(plan: &'a Plan, facts: Facts<'a, '_>, now: Timestamp, until: Date) -> Vec<Foreseen<'a>> {
    let leaving = |facts: Facts<'a, '_>, at| {
        let mut digests = digests(plan, facts, at);
        digests.retain(|digest| digest.may_leave(plan, at));
        digests
            .into_iter()
            .map(|digest| (digest.recipient.user.clone(), digest.entries.clone(), digest))
            .collect()
    };
    let foreseen = walk(plan, facts, now, until, leaving);
    foreseen.into_iter().map(|(at, digest)| Foreseen { at, digest }).collect()
}

/// The same for chat groups.
pub fn forecast_of_chats<'a>(
    plan: &'a Plan,
    facts: Facts<'a, '_>,
    chats: &'a Chats,
    now: Timestamp,
    until: Date,
) -> Vec<ForeseenBulletin<'a>> {
    let leaving = |facts: Facts<'a, '_>, at| {
        let mut bulletins = bulletins(plan, facts, chats, at);
        bulletins.retain(|bulletin| bulletin.may_leave(plan, at));
        bulletins.into_iter().map(|each| (each.chat.id.clone(), each.entries.clone(), each)).collect()
    };
    let foreseen = walk(plan, facts, now, until, leaving);
    foreseen.into_iter().map(|(at, bulletin)| ForeseenBulletin { at, bulletin }).collect()
}

/// From instant to instant; what leaves at one is told at the next. `leaving` gives who is told, what, and by what.
fn walk<'a, T>(
    plan: &Plan,
    facts: Facts<'a, '_>,
    now: Timestamp,
    until: Date,
    leaving: impl Fn(Facts<'a, '_>, Timestamp) -> Vec<(UserId, Vec<Entry>, T)>,
) -> Vec<(Timestamp, T)> {
    let mut told = facts.told.clone();
    let mut served = facts.served.clone();
    let mut day = plan.local_date(now);
    let mut foreseen = Vec::new();
    for at in instants(plan, now, until) {
        if plan.local_date(at) != day {
            day = plan.local_date(at);
            served.clear();
        }
        for (reader, entries, message) in leaving(Facts { told: &told, served: &served, ..facts }, at) {
            told.extend(entries);
            served.insert(reader);
            foreseen.push((at, message));
        }
    }
    foreseen
}

/// Now, when sending hours begin, and whenever a stage has a time of its own; within sending hours alone.
pub(super) fn instants(plan: &Plan, now: Timestamp, until: Date) -> BTreeSet<Timestamp> {
    let rules = &plan.reminders;
    let named =
        [&rules.default, &rules.weekly, &rules.monthly, &rules.two_monthly, &rules.returned, &rules.review];
    let steps = named.into_iter().chain(rules.duties.values()).flat_map(|stages| &stages.steps);
    let times: BTreeSet<Time> = steps
        .filter_map(|step| step.at)
        .chain([rules.send_from])
        .chain(rules.pause.map(|pause| pause.until))
        .collect();
    let first = plan.local_date(now);
    let days = std::iter::successors(Some(first), |day| day.checked_add(Duration::DAY));
    let days = days.take_while(|day| *day <= until);
    let later = days.flat_map(|day| times.iter().map(move |time| Timestamp::local(day, *time, plan.zone)));
    let all = std::iter::once(now).chain(later.filter(|at| *at > now));
    all.filter(|at| rules.window(plan.setting(), *at) != Window::Closed).collect()
}

#[cfg(test)]
mod tests;
