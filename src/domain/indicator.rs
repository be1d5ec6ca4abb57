//! Indicators (指标): what the plan wants to be true in numbers.

use rust_decimal::Decimal;

use super::ids::{FigureId, IndicatorId};
use super::plan::Words;

/// An indicator, its figures and its target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    pub id: IndicatorId,
    pub title: Words,
    pub quote: String,
    pub measure: Measure,
    pub target: Target,
    /// What the text leaves open, in words.
    pub assumed: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measure {
    /// numerator / denominator of figures that units report
    Ratio { numerator: FigureId, denominator: FigureId },
    /// the sum of a figure that units report
    Count { figure: FigureId },
}

/// What is to be reached: a share (0.5 for 50%) or a count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    pub at_least: Decimal,
    /// What is to be reached later ("逐步达到100%").
    pub later: Option<Decimal>,
}
