use super::*;
use crate::domain::plan::Plan;
use crate::domain::reminder::{Audience, Moment, Stages, Step};
use crate::domain::sample;
use proptest::prelude::*;
use time::macros::{datetime, time};
use time::{Date, Duration};

/// Stages before and after, one of them at a time of its own; copies from the second overdue one on.
pub fn plan() -> Plan {
    let mut parts = sample::parts(sample::duties());
    let step = |when| Step { when, to: vec![Audience::Liaison], at: None };
    let all = vec![Audience::Liaison, Audience::Leader, Audience::Office, Audience::LeadUnit];
    let steps = vec![
        step(Moment::Before(3)),
        step(Moment::Before(1)),
        Step { at: Some(time!(15:00)), ..step(Moment::OnDay) },
        step(Moment::After(1)),
        Step { to: all, ..step(Moment::After(3)) },
    ];
    let stages = Stages { steps, then_every: Some(5), ..Stages::default() };
    let after = Stages { steps: vec![step(Moment::After(2))], then_every: Some(3), ..Stages::default() };
    let rules = &mut parts.reminders;
    (rules.default, rules.two_monthly, rules.weekly) = (stages.clone(), stages.clone(), stages);
    rules.returned = after;
    Plan::new(parts)
}

fn recipients() -> Vec<Recipient> {
    let people = [
        ("li", Role::Liaison, "fagai"),
        ("wang", Role::Liaison, "jiaoyu"),
        ("zhao", Role::UnitLeader, "jiaoyu"),
        ("qian", Role::Office, ""),
        ("sun", Role::Admin, ""),
    ];
    let recipient = |(login, role, unit): (&str, Role, &str)| {
        let person = sample::person(login, role, unit);
        Recipient { user: person.id, role, unit: person.unit }
    };
    people.map(recipient).to_vec()
}

/// What the units owe in June and July; one report was returned on the 10th of June.
fn obligations(plan: &Plan) -> (Vec<Obligation>, HashMap<ObligationId, Timestamp>) {
    let dated = |obligation: &Obligation| {
        let summer =
            Timestamp::new(datetime!(2026-06-01 0:00 +8))..Timestamp::new(datetime!(2026-07-20 0:00 +8));
        obligation.due_at.is_some_and(|due| summer.contains(&due))
    };
    let mut all: Vec<Obligation> = sample::obligations(plan).into_iter().filter(dated).collect();
    assert!(all.len() > 10);
    let back = all.iter_mut().find(|obligation| obligation.duty_id.as_str() == "dated").unwrap();
    (back.state, back.revision) = (State::Returned, 1);
    let returned = HashMap::from([(back.id.clone(), Timestamp::new(datetime!(2026-06-10 16:00 +8)))]);
    (all, returned)
}

/// What was sent, as the tables would know it.
pub struct Ledger {
    pub recipients: Vec<Recipient>,
    pub obligations: Vec<Obligation>,
    pub returned: HashMap<ObligationId, Timestamp>,
    pub told: HashSet<Entry>,
    pub served: HashMap<Date, HashSet<UserId>>,
}

impl Ledger {
    pub fn of(plan: &Plan) -> Self {
        let (obligations, returned) = obligations(plan);
        Self { recipients: recipients(), obligations, returned, told: HashSet::new(), served: HashMap::new() }
    }

    /// A run of the job; gives how many letters left, by whether they were extra.
    pub fn run(&mut self, plan: &Plan, now: Timestamp) -> Vec<(UserId, bool, Vec<Entry>)> {
        let today = plan.local_date(now);
        let served = self.served.entry(today).or_default();
        let facts = Facts {
            obligations: &self.obligations,
            since: &self.returned,
            recipients: &self.recipients,
            told: &self.told,
            served,
        };
        let leaving: Vec<_> = digests(plan, facts, now)
            .into_iter()
            .filter(|digest| digest.may_leave(plan, now))
            .map(|digest| (digest.recipient.user.clone(), digest.is_extra, digest.entries))
            .collect();
        for (user, _, entries) in &leaving {
            served.insert(user.clone());
            self.told.extend(entries.iter().cloned());
        }
        leaving
    }
}

