//! The rules (评分规则) for everybody: what is scored, by whom, on what, and what costs or gives how much.

use maud::{Markup, html};

use super::frame;
use crate::domain::scoring::rules::{Item, Rules};
use crate::web::components::{scroll, unit_link, unit_names};
use crate::web::layout;
use crate::web::visit::Visit;
use crate::words::scoring::{Wording, exact};
use crate::words::{separator, t};

pub fn view(visit: &Visit) -> Markup {
    let (lang, rules) = (visit.lang, &visit.plan().scoring);
    let words = frame::wording(visit);
    let heading = t!(lang, "sc-rules");
    layout::page(
        visit,
        &heading,
        html! {
            h1 { (heading) " " span .muted { (t!(lang, "sc-rules-edition", version = rules.version.to_string())) } }
            (frame_of(visit, rules))
            (contents(visit, rules))
            (items(visit, rules, &words))
            (grades(visit, rules, &words))
            (periods(visit, rules, &words))
            (groups(visit, rules))
        },
    )
}

/// What holds for all items.
fn frame_of(visit: &Visit, rules: &Rules) -> Markup {
    let lang = visit.lang;
    let full = exact(rules.full);
    let roles = &rules.roles;
    html! {
        section .panel { dl .facts {
            dt { (t!(lang, "sc-full")) } dd { (full) @if let Some(scale) = rules.scale { (t!(lang, "in-brackets", text = t!(lang, "sc-scaled-to", full = exact(scale)))) } }
            @if let Some(cap) = rules.bonus_cap { dt { (t!(lang, "sc-bonuses")) } dd { (t!(lang, "sc-at-most", points = exact(cap))) } }
            @if !rules.classes.is_empty() {
                dt { (t!(lang, "sc-classes")) }
                dd { (rules.classes.iter().map(|class| format!("{} {}", lang.pick(&class.title), exact(class.weight))).collect::<Vec<_>>().join(separator(lang))) }
            }
            dt { (t!(lang, "sc-roles")) }
            dd { (t!(lang, "sc-roles-are", lead = exact(roles.lead), responsible = exact(roles.responsible), assist = exact(roles.assist))) }
            @for multiplier in &rules.multipliers {
                dt { (lang.pick(&multiplier.title)) }
                dd { (t!(lang, "sc-multiplier-is", n = multiplier.duties_at_most, times = exact(multiplier.deductions))) }
            }
            dt { (t!(lang, "sc-decimals")) } dd { (t!(lang, "sc-decimals-are", places = rules.places.to_string())) }
            dt { (t!(lang, "sc-reply")) } dd { (t!(lang, "sc-reply-is", days = i64::from(rules.reply_days))) }
        } }
    }
}

/// All items in one look.
fn contents(visit: &Visit, rules: &Rules) -> Markup {
    let lang = visit.lang;
    html! {
        (scroll(&t!(lang, "sc-items-all"), html! { table .contents {
            caption { (t!(lang, "sc-items-all")) }
            thead { tr { th scope="col" { (t!(lang, "sc-line")) } th scope="col" { (t!(lang, "sc-class-head")) } th scope="col" .number { (t!(lang, "sc-worth")) } } }
            tbody { @for item in &rules.items { tr {
                th scope="row" { a href={ "#item-" (item.id) } { (lang.pick(&item.title)) } }
                td { (class_of(visit, rules, item)) }
                td .number { @if item.bonus { (t!(lang, "sc-up-to", points = exact(item.points))) } @else { (exact(item.points)) } }
            } } }
        } }))
    }
}

fn class_of(visit: &Visit, rules: &Rules, item: &Item) -> String {
    let class = item.class.as_deref().and_then(|id| rules.classes.iter().find(|class| class.id == id));
    match class {
        _ if item.bonus => t!(visit.lang, "sc-bonuses"),
        Some(class) => visit.lang.pick(&class.title).to_owned(),
        None => t!(visit.lang, "sc-lines"),
    }
}

fn items(visit: &Visit, rules: &Rules, words: &Wording<'_>) -> Markup {
    html! { @for item in &rules.items { (one(visit, words, item)) } }
}

fn one(visit: &Visit, words: &Wording<'_>, item: &Item) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let groups: Vec<String> = item.groups.iter().map(|group| words.group(Some(group))).collect();
    html! {
        section .panel .item id={ "item-" (item.id) } {
            h2 { (lang.pick(&item.title)) " " span .points { (class_of(visit, words.rules, item)) " · " (exact(item.points)) } }
            p .sum { (words.kind(item)) }
            dl .facts {
                dt { (t!(lang, "sc-basis")) } dd { (lang.pick(&item.basis)) }
                @if let Some(unit) = &item.scored_by { dt { (t!(lang, "sc-scorer")) } dd { (unit_link(lang, plan, unit)) } }
                @if let Some(evidence) = &item.evidence { dt { (t!(lang, "sc-evidence")) } dd { (lang.pick(evidence)) } }
                (duties(visit, item))
                @if item.grace > 0 { dt { (t!(lang, "sc-grace")) } dd { (t!(lang, "sc-grace-is", days = i64::from(item.grace))) } }
                @if !groups.is_empty() { dt { (t!(lang, "sc-group")) } dd { (groups.join(separator(lang))) } }
                @if let Some(absent) = words.if_absent(item) { dt { (t!(lang, "sc-absent-head")) } dd { (absent) } }
            }
        }
    }
}

/// The duties that it looks at, each leading to its task.
fn duties(visit: &Visit, item: &Item) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let Some(duties) = &item.duties else { return html! {} };
    html! {
        dt { (t!(lang, "sc-duties")) }
        dd { ul .plain { @for place in duties.iter().filter_map(|duty| plan.duty(duty)) {
            li { a href={ "/tasks/" (place.task.id) } { (place.task.id) " " (lang.pick(&place.duty.title)) } }
        } } }
    }
}

fn grades(visit: &Visit, rules: &Rules, words: &Wording<'_>) -> Markup {
    let lang = visit.lang;
    html! {
        @if !rules.grades.is_empty() {
            section .panel #grades { h2 { (t!(lang, "score-grade")) }
                dl .facts { @for grade in &rules.grades { dt { (lang.pick(&grade.title)) } dd { (words.grade_rule(grade)) } } } }
        }
        @if !rules.conditions.is_empty() {
            section .panel #conditions { h2 { (t!(lang, "sc-conditions")) }
                dl .facts { @for condition in &rules.conditions { dt { (lang.pick(&condition.title)) } dd { (words.test(&condition.test)) } } }
                @if !rules.vetoes.is_empty() { ul { @for veto in &rules.vetoes { li { (words.veto(veto)) } } } } }
        }
    }
}

fn periods(visit: &Visit, rules: &Rules, words: &Wording<'_>) -> Markup {
    let (lang, year) = (visit.lang, visit.plan().year);
    html! {
        section .panel #periods { h2 { (t!(lang, "sc-periods")) }
            dl .facts { @for assessment in &rules.assessments {
                dt { (lang.pick(&assessment.title)) }
                dd { ul .wrapped { @for span in assessment.spans(year) { li { (words.days(&span)) } } } }
            } } }
    }
}

fn groups(visit: &Visit, rules: &Rules) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    html! { @if !rules.groups.is_empty() {
        section .panel #groups { h2 { (t!(lang, "sc-groups")) }
            dl .facts { @for group in &rules.groups {
                dt { (lang.pick(&group.title)) }
                dd { (unit_names(lang, plan, &group.units.iter().cloned().collect::<Vec<_>>())) }
            } }
            p .muted { (t!(lang, "sc-groups-rest")) } }
    } }
}
