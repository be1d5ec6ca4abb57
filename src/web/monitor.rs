//! For whoever watches over the server (运行监控): whether the process lives, whether it can serve, and its figures.

use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};

use axum::Extension;
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::error::{AsIs, Error, Result};
use super::form::is_token;
use crate::app::App;
use crate::config::Config;
use crate::metrics::MEDIA_TYPE;
use crate::store::{self, backlog, materialise};

/// A probe asks every few seconds and gives up soon itself.
const PATIENCE: Duration = Duration::from_secs(2);

/// What a proxy adds to a request that it passes on.
const PASSED_ON: [&str; 4] = ["forwarded", "x-forwarded-for", "x-real-ip", "via"];

/// Liveness: the process answers. It asks nothing of the database.
pub async fn health() -> StatusCode {
    StatusCode::NO_CONTENT
}

/// Readiness: the database answers, and its rows were made from this plan. 503 otherwise, and why.
pub async fn ready(State(app): State<App>) -> Response {
    let why = match tokio::time::timeout(PATIENCE, is_applied(&app)).await {
        Ok(Ok(true)) => return StatusCode::NO_CONTENT.into_response(),
        Ok(Ok(false)) => "the plan has not been applied yet\n",
        Ok(Err(error)) => {
            tracing::warn!(%error, "not ready");
            "the database answers with an error; see the log\n"
        }
        Err(_) => "the database does not answer\n",
    };
    (StatusCode::SERVICE_UNAVAILABLE, Extension(AsIs), why).into_response()
}

async fn is_applied(app: &App) -> store::Result<bool> {
    materialise::is_applied(&mut app.db.read().await?, &app.plan).await
}

/// Figures for Prometheus; 401 without the token, 403 from elsewhere where there is none.
pub async fn metrics(State(app): State<App>, request: Request) -> Result<Response> {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    if !may_read(&app.config, peer, request.headers()) {
        return Ok(refusal(&app.config));
    }
    let mut tx = app.db.read().await?;
    let backlog = backlog::of(&mut tx, &app.plan.id, &app.channels(), app.clock.now()).await?;
    let text = app.metrics.render(&backlog).map_err(|error| Error::Internal(Box::new(error)))?;
    Ok(([(header::CONTENT_TYPE, MEDIA_TYPE)], text).into_response())
}

/// With a token set, whoever has it. Without one, this machine; but behind a proxy on this machine everyone would
/// come from here, so nothing that was passed on counts.
fn may_read(config: &Config, peer: Option<IpAddr>, headers: &HeaderMap) -> bool {
    if let Some(token) = &config.metrics_token {
        let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        return is_token(Some(token.expose()), given.and_then(|value| value.strip_prefix("Bearer ")));
    }
    let direct = config.trusted_proxies == 0 && !PASSED_ON.iter().any(|name| headers.contains_key(*name));
    direct && peer.is_some_and(|ip| ip.to_canonical().is_loopback())
}

fn refusal(config: &Config) -> Response {
    if config.metrics_token.is_some() {
        let scheme = [(header::WWW_AUTHENTICATE, "Bearer")];
        return (
            StatusCode::UNAUTHORIZED,
            Extension(AsIs),
            scheme,
            "send metrics_token as Authorization: Bearer …\n",
        )
            .into_response();
    }
    (
        StatusCode::FORBIDDEN,
        Extension(AsIs),
        "only from this machine and not through a proxy, or with metrics_token\n",
    )
        .into_response()
}

/// How long each answer took to begin.
pub async fn measure(State(app): State<App>, request: Request, next: Next) -> Response {
    let method = known(request.method());
    let route = request.extensions().get::<MatchedPath>().cloned();
    let began = Instant::now();
    let response = next.run(request).await;
    let route = route.as_ref().map_or("-", MatchedPath::as_str);
    app.metrics.request(method, route, response.status().as_u16(), began.elapsed());
    response
}

/// Anyone can send a method of any name, and each would be a series of its own.
fn known(method: &Method) -> &'static str {
    ["GET", "POST", "HEAD", "PATCH", "DELETE", "OPTIONS", "PUT"]
        .into_iter()
        .find(|name| *name == method.as_str())
        .unwrap_or("other")
}
