//! People act at random, half of the time on what is no longer there; what must hold holds after each act.

use proptest::prelude::*;
use proptest::sample::select;

use super::*;

#[derive(Debug, Clone)]
struct Step {
    act: &'static str,
    /// The revision on the person's screen, counted back from the present one.
    behind: i64,
    reason: &'static str,
    /// Hours since the step before.
    later: i64,
    /// Whether the office's person sent the revision (before they changed posts).
    own: bool,
    /// Days by which a later date is asked for.
    ahead: i64,
}

fn step() -> impl Strategy<Value = Step> {
    let behind = prop_oneof![4 => Just(0), 1 => Just(1)];
    let own = prop::bool::weighted(0.1);
    (select(&ACTS[..]), behind, select(&["理由", ""][..]), 0i64..200, own, -2i64..20)
        .prop_map(|(act, behind, reason, later, own, ahead)| Step { act, behind, reason, later, own, ahead })
}

/// What has happened so far, kept apart from the obligation itself.
#[derive(Debug, Default)]
struct Known {
    submissions: i64,
    first: Option<Timestamp>,
    /// The date of the request that waits.
    waiting: Option<Timestamp>,
    granted: Vec<Timestamp>,
}

fn take(step: &Step, now: Timestamp, row: &Obligation, known: &mut Known) -> Result<Change, Refusal> {
    let until = row.due_at.unwrap_or(now).plus(days(step.ahead));
    let change = Try {
        seen: row.revision - step.behind,
        submitter: id(if step.own { "ban" } else { "li" }),
        reason: step.reason,
        until: known.waiting.filter(|_| step.act != "ask").unwrap_or(until),
        pending: known.waiting.is_some(),
        // Without a request that waits, the one on the screen has been decided.
        granted: if known.waiting.is_none() { Some(true) } else { None },
        now,
        ..Try::new(step.act, row)
    }
    .on(row.clone())?;
    match &change.act {
        Act::Submitted(_) => {
            known.submissions += 1;
            known.first.get_or_insert(now);
        }
        Act::ExtensionAsked { until, .. } => known.waiting = Some(*until),
        Act::ExtensionDecided { granted, until, .. } => {
            known.waiting = None;
            known.granted.extend(granted.then_some(*until));
        }
        _ => {}
    }
    Ok(change)
}

fn hold(row: &Obligation, known: &Known, now: Timestamp) -> Result<(), TestCaseError> {
    prop_assert_eq!(row.revision, known.submissions);
    prop_assert_eq!(row.first_submitted_at, known.first, "set by the first submission and never again");
    prop_assert_eq!(row.scheduled_at, Some(due()));
    prop_assert_eq!(row.due_at, Some(known.granted.iter().copied().fold(due(), Timestamp::max)));
    let sent = matches!(row.state, Submitted | Returned | Accepted);
    prop_assert_eq!(sent, known.submissions > 0, "{:?}", row.state);
    let light = row.light(now, now.plus(days(3)));
    let late = known.first > row.due_at;
    prop_assert!(!(late && light == Some(Light::AcceptedOnTime)), "late work never turns green");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn whatever_people_do(steps in prop::collection::vec(step(), 1..40)) {
        let (mut row, mut known) = (obligation(Open), Known::default());
        let mut now = due().minus(days(40));
        for step in &steps {
            now = now.plus(Duration::hours(step.later));
            let before = row.clone();
            match take(step, now, &row, &mut known) {
                Ok(change) => {
                    prop_assert_eq!((change.expected_state, change.expected_revision), (before.state, before.revision));
                    prop_assert_eq!(change.at, now);
                    let reviewed = matches!(change.act, Act::Reviewed { .. });
                    prop_assert!(!reviewed || (step.behind == 0 && !step.own && before.state == Submitted));
                    prop_assert!(before.state != Accepted || change.after.state == Accepted, "accepted is final");
                    row = change.after;
                }
                Err(refusal) => prop_assert_ne!(refusal, Refusal::Forbidden, "the right person acts each time"),
            }
            hold(&row, &known, now)?;
        }
    }
}
