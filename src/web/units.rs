//! The units (单位), in the text's order, and one of them: its part in the plan and what it owes.

use std::collections::HashMap;

use maud::{Markup, html};
use serde::Deserialize;

use super::components::{crumbs, lights, scroll, unit_link, unit_marks};
use super::contacts::named::named;
use super::error::{Error, Result};
use super::form::{Asked, Named};
use super::layout;
use super::matrix::cell;
use super::standing::{Row, progress, seen};
use super::visit::Visit;
use crate::domain::access::{Action, Subject};
use crate::domain::ids::UnitId;
use crate::domain::plan::{Plan, Project, Unit};
use crate::domain::progress::Progress;
use crate::store::{obligations, users};
use crate::words::{self, Lang, t};

mod contacts;
mod duties;

pub async fn index(visit: Visit) -> Result<Markup> {
    let overview = visit.may(Action::SeeOverview, Subject::Any);
    let mut live = Vec::new();
    if overview {
        let mut tx = visit.app.db.read().await?;
        live = obligations::live(&mut tx, &visit.plan().id).await?;
    }
    Ok(list(&visit, overview.then(|| seen(&visit, &live)).as_deref()))
}

#[derive(Deserialize)]
pub struct Shown {
    project: Option<i64>,
}

pub async fn show(visit: Visit, Named(id): Named<UnitId>, Asked(shown): Asked<Shown>) -> Result<Markup> {
    let plan = visit.plan();
    let unit = plan.unit(&id).ok_or(Error::NotFound)?;
    let only = match shown.project {
        Some(number) => Some(plan.project(number).ok_or(Error::NotFound)?),
        None => None,
    };
    let mut tx = visit.app.db.read().await?;
    let all = obligations::by_unit(&mut tx, &plan.id, &id).await?;
    let named = named(&mut tx, plan, Some(&id)).await?;
    let invites = visit.may(Action::InvitePeople, Subject::Any) && !named.is_empty();
    let users = if invites { Some(users::all(&mut tx, &plan.id).await?) } else { None };
    let people = contacts::view(&visit, unit, &named, users.as_deref());
    Ok(page(&visit, unit, only, &seen(&visit, &all), &people))
}

/// `rows` only for those who see how all units stand.
fn list(visit: &Visit, rows: Option<&[Row<'_>]>) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let standing = rows.map(|rows| by_unit(rows));
    layout::page(
        visit,
        &t!(lang, "nav-units"),
        html! {
            h1 { (t!(lang, "nav-units")) }
            (scroll(&t!(lang, "units-caption"), html! { table .plan {
                caption .hidden { (t!(lang, "units-caption")) }
                thead { tr {
                    th scope="col" .number { (t!(lang, "position")) }
                    th scope="col" { (t!(lang, "unit")) }
                    @if standing.is_some() { th scope="col" { (t!(lang, "progress")) } }
                    th scope="col" { (t!(lang, "leads-projects")) }
                    th scope="col" { (t!(lang, "shares-projects")) }
                } }
                tbody { @for (at, unit) in plan.units.iter().enumerate() { tr {
                    td .number { (at + 1) }
                    th scope="row" { (unit_link(lang, plan, &unit.id)) }
                    @if let Some(standing) = &standing { td .standing { (cell(lang, standing.get(&unit.id))) } }
                    td .numbers { (numbers(lang, plan, |project| project.leads.contains(&unit.id))) }
                    td .numbers { (numbers(lang, plan, |project| project.responsible.contains(&unit.id))) }
                } } }
            } }))
        },
    )
}

fn by_unit<'a>(rows: &[Row<'a>]) -> HashMap<&'a UnitId, Progress> {
    let mut units: HashMap<&UnitId, Progress> = HashMap::new();
    for row in rows.iter().filter(|row| row.counts()) {
        units.entry(&row.obligation.unit_id).or_default().add(row.standing);
    }
    units
}

/// The numbers of the projects of which this holds.
fn numbers(lang: Lang, plan: &Plan, of: impl Fn(&&Project) -> bool) -> String {
    let numbers: Vec<String> =
        plan.projects.iter().filter(of).map(|project| project.number.to_string()).collect();
    numbers.join(words::separator(lang))
}

fn page(visit: &Visit, unit: &Unit, only: Option<&Project>, rows: &[Row<'_>], people: &Markup) -> Markup {
    let lang = visit.lang;
    let name = lang.pick(&unit.name);
    layout::page(
        visit,
        name,
        html! {
            (crumbs(lang, &[("/units", &t!(lang, "nav-units"))]))
            h1 { (name) (unit_marks(lang, unit)) }
            @if !unit.aliases.is_empty() { p .muted { (t!(lang, "aliases")) (unit.aliases.join("、")) } }
            @if let Some(note) = &unit.note { p .muted .prose { (note) } }
            h2 { (t!(lang, "unit-in-plan")) }
            (roles(visit, unit, only, rows))
            (people)
            h2 { (t!(lang, "unit-duties")) }
            (duties::view(visit, unit, only, rows))
        },
    )
}

/// The projects it leads or shares in; each leads to its part of the duties below.
fn roles(visit: &Visit, unit: &Unit, only: Option<&Project>, rows: &[Row<'_>]) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let part = |project: &Project| match () {
        () if project.leads.contains(&unit.id) => Some(t!(lang, "lead-unit")),
        () if project.responsible.contains(&unit.id) => Some(t!(lang, "responsible-unit")),
        () if duties::any(project, &unit.id) => Some(t!(lang, "named-unit")),
        () => None,
    };
    html! {
        ul .plain.roles {
            li { a href={ "/units/" (unit.id) } aria-current=[only.is_none().then_some("true")] { (t!(lang, "all-projects")) }
                " " (lights(lang, &progress(rows))) }
            @for project in &plan.projects { @if let Some(part) = part(project) {
                @let rows = rows.iter().filter(|row| row.place.project.number == project.number);
                @let here = only.is_some_and(|only| only.number == project.number);
                li {
                    a href={ "/units/" (unit.id) "?project=" (project.number) } aria-current=[here.then_some("true")] { (super::components::project_name(lang, project)) }
                    " " span .mark { (part) } " " (lights(lang, &progress(rows)))
                }
            } }
        }
    }
}
