//! What is known of the units in one assessment period, apart from the rules.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::periods::Span;
use crate::domain::ids::{DutyId, FigureId, ObligationId, UnitId};
use crate::domain::obligation::Timeliness;
use crate::domain::plan::Words;
use crate::domain::timestamp::Timestamp;

/// Everything that a set of scorecards is computed from, besides the rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inputs {
    pub span: Span,
    /// 数据截止时间
    pub as_of: Timestamp,
    /// In protocol order.
    pub units: Vec<UnitInputs>,
    /// In the order in which they were given; of two on the same thing the later one holds.
    pub marks: Vec<Mark>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitInputs {
    pub unit: UnitId,
    /// As it was called then.
    pub name: Words,
    /// What fell due within the span, and what without a date was accepted within it; in order of due date and id.
    pub outcomes: Vec<Outcome>,
    /// What its reports of the span say, each figure as its duty combines them.
    pub figures: BTreeMap<FigureId, i64>,
}

/// What became of one obligation. Exempt and retired ones, and what is not due yet, are left out by whoever gathers them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    pub obligation: ObligationId,
    pub duty: DutyId,
    pub part: Part,
    /// [`Timeliness::Pending`] where the plan names no date.
    pub timeliness: Timeliness,
    /// How many working days after the due date it was first sent; unsent, so far.
    pub days_late: i64,
    pub accepted: bool,
    /// How often it was returned (退回次数).
    pub returned: i64,
    /// Nobody has to do it (自愿): it counts for items only that name its duty.
    pub voluntary: bool,
    /// There is a report that was not returned, so its figures are known.
    pub reported: bool,
}

/// The unit's part in an obligation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// 牵头
    Lead,
    /// 责任
    Responsible,
    /// 配合
    Assist,
}

/// What the scoring office found (评定), with its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    pub unit: UnitId,
    /// The item's id; the condition's where it is a finding.
    pub on: String,
    pub verdict: Verdict,
    pub reason: String,
    /// Who found it, by name.
    pub by: String,
    pub at: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// A judged item's points (评议得分).
    Points(Decimal),
    /// A judged event (认定扣分, 认定计分): which, on what, how much.
    Charge { event: String, obligation: Option<ObligationId>, points: Decimal },
    /// An award (奖励): its level and what it is for.
    Award { level: String },
    /// 客观不具备
    Absent,
    /// A condition holds (认定).
    Found,
    /// What the item's points are after a reply or a correction (复核核定).
    Ruled(Decimal),
}

impl Inputs {
    pub fn unit(&self, id: &UnitId) -> Option<&UnitInputs> {
        self.units.iter().find(|inputs| inputs.unit == *id)
    }
}
