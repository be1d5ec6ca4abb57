//! A unit's own draft (初步结果): each line with its causes, a reply (申诉) to it, and 无异议 for all of it.

use axum::extract::Multipart;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::files::{self, Drawer};
use super::{Input, actor, span, status};
use crate::domain::access::{Action, Subject};
use crate::domain::assessment::{Phase, Refusal, Reply};
use crate::domain::ids::UnitId;
use crate::domain::report::Evidence;
use crate::domain::scoring::{Span, Standing};
use crate::store::Tx;
use crate::store::scores::acts::{self, Replying};
use crate::store::scores::replies::{self, Attached, Line, RulingRow};
use crate::store::scores::{self, Assessed, marks};
use crate::web::error::{Error, Result};
use crate::web::evidence::download;
use crate::web::form::{Named, Posted, TOKEN};
use crate::web::uploads::receive;
use crate::web::visit::Visit;
use crate::words;

mod view;

/// What a unit sees of itself, and nothing of others.
struct Own {
    span: Span,
    unit: UnitId,
    now: Assessed,
    /// `None` before the freeze.
    standing: Option<Standing>,
    versions: Vec<Reply>,
    evidence: Vec<Attached>,
    rulings: Vec<RulingRow>,
    /// What the scoring office found of it, with its files.
    marks: Vec<marks::Row>,
    files: Vec<marks::Attached>,
    consents: bool,
    /// Files of a form that was refused, by item.
    kept: Vec<(String, Vec<Evidence>)>,
}

impl Own {
    async fn load(
        tx: &mut Tx,
        visit: &Visit,
        span: Span,
        unit: UnitId,
        refused: Option<&str>,
    ) -> Result<Self> {
        let plan = visit.plan();
        let now = scores::assessed(tx, plan, &span, visit.now).await?;
        let is_open = !matches!(now.phase, Phase::Preview | Phase::Draft);
        let standing =
            is_open.then(|| now.scores().units.into_iter().find(|each| each.unit == unit)).flatten();
        let mut rulings = replies::rulings(tx, &plan.id, &span.id).await?;
        rulings.retain(|ruling| ruling.unit_id == unit);
        let mut marks = marks::standing(tx, &plan.id, &span.id).await?;
        marks.retain(|mark| is_open && mark.unit_id == unit);
        let mut kept = vec![];
        if let Some(item) = refused {
            kept.push((item.to_owned(), drawer(&span, item)?.known(tx, visit, vec![]).await?));
        }
        Ok(Self {
            versions: replies::of_unit(tx, &plan.id, &span.id, &unit).await?,
            evidence: replies::evidence(tx, &plan.id, &span.id, &unit).await?,
            files: marks::evidence(tx, &plan.id, &span.id).await?,
            consents: acts::consenting(tx, plan, &span).await?.contains(&unit),
            standing,
            rulings,
            marks,
            kept,
            now,
            unit,
            span,
        })
    }

    fn reply(&self, item: &str) -> Option<&Reply> {
        replies::latest(&self.versions).into_iter().find(|reply| reply.item == item)
    }

    fn ruling(&self, item: &str) -> Option<&RulingRow> {
        self.rulings.iter().find(|ruling| ruling.item == item)
    }

    /// The files of the version that stands.
    fn standing_files(&self, item: &str) -> Vec<Evidence> {
        let latest = self.reply(item).map(|reply| reply.revision);
        let of = self.evidence.iter().filter(|each| each.item == item && Some(each.revision) == latest);
        of.map(|each| each.file.clone()).collect()
    }
}

fn drawer(span: &Span, item: &str) -> Result<Drawer> {
    Drawer::new(&span.id, &format!("reply~{item}"))
}

/// The unit that the person belongs to.
fn own_unit(visit: &Visit) -> Result<UnitId> {
    let unit = visit.user.unit_id.clone().ok_or(Error::Forbidden)?;
    visit.require(Action::ReplyToScore, Subject::Unit(&unit))?;
    Ok(unit)
}

pub async fn show(visit: Visit, Named(id): Named<String>) -> Result<Response> {
    let (span, unit) = (span(&visit, &id)?, own_unit(&visit)?);
    let own = Own::load(&mut visit.app.db.read().await?, &visit, span, unit, None).await?;
    Ok(view::page(&visit, &own, &Input::default()).into_response())
}

