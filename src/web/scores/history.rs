//! One unit through the periods of an assessment: its rank, its total and each of its lines.

use maud::{Markup, html};

use super::load::Loaded;
use super::periods::{Series, card_path, history_path};
use super::{charts, frame};
use crate::domain::plan::Unit;
use crate::domain::scoring::rules::Item;
use crate::domain::scoring::{Scorecard, Span};
use crate::web::components::{crumbs, empty, scroll};
use crate::web::layout;
use crate::web::visit::Visit;
use crate::words::scoring::{Wording, points, rate};
use crate::words::{Lang, t};

/// `all` are the periods that have begun, in order.
pub fn view(visit: &Visit, series: &Series, unit: &Unit, all: &[Loaded]) -> Markup {
    let lang = visit.lang;
    let name = lang.pick(&unit.name);
    let heading = t!(lang, "sc-history-of", unit = name, title = lang.pick(&series.title));
    let card = card_path(series.span(), &unit.id);
    let has_any = all.iter().any(|loaded| loaded.card(&unit.id).is_some());
    layout::page(
        visit,
        &heading,
        html! {
            (crumbs(lang, &[(&card, &t!(lang, "score-of", unit = name))]))
            h1 { (heading) }
            (frame::choice(visit, series, None, |span| history_path(span, &unit.id)))
            @if has_any {
                div .columns.even {
                    (charts::totals(lang, &frame::wording(visit), &t!(lang, "sc-total-trend"), &totals(lang, unit, all)))
                    (charts::on_time(lang, &t!(lang, "score-rate"), &rates(lang, unit, all)))
                }
                (table(visit, unit, all))
            } @else { (empty(&t!(lang, "sc-history-empty"))) }
        },
    )
}

fn label(lang: Lang, span: &Span) -> String {
    t!(lang, "sc-period", number = span.number.to_string())
}

fn totals(lang: Lang, unit: &Unit, all: &[Loaded]) -> Vec<(String, Option<rust_decimal::Decimal>)> {
    let total = |loaded: &Loaded| loaded.card(&unit.id).map(|card| card.total);
    all.iter().map(|loaded| (label(lang, &loaded.inputs.span), total(loaded))).collect()
}

fn rates(lang: Lang, unit: &Unit, all: &[Loaded]) -> Vec<(String, i64, i64)> {
    let counts =
        |loaded: &Loaded| loaded.card(&unit.id).map_or((0, 0), |card| (card.tally.on_time, card.tally.due));
    let of = |loaded: &Loaded| {
        let (on_time, due) = counts(loaded);
        (label(lang, &loaded.inputs.span), on_time, due)
    };
    all.iter().map(of).collect()
}

fn table(visit: &Visit, unit: &Unit, all: &[Loaded]) -> Markup {
    let lang = visit.lang;
    let caption = t!(lang, "sc-history-caption", unit = lang.pick(&unit.name));
    html! {
        (scroll(&caption, html! { table .scores {
            caption { (caption) }
            thead { tr {
                th scope="col" { (t!(lang, "sc-line")) }
                @for loaded in all { th scope="col" .number {
                    a href=(card_path(&loaded.inputs.span, &unit.id)) { (label(lang, &loaded.inputs.span)) }
                } }
            } }
            tbody {
                (row(unit, all, &t!(lang, "score-rank"), |loaded, _| {
                    let rank = loaded.standing(&unit.id).and_then(|standing| standing.rank)?;
                    let ranked = loaded.ranked(loaded.standing(&unit.id).and_then(|standing| standing.group.as_deref()));
                    Some(format!("{rank} / {ranked}"))
                }))
                (row(unit, all, &t!(lang, "score-total"), |loaded, card| Some(points(&loaded.rules, card.total))))
                (row(unit, all, &t!(lang, "score-rate"), |_, card| Some(rate(&card.tally))))
                @for item in items(all) {
                    (row(unit, all, lang.pick(&item.title), |loaded, card| {
                        let words = Wording { lang, plan: visit.plan(), rules: &loaded.rules };
                        Some(words.of_full(card.line(&item.id)?))
                    }))
                }
            }
        } }))
    }
}

/// Every item of any of the periods' rules, in the order of the latest that has it.
fn items(all: &[Loaded]) -> Vec<&Item> {
    let mut items: Vec<&Item> = Vec::new();
    for item in all.iter().rev().flat_map(|loaded| &loaded.rules.items) {
        if !items.iter().any(|known| known.id == item.id) {
            items.push(item);
        }
    }
    items
}

fn row(
    unit: &Unit,
    all: &[Loaded],
    name: &str,
    cell: impl Fn(&Loaded, &Scorecard) -> Option<String>,
) -> Markup {
    html! { tr {
        th scope="row" { (name) }
        @for loaded in all { td .number { (loaded.card(&unit.id).and_then(|card| cell(loaded, card)).unwrap_or_else(|| "–".to_owned())) } }
    } }
}
