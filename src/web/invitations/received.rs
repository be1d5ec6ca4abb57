//! Reading the form with the list: pasted text, or a file.

use axum::extract::Multipart;
use axum::extract::multipart::Field;

use crate::documents::table::{self, Table};
use crate::domain::roster;
use crate::web::error::{Error, Result};
use crate::web::form::{TOKEN, is_token, storable};
use crate::web::typed::Typed;
use crate::web::uploads::FILES;
use crate::web::visit::Visit;
use crate::words::{Lang, t};

/// Of a file, and of the pasted text, in bytes.
pub const LIMIT: usize = 1024 * 1024;

/// The list as text with tabs, or what is wrong with the file. A file goes before what was pasted.
pub async fn text(visit: &Visit, mut form: Multipart) -> Result<std::result::Result<String, String>> {
    let (mut token, mut pasted, mut file) = (None, String::new(), None);
    while let Some(field) = form.next_field().await.map_err(|error| Error::BadRequest(error.body_text()))? {
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = bytes(field).await?;
        match name.as_str() {
            TOKEN => {
                token = bytes.as_deref().and_then(|bytes| std::str::from_utf8(bytes).ok()).map(str::to_owned);
            }
            "text" => match bytes.map(String::from_utf8) {
                Some(Ok(text)) => pasted = storable(text),
                Some(Err(_)) => return Err(Error::BadRequest("UTF-8".to_owned())),
                None => return Ok(Err(too_large(visit.lang))),
            },
            // A file field that was left empty comes as an empty file.
            FILES if bytes.as_ref().is_none_or(|bytes| !bytes.is_empty()) => file = Some(bytes),
            _ => {}
        }
    }
    if !is_token(Some(&visit.form_token), token.as_deref()) {
        return Err(Error::FormToken(Typed::of_fields(vec![("text".to_owned(), pasted)])));
    }
    match file {
        None => Ok(Ok(roster::text(&roster::grid(&pasted)))),
        Some(None) => Ok(Err(too_large(visit.lang))),
        Some(Some(bytes)) => read(visit.lang, bytes).await,
    }
}

/// `None` for more than the limit; it is read to its end all the same, since a browser shows an answer only
/// once it has sent everything.
async fn bytes(mut field: Field<'_>) -> Result<Option<Vec<u8>>> {
    let mut bytes = Some(Vec::new());
    while let Some(chunk) = field.chunk().await.map_err(|error| Error::BadRequest(error.body_text()))? {
        bytes = bytes.filter(|bytes| bytes.len() + chunk.len() <= LIMIT);
        if let Some(bytes) = &mut bytes {
            bytes.extend_from_slice(&chunk);
        }
    }
    Ok(bytes)
}

/// Off the async threads: a workbook takes a while to unpack.
async fn read(lang: Lang, bytes: Vec<u8>) -> Result<std::result::Result<String, String>> {
    let read = tokio::task::spawn_blocking(move || table::read(&bytes)).await;
    Ok(match read.map_err(|error| Error::Internal(Box::new(error)))? {
        Ok(Table::Rows(rows)) => Ok(roster::text(&rows)),
        Ok(Table::Text(text)) => Ok(roster::text(&roster::grid(&text))),
        Err(table::Error::Kind) => Err(t!(lang, "invite-file-kind")),
        Err(table::Error::Broken) => Err(t!(lang, "invite-file-broken")),
        Err(table::Error::TooLarge) => Err(too_large(lang)),
    })
}

fn too_large(lang: Lang) -> String {
    let mib = LIMIT / 1024 / 1024;
    t!(lang, "invite-file-too-large", mib = mib)
}
