use proptest::prelude::*;
use time::Month;
use time::macros::date;

use super::super::deadline::{DueRule, When};
use super::super::plan::{Duty, Owed, Parts};
use super::super::sample::{self, duty, each, id, june_30, month_end};
use super::*;

/// The obligations of one duty, as `unit period`.
fn of_duty(all: &[Planned], duty: &str) -> Vec<String> {
    let of = all.iter().filter(|planned| planned.duty_id.as_str() == duty);
    of.map(|planned| format!("{} {}", planned.unit_id, planned.period)).collect()
}

fn asked_by(duties: Vec<Duty>) -> Plan {
    Plan::new(sample::parts(duties))
}

/// What the store does with a difference.
fn apply(existing: Vec<Obligation>, difference: &Difference) -> Vec<Obligation> {
    let mut rows: HashMap<ObligationId, Obligation> =
        existing.into_iter().map(|row| (row.id.clone(), row)).collect();
    for retired in &difference.retire {
        rows.get_mut(&retired.id).unwrap().state = State::Retired;
    }
    for (revived, at) in &difference.revive {
        let row = rows.get_mut(&revived.id).unwrap();
        (row.state, row.scheduled_at, row.due_at) = (State::Open, *at, *at);
    }
    for (moved, at) in &difference.reschedule {
        rows.get_mut(&moved.id).unwrap().scheduled_at = *at;
    }
    rows.extend(difference.add.iter().map(|planned| (planned.id.clone(), sample::open(planned))));
    rows.into_values().collect()
}

#[test]
fn every_sort_of_duty_gives_its_rows() {
    let all = planned(&sample::plan(), &Milestones::new());
    assert_eq!(of_duty(&all, "dated"), ["fagai 2026", "jiaoyu 2026", "keji 2026"]);
    let months = ["2026-02", "2026-04", "2026-06", "2026-08", "2026-10", "2026-12"];
    let monthly: Vec<String> = ["fagai", "jiaoyu", "keji"]
        .iter()
        .flat_map(|unit| months.iter().map(move |month| format!("{unit} {month}")))
        .collect();
    assert_eq!(of_duty(&all, "monthly"), monthly);
    assert_eq!(of_duty(&all, "site"), ["fagai 2026"], "a joint duty is one row, the first lead's");
    assert_eq!(of_duty(&all, "weekly").len(), 3 * 52);
    for undated in ["model", "standing"] {
        assert_eq!(of_duty(&all, undated), ["fagai 2026", "jiaoyu 2026", "keji 2026"], "{undated}");
    }
    let dated = |planned: &&Planned| planned.scheduled_at.is_some();
    assert_eq!(all.iter().filter(dated).count(), 3 + 18 + 1 + 156);
    let undated: HashSet<&str> =
        all.iter().filter(|planned| !dated(planned)).map(|planned| planned.duty_id.as_str()).collect();
    assert_eq!(undated, HashSet::from(["model", "standing"]));

    let ids: HashSet<&ObligationId> = all.iter().map(|planned| &planned.id).collect();
    assert_eq!(ids.len(), all.len(), "an id stands for one row");
    let first = all.iter().find(|planned| planned.duty_id.as_str() == "monthly").unwrap();
    assert_eq!(first.id.as_str(), "monthly~fagai~2026-02");
    assert_eq!(first.scheduled_at.unwrap().to_string(), "2026-02-15T15:59:59Z");
}

