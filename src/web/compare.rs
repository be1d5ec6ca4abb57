//! What changed between two revisions of a report, side by side: text, figures, files.

use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::components::{crumbs, moment, scroll, size, title, unit_name};
use super::error::{Error, Result};
use super::form::Named;
use super::layout;
use super::obligation_page::Story;
use super::obligations::find;
use super::visit::Visit;
use crate::domain::access::Action;
use crate::domain::ids::{FigureId, ObligationId};
use crate::domain::report::Kind;
use crate::store::submissions::{Attached, Submission};
use crate::words::t;

mod text;

use text::{Piece, pieces};

pub async fn show(visit: Visit, Named((id, revision)): Named<(ObligationId, i64)>) -> Result<Response> {
    let mut tx = visit.app.db.read().await?;
    let (obligation, place) = find(&mut tx, &visit, &id, Action::SeeObligation).await?;
    let story = Story::load(&mut tx, &visit, obligation, place).await?;
    let Some((new, old)) = pair(&story, revision) else {
        return match story.submissions.iter().any(|each| each.revision == revision) {
            true => Ok(Redirect::to(&format!("/obligations/{id}")).into_response()),
            false => Err(Error::NotFound),
        };
    };
    Ok(page(&visit, &story, new, old).into_response())
}

/// A revision and the one before it.
pub fn pair<'a>(story: &'a Story<'_>, revision: i64) -> Option<(&'a Submission, &'a Submission)> {
    let of = |revision| story.submissions.iter().find(|each| each.revision == revision);
    Some((of(revision)?, of(revision - 1)?))
}

fn page(visit: &Visit, story: &Story<'_>, new: &Submission, old: &Submission) -> Markup {
    let lang = visit.lang;
    let name = title(lang, story.place, &story.obligation);
    let unit = unit_name(lang, visit.plan(), &story.obligation.unit_id);
    let above = format!("/obligations/{}", story.obligation.id);
    let heading = t!(lang, "compare-heading", number = new.revision, before = old.revision);
    layout::page(
        visit,
        &format!("{heading} · {name}"),
        html! {
            (crumbs(lang, &[(&above, &t!(lang, "whole-story"))]))
            h1 { (unit) " · " (name) }
            h2 { (heading) }
            (changes(visit, story, new, old))
        },
    )
}

/// Older left, newer right; on a phone one below the other.
pub fn changes(visit: &Visit, story: &Story<'_>, new: &Submission, old: &Submission) -> Markup {
    let pieces = pieces(&old.body, &new.body);
    let ids = figure_ids(story, new, old);
    html! {
        div .compare {
            p .muted { (summary(visit, story, new, old)) }
            div .sides {
                (side(visit, old, &pieces, false))
                (side(visit, new, &pieces, true))
            }
            @if !ids.is_empty() { (figures(visit, story, new, old, &ids)) }
            (files(visit, story, new, old))
        }
    }
}

/// In a few words, before anything is read: what was touched and what was not.
fn summary(visit: &Visit, story: &Story<'_>, new: &Submission, old: &Submission) -> String {
    let lang = visit.lang;
    let text =
        if new.body == old.body { t!(lang, "compare-text-same") } else { t!(lang, "compare-text-changed") };
    let ids = figure_ids(story, new, old);
    let n = ids.iter().filter(|id| new.figures.get(*id) != old.figures.get(*id)).count();
    let figures = match (ids.len(), n) {
        (0, _) => None,
        (_, 0) => Some(t!(lang, "compare-figures-same")),
        _ => Some(t!(lang, "compare-figures-changed", n = n)),
    };
    let states: Vec<FileState> = compared(story, new, old).into_iter().map(|(_, state)| state).collect();
    let count = |state| states.iter().filter(|each| **each == state).count();
    let (added, removed) = (count(FileState::Added), count(FileState::Removed));
    let files = match (states.len(), added + removed) {
        (0, _) => None,
        (_, 0) => Some(t!(lang, "compare-files-same")),
        _ => Some(t!(lang, "compare-files-changed", added = added, removed = removed)),
    };
    let parts: Vec<String> = [Some(text), figures, files].into_iter().flatten().collect();
    parts.join(" · ")
}

