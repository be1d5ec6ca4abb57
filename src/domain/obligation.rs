//! An obligation (应办事项): one unit's duty for one period, and what may happen to it.
//!
//! Each act consumes the obligation as it was read and gives a [`Change`] or a [`Refusal`]. The store applies
//! a change only if state and revision are still the ones it was decided on; of two people who act at once
//! the first wins and the second is told so.

mod acts;

use serde::{Deserialize, Serialize};
use time::Date;

use super::correction::Correction;
use super::ids::{DutyId, ObligationId, UnitId, UserId};
use super::period::Period;
use super::plan::Plan;
use super::report::Report;
use super::timestamp::Timestamp;

/// 状态
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum State {
    /// 待报
    Open,
    /// 待审
    Submitted,
    /// 退回
    Returned,
    /// 办结
    Accepted,
    /// 免报, by the office with a reason
    Exempt,
    /// 撤销: the plan dropped it; the row and its history stay
    Retired,
}

impl State {
    /// The unit still has to send something.
    pub fn is_owed(self) -> bool {
        matches!(self, Self::Open | Self::Returned)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Obligation {
    pub id: ObligationId,
    pub duty_id: DutyId,
    pub unit_id: UnitId,
    pub period: Period,
    /// The last instant in time by the plan; `None` where it names no date.
    pub scheduled_at: Option<Timestamp>,
    /// The same, moved by approved extensions (延期).
    pub due_at: Option<Timestamp>,
    pub state: State,
    /// How many submissions there have been; a review names the one it saw.
    pub revision: i64,
    /// Timeliness is judged on this; it never changes once set.
    pub first_submitted_at: Option<Timestamp>,
    /// 签收
    pub acknowledged_at: Option<Timestamp>,
}

/// A decision on a submission (审核).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Decision {
    /// 通过
    Accept,
    /// 退回
    Return,
}

/// What is done to an obligation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    Acknowledged,
    Submitted(Report),
    Reviewed {
        decision: Decision,
        reason: String,
    },
    Exempted {
        reason: String,
    },
    /// An exemption taken back (恢复).
    Reinstated {
        reason: String,
    },
    ExtensionAsked {
        until: Timestamp,
        reason: String,
    },
    ExtensionDecided {
        number: i64,
        granted: bool,
        until: Timestamp,
        reason: String,
    },
    FiguresCorrected(Correction),
}

impl Act {
    /// The name under which the act stands in the history.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Acknowledged => "acknowledged",
            Self::Submitted(_) => "submitted",
            Self::Reviewed { decision: Decision::Accept, .. } => "accepted",
            Self::Reviewed { decision: Decision::Return, .. } => "returned",
            Self::Exempted { .. } => "exempted",
            Self::Reinstated { .. } => "reinstated",
            Self::ExtensionAsked { .. } => "extension_asked",
            Self::ExtensionDecided { granted: true, .. } => "extension_granted",
            Self::ExtensionDecided { granted: false, .. } => "extension_refused",
            Self::FiguresCorrected(_) => "figures_corrected",
        }
    }

    /// What stands below it there: the reason, and of a correction also what was altered.
    pub fn detail(&self) -> &str {
        match self {
            Self::FiguresCorrected(correction) => &correction.detail,
            other => other.reason(),
        }
    }

    pub fn reason(&self) -> &str {
        match self {
            Self::Acknowledged | Self::Submitted(_) => "",
            Self::Reviewed { reason, .. }
            | Self::Exempted { reason }
            | Self::Reinstated { reason }
            | Self::ExtensionAsked { reason, .. }
            | Self::ExtensionDecided { reason, .. } => reason,
            Self::FiguresCorrected(correction) => &correction.reason,
        }
    }
}

/// A decided act, to be applied if nothing moved in between.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub expected_state: State,
    pub expected_revision: i64,
    pub after: Obligation,
    pub act: Act,
    pub by: UserId,
    pub at: Timestamp,
}

