//! One key task (重点任务): its text, its duties, and for those who may see them every unit's reports.

use maud::{Markup, html};
use serde::Deserialize;

use super::components::{crumbs, project_name, quote};
use super::duties::{facts, notes};
use super::error::{Error, Result};
use super::form::{Asked, Named};
use super::layout;
use super::standing::{Row, seen};
use super::visit::Visit;
use crate::domain::ids::TaskId;
use crate::domain::plan::{Place, Project, Task};
use crate::store::obligations;
use crate::words::t;

mod reports;

#[derive(Deserialize)]
pub struct Shown {
    periods: Option<Periods>,
}

/// Which periods of a duty that has many.
#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Periods {
    All,
}

pub async fn show(visit: Visit, Named(id): Named<TaskId>, Asked(shown): Asked<Shown>) -> Result<Markup> {
    let plan = visit.plan();
    let (project, task) = plan.task(&id).ok_or(Error::NotFound)?;
    let mut tx = visit.app.db.read().await?;
    let mut all = Vec::new();
    for duty in &task.duties {
        all.extend(obligations::by_duty(&mut tx, &plan.id, &duty.id).await?);
    }
    Ok(page(&visit, project, task, &seen(&visit, &all), shown.periods == Some(Periods::All)))
}

fn page(visit: &Visit, project: &Project, task: &Task, rows: &[Row<'_>], every_period: bool) -> Markup {
    let lang = visit.lang;
    let title = format!("{} {}", task.id, lang.pick(&task.title));
    let above = format!("/projects/{}", project.number);
    layout::page(
        visit,
        &title,
        html! {
            (crumbs(lang, &[("/projects", &t!(lang, "nav-projects")), (&above, &project_name(lang, project))]))
            h1 { (title) }
            (quote(lang, &task.quote))
            (notes(lang, task.gap.as_deref(), None))
            @for duty in &task.duties {
                @let place = Place { project, task, duty };
                @let rows: Vec<Row<'_>> = rows.iter().filter(|row| row.place.duty.id == duty.id).copied().collect();
                section .panel id={ "d-" (duty.id) } {
                    h2 { (lang.pick(&duty.title)) }
                    (facts(visit, place))
                    @if !rows.is_empty() { (reports::view(visit, &rows, every_period)) }
                }
            }
        },
    )
}
