//! Uploads that go on where they broke off (断点续传): tus 1.0.0, core protocol with the extensions creation and
//! termination, <https://tus.io/protocols/resumable-upload>. Every answer is that protocol's; only the last
//! request, for the row of the form that the file became, is ours.
//!
//! How much has come is the length of the file on the disk, so it outlives a lost connection and a killed
//! server. The whole file is hashed from the disk before it is kept.

use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures_util::StreamExt;
use maud::Markup;
use tokio::time::timeout;

use super::{clean_name, media_type};
use crate::domain::access::Action;
use crate::domain::ids::ObligationId;
use crate::domain::report::Evidence;
use crate::evidence_files::{self, Partial, new_id};
use crate::store::incoming::{self, Incoming};
use crate::store::uploads;
use crate::web::error::{AsIs, Error, Result};
use crate::web::form::{Named, is_token};
use crate::web::obligations::find;
use crate::web::submissions;
use crate::web::typed::Typed;
use crate::web::visit::Visit;

const VERSION: &str = "1.0.0";
/// A sender that is silent for so long has gone: what came is kept, and its next try is let in.
const SILENCE: Duration = Duration::from_secs(20);
/// Longer than any file name in base64.
const MAX_METADATA: usize = 4096;

/// The form's token, which this protocol has no field for.
const FORM_TOKEN: &str = "x-form-token";

/// OPTIONS: what is spoken here, and how large a file may be.
pub async fn options(visit: Visit, Named(id): Named<ObligationId>) -> Result<Response> {
    find(&mut visit.app.db.read().await?, &visit, &id, Action::Submit).await?;
    let limit = visit.app.config.uploads.file_bytes().to_string();
    let said =
        [("tus-version", VERSION), ("tus-extension", "creation,termination"), ("tus-max-size", &limit)];
    Ok(reply(StatusCode::NO_CONTENT, &said))
}

/// POST: announces a file, and is told where to send it.
pub async fn create(visit: Visit, Named(id): Named<ObligationId>, headers: HeaderMap) -> Result<Response> {
    find(&mut visit.app.db.read().await?, &visit, &id, Action::Submit).await?;
    if let Some(refused) = refused(&visit, &headers)? {
        return Ok(refused);
    }
    let size = number(&headers, "upload-length")?;
    if size > visit.app.config.uploads.file_bytes() {
        return Ok(reply(StatusCode::PAYLOAD_TOO_LARGE, &[]));
    }
    let size = i64::try_from(size).map_err(|_| Error::TooLarge)?;
    let file = Incoming { id: new_id(), name: name(&headers)?, size, sha256: None };
    let mut tx = visit.app.db.write(&visit.plan().id).await?;
    find(&mut tx, &visit, &id, Action::Submit).await?;
    let (plan, user) = (&visit.plan().id, &visit.user.id);
    let begun = incoming::unfinished(&mut tx, plan, &id, user).await?;
    if usize::try_from(begun).is_ok_and(|begun| begun >= 2 * visit.app.config.uploads.files) {
        return Ok(reply(StatusCode::TOO_MANY_REQUESTS, &[]));
    }
    incoming::insert(&mut tx, plan, &id, user, &file, visit.now).await?;
    tx.commit().await?;
    Ok(reply(StatusCode::CREATED, &[("location", &format!("/obligations/{id}/uploads/{}", file.id))]))
}

type Which = Named<(ObligationId, String)>;

/// HEAD: how much has come.
pub async fn offset(visit: Visit, Named((id, upload)): Which, headers: HeaderMap) -> Result<Response> {
    if let Some(refused) = other_version(&headers) {
        return Ok(refused);
    }
    let (size, offset) = match open(&visit, &id, &upload).await? {
        Opened::Busy => return Ok(reply(StatusCode::LOCKED, &[])),
        Opened::Whole(file) => (file.size, file.size.cast_unsigned()),
        Opened::Partial(file, mut partial) => {
            partial.sync().await?;
            let offset = partial.offset();
            if offset == file.size.cast_unsigned() {
                keep(&visit, &id, &file, partial).await?;
            }
            (file.size, offset)
        }
    };
    let (offset, length) = (offset.to_string(), size.to_string());
    Ok(reply(StatusCode::OK, &[("upload-offset", &offset), ("upload-length", &length)]))
}

