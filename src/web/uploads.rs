//! Reading a form with files: each file streams to the evidence store as it comes, and nothing is kept of
//! one that breaks off or grows too large.

use axum::body::Bytes;
use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use axum::http::StatusCode;

use super::error::{Error, Result};
use super::form::{TOKEN, is_token, storable};
use super::typed::Typed;
use super::visit::Visit;
use crate::domain::report::Evidence;
use crate::evidence_files::{self, Stored};

pub mod tus;

/// All of a form's text fields together, with their names.
pub const MAX_TEXT_BYTES: usize = 1024 * 1024;
/// The field of files.
pub const FILES: &str = "files";
/// A file name in characters; the ending is kept.
const MAX_NAME: usize = 150;

/// A form as it came.
#[derive(Debug, Default)]
pub struct Received {
    pub fields: Vec<(String, String)>,
    pub files: Vec<Evidence>,
    /// Names of files that were larger than allowed; nothing of them is kept.
    pub too_large: Vec<String>,
    /// More files came than are taken.
    pub too_many: bool,
}

impl Received {
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(each, _)| each == name).map(|(_, value)| value.as_str())
    }

    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(each, _)| each == name).map(|(_, value)| value.as_str())
    }
}

/// Reads the whole form. The form token must come before the first file. A file that is not taken is read to
/// its end and thrown away, since a browser shows an answer only once it has sent everything.
pub async fn receive(visit: &Visit, mut form: Multipart) -> Result<Received> {
    let limits = visit.app.config.uploads;
    let mut received = Received::default();
    let mut text_left = MAX_TEXT_BYTES;
    while let Some(field) = form.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        text_left = text_left.checked_sub(name.len() + 1).ok_or(Error::TooLarge)?;
        let Some(file_name) = field.file_name().map(clean_name) else {
            let text = text(field, &mut text_left).await?;
            received.fields.push((name, text));
            continue;
        };
        if !is_token(Some(&visit.form_token), received.field(TOKEN)) {
            drop(field);
            received.fields.extend(skim(form).await.0);
            return Err(Error::FormToken(Typed::of_fields(received.fields)));
        }
        if name != FILES {
            return Err(Error::BadRequest(name));
        }
        if received.files.len() == limits.files {
            received.too_many |= thrown_away(field).await?;
            continue;
        }
        match store(visit, field).await? {
            Came::Nothing => {}
            Came::TooLarge => received.too_large.push(file_name),
            Came::Whole(stored) => received.files.push(evidence(file_name, stored)?),
        }
    }
    if is_token(Some(&visit.form_token), received.field(TOKEN)) {
        Ok(received)
    } else {
        Err(Error::FormToken(Typed::of_fields(received.fields)))
    }
}

/// The text of a form that is not taken, and the names of its files: as much as came.
pub async fn skim(mut form: Multipart) -> (Vec<(String, String)>, Vec<String>) {
    let (mut fields, mut files, mut left) = (vec![], vec![], MAX_TEXT_BYTES);
    while let Ok(Some(field)) = form.next_field().await {
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().map(clean_name);
        let names = name.len() + file_name.as_ref().map_or(0, String::len) + 1;
        let Some(rest) = left.checked_sub(names) else { break };
        left = rest;
        match file_name {
            None => match text(field, &mut left).await {
                Ok(text) => fields.push((name, text)),
                Err(_) => break,
            },
            Some(file_name) => match thrown_away(field).await {
                Ok(any) => files.extend(any.then_some(file_name)),
                Err(_) => break,
            },
        }
    }
    (fields, files)
}

fn evidence(name: String, stored: Stored) -> Result<Evidence> {
    let size = i64::try_from(stored.size).map_err(|_| Error::TooLarge)?;
    Ok(Evidence { sha256: stored.sha256, media_type: media_type(&name).to_owned(), name, size })
}

async fn text(mut field: Field<'_>, left: &mut usize) -> Result<String> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        *left = left.checked_sub(chunk.len()).ok_or(Error::TooLarge)?;
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).map(storable).map_err(|_| Error::BadRequest("UTF-8".to_owned()))
}

/// What came of a file.
enum Came {
    /// A browser sends an empty part for a file field that was left empty.
    Nothing,
    /// Over the limit; nothing of it is kept.
    TooLarge,
    Whole(Stored),
}

async fn store(visit: &Visit, mut field: Field<'_>) -> Result<Came> {
    let Some(first) = piece(&mut field).await.map_err(broken)? else { return Ok(Came::Nothing) };
    let mut incoming = visit.app.evidence.begin(visit.app.config.uploads.file_bytes()).await?;
    let mut next = Ok(Some(first));
    loop {
        let pushed = match next {
            Ok(Some(chunk)) => incoming.push(&chunk).await,
            Ok(None) => return Ok(Came::Whole(incoming.finish().await?)),
            Err(error) => {
                incoming.abort().await?;
                return Err(broken(error));
            }
        };
        match pushed {
            Ok(()) => next = piece(&mut field).await,
            Err(evidence_files::Error::TooLarge { .. }) => {
                incoming.abort().await?;
                thrown_away(field).await?;
                return Ok(Came::TooLarge);
            }
            Err(error) => return Err(error.into()),
        }
    }
}

/// Reads a file that is not wanted; whether there was anything in it.
async fn thrown_away(mut field: Field<'_>) -> Result<bool> {
    let mut any = false;
    while piece(&mut field).await.map_err(broken)?.is_some() {
        any = true;
    }
    Ok(any)
}

/// The next bytes of a file; an empty file comes as a chunk of none.
async fn piece(field: &mut Field<'_>) -> std::result::Result<Option<Bytes>, MultipartError> {
    loop {
        match field.chunk().await? {
            Some(bytes) if bytes.is_empty() => {}
            other => return Ok(other),
        }
    }
}

fn broken(error: MultipartError) -> Error {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Error::TooLarge
    } else {
        Error::BadRequest(error.body_text())
    }
}

/// The last part of a path, without control characters: it is only ever shown and offered for saving.
fn clean_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|c| !c.is_control()).collect();
    let clean = clean.trim().trim_start_matches('.');
    let length = clean.chars().count();
    if clean.is_empty() {
        "file".to_owned()
    } else if length <= MAX_NAME {
        clean.to_owned()
    } else {
        let (stem, ending) = clean.rsplit_once('.').unwrap_or((clean, ""));
        let stem: String = stem.chars().take(MAX_NAME).collect();
        let ending: String = ending.chars().take(10).collect();
        if ending.is_empty() { stem } else { format!("{stem}.{ending}") }
    }
}

/// By the name's ending; what the sender claims is not believed.
fn media_type(name: &str) -> &'static str {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "pdf" => "application/pdf",
        "ofd" => "application/ofd",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "doc" => "application/msword",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xls" => "application/vnd.ms-excel",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "wps" => "application/vnd.ms-works",
        "txt" => "text/plain",
        "csv" => "text/csv",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_their_chinese_and_lose_their_paths() {
        for (name, expected) in [
            ("领导小组成立文件.pdf", "领导小组成立文件.pdf"),
            ("C:\\文件\\名单.xlsx", "名单.xlsx"),
            ("../../etc/passwd", "passwd"),
            ("a\r\nb.pdf", "ab.pdf"),
            ("..", "file"),
        ] {
            assert_eq!(clean_name(name), expected);
        }
        let long = format!("{}.docx", "长".repeat(300));
        assert_eq!(clean_name(&long).chars().count(), MAX_NAME + 5);
        assert!(clean_name(&long).ends_with(".docx"));
    }
}
