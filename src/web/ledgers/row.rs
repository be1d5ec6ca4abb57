//! One row of a ledger in full: every column, its report, its twins, what was put right in it.

use maud::{Markup, html};

use super::cells::{View, has_private, line, name, shown, value};
use super::correction::{self, Input};
use super::page::twins;
use super::table::{others, report};
use super::{Ledger, disclosures};
use crate::domain::access::{Action, Subject};
use crate::domain::forms::Cells;
use crate::domain::ids::{FormId, SheetId};
use crate::store::Tx;
use crate::store::ledgers::acts::altered;
use crate::store::ledgers::corrections::{self, Corrected};
use crate::store::ledgers::rows::{self, Row, Twin};
use crate::web::components::{crumbs, moment, obligation_name, unit_link, unit_name};
use crate::web::error::{Error, Result};
use crate::web::form::Named;
use crate::web::layout;
use crate::web::visit::Visit;
use crate::words::forms as form_words;
use crate::words::t;

/// What a row's page shows.
pub(super) struct Loaded {
    pub row: Row,
    twins: Vec<Twin>,
    corrections: Vec<Corrected>,
}

impl Loaded {
    /// Whether this person may ask to see it in full: the office, and whoever sent it.
    pub fn may_disclose(&self, visit: &Visit, ledger: &Ledger<'_>) -> bool {
        let own = Subject::Unit(&self.row.listed.unit_id);
        has_private(ledger.form)
            && (visit.may(Action::SeePersonalData, ledger.subject())
                || visit.may(Action::SeePersonalData, own))
    }
}

pub async fn show(
    visit: Visit,
    Named((id, sheet, position)): Named<(FormId, SheetId, i64)>,
) -> Result<Markup> {
    let ledger = Ledger::of(&visit, &id)?;
    let loaded = load(&mut visit.app.db.read().await?, &visit, &ledger, &sheet, position).await?;
    Ok(view(&visit, &ledger, &loaded, View::Masked, &Input::default()))
}

/// 403 unless the ledger or the row is theirs to see, 404 unless it stands in an accepted report of this form.
pub(super) async fn load(
    tx: &mut Tx,
    visit: &Visit,
    ledger: &Ledger<'_>,
    sheet: &SheetId,
    position: i64,
) -> Result<Loaded> {
    let plan = &visit.plan().id;
    let found = rows::one(tx, plan, &ledger.form.id, sheet, position).await?;
    let is_own = |row: &Row| visit.may(Action::SeeObligation, Subject::Unit(&row.listed.unit_id));
    if !ledger.is_open(visit) && !found.as_ref().is_some_and(is_own) {
        return Err(Error::Forbidden);
    }
    let row = found.ok_or(Error::NotFound)?;
    let listed = std::slice::from_ref(&row.listed);
    let found = if ledger.form.has_twins() { twins(tx, visit, listed).await? } else { Default::default() };
    let twins = others(&row.listed, &found).into_iter().cloned().collect();
    let corrections = corrections::of_row(tx, plan, sheet, position).await?;
    Ok(Loaded { row, twins, corrections })
}

pub(super) fn view(
    visit: &Visit,
    ledger: &Ledger<'_>,
    loaded: &Loaded,
    shown: View,
    input: &Input,
) -> Markup {
    let (lang, row) = (visit.lang, &loaded.row);
    let title = name(lang, ledger.form, &row.listed, shown);
    let stands = row.withdrawn_at.is_none();
    layout::page(
        visit,
        &title,
        html! {
            (trail(visit, ledger, row))
            h1 { (title) }
            @if let Some(notice) = &input.notice { p .notice.fault role="alert" { (notice) } }
            @if !stands { p .notice { (t!(lang, "rows-withdrawn")) } }
            @if shown == View::Full { p .notice { (t!(lang, "rows-in-full")) } }
            div .columns {
                div {
                    section .panel { (cells(visit, ledger, &row.listed.cells, shown)) }
                    @if shown == View::Masked && loaded.may_disclose(visit, ledger) { (disclosures::of_row(visit, ledger, row, input)) }
                    @if stands && visit.may(Action::CorrectRows, ledger.subject()) { (correction::forms(visit, ledger, row, shown, input)) }
                }
                aside {
                    section .panel { h2 { (t!(lang, "rows-origin")) } (origin(visit, row)) }
                    (twins_of(visit, ledger, &loaded.twins))
                    (history(visit, ledger, &loaded.corrections, shown))
                }
            }
        },
    )
}

