//! Obligations (应办事项) found by their duty, their unit and their time, as far as the plan alone can tell: who
//! owes what. How it stands is read from the tables, for the few that are shown.

use super::index::Index;
use super::query::{Query, Word, falls_into};
use crate::domain::ids::UnitId;
use crate::domain::obligation::Obligation;
use crate::domain::period::Span;
use crate::domain::plan::{Place, Plan};

/// A duty of a unit, in all its periods or in those that fall into some stretches of time.
#[derive(Debug, Clone)]
pub struct Pair<'a> {
    pub place: Place<'a>,
    pub unit: &'a UnitId,
    spans: Vec<Span>,
}

impl Pair<'_> {
    /// Whether this obligation of the pair is meant.
    pub fn takes(&self, plan: &Plan, obligation: &Obligation) -> bool {
        let due = obligation.due_at.map(|at| plan.local_date(at));
        self.spans.iter().all(|span| falls_into(*span, &obligation.period, due))
    }
}

/// A word, and for each unit in the plan's order whether it names it.
struct Naming<'a> {
    word: &'a Word,
    units: Vec<bool>,
}

impl Index {
    /// Every pair of which each word names the duty, its task, the unit or the time, in the text's order. `may` says
    /// whose a person may see.
    pub fn owed<'a>(
        &self,
        plan: &'a Plan,
        query: &Query,
        may: impl Fn(Place<'a>, &'a UnitId) -> bool,
    ) -> Vec<Pair<'a>> {
        if query.is_empty() {
            return Vec::new();
        }
        let words = query.words.iter();
        let words: Vec<Naming<'_>> =
            words.map(|word| Naming { word, units: self.units_named(word) }).collect();
        let mut pairs = Vec::new();
        for (place, entry) in plan.duties().zip(&self.duties) {
            let open: Vec<&Naming<'_>> = words.iter().filter(|it| !self.duty_named(entry, it.word)).collect();
            let mut asked: Option<(Vec<Span>, bool)> = None;
            for unit in place.duty.owed.owners() {
                let Some(spans) = spans(&open, plan.position(unit)) else { continue };
                let (_, reached) = asked
                    .take_if(|(before, _)| *before == spans)
                    .unwrap_or_else(|| (spans.clone(), has(plan, place, &spans)));
                asked = Some((spans.clone(), reached));
                if reached && may(place, unit) {
                    pairs.push(Pair { place, unit, spans });
                }
            }
        }
        pairs
    }
}

/// The times that the words stand for which do not name this unit; `None` if one of them is no time.
fn spans(open: &[&Naming<'_>], position: usize) -> Option<Vec<Span>> {
    let left = open.iter().filter(|it| it.units.get(position) != Some(&true));
    left.map(|it| it.word.span).collect()
}

/// Whether a duty has a period in all of these stretches of time. What the tables say later may be less: a milestone ends
/// some.
fn has(plan: &Plan, place: Place<'_>, spans: &[Span]) -> bool {
    let (from, to) = plan.range();
    let rule = &place.duty.due;
    if spans.is_empty() {
        return true;
    }
    rule.is_dated()
        && rule.dates(plan.setting(), from, to, None).iter().any(|due| {
            let day = plan.local_date(due.at);
            spans.iter().all(|span| falls_into(*span, &due.period, Some(day)))
        })
}
