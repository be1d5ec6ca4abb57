//! Five published schemes, each as rules in `schemes/rules/` and an example computed by hand in the comments here: the program
//! comes to the same, to the last decimal.

use std::fs;
use std::path::Path;

use duban::domain::ids::UnitId;
use duban::domain::obligation::Timeliness::{self, Late, Missing, OnTime};
use duban::domain::plan::Words;
use duban::domain::scoring::card::{Applies, Scorecard};
use duban::domain::scoring::rules::Rules;
use duban::domain::scoring::{Inputs, Mark, Outcome, Part, Scores, UnitInputs, Verdict, score};
use duban::domain::timestamp::Timestamp;
use duban::plan_files::{self, Files, Severity};
use rust_decimal::Decimal;
use tempfile::TempDir;
use time::macros::datetime;

use crate::plan_broken::copy_folder;

const NOW: Timestamp = Timestamp::EARLIEST;

/// The rules of a scheme, beside a small plan of five units and three duties.
fn rules(scheme: &str) -> Rules {
    let folder = TempDir::new().unwrap();
    let schemes = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/schemes");
    copy_folder(&schemes.join("plan"), folder.path());
    fs::copy(schemes.join(format!("rules/{scheme}.toml")), folder.path().join("scoring.toml")).unwrap();
    let files = Files::folder(folder.path());
    let report = plan_files::check(&files);
    let found: Vec<_> = report.problems.iter().filter(|problem| problem.severity != Severity::Note).collect();
    assert!(found.is_empty(), "{found:#?}");
    plan_files::open(&files).unwrap().scoring.clone()
}

/// A unit and what became of its obligations.
struct Unit(UnitInputs);

impl Unit {
    fn new(id: &str) -> Self {
        let name = Words { zh: id.to_owned(), en: id.to_owned() };
        Self(UnitInputs { unit: id.parse().unwrap(), name, outcomes: vec![], figures: [].into() })
    }

    /// So many monthly reports: sent in time or so many working days late, and accepted or not.
    fn monthly(self, count: usize, timeliness: Timeliness, days_late: i64, accepted: bool) -> Self {
        self.with("monthly", count, timeliness, days_late, accepted)
    }

    fn with(
        mut self,
        duty: &str,
        count: usize,
        timeliness: Timeliness,
        days_late: i64,
        accepted: bool,
    ) -> Self {
        for _ in 0..count {
            let n = self.0.outcomes.len();
            self.0.outcomes.push(Outcome {
                obligation: format!("{duty}~{}~{n}", self.0.unit).parse().unwrap(),
                duty: duty.parse().unwrap(),
                part: Part::Responsible,
                timeliness,
                days_late,
                accepted,
                returned: 0,
                voluntary: false,
                reported: timeliness != Missing,
            });
        }
        self
    }

    fn figures(mut self, figures: &[(&str, i64)]) -> Self {
        self.0.figures = figures.iter().map(|(id, value)| (id.parse().unwrap(), *value)).collect();
        self
    }
}

fn mark(unit: &str, on: &str, verdict: Verdict) -> Mark {
    let (unit, by) = (unit.parse().unwrap(), "王主任".to_owned());
    Mark { unit, on: on.to_owned(), verdict, reason: "见评分资料".to_owned(), by, at: NOW }
}

fn scored(scheme: &str, units: impl IntoIterator<Item = Unit>, marks: Vec<Mark>) -> Scores {
    let rules = rules(scheme);
    let span = rules.spans(2026).remove(0);
    let as_of = Timestamp::new(datetime!(2026-12-31 12:00 UTC));
    let units = units.into_iter().map(|unit| unit.0).collect();
    score(&rules, &Inputs { span, as_of, units, marks })
}

fn card<'a>(scores: &'a Scores, unit: &str) -> &'a Scorecard {
    let unit: UnitId = unit.parse().unwrap();
    scores.units.iter().find(|standing| standing.unit == unit).unwrap().card.as_ref().unwrap()
}

fn points(card: &Scorecard) -> Vec<(&str, String)> {
    card.lines.iter().map(|line| (line.item.as_str(), line.points.to_string())).collect()
}

fn of(card: &Scorecard, item: &str) -> String {
    card.line(item).unwrap().points.normalize().to_string()
}

/// Total, and the rank in the group.
fn totals(scores: &Scores) -> Vec<(&str, String, Option<usize>)> {
    let total = |total: Option<Decimal>| total.map_or(String::new(), |total| total.normalize().to_string());
    scores.units.iter().map(|each| (each.unit.as_str(), total(each.total()), each.rank)).collect()
}