pub fn at(minutes: i64) -> Timestamp {
    Timestamp::new(datetime!(2026-06-01 8:00 +8)).plus(Duration::minutes(minutes))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// However the clock jumps, forwards and back: no line twice, no stage after a later one, one digest per
    /// person and day, and a second run at the same instant says nothing.
    #[test]
    fn nothing_is_told_twice_whatever_the_clock_does(minutes in prop::collection::vec(0i64..60 * 24 * 50, 1..40)) {
        let plan = plan();
        let mut ledger = Ledger::of(&plan);
        let mut furthest: HashMap<(ObligationId, UserId, String), i32> = HashMap::new();
        let mut digests: HashSet<(UserId, Date)> = HashSet::new();
        for now in minutes.into_iter().map(at) {
            for (user, is_extra, entries) in ledger.run(&plan, now) {
                prop_assert!(is_extra || digests.insert((user, plan.local_date(now))), "two digests");
                for entry in entries {
                    let (chase, days) = progress(&entry.stage).unwrap();
                    let before = furthest.insert((entry.obligation_id, entry.user_id, chase), days);
                    prop_assert!(before.is_none_or(|before| before < days), "{} after {before:?}", entry.stage);
                }
            }
            prop_assert!(ledger.run(&plan, now).is_empty());
        }
    }

    /// However seldom it runs while time goes on: once it may send, everybody knows the latest stage of all that
    /// is chased, and nothing but what was then the latest was told.
    #[test]
    fn after_any_downtime_the_latest_stages_are_known(minutes in prop::collection::vec(0i64..60 * 24 * 50, 1..20)) {
        let plan = plan();
        let mut ledger = Ledger::of(&plan);
        let mut minutes = minutes;
        minutes.sort_unstable();
        for now in minutes.into_iter().map(at) {
            let owed = owed(&plan, &ledger.obligations, &ledger.returned, &ledger.recipients, now);
            let reached: HashSet<Entry> = owed.iter().map(Entry::of).collect();
            let was_served = ledger.served.get(&plan.local_date(now)).cloned().unwrap_or_default();
            for (_, _, entries) in ledger.run(&plan, now) {
                prop_assert!(entries.iter().all(|entry| reached.contains(entry)));
            }
            if plan.reminders.window(plan.setting(), now) == Window::Open {
                let unknown = reached.iter().find(|entry| !ledger.told.contains(*entry) && !was_served.contains(&entry.user_id));
                prop_assert_eq!(unknown, None);
            }
        }
    }
}

#[test]
fn a_time_of_its_own_is_not_held_back_by_the_days_digest() {
    let plan = plan();
    let mut ledger = Ledger::of(&plan);
    let mut run = |now| -> Vec<(String, bool, Vec<String>)> {
        let letters = ledger.run(&plan, Timestamp::new(now));
        let of = |(user, is_extra, entries): (UserId, bool, Vec<Entry>)| {
            let keys = entries.iter().map(|entry| format!("{} of {}", entry.key(), entry.obligation_id));
            (user.to_string(), is_extra, keys.collect())
        };
        letters.into_iter().map(of).filter(|(user, ..)| user == "wang").collect()
    };
    // The two-monthly report is due on Monday the 15th, the weekly one was on Friday.
    let monthly = "of monthly~jiaoyu~2026-06";
    let morning = run(datetime!(2026-06-15 9:00 +8));
    assert!(
        matches!(&morning[..], [(_, false, keys)] if keys.contains(&format!("before-1 {monthly}"))),
        "{morning:?}"
    );
    assert_eq!(run(datetime!(2026-06-15 14:59 +8)), []);
    assert_eq!(
        run(datetime!(2026-06-15 15:00 +8)),
        [("wang".to_owned(), true, vec![format!("due {monthly}")])]
    );
    assert_eq!(run(datetime!(2026-06-15 15:01 +8)), []);
    let tuesday = run(datetime!(2026-06-16 9:00 +8));
    assert!(
        matches!(&tuesday[..], [(_, false, keys)] if keys.contains(&format!("overdue-1 {monthly}"))),
        "{tuesday:?}"
    );
}

#[test]
fn a_lead_units_liaison_has_others_reports_in_a_part_of_their_own() {
    let (plan, people, (obligations, returned)) = {
        let plan = plan();
        let owed = obligations(&plan);
        (plan, recipients(), owed)
    };
    let (told, served) = (HashSet::new(), HashSet::new());
    let facts = Facts {
        obligations: &obligations,
        since: &returned,
        recipients: &people,
        told: &told,
        served: &served,
    };
    let digests = digests(&plan, facts, Timestamp::new(datetime!(2026-06-23 9:00 +8)));
    for digest in &digests {
        let own = |item: &Item<'_>| digest.recipient.unit.as_ref() == Some(&item.obligation.unit_id);
        for item in &digest.items {
            let led = digest.recipient.role == Role::Liaison && !own(item);
            assert_eq!(
                item.urgency == Urgency::Led,
                led,
                "{} for {}",
                item.obligation.id,
                digest.recipient.user
            );
        }
        assert!(digest.items.is_sorted_by_key(|item| item.urgency));
    }
    let li = digests.iter().find(|digest| digest.recipient.user.as_str() == "li").unwrap();
    let [own, led] =
        [false, true].map(|led| li.items.iter().filter(|item| (item.urgency == Urgency::Led) == led).count());
    assert!(own > 0 && led > 0, "{own} of its own, {led} of others");
}
