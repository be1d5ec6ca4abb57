//! One period's page for the offices: its steps, what is missing before the next, and what has been said and published.

use maud::{Markup, html};

use super::{Input, Period, list, steps};
use crate::domain::access::{Action, Subject};
use crate::domain::assessment::{Phase, Reply, reply_until, waiting};
use crate::domain::ids::UnitId;
use crate::store::scores::{EditionHead, replies};
use crate::web::components::{Asking, Field, Tone, asking, badge, crumbs, empty, moment, scroll, unit_name};
use crate::web::form::token_field;
use crate::web::layout;
use crate::web::visit::Visit;
use crate::words::{self, t};

pub(super) fn view(visit: &Visit, period: &Period, input: &Input) -> Markup {
    let lang = visit.lang;
    let name = words::span_name(lang, &period.span);
    let today = visit.plan().local_date(visit.now);
    layout::page(
        visit,
        &name,
        html! {
            (crumbs(lang, &[("/assessments", &t!(lang, "nav-assessments"))]))
            h1 { (name) }
            @if let Some(notice) = &input.notice { p .notice role="alert" { (notice) } }
            p { (list::phase_badge(visit, period.now.phase)) " " (words::span_days(lang, &period.span, today)) }
            (steps::view(visit, period))
            section .panel {
                h2 { (t!(lang, "assess-next")) }
                (missing(visit, period))
                @if visit.may(Action::JudgeScores, Subject::Any) { (buttons(visit, period, input)) }
            }
            @if matches!(period.now.phase, Phase::Frozen { .. } | Phase::Published | Phase::Correcting) { (replied(visit, period)) }
            @if !period.now.editions.is_empty() { (editions(visit, period)) }
        },
    )
}

/// What stands between the period and its next step.
fn missing(visit: &Visit, period: &Period) -> Markup {
    let lang = visit.lang;
    let today = visit.plan().local_date(visit.now);
    match period.now.phase {
        Phase::Preview if today < period.span.from => {
            html! { p { (t!(lang, "assess-next-begins", day = words::date(lang, period.span.from, today))) } }
        }
        Phase::Preview => html! { p { (t!(lang, "assess-next-open")) } },
        Phase::Draft => unjudged(visit, period),
        Phase::Frozen { reply_until } => {
            let ranked = period.scores.units.iter().filter(|unit| unit.rank.is_some()).count();
            let (unruled, consent) = (period.standing.unruled, period.consenting.len());
            html! {
                @if visit.now <= reply_until {
                    p { (t!(lang, "assess-next-reply", until = words::exact(reply_until.in_zone(visit.plan().zone)))) }
                }
                p { (t!(lang, "assess-consented", n = consent, of = ranked)) }
                @if unruled > 0 { p { (t!(lang, "assess-unruled", n = unruled)) } } @else { p { (t!(lang, "assess-none-unruled")) } }
            }
        }
        Phase::Published => html! { p { (t!(lang, "assess-next-none")) } },
        Phase::Correcting => html! { p { (t!(lang, "assess-pending", n = period.standing.corrections)) } },
    }
}

fn unjudged(visit: &Visit, period: &Period) -> Markup {
    let lang = visit.lang;
    let waiting = waiting(&period.scores);
    let today = visit.plan().local_date(visit.now);
    html! {
        @if today <= period.span.to { p { (t!(lang, "assess-next-ends", day = words::date(lang, period.span.to, today))) } }
        @if waiting.is_empty() { p { (t!(lang, "assess-none-waiting")) } }
        @else {
            p { (t!(lang, "assess-waiting-n", n = waiting.len())) }
            ul { @for item in &period.now.rules.items {
                @let count = waiting.iter().filter(|each| each.item == item.id).count();
                @if count > 0 { li {
                    a href={ "/assessments/" (period.span.id) "/marks?item=" (item.id) } { (lang.pick(&item.title)) }
                    " " (t!(lang, "assess-units-n", n = count))
                } }
            } }
        }
    }
}

