//! Timeliness and lights, which are derived and never stored.

use super::*;

/// When the first submission came and what time it is, in seconds from the due second, and what follows.
#[test]
fn timeliness_is_judged_on_the_first_submission_to_the_second() {
    use Timeliness::*;
    let table: [(Option<i64>, i64, Timeliness); 8] = [
        (None, -1, Pending),
        (None, 0, Pending),
        (None, 1, Missing),
        (Some(-1), 86_400, OnTime),
        (Some(0), 0, OnTime),
        (Some(0), 86_400, OnTime),
        (Some(1), 1, Late),
        (Some(1), 86_400, Late),
    ];
    for (sent, now, wanted) in table {
        let first = sent.map(|seconds| due().plus(Duration::seconds(seconds)));
        let now = due().plus(Duration::seconds(now));
        for state in STATES {
            let row = Obligation { first_submitted_at: first, ..obligation(state) };
            assert_eq!(row.timeliness(now), wanted, "{state:?}, sent {sent:?}");
        }
    }
    // Without a date nothing is ever late or missing.
    let far = due().plus(days(4000));
    let undated = Obligation { due_at: None, ..obligation(Open) };
    assert_eq!(undated.timeliness(far), Pending);
    assert_eq!(Obligation { first_submitted_at: Some(far), ..undated }.timeliness(far), OnTime);
}

/// The light in each state at each time: long before, the last second before it is soon, soon, the due second,
/// the second after it.
#[test]
fn lights_by_state_and_time() {
    use Light::*;
    let table = [
        (Open, None, [NotDue, NotDue, DueSoon, DueSoon, Overdue].map(Some)),
        (State::Submitted, Some(-1), [Submitted; 5].map(Some)),
        (State::Submitted, Some(1), [Submitted; 5].map(Some)),
        (State::Returned, Some(-1), [Returned; 5].map(Some)),
        (Accepted, Some(0), [AcceptedOnTime; 5].map(Some)),
        (Accepted, Some(1), [AcceptedLate; 5].map(Some)),
        (State::Exempt, None, [Exempt; 5].map(Some)),
        (Retired, None, [None; 5]),
    ];
    // `soon` is what the plan says it is at that time; here it reaches three days ahead.
    let times = [days(-30), days(-3) - Duration::SECOND, days(-3), Duration::ZERO, Duration::SECOND];
    for (state, sent, lights) in table {
        let first_submitted_at = sent.map(|seconds| due().plus(Duration::seconds(seconds)));
        let row = Obligation { first_submitted_at, ..obligation(state) };
        for (span, wanted) in times.into_iter().zip(lights) {
            let now = due().plus(span);
            assert_eq!(
                row.light(now, now.plus(days(3))),
                wanted,
                "{state:?}, sent {sent:?}, {span} from due"
            );
        }
    }
}

#[test]
fn what_has_no_date_is_never_soon_or_overdue() {
    let row = Obligation { due_at: None, scheduled_at: None, ..obligation(Open) };
    for at in [due().minus(days(400)), due(), due().plus(days(4000))] {
        assert_eq!(row.light(at, at.plus(days(3))), Some(Light::NotDue));
    }
    let done = Obligation { first_submitted_at: Some(due().plus(days(900))), state: Accepted, ..row };
    assert_eq!(done.light(due(), due()), Some(Light::AcceptedOnTime));
}

#[test]
fn an_extension_moves_the_light_with_the_date() {
    let late = due().plus(days(1));
    let row = obligation(Open);
    assert_eq!(row.light(late, late.plus(days(3))), Some(Light::Overdue));
    let extended = Try::new("grant", &row).on(row).unwrap().after;
    assert_eq!(extended.light(late, late.plus(days(3))), Some(Light::NotDue));
    assert_eq!(extended.timeliness(late), Timeliness::Pending);
    assert_eq!(extended.scheduled_at, Some(due()), "what the plan said stays readable");
}

#[test]
fn only_open_and_returned_ones_are_owed() {
    assert_eq!(STATES.map(State::is_owed), [true, false, true, false, false, false]);
}

#[test]
fn every_light_is_listed_once_from_best_to_worst() {
    assert!(Light::ALL.windows(2).all(|pair| pair[0] < pair[1]));
    assert_eq!((Light::ALL.first(), Light::ALL.last()), (Some(&Light::NotDue), Some(&Light::Overdue)));
}
