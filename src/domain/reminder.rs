//! Reminders (提醒, 催办): who is owed a message about what, computed from the data and never from "the timer
//! fired today". A server that was down for three days owes each person one message with the latest stage.

use std::collections::HashMap;

use time::{Date, Duration, Time};

use super::access::Role;
use super::calendar::Calendar;
use super::deadline::{Setting, When};
use super::ids::{DutyId, UnitId, UserId};
use super::obligation::{Obligation, State};
use super::plan::{Duty, Plan};
use super::timestamp::Timestamp;

/// `reminders.toml`: when people are reminded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// Messages leave between these times of a working day (工作时间).
    pub send_from: Time,
    pub send_until: Time,
    /// From this overdue stage on (1 is the first) the unit's leader and the office get a copy (督办).
    pub leader_from: u16,
    pub default: Stages,
    /// For duties that fall due every week, which must not mail three times a week.
    pub weekly: Stages,
    pub duties: HashMap<DutyId, Stages>,
}

/// Which digests may leave at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// Outside working hours (非工作时间): none.
    Closed,
    /// Working hours of a day off: those written that day to people for whom something falls due on it.
    DueOn(Date),
    /// Working hours of a working day: all.
    Open,
}

/// The days on which one obligation is mentioned, in working days from the due day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stages {
    pub before: Vec<u16>,
    pub on_day: bool,
    pub overdue: Vec<u16>,
    /// After the last of `overdue`, every so many working days.
    pub then_every: Option<u16>,
}

/// A step in the chase after one obligation (提醒阶段).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// So many working days before the due day.
    Before(u16),
    /// The due day itself.
    DueDay,
    /// So many working days after it; `nth` counts the overdue stages from 1.
    Overdue { days: u16, nth: u16 },
}

impl Stage {
    /// The stage's name in the ledger: `before-7`, `due`, `overdue-3`.
    pub fn key(self) -> String {
        match self {
            Self::Before(days) => format!("before-{days}"),
            Self::DueDay => "due".to_owned(),
            Self::Overdue { days, .. } => format!("overdue-{days}"),
        }
    }
}

impl Rules {
    pub fn stages_for(&self, duty: &Duty) -> &Stages {
        let default = if matches!(duty.due.when, When::Weekly(_)) { &self.weekly } else { &self.default };
        self.duties.get(&duty.id).unwrap_or(default)
    }

    /// The last due day of which some stage may have been reached today.
    pub fn horizon(&self, calendar: &Calendar, today: Date) -> Date {
        let all = [&self.default, &self.weekly].into_iter().chain(self.duties.values());
        let longest = all.flat_map(|stages| &stages.before).max().copied().unwrap_or(0);
        calendar.add_working_days(today, i32::from(longest))
    }

    /// Which digests may leave now.
    pub fn window(&self, setting: Setting<'_>, now: Timestamp) -> Window {
        let local = now.in_zone(setting.zone);
        if !(self.send_from..=self.send_until).contains(&local.time()) {
            Window::Closed
        } else if setting.calendar.is_working_day(local.date()) {
            Window::Open
        } else {
            Window::DueOn(local.date())
        }
    }

    /// This instant if it lies in the working hours of a working day, else when the next ones begin.
    pub fn next_sending(&self, setting: Setting<'_>, at: Timestamp) -> Timestamp {
        let local = at.in_zone(setting.zone);
        let from = if local.time() > self.send_until { local.date() + Duration::DAY } else { local.date() };
        let day = setting.calendar.on_or_after(from);
        if day == local.date() && local.time() >= self.send_from {
            return at;
        }
        Timestamp::local(day, self.send_from, setting.zone)
    }
}

impl Stages {
    /// Every stage up to `until` and its day, earliest first.
    pub fn days(&self, due: Date, calendar: &Calendar, until: Date) -> Vec<(Stage, Date)> {
        let mut days: Vec<(Stage, Date)> = Vec::new();
        for n in &self.before {
            days.push((Stage::Before(*n), calendar.add_working_days(due, -i32::from(*n))));
        }
        if self.on_day {
            days.push((Stage::DueDay, due));
        }
        for (days_late, nth) in self.overdue_days().zip(1u16..) {
            let day = calendar.add_working_days(due, i32::from(days_late));
            if day > until {
                break;
            }
            days.push((Stage::Overdue { days: days_late, nth }, day));
        }
        days.retain(|(_, day)| *day <= until);
        days.sort_by_key(|(_, day)| *day);
        days
    }

    /// The latest stage that today has reached; the earlier ones are superseded.
    pub fn reached(&self, due: Date, calendar: &Calendar, today: Date) -> Option<Stage> {
        self.days(due, calendar, today).pop().map(|(stage, _)| stage)
    }

    fn overdue_days(&self) -> impl Iterator<Item = u16> {
        let last = self.overdue.iter().max().copied().unwrap_or(0);
        let every = self.then_every.filter(|days| *days > 0);
        let further = (1u16..).map_while(move |n| last.checked_add(every?.checked_mul(n)?));
        self.overdue.iter().copied().chain(further)
    }
}

/// Somebody who can be written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    pub user: UserId,
    pub role: Role,
    pub unit: Option<UnitId>,
}

/// A message owed to a person about an obligation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed<'a> {
    pub obligation: &'a Obligation,
    pub stage: Stage,
    pub recipient: &'a Recipient,
}

