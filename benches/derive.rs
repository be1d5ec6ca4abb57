//! How long it takes to turn a plan into a year's obligations: `cargo bench --bench derive`.
//!
//! The shipped plan, with its responsible units swelled to 3,000. Wanted: under a second.
#![expect(clippy::unwrap_used, reason = "a benchmark may panic")]

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use duban::domain::materialise::{Milestones, planned};
use duban::domain::plan::{Owed, Plan};

fn main() {
    divan::main();
}

#[divan::bench(args = [50, 3000])]
fn a_year(bencher: Bencher, units: usize) {
    let plan = swelled(units);
    let count = planned(&plan, &Milestones::new()).len();
    bencher
        .counter(ItemsCount::new(count))
        .bench(|| black_box(planned(black_box(&plan), &Milestones::new())));
}

/// Everyone owes what each responsible unit owes.
fn swelled(units: usize) -> Plan {
    let mut parts = (*duban::plan_files::load_shipped().unwrap()).clone();
    let many: Vec<_> = (0..units).map(|n| format!("unit-{n}").parse().unwrap()).collect();
    for project in &mut parts.projects {
        for duty in project.tasks.iter_mut().flat_map(|task| &mut task.duties) {
            if let Owed::Each(owners) = &mut duty.owed
                && owners.len() > 10
            {
                owners.clone_from(&many);
            }
        }
    }
    Plan::new(parts)
}
