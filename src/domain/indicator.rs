//! Indicators (指标): what the plan wants to be true in numbers, and what units' reports make of it.
//!
//! A figure combines as the plan says ([`Aggregate`]): each report of its own period adds up from the beginning of the
//! plan's year; of totals (累计数) the latest stands, and is carried forward until another replaces it. A ratio takes
//! the units that have given both of its figures; of several units it is the sum of numerators over the sum of
//! denominators, never a mean of ratios. Over a denominator of 0 there is no ratio, neither 0% nor 100%.

mod series;

use std::collections::HashMap;

use rust_decimal::Decimal;
use time::Date;

use super::ids::{DutyId, FigureId, IndicatorId, ObligationId, UnitId};
use super::period::Period;
use super::plan::{Aggregate, Figure, Plan, Words};
use super::report::Figures;
use super::timestamp::Timestamp;

pub use series::{Line, Measured, Point, Series, Trend, series};

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

/// The figures that stand for one obligation (有效数据): its latest revision's, as corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observation {
    pub unit_id: UnitId,
    pub duty_id: DutyId,
    pub obligation_id: ObligationId,
    pub period: Period,
    /// Of the report that the figures stand in.
    pub revision: i64,
    /// The due day, extensions counted; `None` where the plan names no date.
    pub due_on: Option<Date>,
    /// When the report was sent; a correction does not change it.
    pub at: Timestamp,
    pub figures: Figures,
}

impl Observation {
    /// The day it counts for: the due day, or the day it was sent where there is none.
    pub fn day(&self, plan: &Plan) -> Date {
        self.due_on.unwrap_or_else(|| plan.local_date(self.at))
    }
}

/// Each unit's figures of the obligations that fell due within the span, both days inclusive: periods added up,
/// of totals the one with the latest due day (of several with the same, the latest sent). A unit that has given no
/// figure is not in it.
pub fn values(plan: &Plan, observations: &[Observation], from: Date, to: Date) -> HashMap<UnitId, Figures> {
    combined(plan, observations.iter(), from, to)
}

fn combined<'a>(
    plan: &Plan,
    observations: impl Iterator<Item = &'a Observation>,
    from: Date,
    to: Date,
) -> HashMap<UnitId, Figures> {
    let aggregates = aggregates(plan);
    let days = observations.map(|each| (each.day(plan), each));
    let mut within: Vec<(Date, &Observation)> = days.filter(|(day, _)| (from..=to).contains(day)).collect();
    within.sort_by_key(|(day, each)| (*day, each.at, &each.obligation_id));
    let mut units: HashMap<UnitId, Figures> = HashMap::new();
    for (_, each) in within {
        for (id, value) in &each.figures {
            // A figure that the plan has since dropped combines with nothing.
            let Some(aggregate) = aggregates.get(id) else { continue };
            add(units.entry(each.unit_id.clone()).or_default(), id, *value, *aggregate);
        }
    }
    units
}

fn add(figures: &mut Figures, id: &FigureId, value: i64, aggregate: Aggregate) {
    let stands = figures.entry(id.clone()).or_default();
    *stands = match aggregate {
        Aggregate::Sum => stands.saturating_add(value),
        Aggregate::Last => value,
    };
}

/// The plan check sees to it that one figure combines the same way in all duties.
fn aggregates(plan: &Plan) -> HashMap<&FigureId, Aggregate> {
    let figures = plan.duties().flat_map(|place| &place.duty.figures);
    figures.map(|figure| (&figure.id, figure.aggregate)).collect()
}

impl Measure {
    /// The figures it is made of, the numerator first.
    pub fn figures(&self) -> impl Iterator<Item = &FigureId> {
        let (first, second) = match self {
            Self::Ratio { numerator, denominator } => (numerator, Some(denominator)),
            Self::Count { figure } => (figure, None),
        };
        std::iter::once(first).chain(second)
    }
}

impl Plan {
    pub fn indicator(&self, id: &IndicatorId) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.id == *id)
    }

    /// What a figure is called and counted in, as the first duty that asks for it has it.
    pub fn figure(&self, id: &FigureId) -> Option<&Figure> {
        self.duties().flat_map(|place| &place.duty.figures).find(|figure| figure.id == *id)
    }
}

#[cfg(test)]
mod tests;
