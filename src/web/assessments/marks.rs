//! Marks (评定): an item judged for all units at once, or what else was found of one unit.

use axum::extract::Multipart;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use serde::Deserialize;

use super::files::{self, Drawer};
use super::{Input, actor, span, status};
use crate::domain::access::{Action, Subject};
use crate::domain::assessment::{Judged, Refusal, is_judged};
use crate::domain::ids::UnitId;
use crate::domain::report::Evidence;
use crate::domain::scoring::{Scores, Span};
use crate::store::Tx;
use crate::store::scores::acts::{self, Judging};
use crate::store::scores::marks::{Attached, Row};
use crate::store::scores::{self, Assessed};
use crate::web::error::{Error, Result};
use crate::web::evidence::download;
use crate::web::form::{Asked, Named, Posted, TOKEN};
use crate::web::uploads::{Received, receive};
use crate::web::visit::Visit;
use crate::words;

mod by_item;
mod by_unit;
pub(super) mod view;

/// What is judged: an item for all units, or one unit.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Look {
    #[serde(default)]
    item: String,
    #[serde(default)]
    unit: String,
}

impl Look {
    /// Unlike any other's: names its drawer and its form.
    fn name(&self) -> String {
        if self.unit.is_empty() { format!("item~{}", self.item) } else { format!("unit~{}", self.unit) }
    }

    fn href(&self, period: &str) -> String {
        let asked =
            if self.unit.is_empty() { format!("item={}", self.item) } else { format!("unit={}", self.unit) };
        format!("/assessments/{period}/marks?{asked}")
    }
}

/// What the page shows.
struct Shown {
    span: Span,
    look: Look,
    now: Assessed,
    scores: Scores,
    /// All of the period.
    marks: Vec<Row>,
    evidence: Vec<Attached>,
    /// Files of a form that was refused.
    kept: Vec<Evidence>,
}

impl Shown {
    async fn load(tx: &mut Tx, visit: &Visit, span: Span, look: Look) -> Result<Self> {
        let plan = visit.plan();
        let now = scores::assessed(tx, plan, &span, visit.now).await?;
        let look = chosen(&now, look).ok_or(Error::NotFound)?;
        Ok(Self {
            scores: now.scores(),
            now,
            marks: scores::marks::all(tx, &plan.id, &span.id).await?,
            evidence: scores::marks::evidence(tx, &plan.id, &span.id).await?,
            kept: Drawer::new(&span.id, &look.name())?.known(tx, visit, vec![]).await?,
            look,
            span,
        })
    }

    /// The latest mark's number that this form builds on.
    fn seen(&self) -> i64 {
        seen(&self.marks, &self.look)
    }
}

/// What was asked for; else the first item that is judged.
fn chosen(now: &Assessed, look: Look) -> Option<Look> {
    if !look.unit.is_empty() {
        return now.inputs.units.iter().any(|unit| unit.unit.as_str() == look.unit).then_some(look);
    }
    if look.item.is_empty() {
        let first = now.rules.items.iter().find(|item| is_judged(item));
        let unit = now.inputs.units.first().map(|unit| unit.unit.to_string());
        return match first {
            Some(item) => Some(Look { item: item.id.clone(), unit: String::new() }),
            None => Some(Look { item: String::new(), unit: unit? }),
        };
    }
    now.rules.item(&look.item).filter(|item| is_judged(item)).map(|_| look)
}

fn seen(marks: &[Row], look: &Look) -> i64 {
    let is_its = |mark: &&Row| {
        if look.unit.is_empty() { mark.target == look.item } else { mark.unit_id.as_str() == look.unit }
    };
    marks.iter().filter(is_its).map(|mark| mark.number).max().unwrap_or_default()
}

pub async fn index(visit: Visit, Named(id): Named<String>, Asked(look): Asked<Look>) -> Result<Markup> {
    let span = span(&visit, &id)?;
    let shown = Shown::load(&mut visit.app.db.read().await?, &visit, span, look).await?;
    Ok(view::page(&visit, &shown, &Input::default()))
}

