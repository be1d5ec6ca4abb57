//! `duban score explain`: one unit's whole scorecard, with every sum that led to it.

use std::io::{self, Write};

use super::plan_show::find_unit;
use super::table::table;
use crate::app::App;
use crate::domain::ids::UnitId;
use crate::domain::plan::Plan;
use crate::domain::scoring::Span;
use crate::store::scores::{self, Assessed};
use crate::words::scoring::{ExplainedCause, ExplainedLine, Explanation, Wording, explain, phase};
use crate::words::{Lang, t};

/// Whose card, and of which period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub unit: UnitId,
    pub span: Span,
}

impl Choice {
    /// A unit by id, name or alias; a period by id, without one the first assessment's that today is in. What is wrong with
    /// them is said in words.
    pub fn new(app: &App, unit: &str, period: Option<&str>, lang: Lang) -> Result<Self, String> {
        let plan = &app.plan;
        let unit = find_unit(plan, unit).map_err(|bad| bad.words(lang))?;
        let span = match period {
            Some(id) => plan.scoring.span(plan.year, id),
            None => current(plan, app),
        };
        let known =
            || plan.scoring.spans(plan.year).into_iter().map(|span| span.id).collect::<Vec<_>>().join(" ");
        let given = period.unwrap_or_default();
        let span = span.ok_or_else(|| t!(lang, "cli-score-no-period", period = given, known = known()))?;
        Ok(Self { unit, span })
    }
}

fn current(plan: &Plan, app: &App) -> Option<Span> {
    let today = plan.local_date(app.clock.now());
    let spans = plan.scoring.assessments.first()?.spans(plan.year);
    let now = spans.iter().find(|span| today <= span.to).or(spans.last());
    now.cloned()
}

/// Reads only.
pub async fn run(app: &App, choice: &Choice, lang: Lang, out: &mut impl Write) -> anyhow::Result<()> {
    let mut tx = app.db.read().await?;
    let assessed = scores::assessed(&mut tx, &app.plan, &choice.span, app.clock.now()).await?;
    drop(tx);
    print(&app.plan, lang, &choice.unit, &assessed, out)?;
    Ok(())
}

fn print(
    plan: &Plan,
    lang: Lang,
    unit: &UnitId,
    assessed: &Assessed,
    out: &mut impl Write,
) -> io::Result<()> {
    let Assessed { rules, inputs, .. } = assessed;
    let words = Wording { lang, plan, rules };
    let scores = assessed.scores();
    let standing = scores.standing(unit);
    let name = plan.unit(unit).map_or(unit.as_str(), |unit| lang.pick(&unit.name));
    let (period, days, id) = (words.span(&inputs.span), words.days(&inputs.span), inputs.span.id.as_str());
    writeln!(out, "{}", t!(lang, "cli-score-head", unit = name, period = period, days = days, id = id))?;
    let edition = assessed.editions.last().map(|edition| edition.number);
    writeln!(out, "{}", phase(lang, plan, assessed.phase, inputs.as_of, edition))?;
    let explained = standing.and_then(|standing| {
        let ranked = scores.ranked_in(standing.group.as_deref()).count();
        explain(lang, plan, rules, inputs, standing, ranked)
    });
    match explained {
        Some(explained) => print_card(lang, &explained, out),
        None => writeln!(out, "\n{}", t!(lang, "sc-card-empty")),
    }
}

fn print_card(lang: Lang, explained: &Explanation, out: &mut impl Write) -> io::Result<()> {
    section(&t!(lang, "cli-score-counted"), &explained.counted, out)?;
    let rows: Vec<[String; 2]> =
        explained.lines.iter().map(|line| [line.title.clone(), line.points.clone()]).collect();
    writeln!(out, "\n{}", t!(lang, "sc-lines"))?;
    table(&rows).lines().try_for_each(|line| writeln!(out, "  {line}"))?;
    for line in &explained.lines {
        print_line(line, out)?;
    }
    section(&t!(lang, "sc-derivation"), explained.classes.iter().chain(&explained.total), out)?;
    section(&t!(lang, "score-grade"), &explained.grade, out)?;
    section(&t!(lang, "score-rank"), [&explained.rank], out)?;
    writeln!(out, "\n{}", t!(lang, "sc-rounding"))
}

fn section<'a>(
    title: &str,
    sums: impl IntoIterator<Item = &'a String>,
    out: &mut impl Write,
) -> io::Result<()> {
    writeln!(out, "\n{title}")?;
    sums.into_iter().try_for_each(|sum| writeln!(out, "  {sum}"))
}

fn print_line(line: &ExplainedLine, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\n{}  {}", line.title, line.points)?;
    for sum in &line.sums {
        writeln!(out, "  {sum}")?;
    }
    let row = |cause: &ExplainedCause| {
        let sum = cause.sum.as_ref().map(|sum| format!("= {sum}")).unwrap_or_default();
        [cause.points.clone(), cause.what.clone(), cause.why.clone(), sum]
    };
    let rows: Vec<[String; 4]> = line.causes.iter().map(row).collect();
    table(&rows).lines().try_for_each(|row| writeln!(out, "    {row}"))
}