/// PATCH: the next piece, which must begin where the last one ended.
pub async fn append(
    visit: Visit,
    Named((id, upload)): Which,
    headers: HeaderMap,
    body: Body,
) -> Result<Response> {
    if let Some(refused) = refused(&visit, &headers)? {
        return Ok(refused);
    }
    let opened = open(&visit, &id, &upload).await?;
    if headers.get(header::CONTENT_TYPE).is_none_or(|kind| kind != "application/offset+octet-stream") {
        return Ok(reply(StatusCode::UNSUPPORTED_MEDIA_TYPE, &[]));
    }
    let from = number(&headers, "upload-offset")?;
    let (file, mut partial) = match opened {
        Opened::Busy => return Ok(reply(StatusCode::LOCKED, &[])),
        Opened::Whole(file) => return Ok(whole(&file, from)),
        Opened::Partial(file, partial) => (file, partial),
    };
    if partial.offset() != from {
        return Ok(reply(StatusCode::CONFLICT, &[("upload-offset", &partial.offset().to_string())]));
    }
    let taken = take(&mut partial, body, file.size.cast_unsigned()).await;
    partial.sync().await?;
    taken?;
    let offset = partial.offset();
    if offset == file.size.cast_unsigned() {
        keep(&visit, &id, &file, partial).await?;
    }
    Ok(reply(StatusCode::NO_CONTENT, &[("upload-offset", &offset.to_string())]))
}

/// DELETE: its sender does not want it any more.
pub async fn delete(visit: Visit, Named((id, upload)): Which, headers: HeaderMap) -> Result<Response> {
    if let Some(refused) = refused(&visit, &headers)? {
        return Ok(refused);
    }
    if let Opened::Busy = open(&visit, &id, &upload).await? {
        return Ok(reply(StatusCode::LOCKED, &[]));
    }
    visit.app.evidence.discard(&upload).await?;
    let mut tx = visit.app.db.write(&visit.plan().id).await?;
    incoming::remove(&mut tx, &visit.plan().id, &upload).await?;
    tx.commit().await?;
    Ok(reply(StatusCode::NO_CONTENT, &[]))
}

/// POST with `X-HTTP-Method-Override`, as the protocol has it: many an office's proxy lets only GET and POST by.
pub async fn overridden(visit: Visit, which: Which, headers: HeaderMap, body: Body) -> Result<Response> {
    match headers.get("x-http-method-override").and_then(|method| method.to_str().ok()) {
        Some("PATCH") => append(visit, which, headers, body).await,
        Some("DELETE") => delete(visit, which, headers).await,
        Some("HEAD") => offset(visit, which, headers).await,
        _ => own(&visit, &which.0.0, &which.0.1)
            .await
            .and(Err(Error::BadRequest("x-http-method-override".to_owned()))),
    }
}

/// The row of the form for a file that has come.
pub async fn show(visit: Visit, Named((id, upload)): Which) -> Result<Markup> {
    let mut tx = visit.app.db.read().await?;
    find(&mut tx, &visit, &id, Action::Submit).await?;
    let (plan, user) = (&visit.plan().id, &visit.user.id);
    let file = incoming::one(&mut tx, plan, &id, user, &upload).await?.ok_or(Error::NotFound)?;
    let sha256 = file.sha256.ok_or(Error::NotFound)?;
    let kept = uploads::kept(&mut tx, plan, &id, user).await?;
    let kept = kept.iter().find(|kept| kept.sha256 == sha256).ok_or(Error::NotFound)?;
    Ok(submissions::row_beside(&visit, id.as_str(), kept, &file.name))
}

/// Where an upload stands.
enum Opened {
    Whole(Incoming),
    Partial(Incoming, Partial),
    /// Another request is sending a piece of it.
    Busy,
}

/// 404 for what is not this person's own upload for this obligation. Read again once it is locked: it may have
/// become whole in between.
async fn open(visit: &Visit, id: &ObligationId, upload: &str) -> Result<Opened> {
    let file = own(visit, id, upload).await?;
    if file.sha256.is_some() {
        return Ok(Opened::Whole(file));
    }
    let partial = match visit.app.evidence.resume(&file.id).await {
        Err(evidence_files::Error::Busy) => return Ok(Opened::Busy),
        partial => partial?,
    };
    let file = own(visit, id, upload).await?;
    Ok(if file.sha256.is_some() { Opened::Whole(file) } else { Opened::Partial(file, partial) })
}

