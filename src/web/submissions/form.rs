//! The form of a report, and what is wrong with it beside each field.

use maud::{Markup, html};

use super::{drafts, files};
use crate::domain::ids::FormId;
use crate::domain::obligation::State;
use crate::domain::plan::{Duty, Figure};
use crate::domain::report::{Draft, Fault, MAX_TEXT};
use crate::web::form::token_field;
use crate::web::obligation_page::{Input, Story};
use crate::web::sheets;
use crate::web::visit::Visit;
use crate::words::{forms as form_words, t};

/// The form, filled with what was typed or else with the latest submission, which a correction starts from.
pub fn form(visit: &Visit, story: &Story<'_>, input: &Input) -> Markup {
    let lang = visit.lang;
    let (duty, id) = (story.place.duty, &story.obligation.id);
    let (action, saved) = (format!("/obligations/{id}/submission"), story.draft_of(&visit.user.id));
    let typed = input.draft.clone().unwrap_or_else(|| begun(visit, story));
    let heading = match story.obligation.state {
        State::Open => t!(lang, "submit"),
        State::Returned => t!(lang, "submit-again"),
        _ => t!(lang, "submit-replace"),
    };
    html! {
        section .panel #report {
            h2 { (heading) }
            (drafts::note(visit, story, input))
            form #report-form method="post" action=(action) enctype="multipart/form-data" hx-boost="false" .stack
                data-draft={ "/obligations/" (id) "/draft" }
                data-uploads={ "/obligations/" (id) "/uploads" }
                data-most=(visit.app.config.uploads.file_bytes())
                data-unsaved=(t!(lang, "script-unsaved"))
                data-signed-out=(t!(lang, "script-signed-out"))
                data-after-files=(t!(lang, "script-after-files"))
                data-files-failed=(t!(lang, "script-files-failed"))
                data-screenshot=(t!(lang, "script-screenshot"))
                data-waiting=(t!(lang, "script-waiting"))
                data-percent=(t!(lang, "script-percent", percent = "{}"))
                data-interrupted=(t!(lang, "script-interrupted", percent = "{}"))
                data-broken=(t!(lang, "script-broken", name = "{}"))
                data-uploaded=(t!(lang, "script-uploaded", name = "{}"))
                data-cancel=(t!(lang, "script-cancel"))
                data-cancelled=(t!(lang, "script-cancelled", name = "{}"))
                data-too-large=(t!(lang, "script-too-large", limit = visit.app.config.uploads.file_mib))
                data-empty=(t!(lang, "script-empty"))
                data-failed=(t!(lang, "script-failed"))
            {
                (token_field(visit))
                // What the Enter key presses is the form's first button, and that must not be one that removes a file.
                button .hidden tabindex="-1" aria-hidden="true" { (heading) }
                input type="hidden" name="seen" value=(story.obligation.revision);
                input type="hidden" name="draft" value=(saved.map_or("", |saved| &saved.version));
                (text(visit, duty, &typed, input))
                (figures(visit, duty, &typed, input))
                (sheets::field(visit, story, input))
                (nil(visit, duty, &typed, input))
                (files::fields(visit, story, &typed, input))
                div .buttons {
                    button .primary { (heading) }
                    button formaction={ "/obligations/" (id) "/draft" } formnovalidate { (t!(lang, "draft-save")) }
                }
                div {
                    p .files-wait role="status" {}
                    p .draft-state.muted role="status" { (drafts::state(visit, saved)) }
                }
            }
        }
    }
}

/// The saved draft, or else the latest submission.
fn begun(visit: &Visit, story: &Story<'_>) -> Draft {
    let evidence = files::ticked(visit, story);
    if let Some(saved) = story.draft_of(&visit.user.id) {
        return Draft {
            text: saved.body.clone(),
            figures: saved.figures.0.clone(),
            nil: saved.nil,
            evidence,
            sheets: Vec::new(),
        };
    }
    let Some(latest) = story.submissions.first() else { return Draft { evidence, ..Draft::default() } };
    let figures = latest.figures.iter().map(|(id, value)| (id.to_string(), value.to_string())).collect();
    Draft { text: latest.body.clone(), figures, evidence, ..Draft::default() }
}

fn text(visit: &Visit, duty: &Duty, typed: &Draft, input: &Input) -> Markup {
    let lang = visit.lang;
    let faults = Faults::of(visit, duty, input, "text-faults", |fault| {
        matches!(fault, Fault::Nothing | Fault::TextTooLong | Fault::NilWithoutReason)
    });
    html! {
        label { (t!(lang, "report-text"))
            textarea name="text" rows="8" maxlength=(MAX_TEXT) aria-invalid=[faults.invalid()] aria-describedby=[faults.id()] { (typed.text) } }
        (faults.said())
    }
}

