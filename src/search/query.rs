//! What a person typed, read once: words, and stretches of time among them.

use time::{Date, Month, Weekday};

use crate::domain::folded::words;
use crate::domain::period::{Period, Span};

/// A query (检索词), never longer than [`crate::domain::folded::LONGEST_QUERY`].
#[derive(Debug, Clone)]
pub struct Query {
    pub(super) words: Vec<Word>,
}

#[derive(Debug, Clone)]
pub(super) struct Word {
    pub text: String,
    /// Two or more Latin letters: perhaps pinyin, perhaps English.
    pub letters: bool,
    /// The time it may stand for: 6月, 第24周, 2026-06-30
    pub span: Option<Span>,
}

impl Query {
    /// `year` is the one meant where none is written.
    pub fn parse(text: &str, year: i32) -> Self {
        let word = |text: String| Word {
            letters: text.len() > 1 && text.bytes().all(|byte| byte.is_ascii_lowercase()),
            span: span(&text, year),
            text,
        };
        Self { words: words(text).into_iter().map(word).collect() }
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The words, folded.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|word| word.text.as_str())
    }
}

/// What falls into this stretch: the period itself, or what is due in it.
pub(super) fn falls_into(span: Span, period: &Period, due: Option<Date>) -> bool {
    let inside = |day: Date| match span {
        Span::Year(year) => day.year() == year,
        Span::Month(year, month) => (day.year(), day.month()) == (year, month),
        Span::Week(year, week) => (day.to_iso_week_date().0, day.to_iso_week_date().1) == (year, week),
        Span::Day(only) => day == only,
    };
    period.span() == Some(span) || due.is_some_and(inside)
}

fn span(word: &str, year: i32) -> Option<Span> {
    let (year, rest) = with_year(word, year);
    if let Some(week) = week(rest) {
        Date::from_iso_week_date(year, week, Weekday::Monday).ok()?;
        return Some(Span::Week(year, week));
    }
    if let Some(month) = (1..=12u8).filter_map(|n| Month::try_from(n).ok()).find(|it| named(*it, rest)) {
        return Some(Span::Month(year, month));
    }
    let (month, day) = rest.split_once(['月', '-']).unwrap_or((rest, ""));
    // A bare number is no month.
    let month = Month::try_from(number(month)?).ok().filter(|_| rest != month || rest != word)?;
    match day.trim_end_matches(['日', '号']) {
        "" | "份" => Some(Span::Month(year, month)),
        day => Date::from_calendar_date(year, month, number(day)?).ok().map(Span::Day),
    }
}

/// 2026年6月 and 2026-06 name their year.
fn with_year(word: &str, year: i32) -> (i32, &str) {
    let split = word.split_once(['年', '-']);
    match split.and_then(|(digits, rest)| Some((four(digits)?, rest))) {
        Some((year, rest)) if !rest.is_empty() => (year, rest),
        _ => (year, word),
    }
}

/// 第24周, 24周, w24
fn week(word: &str) -> Option<u8> {
    let chinese = word.strip_suffix('周').map(|rest| rest.strip_prefix('第').unwrap_or(rest));
    number(chinese.or_else(|| word.strip_prefix('w'))?)
}

fn named(month: Month, word: &str) -> bool {
    month.to_string().eq_ignore_ascii_case(word)
}

fn four(digits: &str) -> Option<i32> {
    if digits.len() == 4 { digits.parse().ok() } else { None }
}

fn number(digits: &str) -> Option<u8> {
    let all_digits = !digits.is_empty() && digits.len() <= 2 && digits.bytes().all(|b| b.is_ascii_digit());
    if all_digits { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn stretches_of_time_are_read_as_people_write_them() {
        let june = Some(Span::Month(2026, Month::June));
        let week = Some(Span::Week(2026, 24));
        let day = Some(Span::Day(date!(2026 - 06 - 30)));
        for (word, expected) in [
            ("6月", june),
            ("06月份", june),
            ("2026年6月", june),
            ("2026-06", june),
            ("june", june),
            ("第24周", week),
            ("24周", week),
            ("w24", week),
            ("2026-w24", week),
            ("2026年第24周", week),
            ("6月30日", day),
            ("2026-06-30", day),
            ("2026年6月30号", day),
            ("6-30", day),
            ("2025年6月", Some(Span::Month(2025, Month::June))),
            ("6", None),
            ("13月", None),
            ("60周", None),
            ("6月31日", None),
            ("2026", None),
            ("2026年", None),
            ("4.2", None),
            ("双公示", None),
            ("月", None),
        ] {
            assert_eq!(span(word, 2026), expected, "{word}");
        }
    }

    #[test]
    fn a_period_falls_into_the_time_it_is_named_after_or_due_in() {
        let june = Span::Month(2026, Month::June);
        let day = date!(2026 - 06 - 12);
        assert!(falls_into(june, &Period::month(date!(2026 - 06 - 01)), Some(date!(2026 - 07 - 05))));
        assert!(falls_into(june, &Period::week(day), Some(day)));
        assert!(falls_into(Span::Week(2026, 24), &Period::week(day), None));
        assert!(!falls_into(june, &Period::year(2026), None));
        assert!(!falls_into(june, &Period::month(date!(2026 - 07 - 01)), Some(date!(2026 - 07 - 15))));
    }
}
