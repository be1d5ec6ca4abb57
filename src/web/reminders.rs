//! Reminding by hand (催办): first what will happen, then that, and nothing else.
//!
//! What was picked is looked at anew inside the write transaction: a unit that somebody reminded meanwhile, and
//! what was sent meanwhile, is left out and named. That a unit is reminded once a day is the table's to hold.

use std::collections::HashSet;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::error::Result;
use super::form::{Asked, Posted};
use super::visit::Visit;
use crate::domain::access::Action;
use crate::domain::by_hand::{self, Sorted};
use crate::domain::ids::{ObligationId, UnitId};
use crate::domain::obligation::Obligation;
use crate::domain::reminder::Recipient;
use crate::store::by_hand::{Reminded, of_day};
use crate::store::users::User;
use crate::store::{Tx, obligations, users};
use crate::words::{Lang, t};

mod request;
mod send;
mod summary;

use request::Request;
pub use request::{From, href, href_of_late};

/// What will happen, before it does.
pub async fn new(visit: Visit, Asked(fields): Asked<Vec<(String, String)>>) -> Result<Markup> {
    let asked = Request::of(visit.plan(), fields)?;
    let facts = Facts::load(&mut visit.app.db.read().await?, &visit).await?;
    let pressed = Pressed::of(&visit, &facts, &asked);
    Ok(summary::page(&visit, &asked, &facts, &pressed, None))
}

pub async fn create(visit: Visit, Posted(fields): Posted<Vec<(String, String)>>) -> Result<Response> {
    let asked = Request::of(visit.plan(), fields)?;
    let mut tx = visit.app.db.write(&visit.plan().id).await?;
    let facts = Facts::load(&mut tx, &visit).await?;
    let pressed = Pressed::of(&visit, &facts, &asked);
    if let Some(fault) = asked.fault(visit.lang) {
        let page = summary::page(&visit, &asked, &facts, &pressed, Some(&fault));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let sent = send::all(&mut tx, &visit, &asked, &facts, &pressed.sorted).await?;
    tx.commit().await?;
    if pressed.has_all() {
        return Ok(Redirect::to(&asked.done(sent)).into_response());
    }
    let status = if sent.units == 0 { StatusCode::CONFLICT } else { StatusCode::OK };
    Ok((status, summary::result(&visit, &asked, &facts, &pressed, sent)).into_response())
}

/// How many were reminded.
#[derive(Debug, Clone, Copy, Default)]
struct Sent {
    units: usize,
    letters: usize,
}

/// Everything that a press is decided from.
struct Facts {
    /// What units could be reminded of.
    owed: Vec<Obligation>,
    /// Open accounts of units' people.
    users: Vec<User>,
    /// Those of them that have an e-mail address.
    recipients: Vec<Recipient>,
    reminded: Vec<Reminded>,
}

impl Facts {
    async fn load(tx: &mut Tx, visit: &Visit) -> Result<Self> {
        let (plan, now) = (visit.plan(), visit.now);
        let mut owed = obligations::to_chase(tx, &plan.id, plan.soon(now)).await?;
        owed.retain(|obligation| {
            let place = plan.duty(&obligation.duty_id);
            by_hand::is_due(plan, obligation, now)
                && place.is_some_and(|place| visit.may(Action::Remind, obligation.subject(place)))
        });
        let mut users = users::all(tx, &plan.id).await?;
        users.retain(|user| user.disabled_at.is_none() && user.role.belongs_to_unit());
        Ok(Self {
            owed,
            recipients: users.iter().filter_map(User::recipient).collect(),
            users,
            reminded: of_day(tx, &plan.id, plan.local_date(now)).await?,
        })
    }

    fn user(&self, recipient: &Recipient) -> Option<&User> {
        self.users.iter().find(|user| user.id == recipient.user)
    }
}

/// What was picked, sorted; and what of it needs no reminder any more.
struct Pressed<'a> {
    sorted: Sorted<'a>,
    settled: Vec<&'a ObligationId>,
}

impl<'a> Pressed<'a> {
    fn of(visit: &'a Visit, facts: &'a Facts, asked: &'a Request) -> Self {
        let picked = asked.picked(visit, &facts.owed);
        let reminded: HashSet<_> = facts.reminded.iter().map(|each| &each.unit_id).collect();
        let sorted = by_hand::sort(visit.plan(), &picked, &facts.recipients, &reminded, visit.now);
        let is_owed = |id: &&ObligationId| picked.iter().any(|obligation| obligation.id == **id);
        Self { sorted, settled: asked.picks.iter().filter(|id| !is_owed(id)).collect() }
    }

    /// Nothing of it was left out.
    fn has_all(&self) -> bool {
        let sorted = &self.sorted;
        !sorted.ready.is_empty()
            && sorted.reminded.is_empty()
            && sorted.unreached.is_empty()
            && self.settled.is_empty()
    }
}

/// What a unit lacks to be written to, and how its people are called; `users` are open accounts.
pub fn why_unreached(lang: Lang, users: &[User], unit: &UnitId) -> Markup {
    let people: Vec<&User> = users.iter().filter(|user| user.unit_id.as_ref() == Some(unit)).collect();
    html! {
        @if people.is_empty() { (t!(lang, "by-hand-nobody")) } @else { (t!(lang, "by-hand-no-address")) }
        @for user in people {
            " · " (user.name) @if let Some(phone) = &user.phone { " " (phone) }
        }
    }
}
