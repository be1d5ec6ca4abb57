//! How long it takes to score a period: `cargo bench --bench scoring`.
//!
//! The shipped rules, and 3,000 units with some 100,000 obligations among them. Wanted: under a second.
#![expect(clippy::unwrap_used, reason = "a benchmark may panic")]

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use duban::domain::obligation::Timeliness;
use duban::domain::plan::{Plan, Words};
use duban::domain::scoring::{Inputs, Outcome, Part, UnitInputs, score};
use duban::domain::timestamp::Timestamp;

fn main() {
    divan::main();
}

#[divan::bench(args = [50, 3000])]
fn a_period(bencher: Bencher, units: i64) {
    let plan = duban::plan_files::load_shipped().unwrap();
    let inputs = inputs(&plan, units);
    let count: usize = inputs.units.iter().map(|unit| unit.outcomes.len()).sum();
    bencher.counter(ItemsCount::new(count)).bench(|| score(black_box(&plan.scoring), black_box(&inputs)));
}

/// Each unit owes what the plan's duties with a date ask for until it has 34, and reports every figure.
fn inputs(plan: &Plan, units: i64) -> Inputs {
    let duties: Vec<_> = plan.duties().map(|place| place.duty).collect();
    let unit = |n: i64| {
        let outcomes = (0..34).zip(duties.iter().cycle()).map(|(k, duty)| {
            let timeliness = match (n + k) % 10 {
                0 => Timeliness::Missing,
                1 | 2 => Timeliness::Late,
                _ => Timeliness::OnTime,
            };
            Outcome {
                obligation: format!("{}~u{n}~{k}", duty.id).parse().unwrap(),
                duty: duty.id.clone(),
                part: Part::Responsible,
                timeliness,
                days_late: (n + k) % 7,
                accepted: timeliness != Timeliness::Missing,
                returned: (n * k) % 3,
                voluntary: false,
                reported: timeliness != Timeliness::Missing,
            }
        });
        let figures = duties.iter().flat_map(|duty| &duty.figures).map(|figure| (figure.id.clone(), n % 50));
        UnitInputs {
            unit: format!("u{n}").parse().unwrap(),
            name: Words { zh: format!("第{n}单位"), en: format!("unit {n}") },
            outcomes: outcomes.collect(),
            figures: figures.collect(),
        }
    };
    let span = plan.scoring.span(plan.year, "year").unwrap();
    Inputs { span, as_of: Timestamp::EARLIEST, units: (0..units).map(unit).collect(), marks: vec![] }
}
