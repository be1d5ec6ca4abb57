//! The lines of a scorecard (评分项), and everything that counts.

use std::collections::HashMap;

use maud::{Markup, html};

use super::card::Card;
use crate::domain::ids::{FigureId, ObligationId};
use crate::domain::obligation::{Obligation, Timeliness};
use crate::domain::scoring::rules::Item;
use crate::domain::scoring::{Outcome, Scorecard};
use crate::web::components::{instant, light_of, moment, scroll, unit_name};
use crate::web::visit::Visit;
use crate::words::scoring::{ExplainedCause, ExplainedLine, Wording};
use crate::words::{Lang, separator, t};

/// The unit's obligations by id, for dates and lights.
type Rows<'a> = HashMap<&'a ObligationId, &'a Obligation>;

/// Each class's lines below its name, bonuses last.
pub fn view(visit: &Visit, card: &Card<'_>, own: &Scorecard, lines: &[ExplainedLine]) -> Markup {
    let lang = visit.lang;
    let words = card.words(visit);
    let rows: Rows<'_> = card.rows.iter().map(|row| (&row.id, row)).collect();
    let item_of = |line: &ExplainedLine| card.loaded.rules.item(&line.item);
    let of = |is: &dyn Fn(&Item) -> bool| -> Vec<(&Item, &ExplainedLine)> {
        lines.iter().filter_map(|line| Some((item_of(line)?, line))).filter(|(item, _)| is(item)).collect()
    };
    let classes = card.loaded.rules.classes.iter().map(|class| {
        (
            lang.pick(&class.title).to_owned(),
            of(&|item| !item.bonus && item.class.as_ref() == Some(&class.id)),
        )
    });
    let none = (t!(lang, "sc-lines"), of(&|item| !item.bonus && item.class.is_none()));
    let bonus = (t!(lang, "sc-bonuses"), of(&|item| item.bonus));
    let parts = classes.chain([none, bonus]).filter(|(_, lines)| !lines.is_empty());
    html! { @for (title, lines) in parts {
        h2 .class { (title) }
        @for (item, line) in lines { (one(visit, card, &words, item, line, own, &rows)) }
    } }
}

fn one(
    visit: &Visit,
    card: &Card<'_>,
    words: &Wording<'_>,
    item: &Item,
    line: &ExplainedLine,
    own: &Scorecard,
    rows: &Rows<'_>,
) -> Markup {
    let lang = visit.lang;
    let waits = own.waiting().any(|waiting| waiting.item == line.item);
    html! {
        section .panel .item id={ "item-" (line.item) } {
            h3 { span { (line.title) @if waits { " " span .mark { (t!(lang, "sc-waits")) } } } " " span .points { (line.points) } }
            @for sum in &line.sums { p .sum { (sum) } }
            (causes(visit, line, rows))
            (sources(visit, card, words, item))
            p .muted { (lang.pick(&item.basis)) " · "
                @if let Some(unit) = &item.scored_by { (t!(lang, "sc-scored-by", unit = unit_name(lang, visit.plan(), unit))) " · " }
                a href={ "/scores/rules#item-" (item.id) } { (t!(lang, "sc-rule-link")) span .hidden { (line.title) } }
            }
        }
    }
}

fn causes(visit: &Visit, line: &ExplainedLine, rows: &Rows<'_>) -> Markup {
    let lang = visit.lang;
    let has_sums = line.causes.iter().any(|cause| cause.sum.is_some());
    let has_dates = line.causes.iter().any(|cause| cause.obligation.is_some());
    html! { @if line.causes.iter().any(|cause| !cause.is_in_sum) {
        (scroll(&line.title, html! { table .facts {
            caption { (t!(lang, "sc-causes", count = line.causes.len())) }
            thead { tr {
                @if has_dates { th scope="col" { (t!(lang, "duty")) } }
                th scope="col" { (t!(lang, "score-cause")) }
                @if has_sums { th scope="col" { (t!(lang, "sc-sum-head")) } }
                th scope="col" .number { (t!(lang, "sc-points-head")) }
                @if has_dates { th scope="col" { (t!(lang, "due-date")) } th scope="col" { (t!(lang, "score-first-sent")) } }
            } }
            tbody { @for cause in &line.causes { tr {
                @if has_dates { th scope="row" { (what(lang, cause)) } }
                td .detail { (cause.why) }
                @if has_sums { td { (cause.sum.as_deref().unwrap_or_default()) } }
                td .number { (cause.points) }
                @if has_dates { (dates(visit, rows, cause.obligation.as_ref())) }
            } } }
        } }))
    } }
}

