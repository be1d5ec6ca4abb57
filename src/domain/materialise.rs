//! From a plan to the rows it asks for (分解), and what must change when the plan did.

use std::collections::{HashMap, HashSet};

use time::Date;

use super::ids::{DutyId, ObligationId, UnitId};
use super::obligation::{Obligation, State};
use super::period::Period;
use super::plan::Plan;
use super::timestamp::Timestamp;

/// An obligation that the plan asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    pub id: ObligationId,
    pub duty_id: DutyId,
    pub unit_id: UnitId,
    pub period: Period,
    pub scheduled_at: Option<Timestamp>,
}

/// The days on which milestone duties were accepted.
pub type Milestones = HashMap<DutyId, Date>;

/// All of the plan year's obligations from [`tracked_from`](super::plan::Parts::tracked_from) on, in the text's
/// order. What has no due date is always among them.
pub fn planned(plan: &Plan, milestones: &Milestones) -> Vec<Planned> {
    let (from, to) = plan.range();
    let mut all = Vec::new();
    for place in plan.duties() {
        let rule = &place.duty.due;
        let ended = rule.until.as_ref().and_then(|milestone| milestones.get(milestone)).copied();
        let dates: Vec<(Period, Option<Timestamp>)> = if rule.is_dated() {
            let dues = rule.dates(plan.setting(), from, to, ended);
            let tracked = dues.into_iter().filter(|due| is_tracked(plan, due.at));
            tracked.map(|due| (due.period, Some(due.at))).collect()
        } else {
            vec![(Period::year(plan.year), None)]
        };
        for unit in place.duty.owed.owners() {
            all.extend(dates.iter().map(|(period, scheduled_at)| Planned {
                id: ObligationId::of(&place.duty.id, unit, period),
                duty_id: place.duty.id.clone(),
                unit_id: unit.clone(),
                period: period.clone(),
                scheduled_at: *scheduled_at,
            }));
        }
    }
    all
}

fn is_tracked(plan: &Plan, due: Timestamp) -> bool {
    plan.tracked_from.is_none_or(|first| plan.local_date(due) >= first)
}

/// What a plan would change (差异).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    pub add: Vec<Planned>,
    /// Dropped by the plan and nothing was ever sent.
    pub retire: Vec<Obligation>,
    /// Retired before and asked for again.
    pub revive: Vec<(Obligation, Option<Timestamp>)>,
    /// The plan's date changed and nothing was sent yet.
    pub reschedule: Vec<(Obligation, Option<Timestamp>)>,
    pub unchanged: usize,
}

impl Difference {
    pub fn is_empty(&self) -> bool {
        self.add.is_empty() && self.retire.is_empty() && self.revive.is_empty() && self.reschedule.is_empty()
    }

    /// How the history (操作日志) keeps what an edition of the plan changed.
    pub fn detail(&self, version: i64) -> String {
        let [add, retire, revive, moved] =
            [self.add.len(), self.retire.len(), self.revive.len(), self.reschedule.len()];
        format!("version={version} add={add} retire={retire} revive={revive} move={moved}")
    }
}

/// How an obligation's history keeps that the plan moved its date.
pub fn moved_detail(from: Option<Timestamp>, to: Option<Timestamp>) -> String {
    let text = |at: Option<Timestamp>| at.map_or_else(|| "none".to_owned(), |at| at.to_string());
    format!("from={} to={}", text(from), text(to))
}

/// Compares the rows that exist with the rows the plan asks for. Whatever has a submission or a decision of
/// the office is left as it is.
pub fn difference(existing: Vec<Obligation>, planned: Vec<Planned>) -> Difference {
    let mut difference = Difference::default();
    let wanted: HashMap<&ObligationId, &Planned> = planned.iter().map(|p| (&p.id, p)).collect();
    let mut present = HashSet::with_capacity(existing.len());
    for row in existing {
        present.insert(row.id.clone());
        let untouched = row.state == State::Open && row.revision == 0;
        match wanted.get(&row.id) {
            None if untouched => difference.retire.push(row),
            Some(p) if row.state == State::Retired => difference.revive.push((row, p.scheduled_at)),
            Some(p) if untouched && row.scheduled_at != p.scheduled_at => {
                difference.reschedule.push((row, p.scheduled_at));
            }
            _ => difference.unchanged += 1,
        }
    }
    difference.add = planned.into_iter().filter(|p| !present.contains(&p.id)).collect();
    difference
}

#[cfg(test)]
mod tests;
