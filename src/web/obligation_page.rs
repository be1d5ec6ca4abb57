//! One obligation's whole story on a page: requirement, due date and how it was computed, the forms for what this
//! person may do now, what was sent, and its course from the plan to now and beyond.

use maud::{Markup, html};

use super::components::{crumbs, due, light_of, project_name, quote, title, unit_name, unit_names};
use super::error::Result;
use super::scores::of_obligation;
use super::sheets::asked;
use super::visit::Visit;
use super::{acknowledgements, corrections, exemptions, extensions, layout, reminders, reviews, submissions};
use crate::domain::access::Action;
use crate::domain::by_hand::is_due;
use crate::domain::ids::UserId;
use crate::domain::obligation::{Decision, Extension, Obligation, State};
use crate::domain::plan::{Duty, Place};
use crate::domain::report::{Draft, Evidence, Fault, Figures};
use crate::domain::timestamp::Timestamp;
use crate::store::corrections::Corrected;
use crate::store::drafts::{self, Saved};
use crate::store::events::{self, Event};
use crate::store::notices::Naming;
use crate::store::reminders::Told;
use crate::store::sheets::sent::Held;
use crate::store::sheets::{self, Sheet};
use crate::store::submissions::{Attached, Submission};
use crate::store::{self, Tx, users};
use crate::words;
use crate::words::t;

mod ahead;
mod course;
mod noticed;
mod sent;
mod told;
mod unsent;

/// What a person typed that was not taken, and why; empty on a fresh page.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// Said at the top, with what to do.
    pub notice: Option<String>,
    pub draft: Option<Draft>,
    pub faults: Vec<Fault>,
    /// Whose form the reason was typed in: a review, an extension, an exemption.
    pub act: Option<Action>,
    pub reason: String,
    pub until: String,
    /// What was typed as corrected figures.
    pub figures: Vec<(String, String)>,
    /// That form is gone: somebody acted first, or it is too late. What was typed is shown to be copied.
    pub gone: bool,
    /// What another window saved in the meantime.
    pub other: Option<Saved>,
}

impl Input {
    pub fn notice(text: String) -> Self {
        Self { notice: Some(text), ..Self::default() }
    }

    /// What was typed as a reason in a form that was refused.
    pub fn reason(act: Action, reason: String) -> Self {
        Self { act: Some(act), reason, ..Self::default() }
    }

    /// Whether this form came without the reason that it needs.
    pub fn lacks_reason(&self, act: Action) -> bool {
        self.act == Some(act) && self.reason.trim().is_empty() && !self.gone
    }

    /// The reason to put back into this form.
    pub fn reason_of(&self, act: Action) -> &str {
        if self.act == Some(act) && !self.gone { &self.reason } else { "" }
    }
}

/// Everything the page shows.
pub struct Story<'a> {
    pub obligation: Obligation,
    pub place: Place<'a>,
    pub submissions: Vec<Submission>,
    pub evidence: Vec<Attached>,
    pub corrections: Vec<Corrected>,
    pub extensions: Vec<Extension>,
    pub kept: Vec<Evidence>,
    /// Of everybody in the unit, for whoever may submit.
    pub drafts: Vec<Saved>,
    /// The report forms of every revision.
    pub sheets: Vec<Held>,
    /// What this person has filled in and not sent.
    pub sheets_in_hand: Vec<Sheet>,
    told: Vec<Told>,
    /// Supervision notices that name it.
    notices: Vec<Naming>,
    events: Vec<Event>,
    /// When the plan began to ask for it; `None` for what is older than that note.
    added_at: Option<Timestamp>,
    /// Whether a reminder that is still to come would reach a liaison.
    is_reached: bool,
    /// What it gave or cost, on its own page.
    pub counted: Option<of_obligation::Counted>,
}

