//! The rules (评分规则), as `scoring.toml` gives them: checked, complete, versioned with the plan.
//!
//! They are kept whole in every published edition. What is added later must be left out of the text where it says nothing
//! (`skip_serializing_if`), or editions published before would no longer come out byte for byte.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::periods::Assessment;
use crate::domain::ids::UnitId;
use crate::domain::plan::Words;

mod item;

pub use item::{Absent, Charge, Event, Item, Kind, Level, Measure, Share, Step};

/// `scoring.toml`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    pub version: i64,
    /// 满分: what all items of a unit add up to, bonuses apart; where some do not apply the rest is scaled up to it.
    pub full: Decimal,
    /// 折算满分: what the total counts for in a larger scheme, for example 10 of its 1,000 points.
    pub scale: Option<Decimal>,
    /// How many decimals points are kept to, halves away from zero (四舍五入).
    pub places: u32,
    /// 加分上限: the most that all bonus items together give.
    pub bonus_cap: Option<Decimal>,
    /// 申诉期: for so many working days after the freeze units may reply.
    pub reply_days: u16,
    /// 考核周期
    pub assessments: Vec<Assessment>,
    /// Units that are ranked apart (分组排名); one that stands in none is ranked among the others that stand in none.
    pub groups: Vec<Group>,
    /// 板块: parts of the whole that keep their weight however many of their items apply.
    pub classes: Vec<Class>,
    pub roles: Roles,
    /// Of those that apply to a unit the first one holds.
    pub multipliers: Vec<Multiplier>,
    pub conditions: Vec<Condition>,
    pub vetoes: Vec<Veto>,
    pub items: Vec<Item>,
    /// Best first (等次).
    pub grades: Vec<Grade>,
    /// `None` where no bulletin is issued.
    pub bulletin: Option<Bulletin>,
}

/// Who issues the bulletin (通报), and under which number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bulletin {
    /// 发文机关, by its full name
    pub issuer: String,
    /// 发文机关代字: 绩效办发, as in 绩效办发〔2026〕1号
    pub mark: String,
    /// 主送机关
    pub addressee: String,
    /// 联系人及电话
    pub contact: Option<String>,
    /// 抄送机关, by their full names
    pub copy_to: Vec<String>,
}

/// A group of units ranked apart (考核组).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    pub id: String,
    pub title: Words,
    pub units: BTreeSet<UnitId>,
    /// The classes' weights in this group, where they differ: class and weight.
    pub weights: Vec<(String, Decimal)>,
}

/// A class of items (板块), for example 共性指标 and 个性指标 as 7 : 3.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Class {
    pub id: String,
    pub title: Words,
    pub weight: Decimal,
}

/// What an obligation counts for by the unit's part in it (角色权重): events are multiplied by it, shares weighted with
/// it; at 0 it does not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roles {
    /// 牵头: the owner of a joint obligation
    pub lead: Decimal,
    /// 责任: a unit that owes its own
    pub responsible: Decimal,
    /// 配合: one that assists the owner of a joint obligation
    pub assist: Decimal,
}

/// Makes deductions weigh more for units with few duties (扣分系数).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Multiplier {
    pub title: Words,
    /// For units with at most so many duties counted in the period.
    pub duties_at_most: usize,
    pub deductions: Decimal,
}

/// Something a grade or a veto may depend on (条件).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    pub id: String,
    pub title: Words,
    pub test: Test,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Test {
    /// 认定: the scoring office found it so, with a reason.
    Found,
    /// The item's points; where it does not apply, nothing is below and everything at least.
    Item { item: String, bound: Bound },
    /// So many of these or more.
    Count { of: Tallied, at_least: i64 },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    AtLeast(Decimal),
    Below(Decimal),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tallied {
    /// 迟报
    Late,
    /// 未报
    Missing,
    /// 退回
    Returned,
}

/// 一票否决 and its milder kin: what holds whatever the points are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Veto {
    /// The condition's id.
    pub when: String,
    pub effect: Effect,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// No better than this grade, by its id.
    GradeAtMost(String),
    /// This grade.
    Grade(String),
    /// The total is cut down to this.
    TotalAtMost(Decimal),
}

/// A grade (等次). The first one from the top holds whose `at_least` the total reaches and whose `requires` all hold;
/// where something in a grade's `if_any` holds, that grade, and of several the lowest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grade {
    pub id: String,
    pub title: Words,
    /// `None` for a grade that only `if_any` leads to.
    pub at_least: Option<Decimal>,
    pub requires: Vec<String>,
    pub if_any: Vec<String>,
}

impl Rules {
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    pub fn group(&self, id: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.id == id)
    }

    /// The group a unit is ranked in.
    pub fn group_of(&self, unit: &UnitId) -> Option<&Group> {
        self.groups.iter().find(|group| group.units.contains(unit))
    }

    pub fn grade(&self, id: &str) -> Option<&Grade> {
        self.grades.iter().find(|grade| grade.id == id)
    }

    pub fn condition(&self, id: &str) -> Option<&Condition> {
        self.conditions.iter().find(|condition| condition.id == id)
    }
}
