//! Supervision notices (督办通知单) that name an obligation: beside its due date, and in its course.

use maud::{Markup, html};

use super::course::{Moment, Part};
use super::{Story, told};
use crate::domain::access::{Action, Subject};
use crate::domain::supervision;
use crate::store::notices::Naming;
use crate::store::reminders::Told;
use crate::web::components::{Step, Tone, moment};
use crate::web::supervision::{download, href};
use crate::web::visit::Visit;
use crate::words::{self, t};

pub(super) fn panel(visit: &Visit, story: &Story<'_>) -> Markup {
    let lang = visit.lang;
    html! { @if !story.notices.is_empty() {
        section .panel {
            h2 { (t!(lang, "supervision-of-obligation")) }
            ul { @for naming in &story.notices { li {
                (number(visit, story, naming)) " " span .muted { (naming.day) }
                @if may(visit, story) { " " (download(lang, naming.number)) }
            } } }
        }
    } }
}

pub(super) fn moments(visit: &Visit, story: &Story<'_>) -> Vec<Moment> {
    let one = |naming: &Naming| {
        let is_of = |told: &&Told| told.stage == supervision::ledger_key(naming.due_on);
        let group: Vec<&Told> = story.told.iter().filter(is_of).collect();
        let step = Step {
            tone: Tone::Overdue,
            at: moment(visit, naming.issued_at),
            what: html! { strong { (words::act(visit.lang, "notice_issued")) } " · " (number(visit, story, naming)) },
            detail: (!group.is_empty())
                .then(|| html! { (t!(visit.lang, "course-to")) (told::recipients(visit, &group)) }),
        };
        Moment { at: naming.issued_at, part: Part::Reminder, is_ahead: false, step }
    };
    story.notices.iter().map(one).collect()
}

/// It leads there only those who may read it: a project's lead unit sees the obligation, not what its owner is sent.
fn number(visit: &Visit, story: &Story<'_>, naming: &Naming) -> Markup {
    let name = words::notice_number(visit.lang, naming.number);
    html! { @if may(visit, story) { a href=(href(naming.number)) { (name) } } @else { (name) } }
}

fn may(visit: &Visit, story: &Story<'_>) -> bool {
    visit.may(Action::SeeNotices, Subject::Unit(&story.obligation.unit_id))
}
