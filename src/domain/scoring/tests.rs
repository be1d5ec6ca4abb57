//! What holds for any rules and any inputs. Worked examples of whole schemes are in `tests/it/schemes.rs`.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::card::Applies;
use super::inputs::{Inputs, Mark, Outcome, Part, UnitInputs, Verdict};
use super::rules::*;
use super::{Scores, Span, score};
use crate::domain::obligation::Timeliness;
use crate::domain::plan::Words;
use crate::domain::sample;
use crate::domain::timestamp::Timestamp;
use time::macros::date;

fn words(text: &str) -> Words {
    Words { zh: text.into(), en: text.into() }
}

fn item(n: usize, points: i64, kind: Kind) -> Item {
    Item { id: format!("i{n}"), points: points.into(), kind, ..sample::rules().items.remove(0) }
}

fn charge(on: Event, points: i64) -> Charge {
    Charge { on, points: points.into() }
}

/// Any kind that looks at obligations, with sane figures: missing costs at least what late does, steps go down.
fn any_kind() -> impl Strategy<Value = Kind> {
    let share = || prop_oneof![Just(Share::OnTime), Just(Share::Submitted), Just(Share::Accepted)];
    let steps = vec![
        Step { at_least: "0.9".parse().unwrap(), points: 8.into() },
        Step { at_least: "0.5".parse().unwrap(), points: 3.into() },
    ];
    prop_oneof![
        (0i64..4, 0i64..4, 0i64..3).prop_map(|(late, more, returned)| Kind::Deduct {
            events: vec![
                charge(Event::Late, late),
                charge(Event::Missing, late + more),
                charge(Event::Returned, returned)
            ],
            floor: Decimal::ZERO,
        }),
        (0i64..4, 0i64..4).prop_map(|(on_time, accepted)| Kind::Accrue {
            events: vec![charge(Event::OnTime, on_time), charge(Event::Accepted, accepted)],
        }),
        (share(), prop::option::of(1i64..3)).prop_map(|(share, target)| Kind::Ratio {
            of: Measure::Share(share),
            target: target.map(|target| Decimal::new(target, 1)),
        }),
        (share(), 1i64..20).prop_map(|(share, total)| Kind::Ratio {
            of: Measure::Of { share, total: total.into() },
            target: None
        }),
        share().prop_map(move |share| Kind::Steps { of: Measure::Share(share), steps: steps.clone() }),
        share().prop_map(|share| Kind::Gate { of: Measure::Share(share), at_least: "0.8".parse().unwrap() }),
        share().prop_map(|share| Kind::Rank {
            of: Measure::Share(share),
            points: vec![10.into(), 6.into(), 2.into()]
        }),
        Just(Kind::Judged { otherwise: Some(5.into()) }),
    ]
}

prop_compose! {
    fn any_item(n: usize)(
        points in 10i64..40,
        kind in any_kind(),
        absent in prop_oneof![Just(Absent::Exclude), Just(Absent::Full)],
        bonus in prop::bool::weighted(0.2),
        class in prop_oneof![Just("a"), Just("b")],
    ) -> Item {
        Item { absent, bonus, class: Some(class.to_owned()), ..item(n, points, kind) }
    }
}

prop_compose! {
    fn any_rules()(
        items in (any_item(0), any_item(1), any_item(2), any_item(3)),
        weight in 1i64..9,
        bonus_cap in prop::option::of(0i64..20),
        assist in 0i64..3,
        double in any::<bool>(),
    ) -> Rules {
        let class = |id: &str, weight: i64| Class { id: id.into(), title: words(id), weight: weight.into() };
        let double = double.then(|| Multiplier { title: words(""), duties_at_most: 2, deductions: 2.into() });
        let (first, second, third, fourth) = items;
        Rules {
            items: vec![first, second, third, fourth],
            classes: vec![class("a", weight), class("b", 10 - weight)],
            bonus_cap: bonus_cap.map(Decimal::from),
            roles: Roles { lead: 2.into(), responsible: 1.into(), assist: assist.into() },
            multipliers: double.into_iter().collect(),
            ..sample::rules()
        }
    }
}

prop_compose! {
    fn any_outcome()(
        duty in 0..4,
        part in prop_oneof![Just(Part::Lead), Just(Part::Responsible), Just(Part::Assist)],
        timeliness in prop_oneof![Just(Timeliness::OnTime), Just(Timeliness::Late), Just(Timeliness::Missing)],
        accepted in any::<bool>(),
        returned in 0i64..3,
    ) -> Outcome {
        outcome(duty, part, timeliness, accepted, returned)
    }
}