/// Figures that nobody must give are folded away until somebody gives one.
fn figures(visit: &Visit, duty: &Duty, typed: &Draft, input: &Input) -> Markup {
    let lang = visit.lang;
    let fields = html! { @for figure in duty.figures.iter().filter(|figure| !figure.counted) { (figure_field(visit, duty, figure, typed, input)) } };
    let mut typed_figures = duty.figures.iter().filter(|figure| !figure.counted).peekable();
    let optional = typed_figures.peek().is_some() && typed_figures.all(|figure| !figure.required);
    let open = typed.figures.iter().any(|(_, value)| !value.is_empty());
    let unknown =
        Faults::of(visit, duty, input, "figure-faults", |fault| matches!(fault, Fault::FigureUnknown(_)));
    html! {
        @if optional { details .figures-optional open[open] { summary { (t!(lang, "figures-optional")) } div .stack { (fields) } } }
        @else { (fields) }
        (unknown.said())
    }
}

fn figure_field(visit: &Visit, duty: &Duty, figure: &Figure, typed: &Draft, input: &Input) -> Markup {
    let lang = visit.lang;
    let id = figure.id.as_str();
    let value = typed.figures.iter().find(|(name, _)| name == id).map_or("", |(_, value)| value);
    let faults = Faults::of(visit, duty, input, &format!("figure-{id}-faults"), |fault| match fault {
        Fault::FigureMissing(of)
        | Fault::FigureNotANumber(of)
        | Fault::FigureTooLarge { part: (of, _), .. } => *of == figure.id,
        _ => false,
    });
    html! {
        label { (t!(lang, "figure-label", figure = lang.pick(&figure.label), unit = lang.pick(&figure.unit)))
            @if figure.required { " " span .muted { (t!(lang, "required")) } }
            input name={ "figure-" (id) } value=(value) inputmode="numeric" aria-invalid=[faults.invalid()] aria-describedby=[faults.id()]; }
        (faults.said())
    }
}

fn nil(visit: &Visit, duty: &Duty, typed: &Draft, input: &Input) -> Markup {
    let lang = visit.lang;
    let faults = Faults::of(visit, duty, input, "nil-faults", |fault| {
        matches!(fault, Fault::NilNotAllowed | Fault::NilWithContent)
    });
    html! {
        @if duty.nil_allowed {
            label .check { input type="checkbox" name="nil" value="yes" checked[typed.nil] aria-invalid=[faults.invalid()] aria-describedby=[faults.id()];
                (t!(lang, "nil-return-choice")) }
        }
        (faults.said())
    }
}

/// What is wrong with a field; it stands below the field, which names it as its description.
pub struct Faults {
    id: String,
    words: Vec<String>,
}

impl Faults {
    pub fn of(visit: &Visit, duty: &Duty, input: &Input, id: &str, about: impl Fn(&Fault) -> bool) -> Self {
        let faults = input.faults.iter().filter(|fault| about(fault));
        Self { id: id.to_owned(), words: faults.map(|fault| fault_words(visit, duty, fault)).collect() }
    }

    pub fn id(&self) -> Option<&str> {
        (!self.words.is_empty()).then_some(&self.id)
    }

    pub fn invalid(&self) -> Option<&'static str> {
        (!self.words.is_empty()).then_some("true")
    }

    pub fn said(&self) -> Markup {
        html! {
            @if let Some(id) = self.id() {
                div id=(id) { @for words in &self.words { p .fault { (words) } } }
            }
        }
    }
}

/// What is wrong and what to do, by the names that the form gives to things.
pub fn fault_words(visit: &Visit, duty: &Duty, fault: &Fault) -> String {
    let lang = visit.lang;
    let form_title = |id: &FormId| visit.plan().form(id).map_or("", |form| lang.pick(&form.title));
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
        Fault::RowsMissing => t!(lang, "fault-rows-missing"),
        Fault::RowsFaulty(form, rows) => {
            let (form, n) = (form_title(form), *rows);
            t!(lang, "fault-rows-faulty", form = form, n = n)
        }
        Fault::RowsLacking(form, column, codes) => {
            let values = visit.plan().form(form).map(|form| form_words::values(lang, form, column, codes));
            t!(lang, "fault-rows-lacking", form = form_title(form), values = values.unwrap_or_default())
        }
        Fault::RowsReading(form) => t!(lang, "fault-rows-reading", form = form_title(form)),
        Fault::FigureMissing(id) => t!(lang, "fault-figure-missing", figure = label(id.clone())),
        Fault::FigureNotANumber(id) => t!(lang, "fault-figure-not-a-number", figure = label(id.clone())),
        Fault::FigureTooLarge { part: (id, part), whole: (whole, all) } => {
            let (figure, whole) = (label(id.clone()), label(whole.clone()));
            t!(
                lang,
                "fault-figure-too-large",
                figure = figure,
                part = part.to_string(),
                whole = whole,
                all = all.to_string()
            )
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