/// What it happened to, which opens it.
fn what(lang: Lang, cause: &ExplainedCause) -> Markup {
    html! {
        @if let Some(id) = &cause.obligation { a href={ "/obligations/" (id) } { (cause.what) } }
        @else { (t!(lang, "sc-the-item")) }
    }
}

/// Where an item's figures come from: the reports that say them, and those that should and are not there.
fn sources(visit: &Visit, card: &Card<'_>, words: &Wording<'_>, item: &Item) -> Markup {
    let lang = visit.lang;
    let figures = item.figures();
    let has = |id: &FigureId| figures.contains(&id);
    let asks = |outcome: &&Outcome| {
        let place = visit.plan().duty(&outcome.duty);
        place.is_some_and(|place| place.duty.figures.iter().any(|figure| has(&figure.id)))
    };
    let asked = outcomes(card).iter().filter(asks);
    let (there, missing): (Vec<&Outcome>, Vec<&Outcome>) = asked.partition(|outcome| outcome.reported);
    let listed = |label: String, reports: &[&Outcome]| {
        html! { @if !reports.is_empty() {
            p .sources { (label) @for (at, outcome) in reports.iter().enumerate() {
                @if at > 0 { (separator(lang)) }
                a href={ "/obligations/" (outcome.obligation) } { (words.obligation(&outcome.obligation)) }
            } }
        } }
    };
    html! { (listed(t!(lang, "sc-sources"), &there)) (listed(t!(lang, "sc-sources-missing"), &missing)) }
}

fn outcomes<'a>(card: &Card<'a>) -> &'a [Outcome] {
    let unit = card.loaded.inputs.unit(&card.unit.id);
    unit.map_or(&[], |unit| &unit.outcomes)
}

/// Two cells: when it was due, and when it was first sent.
fn dates(visit: &Visit, rows: &Rows<'_>, id: Option<&ObligationId>) -> Markup {
    let row = id.and_then(|id| rows.get(id));
    html! {
        td { @if let Some(at) = row.and_then(|row| row.due_at) { (instant(visit.lang, visit.plan(), visit.now, at)) } }
        td { @if let Some(at) = row.and_then(|row| row.first_submitted_at) { (moment(visit, at)) } @else if id.is_some() { "–" } }
    }
}

/// Everything that counts, also what cost nothing.
pub fn all(visit: &Visit, card: &Card<'_>) -> Markup {
    let lang = visit.lang;
    let words = card.words(visit);
    let rows: Rows<'_> = card.rows.iter().map(|row| (&row.id, row)).collect();
    // What has no date counts for items that name it, and stands there.
    let dated = |outcome: &&Outcome| outcome.timeliness != Timeliness::Pending;
    let counted: Vec<&Outcome> = outcomes(card).iter().filter(dated).collect();
    html! {
        details .panel .counted {
            summary { (t!(lang, "score-all", count = counted.len())) }
            p .muted { (t!(lang, "score-all-help")) }
            (scroll(&t!(lang, "score-all", count = counted.len()), html! { table .facts {
                thead { tr {
                    th scope="col" { (t!(lang, "duty")) }
                    th scope="col" { (t!(lang, "score-timeliness")) }
                    th scope="col" .number { (t!(lang, "score-returned")) }
                    @for head in [t!(lang, "due-date"), t!(lang, "score-first-sent"), t!(lang, "state")] { th scope="col" { (head) } }
                } }
                tbody { @for outcome in counted { tr {
                    th scope="row" { a href={ "/obligations/" (outcome.obligation) } { (words.obligation(&outcome.obligation)) } }
                    td { (timeliness(lang, outcome)) }
                    td .number { (outcome.returned) }
                    (dates(visit, &rows, Some(&outcome.obligation)))
                    td { @if let Some(row) = rows.get(&outcome.obligation) { (light_of(visit, row)) } }
                } } }
            } }))
        }
    }
}

fn timeliness(lang: Lang, outcome: &Outcome) -> String {
    match outcome.timeliness {
        Timeliness::OnTime => t!(lang, "score-on-time"),
        Timeliness::Late if outcome.days_late > 0 => t!(lang, "sc-late", days = outcome.days_late),
        Timeliness::Late => t!(lang, "sc-late-same-day"),
        Timeliness::Missing => t!(lang, "score-missing"),
        Timeliness::Pending => t!(lang, "sc-undated"),
    }
}
