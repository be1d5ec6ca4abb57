//! A page of a ledger as a table: the row's own columns, then who sent it and what is to be said of it.

use std::collections::HashMap;

use maud::{Markup, html};

use super::Ledger;
use super::asked::{Asked, sorts};
use super::cells::{View, cell, columns, is_number, name};
use crate::domain::access::{Action, Subject};
use crate::store::ledgers::Listed;
use crate::store::ledgers::rows::Twin;
use crate::web::components::{Head, Tone, badge, head_row, moment, obligation_name, scroll_tall, unit_name};
use crate::web::visit::Visit;
use crate::words::forms as form_words;
use crate::words::t;

/// Rows of the same key, by that key: a row is among its own.
pub type Twins = HashMap<String, Vec<Twin>>;

pub fn table(
    visit: &Visit,
    ledger: &Ledger<'_>,
    asked: &Asked,
    rows: &[Listed],
    twins: &Twins,
    view: View,
) -> Markup {
    let (lang, form) = (visit.lang, ledger.form);
    let columns = columns(form, asked.shows_all());
    let own = columns.iter().map(|column| {
        let label = form_words::column(lang, column).to_owned();
        let head = if is_number(column) { Head::number(label) } else { Head::new(label) };
        let (href, order) = asked.sorted(&ledger.href(), column);
        if sorts(column) { head.sorts(column.id.as_str(), href, order) } else { head }
    });
    let about = [t!(lang, "unit"), t!(lang, "rows-sender"), t!(lang, "rows-sent"), t!(lang, "rows-remarks")]
        .map(Head::new);
    let heads: Vec<Head> = own.chain(about).collect();
    let label = lang.pick(&form.title);
    scroll_tall(
        label,
        false,
        html! { table .rows {
            caption .hidden { (label) }
            (head_row(lang, &heads))
            tbody { @for row in rows { tr {
                th scope="row" { a href=(href(ledger, row)) { (name(lang, form, row, view)) } }
                @for column in columns.iter().skip(1) { (cell(lang, column, &row.cells, view)) }
                td { (unit_name(lang, visit.plan(), &row.unit_id)) }
                td { (row.sender) }
                td { (sent(visit, row)) }
                td { (remarks(visit, row, twins)) }
            } } }
        } },
    )
}

pub fn href(ledger: &Ledger<'_>, row: &Listed) -> String {
    format!("{}/rows/{}/{}", ledger.href(), row.sheet_id, row.position)
}

/// When, and in which report.
fn sent(visit: &Visit, row: &Listed) -> Markup {
    html! { (moment(visit, row.sent_at)) " " (report(visit, row, &t!(visit.lang, "rows-report"))) }
}

/// The way to a row's report, for whoever may see that.
pub fn report(visit: &Visit, row: &Listed, label: &str) -> Markup {
    let place = visit.plan().duty(&row.duty_id);
    let may = place.is_some_and(|place| {
        let (unit, assists) = (&row.unit_id, place.duty.owed.assists());
        visit.may(Action::SeeObligation, Subject::Obligation { unit, project: place.project, assists })
    });
    let name = obligation_name(visit.lang, visit.plan(), row.obligation_id.as_str());
    html! { @if may { a href={ "/obligations/" (row.obligation_id) "#revision-" (row.revision) } title=[name] { (label) } } }
}

fn remarks(visit: &Visit, row: &Listed, twins: &Twins) -> Markup {
    let lang = visit.lang;
    let others = others(row, twins);
    html! {
        @if row.is_late() { span .mark { (t!(lang, "filter-late")) } " " }
        @if let Some(first) = others.first() {
            (badge(Tone::Soon, &t!(lang, "rows-twin"))) " "
            a href={ "/ledgers/" (first.form()) "/rows/" (first.sheet_id) "/" (first.position) } { (unit_name(lang, visit.plan(), &first.unit_id)) }
            @if others.len() > 1 { " " span .muted { (t!(lang, "rows-twins-more", n = others.len())) } } " "
        }
        @if row.corrections > 0 { span .mark { (t!(lang, "rows-corrected")) } }
    }
}

/// The twins of a row: all of its key but itself.
pub fn others<'a>(row: &Listed, twins: &'a Twins) -> Vec<&'a Twin> {
    let is_other = |twin: &&Twin| twin.sheet_id != row.sheet_id || twin.position != row.position;
    row.row_key.as_ref().and_then(|key| twins.get(key)).into_iter().flatten().filter(is_other).collect()
}