fn outcome(duty: i32, part: Part, timeliness: Timeliness, accepted: bool, returned: i64) -> Outcome {
    let is_there = timeliness != Timeliness::Missing;
    Outcome {
        obligation: format!("d{duty}~u~2026").parse().unwrap(),
        duty: format!("d{duty}").parse().unwrap(),
        part,
        timeliness,
        days_late: if timeliness == Timeliness::OnTime { 0 } else { 3 },
        accepted: accepted && is_there,
        returned: if is_there { returned } else { 0 },
        voluntary: false,
        reported: is_there,
    }
}

fn inputs(units: Vec<Vec<Outcome>>, marks: Vec<Mark>) -> Inputs {
    let units = (0..).zip(units).map(|(n, outcomes)| UnitInputs {
        unit: format!("u{n}").parse().unwrap(),
        name: words("unit"),
        outcomes,
        figures: [].into(),
    });
    let (from, to) = (date!(2026 - 01 - 01), date!(2026 - 12 - 31));
    let span = Span { id: "year".into(), title: words("year"), number: 1, of: 1, from, to };
    Inputs { span, as_of: Timestamp::EARLIEST, units: units.collect(), marks }
}

fn any_units() -> impl Strategy<Value = Vec<Vec<Outcome>>> {
    prop::collection::vec(prop::collection::vec(any_outcome(), 0..8), 1..6)
}

fn total(scores: &Scores, unit: usize) -> Option<Decimal> {
    scores.units[unit].total()
}

fn mark(unit: usize, on: &str, verdict: Verdict) -> Mark {
    let (unit, by) = (format!("u{unit}").parse().unwrap(), "by".to_owned());
    Mark { unit, on: on.into(), verdict, reason: "reason".into(), by, at: Timestamp::EARLIEST }
}

proptest! {
    #[test]
    fn nothing_leaves_its_bounds(rules in any_rules(), units in any_units()) {
        for standing in score(&rules, &inputs(units, vec![])).units {
            let Some(card) = standing.card else { continue };
            for line in &card.lines {
                prop_assert!(line.points >= Decimal::ZERO && line.points <= rules.item(&line.item).unwrap().points);
                prop_assert!(line.points <= line.full || line.full.is_zero());
            }
            // Each class is rounded by itself.
            prop_assert!(card.base >= Decimal::ZERO && card.base <= rules.full + Decimal::new(1, 2));
            prop_assert!(card.bonus >= Decimal::ZERO && rules.bonus_cap.is_none_or(|cap| card.bonus <= cap));
            prop_assert_eq!(card.total, card.base + card.bonus);
        }
    }

    /// Whatever else the rules say: in time, then late, then not at all.
    #[test]
    fn being_later_never_scores_better(
        rules in any_rules(),
        units in any_units(),
        which in any::<prop::sample::Index>(),
        what in any::<prop::sample::Index>(),
    ) {
        let unit = which.index(units.len());
        prop_assume!(!units[unit].is_empty());
        let mut later = units.clone();
        let at = what.index(units[unit].len());
        let one = &mut later[unit][at];
        let worse = if one.timeliness == Timeliness::OnTime { Timeliness::Late } else { Timeliness::Missing };
        let duty = one.duty.as_str().trim_start_matches('d').parse().unwrap();
        // What is returned costs by itself; a report that never came cannot be returned.
        let returned = if worse == Timeliness::Missing { 0 } else { one.returned };
        *one = outcome(duty, one.part, worse, one.accepted, returned);
        let mut before = units;
        before[unit][at].returned = returned;
        let (before, after) = (score(&rules, &inputs(before, vec![])), score(&rules, &inputs(later, vec![])));
        prop_assert!(total(&after, unit) <= total(&before, unit), "{:#?}", after.units[unit]);
    }

    #[test]
    fn the_order_of_units_and_outcomes_changes_nothing(rules in any_rules(), units in any_units()) {
        let before = score(&rules, &inputs(units.clone(), vec![]));
        let mut turned = inputs(units, vec![]);
        turned.units.reverse();
        turned.units.iter_mut().for_each(|unit| unit.outcomes.reverse());
        let after = score(&rules, &turned);
        for (one, other) in before.units.iter().zip(after.units.iter().rev()) {
            prop_assert_eq!((one.total(), one.rank), (other.total(), other.rank));
        }
    }

    /// Left out on both sides: the rest makes the full score as though the item did not exist.
    #[test]
    fn an_excluded_item_leaves_both_sides(rules in any_rules(), units in any_units(), which in 0usize..4) {
        let mut rules = rules;
        rules.items.iter_mut().for_each(|item| item.absent = Absent::Exclude);
        let absent = (0..units.len()).map(|unit| mark(unit, &format!("i{which}"), Verdict::Absent)).collect();
        let marked = score(&rules, &inputs(units.clone(), absent));
        let mut without = rules.clone();
        without.items.remove(which);
        let without = score(&without, &inputs(units.clone(), vec![]));
        for (unit, outcomes) in units.iter().enumerate() {
            // A mark makes a unit one that is scored.
            if outcomes.iter().any(|outcome| !rules.roles.weight(outcome.part).is_zero()) {
                prop_assert_eq!(total(&marked, unit), total(&without, unit));
                let line = marked.units[unit].card.as_ref().and_then(|card| card.line(&format!("i{which}")));
                prop_assert!(line.is_none_or(|line| line.applies == Applies::Excluded));
            }
        }
    }

    /// A ruling stands as it was given, whatever was computed, and the causes say so.
    #[test]
    fn a_ruling_stands(rules in any_rules(), units in any_units(), which in 0usize..4, points in 0i64..10) {
        let ruled = score(&rules, &inputs(units, vec![mark(0, &format!("i{which}"), Verdict::Ruled(points.into()))]));
        if let Some(card) = &ruled.units[0].card {
            let line = card.line(&format!("i{which}")).unwrap();
            prop_assert_eq!(line.points, Decimal::from(points));
            prop_assert_eq!(line.causes.iter().map(|cause| cause.mark).next_back(), Some(Some(0)));
        }
    }
}

