//! Working days of mainland China (工作日): weekends and statutory holidays are off, except the weekend days
//! that the State Council's yearly notice makes people work (调休).

use std::collections::{BTreeMap, BTreeSet};

use time::{Date, Duration, Weekday};

/// A statutory holiday (法定节假日), both days inclusive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holiday {
    pub name: String,
    pub from: Date,
    pub to: Date,
}

/// One year's arrangements (放假安排) and the notice they come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Year {
    pub source: String,
    pub off: Vec<Holiday>,
    /// Weekend days that are worked (调休上班).
    pub worked: BTreeSet<Date>,
}

/// The calendar: exact for the years it has data for; elsewhere Monday to Friday, which
/// [`Calendar::covers`] lets callers warn about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    years: BTreeMap<i32, Year>,
    exceptions: BTreeMap<Date, Exception>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Exception {
    Off(String),
    Worked,
}

impl Calendar {
    pub fn new(years: BTreeMap<i32, Year>) -> Self {
        let mut exceptions = BTreeMap::new();
        for year in years.values() {
            for holiday in &year.off {
                let mut day = holiday.from;
                while day <= holiday.to {
                    exceptions.insert(day, Exception::Off(holiday.name.clone()));
                    day += Duration::DAY;
                }
            }
            exceptions.extend(year.worked.iter().map(|day| (*day, Exception::Worked)));
        }
        Self { years, exceptions }
    }

    /// Whether the calendar has the notice for this year; if not, holidays are unknown.
    pub fn covers(&self, year: i32) -> bool {
        self.years.contains_key(&year)
    }

    pub fn year(&self, year: i32) -> Option<&Year> {
        self.years.get(&year)
    }

    pub fn is_working_day(&self, day: Date) -> bool {
        match self.exceptions.get(&day) {
            Some(Exception::Off(_)) => false,
            Some(Exception::Worked) => true,
            None => !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday),
        }
    }

    /// The name of the statutory holiday this day belongs to.
    pub fn holiday(&self, day: Date) -> Option<&str> {
        match self.exceptions.get(&day) {
            Some(Exception::Off(name)) => Some(name),
            _ => None,
        }
    }

    /// Whether this is a weekend day that is worked (调休上班).
    pub fn is_make_up_day(&self, day: Date) -> bool {
        matches!(self.exceptions.get(&day), Some(Exception::Worked))
    }

    /// This day if it is a working day, else the last one before it.
    pub fn on_or_before(&self, day: Date) -> Date {
        self.seek(day, -Duration::DAY)
    }

    /// This day if it is a working day, else the first one after it.
    pub fn on_or_after(&self, day: Date) -> Date {
        self.seek(day, Duration::DAY)
    }

    fn seek(&self, mut day: Date, step: Duration) -> Date {
        while !self.is_working_day(day) {
            day += step;
        }
        day
    }

    /// The `n`th working day after `day` (before it where `n` is negative); `day` itself does not count and
    /// need not be a working day. Zero gives `day` back.
    pub fn add_working_days(&self, day: Date, n: i32) -> Date {
        let step = if n < 0 { -Duration::DAY } else { Duration::DAY };
        (0..n.unsigned_abs()).fold(day, |day, _| self.seek(day + step, step))
    }

    /// How many working days lie in (`from`, `to`]; negative where `to` is earlier.
    pub fn working_days_between(&self, from: Date, to: Date) -> i64 {
        if to < from {
            return -self.working_days_between(to, from);
        }
        let days = (to - from).whole_days();
        let weeks = days / 7;
        // Whole weeks hold five weekdays each; the rest and the exceptions are looked at one by one.
        let rest = (weeks * 7 + 1..=days).map(|n| from + Duration::days(n));
        let weekdays = rest.filter(|day| is_weekday(*day)).count();
        let moved: i64 = self
            .exceptions
            .range(from + Duration::DAY..=to.max(from + Duration::DAY))
            .filter(|(day, _)| **day <= to)
            .map(|(day, exception)| match exception {
                Exception::Off(_) if is_weekday(*day) => -1,
                Exception::Worked if !is_weekday(*day) => 1,
                _ => 0,
            })
            .sum();
        weeks * 5 + i64::try_from(weekdays).unwrap_or_default() + moved
    }
}

fn is_weekday(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;
    use time::macros::date;

    /// 2026 as in 国办发明电〔2025〕7号.
    pub(crate) fn china_2026() -> Calendar {
        let holiday = |name: &str, from, to| Holiday { name: name.into(), from, to };
        let off = vec![
            holiday("元旦", date!(2026 - 01 - 01), date!(2026 - 01 - 03)),
            holiday("春节", date!(2026 - 02 - 15), date!(2026 - 02 - 23)),
            holiday("清明节", date!(2026 - 04 - 04), date!(2026 - 04 - 06)),
            holiday("劳动节", date!(2026 - 05 - 01), date!(2026 - 05 - 05)),
            holiday("端午节", date!(2026 - 06 - 19), date!(2026 - 06 - 21)),
            holiday("中秋节", date!(2026 - 09 - 25), date!(2026 - 09 - 27)),
            holiday("国庆节", date!(2026 - 10 - 01), date!(2026 - 10 - 07)),
        ];
        let worked = [
            date!(2026 - 01 - 04),
            date!(2026 - 02 - 14),
            date!(2026 - 02 - 28),
            date!(2026 - 05 - 09),
            date!(2026 - 09 - 20),
            date!(2026 - 10 - 10),
        ];
        let source = "国办发明电〔2025〕7号".to_owned();
        let year = Year { source, off, worked: worked.into_iter().collect() };
        Calendar::new(BTreeMap::from([(2026, year)]))
    }

    #[test]
    fn spring_festival_2026_day_by_day() {
        let calendar = china_2026();
        let working: Vec<u8> = (10..=28)
            .filter(|day| {
                calendar.is_working_day(Date::from_calendar_date(2026, time::Month::February, *day).unwrap())
            })
            .collect();
        assert_eq!(working, [10, 11, 12, 13, 14, 24, 25, 26, 27, 28]);
        assert_eq!(calendar.holiday(date!(2026 - 02 - 17)), Some("春节"));
        assert!(calendar.is_make_up_day(date!(2026 - 02 - 28)));
    }

    #[test]
    fn seven_working_days_before_the_15th_of_june() {
        assert_eq!(china_2026().add_working_days(date!(2026 - 06 - 15), -7), date!(2026 - 06 - 04));
    }

    #[test]
    fn a_year_without_data_is_told_apart() {
        let calendar = china_2026();
        assert!(calendar.covers(2026) && !calendar.covers(2027));
        assert!(calendar.is_working_day(date!(2027 - 10 - 01)), "Friday, holiday unknown");
    }

    proptest! {
        #[test]
        fn counting_agrees_with_stepping(start in 0i64..700, n in -120i32..120) {
            let calendar = china_2026();
            let day = calendar.on_or_after(date!(2025 - 07 - 01) + Duration::days(start));
            let there = calendar.add_working_days(day, n);
            prop_assert_eq!(calendar.working_days_between(day, there), i64::from(n));
            prop_assert!(calendar.is_working_day(there));
        }
    }
}
