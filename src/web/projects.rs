//! The plan as people read it (专项工程、重点任务): all projects, and one of them with how it stands.

use maud::{Markup, html};

use super::components::{crumbs, lights, project_name, unit_links, unit_names};
use super::duties::{notes, who};
use super::error::{Error, Result};
use super::form::Named;
use super::layout;
use super::matrix::{Column, Matrix, cell};
use super::standing::{self, Row, seen};
use super::visit::Visit;
use crate::domain::access::{Action, Subject};
use crate::domain::ids::TaskId;
use crate::domain::plan::{Place, Project, Task};
use crate::store::obligations;
use crate::words::{self, t};

pub async fn index(visit: Visit) -> Result<Markup> {
    let overview = visit.may(Action::SeeOverview, Subject::Any);
    let mut live = Vec::new();
    if overview {
        let mut tx = visit.app.db.read().await?;
        live = obligations::live(&mut tx, &visit.plan().id).await?;
    }
    Ok(list(&visit, overview.then(|| seen(&visit, &live)).as_deref()))
}

pub async fn show(visit: Visit, Named(number): Named<i64>) -> Result<Markup> {
    let plan = visit.plan();
    let project = plan.project(number).ok_or(Error::NotFound)?;
    let mut tx = visit.app.db.read().await?;
    let mut all = Vec::new();
    for duty in project.tasks.iter().flat_map(|task| &task.duties) {
        all.extend(obligations::by_duty(&mut tx, &plan.id, &duty.id).await?);
    }
    Ok(page(&visit, project, &seen(&visit, &all)))
}

/// `rows` only for those who see how all of it stands.
fn list(visit: &Visit, rows: Option<&[Row<'_>]>) -> Markup {
    let lang = visit.lang;
    layout::page(
        visit,
        &t!(lang, "nav-projects"),
        html! {
            h1 { (t!(lang, "nav-projects")) }
            @for project in &visit.plan().projects { (listed(visit, project, rows)) }
        },
    )
}

fn listed(visit: &Visit, project: &Project, rows: Option<&[Row<'_>]>) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let rows: Option<Vec<Row<'_>>> = rows
        .map(|rows| rows.iter().filter(|row| row.place.project.number == project.number).copied().collect());
    html! { section .project {
        h2 { a href={ "/projects/" (project.number) } { (project_name(lang, project)) } }
        p .meta {
            span .muted { (t!(lang, "leads")) (unit_names(lang, plan, &project.leads)) }
            @if let Some(rows) = &rows { (lights(lang, &standing::progress(rows))) }
        }
        ul .plain.owed { @for task in &project.tasks { li .three {
            div { a href={ "/tasks/" (task.id) } { (task.id) " " (lang.pick(&task.title)) } }
            (duties_in_short(visit, task))
            @if let Some(rows) = &rows {
                div { (cell(lang, Some(&standing::progress(rows.iter().filter(|row| row.place.task.id == task.id))))) }
            }
        } } }
    } }
}

/// What and when, a line for each.
fn duties_in_short(visit: &Visit, task: &Task) -> Markup {
    let lang = visit.lang;
    html! { div {
        @for duty in &task.duties {
            div .pair {
                span { (lang.pick(&duty.title)) } " "
                span .muted { (words::due_rule(lang, visit.plan(), &duty.due)) }
            }
        }
        @if task.duties.is_empty() { span .muted { (t!(lang, "no-duties")) } }
    } }
}

fn page(visit: &Visit, project: &Project, rows: &[Row<'_>]) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let title = project_name(lang, project);
    layout::page(
        visit,
        &title,
        html! {
            (crumbs(lang, &[("/projects", &t!(lang, "nav-projects"))]))
            h1 { (title) }
            dl .facts {
                dt { (t!(lang, "leads-label")) } dd { (unit_links(lang, plan, &project.leads)) }
                dt { (t!(lang, "responsible-label", n = project.responsible.len())) } dd { (unit_links(lang, plan, &project.responsible)) }
            }
            @if let Some(gap) = &project.gap { p .muted { (t!(lang, "plan-gap")) (gap) } }
            h2 { (t!(lang, "tasks-and-duties")) }
            (tasks(visit, project))
            @if !rows.is_empty() { h2 { (t!(lang, "progress")) } (standing(visit, project, rows)) }
        },
    )
}

fn tasks(visit: &Visit, project: &Project) -> Markup {
    let lang = visit.lang;
    html! { @for task in &project.tasks { section .owed.tasks {
        h3 { a href={ "/tasks/" (task.id) } { (task.id) " " (lang.pick(&task.title)) } }
        (notes(lang, task.gap.as_deref(), None))
        ul .plain { @for duty in &task.duties { li .three {
            div { a href={ "/tasks/" (task.id) "#d-" (duty.id) } { (lang.pick(&duty.title)) } }
            div { (who(visit, Place { project, task, duty })) }
            div .muted { (words::due_rule(lang, visit.plan(), &duty.due)) }
        } } }
    } } }
}

/// How the units stand, task by task: all of them for the office and the lead units, else one's own.
fn standing(visit: &Visit, project: &Project, rows: &[Row<'_>]) -> Markup {
    let matrix: Matrix<'_, &TaskId> = Matrix::of(rows, |row| &row.place.task.id);
    let column = |task: &Task| Column {
        href: format!("/tasks/{}", task.id),
        title: format!("{} {}", task.id, visit.lang.pick(&task.title)),
    };
    let used = project.tasks.iter().filter(|task| !task.duties.is_empty());
    let columns: Vec<_> = used.map(|task| (&task.id, column(task))).collect();
    html! {
        (lights(visit.lang, &standing::progress(rows)))
        (matrix.view(visit, &t!(visit.lang, "project-caption"), &columns, |unit, task| {
            let anchor = task.map(|task| format!("#t-{task}")).unwrap_or_default();
            Some(format!("/units/{}?project={}{anchor}", unit?, project.number))
        }))
    }
}
