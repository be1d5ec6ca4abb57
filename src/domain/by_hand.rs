//! Reminding by hand (催办): of what the office picked, who gets a letter about what, and who gets none and why.

use std::collections::HashSet;

use time::Date;

use super::access::Role;
use super::digest::{Item, urgency};
use super::ids::UnitId;
use super::obligation::{Obligation, State};
use super::plan::Plan;
use super::reminder::Recipient;
use super::timestamp::Timestamp;

/// What the ledger's stage of a reminder by hand begins with.
pub const STAGE: &str = "by-hand@";

/// The ledger's stage of what was pressed on this day: `by-hand@2026-06-10`.
pub fn stage(day: Date) -> String {
    format!("{STAGE}{day}")
}

/// Whether a unit can be reminded of this: it must send something, and soon. Nobody is pressed for what is
/// voluntary or far ahead.
pub fn is_due(plan: &Plan, obligation: &Obligation, now: Timestamp) -> bool {
    let place = plan.duty(&obligation.duty_id).filter(|place| !place.duty.owed.is_voluntary());
    let is_near = obligation.due_at.is_some_and(|due| due <= plan.soon(now));
    place.is_some()
        && match obligation.state {
            State::Open => is_near,
            State::Returned => true,
            State::Submitted | State::Accepted | State::Exempt | State::Retired => false,
        }
}

/// One unit's share of a press.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part<'a> {
    pub unit: &'a UnitId,
    /// Most urgent first.
    pub items: Vec<Item<'a>>,
    /// Its liaisons; its leaders where no liaison can be written to. Never empty.
    pub to: Vec<&'a Recipient>,
    /// Its leaders, where they are not among those already.
    pub leaders: Vec<&'a Recipient>,
}

impl<'a> Part<'a> {
    /// Everybody who gets a letter.
    pub fn readers(&self, with_leaders: bool) -> impl Iterator<Item = &'a Recipient> {
        let leaders = if with_leaders { self.leaders.as_slice() } else { &[] };
        self.to.iter().chain(leaders).copied()
    }
}

/// What a press would do, units in the plan's order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sorted<'a> {
    pub ready: Vec<Part<'a>>,
    /// Left out: reminded today already.
    pub reminded: Vec<&'a UnitId>,
    /// Left out: nobody can be written to.
    pub unreached: Vec<&'a UnitId>,
}

/// `picked` are such as [`is_due`]; a unit that owes none of them is not in it.
pub fn sort<'a>(
    plan: &'a Plan,
    picked: &[&'a Obligation],
    recipients: &'a [Recipient],
    reminded: &HashSet<&UnitId>,
    now: Timestamp,
) -> Sorted<'a> {
    let mut sorted = Sorted::default();
    for unit in plan.units.iter().map(|unit| &unit.id) {
        let items = items(plan, picked, unit, now);
        let of = |role| move |each: &&Recipient| each.role == role && each.unit.as_ref() == Some(unit);
        let liaisons: Vec<&Recipient> = recipients.iter().filter(of(Role::Liaison)).collect();
        let leaders: Vec<&Recipient> = recipients.iter().filter(of(Role::UnitLeader)).collect();
        let (to, leaders) = if liaisons.is_empty() { (leaders, Vec::new()) } else { (liaisons, leaders) };
        match (items.is_empty(), reminded.contains(unit), to.is_empty()) {
            (true, ..) => {}
            (_, true, _) => sorted.reminded.push(unit),
            (_, _, true) => sorted.unreached.push(unit),
            _ => sorted.ready.push(Part { unit, items, to, leaders }),
        }
    }
    sorted
}

fn items<'a>(plan: &Plan, picked: &[&'a Obligation], unit: &UnitId, now: Timestamp) -> Vec<Item<'a>> {
    let own = picked.iter().copied().filter(|obligation| obligation.unit_id == *unit);
    let mut items: Vec<Item<'a>> = own
        .map(|obligation| Item { obligation, urgency: urgency(plan, obligation, now), stage: None })
        .collect();
    items.sort_by(|a, b| {
        let key = |item: &Item<'a>| (item.urgency, item.obligation.due_at);
        key(a).cmp(&key(b)).then_with(|| a.obligation.id.cmp(&b.obligation.id))
    });
    items
}
