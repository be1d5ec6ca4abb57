//! How an indicator came to stand where it does: month by month, of the district and of each unit.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;
use time::Date;

use super::{Indicator, Measure, Observation, combined};
use crate::domain::ids::{ObligationId, UnitId};
use crate::domain::plan::Plan;
use crate::domain::report::Figures;

/// An indicator over time. Months in which no report with its figures fell due are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// The district's, earliest first.
    pub points: Vec<Point>,
    /// Each unit that has given such a figure, in protocol order; from its first report on.
    pub units: Vec<Line>,
}

/// One unit's part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub unit_id: UnitId,
    pub points: Vec<Point>,
}

/// Where it stood at the end of a month, carried forward from earlier ones where nothing new had come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// The month's first day.
    pub month: Date,
    /// `None` while nobody has given all that it takes.
    pub measured: Option<Measured>,
    /// How many units it is made of.
    pub units: usize,
    /// Against the point before.
    pub trend: Trend,
    /// The obligations whose reports fell due this month; none where all is carried forward.
    pub sources: Vec<ObligationId>,
}

/// What is reported, put together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measured {
    pub numerator: i64,
    /// Only a ratio has one.
    pub denominator: Option<i64>,
    /// The ratio (0.5 for 50%) or the count; `None` over a denominator of 0.
    pub value: Option<Decimal>,
    /// The target; of what has no value nothing can be said.
    pub is_reached: Option<bool>,
    /// The later target, where there is one.
    pub is_later_reached: Option<bool>,
}

/// 趋势: against the point before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trend {
    Up,
    Down,
    Equal,
    /// There is nothing to compare.
    None,
}

/// `observations` may be in any order, and of other indicators' figures too.
pub fn series(plan: &Plan, indicator: &Indicator, observations: &[Observation]) -> Series {
    let gives = |each: &&Observation| indicator.measure.figures().any(|id| each.figures.contains_key(id));
    let (first_day, _) = plan.range();
    let given: Vec<&Observation> =
        observations.iter().filter(gives).filter(|each| each.day(plan) >= first_day).collect();
    let mut months: BTreeMap<Date, Vec<&Observation>> = BTreeMap::new();
    for each in &given {
        let day = each.day(plan);
        months.entry(day.replace_day(1).unwrap_or(day)).or_default().push(each);
    }
    let mut whole = Series { points: Vec::new(), units: Vec::new() };
    let mut lines: HashMap<UnitId, Vec<Point>> = HashMap::new();
    for (month, mut reports) in months {
        reports.sort_by(|a, b| a.obligation_id.cmp(&b.obligation_id));
        let standing = combined(plan, given.iter().copied(), first_day, last_day(month));
        for (unit, figures) in &standing {
            let own = reports.iter().filter(|each| each.unit_id == *unit).copied();
            let measured = indicator.measured(std::iter::once(figures));
            push(lines.entry(unit.clone()).or_default(), month, measured, own);
        }
        push(&mut whole.points, month, indicator.measured(standing.values()), reports.iter().copied());
    }
    whole.units = lines.into_iter().map(|(unit_id, points)| Line { unit_id, points }).collect();
    whole.units.sort_by_key(|line| (plan.position(&line.unit_id), line.unit_id.clone()));
    whole
}

fn push<'a>(
    points: &mut Vec<Point>,
    month: Date,
    measured: Option<(Measured, usize)>,
    reports: impl Iterator<Item = &'a Observation>,
) {
    let (measured, units) = measured.map_or((None, 0), |(measured, units)| (Some(measured), units));
    let before = points.last().and_then(|point| point.measured.as_ref());
    let trend = Trend::of(before, measured.as_ref());
    let sources = reports.map(|each| each.obligation_id.clone()).collect();
    points.push(Point { month, measured, units, trend, sources });
}

fn last_day(month: Date) -> Date {
    let length = month.month().length(month.year());
    month.replace_day(length).unwrap_or(month)
}

impl Indicator {
    /// Of all these units' figures together, and how many of them have given what it takes.
    fn measured<'a>(&self, units: impl Iterator<Item = &'a Figures>) -> Option<(Measured, usize)> {
        let both: Vec<(i64, Option<i64>)> = units.filter_map(|figures| self.measure.of(figures)).collect();
        if both.is_empty() {
            return None;
        }
        let add = |sum: i64, value: i64| sum.saturating_add(value);
        let numerator = both.iter().map(|(numerator, _)| *numerator).fold(0, add);
        let denominator = both.iter().filter_map(|(_, denominator)| *denominator).reduce(add);
        let value = match denominator {
            Some(all) => Decimal::from(numerator).checked_div(Decimal::from(all)),
            None => Some(Decimal::from(numerator)),
        };
        let reaches = |target: Decimal| {
            // Multiplied, since a quotient may have been rounded.
            let needed = target.checked_mul(Decimal::from(denominator.unwrap_or(1)));
            value.map(|_| needed.is_some_and(|needed| Decimal::from(numerator) >= needed))
        };
        let is_reached = reaches(self.target.at_least);
        let is_later_reached = self.target.later.and_then(reaches);
        Some((Measured { numerator, denominator, value, is_reached, is_later_reached }, both.len()))
    }
}

impl Measure {
    /// Numerator and denominator of one unit; `None` where it has not given both.
    fn of(&self, figures: &Figures) -> Option<(i64, Option<i64>)> {
        match self {
            Self::Ratio { numerator, denominator } => {
                Some((*figures.get(numerator)?, Some(*figures.get(denominator)?)))
            }
            Self::Count { figure } => Some((*figures.get(figure)?, None)),
        }
    }
}

impl Trend {
    fn of(before: Option<&Measured>, now: Option<&Measured>) -> Self {
        let value = |measured: Option<&Measured>| measured.and_then(|measured| measured.value);
        match value(now).zip(value(before)).map(|(now, before)| now.cmp(&before)) {
            Some(Ordering::Greater) => Self::Up,
            Some(Ordering::Less) => Self::Down,
            Some(Ordering::Equal) => Self::Equal,
            None => Self::None,
        }
    }
}
