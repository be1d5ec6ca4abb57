//! What may be done in which state and what is refused why; `derived` asks what follows from the row, `random`
//! lets people act at random.

mod corrected;
mod derived;
mod random;

use time::Duration;
use time::macros::{date, datetime};

use super::super::access::{Person, Role};
use super::super::plan::Plan;
use super::super::report::{Draft, Report};
use super::super::sample::{self, id, person};
use super::super::timestamp::Timestamp;
use super::*;
use State::*;

const STATES: [State; 6] = [Open, Submitted, Returned, Accepted, Exempt, Retired];

/// 2026-06-30 24:00 in China.
fn due() -> Timestamp {
    Timestamp::new(datetime!(2026-06-30 23:59:59 +8))
}

fn days(n: i64) -> Duration {
    Duration::days(n)
}

/// 区教育局's obligation of duty `dated`, due on 30 June.
fn obligation(state: State) -> Obligation {
    let revision = i64::from(matches!(state, Submitted | Returned | Accepted));
    Obligation {
        id: id("dated~jiaoyu~2026"),
        duty_id: id("dated"),
        unit_id: id("jiaoyu"),
        period: Period::year(2026),
        scheduled_at: Some(due()),
        due_at: Some(due()),
        state,
        revision,
        first_submitted_at: (revision > 0).then(|| due().minus(days(10))),
        acknowledged_at: None,
    }
}

fn report(plan: &Plan) -> Report {
    let draft = Draft { text: "完成".into(), ..Draft::default() };
    Report::parse(draft, plan.duty(&id("dated")).unwrap().duty).unwrap()
}

fn asked(until: Timestamp) -> Extension {
    Extension {
        number: 1,
        until,
        reason: "等待上级文件".into(),
        asked_by: id("li"),
        asked_at: due().minus(days(5)),
        granted: None,
        decision_reason: None,
        decided_by: None,
        decided_at: None,
    }
}

/// One try of an act: who, when, and what is typed. [`Try::new`] is one that the state alone decides.
struct Try {
    act: &'static str,
    by: Person,
    seen: i64,
    submitter: UserId,
    reason: &'static str,
    until: Timestamp,
    pending: bool,
    granted: Option<bool>,
    now: Timestamp,
}

const ACTS: [&str; 9] =
    ["acknowledge", "submit", "accept", "return", "exempt", "reinstate", "ask", "grant", "refuse"];

/// The acts of the unit; the others are the office's.
const OF_UNIT: [&str; 3] = ["acknowledge", "submit", "ask"];

impl Try {
    fn new(act: &'static str, obligation: &Obligation) -> Self {
        let unit = person("li", Role::Liaison, "jiaoyu");
        Self {
            act,
            by: if OF_UNIT.contains(&act) { unit } else { person("ban", Role::Office, "") },
            seen: obligation.revision,
            submitter: id("li"),
            reason: "理由",
            until: due().plus(days(14)),
            pending: false,
            granted: None,
            now: due().minus(days(1)),
        }
    }

    fn on(self, obligation: Obligation) -> Result<Change, Refusal> {
        let plan = sample::plan();
        let place = plan.duty(&obligation.duty_id).unwrap();
        let (by, now, reason) = (&self.by, self.now, self.reason);
        let review = |decision| {
            obligation.clone().review(by, place, self.seen, &self.submitter, decision, reason, now)
        };
        let decide = |granted| {
            let asked = Extension { granted: self.granted, ..asked(self.until) };
            obligation.clone().decide_extension(by, place, &asked, granted, reason, now)
        };
        match self.act {
            "acknowledge" => obligation.acknowledge(by, place, now),
            "submit" => obligation.submit(by, place, self.seen, report(&plan), now),
            "accept" => review(Decision::Accept),
            "return" => review(Decision::Return),
            "exempt" => obligation.exempt(by, place, reason, now),
            "reinstate" => obligation.reinstate(by, place, reason, now),
            "ask" => obligation.ask_extension(by, place, self.pending, self.until, reason, now),
            "grant" => decide(true),
            "refuse" => decide(false),
            other => panic!("no act is called {other}"),
        }
    }
}

