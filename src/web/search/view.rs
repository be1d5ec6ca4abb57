//! The page of what was found: kinds as tabs with their counts, and of each the best few.

use maud::{Markup, html};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::super::components::{Tab, empty, pager, tabs};
use super::super::layout;
use super::super::visit::Visit;
use super::{FEW, Kind, LAST_PAGE, PAGE, Part, Results, found};
use crate::domain::access::{Action, Subject};
use crate::words::{Lang, t};

pub fn page(visit: &Visit, typed: &str, part: Part, results: &Results<'_>) -> Markup {
    let lang = visit.lang;
    let title = match typed {
        "" => t!(lang, "nav-search"),
        typed => t!(lang, "search-of", query = typed),
    };
    layout::page(
        visit,
        &title,
        html! {
            h1 { (title) }
            @if results.query.is_empty() { (hints(visit)) }
            @else if Kind::EACH.iter().all(|kind| results.count(*kind) == 0) {
                (empty(&t!(lang, "search-nothing")))
                (hints(visit))
            }
            @else {
                (kinds(visit, typed, part, results))
                @if part.kind == Kind::All { @for kind in Kind::EACH { (few(visit, typed, kind, part, results)) } }
                @else { (one_kind(visit, typed, part, results)) }
            }
        },
    )
}

/// What can be typed; each example leads to what it finds.
fn hints(visit: &Visit) -> Markup {
    let lang = visit.lang;
    let reports = visit.may(Action::SeeObligation, Subject::Any);
    html! {
        section .panel.hints {
            h2 { (t!(lang, "search-hints")) }
            ul {
                li { (t!(lang, "search-hint-words")) (example("双公示")) (example("信用承诺")) }
                li { (t!(lang, "search-hint-pinyin")) (example("sgs")) (example("jyj")) (example("jiaoyuju")) }
                li { (t!(lang, "search-hint-number")) (example("4.2")) }
                li { (t!(lang, "search-hint-english")) (example("repair")) }
                @if reports { li { (t!(lang, "search-hint-several")) (example("双公示 第24周")) (example("jyj 6月")) } }
            }
        }
    }
}

fn example(typed: &str) -> Markup {
    html! { a .example href=(href(typed, Kind::All, 1)) lang="zh-CN" { (typed) } }
}

fn kinds(visit: &Visit, typed: &str, part: Part, results: &Results<'_>) -> Markup {
    let lang = visit.lang;
    let tab = |kind: Kind| Tab {
        href: href(typed, kind, 1),
        label: if kind == Kind::All {
            word(lang, kind)
        } else {
            format!("{} {}", word(lang, kind), results.counted(kind))
        },
        count: None,
        is_here: kind == part.kind,
    };
    let there = Kind::EACH.into_iter().filter(|kind| results.count(*kind) > 0 || *kind == part.kind);
    let shown: Vec<Tab> = std::iter::once(Kind::All).chain(there).map(tab).collect();
    tabs(&t!(lang, "search-kinds"), &shown)
}

/// The best of one kind beside the others.
fn few(visit: &Visit, typed: &str, kind: Kind, part: Part, results: &Results<'_>) -> Markup {
    let count = results.count(kind);
    html! {
        @if count > 0 { section .found {
            h2 { (word(visit.lang, kind)) " " span .muted { (results.counted(kind)) } }
            (found::list(visit, kind, part, results))
            @if count > FEW {
                p { a href=(href(typed, kind, 1)) { (t!(visit.lang, "search-all-of", kind = word(visit.lang, kind), n = results.counted(kind))) } }
            }
        } }
    }
}

fn one_kind(visit: &Visit, typed: &str, part: Part, results: &Results<'_>) -> Markup {
    let lang = visit.lang;
    let count = results.count(part.kind);
    let more = count > part.page * PAGE || (part.kind == Kind::Reports && results.more_reports);
    html! {
        @if count == 0 { (empty(&t!(lang, "search-none-of-kind"))) }
        section .found {
            h2 .hidden { (word(lang, part.kind)) }
            (found::list(visit, part.kind, part, results))
        }
        @if more && part.page == LAST_PAGE { p .muted { (t!(lang, "search-narrow")) } }
        (pager(lang, number(part.page), more && part.page < LAST_PAGE, |page| href(typed, part.kind, page)))
    }
}

fn number(page: usize) -> i64 {
    i64::try_from(page).unwrap_or(i64::MAX)
}

fn href(typed: &str, kind: Kind, page: impl Into<i64>) -> String {
    let mut href = format!("/search?q={}", utf8_percent_encode(typed, NON_ALPHANUMERIC));
    if kind != Kind::All {
        href.push_str("&kind=");
        href.push_str(kind.name());
    }
    let page = page.into();
    if page > 1 { format!("{href}&page={page}") } else { href }
}

fn word(lang: Lang, kind: Kind) -> String {
    match kind {
        Kind::All => t!(lang, "search-all"),
        Kind::Units => t!(lang, "nav-units"),
        Kind::Projects => t!(lang, "nav-projects"),
        Kind::Tasks => t!(lang, "search-tasks"),
        Kind::Duties => t!(lang, "search-duties"),
        Kind::Obligations => t!(lang, "search-obligations"),
        Kind::Reports => t!(lang, "search-reports"),
    }
}

impl Results<'_> {
    fn count(&self, kind: Kind) -> usize {
        match kind {
            Kind::All => 0,
            Kind::Units => self.plan.units.len(),
            Kind::Projects => self.plan.projects.len(),
            Kind::Tasks => self.plan.tasks.len(),
            Kind::Duties => self.plan.duties.len(),
            Kind::Obligations => self.pairs.len(),
            Kind::Reports => self.reports.len(),
        }
    }

    /// The count, as far as it was counted.
    fn counted(&self, kind: Kind) -> String {
        let more = if kind == Kind::Reports && self.more_reports { "+" } else { "" };
        format!("{}{more}", self.count(kind))
    }
}