#[test]
fn a_milestone_cuts_off_what_falls_due_after_its_day() {
    let plan = sample::plan();
    // A Friday: that week's report still counts.
    let reached = Milestones::from([(id("site"), date!(2026 - 06 - 12))]);
    let all = planned(&plan, &reached);
    let weeks = of_duty(&all, "weekly");
    assert_eq!(weeks.len(), 3 * 24);
    assert!(weeks.contains(&"keji 2026-W24".to_owned()) && !weeks.contains(&"keji 2026-W25".to_owned()));
    assert_eq!(of_duty(&all, "dated").len(), 3, "nothing else is cut");

    // Rows that are there already: retired from then on, but what was sent stays.
    let mut existing = sample::obligations(&plan);
    let sent = existing.iter_mut().find(|row| row.id.as_str() == "weekly~keji~2026-W30").unwrap();
    (sent.state, sent.revision) = (State::Submitted, 1);
    let difference = difference(existing, all);
    assert_eq!(difference.retire.len(), 3 * (52 - 24) - 1);
    assert!(difference.retire.iter().all(|row| row.duty_id.as_str() == "weekly"));
    assert!(difference.retire.iter().all(|row| row.period.as_str() > "2026-W24"));
    assert!(difference.retire.iter().all(|row| row.id.as_str() != "weekly~keji~2026-W30"));
    assert!(difference.add.is_empty() && difference.reschedule.is_empty());
}

#[test]
fn the_same_plan_twice_changes_nothing() {
    let plan = sample::plan();
    let first = difference(vec![], planned(&plan, &Milestones::new()));
    assert_eq!((first.add.len(), first.unchanged), (184, 0));
    let again = difference(apply(vec![], &first), planned(&plan, &Milestones::new()));
    assert!(again.is_empty());
    assert_eq!(again.unchanged, 184);
}

/// What becomes of a row in each state, with and without a submission, when the plan drops it, moves it, or
/// asks for it as before.
#[test]
fn only_what_nobody_has_touched_is_retired_or_moved() {
    let old = asked_by(vec![duty("d", each(), DueRule::new(When::Dates(vec![june_30()])))]);
    let dropped = asked_by(vec![]);
    let moved =
        asked_by(vec![duty("d", each(), DueRule::new(When::Dates(vec![month_end(Month::September)])))]);
    let undated = asked_by(vec![duty("d", each(), DueRule::new(When::Undated))]);
    let table = [
        // state, revision, dropped, moved, no date any more, as before
        (State::Open, 0, "retire", "reschedule", "reschedule", "unchanged"),
        (State::Submitted, 1, "unchanged", "unchanged", "unchanged", "unchanged"),
        (State::Returned, 1, "unchanged", "unchanged", "unchanged", "unchanged"),
        (State::Accepted, 2, "unchanged", "unchanged", "unchanged", "unchanged"),
        (State::Exempt, 0, "unchanged", "unchanged", "unchanged", "unchanged"),
        (State::Retired, 0, "unchanged", "revive", "revive", "revive"),
    ];
    for (state, revision, when_dropped, when_moved, when_undated, as_before) in table {
        for (plan, expected) in
            [(&dropped, when_dropped), (&moved, when_moved), (&undated, when_undated), (&old, as_before)]
        {
            let mut existing = sample::obligations(&old);
            existing.iter_mut().for_each(|row| (row.state, row.revision) = (state, revision));
            let got = difference(existing, planned(plan, &Milestones::new()));
            let counts = [
                ("add", got.add.len()),
                ("retire", got.retire.len()),
                ("revive", got.revive.len()),
                ("reschedule", got.reschedule.len()),
                ("unchanged", got.unchanged),
            ];
            let got: Vec<_> = counts.into_iter().filter(|(_, count)| *count > 0).collect();
            assert_eq!(got, [(expected, 3)], "{state:?}, {revision} submissions");
        }
    }
}

#[test]
fn what_is_moved_or_revived_gets_the_plans_new_date() {
    let old = asked_by(vec![duty("d", each(), DueRule::new(When::Dates(vec![june_30()])))]);
    let new = asked_by(vec![duty("d", each(), DueRule::new(When::Dates(vec![month_end(Month::September)])))]);
    let mut existing = sample::obligations(&old);
    existing[0].state = State::Retired;
    let got = difference(existing, planned(&new, &Milestones::new()));
    let date = |at: &Option<Timestamp>| at.unwrap().to_string();
    assert_eq!((got.revive.len(), got.reschedule.len()), (1, 2));
    assert!(got.revive.iter().chain(&got.reschedule).all(|(_, at)| date(at) == "2026-09-30T15:59:59Z"));
}

