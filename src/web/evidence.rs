//! Evidence (佐证材料), to those who may see its obligation: as a download, or shown beside the page where its
//! bytes, and not its name, say that it is an image or a PDF. Whatever is shown stands in a sandbox of its own.

use axum::body::Body;
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::{StreamExt, stream};
use maud::{Markup, html};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::components::size;
use super::error::{Error, Result};
use super::form::Named;
use super::obligations::find;
use super::visit::Visit;
use crate::domain::access::Action;
use crate::domain::ids::ObligationId;
use crate::domain::report::Evidence;
use crate::store::submissions::Attached;
use crate::store::{submissions, uploads};
use crate::words::{Lang, t};

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

/// No script, no style, no request, and an origin of its own, whatever the bytes turn out to be.
const SANDBOX: &str = "default-src 'none'; sandbox";
/// The same, inside our own pages.
const FRAMED: &str = "default-src 'none'; sandbox; frame-ancestors 'self'";

pub async fn show(visit: Visit, Named(which): Named<(ObligationId, i64, i64)>) -> Result<Response> {
    let file = attached(&visit, which).await?;
    download(&visit, &file).await
}

/// What cannot be shown is offered for saving.
pub async fn preview(visit: Visit, Named(which): Named<(ObligationId, i64, i64)>) -> Result<Response> {
    let file = attached(&visit, which).await?;
    inline(&visit, &file).await
}

/// One's own upload that is not submitted yet.
pub async fn kept(visit: Visit, Named((id, sha256)): Named<(ObligationId, String)>) -> Result<Response> {
    let mut tx = visit.app.db.read().await?;
    find(&mut tx, &visit, &id, Action::Submit).await?;
    let kept = uploads::kept(&mut tx, &visit.plan().id, &id, &visit.user.id).await?;
    let file = kept.into_iter().find(|file| file.sha256 == sha256).ok_or(Error::NotFound)?;
    inline(&visit, &file).await
}

async fn attached(visit: &Visit, (id, revision, position): (ObligationId, i64, i64)) -> Result<Evidence> {
    let mut tx = visit.app.db.read().await?;
    find(&mut tx, visit, &id, Action::SeeObligation).await?;
    let file = submissions::one_evidence(&mut tx, &visit.plan().id, &id, revision, position).await?;
    file.ok_or(Error::NotFound)
}

pub async fn download(visit: &Visit, file: &Evidence) -> Result<Response> {
    let bytes = visit.app.evidence.read(&file.sha256).await?;
    let headers = headers(file, &file.media_type, "attachment", SANDBOX);
    Ok((headers, Body::from_stream(bytes)).into_response())
}

async fn inline(visit: &Visit, file: &Evidence) -> Result<Response> {
    let mut bytes = visit.app.evidence.read(&file.sha256).await?;
    let first = bytes.next().await.transpose().map_err(|error| Error::Internal(Box::new(error)))?;
    let Some(media_type) = sniff(first.as_deref().unwrap_or_default()) else {
        return download(visit, file).await;
    };
    let headers = headers(file, media_type, "inline", FRAMED);
    let framed = [(HeaderName::from_static("x-frame-options"), "SAMEORIGIN")];
    let all = stream::iter(first.map(Ok::<Bytes, _>)).chain(bytes);
    Ok((headers, framed, Body::from_stream(all)).into_response())
}

fn headers(
    file: &Evidence,
    media_type: &str,
    disposition: &str,
    policy: &'static str,
) -> [(HeaderName, String); 4] {
    [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (header::CONTENT_LENGTH, file.size.to_string()),
        (header::CONTENT_DISPOSITION, named(disposition, &file.name)),
        (header::CONTENT_SECURITY_POLICY, policy.to_owned()),
    ]
}

/// `inline` or `attachment`, with the name under which it is saved.
pub fn named(disposition: &str, name: &str) -> String {
    format!("{disposition}; filename*=UTF-8''{}", utf8_percent_encode(name, NAME))
}

/// What may be shown, by how its bytes begin. SVG and HTML are programs and never are.
fn sniff(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("image/gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        [b'%', b'P', b'D', b'F', b'-', ..] => Some("application/pdf"),
        _ => None,
    }
}

/// What a file seems to be, by its name, and so whether looking at it is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preview {
    Image,
    Pdf,
}

impl Preview {
    pub fn of(media_type: &str) -> Option<Self> {
        match media_type {
            "image/png" | "image/jpeg" | "image/gif" | "image/webp" => Some(Self::Image),
            "application/pdf" => Some(Self::Pdf),
            _ => None,
        }
    }

    /// Opens in a window of its own; the script opens it below the link instead, and only then loads it.
    pub fn link(self, lang: Lang, address: &str, name: &str) -> Markup {
        let kind = match self {
            Self::Image => "image",
            Self::Pdf => "pdf",
        };
        html! {
            a .preview href=(address) target="_blank" rel="noopener" hx-boost="false" data-preview=(kind) data-name=(name)
                data-failed=(t!(lang, "preview-failed")) aria-label=(t!(lang, "preview-name", name = name)) { (t!(lang, "preview")) }
        }
    }
}

/// A file of a submission: to save, its size, and to look at.
pub fn link(lang: Lang, obligation: &ObligationId, attached: &Attached) -> Markup {
    let file = &attached.file;
    let address = format!("/obligations/{obligation}/evidence/{}/{}", attached.revision, attached.position);
    html! {
        a href=(address) download { (file.name) } " " span .muted { (size(file.size)) }
        @if let Some(preview) = Preview::of(&file.media_type) { " " (preview.link(lang, &format!("{address}/preview"), &file.name)) }
    }
}
