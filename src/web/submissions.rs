//! Sending a report (报送).

use axum::extract::Multipart;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::components::size;
use super::error::{Error, Result};
use super::form::{Named, token_field};
use super::obligation_page::{Input, Story};
use super::obligations::find;
use super::refusals;
use super::uploads::{Received, receive};
use super::visit::Visit;
use crate::domain::access::Action;
use crate::domain::ids::ObligationId;
use crate::domain::obligation::{Change, Obligation, Refusal, State};
use crate::domain::plan::{Duty, Figure, Place};
use crate::domain::report::{Draft, Evidence, Fault, MAX_TEXT, Report};
use crate::store::{self, Tx, obligations, uploads};
use crate::words::Lang;
use crate::words::t;

/// Files are stored before anything is decided; then one transaction decides and writes. Whatever is refused
/// comes back in the form, files included.
pub async fn create(visit: Visit, Named(id): Named<ObligationId>, form: Multipart) -> Result<Response> {
    // Who may not submit need not send 50 MB first.
    find(&mut visit.app.db.read().await?, &visit, &id, Action::Submit).await?;
    let received = receive(&visit, form).await?;
    let mut tx = visit.app.db.write(&visit.plan().id).await?;
    let (obligation, place) = find(&mut tx, &visit, &id, Action::Submit).await?;
    let (draft, seen) = draft(&mut tx, &visit, &id, &received).await?;
    let faults = match decide(&visit, obligation, place, draft.clone(), seen, &received) {
        Ok(change) => {
            obligations::apply(&mut tx, visit.plan(), &change, &visit.address).await?;
            uploads::forget(&mut tx, &visit.plan().id, &id, &visit.user.id).await?;
            tx.commit().await?;
            return Ok(Redirect::to(&format!("/obligations/{id}?done=submitted")).into_response());
        }
        Err(faults) => faults,
    };
    for file in &received.files {
        uploads::keep(&mut tx, &visit.plan().id, &id, &visit.user.id, file, visit.now).await?;
    }
    let response = refuse(&mut tx, &visit, &id, faults, draft, &received).await?;
    tx.commit().await?;
    Ok(response)
}

/// Why a submission was not taken.
enum Refused {
    Faults(Vec<Fault>),
    Refusal(Refusal),
    Files,
}

fn decide(
    visit: &Visit,
    obligation: Obligation,
    place: Place<'_>,
    draft: Draft,
    seen: i64,
    received: &Received,
) -> std::result::Result<Change, Refused> {
    if !received.too_large.is_empty() || received.too_many {
        return Err(Refused::Files);
    }
    let report = Report::parse(draft, place.duty).map_err(Refused::Faults)?;
    obligation.submit(&visit.person, place, seen, report, visit.now).map_err(Refused::Refusal)
}

async fn refuse(
    tx: &mut Tx,
    visit: &Visit,
    id: &ObligationId,
    why: Refused,
    draft: Draft,
    received: &Received,
) -> Result<Response> {
    let lang = visit.lang;
    let (status, notice, faults) = match why {
        Refused::Refusal(refusal) => {
            let input = Input { draft: Some(draft), ..Input::default() };
            return refusals::page(tx, visit, id, &refusal, input).await;
        }
        Refused::Faults(faults) => {
            (StatusCode::UNPROCESSABLE_ENTITY, t!(lang, "submission-has-faults"), faults)
        }
        Refused::Files if received.too_many => {
            let limit = visit.app.config.uploads.files;
            (StatusCode::PAYLOAD_TOO_LARGE, t!(lang, "files-too-many", limit = limit), vec![])
        }
        Refused::Files => {
            let limit = visit.app.config.uploads.file_mib;
            let names = received.too_large.join("、");
            let notice = t!(lang, "files-too-large", names = names, limit = limit);
            (StatusCode::PAYLOAD_TOO_LARGE, notice, vec![])
        }
    };
    let (obligation, place) = find(tx, visit, id, Action::Submit).await?;
    let story = Story::load(tx, visit, obligation, place).await?;
    let input = Input { draft: Some(draft), faults, ..Input::notice(notice) };
    Ok((status, story.page(visit, &input)).into_response())
}

