//! One bulletin as it stands on paper; a draft with what can be done to it.

use maud::{Markup, html};

use super::Seen;
use crate::documents::bulletin::{Annex, Bulletin, Cell, PDF, Part, Section};
use crate::web::components::{Asking, asking, crumbs, scroll};
use crate::web::form::token_field;
use crate::web::layout;
use crate::web::visit::Visit;
use crate::words::{ordinal, t};

/// `missing` are the characters for want of which there is no PDF.
pub(super) fn page(visit: &Visit, seen: &Seen, missing: &[char]) -> Markup {
    let (lang, href) = (visit.lang, seen.href());
    layout::page(
        visit,
        &seen.prose.title,
        html! {
            (crumbs(lang, &[("/bulletins", &t!(lang, "nav-bulletins"))]))
            h1 .on-screen { (seen.prose.title) }
            @if seen.is_superseded { p .notice.on-screen { (t!(lang, "bulletin-superseded")) } }
            @else if !seen.is_issued() { p .notice.on-screen { (t!(lang, "bulletin-draft-help")) } }
            @if !missing.is_empty() { p .notice.on-screen role="alert" { (no_font(visit, missing)) } }
            div .buttons.on-screen {
                a .button href={ (href) "/document" } download hx-boost="false" { (t!(lang, "supervision-download")) }
                @if PDF { a .button href={ (href) "/pdf" } download hx-boost="false" { (t!(lang, "bulletin-pdf")) } }
                @if !seen.is_issued() && !seen.is_superseded { (acts(visit, seen)) }
            }
            @if !PDF { p .muted.on-screen { (t!(lang, "bulletin-no-pdf")) } }
            p .muted.on-screen.hash { (edition(visit, seen)) }
            (paper(&seen.laid_out()))
        },
    )
}

fn no_font(visit: &Visit, missing: &[char]) -> String {
    let missing: Vec<String> = missing.iter().map(char::to_string).collect();
    t!(visit.lang, "bulletin-no-font", chars = missing.join(" "))
}

/// What the scoring office does with a draft.
fn acts(visit: &Visit, seen: &Seen) -> Markup {
    let (lang, href) = (visit.lang, seen.href());
    let fields = || html! { (token_field(visit)) input type="hidden" name="version" value=(seen.version()); };
    let (issue, issue_text) = (t!(lang, "bulletin-issue"), t!(lang, "bulletin-issue-help"));
    let (redraft, redraft_text) = (t!(lang, "bulletin-redraft"), t!(lang, "bulletin-redraft-help"));
    let issue_action = format!("{href}/issue");
    let redraft_action = format!("{href}/draft/end");
    let issuing = Asking {
        id: "issuing",
        label: &issue,
        text: &issue_text,
        is_danger: false,
        is_open: false,
        action: &issue_action,
    };
    let redrafting = Asking {
        id: "redrafting",
        label: &redraft,
        text: &redraft_text,
        is_danger: true,
        is_open: false,
        action: &redraft_action,
    };
    html! {
        a .button href={ (href) "/draft" } { (t!(lang, "bulletin-edit")) }
        (asking(lang, &issuing, fields()))
        @if seen.row.is_some() { (asking(lang, &redrafting, fields())) }
    }
}

/// Which edition it is of, and how that is known again.
fn edition(visit: &Visit, seen: &Seen) -> String {
    let number = seen.edition.head.number.to_string();
    t!(visit.lang, "bulletin-of-edition", edition = number, sha256 = seen.edition.head.sha256.as_str())
}

/// In Chinese, whatever language the page is in.
fn paper(bulletin: &Bulletin) -> Markup {
    html! { article .official lang="zh-CN" {
        p .mark-of { (bulletin.issuer) }
        p .number-of { (bulletin.number) }
        h2 { (bulletin.title) }
        @if let Some(addressee) = &bulletin.addressee { p { (addressee) } }
        @for text in &bulletin.opening { p .indented { (text) } }
        @for (n, each) in (1..).zip(&bulletin.sections) { (section(n, each)) }
        @for text in &bulletin.closing { p .indented { (text) } }
        p .signed { (bulletin.signature) br; (bulletin.day) }
        @if let Some(contact) = &bulletin.contact { p .indented { "（" (contact) "）" } }
        @for (n, each) in (1..).zip(&bulletin.annexes) { (annex(n, bulletin.annexes.len(), each)) }
        @if let Some(copies) = &bulletin.copies { p .copies { (copies) } }
    } }
}

fn section(n: usize, section: &Section) -> Markup {
    let mut count = 0;
    html! {
        h3 { (ordinal(n)) (section.heading) }
        @for each in &section.parts { (part(each, &mut count)) }
    }
}

fn part(part: &Part, count: &mut usize) -> Markup {
    html! {
        @if let Some(heading) = &part.heading {
            @let n = { *count += 1; *count };
            p .indented { strong { "（" (ordinal(n).trim_end_matches('、')) "）" (heading) } }
        }
        @for text in &part.paragraphs { p .indented { (text) } }
        @for (n, text) in (1..).zip(&part.items) { p .indented { (n) "．" (text) } }
    }
}

fn annex(n: usize, of: usize, annex: &Annex) -> Markup {
    let name = if of == 1 { "附件".to_owned() } else { format!("附件{n}") };
    let heading = format!("{name} {}", annex.title);
    html! {
        h3 { (heading) }
        (scroll(&heading, html! { table .facts {
            thead { tr { @for column in &annex.columns { th scope="col" { (column.label) } } } }
            tbody { @for row in &annex.rows { tr { @for cell in row { (self::cell(cell)) } } } }
        } }))
    }
}

fn cell(cell: &Cell) -> Markup {
    match cell {
        Cell::Text(text) => html! { td { (text) } },
        Cell::Number(number) => html! { td .number { (number) } },
    }
}
