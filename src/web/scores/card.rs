//! One unit's scorecard (评分表): item by item, how its points came about, and what took them away.

use std::collections::HashMap;

use maud::{Markup, html};
use rust_decimal::Decimal;

use super::{plain, points, rate};
use crate::domain::access::{Action, Subject};
use crate::domain::ids::ObligationId;
use crate::domain::obligation::{Obligation, Timeliness};
use crate::domain::plan::Unit;
use crate::domain::scoring::{Cause, Kind, Line, Outcome, Reason, Scorecard, Share};
use crate::web::components::{empty, instant, light_of, moment, scroll, title};
use crate::web::layout;
use crate::web::visit::Visit;
use crate::words::t;
use crate::words::{self, Lang};

/// The unit's obligations by id, for titles and dates.
type Rows<'a> = HashMap<&'a ObligationId, &'a Obligation>;

pub fn view(
    visit: &Visit,
    unit: &Unit,
    card: Option<&Scorecard>,
    due: &[Outcome],
    obligations: &[Obligation],
) -> Markup {
    let lang = visit.lang;
    let rows: Rows = obligations.iter().map(|row| (&row.id, row)).collect();
    let heading = t!(lang, "score-of", unit = lang.pick(&unit.name));
    layout::page(
        visit,
        &heading,
        html! {
            @if visit.may(Action::SeeAllScores, Subject::Any) { p .crumbs { a href="/scores" { (t!(lang, "nav-scores")) } } }
            h1 { (heading) }
            (live(visit))
            @if let Some(card) = card {
                (summary(visit, card))
                @for line in &card.lines { (item(visit, card, line, &rows)) }
                (all(visit, due, &rows))
            } @else { (empty(&t!(lang, "score-empty"))) }
        },
    )
}

/// Until when, by which rules, and that nothing of it is published.
pub fn live(visit: &Visit) -> Markup {
    let now = words::exact(visit.now.in_zone(visit.plan().zone));
    html! { p .muted { (t!(visit.lang, "score-live", now = now, version = visit.plan().scoring.version)) } }
}

fn summary(visit: &Visit, card: &Scorecard) -> Markup {
    let lang = visit.lang;
    html! {
        section .panel .tally {
            p .total { (t!(lang, "score-total")) " " strong { (points(card.total)) } " / " (plain(visit.plan().scoring.full))
                @if let Some(grade) = &card.grade { " · " (lang.pick(grade)) } }
            dl {
                @for (label, value) in [
                    (t!(lang, "score-rate"), rate(card)),
                    (t!(lang, "score-due"), card.due.to_string()),
                    (t!(lang, "score-on-time"), card.on_time.to_string()),
                    (t!(lang, "score-late"), card.late.to_string()),
                    (t!(lang, "score-missing"), card.missing.to_string()),
                    (t!(lang, "score-returned"), card.returned.to_string()),
                ] { div { dt { (label) } dd { (value) } } }
            }
        }
    }
}

fn item(visit: &Visit, card: &Scorecard, line: &Line, rows: &Rows<'_>) -> Markup {
    let lang = visit.lang;
    html! {
        section .panel .item id={ "item-" (line.item.id) } {
            h2 { (lang.pick(&line.item.title)) " " span .points { (points(line.points)) " / " (plain(line.item.points)) } }
            p .muted { (lang.pick(&line.item.basis)) }
            p .sum { (calculation(lang, card, line)) }
            @if line.causes.is_empty() { p { (t!(lang, "score-nothing-lost")) } }
            @else { (causes(visit, line, rows)) }
        }
    }
}

/// The arithmetic, so that anyone can do it again by hand.
fn calculation(lang: Lang, card: &Scorecard, line: &Line) -> String {
    let (full, got, due) = (plain(line.item.points), points(line.points), card.due);
    match &line.item.kind {
        Kind::Ratio(share) => {
            // Whatever does not hold is a cause.
            let held = card.due - line.causes.len();
            match share {
                Share::OnTime => {
                    t!(lang, "score-sum-on-time", full = full, got = got, due = due, held = held)
                }
                Share::Accepted => {
                    t!(lang, "score-sum-accepted", full = full, got = got, due = due, held = held)
                }
            }
        }
        Kind::Deduct { .. } => {
            let lost: Decimal = line.causes.iter().map(|cause| cause.points).sum();
            let floored = lost > line.item.points;
            let lost = plain(lost);
            if floored {
                t!(lang, "score-sum-floor", full = full, lost = lost)
            } else {
                t!(lang, "score-sum-deduct", full = full, lost = lost, got = got)
            }
        }
    }
}

