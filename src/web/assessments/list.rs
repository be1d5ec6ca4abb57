//! Every period of the plan's year with its phase and what comes next.

use maud::{Markup, html};

use crate::domain::assessment::Phase;
use crate::domain::scoring::Span;
use crate::web::components::{Tone, badge, empty, scroll};
use crate::web::layout;
use crate::web::visit::Visit;
use crate::words::{self, t};

pub(super) fn view(visit: &Visit, phases: &[(String, Phase)]) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let phase = |span: &Span| {
        phases.iter().find(|(id, _)| *id == span.id).map_or(Phase::Preview, |(_, phase)| *phase)
    };
    // A unit looks at its own draft when it is asked to.
    let is_shown =
        |span: &Span| visit.user.unit_id.is_none() || !matches!(phase(span), Phase::Preview | Phase::Draft);
    let spans: Vec<Span> = plan.scoring.spans(plan.year).into_iter().filter(is_shown).collect();
    layout::page(
        visit,
        &t!(lang, "nav-assessments"),
        html! {
            h1 { (t!(lang, "nav-assessments")) }
            p .muted { (t!(lang, "assess-help", days = plan.scoring.reply_days)) }
            @if spans.is_empty() { (empty(&t!(lang, "assess-empty"))) }
            @else { (scroll(&t!(lang, "nav-assessments"), html! { table .facts {
                thead { tr {
                    @for head in [t!(lang, "assess-period"), t!(lang, "assess-dates"), t!(lang, "state"), t!(lang, "assess-next")] {
                        th scope="col" { (head) }
                    }
                } }
                tbody { @for span in &spans { (row(visit, span, phase(span))) } }
            } })) }
        },
    )
}

fn row(visit: &Visit, span: &Span, phase: Phase) -> Markup {
    let lang = visit.lang;
    let today = visit.plan().local_date(visit.now);
    html! { tr {
        th scope="row" { a href={ "/assessments/" (span.id) } { (words::span_name(lang, span)) } }
        td { (words::span_days(lang, span, today)) }
        td { (phase_badge(visit, phase)) }
        td { (next(visit, span, phase)) }
    } }
}

pub(super) fn phase_badge(visit: &Visit, phase: Phase) -> Markup {
    let tone = match phase {
        Phase::Preview => Tone::NotDue,
        Phase::Draft => Tone::Submitted,
        Phase::Frozen { .. } | Phase::Correcting => Tone::Soon,
        Phase::Published => Tone::OnTime,
    };
    badge(tone, &words::phase(visit.lang, phase, visit.now))
}

fn next(visit: &Visit, span: &Span, phase: Phase) -> String {
    let (lang, plan) = (visit.lang, visit.plan());
    let today = plan.local_date(visit.now);
    match phase {
        Phase::Preview if today < span.from => {
            t!(lang, "assess-next-begins", day = words::date(lang, span.from, today))
        }
        Phase::Preview => t!(lang, "assess-next-open"),
        Phase::Draft if today <= span.to => {
            t!(lang, "assess-next-ends", day = words::date(lang, span.to, today))
        }
        Phase::Draft => t!(lang, "assess-next-freeze"),
        Phase::Frozen { reply_until } if visit.now <= reply_until => {
            t!(lang, "assess-next-reply", until = words::exact(reply_until.in_zone(plan.zone)))
        }
        Phase::Frozen { .. } => t!(lang, "assess-next-publish"),
        Phase::Published => t!(lang, "assess-next-none"),
        Phase::Correcting => t!(lang, "assess-next-correct"),
    }
}
