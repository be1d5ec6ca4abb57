//! Taking note of an obligation (签收).

use axum::response::Redirect;
use maud::{Markup, html};

use super::error::Result;
use super::form::{Named, Posted, token_field};
use super::obligations::find;
use super::refusals::told;
use super::visit::Visit;
use crate::domain::access::Action;
use crate::domain::ids::ObligationId;
use crate::domain::obligation::Obligation;
use crate::store::obligations;
use crate::words::t;

pub async fn create(
    visit: Visit,
    Named(id): Named<ObligationId>,
    Posted(()): Posted<()>,
) -> Result<Redirect> {
    let mut tx = visit.app.db.write(&visit.plan().id).await?;
    let (obligation, place) = find(&mut tx, &visit, &id, Action::Acknowledge).await?;
    let change = obligation.acknowledge(&visit.person, place, visit.now).map_err(told)?;
    obligations::apply(&mut tx, visit.plan(), &change, &visit.address).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/obligations/{id}?done=acknowledged")))
}

pub fn form(visit: &Visit, obligation: &Obligation) -> Markup {
    html! {
        form method="post" action={ "/obligations/" (obligation.id) "/acknowledgement" } .inline {
            (token_field(visit))
            button { (t!(visit.lang, "acknowledge")) }
            " " span .muted { (t!(visit.lang, "acknowledge-help")) }
        }
    }
}
