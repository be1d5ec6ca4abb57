//! The overview (总览): ten seconds for a leader, and for the office the way to everything that needs care.

use maud::{Markup, html};
use time::Duration;

use super::components::{due, empty, instant, light, lights, scroll, title, unit_link, unit_links};
use super::error::Result;
use super::layout;
use super::matrix::{Column, Matrix};
use super::standing::{Batch, Row, batches, progress, seen};
use super::visit::Visit;
use crate::domain::access::{Action, Subject};
use crate::domain::digest::unreachable;
use crate::domain::ids::UnitId;
use crate::domain::obligation::Light;
use crate::domain::plan::Unit;
use crate::store::{obligations, users};
use crate::words::{self, Lang, t};

/// How many days ahead "soon" lists, today not counted.
const AHEAD: Duration = Duration::days(14);

/// A unit's overdue ones beyond this many are left to its own page.
const PER_UNIT: usize = 5;

pub async fn show(visit: Visit) -> Result<Markup> {
    let plan = visit.plan();
    let mut tx = visit.app.db.read().await?;
    let live = obligations::live(&mut tx, &plan.id).await?;
    let recipients = users::recipients(&mut tx, &plan.id).await?;
    let unreachable = unreachable(plan, &live, &recipients);
    Ok(page(&visit, &seen(&visit, &live), &unreachable))
}

