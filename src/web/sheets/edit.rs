//! The desk of one report form: what is there, what is wrong, and the ways to fill it in.

use maud::{Markup, html};

use super::Desk;
use super::intake::said;
use super::table::{self, Content, Manner};
use crate::domain::forms::Form;
use crate::store::sheets::{Sheet, Source, State};
use crate::web::components::{Asking, Field, asking, crumbs, empty, title};
use crate::web::form::token_field;
use crate::web::layout;
use crate::web::uploads::FILES;
use crate::web::visit::Visit;
use crate::words::{forms as words, t};

/// What came and was not taken: why, and what was pasted.
pub struct Refused {
    pub why: String,
    pub pasted: String,
}

pub fn page(visit: &Visit, desk: &Desk<'_>, content: &Content, refused: Option<&Refused>) -> Markup {
    let lang = visit.lang;
    let obligation = &desk.obligation;
    let heading = title(lang, desk.place, obligation);
    let form = lang.pick(&desk.form.title);
    layout::page(
        visit,
        &t!(lang, "sheet-of", form = form, name = heading.as_str()),
        html! {
            (crumbs(lang, &[(&format!("/obligations/{}", obligation.id), &heading)]))
            h1 { (form) }
            @if let Some(refused) = refused { p #refused .fault role="alert" { (refused.why) } }
            div #sheet {
                @if let Some(coming) = desk.coming() { (self::coming(visit, desk, coming)) }
                @if let Some(draft) = desk.draft() { (self::draft(visit, desk, draft, content)) }
                @else if desk.coming().is_none() { (nothing(visit, desk)) }
            }
            (ways(visit, desk, refused))
            (guide(visit, desk.form))
        },
    )
}

/// A file that is being read, or that was no table of this form. Scripts ask again by themselves.
fn coming(visit: &Visit, desk: &Desk<'_>, sheet: &Sheet) -> Markup {
    let lang = visit.lang;
    let name = sheet.file_name.as_deref().unwrap_or_default();
    html! {
        @if sheet.state == State::Reading {
            section .notice role="status" hx-get=(desk.path()) hx-trigger="every 1s" hx-select="#sheet" hx-target="#sheet" hx-swap="outerHTML" {
                h2 { (t!(lang, "sheet-reading", name = name)) }
                p { (t!(lang, "sheet-reading-so-far", n = sheet.rows_read)) }
                progress aria-label=(t!(lang, "sheet-reading", name = name)) {}
                p { a href=(desk.path()) { (t!(lang, "sheet-look-again")) } " " span .muted { (t!(lang, "sheet-reading-leave")) } }
                form method="post" action={ (desk.path()) "/reading/end" } { (token_field(visit)) button { (t!(lang, "sheet-give-up")) } }
            }
        } @else {
            section .notice #refused-file {
                h2 { (t!(lang, "sheet-refused", name = name)) }
                p .fault { (said::refused(visit, desk.form, &sheet.notes)) }
                @if desk.draft().is_some() { p .muted { (t!(lang, "sheet-draft-stays")) } }
            }
        }
    }
}

fn draft(visit: &Visit, desk: &Desk<'_>, draft: &Sheet, content: &Content) -> Markup {
    let lang = visit.lang;
    let path = desk.path();
    let (all, faulty) = (draft.rows_read, draft.rows_faulty);
    let query = if content.only_faulty { "" } else { "all=true&" };
    let notes = said::notes_of(draft);
    let manner = Manner {
        edits: Some(&path),
        opens: None,
        is_open: true,
        columns: &notes.columns,
        href: &|page| format!("{path}?{query}page={page}"),
    };
    html! {
        section #rows {
            h2 { (t!(lang, "sheet-draft")) }
            p .sheet-counts {
                strong { (t!(lang, "sheet-rows", n = all)) }
                @if faulty > 0 { " " strong .wrong-words { (t!(lang, "sheet-rows-faulty", n = faulty)) } }
                @else if all > 0 && content.lacking.is_empty() { " " span .good { (t!(lang, "sheet-all-good")) } }
                " " span .muted { (source(visit, draft)) }
            }
            (said::notes(visit, &notes))
            @for (column, codes) in content.lacking.iter().filter(|_| all > 0) {
                p .wrong-words { (t!(lang, "sheet-lacking", values = words::values(lang, desk.form, column, codes))) }
            }
            @if all > 0 && faulty == 0 && content.lacking.is_empty() { p { a .button.primary href={ "/obligations/" (desk.obligation.id) "#report" } { (t!(lang, "sheet-to-report")) } } }
            @if faulty > 0 {
                p { (t!(lang, "sheet-mend")) " "
                    @if content.only_faulty { a href={ (path) "?all=true" } { (t!(lang, "sheet-show-all")) } }
                    @else { a href=(path) { (t!(lang, "sheet-show-faulty")) } } }
            }
            @if content.rows.is_empty() { (empty(&t!(lang, "sheet-no-rows"))) } @else { (table::view(visit, desk.form, content, &manner)) }
            div .buttons {
                a .button href={ (path) "/rows/new" } { (t!(lang, "sheet-add-row")) }
                @if faulty > 0 { (ask(visit, "faulty", &t!(lang, "sheet-remove-faulty"), &t!(lang, "sheet-remove-faulty-what", n = faulty), &format!("{path}/faulty/end"))) }
                (ask(visit, "discard", &t!(lang, "sheet-discard"), &t!(lang, "sheet-discard-what"), &format!("{path}/end")))
            }
        }
    }
}

