use super::super::ids::UserId;
use super::super::reminder::{Moment, Stages, Step};
use super::*;
use crate::domain::sample;
use proptest::prelude::*;
use time::macros::datetime;
use time::{Date, Duration, OffsetDateTime};

/// Overdue stages 1, 3 and 8 working days after the day, and every 5 from then on; the leader and the office from the
/// second on, and so the notice.
fn plan() -> Plan {
    let mut parts = sample::parts(sample::duties());
    let step = |when| Step { when, to: vec![Audience::Liaison], at: None };
    let all = vec![Audience::Liaison, Audience::Leader, Audience::Office];
    let second = Step { to: all.clone(), ..step(Moment::After(3)) };
    let third = Step { to: all, ..step(Moment::After(8)) };
    let steps = vec![step(Moment::Before(3)), step(Moment::After(1)), second, third];
    let stages = Stages { steps, then_every: Some(5), ..Stages::default() };
    let rules = &mut parts.reminders;
    rules.returned = stages.clone();
    (rules.default, rules.two_monthly, rules.weekly) = (stages.clone(), stages.clone(), stages);
    rules.notice = Some(Rules { from_overdue: 2, issuer: "领导小组".to_owned(), copy_to: vec![] });
    Plan::new(parts)
}

fn at(local: OffsetDateTime) -> Timestamp {
    Timestamp::new(local)
}

fn people(logins: &[(&str, Role, &str)]) -> Vec<Recipient> {
    let recipient = |(login, role, unit): &(&str, Role, &str)| {
        let person = sample::person(login, *role, unit);
        Recipient { user: person.id, role: *role, unit: person.unit }
    };
    logins.iter().map(recipient).collect()
}

fn everyone() -> Vec<Recipient> {
    people(&[
        ("li", Role::Liaison, "jiaoyu"),
        ("zhao", Role::UnitLeader, "jiaoyu"),
        ("qian", Role::Office, ""),
        ("sun", Role::Admin, ""),
    ])
}

/// What the units owe in June.
fn of_june(plan: &Plan) -> Vec<Obligation> {
    let june = at(datetime!(2026-06-01 0:00 +8))..at(datetime!(2026-07-01 0:00 +8));
    let all = sample::obligations(plan).into_iter();
    all.filter(|obligation| obligation.due_at.is_some_and(|due| june.contains(&due))).collect()
}

/// The education bureau's report of the 15th of June.
fn report(plan: &Plan) -> Obligation {
    let mut all = of_june(plan);
    all.retain(|each| each.duty_id.as_str() == "monthly" && each.unit_id.as_str() == "jiaoyu");
    all.remove(0)
}

/// What is owed where nothing was issued yet.
fn first<'a>(
    plan: &'a Plan,
    obligations: &'a [Obligation],
    recipients: &'a [Recipient],
    now: Timestamp,
) -> Vec<Owed<'a>> {
    let (named, served, undecided) = (HashSet::new(), HashSet::new(), HashSet::new());
    owed(plan, Facts { obligations, recipients, named: &named, undecided: &undecided, served: &served }, now)
}

/// Runs one obligation alone, with nothing said before.
fn is_owed(plan: &Plan, obligation: &Obligation, now: Timestamp) -> bool {
    let (obligations, recipients) = ([obligation.clone()], everyone());
    !first(plan, &obligations, &recipients, now).is_empty()
}

#[test]
fn a_notice_is_owed_from_the_second_overdue_stage_on_in_sending_hours_of_working_days() {
    let plan = plan();
    let report = report(&plan);
    for (now, expected) in [
        (datetime!(2026-06-15 10:00 +8), false),
        (datetime!(2026-06-16 10:00 +8), false), // the first stage
        (datetime!(2026-06-17 17:00 +8), false),
        (datetime!(2026-06-18 08:59 +8), false),
        (datetime!(2026-06-18 09:00 +8), true), // the second
        (datetime!(2026-06-18 17:29 +8), true),
        (datetime!(2026-06-18 17:31 +8), false), // after hours
        (datetime!(2026-06-19 10:00 +8), false), // 端午节
        (datetime!(2026-06-20 10:00 +8), false), // Saturday
        (datetime!(2026-06-22 09:00 +8), true),  // who was down on the 18th
        (datetime!(2026-09-01 10:00 +8), true),
    ] {
        assert_eq!(is_owed(&plan, &report, at(now)), expected, "{now}");
    }
}

