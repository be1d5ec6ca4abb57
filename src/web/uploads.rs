//! Reading a form with files: each file streams to the evidence store as it comes, and nothing is kept of
//! one that breaks off or grows too large.

use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use axum::http::StatusCode;

use super::error::{Error, Result};
use super::form::{TOKEN, check_token};
use super::visit::Visit;
use crate::domain::report::Evidence;
use crate::evidence_files::{self, Stored};

/// All of a form's text fields together.
const MAX_TEXT_BYTES: usize = 1024 * 1024;
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

/// Reads the whole form. The form token must come before the first file; a file that is too large is read to
/// its end and thrown away, since a browser shows an answer only once it has sent everything.
pub async fn receive(visit: &Visit, mut form: Multipart) -> Result<Received> {
    let limits = visit.app.config.uploads;
    let mut received = Received::default();
    let mut text_left = MAX_TEXT_BYTES;
    while let Some(field) = form.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        let Some(file_name) = field.file_name().map(clean_name) else {
            let text = text(field, &mut text_left).await?;
            received.fields.push((name, text));
            continue;
        };
        check_token(Some(&visit.form_token), received.field(TOKEN))?;
        // A browser sends an empty part for a file field that was left empty.
        let Some(stored) = store(visit, field).await? else {
            received.too_large.push(file_name);
            continue;
        };
        if stored.size == 0 {
            continue;
        }
        if received.files.len() == limits.files {
            received.too_many = true;
            continue;
        }
        let media_type = media_type(&file_name).to_owned();
        let size = i64::try_from(stored.size).map_err(|_| Error::TooLarge)?;
        received.files.push(Evidence { sha256: stored.sha256, name: file_name, media_type, size });
    }
    check_token(Some(&visit.form_token), received.field(TOKEN))?;
    Ok(received)
}

async fn text(mut field: Field<'_>, left: &mut usize) -> Result<String> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        *left = left.checked_sub(chunk.len()).ok_or(Error::TooLarge)?;
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).map_err(|_| Error::BadRequest("UTF-8".to_owned()))
}

/// `None` for a file over the limit.
async fn store(visit: &Visit, mut field: Field<'_>) -> Result<Option<Stored>> {
    let limit = visit.app.config.uploads.file_bytes();
    let mut incoming = Some(visit.app.evidence.begin(limit).await?);
    loop {
        let chunk = match field.chunk().await {
            Ok(Some(chunk)) => chunk,
            Ok(None) => break,
            Err(error) => {
                if let Some(incoming) = incoming {
                    incoming.abort().await?;
                }
                return Err(broken(error));
            }
        };
        let Some(open) = &mut incoming else { continue };
        match open.push(&chunk).await {
            Ok(()) => {}
            Err(evidence_files::Error::TooLarge { .. }) => {
                if let Some(incoming) = incoming.take() {
                    incoming.abort().await?;
                }
            }
            Err(error) => return Err(error.into()),
        }
    }
    match incoming {
        Some(incoming) => Ok(Some(incoming.finish().await?)),
        None => Ok(None),
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
