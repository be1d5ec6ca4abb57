//! Published editions (发布版次): everything that one was computed from, and what came of it.
//!
//! What a published edition holds is never made again from anything else. A field that is added later must be left out of
//! the text where it says nothing, or earlier editions would no longer come out byte for byte.

use serde::{Deserialize, Serialize};

use super::assessment::PlanVersion;
use super::ids::UnitId;
use super::scoring::{Inputs, Rules, Scores};
use super::timestamp::Timestamp;

/// The version of what is written.
pub const FORMAT: i64 = 1;

/// An edition whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Snapshot {
    pub format: i64,
    /// The plan whose rules these are.
    pub plan: PlanVersion,
    /// From 1.
    pub edition: i64,
    pub published: Published,
    /// SHA-256 of the edition before; `None` in the first.
    pub previous_sha256: Option<String>,
    pub rules: Rules,
    /// With the period, and every mark that stood.
    pub inputs: Inputs,
    pub scores: Scores,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Published {
    pub at: Timestamp,
    /// By name.
    pub by: String,
    /// Empty in the first.
    pub reason: String,
}

/// What is wrong with an edition (校验).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It was published, and is not there.
    Missing,
    /// Its bytes are no edition.
    Unreadable,
    /// Its bytes are not those that the SHA-256 beside them names.
    Hash,
    /// It was not sealed by this duban, or not like this.
    Seal,
    /// It says that it is another plan's, period's or edition.
    Misplaced,
    /// It does not name the edition before it, or the row beside it names another.
    Chain,
    /// When, by whom or why it was published is told otherwise beside it.
    Told,
    /// The history (操作日志) does not know it, or knows another one.
    Unknown,
    /// Computed again its scores differ: first of all this unit's, in this item; without a unit, the bytes only.
    Differs { unit: Option<UnitId>, item: Option<String> },
}

impl Snapshot {
    /// Where scores computed again first differ from these.
    pub fn differs(&self, again: &Scores) -> Option<Fault> {
        if self.scores == *again {
            return None;
        }
        let mut pairs = self.scores.units.iter().zip(&again.units);
        let Some((old, new)) = pairs.find(|(old, new)| old != new) else {
            return Some(Fault::Differs { unit: None, item: None });
        };
        let lines = old.card.iter().flat_map(|card| &card.lines);
        let again = |item: &str| new.card.as_ref().and_then(|card| card.line(item));
        let item = { lines }.find(|line| again(&line.item) != Some(*line)).map(|line| line.item.clone());
        Some(Fault::Differs { unit: Some(old.unit.clone()), item })
    }
}
