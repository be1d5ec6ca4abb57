//! Asking for more time (延期), and the office's decision.

use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;
use time::Date;
use time::macros::format_description;

use super::components::Field;
use super::error::{Error, Result};
use super::form::{Named, Posted, token_field};
use super::obligation_page::Input;
use super::obligations::find;
use super::refusals;
use super::visit::Visit;
use crate::domain::access::Action;
use crate::domain::deadline::LAST_SECOND;
use crate::domain::ids::ObligationId;
use crate::domain::obligation::{Change, Extension, Obligation, Refusal};
use crate::domain::timestamp::Timestamp;
use crate::store::{self, Tx, obligations};
use crate::words;
use crate::words::t;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    until: String,
    reason: String,
}

pub async fn create(
    visit: Visit,
    Named(id): Named<ObligationId>,
    Posted(form): Posted<Request>,
) -> Result<Response> {
    let mut tx = visit.app.db.write(&visit.plan().id).await?;
    match ask(&mut tx, &visit, &id, &form).await? {
        Ok(change) => {
            obligations::apply(&mut tx, visit.plan(), &change, &visit.address).await?;
            tx.commit().await?;
            Ok(Redirect::to(&format!("/obligations/{id}?done=extension-asked")).into_response())
        }
        Err(refusal) => {
            let input = Input { until: form.until, ..Input::reason(Action::AskExtension, form.reason) };
            refusals::page(&mut tx, &visit, &id, &refusal, input).await
        }
    }
}

async fn ask(
    tx: &mut Tx,
    visit: &Visit,
    id: &ObligationId,
    form: &Request,
) -> Result<std::result::Result<Change, Refusal>> {
    let plan = visit.plan();
    let (obligation, place) = find(tx, visit, id, Action::AskExtension).await?;
    let Ok(until) = Date::parse(form.until.trim(), format_description!("[year]-[month]-[day]")) else {
        return Ok(Err(Refusal::NotADate));
    };
    let until = Timestamp::local(until, LAST_SECOND, plan.zone);
    let earlier = store::extensions::of_obligation(tx, &plan.id, id).await?;
    let pending = earlier.iter().any(|extension| extension.granted.is_none());
    Ok(obligation.ask_extension(&visit.person, place, pending, until, &form.reason, visit.now))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verdict {
    number: i64,
    verdict: Answer,
    reason: String,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Answer {
    Grant,
    Refuse,
}

pub async fn decide(
    visit: Visit,
    Named(id): Named<ObligationId>,
    Posted(form): Posted<Verdict>,
) -> Result<Response> {
    let plan = visit.plan();
    let mut tx = visit.app.db.write(&plan.id).await?;
    let (obligation, place) = find(&mut tx, &visit, &id, Action::DecideExtension).await?;
    let all = store::extensions::of_obligation(&mut tx, &plan.id, &id).await?;
    let asked = all.iter().find(|extension| extension.number == form.number).ok_or(Error::NotFound)?;
    let granted = form.verdict == Answer::Grant;
    match obligation.decide_extension(&visit.person, place, asked, granted, &form.reason, visit.now) {
        Ok(change) => {
            obligations::apply(&mut tx, plan, &change, &visit.address).await?;
            tx.commit().await?;
            let done = if granted { "extension-granted" } else { "extension-refused" };
            Ok(Redirect::to(&format!("/obligations/{id}?done={done}")).into_response())
        }
        Err(refusal) => {
            let input = Input::reason(Action::DecideExtension, form.reason);
            refusals::page(&mut tx, &visit, &id, &refusal, input).await
        }
    }
}

pub fn form(visit: &Visit, obligation: &Obligation, input: &Input) -> Markup {
    let (lang, fault) = (visit.lang, t!(visit.lang, "fault-reason"));
    // Without a date either, that is what is wrong first.
    let fault = (input.lacks_reason(Action::AskExtension) && !input.until.trim().is_empty())
        .then_some(fault.as_str());
    let after = obligation.due_at.and_then(|due| visit.plan().local_date(due).next_day());
    html! {
        details .panel open[!input.until.is_empty()] {
            summary { (t!(lang, "extension-ask")) }
            form method="post" action={ "/obligations/" (obligation.id) "/extension" } .stack {
                (token_field(visit))
                (Field::new("until", &t!(lang, "extension-until")).required().view(lang, |control| html! {
                    input type="date" id=(control.id) name=(control.name) value=(input.until) min=[after.map(|day| day.to_string())] required;
                }))
                (Field::new("reason", &t!(lang, "reason")).id("extension-reason").required().faults(fault).text(lang, 2, input.reason_of(Action::AskExtension)))
                button { (t!(lang, "extension-ask")) }
            }
        }
    }
}

pub fn decision_form(visit: &Visit, obligation: &Obligation, asked: &Extension, input: &Input) -> Markup {
    let (lang, fault) = (visit.lang, t!(visit.lang, "fault-reason"));
    let fault = input.lacks_reason(Action::DecideExtension).then_some(fault.as_str());
    html! {
        section .panel {
            h2 { (t!(lang, "extension-waiting")) }
            p { (t!(lang, "extension-to")) (words::exact(asked.until.in_zone(visit.plan().zone))) }
            p .prose { (asked.reason) }
            form method="post" action={ "/obligations/" (obligation.id) "/extension/decision" } .stack {
                (token_field(visit))
                input type="hidden" name="number" value=(asked.number);
                (Field::new("reason", &t!(lang, "extension-decision-reason")).id("decision-reason").faults(fault).text(lang, 2, input.reason_of(Action::DecideExtension)))
                div .buttons {
                    button .primary name="verdict" value="grant" { (t!(lang, "extension-grant")) }
                    button .danger name="verdict" value="refuse" { (t!(lang, "extension-refuse")) }
                }
            }
        }
    }
}
