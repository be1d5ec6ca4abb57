use proptest::prelude::*;
use time::Duration;
use time::macros::{date, datetime};

use super::super::deadline::{DueRule, When};
use super::super::sample::{self, duty, each, figure, id, words};
use super::*;

/// `cases` add up; `listed` and `known` are totals.
fn plan() -> Plan {
    let total = |name| Figure { aggregate: Aggregate::Last, ..figure(name, false, None) };
    let mut report = duty("report", each(), DueRule::new(When::Standing));
    report.figures = vec![figure("cases", false, None), total("listed"), total("known")];
    Plan::new(sample::parts(vec![report]))
}

fn ratio(at_least: &str, later: Option<&str>) -> Indicator {
    indicator(Measure::Ratio { numerator: id("listed"), denominator: id("known") }, at_least, later)
}

fn count(at_least: &str) -> Indicator {
    indicator(Measure::Count { figure: id("cases") }, at_least, None)
}

fn indicator(measure: Measure, at_least: &str, later: Option<&str>) -> Indicator {
    let target = Target { at_least: decimal(at_least), later: later.map(decimal) };
    Indicator { id: id("one"), title: words("指标"), quote: String::new(), measure, target, assumed: None }
}

fn decimal(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

/// Sent the day before it was due.
fn report(unit: &str, due: Date, figures: &[(&str, i64)]) -> Observation {
    let at = Timestamp::new(datetime!(2026-01-01 09:00 +8)).plus(due - date!(2026 - 01 - 02));
    Observation {
        unit_id: id(unit),
        duty_id: id("report"),
        obligation_id: id(&format!("report~{unit}~{due}")),
        period: Period::day(due),
        revision: 1,
        due_on: Some(due),
        at,
        figures: figures.iter().map(|(name, value)| (id(name), *value)).collect(),
    }
}

fn year(plan: &Plan, observations: &[Observation]) -> HashMap<UnitId, Figures> {
    let (from, to) = plan.range();
    values(plan, observations, from, to)
}

const FEBRUARY: Date = date!(2026 - 02 - 15);
const APRIL: Date = date!(2026 - 04 - 15);
const JUNE: Date = date!(2026 - 06 - 15);

#[test]
fn periods_add_up_and_of_totals_the_latest_stands() {
    let observations = [
        report("keji", APRIL, &[("cases", 2), ("listed", 9)]),
        report("keji", FEBRUARY, &[("cases", 3), ("listed", 12), ("known", 20)]),
        report("jiaoyu", APRIL, &[("cases", 7), ("unknown", 4)]),
    ];
    let plan = plan();
    let values = year(&plan, &observations);
    let keji = &values[&id::<UnitId>("keji")];
    assert_eq!(keji, &Figures::from([(id("cases"), 5), (id("listed"), 9), (id("known"), 20)]));
    assert_eq!(values[&id::<UnitId>("jiaoyu")], Figures::from([(id("cases"), 7)]), "what the plan dropped");
    assert_eq!(values.len(), 2, "who has given nothing has no figures");
}

#[test]
fn the_span_ends_with_its_days_and_takes_what_is_undated_by_the_day_it_was_sent() {
    let undated = Observation { due_on: None, ..report("fagai", JUNE, &[("cases", 100)]) };
    let observations =
        [report("keji", FEBRUARY, &[("cases", 1)]), report("keji", APRIL, &[("cases", 10)]), undated];
    let plan = plan();
    let sum = |from, to| {
        values(&plan, &observations, from, to)
            .values()
            .map(|figures| figures[&id::<FigureId>("cases")])
            .sum::<i64>()
    };
    let (before, after) = (Duration::days(-1), Duration::DAY);
    for (from, to, expected) in [
        (FEBRUARY, APRIL, 11),
        (FEBRUARY + after, APRIL, 10),
        (FEBRUARY, APRIL + before, 1),
        (APRIL, JUNE + before, 110),
        (APRIL, JUNE + before + before, 10),
        (APRIL, FEBRUARY, 0),
    ] {
        assert_eq!(sum(from, to), expected, "{from} to {to}");
    }
}

#[test]
fn of_two_totals_due_on_one_day_the_later_sent_stands() {
    let early = report("keji", APRIL, &[("listed", 8)]);
    let late = Observation {
        at: early.at.plus(Duration::HOUR),
        obligation_id: id("a~keji~2026"),
        ..report("keji", APRIL, &[("listed", 5)])
    };
    assert_eq!(year(&plan(), &[late, early])[&id::<UnitId>("keji")], Figures::from([(id("listed"), 5)]));
}

#[test]
fn a_ratio_of_the_district_is_of_sums_and_carries_totals_forward() {
    let observations = [
        report("fagai", FEBRUARY, &[("listed", 1), ("known", 4)]),
        report("jiaoyu", FEBRUARY, &[("listed", 40), ("known", 96)]),
        // Of this unit only one of the two is known until April.
        report("keji", FEBRUARY, &[("listed", 50)]),
        report("keji", APRIL, &[("known", 100)]),
        report("fagai", JUNE, &[("listed", 4), ("known", 4)]),
    ];
    let series = series(&plan(), &ratio("0.455", Some("0.475")), &observations);
    let told: Vec<_> = series
        .points
        .iter()
        .map(|point| {
            let of = point.measured.as_ref().unwrap();
            (
                point.month,
                of.numerator,
                of.denominator.unwrap(),
                of.value.unwrap(),
                of.is_reached,
                point.units,
                point.trend,
            )
        })
        .collect();
    let month = |day: Date| day.replace_day(1).unwrap();
    assert_eq!(
        told,
        [
            (month(FEBRUARY), 41, 100, decimal("0.41"), Some(false), 2, Trend::None),
            (month(APRIL), 91, 200, decimal("0.455"), Some(true), 3, Trend::Up),
            (month(JUNE), 94, 200, decimal("0.47"), Some(true), 3, Trend::Up),
        ]
    );
    let later = series.points.last().unwrap().measured.as_ref().unwrap().is_later_reached;
    assert_eq!(later, Some(false));
    let lines: Vec<_> = series.units.iter().map(|line| (line.unit_id.as_str(), line.points.len())).collect();
    assert_eq!(lines, [("fagai", 3), ("jiaoyu", 3), ("keji", 3)], "in protocol order");
    let keji = &series.units[2].points;
    assert!(keji[0].measured.is_none() && keji[1].measured.is_some());
    assert_eq!(keji[2].trend, Trend::Equal, "carried forward");
    assert!(keji[2].sources.is_empty());
    assert_eq!(keji[1].sources, [id("report~keji~2026-04-15")]);
}

#[test]
fn over_nothing_there_is_no_ratio() {
    let observations = [
        report("keji", FEBRUARY, &[("listed", 0), ("known", 0)]),
        report("keji", APRIL, &[("listed", 1), ("known", 3)]),
        report("keji", JUNE, &[("listed", 1), ("known", 0)]),
    ];
    let series = series(&plan(), &ratio("0", None), &observations);
    let values: Vec<_> = series.points.iter().map(|point| point.measured.clone().unwrap()).collect();
    assert_eq!((values[0].value, values[0].is_reached), (None, None));
    assert_eq!(values[1].is_reached, Some(true));
    assert_eq!((values[2].value, values[2].denominator), (None, Some(0)));
    assert!(series.points.iter().all(|point| point.trend == Trend::None));
}

#[test]
fn a_third_reaches_a_third_of_what_is_asked_exactly() {
    let observations = [report("keji", JUNE, &[("listed", 1), ("known", 3)])];
    let reaches = |target| {
        let series = series(&plan(), &ratio(target, None), &observations);
        series.points[0].measured.as_ref().unwrap().is_reached.unwrap()
    };
    assert!(reaches("0.3333333333333333333333333333"));
    assert!(!reaches("0.3333333333333333333333333334"));
}

#[test]
fn a_count_goes_up_as_periods_come_in() {
    let observations = [
        report("keji", FEBRUARY, &[("cases", 2)]),
        report("fagai", FEBRUARY, &[("cases", 0)]),
        report("keji", APRIL, &[("cases", 3), ("listed", 1)]),
        report("keji", JUNE, &[("listed", 1)]),
        report("keji", date!(2025 - 12 - 31), &[("cases", 50)]),
    ];
    let series = series(&plan(), &count("5"), &observations);
    let told = |points: &[Point]| {
        let of = |point: &Point| (point.measured.as_ref().unwrap().numerator, point.trend);
        points.iter().map(of).collect::<Vec<_>>()
    };
    assert_eq!(told(&series.points), [(2, Trend::None), (5, Trend::Up)], "the year before does not count");
    assert_eq!(told(&series.units[0].points), [(0, Trend::None), (0, Trend::Equal)]);
    assert_eq!(series.points[1].measured.as_ref().unwrap().is_reached, Some(true));
    assert_eq!(series.points[1].units, 2);
}

#[test]
fn without_reports_there_is_no_point() {
    let nothing = series(&plan(), &count("5"), &[]);
    assert_eq!(nothing, Series { points: vec![], units: vec![] });
}

fn any_report() -> impl Strategy<Value = Observation> {
    let figures = prop::collection::vec(prop::option::of(0i64..1_000_000), 3);
    (prop::sample::select(vec!["fagai", "jiaoyu", "keji"]), 0i64..364, figures, 0i64..3).prop_map(
        |(unit, day, figures, n)| {
            let given: Vec<_> = ["cases", "listed", "known"].into_iter().zip(figures).collect();
            let given: Vec<_> = given.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
            let due = date!(2026 - 01 - 01) + Duration::days(day);
            Observation {
                obligation_id: id(&format!("report~{unit}~{day}-{n}")),
                ..report(unit, due, &given)
            }
        },
    )
}

proptest! {
    #[test]
    fn the_order_of_observations_does_not_matter(
        (all, other) in prop::collection::vec(any_report(), 0..20)
            .prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle()))
    ) {
        let plan = plan();
        // Two of one obligation do not come from the store.
        let unique: std::collections::HashSet<_> = all.iter().map(|each| &each.obligation_id).collect();
        prop_assume!(unique.len() == all.len());
        prop_assert_eq!(year(&plan, &all), year(&plan, &other));
        for indicator in [ratio("0.5", None), count("5")] {
            prop_assert_eq!(series(&plan, &indicator, &all), series(&plan, &indicator, &other));
        }
    }

    #[test]
    fn the_last_point_is_the_year_and_lies_between_the_units(all in prop::collection::vec(any_report(), 1..20)) {
        let plan = plan();
        let series = series(&plan, &ratio("0.5", None), &all);
        let last = |points: &[Point]| points.last().and_then(|point| point.measured.clone());
        let Some(whole) = last(&series.points) else { return Ok(()) };
        let figures = year(&plan, &all);
        let both: Vec<_> = figures.values().filter_map(|of| Some((of.get(&id::<FigureId>("listed"))?, of.get(&id::<FigureId>("known"))?))).collect();
        prop_assert_eq!(whole.numerator, both.iter().map(|(part, _)| **part).sum::<i64>());
        prop_assert_eq!(whole.denominator, Some(both.iter().map(|(_, all)| **all).sum::<i64>()));
        let Some(value) = whole.value else { return Ok(()) };
        prop_assert!(value >= Decimal::ZERO);
        // Units over nothing may lift the district above all others, and only they.
        let units: Vec<_> = series.units.iter().filter_map(|line| last(&line.points)).collect();
        if units.iter().all(|unit| unit.denominator != Some(0)) {
            let values: Vec<_> = units.iter().filter_map(|unit| unit.value).collect();
            prop_assert!(values.iter().min() <= Some(&value) && Some(&value) <= values.iter().max());
        }
    }
}
