//! The periods of an assessment beside each other: every unit's total and rank in each.

use maud::{Markup, html};

use super::load::Loaded;
use super::periods::{Series, compare_path, history_path, path};
use super::{charts, frame};
use crate::domain::scoring::Standing;
use crate::domain::scoring::card::Tally;
use crate::web::components::{crumbs, empty, scroll, unit_name};
use crate::web::layout;
use crate::web::visit::Visit;
use crate::words::scoring::{Wording, points};
use crate::words::t;

/// `all` are the periods that have begun, in order.
pub fn view(visit: &Visit, series: &Series, all: &[Loaded]) -> Markup {
    let lang = visit.lang;
    let heading = t!(lang, "sc-compare-of", title = lang.pick(&series.title));
    let (ranking, period) = (path(series.span()), frame::wording(visit).span(series.span()));
    layout::page(
        visit,
        &heading,
        html! {
            (crumbs(lang, &[(&ranking, &t!(lang, "sc-ranking", period = period))]))
            h1 { (heading) }
            (frame::choice(visit, series, None, compare_path))
            p .muted { (t!(lang, "sc-compare-help")) }
            @if let Some(latest) = latest(all) {
                (charts::on_time(lang, &t!(lang, "sc-rate-trend"), &rates(visit, all)))
                @for group in groups(latest) { (table(visit, series, all, latest, group)) }
            } @else { (empty(&t!(lang, "sc-compare-empty"))) }
        },
    )
}

/// The last period in which anybody is ranked; it gives the units' order.
fn latest(all: &[Loaded]) -> Option<&Loaded> {
    all.iter().rev().find(|loaded| loaded.scores.units.iter().any(|standing| standing.rank.is_some()))
}

/// The tables' groups, those in none last.
fn groups(latest: &Loaded) -> Vec<Option<&str>> {
    let is_there =
        |group: &Option<&str>| latest.scores.units.iter().any(|unit| unit.group.as_deref() == *group);
    let ids = latest.rules.groups.iter().map(|group| Some(group.id.as_str())).chain([None]);
    ids.filter(is_there).collect()
}

/// Of all units together, in each period.
fn rates(visit: &Visit, all: &[Loaded]) -> Vec<(String, i64, i64)> {
    let tallies = |loaded: &Loaded| -> Vec<Tally> {
        loaded
            .scores
            .units
            .iter()
            .filter_map(|unit| unit.card.as_ref())
            .map(|card| card.tally.clone())
            .collect()
    };
    let sum = |loaded: &Loaded| {
        let tallies = tallies(loaded);
        let (on_time, due) =
            tallies.iter().fold((0, 0), |(on_time, due), tally| (on_time + tally.on_time, due + tally.due));
        (t!(visit.lang, "sc-period", number = loaded.inputs.span.number.to_string()), on_time, due)
    };
    all.iter().map(sum).collect()
}

fn table(visit: &Visit, series: &Series, all: &[Loaded], latest: &Loaded, group: Option<&str>) -> Markup {
    let lang = visit.lang;
    let words = Wording { lang, plan: visit.plan(), rules: &latest.rules };
    let name = words.group(group);
    let mut units: Vec<&Standing> = latest
        .scores
        .units
        .iter()
        .filter(|unit| unit.group.as_deref() == group)
        .filter(|unit| is_ranked(all, unit))
        .collect();
    units.sort_by_key(|unit| unit.rank.unwrap_or(usize::MAX));
    let caption = t!(lang, "sc-compare-caption", group = name.as_str());
    html! { @if !units.is_empty() {
        @if !latest.rules.groups.is_empty() { h2 { (name) } }
        (scroll(&caption, html! { table .scores {
            caption { (caption) }
            thead { tr {
                th scope="col" { (t!(lang, "unit")) }
                @for loaded in all { th scope="col" .number {
                    a href=(path(&loaded.inputs.span)) { (t!(lang, "sc-period", number = loaded.inputs.span.number.to_string())) }
                } }
            } }
            tbody { @for unit in units { tr {
                th scope="row" { a href=(history_path(series.span(), &unit.unit)) { (unit_name(lang, visit.plan(), &unit.unit)) } }
                @for loaded in all { td .number { (cell(visit, loaded, unit)) } }
            } } }
        } }))
    } }
}

/// A unit that was ranked in none of them has no row.
fn is_ranked(all: &[Loaded], unit: &Standing) -> bool {
    all.iter().any(|loaded| loaded.standing(&unit.unit).is_some_and(|standing| standing.rank.is_some()))
}

/// 82.50 第3
fn cell(visit: &Visit, loaded: &Loaded, unit: &Standing) -> Markup {
    let standing = loaded.standing(&unit.unit);
    let shown = standing.and_then(|standing| Some((standing.total()?, standing.rank?)));
    html! {
        @if let Some((total, rank)) = shown {
            (points(&loaded.rules, total)) " " span .muted { (t!(visit.lang, "sc-rank-short", rank = rank.to_string())) }
        } @else { "–" }
    }
}
