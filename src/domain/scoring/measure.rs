//! What an item sees of a unit: the obligations that it covers, what was measured on them, what happened how often.

use rust_decimal::Decimal;

use super::card::{Measured, Reason};
use super::inputs::{Outcome, Part, UnitInputs};
use super::rules::{Item, Measure, Roles, Share};
use crate::domain::ids::FigureId;
use crate::domain::obligation::Timeliness;

/// A unit as an item sees it.
pub(super) struct Seen<'a> {
    pub unit: &'a UnitInputs,
    /// What counts, with how much it weighs and how it stands once the grace is over.
    pub covered: Vec<Covered<'a>>,
    /// There is something that it looks at, be it still within the grace.
    pub applies: bool,
    /// Figures that are not given are not missed.
    optional: bool,
}

#[derive(Clone, Copy)]
pub(super) struct Covered<'a> {
    pub outcome: &'a Outcome,
    pub weight: Decimal,
    pub timeliness: Timeliness,
}

/// What came of measuring.
pub(super) enum Found {
    Measured(Measured),
    /// It does not apply.
    Nothing,
    /// It was to be reported and was not.
    NotReported,
}

impl Roles {
    pub(super) fn weight(&self, part: Part) -> Decimal {
        match part {
            Part::Lead => self.lead,
            Part::Responsible => self.responsible,
            Part::Assist => self.assist,
        }
    }
}

impl<'a> Seen<'a> {
    pub fn new(roles: &Roles, item: &Item, unit: &'a UnitInputs) -> Self {
        let weighed = unit.outcomes.iter().filter(|outcome| covers(item, outcome));
        let weighed = weighed.map(|outcome| (outcome, roles.weight(outcome.part)));
        let counted: Vec<_> = weighed.filter(|(_, weight)| !weight.is_zero()).collect();
        let covered = counted.iter().filter_map(|(outcome, weight)| {
            let timeliness = after_grace(outcome, item.grace)?;
            Some(Covered { outcome, weight: *weight, timeliness })
        });
        let optional = item.optional_figures;
        Self { unit, covered: covered.collect(), applies: !counted.is_empty(), optional }
    }

    /// Those that had a date, which shares are of.
    pub fn dated(&self) -> impl Iterator<Item = &Covered<'a>> {
        self.covered.iter().filter(|covered| covered.timeliness != Timeliness::Pending)
    }

    pub fn figure(&self, id: &FigureId) -> Option<i64> {
        self.unit.figures.get(id).copied()
    }

    /// Whether a report that would say so is due and missing.
    pub fn lacks_reports(&self) -> bool {
        !self.optional && self.dated().any(|covered| !covered.outcome.reported)
    }

    pub fn measure(&self, measure: &Measure) -> Found {
        match measure {
            Measure::Share(share) => {
                let of = self.dated().map(|covered| covered.weight).sum();
                self.quotient(self.hits(*share), of)
            }
            Measure::Of { share, total } if self.dated().next().is_some() => {
                self.quotient(self.hits(*share), *total)
            }
            Measure::Of { .. } => Found::Nothing,
            Measure::Ratio { numerator, denominator } => {
                match (self.figure(numerator), self.figure(denominator)) {
                    (Some(part), Some(whole)) => self.quotient(part.into(), whole.into()),
                    _ => self.unknown(),
                }
            }
            Measure::Figure(figure) => match self.figure(figure) {
                Some(value) => {
                    let value = Decimal::from(value);
                    Found::Measured(Measured { numerator: value, denominator: None, value, rank: None })
                }
                None => self.unknown(),
            },
        }
    }

    fn hits(&self, share: Share) -> Decimal {
        self.dated().filter(|covered| covered.hits(share)).map(|covered| covered.weight).sum()
    }

    fn quotient(&self, numerator: Decimal, denominator: Decimal) -> Found {
        match numerator.checked_div(denominator) {
            Some(value) => {
                Found::Measured(Measured { numerator, denominator: Some(denominator), value, rank: None })
            }
            None => Found::Nothing,
        }
    }

    fn unknown(&self) -> Found {
        if self.lacks_reports() { Found::NotReported } else { Found::Nothing }
    }
}

impl Covered<'_> {
    pub fn hits(&self, share: Share) -> bool {
        match share {
            Share::OnTime => self.timeliness == Timeliness::OnTime,
            Share::Submitted => self.timeliness != Timeliness::Missing,
            Share::Accepted => self.outcome.accepted,
        }
    }

    /// Why it is not among the hits.
    pub fn lacks(&self) -> Reason {
        match self.timeliness {
            Timeliness::Missing => Reason::Missing,
            Timeliness::Late => Reason::Late(self.outcome.days_late),
            Timeliness::OnTime | Timeliness::Pending => Reason::NotAccepted,
        }
    }
}

/// Without duties of its own an item looks at whatever must be done by a date.
fn covers(item: &Item, outcome: &Outcome) -> bool {
    match &item.duties {
        Some(duties) => duties.contains(&outcome.duty),
        None => !outcome.voluntary && outcome.timeliness != Timeliness::Pending,
    }
}

/// `None` while it may still come in time.
fn after_grace(outcome: &Outcome, grace: u16) -> Option<Timeliness> {
    let within = outcome.days_late <= i64::from(grace) && grace > 0;
    match outcome.timeliness {
        Timeliness::Late if within => Some(Timeliness::OnTime),
        Timeliness::Missing if within => None,
        other => Some(other),
    }
}
