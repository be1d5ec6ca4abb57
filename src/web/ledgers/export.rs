//! The ledger as a file (导出), with the filter and the order of the page: every column, and where each row came from.
//! Rows go from the database to the disk one by one, and from there to the person.

use std::fs::File;
use std::io::Read;

use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::{TryStreamExt, stream};
use maud::{Markup, html};
use time::macros::format_description;
use time::{Date, PrimitiveDateTime};
use tokio::sync::mpsc;
use tokio::task::spawn_blocking;

use super::Ledger;
use super::asked::Asked;
use super::cells::{View, shown, value};
use crate::documents::export::{Export, Format};
use crate::documents::workbook::{self, Book, Cell, Sheet};
use crate::domain::forms::{Column, Form, Kind};
use crate::domain::ids::FormId;
use crate::store::ledgers::{self, Listed};
use crate::web::components::{obligation_name, unit_name};
use crate::web::error::{Error, Result};
use crate::web::evidence::named;
use crate::web::form::{Asked as Query, Named};
use crate::web::visit::Visit;
use crate::words::forms as form_words;
use crate::words::t;

/// Rows between the database and the disk.
const WAITING: usize = 200;
/// Bytes of the file that are read at once.
const PIECE: usize = 64 * 1024;

pub async fn xlsx(visit: Visit, Named(id): Named<FormId>, Query(asked): Query<Asked>) -> Result<Response> {
    let ledger = Ledger::open(&visit, &id)?;
    file(&visit, &ledger, &asked, View::Masked, Format::Xlsx).await
}

pub async fn csv(visit: Visit, Named(id): Named<FormId>, Query(asked): Query<Asked>) -> Result<Response> {
    let ledger = Ledger::open(&visit, &id)?;
    file(&visit, &ledger, &asked, View::Masked, Format::Csv).await
}

pub(super) async fn file(
    visit: &Visit,
    ledger: &Ledger<'_>,
    asked: &Asked,
    view: View,
    format: Format,
) -> Result<Response> {
    let (plan, form) = (visit.plan(), ledger.form);
    let (filter, sorting) = (asked.filter(plan, form), asked.sorting(form));
    let book = book(visit, form);
    let (sender, mut rows) = mpsc::channel::<Vec<Cell>>(WAITING);
    let writing = spawn_blocking(move || {
        let mut export = Export::begin(format, &book)?;
        while let Some(row) = rows.blocking_recv() {
            export.row(&row)?;
        }
        export.finish()
    });
    let mut tx = visit.app.db.read().await?;
    let mut found = ledgers::all(&mut tx, &plan.id, &form.id, &filter, &sorting);
    while let Some(row) = found.try_next().await.map_err(|error| Error::Internal(Box::new(error)))? {
        // The writer has given up: its answer says why.
        if sender.send(line(visit, form, &row, view)).await.is_err() {
            break;
        }
    }
    drop((found, sender));
    let file = writing.await.map_err(|error| Error::Internal(Box::new(error)))?;
    let file = file.map_err(|error| Error::Internal(Box::new(error)))?;
    let day = plan.local_date(visit.now);
    let name = format!("{}-{day}.{}", visit.lang.pick(&form.title), format.extension());
    let headers = [
        (header::CONTENT_TYPE, format.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, named("attachment", &name)),
    ];
    Ok((headers, Body::from_stream(pieces(file))).into_response())
}

/// A file from its beginning, read off the threads that answer.
fn pieces(file: File) -> impl futures_util::Stream<Item = std::io::Result<Bytes>> {
    stream::try_unfold(file, |mut file| async move {
        let read = spawn_blocking(move || {
            let mut piece = Vec::with_capacity(PIECE);
            let read = (&mut file).take(PIECE as u64).read_to_end(&mut piece)?;
            Ok((read > 0).then(|| (Bytes::from(piece), file)))
        });
        read.await.map_err(std::io::Error::other)?
    })
}

