//! Pieces that several pages share: functions of plain data.

use maud::{Markup, html};

use super::visit::Visit;
use crate::domain::ids::UnitId;
use crate::domain::obligation::{Light, Obligation, State, Timeliness};
use crate::domain::period::Span;
use crate::domain::plan::{Place, Plan, Project, Unit};
use crate::domain::progress::Progress;
use crate::domain::timestamp::Timestamp;
use crate::words::t;
use crate::words::{self, Lang};

/// A light: shape, colour and word, never colour alone.
pub fn light(lang: Lang, light: Light) -> Markup {
    let (class, shape) = look(light);
    html! { span class={ "light " (class) } { span aria-hidden="true" { (shape) } " " (words::light(lang, light)) } }
}

/// A light and how many have it.
pub fn light_count(lang: Lang, light: Light, count: i64) -> Markup {
    let (class, shape) = look(light);
    html! { span class={ "light " (class) } { span aria-hidden="true" { (shape) } " " (words::light(lang, light)) " " (count) } }
}

/// Every light there is with its count, worst first.
pub fn lights(lang: Lang, progress: &Progress) -> Markup {
    html! { span .lights { @for (light, count) in progress.lights() { (light_count(lang, light, count)) " " } } }
}

/// Class and shape of a light.
fn look(light: Light) -> (&'static str, &'static str) {
    match light {
        Light::NotDue => ("not-due", "○"),
        Light::Exempt => ("exempt", "–"),
        Light::AcceptedOnTime => ("on-time", "✓"),
        Light::AcceptedLate => ("late", "✓"),
        Light::Submitted => ("submitted", "◆"),
        Light::DueSoon => ("soon", "▲"),
        Light::Returned => ("returned", "↩"),
        Light::Overdue => ("overdue", "■"),
    }
}

/// The light of an obligation as it stands now.
pub fn light_of(visit: &Visit, obligation: &Obligation) -> Markup {
    let current = obligation.light(visit.now, visit.plan().soon(visit.now));
    html! {
        @if let Some(current) = current { (light(visit.lang, current)) }
        @else { span .muted { (words::state(visit.lang, State::Retired)) } }
        @if obligation.state == State::Submitted && obligation.timeliness(visit.now) == Timeliness::Late {
            " " span .muted { (t!(visit.lang, "sent-late")) }
        }
    }
}

/// A due date: the day and the days left in words, the exact time on hover.
pub fn due(visit: &Visit, obligation: &Obligation) -> Markup {
    let Some(at) = obligation.due_at else {
        return html! { span .muted { (t!(visit.lang, "no-due-date")) } };
    };
    html! {
        (instant(visit.lang, visit.plan(), visit.now, at))
        @if obligation.state.is_owed() {
            " " span .days { (words::days_left(visit.lang, visit.plan(), visit.now, at)) }
        }
    }
}

/// A day in words with the exact time on hover.
pub fn instant(lang: Lang, plan: &Plan, now: Timestamp, at: Timestamp) -> Markup {
    let local = at.in_zone(plan.zone);
    html! {
        time datetime=(at) title=(words::exact(local)) {
            (words::date(lang, local.date(), plan.local_date(now)))
        }
    }
}

/// Date and time of something that happened.
pub fn moment(visit: &Visit, at: Timestamp) -> Markup {
    html! { time datetime=(at) { (words::exact(at.in_zone(visit.plan().zone))) } }
}

pub fn unit_name<'a>(lang: Lang, plan: &'a Plan, id: &'a UnitId) -> &'a str {
    plan.unit(id).map_or(id.as_str(), |unit| lang.pick(&unit.name))
}

/// Several units by name, in the order given.
pub fn unit_names(lang: Lang, plan: &Plan, ids: &[UnitId]) -> String {
    let names: Vec<&str> = ids.iter().map(|id| unit_name(lang, plan, id)).collect();
    names.join(match lang {
        Lang::Zh => "、",
        Lang::En => ", ",
    })
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
    const NUMERALS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let nth = usize::try_from(project.number - 1).ok().and_then(|at| NUMERALS.get(at));
    let number = match (lang, nth) {
        (Lang::Zh, Some(numeral)) => (*numeral).to_owned(),
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

/// A quote of the plan's text (原文).
pub fn quote(lang: Lang, text: &str) -> Markup {
    html! { blockquote lang="zh-CN" { (text) footer { (t!(lang, "from-the-plan")) } } }
}

/// Around a table that may be wider than a phone: it scrolls by itself, also with the keyboard, and says what
/// it is.
pub fn scroll(label: &str, table: Markup) -> Markup {
    html! { div .scroll tabindex="0" role="region" aria-label=(label) { (table) } }
}

/// The same for a table whose head must stay in sight; `fit` says that a desk's width holds it.
pub fn scroll_tall(label: &str, fit: bool, table: Markup) -> Markup {
    html! { div .scroll.tall.fit[fit] tabindex="0" role="region" aria-label=(label) { (table) } }
}

/// What will stand here, and when.
pub fn empty(text: &str) -> Markup {
    html! { p .empty { (text) } }
}

/// Earlier and later pages of a list; `href` gives a page's address.
pub fn pager(lang: Lang, page: i64, more: bool, href: impl Fn(i64) -> String) -> Markup {
    html! {
        @if page > 1 || more {
            nav .pager aria-label=(t!(lang, "pager")) {
                @if page > 1 { a href=(href(page - 1)) rel="prev" { (t!(lang, "previous-page")) } }
                span { (t!(lang, "page-number", page = page)) }
                @if more { a href=(href(page + 1)) rel="next" { (t!(lang, "next-page")) } }
            }
        }
    }
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
