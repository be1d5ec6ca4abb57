//! All bulletins: drafts and what can be drafted for the scoring office, what was issued for everyone.

use maud::{Markup, html};

use super::{edits, href};
use crate::store::bulletins::Bulletin;
use crate::web::components::{Tone, badge, empty, scroll};
use crate::web::layout;
use crate::web::visit::Visit;
use crate::words::{bulletin as words, t};

pub(super) fn page(visit: &Visit, all: &[Bulletin], bare: &[(String, i64)]) -> Markup {
    let lang = visit.lang;
    let heading = t!(lang, "nav-bulletins");
    layout::page(
        visit,
        &heading,
        html! {
            h1 { (heading) }
            p .muted { (t!(lang, "bulletins-help")) }
            @if !bare.is_empty() && edits(visit) { (to_draft(visit, bare)) }
            @if all.is_empty() { (empty(&t!(lang, "bulletins-empty"))) } @else { (table(visit, all)) }
        },
    )
}

/// Published editions without a bulletin.
fn to_draft(visit: &Visit, bare: &[(String, i64)]) -> Markup {
    let lang = visit.lang;
    html! { section .panel {
        h2 { (t!(lang, "bulletins-to-draft")) }
        ul { @for (period, edition) in bare { li {
            a href=(href(period, *edition)) { (place(visit, period, *edition)) }
        } } }
    } }
}

fn place(visit: &Visit, period: &str, edition: i64) -> String {
    let span = visit.plan().scoring.span(visit.plan().year, period);
    let period = span.map_or_else(|| period.to_owned(), |span| words::span_name(&span));
    t!(visit.lang, "bulletin-place", period = period, edition = edition.to_string())
}

fn table(visit: &Visit, all: &[Bulletin]) -> Markup {
    let lang = visit.lang;
    html! { (scroll(&t!(lang, "nav-bulletins"), html! { table .facts {
        thead { tr {
            th scope="col" { (t!(lang, "bulletin-field-title")) }
            th scope="col" { (t!(lang, "bulletin-col-period")) }
            th scope="col" { (t!(lang, "bulletin-col-day")) }
        } }
        tbody { @for bulletin in all { tr {
            th scope="row" { a href=(href(&bulletin.period, bulletin.edition)) { (bulletin.prose.title) } }
            td { (place(visit, &bulletin.period, bulletin.edition)) }
            td { @match bulletin.issued() {
                Some(issued) => (issued.day),
                None => (badge(Tone::Soon, &t!(lang, "bulletin-draft"))),
            } }
        } } }
    } })) }
}
