//! How points are spread (得分分布): columns by tens with the quartiles, and how many units have each grade.

use maud::{Markup, html};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::load::Loaded;
use crate::domain::scoring::{Scorecard, Standing};
use crate::web::components::{Point, Tone, columns, trend};
use crate::words::scoring::{Wording, exact, points};
use crate::words::{Lang, t};

/// The scale is cut into so many parts.
const PARTS: u32 = 10;

/// How many units of a group have how many points. Of a few units it says nothing that their table does not.
pub fn distribution(
    lang: Lang,
    words: &Wording<'_>,
    group: &str,
    ranked: &[(usize, &Standing, &Scorecard)],
) -> Markup {
    let mut totals: Vec<Decimal> = ranked.iter().map(|(.., card)| card.total).collect();
    totals.sort_unstable();
    let wide = words.rules.full / Decimal::from(PARTS);
    if totals.len() < 4 || wide.is_zero() {
        return html! {};
    }
    let part = |total: &Decimal| (total / wide).to_u32().unwrap_or_default().min(PARTS - 1);
    let shown = (0..PARTS).map(|at| {
        let count = totals.iter().filter(|total| part(total) == at).count();
        Point {
            label: label(lang, at, wide),
            value: i64::try_from(count).ok(),
            words: t!(lang, "scores-units", n = count),
        }
    });
    let shown: Vec<Point> = shown.collect();
    html! {
        (columns(lang, &t!(lang, "sc-spread", group = group), Tone::Submitted, &shown))
        (quartiles(lang, words, &totals))
    }
}

/// 80–90: from the first figure on, below the second; the last one has no end, for bonuses may go beyond.
fn label(lang: Lang, at: u32, wide: Decimal) -> String {
    let (from, to) = (exact(wide * Decimal::from(at)), exact(wide * Decimal::from(at + 1)));
    if at + 1 == PARTS { t!(lang, "sc-spread-from", from = from) } else { format!("{from}–{to}") }
}

/// Of sorted totals, at least four of them: the ones that stand at each quarter of the way.
fn quartiles(lang: Lang, words: &Wording<'_>, totals: &[Decimal]) -> Markup {
    let at = |quarter: usize| {
        let place = (totals.len() * quarter).div_ceil(4).max(1) - 1;
        totals.get(place).map(|total| points(words.rules, *total)).unwrap_or_default()
    };
    let mean = totals.iter().sum::<Decimal>().checked_div(Decimal::from(totals.len())).unwrap_or_default();
    let low = totals.first().copied().unwrap_or_default();
    html! { dl .spread {
        @for (label, value) in [
            (t!(lang, "sc-lowest"), points(words.rules, low)),
            (t!(lang, "sc-quarter"), at(1)),
            (t!(lang, "sc-median"), median(words, totals)),
            (t!(lang, "sc-three-quarters"), at(3)),
            (t!(lang, "sc-highest"), at(4)),
            (t!(lang, "sc-mean"), points(words.rules, mean)),
        ] { div { dt { (label) } dd { (value) } } }
    } }
}

/// Of an even number, half way between the two in the middle.
fn median(words: &Wording<'_>, totals: &[Decimal]) -> String {
    let middle = totals.get((totals.len() - 1) / 2).zip(totals.get(totals.len() / 2));
    middle.map(|(low, high)| points(words.rules, (low + high) / Decimal::TWO)).unwrap_or_default()
}

/// How many units have each grade, best first.
pub fn grades(lang: Lang, loaded: &Loaded) -> Markup {
    let cards: Vec<&Scorecard> =
        loaded.scores.units.iter().filter_map(|standing| standing.card.as_ref()).collect();
    let shown = loaded.rules.grades.iter().map(|grade| {
        let count = cards.iter().filter(|card| card.grade.as_ref() == Some(&grade.id)).count();
        Point {
            label: lang.pick(&grade.title).to_owned(),
            value: i64::try_from(count).ok(),
            words: t!(lang, "scores-units", n = count),
        }
    });
    html! { @if !loaded.rules.grades.is_empty() {
        (columns(lang, &t!(lang, "scores-by-grade"), Tone::Submitted, &shown.collect::<Vec<_>>()))
    } }
}

/// 按时报送率 through periods: of these cards in each, on time and due.
pub fn on_time(lang: Lang, title: &str, periods: &[(String, i64, i64)]) -> Markup {
    let shown = periods.iter().map(|(label, on_time, due)| {
        let permille = (on_time * 1000 + due / 2).checked_div(*due);
        let words = permille.map_or_else(|| "–".to_owned(), |rate| format!("{}.{}%", rate / 10, rate % 10));
        Point { label: label.clone(), value: permille, words }
    });
    trend(lang, title, 1000, &shown.collect::<Vec<_>>())
}

/// 总分 through periods, beside the full score.
pub fn totals(lang: Lang, words: &Wording<'_>, title: &str, periods: &[(String, Option<Decimal>)]) -> Markup {
    // In thousandths of the full score, for a drawing knows whole numbers only.
    let thousandths =
        |total: Decimal| (total * Decimal::ONE_THOUSAND).checked_div(words.rules.full)?.to_i64();
    let shown = periods.iter().map(|(label, total)| Point {
        label: label.clone(),
        value: total.and_then(thousandths),
        words: total.map_or_else(|| "–".to_owned(), |total| points(words.rules, total)),
    });
    trend(lang, title, 1000, &shown.collect::<Vec<_>>())
}
