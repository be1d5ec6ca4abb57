//! Supervision notices (督办通知单): the list, and each as it was issued, to read, to print and to save.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::components::{Tab, Tone, badge, empty, pager, scroll, tabs, unit_name};
use super::error::{Error, Result};
use super::evidence::named;
use super::form::{Asked, Named};
use super::layout;
use super::visit::Visit;
use crate::documents::official::MEDIA_TYPE;
use crate::domain::access::{Action, Subject};
use crate::domain::ids::UnitId;
use crate::domain::supervision::{Notice, Number, ledger_key};
use crate::store::notices::{self, Listed};
use crate::store::obligations::Slice;
use crate::store::{Tx, reminders};
use crate::words::{self, Lang, t};

mod one;

/// Rows per page.
const PAGE: usize = 50;

#[derive(Deserialize, Default)]
pub struct Shown {
    /// The latest that has any, where it is left out.
    #[serde(default)]
    year: Option<i64>,
    /// All units without one; a unit's people see their own whatever they ask for.
    #[serde(default)]
    unit: String,
    #[serde(default)]
    page: Option<i64>,
}

/// What is looked at.
struct Look {
    year: i64,
    unit: Option<UnitId>,
    page: i64,
}

impl Look {
    fn href(&self, year: i64, page: i64) -> String {
        let unit = self.unit.as_ref().map(|unit| format!("&unit={unit}")).unwrap_or_default();
        let page = if page > 1 { format!("&page={page}") } else { String::new() };
        format!("/notices?year={year}{unit}{page}")
    }
}

pub async fn index(visit: Visit, Asked(shown): Asked<Shown>) -> Result<Markup> {
    let own = visit.user.unit_id.clone();
    let asked = visit.plan().units.iter().find(|unit| unit.id.as_str() == shown.unit);
    let unit = own.or_else(|| asked.map(|unit| unit.id.clone()));
    let (plan, mut tx) = (&visit.plan().id, visit.app.db.read().await?);
    let years = notices::years(&mut tx, plan, unit.as_ref()).await?;
    let latest = years.first().map_or(i64::from(visit.plan().year), |(year, _)| *year);
    let look =
        Look { year: shown.year.unwrap_or(latest), unit, page: shown.page.unwrap_or(1).clamp(1, 10_000) };
    let slice = Slice::page(look.page, PAGE);
    let mut rows = notices::list(&mut tx, plan, look.year, look.unit.as_ref(), slice).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    Ok(list(&visit, &look, &years, &rows, more))
}

pub async fn show(visit: Visit, Named(id): Named<String>) -> Result<Markup> {
    let mut tx = visit.app.db.read().await?;
    let notice = find(&mut tx, &visit, &id).await?;
    let mut told = Vec::new();
    // Whoever was sent the notice was sent all of it.
    if let Some(item) = notice.items.first() {
        told = reminders::of_obligation(&mut tx, &visit.plan().id, &item.obligation_id).await?;
        told.retain(|told| told.stage == ledger_key(item.due_on));
    }
    Ok(one::page(&visit, &notice, &told))
}

/// The bytes that were sent.
pub async fn document(visit: Visit, Named(id): Named<String>) -> Result<Response> {
    let mut tx = visit.app.db.read().await?;
    let notice = find(&mut tx, &visit, &id).await?;
    let bytes = notices::document(&mut tx, &visit.plan().id, notice.number).await?.ok_or(Error::NotFound)?;
    let number = words::notice_number(Lang::Zh, notice.number);
    let name = t!(Lang::Zh, "supervision-file", number = number, unit = notice.unit_name.as_str());
    let headers = [
        (header::CONTENT_TYPE, MEDIA_TYPE.to_owned()),
        (header::CONTENT_DISPOSITION, named("attachment", &name)),
    ];
    Ok((headers, bytes).into_response())
}

/// The notice, if this person may see its unit's. One that is another unit's answers 403.
async fn find(tx: &mut Tx, visit: &Visit, id: &str) -> Result<Notice> {
    let number: Number = id.parse().map_err(|_| Error::NotFound)?;
    let notice = notices::get(tx, &visit.plan().id, number).await?.ok_or(Error::NotFound)?;
    visit.require(Action::SeeNotices, Subject::Unit(&notice.unit_id))?;
    Ok(notice)
}

