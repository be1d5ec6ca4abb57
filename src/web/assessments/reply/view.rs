//! The page on which a unit checks its draft.

use maud::{Markup, html};

use super::Own;
use crate::domain::assessment::Phase;
use crate::domain::scoring::card::Applies;
use crate::domain::scoring::{Line, Scorecard};
use crate::store::scores::replies::RulingRow;
use crate::web::assessments::{Input, files, list};
use crate::web::components::{Asking, Field, asking, crumbs, empty, moment, scroll, unit_name};
use crate::web::form::token_field;
use crate::web::layout;
use crate::web::visit::Visit;
use crate::words::{self, t};

pub(super) fn page(visit: &Visit, own: &Own, input: &Input) -> Markup {
    let lang = visit.lang;
    let (name, unit) = (words::span_name(lang, &own.span), unit_name(lang, visit.plan(), &own.unit));
    let heading = match own.now.phase {
        Phase::Published | Phase::Correcting => t!(lang, "assess-own-published", unit = unit, period = name),
        _ => t!(lang, "assess-own-title", unit = unit, period = name),
    };
    let card = own.standing.as_ref().and_then(|standing| standing.card.as_ref());
    layout::page(
        visit,
        &heading,
        html! {
            (crumbs(lang, &[("/assessments", &t!(lang, "nav-assessments"))]))
            h1 { (heading) }
            @if let Some(notice) = &input.notice { p .notice role="alert" { (notice) } }
            p { (list::phase_badge(visit, own.now.phase)) }
            @match (own.now.phase, card) {
                (Phase::Preview | Phase::Draft, _) => (empty(&t!(lang, "assess-own-not-yet"))),
                (_, None) => (empty(&t!(lang, "assess-own-none"))),
                (_, Some(card)) => {
                    (deadline(visit, own))
                    (total(visit, own, card))
                    p { a href={ "/scores/" (own.span.id) "/" (own.unit) } { (t!(lang, "assess-own-card")) } }
                    @for line in &card.lines { (one(visit, own, line, input)) }
                }
            }
        },
    )
}

fn is_open(visit: &Visit, own: &Own) -> bool {
    matches!(own.now.phase, Phase::Frozen { reply_until } if visit.now <= reply_until)
}

fn deadline(visit: &Visit, own: &Own) -> Markup {
    let (lang, zone) = (visit.lang, visit.plan().zone);
    let Phase::Frozen { reply_until } = own.now.phase else { return html! {} };
    let until = words::exact(reply_until.in_zone(zone));
    if !is_open(visit, own) {
        return html! { p .notice { (t!(lang, "assess-own-over", until = until)) } };
    }
    let left = words::days_left(lang, visit.plan(), visit.now, reply_until);
    let asked = Asking {
        id: "consent",
        label: &t!(lang, "assess-consent"),
        text: &t!(lang, "assess-consent-help"),
        is_danger: false,
        is_open: false,
        action: &format!("/assessments/{}/consent", own.span.id),
    };
    html! {
        p .notice { (t!(lang, "assess-own-until", until = until, left = left)) }
        @if own.consents { p { strong { (t!(lang, "assess-own-consented")) } } }
        @else { (asking(lang, &asked, token_field(visit))) }
    }
}

fn total(visit: &Visit, own: &Own, card: &Scorecard) -> Markup {
    let (lang, rules) = (visit.lang, &own.now.rules);
    let grade = card.grade.as_ref().and_then(|id| rules.grade(id)).map(|grade| lang.pick(&grade.title));
    html! { section .panel.tally {
        p .total { (t!(lang, "assess-total")) " " strong { (card.total.normalize()) } " / " (rules.full.normalize())
            @if let Some(grade) = grade { " · " (grade) } }
    } }
}

fn one(visit: &Visit, own: &Own, line: &Line, input: &Input) -> Markup {
    let (lang, rules) = (visit.lang, &own.now.rules);
    let Some(item) = rules.item(&line.item) else { return html! {} };
    html! { section .panel.item id={ "item-" (line.item) } {
        h2 { (lang.pick(&item.title)) " " span .points { (line.points.normalize()) " / " (line.full.normalize()) } }
        p .muted { (lang.pick(&item.basis)) }
        @if line.applies == Applies::Excluded { p { (t!(lang, "assess-excluded")) } }
        @if !line.causes.is_empty() { (causes(visit, own, line)) }
        (found(visit, own, line))
        @match own.ruling(&line.item) {
            Some(ruling) => { (said(visit, own, line)) (ruled(visit, own, ruling)) }
            None if is_open(visit, own) => { (said(visit, own, line)) (form(visit, own, line, input)) }
            None => { (said(visit, own, line)) (typed(visit, line, input)) }
        }
    } }
}

