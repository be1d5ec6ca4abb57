//! The report forms within a report: what is filled in of each, and what was sent.

use maud::{Markup, html};

use super::mark;
use crate::domain::ids::FormId;
use crate::domain::plan::Duty;
use crate::domain::report::Fault;
use crate::store::sheets::sent::Held;
use crate::store::sheets::{Sheet, State};
use crate::store::submissions::Submission;
use crate::web::obligation_page::{Input, Story};
use crate::web::submissions::Faults;
use crate::web::visit::Visit;
use crate::words::t;

/// Each form of the duty, what is there, and the way to fill it in, which keeps what is typed in the report.
pub fn field(visit: &Visit, story: &Story<'_>, input: &Input) -> Markup {
    let (lang, duty) = (visit.lang, story.place.duty);
    let faults = Faults::of(visit, duty, input, "sheets-faults", |fault| {
        matches!(
            fault,
            Fault::RowsMissing | Fault::RowsFaulty(..) | Fault::RowsLacking(..) | Fault::RowsReading(_)
        )
    });
    html! {
        @if !duty.forms.is_empty() {
            fieldset .sheets-field aria-describedby=[faults.id()] {
                legend { (t!(lang, "sheets")) " " span .muted { (if duty.nil_allowed { t!(lang, "sheets-or-nil") } else { t!(lang, "required") }) } }
                ul .plain {
                    @for form in visit.plan().forms_of(duty) {
                        @let there = there(visit, story, form.id.as_str());
                        li .sheet-line {
                            @if let Some(mark) = marked(story, &form.id) { input type="hidden" name="sheet" value=(mark); }
                            strong { (lang.pick(&form.title)) } " "
                            (there)
                            " " button name="fill" value=(form.id) formaction={ "/obligations/" (story.obligation.id) "/draft" } formnovalidate
                                aria-label=(t!(lang, "sheet-fill-in-name", form = lang.pick(&form.title))) { (t!(lang, "sheet-fill-in")) }
                        }
                    }
                }
            }
            (faults.said())
        }
    }
}

/// What would be sent of it, as this page shows it.
fn marked(story: &Story<'_>, form: &FormId) -> Option<String> {
    let own =
        story.sheets_in_hand.iter().filter(|sheet| sheet.form_id == *form && sheet.state != State::Refused);
    let sent =
        story.sheets.iter().find(|held| held.form_id == *form && held.revision == story.obligation.revision);
    // A file that is being read goes before the draft, as it does when the report is sent.
    let in_hand = own.min_by_key(|sheet| sheet.state != State::Reading);
    match (in_hand, sent) {
        (Some(sheet), _) => Some(mark(form, &sheet.id, Some(sheet.touched_at))),
        (None, sent) => sent.map(|held| mark(form, &held.sheet_id, None)),
    }
}

fn there(visit: &Visit, story: &Story<'_>, form: &str) -> Markup {
    let lang = visit.lang;
    let own = story.sheets_in_hand.iter().filter(|sheet| sheet.form_id.as_str() == form);
    let of_state = |state: State| own.clone().find(|sheet: &&Sheet| sheet.state == state);
    let revision = story.obligation.revision;
    let sent = story.sheets.iter().find(|held| held.form_id.as_str() == form && held.revision == revision);
    html! { span .muted {
        @if let Some(sheet) = of_state(State::Reading) { (t!(lang, "sheet-is-reading", n = sheet.rows_read)) }
        @else if of_state(State::Refused).is_some() { span .wrong-words { (t!(lang, "sheet-was-refused")) } }
        @else if let Some(sheet) = of_state(State::Draft) {
            (t!(lang, "sheet-rows", n = sheet.rows_read))
            @if sheet.rows_faulty > 0 { " " span .wrong-words { (t!(lang, "sheet-rows-faulty", n = sheet.rows_faulty)) } }
        }
        @else if let Some(held) = sent { (t!(lang, "sheet-as-sent", n = held.rows_sent)) }
        @else { (t!(lang, "sheet-empty")) }
    } }
}

/// The forms of a submission, each with its rows behind it.
pub fn held(visit: &Visit, story: &Story<'_>, submission: &Submission) -> Markup {
    let of_it = || story.sheets.iter().filter(|held| held.revision == submission.revision);
    html! {
        @if of_it().next().is_some() {
            ul .sheets-sent { @for held in of_it() { li { (link(visit, story, held)) } } }
        }
    }
}

fn link(visit: &Visit, story: &Story<'_>, held: &Held) -> Markup {
    let lang = visit.lang;
    let title = visit.plan().form(&held.form_id).map_or(held.form_id.as_str(), |form| lang.pick(&form.title));
    let href =
        format!("/obligations/{}/revisions/{}/sheets/{}", story.obligation.id, held.revision, held.form_id);
    html! {
        a href=(href) { (title) } " " span .muted { (t!(lang, "sheet-rows", n = held.rows_sent)) }
        @if held.rows_late > 0 { " " span .mark { (t!(lang, "sheet-rows-late", n = held.rows_late)) } }
    }
}

/// What the requirement says of the forms it wants.
pub fn asked(visit: &Visit, duty: &Duty) -> Markup {
    let lang = visit.lang;
    html! {
        @if !duty.forms.is_empty() {
            p { strong { (t!(lang, "labelled", label = t!(lang, "sheets"))) }
                (visit.plan().forms_of(duty).map(|form| lang.pick(&form.title)).collect::<Vec<_>>().join("、")) }
        }
    }
}
