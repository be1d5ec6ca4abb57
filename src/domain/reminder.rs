//! Reminders (提醒, 催办): who is owed a message about what, computed from the data and never from "the timer
//! fired today". A server that was down for three days owes each person one message with the latest stage.

use std::collections::{HashMap, HashSet};

use time::Time;

use super::access::Role;
use super::deadline::{Days, DueRule, When};
use super::ids::{DutyId, ObligationId, UnitId, UserId};
use super::obligation::Obligation;
use super::plan::{Duty, Plan};
use super::supervision;
use super::timestamp::Timestamp;

mod hours;
mod stage;
mod timetable;

pub use hours::{DaysOff, Pause, Window};
pub use stage::{Stage, progress};
pub use timetable::{After, Chase, Planned};

/// `reminders.toml`: when people are reminded, and who is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// Messages leave between these times of a day (发送时段).
    pub send_from: Time,
    pub send_until: Time,
    pub pause: Option<Pause>,
    pub days_off: DaysOff,
    pub default: Stages,
    pub weekly: Stages,
    pub monthly: Stages,
    pub two_monthly: Stages,
    /// Once a report was returned (退回), counted from that day.
    pub returned: Stages,
    /// While a report waits for its review (待审), counted from the day it was sent; the office is told.
    pub review: Stages,
    pub duties: HashMap<DutyId, Stages>,
    /// 督办通知单; `None` where none are issued.
    pub notice: Option<supervision::Rules>,
}

/// The stages of one chase.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stages {
    pub counted: Days,
    /// In the order of their days.
    pub steps: Vec<Step>,
    /// After the last step, every so many days again, to those whom that step tells.
    pub then_every: Option<u16>,
}

/// One of the days on which an obligation is mentioned, and to whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub when: Moment,
    pub to: Vec<Audience>,
    /// Reached at this time of the day, and told of by a letter of its own (单独提醒) where the day's digest has
    /// left already; without it, with the day's digest.
    pub at: Option<Time>,
}

/// Where a step lies beside the day that is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// 提前
    Before(u16),
    /// 当天
    OnDay,
    /// 逾期; of a returned report, 退回后; of one that waits, 报送后
    After(u16),
}

/// Who is told (提醒对象).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Audience {
    /// The unit's liaisons (联络员).
    Liaison,
    /// The unit's leaders (单位领导).
    Leader,
    /// 领导小组办公室
    Office,
    /// The liaisons of the project's lead units (牵头单位).
    LeadUnit,
}

/// How often a duty falls due (报送频次), which its reminders go by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rhythm {
    Weekly,
    /// Seven times a year or more.
    Monthly,
    /// Five or six times a year.
    TwoMonthly,
    Seldom,
}

impl Rhythm {
    pub fn of(rule: &DueRule) -> Self {
        let times = match &rule.when {
            When::Weekly(_) => return Self::Weekly,
            When::Monthly { months, .. } => months.iter().count(),
            When::Dates(days) => days.len(),
            When::After { .. } | When::Standing | When::Undated => 0,
        };
        match times {
            7.. => Self::Monthly,
            5..=6 => Self::TwoMonthly,
            _ => Self::Seldom,
        }
    }
}

impl Rules {
    pub fn stages_for(&self, duty: &Duty) -> &Stages {
        let by_rhythm = match Rhythm::of(&duty.due) {
            Rhythm::Weekly => &self.weekly,
            Rhythm::Monthly => &self.monthly,
            Rhythm::TwoMonthly => &self.two_monthly,
            Rhythm::Seldom => &self.default,
        };
        self.duties.get(&duty.id).unwrap_or(by_rhythm)
    }
}

impl Stages {
    /// In their order, without what `then_every` adds.
    pub fn stages(&self) -> impl Iterator<Item = Stage> {
        self.steps.iter().scan(0u16, |overdue, step| {
            *overdue += u16::from(matches!(step.when, Moment::After(_)));
            Some(Stage::of(step.when, self.counted, *overdue))
        })
    }

