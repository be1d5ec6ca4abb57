//! Indicators (指标): where each stands against its target, and how it came there. Everyone sees the district's values;
//! a unit's people of the units' only their own.

use maud::{Markup, html};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::components::{Point, Tone, badge, empty, gauge, quote};
use super::error::{Error, Result};
use super::form::Named;
use super::layout;
use super::visit::Visit;
use crate::domain::access::{Action, Subject};
use crate::domain::ids::{FigureId, IndicatorId, UnitId};
use crate::domain::indicator::{self, Indicator, Line, Measure, Measured, Series, Trend, series};
use crate::store::{corrections, figures};
use crate::words::{self, Lang, t};

mod one;

pub async fn index(visit: Visit) -> Result<Markup> {
    let plan = visit.plan();
    let observations = figures::of_plan(&mut visit.app.db.read().await?, plan).await?;
    let all = plan.indicators.iter().map(|of| (of, series(plan, of, &observations)));
    Ok(list(&visit, &all.collect::<Vec<_>>()))
}

pub async fn show(visit: Visit, Named(id): Named<IndicatorId>) -> Result<Markup> {
    let plan = visit.plan();
    let of = plan.indicator(&id).ok_or(Error::NotFound)?;
    let mut tx = visit.app.db.read().await?;
    let observations = figures::of_plan(&mut tx, plan).await?;
    let corrected = corrections::of_plan(&mut tx, &plan.id).await?;
    Ok(one::view(&visit, of, &series(plan, of, &observations), &corrected))
}

fn list(visit: &Visit, all: &[(&Indicator, Series)]) -> Markup {
    let lang = visit.lang;
    layout::page(
        visit,
        &t!(lang, "nav-indicators"),
        html! {
            h1 { (t!(lang, "nav-indicators")) }
            p .muted.prose { (t!(lang, "indicators-help")) }
            @if all.is_empty() { (empty(&t!(lang, "indicators-none"))) }
            div .indicators { @for (of, series) in all { (panel(visit, of, series)) } }
        },
    )
}

fn panel(visit: &Visit, of: &Indicator, series: &Series) -> Markup {
    let lang = visit.lang;
    html! {
        section .panel id=(of.id) {
            h2 { a href={ "/indicators/" (of.id) } { (lang.pick(&of.title)) } }
            (standing(visit, of, series))
            @if let Some(line) = own(visit, series) {
                p .own { strong { (t!(lang, "labelled", label = t!(lang, "indicator-own-unit"))) }
                    (of_points(visit, of, line)) }
            }
            (quote(lang, &of.quote))
        }
    }
}

/// The district's value in words, against the target as a drawing, and what it is made of.
fn standing(visit: &Visit, of: &Indicator, series: &Series) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let last = series.points.last();
    let measured = last.and_then(|point| point.measured.as_ref());
    let words = words::indicator_value(lang, plan, of, measured);
    let (tone, verdict) = verdict(lang, measured);
    let now = Point {
        label: t!(lang, "indicator-now"),
        value: scaled(measured.and_then(|m| m.value)),
        words: words.clone(),
    };
    html! {
        p .now { strong { (words) } (badge(tone, &verdict)) span .muted { (words::indicator_target(lang, plan, of)) } }
        (gauge(lang, &t!(lang, "indicator-against-target"), tone, most(of, series), &now, &marks(visit, of)))
        @if let (Some(point), Some(measured)) = (last, measured) {
            p { (t!(lang, "labelled", label = t!(lang, "indicator-sum"))) (parts(visit, of, measured)) (t!(lang, "indicator-units", n = point.units))
                br; (t!(lang, "labelled", label = t!(lang, "indicator-trend"))) (trend(lang, point.trend)) }
        } @else { p { (t!(lang, "indicator-nothing-yet")) } }
    }
}

/// A unit's value, from what, and where it was reported.
fn of_points(visit: &Visit, of: &Indicator, line: &Line) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let last = line.points.last();
    let measured = last.and_then(|point| point.measured.as_ref());
    html! {
        (words::indicator_value(lang, plan, of, measured))
        @if let Some(measured) = measured { " · " (parts(visit, of, measured)) }
        @if let Some(point) = last { " · " (trend(lang, point.trend)) }
    }
}

