//! The steps of a unit's people: liaison (联络员) and leader (单位负责人).

use maud::{Markup, html};

use super::{Step, mail_step};
use crate::domain::obligation::Obligation;
use crate::store::{Tx, obligations, users};
use crate::web::components::{due, title};
use crate::web::error::{Error, Result};
use crate::web::visit::Visit;
use crate::words::t;

pub async fn liaison(tx: &mut Tx, visit: &Visit) -> Result<Vec<Step>> {
    let unit = visit.user.unit_id.clone().ok_or(Error::Forbidden)?;
    let all = obligations::by_unit(tx, &visit.plan().id, &unit).await?;
    let mail = mail_step::step(tx, visit).await?;
    Ok(vec![mail, next(visit, &all), first(visit, &all), late(visit, &all)])
}

pub async fn leader(tx: &mut Tx, visit: &Visit) -> Result<Vec<Step>> {
    let unit = visit.user.unit_id.clone().ok_or(Error::Forbidden)?;
    let all = obligations::by_unit(tx, &visit.plan().id, &unit).await?;
    let liaisons = users::liaisons(tx, &visit.plan().id, &unit).await?;
    let mail = mail_step::step(tx, visit).await?;
    let names: Vec<&str> = liaisons.iter().map(|user| user.name.as_str()).collect();
    Ok(vec![mail, who(visit, &names), late(visit, &all), score(visit, &all)])
}

/// What is owed next, and whether it was acknowledged.
fn next(visit: &Visit, all: &[Obligation]) -> Step {
    let lang = visit.lang;
    let next = all.iter().find(|each| each.state.is_owed() && each.due_at.is_some());
    Step {
        id: "next",
        title: t!(lang, "start-next"),
        why: t!(lang, "start-next-why"),
        done: next.is_none_or(|next| next.acknowledged_at.is_some() || next.first_submitted_at.is_some()),
        now: next.map_or_else(|| html! { p { (t!(lang, "start-next-none")) } }, |next| line(visit, next)),
        link: next.map(|next| (format!("/obligations/{}", next.id), t!(lang, "start-next-link"))),
    }
}

fn line(visit: &Visit, obligation: &Obligation) -> Markup {
    let place = visit.plan().duty(&obligation.duty_id);
    html! { p {
        @if let Some(place) = place { strong { (title(visit.lang, place, obligation)) } " " }
        (due(visit, obligation))
    } }
}

fn first(visit: &Visit, all: &[Obligation]) -> Step {
    let lang = visit.lang;
    let sent = all.iter().filter(|each| each.first_submitted_at.is_some()).count();
    Step {
        id: "first",
        title: t!(lang, "start-first"),
        why: t!(lang, "start-first-why"),
        done: sent > 0,
        now: html! { @if sent > 0 { p { (t!(lang, "start-first-count", count = sent)) } } },
        link: Some(("/guides/liaison".to_owned(), t!(lang, "start-first-link"))),
    }
}

/// Overdue and returned ones.
fn late(visit: &Visit, all: &[Obligation]) -> Step {
    let lang = visit.lang;
    let late = |each: &&Obligation| each.state.is_owed() && each.due_at.is_some_and(|due| due < visit.now);
    let count = all.iter().filter(late).count();
    Step {
        id: "late",
        title: t!(lang, "start-late"),
        why: t!(lang, "start-late-why"),
        done: count == 0,
        now: html! { @if count > 0 { p { (t!(lang, "start-late-count", count = count)) } } },
        link: Some(("/obligations".to_owned(), t!(lang, "nav-mine"))),
    }
}

fn who(visit: &Visit, names: &[&str]) -> Step {
    let lang = visit.lang;
    Step {
        id: "liaisons",
        title: t!(lang, "start-who"),
        why: t!(lang, "start-who-why"),
        done: !names.is_empty(),
        now: html! { p { @if names.is_empty() { (t!(lang, "start-who-none")) } @else { (names.join(" · ")) } } },
        link: None,
    }
}

fn score(visit: &Visit, all: &[Obligation]) -> Step {
    let lang = visit.lang;
    let due = all.iter().filter(|each| each.due_at.is_some_and(|due| due < visit.now)).count();
    Step {
        id: "score",
        title: t!(lang, "start-score"),
        why: t!(lang, "start-score-why"),
        done: due > 0,
        now: html! { p { @if due > 0 { (t!(lang, "start-due-count", count = due)) } @else { (t!(lang, "nothing-due-yet")) } } },
        link: Some(("/scores".to_owned(), t!(lang, "nav-scores"))),
    }
}
