//! Items (评分项): what each looks at, and how its points come about.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Group;
use crate::domain::ids::{DutyId, FigureId, UnitId};
use crate::domain::plan::Words;

/// One line of the scorecard (评分项).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub id: String,
    pub title: Words,
    /// What it can give at most (分值; of a bonus, its cap).
    pub points: Decimal,
    /// Where the item comes from (评分依据).
    pub basis: Words,
    /// Who scores it (评分单位).
    pub scored_by: Option<UnitId>,
    /// What it is judged on (评分资料).
    pub evidence: Option<Words>,
    pub class: Option<String>,
    /// Added to the rest, outside of the full score (加分项).
    pub bonus: bool,
    /// The groups it applies to; all where there is none.
    pub groups: Vec<String>,
    /// The duties it looks at; `None` for all that must be done by a date.
    pub duties: Option<BTreeSet<DutyId>>,
    /// Its figures concern only some units, and need not be given: where they are not, it does not apply.
    pub optional_figures: bool,
    /// 宽限: so many working days after the due date are still in time.
    pub grace: u16,
    /// What a unit gets that it does not apply to.
    pub absent: Absent,
    pub kind: Kind,
}

/// What to do where an item does not apply (缺项处理): nothing of its kind was due, the office found that the unit
/// objectively has none (客观不具备), or the ratio's denominator is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Absent {
    /// 剔除折算: left out on both sides, the rest scaled up.
    Exclude,
    /// 计满分
    Full,
    /// 取平均: the mean of the units of its group that it applies to; left out where there is none.
    Mean,
}

/// How an item's points come about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 扣分: starts full and loses, never below the floor ("扣完为止").
    Deduct { events: Vec<Charge>, floor: Decimal },
    /// 计分: starts at zero and gains, never above the item's points.
    Accrue { events: Vec<Charge> },
    /// 按比例: points × measure; with a target, points × measure ÷ target, at most all.
    Ratio { of: Measure, target: Option<Decimal> },
    /// 分档: the points of the first step reached, best first; below all of them none.
    Steps { of: Measure, steps: Vec<Step> },
    /// 达标: all or nothing.
    Gate { of: Measure, at_least: Decimal },
    /// 位次: points by rank within the group, the last figure for all further ranks; equal ones share a rank.
    Rank { of: Measure, points: Vec<Decimal> },
    /// 评议: 0 to all points by the scoring office, with a reason; without a mark what `otherwise` says, and where that is
    /// not given either the item waits.
    Judged { otherwise: Option<Decimal> },
    /// 奖励: so much for each award by its level (国家级, 省级 …), together at most the item's points.
    Awards { levels: Vec<Level> },
}

/// So many points for each time something happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charge {
    pub on: Event,
    pub points: Decimal,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// 迟报
    Late,
    /// 未报
    Missing,
    /// 退回, each time
    Returned,
    /// 按时
    OnTime,
    /// 办结
    Accepted,
    /// Each one that a reported figure counts.
    Figure(FigureId),
    /// Each one that lacks to `part` being all of `whole` (少报).
    Shortfall { whole: FigureId, part: FigureId },
    /// Found by the scoring office case by case, each from `least` to the charge's points (例如内容空泛).
    Judged { id: String, title: Words, least: Decimal },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Of the obligations that fell due.
    Share(Share),
    /// How many of them, divided by a number that the rules give.
    Of { share: Share, total: Decimal },
    /// One reported figure divided by another.
    Ratio { numerator: FigureId, denominator: FigureId },
    /// A reported figure.
    Figure(FigureId),
}

/// A share of the obligations that fell due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Share {
    /// 按时报送率: first submitted in time
    OnTime,
    /// 报送率: submitted at all
    Submitted,
    /// 办结率: accepted
    Accepted,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub at_least: Decimal,
    pub points: Decimal,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Level {
    pub id: String,
    pub title: Words,
    pub points: Decimal,
}

impl Item {
    /// Whether it is there for this group at all.
    pub fn is_for(&self, group: Option<&Group>) -> bool {
        self.groups.is_empty() || group.is_some_and(|group| self.groups.contains(&group.id))
    }

    pub fn charges(&self) -> &[Charge] {
        match &self.kind {
            Kind::Deduct { events, .. } | Kind::Accrue { events } => events,
            _ => &[],
        }
    }

    pub fn measure(&self) -> Option<&Measure> {
        match &self.kind {
            Kind::Ratio { of, .. }
            | Kind::Steps { of, .. }
            | Kind::Gate { of, .. }
            | Kind::Rank { of, .. } => Some(of),
            _ => None,
        }
    }

    /// The reported figures that it looks at.
    pub fn figures(&self) -> Vec<&FigureId> {
        let counted = self.charges().iter().flat_map(|charge| match &charge.on {
            Event::Figure(figure) => vec![figure],
            Event::Shortfall { whole, part } => vec![whole, part],
            _ => vec![],
        });
        let measured = match self.measure() {
            Some(Measure::Ratio { numerator, denominator }) => vec![numerator, denominator],
            Some(Measure::Figure(figure)) => vec![figure],
            _ => vec![],
        };
        counted.chain(measured).collect()
    }
}
