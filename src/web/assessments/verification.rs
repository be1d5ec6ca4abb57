//! The check of a period's editions (校验): computed again, and held against their seals.

use maud::{Markup, html};

use super::span;
use crate::config::Secret;
use crate::editions::{Checked, Key};
use crate::store::scores::editions;
use crate::web::components::{Tone, badge, crumbs, empty, scroll};
use crate::web::error::Result;
use crate::web::form::Named;
use crate::web::layout;
use crate::web::visit::Visit;
use crate::words::{self, t};

pub async fn show(visit: Visit, Named(id): Named<String>) -> Result<Markup> {
    let (span, plan, config) = (span(&visit, &id)?, &visit.plan().id, &visit.app.config);
    let key = Key::existing(&config.data_dir, config.seal_key.as_ref().map(Secret::expose))?;
    let mut tx = visit.app.db.read().await?;
    let checked = editions::checked(&mut tx, plan, key.as_ref(), Some(&span.id)).await?;
    Ok(view(&visit, &span.id, &words::span_name(visit.lang, &span), &checked))
}

fn view(visit: &Visit, id: &str, name: &str, checked: &[Checked]) -> Markup {
    let lang = visit.lang;
    let is_well = checked.iter().all(|edition| edition.faults.is_empty());
    layout::page(
        visit,
        &t!(lang, "assess-verify"),
        html! {
            (crumbs(lang, &[("/assessments", &t!(lang, "nav-assessments")), (&format!("/assessments/{id}"), name)]))
            h1 { (t!(lang, "assess-verify")) }
            p .muted { (t!(lang, "assess-verify-help")) }
            @if checked.is_empty() { (empty(&t!(lang, "assess-verify-none"))) }
            @else {
                @if is_well { p .done { (t!(lang, "assess-verify-well")) } } @else { p .notice role="alert" { (t!(lang, "assess-verify-bad")) } }
                (scroll(&t!(lang, "assess-verify"), html! { table .facts {
                    thead { tr { @for head in [t!(lang, "assess-edition"), t!(lang, "assess-found"), "SHA-256".to_owned()] { th scope="col" { (head) } } } }
                    tbody { @for edition in checked { (row(visit, edition)) } }
                } }))
            }
        },
    )
}

fn row(visit: &Visit, edition: &Checked) -> Markup {
    let lang = visit.lang;
    html! { tr {
        th scope="row" { (t!(lang, "assess-edition-n", n = edition.edition.to_string())) }
        td {
            @if edition.faults.is_empty() { (badge(Tone::OnTime, &t!(lang, "assess-verified"))) }
            @else { ul { @for fault in &edition.faults { li { (badge(Tone::Overdue, &t!(lang, "assess-fault"))) " " (words::fault(lang, visit.plan(), fault)) } } } }
        }
        td { @if let Some(hash) = &edition.sha256 { code .hash { (hash) } } @else { "–" } }
    } }
}
