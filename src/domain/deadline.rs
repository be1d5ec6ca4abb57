//! When something is due (时限): a small, total language of rules, and the instants that follow from one.
//!
//! A date is always computed from the rule and never from the date before it, so "the last day of the
//! month" stays the last day. A rule that could name a day that some month lacks cannot be built.

use time::{Date, Duration, Month, Time, UtcOffset, Weekday};

use super::calendar::Calendar;
use super::ids::DutyId;
use super::period::Period;
use super::timestamp::Timestamp;

/// A due rule (时限规则).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueRule {
    pub when: When,
    pub time: TimeOfDay,
    pub shift: Shift,
    /// The first year in which the rule holds ("2027年起").
    pub from_year: Option<i32>,
    /// The rule holds until this duty is accepted ("网站投入使用前").
    pub until: Option<DutyId>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// One or several dates of every year: 6月30日前; 9月末前; 6月底前、12月底前.
    Dates(Vec<MonthDay>),
    /// A day of some months: 每个双数月15日前; 每季度末; 每年1月底前.
    Monthly { day: MonthlyDay, months: Months },
    /// 每周周五.
    Weekly(Weekday),
    /// n days after something that is recorded: 自…之日起7个工作日内.
    After { event: String, days: u16, counted: Days },
    /// 长期推进, 长期坚持: no date, told of in the regular reports.
    Standing,
    /// The text names no date.
    Undated,
}

/// What kind of days are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Days {
    /// 工作日
    #[default]
    Working,
    /// 自然日
    Calendar,
}

/// A day within some month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayOfMonth {
    Day(u8),
    /// 上旬: its last day, the 10th.
    Early,
    /// 中旬: its last day, the 20th.
    Middle,
    /// 月末, 月底, 下旬: the last day.
    Last,
    /// 最后一个工作日.
    LastWorking,
}

impl DayOfMonth {
    /// The date, or `None` where the month has no such day; [`MonthDay`] and [`MonthlyDay`] rule that out.
    fn in_month(self, year: i32, month: Month, calendar: &Calendar) -> Option<Date> {
        let last = Date::from_calendar_date(year, month, month.length(year)).ok()?;
        match self {
            Self::Day(day) => Date::from_calendar_date(year, month, day).ok(),
            Self::Early => Date::from_calendar_date(year, month, 10).ok(),
            Self::Middle => Date::from_calendar_date(year, month, 20).ok(),
            Self::Last => Some(last),
            Self::LastWorking => Some(calendar.on_or_before(last)),
        }
    }
}

/// A day of the year that every year has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthDay {
    month: Month,
    day: DayOfMonth,
}

/// Why a rule cannot be built.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadRule {
    #[error("month {month} has no day {day} in every year; for the last day write `end`")]
    NoSuchDay { month: u8, day: u8 },
    #[error(
        "no month is named; write `every`, `even`, `odd`, `quarter`, `half-year` or a list such as `[1, 7]`"
    )]
    NoMonth,
}

/// The days that this month has in every year (28 for February).
fn days_every_year(month: Month) -> u8 {
    month.length(2025)
}

fn possible(month: Month, day: DayOfMonth) -> Result<(), BadRule> {
    match day {
        DayOfMonth::Day(day) if day == 0 || day > days_every_year(month) => {
            Err(BadRule::NoSuchDay { month: u8::from(month), day })
        }
        _ => Ok(()),
    }
}

impl MonthDay {
    /// Fails on 02-29 and the like: the rule must name a day in every year.
    pub fn new(month: Month, day: DayOfMonth) -> Result<Self, BadRule> {
        possible(month, day)?;
        Ok(Self { month, day })
    }

    pub fn month(self) -> Month {
        self.month
    }

    pub fn day(self) -> DayOfMonth {
        self.day
    }
}

/// Which months of the year; never none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Months(u16);

impl Months {
    /// 每月
    pub const EVERY: Self = Self(0b1111_1111_1111);
    /// 双数月
    pub const EVEN: Self = Self(0b1010_1010_1010);
    /// 单数月
    pub const ODD: Self = Self(0b0101_0101_0101);
    /// The last month of every quarter (每季度末).
    pub const QUARTER: Self = Self(0b1001_0010_0100);
    /// June and December (每半年).
    pub const HALF_YEAR: Self = Self(0b1000_0010_0000);

    pub fn listed(months: &[Month]) -> Result<Self, BadRule> {
        let bits = months.iter().fold(0, |bits, month| bits | bit(*month));
        if bits == 0 { Err(BadRule::NoMonth) } else { Ok(Self(bits)) }
    }

    pub fn contains(self, month: Month) -> bool {
        self.0 & bit(month) != 0
    }

    /// January to December, those that are in the set.
    pub fn iter(self) -> impl Iterator<Item = Month> {
        (1..=12u8).filter_map(|n| Month::try_from(n).ok()).filter(move |month| self.contains(*month))
    }
}

