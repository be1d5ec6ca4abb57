//! Reminders (提醒, 催办): who is owed a message about what, computed from the data and never from "the timer
//! fired today". A server that was down for three days owes each person one message with the latest stage.

use std::collections::HashMap;

use time::Time;

use super::ids::DutyId;

/// `reminders.toml`: when people are reminded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// Messages leave between these times of a working day (工作时间).
    pub send_from: Time,
    pub send_until: Time,
    /// From this overdue stage on (1 is the first) the unit's leader and the office get a copy (督办).
    pub leader_from: u16,
    pub default: Stages,
    /// For duties that fall due every week, which must not mail three times a week.
    pub weekly: Stages,
    pub duties: HashMap<DutyId, Stages>,
}

/// The days on which one obligation is mentioned, in working days from the due day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stages {
    pub before: Vec<u16>,
    pub on_day: bool,
    pub overdue: Vec<u16>,
    /// After the last of `overdue`, every so many working days.
    pub then_every: Option<u16>,
}
