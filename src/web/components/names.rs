//! Names (名称): of units, projects and obligations, a quote of the plan, the size of a file.

use maud::{Markup, html};

use crate::domain::ids::UnitId;
use crate::domain::obligation::Obligation;
use crate::domain::period::{Period, Span};
use crate::domain::plan::{Place, Plan, Project, Unit};
use crate::words::{self, Lang, t};

pub fn unit_name<'a>(lang: Lang, plan: &'a Plan, id: &'a UnitId) -> &'a str {
    plan.unit(id).map_or(id.as_str(), |unit| lang.pick(&unit.name))
}

/// Several units by name, in the order given.
pub fn unit_names(lang: Lang, plan: &Plan, ids: &[UnitId]) -> String {
    let names: Vec<&str> = ids.iter().map(|id| unit_name(lang, plan, id)).collect();
    names.join(words::separator(lang))
}

/// A unit's name, leading to its page, with what is special about it: 占位, 外部.
pub fn unit_link(lang: Lang, plan: &Plan, id: &UnitId) -> Markup {
    html! { a href={ "/units/" (id) } { (unit_name(lang, plan, id)) } @if let Some(unit) = plan.unit(id) { (unit_marks(lang, unit)) } }
}

/// Several of them, in the order given.
pub fn unit_links(lang: Lang, plan: &Plan, ids: &[UnitId]) -> Markup {
    html! { ul .names { @for id in ids { li { (unit_link(lang, plan, id)) } } } }
}

/// 占位 and 外部, with the note on hover.
pub fn unit_marks(lang: Lang, unit: &Unit) -> Markup {
    let note = unit.note.as_deref();
    html! {
        @if unit.placeholder { " " span .mark title=[note] { (t!(lang, "unit-placeholder")) } }
        @if unit.external { " " span .mark title=[note] { (t!(lang, "unit-external")) } }
    }
}

/// 专项工程一 完善组织领导体系
pub fn project_name(lang: Lang, project: &Project) -> String {
    let number = match (lang, project.numeral()) {
        (Lang::Zh, Some(numeral)) => numeral.to_owned(),
        _ => project.number.to_string(),
    };
    t!(lang, "project-name", number = number, title = lang.pick(&project.title))
}

/// An obligation's title: what, and for which period where a year has several.
pub fn title(lang: Lang, place: Place<'_>, obligation: &Obligation) -> String {
    let title = lang.pick(&place.duty.title);
    match obligation.period.span() {
        Some(Span::Year(_)) => title.to_owned(),
        _ => format!("{title} · {}", words::period(lang, &obligation.period)),
    }
}

/// What an obligation is called beside others: unit and duty; its id says both.
pub fn obligation_name(lang: Lang, plan: &Plan, id: &str) -> Option<String> {
    let [duty, unit, period] = id.split('~').collect::<Vec<_>>().try_into().ok()?;
    let (place, unit) = (plan.duty(&duty.parse().ok()?)?, unit.parse().ok()?);
    let period =
        words::period_of_year(lang, plan, &Period::of_key(period)?).map(|period| format!(" · {period}"));
    let (unit, name) = (unit_name(lang, plan, &unit), lang.pick(&place.duty.title));
    Some(format!("{unit} · {name}{}", period.unwrap_or_default()))
}

/// A quote of the plan's text (原文).
pub fn quote(lang: Lang, text: &str) -> Markup {
    html! { blockquote lang="zh-CN" { (text) footer { (t!(lang, "from-the-plan")) } } }
}

/// 1.5 MB and the like, for file sizes.
pub fn size(bytes: i64) -> String {
    const KIB: i64 = 1024;
    const MIB: i64 = 1024 * KIB;
    match bytes {
        ..KIB => format!("{bytes} B"),
        KIB..MIB => format!("{} KB", bytes / KIB),
        _ => format!("{}.{} MB", bytes / MIB, bytes % MIB * 10 / MIB),
    }
}
