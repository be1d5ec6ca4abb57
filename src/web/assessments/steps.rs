//! A period's steps, with when each was and which is next.

use maud::{Markup, html};

use super::Period;
use crate::domain::assessment::{Phase, State};
use crate::web::components::moment;
use crate::web::visit::Visit;
use crate::words::{self, t};

pub(super) fn view(visit: &Visit, period: &Period) -> Markup {
    let (lang, row) = (visit.lang, period.now.row.as_ref());
    let state = row.map(|row| row.state);
    let here = match period.now.phase {
        Phase::Preview => 0,
        Phase::Draft => 1,
        Phase::Frozen { reply_until } if visit.now <= reply_until => 3,
        Phase::Frozen { .. } => 4,
        Phase::Published | Phase::Correcting => 6,
    };
    let at = |at: Option<crate::domain::timestamp::Timestamp>| html! { @if let Some(at) = at { " " (moment(visit, at)) } };
    let steps = [
        (t!(lang, "assess-step-open"), at(row.map(|row| row.opened_at))),
        (t!(lang, "assess-step-mark"), html! {}),
        (t!(lang, "assess-step-freeze"), at(row.and_then(|row| row.frozen_at))),
        (
            t!(lang, "assess-step-reply"),
            html! { @if let Some(until) = row.and_then(|row| row.reply_until) {
            " " (t!(lang, "assess-until", until = words::exact(until.in_zone(visit.plan().zone)))) } },
        ),
        (t!(lang, "assess-step-rule"), html! {}),
        (t!(lang, "assess-step-publish"), at(period.now.editions.first().map(|first| first.published_at))),
    ];
    html! { ol .phases aria-label=(t!(lang, "assess-steps")) {
        @for (n, (label, when)) in steps.iter().enumerate() {
            li .past[n < here] aria-current=[(n == here).then_some("step")] {
                (label) @if n < here && state.is_some_and(|state| state != State::Draft || n < 2) { span .hidden { (t!(lang, "assess-step-done")) } }
                span .muted { (when) }
            }
        }
    } }
}
