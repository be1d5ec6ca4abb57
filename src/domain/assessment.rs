//! An assessment (考核): one period's life from its opening to its published editions.
//!
//! It is opened (开启) as a draft whose scores follow from what is known now; frozen (冻结), when its inputs are captured and
//! units may reply (申诉) for some working days; and published (发布) as its first edition, once each reply has its ruling
//! (裁定). Corrections (更正) make the next edition. Each act consumes what it changes and gives a [`Change`], or a [`Refusal`].

use time::Date;

use super::ids::{UnitId, UserId};
use super::plan::Plan;
use super::scoring::rules::{Event, Item, Kind};
use super::scoring::{Inputs, Rules, Scores, Verdict};
use super::timestamp::Timestamp;

mod acts;
mod judging;

pub use acts::{Standing, reply_until};
pub use judging::Judged;

/// Where the period's row stands. None at all is a preview.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum State {
    Draft,
    Frozen,
    Published,
}

/// 阶段: what its readers have before them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// 未开启: nothing but a live preview
    Preview,
    /// 评分中: computed live, with marks
    Draft,
    /// 申诉期 or 裁定中: the inputs are captured; units may reply up to and including this instant
    Frozen { reply_until: Timestamp },
    /// 已发布
    Published,
    /// 更正中: published, with corrections that are not
    Correcting,
}

impl Phase {
    /// Whether everybody may see it (已公布).
    pub fn is_public(self) -> bool {
        matches!(self, Self::Published | Self::Correcting)
    }
}

/// A period that was opened.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Assessment {
    /// The period's id.
    pub period: String,
    pub state: State,
    /// The latest published one; 0 before.
    pub edition: i64,
    pub opened_at: Timestamp,
    pub frozen_at: Option<Timestamp>,
    pub reply_until: Option<Timestamp>,
}

/// What a frozen period is scored from.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Capture {
    pub plan: PlanVersion,
    pub rules: Rules,
    /// With the marks that stood.
    pub inputs: Inputs,
}

/// Which plan it was.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PlanVersion {
    pub id: String,
    pub version: i64,
    pub digest: String,
}

impl PlanVersion {
    pub fn of(plan: &Plan) -> Self {
        Self { id: plan.id.to_string(), version: plan.version, digest: plan.digest.clone() }
    }
}

/// What is done to the assessment as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    Opened,
    Frozen,
    /// With the reason that a correction's edition bears.
    Published {
        reason: String,
    },
}

/// An act that was decided. It is applied only to the row it was decided on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// State and edition of the row that was read; `None` where there was none.
    pub before: Option<(State, i64)>,
    pub after: Assessment,
    pub act: Act,
    pub by: UserId,
    pub at: Timestamp,
}

/// An item that nobody has judged for a unit (待评).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    pub unit: UnitId,
    pub item: String,
}

/// All that wait, in the scores' order.
pub fn waiting(scores: &Scores) -> Vec<Waiting> {
    let of = |standing: &super::scoring::Standing| {
        let lines = standing.card.iter().flat_map(super::scoring::Scorecard::waiting);
        lines.map(|line| Waiting { unit: standing.unit.clone(), item: line.item.clone() }).collect::<Vec<_>>()
    };
    scores.units.iter().flat_map(of).collect()
}

/// A reply (申诉) as it stands: its latest version.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Reply {
    pub unit_id: UnitId,
    pub item: String,
    /// From 1.
    pub revision: i64,
    pub body: String,
    pub user_id: UserId,
    pub user_name: String,
    pub at: Timestamp,
}

/// A ruling (裁定).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// The item's points after it (予以采纳); `None` where the reply was turned down (不予采纳).
    pub verdict: Option<Verdict>,
    pub reason: String,
}

/// Why an act is not possible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// 403: not for this role or unit.
    Forbidden,
    /// 409: the period is not where this act belongs.
    WrongPhase,
    /// 409: what was on the screen is no longer so.
    Stale,
    /// 409: the time to reply is over.
    ReplyOver,
    /// 409: the reply has its ruling.
    Ruled,
    /// 422: the period begins later.
    NotBegun(Date),
    /// 422: the period's last day is not over.
    NotOver(Date),
    /// 422: items that nobody has judged.
    Waiting(Vec<Waiting>),
    /// 422: units may still reply, until this instant.
    ReplyOpen(Timestamp),
    /// 422: so many replies wait for their ruling.
    Unruled(usize),
    /// 422: nothing was corrected.
    NothingCorrected,
    /// 422
    ReasonMissing,
    /// 422: longer than is taken.
    TooLong,
    /// 422: not a number from the first to the second with at most so many decimals.
    NotPoints { least: rust_decimal::Decimal, most: rust_decimal::Decimal, places: u32 },
    /// 422: the item cannot be judged like this, or is not the unit's.
    NotForItem,
}

/// The longest reason or reply, in characters.
pub const MAX_TEXT: usize = 5_000;

/// What a person has to say about an act: trimmed, not empty, not too long.
pub(super) fn reason(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        Err(Refusal::ReasonMissing)
    } else if text.chars().count() > MAX_TEXT {
        Err(Refusal::TooLong)
    } else {
        Ok(text.to_owned())
    }
}

/// The judged events of an item, by id.
pub fn judged_event<'a>(item: &'a Item, event: &str) -> Option<(&'a Event, rust_decimal::Decimal)> {
    let mut charges = item.charges().iter();
    let charge = charges.find(|charge| matches!(&charge.on, Event::Judged { id, .. } if id == event))?;
    Some((&charge.on, charge.points))
}

/// Whether the scoring office judges the item itself.
pub fn is_judged(item: &Item) -> bool {
    matches!(item.kind, Kind::Judged { .. })
}

#[cfg(test)]
mod tests;