async fn own(visit: &Visit, id: &ObligationId, upload: &str) -> Result<Incoming> {
    let mut tx = visit.app.db.read().await?;
    find(&mut tx, visit, id, Action::Submit).await?;
    incoming::one(&mut tx, &visit.plan().id, id, &visit.user.id, upload).await?.ok_or(Error::NotFound)
}

/// Whatever came before it broke off is kept.
async fn take(partial: &mut Partial, body: Body, size: u64) -> Result<()> {
    let mut pieces = body.into_data_stream();
    while let Some(piece) = timeout(SILENCE, pieces.next()).await.map_err(|_| broken("silence"))? {
        let piece = piece.map_err(broken)?;
        if partial.offset() + piece.len() as u64 > size {
            return Err(Error::TooLarge);
        }
        partial.push(&piece).await?;
    }
    Ok(())
}

/// All of it has come: hashed, and kept for the form.
async fn keep(visit: &Visit, id: &ObligationId, file: &Incoming, partial: Partial) -> Result<()> {
    let stored = partial.finish().await?;
    let (name, size) = (file.name.clone(), file.size);
    let evidence = Evidence { sha256: stored.sha256, media_type: media_type(&name).to_owned(), name, size };
    let mut tx = visit.app.db.write(&visit.plan().id).await?;
    uploads::keep(&mut tx, &visit.plan().id, id, &visit.user.id, &evidence, visit.now).await?;
    incoming::finish(&mut tx, &visit.plan().id, &file.id, &evidence.sha256).await?;
    tx.commit().await?;
    Ok(())
}

/// The last answer was lost, and its piece came again.
fn whole(file: &Incoming, from: u64) -> Response {
    let size = file.size.to_string();
    let status =
        if from == file.size.cast_unsigned() { StatusCode::NO_CONTENT } else { StatusCode::CONFLICT };
    reply(status, &[("upload-offset", &size)])
}

/// 412 unless the request is in our version; 403 without the form's token.
fn refused(visit: &Visit, headers: &HeaderMap) -> Result<Option<Response>> {
    let token = headers.get(FORM_TOKEN).and_then(|token| token.to_str().ok());
    match other_version(headers) {
        None if !is_token(Some(&visit.form_token), token) => Err(Error::FormToken(Typed::default())),
        refused => Ok(refused),
    }
}

fn other_version(headers: &HeaderMap) -> Option<Response> {
    let ours = headers.get("tus-resumable").is_some_and(|version| version == VERSION);
    (!ours).then(|| reply(StatusCode::PRECONDITION_FAILED, &[("tus-version", VERSION)]))
}

fn number(headers: &HeaderMap, name: &str) -> Result<u64> {
    let value = headers.get(name).and_then(|value| value.to_str().ok()?.parse().ok());
    value.ok_or_else(|| Error::BadRequest(name.to_owned()))
}

/// `Upload-Metadata: filename BASE64`, among others perhaps.
fn name(headers: &HeaderMap) -> Result<String> {
    let broken = || Error::BadRequest("upload-metadata".to_owned());
    let all = headers.get("upload-metadata").and_then(|value| value.to_str().ok()).ok_or_else(broken)?;
    if all.len() > MAX_METADATA {
        return Err(broken());
    }
    let pairs = all.split(',').filter_map(|pair| pair.trim().split_once(' '));
    let (_, encoded) = pairs.into_iter().find(|(key, _)| *key == "filename").ok_or_else(broken)?;
    let decoded = STANDARD.decode(encoded).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    decoded.map(|name| clean_name(&name)).ok_or_else(broken)
}

fn broken(error: impl ToString) -> Error {
    Error::BadRequest(error.to_string())
}

/// An answer in the protocol's own terms: no page takes its place.
fn reply(status: StatusCode, headers: &[(&'static str, &str)]) -> Response {
    let mut response = status.into_response();
    response.extensions_mut().insert(AsIs);
    let all = response.headers_mut();
    all.insert("tus-resumable", HeaderValue::from_static(VERSION));
    all.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::from_str(value) {
            all.insert(HeaderName::from_static(name), value);
        }
    }
    response
}