/// 甲: 22 judged items of 4, the fifth marked 2.5: 86.5; 10 of 12 in time: 4 × 10 ÷ 12 = 3.33; 96% compliant: 4; three rules: 4.
/// 97.83, and bonuses of 5 + 3 = 8 (cap 8) and 3 = 11, capped at 10: 107.83.
/// 乙 has nothing to do with the fifth: (2.5 + 4) ÷ 2 = 3.25; 21 × 4 = 84; 4; 91%: 2; one rule: 0; bonus 1: 94.25.
/// 丙: the tenth marked 0: 84; 6 of 12: 2; nothing was checked: (4 + 2) ÷ 2 = 3; 4; bonus 2: 95.
#[test]
fn items_that_are_objectively_absent_take_the_mean_and_bonuses_are_capped() {
    let jia = Unit::new("jia").monthly(10, OnTime, 0, true).monthly(2, Late, 3, true);
    let yi = Unit::new("yi").monthly(12, OnTime, 0, true);
    let bing = Unit::new("bing").monthly(6, OnTime, 0, true).monthly(6, Missing, 9, false);
    let units = [
        jia.figures(&[("checked", 100), ("compliant", 96), ("systems", 3)]),
        yi.figures(&[("checked", 100), ("compliant", 91), ("systems", 1)]),
        bing.figures(&[("checked", 0), ("compliant", 0), ("systems", 2)]),
    ];
    let award = |level: &str| Verdict::Award { level: level.to_owned() };
    let marks = vec![
        mark("jia", "i05", Verdict::Points("2.5".parse().unwrap())),
        mark("yi", "i05", Verdict::Absent),
        mark("bing", "i10", Verdict::Points(Decimal::ZERO)),
        mark("jia", "b1", award("national")),
        mark("jia", "b1", award("provincial")),
    ];
    let scores = scored("a", units, marks);
    assert_eq!(of(card(&scores, "jia"), "i23"), "3.33");
    assert_eq!(
        (of(card(&scores, "yi"), "i05"), card(&scores, "yi").line("i05").unwrap().applies),
        ("3.25".into(), Applies::Mean)
    );
    assert_eq!(of(card(&scores, "bing"), "i24"), "3");
    assert_eq!(card(&scores, "jia").bonus, Decimal::TEN);
    let expected =
        [("jia", "107.83".into(), Some(1)), ("yi", "94.25".into(), Some(3)), ("bing", "95".into(), Some(2))];
    assert_eq!(totals(&scores), expected);
}

/// 甲: 60 × 5 ÷ 6 = 50 and 40 make 90 of 100; 50 × 45 ÷ 60 = 37.5 of 50; 70 × 0.9 + 30 × 0.75 = 63 + 22.5 = 85.5.
/// 乙 has no records: 60 + 40 × 4 ÷ 6 (26.67) = 86.67 of 100 make 86.67.
/// 丙 has nothing but records: 45 of 50 make 90.
#[test]
fn a_class_that_does_not_apply_leaves_its_weight_to_the_other() {
    let units = [
        Unit::new("jia")
            .monthly(5, OnTime, 0, true)
            .monthly(1, Late, 2, true)
            .figures(&[("records", 60), ("sent", 45)]),
        Unit::new("yi")
            .monthly(4, OnTime, 0, true)
            .monthly(2, OnTime, 0, false)
            .figures(&[("records", 0), ("sent", 0)]),
        Unit::new("bing").figures(&[("records", 10), ("sent", 9)]),
    ];
    let scores = scored("b", units, vec![]);
    let worth = |unit: &str| card(&scores, unit).classes.iter().map(|class| class.worth).collect::<Vec<_>>();
    assert_eq!(worth("jia"), [Decimal::from(70), Decimal::from(30)]);
    assert_eq!(worth("yi"), [Decimal::from(100)]);
    assert_eq!(card(&scores, "yi").line("records").unwrap().applies, Applies::Excluded);
    let expected =
        [("jia", "85.5".into(), Some(3)), ("yi", "86.67".into(), Some(2)), ("bing", "90".into(), Some(1))];
    assert_eq!(totals(&scores), expected);
}

/// 甲: nine rules 4.5, at most 4; three records short: 2 − 1.5; 98%: 1; 20 working days are not late, 21 are: 2 − 1. 6.5.
/// 乙: 1.5; five short: 2 − 2.5, nothing left; 97%: 0; 2. 3.5. 丙: 0; 2; 100%: 2; one missing after 30 days: 1. 5.
#[test]
fn points_accrue_to_a_cap_and_are_deducted_until_they_are_gone() {
    let units = [
        Unit::new("jia").monthly(1, Late, 20, true).monthly(1, Late, 21, true).figures(&[
            ("systems", 9),
            ("records", 20),
            ("sent", 17),
            ("checked", 100),
            ("compliant", 98),
        ]),
        Unit::new("yi").monthly(2, OnTime, 0, true).figures(&[
            ("systems", 3),
            ("records", 20),
            ("sent", 15),
            ("checked", 100),
            ("compliant", 97),
        ]),
        Unit::new("bing").monthly(1, Missing, 30, false).figures(&[
            ("systems", 0),
            ("records", 8),
            ("sent", 8),
            ("checked", 3),
            ("compliant", 3),
        ]),
    ];
    let scores = scored("c", units, vec![]);
    let by_hand = |all: [&str; 4]| {
        ["systems", "records", "compliance", "late"]
            .into_iter()
            .zip(all.map(str::to_owned))
            .collect::<Vec<_>>()
    };
    assert_eq!(points(card(&scores, "jia")), by_hand(["4", "0.5", "1", "1"]));
    assert_eq!(points(card(&scores, "yi")), by_hand(["1.5", "0", "0", "2"]));
    assert_eq!(points(card(&scores, "bing")), by_hand(["0", "2", "2", "1"]));
    let expected =
        [("jia", "6.5".into(), Some(1)), ("yi", "3.5".into(), Some(3)), ("bing", "5".into(), Some(2))];
    assert_eq!(totals(&scores), expected);
}