/// The line of the person's own unit.
fn own<'a>(visit: &Visit, series: &'a Series) -> Option<&'a Line> {
    let unit = visit.user.unit_id.as_ref()?;
    series.units.iter().find(|line| line.unit_id == *unit)
}

/// Whether this person sees that unit's values.
fn sees(visit: &Visit, unit: &UnitId) -> bool {
    visit.may(Action::SeeIndicators, Subject::Unit(unit))
}

/// What to make of it, in shape, colour and word.
fn verdict(lang: Lang, measured: Option<&Measured>) -> (Tone, String) {
    let reached = measured.and_then(|measured| Some((measured.is_reached?, measured.is_later_reached)));
    match reached {
        None => (Tone::NotDue, t!(lang, "indicator-no-value")),
        Some((false, _)) => (Tone::Soon, t!(lang, "indicator-below")),
        Some((true, Some(false))) => (Tone::Submitted, t!(lang, "indicator-reached-first")),
        Some((true, _)) => (Tone::OnTime, t!(lang, "indicator-reached")),
    }
}

/// 培训120家 ÷ 黑名单200家
fn parts(visit: &Visit, of: &Indicator, measured: &Measured) -> String {
    let (lang, plan) = (visit.lang, visit.plan());
    let figure = |id: &FigureId, n: i64| {
        let figure = plan.figure(id);
        let label = figure.map_or(id.as_str(), |figure| lang.pick(&figure.label));
        let unit = figure.map_or("", |figure| lang.pick(&figure.unit));
        t!(lang, "indicator-part", label = label, n = n.to_string(), unit = unit)
    };
    match (&of.measure, measured.denominator) {
        (Measure::Ratio { numerator, denominator }, Some(all)) => {
            format!("{} ÷ {}", figure(numerator, measured.numerator), figure(denominator, all))
        }
        (Measure::Ratio { numerator: id, .. } | Measure::Count { figure: id }, _) => {
            figure(id, measured.numerator)
        }
    }
}

/// The shape is the trend's; a word says it too.
fn trend(lang: Lang, trend: Trend) -> Markup {
    let shape = match trend {
        Trend::Up => "↑",
        Trend::Down => "↓",
        Trend::Equal => "→",
        Trend::None => "",
    };
    html! { span .trend { span aria-hidden="true" { (shape) } " " (words::trend(lang, trend)) } }
}

/// For drawings, in thousandths.
fn scaled(value: Option<Decimal>) -> Option<i64> {
    value?.checked_mul(Decimal::ONE_THOUSAND)?.trunc().to_i64()
}

/// The end of the scale: the whole of a ratio, or what is above it.
fn most(of: &Indicator, series: &Series) -> i64 {
    let reached = series.points.iter().filter_map(|point| point.measured.as_ref()?.value);
    let whole = matches!(of.measure, Measure::Ratio { .. }).then_some(Decimal::ONE);
    let all = reached.chain(whole).chain(of.target.later).chain([of.target.at_least]);
    all.filter_map(|value| scaled(Some(value))).max().unwrap_or(1)
}

/// The targets, as marks on a drawing.
fn marks(visit: &Visit, of: &Indicator) -> Vec<Point> {
    let (lang, plan) = (visit.lang, visit.plan());
    let mark = |label, value| Point {
        label,
        value: scaled(Some(value)),
        words: words::amount(lang, plan, of, value),
    };
    let later = of.target.later.map(|later| mark(t!(lang, "indicator-later"), later));
    [mark(t!(lang, "indicator-target"), of.target.at_least)].into_iter().chain(later).collect()
}

/// The month's name beside others of the plan's year.
fn month(visit: &Visit, point: &indicator::Point) -> String {
    use crate::domain::period::Period;
    let period = Period::month(point.month);
    words::period_of_year(visit.lang, visit.plan(), &period).unwrap_or_else(|| period.to_string())
}
