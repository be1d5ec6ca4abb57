//! Setting a password: by a one-time link, or knowing the old one.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use maud::{Markup, html};
use serde::Deserialize;

use super::components::Field;
use super::error::{Error, Result};
use super::form::{Named, Open, Posted, token_field};
use super::visit::{Guest, Visit};
use super::{guessing, layout, sessions};
use crate::passwords::{self, MAX_LENGTH, MIN_LENGTH, token_hash};
use crate::store::users::User;
use crate::store::{self, Tx, events, users};
use crate::words::Lang;
use crate::words::t;

pub async fn edit_by_link(guest: Guest, Named(token): Named<String>) -> Result<Markup> {
    let mut tx = guest.app.db.read().await?;
    let user = users::by_link(&mut tx, &token_hash(&token), guest.now).await?.ok_or(Error::LinkSpent)?;
    Ok(link_view(&guest, &user, None))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewPassword {
    password: String,
    again: String,
}

/// The link is the proof of who this is; it works once, and signs the person in.
pub async fn update_by_link(
    guest: Guest,
    Named(token): Named<String>,
    jar: CookieJar,
    Open(form): Open<NewPassword>,
) -> Result<Response> {
    let link = token_hash(&token);
    let user = users::by_link(&mut guest.app.db.read().await?, &link, guest.now).await?;
    let user = user.ok_or(Error::LinkSpent)?;
    if let Some(fault) = fault(guest.lang, &form) {
        let page = link_view(&guest, &user, Some(&fault));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let hash = passwords::hash(form.password).await?;
    let mut tx = guest.app.db.write(&user.plan_id).await?;
    if !users::use_link(&mut tx, &link, guest.now).await? {
        return Err(Error::LinkSpent);
    }
    set(&mut tx, &user, &hash, &guest.address, guest.now).await?;
    tx.commit().await?;
    let cookie = sessions::begin(&guest.app, &user, &guest.address).await?;
    Ok((jar.add(cookie), Redirect::to("/?done=password")).into_response())
}

pub async fn edit(visit: Visit) -> Markup {
    view(&visit, None)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangedPassword {
    current: String,
    password: String,
    again: String,
}

/// Signs out everywhere else.
pub async fn update(visit: Visit, jar: CookieJar, Posted(form): Posted<ChangedPassword>) -> Result<Response> {
    let new = NewPassword { password: form.password, again: form.again };
    let fault = match fault(visit.lang, &new) {
        Some(fault) => Some(fault),
        None => wrong(&visit, form.current).await?,
    };
    if let Some(fault) = fault {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, view(&visit, Some(&fault))).into_response());
    }
    let hash = passwords::hash(new.password).await?;
    let mut tx = visit.app.db.write(&visit.plan().id).await?;
    set(&mut tx, &visit.user, &hash, &visit.address, visit.now).await?;
    tx.commit().await?;
    let cookie = sessions::begin(&visit.app, &visit.user, &visit.address).await?;
    Ok((jar.add(cookie), Redirect::to("/password?done=password")).into_response())
}

/// The old password is guarded like sign-in: whoever sits down at a screen left open must not find it by
/// trying.
async fn wrong(visit: &Visit, current: String) -> Result<Option<Fault>> {
    guessing::count(&visit.app, &visit.user.login, &visit.address, visit.now).await?;
    let known = passwords::verify(visit.user.password_hash.clone(), current).await?;
    Ok((!known).then(|| ("current", t!(visit.lang, "password-current-wrong"))))
}

async fn set(
    tx: &mut Tx,
    user: &User,
    hash: &str,
    address: &str,
    now: crate::domain::timestamp::Timestamp,
) -> Result<()> {
    users::set_password(tx, &user.plan_id, &user.id, hash).await?;
    store::sessions::end_all(tx, &user.plan_id, &user.id).await?;
    let event = events::New::of_person("password_set", &user.login, &user.id, address, now);
    Ok(events::append(tx, &user.plan_id, &event).await?)
}

/// The field, and what is wrong with it.
type Fault = (&'static str, String);

fn fault(lang: Lang, form: &NewPassword) -> Option<Fault> {
    let length = form.password.chars().count();
    if form.password != form.again {
        Some(("again", t!(lang, "password-differs")))
    } else if !(MIN_LENGTH..=MAX_LENGTH).contains(&length) {
        Some(("password", t!(lang, "password-length", min = MIN_LENGTH)))
    } else {
        None
    }
}

fn link_view(guest: &Guest, user: &User, fault: Option<&Fault>) -> Markup {
    let lang = guest.lang;
    let title = t!(lang, "password-set");
    layout::bare(
        &guest.app.plan,
        lang,
        &guest.here,
        &title,
        html! {
            main .narrow {
                h1 { (title) }
                p { (t!(lang, "password-for", name = user.name.as_str(), login = user.login.as_str())) }
                form method="post" .stack { (fields(lang, fault)) }
            }
        },
    )
}

fn view(visit: &Visit, fault: Option<&Fault>) -> Markup {
    let title = t!(visit.lang, "password-change");
    layout::page(
        visit,
        &title,
        html! {
            h1 { (title) }
            form method="post" .stack .narrow {
                (token_field(visit))
                (field(visit.lang, "current", "current-password", &t!(visit.lang, "password-current"), None, fault))
                (fields(visit.lang, fault))
            }
        },
    )
}

fn fields(lang: Lang, fault: Option<&Fault>) -> Markup {
    let help = t!(lang, "password-length", min = MIN_LENGTH);
    html! {
        (field(lang, "password", "new-password", &t!(lang, "password-new"), Some(&help), fault))
        (field(lang, "again", "new-password", &t!(lang, "password-again"), None, fault))
        button .primary { (t!(lang, "save")) }
    }
}

fn field(
    lang: Lang,
    name: &str,
    kept: &str,
    label: &str,
    help: Option<&str>,
    fault: Option<&Fault>,
) -> Markup {
    let fault = fault.filter(|(field, _)| *field == name).map(|(_, words)| words.as_str());
    let field = Field::new(name, label).required().faults(fault);
    let field = if let Some(help) = help { field.help(help) } else { field };
    field.line(lang, "password", "", kept)
}
