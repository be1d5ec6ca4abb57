//! The style guide (样式总览): every piece of the design system in each of its states. In the demo only; elsewhere
//! there is no such page.

use maud::{Markup, html};
use time::Duration;

use super::components::{
    Asking, Bar, Field, Head, Order, Part, Point, Stat, Step, Tab, Tone, asking, bars, columns, course,
    crumbs, drop_zone, due_at, empty, gauge, head_row, light, pager, quote, scroll, stats, tabs, toast,
    trend, trend_to,
};
use super::error::{Error, Result};
use super::layout;
use super::visit::Guest;
use crate::domain::obligation::Light;
use crate::words::{self, Lang, t};

pub async fn show(guest: Guest) -> Result<Markup> {
    if !guest.app.config.demo {
        return Err(Error::NotFound);
    }
    let lang = guest.lang;
    let title = t!(lang, "styleguide");
    let sections = [
        (t!(lang, "style-tokens"), tokens()),
        (t!(lang, "style-lights"), lights(lang)),
        (t!(lang, "due-date"), dates(&guest)),
        (t!(lang, "style-buttons"), buttons(lang)),
        (t!(lang, "style-fields"), fields(lang)),
        (t!(lang, "style-table"), table(lang)),
        (t!(lang, "style-navigation"), navigation(lang)),
        (t!(lang, "style-said"), said(lang)),
        (t!(lang, "style-figures"), figures(lang)),
        (t!(lang, "history"), timeline(&guest)),
        (t!(lang, "style-charts"), charts(lang)),
    ];
    Ok(layout::bare(
        &guest.app.plan,
        lang,
        "/styleguide",
        &title,
        html! { main #main .guide {
            h1 { (title) }
            p .prose { (t!(lang, "style-intro")) }
            @for (heading, sample) in sections { section { h2 { (heading) } (sample) } }
        } },
    ))
}

/// The colours by the names that the stylesheet gives them.
fn tokens() -> Markup {
    const COLOURS: [&str; 16] = [
        "paper",
        "ground",
        "sunken",
        "ink",
        "muted",
        "line",
        "edge",
        "accent",
        "accent-soft",
        "focus",
        "green",
        "olive",
        "blue",
        "yellow",
        "orange",
        "red",
    ];
    html! { ul .swatches { @for name in COLOURS { li { span class={ "swatch " (name) } {} code { "--" (name) } } } } }
}

fn lights(lang: Lang) -> Markup {
    const LIGHTS: [Light; 8] = [
        Light::NotDue,
        Light::DueSoon,
        Light::Submitted,
        Light::Returned,
        Light::Overdue,
        Light::AcceptedOnTime,
        Light::AcceptedLate,
        Light::Exempt,
    ];
    html! { p .lights { @for each in LIGHTS { (light(lang, each)) " " } span .mark { (t!(lang, "unit-placeholder")) } } }
}

/// Past, today, ahead; without a due date; and where it no longer matters.
fn dates(guest: &Guest) -> Markup {
    let (lang, plan, now) = (guest.lang, &guest.app.plan, guest.now);
    let days = [-9, 0, 1, 20].map(|days| Some(now.plus(Duration::days(days))));
    html! { ul .plain {
        @for at in days { li { (due_at(lang, plan, now, at, true)) } }
        li { (due_at(lang, plan, now, days[3], false)) }
        li { (due_at(lang, plan, now, None, true)) }
    } }
}

fn buttons(lang: Lang) -> Markup {
    let sample = Asking {
        id: "sample",
        label: &t!(lang, "exempt"),
        text: &t!(lang, "exempt-help"),
        is_danger: true,
        is_open: false,
        action: "/language",
    };
    html! {
        div .buttons {
            button .primary type="button" { (t!(lang, "submit")) }
            button type="button" { (t!(lang, "save")) }
            button .danger type="button" { (t!(lang, "return")) }
            button type="button" disabled { (t!(lang, "save")) }
            button .link type="button" { (t!(lang, "sign-out")) }
            a .button href="#main" { (t!(lang, "go-review")) }
        }
        h3 { (t!(lang, "style-asking")) }
        // Chooses the language that is chosen already: a form that changes nothing.
        (asking(lang, &sample, html! {
            input type="hidden" name="lang" value=(lang.tag());
            input type="hidden" name="next" value="/styleguide";
        }))
    }
}

fn fields(lang: Lang) -> Markup {
    let (name, email, role) = (t!(lang, "account-name"), t!(lang, "account-email"), t!(lang, "account-role"));
    let (reason, files) = (t!(lang, "reason"), t!(lang, "evidence"));
    let (help, missing, wrong) =
        (t!(lang, "account-email-help"), t!(lang, "refused-reason-missing"), t!(lang, "account-email-wrong"));
    let roles: Vec<_> = crate::domain::access::Role::ALL
        .iter()
        .map(|role| (role.as_str(), words::role(lang, *role)))
        .collect();
    let limit = t!(lang, "files-help", limit = 50, files = 20);
    html! { form .stack.narrow.panel method="get" action="/styleguide" {
        (Field::new("name", &name).required().line(lang, "text", "高敏", "off"))
        (Field::new("email", &email).help(&help).faults([wrong.as_str()]).line(lang, "email", "gaomin@", "off"))
        (Field::new("role", &role).choice(lang, &roles, "liaison", &t!(lang, "account-choose")))
        (Field::new("reason", &reason).required().faults([missing.as_str()]).text(lang, 3, ""))
        (Field::new("files", &files).help(&limit).view(lang, |control| drop_zone(lang, control)))
        label .check { input type="checkbox" name="nil"; (t!(lang, "nil-return-choice")) }
    } }
}