fn causes(visit: &Visit, line: &Line, rows: &Rows<'_>) -> Markup {
    let lang = visit.lang;
    html! {
        (scroll(lang.pick(&line.item.title), html! { table .facts {
            caption { (t!(lang, "score-causes", count = line.causes.len())) }
            thead { tr {
                th scope="col" { (t!(lang, "duty")) }
                th scope="col" { (t!(lang, "score-cause")) }
                th scope="col" .number { (t!(lang, "score-lost")) }
                th scope="col" { (t!(lang, "due-date")) }
                th scope="col" { (t!(lang, "score-first-sent")) }
            } }
            tbody { @for cause in &line.causes { tr {
                (name(visit, rows, &cause.obligation))
                td { (reason(lang, cause)) }
                td .number { "−" (plain(cause.points)) }
                (dates(visit, rows, &cause.obligation))
            } } }
        } }))
        @if rounded(line) { p { small { (t!(lang, "score-share-note")) } } }
    }
}

fn reason(lang: Lang, cause: &Cause) -> String {
    match cause.reason {
        Reason::Late => t!(lang, "score-reason-late"),
        Reason::Missing => t!(lang, "score-reason-missing"),
        Reason::Returned(times) => t!(lang, "score-reason-returned", times = times),
        Reason::NotAccepted => t!(lang, "score-reason-not-accepted"),
    }
}

/// Whether the shares of a ratio, each rounded, do not add up to what the item lacks.
fn rounded(line: &Line) -> bool {
    let lost: Decimal = line.causes.iter().map(|cause| cause.points).sum();
    matches!(line.item.kind, Kind::Ratio(_)) && lost != line.item.points - line.points
}

fn name(visit: &Visit, rows: &Rows<'_>, id: &ObligationId) -> Markup {
    let place = rows.get(id).and_then(|row| Some((*row, visit.plan().duty(&row.duty_id)?)));
    let name = place.map(|(row, place)| title(visit.lang, place, row));
    html! { th scope="row" { a href={ "/obligations/" (id) } { (name.as_deref().unwrap_or(id.as_str())) } } }
}

/// Two cells: when it was due, and when it was first sent.
fn dates(visit: &Visit, rows: &Rows<'_>, id: &ObligationId) -> Markup {
    let due = rows.get(id).and_then(|row| row.due_at);
    let sent = rows.get(id).and_then(|row| row.first_submitted_at);
    html! {
        td { @if let Some(at) = due { (instant(visit.lang, visit.plan(), visit.now, at)) } }
        td { @if let Some(at) = sent { (moment(visit, at)) } @else { "–" } }
    }
}

/// Everything that counts, also what cost nothing.
fn all(visit: &Visit, due: &[Outcome], rows: &Rows<'_>) -> Markup {
    let lang = visit.lang;
    html! {
        details .panel {
            summary { (t!(lang, "score-all", count = due.len())) }
            p .muted { (t!(lang, "score-all-help")) }
            (scroll(&t!(lang, "score-all", count = due.len()), html! { table .facts {
                thead { tr {
                    th scope="col" { (t!(lang, "duty")) }
                    th scope="col" { (t!(lang, "score-timeliness")) }
                    th scope="col" .number { (t!(lang, "score-returned")) }
                    @for head in [t!(lang, "due-date"), t!(lang, "score-first-sent"), t!(lang, "state")] { th scope="col" { (head) } }
                } }
                tbody { @for outcome in due { tr {
                    (name(visit, rows, &outcome.obligation))
                    td { (timeliness(lang, outcome.timeliness)) }
                    td .number { (outcome.returned) }
                    (dates(visit, rows, &outcome.obligation))
                    td { @if let Some(row) = rows.get(&outcome.obligation) { (light_of(visit, row)) } }
                } } }
            } }))
        }
    }
}

fn timeliness(lang: Lang, timeliness: Timeliness) -> String {
    match timeliness {
        Timeliness::OnTime => t!(lang, "score-on-time"),
        Timeliness::Late => t!(lang, "score-late"),
        Timeliness::Missing => t!(lang, "score-missing"),
        Timeliness::Pending => t!(lang, "light-not-due"),
    }
}
