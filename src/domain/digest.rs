//! Digests (每日汇总): one letter to a person with everything that person owes, and at most one a day.

use std::collections::{HashMap, HashSet};

use time::Date;

use super::access::Role;
use super::ids::{ObligationId, UnitId, UserId};
use super::obligation::{Obligation, State};
use super::plan::Plan;
use super::reminder::{Owed, Recipient, Stage, Window, owed, progress};
use super::timestamp::Timestamp;

/// A line of the ledger (提醒台账): a stage of an obligation, and who was told of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, sqlx::FromRow)]
pub struct Entry {
    pub obligation_id: ObligationId,
    /// The stage and the due day it was counted from, `before-7@2026-06-15`: after an extension the chase
    /// begins anew.
    pub stage: String,
    pub user_id: UserId,
}

impl Entry {
    pub(super) fn of(owed: &Owed<'_>) -> Self {
        Self {
            obligation_id: owed.obligation.id.clone(),
            stage: ledger_key(owed.planned.stage, owed.chase.from),
            user_id: owed.recipient.user.clone(),
        }
    }

    /// The stage alone: `before-7`.
    pub fn key(&self) -> &str {
        self.stage.split_once('@').map_or(&self.stage, |(key, _)| key)
    }
}

/// A stage as the ledger names it, with the day it is counted from.
pub fn ledger_key(stage: Stage, from: Date) -> String {
    format!("{}@{from}", stage.key())
}

/// What digests are made from: who owes what, and (`'t`) what was told already.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a, 't> {
    /// Open ones due up to [`super::reminder::Rules::horizon`], returned ones, and those that wait for a review.
    pub obligations: &'a [Obligation],
    /// When each of the latter two was returned, or sent.
    pub since: &'a HashMap<ObligationId, Timestamp>,
    pub recipients: &'a [Recipient],
    pub told: &'t HashSet<Entry>,
    /// Who has had a digest today.
    pub served: &'t HashSet<UserId>,
}

/// What one person is to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest<'a> {
    pub recipient: &'a Recipient,
    /// Everything this person owes, most urgent first; of one that is extra, only what is new.
    pub items: Vec<Item<'a>>,
    /// What is new in it, for the ledger; never empty.
    pub entries: Vec<Entry>,
    /// Beside the day's digest (单独提醒): what has a time of its own.
    pub is_extra: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item<'a> {
    pub obligation: &'a Obligation,
    pub urgency: Urgency,
    /// `None` for a returned one that is not chased yet
    pub stage: Option<Stage>,
}

/// The parts of a digest, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// 已逾期
    Overdue,
    /// 退回: to be sent again
    Returned,
    /// 今天截止
    Today,
    /// 临近截止
    Soon,
    /// 牵头工程: another unit's, of a project that the reader's unit leads
    Led,
    /// 待审: sent, and not yet looked at
    Review,
}

impl Digest<'_> {
    /// Whether it may leave now. On a day off only those are written to for whom something falls due.
    pub fn may_leave(&self, plan: &Plan, now: Timestamp) -> bool {
        may_leave(plan, &self.items, now)
    }
}

pub(super) fn may_leave(plan: &Plan, items: &[Item<'_>], now: Timestamp) -> bool {
    let due_on = |item: &Item<'_>, day| {
        !matches!(item.urgency, Urgency::Led | Urgency::Review)
            && item.obligation.due_at.is_some_and(|due| plan.local_date(due) == day)
    };
    match plan.reminders.window(plan.setting(), now) {
        Window::Closed => false,
        Window::DueOn(day) => items.iter().any(|item| due_on(item, day)),
        Window::Open => true,
    }
}

/// The digests that are owed now, in the recipients' order: to everyone for whom a stage was reached that
/// the ledger does not have; to those who had one today, only what has a time of its own.
pub fn digests<'a>(plan: &'a Plan, facts: Facts<'a, '_>, now: Timestamp) -> Vec<Digest<'a>> {
    let told = Told::new(facts.told);
    let mut by_person: HashMap<&UserId, Vec<Owed<'a>>> = HashMap::new();
    for owed in owed(plan, facts.obligations, facts.since, facts.recipients, now) {
        by_person.entry(&owed.recipient.user).or_default().push(owed);
    }
    let mut digests = Vec::new();
    for recipient in facts.recipients {
        let Some(mut owed) = by_person.remove(&recipient.user) else { continue };
        let is_extra = facts.served.contains(&recipient.user);
        if is_extra {
            owed.retain(|owed| owed.planned.step.at.is_some() && told.lacks(&Entry::of(owed)));
        }
        let entries: Vec<Entry> = owed.iter().map(Entry::of).filter(|entry| told.lacks(entry)).collect();
        if !entries.is_empty() {
            let items = items(plan, facts, recipient, &owed, is_extra, now);
            digests.push(Digest { recipient, items, entries, is_extra });
        }
    }
    digests
}

