//! What moved since the period before (较上期): ranks and points.

use maud::{Markup, html};
use rust_decimal::Decimal;

use crate::domain::scoring::{Rules, Standing};
use crate::words::scoring;
use crate::words::{Lang, t};

/// Ranks up or down, with words for those who do not see the arrow, and the points.
pub fn moved(lang: Lang, rules: &Rules, earlier: Option<&Standing>, now: &Standing) -> Markup {
    let before = earlier.and_then(|earlier| Some((earlier.rank?, earlier.total()?)));
    let (Some((rank, total)), Some(now_rank), Some(now_total)) = (before, now.rank, now.total()) else {
        return html! { span .muted { (t!(lang, "sc-moved-new")) } };
    };
    html! { (ranks(lang, rank, now_rank)) " " span .muted { (points(rules, now_total - total)) } }
}

fn ranks(lang: Lang, before: usize, now: usize) -> Markup {
    let (by, class, arrow) = match before.cmp(&now) {
        std::cmp::Ordering::Greater => (before - now, "up", "▲"),
        std::cmp::Ordering::Less => (now - before, "down", "▼"),
        std::cmp::Ordering::Equal => return html! { span .moved { (t!(lang, "sc-moved-same")) } },
    };
    let words =
        if class == "up" { t!(lang, "sc-moved-up", n = by) } else { t!(lang, "sc-moved-down", n = by) };
    html! { span class={ "moved " (class) } { span aria-hidden="true" { (arrow) (by) } span .hidden { (words) } } }
}

/// +1.50
fn points(rules: &Rules, difference: Decimal) -> String {
    let points = scoring::points(rules, difference);
    match difference {
        none if none.is_zero() => "±0".to_owned(),
        lost if lost.is_sign_negative() => points,
        _ => format!("+{points}"),
    }
}