pub async fn create(
    visit: Visit,
    Named((id, item)): Named<(String, String)>,
    form: Multipart,
) -> Result<Response> {
    let (span, unit, plan) = (span(&visit, &id)?, own_unit(&visit)?, &visit.app.plan);
    let received = receive(&visit, form).await?;
    let is_known = |name: &str| matches!(name, TOKEN | "seen" | "text" | "keep");
    if let Some((name, _)) = received.fields.iter().find(|(name, _)| !is_known(name)) {
        return Err(Error::BadRequest(name.clone()));
    }
    let seen = received.field("seen").and_then(|seen| seen.parse().ok());
    let seen = seen.ok_or_else(|| Error::BadRequest("seen".to_owned()))?;
    let drawer = drawer(&span, &item)?;
    let mut tx = visit.app.db.write(&plan.id).await?;
    let earlier = replies::evidence(&mut tx, &plan.id, &span.id, &unit).await?;
    let earlier = earlier.into_iter().filter(|each| each.item == item).map(|each| each.file).collect();
    let files = files::chosen(&received, &drawer.known(&mut tx, &visit, earlier).await?);
    let too_much = files::refused(&visit, &received, &files);
    let text = received.field("text").unwrap_or_default().replace("\r\n", "\n");
    let mut refusal = None;
    if too_much.is_none() {
        let replying = Replying { unit: &unit, item: &item, seen, text: &text, files: &files };
        refusal = acts::reply(&mut tx, plan, &span, replying, actor(&visit)).await?.err();
        if refusal.is_none() {
            drawer.forget(&mut tx, &visit).await?;
            tx.commit().await?;
            return Ok(
                Redirect::to(&format!("/assessments/{id}/reply?done=replied#item-{item}")).into_response()
            );
        }
    }
    if refusal == Some(Refusal::Forbidden) {
        return Err(Error::Forbidden);
    }
    drawer.keep(&mut tx, &visit, &received).await?;
    let own = Own::load(&mut tx, &visit, span, unit, Some(&item)).await?;
    tx.commit().await?;
    let words = |refusal: &Refusal| words::refusal(visit.lang, plan, &own.now.rules, refusal);
    let notice = too_much.or_else(|| refusal.as_ref().map(words));
    let code = refusal.as_ref().map_or(StatusCode::PAYLOAD_TOO_LARGE, status);
    let faults = notice.iter().map(|words| ("text".to_owned(), words.clone())).collect();
    let input = Input { notice, form: item, fields: received.fields, faults };
    Ok((code, view::page(&visit, &own, &input)).into_response())
}

pub async fn consent(visit: Visit, Named(id): Named<String>, Posted(()): Posted<()>) -> Result<Response> {
    let (span, unit, plan) = (span(&visit, &id)?, own_unit(&visit)?, &visit.app.plan);
    let mut tx = visit.app.db.write(&plan.id).await?;
    let Err(refusal) = acts::consent(&mut tx, plan, &span, &unit, actor(&visit)).await? else {
        tx.commit().await?;
        return Ok(Redirect::to(&format!("/assessments/{id}/reply?done=consented")).into_response());
    };
    let own = Own::load(&mut tx, &visit, span, unit, None).await?;
    let notice = Some(words::refusal(visit.lang, plan, &own.now.rules, &refusal));
    let page = view::page(&visit, &own, &Input { notice, ..Input::default() });
    Ok((status(&refusal), page).into_response())
}

/// A file of a reply, to the offices and to the unit that sent it.
pub async fn evidence(
    visit: Visit,
    Named((id, unit, item, revision, position)): Named<(String, UnitId, String, i64, i64)>,
) -> Result<Response> {
    let span = span(&visit, &id)?;
    visit.require(Action::SeeScoreReplies, Subject::Unit(&unit))?;
    let mut tx = visit.app.db.read().await?;
    let line = Line { period: &span.id, unit: &unit, item: &item };
    let file = replies::one_evidence(&mut tx, &visit.plan().id, line, revision, position).await?;
    download(&visit, &file.ok_or(Error::NotFound)?).await
}