fn ask(visit: &Visit, id: &str, label: &str, text: &str, action: &str) -> Markup {
    let step = Asking { id, label, text, is_danger: true, is_open: false, action };
    asking(visit.lang, &step, token_field(visit))
}

fn source(visit: &Visit, draft: &Sheet) -> String {
    let lang = visit.lang;
    match draft.source {
        Source::File => t!(lang, "sheet-from-file", name = draft.file_name.as_deref().unwrap_or_default()),
        Source::Paste => t!(lang, "sheet-from-paste"),
        Source::Typed => t!(lang, "sheet-from-typing"),
        Source::Copy => t!(lang, "sheet-from-copy"),
        Source::Merge => t!(lang, "sheet-from-merge"),
    }
}

/// Nothing is in hand: what was sent, if anything was.
fn nothing(visit: &Visit, desk: &Desk<'_>) -> Markup {
    let lang = visit.lang;
    html! {
        @if let Some(held) = &desk.held {
            section .panel {
                p { (t!(lang, "sheet-held", n = held.rows_sent)) " "
                    a href={ "/obligations/" (desk.obligation.id) "/revisions/" (held.revision) "/sheets/" (desk.form.id) } { (t!(lang, "sheet-held-look")) } }
                form method="post" action={ (desk.path()) "/copy" } { (token_field(visit)) button { (t!(lang, "sheet-copy")) } }
            }
        } @else { (empty(&t!(lang, "sheet-nothing"))) }
    }
}

/// A file, a paste, a row at a time; and for a gathering form what units have sent.
fn ways(visit: &Visit, desk: &Desk<'_>, refused: Option<&Refused>) -> Markup {
    let (lang, path) = (visit.lang, desk.path());
    let replaces = desk.draft().is_some();
    let limit = visit.app.config.uploads.file_mib;
    let pasted = refused.map_or("", |refused| refused.pasted.as_str());
    html! {
        section .panel #fill {
            h2 { (t!(lang, "sheet-fill-in")) }
            @if replaces { p .muted { (t!(lang, "sheet-replaces")) } }
            @if desk.form.merges.is_some() {
                form method="post" action={ (path) "/merge" } .stack { (token_field(visit))
                    p { (t!(lang, "sheet-merge-help")) } div .buttons { button { (t!(lang, "sheet-merge")) } } }
            }
            ol .steps {
                li { a .button href={ (path) "/template.xlsx" } download hx-boost="false" { (t!(lang, "sheet-template")) } " " span .muted { (t!(lang, "sheet-template-help")) } }
                li { form method="post" action=(path) enctype="multipart/form-data" hx-boost="false" .stack {
                    (token_field(visit))
                    (Field::new(FILES, &t!(lang, "sheet-file")).help(&t!(lang, "sheet-file-help", limit = limit)).view(lang, |control| html! {
                        input type="file" id=(control.id) name=(control.name) accept=".xlsx,.csv,.txt,.tsv" required aria-describedby=[&control.described];
                    }))
                    div .buttons { button .primary { (t!(lang, "sheet-upload")) } }
                } }
            }
            details open[!pasted.is_empty()] {
                summary { (t!(lang, "sheet-paste")) }
                form method="post" action=(path) enctype="multipart/form-data" hx-boost="false" .stack {
                    (token_field(visit))
                    (Field::new("text", &t!(lang, "sheet-pasted")).help(&t!(lang, "sheet-paste-help")).text(lang, 8, pasted))
                    div .buttons { button { (t!(lang, "sheet-read-paste")) } }
                }
            }
            @if !replaces { p { a href={ (path) "/rows/new" } { (t!(lang, "sheet-type-rows")) } } }
        }
    }
}

/// Every column, and what it takes.
fn guide(visit: &Visit, form: &Form) -> Markup {
    let lang = visit.lang;
    html! {
        details .sheet-guide {
            summary { (t!(lang, "sheet-guide")) }
            @if let Some(help) = &form.help { p .prose { (lang.pick(help)) } }
            dl { @for column in &form.columns {
                dt { (words::column(lang, column)) " " span .muted { (column.id) } }
                dd { (words::guidance(lang, form, column)) }
            } }
            @if !form.rules.is_empty() { ul { @for rule in &form.rules { li { (words::rule(lang, form, rule)) } } } }
            @if let Some(gap) = &form.gap { p .muted { (t!(lang, "plan-gap")) (gap) } }
        }
    }
}