fn buttons(visit: &Visit, period: &Period, input: &Input) -> Markup {
    let (lang, id) = (visit.lang, period.span.id.as_str());
    let link =
        |page: &str, label: String| html! { a .button href={ "/assessments/" (id) "/" (page) } { (label) } };
    html! { div .buttons {
        @match period.now.phase {
            Phase::Preview => {
                (ask(visit, period, input, "opening", &t!(lang, "assess-open"), &t!(lang, "assess-open-help"), html! {}))
            }
            Phase::Draft => {
                (link("marks", t!(lang, "assess-marks")))
                @let until = reply_until(visit.plan(), period.now.rules.reply_days, visit.now);
                @let until = words::exact(until.in_zone(visit.plan().zone));
                (ask(visit, period, input, "freezing", &t!(lang, "assess-freeze"), &t!(lang, "assess-freeze-help", until = until), html! {}))
            }
            Phase::Frozen { .. } => {
                (ask(visit, period, input, "publication", &t!(lang, "assess-publish"), &t!(lang, "assess-publish-help"), seen(period)))
                (link("marks", t!(lang, "assess-marks")))
            }
            Phase::Published => { (link("corrections", t!(lang, "assess-corrections"))) (link("verification", t!(lang, "assess-verify"))) }
            Phase::Correcting => {
                (link("corrections", t!(lang, "assess-corrections")))
                (ask(visit, period, input, "publication", &t!(lang, "assess-publish-next"), &t!(lang, "assess-publish-next-help"), html! {
                    (seen(period))
                    (Field::new("reason", &t!(lang, "reason")).required().text(lang, 3, input.value("publication", "reason")))
                }))
                (link("verification", t!(lang, "assess-verify")))
            }
        }
    } }
}

fn seen(period: &Period) -> Markup {
    let edition = period.now.row.as_ref().map_or(0, |row| row.edition);
    html! { input type="hidden" name="seen" value=(edition); }
}

fn ask(
    visit: &Visit,
    period: &Period,
    input: &Input,
    act: &str,
    label: &str,
    help: &str,
    fields: Markup,
) -> Markup {
    let asked = Asking {
        id: act,
        label,
        text: help,
        is_danger: false,
        is_open: input.is_of(act) && !input.fields.is_empty(),
        action: &format!("/assessments/{}/{act}", period.span.id),
    };
    asking(visit.lang, &asked, html! { (token_field(visit)) (fields) })
}

/// Every unit's replies, those first that wait for a ruling.
fn replied(visit: &Visit, period: &Period) -> Markup {
    let lang = visit.lang;
    let mut latest = replies::latest(&period.versions);
    let ruled = |reply: &Reply| is_ruled(period, &reply.unit_id, &reply.item);
    latest.sort_by_key(|reply| (ruled(reply), visit.plan().position(&reply.unit_id)));
    html! { section .panel {
        h2 { (t!(lang, "assess-replies")) }
        @if latest.is_empty() { (empty(&t!(lang, "assess-no-replies"))) }
        @else { (scroll(&t!(lang, "assess-replies"), html! { table .facts {
            thead { tr {
                @for head in [t!(lang, "unit"), t!(lang, "assess-item"), t!(lang, "assess-sent-at"), t!(lang, "state")] { th scope="col" { (head) } }
            } }
            tbody { @for reply in latest { tr {
                th scope="row" { a href={ "/assessments/" (period.span.id) "/replies/" (reply.unit_id) "/" (reply.item) } {
                    (unit_name(lang, visit.plan(), &reply.unit_id)) } }
                td { (period.now.rules.item(&reply.item).map_or(reply.item.as_str(), |item| lang.pick(&item.title))) }
                td { (moment(visit, reply.at)) }
                td { @if ruled(reply) { (badge(Tone::OnTime, &t!(lang, "assess-ruled"))) } @else { (badge(Tone::Soon, &t!(lang, "assess-to-rule"))) } }
            } } }
        } })) }
    } }
}

fn is_ruled(period: &Period, unit: &UnitId, item: &str) -> bool {
    period.rulings.iter().any(|ruling| ruling.unit_id == *unit && ruling.item == item)
}

fn editions(visit: &Visit, period: &Period) -> Markup {
    let lang = visit.lang;
    html! { section .panel {
        h2 { (t!(lang, "assess-editions")) }
        (scroll(&t!(lang, "assess-editions"), html! { table .facts {
            thead { tr {
                @for head in [t!(lang, "assess-edition"), t!(lang, "assess-published-at"), t!(lang, "assess-by"), t!(lang, "reason"), "SHA-256".to_owned()] {
                    th scope="col" { (head) }
                }
            } }
            tbody { @for head in period.now.editions.iter().rev() { (edition(visit, head)) } }
        } }))
    } }
}

fn edition(visit: &Visit, head: &EditionHead) -> Markup {
    html! { tr {
        th scope="row" { (t!(visit.lang, "assess-edition-n", n = head.number.to_string())) }
        td { (moment(visit, head.published_at)) }
        td { (head.by) }
        td { @if head.reason.is_empty() { "–" } @else { (head.reason) } }
        td { code .hash { (head.sha256) } }
    } }
}
