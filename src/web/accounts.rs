//! Accounts (账号): who there is, making one, and taking its rights away. Every act is in the audit log.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use serde::Deserialize;

use super::error::{Error, Result};
use super::form::{Asked, Named, Posted};
use super::visit::Visit;
use crate::domain::access::Role;
use crate::domain::ids::UserId;
use crate::passwords;
use crate::store::obligations::Slice;
use crate::store::users::{self, User};
use crate::store::{Tx, events};
use crate::words::t;

mod draft;
mod list;
mod log;
mod one;

pub use list::state;

use draft::{Details, Draft, Faults};

/// Rows of the audit log per page, and on the page of accounts.
const LOG_PAGE: usize = 100;
const LOG_GLANCE: usize = 10;

pub async fn index(visit: Visit, Asked(shown): Asked<list::Shown>) -> Result<Markup> {
    let mut tx = visit.app.db.read().await?;
    let all = users::all(&mut tx, &visit.plan().id).await?;
    let latest = events::of_accounts(&mut tx, &visit.plan().id, false, Slice::page(1, LOG_GLANCE)).await?;
    Ok(list::view(&visit, &shown, all, &latest))
}

#[derive(Deserialize, Default)]
pub struct Page {
    #[serde(default)]
    page: Option<i64>,
}

/// The audit log (操作日志), with everyone's signing in.
pub async fn log(visit: Visit, Asked(shown): Asked<Page>) -> Result<Markup> {
    let page = shown.page.unwrap_or(1).clamp(1, 10_000);
    let mut tx = visit.app.db.read().await?;
    let mut rows = events::of_accounts(&mut tx, &visit.plan().id, true, Slice::page(page, LOG_PAGE)).await?;
    let more = rows.len() > LOG_PAGE;
    rows.truncate(LOG_PAGE);
    Ok(log::view(&visit, page, more, &rows))
}

/// The empty form; a link may fill in the role and the unit.
pub async fn new(visit: Visit, Asked(draft): Asked<Draft>) -> Markup {
    one::new(&visit, &draft, &Faults::default())
}

/// Makes the account and shows its one-time link, once.
pub async fn create(visit: Visit, Posted(draft): Posted<Draft>) -> Result<Response> {
    let user = match draft.account(visit.lang, visit.plan(), visit.now) {
        Ok(user) => user,
        Err(faults) => return Ok(refused(one::new(&visit, &draft, &faults))),
    };
    let mut tx = visit.app.db.write(&visit.plan().id).await?;
    if !users::insert(&mut tx, &user).await? {
        let faults = Faults::login(t!(visit.lang, "account-login-taken", login = user.login.as_str()));
        return Ok(refused(one::new(&visit, &draft, &faults)));
    }
    record(&mut tx, &visit, "account_created", &user.login).await?;
    hand_over(tx, &visit, &user).await
}

pub async fn show(visit: Visit, Named(id): Named<UserId>) -> Result<Markup> {
    let user = find(&mut visit.app.db.read().await?, &visit, &id).await?;
    Ok(one::view(&visit, &user, &Details::of(&user), &Faults::default(), None))
}

pub async fn update(
    visit: Visit,
    Named(id): Named<UserId>,
    Posted(details): Posted<Details>,
) -> Result<Response> {
    let plan = &visit.plan().id;
    let mut tx = visit.app.db.write(plan).await?;
    let user = find(&mut tx, &visit, &id).await?;
    let (name, email) = match details.check(visit.lang) {
        Ok(checked) => checked,
        Err(faults) => return Ok(refused(one::view(&visit, &user, &details, &faults, None))),
    };
    users::update(&mut tx, plan, &id, &name, email.as_deref()).await?;
    users::set_phone(&mut tx, plan, &id, details.phone()).await?;
    let change = draft::difference(&user, &name, email.as_deref(), details.phone());
    record(&mut tx, &visit, "account_updated", &change).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/accounts/{id}?done=account-updated")).into_response())
}

/// Signs the person out everywhere and ends their links. The last administrator stays, also when two of them
/// disable each other at once: the plan's write lock puts one of them second.
pub async fn disable(visit: Visit, Named(id): Named<UserId>, Posted(()): Posted<()>) -> Result<Response> {
    let plan = &visit.plan().id;
    let mut tx = visit.app.db.write(plan).await?;
    let user = find(&mut tx, &visit, &id).await?;
    if let Some(refusal) = not_to_be_disabled(&mut tx, &visit, &user).await? {
        return Ok(conflict(&visit, &user, &refusal));
    }
    users::disable(&mut tx, plan, &id, visit.now).await?;
    crate::store::sessions::end_all(&mut tx, plan, &id).await?;
    users::end_links(&mut tx, plan, &id, visit.now).await?;
    record(&mut tx, &visit, "account_disabled", &user.login).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/accounts/{id}?done=account-disabled")).into_response())
}

pub async fn enable(visit: Visit, Named(id): Named<UserId>, Posted(()): Posted<()>) -> Result<Redirect> {
    let plan = &visit.plan().id;
    let mut tx = visit.app.db.write(plan).await?;
    let user = find(&mut tx, &visit, &id).await?;
    users::enable(&mut tx, plan, &id).await?;
    record(&mut tx, &visit, "account_enabled", &user.login).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/accounts/{id}?done=account-enabled")))
}

/// A new one-time link, for whoever has lost the password or the first link; earlier links end.
pub async fn link(visit: Visit, Named(id): Named<UserId>, Posted(()): Posted<()>) -> Result<Response> {
    let mut tx = visit.app.db.write(&visit.plan().id).await?;
    let user = find(&mut tx, &visit, &id).await?;
    if user.disabled_at.is_some() {
        return Ok(conflict(&visit, &user, &t!(visit.lang, "account-enable-first")));
    }
    hand_over(tx, &visit, &user).await
}

async fn find(tx: &mut Tx, visit: &Visit, id: &UserId) -> Result<User> {
    users::get(tx, &visit.plan().id, id).await?.ok_or(Error::NotFound)
}

async fn record(tx: &mut Tx, visit: &Visit, act: &str, detail: &str) -> Result<()> {
    let event = events::New::of_person(act, detail, &visit.user.id, &visit.address, visit.now);
    Ok(events::append(tx, &visit.plan().id, &event).await?)
}

async fn hand_over(mut tx: Tx, visit: &Visit, user: &User) -> Result<Response> {
    let link = passwords::new_link(&mut tx, user, visit.now).await?;
    record(&mut tx, visit, "link_made", &user.login).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, one::link(visit, user, &link)).into_response())
}

/// Why this account has to stay as it is.
async fn not_to_be_disabled(tx: &mut Tx, visit: &Visit, user: &User) -> Result<Option<String>> {
    if user.id == visit.user.id {
        return Ok(Some(t!(visit.lang, "account-not-yourself")));
    }
    let can_sign_in = user.disabled_at.is_none() && user.password_hash.is_some();
    let last =
        user.role == Role::Admin && can_sign_in && users::count_admins(tx, &visit.plan().id).await? <= 1;
    Ok(last.then(|| t!(visit.lang, "account-last-admin")))
}

fn refused(page: Markup) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

fn conflict(visit: &Visit, user: &User, notice: &str) -> Response {
    let page = one::view(visit, user, &Details::of(user), &Faults::default(), Some(notice));
    (StatusCode::CONFLICT, page).into_response()
}
