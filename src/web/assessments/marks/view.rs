//! The page of marks: what to judge, its form while the period is a draft, and what was found so far.

use maud::{Markup, html};

use super::{Look, Shown, by_item, by_unit};
use crate::domain::access::{Action, Subject};
use crate::domain::assessment::{Phase, is_judged};
use crate::domain::ids::UnitId;
use crate::store::scores::marks::Row;
use crate::web::assessments::{Input, files};
use crate::web::components::{Field, Tab, crumbs, empty, moment, tabs, unit_name};
use crate::web::form::token_field;
use crate::web::layout;
use crate::web::visit::Visit;
use crate::words::{self, t};

pub(super) fn page(visit: &Visit, shown: &Shown, input: &Input) -> Markup {
    let lang = visit.lang;
    let name = words::span_name(lang, &shown.span);
    let href = format!("/assessments/{}", shown.span.id);
    let is_draft = shown.now.phase == Phase::Draft && visit.may(Action::JudgeScores, Subject::Any);
    let unit: Option<UnitId> = shown.look.unit.parse().ok();
    layout::page(
        visit,
        &t!(lang, "assess-marks"),
        html! {
            (crumbs(lang, &[("/assessments", &t!(lang, "nav-assessments")), (&href, &name)]))
            h1 { (t!(lang, "assess-marks")) }
            @if let Some(notice) = &input.notice { p .notice role="alert" { (notice) } }
            (choices(visit, shown))
            @if let Some(unit) = &unit {
                h2 { (unit_name(lang, visit.plan(), unit)) }
                @if is_draft { (by_unit::form(visit, shown, unit, input)) }
            } @else if let Some(item) = shown.now.rules.item(&shown.look.item) {
                h2 { (lang.pick(&item.title)) }
                p .muted { (lang.pick(&item.basis)) }
                @if is_draft { (by_item::form(visit, shown, item, input)) }
            }
            @if !is_draft { p .notice { (t!(lang, "assess-marks-closed")) } (typed(visit, input)) }
            (made(visit, shown, input, is_draft))
        },
    )
}

/// What was typed in a form that is not there any more, to be copied.
fn typed(visit: &Visit, input: &Input) -> Markup {
    let kept = input.fields.iter().filter(|(name, value)| {
        (name.starts_with("reason") || name.starts_with("points")) && !value.trim().is_empty()
    });
    let kept: Vec<&str> = kept.map(|(_, value)| value.as_str()).collect();
    html! { @if !kept.is_empty() {
        p { (t!(visit.lang, "assess-typed")) }
        pre .typed { (kept.join("\n")) }
    } }
}

/// Judged items as tabs, and a unit to be chosen.
fn choices(visit: &Visit, shown: &Shown) -> Markup {
    let lang = visit.lang;
    let judged = shown.now.rules.items.iter().filter(|item| is_judged(item));
    let tab = |item: &crate::domain::scoring::rules::Item| Tab {
        href: Look { item: item.id.clone(), unit: String::new() }.href(&shown.span.id),
        label: lang.pick(&item.title).to_owned(),
        count: None,
        is_here: shown.look.unit.is_empty() && shown.look.item == item.id,
    };
    html! {
        (tabs(&t!(lang, "assess-by-item"), &judged.map(tab).collect::<Vec<_>>()))
        form .filter.choices method="get" action={ "/assessments/" (shown.span.id) "/marks" } autocomplete="off" data-choices {
            label { (t!(lang, "assess-by-unit")) select name="unit" {
                @for unit in &shown.now.inputs.units {
                    option value=(unit.unit) selected[shown.look.unit == unit.unit.as_str()] { (lang.pick(&unit.name)) }
                }
            } }
            button { (t!(lang, "assess-show-unit")) }
        }
    }
}

/// What was found on this item or of this unit, latest first; withdrawn ones with why.
fn made(visit: &Visit, shown: &Shown, input: &Input, is_draft: bool) -> Markup {
    let lang = visit.lang;
    let is_its = |mark: &&Row| match shown.look.unit.as_str() {
        "" => mark.target == shown.look.item,
        unit => mark.unit_id.as_str() == unit,
    };
    let marks: Vec<&Row> = shown.marks.iter().rev().filter(is_its).collect();
    html! { section {
        h2 { (t!(lang, "assess-made")) }
        @if marks.is_empty() { (empty(&t!(lang, "assess-none-made"))) }
        @for mark in marks { (one(visit, shown, mark, input, is_draft)) }
    } }
}

fn one(visit: &Visit, shown: &Shown, mark: &Row, input: &Input, is_draft: bool) -> Markup {
    let (lang, rules) = (visit.lang, &shown.now.rules);
    let on = rules.item(&mark.target).map(|item| &item.title);
    let on = on.or(rules.condition(&mark.target).map(|condition| &condition.title));
    let on = on.map_or(mark.target.as_str(), |title| lang.pick(title));
    let evidence = shown.evidence.iter().filter(|attached| attached.number == mark.number);
    let evidence: Vec<_> = evidence.map(|attached| (attached.position, &attached.file)).collect();
    html! { article .panel.finding id={ "mark-" (mark.number) } {
        p { strong { (unit_name(lang, visit.plan(), &mark.unit_id)) } " · " (on) " · " (words::verdict(lang, rules, &mark.target, &mark.verdict)) }
        p { (mark.reason) }
        p .muted { (mark.user_name) " " (moment(visit, mark.at)) }
        (files::links(&evidence, |position| format!("/assessments/{}/marks/{}/evidence/{position}", shown.span.id, mark.number)))
        @if let (Some(why), Some(by), Some(at)) = (&mark.withdrawn_reason, &mark.withdrawn_by, mark.withdrawn_at) {
            p .fault { (t!(lang, "assess-withdrawn", by = by.as_str(), why = why.as_str())) " " (moment(visit, at)) }
        } @else if is_draft { (withdrawal(visit, &shown.span.id, mark.number, &query(&shown.look), input)) }
    } }
}

fn query(look: &Look) -> String {
    if look.unit.is_empty() { format!("item={}", look.item) } else { format!("unit={}", look.unit) }
}

/// To take one mark back, with a reason; `next` says which page this is.
pub fn withdrawal(visit: &Visit, period: &str, number: i64, next: &str, input: &Input) -> Markup {
    let lang = visit.lang;
    let form = format!("withdrawal-{number}");
    let (reason, id) = (t!(lang, "reason"), format!("{form}-reason"));
    html! { details open[input.is_of(&form)] {
        summary { (t!(lang, "assess-withdraw")) }
        form method="post" action={ "/assessments/" (period) "/marks/" (number) "/withdrawal" } .stack {
            (token_field(visit))
            input type="hidden" name="next" value=(next);
            (Field::new("reason", &reason).id(&id).required().text(lang, 2, input.value(&form, "reason")))
            div .buttons { button .danger { (t!(lang, "assess-withdraw-it")) } }
        }
    } }
}
