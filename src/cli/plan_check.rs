//! `duban plan check`: every problem of a plan's files at once.

use std::io::{self, Write};

use crate::domain::plan::{Plan, Unit};
use crate::plan_files::{self, Files, Problems, Severity, Style, render};
use crate::words::{Lang, t};

/// Writes every problem and a line of totals; true if there is no error.
pub fn check(files: &Files, lang: Lang, style: Style, out: &mut impl Write) -> io::Result<bool> {
    let report = plan_files::check(files);
    if report.problems.iter().next().is_some() {
        writeln!(out, "{}\n", render(&report.problems, lang, style))?;
    }
    if let Some(plan) = &report.plan {
        writeln!(out, "{}", holds(plan, lang))?;
    }
    writeln!(out, "{}", totals(&report.problems, lang))?;
    Ok(!report.problems.has_errors())
}

/// What the plan holds, in a line.
fn holds(plan: &Plan, lang: Lang) -> String {
    let count = |choose: fn(&Unit) -> bool| plan.units.iter().filter(|unit| choose(unit)).count();
    t!(
        lang,
        "cli-plan-holds",
        title = lang.pick(&plan.title),
        year = plan.year.to_string(),
        projects = plan.projects.len(),
        tasks = plan.projects.iter().map(|project| project.tasks.len()).sum::<usize>(),
        duties = plan.duties().count(),
        indicators = plan.indicators.len(),
        forms = plan.forms.len(),
        units = count(|unit| !unit.placeholder && !unit.external),
        placeholders = count(|unit| unit.placeholder),
        external = count(|unit| unit.external)
    )
}

fn totals(problems: &Problems, lang: Lang) -> String {
    let [errors, warnings, notes] =
        [Severity::Error, Severity::Warning, Severity::Note].map(|severity| problems.count(severity));
    t!(lang, "cli-plan-totals", errors = errors, warnings = warnings, notes = notes)
}