#[test]
fn a_unit_that_joins_gets_rows_and_one_that_leaves_loses_the_untouched() {
    let rule = || DueRule::new(When::Dates(vec![june_30()]));
    let before = asked_by(vec![duty("d", Owed::Each(vec![id("fagai"), id("jiaoyu")]), rule())]);
    let after = asked_by(vec![duty("d", Owed::Each(vec![id("jiaoyu"), id("keji")]), rule())]);
    let got = difference(sample::obligations(&before), planned(&after, &Milestones::new()));
    assert_eq!(of_duty(&got.add, "d"), ["keji 2026"]);
    assert_eq!(got.retire.iter().map(|row| row.unit_id.as_str()).collect::<Vec<_>>(), ["fagai"]);
    assert_eq!(got.unchanged, 1);
}

proptest! {
    /// From any rows to any plan: one application is enough, nothing that has a submission is touched, and no
    /// row is lost.
    #[test]
    fn one_application_is_enough(
        before in proptest::sample::subsequence(vec![0usize, 1, 2, 3, 4, 5], 0..=6),
        after in proptest::sample::subsequence(vec![0usize, 1, 2, 3, 4, 5], 0..=6),
        touched in proptest::collection::vec((any::<proptest::sample::Index>(), 0usize..5), 0..40),
        reached in proptest::option::of(1i64..365),
    ) {
        let all: Vec<Duty> = sample::plan().duties().map(|place| place.duty.clone()).collect();
        let pick = |which: &[usize]| asked_by(which.iter().map(|at| all[*at].clone()).collect());
        let mut existing = sample::obligations(&pick(&before));
        for (at, state) in touched.iter().filter(|_| !before.is_empty()) {
            let row = at.get(&existing).id.clone();
            let row = existing.iter_mut().find(|each| each.id == row).unwrap();
            (row.state, row.revision) = [
                (State::Submitted, 1),
                (State::Returned, 2),
                (State::Accepted, 1),
                (State::Exempt, 0),
                (State::Retired, 0),
            ][*state];
        }
        let ended = reached.map(|day| (id("site"), date!(2026 - 01 - 01) + time::Duration::days(day)));
        let milestones: Milestones = ended.into_iter().collect();
        let wanted = || planned(&pick(&after), &milestones);

        let once = difference(existing.clone(), wanted());
        let applied = apply(existing.clone(), &once);
        prop_assert!(difference(applied.clone(), wanted()).is_empty());
        prop_assert_eq!(once.unchanged + once.retire.len() + once.revive.len() + once.reschedule.len(), existing.len());
        prop_assert_eq!(applied.len(), existing.len() + once.add.len());
        let now: HashMap<_, _> = applied.iter().map(|row| (&row.id, row)).collect();
        prop_assert!(existing.iter().filter(|row| row.revision > 0).all(|row| now[&row.id] == row));
        prop_assert!(wanted().iter().all(|planned| now[&planned.id].state != State::Retired));
    }
}

#[test]
fn a_plan_taken_into_use_during_its_year_asks_for_nothing_earlier() {
    let whole = planned(&sample::plan(), &Milestones::new());
    let plan =
        Plan::new(Parts { tracked_from: Some(date!(2026 - 06 - 30)), ..sample::parts(sample::duties()) });
    let tracked = planned(&plan, &Milestones::new());
    let earlier =
        |row: &&Planned| row.scheduled_at.is_some_and(|at| plan.local_date(at) < date!(2026 - 06 - 30));
    assert!(whole.iter().any(|row| earlier(&row)));
    assert!(tracked.iter().any(|row| row.scheduled_at.is_none()));
    let expected: Vec<Planned> = whole.into_iter().filter(|row| !earlier(&row)).collect();
    assert_eq!(tracked, expected);
}
