//! Charts (图表), drawn here as SVG; behind each is a table with the same figures. The drawings stretch with the
//! page while all words stay HTML, so that they are as large on a phone as on a desk.

use maud::{Markup, html};

use super::lights::{Tone, badge};
use crate::words::{Lang, t};

/// Width and height of every drawing, in its own units.
const SIDE: i64 = 1000;

/// A stacked bar: a label and its parts.
#[derive(Debug)]
pub struct Bar {
    pub label: Markup,
    pub parts: Vec<(Tone, i64)>,
}

/// What a tone means in a chart.
#[derive(Debug)]
pub struct Part<'a> {
    pub tone: Tone,
    pub label: &'a str,
}

/// Horizontal bars, one below the other, all to one scale.
pub fn bars(lang: Lang, title: &str, parts: &[Part<'_>], bars: &[Bar]) -> Markup {
    let sum = |bar: &Bar| bar.parts.iter().map(|(_, value)| value).sum::<i64>();
    let most = bars.iter().map(sum).max().unwrap_or(0).max(1);
    let value = |bar: &Bar, tone| {
        bar.parts.iter().filter(|(each, _)| *each == tone).map(|(_, value)| value).sum::<i64>()
    };
    let table = html! {
        thead { tr { th scope="col" { (t!(lang, "chart-item")) } @for part in parts { th scope="col" .number { (part.label) } } } }
        tbody { @for bar in bars { tr { th scope="row" { (bar.label) } @for part in parts { td .number { (value(bar, part.tone)) } } } } }
    };
    let drawing = html! {
        @if parts.len() > 1 { p .lights { @for part in parts { (badge(part.tone, part.label)) " " } } }
        div .bars { @for bar in bars {
            div .label { (bar.label) }
            (strip(&bar.parts, most))
            div .value { (sum(bar)) }
        } }
    };
    figure(lang, title, &drawing, &table)
}

/// The parts one after another; each begins where those before it end.
fn strip(parts: &[(Tone, i64)], most: i64) -> Markup {
    let mut before = 0;
    html! { svg .run viewBox={ "0 0 " (SIDE) " 1" } preserveAspectRatio="none" aria-hidden="true" {
        @for (tone, value) in parts {
            @let (start, end) = (before * SIDE / most, { before += value; before * SIDE / most });
            rect class=(tone.class()) x=(start) width=(end - start) height="1" {}
        }
    } }
}

/// One value of a series: its label, how high it stands (none where there is nothing yet), and it in words.
#[derive(Debug)]
pub struct Point {
    pub label: String,
    pub value: Option<i64>,
    pub words: String,
}

/// How far something has come, and marks that it is to reach: all to one scale, from nought to `most`.
pub fn gauge(lang: Lang, title: &str, tone: Tone, most: i64, value: &Point, marks: &[Point]) -> Markup {
    let wide = height(value.value.unwrap_or(0), most);
    let rows: Vec<&Point> = std::iter::once(value).chain(marks).collect();
    let drawing = html! {
        svg .gauge viewBox={ "0 0 " (SIDE) " 1" } preserveAspectRatio="none" aria-hidden="true" {
            rect .rest x="0" width=(SIDE) height="1" {}
            @if wide > 0 { rect class=(tone.class()) x="0" width=(wide) height="1" {} }
            @for mark in marks { (mark_line(&format!("M{} 0V1", height(mark.value.unwrap_or(0), most)))) }
        }
        (key(marks))
    };
    figure(lang, title, &drawing, &series(lang, &rows))
}

/// What the marks are, in words.
fn key(marks: &[Point]) -> Markup {
    html! { p .key { @for mark in marks { span { span .tick aria-hidden="true" {} (mark.label) " " strong { (mark.words) } } " " } } }
}

fn mark_line(path: &str) -> Markup {
    html! { path .mark-line d=(path) {} }
}

/// A line through a series, from nought to `most`; where there is no value the line breaks.
pub fn trend(lang: Lang, title: &str, most: i64, points: &[Point]) -> Markup {
    trend_to(lang, title, most, &[], points)
}

/// The same with lines across at what is to be reached.
pub fn trend_to(lang: Lang, title: &str, most: i64, marks: &[Point], points: &[Point]) -> Markup {
    let at = places(points);
    let spots: Vec<Option<(i64, i64)>> =
        points.iter().zip(&at).map(|(point, x)| Some((*x, height(point.value?, most)))).collect();
    let drawing = html! {
        svg .plot viewBox={ "0 0 " (SIDE) " " (SIDE) } preserveAspectRatio="none" aria-hidden="true" {
            (grid())
            @for mark in marks { (mark_line(&format!("M0 {}H{SIDE}", SIDE - height(mark.value.unwrap_or(0), most)))) }
            @for run in spots.split(Option::is_none) { polyline .line points=(run.iter().flatten().map(|(x, y)| format!("{x},{}", SIDE - y)).collect::<Vec<_>>().join(" ")) {} }
            // A line of no length with round ends is a dot, however the drawing is stretched.
            @for (x, y) in spots.iter().flatten() { path .dot d={ "M" (x) " " (SIDE - y) "h0" } {} }
        }
        (axis(points))
        @if !marks.is_empty() { (key(marks)) }
    };
    figure(lang, title, &drawing, &series(lang, &points.iter().collect::<Vec<_>>()))
}

/// Columns side by side, to one scale: how many there are of each.
pub fn columns(lang: Lang, title: &str, tone: Tone, points: &[Point]) -> Markup {
    let most = points.iter().filter_map(|point| point.value).max().unwrap_or(0).max(1);
    let wide = SIDE / i64::try_from(points.len().max(1)).unwrap_or(SIDE) * 7 / 10;
    let drawing = html! {
        svg .plot viewBox={ "0 0 " (SIDE) " " (SIDE) } preserveAspectRatio="none" aria-hidden="true" {
            (grid())
            @for (point, x) in points.iter().zip(places(points)) {
                @let high = height(point.value.unwrap_or(0), most);
                rect class=(tone.class()) x=(x - wide / 2) y=(SIDE - high) width=(wide) height=(high) {}
            }
        }
        (axis(points))
    };
    figure(lang, title, &drawing, &series(lang, &points.iter().collect::<Vec<_>>()))
}

/// The middles of as many equal columns as there are points.
fn places(points: &[Point]) -> Vec<i64> {
    let n = i64::try_from(points.len().max(1)).unwrap_or(SIDE);
    (0..n).map(|at| (2 * at + 1) * SIDE / (2 * n)).collect()
}

fn height(value: i64, most: i64) -> i64 {
    value.clamp(0, most) * SIDE / most.max(1)
}

fn grid() -> Markup {
    html! { @for part in 0..=4 { path .grid d={ "M0 " (part * SIDE / 4) "H" (SIDE) } {} } }
}

/// Labels and values below the drawing, each below its place.
fn axis(points: &[Point]) -> Markup {
    html! { ol .axis aria-hidden="true" { @for point in points { li { (point.label) strong { (point.words) } } } } }
}

fn series(lang: Lang, points: &[&Point]) -> Markup {
    html! {
        thead { tr { th scope="col" { (t!(lang, "chart-item")) } th scope="col" .number { (t!(lang, "chart-value")) } } }
        tbody { @for point in points { tr { th scope="row" { (point.label) } td .number { (point.words) } } } }
    }
}

fn figure(lang: Lang, title: &str, drawing: &Markup, table: &Markup) -> Markup {
    html! { figure .chart {
        figcaption { (title) }
        (drawing)
        details { summary { (t!(lang, "chart-table")) } table { caption .hidden { (title) } (table) } }
    } }
}
