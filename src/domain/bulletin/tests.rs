use std::collections::HashMap;

use super::*;
use crate::domain::deadline::Days;
use crate::domain::reminder::{Audience, Moment, Stages, Step};
use crate::domain::sample;
use time::macros::datetime;

/// A liaison hears on the due day, everybody of what is a working day late.
fn plan() -> Plan {
    let mut parts = sample::parts(sample::duties());
    let all = vec![Audience::Liaison, Audience::Leader, Audience::Office, Audience::LeadUnit];
    let steps = vec![
        Step { when: Moment::OnDay, to: vec![Audience::Liaison], at: None },
        Step { when: Moment::After(1), to: all, at: None },
    ];
    parts.reminders.two_monthly = Stages { counted: Days::Working, steps, then_every: None };
    Plan::new(parts)
}

/// The three units' reports that are due on the 15th of June; jiaoyu's was returned on the 14th, if it is to be.
fn reports(plan: &Plan, is_one_returned: bool) -> Vec<Obligation> {
    let mut all = sample::obligations(plan);
    for obligation in all.iter_mut().filter(|each| is_one_returned && each.unit_id.as_str() == "jiaoyu") {
        obligation.state = State::Returned;
    }
    let due = |obligation: &Obligation| obligation.due_at.map(|due| plan.local_date(due));
    all.retain(|obligation| {
        obligation.duty_id.as_str() == "monthly" && due(obligation) == Some(datetime!(2026-06-15 0:00).date())
    });
    assert_eq!(all.len(), 3);
    all
}

fn chat(units: &[&str], is_office: bool) -> Chats {
    let units = units.iter().map(|unit| sample::id(unit)).collect();
    Chats::new(vec![Chat { id: sample::id("robot.x"), units, is_office }])
}

/// Units and urgencies of the one bulletin, and how many lines of the ledger.
fn told(chat: &Chats, day: u8, is_one_returned: bool) -> (Vec<(String, Urgency)>, usize) {
    let (plan, served) = (plan(), HashSet::new());
    let obligations = reports(&plan, is_one_returned);
    let (returned, nothing) = (HashMap::new(), HashSet::new());
    let facts = Facts {
        obligations: &obligations,
        since: &returned,
        recipients: &[],
        told: &nothing,
        served: &served,
    };
    let now = datetime!(2026-06-01 9:00 +8).replace_day(day).unwrap();
    let found = bulletins(&plan, facts, chat, Timestamp::new(now));
    let Some(bulletin) = found.first() else { return (Vec::new(), 0) };
    let items = bulletin.items.iter().map(|item| (item.obligation.unit_id.to_string(), item.urgency));
    (items.collect(), bulletin.entries.len())
}

fn of(units: &[&str], urgency: Urgency) -> Vec<(String, Urgency)> {
    units.iter().map(|unit| ((*unit).to_owned(), urgency)).collect()
}

#[test]
fn a_group_hears_what_any_of_its_people_would_and_once() {
    let keji = chat(&["keji"], false);
    assert_eq!(told(&keji, 12, false), (vec![], 0), "no stage yet");
    assert_eq!(told(&keji, 15, false), (of(&["keji"], Urgency::Today), 1));
    assert_eq!(
        told(&keji, 16, false),
        (of(&["keji"], Urgency::Overdue), 1),
        "liaison and leader, in one line"
    );
    let two = chat(&["keji", "jiaoyu"], false);
    assert_eq!(told(&two, 15, false), (of(&["jiaoyu", "keji"], Urgency::Today), 2), "in the plan's order");
}

#[test]
fn what_was_returned_stands_beside_what_is_new() {
    let (items, entries) = told(&chat(&["keji", "jiaoyu"], false), 15, true);
    let expected = [of(&["jiaoyu"], Urgency::Returned), of(&["keji"], Urgency::Today)].concat();
    assert_eq!((items, entries), (expected, 1));
    assert_eq!(told(&chat(&["jiaoyu"], false), 15, true), (vec![], 0), "by itself it is no bulletin");
}

#[test]
fn a_lead_units_group_hears_of_its_project_and_the_offices_of_all() {
    let all = ["fagai", "jiaoyu", "keji"];
    let lead = [of(&["fagai"], Urgency::Overdue), of(&["jiaoyu", "keji"], Urgency::Led)].concat();
    assert_eq!(told(&chat(&["fagai"], false), 16, false), (lead, 3));
    let office = chat(&[], true);
    assert_eq!(told(&office, 15, false), (vec![], 0), "as the office itself");
    assert_eq!(told(&office, 16, false), (of(&all, Urgency::Overdue), 3));
    assert_eq!(
        told(&chat(&["fagai"], true), 16, false),
        (of(&all, Urgency::Overdue), 3),
        "to the office all are its own"
    );
}

#[test]
fn once_a_day_and_nothing_that_was_told() {
    let (plan, keji) = (plan(), chat(&["keji"], false));
    let obligations = reports(&plan, false);
    let returned = HashMap::new();
    let facts =
        |told, served| Facts { obligations: &obligations, since: &returned, recipients: &[], told, served };
    let (nothing, nobody) = (HashSet::new(), HashSet::new());
    let now = Timestamp::new(datetime!(2026-06-15 9:00 +8));
    let first = bulletins(&plan, facts(&nothing, &nobody), &keji, now);
    let served = HashSet::from([sample::id("robot.x")]);
    assert!(bulletins(&plan, facts(&nothing, &served), &keji, now).is_empty());
    let told: HashSet<Entry> = first[0].entries.iter().cloned().collect();
    assert!(bulletins(&plan, facts(&told, &nobody), &keji, now).is_empty());
    assert!(first[0].may_leave(&plan, now));
    assert!(!first[0].may_leave(&plan, Timestamp::new(datetime!(2026-06-15 20:00 +8))), "in the evening");
}