pub async fn create_of_item(
    visit: Visit,
    Named((id, item)): Named<(String, String)>,
    form: Multipart,
) -> Result<Response> {
    let look = Look { item, unit: String::new() };
    create(visit, &id, look, form, by_item::typed).await
}

pub async fn create_of_unit(
    visit: Visit,
    Named((id, unit)): Named<(String, String)>,
    form: Multipart,
) -> Result<Response> {
    let look = Look { item: String::new(), unit };
    create(visit, &id, look, form, by_unit::typed).await
}

/// A mark that a form asks for, and the name of the field beside which a fault of it is said.
struct Typed<'a> {
    unit: UnitId,
    on: &'a str,
    judged: Judged<'a>,
    reason: &'a str,
    field: String,
}

type Read = for<'a> fn(&'a Look, &'a Received) -> Result<Vec<Typed<'a>>>;

/// All that a form asks for is decided before anything is written; of several marks none is made where one is refused.
async fn create(visit: Visit, id: &str, look: Look, form: Multipart, read: Read) -> Result<Response> {
    let (span, plan) = (span(&visit, id)?, &visit.app.plan);
    let received = receive(&visit, form).await?;
    let mut tx = visit.app.db.write(&plan.id).await?;
    let now = scores::assessed(&mut tx, plan, &span, visit.now).await?;
    let look = chosen(&now, look).ok_or(Error::NotFound)?;
    let drawer = Drawer::new(&span.id, &look.name())?;
    let files = files::chosen(&received, &drawer.known(&mut tx, &visit, vec![]).await?);
    let marks = scores::marks::all(&mut tx, &plan.id, &span.id).await?;
    let before = received.field("seen").and_then(|seen| seen.parse::<i64>().ok());
    let typed = read(&look, &received)?;
    let mut refused = Refused::default();
    if before.ok_or_else(|| Error::BadRequest("seen".to_owned()))? != seen(&marks, &look) {
        refused.add("", &Refusal::Stale, &visit, &now);
    }
    refused.files = files::refused(&visit, &received, &files);
    for typed in &typed {
        let (unit, row) = ((&typed.unit, typed.on), now.row.as_ref());
        let decided = row.ok_or(Refusal::WrongPhase).and_then(|row| {
            row.judge(&visit.person, &now.rules, &now.inputs, unit, &typed.judged, typed.reason)
        });
        if let Err(refusal) = decided {
            refused.add(&typed.field, &refusal, &visit, &now);
        }
    }
    if refused.is_none() {
        for typed in &typed {
            let Typed { unit, on, judged, reason, .. } = typed;
            let judging = Judging { unit, on, judged: judged.clone(), reason, files: &files };
            if acts::judge(&mut tx, plan, &now, &judging, actor(&visit)).await?.is_err() {
                return Err(Error::Conflict);
            }
        }
        drawer.forget(&mut tx, &visit).await?;
        tx.commit().await?;
        let done = if typed.is_empty() { "marks-none" } else { "marks-made" };
        return Ok(Redirect::to(&format!("{}&done={done}", look.href(&span.id))).into_response());
    }
    drawer.keep(&mut tx, &visit, &received).await?;
    let shown = Shown::load(&mut tx, &visit, span, look).await?;
    tx.commit().await?;
    let (status, input) = refused.input(&shown.look, received);
    Ok((status, view::page(&visit, &shown, &input)).into_response())
}

/// Why a form was not taken, all at once.
#[derive(Default)]
struct Refused {
    status: StatusCode,
    notice: Option<String>,
    faults: Vec<(String, String)>,
    files: Option<String>,
}

impl Refused {
    /// What is wrong with a field is said beside it; what is wrong with the whole, at the top.
    fn add(&mut self, field: &str, refusal: &Refusal, visit: &Visit, now: &Assessed) {
        let words = words::refusal(visit.lang, visit.plan(), &now.rules, refusal);
        if self.status == StatusCode::OK || status(refusal) == StatusCode::CONFLICT {
            self.status = status(refusal);
        }
        if status(refusal) == StatusCode::UNPROCESSABLE_ENTITY {
            self.faults.push((field.to_owned(), words));
        } else {
            self.notice = Some(words);
        }
    }

