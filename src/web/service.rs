//! The app as a service: what stands around every route, in which order.

use std::net::SocketAddr;

use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Extension, Router};
use tokio::net::TcpListener;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::trace::TraceLayer;

use super::{error, monitor, routes, visit};
use crate::app::App;
use crate::search::Finder;

/// Every route, and what it is wrapped in.
pub fn router(app: App) -> Router {
    let mut router = Router::new();
    for route in routes() {
        let handler = match route.action {
            Some(action) => route.handler.layer(from_fn_with_state((app.clone(), action), visit::guard)),
            None => route.handler,
        };
        router = router.route(route.path, handler);
    }
    let https = app.config.is_https().then(|| HeaderValue::from_static("max-age=31536000"));
    let csrf = CsrfLayer::new();
    let csrf = csrf.clone().add_trusted_origin(&app.config.public_url).unwrap_or(csrf);
    router
        .fallback(async || error::Error::NotFound)
        .method_not_allowed_fallback(page_of_form)
        // Forms of text; the one that takes files raises this for itself.
        .layer(DefaultBodyLimit::max(1024 * 1024))
        .layer(csrf)
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(app.clone(), error::pages))
        .layer(map_response(private))
        .layer(Extension(Finder::new(app.plan.clone())))
        .layer(CompressionLayer::new())
        .layer(header("content-security-policy", CONTENT_SECURITY_POLICY))
        .layer(header("x-content-type-options", "nosniff"))
        .layer(header("referrer-policy", "same-origin"))
        .layer(header("cross-origin-opener-policy", "same-origin"))
        .layer(header("x-frame-options", "DENY"))
        .layer(SetResponseHeaderLayer::if_not_present(header::STRICT_TRANSPORT_SECURITY, https))
        .layer(from_fn_with_state(app.clone(), monitor::measure))
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(TraceLayer::new_for_http().make_span_with(span))
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
        .with_state(app)
}

/// Answers until `stop`, then finishes what it is answering.
pub async fn serve(
    app: App,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let service = router(app).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop).await
}

const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
     connect-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

fn header(name: &'static str, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(HeaderName::from_static(name), HeaderValue::from_static(value))
}

/// A form's own address, opened as a page (reloaded, kept as a bookmark, come back to after signing in or
/// changing the language), leads to the page that has the form.
async fn page_of_form(method: Method, uri: Uri) -> Response {
    match uri.path().rsplit_once('/') {
        Some(("", _)) if method == Method::GET => Redirect::to("/").into_response(),
        Some((page, _)) if method == Method::GET => Redirect::to(page).into_response(),
        _ => StatusCode::METHOD_NOT_ALLOWED.into_response(),
    }
}

/// Pages are a person's own: no cache keeps them unless the handler says so.
async fn private(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("private, no-store"));
    response
}

/// Paths hold one-time links and the keys of calendars, so only the route's pattern is logged.
fn span<B>(request: &axum::http::Request<B>) -> tracing::Span {
    let id = request.headers().get("x-request-id").and_then(|id| id.to_str().ok()).unwrap_or_default();
    let route = request.extensions().get::<axum::extract::MatchedPath>().map_or("-", |path| path.as_str());
    tracing::info_span!("request", method = %request.method(), route, id)
}
