//! From lines to a scorecard: classes, bonus, conditions, vetoes, grade.

use rust_decimal::Decimal;

use super::card::{ClassTotal, Line, Scorecard, Tally};
use super::compute::round;
use super::inputs::{Outcome, UnitInputs};
use super::rules::{Bound, Effect, Group, Item, Rules, Tallied, Test};
use crate::domain::obligation::Timeliness;

/// `None` where nothing applies.
pub(super) fn card(
    rules: &Rules,
    group: Option<&Group>,
    unit: &UnitInputs,
    lines: Vec<Line>,
    multiplier: Option<Decimal>,
    is_found: impl Fn(&str) -> bool,
) -> Option<Scorecard> {
    let classes = classes(rules, group, &lines);
    if classes.is_empty() {
        return None;
    }
    let base: Decimal = classes.iter().map(|class| class.points).sum();
    let bonus: Decimal = of(rules, &lines).filter(|(item, _)| item.bonus).map(|(_, line)| line.points).sum();
    let bonus = rules.bonus_cap.map_or(bonus, |cap| bonus.min(cap));
    let tally = tally(rules, &unit.outcomes);
    let conditions = conditions(rules, &lines, &tally, is_found);
    let total = capped(rules, &conditions, base + bonus);
    let scaled = rules.scale.and_then(|scale| (total * scale).checked_div(rules.full));
    Some(Scorecard {
        grade: grade(rules, &conditions, total),
        lines,
        classes,
        base,
        bonus,
        total,
        scaled: scaled.map(|points| round(points, rules.places)),
        conditions,
        multiplier,
        tally,
    })
}

/// Each line with its item.
fn of<'a>(rules: &'a Rules, lines: &'a [Line]) -> impl Iterator<Item = (&'a Item, &'a Line)> {
    lines.iter().filter_map(|line| Some((rules.item(&line.item)?, line)))
}

fn classes(rules: &Rules, group: Option<&Group>, lines: &[Line]) -> Vec<ClassTotal> {
    let mut totals: Vec<(Decimal, ClassTotal)> = Vec::new();
    let all = rules.classes.iter().map(|class| (Some(class.id.as_str()), class.weight));
    for (class, weight) in all.chain(rules.classes.is_empty().then_some((None, Decimal::ONE))) {
        let own = class.and_then(|class| group?.weights.iter().find(|(id, _)| id == class));
        let weight = own.map_or(weight, |(_, weight)| *weight);
        let counted: Vec<&Line> = of(rules, lines)
            .filter(|(item, _)| !item.bonus && item.class.as_deref() == class)
            .map(|(_, line)| line)
            .collect();
        let (earned, full) = counted.iter().fold((Decimal::ZERO, Decimal::ZERO), |(earned, full), line| {
            if line.full.is_zero() { (earned, full) } else { (earned + line.points, full + line.full) }
        });
        if !full.is_zero() && !weight.is_zero() {
            let class = class.map(str::to_owned);
            totals.push((
                weight,
                ClassTotal { class, earned, full, worth: Decimal::ZERO, points: Decimal::ZERO },
            ));
        }
    }
    let weights: Decimal = totals.iter().map(|(weight, _)| *weight).sum();
    let worth = |weight: Decimal| (rules.full * weight).checked_div(weights).unwrap_or_default();
    let share = |weight: Decimal, class: ClassTotal| {
        // Multiplied first: a third of 100 has no end.
        let points =
            (rules.full * weight * class.earned).checked_div(weights * class.full).unwrap_or_default();
        ClassTotal { worth: round(worth(weight), rules.places), points: round(points, rules.places), ..class }
    };
    totals.into_iter().map(|(weight, class)| share(weight, class)).collect()
}

fn tally(rules: &Rules, outcomes: &[Outcome]) -> Tally {
    let mut tally = Tally::default();
    let counts = |outcome: &&Outcome| !outcome.voluntary && !rules.roles.weight(outcome.part).is_zero();
    for outcome in outcomes.iter().filter(counts) {
        match outcome.timeliness {
            Timeliness::OnTime => tally.on_time += 1,
            Timeliness::Late => tally.late += 1,
            Timeliness::Missing => tally.missing += 1,
            Timeliness::Pending => continue,
        }
        tally.due += 1;
        tally.returned += outcome.returned;
    }
    tally
}

fn conditions(rules: &Rules, lines: &[Line], tally: &Tally, is_found: impl Fn(&str) -> bool) -> Vec<String> {
    let points = |item: &str| {
        lines.iter().find(|line| line.item == item && !line.full.is_zero()).map(|line| line.points)
    };
    let count = |of: Tallied| match of {
        Tallied::Late => tally.late,
        Tallied::Missing => tally.missing,
        Tallied::Returned => tally.returned,
    };
    let holds = |id: &str, test: &Test| match test {
        Test::Found => is_found(id),
        Test::Item { item, bound: Bound::AtLeast(least) } => {
            points(item).is_none_or(|points| points >= *least)
        }
        Test::Item { item, bound: Bound::Below(bound) } => points(item).is_some_and(|points| points < *bound),
        Test::Count { of, at_least } => count(*of) >= *at_least,
    };
    let held = rules.conditions.iter().filter(|condition| holds(&condition.id, &condition.test));
    held.map(|condition| condition.id.clone()).collect()
}

fn effects<'a>(rules: &'a Rules, conditions: &'a [String]) -> impl Iterator<Item = &'a Effect> {
    rules.vetoes.iter().filter(|veto| conditions.contains(&veto.when)).map(|veto| &veto.effect)
}

fn capped(rules: &Rules, conditions: &[String], total: Decimal) -> Decimal {
    let caps = effects(rules, conditions).filter_map(|effect| match effect {
        Effect::TotalAtMost(cap) => Some(*cap),
        _ => None,
    });
    caps.fold(total, Decimal::min)
}

fn grade(rules: &Rules, conditions: &[String], total: Decimal) -> Option<String> {
    let holds = |id: &String| conditions.contains(id);
    let by_points = rules.grades.iter().position(|grade| {
        grade.at_least.is_some_and(|least| total >= least) && grade.requires.iter().all(holds)
    });
    let forced = rules.grades.iter().rposition(|grade| grade.if_any.iter().any(holds));
    let position = |id: &String| rules.grades.iter().position(|grade| grade.id == *id);
    let set = effects(rules, conditions).filter_map(|effect| match effect {
        Effect::Grade(id) => position(id),
        _ => None,
    });
    let best = effects(rules, conditions).filter_map(|effect| match effect {
        Effect::GradeAtMost(id) => position(id),
        _ => None,
    });
    let before = set.max().or(forced).or(by_points)?;
    let at = best.fold(before, usize::max);
    rules.grades.get(at).map(|grade| grade.id.clone())
}