/// Where a notice is read.
pub fn href(number: Number) -> String {
    format!("/notices/{number}")
}

/// To save a notice's document; said with its number to those who do not see where the link stands.
pub fn download(lang: Lang, number: Number) -> Markup {
    html! {
        a href={ (href(number)) "/document" } download hx-boost="false" {
            (t!(lang, "supervision-download")) span .hidden { " " (words::notice_number(lang, number)) }
        }
    }
}

fn list(visit: &Visit, look: &Look, years: &[(i64, i64)], rows: &[Listed], more: bool) -> Markup {
    let lang = visit.lang;
    layout::page(
        visit,
        &t!(lang, "nav-supervision"),
        html! {
            h1 { (t!(lang, "nav-supervision")) }
            p .muted { (t!(lang, "supervision-help")) }
            @if !years.is_empty() { (by_year(lang, look, years)) }
            @if visit.user.unit_id.is_none() && (!years.is_empty() || look.unit.is_some()) { (filter(visit, look)) }
            @if rows.is_empty() { (empty(&nothing(visit, look))) } @else { (table(visit, rows)) }
            (pager(lang, look.page, more, |page| look.href(look.year, page)))
        },
    )
}

fn nothing(visit: &Visit, look: &Look) -> String {
    let lang = visit.lang;
    match (&visit.user.unit_id, &look.unit, look.page) {
        (Some(_), ..) => t!(lang, "supervision-empty-unit"),
        (None, None, 1) => t!(lang, "supervision-empty"),
        _ => t!(lang, "supervision-none-found"),
    }
}

fn by_year(lang: Lang, look: &Look, years: &[(i64, i64)]) -> Markup {
    let tab = |(year, count): &(i64, i64)| Tab {
        href: look.href(*year, 1),
        label: t!(lang, "supervision-year", year = year.to_string()),
        count: Some(*count),
        is_here: *year == look.year,
    };
    tabs(&t!(lang, "supervision-by-year"), &years.iter().map(tab).collect::<Vec<_>>())
}

/// The choices, as a form that works by itself; where scripts run, choosing is enough.
fn filter(visit: &Visit, look: &Look) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    html! { form .filter.choices method="get" action="/notices" autocomplete="off" data-choices {
        input type="hidden" name="year" value=(look.year);
        label { (t!(lang, "supervision-filter-unit")) select name="unit" {
            option value="" { (t!(lang, "supervision-all-units")) }
            @for unit in plan.units.iter().filter(|unit| !unit.external) {
                option value=(unit.id) selected[look.unit.as_ref() == Some(&unit.id)] { (lang.pick(&unit.name)) }
            }
        } }
        button { (t!(lang, "filter-apply")) }
        @if look.unit.is_some() { a .clear href={ "/notices?year=" (look.year) } { (t!(lang, "filter-clear")) } }
    } }
}

fn table(visit: &Visit, rows: &[Listed]) -> Markup {
    let lang = visit.lang;
    let names_units = visit.user.unit_id.is_none();
    html! { (scroll(&t!(lang, "nav-supervision"), html! { table .notices.facts {
        thead { tr {
            th scope="col" { (t!(lang, "supervision-col-number")) }
            th scope="col" { (t!(lang, "supervision-col-day")) }
            @if names_units { th scope="col" { (t!(lang, "unit")) } }
            th scope="col" .number { (t!(lang, "supervision-col-items")) }
            th scope="col" { (t!(lang, "supervision-col-document")) }
        } }
        tbody { @for row in rows { tr {
            th scope="row" { a href=(href(row.number)) { (words::notice_number(lang, row.number)) } }
            td { (row.day) }
            @if names_units { td {
                a href={ "/units/" (row.unit_id) } { (unit_name(lang, visit.plan(), &row.unit_id)) }
                @if row.addressed == 0 { " " (badge(Tone::Overdue, &t!(lang, "supervision-unreached-short"))) }
            } }
            td .number { (row.items) }
            td { (download(lang, row.number)) }
        } } }
    } })) }
}
