//! What a unit owes, task by task, with the obligations of each duty side by side.

use maud::{Markup, html};

use crate::domain::ids::UnitId;
use crate::domain::obligation::Light;
use crate::domain::plan::{Duty, Project, Task, Unit};
use crate::web::components::{due, empty, light};
use crate::web::standing::Row;
use crate::web::visit::Visit;
use crate::words::{self, t};

/// More obligations of a duty than this, and those that need no look are folded away.
const SHOWN: usize = 12;

/// Whether the unit owes or assists anything in a project.
pub fn any(project: &Project, unit: &UnitId) -> bool {
    project.tasks.iter().any(|task| concerning(task, unit).next().is_some())
}

fn concerning<'a>(task: &'a Task, unit: &'a UnitId) -> impl Iterator<Item = &'a Duty> {
    task.duties.iter().filter(|duty| duty.owed.owners().contains(unit) || duty.owed.assists().contains(unit))
}

/// The duties of one project or of all.
pub fn view(visit: &Visit, unit: &Unit, only: Option<&Project>, rows: &[Row<'_>]) -> Markup {
    let lang = visit.lang;
    let projects = visit.plan().projects.iter();
    let wanted = projects.filter(|project| only.is_none_or(|only| only.number == project.number));
    let tasks: Vec<&Task> = wanted
        .flat_map(|project| &project.tasks)
        .filter(|task| concerning(task, &unit.id).next().is_some())
        .collect();
    html! {
        @if tasks.is_empty() { (empty(&t!(lang, "unit-owes-nothing"))) }
        @for task in tasks { section .owed id={ "t-" (task.id) } {
            h3 { a href={ "/tasks/" (task.id) } { (task.id) " " (lang.pick(&task.title)) } }
            ul .plain { @for duty in concerning(task, &unit.id) { (one_duty(visit, unit, task, duty, rows)) } }
        } }
    }
}

fn one_duty(visit: &Visit, unit: &Unit, task: &Task, duty: &Duty, rows: &[Row<'_>]) -> Markup {
    let lang = visit.lang;
    let rows: Vec<&Row<'_>> = rows.iter().filter(|row| row.place.duty.id == duty.id).collect();
    html! { li .three {
        div {
            a href={ "/tasks/" (task.id) "#d-" (duty.id) } { (lang.pick(&duty.title)) }
            @if duty.owed.is_voluntary() { " " span .mark { (t!(lang, "voluntary")) } }
            @if duty.owed.assists().contains(&unit.id) { " " span .mark { (t!(lang, "assists")) } }
        }
        div .muted { (words::due_rule(lang, visit.plan(), &duty.due)) }
        div { (strip(visit, &rows)) }
    } }
}

/// A duty's obligations, period by period; of many, those that need no look are folded away.
fn strip(visit: &Visit, rows: &[&Row<'_>]) -> Markup {
    let lang = visit.lang;
    let of =
        |light: Light| -> Vec<&Row<'_>> { rows.iter().filter(|row| row.light == light).copied().collect() };
    let (done, to_come) = (of(Light::AcceptedOnTime), of(Light::NotDue));
    let calm = |row: &&Row<'_>| matches!(row.light, Light::AcceptedOnTime | Light::NotDue);
    let shown: Vec<&Row<'_>> = rows.iter().filter(|row| !calm(row)).copied().collect();
    html! {
        @if rows.is_empty() {}
        @else if rows.len() <= SHOWN { (chips(visit, rows)) }
        @else {
            (folded(visit, &t!(lang, "done-on-time-folded", n = done.len()), &done))
            @if !shown.is_empty() { (chips(visit, &shown)) }
            (folded(visit, &t!(lang, "not-due-folded", n = to_come.len()), &to_come))
        }
    }
}

fn folded(visit: &Visit, summary: &str, rows: &[&Row<'_>]) -> Markup {
    html! { @if !rows.is_empty() { details { summary { (summary) } (chips(visit, rows)) } } }
}

fn chips(visit: &Visit, rows: &[&Row<'_>]) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    html! { ul .strip { @for row in rows { li {
        a href={ "/obligations/" (row.obligation.id) } {
            @if let Some(period) = words::period_of_year(lang, plan, &row.obligation.period) { (period) " " }
            (light(lang, row.light))
        }
        @if matches!(row.light, Light::DueSoon | Light::Overdue) { " " small { (due(visit, row.obligation)) } }
    } } } }
}
