//! Assessments (考核): the periods and where each stands, and one period's workflow from its opening to its editions.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::error::{Error, Result};
use super::form::{Named, Posted};
use super::visit::Visit;
use crate::domain::access::{Action, Subject};
use crate::domain::assessment::{Refusal, Reply, Standing, State};
use crate::domain::ids::UnitId;
use crate::domain::scoring::{Scores, Span};
use crate::editions::{self, Key};
use crate::store::Tx;
use crate::store::scores::acts::{self, Actor};
use crate::store::scores::replies::RulingRow;
use crate::store::scores::{self, Assessed, replies};
use crate::words;

pub mod corrections;
mod files;
mod list;
pub mod marks;
pub mod reply;
pub mod rulings;
mod steps;
pub mod verification;
mod workflow;

/// What was typed in a form that was not taken, and why.
#[derive(Debug, Clone, Default)]
pub struct Input {
    pub notice: Option<String>,
    /// Which of the page's forms it was.
    pub form: String,
    pub fields: Vec<(String, String)>,
    /// What is wrong, by field.
    pub faults: Vec<(String, String)>,
}

impl Input {
    /// What stands in a field of this form; empty on a fresh page.
    fn value(&self, form: &str, name: &str) -> &str {
        let field = self.fields.iter().find(|(each, _)| self.form == form && each == name);
        field.map_or("", |(_, value)| value.as_str())
    }

    fn fault(&self, form: &str, name: &str) -> Option<&str> {
        let fault = self.faults.iter().find(|(each, _)| self.form == form && each == name);
        fault.map(|(_, words)| words.as_str())
    }

    fn is_of(&self, form: &str) -> bool {
        self.form == form
    }
}

/// A period as its pages show it.
struct Period {
    span: Span,
    now: Assessed,
    scores: Scores,
    /// Every version of every reply.
    versions: Vec<Reply>,
    rulings: Vec<RulingRow>,
    consenting: Vec<UnitId>,
    standing: Standing,
}

impl Period {
    async fn load(tx: &mut Tx, visit: &Visit, span: Span) -> Result<Self> {
        let plan = visit.plan();
        let now = scores::assessed(tx, plan, &span, visit.now).await?;
        let mut standing = Standing::default();
        if let Some(row) = now.row.as_ref().filter(|row| row.state != State::Draft) {
            standing = acts::standing(tx, plan, &span, row).await?;
        }
        Ok(Self {
            scores: now.scores(),
            now,
            versions: replies::all(tx, &plan.id, &span.id).await?,
            rulings: replies::rulings(tx, &plan.id, &span.id).await?,
            consenting: acts::consenting(tx, plan, &span).await?,
            standing,
            span,
        })
    }
}

/// The plan's period of this id.
fn span(visit: &Visit, id: &str) -> Result<Span> {
    visit.plan().scoring.span(visit.plan().year, id).ok_or(Error::NotFound)
}

fn actor(visit: &Visit) -> Actor<'_> {
    Actor { person: &visit.person, name: &visit.user.name, address: &visit.address, at: visit.now }
}

fn key(visit: &Visit) -> std::result::Result<Key, editions::Error> {
    let config = &visit.app.config;
    Key::open(&config.data_dir, config.seal_key.as_ref().map(crate::config::Secret::expose))
}

impl From<editions::Error> for Error {
    fn from(error: editions::Error) -> Self {
        Self::Internal(Box::new(error))
    }
}

fn status(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::Forbidden => StatusCode::FORBIDDEN,
        Refusal::WrongPhase | Refusal::Stale | Refusal::ReplyOver | Refusal::Ruled => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// All periods: to offices each with its next step, to a unit those that it may look at.
pub async fn index(visit: Visit) -> Result<Response> {
    let mut tx = visit.app.db.read().await?;
    let phases = scores::phases(&mut tx, visit.plan()).await?;
    Ok(list::view(&visit, &phases).into_response())
}

/// One period's workflow; a unit's people go to what concerns them.
pub async fn show(visit: Visit, Named(id): Named<String>) -> Result<Response> {
    let span = span(&visit, &id)?;
    if visit.user.unit_id.is_some() {
        return Ok(Redirect::to(&format!("/assessments/{id}/reply")).into_response());
    }
    visit.require(Action::SeeScoreReplies, Subject::Any)?;
    let mut tx = visit.app.db.read().await?;
    let period = Period::load(&mut tx, &visit, span).await?;
    Ok(workflow::view(&visit, &period, &Input::default()).into_response())
}

pub async fn open(visit: Visit, Named(id): Named<String>, Posted(()): Posted<()>) -> Result<Response> {
    let span = span(&visit, &id)?;
    let mut tx = visit.app.db.write(&visit.plan().id).await?;
    let decided = acts::open(&mut tx, visit.plan(), &span, actor(&visit)).await?;
    done(tx, &visit, span, decided, "opening", vec![], "assessment-opened").await
}

pub async fn freeze(visit: Visit, Named(id): Named<String>, Posted(()): Posted<()>) -> Result<Response> {
    let span = span(&visit, &id)?;
    let mut tx = visit.app.db.write(&visit.plan().id).await?;
    let decided = acts::freeze(&mut tx, visit.plan(), &span, actor(&visit)).await?;
    done(tx, &visit, span, decided, "freezing", vec![], "assessment-frozen").await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publishing {
    seen: i64,
    #[serde(default)]
    reason: String,
}

pub async fn publish(
    visit: Visit,
    Named(id): Named<String>,
    Posted(form): Posted<Publishing>,
) -> Result<Response> {
    let span = span(&visit, &id)?;
    let key = key(&visit)?;
    let mut tx = visit.app.db.write(&visit.plan().id).await?;
    let asked = (form.seen, form.reason.as_str());
    let decided = acts::publish(&mut tx, visit.plan(), &span, asked, &key, actor(&visit)).await?;
    let typed = vec![("reason".to_owned(), form.reason)];
    done(tx, &visit, span, decided.map(drop), "publication", typed, "assessment-published").await
}

/// Back to the period's page, or that page with what stands in the way.
async fn done(
    mut tx: Tx,
    visit: &Visit,
    span: Span,
    decided: acts::Decided<()>,
    form: &str,
    fields: Vec<(String, String)>,
    done: &str,
) -> Result<Response> {
    let Err(refusal) = decided else {
        tx.commit().await?;
        return Ok(Redirect::to(&format!("/assessments/{}?done={done}", span.id)).into_response());
    };
    if refusal == Refusal::Forbidden {
        return Err(Error::Forbidden);
    }
    let period = Period::load(&mut tx, visit, span).await?;
    let notice = words::refusal(visit.lang, visit.plan(), &period.now.rules, &refusal);
    let input = Input { notice: Some(notice), form: form.to_owned(), fields, faults: vec![] };
    Ok((status(&refusal), workflow::view(visit, &period, &input)).into_response())
}
