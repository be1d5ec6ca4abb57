//! What a duty asks (报送事项), in the words of the plan: who, when, with what.

use maud::{Markup, html};

use super::components::{quote, unit_link, unit_links};
use super::visit::Visit;
use crate::domain::ids::UnitId;
use crate::domain::plan::{Figure, Owed, Place};
use crate::words::{self, Lang, t};

/// Who owes it, in a few words: the groups of the plan rather than their members.
pub fn who(visit: &Visit, place: Place<'_>) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    html! { @match &place.duty.owed {
        Owed::Each(units) => @if units.len() <= NAMED { (unit_links(lang, plan, units)) } @else { (group(visit, place, units)) },
        Owed::Voluntary(units) => { (group(visit, place, units)) " " span .mark { (t!(lang, "voluntary")) } }
        Owed::Joint { owner, assist } => {
            (unit_link(lang, plan, owner))
            @if !assist.is_empty() { (t!(lang, "assisted-by")) (unit_links(lang, plan, assist)) }
        }
    } }
}

/// Up to this many units are simply named.
const NAMED: usize = 4;

fn group(visit: &Visit, place: Place<'_>, units: &[UnitId]) -> String {
    let (lang, n) = (visit.lang, units.len());
    // Two groups may have the same members; which of them the duty means cannot be told then.
    let groups: Vec<_> = visit.plan().groups.iter().filter(|group| group.members == units).collect();
    match groups.as_slice() {
        _ if units == place.project.responsible => t!(lang, "each-responsible", n = n),
        [group] => t!(lang, "each-of-group", name = lang.pick(&group.name), n = n),
        _ => t!(lang, "each-of", n = n),
    }
}

/// The same, with the members to be unfolded.
fn who_exactly(visit: &Visit, place: Place<'_>) -> Markup {
    let units = place.duty.owed.owners();
    html! {
        @if units.len() <= NAMED { (who(visit, place)) }
        @else { details .who { summary { (who(visit, place)) } (unit_links(visit.lang, visit.plan(), units)) } }
    }
}

/// Everything the plan says about it.
pub fn facts(visit: &Visit, place: Place<'_>) -> Markup {
    let (lang, duty) = (visit.lang, place.duty);
    let alone = place.task.duties.len() == 1 && place.task.quote.contains(&duty.quote);
    html! { div .columns {
        div {
            p .prose { (lang.pick(&duty.requirement)) }
            (asked(visit, place))
        }
        aside {
            // A task's only duty is often its text all over again.
            @if !alone { (quote(lang, &duty.quote)) }
            (notes(lang, duty.gap.as_deref(), duty.assumed.as_deref()))
        }
    } }
}

fn asked(visit: &Visit, place: Place<'_>) -> Markup {
    let (lang, duty) = (visit.lang, place.duty);
    html! { dl .facts {
        dt { (t!(lang, "who")) } dd { (who_exactly(visit, place)) }
        dt { (t!(lang, "due-date")) } dd { (words::due_rule(lang, visit.plan(), &duty.due)) }
        @if let Some(evidence) = &duty.evidence {
            dt { (t!(lang, "evidence")) }
            dd { (lang.pick(evidence)) @if duty.evidence_required { " " span .mark { (t!(lang, "required")) } } }
        }
        @if !duty.figures.is_empty() {
            dt { (t!(lang, "figures-label")) }
            dd { ul .plain { @for each in &duty.figures { li { (figure(lang, each)) } } } }
        }
        @if duty.nil_allowed { dt { (t!(lang, "nil-return")) } dd { (t!(lang, "nil-is-allowed")) } }
    } }
}

fn figure(lang: Lang, figure: &Figure) -> Markup {
    html! {
        (lang.pick(&figure.label)) " " span .muted { (t!(lang, "figure-unit", unit = lang.pick(&figure.unit))) }
        @if figure.required { " " span .mark { (t!(lang, "required")) } }
    }
}

/// What the text leaves open, and what was assumed there.
pub fn notes(lang: Lang, gap: Option<&str>, assumed: Option<&str>) -> Markup {
    html! {
        @if let Some(gap) = gap { p .muted { (t!(lang, "plan-gap")) (gap) } }
        @if let Some(assumed) = assumed { p .muted { (t!(lang, "plan-assumed")) (assumed) } }
    }
}
