//! Personal data in full (查看完整信息), for a reason; and the log of who saw what.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::asked::Asked;
use super::cells::View;
use super::correction::{Act, Input, reason};
use super::page::{self, Refused};
use super::{Ledger, export, row};
use crate::documents::export::Format;
use crate::domain::access::{Action, Subject};
use crate::domain::ids::{FormId, SheetId};
use crate::store::ledgers::disclosures::{self, Disclosed, New};
use crate::store::ledgers::rows::Row;
use crate::store::obligations::Slice;
use crate::web::components::{Field, crumbs, empty, moment, pager, scroll, unit_name};
use crate::web::error::{Error, Result};
use crate::web::form::{Asked as Query, Named, Posted, token_field};
use crate::web::layout;
use crate::web::visit::Visit;
use crate::words::t;

/// Rows of the log per page.
const PAGE: usize = 50;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// The query of the page that it was asked on.
    query: String,
    what: What,
    reason: String,
}

#[derive(Deserialize, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum What {
    Page,
    Xlsx,
    Csv,
}

/// A page or a file of the ledger, in full.
pub async fn create(visit: Visit, Named(id): Named<FormId>, Posted(form): Posted<Form>) -> Result<Response> {
    let ledger = Ledger::open(&visit, &id)?;
    visit.require(Action::SeePersonalData, ledger.subject())?;
    let asked: Asked =
        serde_urlencoded::from_str(&form.query).map_err(|error| Error::BadRequest(error.to_string()))?;
    let loaded = page::load(&mut visit.app.db.read().await?, &visit, &ledger, &asked).await?;
    if form.reason.trim().is_empty() {
        let refused = Refused { reason: Some(form.reason) };
        let body = page::view(&visit, &ledger, &asked, &loaded, View::Masked, &refused);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, body).into_response());
    }
    let (what, rows) = match form.what {
        What::Page => ("page", i64::try_from(loaded.rows.len()).unwrap_or(i64::MAX)),
        What::Xlsx => ("xlsx", loaded.figures.rows),
        What::Csv => ("csv", loaded.figures.rows),
    };
    record(&visit, &ledger, what, &asked.query(), rows, &form.reason).await?;
    match form.what {
        What::Page => {
            let none = Refused::default();
            Ok(page::view(&visit, &ledger, &asked, &loaded, View::Full, &none).into_response())
        }
        What::Xlsx => export::file(&visit, &ledger, &asked, View::Full, Format::Xlsx).await,
        What::Csv => export::file(&visit, &ledger, &asked, View::Full, Format::Csv).await,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    reason: String,
}

/// A row, in full.
pub async fn create_of_row(
    visit: Visit,
    Named((id, sheet, position)): Named<(FormId, SheetId, i64)>,
    Posted(form): Posted<Reason>,
) -> Result<Response> {
    let ledger = Ledger::of(&visit, &id)?;
    let loaded = row::load(&mut visit.app.db.read().await?, &visit, &ledger, &sheet, position).await?;
    if !loaded.may_disclose(&visit, &ledger) {
        return Err(Error::Forbidden);
    }
    if form.reason.trim().is_empty() {
        let input = Input::without_reason(Act::Disclose);
        let body = row::view(&visit, &ledger, &loaded, View::Masked, &input);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, body).into_response());
    }
    record(&visit, &ledger, "row", &format!("{sheet}/{position}"), 1, &form.reason).await?;
    Ok(row::view(&visit, &ledger, &loaded, View::Full, &Input::default()).into_response())
}

/// Written before anything is shown.
async fn record(
    visit: &Visit,
    ledger: &Ledger<'_>,
    what: &str,
    asked: &str,
    rows: i64,
    reason: &str,
) -> Result<()> {
    let id = format!("{:032x}", rand::random::<u128>());
    let new = New {
        id: &id,
        user: &visit.person.id,
        address: &visit.address,
        what,
        form: &ledger.form.id,
        asked,
        rows,
        reason: reason.trim(),
        at: visit.now,
    };
    let mut tx = visit.app.db.write(&visit.plan().id).await?;
    disclosures::insert(&mut tx, &visit.plan().id, &new).await?;
    Ok(tx.commit().await?)
}