fn book(visit: &Visit, form: &Form) -> Book {
    let (lang, plan) = (visit.lang, visit.plan());
    let title = lang.pick(&form.title).to_owned();
    let own = form.columns.iter().map(|column| workbook::Column {
        label: form_words::column(lang, column).to_owned(),
        width: width(column),
        kind: kind(column),
    });
    let about = [
        (t!(lang, "unit"), 24.0, workbook::Kind::Text),
        (t!(lang, "rows-report"), 36.0, workbook::Kind::Text),
        (t!(lang, "rows-sender"), 12.0, workbook::Kind::Text),
        (t!(lang, "rows-sent"), 18.0, workbook::Kind::DateTime),
        (t!(lang, "rows-revision"), 12.0, workbook::Kind::Integer),
        (t!(lang, "rows-file-line"), 10.0, workbook::Kind::Integer),
        (t!(lang, "rows-late-mark"), 10.0, workbook::Kind::Text),
        (t!(lang, "rows-corrections"), 10.0, workbook::Kind::Integer),
    ];
    let about = about.map(|(label, width, kind)| workbook::Column { label, width, kind });
    let sheet = Sheet {
        name: title.clone(),
        title: title.clone(),
        columns: own.chain(about).collect(),
        frozen: 1,
        rows: Vec::new(),
    };
    Book { title, author: lang.pick(&plan.title).to_owned(), created: None, sheets: vec![sheet] }
}

fn width(column: &Column) -> f64 {
    match &column.kind {
        Kind::Text { max } if *max > 60 => 40.0,
        Kind::Text { .. } | Kind::CreditCode | Kind::IdentityNumber | Kind::Email => 22.0,
        _ => 14.0,
    }
}

fn kind(column: &Column) -> workbook::Kind {
    match &column.kind {
        Kind::Integer { .. } => workbook::Kind::Integer,
        Kind::Decimal { places, .. } => workbook::Kind::Decimal(u8::try_from(*places).unwrap_or(u8::MAX)),
        Kind::Date => workbook::Kind::Date,
        _ => workbook::Kind::Text,
    }
}

fn line(visit: &Visit, form: &Form, row: &Listed, view: View) -> Vec<Cell> {
    let (lang, plan) = (visit.lang, visit.plan());
    let own = form.columns.iter().map(|column| {
        let text = shown(lang, column, value(&row.cells, &column.id), view);
        typed(column, view, text)
    });
    let sent = row.sent_at.in_zone(plan.zone);
    let late = if row.is_late() { t!(lang, "filter-late") } else { String::new() };
    let about = [
        Cell::from(unit_name(lang, plan, &row.unit_id)),
        Cell::from(obligation_name(lang, plan, row.obligation_id.as_str()).unwrap_or_default()),
        Cell::from(row.sender.as_str()),
        Cell::DateTime(PrimitiveDateTime::new(sent.date(), sent.time())),
        Cell::from(row.revision),
        // A row that was typed stands in no file.
        if row.line > 0 { Cell::from(row.line) } else { Cell::Empty },
        Cell::from(late),
        Cell::from(row.corrections),
    ];
    own.chain(about).collect()
}

/// What is masked is text, whatever it masks.
fn typed(column: &Column, view: View, text: String) -> Cell {
    if text.is_empty() {
        return Cell::Empty;
    }
    let is_masked = view == View::Masked && column.is_private();
    let number = || text.parse().ok().map(Cell::Number);
    let day = || Date::parse(&text, format_description!("[year]-[month]-[day]")).ok().map(Cell::Date);
    let typed = match &column.kind {
        _ if is_masked => None,
        Kind::Integer { .. } | Kind::Decimal { .. } => number(),
        Kind::Date => day(),
        _ => None,
    };
    typed.unwrap_or_else(|| Cell::from(text.as_str()))
}

/// The same page as files; what is private is masked in them too.
pub(super) fn links(visit: &Visit, ledger: &Ledger<'_>, asked: &Asked) -> Markup {
    let asked = Asked { page: None, all: String::new(), ..asked.clone() };
    html! { p .buttons.screen-only {
        @for (file, label) in [("export.xlsx", t!(visit.lang, "rows-export-xlsx")), ("export.csv", t!(visit.lang, "rows-export-csv"))] {
            a .button href=(asked.href(&format!("{}/{file}", ledger.href()))) hx-boost="false" { (label) }
        }
    } }
}
