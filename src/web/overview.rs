//! The overview (总览): ten seconds for a leader, and for the office the way to everything that needs care.

use maud::{Markup, html};

use super::components::{empty, light, unit_links};
use super::error::Result;
use super::form::Asked;
use super::layout;
use super::matrix::Column;
use super::visit::Visit;
use crate::domain::digest::unreached;
use crate::domain::ids::UnitId;
use crate::domain::obligation::Light;
use crate::domain::timestamp::Timestamp;
use crate::store::by_hand::{self, Reminded};
use crate::store::{standings, users};
use crate::words::{self, t};
use board::Board;

mod board;
mod coming;
mod filter;
mod headline;
mod late;
mod listed;

pub use filter::Filter;
pub use listed::{PATH as LIST, index};

pub async fn show(visit: Visit, Asked(filter): Asked<Filter>) -> Result<Markup> {
    let plan = visit.plan();
    filter.check(plan)?;
    let mut tx = visit.app.db.read().await?;
    let counted = standings::counted(&mut tx, &plan.id).await?;
    // With a filter, the first of all may not be looked at.
    let enough = if filter.is_empty() { 1 } else { i64::MAX };
    let waiting = standings::waiting(&mut tx, &plan.id, enough).await?;
    let recipients = users::recipients(&mut tx, &plan.id).await?;
    let reminded = by_hand::of_day(&mut tx, &plan.id, plan.local_date(visit.now)).await?;
    drop(tx);
    let board = Board::of(&visit, &filter, &counted);
    let unreached = unreached(plan, &board.owing, &recipients);
    let waiting = headline::oldest(plan, &filter, &waiting);
    Ok(page(&visit, &filter, &Parts { board, waiting, reminded, unreached }))
}

/// All that the page is made of.
struct Parts<'a> {
    board: Board<'a>,
    /// Since when the report waits that has waited longest.
    waiting: Option<Timestamp>,
    /// Units that were reminded by hand today.
    reminded: Vec<Reminded>,
    unreached: Vec<UnitId>,
}

fn page(visit: &Visit, filter: &Filter, parts: &Parts<'_>) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let name = t!(lang, "nav-overview");
    let chosen = filter.words(lang, plan);
    let title = match &chosen {
        Some(chosen) => t!(lang, "overview-of", chosen = chosen.as_str()),
        None => name.clone(),
    };
    layout::page(
        visit,
        &title,
        html! {
            div .wallchart {
                h1 { (name) " " span .muted { (t!(lang, "as-of")) (words::exact(visit.now.in_zone(plan.zone))) } }
                @if let Some(chosen) = chosen { p .chosen { (t!(lang, "filter-chosen", chosen = chosen.as_str())) } }
                (headline::view(visit, filter, parts))
                @if filter.is_empty() && !parts.unreached.is_empty() { (warning(visit, &parts.unreached)) }
                (filter.form(lang, plan))
                (matrix(visit, filter, &parts.board))
                div .columns.even {
                    section { h2 { (t!(lang, "due-in-two-weeks")) } (coming::view(visit, &parts.board.coming)) }
                    section #late { h2 { (t!(lang, "overdue-by-unit")) } (late::view(visit, filter, &parts.board.late, &parts.reminded)) }
                }
            }
        },
    )
}

fn matrix(visit: &Visit, filter: &Filter, board: &Board<'_>) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let matrix = board.matrix(plan, filter.light);
    if matrix.is_empty() {
        return empty(&t!(lang, "overview-empty"));
    }
    let projects =
        plan.projects.iter().filter(|each| filter.project.is_none_or(|number| number == each.number));
    let columns: Vec<_> = projects
        .map(|project| {
            let href = format!("/projects/{}", project.number);
            let title = format!("{} {}", project.number, lang.pick(&project.title));
            (project.number, Column { href, title })
        })
        .collect();
    html! {
        (matrix.view(visit, &t!(lang, "overview-caption"), &columns, |unit, project| {
            let unit = unit.cloned().or_else(|| filter.unit.clone());
            Some(Filter { unit, project: project.or(filter.project), ..filter.clone() }.href(listed::PATH))
        }))
        p .legend { (t!(lang, "legend")) @for each in Light::ALL.into_iter().rev() { (light(lang, each)) " " } }
    }
}

fn warning(visit: &Visit, units: &[UnitId]) -> Markup {
    html! {
        details .notice.units {
            summary { (t!(visit.lang, "unreachable", n = units.len())) }
            p { (t!(visit.lang, "unreachable-help")) }
            (unit_links(visit.lang, visit.plan(), units))
        }
    }
}
