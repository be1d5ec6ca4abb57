//! Digests (每日汇总): one letter to a person with everything that person owes, and at most one a day.

use std::collections::{HashMap, HashSet};

use time::Date;

use super::access::Role;
use super::ids::{ObligationId, UnitId, UserId};
use super::obligation::{Obligation, State};
use super::plan::Plan;
use super::reminder::{Owed, Recipient, Stage, Window, owed};
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
    fn of(plan: &Plan, owed: &Owed<'_>) -> Self {
        let due = owed.obligation.due_at.map(|due| plan.local_date(due));
        Self {
            obligation_id: owed.obligation.id.clone(),
            stage: due.map_or_else(|| owed.stage.key(), |due| ledger_key(owed.stage, due)),
            user_id: owed.recipient.user.clone(),
        }
    }
}

/// A stage as the ledger names it, with the due day it is counted from.
pub fn ledger_key(stage: Stage, due: Date) -> String {
    format!("{}@{due}", stage.key())
}

/// What digests are made from.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// Open ones due up to [`super::reminder::Rules::horizon`], and returned ones.
    pub obligations: &'a [Obligation],
    pub recipients: &'a [Recipient],
    pub told: &'a HashSet<Entry>,
    /// Who has had a digest today.
    pub served: &'a HashSet<UserId>,
}

/// What one person is to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest<'a> {
    pub recipient: &'a Recipient,
    /// Everything this person owes, most urgent first.
    pub items: Vec<Item<'a>>,
    /// What is new in it, for the ledger; never empty.
    pub entries: Vec<Entry>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item<'a> {
    pub obligation: &'a Obligation,
    pub urgency: Urgency,
    /// `None` for a returned one
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
}

impl Digest<'_> {
    /// Whether it may leave now. On a day off only those are written to for whom something falls due.
    pub fn may_leave(&self, plan: &Plan, now: Timestamp) -> bool {
        let today = plan.local_date(now);
        let due_today =
            |item: &Item<'_>| item.obligation.due_at.map(|due| plan.local_date(due)) == Some(today);
        match plan.reminders.window(plan.setting(), now) {
            Window::Closed => false,
            Window::DueOn(_) => self.items.iter().any(due_today),
            Window::Open => true,
        }
    }
}

/// The digests that are owed now, in the recipients' order: to everyone for whom a stage was reached that
/// the ledger does not have, except those who had one today.
pub fn digests<'a>(plan: &Plan, facts: Facts<'a>, now: Timestamp) -> Vec<Digest<'a>> {
    let mut by_person: HashMap<&UserId, Vec<Owed<'a>>> = HashMap::new();
    for owed in owed(plan, facts.obligations, facts.recipients, plan.local_date(now)) {
        by_person.entry(&owed.recipient.user).or_default().push(owed);
    }
    let waiting = facts.recipients.iter().filter(|recipient| !facts.served.contains(&recipient.user));
    waiting
        .filter_map(|recipient| {
            let owed = by_person.remove(&recipient.user)?;
            let entries: Vec<Entry> = owed.iter().map(|owed| Entry::of(plan, owed)).collect();
            let new: Vec<Entry> = entries.into_iter().filter(|entry| !facts.told.contains(entry)).collect();
            if new.is_empty() {
                return None;
            }
            Some(Digest { recipient, items: items(plan, facts, recipient, &owed, now), entries: new })
        })
        .collect()
}

fn items<'a>(
    plan: &Plan,
    facts: Facts<'a>,
    recipient: &Recipient,
    owed: &[Owed<'a>],
    now: Timestamp,
) -> Vec<Item<'a>> {
    let to_resend = facts.obligations.iter().filter(|obligation| {
        obligation.state == State::Returned
            && recipient.role == Role::Liaison
            && recipient.unit.as_ref() == Some(&obligation.unit_id)
    });
    let returned = to_resend.map(|obligation| Item { obligation, urgency: Urgency::Returned, stage: None });
    let chased = owed.iter().map(|owed| Item {
        obligation: owed.obligation,
        urgency: urgency(plan, owed.obligation, now),
        stage: Some(owed.stage),
    });
    let mut items: Vec<Item<'a>> = chased.chain(returned).collect();
    // Stable: what ties stays in the order of the facts.
    items.sort_by_key(|item| (item.urgency, item.obligation.due_at, plan.position(&item.obligation.unit_id)));
    items
}

fn urgency(plan: &Plan, obligation: &Obligation, now: Timestamp) -> Urgency {
    match obligation.due_at {
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
