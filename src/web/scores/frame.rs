//! What stands at the head of each page of scores: which period, how far it has got, and the way to the others.

use maud::{Markup, html};

use super::load::Loaded;
use super::periods::Series;
use crate::domain::scoring::Span;
use crate::web::components::{Tab, tabs};
use crate::web::visit::Visit;
use crate::words::scoring::{Wording, phase};
use crate::words::t;

/// The rules' words where no period's own are at hand.
pub fn wording(visit: &Visit) -> Wording<'_> {
    Wording { lang: visit.lang, plan: visit.plan(), rules: &visit.plan().scoring }
}

/// Assessments as tabs, below them the periods of the one that is shown. `here` is none where it is all of them.
pub fn choice(visit: &Visit, series: &Series, here: Option<&Span>, href: impl Fn(&Span) -> String) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let today = plan.local_date(visit.now);
    let shown = series.span();
    let tab = |other: Series| {
        let is_here = other.title == series.title;
        let span = if is_here { shown } else { other.span() };
        Tab { href: href(span), label: lang.pick(&other.title).to_owned(), count: None, is_here }
    };
    let all: Vec<Tab> = Series::all(plan, today).into_iter().map(tab).collect();
    let words = wording(visit);
    html! {
        @if all.len() > 1 { (tabs(&t!(lang, "sc-assessments"), &all)) }
        @if series.spans.len() > 1 {
            nav .periods aria-label=(t!(lang, "sc-periods")) { ol { @for span in &series.spans {
                li {
                    @if span.from <= today || span.number == 1 {
                        a href=(href(span)) aria-current=[here.filter(|here| here.id == span.id).map(|_| "page")] {
                            strong { (t!(lang, "sc-period", number = span.number.to_string())) } span { (words.days(span)) }
                        }
                    } @else {
                        span .ahead { strong { (t!(lang, "sc-period", number = span.number.to_string())) } span { (words.days(span)) } }
                    }
                }
            } } }
        }
    }
}

/// From when the scores are and whether they will change, and by which rules.
pub fn state(visit: &Visit, loaded: &Loaded) -> Markup {
    let lang = visit.lang;
    let words = phase(lang, visit.plan(), loaded.phase, loaded.inputs.as_of, loaded.edition);
    html! { p .state {
        (words) " "
        a href="/scores/rules" { (t!(lang, "sc-rules-version", version = loaded.rules.version.to_string())) }
    } }
}
