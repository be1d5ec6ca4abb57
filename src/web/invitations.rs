//! Invitations (邀请联络员): who speaks for each unit, and inviting many people from one list.
//!
//! A list is first only checked, and every row's outcome shown. What is then confirmed is the list and a digest
//! of those outcomes: it is checked again inside the write transaction, and anything that comes out otherwise
//! (somebody was there first, the list was sent twice) is shown again and nothing is written.

use axum::extract::Multipart;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::Markup;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::contacts::named;
use super::error::{Error, Result};
use super::form::{Asked, Named, Posted};
use super::visit::Visit;
use crate::domain::access::{Action, Subject};
use crate::domain::ids::{UnitId, UserId};
use crate::domain::roster::{self, Account, Checked, Known, List};
use crate::mail;
use crate::store::users::{self, User};
use crate::store::{Tx, events};
use crate::words::t;

mod apply;
mod list;
mod new;
mod preview;
mod received;
mod result;
pub mod template;

pub async fn index(visit: Visit, Asked(shown): Asked<list::Shown>) -> Result<Markup> {
    let mut tx = visit.app.db.read().await?;
    let all = users::all(&mut tx, &visit.plan().id).await?;
    let named = named::named(&mut tx, visit.plan(), None).await?;
    let lacking = named::lacking_accounts(visit.plan(), &named, &all);
    Ok(list::view(&visit, &shown, &all, &lacking))
}

#[derive(Deserialize)]
pub struct Wanted {
    /// Whose reported liaisons are to be invited.
    unit: Option<UnitId>,
}

pub async fn new(visit: Visit, Asked(wanted): Asked<Wanted>) -> Result<Markup> {
    let mut text = String::new();
    if let Some(unit) = &wanted.unit {
        let mut tx = visit.app.db.read().await?;
        let users = users::all(&mut tx, &visit.plan().id).await?;
        let named = named::named(&mut tx, visit.plan(), Some(unit)).await?;
        text = named::as_list(visit.plan(), &named, &users);
    }
    Ok(new::view(&visit, &text, None))
}

/// The dry run: says what each row comes to, and writes nothing.
pub async fn check(visit: Visit, form: Multipart) -> Result<Response> {
    let text = match received::text(&visit, form).await? {
        Ok(text) => text,
        Err(fault) => return Ok(refused(&visit, "", &fault)),
    };
    let list = match roster::read(&roster::grid(&text)) {
        Ok(list) => list,
        Err(reason) => return Ok(refused(&visit, &text, &new::unreadable(visit.lang, reason))),
    };
    let (checked, users) = checked(&mut visit.app.db.read().await?, &visit, &list).await?;
    let dry_run = preview::DryRun { list: &list, checked: &checked, users: &users };
    Ok(preview::view(&visit, &dry_run, None).into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confirmed {
    text: String,
    digest: String,
}

/// Does what was shown, all of it at once: accounts, links, letters.
pub async fn create(visit: Visit, Posted(form): Posted<Confirmed>) -> Result<Response> {
    let text = &form.text;
    let list = match roster::read(&roster::grid(text)) {
        Ok(list) => list,
        Err(reason) => return Ok(refused(&visit, text, &new::unreadable(visit.lang, reason))),
    };
    let mut tx = visit.app.db.write(&visit.plan().id).await?;
    let (checked, users) = checked(&mut tx, &visit, &list).await?;
    if digest(&checked) != form.digest {
        let dry_run = preview::DryRun { list: &list, checked: &checked, users: &users };
        let page = preview::view(&visit, &dry_run, Some(&t!(visit.lang, "invite-changed-meanwhile")));
        return Ok((StatusCode::CONFLICT, page).into_response());
    }
    let done = apply::all(&mut tx, &visit, &checked, &users).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, result::view(&visit, &done)).into_response())
}

/// A new link for somebody who has not come yet; the earlier one ends.
pub async fn again(visit: Visit, Named(id): Named<UserId>, Posted(()): Posted<()>) -> Result<Response> {
    let mut tx = visit.app.db.write(&visit.plan().id).await?;
    let user = users::get(&mut tx, &visit.plan().id, &id).await?.ok_or(Error::NotFound)?;
    visit.require(Action::InvitePeople, Subject::Account(user.role))?;
    if user.disabled_at.is_some() || user.password_hash.is_some() {
        return Err(Error::Conflict);
    }
    let mut done = apply::Done::default();
    apply::invite(&mut tx, &visit, &user, &mut done).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, result::view(&visit, &done)).into_response())
}

async fn checked(tx: &mut Tx, visit: &Visit, list: &List) -> Result<(Vec<Checked>, Vec<User>)> {
    let users = users::all(tx, &visit.plan().id).await?;
    let logins = users::logins(tx).await?;
    let accounts: Vec<Account> = users.iter().map(account).collect();
    let known = Known { accounts: &accounts, logins: &logins, is_address: mail::is_address };
    Ok((roster::check(visit.plan(), list, known), users))
}

fn account(user: &User) -> Account {
    Account {
        id: user.id.clone(),
        login: user.login.clone(),
        name: user.name.clone(),
        email: user.email.clone(),
        phone: user.phone.clone(),
        role: user.role,
        unit: user.unit_id.clone(),
        waiting: user.password_hash.is_none(),
        disabled: user.disabled_at.is_some(),
    }
}

/// Tells whether the same would be done: every row, and what it comes to.
fn digest(checked: &[Checked]) -> String {
    hex::encode(Sha256::digest(format!("{checked:?}")))
}

fn refused(visit: &Visit, text: &str, fault: &str) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, new::view(visit, text, Some(fault))).into_response()
}

async fn record(tx: &mut Tx, visit: &Visit, act: &str, detail: &str) -> Result<()> {
    let event = events::New::of_person(act, detail, &visit.user.id, &visit.address, visit.now);
    Ok(events::append(tx, &visit.plan().id, &event).await?)
}
