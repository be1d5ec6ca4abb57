//! Stages of a chase of which nobody was told (未发的提醒), and why not.

use super::chase::FURTHEST;
use super::digest::ledger_key;
use super::plan::Plan;
use super::reminder::{Chase, Planned};
use super::timestamp::Timestamp;

/// A stage that was reached, and of which the ledger has nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unsent<'a> {
    pub planned: Planned<'a>,
    pub why: Why,
}

/// Why nobody was told (未发原因).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// 已报送: it was sent at this time, before the stage was reached.
    Sent(Timestamp),
    /// 免报, 撤销: the office or the plan had called it off at this time.
    CalledOff(Timestamp),
    /// 列入较晚: the plan asked for it only at this time.
    AskedLater(Timestamp),
    /// 已并入: a later stage was told in its place, after the program had not run, say.
    Merged,
    /// 无法送达: nobody whom it was for had an address, or the program did not run.
    Nobody,
}

/// What is known of a chase beside its days.
#[derive(Debug, Clone, Copy, Default)]
pub struct Past {
    pub added_at: Option<Timestamp>,
    pub sent_at: Option<Timestamp>,
    pub off_at: Option<Timestamp>,
}

impl Past {
    fn is_over(&self) -> bool {
        self.sent_at.is_some() || self.off_at.is_some()
    }
}

/// Earliest first; `told` says of a ledger's key whether it was mentioned. Of a chase that goes on, the latest stage
/// is not among them: it is still to come, see [`super::chase::coming`].
pub fn unsent<'a>(
    plan: &Plan,
    chase: Chase<'a>,
    past: Past,
    told: impl Fn(&str) -> bool,
    now: Timestamp,
) -> Vec<Unsent<'a>> {
    let local = now.in_zone(plan.zone);
    // Nor can stages be counted from the last day that dates know.
    if chase.from.checked_sub(FURTHEST).is_none_or(|day| day > local.date()) {
        return Vec::new();
    }
    let is_told = |planned: &Planned<'_>| told(&ledger_key(planned.stage, chase.from));
    let mut days = chase.days(local.date());
    days.retain(|planned| planned.is_reached(local));
    if past.is_over() {
        // What would have followed for ever says no more than the stages that the plan names.
        days.truncate(chase.stages.steps.len());
    }
    let last_told = days.iter().rposition(is_told);
    if !past.is_over() {
        days.pop();
    }
    let unsent = days.into_iter().enumerate().filter(|(_, planned)| !is_told(planned));
    let why = |at: usize, planned: Planned<'a>| {
        let reached = planned.at(plan);
        let before = |at: Option<Timestamp>| at.filter(|at| *at <= reached);
        match (before(past.sent_at), before(past.off_at), past.added_at.filter(|at| *at > reached)) {
            (Some(at), ..) => Why::Sent(at),
            (None, Some(at), _) => Why::CalledOff(at),
            (None, None, Some(at)) => Why::AskedLater(at),
            (None, None, None) if last_told.is_some_and(|last| last > at) => Why::Merged,
            (None, None, None) => Why::Nobody,
        }
    };
    unsent.map(|(at, planned)| Unsent { planned, why: why(at, planned) }).collect()
}

#[cfg(test)]
mod tests;
