//! Exempting a unit from an obligation (免报), and taking that back.

use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::components::{Asking, Field, asking};
use super::error::Result;
use super::form::{Named, Posted, token_field};
use super::obligation_page::Input;
use super::obligations::find;
use super::refusals;
use super::visit::Visit;
use crate::domain::access::{Action, Person};
use crate::domain::ids::ObligationId;
use crate::domain::obligation::{Change, Obligation, Refusal, State};
use crate::domain::plan::Place;
use crate::domain::timestamp::Timestamp;
use crate::store::obligations;
use crate::words::t;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    reason: String,
}

pub async fn create(
    visit: Visit,
    Named(id): Named<ObligationId>,
    Posted(form): Posted<Reason>,
) -> Result<Response> {
    decide(visit, id, form, Obligation::exempt, "exempted").await
}

pub async fn delete(
    visit: Visit,
    Named(id): Named<ObligationId>,
    Posted(form): Posted<Reason>,
) -> Result<Response> {
    decide(visit, id, form, Obligation::reinstate, "reinstated").await
}

type Decide = fn(Obligation, &Person, Place<'_>, &str, Timestamp) -> std::result::Result<Change, Refusal>;

async fn decide(visit: Visit, id: ObligationId, form: Reason, act: Decide, done: &str) -> Result<Response> {
    let mut tx = visit.app.db.write(&visit.plan().id).await?;
    let (obligation, place) = find(&mut tx, &visit, &id, Action::Exempt).await?;
    match act(obligation, &visit.person, place, &form.reason, visit.now) {
        Ok(change) => {
            obligations::apply(&mut tx, visit.plan(), &change, &visit.address).await?;
            tx.commit().await?;
            Ok(Redirect::to(&format!("/obligations/{id}?done={done}")).into_response())
        }
        Err(refusal) => {
            let input = Input::reason(Action::Exempt, form.reason);
            refusals::page(&mut tx, &visit, &id, &refusal, input).await
        }
    }
}

/// The form that fits the state: exempt, or take the exemption back.
pub fn form(visit: &Visit, obligation: &Obligation, input: &Input) -> Markup {
    let lang = visit.lang;
    let (path, label, help) = match obligation.state {
        State::Exempt => ("exemption/end", t!(lang, "reinstate"), t!(lang, "reinstate-help")),
        _ => ("exemption", t!(lang, "exempt"), t!(lang, "exempt-help")),
    };
    let asked = Asking {
        id: "exempting",
        label: &label,
        text: &help,
        is_danger: obligation.state != State::Exempt,
        is_open: input.act == Some(Action::Exempt) && !input.gone,
        action: &format!("/obligations/{}/{path}", obligation.id),
    };
    let (reason, fault) = (t!(lang, "reason"), t!(lang, "fault-reason"));
    let fault = input.lacks_reason(Action::Exempt).then_some(fault.as_str());
    let reason = Field::new("reason", &reason).id("exempting-reason").required().faults(fault);
    asking(
        lang,
        &asked,
        html! { (token_field(visit)) (reason.text(lang, 2, input.reason_of(Action::Exempt))) },
    )
}
