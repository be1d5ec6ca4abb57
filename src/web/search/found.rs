//! What was found, one line or two for each, with the words marked.

use maud::{Markup, html};

use super::super::components::{due, light_of, moment, project_name, title, unit_marks, unit_name};
use super::super::visit::Visit;
use super::{Kind, Part, Results};
use crate::domain::obligation::{Obligation, State};
use crate::domain::plan::{Place, Project, Task, Unit};
use crate::domain::report;
use crate::domain::timestamp::Timestamp;
use crate::search::marks::{self, Marks};
use crate::search::{Pair, Query};
use crate::store::texts::Hit;
use crate::words::{self, t};

/// Characters of a text around what was found in it.
const EXCERPT: usize = 80;

pub fn list(visit: &Visit, kind: Kind, part: Part, results: &Results<'_>) -> Markup {
    let (query, plan) = (&results.query, &results.plan);
    html! {
        ul .cards { @match kind {
            Kind::All => {}
            Kind::Units => { @for it in part.of(&plan.units) { (unit(visit, query, it)) } }
            Kind::Projects => { @for it in part.of(&plan.projects) { (project(visit, query, it)) } }
            Kind::Tasks => { @for (project, it) in part.of(&plan.tasks) { (task(visit, query, project, it)) } }
            Kind::Duties => { @for it in part.of(&plan.duties) { (duty(visit, query, *it)) } }
            Kind::Obligations => { @for it in part.of(&results.pairs) { (pair(visit, query, it, &results.rows)) } }
            Kind::Reports => { @for it in part.of(&results.reports) { (report(visit, results, it)) } }
        } }
    }
}

/// A text with these places marked.
fn marked(text: &str, marks: &Marks) -> Markup {
    let part = |from: usize, to: usize| text.chars().skip(from).take(to - from).collect::<String>();
    let ends = std::iter::once(0).chain(marks.iter().map(|place| place.end));
    html! {
        @for (end, place) in ends.zip(marks) { (part(end, place.start)) mark { (part(place.start, place.end)) } }
        (part(marks.last().map_or(0, |place| place.end), usize::MAX))
    }
}

fn name(query: &Query, text: &str) -> Markup {
    marked(text, &marks::in_name(query, text))
}

/// The part of the first of these texts in which something was found.
fn excerpt<'a>(query: &Query, texts: impl IntoIterator<Item = &'a str>) -> Markup {
    let found = texts.into_iter().find_map(|text| marks::excerpt(query, text, EXCERPT));
    html! { @if let Some((text, marks)) = found { p .excerpt lang="zh-CN" { (marked(&text, &marks)) } } }
}

fn unit(visit: &Visit, query: &Query, unit: &Unit) -> Markup {
    let other = unit.aliases.iter().filter(|alias| !marks::in_name(query, alias).is_empty());
    html! { li .card {
        a href={ "/units/" (unit.id) } { (name(query, visit.lang.pick(&unit.name))) }
        (unit_marks(visit.lang, unit))
        @for alias in other { " " span .muted { (t!(visit.lang, "aliases")) (name(query, alias)) } }
    } }
}

fn project(visit: &Visit, query: &Query, project: &Project) -> Markup {
    html! { li .card {
        a href={ "/projects/" (project.number) } { (name(query, &project_name(visit.lang, project))) }
        (excerpt(query, [project.quote.as_str()]))
    } }
}

fn task(visit: &Visit, query: &Query, project: &Project, task: &Task) -> Markup {
    html! { li .card {
        a href={ "/tasks/" (task.id) } { (name(query, &format!("{} {}", task.id, visit.lang.pick(&task.title)))) }
        div .meta { span .muted { (project_name(visit.lang, project)) } }
        (excerpt(query, [task.quote.as_str()]))
    } }
}

fn duty(visit: &Visit, query: &Query, place: Place<'_>) -> Markup {
    let (lang, Place { task, duty, .. }) = (visit.lang, place);
    let mut texts = vec![lang.pick(&duty.requirement), duty.quote.as_str()];
    texts.extend(duty.evidence.iter().map(|evidence| lang.pick(evidence)));
    texts.extend(duty.figures.iter().map(|figure| lang.pick(&figure.label)));
    html! { li .card {
        a href={ "/tasks/" (task.id) "#d-" (duty.id) } { (name(query, lang.pick(&duty.title))) }
        div .meta {
            span .muted { (name(query, &format!("{} {}", task.id, lang.pick(&task.title)))) }
            span .muted { (words::due_rule(lang, visit.plan(), &duty.due)) }
        }
        (excerpt(query, texts.iter().copied()))
    } }
}

/// The one that needs care first, and how many there are.
fn pair(visit: &Visit, query: &Query, pair: &Pair<'_>, rows: &[Obligation]) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let own = |row: &&Obligation| row.duty_id == pair.place.duty.id && row.unit_id == *pair.unit;
    let rows: Vec<&Obligation> = rows.iter().filter(own).filter(|row| pair.takes(plan, row)).collect();
    let unit = unit_name(lang, plan, pair.unit);
    let Some(row) = rows.iter().min_by_key(|row| urgency(visit, row)) else {
        return html! { li .card { span .muted { (pair.place.duty.title.zh) " · " (unit) " · " (words::state(lang, State::Retired)) } } };
    };
    html! { li .card {
        a href={ "/obligations/" (row.id) } { (name(query, &title(lang, pair.place, row))) " · " (name(query, unit)) }
        div .meta {
            (light_of(visit, row)) " " (due(visit, row)) " "
            span .muted { (name(query, &format!("{} {}", pair.place.task.id, lang.pick(&pair.place.task.title)))) }
            @if rows.len() > 1 {
                " " a href={ "/units/" (pair.unit) "?project=" (pair.place.project.number) "#t-" (pair.place.task.id) } { (t!(lang, "search-periods", n = rows.len())) }
            }
        }
    } }
}

/// Returned, then what is owed by its due date, then what waits, then the latest of what is over.
fn urgency(visit: &Visit, row: &Obligation) -> (u8, i64) {
    let due = row.due_at.map_or(i64::MAX, Timestamp::unix);
    match row.state {
        State::Returned => (0, due),
        State::Open => (1, due),
        State::Submitted => (2, due),
        State::Accepted | State::Exempt | State::Retired => {
            (3, (visit.now.unix() - due.min(visit.now.unix())).abs())
        }
    }
}

fn report(visit: &Visit, results: &Results<'_>, hit: &Hit) -> Markup {
    let (lang, row) = (visit.lang, &hit.obligation);
    let Some(place) = visit.plan().duty(&row.duty_id) else { return html! {} };
    let files = results.files.iter().filter(|(id, _)| *id == row.id);
    let files: Vec<&str> = files
        .map(|(_, name)| name.as_str())
        .filter(|name| !marks::in_text(&results.query, name).is_empty())
        .collect();
    html! { li .card {
        a href={ "/obligations/" (row.id) } { (title(lang, place, row)) " · " (unit_name(lang, visit.plan(), &row.unit_id)) }
        div .meta {
            (light_of(visit, row)) " " span .muted { (t!(lang, "search-sent-at")) (moment(visit, hit.at)) }
            @if hit.kind == report::Kind::Nil { " " span .mark { (t!(lang, "nil-return")) } }
        }
        (excerpt(&results.query, [hit.body.as_str()]))
        @for file in files { p .excerpt { (t!(lang, "search-file")) (marked(file, &marks::in_text(&results.query, file))) } }
    } }
}
