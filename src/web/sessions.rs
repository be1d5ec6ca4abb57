//! Signing in and out (登录). An unknown name costs as much time as a wrong password.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use maud::{Markup, html};
use serde::Deserialize;
use time::Duration;

use super::components::Field;
use super::error::Result;
use super::form::{Asked, Open, Posted};
use super::languages::local;
use super::visit::{Guest, Visit, cookie_name};
use super::{guessing, layout};
use crate::app::App;
use crate::passwords::{self, token_hash};
use crate::store::users::User;
use crate::store::{self, events, sessions};
use crate::words::t;

#[derive(Deserialize, Default)]
pub struct Way {
    #[serde(default)]
    next: String,
}

pub async fn new(guest: Guest, Asked(way): Asked<Way>) -> Markup {
    view(&guest, &way.next, "", false)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    login: String,
    password: String,
    #[serde(default)]
    next: String,
}

pub async fn create(guest: Guest, jar: CookieJar, Open(form): Open<Credentials>) -> Result<Response> {
    let login = form.login.trim().to_lowercase();
    guessing::count(&guest.app, &login, &guest.address, guest.now).await?;
    let user = store::users::by_login(&mut guest.app.db.read().await?, &login).await?;
    let active = user.filter(|user| user.disabled_at.is_none());
    let hash = active.as_ref().and_then(|user| user.password_hash.clone());
    let (Some(user), true) = (active, passwords::verify(hash, form.password).await?) else {
        let page = view(&guest, &form.next, &form.login, true);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let cookie = begin(&guest.app, &user, &guest.address).await?;
    Ok((jar.add(cookie), Redirect::to(local(&form.next))).into_response())
}

pub async fn delete(visit: Visit, jar: CookieJar, Posted(()): Posted<()>) -> Result<(CookieJar, Redirect)> {
    let name = cookie_name(&visit.app);
    if let Some(cookie) = jar.get(name) {
        let mut tx = visit.app.db.write(&visit.plan().id).await?;
        sessions::end(&mut tx, &token_hash(cookie.value())).await?;
        tx.commit().await?;
    }
    Ok((jar.remove(Cookie::build(name).path("/")), Redirect::to("/sign-in")))
}

/// Opens a session and gives its cookie.
pub async fn begin(app: &App, user: &User, address: &str) -> Result<Cookie<'static>> {
    let token = passwords::new_token();
    let now = app.clock.now();
    let expires = now.plus(Duration::hours(i64::from(app.config.session_hours)));
    let mut tx = app.db.write(&user.plan_id).await?;
    sessions::insert(&mut tx, user, &token_hash(&token), address, now, expires).await?;
    sessions::forgive(&mut tx, &user.login).await?;
    let event = events::New::of_person("signed_in", &user.login, &user.id, address, now);
    events::append(&mut tx, &user.plan_id, &event).await?;
    tx.commit().await?;
    Ok(Cookie::build((cookie_name(app), token))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(app.config.is_https())
        .build())
}

fn view(guest: &Guest, next: &str, login: &str, failed: bool) -> Markup {
    let lang = guest.lang;
    let title = t!(lang, "sign-in");
    layout::bare(
        &guest.app.plan,
        lang,
        &guest.here,
        &title,
        html! {
            main .narrow.sign-in {
                h1 { (title) }
                @if failed { p .fault role="alert" { (t!(lang, "sign-in-failed")) } }
                form method="post" action="/sign-in" hx-boost="false" .stack {
                    input type="hidden" name="next" value=(next);
                    (Field::new("login", &t!(lang, "login")).view(lang, |control| html! {
                        input id=(control.id) name=(control.name) value=(login) autocomplete="username" required autofocus;
                    }))
                    (Field::new("password", &t!(lang, "password")).view(lang, |control| html! {
                        input type="password" id=(control.id) name=(control.name) autocomplete="current-password" required;
                    }))
                    button .primary { (title) }
                }
                p .muted { (t!(lang, "sign-in-help")) }
            }
        },
    )
}
