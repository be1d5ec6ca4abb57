//! The office's reviews (审核): the queue, and accepting or returning what was sent.

use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::components::{due, empty, instant, light_of, scroll, title, unit_name};
use super::error::{Error, Result};
use super::form::{Named, Posted, token_field};
use super::layout;
use super::notices::tell_returned;
use super::obligation_page::{Input, Story};
use super::obligations::find;
use super::refusals;
use super::visit::Visit;
use crate::domain::access::Action;
use crate::domain::ids::ObligationId;
use crate::domain::obligation::{Decision, Obligation};
use crate::store::extensions::Waiting;
use crate::store::{self, obligations, submissions};
use crate::words::t;

/// More than one screenful is no queue but a backlog; the count says how much more there is.
const SHOWN: i64 = 200;

pub async fn index(visit: Visit) -> Result<Markup> {
    let mut tx = visit.app.db.read().await?;
    let waiting = obligations::waiting(&mut tx, &visit.plan().id, SHOWN).await?;
    let count = obligations::count_waiting(&mut tx, &visit.plan().id).await?;
    let extensions = store::extensions::waiting(&mut tx, &visit.plan().id).await?;
    Ok(queue(&visit, &waiting, count, &extensions))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verdict {
    /// The revision that was on the reviewer's screen.
    seen: i64,
    decision: Decision,
    reason: String,
}

pub async fn create(
    visit: Visit,
    Named(id): Named<ObligationId>,
    Posted(form): Posted<Verdict>,
) -> Result<Response> {
    let plan = visit.plan();
    let mut tx = visit.app.db.write(&plan.id).await?;
    let (obligation, place) = find(&mut tx, &visit, &id, Action::Review).await?;
    let submitter = submissions::submitter(&mut tx, &plan.id, &id, form.seen).await?;
    let submitter = submitter.ok_or(Error::NotFound)?;
    let (decision, reason) = (form.decision, form.reason.as_str());
    match obligation.review(&visit.person, place, form.seen, &submitter, decision, reason, visit.now) {
        Ok(change) => {
            obligations::apply(&mut tx, plan, &change, &visit.address).await?;
            if decision == Decision::Return {
                tell_returned(&mut tx, &visit, &change).await?;
            }
            tx.commit().await?;
            Ok(Redirect::to(&format!("/reviews?done={}", change.act.name())).into_response())
        }
        Err(refusal) => {
            let input = Input::reason(Action::Review, form.reason);
            refusals::page(&mut tx, &visit, &id, &refusal, input).await
        }
    }
}

/// Accept or return; the revision seen goes along, so that a later one cannot inherit the verdict.
pub fn form(visit: &Visit, story: &Story<'_>, input: &Input) -> Markup {
    let lang = visit.lang;
    html! {
        section .panel {
            h2 { (t!(lang, "review")) }
            form method="post" action={ "/obligations/" (story.obligation.id) "/review" } .stack {
                (token_field(visit))
                input type="hidden" name="seen" value=(story.obligation.revision);
                label { (t!(lang, "review-reason")) textarea name="reason" rows="3" { (input.reason_of(Action::Review)) } }
                div .buttons {
                    button .primary name="decision" value="accept" { (t!(lang, "accept")) }
                    button .danger name="decision" value="return" { (t!(lang, "return")) }
                }
            }
        }
    }
}

fn queue(visit: &Visit, waiting: &[Obligation], count: i64, extensions: &[Waiting]) -> Markup {
    let lang = visit.lang;
    layout::page(
        visit,
        &t!(lang, "nav-reviews"),
        html! {
            h1 { (t!(lang, "nav-reviews")) " " span .muted { (t!(lang, "waiting-count", count = count)) } }
            @if waiting.is_empty() { (empty(&t!(lang, "reviews-empty"))) }
            @else {
                (scroll(&t!(lang, "nav-reviews"), html! { table .queue {
                    thead { tr { @for head in [t!(lang, "unit"), t!(lang, "duty"), t!(lang, "state"), t!(lang, "due-date")] { th scope="col" { (head) } } } }
                    tbody { @for row in waiting { @if let Some(place) = visit.plan().duty(&row.duty_id) {
                        tr {
                            td { (unit_name(lang, visit.plan(), &row.unit_id)) }
                            th scope="row" { a href={ "/obligations/" (row.id) } { (title(lang, place, row)) } }
                            td { (light_of(visit, row)) }
                            td { (due(visit, row)) }
                        }
                    } } }
                } }))
            }
            h2 { (t!(lang, "extensions-waiting")) }
            @if extensions.is_empty() { (empty(&t!(lang, "extensions-empty"))) }
            @else { ul .plain { @for row in extensions { (waiting_extension(visit, row)) } } }
        },
    )
}

fn waiting_extension(visit: &Visit, row: &Waiting) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let name = plan.duty(&row.duty_id).map_or(row.duty_id.as_str(), |place| lang.pick(&place.duty.title));
    html! {
        li {
            a href={ "/obligations/" (row.id) } { (unit_name(lang, plan, &row.unit_id)) " · " (name) }
            " · " (t!(lang, "extension-to")) (instant(lang, plan, visit.now, row.until)) br;
            span .muted { (row.reason) }
        }
    }
}