impl<'a> Story<'a> {
    pub async fn load(
        tx: &mut Tx,
        visit: &Visit,
        obligation: Obligation,
        place: Place<'a>,
    ) -> Result<Story<'a>> {
        let (plan, id) = (&visit.app.plan.id, &obligation.id);
        let submits = visit.may(Action::Submit, obligation.subject(place));
        let has_forms = !place.duty.forms.is_empty();
        Ok(Story {
            drafts: if submits { drafts::of_obligation(tx, plan, id).await? } else { Vec::new() },
            submissions: store::submissions::of_obligation(tx, plan, id).await?,
            evidence: store::submissions::evidence_of(tx, plan, id).await?,
            corrections: store::corrections::of_obligation(tx, plan, id).await?,
            extensions: store::extensions::of_obligation(tx, plan, id).await?,
            sheets: if has_forms { sheets::sent::of_obligation(tx, plan, id).await? } else { Vec::new() },
            sheets_in_hand: if has_forms && submits {
                sheets::in_hand(tx, plan, id, &visit.user.id).await?
            } else {
                Vec::new()
            },
            kept: store::uploads::kept(tx, plan, id, &visit.user.id).await?,
            told: store::reminders::of_obligation(tx, plan, id).await?,
            notices: store::notices::of_obligation(tx, plan, id).await?,
            events: events::of_obligation(tx, plan, id).await?,
            added_at: events::addition(tx, plan, id).await?,
            is_reached: obligation.state.is_owed() && is_reached(tx, visit, &obligation).await?,
            counted: None,
            obligation,
            place,
        })
    }

    /// What this person has typed and not sent.
    pub fn draft_of(&self, user: &UserId) -> Option<&Saved> {
        self.drafts.iter().find(|draft| draft.user_id == *user)
    }

    /// The figures of the latest report, as corrected; `None` where it gave none.
    pub fn stand(&self) -> Option<&Figures> {
        stand(&self.submissions, &self.corrections)
    }

    /// The request for more time that waits for the office.
    pub fn pending(&self) -> Option<&Extension> {
        self.extensions.iter().find(|extension| extension.granted.is_none())
    }

    pub fn page(&self, visit: &Visit, input: &Input) -> Markup {
        let lang = visit.lang;
        let heading = title(lang, self.place, &self.obligation);
        layout::page(
            visit,
            &heading,
            html! {
                (self.above(visit))
                h1 { (heading) }
                p .meta {
                    a href={ "/units/" (self.obligation.unit_id) } { (unit_name(lang, visit.plan(), &self.obligation.unit_id)) }
                    " " (light_of(visit, &self.obligation)) " " (due(visit, &self.obligation))
                }
                @if let Some(notice) = &input.notice { p #refused .fault role="alert" { (notice) } }
                @if let Some(reason) = self.returned() {
                    section .notice { h2 { (t!(lang, "returned-why")) } p .prose { (reason) } }
                }
                div .columns {
                    div { (self.requirement(visit)) (self.forms(visit, input)) (self.sent(visit)) }
                    aside { (self.deadline(visit)) (noticed::panel(visit, self))
                        (of_obligation::panel(visit, &self.obligation, self.counted.as_ref())) (course::panel(visit, self)) }
                }
            },
        )
    }

    fn above(&self, visit: &Visit) -> Markup {
        let (lang, project, task) = (visit.lang, self.place.project, self.place.task);
        let addresses = (format!("/projects/{}", project.number), format!("/tasks/{}", task.id));
        let task = format!("{} {}", task.id, lang.pick(&task.title));
        crumbs(lang, &[(&addresses.0, &project_name(lang, project)), (&addresses.1, &task)])
    }

    /// The reason of the latest return, while it still waits for an answer.
    fn returned(&self) -> Option<&str> {
        let latest = self.submissions.first()?;
        let open = self.obligation.state == State::Returned && latest.decision == Some(Decision::Return);
        if open { latest.reason.as_deref() } else { None }
    }

    fn forms(&self, visit: &Visit, input: &Input) -> Markup {
        let (lang, subject) = (visit.lang, self.obligation.subject(self.place));
        let may = |action| visit.may(action, subject);
        let state = self.obligation.state;
        html! {
            @if input.gone && !input.reason.is_empty() { (kept_reason(visit, input)) }
            @if may(Action::Review) && state == State::Submitted { (reviews::form(visit, self, input, None)) }
            @if may(Action::DecideExtension) && let Some(asked) = self.pending() {
                (extensions::decision_form(visit, &self.obligation, asked, input))
            }
            @if may(Action::Acknowledge) && state == State::Open && self.obligation.acknowledged_at.is_none() {
                (acknowledgements::form(visit, &self.obligation))
            }
            @if may(Action::Submit) && (state.is_owed() || state == State::Submitted) {
                (submissions::form(visit, self, input))
            } @else if let Some(draft) = &input.draft { (submissions::kept_text(visit, draft)) }
            @if may(Action::AskExtension) && state.is_owed() && self.pending().is_none() && self.obligation.due_at.is_some_and(|due| visit.now <= due) {
                (extensions::form(visit, &self.obligation, input))
            }
            @if may(Action::Remind) && is_due(visit.plan(), &self.obligation, visit.now) {
                p { a .button href=(reminders::href(&self.obligation.id)) { (t!(lang, "by-hand")) "…" } }
            }
            @if may(Action::CorrectFigures) { (corrections::form(visit, self, input)) }
            @if may(Action::Exempt) && matches!(state, State::Open | State::Exempt) {
                (exemptions::form(visit, &self.obligation, input))
            }
        }
    }

    pub fn requirement(&self, visit: &Visit) -> Markup {
        let (lang, duty) = (visit.lang, self.place.duty);
        html! {
            section .panel {
                h2 { (t!(lang, "requirement")) }
                p .prose { (lang.pick(&duty.requirement)) }
                (self.asked(visit, duty))
                (asked(visit, duty))
                (quote(lang, &duty.quote))
                @if let Some(gap) = &duty.gap { p .muted { (t!(lang, "plan-gap")) (gap) } }
                @if let Some(assumed) = &duty.assumed { p .muted { (t!(lang, "plan-assumed")) (assumed) } }
            }
        }
    }

    fn asked(&self, visit: &Visit, duty: &Duty) -> Markup {
        let lang = visit.lang;
        html! {
            @if let Some(evidence) = &duty.evidence {
                p { strong { (t!(lang, "labelled", label = t!(lang, "evidence"))) } (lang.pick(evidence))
                    @if duty.evidence_required { " " span .muted { (t!(lang, "required")) } } }
            }
            @if !duty.owed.assists().is_empty() {
                p { strong { (t!(lang, "labelled", label = t!(lang, "assisting-units"))) } (unit_names(lang, visit.plan(), duty.owed.assists())) }
            }
        }
    }

    fn deadline(&self, visit: &Visit) -> Markup {
        let (lang, plan) = (visit.lang, visit.plan());
        html! {
            section .panel {
                h2 { (t!(lang, "due-date")) }
                p { (words::due_rule(lang, plan, &self.place.duty.due)) }
                @if let Some(at) = self.obligation.due_at {
                    p { (t!(lang, "last-instant")) (words::exact(at.in_zone(plan.zone))) }
                }
                @if self.obligation.due_at != self.obligation.scheduled_at && let Some(at) = self.obligation.scheduled_at {
                    p .muted { (t!(lang, "extended-from")) (words::exact(at.in_zone(plan.zone))) }
                }
            }
        }
    }
}

