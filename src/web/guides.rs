//! One page per role to print and keep (使用说明): what to do, step by step, with this deployment's address and the
//! plan's own deadlines.

use maud::{Markup, html};

use super::components::{Tab, scroll, tabs};
use super::error::{Error, Result};
use super::form::Named;
use super::layout;
use super::visit::Visit;
use crate::domain::access::Role;
use crate::domain::deadline::When;
use crate::domain::ids::UnitId;
use crate::domain::plan::{Place, Plan};
use crate::words::{self, Lang, t};

pub async fn show(visit: Visit, Named(name): Named<String>) -> Result<Markup> {
    let role = Role::ALL.into_iter().find(|role| role.as_str() == name).ok_or(Error::NotFound)?;
    Ok(view(&visit, role))
}

fn view(visit: &Visit, role: Role) -> Markup {
    let lang = visit.lang;
    let title = t!(lang, "guide-of", role = words::role(lang, role));
    layout::page(
        visit,
        &title,
        html! {
            (tabs(&t!(lang, "guide-title"), &Role::ALL.map(|each| tab(lang, each, role))))
            article .guide {
                h1 { (title) }
                p .purpose { (lead(lang, role)) }
                div .pages {
                    section {
                        h2 { (t!(lang, "guide-how")) }
                        ol { @for line in how(lang, role).lines() { li { (stressed(line)) } } }
                    }
                    section {
                        h2 { (t!(lang, "guide-where")) }
                        (facts(visit))
                        h2 { (t!(lang, "guide-if")) }
                        ul { @for line in questions(lang, role).lines() { li { (stressed(line)) } } }
                    }
                }
                (deadlines(visit, role))
            }
            p .muted .screen-only { (t!(lang, "guide-print")) }
        },
    )
}

fn tab(lang: Lang, each: Role, shown: Role) -> Tab {
    let href = format!("/guides/{}", each.as_str());
    Tab { href, label: words::role(lang, each), count: None, is_here: each == shown }
}

/// The first words, up to the colon, stand out.
fn stressed(line: &str) -> Markup {
    match line
        .split_once('：')
        .map(|parts| (parts, "："))
        .or(line.split_once(": ").map(|parts| (parts, ": ")))
    {
        Some(((head, rest), colon)) => html! { strong { (head) (colon) } (rest) },
        None => html! { (line) },
    }
}

fn facts(visit: &Visit) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let rules = &plan.reminders;
    html! {
        dl .figures {
            dt { (t!(lang, "guide-address")) } dd { strong { (visit.app.config.public_url) } }
            dt { (t!(lang, "guide-plan")) } dd { (lang.pick(&plan.title)) }
            dt { (t!(lang, "guide-reminders")) } dd { @for line in words::stages_by_rhythm(lang, plan) { div { (line) } } }
            dt { (t!(lang, "guide-hours")) } dd { (words::sending_hours(lang, rules)) }
        }
    }
}

/// What falls due when: the unit's own for a unit's people, and the plan's for everyone else.
fn deadlines(visit: &Visit, role: Role) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let unit = visit.user.unit_id.as_ref().filter(|_| role.belongs_to_unit());
    let rows = by_rule(lang, plan, unit);
    let title = match unit.and_then(|unit| plan.unit(unit)) {
        Some(unit) => t!(lang, "guide-deadlines-of", unit = lang.pick(&unit.name)),
        None => t!(lang, "guide-deadlines"),
    };
    html! {
        h2 { (title) }
        @if rows.is_empty() { p { (t!(lang, "unit-owes-nothing")) } }
        @else { (scroll(&title, html! { table {
            thead { tr { th scope="col" { (t!(lang, "guide-due")) } th scope="col" { (t!(lang, "guide-duties")) } } }
            tbody { @for (rule, titles) in rows { tr {
                th scope="row" { (rule) }
                td { (titles.join(words::clause_separator(lang))) }
            } } }
        } })) }
        p .muted { (t!(lang, "guide-deadlines-note")) }
    }
}

/// Duties by their due rule in words, in the plan's order; those without a date last.
fn by_rule<'a>(lang: Lang, plan: &'a Plan, unit: Option<&UnitId>) -> Vec<(String, Vec<&'a str>)> {
    let mut rows: Vec<(String, Vec<&str>)> = Vec::new();
    let owes = |place: &Place<'_>| {
        !place.duty.owed.is_voluntary() && unit.is_none_or(|unit| place.duty.owed.owners().contains(unit))
    };
    let dated = |place: &Place<'_>| !matches!(place.duty.due.when, When::Undated | When::Standing);
    let (first, last): (Vec<_>, Vec<_>) = plan.duties().filter(owes).partition(dated);
    for place in first.into_iter().chain(last) {
        let (rule, title) = (words::due_rule(lang, plan, &place.duty.due), lang.pick(&place.duty.title));
        match rows.iter_mut().find(|(each, _)| *each == rule) {
            Some((_, titles)) => titles.push(title),
            None => rows.push((rule, vec![title])),
        }
    }
    rows
}

fn lead(lang: Lang, role: Role) -> String {
    match role {
        Role::Liaison => t!(lang, "guide-liaison-lead"),
        Role::UnitLeader => t!(lang, "guide-leader-lead"),
        Role::Office => t!(lang, "guide-office-lead"),
        Role::ScoringOffice => t!(lang, "guide-scoring-lead"),
        Role::DistrictLeader => t!(lang, "guide-district-lead"),
        Role::Admin => t!(lang, "guide-admin-lead"),
    }
}

/// A step per line.
fn how(lang: Lang, role: Role) -> String {
    match role {
        Role::Liaison => t!(lang, "guide-liaison-how"),
        Role::UnitLeader => t!(lang, "guide-leader-how"),
        Role::Office => t!(lang, "guide-office-how"),
        Role::ScoringOffice => t!(lang, "guide-scoring-how"),
        Role::DistrictLeader => t!(lang, "guide-district-how"),
        Role::Admin => t!(lang, "guide-admin-how"),
    }
}

/// What people ask, an answer per line.
fn questions(lang: Lang, role: Role) -> String {
    match role {
        Role::Liaison | Role::UnitLeader => t!(lang, "guide-unit-if"),
        Role::Office => t!(lang, "guide-office-if"),
        Role::ScoringOffice | Role::DistrictLeader => t!(lang, "guide-central-if"),
        Role::Admin => t!(lang, "guide-admin-if"),
    }
}
