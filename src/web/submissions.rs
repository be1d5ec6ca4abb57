//! Sending a report (报送).

use axum::extract::Multipart;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::error::{Error, Result};
use super::form::{Named, TOKEN};
use super::obligation_page::{Input, Story};
use super::obligations::find;
use super::refusals;
use super::uploads::{Received, receive};
use super::visit::Visit;
use crate::domain::access::Action;
use crate::domain::ids::ObligationId;
use crate::domain::obligation::{Change, Obligation, Refusal};
use crate::domain::plan::Place;
use crate::domain::report::{Draft, Evidence, Fault, Report};
use crate::store::{self, Tx, obligations, uploads};
use crate::words::t;

mod form;

pub use form::{form, kept_text};

/// The fields that the form has, and the beginning of each figure's.
const FIELDS: [&str; 5] = [TOKEN, "seen", "text", "nil", "keep"];
const FIGURE: &str = "figure-";

/// Files are stored before anything is decided; then one transaction decides and writes. Whatever is refused
/// comes back in the form, files included.
pub async fn create(visit: Visit, Named(id): Named<ObligationId>, form: Multipart) -> Result<Response> {
    // Who may not submit need not send 50 MB first.
    find(&mut visit.app.db.read().await?, &visit, &id, Action::Submit).await?;
    let received = receive(&visit, form).await?;
    let mut tx = visit.app.db.write(&visit.plan().id).await?;
    let (obligation, place) = find(&mut tx, &visit, &id, Action::Submit).await?;
    let (draft, seen) = draft(&mut tx, &visit, &id, &received).await?;
    let faults = match decide(&visit, obligation, place, draft.clone(), seen, &received) {
        Ok(change) => {
            obligations::apply(&mut tx, visit.plan(), &change, &visit.address).await?;
            uploads::forget(&mut tx, &visit.plan().id, &id, &visit.user.id).await?;
            tx.commit().await?;
            return Ok(Redirect::to(&format!("/obligations/{id}?done=submitted")).into_response());
        }
        Err(faults) => faults,
    };
    for file in &received.files {
        uploads::keep(&mut tx, &visit.plan().id, &id, &visit.user.id, file, visit.now).await?;
    }
    let response = refuse(&mut tx, &visit, &id, faults, draft, &received).await?;
    tx.commit().await?;
    Ok(response)
}

/// Why a submission was not taken.
enum Refused {
    Faults(Vec<Fault>),
    Refusal(Refusal),
    TooManyFiles,
    FilesTooLarge,
}

fn decide(
    visit: &Visit,
    obligation: Obligation,
    place: Place<'_>,
    draft: Draft,
    seen: i64,
    received: &Received,
) -> std::result::Result<Change, Refused> {
    // Files of earlier tries count too.
    if received.too_many || draft.evidence.len() > visit.app.config.uploads.files {
        return Err(Refused::TooManyFiles);
    }
    if !received.too_large.is_empty() {
        return Err(Refused::FilesTooLarge);
    }
    let report = Report::parse(draft, place.duty).map_err(Refused::Faults)?;
    obligation.submit(&visit.person, place, seen, report, visit.now).map_err(Refused::Refusal)
}

async fn refuse(
    tx: &mut Tx,
    visit: &Visit,
    id: &ObligationId,
    why: Refused,
    draft: Draft,
    received: &Received,
) -> Result<Response> {
    let lang = visit.lang;
    let (status, notice, faults) = match why {
        Refused::Refusal(refusal) => {
            let input = Input { draft: Some(draft), ..Input::default() };
            return refusals::page(tx, visit, id, &refusal, input).await;
        }
        Refused::Faults(faults) => {
            (StatusCode::UNPROCESSABLE_ENTITY, t!(lang, "submission-has-faults"), faults)
        }
        Refused::TooManyFiles => {
            let limit = visit.app.config.uploads.files;
            (StatusCode::PAYLOAD_TOO_LARGE, t!(lang, "files-too-many", limit = limit), vec![])
        }
        Refused::FilesTooLarge => {
            let limit = visit.app.config.uploads.file_mib;
            let names = received.too_large.join("、");
            let notice = t!(lang, "files-too-large", names = names, limit = limit);
            (StatusCode::PAYLOAD_TOO_LARGE, notice, vec![])
        }
    };
    let (obligation, place) = find(tx, visit, id, Action::Submit).await?;
    let story = Story::load(tx, visit, obligation, place).await?;
    let input = Input { draft: Some(draft), faults, ..Input::notice(notice) };
    Ok((status, story.page(visit, &input)).into_response())
}

/// What was typed, with the new files and those of earlier tries and revisions that are still ticked.
async fn draft(tx: &mut Tx, visit: &Visit, id: &ObligationId, received: &Received) -> Result<(Draft, i64)> {
    let known = |name: &str| FIELDS.contains(&name) || name.starts_with(FIGURE);
    if let Some((unknown, _)) = received.fields.iter().find(|(name, _)| !known(name)) {
        return Err(Error::BadRequest(unknown.clone()));
    }
    let seen = received.field("seen").and_then(|seen| seen.parse().ok());
    let seen = seen.ok_or_else(|| Error::BadRequest("seen".to_owned()))?;
    let plan = &visit.plan().id;
    let mut earlier = uploads::kept(tx, plan, id, &visit.user.id).await?;
    let attached = store::submissions::evidence_of(tx, plan, id).await?;
    earlier.extend(attached.into_iter().map(|attached| attached.file));
    let mut evidence: Vec<Evidence> = Vec::new();
    let ticked = received.all("keep").filter_map(|hash| earlier.iter().find(|file| file.sha256 == hash));
    for file in ticked.chain(&received.files) {
        if !evidence.iter().any(|each| each.sha256 == file.sha256) {
            evidence.push(file.clone());
        }
    }
    let figure = |name: &str| name.strip_prefix(FIGURE).map(str::to_owned);
    let figures =
        received.fields.iter().filter_map(|(name, value)| Some((figure(name)?, value.clone()))).collect();
    let text = received.field("text").unwrap_or_default().to_owned();
    let nil = received.field("nil").is_some();
    Ok((Draft { text, figures, evidence, nil }, seen))
}
