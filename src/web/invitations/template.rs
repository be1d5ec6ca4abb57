//! The template of the list, to be filled in elsewhere.

use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::documents::roster_template::{self, Template};
use crate::domain::access::Role;
use crate::domain::plan::Unit;
use crate::domain::roster::{Column, ORDER};
use crate::store::users;
use crate::web::contacts::Lacking;
use crate::web::error::{Error, Result};
use crate::web::visit::Visit;
use crate::words::{self, Lang, t};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// The template asks for these; an account's name is made from the address.
const COLUMNS: usize = 5;
const WIDTHS: [f64; COLUMNS] = [28.0, 14.0, 32.0, 18.0, 14.0];

/// A workbook: units without a liaison stand ready, each unit can be chosen from a list.
pub async fn xlsx(visit: Visit) -> Result<Response> {
    let lang = visit.lang;
    let mut tx = visit.app.db.read().await?;
    let users = users::all(&mut tx, &visit.plan().id).await?;
    let lacking = Lacking::of(visit.plan(), &users);
    let name = |unit: &&'_ Unit| lang.pick(&unit.name).to_owned();
    let units: Vec<&str> =
        visit.plan().units.iter().filter(|unit| !unit.external).map(|unit| lang.pick(&unit.name)).collect();
    let missing: Vec<String> = lacking.liaison.iter().map(name).collect();
    let roles = [Role::Liaison, Role::UnitLeader].map(|role| words::role(lang, role));
    let bytes = roster_template::write(&Template {
        sheets: [&t!(lang, "invite-sheet-people"), &t!(lang, "invite-sheet-units")],
        columns: &columns(lang),
        widths: &WIDTHS,
        units: &units,
        missing: &missing.iter().map(String::as_str).collect::<Vec<_>>(),
        roles: (4, &roles),
        wrong_choice: &t!(lang, "invite-sheet-choose"),
        help: &t!(lang, "invite-sheet-help").lines().map(str::to_owned).collect::<Vec<_>>(),
    });
    let bytes = bytes.map_err(|error| Error::Internal(Box::new(error)))?;
    Ok(download(lang, "xlsx", XLSX, bytes))
}

/// The same columns as text; with the mark by which Excel knows UTF-8.
pub async fn csv(visit: Visit) -> Response {
    let head = columns(visit.lang).join(",");
    download(visit.lang, "csv", "text/csv; charset=utf-8", format!("\u{feff}{head}\r\n").into_bytes())
}

fn columns(lang: Lang) -> Vec<String> {
    let name = |column: &Column| match column {
        Column::Unit => t!(lang, "unit"),
        Column::Name => t!(lang, "account-name"),
        Column::Email => t!(lang, "account-email"),
        Column::Phone => t!(lang, "account-phone"),
        Column::Role => t!(lang, "account-role"),
        Column::Login => t!(lang, "login"),
    };
    ORDER.iter().take(COLUMNS).map(name).collect()
}

fn download(lang: Lang, ending: &str, media_type: &'static str, bytes: Vec<u8>) -> Response {
    let name = format!("{}.{ending}", t!(lang, "invite-template-name"));
    let name = percent_encoding::utf8_percent_encode(&name, percent_encoding::NON_ALPHANUMERIC);
    let disposition = format!("attachment; filename=\"template.{ending}\"; filename*=UTF-8''{name}");
    ([(header::CONTENT_TYPE, media_type.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes)
        .into_response()
}
