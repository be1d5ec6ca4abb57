use std::collections::HashSet;

use proptest::prelude::*;
use time::macros::datetime;

use super::*;
use crate::domain::digest::tests::{Ledger, at, plan};
use crate::domain::sample;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// From any minute of June and July, whatever was told before: what is foreseen for the next three days is what
    /// the job does when it runs every five minutes.
    #[test]
    fn what_is_foreseen_is_what_happens(runs in prop::collection::vec(0i64..12 * 24 * 50, 0..4), start in 0i64..12 * 24 * 45) {
        let plan = plan();
        let mut ledger = Ledger::of(&plan);
        let mut runs = runs;
        runs.retain(|run| *run < start);
        runs.sort_unstable();
        for run in runs {
            ledger.run(&plan, at(run * 5));
        }
        let now = at(start * 5);
        let until = plan.local_date(now) + Duration::days(2);
        let nobody = HashSet::new();
        let facts = Facts {
            obligations: &ledger.obligations,
            since: &ledger.returned,
            recipients: &ledger.recipients,
            told: &ledger.told,
            served: ledger.served.get(&plan.local_date(now)).unwrap_or(&nobody),
        };
        let foreseen: Vec<_> = forecast(&plan, facts, now, until)
            .into_iter()
            .map(|each| (each.at, each.digest.recipient.user.clone(), each.digest.is_extra, each.digest.entries))
            .collect();
        let mut happened = Vec::new();
        for step in 0.. {
            let at = at((start + step) * 5);
            if plan.local_date(at) > until {
                break;
            }
            happened.extend(ledger.run(&plan, at).into_iter().map(|(user, is_extra, told)| (at, user, is_extra, told)));
        }
        prop_assert_eq!(foreseen, happened);
    }
}

#[test]
fn nothing_is_foreseen_outside_of_sending_hours() {
    let plan = sample::plan();
    let friday = Timestamp::new(datetime!(2026-06-12 18:00 +8));
    let saturday = plan.local_date(friday) + Duration::DAY;
    let hours = |until| instants(&plan, friday, until).into_iter().collect::<Vec<_>>();
    assert_eq!(hours(plan.local_date(friday)), []);
    // On a day off, to those for whom something falls due.
    assert_eq!(hours(saturday), [Timestamp::new(datetime!(2026-06-13 9:00 +8))]);
}
