//! Forms: what a signed-in person sends carries their form token, and is refused without it.

use axum::extract::{FromRequest, FromRequestParts, Path, Query, RawForm, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use maud::{Markup, html};
use serde::de::DeserializeOwned;

use super::error::{Error, Result};
use super::typed::Typed;
use super::visit::Visit;
use crate::app::App;

/// The name of the hidden field.
pub const TOKEN: &str = "form_token";

/// A URL-encoded form from this site by this person. `T` names exactly the fields the form has; `()` is a
/// form that is only a button.
pub struct Posted<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Posted<T> {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        let expected = request.extensions().get::<Visit>().map(|visit| visit.form_token.clone());
        let fields = fields(request, app).await?;
        let token = fields.iter().find(|(name, _)| name == TOKEN).map(|(_, value)| value.as_str());
        if !is_token(expected.as_deref(), token) {
            return Err(Error::FormToken(Typed::of_fields(fields)));
        }
        Ok(Self(read(fields.into_iter().filter(|(name, _)| name != TOKEN).collect())?))
    }
}

/// A form that anyone may send, signed in or not, and that has no token: that it was made here only the
/// browser says.
pub struct Open<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Open<T> {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        Ok(Self(read(fields(request, app).await?)?))
    }
}

/// 413 over the limit, 400 for what is no form.
pub async fn fields(request: Request, app: &App) -> Result<Vec<(String, String)>> {
    let RawForm(bytes) = RawForm::from_request(request, app).await.map_err(|rejection| {
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
            Error::TooLarge
        } else {
            Error::BadRequest(rejection.body_text())
        }
    })?;
    let fields: Vec<(String, String)> =
        serde_urlencoded::from_bytes(&bytes).map_err(|error| Error::BadRequest(error.to_string()))?;
    Ok(fields.into_iter().map(|(name, value)| (name, storable(value))).collect())
}

/// What was typed or pasted, without the one character that PostgreSQL's texts cannot hold (U+0000).
pub fn storable(text: String) -> String {
    if text.contains('\0') { text.replace('\0', "") } else { text }
}

/// 400 unless the fields are those of `T`.
fn read<T: DeserializeOwned>(fields: Vec<(String, String)>) -> Result<T> {
    let text = serde_urlencoded::to_string(fields).map_err(|error| Error::BadRequest(error.to_string()))?;
    serde_urlencoded::from_str(&text).map_err(|error| Error::BadRequest(error.to_string()))
}

/// Whether the token is the person's. Compared in constant time: it is a secret.
pub fn is_token(expected: Option<&str>, got: Option<&str>) -> bool {
    let (Some(expected), Some(got)) = (expected, got) else { return false };
    let differing = expected.bytes().zip(got.bytes()).fold(0, |all, (a, b)| all | (a ^ b));
    expected.len() == got.len() && differing == 0
}

/// The hidden field, first in every form.
pub fn token_field(visit: &Visit) -> Markup {
    html! { input type="hidden" name=(TOKEN) value=(visit.form_token); }
}

/// An id in the path; one that cannot be an id is simply not found.
pub struct Named<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Named<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        refuse_nul(parts.uri.path())?;
        let Path(value) = Path::from_request_parts(parts, app).await.map_err(|_| Error::NotFound)?;
        Ok(Self(value))
    }
}

/// What an address asks for after its `?`. One that cannot be read is simply not found: people do not type
/// it, they follow links.
pub struct Asked<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<App> for Asked<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        refuse_nul(parts.uri.query().unwrap_or_default())?;
        let Query(asked) = Query::from_request_parts(parts, app).await.map_err(|_| Error::NotFound)?;
        Ok(Self(asked))
    }
}

/// U+0000 stands in no id and no word, and PostgreSQL would refuse the whole statement for it.
fn refuse_nul(encoded: &str) -> Result<()> {
    if encoded.contains("%00") { Err(Error::NotFound) } else { Ok(()) }
}
