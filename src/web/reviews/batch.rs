//! Accepting several at once (批量通过): first what will happen, then that, and nothing else.
//!
//! What was picked goes along with the revision that was on the reviewer's screen. Whatever has changed since
//! is left out and named; the rest is decided in one transaction.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::list::PAGE;
use super::queue::{Filter, Queue};
use crate::domain::ids::{DutyId, ObligationId};
use crate::domain::obligation::Decision;
use crate::domain::plan::{Place, Plan};
use crate::store::obligations;
use crate::store::reviews::Waiting;
use crate::web::components::{crumbs, empty, moment, obligation_name, scroll, title, toast, unit_name};
use crate::web::error::{Error, Result};
use crate::web::form::{Asked, Posted, token_field};
use crate::web::layout;
use crate::web::visit::Visit;
use crate::words::{Lang, t};

/// What will happen, before it does.
pub async fn new(visit: Visit, Asked(fields): Asked<Vec<(String, String)>>) -> Result<Markup> {
    let asked = Request::of(fields)?;
    let mut tx = visit.app.db.read().await?;
    let queue = Queue::load(&mut tx, &visit, Filter::default()).await?;
    let sorted = sort(&visit, &queue, &asked);
    Ok(summary(&visit, &asked, &sorted))
}

pub async fn create(visit: Visit, Posted(fields): Posted<Vec<(String, String)>>) -> Result<Response> {
    let (plan, asked) = (visit.plan(), Request::of(fields)?);
    let mut tx = visit.app.db.write(&plan.id).await?;
    let queue = Queue::load(&mut tx, &visit, Filter::default()).await?;
    let sorted = sort(&visit, &queue, &asked);
    for (row, place) in &sorted.ready {
        let (obligation, revision) = (row.obligation.clone(), row.obligation.revision);
        let (accept, reason) = (Decision::Accept, asked.reason.as_str());
        let decided =
            obligation.review(&visit.person, *place, revision, &row.sent_by, accept, reason, visit.now);
        let change = decided.map_err(crate::web::refusals::told)?;
        obligations::apply(&mut tx, plan, &change, &visit.address).await?;
    }
    tx.commit().await?;
    if sorted.left.is_empty() {
        let done = format!("done=batch:{}", sorted.ready.len());
        return Ok(Redirect::to(&asked.queue.href("/reviews", &done)).into_response());
    }
    let status = if sorted.ready.is_empty() { StatusCode::CONFLICT } else { StatusCode::OK };
    Ok((status, result(&visit, &asked, &sorted)).into_response())
}

/// What was picked, in which queue, and the comment for all.
struct Request {
    picks: Vec<(ObligationId, i64)>,
    queue: Filter,
    reason: String,
}

impl Request {
    /// 400 for fields that the form does not have, and for more than it can hold.
    fn of(fields: Vec<(String, String)>) -> Result<Self> {
        let mut asked = Self { picks: Vec::new(), queue: Filter::default(), reason: String::new() };
        for (name, value) in fields {
            match name.as_str() {
                "pick" => {
                    let pick =
                        value.split_once(':').and_then(|(id, n)| Some((id.parse().ok()?, n.parse().ok()?)));
                    asked.picks.push(pick.ok_or(Error::BadRequest(name))?);
                }
                "queue" => asked.queue = Filter::of_query(&value),
                "reason" => asked.reason = value,
                _ => return Err(Error::BadRequest(name)),
            }
        }
        asked.picks.sort();
        asked.picks.dedup();
        if asked.picks.len() > PAGE { Err(Error::BadRequest("pick".to_owned())) } else { Ok(asked) }
    }
}

/// Why something picked cannot be accepted along with the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Why {
    /// The unit has sent another revision, which nobody here has seen.
    SentAgain,
    /// Somebody else has decided on it, or it is no longer asked for.
    Gone,
    /// Whoever sent it cannot accept it.
    Own,
}

struct Sorted<'a> {
    /// In the queue's order.
    ready: Vec<(&'a Waiting, Place<'a>)>,
    left: Vec<(&'a ObligationId, Why)>,
}

fn sort<'a>(visit: &'a Visit, queue: &'a Queue, asked: &'a Request) -> Sorted<'a> {
    let mut sorted = Sorted { ready: Vec::new(), left: Vec::new() };
    for (id, seen) in &asked.picks {
        let row = queue.at(queue.position(id));
        match row.and_then(|row| Some((row, visit.plan().duty(&row.obligation.duty_id)?))) {
            None => sorted.left.push((id, Why::Gone)),
            Some((row, _)) if row.obligation.revision != *seen => sorted.left.push((id, Why::SentAgain)),
            Some((row, _)) if row.sent_by == visit.person.id => sorted.left.push((id, Why::Own)),
            Some(found) => sorted.ready.push(found),
        }
    }
    sorted.ready.sort_by(|(a, _), (b, _)| (a.sent_at, &a.obligation.id).cmp(&(b.sent_at, &b.obligation.id)));
    sorted
}