#[test]
fn a_unit_without_duties_is_not_ranked() {
    let scores = score(
        &sample::rules(),
        &inputs(vec![vec![], vec![outcome(1, Part::Responsible, Timeliness::OnTime, true, 0)]], vec![]),
    );
    assert_eq!((scores.units[0].rank, scores.units[0].total()), (None, None));
    assert_eq!((scores.units[1].rank, scores.units[1].total()), (Some(1), Some(100.into())));
}

/// 牵头 5 分, 配合 3 分: of 5 + 3 + 3, the 5 in time.
#[test]
fn a_share_weighs_the_units_part() {
    let rules =
        Rules { roles: Roles { lead: 5.into(), responsible: 1.into(), assist: 3.into() }, ..sample::rules() };
    let units = vec![vec![
        outcome(1, Part::Lead, Timeliness::OnTime, true, 0),
        outcome(2, Part::Assist, Timeliness::Late, true, 0),
        outcome(3, Part::Assist, Timeliness::Missing, false, 0),
    ]];
    let scores = score(&rules, &inputs(units, vec![]));
    assert_eq!(total(&scores, 0), Some(Decimal::new(4545, 2)), "100 × 5 ÷ 11");
    let causes: Vec<Decimal> =
        scores.units[0].card.as_ref().unwrap().lines[0].causes.iter().map(|cause| cause.points).collect();
    assert_eq!(causes, [Decimal::new(-2727, 2), Decimal::new(-2727, 2)], "100 × 3 ÷ 11 each");
}

/// Not reported is the worst there is, and not the same as having nothing to report.
#[test]
fn a_figure_that_was_not_reported_gives_nothing() {
    let figure = |of: &str| of.parse().unwrap();
    let of = Measure::Ratio { numerator: figure("part"), denominator: figure("whole") };
    let duties = Some(["d1".parse().unwrap()].into());
    let rules = Rules {
        items: vec![Item { duties, ..item(0, 100, Kind::Ratio { of, target: None }) }],
        ..sample::rules()
    };
    let missing = outcome(1, Part::Responsible, Timeliness::Missing, false, 0);
    let sent = outcome(1, Part::Responsible, Timeliness::OnTime, true, 0);
    let mut inputs = inputs(vec![vec![missing], vec![sent.clone()], vec![sent]], vec![]);
    inputs.units[2].figures = [(figure("part"), 0), (figure("whole"), 4)].into();
    let scores = score(&rules, &inputs);
    assert_eq!([0, 1, 2].map(|unit| total(&scores, unit)), [Some(Decimal::ZERO), None, Some(Decimal::ZERO)]);
}
