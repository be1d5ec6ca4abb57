//! Assessment periods (考核周期): the stretches of the year that are scored, by the calendar or by the plan's own dates.

use serde::{Deserialize, Serialize};
use time::{Date, Month};

use crate::domain::plan::Words;

/// One way to cut the year (考核周期), for example 双月考核.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    pub id: String,
    pub title: Words,
    pub cut: Cut,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cut {
    /// So many whole months each, from January; a divisor of 12.
    Months(u8),
    /// Each period ends with one of these days of the year, in order; the first begins on 1 January.
    Ends(Vec<(u8, u8)>),
}

/// One assessment period (考核期): what falls due from its first to its last day, both included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// `half-year-1`; `year` where the year is not cut.
    pub id: String,
    /// The assessment's title: 半年考核.
    pub title: Words,
    /// Which of how many in the year, from 1.
    pub number: usize,
    pub of: usize,
    pub from: Date,
    pub to: Date,
}

impl Assessment {
    /// The year's periods in order.
    pub fn spans(&self, year: i32) -> Vec<Span> {
        let ends = self.ends(year);
        let of = ends.len();
        let starts = std::iter::once(first(year)).chain(ends.iter().filter_map(|end| end.next_day()));
        (1..)
            .zip(starts.zip(ends.iter().copied()))
            .map(|(number, (from, to))| {
                let id = if of == 1 { self.id.clone() } else { format!("{}-{number}", self.id) };
                Span { id, title: self.title.clone(), number, of, from, to }
            })
            .collect()
    }

    fn ends(&self, year: i32) -> Vec<Date> {
        let end = |month: u8, day: u8| {
            let month = Month::try_from(month).ok()?;
            // 29 February of a common year is its last day.
            Date::from_calendar_date(year, month, day.min(month.length(year))).ok()
        };
        match &self.cut {
            Cut::Months(months) => (1..=12)
                .filter(|month| month % (*months).max(1) == 0)
                .filter_map(|month| end(month, 31))
                .collect(),
            Cut::Ends(ends) => ends.iter().filter_map(|(month, day)| end(*month, *day)).collect(),
        }
    }
}

fn first(year: i32) -> Date {
    Date::from_calendar_date(year, Month::January, 1).unwrap_or(Date::MIN)
}

impl super::Rules {
    /// All periods of the year, each assessment's in order.
    pub fn spans(&self, year: i32) -> Vec<Span> {
        self.assessments.iter().flat_map(|assessment| assessment.spans(year)).collect()
    }

    pub fn span(&self, year: i32, id: &str) -> Option<Span> {
        self.spans(year).into_iter().find(|span| span.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    fn assessment(id: &str, cut: Cut) -> Assessment {
        Assessment { id: id.into(), title: Words { zh: id.into(), en: id.into() }, cut }
    }

    fn days(spans: &[Span]) -> Vec<(&str, Date, Date)> {
        spans.iter().map(|span| (span.id.as_str(), span.from, span.to)).collect()
    }

    #[test]
    fn by_the_calendar() {
        let halves = assessment("half", Cut::Months(6)).spans(2026);
        let expected = [
            ("half-1", date!(2026 - 01 - 01), date!(2026 - 06 - 30)),
            ("half-2", date!(2026 - 07 - 01), date!(2026 - 12 - 31)),
        ];
        assert_eq!(days(&halves), expected);
        assert_eq!(
            days(&assessment("year", Cut::Months(12)).spans(2026)),
            [("year", date!(2026 - 01 - 01), date!(2026 - 12 - 31))]
        );
        assert_eq!(assessment("two", Cut::Months(2)).spans(2028)[0].to, date!(2028 - 02 - 29));
    }

    #[test]
    fn by_the_plans_dates() {
        let spans = assessment("report", Cut::Ends(vec![(2, 15), (4, 15), (12, 31)])).spans(2026);
        let expected = [
            ("report-1", date!(2026 - 01 - 01), date!(2026 - 02 - 15)),
            ("report-2", date!(2026 - 02 - 16), date!(2026 - 04 - 15)),
            ("report-3", date!(2026 - 04 - 16), date!(2026 - 12 - 31)),
        ];
        assert_eq!(days(&spans), expected);
    }
}
