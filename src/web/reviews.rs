//! The office's reviews (审核): the queue, one after the other, and accepting or returning what was sent.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::components::{Field, obligation_name, toast};
use super::error::{Error, Result};
use super::form::{Asked, Named, Posted, token_field};
use super::notices::tell_returned;
use super::obligation_page::{Input, Story};
use super::obligations::find;
use super::refusals;
use super::visit::Visit;
use crate::domain::access::Action;
use crate::domain::ids::ObligationId;
use crate::domain::obligation::{Decision, Refusal, State};
use crate::store::{self, Tx, obligations, submissions};
use crate::words::t;

pub mod batch;
mod list;
mod one;
mod queue;

use queue::{Filter, Queue};

pub async fn index(visit: Visit, Asked(filter): Asked<Filter>) -> Result<Markup> {
    let mut tx = visit.app.db.read().await?;
    let queue = Queue::load(&mut tx, &visit, filter).await?;
    let extensions = store::extensions::waiting(&mut tx, &visit.plan().id).await?;
    Ok(list::page(&visit, &queue, &extensions))
}

/// What does not wait any more is shown as what it has become.
pub async fn show(
    visit: Visit,
    Named(id): Named<ObligationId>,
    Asked(filter): Asked<Filter>,
) -> Result<Response> {
    let mut tx = visit.app.db.read().await?;
    let (obligation, place) = find(&mut tx, &visit, &id, Action::Review).await?;
    if obligation.state != State::Submitted {
        return Ok(Redirect::to(&format!("/obligations/{id}")).into_response());
    }
    let queue = Queue::load(&mut tx, &visit, filter).await?;
    let story = Story::load(&mut tx, &visit, obligation, place).await?;
    Ok(one::page(&visit, &story, &queue, &Input::default()).into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verdict {
    /// The revision that was on the reviewer's screen.
    seen: i64,
    decision: Decision,
    reason: String,
    /// The queue it was opened from, to go on in: [`Filter::query`].
    queue: Option<String>,
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
            let next = onward(&mut tx, &visit, &id, form.queue.as_deref(), change.act.name()).await?;
            obligations::apply(&mut tx, plan, &change, &visit.address).await?;
            if decision == Decision::Return {
                tell_returned(&mut tx, &visit, &change).await?;
            }
            tx.commit().await?;
            Ok(Redirect::to(&next).into_response())
        }
        Err(refusal) => refuse(&mut tx, &visit, &id, &refusal, form).await,
    }
}

/// The next one of the queue, or the queue once it has been gone through.
async fn onward(
    tx: &mut Tx,
    visit: &Visit,
    id: &ObligationId,
    queue: Option<&str>,
    done: &str,
) -> Result<String> {
    let Some(query) = queue else { return Ok(format!("/reviews?done={done}")) };
    let queue = Queue::load(tx, visit, Filter::of_query(query)).await?;
    let page = queue.after(id).map_or("/reviews".to_owned(), |row| format!("/reviews/{}", row.obligation.id));
    Ok(queue.filter.href(&page, &format!("done={done}:{id}")))
}

/// While it still waits, the reviewer stays in the queue.
async fn refuse(
    tx: &mut Tx,
    visit: &Visit,
    id: &ObligationId,
    refusal: &Refusal,
    form: Verdict,
) -> Result<Response> {
    let input = Input::reason(Action::Review, form.reason);
    let (obligation, place) = find(tx, visit, id, Action::Review).await?;
    let Some(query) = form.queue.filter(|_| obligation.state == State::Submitted) else {
        return refusals::page(tx, visit, id, refusal, input).await;
    };
    let queue = Queue::load(tx, visit, Filter::of_query(&query)).await?;
    let story = Story::load(tx, visit, obligation, place).await?;
    let input = Input { notice: Some(refusals::words(visit.lang, refusal)), ..input };
    let status: StatusCode = refusals::status(refusal);
    Ok((status, one::page(visit, &story, &queue, &input)).into_response())
}

/// Accept or return; the revision seen goes along, so that a later one cannot inherit the verdict. In a queue
/// that goes on, the buttons say so.
pub fn form(visit: &Visit, story: &Story<'_>, input: &Input, queue: Option<&Queue>) -> Markup {
    let lang = visit.lang;
    let goes_on = queue.is_some_and(|queue| queue.after(&story.obligation.id).is_some());
    let (accept, give_back) = if goes_on {
        (t!(lang, "accept-next"), t!(lang, "return-next"))
    } else {
        (t!(lang, "accept"), t!(lang, "return"))
    };
    let fault = t!(lang, "fault-return-reason");
    let fault = input.lacks_reason(Action::Review).then_some(fault.as_str());
    html! {
        section .panel {
            h2 { (t!(lang, "review")) }
            form method="post" action={ "/obligations/" (story.obligation.id) "/review" } .stack {
                (token_field(visit))
                input type="hidden" name="seen" value=(story.obligation.revision);
                @if let Some(queue) = queue { input type="hidden" name="queue" value=(queue.filter.query()); }
                (Field::new("reason", &t!(lang, "review-reason")).id("review-reason").faults(fault).view(lang, |control| html! {
                    textarea id=(control.id) name=(control.name) rows="3" data-key="r"
                        aria-invalid=[control.invalid] aria-describedby=[&control.described] { (input.reason_of(Action::Review)) }
                }))
                div .buttons {
                    button .primary name="decision" value="accept" data-key="a" { (accept) }
                    button .danger name="decision" value="return" { (give_back) }
                }
            }
        }
    }
}

/// What was just decided, by name, above the next one: `done=accepted:ID`.
fn told(visit: &Visit) -> Markup {
    let text = visit.done.as_deref().and_then(|done| told_words(visit, done));
    html! { @if let Some(text) = text { (toast(visit.lang, &text)) } }
}

fn told_words(visit: &Visit, done: &str) -> Option<String> {
    let lang = visit.lang;
    let (act, of) = done.split_once(':')?;
    Some(match act {
        "accepted" => t!(lang, "told-accepted", name = obligation_name(lang, visit.plan(), of)?),
        "returned" => t!(lang, "told-returned", name = obligation_name(lang, visit.plan(), of)?),
        "batch" => t!(lang, "told-batch", n = of.parse::<usize>().ok()?),
        _ => return None,
    })
}
