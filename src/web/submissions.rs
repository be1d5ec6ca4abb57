//! Sending a report (报送).

use axum::extract::Multipart;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use self::typed::Typed;
use super::error::{Error, Result};
use super::form::Named;
use super::obligation_page::{Input, Story};
use super::obligations::find;
use super::refusals;
use super::sheets;
use super::uploads::{Received, receive};
use super::visit::Visit;
use crate::domain::access::Action;
use crate::domain::ids::ObligationId;
use crate::domain::obligation::{Change, Obligation, Refusal};
use crate::domain::plan::Place;
use crate::domain::report::{Draft, Fault, Report};
use crate::store::drafts::Saved;
use crate::store::{self, Tx, obligations, uploads};
use crate::words::t;

pub mod drafts;
mod files;
mod form;
mod typed;

pub use files::row_beside;
pub use form::{Faults, fault_words, form, kept_text};

/// Files are stored before anything is decided; then one transaction decides and writes, and the draft ends
/// with it. Whatever is refused comes back in the form, files included.
pub async fn create(visit: Visit, Named(id): Named<ObligationId>, form: Multipart) -> Result<Response> {
    // Who may not submit need not send 50 MB first.
    find(&mut visit.app.db.read().await?, &visit, &id, Action::Submit).await?;
    let received = receive(&visit, form).await?;
    let mut tx = visit.app.db.write(&visit.plan().id).await?;
    let (obligation, place) = find(&mut tx, &visit, &id, Action::Submit).await?;
    let mut typed = typed::read(&received, &typed::attachable(&mut tx, &visit, &id).await?)?;
    let at_hand = sheets::at_hand(&mut tx, &visit, &obligation, place, typed.draft.nil).await?;
    // Every mark of the page is looked for; what came to be since the page was made is what its person did elsewhere.
    let is_moved =
        !typed.draft.nil && received.all("sheet").any(|seen| at_hand.iter().all(|(_, mark)| mark != seen));
    typed.draft.sheets = at_hand.into_iter().map(|(sheet, _)| sheet).collect();
    let stored = store::drafts::one(&mut tx, &visit.plan().id, &id, &visit.user.id).await?;
    let decided = if is_moved {
        Err(Refused::Rows)
    } else {
        decide(&visit, obligation.clone(), place, &typed, stored, &received)
    };
    let refused = match decided {
        Ok(change) => {
            let change = with_rows(&mut tx, &visit, (obligation, place), &mut typed, change).await?;
            obligations::apply(&mut tx, visit.plan(), &change, &visit.address).await?;
            end_draft(&mut tx, &visit, &id).await?;
            tx.commit().await?;
            let done = if typed.twice.is_empty() { "submitted" } else { "submitted-once" };
            return Ok(Redirect::to(&format!("/obligations/{id}?done={done}")).into_response());
        }
        Err(refused) => refused,
    };
    for file in &received.files {
        uploads::keep(&mut tx, &visit.plan().id, &id, &visit.user.id, file, visit.now).await?;
    }
    let response = refuse(&mut tx, &visit, &id, refused, typed, &received).await?;
    tx.commit().await?;
    Ok(response)
}

/// The same change with what the rows come to: they are gone through only once nothing else is in the way.
async fn with_rows(
    tx: &mut Tx,
    visit: &Visit,
    (obligation, place): (Obligation, Place<'_>),
    typed: &mut Typed,
    change: Change,
) -> Result<Change> {
    if typed.draft.sheets.is_empty() {
        return Ok(change);
    }
    typed.draft.sheets = sheets::stamp(tx, visit, &obligation.id, &typed.draft.sheets).await?;
    let report = Report::parse(typed.draft.clone(), place.duty).map_err(|_| Error::Conflict)?;
    obligation.submit(&visit.person, place, typed.seen, report, visit.now).map_err(|_| Error::Conflict)
}

/// What was typed and uploaded is now the submission's.
async fn end_draft(tx: &mut Tx, visit: &Visit, id: &ObligationId) -> Result<()> {
    uploads::forget(tx, &visit.plan().id, id, &visit.user.id).await?;
    store::drafts::forget(tx, &visit.plan().id, id, &visit.user.id).await?;
    sheets::end(tx, visit, id).await
}

/// Why a submission was not taken.
enum Refused {
    Faults(Vec<Fault>),
    Refusal(Refusal),
    Files,
    /// Another window has put other rows in a form's place.
    Rows,
    /// Another window has saved other words in the meantime, which would be lost.
    Changed(Box<Saved>),
}

fn decide(
    visit: &Visit,
    obligation: Obligation,
    place: Place<'_>,
    typed: &Typed,
    stored: Option<Saved>,
    received: &Received,
) -> std::result::Result<Change, Refused> {
    if let Some(other) = stored.filter(|stored| stored.version != typed.version) {
        return Err(Refused::Changed(Box::new(other)));
    }
    let too_many = typed.draft.evidence.len() > visit.app.config.uploads.files;
    if !received.too_large.is_empty() || received.too_many || too_many {
        return Err(Refused::Files);
    }
    let report = Report::parse(typed.draft.clone(), place.duty).map_err(Refused::Faults)?;
    obligation.submit(&visit.person, place, typed.seen, report, visit.now).map_err(Refused::Refusal)
}

async fn refuse(
    tx: &mut Tx,
    visit: &Visit,
    id: &ObligationId,
    why: Refused,
    typed: Typed,
    received: &Received,
) -> Result<Response> {
    match why {
        Refused::Refusal(refusal) => {
            let input = Input { draft: Some(typed.draft), ..Input::default() };
            refusals::page(tx, visit, id, &refusal, input).await
        }
        Refused::Changed(other) => drafts::changed_page(tx, visit, id, typed, *other).await,
        Refused::Rows => {
            let notice = t!(visit.lang, "sheets-changed");
            refused_page(tx, visit, id, StatusCode::CONFLICT, notice, typed.draft, vec![]).await
        }
        Refused::Files => refuse_files(tx, visit, id, typed, received).await,
        Refused::Faults(faults) => {
            let notice = t!(visit.lang, "submission-has-faults");
            refused_page(tx, visit, id, StatusCode::UNPROCESSABLE_ENTITY, notice, typed.draft, faults).await
        }
    }
}

/// 413: too many, or too large; the others are kept.
async fn refuse_files(
    tx: &mut Tx,
    visit: &Visit,
    id: &ObligationId,
    typed: Typed,
    received: &Received,
) -> Result<Response> {
    let (lang, limits) = (visit.lang, visit.app.config.uploads);
    // Files of earlier tries count too.
    let notice = if received.too_many || typed.draft.evidence.len() > limits.files {
        t!(lang, "files-too-many", limit = limits.files)
    } else {
        let names = received.too_large.join("、");
        let limit = limits.file_mib;
        t!(lang, "files-too-large", names = names, limit = limit)
    };
    refused_page(tx, visit, id, StatusCode::PAYLOAD_TOO_LARGE, notice, typed.draft, vec![]).await
}

async fn refused_page(
    tx: &mut Tx,
    visit: &Visit,
    id: &ObligationId,
    status: StatusCode,
    notice: String,
    draft: Draft,
    faults: Vec<Fault>,
) -> Result<Response> {
    let (obligation, place) = find(tx, visit, id, Action::Submit).await?;
    let story = Story::load(tx, visit, obligation, place).await?;
    let input = Input { draft: Some(draft), faults, ..Input::notice(notice) };
    Ok((status, story.page(visit, &input)).into_response())
}