/// What was typed, with the new files and those of earlier tries and revisions that are still ticked.
async fn draft(tx: &mut Tx, visit: &Visit, id: &ObligationId, received: &Received) -> Result<(Draft, i64)> {
    let seen = received.field("seen").and_then(|seen| seen.parse().ok());
    let seen = seen.ok_or_else(|| Error::BadRequest("seen".to_owned()))?;
    let plan = &visit.plan().id;
    let mut earlier = uploads::kept(tx, plan, id, &visit.user.id).await?;
    let attached = store::submissions::evidence_of(tx, plan, id).await?;
    earlier.extend(attached.into_iter().map(|attached| attached.file));
    let mut evidence: Vec<Evidence> = Vec::new();
    let ticked = received.all("keep").filter_map(|hash| earlier.iter().find(|file| file.sha256 == hash));
    for file in ticked.chain(&received.files) {
        if !evidence.iter().any(|each| each.sha256 == file.sha256) {
            evidence.push(file.clone());
        }
    }
    let figure = |name: &str| name.strip_prefix("figure-").map(str::to_owned);
    let figures =
        received.fields.iter().filter_map(|(name, value)| Some((figure(name)?, value.clone()))).collect();
    let text = received.field("text").unwrap_or_default().to_owned();
    let nil = received.field("nil").is_some();
    Ok((Draft { text, figures, evidence, nil }, seen))
}

/// The form, filled with what was typed or else with the latest submission, which a correction starts from.
pub fn form(visit: &Visit, story: &Story<'_>, input: &Input) -> Markup {
    let lang = visit.lang;
    let duty = story.place.duty;
    let typed = input.draft.clone().unwrap_or_else(|| latest(story));
    let heading = match story.obligation.state {
        State::Open => t!(lang, "submit"),
        State::Returned => t!(lang, "submit-again"),
        _ => t!(lang, "submit-replace"),
    };
    html! {
        section .panel {
            h2 { (heading) }
            form method="post" action={ "/obligations/" (story.obligation.id) "/submission" } enctype="multipart/form-data" .stack {
                (token_field(visit))
                input type="hidden" name="seen" value=(story.obligation.revision);
                label { (t!(lang, "report-text"))
                    textarea name="text" rows="8" maxlength=(MAX_TEXT) { (typed.text) } }
                (faults(lang, duty, input, |fault| matches!(fault, Fault::Nothing | Fault::TextTooLong | Fault::NilWithoutReason)))
                (figures(lang, duty, &typed, input))
                (faults(lang, duty, input, |fault| matches!(fault, Fault::FigureUnknown(_))))
                @if duty.nil_allowed {
                    label .check { input type="checkbox" name="nil" value="yes" checked[typed.nil]; (t!(lang, "nil-return-choice")) }
                }
                (faults(lang, duty, input, |fault| matches!(fault, Fault::NilNotAllowed | Fault::NilWithContent)))
                (files(visit, story, &typed))
                (faults(lang, duty, input, |fault| matches!(fault, Fault::EvidenceMissing)))
                button .primary { (heading) }
            }
        }
    }
}

fn latest(story: &Story<'_>) -> Draft {
    let mut draft = Draft { evidence: story.kept.clone(), ..Draft::default() };
    let Some(latest) = story.submissions.first() else { return draft };
    draft.text.clone_from(&latest.body);
    draft.figures = latest.figures.iter().map(|(id, value)| (id.to_string(), value.to_string())).collect();
    let attached = story.evidence.iter().filter(|attached| attached.revision == latest.revision);
    draft.evidence.extend(attached.map(|attached| attached.file.clone()));
    draft
}

/// Figures that nobody must give are folded away until somebody gives one.
fn figures(lang: Lang, duty: &Duty, typed: &Draft, input: &Input) -> Markup {
    let fields = html! { @for figure in &duty.figures { (figure_field(lang, duty, figure, typed, input)) } };
    let optional = !duty.figures.is_empty() && duty.figures.iter().all(|figure| !figure.required);
    let open = typed.figures.iter().any(|(_, value)| !value.is_empty());
    html! {
        @if optional { details .figures-optional open[open] { summary { (t!(lang, "figures-optional")) } div .stack { (fields) } } }
        @else { (fields) }
    }
}