fn summary(visit: &Visit, asked: &Request, sorted: &Sorted<'_>) -> Markup {
    let (lang, n) = (visit.lang, sorted.ready.len());
    let back = asked.queue.href("/reviews", "");
    layout::page(
        visit,
        &t!(lang, "batch-accept"),
        html! {
            (crumbs(lang, &[(&back, &t!(lang, "nav-reviews"))]))
            h1 { (t!(lang, "batch-accept")) }
            @if !sorted.left.is_empty() { (left(visit, sorted, &t!(lang, "batch-left-out", n = sorted.left.len()))) }
            @if n == 0 {
                (empty(&if asked.picks.is_empty() { t!(lang, "batch-none-picked") } else { t!(lang, "batch-none-left") }))
                p { a .button href=(back) { (t!(lang, "reviews-all")) } }
            } @else {
                p { (t!(lang, "batch-will-accept", n = n)) }
                @for words in ends(lang, visit.plan(), sorted) { p .notice { (words) } }
                (ready(visit, sorted))
                form method="post" action="/reviews/batch" .stack.batch {
                    (token_field(visit))
                    input type="hidden" name="queue" value=(asked.queue.query());
                    @for (row, _) in &sorted.ready { input type="hidden" name="pick" value={ (row.obligation.id) ":" (row.obligation.revision) }; }
                    label { (t!(lang, "batch-reason")) textarea name="reason" rows="2" {} }
                    div .buttons {
                        button .primary { (t!(lang, "batch-accept-these", n = n)) }
                        a .button href=(back) { (t!(lang, "cancel-batch")) }
                    }
                }
            }
        },
    )
}

fn ready(visit: &Visit, sorted: &Sorted<'_>) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    html! { (scroll(&t!(lang, "batch-accept"), html! { table .queue {
        thead { tr {
            th scope="col" { (t!(lang, "unit")) }
            th scope="col" { (t!(lang, "duty")) }
            th scope="col" .on-desk { (t!(lang, "sent-at")) }
        } }
        tbody { @for (row, place) in &sorted.ready { tr {
            td { (unit_name(lang, plan, &row.obligation.unit_id)) }
            th scope="row" {
                a href={ "/reviews/" (row.obligation.id) } { (title(lang, *place, &row.obligation)) }
                @if row.obligation.revision > 1 { " " small { (t!(lang, "revision", number = row.obligation.revision)) } }
            }
            td .on-desk { (moment(visit, row.sent_at)) }
        } } }
    } })) }
}

/// Accepting a milestone (such as the website) ends what is owed only until then.
fn ends(lang: Lang, plan: &Plan, sorted: &Sorted<'_>) -> Vec<String> {
    let is_accepted = |duty: &DutyId| sorted.ready.iter().find(|(row, _)| row.obligation.duty_id == *duty);
    plan.duties()
        .filter_map(|place| {
            let (_, milestone) = is_accepted(place.duty.due.until.as_ref()?)?;
            let (name, ended) = (lang.pick(&milestone.duty.title), lang.pick(&place.duty.title));
            Some(t!(lang, "batch-ends", name = name, ended = ended))
        })
        .collect()
}

fn left(visit: &Visit, sorted: &Sorted<'_>, heading: &str) -> Markup {
    let lang = visit.lang;
    html! { section .notice {
        h2 { (heading) }
        ul .plain { @for (id, why) in &sorted.left { li {
            a href={ "/obligations/" (id) } { (obligation_name(lang, visit.plan(), id.as_str()).unwrap_or_else(|| id.to_string())) }
            " · "
            @match why {
                Why::SentAgain => (t!(lang, "batch-sent-again")),
                Why::Gone => (t!(lang, "batch-gone")),
                Why::Own => (t!(lang, "refused-own-submission")),
            }
        } } }
    } }
}

fn result(visit: &Visit, asked: &Request, sorted: &Sorted<'_>) -> Markup {
    let (lang, n) = (visit.lang, sorted.ready.len());
    layout::page(
        visit,
        &t!(lang, "batch-accept"),
        html! {
            h1 { (t!(lang, "batch-accept")) }
            @if n > 0 { (toast(lang, &t!(lang, "told-batch", n = n))) }
            (left(visit, sorted, &t!(lang, "batch-not-accepted", n = sorted.left.len())))
            p { a .button href=(asked.queue.href("/reviews", "")) { (t!(lang, "reviews-all")) } }
        },
    )
}