fn side(visit: &Visit, of: &Submission, pieces: &[Piece], is_new: bool) -> Markup {
    let lang = visit.lang;
    html! {
        section .side {
            h3 { (t!(lang, "revision", number = of.revision)) " " small { (of.user_name) " · " (moment(visit, of.at)) } }
            @if of.kind == Kind::Nil { p { strong { (t!(lang, "nil-return")) } } }
            p .prose {
                @for piece in pieces { @match piece {
                    Piece::Same(text) => (text),
                    Piece::Gone(text) => @if !is_new { del { (text) } },
                    Piece::Came(text) => @if is_new { ins { (text) } },
                } }
                @if of.body.is_empty() { span .muted { (t!(lang, "compare-no-text")) } }
            }
        }
    }
}

/// In the form's order; what the duty no longer asks for comes last.
fn figure_ids(story: &Story<'_>, new: &Submission, old: &Submission) -> Vec<FigureId> {
    let asked = story.place.duty.figures.iter().map(|figure| &figure.id);
    let mut ids: Vec<FigureId> = Vec::new();
    for id in asked.chain(new.figures.keys()).chain(old.figures.keys()) {
        let has_value = new.figures.contains_key(id) || old.figures.contains_key(id);
        if has_value && !ids.contains(id) {
            ids.push(id.clone());
        }
    }
    ids
}

fn figures(visit: &Visit, story: &Story<'_>, new: &Submission, old: &Submission, ids: &[FigureId]) -> Markup {
    let lang = visit.lang;
    let asked = |id: &FigureId| story.place.duty.figures.iter().find(|figure| figure.id == *id);
    let label =
        |id: &FigureId| asked(id).map_or(id.to_string(), |figure| lang.pick(&figure.label).to_owned());
    let unit = |id: &FigureId| asked(id).map_or("", |figure| lang.pick(&figure.unit));
    let value = |of: &Submission, id: &FigureId| match of.figures.get(id) {
        Some(value) => format!("{value} {}", unit(id)),
        None => "–".to_owned(),
    };
    html! { (scroll(&t!(lang, "figures-label"), html! { table .changed-figures {
        thead { tr {
            th scope="col" { (t!(lang, "figures-label")) }
            th scope="col" .number { (t!(lang, "revision", number = old.revision)) }
            th scope="col" .number { (t!(lang, "revision", number = new.revision)) }
            th scope="col" .number { (t!(lang, "compare-difference")) }
        } }
        tbody { @for id in ids {
            @let (before, after) = (old.figures.get(id), new.figures.get(id));
            tr .same[before == after] {
                th scope="row" { (label(id)) }
                td .number { @if before == after { (value(old, id)) } @else { del { (value(old, id)) } } }
                td .number { @if before == after { (value(new, id)) } @else { ins { (value(new, id)) } } }
                td .number { (difference(before, after)) }
            }
        } }
    } })) }
}

fn difference(before: Option<&i64>, after: Option<&i64>) -> String {
    match (before, after) {
        (Some(before), Some(after)) if after > before => format!("+{}", after - before),
        (Some(before), Some(after)) if after < before => format!("−{}", before - after),
        _ => "–".to_owned(),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FileState {
    Added,
    Removed,
    Same,
}

/// By what is in them: the same file under another name is the same. Those of the newer revision come first.
fn compared<'a>(story: &'a Story<'_>, new: &Submission, old: &Submission) -> Vec<(&'a Attached, FileState)> {
    let of = |revision| story.evidence.iter().filter(move |file| file.revision == revision);
    let is_in = |file: &Attached, revision| of(revision).any(|each| each.file.sha256 == file.file.sha256);
    let state = |file: &Attached| if is_in(file, old.revision) { FileState::Same } else { FileState::Added };
    let gone = of(old.revision).filter(|file| !is_in(file, new.revision));
    of(new.revision)
        .map(|file| (file, state(file)))
        .chain(gone.map(|file| (file, FileState::Removed)))
        .collect()
}

fn files(visit: &Visit, story: &Story<'_>, new: &Submission, old: &Submission) -> Markup {
    let lang = visit.lang;
    let files = compared(story, new, old);
    html! { @if !files.is_empty() {
        h3 { (t!(lang, "evidence")) }
        ul .files { @for (attached, state) in files { li {
            @match state {
                FileState::Added => span .mark.came { (t!(lang, "compare-file-added")) },
                FileState::Removed => span .mark.gone { (t!(lang, "compare-file-removed")) },
                FileState::Same => span .mark { (t!(lang, "compare-file-same")) },
            } " "
            a href={ "/obligations/" (story.obligation.id) "/evidence/" (attached.revision) "/" (attached.position) } download { (attached.file.name) }
            " " span .muted { (size(attached.file.size)) }
        } } }
    } }
}