/// See [`Story::stand`]; the submissions latest first.
pub fn stand<'a>(submissions: &'a [Submission], corrections: &'a [Corrected]) -> Option<&'a Figures> {
    let latest = submissions.first()?;
    let corrected = corrections.iter().rev().find(|each| each.revision == latest.revision);
    let sent = || Some(&latest.figures.0).filter(|figures| !figures.is_empty());
    corrected.map(|each| &each.figures.0).or_else(sent)
}

async fn is_reached(tx: &mut Tx, visit: &Visit, obligation: &Obligation) -> Result<bool> {
    let liaisons = users::liaisons(tx, &visit.plan().id, &obligation.unit_id).await?;
    Ok(liaisons.iter().any(|user| user.email.as_deref().is_some_and(|email| !email.is_empty())))
}

fn kept_reason(visit: &Visit, input: &Input) -> Markup {
    let lang = visit.lang;
    html! {
        section .notice {
            h2 { (t!(lang, "your-text")) }
            @if !input.until.is_empty() { p { (t!(lang, "labelled", label = t!(lang, "extension-until"))) (input.until) } }
            textarea readonly rows="3" aria-label=(t!(lang, "your-text")) { (input.reason) }
            @for (figure, value) in &input.figures { p { (figure) ": " (value) } }
        }
    }
}
