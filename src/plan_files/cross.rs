//! What only the whole plan can show: counts, references from one file into another, years without data.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::assemble::{Raw, SOURCE, UNITS};
use super::at::At;
use super::parse::Parsed;
use super::problem::{Problems, say};
use super::projects::busy;
use super::raw::{AggregateName, IndicatorTable, PlanFile, RatioTable, RemindersFile};
use super::reminded;
use super::suggest::one_of;
use crate::domain::calendar::Calendar;
use crate::domain::ids::UnitId;
use crate::domain::plan::Project;
use crate::domain::reminder::Rules;

pub(super) fn check(
    raw: &Raw,
    projects: &[Project],
    reminders: Option<&Rules>,
    calendar: &Calendar,
    problems: &mut Problems,
) {
    if let Some(plan) = &raw.plan {
        years(raw, plan, calendar, problems);
    }
    if raw.source.as_ref().is_some_and(|source| source.trim().is_empty()) {
        problems
            .error(SOURCE, 0..0, say!("原文是空的", "the plan's text is empty"))
            .help(say!("请放入实施方案全文", "put the plan's full text here"));
    }
    if !raw.projects_whole {
        return;
    }
    if let Some(plan) = &raw.plan {
        counts(plan, projects, problems);
    }
    untils(raw, problems);
    figures(raw, problems);
    if let Some(parsed) = &raw.reminders {
        reminded(parsed, &duty_ids(raw), problems);
        if let Some(rules) = reminders.filter(|_| parsed.whole) {
            reminded::check(parsed, rules, projects, problems);
        }
    }
    idle(raw, projects, problems);
}

fn years(raw: &Raw, plan: &Parsed<PlanFile>, calendar: &Calendar, problems: &mut Problems) {
    let year = *plan.value.year;
    if raw.calendar_whole && !calendar.covers(year) {
        problems
            .warn(
                &plan.file,
                plan.value.year.span(),
                say!("没有{year}年的放假安排", "the calendar has no data for {year}"),
            )
            .help(say!(
                "请按国务院办公厅通知写 calendar/{year}.toml，否则只按周一至周五计算工作日",
                "write calendar/{year}.toml from the State Council's notice; until then Monday to Friday count as working days"
            ));
    }
}

fn counts(plan: &Parsed<PlanFile>, projects: &[Project], problems: &mut Problems) {
    let tasks = projects.iter().map(|project| project.tasks.len()).sum();
    let announced = [
        (&plan.value.projects, projects.len(), "专项工程", "projects"),
        (&plan.value.tasks, tasks, "重点任务", "tasks"),
    ];
    for (announced, found, zh, en) in announced {
        if let Some(announced) = announced.as_ref().filter(|announced| ***announced != found) {
            let count = **announced;
            problems
                .error(
                    &plan.file,
                    announced.span(),
                    say!(
                        "应有{count}个{zh}，实有{found}个",
                        "there should be {count} {en}, there are {found}"
                    ),
                )
                .help(say!(
                    "请补齐 projects/ 下的文件，或更正此数",
                    "complete the files in projects/, or correct the number"
                ));
        }
    }
}

fn untils(raw: &Raw, problems: &mut Problems) {
    let known: Vec<&str> = duty_ids(raw);
    for parsed in &raw.projects {
        let duties = parsed.value.task.iter().flat_map(|task| &task.duty);
        for (duty, until) in duties.filter_map(|duty| Some((duty, duty.due.until.as_ref()?))) {
            if !known.contains(&until.as_str()) {
                unknown(&parsed.file, until, ("事项", "duty"), &known, problems);
            } else if **until == *duty.id {
                problems
                    .error(
                        &parsed.file,
                        until.span(),
                        say!("事项不能以自身为止", "a duty cannot last until itself"),
                    )
                    .help(say!("until 写另一事项的标识", "`until` names another duty"));
            }
        }
    }
}

fn duty_ids(raw: &Raw) -> Vec<&str> {
    let tasks = raw.projects.iter().flat_map(|parsed| &parsed.value.task);
    tasks.flat_map(|task| &task.duty).map(|duty| duty.id.as_str()).collect()
}

