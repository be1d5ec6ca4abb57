//! What is said of an assessment by mail (考核通知), to whom and when: computed from what stands, and said once.

use std::collections::HashSet;

use time::{Date, Duration};

use super::access::Role;
use super::assessment::{Assessment, Reply, State};
use super::ids::{UnitId, UserId};
use super::plan::Plan;
use super::reminder::Recipient;
use super::scoring::Scores;
use super::timestamp::Timestamp;

/// After so long nothing is news any more: whoever gets an account later is not told of it. Longer than the longest holiday, when
/// nothing leaves, and an outage after it.
pub const NEWS: Duration = Duration::days(21);

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// 初步结果: to a unit when its draft is frozen
    Frozen,
    /// On the last working day before the time to reply is over, to a unit that has said nothing
    Closing,
    /// 裁定: to the unit that replied
    Ruled { item: String },
    /// 发布: to every unit
    Published { edition: i64 },
    /// 待裁定, to the scoring office, once on a day on which something came
    Waiting { day: Date, count: usize },
    /// The time to reply is over, and so many wait for their ruling.
    Over { count: usize },
}

impl Notice {
    /// As the ledger has it.
    pub fn key(&self) -> String {
        match self {
            Self::Frozen => "frozen".to_owned(),
            Self::Closing => "closing".to_owned(),
            Self::Ruled { item } => format!("ruled-{item}"),
            Self::Published { edition } => format!("published-{edition}"),
            Self::Waiting { day, .. } => format!("waiting-{day}"),
            Self::Over { .. } => "over".to_owned(),
        }
    }
}

/// A line of the ledger: what was said to whom, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub notice: String,
    pub user: UserId,
    pub at: Timestamp,
}

/// What letters are decided from.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a, 't> {
    pub plan: &'a Plan,
    pub row: &'a Assessment,
    pub scores: &'a Scores,
    /// The version that stands of each.
    pub replies: &'t [&'t Reply],
    /// Of which unit and item, and when.
    pub rulings: &'a [(UnitId, String, Timestamp)],
    pub consenting: &'a [UnitId],
    /// The latest edition and when it was published.
    pub published: Option<(i64, Timestamp)>,
    /// Whoever can be written to.
    pub recipients: &'a [Recipient],
    pub said: &'a [Said],
}

/// The letters that are owed now.
pub fn owed<'a>(facts: Facts<'a, '_>, now: Timestamp) -> Vec<(Notice, &'a Recipient)> {
    let known: HashSet<(&str, &UserId)> =
        facts.said.iter().map(|said| (said.notice.as_str(), &said.user)).collect();
    let mut owed = Vec::new();
    for recipient in facts.recipients {
        let notices = match (&recipient.unit, recipient.role) {
            (Some(unit), _) => to_unit(facts, unit, now),
            (None, Role::ScoringOffice) => to_office(facts, &recipient.user, now),
            _ => vec![],
        };
        let new =
            notices.into_iter().filter(|notice| !known.contains(&(notice.key().as_str(), &recipient.user)));
        owed.extend(new.map(|notice| (notice, recipient)));
    }
    owed
}

fn to_unit(facts: Facts<'_, '_>, unit: &UnitId, now: Timestamp) -> Vec<Notice> {
    let mut notices = Vec::new();
    let has_card =
        facts.scores.units.iter().any(|standing| standing.unit == *unit && standing.card.is_some());
    if let (State::Frozen, Some(until), true) =
        (facts.row.state, facts.row.reply_until, has_card && is_open(facts, now))
    {
        notices.push(Notice::Frozen);
        let day = facts.plan.calendar.add_working_days(facts.plan.local_date(until), -1);
        let replied = facts.replies.iter().any(|reply| reply.unit_id == *unit);
        if facts.plan.local_date(now) >= day && !replied && !facts.consenting.contains(unit) {
            notices.push(Notice::Closing);
        }
    }
    let fresh = |at: Timestamp| now.since(at) <= NEWS;
    let ruled = facts.rulings.iter().filter(|(of, _, at)| of == unit && fresh(*at));
    notices.extend(ruled.map(|(_, item, _)| Notice::Ruled { item: item.clone() }));
    let published = facts.published.filter(|(_, at)| has_card && fresh(*at));
    notices.extend(published.map(|(edition, _)| Notice::Published { edition }));
    notices
}

fn is_open(facts: Facts<'_, '_>, now: Timestamp) -> bool {
    facts.row.reply_until.is_some_and(|until| now <= until)
}

fn to_office(facts: Facts<'_, '_>, user: &UserId, now: Timestamp) -> Vec<Notice> {
    if facts.row.state != State::Frozen {
        return vec![];
    }
    let is_ruled = |reply: &Reply| {
        facts.rulings.iter().any(|(unit, item, _)| *unit == reply.unit_id && *item == reply.item)
    };
    let waiting: Vec<&&Reply> = facts.replies.iter().filter(|reply| !is_ruled(reply)).collect();
    let Some(latest) = waiting.iter().map(|reply| reply.at).max() else { return vec![] };
    let count = waiting.len();
    if !is_open(facts, now) {
        return vec![Notice::Over { count }];
    }
    let told = facts.said.iter().filter(|said| said.user == *user && said.notice.starts_with("waiting-"));
    let is_new = told.map(|said| said.at).max().is_none_or(|told| told < latest);
    let day = facts.plan.local_date(now);
    is_new.then_some(Notice::Waiting { day, count }).into_iter().collect()
}
