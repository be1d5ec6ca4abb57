//! From rules and inputs to scorecards.
//!
//! In this order: each item for each unit by itself; what goes by rank; rulings; what takes the mean of others; totals,
//! conditions, vetoes and grades; ranks.

use std::collections::HashMap;

use rust_decimal::{Decimal, RoundingStrategy};

use super::card::{Applies, Cause, Line, Reason, Scores, Standing};
use super::inputs::{Inputs, Mark, Outcome, UnitInputs, Verdict};
use super::lines::{self, latest};
use super::rules::{Group, Item, Kind, Multiplier, Rules};
use super::totals;
use crate::domain::ids::UnitId;
use crate::domain::obligation::Timeliness;

/// The scorecards that follow; a unit of which there is nothing to score has none and is not ranked.
pub fn score(rules: &Rules, inputs: &Inputs) -> Scores {
    let marks = sort(&inputs.marks);
    let mut drafts: Vec<Draft<'_>> =
        inputs.units.iter().map(|unit| Draft::new(rules, unit, &marks)).collect();
    for (at, item) in rules.items.iter().enumerate() {
        if let Kind::Rank { points, .. } = &item.kind {
            by_rank(rules, item, points, at, &mut drafts);
        }
        drafts.iter_mut().for_each(|draft| draft.rule(at, item, &marks, rules.places, false));
        mean(rules, item, at, &mut drafts);
        drafts.iter_mut().for_each(|draft| draft.rule(at, item, &marks, rules.places, true));
    }
    let mut units: Vec<Standing> =
        drafts.into_iter().map(|draft| draft.finish(rules, &inputs.marks, &marks)).collect();
    rank(&mut units);
    Scores { units }
}

/// Points are kept to so many decimals, halves away from zero (四舍五入).
pub(super) fn round(points: Decimal, places: u32) -> Decimal {
    points.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

/// Marks by unit and by what they are on.
pub(super) type Sorted<'a> = HashMap<(&'a UnitId, &'a str), Vec<(usize, &'a Mark)>>;

fn sort(marks: &[Mark]) -> Sorted<'_> {
    let mut sorted = Sorted::new();
    for (at, mark) in marks.iter().enumerate() {
        sorted.entry((&mark.unit, mark.on.as_str())).or_default().push((at, mark));
    }
    sorted
}

fn marked<'m, 'a>(marks: &'m Sorted<'a>, unit: &'a UnitInputs, item: &'a Item) -> &'m [(usize, &'a Mark)] {
    marks.get(&(&unit.unit, item.id.as_str())).map_or(&[], Vec::as_slice)
}

/// A unit while its card is being made.
struct Draft<'a> {
    unit: &'a UnitInputs,
    group: Option<&'a Group>,
    multiplier: Option<Decimal>,
    /// One for each of the rules' items; `None` for one that its group does not have, and of a unit without duties.
    lines: Vec<Option<Line>>,
}

impl<'a> Draft<'a> {
    fn new(rules: &'a Rules, unit: &'a UnitInputs, marks: &Sorted<'a>) -> Self {
        let group = rules.group_of(&unit.unit);
        let multiplier = multiplier(rules, unit).map(|multiplier| multiplier.deductions);
        let times = multiplier.unwrap_or(Decimal::ONE);
        let counts = has_duties(rules, unit);
        let line = |item: &'a Item| {
            (counts && item.is_for(group))
                .then(|| lines::line(rules, item, unit, times, marked(marks, unit, item)))
        };
        Self { unit, group, multiplier, lines: rules.items.iter().map(line).collect() }
    }

    fn line(&self, at: usize) -> Option<&Line> {
        self.lines.get(at)?.as_ref()
    }

    fn line_mut(&mut self, at: usize) -> Option<&mut Line> {
        self.lines.get_mut(at)?.as_mut()
    }

    /// What a ruling says stands in place of what was computed. One on an item that took the mean waits for the mean.
    fn rule(&mut self, at: usize, item: &Item, marks: &Sorted<'_>, places: u32, after_mean: bool) {
        let Some(marks) = marks.get(&(&self.unit.unit, item.id.as_str())) else { return };
        let Some((mark, Mark { verdict: Verdict::Ruled(points), .. })) =
            latest(marks, |verdict| matches!(verdict, Verdict::Ruled(_)))
        else {
            return;
        };
        let Some(line) = self.line_mut(at) else { return };
        if (line.applies == Applies::Mean) != after_mean || line.before_ruling.is_some() {
            return;
        }
        let points = round((*points).clamp(Decimal::ZERO, item.points), places);
        let cause =
            Cause { reason: Reason::Ruled, points: points - line.points, obligation: None, mark: Some(mark) };
        line.before_ruling = Some(line.points);
        (line.points, line.full, line.applies) = (points, item.points, Applies::Yes);
        line.causes.push(cause);
    }

    fn finish(self, rules: &Rules, all: &[Mark], marks: &Sorted<'_>) -> Standing {
        let lines: Vec<Line> = self.lines.into_iter().flatten().collect();
        let found = |condition: &str| {
            let marks = marks.get(&(&self.unit.unit, condition))?;
            latest(marks, |verdict| matches!(verdict, Verdict::Found)).map(|(at, _)| at)
        };
        let is_found = |condition: &str| found(condition).and_then(|at| all.get(at)).is_some();
        let card = totals::card(rules, self.group, self.unit, lines, self.multiplier, is_found);
        Standing {
            unit: self.unit.unit.clone(),
            group: self.group.map(|group| group.id.clone()),
            rank: None,
            card,
        }
    }
}