/// How far each chase has come, for each person.
pub(super) struct Told<'a>(HashMap<(&'a ObligationId, &'a UserId, String), i32>);

impl<'a> Told<'a> {
    pub(super) fn new(entries: &'a HashSet<Entry>) -> Self {
        let mut furthest = HashMap::new();
        for entry in entries {
            let Some((chase, days)) = progress(&entry.stage) else { continue };
            let known = furthest.entry((&entry.obligation_id, &entry.user_id, chase)).or_insert(days);
            *known = days.max(*known);
        }
        Self(furthest)
    }

    /// Neither this stage nor a later one was told: a clock that was put back repeats nothing.
    pub(super) fn lacks(&self, entry: &Entry) -> bool {
        let Some((chase, days)) = progress(&entry.stage) else { return false };
        self.0.get(&(&entry.obligation_id, &entry.user_id, chase)).is_none_or(|furthest| *furthest < days)
    }
}

fn items<'a>(
    plan: &Plan,
    facts: Facts<'a, '_>,
    recipient: &Recipient,
    owed: &[Owed<'a>],
    is_extra: bool,
    now: Timestamp,
) -> Vec<Item<'a>> {
    let own = |obligation: &Obligation| recipient.unit.as_ref() == Some(&obligation.unit_id);
    let chased = |obligation: &Obligation| owed.iter().any(|owed| owed.obligation.id == obligation.id);
    let to_resend = facts.obligations.iter().filter(|obligation| {
        let liaisons = obligation.state == State::Returned && recipient.role == Role::Liaison;
        !is_extra && liaisons && own(obligation) && !chased(obligation)
    });
    let resend = to_resend.map(|obligation| Item { obligation, urgency: Urgency::Returned, stage: None });
    let items = owed.iter().map(|owed| {
        let led = recipient.role == Role::Liaison && !own(owed.obligation);
        let urgency = if led { Urgency::Led } else { urgency(plan, owed.obligation, now) };
        Item { obligation: owed.obligation, urgency, stage: Some(owed.planned.stage) }
    });
    by_urgency(plan, items.chain(resend).collect())
}

pub(super) fn by_urgency<'a>(plan: &Plan, mut items: Vec<Item<'a>>) -> Vec<Item<'a>> {
    // Stable: what ties stays in the order of the facts.
    items.sort_by_key(|item| (item.urgency, item.obligation.due_at, plan.position(&item.obligation.unit_id)));
    items
}

/// How urgent something is that is still owed.
pub fn urgency(plan: &Plan, obligation: &Obligation, now: Timestamp) -> Urgency {
    match obligation.due_at {
        _ if obligation.state == State::Returned => Urgency::Returned,
        _ if obligation.state == State::Submitted => Urgency::Review,
        Some(due) if now > due => Urgency::Overdue,
        Some(due) if plan.local_date(due) == plan.local_date(now) => Urgency::Today,
        _ => Urgency::Soon,
    }
}

/// Units that owe something and have no liaison who can be written to, in protocol order: nobody would hear
/// of it.
pub fn unreachable(plan: &Plan, obligations: &[Obligation], recipients: &[Recipient]) -> Vec<UnitId> {
    let must = |obligation: &&Obligation| {
        let place = plan.duty(&obligation.duty_id);
        obligation.state.is_owed() && place.is_some_and(|place| !place.duty.owed.is_voluntary())
    };
    let owing = obligations.iter().filter(must).map(|obligation| &obligation.unit_id);
    unreached(plan, &owing.collect(), recipients)
}

/// Those of these units that have no liaison who can be written to, in protocol order.
pub fn unreached(plan: &Plan, owing: &HashSet<&UnitId>, recipients: &[Recipient]) -> Vec<UnitId> {
    let liaisons = recipients.iter().filter(|recipient| recipient.role == Role::Liaison);
    let reached: HashSet<&UnitId> = liaisons.filter_map(|recipient| recipient.unit.as_ref()).collect();
    let mut missing: Vec<UnitId> = owing.difference(&reached).map(|unit| (*unit).clone()).collect();
    missing.sort_by_key(|unit| plan.position(unit));
    missing
}

#[cfg(test)]
pub(super) mod tests;