fn causes(visit: &Visit, own: &Own, line: &Line) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let name = |id: &crate::domain::ids::ObligationId| {
        let outcomes = own
            .now
            .inputs
            .units
            .iter()
            .filter(|inputs| inputs.unit == own.unit)
            .flat_map(|inputs| &inputs.outcomes);
        let outcome = { outcomes }.find(|outcome| outcome.obligation == *id);
        let place = outcome.and_then(|outcome| plan.duty(&outcome.duty));
        place.map_or_else(|| id.to_string(), |place| lang.pick(&place.duty.title).to_owned())
    };
    let label = own.now.rules.item(&line.item).map_or(line.item.as_str(), |item| lang.pick(&item.title));
    html! { (scroll(&t!(lang, "assess-causes-of", item = label), html! { table .facts {
        thead { tr {
            th scope="col" { (t!(lang, "assess-cause")) }
            th scope="col" { (t!(lang, "assess-obligation")) }
            th scope="col" .number { (t!(lang, "assess-points")) }
        } }
        tbody { @for cause in &line.causes { tr {
            th scope="row" { (words::cause(lang, cause)) }
            td { @if let Some(id) = &cause.obligation { a href={ "/obligations/" (id) } { (name(id)) } } @else { "–" } }
            td .number { (cause.points.normalize()) }
        } } }
    } })) }
}

/// What the scoring office found, and on what it rests.
fn found(visit: &Visit, own: &Own, line: &Line) -> Markup {
    let (lang, rules) = (visit.lang, &own.now.rules);
    html! { @for mark in own.marks.iter().filter(|mark| mark.target == line.item && !mark.is_ruled()) {
        p { (words::verdict(lang, rules, &mark.target, &mark.verdict)) " · " (mark.reason) " " span .muted { (mark.user_name) } }
        @let files = own.files.iter().filter(|file| file.number == mark.number).map(|file| (file.position, &file.file)).collect::<Vec<_>>();
        (files::links(&files, |position| format!("/assessments/{}/marks/{}/evidence/{position}", own.span.id, mark.number)))
    } }
}

/// The reply that stands, with its files.
fn said(visit: &Visit, own: &Own, line: &Line) -> Markup {
    let lang = visit.lang;
    let Some(reply) = own.reply(&line.item) else { return html! {} };
    let files = own.evidence.iter().filter(|each| each.item == line.item && each.revision == reply.revision);
    let files: Vec<_> = files.map(|each| (each.position, &each.file)).collect();
    let address = format!(
        "/assessments/{}/replies/{}/{}/evidence/{}",
        own.span.id, own.unit, line.item, reply.revision
    );
    html! { div .said {
        h3 { (t!(lang, "assess-your-reply")) }
        p .text { (reply.body) }
        (files::links(&files, |position| format!("{address}/{position}")))
        p .muted { (reply.user_name) " " (moment(visit, reply.at)) @if reply.revision > 1 { " · " (t!(lang, "assess-version", n = reply.revision.to_string())) } }
    } }
}

fn ruled(visit: &Visit, own: &Own, ruling: &RulingRow) -> Markup {
    let lang = visit.lang;
    let mark = own.marks.iter().find(|mark| Some(mark.number) == ruling.mark);
    let verdict = mark.map(|mark| words::verdict(lang, &own.now.rules, &mark.target, &mark.verdict));
    html! { div .said {
        h3 { (t!(lang, "assess-ruling")) }
        p { strong { @match verdict { Some(verdict) => { (t!(lang, "assess-upheld")) " · " (verdict) } None => (t!(lang, "assess-rejected")) } } }
        p .text { (ruling.reason) }
        p .muted { (ruling.user_name) " " (moment(visit, ruling.at)) }
    } }
}

fn form(visit: &Visit, own: &Own, line: &Line, input: &Input) -> Markup {
    let (lang, item) = (visit.lang, line.item.as_str());
    let reply = own.reply(item);
    let is_here = input.is_of(item);
    let standing = reply.map_or("", |reply| reply.body.as_str());
    let text = if is_here { input.value(item, "text") } else { standing };
    let mut known =
        own.kept.iter().find(|(of, _)| of == item).map(|(_, files)| files.clone()).unwrap_or_default();
    for file in own.standing_files(item) {
        if !known.iter().any(|each| each.sha256 == file.sha256) {
            known.push(file);
        }
    }
    let label = if reply.is_some() { t!(lang, "assess-change-reply") } else { t!(lang, "assess-reply") };
    let (field, id) = (t!(lang, "assess-reply-text"), format!("text-{item}"));
    html! { details open[is_here] {
        summary { (label) span .hidden { " " (own.now.rules.item(item).map_or(item, |item| lang.pick(&item.title))) } }
        form method="post" enctype="multipart/form-data" action={ "/assessments/" (own.span.id) "/reply/" (item) } .stack {
            (token_field(visit))
            input type="hidden" name="seen" value=(reply.map_or(0, |reply| reply.revision));
            (Field::new("text", &field).id(&id).required().faults(input.fault(item, "text")).text(lang, 5, text))
            (files::fieldset(visit, &format!("files-{item}"), &known))
            div .buttons { button .primary { (t!(lang, "assess-send-reply")) } }
        }
    } }
}

/// What came too late, to be copied.
fn typed(visit: &Visit, line: &Line, input: &Input) -> Markup {
    let text = input.value(&line.item, "text");
    html! { @if !text.is_empty() { p { (t!(visit.lang, "assess-typed")) } pre .typed { (text) } } }
}
