//! Obligations as they stand now, each with its place in the plan: only those that the person may see.

use std::collections::{BTreeMap, HashMap};

use time::Date;

use super::visit::Visit;
use crate::domain::access::Action;
use crate::domain::ids::DutyId;
use crate::domain::obligation::{Light, Obligation, State};
use crate::domain::plan::Place;
use crate::domain::progress::Progress;
use crate::domain::standing::Standing;

/// An obligation, where it stands in the plan, and its light.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    pub obligation: &'a Obligation,
    pub place: Place<'a>,
    pub light: Light,
    pub standing: Standing,
}

impl Row<'_> {
    /// A voluntary one that nobody has taken up is nobody's work, and no count shows it.
    pub fn counts(&self) -> bool {
        !self.place.duty.owed.is_voluntary() || self.obligation.state != State::Open
    }
}

/// Of these obligations, those the person may see.
pub fn seen<'a>(visit: &'a Visit, obligations: &'a [Obligation]) -> Vec<Row<'a>> {
    let plan = visit.plan();
    let soon = plan.soon(visit.now);
    let row = |obligation: &'a Obligation| {
        let place = plan.duty(&obligation.duty_id)?;
        let standing = obligation.standing(visit.now, soon);
        let light = standing.light()?;
        let may = visit.may(Action::SeeObligation, obligation.subject(place));
        may.then_some(Row { obligation, place, light, standing })
    };
    obligations.iter().filter_map(row).collect()
}

/// How they stand together.
pub fn progress<'a>(rows: impl IntoIterator<Item = &'a Row<'a>>) -> Progress {
    let mut progress = Progress::default();
    for row in rows.into_iter().filter(|row| row.counts()) {
        progress.add(row.standing);
    }
    progress
}

/// One duty's obligations that fall due on one day.
pub struct Batch<'a> {
    pub day: Date,
    pub place: Place<'a>,
    pub rows: Vec<Row<'a>>,
}

/// By day, and on a day in the text's order.
pub fn batches<'a>(visit: &'a Visit, rows: &[Row<'a>]) -> Vec<Batch<'a>> {
    let plan = visit.plan();
    let mut by_duty: HashMap<&DutyId, BTreeMap<Date, Vec<Row<'a>>>> = HashMap::new();
    for row in rows {
        if let Some(due) = row.obligation.due_at {
            let days = by_duty.entry(&row.obligation.duty_id).or_default();
            days.entry(plan.local_date(due)).or_default().push(*row);
        }
    }
    let mut batches = Vec::new();
    for place in plan.duties() {
        let days = by_duty.remove(&place.duty.id).unwrap_or_default();
        batches.extend(days.into_iter().map(|(day, rows)| Batch { day, place, rows }));
    }
    batches.sort_by_key(|batch| batch.day);
    batches
}