/// The way here: by the ledger, or by its own unit's report.
fn trail(visit: &Visit, ledger: &Ledger<'_>, row: &Row) -> Markup {
    let (lang, listed) = (visit.lang, &row.listed);
    if ledger.is_open(visit) {
        let title = lang.pick(&ledger.form.title);
        return crumbs(lang, &[("/ledgers", &t!(lang, "nav-ledgers")), (&ledger.href(), title)]);
    }
    let name = obligation_name(lang, visit.plan(), listed.obligation_id.as_str()).unwrap_or_default();
    let report = format!("/obligations/{}", listed.obligation_id);
    crumbs(lang, &[("/obligations", &t!(lang, "nav-mine")), (&report, &name)])
}

/// Every column of the form, and what stands in none of them any more.
fn cells(visit: &Visit, ledger: &Ledger<'_>, cells: &Cells, view: View) -> Markup {
    let lang = visit.lang;
    html! { dl .figures.row-cells {
        @for column in &ledger.form.columns {
            dt { (form_words::column(lang, column)) }
            dd {
                @let text = shown(lang, column, value(cells, &column.id), view);
                @if text.is_empty() { span .muted { "–" } } @else { (text) }
            }
        }
    } }
}

fn origin(visit: &Visit, row: &Row) -> Markup {
    let (lang, plan, listed) = (visit.lang, visit.plan(), &row.listed);
    let name = obligation_name(lang, plan, listed.obligation_id.as_str()).unwrap_or_default();
    html! { dl .figures {
        dt { (t!(lang, "unit")) } dd { (unit_link(lang, plan, &listed.unit_id)) }
        dt { (t!(lang, "rows-report")) } dd { (name) " " (line(lang, listed)) " " (report(visit, listed, &t!(lang, "rows-report-open"))) }
        dt { (t!(lang, "rows-sent")) } dd { (moment(visit, listed.sent_at)) " " (listed.sender) }
        @if let Some(at) = row.accepted_at { dt { (t!(lang, "rows-accepted")) } dd { (moment(visit, at)) @if let Some(name) = &row.reviewer { " " (name) } } }
        @if let (Some(by), Some(on)) = (&listed.report_by, &listed.reported_on) {
            dt { (t!(lang, "rows-report-by")) } dd { (by) }
            dt { (t!(lang, "rows-reported-on")) } dd { (on) @if listed.is_late() { " " span .mark { (t!(lang, "filter-late")) } } }
        }
    } }
}

fn twins_of(visit: &Visit, ledger: &Ledger<'_>, twins: &[Twin]) -> Markup {
    let lang = visit.lang;
    html! { @if !twins.is_empty() { section .panel #twins {
        h2 { (t!(lang, "rows-twins")) }
        p .muted { (t!(lang, "rows-twins-help", columns = form_words::names(lang, ledger.form, ledger.form.key().unwrap_or_default()))) }
        ul .plain { @for twin in twins { li {
            @let line = t!(lang, "rows-line", n = if twin.line > 0 { twin.line } else { twin.position });
            @let label = format!("{} {line}", unit_name(lang, visit.plan(), &twin.unit_id));
            @if ledger.is_open(visit) { a href={ (ledger.href()) "/rows/" (twin.sheet_id) "/" (twin.position) } { (label) } } @else { (label) }
            " " span .muted { (obligation_name(lang, visit.plan(), twin.obligation_id.as_str()).unwrap_or_default()) }
        } } }
    } } }
}

/// What stood there and what stands since, the latest first.
fn history(visit: &Visit, ledger: &Ledger<'_>, corrections: &[Corrected], view: View) -> Markup {
    let lang = visit.lang;
    html! { @if !corrections.is_empty() { section .panel #corrections {
        h2 { (t!(lang, "rows-corrections")) }
        ol .plain reversed { @for each in corrections.iter().rev() { li .correction {
            p { (moment(visit, each.at)) " " (each.user_name) }
            @match &each.after.0 {
                None => p { strong { (t!(lang, "act-row-withdrawn")) } },
                Some(after) => ul .plain { @for id in altered(&each.before, after) { li { (change(visit, ledger, id, &each.before, after, view)) } } },
            }
            p { (each.reason) }
        } } }
    } } }
}

/// 文号：渝〔2026〕1号 → 渝〔2026〕2号
fn change(
    visit: &Visit,
    ledger: &Ledger<'_>,
    id: &crate::domain::ids::ColumnId,
    before: &Cells,
    after: &Cells,
    view: View,
) -> String {
    let lang = visit.lang;
    let column = ledger.form.column(id);
    let told = |cells| match (column, value(cells, id)) {
        (_, "") => t!(lang, "rows-nothing"),
        (Some(column), text) => shown(lang, column, text, view),
        // Of a column that the form no longer has nobody can say whether it was private.
        (None, _) => "…".to_owned(),
    };
    let label = column.map_or(id.as_str(), |column| form_words::column(lang, column));
    format!("{}{} → {}", t!(lang, "labelled", label = label), told(before), told(after))
}
