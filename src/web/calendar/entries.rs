//! What stands on the calendar's days: one's own obligations one by one, everybody's duty by duty.

use std::collections::BTreeMap;

use maud::{Markup, html};
use time::Date;

use super::month::Month;
use crate::domain::materialise::{Milestones, planned};
use crate::domain::plan::{Place, Plan};
use crate::domain::progress::Progress;
use crate::web::components::{light, light_count};
use crate::web::standing::{Row, batches, progress};
use crate::web::visit::Visit;
use crate::words::{self, Lang};

pub struct Entry<'a> {
    pub day: Date,
    place: Place<'a>,
    what: What<'a>,
}

enum What<'a> {
    /// One's own
    One(Row<'a>),
    /// So many units'
    Many(usize, Progress),
    /// So many by the plan, for those who see no unit's business
    Planned(usize),
}

/// A unit's people see each of theirs; the others a line for each duty.
pub fn of_obligations<'a>(visit: &'a Visit, rows: &[Row<'a>]) -> Vec<Entry<'a>> {
    let own = visit.user.unit_id.is_some();
    let mut entries = Vec::new();
    for batch in batches(visit, rows) {
        let (day, place) = (batch.day, batch.place);
        if own {
            entries.extend(batch.rows.into_iter().map(|row| Entry { day, place, what: What::One(row) }));
        } else {
            let what = What::Many(batch.rows.len(), progress(&batch.rows));
            entries.push(Entry { day, place, what });
        }
    }
    entries
}

/// What the plan alone says.
pub fn of_plan(plan: &Plan, month: Month) -> Vec<Entry<'_>> {
    let mut counts: BTreeMap<(Date, usize), usize> = BTreeMap::new();
    let places: Vec<Place<'_>> = plan.duties().collect();
    let rows = planned(plan, &Milestones::new());
    for (row, due) in rows.iter().filter_map(|row| Some((row, plan.local_date(row.scheduled_at?)))) {
        let at = places.iter().position(|place| place.duty.id == row.duty_id);
        if let Some(at) = at.filter(|_| month.contains(due)) {
            *counts.entry((due, at)).or_default() += 1;
        }
    }
    let entry = |((day, at), count)| {
        places.get(at).map(|place| Entry { day, place: *place, what: What::Planned(count) })
    };
    counts.into_iter().filter_map(entry).collect()
}

impl Entry<'_> {
    /// What to hand in.
    pub fn requirement(&self, lang: Lang) -> &str {
        lang.pick(&self.place.duty.requirement)
    }

    pub fn view(&self, visit: &Visit) -> Markup {
        let (lang, task, duty) = (visit.lang, self.place.task, self.place.duty);
        let grouped = |count: &usize| {
            html! {
                a href={ "/tasks/" (task.id) "#d-" (duty.id) } { (task.id) " " (lang.pick(&duty.title)) }
                " × " (count)
            }
        };
        match &self.what {
            What::One(row) => html! {
                a href={ "/obligations/" (row.obligation.id) } {
                    (task.id) " " (lang.pick(&duty.title))
                    @if let Some(period) = words::period_of_year(lang, visit.plan(), &row.obligation.period) { " · " (period) }
                }
                " " (light(lang, row.light))
            },
            What::Many(count, progress) => html! {
               (grouped(count)) " "
               @if let Some((worst, count)) = progress.worst() { (light_count(lang, worst, count)) }
            },
            What::Planned(count) => grouped(count),
        }
    }
}
