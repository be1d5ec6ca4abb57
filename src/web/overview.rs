//! The overview (总览): ten seconds for a leader, and for the office the way to everything that needs care.

use maud::{Markup, html};

use super::components::unit_links;
use super::error::Result;
use super::form::Asked;
use super::layout;
use super::standing::{Row, seen};
use super::visit::Visit;
use crate::domain::digest::unreached;
use crate::domain::ids::UnitId;
use crate::store::by_hand::{self, Reminded};
use crate::store::{obligations, standings, users};
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
    let (from, until) = late::span(&visit, &filter);
    let mut tx = visit.app.db.read().await?;
    let counted = standings::counted(&mut tx, plan, visit.now).await?;
    let late = standings::late(&mut tx, &plan.id, from, until).await?;
    let waiting = standings::waiting(&mut tx, &plan.id).await?;
    let near = obligations::due_between(&mut tx, &plan.id, visit.now, coming::end(&visit)).await?;
    let recipients = users::recipients(&mut tx, &plan.id).await?;
    let reminded = by_hand::of_day(&mut tx, &plan.id, plan.local_date(visit.now)).await?;
    drop(tx);
    let board = Board::of(&visit, &filter, &counted);
    let near: Vec<Row<'_>> = seen(&visit, &near).into_iter().filter(|row| filter.has(plan, row)).collect();
    let parts = Parts {
        unreached: unreached(plan, &board.owing, &recipients),
        late: late::by_unit(plan, &filter, &late),
        waiting: headline::oldest(plan, &filter, &waiting),
        near: &near,
        reminded: &reminded,
        board: &board,
    };
    Ok(page(&visit, &filter, &parts))
}

/// All that the page is made of.
struct Parts<'a> {
    board: &'a Board<'a>,
    late: Vec<late::Unit<'a>>,
    /// Since when the report waits that has waited longest.
    waiting: Option<crate::domain::timestamp::Timestamp>,
    near: &'a [Row<'a>],
    /// Units that were reminded by hand today.
    reminded: &'a [Reminded],
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
                (parts.board.view(visit, filter))
                div .columns.even {
                    section { h2 { (t!(lang, "due-in-two-weeks")) } (coming::view(visit, parts.near)) }
                    section #late { h2 { (t!(lang, "overdue-by-unit")) } (late::view(visit, filter, &parts.late, parts.reminded)) }
                }
            }
        },
    )
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
