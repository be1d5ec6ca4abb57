//! What is still to come of the chase after one obligation (待发提醒), as long as nobody sends anything.

use time::Duration;

use super::digest::ledger_key;
use super::obligation::Obligation;
use super::plan::Plan;
use super::reminder::{Chase, Planned, Stage};
use super::timestamp::Timestamp;

/// How many stages after the day that is counted from are named; the chase may go on for ever.
const LATE_NAMED: usize = 3;
/// Further ahead than any two stages of a chase.
pub const FURTHEST: Duration = Duration::days(180);

/// A reminder that is still to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coming<'a> {
    pub planned: Planned<'a>,
    /// When it will leave.
    pub at: Timestamp,
}

/// Earliest first; `told` says of a ledger's key whether it was mentioned already, `since` when a report
/// was returned or sent. Of what would leave at one time only the latest stage does.
pub fn coming<'a>(
    plan: &'a Plan,
    obligation: &Obligation,
    since: Option<Timestamp>,
    told: impl Fn(&str) -> bool,
    now: Timestamp,
) -> Vec<Coming<'a>> {
    let Some(chase) = Chase::after(plan, obligation, since) else { return Vec::new() };
    // No chase beyond the last day that dates know.
    let Some(until) = chase.from.max(plan.local_date(now)).checked_add(FURTHEST) else { return Vec::new() };
    let local = now.in_zone(plan.zone);
    let reached = chase.reached(local).map(|planned| planned.stage);
    let untold = reached.filter(|stage| !told(&ledger_key(*stage, chase.from)));
    let is_ahead = |planned: &Planned<'_>| !planned.is_reached(local) || Some(planned.stage) == untold;
    let mut coming: Vec<Coming<'a>> = Vec::new();
    for planned in chase.days(until).into_iter().filter(is_ahead) {
        let at = leaves(plan, planned, now);
        coming.retain(|earlier| earlier.at != at);
        if coming.iter().filter(|each| is_late(each.planned.stage)).count() < LATE_NAMED {
            coming.push(Coming { planned, at });
        }
    }
    coming
}

fn is_late(stage: Stage) -> bool {
    matches!(stage, Stage::Overdue { .. } | Stage::Returned { .. } | Stage::Review { .. })
}

fn leaves(plan: &Plan, planned: Planned<'_>, now: Timestamp) -> Timestamp {
    let due = (planned.stage == Stage::DueDay).then_some(planned.day);
    plan.reminders.next_sending_of(plan.setting(), planned.at(plan).max(now), due)
}
