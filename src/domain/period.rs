//! The stretch of time that one report is about (报送期).

use std::fmt;

use serde::{Deserialize, Serialize};
use time::{Date, Month, Weekday};

/// A key, unique within a duty, computed from the rule and never from a counter: `2026` (once a year),
/// `2026-06` (a month), `2026-W24` (an ISO 8601 week), `2026-06-30` (one of several dates).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type)]
#[sqlx(transparent)]
#[serde(transparent)]
pub struct Period(String);

/// What a period's key says, for people's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    Year(i32),
    Month(i32, Month),
    Week(i32, u8),
    Day(Date),
}

impl Period {
    pub fn year(year: i32) -> Self {
        Self(format!("{year:04}"))
    }

    pub fn month(date: Date) -> Self {
        Self(format!("{:04}-{:02}", date.year(), u8::from(date.month())))
    }

    pub fn week(date: Date) -> Self {
        let (year, week, _) = date.to_iso_week_date();
        Self(format!("{year:04}-W{week:02}"))
    }

    pub fn day(date: Date) -> Self {
        Self(format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day()))
    }

    /// The period of such a key; `None` for what is none.
    pub fn of_key(key: &str) -> Option<Self> {
        let period = Self(key.to_owned());
        period.span().map(|_| period)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the key stands for; `None` for a key that no rule makes (a row written by other hands).
    pub fn span(&self) -> Option<Span> {
        let year: i32 = self.0.get(0..4)?.parse().ok()?;
        match self.0.get(4..)? {
            "" => Some(Span::Year(year)),
            rest if rest.starts_with("-W") => {
                let week = rest.get(2..)?.parse().ok()?;
                Date::from_iso_week_date(year, week, Weekday::Monday).ok()?;
                Some(Span::Week(year, week))
            }
            rest => {
                let month = Month::try_from(rest.get(1..3)?.parse::<u8>().ok()?).ok()?;
                match rest.get(3..)? {
                    "" => Some(Span::Month(year, month)),
                    day => {
                        Date::from_calendar_date(year, month, day.get(1..)?.parse().ok()?).ok().map(Span::Day)
                    }
                }
            }
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn keys_read_back_as_what_they_stand_for() {
        let day = date!(2026 - 06 - 30);
        assert_eq!(Period::year(2026).span(), Some(Span::Year(2026)));
        assert_eq!(Period::month(day).span(), Some(Span::Month(2026, Month::June)));
        assert_eq!(Period::day(day).span(), Some(Span::Day(day)));
        assert_eq!(Period::week(date!(2027 - 01 - 01)).as_str(), "2026-W53");
        assert_eq!(Period("2026-13".into()).span(), None);
        assert_eq!(Period("中".into()).span(), None);
    }
}
