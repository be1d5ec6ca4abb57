//! One unit's scorecard (评分表): item by item, how its points came about, and what each point rests on.

use maud::{Markup, html};

use super::load::Loaded;
use super::periods::{Series, card_path, history_path, path};
use super::{changes, frame, lines};
use crate::domain::access::{Action, Subject};
use crate::domain::obligation::Obligation;
use crate::domain::plan::Unit;
use crate::domain::scoring::{Scorecard, Standing};
use crate::web::components::{crumbs, empty};
use crate::web::layout;
use crate::web::visit::Visit;
use crate::words::scoring::{Explanation, Wording, exact, explain, points, rate};
use crate::words::t;

/// Everything the page shows.
pub struct Card<'a> {
    pub series: &'a Series,
    pub unit: &'a Unit,
    pub loaded: &'a Loaded,
    pub earlier: Option<&'a Loaded>,
    /// The unit's own obligations, for dates and lights.
    pub rows: &'a [Obligation],
}

pub fn view(visit: &Visit, card: &Card<'_>) -> Markup {
    let lang = visit.lang;
    let words = card.words(visit);
    let heading = t!(lang, "score-of", unit = lang.pick(&card.unit.name));
    let sees_all = card.loaded.phase.is_public() || visit.may(Action::SeeAllScores, Subject::Any);
    let ranking = path(card.series.span());
    let period = words.span(card.series.span());
    let has_card = card.loaded.card(&card.unit.id).is_some();
    layout::page(
        visit,
        &heading,
        html! {
            @if sees_all { (crumbs(lang, &[(&ranking, &t!(lang, "sc-ranking", period = period.as_str()))])) }
            h1 { (heading) " " span .muted { (period) } }
            (frame::choice(visit, card.series, Some(card.series.span()), |span| card_path(span, &card.unit.id)))
            (frame::state(visit, card.loaded))
            @if has_card { p .buttons.on-screen { a .button href={ (card_path(card.series.span(), &card.unit.id)) "/card.xlsx" } download hx-boost="false" { (t!(lang, "ledger-card-download")) } } }
            (body(visit, card))
        },
    )
}

fn body(visit: &Visit, card: &Card<'_>) -> Markup {
    let (lang, loaded) = (visit.lang, card.loaded);
    let standing = loaded.standing(&card.unit.id);
    let ranked = loaded.ranked(standing.and_then(|standing| standing.group.as_deref()));
    let explained = standing
        .and_then(|standing| explain(lang, visit.plan(), &loaded.rules, &loaded.inputs, standing, ranked));
    let (Some(standing), Some(explained)) = (standing, explained) else {
        return empty(&t!(lang, "sc-card-empty"));
    };
    let Some(own) = standing.card.as_ref() else { return html! {} };
    html! {
        (summary(visit, card, standing, own, &explained))
        (derivation(visit, &explained))
        (lines::view(visit, card, own, &explained.lines))
        (lines::all(visit, card))
    }
}

impl Card<'_> {
    pub fn words<'a>(&'a self, visit: &'a Visit) -> Wording<'a> {
        Wording { lang: visit.lang, plan: visit.plan(), rules: &self.loaded.rules }
    }
}

fn summary(
    visit: &Visit,
    card: &Card<'_>,
    standing: &Standing,
    own: &Scorecard,
    explained: &Explanation,
) -> Markup {
    let (lang, rules) = (visit.lang, &card.loaded.rules);
    let words = card.words(visit);
    let tally = &own.tally;
    html! {
        section .panel .tally {
            p .total { (t!(lang, "score-total")) " " strong { (points(rules, own.total)) } " / " (exact(rules.full))
                @if let Some(grade) = &own.grade { " · " (words.grade(grade)) } }
            p .rank { (explained.rank)
                @if let Some(earlier) = card.earlier { span .muted { (t!(lang, "sc-than-before")) } (changes::moved(lang, rules, earlier.standing(&card.unit.id), standing)) } }
            dl {
                @for class in &own.classes {
                    @if let Some(id) = &class.class { div { dt { (words.class(id)) } dd { (points(rules, class.points)) " / " (exact(class.worth)) } } }
                }
                @if !own.bonus.is_zero() { div { dt { (t!(lang, "sc-bonuses")) } dd { "+" (points(rules, own.bonus)) } } }
                @for (label, value) in [
                    (t!(lang, "score-rate"), rate(tally)),
                    (t!(lang, "score-due"), tally.due.to_string()),
                    (t!(lang, "score-on-time"), tally.on_time.to_string()),
                    (t!(lang, "score-late"), tally.late.to_string()),
                    (t!(lang, "score-missing"), tally.missing.to_string()),
                    (t!(lang, "score-returned"), tally.returned.to_string()),
                ] { div { dt { (label) } dd { (value) } } }
            }
            @if card.series.spans.len() > 1 { p { a href=(history_path(card.series.span(), &card.unit.id)) { (t!(lang, "sc-history-link")) } } }
        }
    }
}

/// From lines to total and grade, to be redone by hand.
fn derivation(visit: &Visit, explained: &Explanation) -> Markup {
    let lang = visit.lang;
    html! {
        section .panel .derivation {
            h2 { (t!(lang, "sc-derivation")) }
            ul {
                @for sum in explained.classes.iter().chain(&explained.total).chain(&explained.grade) { li { (sum) } }
            }
            p .muted { (t!(lang, "sc-rounding")) }
        }
    }
}
