//! What is still to come of the chase after one obligation (待发提醒), as long as nobody sends anything.

use time::Duration;

use super::digest::ledger_key;
use super::obligation::{Obligation, State};
use super::plan::Plan;
use super::reminder::Stage;
use super::timestamp::Timestamp;

/// How many stages after the due day are named; the chase may go on for ever.
const OVERDUE_NAMED: usize = 2;
/// Further ahead than any two stages of a chase.
const FURTHEST: Duration = Duration::days(180);

/// A reminder that is still to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coming {
    pub stage: Stage,
    /// When it will leave.
    pub at: Timestamp,
}

/// Earliest first; `told` says of a ledger's key whether it was mentioned already. Of what would leave at one
/// time only the latest stage does.
pub fn coming(
    plan: &Plan,
    obligation: &Obligation,
    told: impl Fn(&str) -> bool,
    now: Timestamp,
) -> Vec<Coming> {
    let place = plan.duty(&obligation.duty_id).filter(|place| !place.duty.owed.is_voluntary());
    let Some((due, place)) = obligation.due_at.zip(place) else { return Vec::new() };
    if obligation.state != State::Open {
        return Vec::new();
    }
    let (due, today, calendar) = (plan.local_date(due), plan.local_date(now), &plan.calendar);
    // No chase beyond the last day that dates know.
    let Some(until) = due.max(today).checked_add(FURTHEST) else { return Vec::new() };
    let stages = plan.reminders.stages_for(place.duty);
    let reached = stages.reached(due, calendar, today).filter(|stage| !told(&ledger_key(*stage, due)));
    let ahead = stages
        .days(due, calendar, until)
        .into_iter()
        .filter(|(stage, day)| *day > today || Some(*stage) == reached);
    let mut coming: Vec<Coming> = Vec::new();
    for (stage, day) in ahead {
        let from = Timestamp::local(day, plan.reminders.send_from, plan.zone).max(now);
        let at = leaves(plan, stage, from);
        coming.retain(|earlier| earlier.at != at);
        let late = coming.iter().filter(|each| matches!(each.stage, Stage::Overdue { .. })).count();
        if late < OVERDUE_NAMED {
            coming.push(Coming { stage, at });
        }
    }
    coming
}

/// On the due day itself reminders leave also when it is a day off.
fn leaves(plan: &Plan, stage: Stage, from: Timestamp) -> Timestamp {
    let in_hours = from.in_zone(plan.zone).time() <= plan.reminders.send_until;
    if stage == Stage::DueDay && in_hours { from } else { plan.reminders.next_sending(plan.setting(), from) }
}