/// Asks for the reason, and for the page or a file.
pub(super) fn of_page(visit: &Visit, ledger: &Ledger<'_>, asked: &Asked, refused: &Refused) -> Markup {
    let lang = visit.lang;
    let fault = t!(lang, "fault-reason");
    let fault = refused.reason.is_some().then_some(fault.as_str());
    let field = Field::new("reason", &t!(lang, "rows-purpose")).required().faults(fault).text(
        lang,
        2,
        refused.reason.as_deref().unwrap_or_default(),
    );
    html! { details .panel #disclosure open[refused.reason.is_some()] {
        summary { (t!(lang, "rows-disclose")) }
        p .muted { (t!(lang, "rows-disclose-help")) }
        form method="post" action={ (ledger.href()) "/disclosure" } .stack hx-boost="false" {
            (token_field(visit))
            input type="hidden" name="query" value=(asked.query());
            (field)
            div .buttons {
                button name="what" value="page" { (t!(lang, "rows-disclose-page")) }
                button name="what" value="xlsx" { (t!(lang, "rows-disclose-xlsx")) }
                button name="what" value="csv" { (t!(lang, "rows-disclose-csv")) }
            }
        }
    } }
}

pub(super) fn of_row(visit: &Visit, ledger: &Ledger<'_>, row: &Row, input: &Input) -> Markup {
    let lang = visit.lang;
    let listed = &row.listed;
    html! { details .panel #disclosure open[input.act == Some(Act::Disclose)] {
        summary { (t!(lang, "rows-disclose")) }
        p .muted { (t!(lang, "rows-disclose-help")) }
        form method="post" action={ (ledger.href()) "/rows/" (listed.sheet_id) "/" (listed.position) "/disclosure" } .stack hx-boost="false" {
            (token_field(visit))
            (reason(lang, "disclosure-reason", &t!(lang, "rows-purpose"), Act::Disclose, input))
            button { (t!(lang, "rows-disclose-row")) }
        }
    } }
}

#[derive(Deserialize)]
pub struct Slices {
    page: Option<i64>,
}

/// 查看记录
pub async fn index(visit: Visit, Query(asked): Query<Slices>) -> Result<Markup> {
    let page = asked.page.unwrap_or(1).clamp(1, 100_000);
    let mut tx = visit.app.db.read().await?;
    let mut rows = disclosures::list(&mut tx, &visit.plan().id, Slice::page(page, PAGE)).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    Ok(log(&visit, &rows, page, more))
}

fn log(visit: &Visit, rows: &[Disclosed], page: i64, more: bool) -> Markup {
    let lang = visit.lang;
    let title = t!(lang, "rows-disclosures");
    layout::page(
        visit,
        &title,
        html! {
            @if visit.may(Action::SeeLedgers, Subject::Any) { (crumbs(lang, &[("/ledgers", &t!(lang, "nav-ledgers"))])) }
            h1 { (title) }
            p .muted { (t!(lang, "rows-disclosures-help")) }
            @if rows.is_empty() { (empty(&t!(lang, "rows-disclosures-none"))) }
            @else { (scroll(&title, html! { table .log.facts {
                thead { tr {
                    @for head in [t!(lang, "log-when"), t!(lang, "log-who"), t!(lang, "rows-form"), t!(lang, "rows-what")] { th scope="col" { (head) } }
                    th scope="col" .number { (t!(lang, "rows-count")) }
                    th scope="col" { (t!(lang, "rows-purpose")) }
                    th scope="col" { (t!(lang, "log-from")) }
                } }
                tbody { @for row in rows { (logged(visit, row)) } }
            } })) }
            (pager(lang, page, more, |page| format!("/ledgers/disclosures?page={page}")))
        },
    )
}

fn logged(visit: &Visit, row: &Disclosed) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let form = plan.form(&row.form_id).map_or(row.form_id.as_str(), |form| lang.pick(&form.title));
    let what = match row.what.as_str() {
        "page" => t!(lang, "rows-what-page"),
        "row" => t!(lang, "rows-what-row"),
        "xlsx" => t!(lang, "rows-what-xlsx"),
        "csv" => t!(lang, "rows-what-csv"),
        other => other.to_owned(),
    };
    let asked = asked_words(&row.asked);
    html! { tr {
        td { (moment(visit, row.at)) }
        td { (row.user_name) @if let Some(unit) = &row.unit_id { small { (unit_name(lang, plan, unit)) } } }
        td { (form) }
        td { (what) @if !asked.is_empty() { small { (asked) } } }
        td .number { (row.rows_shown) }
        td .detail { (row.reason) }
        td { (row.address) }
    } }
}

/// A page's query, so that a person can read it: `unit=jiaoyu q=许可`.
fn asked_words(asked: &str) -> String {
    match serde_urlencoded::from_str::<Vec<(String, String)>>(asked) {
        Ok(fields) if asked.contains('=') => {
            fields.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" ")
        }
        _ => asked.to_owned(),
    }
}