fn figure_field(lang: Lang, duty: &Duty, figure: &Figure, typed: &Draft, input: &Input) -> Markup {
    let id = figure.id.as_str();
    let value = typed.figures.iter().find(|(name, _)| name == id).map_or("", |(_, value)| value);
    let about = |fault: &Fault| match fault {
        Fault::FigureMissing(of) | Fault::FigureNotANumber(of) | Fault::FigureTooLarge(of, _) => {
            *of == figure.id
        }
        _ => false,
    };
    let faulty = input.faults.iter().any(about);
    html! {
        label { (lang.pick(&figure.label)) " (" (lang.pick(&figure.unit)) ")"
            @if figure.required { " " span .muted { (t!(lang, "required")) } }
            input name={ "figure-" (id) } value=(value) inputmode="numeric" aria-invalid=[faulty.then_some("true")]; }
        (faults(lang, duty, input, about))
    }
}

fn files(visit: &Visit, story: &Story<'_>, typed: &Draft) -> Markup {
    let lang = visit.lang;
    let limits = visit.app.config.uploads;
    let ticked = |file: &Evidence| typed.evidence.iter().any(|each| each.sha256 == file.sha256);
    let earlier = story.evidence.iter().map(|attached| &attached.file);
    let mut known: Vec<&Evidence> = Vec::new();
    for file in story.kept.iter().chain(earlier) {
        if !known.iter().any(|each| each.sha256 == file.sha256) {
            known.push(file);
        }
    }
    html! {
        fieldset {
            legend { (t!(lang, "evidence")) @if story.place.duty.evidence_required { " " span .muted { (t!(lang, "required")) } } }
            @for file in known {
                label .check { input type="checkbox" name="keep" value=(file.sha256) checked[ticked(file)];
                    (file.name) " " span .muted { (size(file.size)) } }
            }
            input type="file" name="files" multiple aria-label=(t!(lang, "evidence"));
            small { (t!(lang, "files-help", limit = limits.file_mib, files = limits.files)) }
        }
    }
}

fn faults(lang: Lang, duty: &Duty, input: &Input, about: impl Fn(&Fault) -> bool) -> Markup {
    html! {
        @for fault in input.faults.iter().filter(|fault| about(fault)) {
            p .fault { (fault_words(lang, duty, fault)) }
        }
    }
}

fn fault_words(lang: Lang, duty: &Duty, fault: &Fault) -> String {
    let label = |id| {
        let figure = duty.figures.iter().find(|figure| figure.id == id);
        figure.map_or_else(|| id.to_string(), |figure| lang.pick(&figure.label).to_owned())
    };
    match fault {
        Fault::Nothing => t!(lang, "fault-nothing"),
        Fault::TextTooLong => t!(lang, "fault-text-too-long", max = MAX_TEXT),
        Fault::NilNotAllowed => t!(lang, "fault-nil-not-allowed"),
        Fault::NilWithoutReason => t!(lang, "fault-nil-without-reason"),
        Fault::NilWithContent => t!(lang, "fault-nil-with-content"),
        Fault::EvidenceMissing => t!(lang, "fault-evidence-missing"),
        Fault::FigureMissing(id) => t!(lang, "fault-figure-missing", figure = label(id.clone())),
        Fault::FigureNotANumber(id) => t!(lang, "fault-figure-not-a-number", figure = label(id.clone())),
        Fault::FigureTooLarge(id, whole) => {
            t!(lang, "fault-figure-too-large", figure = label(id.clone()), whole = label(whole.clone()))
        }
        Fault::FigureUnknown(name) => t!(lang, "fault-figure-unknown", name = name.as_str()),
    }
}

/// Where the form is gone because somebody acted first: what was typed, to copy.
pub fn kept_text(visit: &Visit, draft: &Draft) -> Markup {
    html! {
        section .notice {
            h2 { (t!(visit.lang, "your-text")) }
            textarea readonly rows="8" aria-label=(t!(visit.lang, "your-text")) { (draft.text) }
            @for (id, value) in &draft.figures { p { (id) ": " (value) } }
        }
    }
}
