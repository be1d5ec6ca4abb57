//! Downloading evidence (佐证材料): to those who may see its obligation, and always as a download: nothing
//! anybody uploaded is rendered on this site.

use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::error::{Error, Result};
use super::form::Named;
use super::obligations::find;
use super::visit::Visit;
use crate::domain::access::Action;
use crate::domain::ids::ObligationId;
use crate::store::submissions;

/// RFC 8187 attr-char.
const NAME: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+')
    .remove(b'-')
    .remove(b'.')
    .remove(b'^')
    .remove(b'_')
    .remove(b'`')
    .remove(b'|')
    .remove(b'~');

pub async fn show(
    visit: Visit,
    Named((id, revision, position)): Named<(ObligationId, i64, i64)>,
) -> Result<Response> {
    let mut tx = visit.app.db.read().await?;
    find(&mut tx, &visit, &id, Action::SeeObligation).await?;
    let file = submissions::one_evidence(&mut tx, &visit.plan().id, &id, revision, position).await?;
    let file = file.ok_or(Error::NotFound)?;
    let bytes = visit.app.evidence.read(&file.sha256).await?;
    let name = utf8_percent_encode(&file.name, NAME);
    let headers = [
        (header::CONTENT_TYPE, file.media_type.clone()),
        (header::CONTENT_LENGTH, file.size.to_string()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{name}")),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
    ];
    Ok((headers, Body::from_stream(bytes)).into_response())
}