    /// How many letters a week of a duty that falls due every week and is never sent: to those who get most.
    pub fn letters_a_week(&self) -> usize {
        let week: i32 = if self.counted == Days::Working { 5 } else { 7 };
        let mut letters: HashSet<(Audience, i32, Option<Time>)> = HashSet::new();
        for step in &self.steps {
            let (first, again) = match step.when {
                Moment::Before(days) => (-i32::from(days), 0),
                Moment::OnDay => (0, 0),
                Moment::After(days) => (i32::from(days), self.then_every.map_or(0, i32::from)),
            };
            let again = if Some(step) == self.steps.last() { again } else { 0 };
            let days = (0..week).map(|n| (first + n * again).rem_euclid(week));
            letters.extend(days.flat_map(|day| step.to.iter().map(move |to| (*to, day, step.at))));
        }
        let of = |audience| letters.iter().filter(|(to, ..)| *to == audience).count();
        letters.iter().map(|(to, ..)| of(*to)).max().unwrap_or(0)
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
    pub chase: Chase<'a>,
    pub planned: Planned<'a>,
    pub recipient: &'a Recipient,
}

/// Everything that is owed now, whether or not it was sent already: the ledger tells that. What a unit still has to
/// send is chased, and what waits for a review; `since` says when each report was returned or sent.
pub fn owed<'a>(
    plan: &'a Plan,
    obligations: &'a [Obligation],
    since: &HashMap<ObligationId, Timestamp>,
    recipients: &'a [Recipient],
    now: Timestamp,
) -> Vec<Owed<'a>> {
    let people = People::of(recipients);
    let mut owed = Vec::new();
    for obligation in obligations {
        let since = since.get(&obligation.id).copied();
        let Some(chase) = Chase::after(plan, obligation, since) else { continue };
        let Some(planned) = chase.reached(now.in_zone(plan.zone)) else { continue };
        let leads = plan.duty(&obligation.duty_id).map(|place| place.project.leads.as_slice());
        let told = people.meant(&planned.step.to, &obligation.unit_id, leads.unwrap_or_default());
        owed.extend(told.into_iter().map(|recipient| Owed { obligation, chase, planned, recipient }));
    }
    owed
}

/// Who can be written to, by where they belong: there are as many obligations as people, times hundred.
struct People<'a> {
    by_unit: HashMap<&'a UnitId, Vec<&'a Recipient>>,
    office: Vec<&'a Recipient>,
}

impl<'a> People<'a> {
    fn of(recipients: &'a [Recipient]) -> Self {
        let mut by_unit: HashMap<_, Vec<_>> = HashMap::new();
        for recipient in recipients {
            if let Some(unit) = &recipient.unit {
                by_unit.entry(unit).or_default().push(recipient);
            }
        }
        let office = recipients.iter().filter(|recipient| recipient.role == Role::Office);
        Self { by_unit, office: office.collect() }
    }

    /// Each once, whatever they are told as.
    fn meant(&self, to: &[Audience], unit: &UnitId, leads: &[UnitId]) -> Vec<&'a Recipient> {
        let mut meant: Vec<&'a Recipient> = Vec::new();
        for audience in to {
            let found: Vec<&'a Recipient> = match audience {
                Audience::Liaison => self.of_unit(unit, Role::Liaison).collect(),
                Audience::Leader => self.of_unit(unit, Role::UnitLeader).collect(),
                Audience::LeadUnit => {
                    leads.iter().flat_map(|lead| self.of_unit(lead, Role::Liaison)).collect()
                }
                Audience::Office => self.office.clone(),
            };
            let new = found.into_iter().filter(|each| !meant.iter().any(|known| known.user == each.user));
            let new: Vec<_> = new.collect();
            meant.extend(new);
        }
        meant
    }

    fn of_unit(&self, unit: &UnitId, role: Role) -> impl Iterator<Item = &'a Recipient> {
        let people = self.by_unit.get(unit).into_iter().flatten().copied();
        people.filter(move |recipient| recipient.role == role)
    }
}

#[cfg(test)]
mod tests;