fn page(visit: &Visit, rows: &[Row<'_>], unreachable: &[UnitId]) -> Markup {
    let lang = visit.lang;
    layout::page(
        visit,
        &t!(lang, "nav-overview"),
        html! {
            div .wallchart {
                h1 { (t!(lang, "nav-overview")) " " span .muted { (t!(lang, "as-of")) (words::exact(visit.now.in_zone(visit.plan().zone))) } }
                (headline(visit, rows))
                @if !unreachable.is_empty() { (warning(visit, unreachable)) }
                (matrix(visit, rows))
                div .columns.even {
                    section { h2 { (t!(lang, "due-in-two-weeks")) } (coming(visit, rows)) }
                    section { h2 { (t!(lang, "overdue-by-unit")) } (overdue(visit, rows)) }
                }
            }
        },
    )
}

/// What a leader looks for: how many on time, who is red, what waits.
fn headline(visit: &Visit, rows: &[Row<'_>]) -> Markup {
    let lang = visit.lang;
    let all = progress(rows, visit.now);
    let red: std::collections::HashSet<&UnitId> =
        rows.iter().filter(|row| row.light == Light::Overdue).map(|row| &row.obligation.unit_id).collect();
    let waiting = all.count(Light::Submitted);
    html! {
        dl .headline {
            div { dt { (t!(lang, "headline-due")) } dd { strong { (all.due()) } } }
            div {
                dt { (t!(lang, "headline-on-time")) }
                dd { strong { (percent(lang, all.on_time_permille())) } " " span .muted { (t!(lang, "items", n = all.on_time())) } }
            }
            div {
                dt { (light(lang, Light::Overdue)) }
                dd { strong { (all.count(Light::Overdue)) } " " span .muted { (t!(lang, "in-units", n = red.len())) } }
            }
            div { dt { (light(lang, Light::Returned)) } dd { strong { (all.count(Light::Returned)) } } }
            div {
                dt { (light(lang, Light::Submitted)) }
                dd { strong { (waiting) } " " @if waiting > 0 && visit.may(Action::Review, Subject::Any) { a href="/reviews" { (t!(lang, "go-review")) } } }
            }
        }
    }
}

/// 87.5%; a dash while nothing was due.
fn percent(lang: Lang, permille: Option<i64>) -> String {
    match permille {
        Some(1000) => "100%".to_owned(),
        Some(permille) => format!("{}.{}%", permille / 10, permille % 10),
        None => t!(lang, "nothing-due-yet"),
    }
}

fn warning(visit: &Visit, units: &[UnitId]) -> Markup {
    html! {
        section .notice.units {
            h2 { (t!(visit.lang, "unreachable", n = units.len())) }
            p { (t!(visit.lang, "unreachable-help")) }
            (unit_links(visit.lang, visit.plan(), units))
        }
    }
}

fn matrix(visit: &Visit, rows: &[Row<'_>]) -> Markup {
    let matrix = Matrix::of(visit, rows, |row| row.place.project.number);
    let projects = visit.plan().projects.iter();
    let columns: Vec<_> = projects
        .map(|project| {
            let href = format!("/projects/{}", project.number);
            let title = format!("{} {}", project.number, visit.lang.pick(&project.title));
            (project.number, Column { href, title })
        })
        .collect();
    let caption = t!(visit.lang, "overview-caption");
    matrix.view(visit, &caption, &columns, |unit, project| match project {
        Some(number) => format!("/units/{unit}?project={number}"),
        None => format!("/units/{unit}"),
    })
}

/// What units still owe within the next days, one line for each duty and day.
fn coming(visit: &Visit, rows: &[Row<'_>]) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let today = plan.local_date(visit.now);
    let near = |row: &&Row<'_>| {
        let due = row.obligation.due_at.filter(|due| *due >= visit.now);
        row.counts() && due.is_some_and(|due| plan.local_date(due) <= today + AHEAD)
    };
    let rows: Vec<Row<'_>> = rows.iter().filter(near).copied().collect();
    let batches = batches(visit, &rows);
    html! {
        @if batches.is_empty() { (empty(&t!(lang, "nothing-coming"))) }
        @else { (scroll(&t!(lang, "due-in-two-weeks"), html! { table .plan {
            caption .hidden { (t!(lang, "due-in-two-weeks")) }
            thead { tr {
                th scope="col" { (t!(lang, "due-date")) }
                th scope="col" { (t!(lang, "duty")) }
                th scope="col" { (t!(lang, "progress")) }
            } }
            tbody { @for batch in &batches { (coming_line(visit, batch)) } }
        } })) }
    }
}

fn coming_line(visit: &Visit, batch: &Batch<'_>) -> Markup {
    let lang = visit.lang;
    let (Some(first), Some(at)) =
        (batch.rows.first(), batch.rows.iter().filter_map(|row| row.obligation.due_at).min())
    else {
        return html! {};
    };
    html! { tr {
        td { (instant(lang, visit.plan(), visit.now, at)) " " span .days { (words::days_left(lang, visit.plan(), visit.now, at)) } }
        th scope="row" {
            a href={ "/tasks/" (batch.place.task.id) "#d-" (batch.place.duty.id) } { (batch.place.task.id) " " (lang.pick(&batch.place.duty.title)) }
            " " @if batch.rows.len() > 1 { span .muted { "× " (batch.rows.len()) } }
            @else { (unit_link(lang, visit.plan(), &first.obligation.unit_id)) }
        }
        td { (lights(lang, &progress(&batch.rows, visit.now))) }
    } }
}

/// What is overdue, unit by unit, longest first.
fn overdue(visit: &Visit, rows: &[Row<'_>]) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let mut late: Vec<&Row<'_>> = rows.iter().filter(|row| row.light == Light::Overdue).collect();
    late.sort_by_key(|row| (plan.position(&row.obligation.unit_id), row.obligation.due_at));
    let groups: Vec<&[&Row<'_>]> =
        late.chunk_by(|a, b| a.obligation.unit_id == b.obligation.unit_id).collect();
    html! {
        @if groups.is_empty() { (empty(&t!(lang, "nothing-overdue"))) }
        @else { (scroll(&t!(lang, "overdue-by-unit"), html! { table .plan {
            caption .hidden { (t!(lang, "overdue-by-unit")) }
            thead { tr { th scope="col" { (t!(lang, "duty")) } th scope="col" { (t!(lang, "due-date")) } } }
            @for group in groups {
                @if let Some(unit) = group.first().and_then(|row| plan.unit(&row.obligation.unit_id)) { (overdue_unit(visit, unit, group)) }
            }
        } })) }
    }
}

fn overdue_unit(visit: &Visit, unit: &Unit, rows: &[&Row<'_>]) -> Markup {
    let lang = visit.lang;
    let rest = rows.len().saturating_sub(PER_UNIT);
    html! { tbody {
        tr .group { th scope="rowgroup" colspan="2" {
            (unit_link(lang, visit.plan(), &unit.id)) " " span .muted { (t!(lang, "items", n = rows.len())) }
        } }
        @for row in rows.iter().take(PER_UNIT) { tr {
            th scope="row" { a href={ "/obligations/" (row.obligation.id) } { (title(lang, row.place, row.obligation)) } }
            td { (due(visit, row.obligation)) }
        } }
        @if rest > 0 { tr { td colspan="2" {
            a href={ "/units/" (unit.id) } { (t!(lang, "more-of-unit", n = rest)) }
        } } }
    } }
}
