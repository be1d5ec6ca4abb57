//! Scorecards (评分表): what follows from the rules and the inputs.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

use crate::domain::ids::{ObligationId, UnitId};

/// All units' scorecards of one period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scores {
    /// In the order of the inputs.
    pub units: Vec<Standing>,
}

/// Where a unit stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    pub unit: UnitId,
    /// The group it is ranked in.
    pub group: Option<String>,
    /// 1 for the best of the group; equal totals share a rank and the next one is skipped, as in 1, 2, 2, 4. `None`, like the
    /// card, for a unit of which there is nothing to score: it is not ranked.
    pub rank: Option<usize>,
    pub card: Option<Scorecard>,
}

/// A unit's points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scorecard {
    /// One for each item that is there for its group, in the rules' order.
    pub lines: Vec<Line>,
    /// One for each class with an item that applies; one without a name where the rules have no classes.
    pub classes: Vec<ClassTotal>,
    /// What the classes make together out of the full score.
    pub base: Decimal,
    /// 加分, after the cap
    pub bonus: Decimal,
    /// 总分: base and bonus, after vetoes
    pub total: Decimal,
    /// 折算得分
    pub scaled: Option<Decimal>,
    /// The grade's id.
    pub grade: Option<String>,
    /// The conditions that hold, by id.
    pub conditions: Vec<String>,
    /// What deductions were multiplied with.
    pub multiplier: Option<Decimal>,
    pub tally: Tally,
}

/// A class's part of the total.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassTotal {
    pub class: Option<String>,
    /// What its items gave, and could have.
    pub earned: Decimal,
    pub full: Decimal,
    /// Its share of the full score: with the other classes that apply these make all of it.
    pub worth: Decimal,
    /// worth × earned ÷ full
    pub points: Decimal,
}

/// How many obligations with a date had fallen due, and what became of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub due: i64,
    pub on_time: i64,
    pub late: i64,
    pub missing: i64,
    pub returned: i64,
}

impl Tally {
    /// 按时报送率, in percent to a tenth; `None` where nothing was due.
    pub fn on_time_rate(&self) -> Option<Decimal> {
        let percent = Decimal::from(self.on_time * 100).checked_div(Decimal::from(self.due))?;
        Some(percent.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero))
    }
}

/// One item's points and what they came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The item's id.
    pub item: String,
    /// What it gave, after a ruling.
    pub points: Decimal,
    /// What it could have given: 0 where it is left out.
    pub full: Decimal,
    pub applies: Applies,
    /// What was measured, of items that measure.
    pub measured: Option<Measured>,
    pub causes: Vec<Cause>,
    /// What it would be without the ruling.
    pub before_ruling: Option<Decimal>,
}

/// Whether an item counts for the unit, and if not, what it got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Applies {
    Yes,
    /// 待评: a judged item without a mark; 0 until it has one.
    Waiting,
    /// 剔除
    Excluded,
    /// 缺项计满分
    Full,
    /// 缺项取平均
    Mean,
}

/// What a measure is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measured {
    /// Of a share the weights that hold, of a ratio the figure.
    pub numerator: Decimal,
    /// `None` for a figure by itself.
    pub denominator: Option<Decimal>,
    /// 0 where it was to be reported and was not.
    pub value: Decimal,
    /// Of an item by rank: the rank by this value.
    pub rank: Option<usize>,
}

/// What gave or cost points. The causes of an item add up to what it gained or lost, but for floor, cap and rounding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cause {
    pub reason: Reason,
    /// Above 0 what it gave, below what it cost.
    pub points: Decimal,
    pub obligation: Option<ObligationId>,
    /// The position in the inputs' marks, where one says so.
    pub mark: Option<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// 按时
    OnTime,
    /// 迟报, so many working days
    Late(i64),
    /// 未报
    Missing,
    /// 退回, so many times
    Returned(i64),
    /// 办结
    Accepted,
    /// 未办结
    NotAccepted,
    /// A figure counted so many.
    Counted(i64),
    /// A figure lacked so many.
    Lacking(i64),
    /// The figures were to be reported and were not (未填报数据).
    NotReported,
    /// 未达标: below the target, the gate or the best step
    BelowTarget,
    /// By rank
    Rank(usize),
    /// The scoring office's mark
    Marked,
    /// Not marked: what the rules give then
    Unmarked,
    /// 客观不具备
    Absent,
    /// 复核核定
    Ruled,
}

impl Scores {
    pub fn standing(&self, unit: &UnitId) -> Option<&Standing> {
        self.units.iter().find(|standing| standing.unit == *unit)
    }

    /// The ranked units of a group with their cards; `None` for those that stand in none.
    pub fn ranked_in<'a>(
        &'a self,
        group: Option<&str>,
    ) -> impl Iterator<Item = (&'a Standing, &'a Scorecard)> {
        let members = self.units.iter().filter(move |standing| standing.group.as_deref() == group);
        members.filter_map(|standing| Some((standing, standing.card.as_ref()?)))
    }
}

impl Standing {
    pub fn total(&self) -> Option<Decimal> {
        self.card.as_ref().map(|card| card.total)
    }
}

impl Scorecard {
    pub fn line(&self, item: &str) -> Option<&Line> {
        self.lines.iter().find(|line| line.item == item)
    }

    /// Items that nobody has judged yet.
    pub fn waiting(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| line.applies == Applies::Waiting)
    }
}