#[test]
fn what_is_sent_ended_moved_or_returned_is_in_no_notice() {
    let plan = plan();
    let (report, now) = (report(&plan), at(datetime!(2026-06-18 09:00 +8)));
    for (state, expected) in [
        (State::Open, true),
        (State::Submitted, false),
        (State::Returned, false),
        (State::Accepted, false),
        (State::Exempt, false),
        (State::Retired, false),
    ] {
        let report = Obligation { state, ..report.clone() };
        assert_eq!(is_owed(&plan, &report, now), expected, "{state:?}");
    }
    let extended = Obligation { due_at: Some(at(datetime!(2026-06-17 23:59:59 +8))), ..report.clone() };
    assert!(!is_owed(&plan, &extended, now), "extended by two days");
    assert!(is_owed(&plan, &extended, at(datetime!(2026-06-23 09:00 +8))), "its own second stage");
    let undated = Obligation { due_at: None, ..report.clone() };
    assert!(!is_owed(&plan, &undated, now));

    let mut without = sample::parts(sample::duties());
    without.reminders = plan.reminders.clone();
    without.reminders.notice = None;
    assert!(!is_owed(&Plan::new(without), &report, now), "the plan has no notices");
}

#[test]
fn it_goes_to_the_leaders_else_to_the_liaisons_with_a_copy_to_the_office() {
    let (li, zhao, qian) =
        (("li", Role::Liaison, "jiaoyu"), ("zhao", Role::UnitLeader, "jiaoyu"), ("qian", Role::Office, ""));
    let (zhou, other) = (("zhou", Role::UnitLeader, "jiaoyu"), ("wu", Role::UnitLeader, "keji"));
    let plan = plan();
    let obligations = [report(&plan)];
    for (known, to, copies) in [
        (vec![li, zhao, zhou, other, qian], vec!["zhao", "zhou"], vec!["qian"]),
        (vec![li, other, qian], vec!["li"], vec!["qian"]),
        (vec![li, zhao], vec!["zhao"], vec![]),
        (vec![other, qian], vec![], vec!["qian"]),
        (vec![], vec![], vec![]),
    ] {
        let recipients = people(&known);
        let all = first(&plan, &obligations, &recipients, at(datetime!(2026-06-18 09:00 +8)));
        assert_eq!(all.len(), 1, "issued whoever can be reached: {known:?}");
        let ids =
            |list: &[&Recipient]| -> Vec<String> { list.iter().map(|each| each.user.to_string()).collect() };
        assert_eq!(
            (ids(&all[0].to), ids(&all[0].copies)),
            (
                to.iter().map(|id| (*id).to_owned()).collect(),
                copies.iter().map(|id| (*id).to_owned()).collect()
            ),
            "{known:?}"
        );
    }
}

#[test]
fn whom_the_stage_does_not_tell_gets_no_copy() {
    let mut parts = sample::parts(sample::duties());
    let mut rules = plan().reminders.clone();
    for stages in [&mut rules.default, &mut rules.two_monthly] {
        stages.steps.iter_mut().for_each(|step| step.to = vec![Audience::Liaison]);
    }
    parts.reminders = rules;
    let plan = Plan::new(parts);
    let (obligations, recipients) = ([report(&plan)], everyone());
    let all = first(&plan, &obligations, &recipients, at(datetime!(2026-06-18 09:00 +8)));
    let li: UserId = sample::id("li");
    assert_eq!((all[0].to.len(), &all[0].to[0].user, all[0].copies.len()), (1, &li, 0));
}

#[test]
fn one_notice_to_a_unit_holds_everything_earliest_first_in_protocol_order() {
    let plan = plan();
    let obligations = of_june(&plan);
    let recipients = everyone();
    let now = at(datetime!(2026-06-30 09:00 +8));
    let all = first(&plan, &obligations, &recipients, now);
    let units: Vec<&str> = all.iter().map(|each| each.unit.as_str()).collect();
    assert_eq!(units, ["fagai", "jiaoyu", "keji"]);
    let number = Number { year: 2026, number: 7 };
    let notice = all[1].issue(&plan, number, now).unwrap();
    assert!(notice.items.len() > 2 && notice.items.is_sorted_by_key(|item| item.due_on), "{notice:?}");
    let report = notice.items.iter().find(|item| item.title == "monthly").unwrap();
    // From Monday the 15th to Tuesday the 30th, without the holiday on the 19th.
    assert_eq!((report.due_on, report.days_late), (time::macros::date!(2026 - 06 - 15), 10));
    assert_eq!(
        (notice.number, notice.unit_name.as_str(), notice.issuer.as_str()),
        (number, "jiaoyu", "领导小组")
    );
    assert_eq!(notice.day, time::macros::date!(2026 - 06 - 30));
}

