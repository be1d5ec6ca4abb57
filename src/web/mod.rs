//! The web app. This file is its table of contents: every route, who may take it, and where it is.

use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::routing::{self, MethodRouter};

use crate::app::App;
use crate::domain::access::Action;

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
mod ledgers;
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
mod service;
mod sessions;
mod sheets;
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

pub use service::{router, serve};

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
        get("/obligations/{id}/sheets/{form}", Submit, sheets::show),
        post("/obligations/{id}/sheets/{form}", Submit, sheets::intake::create).with_files(),
        post("/obligations/{id}/sheets/{form}/end", Submit, sheets::delete),
        post("/obligations/{id}/sheets/{form}/reading/end", Submit, sheets::give_up),
        post("/obligations/{id}/sheets/{form}/faulty/end", Submit, sheets::delete_faulty),
        post("/obligations/{id}/sheets/{form}/copy", Submit, sheets::copy),
        post("/obligations/{id}/sheets/{form}/merge", Submit, sheets::merge),
        get("/obligations/{id}/sheets/{form}/template.xlsx", Submit, sheets::template::show),
        get("/obligations/{id}/sheets/{form}/rows/new", Submit, sheets::row::new),
        post("/obligations/{id}/sheets/{form}/rows", Submit, sheets::row::create),
        get("/obligations/{id}/sheets/{form}/rows/{position}", Submit, sheets::row::edit),
        post("/obligations/{id}/sheets/{form}/rows/{position}", Submit, sheets::row::update),
        post("/obligations/{id}/sheets/{form}/rows/{position}/end", Submit, sheets::row::delete),
        get("/obligations/{id}/revisions/{revision}/sheets/{form}", SeeObligation, sheets::shown::show),
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
        get("/ledgers", SeeLedgers, ledgers::index),
        get("/ledgers/disclosures", SeeDisclosures, ledgers::disclosures::index),
        get("/ledgers/{form}", SeeLedgers, ledgers::page::show),
        get("/ledgers/{form}/export.xlsx", SeeLedgers, ledgers::export::xlsx),
        get("/ledgers/{form}/export.csv", SeeLedgers, ledgers::export::csv),
        post("/ledgers/{form}/disclosure", SeePersonalData, ledgers::disclosures::create),
        get("/ledgers/{form}/rows/{sheet}/{position}", SeeLedgers, ledgers::row::show),
        post(
            "/ledgers/{form}/rows/{sheet}/{position}/disclosure",
            SeePersonalData,
            ledgers::disclosures::create_of_row,
        ),
        post("/ledgers/{form}/rows/{sheet}/{position}/correction", CorrectRows, ledgers::correction::create),
        post(
            "/ledgers/{form}/rows/{sheet}/{position}/withdrawal",
            CorrectRows,
            ledgers::correction::withdraw,
        ),
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
