//! Small pieces: the way here, tabs, pages of a list, figures, a course of events, what was just done.

use maud::{Markup, html};

use super::lights::Tone;
use crate::words::{Lang, t};

/// Where a page stands: the pages above it, from the top.
pub fn crumbs(lang: Lang, above: &[(&str, &str)]) -> Markup {
    html! { nav .crumbs aria-label=(t!(lang, "crumbs")) { ol {
        @for (href, label) in above { li { a href=(href) { (label) } } }
    } } }
}

/// One view of a page among several.
#[derive(Debug)]
pub struct Tab {
    pub href: String,
    pub label: String,
    pub count: Option<i64>,
    pub is_here: bool,
}

/// The views of a page; each is an address.
pub fn tabs(label: &str, tabs: &[Tab]) -> Markup {
    html! { nav .tabs aria-label=(label) { @for tab in tabs {
        a href=(tab.href) aria-current=[tab.is_here.then_some("page")] {
            (tab.label) @if let Some(count) = tab.count { " " span .count { (count) } }
        }
    } } }
}

/// Earlier and later pages of a list; `href` gives a page's address.
pub fn pager(lang: Lang, page: i64, more: bool, href: impl Fn(i64) -> String) -> Markup {
    html! {
        @if page > 1 || more {
            nav .pager aria-label=(t!(lang, "pager")) {
                @if page > 1 { a .button href=(href(page - 1)) rel="prev" { (t!(lang, "previous-page")) } }
                span { (t!(lang, "page-number", page = page)) }
                @if more { a .button href=(href(page + 1)) rel="next" { (t!(lang, "next-page")) } }
            }
        }
    }
}

/// What will stand here, and when.
pub fn empty(text: &str) -> Markup {
    html! { p .empty { (text) } }
}

/// A figure that is read at a glance, with what it counts and a note.
#[derive(Debug)]
pub struct Stat {
    pub label: Markup,
    pub value: String,
    pub note: Markup,
}

pub fn stats(stats: &[Stat]) -> Markup {
    html! { dl .headline { @for stat in stats {
        div { dt { (stat.label) } dd { strong { (stat.value) } " " (stat.note) } }
    } } }
}

/// One event of a course: what it says by its colour, when it was, and what happened.
#[derive(Debug)]
pub struct Step {
    pub tone: Tone,
    pub at: Markup,
    pub what: Markup,
    pub detail: Option<Markup>,
}

/// A course of events (办理过程), latest first: what is ahead, where now stands, and what was.
pub fn course(ahead: &[Step], now: &Markup, past: &[Step]) -> Markup {
    html! { ol .timeline {
        @for step in ahead { (one_step(step, true)) }
        li .now { (now) }
        @for step in past { (one_step(step, false)) }
    } }
}

fn one_step(step: &Step, is_ahead: bool) -> Markup {
    html! { li class={ (step.tone.class()) @if is_ahead { " ahead" } } {
        div .when { (step.at) }
        div { (step.what) @if let Some(detail) = &step.detail { div .detail { (detail) } } }
    } }
}

/// What was just done, once, at the top of the next page; where scripts run it can be put away.
pub fn toast(lang: Lang, text: &str) -> Markup {
    html! { div .done role="status" {
        p { (text) }
        button .link type="button" data-dismiss hidden { (t!(lang, "dismiss")) }
    } }
}
