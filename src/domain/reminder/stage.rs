//! The steps of a chase by name, as the ledger keeps them.

use super::Moment;
use crate::domain::deadline::Days;

/// A step in the chase after one obligation (提醒阶段).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// So many days before the due day.
    Before { days: u16, counted: Days },
    /// The due day itself.
    DueDay,
    /// So many days after it; `nth` counts the overdue stages from 1.
    Overdue { days: u16, counted: Days, nth: u16 },
    /// So many days after a report was returned.
    Returned { days: u16, counted: Days, nth: u16 },
    /// So many days after a report was sent, which still waits for its review.
    Review { days: u16, counted: Days, nth: u16 },
}

impl Stage {
    pub(super) fn of(when: Moment, counted: Days, nth: u16) -> Self {
        match when {
            Moment::Before(days) => Self::Before { days, counted },
            Moment::OnDay => Self::DueDay,
            Moment::After(days) => Self::Overdue { days, counted, nth },
        }
    }

    /// The stage's name in the ledger: `before-7`, `due`, `overdue-3`, `returned-2`, `review-3`; with a `d` behind it
    /// where calendar days are counted.
    pub fn key(self) -> String {
        let span = |days: u16, counted| match counted {
            Days::Working => days.to_string(),
            Days::Calendar => format!("{days}d"),
        };
        match self {
            Self::Before { days, counted } => format!("before-{}", span(days, counted)),
            Self::DueDay => "due".to_owned(),
            Self::Overdue { days, counted, .. } => format!("overdue-{}", span(days, counted)),
            Self::Returned { days, counted, .. } => format!("returned-{}", span(days, counted)),
            Self::Review { days, counted, .. } => format!("review-{}", span(days, counted)),
        }
    }
}

/// How far along its chase a line of the ledger stands: what chase it is of (`overdue@2026-06-15`), and the days
/// passed. `None` for what is no stage.
pub fn progress(line: &str) -> Option<(String, i32)> {
    let (key, from) = line.split_once('@')?;
    let (name, days) = key.split_once('-').unwrap_or((key, "0"));
    let days: u16 = days.trim_end_matches('d').parse().ok()?;
    let days = i32::from(days);
    match name {
        "before" => Some((format!("overdue@{from}"), -days)),
        "due" | "overdue" => Some((format!("overdue@{from}"), days)),
        "returned" | "review" => Some((line.replacen(key, name, 1), days)),
        _ => None,
    }
}
