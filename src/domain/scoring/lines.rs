//! An item's points for one unit, by itself: what depends on other units comes later.

use rust_decimal::Decimal;

use super::card::{Applies, Cause, Line, Measured, Reason};
use super::compute::round;
use super::inputs::{Mark, UnitInputs, Verdict};
use super::measure::{Covered, Found, Seen};
use super::rules::{Absent, Charge, Event, Item, Kind, Level, Measure, Rules, Step};
use crate::domain::obligation::Timeliness;

/// The marks on one unit's item, each with its position among all.
pub(super) type Marks<'a> = &'a [(usize, &'a Mark)];

pub(super) fn line(rules: &Rules, item: &Item, unit: &UnitInputs, times: Decimal, marks: Marks<'_>) -> Line {
    let seen = Seen::new(&rules.roles, item, unit);
    let sum = Sum { item, seen: &seen, marks, places: rules.places };
    if let Some((at, _)) = latest(marks, |verdict| matches!(verdict, Verdict::Absent)) {
        return sum.absent(Some(at));
    }
    match &item.kind {
        Kind::Deduct { events, floor } => sum.deduct(events, *floor, times),
        Kind::Accrue { events } => sum.accrue(events),
        Kind::Ratio { of, target } => sum.measured(of, |measured| ratio(item.points, measured, *target)),
        Kind::Steps { of, steps } => sum.measured(of, |measured| step(steps, measured.value)),
        Kind::Gate { of, at_least } => {
            sum.measured(of, |measured| if measured.value >= *at_least { item.points } else { Decimal::ZERO })
        }
        // Nothing until all units are known.
        Kind::Rank { of, .. } => sum.measured(of, |_| Decimal::ZERO),
        Kind::Judged { otherwise } => sum.judged(*otherwise),
        Kind::Awards { levels } => sum.awards(levels),
    }
}

/// The last mark of such a verdict.
pub(super) fn latest<'a>(marks: Marks<'a>, is: impl Fn(&Verdict) -> bool) -> Option<(usize, &'a Mark)> {
    marks.iter().rev().find(|(_, mark)| is(&mark.verdict)).copied()
}

/// Multiplied first: a third has no end, and a half must be seen as one.
fn ratio(points: Decimal, measured: &Measured, target: Option<Decimal>) -> Decimal {
    let whole = measured.denominator.unwrap_or(Decimal::ONE);
    let of = target.filter(|target| !target.is_zero()).map_or(whole, |target| whole * target);
    let reached = (points * measured.numerator).checked_div(of).unwrap_or_default();
    reached.clamp(Decimal::ZERO, points)
}

fn step(steps: &[Step], value: Decimal) -> Decimal {
    steps.iter().find(|step| value >= step.at_least).map_or(Decimal::ZERO, |step| step.points)
}

struct Sum<'a> {
    item: &'a Item,
    seen: &'a Seen<'a>,
    marks: Marks<'a>,
    places: u32,
}