fn figures(raw: &Raw, problems: &mut Problems) {
    let combined = combined(raw, problems);
    let Some(parsed) = &raw.indicators else { return };
    let known: Vec<&str> = combined.keys().copied().collect();
    for indicator in &parsed.value.indicator {
        for figure in used(indicator).into_iter().filter(|figure| !combined.contains_key(figure.as_str())) {
            unknown(&parsed.file, figure, ("数据", "figure"), &known, problems);
        }
        if let Some(ratio) = indicator.ratio.as_ref().filter(|ratio| is_mixed(ratio, &combined)) {
            let message = say!(
                "分子与分母的汇总方式不同，比例没有意义",
                "numerator and denominator combine in different ways, so their ratio says nothing"
            );
            problems.error(&parsed.file, ratio.span(), message).help(say!(
                "两个数据的 aggregate 应同为 \"sum\" 或同为 \"last\"",
                "give both figures the same `aggregate`, \"sum\" or \"last\""
            ));
        }
    }
}

/// How each figure combines, by its id: one figure the same way in all duties.
fn combined<'a>(raw: &'a Raw, problems: &mut Problems) -> HashMap<&'a str, AggregateName> {
    let mut combined = HashMap::new();
    for parsed in &raw.projects {
        let duties = parsed.value.task.iter().flat_map(|task| &task.duty);
        for figure in duties.flat_map(|duty| &duty.figures) {
            let first = *combined.entry(figure.id.as_str()).or_insert(figure.aggregate);
            if first != figure.aggregate {
                let given = figure.id.as_str();
                let message = say!(
                    "数据“{given}”在另一事项中的汇总方式不同",
                    "the figure `{given}` combines in another way in another duty"
                );
                problems.error(&parsed.file, figure.id.span(), message).help(say!(
                    "同一标识是同一个数据，aggregate 应当一致；不是同一个数据的，换个标识",
                    "the same id is the same figure: give it the same `aggregate`, or another id"
                ));
            }
        }
    }
    combined
}

/// Of figures that there are.
fn is_mixed(ratio: &RatioTable, combined: &HashMap<&str, AggregateName>) -> bool {
    let of = |figure: &At<String>| combined.get(figure.as_str());
    of(&ratio.numerator)
        .zip(of(&ratio.denominator))
        .is_some_and(|(numerator, denominator)| numerator != denominator)
}

fn used(indicator: &IndicatorTable) -> Vec<&At<String>> {
    let ratio = indicator.ratio.iter().flat_map(|ratio| [&ratio.numerator, &ratio.denominator]);
    ratio.chain(&indicator.count).collect()
}

fn reminded(parsed: &Parsed<RemindersFile>, known: &[&str], problems: &mut Problems) {
    for duty in parsed.value.duty.keys().filter(|duty| !known.contains(&duty.as_str())) {
        unknown(&parsed.file, duty, ("事项", "duty"), known, problems);
    }
}

fn unknown(file: &str, name: &At<String>, kind: (&str, &str), known: &[&str], problems: &mut Problems) {
    let (given, zh, en) = (name.as_str(), kind.0, kind.1);
    let message = say!("没有标识为“{given}”的{zh}", "there is no {en} with the id `{given}`");
    let look = say!("请核对 projects/ 中的标识", "look up the ids in projects/");
    problems.error(file, name.span(), message).help(one_of(given, known).unwrap_or(look));
}

/// A unit that owes nothing is listed in vain, unless it is external.
fn idle(raw: &Raw, projects: &[Project], problems: &mut Problems) {
    let Some(parsed) = raw.units.as_ref().filter(|parsed| parsed.whole) else { return };
    let busy: HashSet<&str> = busy(projects).into_iter().map(UnitId::as_str).collect();
    for unit in parsed.value.unit.iter().filter(|unit| !unit.external && !busy.contains(unit.id.as_str())) {
        let (name, span): (&str, Range<usize>) = (unit.name.as_str(), unit.id.span());
        problems.note(UNITS, span, say!("“{name}”不承担任何事项", "`{name}` owes nothing")).help(say!(
            "如属外部单位，请写 external = true",
            "if it is an outside body, write external = true"
        ));
    }
}
