//! The files of a report's form: those that are there already, each with its tick, and the field for new ones.

use maud::{Markup, html};

use super::form::Faults;
use crate::domain::report::{Draft, Evidence, Fault};
use crate::web::components::{Control, drop_zone, size};
use crate::web::evidence::Preview;
use crate::web::obligation_page::{Input, Story};
use crate::web::uploads::FILES;
use crate::web::visit::Visit;
use crate::words::t;

/// What is ticked when nobody has typed anything yet: as the draft says; else new uploads and the latest
/// revision's files.
pub fn ticked(visit: &Visit, story: &Story<'_>) -> Vec<Evidence> {
    let drafted = |file: &Evidence| {
        let draft = story.draft_of(&visit.user.id)?;
        draft.files.iter().find(|(hash, _)| *hash == file.sha256).map(|(_, ticked)| *ticked)
    };
    let latest = story.submissions.first().map(|latest| latest.revision);
    let attached = |file: &Evidence| {
        let mut attached = story.evidence.iter().filter(|attached| Some(attached.revision) == latest);
        attached.any(|attached| attached.file.sha256 == file.sha256)
    };
    let known = known(visit, story, None);
    let wanted = known.into_iter().filter(|(file, own)| drafted(file).unwrap_or(*own || attached(file)));
    wanted.map(|(file, _)| file.clone()).collect()
}

pub fn fields(visit: &Visit, story: &Story<'_>, typed: &Draft, input: &Input) -> Markup {
    let (lang, duty) = (visit.lang, story.place.duty);
    let limits = visit.app.config.uploads;
    let ticked = |file: &Evidence| typed.evidence.iter().any(|each| each.sha256 == file.sha256);
    let faults =
        Faults::of(visit, duty, input, "files-faults", |fault| matches!(fault, Fault::EvidenceMissing));
    let described = Some(["files-help"].into_iter().chain(faults.id()).collect::<Vec<_>>().join(" "));
    html! {
        fieldset .files-field {
            legend { (t!(lang, "evidence")) @if duty.evidence_required { " " span .muted { (t!(lang, "required")) } } }
            ul .plain #chosen {
                @for (file, own) in known(visit, story, input.draft.as_ref()) {
                    (row(visit, story.obligation.id.as_str(), file, ticked(file), own))
                }
            }
            label .hidden for="files" { (t!(lang, "evidence")) }
            (drop_zone(lang, &Control { id: "files", name: FILES, required: false, invalid: faults.invalid(), described }))
            p .files-said.hidden role="status" {}
            small #files-help { (t!(lang, "files-help", limit = limits.file_mib, files = limits.files)) }
            small .paste-hint { (t!(lang, "files-paste")) }
        }
        (faults.said())
    }
}

/// This person's uploads and files of earlier revisions, each once, and whether it is an upload; in the order
/// of what was typed, or of the draft.
fn known<'a>(visit: &Visit, story: &'a Story<'_>, typed: Option<&Draft>) -> Vec<(&'a Evidence, bool)> {
    let earlier = story.evidence.iter().map(|attached| (&attached.file, false));
    let mut known: Vec<(&Evidence, bool)> = Vec::new();
    for (file, own) in story.kept.iter().map(|file| (file, true)).chain(earlier) {
        if !known.iter().any(|(each, _)| each.sha256 == file.sha256) {
            known.push((file, own));
        }
    }
    let order: Vec<&str> = match (typed, story.draft_of(&visit.user.id)) {
        (Some(typed), _) => typed.evidence.iter().map(|file| file.sha256.as_str()).collect(),
        (None, Some(draft)) => draft.files.iter().map(|(hash, _)| hash.as_str()).collect(),
        (None, None) => Vec::new(),
    };
    let place = |file: &Evidence| order.iter().position(|hash| *hash == file.sha256);
    known.sort_by_key(|(file, _)| place(file).unwrap_or(usize::MAX));
    known
}

/// One file: a tick sends it along. One's own upload can be looked at and removed.
fn row(visit: &Visit, obligation: &str, file: &Evidence, ticked: bool, own: bool) -> Markup {
    let lang = visit.lang;
    let address = format!("/obligations/{obligation}/uploads/kept/{}", file.sha256);
    html! {
        li .chosen {
            input type="hidden" name="file" value=(file.sha256);
            label .check { input type="checkbox" name="keep" value=(file.sha256) checked[ticked];
                (file.name) " " span .muted { (size(file.size)) } }
            @if own {
                @if let Some(preview) = Preview::of(&file.media_type) { (preview.link(lang, &address, &file.name)) }
                button .link name="remove" value=(file.sha256) formaction={ "/obligations/" (obligation) "/draft" } formnovalidate
                    aria-label=(t!(lang, "file-remove-name", name = file.name.as_str())) { (t!(lang, "file-remove")) }
            }
        }
    }
}

/// The same for a file that has just come, with a word on the one it equals.
pub fn row_beside(visit: &Visit, obligation: &str, file: &Evidence, name: &str) -> Markup {
    html! {
        (row(visit, obligation, file, true, true))
        @if file.name != name { li .muted.twice { (super::drafts::twice(visit, name, &file.name)) } }
    }
}