impl Sum<'_> {
    fn done(&self, points: Decimal, applies: Applies, causes: Vec<Cause>) -> Line {
        let full = if applies == Applies::Excluded { Decimal::ZERO } else { self.item.points };
        let points = round(points.clamp(Decimal::ZERO, self.item.points), self.places);
        Line {
            item: self.item.id.clone(),
            points,
            full,
            applies,
            measured: None,
            causes,
            before_ruling: None,
        }
    }

    fn absent(&self, mark: Option<usize>) -> Line {
        let causes = mark.map(|at| Cause { mark: Some(at), ..cause(Reason::Absent, Decimal::ZERO) });
        let causes = causes.into_iter().collect();
        match self.item.absent {
            // A bonus that is not there is not there.
            _ if self.item.bonus => self.done(Decimal::ZERO, Applies::Excluded, causes),
            Absent::Exclude => self.done(Decimal::ZERO, Applies::Excluded, causes),
            Absent::Full => self.done(self.item.points, Applies::Full, causes),
            Absent::Mean => self.done(Decimal::ZERO, Applies::Mean, causes),
        }
    }

    fn deduct(&self, events: &[Charge], floor: Decimal, times: Decimal) -> Line {
        match self.events(events, -times) {
            None => self.absent(None),
            Some(causes) => {
                let lost: Decimal = causes.iter().map(|cause| cause.points).sum();
                self.done((self.item.points + lost).max(floor), Applies::Yes, causes)
            }
        }
    }

    fn accrue(&self, events: &[Charge]) -> Line {
        match self.events(events, Decimal::ONE) {
            None => self.absent(None),
            Some(causes) => {
                let gained = causes.iter().map(|cause| cause.points).sum();
                self.done(gained, Applies::Yes, causes)
            }
        }
    }

    /// What each event gave or cost; `None` where there was nothing that it could have happened to.
    fn events(&self, events: &[Charge], sign: Decimal) -> Option<Vec<Cause>> {
        let mut causes = Vec::new();
        let mut applies = false;
        for charge in events {
            match &charge.on {
                Event::Figure(figure) => {
                    let count = self.seen.figure(figure);
                    applies |= self.counted(charge, count, sign, Reason::Counted, &mut causes);
                }
                Event::Shortfall { whole, part } => {
                    let count = self.seen.figure(whole).zip(self.seen.figure(part));
                    let lacking = count.map(|(whole, part)| (whole - part).max(0));
                    applies |= self.counted(charge, lacking, sign, Reason::Lacking, &mut causes);
                }
                Event::Judged { id, least, .. } => {
                    applies = true;
                    causes.extend(self.judged_events(id, *least, charge.points, sign));
                }
                _ => {
                    applies |= self.seen.applies;
                    causes.extend(
                        self.seen.covered.iter().filter_map(|covered| happened(charge, covered, sign)),
                    );
                }
            }
        }
        applies.then_some(causes)
    }

    /// Whether the figure says anything. One that was to be reported and was not costs, or brings, all there is.
    fn counted(
        &self,
        charge: &Charge,
        count: Option<i64>,
        sign: Decimal,
        reason: fn(i64) -> Reason,
        causes: &mut Vec<Cause>,
    ) -> bool {
        match count {
            Some(count) => {
                let points = sign * charge.points * Decimal::from(count);
                causes.extend((count != 0).then(|| cause(reason(count), points)));
            }
            None if self.seen.lacks_reports() => {
                let lost = if sign.is_sign_negative() { -self.item.points } else { Decimal::ZERO };
                causes.push(cause(Reason::NotReported, lost));
            }
            None => return false,
        }
        true
    }

    /// The last finding on each obligation.
    fn judged_events(&self, id: &str, least: Decimal, most: Decimal, sign: Decimal) -> Vec<Cause> {
        let mut found: Vec<Cause> = Vec::new();
        for (at, mark) in self.marks {
            let Verdict::Charge { event, obligation, points } = &mark.verdict else { continue };
            if event == id {
                found.retain(|cause| cause.obligation != *obligation);
                let points = sign * (*points).clamp(least, most);
                found.push(Cause {
                    reason: Reason::Marked,
                    points,
                    obligation: obligation.clone(),
                    mark: Some(*at),
                });
            }
        }
        found
    }

    fn measured(&self, of: &Measure, points: impl Fn(&Measured) -> Decimal) -> Line {
        match self.seen.measure(of) {
            Found::Nothing => self.absent(None),
            Found::NotReported => {
                let measured = Measured {
                    numerator: Decimal::ZERO,
                    denominator: None,
                    value: Decimal::ZERO,
                    rank: None,
                };
                let causes = vec![cause(Reason::NotReported, -self.item.points)];
                Line { measured: Some(measured), ..self.done(Decimal::ZERO, Applies::Yes, causes) }
            }
            Found::Measured(measured) => {
                let points = round(points(&measured), self.places);
                let causes = self.shortfalls(of, points);
                Line { measured: Some(measured), ..self.done(points, Applies::Yes, causes) }
            }
        }
    }

    /// Of a share every obligation that is not among the hits, each with its part of what is lost where the points follow
    /// the share; of anything else that the target was missed.
    fn shortfalls(&self, of: &Measure, points: Decimal) -> Vec<Cause> {
        let (Measure::Share(share) | Measure::Of { share, .. }) = of else {
            let lost = points - self.item.points;
            let below = || cause(Reason::BelowTarget, lost);
            let is_ranked = matches!(self.item.kind, Kind::Rank { .. });
            return (!lost.is_zero() && !is_ranked).then(below).into_iter().collect();
        };
        let missed: Vec<_> = self.seen.dated().filter(|covered| !covered.hits(*share)).collect();
        let is_proportional =
            matches!(self.item.kind, Kind::Ratio { target: None, .. }) && matches!(of, Measure::Share(_));
        let all: Decimal = self.seen.dated().map(|covered| covered.weight).sum();
        let each = missed.iter().map(|covered| {
            let part = (self.item.points * covered.weight).checked_div(all).filter(|_| is_proportional);
            let points = -round(part.unwrap_or_default(), self.places);
            Cause { obligation: Some(covered.outcome.obligation.clone()), ..cause(covered.lacks(), points) }
        });
        let mut causes: Vec<Cause> = each.collect();
        let lost = points - self.item.points;
        if !is_proportional && !lost.is_zero() && !matches!(self.item.kind, Kind::Rank { .. }) {
            causes.push(cause(Reason::BelowTarget, lost));
        }
        causes
    }

    fn judged(&self, otherwise: Option<Decimal>) -> Line {
        match (latest(self.marks, |verdict| matches!(verdict, Verdict::Points(_))), otherwise) {
            (Some((at, Mark { verdict: Verdict::Points(points), .. })), _) => {
                let points = (*points).clamp(Decimal::ZERO, self.item.points);
                let lost = points - self.item.points;
                self.done(points, Applies::Yes, vec![Cause { mark: Some(at), ..cause(Reason::Marked, lost) }])
            }
            (_, Some(points)) => {
                let lost = points - self.item.points;
                self.done(points, Applies::Yes, vec![cause(Reason::Unmarked, lost)])
            }
            (_, None) => self.done(Decimal::ZERO, Applies::Waiting, vec![]),
        }
    }

    fn awards(&self, levels: &[Level]) -> Line {
        let worth = |id: &str| levels.iter().find(|level| level.id == id).map(|level| level.points);
        let given = self.marks.iter().filter_map(|(at, mark)| match &mark.verdict {
            Verdict::Award { level } => {
                Some(Cause { mark: Some(*at), ..cause(Reason::Marked, worth(level)?) })
            }
            _ => None,
        });
        let causes: Vec<Cause> = given.collect();
        let points = causes.iter().map(|cause| cause.points).sum();
        self.done(points, Applies::Yes, causes)
    }
}

fn cause(reason: Reason, points: Decimal) -> Cause {
    Cause { reason, points, obligation: None, mark: None }
}

/// What such an event gave or cost on this obligation, if it happened.
fn happened(charge: &Charge, covered: &Covered<'_>, sign: Decimal) -> Option<Cause> {
    let outcome = covered.outcome;
    let once = |is: bool, reason: Reason| is.then_some((reason, 1));
    let (reason, count) = match charge.on {
        Event::Late => once(covered.timeliness == Timeliness::Late, Reason::Late(outcome.days_late))?,
        Event::Missing => once(covered.timeliness == Timeliness::Missing, Reason::Missing)?,
        Event::OnTime => once(covered.timeliness == Timeliness::OnTime, Reason::OnTime)?,
        Event::Accepted => once(outcome.accepted, Reason::Accepted)?,
        Event::Returned if outcome.returned > 0 => (Reason::Returned(outcome.returned), outcome.returned),
        Event::Returned | Event::Figure(_) | Event::Shortfall { .. } | Event::Judged { .. } => return None,
    };
    let points = sign * charge.points * covered.weight * Decimal::from(count);
    let obligation = Some(outcome.obligation.clone());
    (!points.is_zero()).then_some(Cause { reason, points, obligation, mark: None })
}
