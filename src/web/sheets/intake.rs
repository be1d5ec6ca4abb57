//! Taking in a file or a paste for a report form.

use axum::extract::Multipart;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::edit::{self, Refused};
use super::{Desk, Page, table};
use crate::domain::forms::Form;
use crate::domain::ids::{FormId, ObligationId, SheetId};
use crate::intake;
use crate::store::sheets::{self, New, Source};
use crate::web::error::Result;
use crate::web::form::Named;
use crate::web::uploads::{Received, receive};
use crate::web::visit::Visit;
use crate::words::t;

pub mod said;

/// A file up to this size is read while its sender waits; of a larger one the page tells how far it has come. In bytes.
const AT_ONCE: i64 = 256 * 1024;

/// The file is stored before anything is read of it. A corrected one replaces the draft, once it could be read.
pub async fn create(
    visit: Visit,
    Named((id, form)): Named<(ObligationId, FormId)>,
    multipart: Multipart,
) -> Result<Response> {
    Desk::load(&mut visit.app.db.read().await?, &visit, (&id, &form)).await?.require_open()?;
    let received = receive(&visit, multipart).await?;
    let pasted = received.field("text").unwrap_or_default().to_owned();
    if let Some(why) = unusable(&visit, &received, &pasted) {
        return refuse(&visit, (&id, &form), Refused { why, pasted }).await;
    }
    let file = received.files.first();
    let plan = &visit.plan().id;
    let mut tx = visit.app.db.write(plan).await?;
    let desk = Desk::load(&mut tx, &visit, (&id, &form)).await?;
    desk.require_open()?;
    let new = New {
        id: SheetId::of_number(rand::random()),
        obligation: &id,
        form: &form,
        user: &visit.user.id,
        source: if file.is_some() { Source::File } else { Source::Paste },
        file: file.map(|file| (file.sha256.as_str(), file.name.as_str())),
    };
    sheets::begin(&mut tx, plan, &new, visit.now).await?;
    let (path, desk_form) = (desk.path(), desk.form.clone());
    tx.commit().await?;
    let is_long = file.is_some_and(|file| file.size > AT_ONCE);
    let source = match file {
        Some(_) if is_long => intake::Source::LongFile,
        Some(_) => intake::Source::File,
        None => intake::Source::Text(pasted.clone()),
    };
    let sheet = new.id.clone();
    begin(&visit, sheet.clone(), source, !is_long).await;
    if file.is_none()
        && let Some(why) = refused_paste(&visit, &desk_form, &sheet).await?
    {
        return refuse(&visit, (&id, &form), Refused { why, pasted }).await;
    }
    Ok(Redirect::to(&path).into_response())
}

/// Why a paste could not be read. It goes back into the field, and leaves no trace.
async fn refused_paste(visit: &Visit, form: &Form, id: &SheetId) -> Result<Option<String>> {
    let plan = &visit.plan().id;
    let mut tx = visit.app.db.write(plan).await?;
    let refused = sheets::get(&mut tx, plan, id).await?.filter(|sheet| sheet.state == sheets::State::Refused);
    let Some(refused) = refused else { return Ok(None) };
    sheets::forget(&mut tx, plan, id).await?;
    tx.commit().await?;
    Ok(Some(said::refused(visit, form, &refused.notes)))
}

/// A task of its own: whoever sent the file may go away, and it is read all the same.
async fn begin(visit: &Visit, id: SheetId, source: intake::Source, waits: bool) {
    let app = visit.app.clone();
    let reading = tokio::spawn(async move {
        if let Err(error) = intake::read(&app, &id, source).await {
            tracing::error!(%error, "a sheet could not be read; it will be tried again");
        }
    });
    if waits && let Err(error) = reading.await {
        tracing::error!(%error, "a sheet's reading ended badly; it will be tried again");
    }
}

/// What came is too large, or nothing.
fn unusable(visit: &Visit, received: &Received, pasted: &str) -> Option<String> {
    let (lang, limits) = (visit.lang, visit.app.config.uploads);
    if !received.too_large.is_empty() {
        let names = received.too_large.join("、");
        return Some(t!(lang, "files-too-large", names = names, limit = limits.file_mib));
    }
    if received.too_many || received.files.len() > 1 {
        return Some(t!(lang, "sheet-one-file"));
    }
    (received.files.is_empty() && pasted.trim().is_empty()).then(|| t!(lang, "sheet-nothing-came"))
}

pub async fn refuse(
    visit: &Visit,
    (id, form): (&ObligationId, &FormId),
    refused: Refused,
) -> Result<Response> {
    let mut tx = visit.app.db.read().await?;
    let desk = Desk::load(&mut tx, visit, (id, form)).await?;
    let content = table::Content::of_draft(&mut tx, visit, &desk, Page::default()).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, edit::page(visit, &desk, &content, Some(&refused))).into_response())
}
