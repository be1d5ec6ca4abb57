//! One indicator: its course month by month, each unit's part with where it was reported, and what was corrected.

use maud::{Markup, html};

use super::{marks, month, most, scaled, sees, standing, trend, verdict};
use crate::domain::correction::{Altered, altered};
use crate::domain::ids::ObligationId;
use crate::domain::indicator::{Indicator, Line, Measure, Series};
use crate::store::corrections::Listed;
use crate::web::components::{
    Point, badge, crumbs, empty, moment, obligation_name, quote, scroll, trend_to, unit_link,
};
use crate::web::layout;
use crate::web::visit::Visit;
use crate::words::{self, t};

pub fn view(visit: &Visit, of: &Indicator, series: &Series, corrected: &[Listed]) -> Markup {
    let (lang, title) = (visit.lang, visit.lang.pick(&of.title));
    layout::page(
        visit,
        title,
        html! {
            (crumbs(lang, &[("/indicators", &t!(lang, "nav-indicators"))]))
            h1 { (title) }
            section .panel.standing {
                (standing(visit, of, series))
                (quote(lang, &of.quote))
                @if let Some(assumed) = &of.assumed { p .muted { (t!(lang, "plan-assumed")) (assumed) } }
            }
            @if series.points.is_empty() { (empty(&t!(lang, "indicator-empty"))) }
            @else { (course(visit, of, series)) (units(visit, of, series)) }
            (corrections(visit, of, corrected))
        },
    )
}

fn course(visit: &Visit, of: &Indicator, series: &Series) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let point = |point: &crate::domain::indicator::Point| Point {
        label: month(visit, point),
        value: scaled(point.measured.as_ref().and_then(|measured| measured.value)),
        words: words::indicator_value(lang, plan, of, point.measured.as_ref()),
    };
    let points: Vec<Point> = series.points.iter().map(point).collect();
    html! {
        h2 { (t!(lang, "indicator-course")) }
        (trend_to(lang, &t!(lang, "indicator-district"), most(of, series), &marks(visit, of), &points))
        p .muted { (t!(lang, "indicator-course-help")) }
        (periods(visit, of, series))
    }
}

fn periods(visit: &Visit, of: &Indicator, series: &Series) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    html! { (scroll(&t!(lang, "indicator-by-period"), html! { table .facts {
        caption { (t!(lang, "indicator-by-period")) }
        thead { tr {
            th scope="col" { (t!(lang, "indicator-month")) }
            th scope="col" .number { (t!(lang, "chart-value")) }
            (part_heads(visit, of))
            th scope="col" .number { (t!(lang, "indicator-given-by")) }
            th scope="col" { (t!(lang, "indicator-target")) }
            th scope="col" { (t!(lang, "indicator-trend")) }
        } }
        tbody { @for point in &series.points {
            @let (tone, verdict) = verdict(lang, point.measured.as_ref());
            tr {
                th scope="row" { (month(visit, point)) }
                td .number { strong { (words::indicator_value(lang, plan, of, point.measured.as_ref())) } }
                (part_cells(of, point))
                td .number { (point.units) }
                td { (badge(tone, &verdict)) }
                td { (trend(lang, point.trend)) }
            }
        } }
    } })) }
}

/// The figures by their names, the numerator first.
fn part_heads(visit: &Visit, of: &Indicator) -> Markup {
    let label = |id| {
        visit
            .plan()
            .figure(id)
            .map_or_else(|| id.to_string(), |figure| visit.lang.pick(&figure.label).to_owned())
    };
    html! { @for id in of.measure.figures() { th scope="col" .number { (label(id)) } } }
}

fn part_cells(of: &Indicator, point: &crate::domain::indicator::Point) -> Markup {
    let measured = point.measured.as_ref();
    let number = |n: Option<i64>| n.map_or_else(|| "—".to_owned(), |n| n.to_string());
    html! {
        td .number { (number(measured.map(|measured| measured.numerator))) }
        @if let Measure::Ratio { .. } = of.measure { td .number { (number(measured.and_then(|measured| measured.denominator))) } }
    }
}

