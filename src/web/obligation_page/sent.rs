//! What a unit has sent (报送记录), revision by revision, each with what was decided on it.

use maud::{Markup, html};

use super::Story;
use crate::domain::correction::altered;
use crate::domain::obligation::Decision;
use crate::domain::report::Kind;
use crate::store::submissions::Submission;
use crate::web::components::{empty, moment};
use crate::web::evidence;
use crate::web::sheets;
use crate::web::visit::Visit;
use crate::words::{self, t};

impl Story<'_> {
    pub(super) fn sent(&self, visit: &Visit) -> Markup {
        let lang = visit.lang;
        html! {
            section {
                h2 { (t!(lang, "submissions")) }
                @if self.submissions.is_empty() { (empty(&t!(lang, "submissions-empty"))) }
                @for submission in &self.submissions { (self.submission(visit, submission)) }
            }
        }
    }

    pub fn submission(&self, visit: &Visit, submission: &Submission) -> Markup {
        let lang = visit.lang;
        let files = self.evidence.iter().filter(|attached| attached.revision == submission.revision);
        html! {
            article .submission id={ "revision-" (submission.revision) } {
                h3 { (t!(lang, "revision", number = submission.revision)) " · " (submission.user_name) " · " (moment(visit, submission.at)) }
                @if submission.revision > 1 { p { a href={ "/obligations/" (self.obligation.id) "/revisions/" (submission.revision) } { (t!(lang, "compare-link")) } } }
                @if submission.kind == Kind::Nil { p { strong { (t!(lang, "nil-return")) } } }
                @if !submission.body.is_empty() { p .prose { (submission.body) } }
                @if !submission.figures.is_empty() { (self.figures(visit, submission)) }
                (self.corrections(visit, submission))
                (sheets::held(visit, self, submission))
                ul .files {
                    @for attached in files {
                        li { (evidence::link(lang, &self.obligation.id, attached)) }
                    }
                }
                @if let (Some(decision), Some(at)) = (submission.decision, submission.reviewed_at) {
                    p .review {
                        strong { (match decision { Decision::Accept => t!(lang, "decision-accepted"), Decision::Return => t!(lang, "decision-returned") }) }
                        " · " (submission.reviewer_name.as_deref().unwrap_or_default()) " · " (moment(visit, at))
                        @if let Some(reason) = submission.reason.as_deref().filter(|reason| !reason.is_empty()) { br; (reason) }
                    }
                }
            }
        }
    }

    /// In the form's order, as they were sent; where one was corrected since, what stands now.
    fn figures(&self, visit: &Visit, submission: &Submission) -> Markup {
        let lang = visit.lang;
        let corrected = self.corrections.iter().rev().find(|each| each.revision == submission.revision);
        let now = |id| corrected.map_or(&submission.figures, |each| &each.figures).get(id);
        let words = |value: Option<&i64>| value.map_or_else(|| t!(lang, "figure-none"), ToString::to_string);
        html! {
            dl .figures {
                @for figure in &self.place.duty.figures {
                    @if let Some(value) = submission.figures.get(&figure.id) {
                        dt { (lang.pick(&figure.label)) }
                        dd {
                            (value) " " (lang.pick(&figure.unit))
                            @if now(&figure.id) != Some(value) { " " span .mark { (t!(lang, "figure-corrected", value = words(now(&figure.id)))) } }
                        }
                    }
                }
            }
        }
    }

    /// What the office has put right since, each time what stood before and what stands now.
    fn corrections(&self, visit: &Visit, submission: &Submission) -> Markup {
        let (lang, duty) = (visit.lang, self.place.duty);
        let mut before = &submission.figures.0;
        html! {
            @for each in self.corrections.iter().filter(|each| each.revision == submission.revision) {
                p .correction {
                    strong { (t!(lang, "correction")) } " · " (each.user_name) " · " (moment(visit, each.at)) br;
                    (words::altered(lang, duty, &altered(std::mem::replace(&mut before, &each.figures.0), &each.figures.0)))
                    br; (t!(lang, "labelled", label = t!(lang, "reason"))) (each.reason)
                }
            }
        }
    }
}