fn bit(month: Month) -> u16 {
    1 << (u8::from(month) - 1)
}

/// A day that each of a rule's months has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthlyDay(DayOfMonth);

impl MonthlyDay {
    pub fn new(day: DayOfMonth, months: Months) -> Result<Self, BadRule> {
        months.iter().try_for_each(|month| possible(month, day))?;
        Ok(Self(day))
    }

    pub fn day(self) -> DayOfMonth {
        self.0
    }
}

/// The time of day by which something is due. The instant named still counts as in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TimeOfDay {
    /// The day's last second: "6月30日前" includes the 30th.
    #[default]
    EndOfDay,
    /// 下班前: the plan says when that is.
    CloseOfBusiness,
    At(Time),
}

/// What to do when the day is a day off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shift {
    #[default]
    None,
    /// 提前至前一个工作日
    Previous,
    /// 顺延至下一个工作日
    Next,
}

/// One due date that follows from a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    pub period: Period,
    /// The day the text names.
    pub named: Date,
    /// The day it is due, after the shift.
    pub on: Date,
    /// The last instant that is in time.
    pub at: Timestamp,
}

/// What rules are computed with.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    pub calendar: &'a Calendar,
    pub zone: UtcOffset,
    pub close_of_business: Time,
}

impl DueRule {
    pub fn new(when: When) -> Self {
        Self { when, time: TimeOfDay::default(), shift: Shift::default(), from_year: None, until: None }
    }

    /// Every due date whose named day lies in `from..=to`, earliest first. `ended` is the day on which the
    /// milestone of `until` was reached: nothing falls due after it. Rules without dates of their own
    /// (standing, undated, after an event) give none.
    pub fn dates(&self, setting: Setting<'_>, from: Date, to: Date, ended: Option<Date>) -> Vec<Due> {
        let mut named = Vec::new();
        for year in from.year().max(self.from_year.unwrap_or(i32::MIN))..=to.year() {
            self.named_in(year, setting.calendar, &mut named);
        }
        named.retain(|(day, _)| (from..=to).contains(day) && ended.is_none_or(|end| *day <= end));
        named.sort_by_key(|(day, _)| *day);
        named.into_iter().map(|(day, period)| self.due(setting, day, period)).collect()
    }

    /// The due date of a rule of the form "n days after", for an event on this day.
    pub fn after(&self, setting: Setting<'_>, event: Date) -> Option<Due> {
        let When::After { days, counted, .. } = &self.when else { return None };
        let named = match counted {
            Days::Working => setting.calendar.add_working_days(event, i32::from(*days)),
            Days::Calendar => event + Duration::days(i64::from(*days)),
        };
        Some(self.due(setting, named, Period::day(event)))
    }

    /// Whether the rule ever gives a date of its own.
    pub fn is_dated(&self) -> bool {
        matches!(self.when, When::Dates(_) | When::Monthly { .. } | When::Weekly(_))
    }

    fn named_in(&self, year: i32, calendar: &Calendar, out: &mut Vec<(Date, Period)>) {
        match &self.when {
            When::Dates(days) => out.extend(days.iter().filter_map(|day| {
                let date = day.day.in_month(year, day.month, calendar)?;
                let period = if days.len() == 1 { Period::year(year) } else { Period::day(date) };
                Some((date, period))
            })),
            When::Monthly { day, months } => out.extend(months.iter().filter_map(|month| {
                let date = day.0.in_month(year, month, calendar)?;
                Some((date, Period::month(date)))
            })),
            When::Weekly(weekday) => {
                let Ok(first) = Date::from_calendar_date(year, Month::January, 1) else { return };
                let lead = weekday.number_days_from_monday() + 7 - first.weekday().number_days_from_monday();
                let first = first + Duration::days(i64::from(lead % 7));
                let fridays = (0..53).map(|n| first + Duration::weeks(n));
                out.extend(
                    fridays.take_while(|date| date.year() == year).map(|date| (date, Period::week(date))),
                );
            }
            When::After { .. } | When::Standing | When::Undated => {}
        }
    }

    fn due(&self, setting: Setting<'_>, named: Date, period: Period) -> Due {
        let on = match self.shift {
            Shift::None => named,
            Shift::Previous => setting.calendar.on_or_before(named),
            Shift::Next => setting.calendar.on_or_after(named),
        };
        let time = match self.time {
            TimeOfDay::EndOfDay => LAST_SECOND,
            TimeOfDay::CloseOfBusiness => setting.close_of_business,
            TimeOfDay::At(time) => time,
        };
        Due { period, named, on, at: Timestamp::local(on, time, setting.zone) }
    }
}

/// 24:00 as the last whole second of the day.
pub const LAST_SECOND: Time = time::macros::time!(23:59:59);

#[cfg(test)]
mod tests;