fn table(lang: Lang) -> Markup {
    let heads = [
        Head::new(t!(lang, "unit")).sorts("unit", "/styleguide?sort=unit".to_owned(), None),
        Head::new(t!(lang, "state")),
        Head::number(t!(lang, "score-total")).sorts(
            "points",
            "/styleguide?sort=points".to_owned(),
            Some(Order::Descending),
        ),
    ];
    html! { (scroll(&t!(lang, "style-table"), html! { table {
        caption { (t!(lang, "style-table-caption")) }
        (head_row(lang, &heads))
        tbody { @for (unit, state, points) in [("区教育局", Light::AcceptedOnTime, "98.00"), ("区科技局", Light::DueSoon, "92.50"), ("区民政局", Light::Overdue, "86.80")] {
            tr { th scope="row" lang="zh-CN" { (unit) } td { (light(lang, state)) } td .number { (points) } }
        } }
    } })) }
}

fn navigation(lang: Lang) -> Markup {
    let views =
        [(t!(lang, "tab-owed"), Some(12)), (t!(lang, "tab-later"), Some(3)), (t!(lang, "tab-sent"), None)];
    let views = views.map(|(label, count)| Tab {
        href: "/styleguide".to_owned(),
        label,
        count,
        is_here: count == Some(12),
    });
    html! {
        (crumbs(lang, &[("/styleguide", &t!(lang, "nav-projects")), ("/styleguide", "1")]))
        (tabs(&t!(lang, "style-navigation"), &views))
        (pager(lang, 2, true, |page| format!("/styleguide?page={page}")))
    }
}

/// What the program says: done, wrong, to be noticed, not there yet; and what the plan says.
fn said(lang: Lang) -> Markup {
    html! {
        (toast(lang, &t!(lang, "done-submitted")))
        p .fault { (t!(lang, "submission-has-faults")) }
        p .notice { (t!(lang, "calendar-unknown", year = "2027")) }
        (empty(&t!(lang, "reviews-empty")))
        (quote(lang, "每双月15日前报送信用体系建设情况。"))
    }
}

fn figures(lang: Lang) -> Markup {
    stats(&[
        Stat { label: html! { (t!(lang, "headline-due")) }, value: "648".to_owned(), note: html! {} },
        Stat {
            label: html! { (t!(lang, "headline-on-time")) },
            value: "89.2%".to_owned(),
            note: html! { span .muted { (t!(lang, "items", n = 578)) } },
        },
        Stat {
            label: light(lang, Light::Overdue),
            value: "28".to_owned(),
            note: html! { span .muted { (t!(lang, "in-units", n = 13)) } },
        },
    ])
}

fn timeline(guest: &Guest) -> Markup {
    let lang = guest.lang;
    let at = |days| {
        let at = guest.now.plus(Duration::days(days)).in_zone(guest.app.plan.zone);
        html! { time { (words::exact(at)) } }
    };
    let step = |tone, days, what: String, detail: Option<String>| Step {
        tone,
        at: at(days),
        what: html! { (what) },
        detail: detail.map(|text| html! { (text) }),
    };
    let ahead = [step(Tone::Soon, 5, t!(lang, "due-date"), None)];
    let now = html! { (t!(lang, "course-now")) " " (at(0)) };
    let past = [
        step(Tone::OnTime, -1, t!(lang, "act-accepted"), None),
        step(Tone::Returned, -4, t!(lang, "act-returned"), Some(t!(lang, "fault-evidence-missing"))),
        step(Tone::Submitted, -6, t!(lang, "act-submitted"), None),
        step(Tone::NotDue, -9, t!(lang, "act-acknowledged"), None),
    ];
    html! { div .panel { (course(&ahead, &now, &past)) } }
}

fn charts(lang: Lang) -> Markup {
    let months = [(1, Some(965)), (2, Some(920)), (3, Some(874)), (4, None), (5, Some(931)), (6, Some(892))];
    let rates = months.map(|(month, value)| Point {
        label: format!("2026-{month:02}"),
        value,
        words: value.map_or("–".to_owned(), |value| format!("{}.{}%", value / 10, value % 10)),
    });
    let scores = [("0–59", 1), ("60–69", 2), ("70–79", 5), ("80–89", 11), ("90–100", 20)];
    let scores = scores.map(|(label, count)| Point {
        label: label.to_owned(),
        value: Some(count),
        words: count.to_string(),
    });
    let labels =
        [Light::AcceptedOnTime, Light::AcceptedLate, Light::Overdue].map(|each| words::light(lang, each));
    let tones = [Tone::OnTime, Tone::Late, Tone::Overdue];
    let parts: Vec<_> = tones.into_iter().zip(&labels).map(|(tone, label)| Part { tone, label }).collect();
    let units = [("区教育局", [30, 4, 1]), ("区科技局", [22, 1, 0]), ("区民政局", [12, 6, 9])];
    let units = units.map(|(name, counts)| Bar {
        label: html! { span lang="zh-CN" { (name) } },
        parts: tones.into_iter().zip(counts).collect(),
    });
    let target = |label, value: i64| Point { label, value: Some(value), words: format!("{}%", value / 10) };
    let targets = [target(t!(lang, "indicator-target"), 900), target(t!(lang, "indicator-later"), 1000)];
    let now = Point { label: t!(lang, "indicator-now"), value: Some(625), words: "62.5%".to_owned() };
    html! { div .columns.even {
        (trend(lang, &t!(lang, "score-rate"), 1000, &rates))
        (trend_to(lang, &t!(lang, "indicator-course"), 1000, &targets, &rates))
        (gauge(lang, &t!(lang, "indicator-against-target"), Tone::Soon, 1000, &now, &targets))
        (columns(lang, &t!(lang, "score-total"), Tone::Submitted, &scores))
        (bars(lang, &t!(lang, "progress"), &parts, &units))
    } }
}