fn units(visit: &Visit, of: &Indicator, series: &Series) -> Markup {
    let lang = visit.lang;
    let lines: Vec<&Line> = series.units.iter().filter(|line| sees(visit, &line.unit_id)).collect();
    html! {
        h2 { (t!(lang, "indicator-by-unit")) }
        @if visit.user.unit_id.is_some() { p .muted { (t!(lang, "indicator-own-only")) } }
        @if lines.is_empty() { (empty(&t!(lang, "indicator-own-none"))) }
        @else { (scroll(&t!(lang, "indicator-by-unit"), html! { table .facts {
            caption .hidden { (t!(lang, "indicator-by-unit")) }
            thead { tr {
                th scope="col" { (t!(lang, "unit")) }
                th scope="col" .number { (t!(lang, "chart-value")) }
                (part_heads(visit, of))
                th scope="col" { (t!(lang, "indicator-trend")) }
                th scope="col" { (t!(lang, "indicator-source")) }
            } }
            tbody { @for line in lines { (unit(visit, of, line)) } }
        } })) }
    }
}

fn unit(visit: &Visit, of: &Indicator, line: &Line) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    html! { @if let Some(last) = line.points.last() { tr {
        th scope="row" { (unit_link(lang, plan, &line.unit_id)) }
        td .number { strong { (words::indicator_value(lang, plan, of, last.measured.as_ref())) } }
        (part_cells(of, last))
        td { (trend(lang, last.trend)) }
        td { @for id in sources(line) { div { a href={ "/obligations/" (id) } { (report_name(visit, id)) } } } }
    } } }
}

/// What the last value came from: it may be carried forward from an earlier month.
fn sources(line: &Line) -> &[ObligationId] {
    let latest = line.points.iter().rev().find(|point| !point.sources.is_empty());
    latest.map_or(&[], |point| &point.sources)
}

/// Without the unit, which stands in the row's head.
fn report_name(visit: &Visit, id: &ObligationId) -> String {
    let name = obligation_name(visit.lang, visit.plan(), id.as_str());
    let name = name.as_deref().and_then(|name| name.split_once(" · "));
    name.map_or_else(|| id.to_string(), |(_, rest)| rest.to_owned())
}

fn corrections(visit: &Visit, of: &Indicator, corrected: &[Listed]) -> Markup {
    let lang = visit.lang;
    let seen = corrected.iter().filter(|each| sees(visit, &each.unit_id));
    let rows: Vec<(&Listed, Vec<Altered>)> =
        seen.map(|each| (each, of_this(of, each))).filter(|(_, changes)| !changes.is_empty()).collect();
    html! { @if !rows.is_empty() {
        h2 { (t!(lang, "indicator-corrections")) }
        ul .plain { @for (each, changes) in &rows { li .correction { (correction(visit, each, changes)) } } }
    } }
}

/// Of the figures that it altered, those that this indicator is made of.
fn of_this(of: &Indicator, each: &Listed) -> Vec<Altered> {
    let mut changes = altered(&each.before, &each.figures);
    changes.retain(|change| of.measure.figures().any(|id| *id == change.figure));
    changes
}

fn correction(visit: &Visit, each: &Listed, changes: &[Altered]) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let name = obligation_name(lang, plan, each.id.as_str()).unwrap_or_else(|| each.id.to_string());
    html! {
        (moment(visit, each.at)) " · " (each.user_name) " · " a href={ "/obligations/" (each.id) } { (name) } br;
        @if let Some(place) = plan.duty(&each.duty_id) { (words::altered(lang, place.duty, changes)) br; }
        (t!(lang, "labelled", label = t!(lang, "reason"))) (each.reason)
    }
}
