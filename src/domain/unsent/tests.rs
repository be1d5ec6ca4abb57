use time::macros::datetime;

use super::*;
use crate::domain::sample;

fn at(text: time::OffsetDateTime) -> Timestamp {
    Timestamp::new(text)
}

/// Due on Tuesday, 30 June 2026; before-3 on the 25th, overdue-1 on the 1st of July.
fn found(past: Past, told: &[&str], now: Timestamp) -> Vec<(String, Why)> {
    let plan = sample::plan();
    let obligations = sample::obligations(&plan);
    let obligation = obligations.iter().find(|each| each.id.as_str() == "dated~jiaoyu~2026").unwrap();
    let chase = Chase::of_due(&plan, obligation).unwrap();
    let is_told = |key: &str| told.iter().any(|told| key == format!("{told}@2026-06-30"));
    let unsent = unsent(&plan, chase, past, is_told, now);
    unsent.into_iter().map(|unsent| (unsent.planned.stage.key(), unsent.why)).collect()
}

#[test]
fn each_stage_of_which_nobody_was_told_has_its_reason() {
    let morning = at(datetime!(2026-07-03 9:00 +8));
    let spring = at(datetime!(2026-03-01 9:00 +8));
    let known = Past { added_at: Some(spring), ..Past::default() };
    let sent = at(datetime!(2026-06-29 16:59 +8));
    let late = at(datetime!(2026-06-26 10:00 +8));
    let named = |keys: &[(&str, Why)]| -> Vec<(String, Why)> {
        keys.iter().map(|(key, why)| ((*key).to_owned(), *why)).collect()
    };
    let table = [
        // Everything was told, and what was not is still to come.
        (known, vec!["before-3", "due"], morning, vec![]),
        (known, vec![], at(datetime!(2026-06-24 9:00 +8)), vec![]),
        // Three days of downtime: the latest stands for all.
        (known, vec!["overdue-1"], morning, vec![("before-3", Why::Merged), ("due", Why::Merged)]),
        (known, vec!["before-3", "overdue-1"], morning, vec![("due", Why::Merged)]),
        // No liaison with an address.
        (known, vec![], morning, vec![("before-3", Why::Nobody), ("due", Why::Nobody)]),
        // Sent in time, or while it was late.
        (
            Past { sent_at: Some(sent), ..known },
            vec!["before-3"],
            morning,
            vec![("due", Why::Sent(sent)), ("overdue-1", Why::Sent(sent))],
        ),
        (
            Past { sent_at: Some(at(datetime!(2026-07-02 9:00 +8))), ..known },
            vec!["before-3", "due"],
            morning,
            vec![("overdue-1", Why::Nobody)],
        ),
        // Exempted before the due day.
        (
            Past { off_at: Some(late), ..known },
            vec!["before-3"],
            morning,
            vec![("due", Why::CalledOff(late)), ("overdue-1", Why::CalledOff(late))],
        ),
        // The plan was applied after the first stage.
        (
            Past { added_at: Some(late), ..Past::default() },
            vec!["due", "overdue-1"],
            morning,
            vec![("before-3", Why::AskedLater(late))],
        ),
    ];
    for (past, told, now, expected) in table {
        assert_eq!(found(past, &told, now), named(&expected), "{past:?}, told {told:?}");
    }
}

/// At the very minute at which a stage is reached: what was sent then came first, a minute later it did not.
#[test]
fn what_was_sent_just_before_the_letter_would_have_left_is_the_reason() {
    let now = at(datetime!(2026-06-30 18:00 +8));
    let sent = |sent_at| found(Past { sent_at: Some(sent_at), ..Past::default() }, &["before-3"], now);
    let in_time = at(datetime!(2026-06-30 9:00 +8));
    assert_eq!(sent(in_time), [("due".to_owned(), Why::Sent(in_time))]);
    assert_eq!(sent(at(datetime!(2026-06-30 9:01 +8))), [("due".to_owned(), Why::Nobody)]);
}