    fn is_none(&self) -> bool {
        self.status == StatusCode::OK && self.files.is_none()
    }

    fn input(self, look: &Look, received: Received) -> (StatusCode, Input) {
        let status = if self.files.is_some() { StatusCode::PAYLOAD_TOO_LARGE } else { self.status };
        let first = self.faults.first().map(|(_, words)| words.clone());
        let notice = self.files.or(self.notice).or(first);
        (status, Input { notice, form: look.name(), fields: received.fields, faults: self.faults })
    }
}

/// 400 for fields that the form does not have.
fn known_fields(received: &Received, known: impl Fn(&str) -> bool) -> Result<()> {
    let own = |name: &str| matches!(name, TOKEN | "seen" | "keep" | "reason") || known(name);
    match received.fields.iter().find(|(name, _)| !own(name)) {
        Some((unknown, _)) => Err(Error::BadRequest(unknown.clone())),
        None => Ok(()),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withdrawing {
    reason: String,
    /// The page that the form stands on.
    next: String,
}

pub async fn withdraw(
    visit: Visit,
    Named((id, number)): Named<(String, i64)>,
    Posted(form): Posted<Withdrawing>,
) -> Result<Response> {
    let (span, plan) = (span(&visit, &id)?, &visit.app.plan);
    let mut tx = visit.app.db.write(&plan.id).await?;
    let mark = scores::marks::one(&mut tx, &plan.id, &span.id, number).await?.ok_or(Error::NotFound)?;
    let is_correction = form.next == "corrections";
    let Err(refusal) = acts::withdraw(&mut tx, plan, &span, number, &form.reason, actor(&visit)).await?
    else {
        tx.commit().await?;
        let back = if is_correction { "corrections?".to_owned() } else { format!("marks?{}&", form.next) };
        return Ok(Redirect::to(&format!("/assessments/{id}/{back}done=mark-withdrawn")).into_response());
    };
    if is_correction {
        return super::corrections::refuse(&mut tx, &visit, span, &refusal, vec![]).await;
    }
    let item = form.next.strip_prefix("item=").map(str::to_owned);
    let unit = mark.unit_id.to_string();
    let look = item.map_or(Look { unit, ..Look::default() }, |item| Look { item, ..Look::default() });
    let shown = Shown::load(&mut tx, &visit, span, look).await?;
    let notice = words::refusal(visit.lang, plan, &shown.now.rules, &refusal);
    let fields = vec![("reason".to_owned(), form.reason)];
    let input = Input { notice: Some(notice), form: format!("withdrawal-{number}"), fields, faults: vec![] };
    Ok((status(&refusal), view::page(&visit, &shown, &input)).into_response())
}

/// A file that a mark rests on: for the offices, and for the mark's unit once it may see its draft.
pub async fn evidence(
    visit: Visit,
    Named((id, number, position)): Named<(String, i64, i64)>,
) -> Result<Response> {
    let (span, plan) = (span(&visit, &id)?, &visit.plan().id);
    let mut tx = visit.app.db.read().await?;
    let mark = scores::marks::one(&mut tx, plan, &span.id, number).await?.ok_or(Error::NotFound)?;
    visit.require(Action::SeeScoreReplies, Subject::Unit(&mark.unit_id))?;
    let row = scores::assessments::get(&mut tx, plan, &span.id).await?.ok_or(Error::NotFound)?;
    if visit.user.unit_id.is_some() && (row.frozen_at.is_none() || !mark.stands()) {
        return Err(Error::Forbidden);
    }
    let file = scores::marks::one_evidence(&mut tx, plan, &span.id, number, position).await?;
    download(&visit, &file.ok_or(Error::NotFound)?).await
}