/// Why an act was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// 403: not theirs to do.
    #[error("not allowed")]
    Forbidden,
    /// 403: whoever submitted cannot review it.
    #[error("a submission is not reviewed by whoever sent it")]
    OwnSubmission,
    /// 409: somebody acted since this person looked.
    #[error("the obligation has changed since it was looked at")]
    Stale,
    /// 409: the state does not allow it.
    #[error("not possible while {0:?}")]
    WrongState(State),
    /// 409: one request is already waiting.
    #[error("an extension has been asked for already")]
    ExtensionPending,
    /// 422: no reason was given.
    #[error("a reason is needed")]
    ReasonMissing,
    /// 422: the plan names no date, so there is none to move.
    #[error("there is no due date to extend")]
    NoDueDate,
    /// 422: asked for after the due date.
    #[error("the due date has passed")]
    TooLate,
    /// 422: what was typed is not a date.
    #[error("the date cannot be read")]
    NotADate,
    /// 422: the new date is not after the old one.
    #[error("the new date must be later than the due date")]
    NotLater,
    /// 409: the latest report gave no figures.
    #[error("there are no figures to correct")]
    NoFigures,
    /// 422: all figures are what they were.
    #[error("no figure was altered")]
    NothingAltered,
}

/// A request for more time (延期申请).
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Extension {
    pub number: i64,
    pub until: Timestamp,
    pub reason: String,
    pub asked_by: UserId,
    pub asked_at: Timestamp,
    pub granted: Option<bool>,
    pub decision_reason: Option<String>,
    pub decided_by: Option<UserId>,
    pub decided_at: Option<Timestamp>,
}

/// The traffic light (亮灯), derived and never stored: always a colour, a shape and a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Light {
    /// 灰: nothing to do yet, or no date
    NotDue,
    /// 免报
    Exempt,
    /// 绿
    AcceptedOnTime,
    /// 黄绿: late work never turns green
    AcceptedLate,
    /// 蓝: waiting for the office
    Submitted,
    /// 黄
    DueSoon,
    /// 橙: the unit must send it again
    Returned,
    /// 红
    Overdue,
}

impl Light {
    /// From nothing to worry about to worst.
    pub const ALL: [Self; 8] = [
        Self::NotDue,
        Self::Exempt,
        Self::AcceptedOnTime,
        Self::AcceptedLate,
        Self::Submitted,
        Self::DueSoon,
        Self::Returned,
        Self::Overdue,
    ];
}

/// How the first submission stands to the due date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Timeliness {
    /// Not due yet and not sent, or the plan names no date.
    Pending,
    OnTime,
    /// 迟报
    Late,
    /// 未报: due and nothing was sent
    Missing,
}

impl Timeliness {
    /// `due` itself is still in time; `None` where the plan names no date.
    pub fn of(due: Option<Timestamp>, first_submitted: Option<Timestamp>, now: Timestamp) -> Self {
        match (due, first_submitted) {
            (Some(due), Some(sent)) if sent > due => Self::Late,
            (_, Some(_)) => Self::OnTime,
            (Some(due), None) if now > due => Self::Missing,
            (_, None) => Self::Pending,
        }
    }
}

impl Plan {
    /// The end of the days that count as soon.
    pub fn soon(&self, now: Timestamp) -> Timestamp {
        let today = now.date_in(self.zone);
        let last = self.calendar.add_working_days(today, i32::from(self.due_soon_working_days));
        Timestamp::local(last, super::deadline::LAST_SECOND, self.zone)
    }

    /// How many working days are left from today to the due day (negative once it is past).
    pub fn working_days_left(&self, now: Timestamp, due: Timestamp) -> i64 {
        self.calendar.working_days_between(now.date_in(self.zone), due.date_in(self.zone))
    }

    pub fn local_date(&self, at: Timestamp) -> Date {
        at.date_in(self.zone)
    }
}

#[cfg(test)]
mod tests;
