//! The web app. This file is its table of contents: every route, who may take it, and where it is.

use std::net::SocketAddr;

use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{self, MethodRouter};
use axum::{Extension, Router};
use tokio::net::TcpListener;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::trace::TraceLayer;

use crate::app::App;
use crate::domain::access::Action;
use crate::search::Finder;

mod accounts;
mod acknowledgements;
mod assessments;
mod bulletins;
mod calendar;
mod changes;
mod compare;
mod components;
mod contacts;
mod corrections;
mod duties;
mod error;
mod evidence;
mod exemptions;
mod extensions;
mod feeds;
mod form;
mod guessing;
mod guides;
mod home;
mod indicators;
mod invitations;
mod languages;
mod layout;
mod matrix;
mod messages;
mod monitor;
mod notices;
mod obligation_page;
mod obligations;
mod overview;
mod passwords;
mod projects;
mod refusals;
mod reminders;
mod reviews;
mod scores;
mod search;
mod sessions;
mod standing;
mod start;
mod statics;
mod styleguide;
mod submissions;
mod supervision;
mod tasks;
mod typed;
mod units;
mod uploads;
mod visit;

/// A route and who may take it; `None` is for anyone.
pub struct Route {
    pub method: &'static str,
    pub path: &'static str,
    pub action: Option<Action>,
    handler: MethodRouter<App>,
}

fn get<H: Handler<T, App>, T: 'static>(path: &'static str, action: Action, handler: H) -> Route {
    Route { method: "GET", path, action: Some(action), handler: routing::get(handler) }
}

fn post<H: Handler<T, App>, T: 'static>(path: &'static str, action: Action, handler: H) -> Route {
    Route { method: "POST", path, action: Some(action), handler: routing::post(handler) }
}

/// The other methods, which only the upload protocol uses.
fn other(method: &'static str, path: &'static str, action: Action, handler: MethodRouter<App>) -> Route {
    Route { method, path, action: Some(action), handler }
}

fn public(method: &'static str, path: &'static str, handler: MethodRouter<App>) -> Route {
    Route { method, path, action: None, handler }
}

impl Route {
    /// Takes uploads, whose sizes the handler limits one by one.
    fn with_files(self) -> Self {
        Self { handler: self.handler.layer(DefaultBodyLimit::disable()), ..self }
    }
}

