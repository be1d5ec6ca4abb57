//! All units by their points, and those that are not ranked with the reason.

use std::collections::{HashMap, HashSet};

use maud::{Markup, html};

use super::{card, plain, points, rate};
use crate::domain::ids::UnitId;
use crate::domain::plan::{Plan, Unit};
use crate::domain::scoring::{Outcome, Scorecard, ranks, scorecard};
use crate::web::components::{empty, scroll};
use crate::web::layout;
use crate::web::visit::Visit;
use crate::words::t;

pub fn view(visit: &Visit, due: Vec<(UnitId, Outcome)>) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let (ranked, unranked) = rank(plan, due);
    layout::page(
        visit,
        &t!(lang, "nav-scores"),
        html! {
            h1 { (t!(lang, "nav-scores")) }
            (card::live(visit))
            @if ranked.is_empty() { (empty(&t!(lang, "scores-empty"))) } @else { (table(visit, &ranked)) }
            @if !unranked.is_empty() { (rest(visit, &unranked)) }
        },
    )
}

/// Ranked units, best first; equal ones in protocol order. And the units with nothing due, in that order.
fn rank(plan: &Plan, due: Vec<(UnitId, Outcome)>) -> (Vec<(usize, &Unit, Scorecard)>, Vec<&Unit>) {
    let mut by_unit: HashMap<UnitId, Vec<Outcome>> = HashMap::new();
    for (unit, outcome) in due {
        by_unit.entry(unit).or_default().push(outcome);
    }
    let mut cards = Vec::new();
    let mut unranked = Vec::new();
    for unit in &plan.units {
        let outcomes = by_unit.get(&unit.id).map_or(&[][..], Vec::as_slice);
        match scorecard(&plan.scoring, outcomes) {
            Some(card) => cards.push((unit, card)),
            None => unranked.push(unit),
        }
    }
    let totals: Vec<_> = cards.iter().map(|(_, card)| card.total).collect();
    let ranks = ranks(&totals).into_iter();
    let mut ranked: Vec<_> = ranks.zip(cards).map(|(rank, (unit, card))| (rank, unit, card)).collect();
    ranked.sort_by_key(|(rank, ..)| *rank);
    (ranked, unranked)
}

fn table(visit: &Visit, ranked: &[(usize, &Unit, Scorecard)]) -> Markup {
    let lang = visit.lang;
    html! {
        (scroll(&t!(lang, "nav-scores"), html! { table .scores {
            caption { (t!(lang, "scores-caption", full = plain(visit.plan().scoring.full))) }
            thead { tr {
                th scope="col" .number { (t!(lang, "score-rank")) }
                th scope="col" { (t!(lang, "unit")) }
                th scope="col" .number { (t!(lang, "score-total")) }
                th scope="col" { (t!(lang, "score-grade")) }
                @for head in [t!(lang, "score-rate"), t!(lang, "score-due"), t!(lang, "score-on-time"), t!(lang, "score-late"), t!(lang, "score-missing"), t!(lang, "score-returned")] {
                    th scope="col" .number { (head) }
                }
            } }
            tbody { @for (rank, unit, card) in ranked { (row(visit, *rank, unit, card)) } }
        } }))
    }
}

fn row(visit: &Visit, rank: usize, unit: &Unit, card: &Scorecard) -> Markup {
    let lang = visit.lang;
    html! {
        tr {
            td .number { (rank) }
            th scope="row" { a href={ "/scores/" (unit.id) } { (lang.pick(&unit.name)) } }
            td .number { strong { (points(card.total)) } }
            td { @if let Some(grade) = &card.grade { (lang.pick(grade)) } }
            td .number { (rate(card)) }
            td .number { (card.due) }
            td .number { (card.on_time) }
            td .number { (card.late) }
            td .number { (card.missing) }
            td .number { (card.returned) }
        }
    }
}

fn rest(visit: &Visit, units: &[&Unit]) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let owed = plan.duties().filter(|place| place.duty.due.is_dated() && !place.duty.owed.is_voluntary());
    let owing: HashSet<&UnitId> = owed.flat_map(|place| place.duty.owed.owners()).collect();
    html! {
        h2 { (t!(lang, "scores-unranked")) }
        (scroll(&t!(lang, "scores-unranked"), html! { table {
            thead { tr { th scope="col" { (t!(lang, "unit")) } th scope="col" { (t!(lang, "score-cause")) } } }
            tbody { @for unit in units { tr {
                th scope="row" { a href={ "/scores/" (unit.id) } { (lang.pick(&unit.name)) } }
                td { @if owing.contains(&unit.id) { (t!(lang, "score-nothing-due-yet")) } @else { (t!(lang, "score-owes-nothing")) } }
            } } }
        } }))
    }
}
