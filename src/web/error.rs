//! What a person gets when something does not work: a status and a page in their language. Internals are
//! logged under the request's id and never shown.

use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;

use super::layout;
use super::typed::Typed;
use super::visit::{here, lang_of};
use crate::app::App;
use crate::words::Lang;
use crate::words::t;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// 404: there is no such page, or no such thing.
    #[error("not found")]
    NotFound,
    /// 404: a one-time link that was used, has expired, was replaced or never was; which, is not said.
    #[error("link no longer good")]
    LinkSpent,
    /// 403: not for this role or unit.
    #[error("forbidden")]
    Forbidden,
    /// 403: the form was not made for this person by this site.
    #[error("form token missing or wrong")]
    FormToken(Typed),
    /// 303 to the sign-in page, which leads back.
    #[error("sign-in needed")]
    SignInFirst { next: String },
    /// 401: a form was sent after the session had ended; the page has what was typed.
    #[error("session ended")]
    SessionEnded(Typed),
    /// 400: the request is broken (cut off, not a form, a field that the form does not have).
    #[error("bad request: {0}")]
    BadRequest(String),
    /// 413: more than the form takes.
    #[error("too large")]
    TooLarge,
    /// 429: too many failed sign-ins.
    #[error("too many attempts")]
    TooManyAttempts,
    /// 409: somebody acted first, and there was nothing typed to keep.
    #[error("conflict")]
    Conflict,
    /// 500
    #[error("{0}")]
    Internal(Box<dyn std::error::Error + Send + Sync>),
}

pub type Result<T> = std::result::Result<T, Error>;

impl From<crate::store::Error> for Error {
    fn from(error: crate::store::Error) -> Self {
        match error {
            crate::store::Error::Conflict => Self::Conflict,
            other => Self::Internal(Box::new(other)),
        }
    }
}

impl From<crate::passwords::Error> for Error {
    fn from(error: crate::passwords::Error) -> Self {
        Self::Internal(Box::new(error))
    }
}

impl From<crate::evidence_files::Error> for Error {
    fn from(error: crate::evidence_files::Error) -> Self {
        match error {
            crate::evidence_files::Error::TooLarge { .. } => Self::TooLarge,
            other => Self::Internal(Box::new(other)),
        }
    }
}

/// Marks a refusal in the terms of another protocol than pages and forms: no page takes its place.
#[derive(Debug, Clone)]
pub struct AsIs;

/// Travels with the response to [`pages`], which knows the person's language.
#[derive(Debug, Clone)]
struct Problem(Page);

#[derive(Debug, Clone)]
enum Page {
    NotFound,
    LinkSpent,
    Forbidden,
    FormToken(Typed),
    SessionEnded(Typed),
    BadRequest(String),
    TooLarge,
    TooManyAttempts,
    Conflict,
    Internal,
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let (status, page) = match self {
            Self::SignInFirst { next } => {
                let next = percent_encoding::utf8_percent_encode(&next, percent_encoding::NON_ALPHANUMERIC);
                return Redirect::to(&format!("/sign-in?next={next}")).into_response();
            }
            Self::NotFound => (StatusCode::NOT_FOUND, Page::NotFound),
            Self::LinkSpent => (StatusCode::NOT_FOUND, Page::LinkSpent),
            Self::Forbidden => (StatusCode::FORBIDDEN, Page::Forbidden),
            Self::FormToken(typed) => (StatusCode::FORBIDDEN, Page::FormToken(typed)),
            Self::SessionEnded(typed) => (StatusCode::UNAUTHORIZED, Page::SessionEnded(typed)),
            Self::BadRequest(what) => (StatusCode::BAD_REQUEST, Page::BadRequest(what)),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, Page::TooLarge),
            Self::TooManyAttempts => (StatusCode::TOO_MANY_REQUESTS, Page::TooManyAttempts),
            Self::Conflict => (StatusCode::CONFLICT, Page::Conflict),
            Self::Internal(error) => {
                tracing::error!(%error, "request failed");
                (StatusCode::INTERNAL_SERVER_ERROR, Page::Internal)
            }
        };
        let mut response = status.into_response();
        response.extensions_mut().insert(Problem(page));
        response
    }
}

/// Turns problems into pages, and the framework's own bare refusals too.
pub async fn pages(State(app): State<App>, request: Request, next: Next) -> Response {
    let (lang, here) = (lang_of(request.headers()), here(request.uri()));
    let mut response = next.run(request).await;
    let status = response.status();
    let page = match response.extensions_mut().remove::<Problem>() {
        Some(Problem(page)) => page,
        None if response.extensions().get::<AsIs>().is_some() => return response,
        None if (status.is_client_error() || status.is_server_error()) && !is_page(&response) => {
            refusal(response).await
        }
        None => return response,
    };
    let (title, text) = words(lang, &page, app.config.uploads.file_mib);
    let body = html! {
        main .narrow {
            h1 { (title) }
            p { (text) }
            @if let Page::FormToken(typed) = &page { (typed.to_copy(lang)) }
            @if let Page::SessionEnded(typed) = &page {
                p { a .button href="/sign-in" target="_blank" { (t!(lang, "typed-sign-in")) } }
                (typed.again(lang))
            }
            p { a .button href="/" { (t!(lang, "back-home")) } }
        }
    };
    (status, layout::bare(&app.plan, lang, &here, &title, body)).into_response()
}

fn is_page(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/html"))
}

/// What an extractor or a layer said in plain text: a form that could not be read, a body over the limit, a
/// form from another site, a panic.
async fn refusal(response: Response) -> Page {
    match response.status() {
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => Page::NotFound,
        StatusCode::PAYLOAD_TOO_LARGE => Page::TooLarge,
        StatusCode::FORBIDDEN => Page::FormToken(Typed::default()),
        status if status.is_server_error() => Page::Internal,
        _ => {
            let text = to_bytes(response.into_body(), 1000).await.unwrap_or_default();
            Page::BadRequest(String::from_utf8_lossy(&text).into_owned())
        }
    }
}

fn words(lang: Lang, page: &Page, file_mib: u32) -> (String, String) {
    match page {
        Page::NotFound => (t!(lang, "error-not-found"), t!(lang, "error-not-found-text")),
        Page::LinkSpent => (t!(lang, "error-link-spent"), t!(lang, "error-link-spent-text")),
        Page::Forbidden => (t!(lang, "error-forbidden"), t!(lang, "error-forbidden-text")),
        Page::FormToken(_) => (t!(lang, "error-form-token"), t!(lang, "error-form-token-text")),
        Page::SessionEnded(_) => (t!(lang, "error-session-ended"), t!(lang, "error-session-ended-text")),
        Page::BadRequest(what) => {
            (t!(lang, "error-bad-request"), t!(lang, "error-bad-request-text", what = what.as_str()))
        }
        Page::TooLarge => (t!(lang, "error-too-large"), t!(lang, "error-too-large-text", limit = file_mib)),
        Page::TooManyAttempts => (t!(lang, "error-too-many"), t!(lang, "error-too-many-text")),
        Page::Conflict => (t!(lang, "error-conflict"), t!(lang, "error-conflict-text")),
        Page::Internal => (t!(lang, "error-internal"), t!(lang, "error-internal-text")),
    }
}