/// The state that each act leads to from each state; `None` where it is refused because of the state.
#[test]
fn every_state_and_every_act() {
    const KEPT: [Option<State>; 6] =
        [Some(Open), Some(Submitted), Some(Returned), Some(Accepted), Some(Exempt), Some(Retired)];
    let table = [
        // from:         open             submitted        returned         accepted exempt      retired
        ("acknowledge", [Some(Open), None, Some(Returned), None, None, None]),
        ("submit", [Some(Submitted), Some(Submitted), Some(Submitted), None, None, None]),
        ("accept", [None, Some(Accepted), None, None, None, None]),
        ("return", [None, Some(Returned), None, None, None, None]),
        ("exempt", [Some(Exempt), None, None, None, None, None]),
        ("reinstate", [None, None, None, None, Some(Open), None]),
        ("ask", [Some(Open), None, Some(Returned), None, None, None]),
        // A request that waits can always be answered, or it would wait for ever.
        ("grant", KEPT),
        ("refuse", KEPT),
    ];
    assert_eq!(table.map(|(act, _)| act), ACTS);
    for (act, row) in table {
        for (state, wanted) in STATES.into_iter().zip(row) {
            let before = obligation(state);
            let got = Try::new(act, &before).on(before).map(|change| change.after.state);
            assert_eq!(got, wanted.ok_or(Refusal::WrongState(state)), "{act} while {state:?}");
        }
    }
}

#[test]
fn whoever_may_not_is_refused_before_anything_else_is_looked_at() {
    let people = [
        person("li", Role::Liaison, "jiaoyu"),
        person("zhang", Role::UnitLeader, "jiaoyu"),
        person("other", Role::Liaison, "keji"),
        person("lead", Role::Liaison, "fagai"), // leads the project, and so may see but not act
        person("ban", Role::Office, ""),
        person("score", Role::ScoringOffice, ""),
        person("leader", Role::DistrictLeader, ""),
        person("admin", Role::Admin, ""),
    ];
    for act in ACTS {
        for by in &people {
            let of_unit = OF_UNIT.contains(&act);
            let own = by.unit.as_ref().is_some_and(|unit| unit.as_str() == "jiaoyu");
            let allowed = if of_unit { own } else { by.role == Role::Office };
            for state in STATES {
                let before = obligation(state);
                // Everything that could be wrong is.
                let wrong = Try { seen: 9, reason: "", now: due().plus(days(1)), ..Try::new(act, &before) };
                let forbidden = Try { by: by.clone(), ..wrong }.on(before) == Err(Refusal::Forbidden);
                assert_eq!(forbidden, !allowed, "{act} by {:?} {:?} while {state:?}", by.role, by.unit);
            }
        }
    }
}

/// Each refusal that is not about the person or the state: one thing is wrong, all else would do.
#[test]
fn each_refusal_alone() {
    type Spoil = fn(Try) -> Try;
    let early: Spoil = |t| Try { until: due(), ..t };
    let table: &[(&str, State, Refusal, Spoil)] = &[
        ("submit", Open, Refusal::Stale, |t| Try { seen: 1, ..t }),
        ("submit", Submitted, Refusal::Stale, |t| Try { seen: 0, ..t }),
        ("accept", Submitted, Refusal::Stale, |t| Try { seen: 0, ..t }),
        ("return", Submitted, Refusal::Stale, |t| Try { seen: 2, ..t }),
        ("accept", Submitted, Refusal::OwnSubmission, |t| Try { submitter: id("ban"), ..t }),
        ("return", Submitted, Refusal::OwnSubmission, |t| Try { submitter: id("ban"), ..t }),
        ("return", Submitted, Refusal::ReasonMissing, |t| Try { reason: " \u{3000}\n", ..t }),
        ("exempt", Open, Refusal::ReasonMissing, |t| Try { reason: "", ..t }),
        ("reinstate", Exempt, Refusal::ReasonMissing, |t| Try { reason: "", ..t }),
        ("ask", Open, Refusal::ReasonMissing, |t| Try { reason: "", ..t }),
        ("ask", Open, Refusal::ExtensionPending, |t| Try { pending: true, ..t }),
        ("ask", Open, Refusal::TooLate, |t| Try { now: due().plus(Duration::SECOND), ..t }),
        ("ask", Returned, Refusal::TooLate, |t| Try { now: due().plus(days(3)), ..t }),
        ("ask", Open, Refusal::NotLater, early),
        ("ask", Open, Refusal::NotLater, |t| Try { until: due().minus(days(1)), ..t }),
        ("grant", Open, Refusal::Stale, |t| Try { granted: Some(true), ..t }),
        ("refuse", Open, Refusal::Stale, |t| Try { granted: Some(false), ..t }),
        ("refuse", Open, Refusal::ReasonMissing, |t| Try { reason: "", ..t }),
    ];
    for (act, state, refusal, spoil) in table {
        let before = obligation(*state);
        let right = Try::new(act, &before);
        assert_eq!(spoil(right).on(before).as_ref(), Err(refusal), "{act} while {state:?}");
    }
    let undated = Obligation { due_at: None, scheduled_at: None, ..obligation(Open) };
    assert_eq!(Try::new("ask", &undated).on(undated), Err(Refusal::NoDueDate));
    let noted = Obligation { acknowledged_at: Some(due().minus(days(9))), ..obligation(Open) };
    assert_eq!(Try::new("acknowledge", &noted).on(noted), Err(Refusal::WrongState(Open)), "once is enough");
}

