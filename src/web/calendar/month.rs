//! A month of the calendar, as an address writes it: `2026-06`.

use std::fmt;

use serde::Deserialize;
use time::macros::format_description;
use time::{Date, Duration};

use crate::domain::period::Period;

/// A month of the years that plans are made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Month {
    first: Date,
}

const YEARS: std::ops::RangeInclusive<i32> = 2000..=2100;

impl TryFrom<String> for Month {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let day = format_description!("[year]-[month]-[day]");
        match Date::parse(&format!("{text}-01"), day) {
            Ok(first) if YEARS.contains(&first.year()) => Ok(Self { first }),
            _ => Err(text),
        }
    }
}

impl Month {
    pub fn of(day: Date) -> Self {
        Self { first: day - Duration::days(i64::from(day.day()) - 1) }
    }

    pub fn first(self) -> Date {
        self.first
    }

    pub fn last(self) -> Date {
        let days = self.first.month().length(self.first.year());
        self.first + Duration::days(i64::from(days) - 1)
    }

    pub fn days(self) -> impl Iterator<Item = Date> {
        (0..i64::from(self.last().day())).map(move |n| self.first + Duration::days(n))
    }

    pub fn before(self) -> Option<Self> {
        Some(Self::of(self.first - Duration::DAY)).filter(|month| YEARS.contains(&month.first.year()))
    }

    pub fn after(self) -> Option<Self> {
        Some(Self::of(self.last() + Duration::DAY)).filter(|month| YEARS.contains(&month.first.year()))
    }

    pub fn contains(self, day: Date) -> bool {
        (self.first..=self.last()).contains(&day)
    }

    pub fn period(self) -> Period {
        Period::month(self.first)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.period().fmt(f)
    }
}
