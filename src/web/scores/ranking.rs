//! All units by their points, and those that are not ranked with the reason.

use std::collections::{HashMap, HashSet};

use maud::{Markup, html};
use serde::Deserialize;

use super::{card, plain, points, rate};
use crate::domain::ids::UnitId;
use crate::domain::plan::{Plan, Unit};
use crate::domain::scoring::{Outcome, Scorecard, ranks, scorecard};
use crate::web::components::{Head, Order, Point, Tone, columns, empty, head_row, scroll};
use crate::web::layout;
use crate::web::visit::Visit;
use crate::words::{Lang, t};

/// How the table is sorted: by rank unless something else is asked for.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Shown {
    #[serde(default)]
    sort: Column,
    #[serde(default)]
    order: Way,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Column {
    #[default]
    Rank,
    Unit,
    Rate,
    Due,
    Ontime,
    Late,
    Missing,
    Returned,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Way {
    #[default]
    Up,
    Down,
}

pub fn view(visit: &Visit, due: Vec<(UnitId, Outcome)>, shown: Shown) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let (mut ranked, unranked) = rank(plan, due);
    sort(plan, &mut ranked, shown);
    layout::page(
        visit,
        &t!(lang, "nav-scores"),
        html! {
            h1 { (t!(lang, "nav-scores")) }
            (card::live(visit))
            @if ranked.is_empty() { (empty(&t!(lang, "scores-empty"))) }
            @else {
                (table(visit, &ranked, shown))
                (grades(visit, &ranked))
            }
            @if !unranked.is_empty() { (rest(visit, &unranked)) }
        },
    )
}

type Ranked<'a> = (usize, &'a Unit, Scorecard);

/// Ranked units, best first; equal ones in protocol order. And the units with nothing due, in that order.
fn rank(plan: &Plan, due: Vec<(UnitId, Outcome)>) -> (Vec<Ranked<'_>>, Vec<&Unit>) {
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

fn table(visit: &Visit, ranked: &[Ranked<'_>], shown: Shown) -> Markup {
    let lang = visit.lang;
    html! {
        (scroll(&t!(lang, "nav-scores"), html! { table .scores {
            caption { (t!(lang, "scores-caption", full = plain(visit.plan().scoring.full))) }
            (head_row(lang, &heads(lang, shown)))
            tbody { @for (rank, unit, card) in ranked { (row(visit, *rank, unit, card)) } }
        } }))
    }
}

/// Equal ones stay in the order of their rank.
fn sort(plan: &Plan, ranked: &mut [Ranked<'_>], shown: Shown) {
    match shown.sort {
        Column::Rank => {}
        Column::Unit => ranked.sort_by_key(|(_, unit, _)| plan.position(&unit.id)),
        Column::Rate => ranked.sort_by_key(|(.., card)| card.on_time_rate()),
        Column::Due => ranked.sort_by_key(|(.., card)| card.due),
        Column::Ontime => ranked.sort_by_key(|(.., card)| card.on_time),
        Column::Late => ranked.sort_by_key(|(.., card)| card.late),
        Column::Missing => ranked.sort_by_key(|(.., card)| card.missing),
        Column::Returned => ranked.sort_by_key(|(.., card)| card.returned),
    }
    if shown.order == Way::Down {
        ranked.reverse();
    }
}

fn heads(lang: Lang, shown: Shown) -> [Head; 10] {
    // The first click shows what is most telling: the most of a number, the first of a name.
    let sorted = |head: Head, column: Column, name: &'static str, first: Way| {
        let is_here = shown.sort == column;
        let way = match (is_here, shown.order) {
            (true, Way::Up) => Way::Down,
            (true, Way::Down) => Way::Up,
            (false, _) => first,
        };
        let order = if way == Way::Down { "down" } else { "up" };
        let now = if shown.order == Way::Down { Order::Descending } else { Order::Ascending };
        head.sorts(name, format!("/scores?sort={name}&order={order}"), is_here.then_some(now))
    };
    let number = |label, column, name| sorted(Head::number(label), column, name, Way::Down);
    [
        sorted(Head::number(t!(lang, "score-rank")), Column::Rank, "rank", Way::Up),
        sorted(Head::new(t!(lang, "unit")), Column::Unit, "unit", Way::Up),
        Head::number(t!(lang, "score-total")),
        Head::new(t!(lang, "score-grade")),
        number(t!(lang, "score-rate"), Column::Rate, "rate"),
        number(t!(lang, "score-due"), Column::Due, "due"),
        number(t!(lang, "score-on-time"), Column::Ontime, "ontime"),
        number(t!(lang, "score-late"), Column::Late, "late"),
        number(t!(lang, "score-missing"), Column::Missing, "missing"),
        number(t!(lang, "score-returned"), Column::Returned, "returned"),
    ]
}

/// How many units have each grade, best first.
fn grades(visit: &Visit, ranked: &[Ranked<'_>]) -> Markup {
    let lang = visit.lang;
    let points = visit.plan().scoring.grades.iter().map(|grade| {
        let count = ranked.iter().filter(|(.., card)| card.grade.as_ref() == Some(&grade.title)).count();
        Point {
            label: lang.pick(&grade.title).to_owned(),
            value: i64::try_from(count).ok(),
            words: t!(lang, "scores-units", n = count),
        }
    });
    columns(lang, &t!(lang, "scores-by-grade"), Tone::Submitted, &points.collect::<Vec<_>>())
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