#[test]
fn what_needs_no_reason_goes_without_one_and_others_lose_only_the_space_around_theirs() {
    for (act, state, typed, kept) in [
        ("accept", Submitted, " ", ""),
        ("accept", Submitted, " 很好\n", "很好"),
        ("return", Submitted, " 缺少盖章 ", "缺少盖章"),
        ("grant", Open, "", ""),
        ("exempt", Open, "\u{3000}机构撤并", "机构撤并"),
        ("reinstate", Exempt, "误操作 ", "误操作"),
        ("ask", Open, " 等待上级文件", "等待上级文件"),
        ("refuse", Open, "时间足够 ", "时间足够"),
    ] {
        let before = obligation(state);
        let change = Try { reason: typed, ..Try::new(act, &before) }.on(before).unwrap();
        assert_eq!(change.act.reason(), kept, "{act}");
    }
}

/// A change says what it was decided on, by whom and when, and alters nothing that the act is not about.
#[test]
fn a_change_says_what_it_was_decided_on() {
    let (now, until) = (due().minus(days(1)), due().plus(days(14)));
    type Alter = fn(&mut Obligation, Timestamp, Timestamp);
    let nothing: Alter = |_, _, _| {};
    let table: &[(&str, State, &str, &str, Alter)] = &[
        ("acknowledge", Open, "li", "acknowledged", |o, now, _| o.acknowledged_at = Some(now)),
        ("submit", Open, "li", "submitted", |o, now, _| {
            (o.state, o.revision, o.first_submitted_at) = (Submitted, 1, Some(now));
        }),
        ("submit", Returned, "li", "submitted", |o, _, _| (o.state, o.revision) = (Submitted, 2)),
        ("accept", Submitted, "ban", "accepted", |o, _, _| o.state = Accepted),
        ("return", Submitted, "ban", "returned", |o, _, _| o.state = Returned),
        ("exempt", Open, "ban", "exempted", |o, _, _| o.state = Exempt),
        ("reinstate", Exempt, "ban", "reinstated", |o, _, _| o.state = Open),
        ("ask", Open, "li", "extension_asked", nothing),
        ("grant", Open, "ban", "extension_granted", |o, _, until| o.due_at = Some(until)),
        ("refuse", Open, "ban", "extension_refused", nothing),
    ];
    for (act, state, by, name, alter) in table {
        let before = obligation(*state);
        let change = Try::new(act, &before).on(before.clone()).unwrap();
        assert_eq!(
            (change.expected_state, change.expected_revision),
            (before.state, before.revision),
            "{act}"
        );
        assert_eq!((change.by.as_str(), change.at, change.act.name()), (*by, now, *name));
        let mut wanted = before;
        alter(&mut wanted, now, until);
        assert_eq!(change.after, wanted, "{act}");
    }
}

#[test]
fn an_extension_never_brings_a_due_date_nearer_nor_makes_one() {
    // After the request the plan moved the date beyond it, or dropped it.
    let later = Obligation { due_at: Some(due().plus(days(60))), ..obligation(Open) };
    let undated = Obligation { due_at: None, scheduled_at: None, ..obligation(Open) };
    for before in [later, undated] {
        let change = Try::new("grant", &before).on(before.clone()).unwrap();
        assert_eq!(change.after.due_at, before.due_at);
    }
    let last_second = Try { now: due(), ..Try::new("ask", &obligation(Open)) };
    assert!(last_second.on(obligation(Open)).is_ok(), "the due second is still in time to ask");
}

#[test]
fn what_counts_as_soon_is_counted_in_the_plans_working_days() {
    let plan = sample::plan(); // three working days
    let table = [
        (date!(2026 - 06 - 10), date!(2026 - 06 - 15)),
        (date!(2026 - 06 - 17), date!(2026 - 06 - 23)), // over 端午节
        (date!(2026 - 02 - 13), date!(2026 - 02 - 25)), // over 春节, and a Saturday that is worked
    ];
    for (today, last) in table {
        let noon = Timestamp::local(today, time::macros::time!(12:00), plan.zone);
        let end = Timestamp::local(last, time::macros::time!(23:59:59), plan.zone);
        assert_eq!(plan.soon(noon), end, "{today}");
        assert_eq!(plan.working_days_left(noon, end), 3, "{today}");
        assert_eq!(plan.working_days_left(end, noon), -3, "{today}");
    }
}
