//! What was picked to be reminded of, and where.

use serde::Deserialize;
use serde::de::value::{BorrowedStrDeserializer, Error as Unread};

use super::Sent;
use crate::domain::ids::{ObligationId, UnitId};
use crate::domain::obligation::{Obligation, State};
use crate::domain::plan::Plan;
use crate::domain::timestamp::Timestamp;
use crate::web::error::{Error, Result};
use crate::web::overview::{Filter, LIST};
use crate::web::visit::Visit;
use crate::words::{Lang, t};

/// In characters.
pub const LONGEST_NOTE: usize = 500;
/// More than any page offers.
const MOST: usize = 1000;

/// The page that it was picked on, to come back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum From {
    #[default]
    Overview,
    /// The list behind the overview's figures.
    List,
    /// The page of the one that was picked.
    Obligation,
}

impl From {
    pub fn key(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::List => "list",
            Self::Obligation => "obligation",
        }
    }
}

/// Where one obligation's page asks.
pub fn href(id: &ObligationId) -> String {
    format!("/reminders/new?from={}&pick={id}", From::Obligation.key())
}

/// Where all that are late are asked about, as far as the filter goes.
pub fn href_of_late(filter: &Filter) -> String {
    let scope = filter.href("");
    let fields = [("late", "all"), ("filter", scope.trim_start_matches('?'))];
    let query = serde_urlencoded::to_string(fields).unwrap_or_default();
    format!("/reminders/new?{query}")
}

/// Either obligations one by one, or what units are late with.
#[derive(Debug, Clone, Default)]
pub struct Request {
    pub picks: Vec<ObligationId>,
    pub units: Vec<UnitId>,
    /// All that are late.
    pub every: bool,
    /// Of what units are late with, only what was so when it was shown.
    pub before: Option<Timestamp>,
    pub filter: Filter,
    pub from: From,
    pub leaders: bool,
    pub note: String,
}

impl Request {
    /// 400 for fields that the form does not have, and for more than it can hold.
    pub fn of(plan: &Plan, fields: Vec<(String, String)>) -> Result<Self> {
        let mut asked = Self::default();
        for (name, value) in fields {
            asked.field(&name, value).ok_or(Error::BadRequest(name))?;
        }
        asked.filter.check(plan)?;
        let is_much = asked.picks.len().max(asked.units.len()) > MOST;
        if is_much { Err(Error::BadRequest("pick".to_owned())) } else { Ok(asked) }
    }

    fn field(&mut self, name: &str, value: String) -> Option<()> {
        match name {
            "pick" => self.picks.push(value.parse().ok()?),
            "unit" => self.units.push(value.parse().ok()?),
            "late" => self.every = value == "all",
            "before" => self.before = Some(read(&value)?),
            "filter" => self.filter = serde_urlencoded::from_str(&value).ok()?,
            "from" => self.from = read(&value)?,
            "leaders" => self.leaders = value == "yes",
            "note" => value.trim().clone_into(&mut self.note),
            _ => return None,
        }
        Some(())
    }

    /// What is wrong with what was typed.
    pub fn fault(&self, lang: Lang) -> Option<String> {
        let is_long = self.note.chars().count() > LONGEST_NOTE;
        is_long.then(|| t!(lang, "by-hand-note-too-long", max = LONGEST_NOTE))
    }

    /// Of what is owed.
    pub fn picked<'a>(&self, visit: &Visit, owed: &'a [Obligation]) -> Vec<&'a Obligation> {
        let plan = visit.plan();
        let before = self.before.unwrap_or(visit.now).min(visit.now);
        let is_late = |obligation: &&Obligation| {
            let place = plan.duty(&obligation.duty_id);
            obligation.state == State::Open
                && obligation.due_at.is_some_and(|due| due < before)
                && (self.every || self.units.contains(&obligation.unit_id))
                && place.is_some_and(|place| self.filter.holds(plan, &obligation.unit_id, place))
                && self.filter.is_due(plan, obligation.due_at)
        };
        let is_picked = |obligation: &&Obligation| self.picks.contains(&obligation.id);
        owed.iter().filter(|obligation| is_picked(obligation) || is_late(obligation)).collect()
    }

    /// The page that it came from.
    pub fn back(&self) -> String {
        match (self.from, self.picks.first()) {
            (From::Obligation, Some(id)) => format!("/obligations/{id}"),
            (From::List, _) => self.filter.href(LIST),
            _ => self.filter.href("/overview"),
        }
    }

    /// The same, saying what was done.
    pub fn done(&self, sent: Sent) -> String {
        let back = self.back();
        let sign = if back.contains('?') { '&' } else { '?' };
        format!("{back}{sign}done=reminded:{}:{}", sent.units, sent.letters)
    }
}

/// An instant or a word, as its own type reads it.
fn read<'de, T: Deserialize<'de>>(text: &'de str) -> Option<T> {
    T::deserialize(BorrowedStrDeserializer::<Unread>::new(text)).ok()
}
