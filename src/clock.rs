//! The only caller of the system clock. Everything else is told what time it is.

use std::sync::{Arc, Mutex, PoisonError};

use time::{Duration, OffsetDateTime};

use crate::domain::timestamp::Timestamp;

/// What time it is: the system's, one that started elsewhere (the demo), or one that stands still until it
/// is moved (tests).
#[derive(Debug, Clone)]
pub enum Clock {
    System,
    /// Runs at the system's pace, this far from it.
    Offset(Duration),
    Fixed(Arc<Mutex<Timestamp>>),
}

impl Clock {
    /// A clock that shows `start` now and runs on.
    pub fn starting_at(start: Timestamp) -> Self {
        Self::Offset(start.since(Self::System.now()))
    }

    pub fn fixed(at: Timestamp) -> Self {
        Self::Fixed(Arc::new(Mutex::new(at)))
    }

    #[expect(clippy::disallowed_methods, reason = "the one place that asks the system")]
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => Timestamp::new(OffsetDateTime::now_utc()),
            Self::Offset(offset) => Timestamp::new(OffsetDateTime::now_utc()).plus(*offset),
            Self::Fixed(at) => *at.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// Moves a fixed clock; the others move by themselves.
    pub fn set(&self, to: Timestamp) {
        if let Self::Fixed(at) = self {
            *at.lock().unwrap_or_else(PoisonError::into_inner) = to;
        }
    }
}
