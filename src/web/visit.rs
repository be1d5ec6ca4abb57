//! One person's request: who, in which language, when, from where.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Uri};
use axum::middleware::Next;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use sha2::{Digest, Sha256};

use super::changes;
use super::error::{Error, Result};
use super::typed::Typed;
use crate::app::App;
use crate::domain::access::{Action, Person, Subject, may};
use crate::domain::plan::Plan;
use crate::domain::timestamp::Timestamp;
use crate::passwords::token_hash;
use crate::store;
use crate::store::users::User;
use crate::words::Lang;

/// What handlers of signed-in people get.
#[derive(Clone)]
pub struct Visit {
    pub app: App,
    pub user: Arc<User>,
    pub person: Person,
    pub lang: Lang,
    pub now: Timestamp,
    /// Path and query, to come back to.
    pub here: String,
    /// Where the person sits: an IP address.
    pub address: String,
    /// Every form carries it; see [`form_token`].
    pub form_token: String,
    /// How many changes the person has not read; 0 where no page is made
    pub unread: i64,
    /// Says what was just done, once, at the top of the next page.
    pub done: Option<String>,
}

impl Visit {
    pub fn plan(&self) -> &Plan {
        &self.app.plan
    }

    pub fn may(&self, action: Action, subject: Subject<'_>) -> bool {
        may(&self.person, action, subject)
    }

    /// 403 unless the person may.
    pub fn require(&self, action: Action, subject: Subject<'_>) -> Result<()> {
        if self.may(action, subject) { Ok(()) } else { Err(Error::Forbidden) }
    }
}

/// What handlers get that serve anyone.
pub struct Guest {
    pub app: App,
    pub lang: Lang,
    pub now: Timestamp,
    /// Path and query, to come back to.
    pub here: String,
    pub address: String,
}

impl FromRequestParts<App> for Visit {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self> {
        // `guard` put it there; a route outside the table has none and is refused.
        parts.extensions.get::<Self>().cloned().ok_or(Error::Forbidden)
    }
}

impl FromRequestParts<App> for Guest {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let address = address(parts, app);
        let (lang, here) = (lang_of(&parts.headers), here(&parts.uri));
        Ok(Self { app: app.clone(), lang, now: app.clock.now(), here, address })
    }
}

/// Stands before every route that is not public: finds the session's person and asks whether that role may
/// do such a thing at all. What stands behind an id in the path is asked again by the handler.
pub async fn guard(
    State((app, action)): State<(App, Action)>,
    request: Request,
    next: Next,
) -> Result<Response> {
    let now = app.clock.now();
    let Some(user) = signed_in(&app, request.headers(), now).await? else {
        return Err(if request.method() == Method::GET {
            Error::SignInFirst { next: here(request.uri()) }
        } else {
            Error::SessionEnded(Typed::of(request, &app).await)
        });
    };
    let (mut parts, body) = request.into_parts();
    let person = user.person();
    if !may(&person, action, Subject::Any) {
        return Err(Error::Forbidden);
    }
    let mut visit = Visit {
        unread: 0,
        person,
        lang: lang_of(&parts.headers),
        now,
        here: here(&parts.uri),
        address: address(&parts, &app),
        form_token: form_token(&user),
        done: done(&parts),
        user: Arc::new(user),
        app,
    };
    if parts.method == Method::GET {
        let (app, watch) = (visit.app.clone(), changes::watch(&visit));
        visit.unread = store::changes::count(&mut app.db.read().await?, &visit.user, watch, now).await?;
    }
    parts.extensions.insert(visit);
    Ok(next.run(Request::from_parts(parts, body)).await)
}

/// The person whose session the cookie names.
pub async fn signed_in(app: &App, headers: &HeaderMap, now: Timestamp) -> Result<Option<User>> {
    let jar = CookieJar::from_headers(headers);
    let Some(cookie) = jar.get(cookie_name(app)) else { return Ok(None) };
    let mut tx = app.db.read().await?;
    Ok(store::sessions::user(&mut tx, &token_hash(cookie.value()), now).await?)
}

/// `__Host-` makes browsers refuse the cookie over http or for a whole domain.
pub fn cookie_name(app: &App) -> &'static str {
    if app.config.is_https() { "__Host-duban" } else { "duban" }
}

/// Bound to the person and their password's salted hash, which nobody outside the database knows: forms
/// survive signing in again, and end with a new password. It stands beside the check of where a request
/// comes from, for browsers that send neither Sec-Fetch-Site nor Origin.
pub fn form_token(user: &User) -> String {
    let secret = user.password_hash.as_deref().unwrap_or_default();
    let digest = Sha256::new()
        .chain_update(b"form\0")
        .chain_update(user.id.as_str())
        .chain_update(b"\0")
        .chain_update(secret)
        .finalize();
    hex::encode(digest)
}

/// The language of the switch; Chinese until it is used.
pub fn lang_of(headers: &HeaderMap) -> Lang {
    let jar = CookieJar::from_headers(headers);
    jar.get("lang").and_then(|cookie| Lang::from_tag(cookie.value())).unwrap_or_default()
}

/// Path and query.
pub fn here(uri: &Uri) -> String {
    uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string)
}

fn done(parts: &Parts) -> Option<String> {
    let query = parts.uri.query()?;
    let (_, value) =
        query.split('&').filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == "done")?;
    Some(value.to_owned())
}

/// The client's address: that of the connection, or what the trusted proxies wrote at the right end of
/// X-Forwarded-For; what stands further left anyone can write.
fn address(parts: &Parts, app: &App) -> String {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip().to_string());
    let trusted = app.config.trusted_proxies;
    let forwarded: Vec<&str> = parts
        .headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .collect();
    let believed = forwarded.len().checked_sub(trusted).filter(|_| trusted > 0);
    match believed.and_then(|at| forwarded.get(at)) {
        Some(client) => (*client).to_owned(),
        None => peer.unwrap_or_default(),
    }
}
