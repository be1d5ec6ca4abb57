//! Bulletins (群通报): one message a day to a chat group (工作群) with everything that its units owe.
//!
//! The same stages decide as for mail, so a group hears of something exactly when a person of its units, or the
//! office, does. It hears it once a day: what is told of by a letter of its own comes with the next bulletin.

use std::collections::{HashMap, HashSet};

use super::access::Role;
use super::digest::{Entry, Facts, Item, Told, Urgency, by_urgency, may_leave, urgency};
use super::ids::{ObligationId, UnitId, UserId};
use super::obligation::{Obligation, State};
use super::plan::Plan;
use super::reminder::{Owed, Recipient, owed};
use super::timestamp::Timestamp;

/// Whom a group stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chat {
    /// Stands in the ledger where a person's account does.
    pub id: UserId,
    pub units: Vec<UnitId>,
    /// A group of the office (领导小组办公室), which hears of every unit what the office does.
    pub is_office: bool,
}

/// All groups, as the reminder stages see them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chats {
    chats: Vec<Chat>,
    /// Of each group a liaison and a leader of each of its units, and the office: whoever of these is told, the
    /// group is.
    members: Vec<Recipient>,
}

/// What a group is to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bulletin<'a> {
    pub chat: &'a Chat,
    /// Everything owed, most urgent first.
    pub items: Vec<Item<'a>>,
    /// What is new in it, for the ledger; never empty.
    pub entries: Vec<Entry>,
}

impl Chat {
    fn members(&self) -> Vec<Recipient> {
        let member = |role, unit| Recipient { user: self.id.clone(), role, unit };
        let of_unit =
            |unit: &UnitId| [Role::Liaison, Role::UnitLeader].map(|role| member(role, Some(unit.clone())));
        let office = self.is_office.then(|| member(Role::Office, None));
        self.units.iter().flat_map(of_unit).chain(office).collect()
    }

    fn is_own(&self, obligation: &Obligation) -> bool {
        self.units.contains(&obligation.unit_id)
    }
}

impl Chats {
    pub fn new(chats: Vec<Chat>) -> Self {
        let members = chats.iter().flat_map(Chat::members).collect();
        Self { chats, members }
    }
}

impl Bulletin<'_> {
    /// As [`super::digest::Digest::may_leave`].
    pub fn may_leave(&self, plan: &Plan, now: Timestamp) -> bool {
        may_leave(plan, &self.items, now)
    }
}

/// The bulletins that are owed now: to each group that has had none today and for which a stage was reached that the
/// ledger does not have.
pub fn bulletins<'a>(
    plan: &'a Plan,
    facts: Facts<'a, '_>,
    chats: &'a Chats,
    now: Timestamp,
) -> Vec<Bulletin<'a>> {
    let waiting = |chat: &&Chat| !facts.served.contains(&chat.id);
    if !chats.chats.iter().any(|chat| waiting(&chat)) {
        return Vec::new();
    }
    let told = Told::new(facts.told);
    let mut by_chat: HashMap<&UserId, Vec<Owed<'a>>> = HashMap::new();
    for owed in owed(plan, facts.obligations, facts.since, &chats.members, now) {
        by_chat.entry(&owed.recipient.user).or_default().push(owed);
    }
    let mut bulletins = Vec::new();
    for chat in chats.chats.iter().filter(waiting) {
        let chased = by_chat.remove(&chat.id).unwrap_or_default();
        let entries: Vec<Entry> = chased.iter().map(Entry::of).filter(|entry| told.lacks(entry)).collect();
        if !entries.is_empty() {
            bulletins.push(Bulletin { chat, items: items(plan, facts, chat, &chased, now), entries });
        }
    }
    bulletins
}

fn items<'a>(
    plan: &Plan,
    facts: Facts<'a, '_>,
    chat: &Chat,
    chased: &[Owed<'a>],
    now: Timestamp,
) -> Vec<Item<'a>> {
    let known: HashSet<&ObligationId> = chased.iter().map(|owed| &owed.obligation.id).collect();
    let to_resend = facts.obligations.iter().filter(|obligation| {
        obligation.state == State::Returned && chat.is_own(obligation) && !known.contains(&obligation.id)
    });
    let resend = to_resend.map(|obligation| Item { obligation, urgency: Urgency::Returned, stage: None });
    by_urgency(plan, chased.iter().map(|owed| item(plan, chat, owed, now)).chain(resend).collect())
}

fn item<'a>(plan: &Plan, chat: &Chat, owed: &Owed<'a>, now: Timestamp) -> Item<'a> {
    let is_led = !chat.is_own(owed.obligation) && !chat.is_office;
    let urgency = if is_led { Urgency::Led } else { urgency(plan, owed.obligation, now) };
    Item { obligation: owed.obligation, urgency, stage: Some(owed.planned.stage) }
}

#[cfg(test)]
mod tests;