/// Every route there is. The role × route test walks this table.
pub fn routes() -> Vec<Route> {
    use Action::*;
    vec![
        public("GET", "/sign-in", routing::get(sessions::new)),
        public("POST", "/sign-in", routing::post(sessions::create)),
        public("GET", "/links/{token}", routing::get(passwords::edit_by_link)),
        public("POST", "/links/{token}", routing::post(passwords::update_by_link)),
        public("POST", "/language", routing::post(languages::update)),
        public("GET", "/static/{hash}/{name}", routing::get(statics::show)),
        public("GET", "/healthz", routing::get(monitor::health)),
        public("GET", "/readyz", routing::get(monitor::ready)),
        public("GET", "/metrics", routing::get(monitor::metrics)),
        public("GET", "/styleguide", routing::get(styleguide::show)),
        get("/", UseOwnAccount, home::show),
        post("/sign-out", UseOwnAccount, sessions::delete),
        get("/password", UseOwnAccount, passwords::edit),
        post("/password", UseOwnAccount, passwords::update),
        get("/obligations", SeeOwnObligations, obligations::index),
        get("/obligations/{id}", SeeObligation, obligations::show),
        get("/obligations/{id}/evidence/{revision}/{position}", SeeObligation, evidence::show),
        post("/obligations/{id}/acknowledgement", Acknowledge, acknowledgements::create),
        get("/obligations/{id}/evidence/{revision}/{position}/preview", SeeObligation, evidence::preview),
        post("/obligations/{id}/submission", Submit, submissions::create).with_files(),
        post("/obligations/{id}/draft", Submit, submissions::drafts::create).with_files(),
        post("/obligations/{id}/draft/end", Submit, submissions::drafts::delete),
        other("OPTIONS", "/obligations/{id}/uploads", Submit, routing::options(uploads::tus::options)),
        post("/obligations/{id}/uploads", Submit, uploads::tus::create),
        get("/obligations/{id}/uploads/{upload}", Submit, uploads::tus::show),
        other("HEAD", "/obligations/{id}/uploads/{upload}", Submit, routing::head(uploads::tus::offset)),
        other("PATCH", "/obligations/{id}/uploads/{upload}", Submit, routing::patch(uploads::tus::append)),
        other("DELETE", "/obligations/{id}/uploads/{upload}", Submit, routing::delete(uploads::tus::delete)),
        post("/obligations/{id}/uploads/{upload}", Submit, uploads::tus::overridden),
        get("/obligations/{id}/uploads/kept/{sha256}", Submit, evidence::kept),
        post("/obligations/{id}/extension", AskExtension, extensions::create),
        post("/obligations/{id}/extension/decision", DecideExtension, extensions::decide),
        post("/obligations/{id}/exemption", Exempt, exemptions::create),
        post("/obligations/{id}/exemption/end", Exempt, exemptions::delete),
        post("/obligations/{id}/correction", CorrectFigures, corrections::create),
        get("/obligations/{id}/revisions/{revision}", SeeObligation, compare::show),
        get("/reviews", Review, reviews::index),
        get("/reviews/batch", Review, reviews::batch::new),
        post("/reviews/batch", Review, reviews::batch::create),
        get("/reviews/{id}", Review, reviews::show),
        post("/obligations/{id}/review", Review, reviews::create),
        get("/reminders/new", Remind, reminders::new),
        post("/reminders", Remind, reminders::create),
        get("/overview", SeeOverview, overview::show),
        get("/overview/obligations", SeeOverview, overview::index),
        get("/projects", SeePlan, projects::index),
        get("/projects/{number}", SeePlan, projects::show),
        get("/tasks/{id}", SeePlan, tasks::show),
        get("/units", SeePlan, units::index),
        get("/units/{id}", SeePlan, units::show),
        get("/calendar", SeePlan, calendar::show),
        get("/calendar/subscription", UseOwnAccount, feeds::subscription::show),
        post("/calendar/subscription", UseOwnAccount, feeds::subscription::create),
        post("/calendar/subscription/end", UseOwnAccount, feeds::subscription::delete),
        public("GET", "/feeds/{file}", routing::get(feeds::show)),
        get("/search", UseOwnAccount, search::index),
        get("/changes", UseOwnAccount, changes::index),
        post("/changes/mark", UseOwnAccount, changes::mark),
        get("/indicators", SeeIndicators, indicators::index),
        get("/indicators/{id}", SeeIndicators, indicators::show),
        get("/scores", SeeUnitScore, scores::index),
        get("/scores/rules", SeePlan, scores::rules),
        get("/scores/{period}", SeeUnitScore, scores::show),
        get("/scores/{period}/compare", SeeUnitScore, scores::compare),
        get("/scores/{period}/ledger.xlsx", SeeAllScores, scores::workbooks::ledger),
        get("/scores/{period}/{unit}", SeeUnitScore, scores::card),
        get("/scores/{period}/{unit}/card.xlsx", SeeUnitScore, scores::workbooks::card),
        get("/scores/{period}/{unit}/periods", SeeUnitScore, scores::history),
        get("/assessments", SeeScoreReplies, assessments::index),
        get("/assessments/{period}", SeeScoreReplies, assessments::show),
        post("/assessments/{period}/opening", JudgeScores, assessments::open),
        post("/assessments/{period}/freezing", JudgeScores, assessments::freeze),
        post("/assessments/{period}/publication", JudgeScores, assessments::publish),
        get("/assessments/{period}/marks", JudgeScores, assessments::marks::index),
        post("/assessments/{period}/marks/items/{item}", JudgeScores, assessments::marks::create_of_item)
            .with_files(),
        post("/assessments/{period}/marks/units/{unit}", JudgeScores, assessments::marks::create_of_unit)
            .with_files(),
        post("/assessments/{period}/marks/{mark}/withdrawal", JudgeScores, assessments::marks::withdraw),
        get(
            "/assessments/{period}/marks/{mark}/evidence/{position}",
            SeeScoreReplies,
            assessments::marks::evidence,
        ),
        get("/assessments/{period}/reply", ReplyToScore, assessments::reply::show),
        post("/assessments/{period}/reply/{item}", ReplyToScore, assessments::reply::create).with_files(),
        post("/assessments/{period}/consent", ReplyToScore, assessments::reply::consent),
        get("/assessments/{period}/replies/{unit}/{item}", SeeScoreReplies, assessments::rulings::show),
        post("/assessments/{period}/replies/{unit}/{item}/ruling", JudgeScores, assessments::rulings::create),
        get(
            "/assessments/{period}/replies/{unit}/{item}/evidence/{revision}/{position}",
            SeeScoreReplies,
            assessments::reply::evidence,
        ),
        get("/assessments/{period}/corrections", JudgeScores, assessments::corrections::index),
        post("/assessments/{period}/corrections", JudgeScores, assessments::corrections::create),
        get("/assessments/{period}/verification", JudgeScores, assessments::verification::show),
        get("/bulletins", SeePublishedScores, bulletins::index),
        get("/bulletins/{period}/{edition}", SeePublishedScores, bulletins::show),
        get("/bulletins/{period}/{edition}/document", SeePublishedScores, bulletins::document),
        get("/bulletins/{period}/{edition}/pdf", SeePublishedScores, bulletins::pdf),
        get("/bulletins/{period}/{edition}/draft", JudgeScores, bulletins::drafts::edit),
        post("/bulletins/{period}/{edition}/draft", JudgeScores, bulletins::drafts::update),
        post("/bulletins/{period}/{edition}/draft/end", JudgeScores, bulletins::drafts::delete),
        post("/bulletins/{period}/{edition}/issue", JudgeScores, bulletins::issues::create),
        get("/notices", SeeNotices, supervision::index),
        get("/notices/{id}", SeeNotices, supervision::show),
        get("/notices/{id}/document", SeeNotices, supervision::document),
        get("/messages", SeeMessages, messages::index),
        get("/messages/planned", SeeMessages, messages::planned::index),
        get("/messages/{id}", SeeMessages, messages::show),
        post("/messages/{id}/resending", ResendMessages, messages::resending::create),
        post("/messages/resending", ResendMessages, messages::resending::create_all),
        get("/start", UseOwnAccount, start::show),
        post("/start/end", UseOwnAccount, start::finish),
        post("/start/test-mail", UseOwnAccount, start::test_mail::create),
        post("/start/robots/{name}/test", ResendMessages, start::robots::create),
        get("/guides/{role}", UseOwnAccount, guides::show),
        get("/invitations", InvitePeople, invitations::index),
        get("/invitations/new", InvitePeople, invitations::new),
        get("/invitations/template.xlsx", InvitePeople, invitations::template::xlsx),
        get("/invitations/template.csv", InvitePeople, invitations::template::csv),
        post("/invitations/check", InvitePeople, invitations::check).with_files(),
        post("/invitations", InvitePeople, invitations::create),
        post("/invitations/{id}", InvitePeople, invitations::again),
        get("/accounts", ManageAccounts, accounts::index),
        post("/accounts", ManageAccounts, accounts::create),
        get("/accounts/new", ManageAccounts, accounts::new),
        get("/accounts/log", ManageAccounts, accounts::log),
        get("/accounts/{id}", ManageAccounts, accounts::show),
        post("/accounts/{id}", ManageAccounts, accounts::update),
        post("/accounts/{id}/disablement", ManageAccounts, accounts::disable),
        post("/accounts/{id}/disablement/end", ManageAccounts, accounts::enable),
        post("/accounts/{id}/link", ManageAccounts, accounts::link),
    ]
}

/// The app as a service.
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