#[test]
fn a_number_is_written_one_way() {
    let number = Number { year: 2026, number: 12 };
    assert_eq!((number.to_string().as_str(), "2026-12".parse()), ("2026-12", Ok(number)));
    for wrong in ["", "2026", "2026-", "-1", "2026-012", "+2026-1", "2026-1-1", "2026-x", "2026-99999999999"]
    {
        assert_eq!(wrong.parse::<Number>(), Err(NotANumber), "{wrong}");
    }
}

/// What the tables would know.
#[derive(Default)]
struct Issued {
    named: HashSet<Named>,
    days: HashMap<Date, HashSet<UnitId>>,
    count: usize,
}

impl Issued {
    /// One run of the job.
    fn run(&mut self, plan: &Plan, obligations: &[Obligation], recipients: &[Recipient], now: Timestamp) {
        let today = plan.local_date(now);
        let served = self.days.entry(today).or_default().clone();
        let facts = Facts {
            obligations,
            recipients,
            named: &self.named,
            undecided: &HashSet::new(),
            served: &served,
        };
        let mut new = Vec::new();
        for owed in owed(plan, facts, now) {
            let notice = owed.issue(plan, Number { year: 2026, number: 1 }, now).unwrap();
            assert!(!notice.items.is_empty());
            new.push(notice);
        }
        for notice in new {
            assert!(self.days.entry(today).or_default().insert(notice.unit_id), "two to a unit on one day");
            for item in notice.items {
                let course = Named { obligation_id: item.obligation_id, due_on: item.due_on };
                assert!(self.named.insert(course), "named twice for one due day");
            }
            self.count += 1;
        }
    }
}

/// What happens between two runs.
#[derive(Debug, Clone)]
enum Turn {
    /// The clock goes on, or is put back.
    Hours(i64),
    Submit(usize),
    Extend(usize, i64),
}

fn turn() -> impl Strategy<Value = Turn> {
    prop_oneof![
        6 => (1_i64..60).prop_map(Turn::Hours),
        1 => (-100_i64..0).prop_map(Turn::Hours),
        1 => (0_usize..30).prop_map(Turn::Submit),
        1 => (0_usize..30, 1_i64..20).prop_map(|(at, days)| Turn::Extend(at, days)),
    ]
}

proptest! {
    /// Whatever the clock does and people do in between, nothing is named twice and no unit has two notices on a day;
    /// and what is open and late enough in the end was named for its due day.
    #[test]
    fn each_due_day_is_named_once_and_none_is_missed(turns in prop::collection::vec(turn(), 1..60)) {
        let plan = plan();
        let (mut obligations, recipients) = (of_june(&plan), everyone());
        let mut issued = Issued::default();
        let mut now = at(datetime!(2026-06-08 9:30 +8));
        let mut latest = now;
        for turn in turns {
            match turn {
                Turn::Hours(hours) => now = now.plus(Duration::hours(hours)),
                Turn::Submit(which) => if let Some(each) = obligations.get_mut(which) { each.state = State::Submitted },
                Turn::Extend(which, days) => if let Some(each) = obligations.get_mut(which) {
                    each.due_at = each.due_at.map(|due| due.plus(Duration::days(days)));
                },
            }
            latest = latest.max(now);
            issued.run(&plan, &obligations, &recipients, now);
            issued.run(&plan, &obligations, &recipients, now);
        }
        // The next working morning, and the one after for units that had one today.
        for _ in 0..2 {
            let day = plan.calendar.add_working_days(plan.local_date(latest), 1);
            latest = Timestamp::local(day, time::macros::time!(10:00), plan.zone);
            issued.run(&plan, &obligations, &recipients, latest);
        }
        for owed in first(&plan, &obligations, &recipients, latest) {
            for item in owed.items {
                let course = Named { obligation_id: item.id.clone(), due_on: plan.local_date(item.due_at.unwrap()) };
                prop_assert!(issued.named.contains(&course), "{course:?} was missed");
            }
        }
    }
}
