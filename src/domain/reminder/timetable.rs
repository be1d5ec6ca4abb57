//! The chase after one obligation, day by day.

use time::{Date, Duration, OffsetDateTime, Time};

use super::{DaysOff, Moment, Rules, Stage, Stages, Step};
use crate::domain::calendar::Calendar;
use crate::domain::deadline::Days;
use crate::domain::obligation::{Obligation, State};
use crate::domain::plan::Plan;
use crate::domain::timestamp::Timestamp;

/// Whose stages an obligation goes by, and the day they are counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chase<'a> {
    pub rules: &'a Rules,
    pub calendar: &'a Calendar,
    pub stages: &'a Stages,
    /// The due day; of a returned report, the day of its return; of one that waits, the day it was sent.
    pub from: Date,
    pub after: After,
}

/// What a chase is after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum After {
    /// What is due.
    Due,
    /// A report that was returned (退回), to be sent again.
    Return,
    /// A review (审核) of what was sent.
    Review,
}

/// A stage and the day on which it is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned<'a> {
    pub stage: Stage,
    pub day: Date,
    pub step: &'a Step,
}

impl Planned<'_> {
    /// Whether this instant, by the plan's clocks, has reached it.
    pub fn is_reached(&self, now: OffsetDateTime) -> bool {
        (self.day, self.step.at.unwrap_or(Time::MIDNIGHT)) <= (now.date(), now.time())
    }

    /// When a letter about it leaves, if nothing keeps it back: at its own time or when the sending hours begin.
    pub fn at(&self, plan: &Plan) -> Timestamp {
        Timestamp::local(self.day, self.step.at.unwrap_or(plan.reminders.send_from), plan.zone)
    }
}

impl<'a> Chase<'a> {
    /// `None` for what waits for nobody, or not now; `since` is when a report was returned, or sent.
    pub fn after(plan: &'a Plan, obligation: &Obligation, since: Option<Timestamp>) -> Option<Self> {
        match obligation.state {
            State::Open => Self::of_due(plan, obligation),
            State::Returned => Self::of_return(plan, obligation, since?),
            State::Submitted => Some(Self::from(plan, After::Review, &plan.reminders.review, since?)),
            State::Accepted | State::Exempt | State::Retired => None,
        }
    }

    /// The one after what is due, whatever became of it; `None` for what nobody has to send.
    pub fn of_due(plan: &'a Plan, obligation: &Obligation) -> Option<Self> {
        let place = plan.duty(&obligation.duty_id).filter(|place| !place.duty.owed.is_voluntary())?;
        let stages = plan.reminders.stages_for(place.duty);
        Some(Self::from(plan, After::Due, stages, obligation.due_at?))
    }

    /// The one after a report that was returned at `at`.
    pub fn of_return(plan: &'a Plan, obligation: &Obligation, at: Timestamp) -> Option<Self> {
        plan.duty(&obligation.duty_id).filter(|place| !place.duty.owed.is_voluntary())?;
        Some(Self::from(plan, After::Return, &plan.reminders.returned, at))
    }

    fn from(plan: &'a Plan, after: After, stages: &'a Stages, at: Timestamp) -> Self {
        let from = plan.local_date(at);
        Self { rules: &plan.reminders, calendar: &plan.calendar, stages, from, after }
    }

    /// The latest stage that this instant, by the plan's clocks, has reached; it stands for all before it.
    pub fn reached(&self, now: OffsetDateTime) -> Option<Planned<'a>> {
        let mut days = self.days(now.date());
        days.retain(|planned| planned.is_reached(now));
        days.pop()
    }

    /// Every stage up to `until`, earliest first.
    pub fn days(&self, until: Date) -> Vec<Planned<'a>> {
        let mut days: Vec<Planned<'a>> = Vec::new();
        for (stage, step) in self.stages.stages().zip(&self.stages.steps) {
            let counted = match step.when {
                Moment::Before(days) => self.count(self.from, -i32::from(days)),
                Moment::OnDay => self.from,
                Moment::After(days) => self.count(self.from, i32::from(days)),
            };
            let day = self.sendable(stage, counted);
            days.push(Planned { stage: self.named(stage), day, step });
        }
        self.go_on(until, &mut days);
        days.retain(|planned| planned.day <= until);
        // Stable: of two on one day, the later stage stays last.
        days.sort_by_key(|planned| planned.day);
        days
    }

    /// What `then_every` adds.
    fn go_on(&self, until: Date, days: &mut Vec<Planned<'a>>) {
        let every = self.stages.then_every.filter(|days| *days > 0);
        let (Some(every), Some(last), Some(step)) =
            (every, self.stages.stages().last(), self.stages.steps.last())
        else {
            return;
        };
        let Stage::Overdue { days: mut late, counted, mut nth } = last else { return };
        let mut counted_day = self.count(self.from, i32::from(late));
        loop {
            counted_day = self.count(counted_day, i32::from(every));
            let Some(further) = late.checked_add(every).filter(|_| counted_day <= until) else { return };
            (late, nth) = (further, nth.saturating_add(1));
            let stage = Stage::Overdue { days: late, counted, nth };
            days.push(Planned { stage: self.named(stage), day: self.sendable(stage, counted_day), step });
        }
    }

    fn named(&self, stage: Stage) -> Stage {
        match (stage, self.after) {
            (Stage::Overdue { days, counted, nth }, After::Return) => Stage::Returned { days, counted, nth },
            (Stage::Overdue { days, counted, nth }, After::Review) => Stage::Review { days, counted, nth },
            (other, _) => other,
        }
    }

    fn count(&self, from: Date, days: i32) -> Date {
        match self.stages.counted {
            Days::Working => self.calendar.add_working_days(from, days),
            Days::Calendar => from.saturating_add(Duration::days(i64::from(days))),
        }
    }

    /// A stage on a day off on which nothing would leave comes earlier where it warns, later where it chases:
    /// nothing that is to be said before the due day is said after it.
    fn sendable(&self, stage: Stage, day: Date) -> Date {
        match (self.rules.days_off, stage) {
            (DaysOff::Always, _) | (DaysOff::Due, Stage::DueDay) => day,
            (_, Stage::Before { .. } | Stage::DueDay) => self.calendar.on_or_before(day),
            (_, Stage::Overdue { .. } | Stage::Returned { .. } | Stage::Review { .. }) => {
                self.calendar.on_or_after(day)
            }
        }
    }
}

impl Rules {
    /// The last due day of which some stage may have been reached today.
    pub fn horizon(&self, calendar: &Calendar, today: Date) -> Date {
        let kinds = [&self.default, &self.weekly, &self.monthly, &self.two_monthly];
        // What is told of before a day off may be due on any day up to the next working day.
        let next = calendar.add_working_days(today, 1);
        let furthest = |stages: &Stages| {
            let before = stages.steps.iter().filter_map(|step| match step.when {
                Moment::Before(days) => Some(days),
                Moment::OnDay | Moment::After(_) => None,
            });
            let longest = before.max().unwrap_or(0);
            match stages.counted {
                Days::Working => calendar.add_working_days(today, i32::from(longest)),
                Days::Calendar => next.saturating_add(Duration::days(i64::from(longest))),
            }
        };
        kinds.into_iter().chain(self.duties.values()).map(furthest).fold(next, Date::max)
    }
}