/// 甲 has two duties: 80 − 10 − 7 = 63, and 18: 81. 乙 has one, so twice: 80 − 20 − 2 × 10 (12 was meant, 10 is the most) = 40,
/// and 15.5: 55.5. 丙: 80 − 2 × 5 × 10, nothing left, and 20. 丁 waits for the leaders' judgement.
#[test]
fn deductions_count_twice_for_units_with_few_duties() {
    let hollow =
        |points: i64| Verdict::Charge { event: "hollow".into(), obligation: None, points: points.into() };
    let units = [
        Unit::new("jia")
            .monthly(5, OnTime, 0, true)
            .monthly(1, Missing, 3, false)
            .with("records", 1, OnTime, 0, true),
        Unit::new("yi").monthly(5, OnTime, 0, true).monthly(1, Missing, 3, false),
        Unit::new("bing").monthly(1, OnTime, 0, true).monthly(5, Missing, 3, false),
        Unit::new("ding").monthly(6, OnTime, 0, true),
    ];
    let marks = vec![
        mark("jia", "reports", hollow(7)),
        mark("yi", "reports", hollow(12)),
        mark("jia", "leaders", Verdict::Points(18.into())),
        mark("yi", "leaders", Verdict::Points("15.5".parse().unwrap())),
        mark("bing", "leaders", Verdict::Points(20.into())),
    ];
    let scores = scored("d", units, marks);
    assert_eq!(of(card(&scores, "jia"), "reports"), "63");
    assert_eq!(
        (of(card(&scores, "yi"), "reports"), card(&scores, "yi").multiplier),
        ("40".into(), Some(2.into()))
    );
    assert_eq!(of(card(&scores, "bing"), "reports"), "0");
    assert_eq!(
        card(&scores, "ding").waiting().map(|line| line.item.as_str()).collect::<Vec<_>>(),
        ["leaders"]
    );
    let expected = [
        ("jia", "81".into(), Some(1)),
        ("yi", "55.5".into(), Some(3)),
        ("bing", "20".into(), Some(4)),
        ("ding", "80".into(), Some(2)),
    ];
    assert_eq!(totals(&scores), expected);
}

/// 甲: 100 and recommended: A, 10 of 1,000. 乙: 40 × 11 ÷ 12 = 36.67 is below 38: B in spite of 96.67, 9.67. 丙: 50 + 33.33, two
/// missing: C, 8.33. Among the towns both have 100; 丁 is recommended but for its scandal: C; 戊 is not recommended: B.
#[test]
fn grades_depend_on_conditions_and_the_total_counts_in_a_larger_scheme() {
    let all = |id: &str| Unit::new(id).monthly(12, OnTime, 0, true);
    let units = [
        all("jia"),
        Unit::new("yi").monthly(11, OnTime, 0, true).monthly(1, OnTime, 0, false),
        Unit::new("bing").monthly(10, OnTime, 0, true).monthly(2, Missing, 5, false),
        all("ding"),
        all("wu"),
    ];
    let marks = vec![
        mark("jia", "recommended", Verdict::Found),
        mark("yi", "recommended", Verdict::Found),
        mark("ding", "recommended", Verdict::Found),
        mark("ding", "scandal", Verdict::Found),
    ];
    let scores = scored("e", units, marks);
    let expected = [
        ("jia", "100".into(), Some(1)),
        ("yi", "96.67".into(), Some(2)),
        ("bing", "83.33".into(), Some(3)),
        ("ding", "100".into(), Some(1)),
        ("wu", "100".into(), Some(1)),
    ];
    assert_eq!(totals(&scores), expected);
    let grade = |unit: &str| {
        let card = card(&scores, unit);
        (card.grade.clone().unwrap(), card.scaled.unwrap().normalize().to_string())
    };
    let grades = ["jia", "yi", "bing", "ding", "wu"].map(grade);
    let expected = [("A", "10"), ("B", "9.67"), ("C", "8.33"), ("C", "10"), ("B", "10")];
    assert_eq!(grades, expected.map(|(grade, scaled)| (grade.to_owned(), scaled.to_owned())));
}
