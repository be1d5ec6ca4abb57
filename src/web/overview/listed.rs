//! The obligations behind a cell of the matrix or a figure of the overview: exactly those that it counts.

use std::cmp::Reverse;

use maud::{Markup, html};
use serde::Deserialize;

use super::filter::Filter;
use crate::domain::access::Action;
use crate::domain::by_hand::is_due;
use crate::domain::obligation::{Light, Obligation};
use crate::domain::progress::Progress;
use crate::store::{Tx, obligations};
use crate::web::components::{
    Tab, crumbs, due, empty, light_of, pager, project_name, scroll, tabs, title, unit_link, unit_name,
};
use crate::web::error::Result;
use crate::web::form::Asked;
use crate::web::layout;
use crate::web::reminders::From;
use crate::web::standing::{Row, progress, seen};
use crate::web::visit::Visit;
use crate::words::{self, t};

pub const PATH: &str = "/overview/obligations";

/// Rows per page.
const PAGE: usize = 100;

#[derive(Deserialize)]
pub struct Shown {
    #[serde(flatten)]
    filter: Filter,
    page: Option<i64>,
}

pub async fn index(visit: Visit, Asked(shown): Asked<Shown>) -> Result<Markup> {
    let (plan, filter) = (visit.plan(), shown.filter);
    filter.check(plan)?;
    let mut tx = visit.app.db.read().await?;
    let all = load(&mut tx, &visit, &filter).await?;
    drop(tx);
    let seen = seen(&visit, &all);
    let mut rows: Vec<&Row<'_>> = seen.iter().filter(|row| row.counts() && filter.has(plan, row)).collect();
    let counted = progress(rows.iter().copied());
    rows.retain(|row| filter.light.is_none_or(|light| light == row.light));
    rows.sort_by_key(|row| {
        let due = row.obligation.due_at;
        (Reverse(row.light), due.is_none(), due, plan.position(&row.obligation.unit_id), &row.obligation.id)
    });
    let page = shown.page.unwrap_or(1).clamp(1, 10_000);
    Ok(view(&visit, &filter, &counted, &rows, page))
}

/// No more than the filter needs, as far as an index can tell.
async fn load(tx: &mut Tx, visit: &Visit, filter: &Filter) -> Result<Vec<Obligation>> {
    let plan = visit.plan();
    Ok(match (&filter.unit, filter.span(plan)) {
        (Some(unit), _) => obligations::by_unit(tx, &plan.id, unit).await?,
        (None, Some((from, until))) => obligations::due_between(tx, &plan.id, from, until).await?,
        (None, None) => obligations::live(tx, &plan.id).await?,
    })
}

fn view(visit: &Visit, filter: &Filter, counted: &Progress, rows: &[&Row<'_>], page: i64) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let all = Filter { light: None, ..filter.clone() };
    let name = all.words(lang, plan).unwrap_or_else(|| t!(lang, "listed-all"));
    let title = filter.words(lang, plan).unwrap_or_else(|| name.clone());
    let before = usize::try_from(page - 1).unwrap_or(0).saturating_mul(PAGE);
    let shown: Vec<&&Row<'_>> = rows.iter().skip(before).take(PAGE).collect();
    let above = Filter { unit: None, ..filter.clone() }.href("/overview");
    layout::page(
        visit,
        &title,
        html! {
            (crumbs(lang, &[(&above, &t!(lang, "nav-overview"))]))
            h1 { (name) }
            p .muted { (t!(lang, "listed-share", done = counted.done(), total = counted.total())) }
            (tabs(&t!(lang, "filter-light"), &lights(visit, filter, counted)))
            @if shown.is_empty() { (empty(&t!(lang, "listed-empty"))) }
            @else { (picking(visit, filter, &shown, &title)) }
            (pager(lang, page, rows.len() > before + PAGE, |page| paged(filter, page)))
        },
    )
}

fn paged(filter: &Filter, page: i64) -> String {
    let href = filter.href(PATH);
    let sign = if href.contains('?') { '&' } else { '?' };
    format!("{href}{sign}page={page}")
}

/// All of them, and those of each light there is.
fn lights(visit: &Visit, filter: &Filter, counted: &Progress) -> Vec<Tab> {
    let lang = visit.lang;
    let tab = |light: Option<Light>, label, count| {
        let href = Filter { light, ..filter.clone() }.href(PATH);
        Tab { href, label, count: Some(count), is_here: filter.light == light }
    };
    let every: i64 = counted.lights().map(|(_, count)| count).sum();
    let each = counted.lights().map(|(light, count)| tab(Some(light), words::light(lang, light), count));
    std::iter::once(tab(None, t!(lang, "listed-every"), every)).chain(each).collect()
}

/// For whoever may remind, as a form to pick from.
fn picking(visit: &Visit, filter: &Filter, rows: &[&&Row<'_>], caption: &str) -> Markup {
    let (lang, scope) = (visit.lang, filter.href(""));
    if !rows.iter().any(|row| may_pick(visit, row)) {
        return table(visit, filter, rows, caption, false);
    }
    html! { form .picking method="get" action="/reminders/new" {
        input type="hidden" name="from" value=(From::List.key());
        input type="hidden" name="filter" value=(scope.trim_start_matches('?'));
        p .buttons.queue-acts.screen-only { button { (t!(lang, "by-hand-picked")) "…" } span .muted { (t!(lang, "by-hand-help")) } }
        (table(visit, filter, rows, caption, true))
    } }
}

fn may_pick(visit: &Visit, row: &Row<'_>) -> bool {
    is_due(visit.plan(), row.obligation, visit.now)
        && visit.may(Action::Remind, row.obligation.subject(row.place))
}

fn table(visit: &Visit, filter: &Filter, rows: &[&&Row<'_>], caption: &str, picks: bool) -> Markup {
    let lang = visit.lang;
    scroll(
        caption,
        html! { table .plan.listed {
            caption .hidden { (caption) }
            thead { tr {
                @if picks { th scope="col" .pick {
                    span .hidden { (t!(lang, "select")) }
                    input type="checkbox" data-all="pick" aria-label=(t!(lang, "select-all")) disabled;
                } }
                th scope="col" { (t!(lang, "state")) }
                th scope="col" { (t!(lang, "duty")) }
                @if filter.unit.is_none() { th scope="col" { (t!(lang, "unit")) } }
                @if filter.project.is_none() { th scope="col" { (t!(lang, "filter-project")) } }
                th scope="col" { (t!(lang, "due-date")) }
            } }
            tbody { @for row in rows { (line(visit, filter, row, picks)) } }
        } },
    )
}

fn line(visit: &Visit, filter: &Filter, row: &Row<'_>, picks: bool) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let (unit, name) =
        (unit_name(lang, plan, &row.obligation.unit_id), title(lang, row.place, row.obligation));
    html! { tr {
        @if picks { td .pick {
            @if may_pick(visit, row) { input type="checkbox" name="pick" value=(row.obligation.id) aria-label=(t!(lang, "select-one", unit = unit, name = name.as_str())); }
        } }
        td { (light_of(visit, row.obligation)) }
        th scope="row" { a href={ "/obligations/" (row.obligation.id) } { (name) } }
        @if filter.unit.is_none() { td { (unit_link(lang, plan, &row.obligation.unit_id)) } }
        @if filter.project.is_none() { td { (project_name(lang, row.place.project)) } }
        td { (due(visit, row.obligation)) }
    } }
}
