//! Scores (考核评分): a pure function from rules and outcomes to points, each point tied to what caused it.

use rust_decimal::Decimal;

use super::plan::Words;

/// `scoring.toml`, versioned with the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    pub version: i64,
    /// What all items add up to (满分).
    pub full: Decimal,
    pub items: Vec<Item>,
    /// Best first.
    pub grades: Vec<Grade>,
}

/// One line of the scorecard (评分项).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub id: String,
    pub title: Words,
    pub points: Decimal,
    /// Where the item comes from, in words (评分依据).
    pub basis: Words,
    pub kind: Kind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Start full, take off so much per event, never below zero ("扣完为止").
    Deduct { late: Decimal, missing: Decimal, returned: Decimal },
    /// points × share
    Ratio(Share),
}

/// A share of the obligations that have fallen due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// 按时报送率: first submitted in time
    OnTime,
    /// 办结率: accepted
    Accepted,
}

/// A grade (等次) and the least total that earns it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grade {
    pub title: Words,
    pub at_least: Decimal,
}