/// Whether it had anything to do by a date, or has reported figures; what it did without being asked, and what the office
/// thinks of it, ranks nobody.
fn has_duties(rules: &Rules, unit: &UnitInputs) -> bool {
    let is_owed = |outcome: &Outcome| !outcome.voluntary && outcome.timeliness != Timeliness::Pending;
    let mut counts = unit.outcomes.iter().filter(|outcome| !rules.roles.weight(outcome.part).is_zero());
    counts.any(is_owed) || !unit.figures.is_empty()
}

fn multiplier<'a>(rules: &'a Rules, unit: &UnitInputs) -> Option<&'a Multiplier> {
    let counted = unit.outcomes.iter().filter(|outcome| !outcome.voluntary);
    let counted = counted.filter(|outcome| !rules.roles.weight(outcome.part).is_zero());
    let mut duties: Vec<_> = counted.map(|outcome| &outcome.duty).collect();
    duties.sort_unstable();
    duties.dedup();
    rules.multipliers.iter().find(|multiplier| duties.len() <= multiplier.duties_at_most)
}

/// The positions of the units of each group.
fn by_group(drafts: &[Draft<'_>]) -> Vec<Vec<usize>> {
    let mut groups: HashMap<Option<&str>, Vec<usize>> = HashMap::new();
    for (at, draft) in drafts.iter().enumerate() {
        groups.entry(draft.group.map(|group| group.id.as_str())).or_default().push(at);
    }
    groups.into_values().collect()
}

/// Points by the rank of what was measured, within each group. What was not reported has no rank and no points.
fn by_rank(rules: &Rules, item: &Item, points: &[Decimal], at: usize, drafts: &mut [Draft<'_>]) {
    let value = |draft: &Draft<'_>| {
        let line = draft.line(at).filter(|line| line.applies == Applies::Yes)?;
        let is_reported = line.causes.iter().all(|cause| cause.reason != Reason::NotReported);
        line.measured.as_ref().filter(|_| is_reported).map(|measured| measured.value)
    };
    for group in by_group(drafts) {
        let of = |unit: &usize| drafts.get(*unit).and_then(value);
        let ranked: Vec<(usize, Decimal)> =
            group.iter().filter_map(|unit| Some((*unit, of(unit)?))).collect();
        for (rank, (unit, _)) in ranks(&ranked, |(_, value)| *value).into_iter().zip(&ranked) {
            let worth = points.get(rank - 1).or(points.last()).copied().unwrap_or_default();
            let Some(line) = drafts.get_mut(*unit).and_then(|draft| draft.line_mut(at)) else { continue };
            line.points = round(worth.clamp(Decimal::ZERO, item.points), rules.places);
            if let Some(measured) = &mut line.measured {
                measured.rank = Some(rank);
            }
            let lost = line.points - item.points;
            line.causes.push(Cause {
                reason: Reason::Rank(rank),
                points: lost,
                obligation: None,
                mark: None,
            });
        }
    }
}

/// The mean of the units of the group that have the item; without any it is left out.
fn mean(rules: &Rules, item: &Item, at: usize, drafts: &mut [Draft<'_>]) {
    for group in by_group(drafts) {
        let line = |unit: &usize| drafts.get(*unit).and_then(|draft| draft.line(at));
        if !group.iter().filter_map(line).any(|line| line.applies == Applies::Mean) {
            continue;
        }
        let have: Vec<Decimal> = group
            .iter()
            .filter_map(line)
            .filter(|line| line.applies == Applies::Yes)
            .map(|line| line.points)
            .collect();
        let mean = have.iter().sum::<Decimal>().checked_div(Decimal::from(have.len()));
        for unit in group {
            let Some(line) = drafts.get_mut(unit).and_then(|draft| draft.line_mut(at)) else { continue };
            match mean {
                _ if line.applies != Applies::Mean => {}
                Some(mean) => (line.points, line.full) = (round(mean, rules.places), item.points),
                None => (line.full, line.applies) = (Decimal::ZERO, Applies::Excluded),
            }
        }
    }
}

fn rank(units: &mut [Standing]) {
    let mut groups: HashMap<Option<String>, Vec<usize>> = HashMap::new();
    for (at, unit) in units.iter().enumerate().filter(|(_, unit)| unit.card.is_some()) {
        groups.entry(unit.group.clone()).or_default().push(at);
    }
    for group in groups.into_values() {
        let total = |at: &usize| units.get(*at).and_then(Standing::total).unwrap_or_default();
        let ranks = ranks(&group, total);
        for (at, rank) in group.into_iter().zip(ranks) {
            if let Some(unit) = units.get_mut(at) {
                unit.rank = Some(rank);
            }
        }
    }
}

/// 1 for the greatest; equal ones share a rank and the next one is skipped, as in 1, 2, 2, 4.
fn ranks<T>(all: &[T], value: impl Fn(&T) -> Decimal) -> Vec<usize> {
    let mut sorted: Vec<Decimal> = all.iter().map(&value).collect();
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    all.iter().map(|one| 1 + sorted.partition_point(|other| *other > value(one))).collect()
}
