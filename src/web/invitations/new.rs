//! The form for a list: paste it, or choose a file.

use maud::{Markup, html};

use crate::domain::roster::{MAX_ROWS, Unreadable};
use crate::web::components::{Field, crumbs};
use crate::web::form::token_field;
use crate::web::layout;
use crate::web::uploads::FILES;
use crate::web::visit::Visit;
use crate::words::{Lang, t};

pub fn view(visit: &Visit, text: &str, fault: Option<&str>) -> Markup {
    let lang = visit.lang;
    let title = t!(lang, "invite-new");
    layout::page(
        visit,
        &title,
        html! {
            (crumbs(lang, &[("/invitations", &t!(lang, "nav-invitations"))]))
            h1 { (title) }
            ol .steps {
                li { (t!(lang, "invite-step-list")) " "
                    a href="/invitations/template.xlsx" download { (t!(lang, "invite-template-xlsx")) } (t!(lang, "invite-or"))
                    a href="/invitations/template.csv" download { (t!(lang, "invite-template-csv")) } }
                li { (t!(lang, "invite-step-check")) }
                li { (t!(lang, "invite-step-confirm")) }
            }
            (form(visit, text, fault))
        },
    )
}

/// Also stands below a dry run, with what was sent.
pub fn form(visit: &Visit, text: &str, fault: Option<&str>) -> Markup {
    let lang = visit.lang;
    html! {
        form method="post" action="/invitations/check" enctype="multipart/form-data" .stack .panel .invite {
            (token_field(visit))
            (Field::new("text", &t!(lang, "invite-paste")).help(&t!(lang, "invite-paste-help", max = MAX_ROWS)).faults(fault)
                .view(lang, |control| html! {
                    textarea id=(control.id) name=(control.name) rows="10" spellcheck="false" aria-invalid=[control.invalid]
                        aria-describedby=[&control.described] placeholder=(t!(lang, "invite-example")) { (text) }
                }))
            (Field::new(FILES, &t!(lang, "invite-file")).help(&t!(lang, "invite-file-help")).view(lang, |control| html! {
                input type="file" id=(control.id) name=(control.name) accept=".xlsx,.csv" aria-describedby=[&control.described];
            }))
            button .primary { (t!(lang, "invite-check")) }
        }
    }
}

/// Why nothing could be made of the list, and what to do.
pub fn unreadable(lang: Lang, reason: Unreadable) -> String {
    match reason {
        Unreadable::Empty => t!(lang, "invite-empty"),
        Unreadable::TooLong => t!(lang, "invite-too-long", max = MAX_ROWS),
        Unreadable::NoUnitOrName => t!(lang, "invite-no-columns"),
    }
}