/// Everything that is owed today, whether or not it was sent already: the ledger tells that. Only what a
/// unit has not sent at all is chased; a returned report has its own message.
pub fn owed<'a>(
    plan: &Plan,
    obligations: &'a [Obligation],
    recipients: &'a [Recipient],
    today: Date,
) -> Vec<Owed<'a>> {
    let mut owed = Vec::new();
    for obligation in obligations.iter().filter(|o| o.state == State::Open) {
        let Some((due, place)) = obligation.due_at.zip(plan.duty(&obligation.duty_id)) else { continue };
        if place.duty.owed.is_voluntary() {
            continue;
        }
        let stages = plan.reminders.stages_for(place.duty);
        let Some(stage) = stages.reached(plan.local_date(due), &plan.calendar, today) else { continue };
        let about =
            |recipient: &&Recipient| concerns(recipient, obligation, stage, plan.reminders.leader_from);
        owed.extend(recipients.iter().filter(about).map(|recipient| Owed { obligation, stage, recipient }));
    }
    owed
}

/// Liaisons hear of every stage; from the stage where it becomes 督办 the unit's leader and the office too.
fn concerns(recipient: &Recipient, obligation: &Obligation, stage: Stage, leader_from: u16) -> bool {
    let own = recipient.unit.as_ref() == Some(&obligation.unit_id);
    let escalated = matches!(stage, Stage::Overdue { nth, .. } if nth >= leader_from);
    match recipient.role {
        Role::Liaison => own,
        Role::UnitLeader => own && escalated,
        Role::Office => escalated,
        Role::ScoringOffice | Role::DistrictLeader | Role::Admin => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::calendar::tests::china_2026;
    use super::*;
    use proptest::prelude::*;
    use time::macros::{date, datetime, offset, time};

    fn stages() -> Stages {
        Stages { before: vec![7, 3, 1], on_day: true, overdue: vec![1, 3, 7], then_every: Some(5) }
    }

    #[test]
    fn the_stages_of_the_15th_of_june_over_the_dragon_boat_festival() {
        let days: Vec<(String, Date)> = stages()
            .days(date!(2026 - 06 - 15), &china_2026(), date!(2026 - 07 - 10))
            .into_iter()
            .map(|(stage, day)| (stage.key(), day))
            .collect();
        let expected = [
            ("before-7", date!(2026 - 06 - 04)),
            ("before-3", date!(2026 - 06 - 10)),
            ("before-1", date!(2026 - 06 - 12)),
            ("due", date!(2026 - 06 - 15)),
            ("overdue-1", date!(2026 - 06 - 16)),
            ("overdue-3", date!(2026 - 06 - 18)),
            ("overdue-7", date!(2026 - 06 - 25)), // the 19th is 端午节
            ("overdue-12", date!(2026 - 07 - 02)),
            ("overdue-17", date!(2026 - 07 - 09)),
        ];
        let expected: Vec<_> = expected.into_iter().map(|(key, day)| (key.to_owned(), day)).collect();
        assert_eq!(days, expected);
    }

    #[test]
    fn the_latest_stage_stands_for_those_that_were_missed() {
        let (stages, calendar, due) = (stages(), china_2026(), date!(2026 - 06 - 15));
        let at = |today| stages.reached(due, &calendar, today).map(Stage::key);
        assert_eq!(at(date!(2026 - 06 - 03)), None);
        assert_eq!(at(date!(2026 - 06 - 07)).as_deref(), Some("before-7"));
        assert_eq!(at(date!(2026 - 06 - 14)).as_deref(), Some("before-1"));
        assert_eq!(at(date!(2026 - 06 - 21)).as_deref(), Some("overdue-3"));
    }

    fn rules() -> Rules {
        Rules {
            send_from: time!(9:00),
            send_until: time!(17:30),
            leader_from: 2,
            default: stages(),
            weekly: Stages { before: vec![1], on_day: true, overdue: vec![1], then_every: None },
            duties: HashMap::new(),
        }
    }

    #[test]
    fn messages_wait_for_the_next_working_hours() {
        let calendar = china_2026();
        let zone = offset!(+8);
        let setting = Setting { calendar: &calendar, zone, close_of_business: time!(17:00) };
        let table = [
            (datetime!(2026-06-18 08:59 +8), datetime!(2026-06-18 09:00 +8)),
            (datetime!(2026-06-18 09:00 +8), datetime!(2026-06-18 09:00 +8)),
            (datetime!(2026-06-18 17:30 +8), datetime!(2026-06-18 17:30 +8)),
            (datetime!(2026-06-18 17:31 +8), datetime!(2026-06-22 09:00 +8)), // over 端午节
            (datetime!(2026-06-20 12:00 +8), datetime!(2026-06-22 09:00 +8)),
            (datetime!(2026-02-28 10:00 +8), datetime!(2026-02-28 10:00 +8)), // a Saturday that is worked
        ];
        for (at, expected) in table {
            assert_eq!(rules().next_sending(setting, Timestamp::new(at)), Timestamp::new(expected), "{at}");
        }
    }

    proptest! {
        #[test]
        fn nothing_beyond_the_horizon_is_reached(start in 0i64..330, ahead in 0i64..60) {
            let (calendar, rules) = (china_2026(), rules());
            let today = date!(2026 - 01 - 01) + Duration::days(start);
            let due = today + Duration::days(ahead);
            let reached = rules.default.reached(due, &calendar, today).is_some();
            prop_assert!(!reached || due <= rules.horizon(&calendar, today));
        }
    }

    #[test]
    fn without_a_further_interval_the_chase_ends() {
        let stages = Stages { then_every: None, ..stages() };
        let days = stages.days(date!(2026 - 06 - 15), &china_2026(), date!(2026 - 12 - 31));
        assert_eq!(days.last().map(|(stage, _)| stage.key()).as_deref(), Some("overdue-7"));
        let none = Stages { before: vec![], on_day: false, overdue: vec![], then_every: Some(0) };
        assert!(none.days(date!(2026 - 06 - 15), &china_2026(), date!(2026 - 12 - 31)).is_empty());
    }
}
