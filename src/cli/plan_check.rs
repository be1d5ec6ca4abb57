//! `duban plan check`: every problem of a plan's files at once.

use std::io::{self, Write};

use crate::domain::plan::Plan;
use crate::plan_files::{self, Files, Problems, Severity, Style, render};
use crate::words::Lang;

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
    let title = lang.pick(&plan.title);
    let (year, projects) = (plan.year, plan.projects.len());
    let tasks: usize = plan.projects.iter().map(|project| project.tasks.len()).sum();
    let duties = plan.duties().count();
    let units = plan.units.iter().filter(|unit| !unit.placeholder && !unit.external).count();
    let placeholders = plan.units.iter().filter(|unit| unit.placeholder).count();
    let external = plan.units.iter().filter(|unit| unit.external).count();
    let indicators = plan.indicators.len();
    match lang {
        Lang::Zh => format!(
            "《{title}》({year}年):{projects}个专项工程,{tasks}项重点任务,{duties}个报送事项,{indicators}项指标,\
             {units}个单位(另有占位{placeholders}个、外部{external}个)"
        ),
        Lang::En => format!(
            "{title} ({year}): {projects} projects, {tasks} tasks, {duties} duties, {indicators} indicators, \
             {units} units (and {placeholders} placeholders, {external} external)"
        ),
    }
}

fn totals(problems: &Problems, lang: Lang) -> String {
    let [errors, warnings, notes] =
        [Severity::Error, Severity::Warning, Severity::Note].map(|severity| problems.count(severity));
    match lang {
        Lang::Zh => format!("错误{errors}个,警告{warnings}个,提示{notes}个"),
        Lang::En => format!("{errors} errors, {warnings} warnings, {notes} notes"),
    }
}
