//! How an obligation stands to the clock (办理情况): all that its light and its timeliness depend on, so that
//! they are the same whether it was read as a row or only counted.

use super::obligation::{Light, Obligation, State, Timeliness};
use super::timestamp::Timestamp;

/// Counted by the store, and made from a row by [`Obligation::standing`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Standing {
    pub state: State,
    pub due: Due,
    pub sent: Sent,
}

/// Where the due date lies (时限).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Due {
    /// The plan names no date.
    Undated,
    Past,
    /// 临期: not past, and up to [`super::plan::Plan::soon`]
    Soon,
    Later,
}

/// How the first submission stands to the due date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sent {
    Never,
    Late,
    InTime,
}

impl Standing {
    /// `None` for a retired one.
    pub fn light(self) -> Option<Light> {
        Some(match self.state {
            State::Retired => return None,
            State::Exempt => Light::Exempt,
            State::Submitted => Light::Submitted,
            State::Returned => Light::Returned,
            State::Accepted if self.sent == Sent::Late => Light::AcceptedLate,
            State::Accepted => Light::AcceptedOnTime,
            State::Open => match self.due {
                Due::Past => Light::Overdue,
                Due::Soon => Light::DueSoon,
                Due::Later | Due::Undated => Light::NotDue,
            },
        })
    }

    pub fn timeliness(self) -> Timeliness {
        match (self.sent, self.due) {
            (Sent::Late, _) => Timeliness::Late,
            (Sent::InTime, _) => Timeliness::OnTime,
            (Sent::Never, Due::Past) => Timeliness::Missing,
            (Sent::Never, _) => Timeliness::Pending,
        }
    }
}

impl Due {
    /// `soon` is the last instant that counts as soon: [`super::plan::Plan::soon`].
    pub fn of(due_at: Option<Timestamp>, now: Timestamp, soon: Timestamp) -> Self {
        match due_at {
            None => Self::Undated,
            Some(due) if now > due => Self::Past,
            Some(due) if due <= soon => Self::Soon,
            Some(_) => Self::Later,
        }
    }
}

impl Obligation {
    /// `soon` is the last instant that counts as soon: [`super::plan::Plan::soon`].
    pub fn standing(&self, now: Timestamp, soon: Timestamp) -> Standing {
        let sent = match (self.first_submitted_at, self.due_at) {
            (None, _) => Sent::Never,
            (Some(sent), Some(due)) if sent > due => Sent::Late,
            (Some(_), _) => Sent::InTime,
        };
        Standing { state: self.state, due: Due::of(self.due_at, now, soon), sent }
    }

    /// `None` for a retired one.
    pub fn light(&self, now: Timestamp, soon: Timestamp) -> Option<Light> {
        self.standing(now, soon).light()
    }

    pub fn timeliness(&self, now: Timestamp) -> Timeliness {
        self.standing(now, now).timeliness()
    }
}
