//! Scores in words (评分说明): how every point came about, in sentences and arithmetic that anyone can redo by hand. The same
//! words stand on the scorecard's page and in `duban score explain`.

use crate::domain::ids::{FigureId, ObligationId};
use crate::domain::period::Period;
use crate::domain::plan::{Figure, Plan};
use crate::domain::scoring::rules::{Item, Rules};
use crate::domain::scoring::{Inputs, Line, Mark, Scorecard, Span, Standing, UnitInputs};
use crate::words::{self, Lang, t};

mod causes;
mod lines;
mod numbers;
mod phase;
mod rules;
mod totals;

pub use numbers::{exact, percent, points, rate, signed};
pub use phase::phase;

/// The rules in the words of one language. Names of figures and obligations are the plan's.
#[derive(Debug, Clone, Copy)]
pub struct Wording<'a> {
    pub lang: Lang,
    pub plan: &'a Plan,
    pub rules: &'a Rules,
}

/// How a scorecard came about, from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// What was counted (计入事项).
    pub counted: Vec<String>,
    pub lines: Vec<ExplainedLine>,
    /// How the lines make the classes' points.
    pub classes: Vec<String>,
    /// How these make the total, and what it counts for elsewhere.
    pub total: Vec<String>,
    /// Conditions that hold, vetoes, the grade and why it is that one.
    pub grade: Vec<String>,
    pub rank: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedLine {
    pub item: String,
    pub title: String,
    /// 12.00 / 20
    pub points: String,
    pub sums: Vec<String>,
    pub causes: Vec<ExplainedCause>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedCause {
    pub obligation: Option<ObligationId>,
    /// What it happened to; empty where that is the item itself.
    pub what: String,
    pub why: String,
    /// +0.5, −2
    pub points: String,
    /// Where it is a product: 1 × 1.5 × 2.
    pub sum: Option<String>,
    /// The line's sum says as much.
    pub is_in_sum: bool,
}

/// `None` for a unit that has no scorecard.
pub fn explain(
    lang: Lang,
    plan: &Plan,
    rules: &Rules,
    inputs: &Inputs,
    standing: &Standing,
    ranked: usize,
) -> Option<Explanation> {
    let words = Wording { lang, plan, rules };
    let card = standing.card.as_ref()?;
    let unit = inputs.unit(&standing.unit)?;
    let told = Told { words, unit, marks: &inputs.marks, card, standing };
    Some(Explanation {
        counted: told.counted(&inputs.span),
        lines: card.lines.iter().filter_map(|line| told.line(line)).collect(),
        classes: told.classes(),
        total: told.total(),
        grade: told.grade(),
        rank: told.rank(ranked),
    })
}

/// One unit's card with all that it was made from.
#[derive(Clone, Copy)]
struct Told<'a> {
    words: Wording<'a>,
    unit: &'a UnitInputs,
    marks: &'a [Mark],
    card: &'a Scorecard,
    standing: &'a Standing,
}

impl<'a> Wording<'a> {
    pub fn item(&self, id: &'a str) -> &'a str {
        self.rules.item(id).map_or(id, |item| self.lang.pick(&item.title))
    }

    pub fn class(&self, id: &'a str) -> &'a str {
        let class = self.rules.classes.iter().find(|class| class.id == id);
        class.map_or(id, |class| self.lang.pick(&class.title))
    }

    pub fn group(&self, id: Option<&str>) -> String {
        let group = id.and_then(|id| self.rules.group(id));
        match group {
            Some(group) => self.lang.pick(&group.title).to_owned(),
            None if self.rules.groups.is_empty() => t!(self.lang, "sc-group-all"),
            None => t!(self.lang, "sc-group-rest"),
        }
    }

    pub fn grade(&self, id: &'a str) -> &'a str {
        self.rules.grade(id).map_or(id, |grade| self.lang.pick(&grade.title))
    }

    /// 12.00 / 20; of an item that is left out that it is.
    pub fn of_full(&self, line: &Line) -> String {
        if line.full.is_zero() {
            return t!(self.lang, "sc-left-out");
        }
        format!("{} / {}", self.points(line.points), exact(line.full))
    }

    pub fn points(&self, points: rust_decimal::Decimal) -> String {
        numbers::points(self.rules, points)
    }

    /// The plan's figure, of whichever duty.
    fn figure(&self, id: &FigureId) -> Option<&'a Figure> {
        self.plan.duties().flat_map(|place| &place.duty.figures).find(|figure| figure.id == *id)
    }

    fn figure_name(&self, id: &'a FigureId) -> &'a str {
        self.figure(id).map_or(id.as_str(), |figure| self.lang.pick(&figure.label))
    }

    /// What an obligation is called beside others of its unit; its id says it.
    pub fn obligation(&self, id: &ObligationId) -> String {
        let named = || {
            let mut parts = id.as_str().split('~');
            let (duty, period) = (parts.next()?.parse().ok()?, parts.nth(1)?);
            let title = self.lang.pick(&self.plan.duty(&duty)?.duty.title);
            let period = words::period_of_year(self.lang, self.plan, &Period::of_key(period)?);
            Some(period.map_or_else(|| title.to_owned(), |period| format!("{title} · {period}")))
        };
        named().unwrap_or_else(|| id.to_string())
    }

    pub fn span(&self, span: &Span) -> String {
        let title = self.lang.pick(&span.title);
        match span.of {
            1 => title.to_owned(),
            _ => t!(self.lang, "sc-span", title = title, number = span.number.to_string()),
        }
    }

    /// 1月1日至2月15日
    pub fn days(&self, span: &Span) -> String {
        words::span_days(self.lang, span, span.from)
    }

    fn join(&self, parts: impl IntoIterator<Item = String>) -> String {
        parts.into_iter().collect::<Vec<_>>().join(words::clause_separator(self.lang))
    }
}

impl Told<'_> {
    fn line(&self, line: &Line) -> Option<ExplainedLine> {
        let item: &Item = self.words.rules.item(&line.item)?;
        Some(ExplainedLine {
            item: line.item.clone(),
            title: self.words.lang.pick(&item.title).to_owned(),
            points: self.words.of_full(line),
            sums: self.sums(item, line),
            causes: line.causes.iter().map(|cause| self.cause(item, line, cause)).collect(),
        })
    }

    fn counted(&self, span: &Span) -> Vec<String> {
        let lang = self.words.lang;
        let tally = &self.card.tally;
        let days = self.words.days(span);
        let number = |count: i64| count.to_string();
        let (due, on_time, late) = (number(tally.due), number(tally.on_time), number(tally.late));
        let (missing, returned) = (number(tally.missing), number(tally.returned));
        let mut said = vec![t!(
            lang,
            "sc-counted",
            days = days,
            due = due,
            on_time = on_time,
            late = late,
            missing = missing,
            returned = returned
        )];
        let figures = self.unit.figures.iter().map(|(id, value)| {
            let name = self.words.figure_name(id);
            let measure = self.words.figure(id).map_or("", |figure| lang.pick(&figure.unit));
            let value = value.to_string();
            t!(lang, "sc-figure", name = name, value = value, unit = measure)
        });
        let figures: Vec<String> = figures.collect();
        if !figures.is_empty() {
            said.push(t!(lang, "sc-figures", figures = self.words.join(figures)));
        }
        said
    }
}

#[cfg(test)]
mod tests;
