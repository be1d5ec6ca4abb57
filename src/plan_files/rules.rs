//! Indicators, reminders and scoring from their files.

use std::collections::{HashMap, HashSet};

use rust_decimal::Decimal;
use time::Time;

use super::at::At;
use super::due::time_of_day;
use super::names::{id, text, unique, words};
use super::parse::Parsed;
use super::problem::{Problems, say};
use super::quotes;
use super::raw::{
    DeductTable, IndicatorTable, IndicatorsFile, ItemTable, RemindersFile, ScoringFile, ShareName,
    StagesTable,
};
use crate::domain::indicator::{Indicator, Measure, Target};
use crate::domain::{reminder, scoring};

pub(super) fn indicators(
    parsed: &Parsed<IndicatorsFile>,
    source: Option<&str>,
    problems: &mut Problems,
) -> Vec<Indicator> {
    let file = parsed.file.as_str();
    let mut seen = HashSet::new();
    for table in &parsed.value.indicator {
        unique(file, &mut seen, &table.id, ("指标", "indicator"), problems);
        if let Some(source) = source {
            quotes::check(source, file, &table.quote, problems);
        }
    }
    parsed.value.indicator.iter().filter_map(|table| indicator(file, table, problems)).collect()
}

fn indicator(file: &str, table: &IndicatorTable, problems: &mut Problems) -> Option<Indicator> {
    let title = words(file, &table.title, table.title_en.as_ref(), problems);
    let at_least = target(file, &table.target, table.ratio.is_some(), problems);
    let later = match &table.later {
        Some(later) => Some(target(file, later, table.ratio.is_some(), problems)?),
        None => None,
    };
    let measure = match (&table.ratio, &table.count) {
        (Some(ratio), None) => Measure::Ratio {
            numerator: id(file, &ratio.numerator, problems)?,
            denominator: id(file, &ratio.denominator, problems)?,
        },
        (None, Some(figure)) => Measure::Count { figure: id(file, figure, problems)? },
        _ => {
            problems
                .error(
                    file,
                    table.id.span(),
                    say!("指标必须且只能有一种算法", "an indicator has exactly one measure"),
                )
                .help(say!("ratio（比例）与 count（个数）二者选一", "write either ratio or count"));
            return None;
        }
    };
    Some(Indicator {
        id: id(file, &table.id, problems)?,
        title,
        quote: table.quote.to_string(),
        measure,
        target: Target { at_least: at_least?, later },
        assumed: text(table.assumed.as_ref()),
    })
}

fn target(file: &str, text: &At<String>, ratio: bool, problems: &mut Problems) -> Option<Decimal> {
    let value = decimal(file, text, problems)?;
    if ratio && value > Decimal::ONE {
        let given = text.as_str();
        problems
            .error(
                file,
                text.span(),
                say!("比例的目标“{given}”大于1", "the ratio's target `{given}` is above 1"),
            )
            .help(say!("50%写作 \"0.5\"", "50% is written \"0.5\""));
    }
    Some(value)
}

/// An exact decimal, never negative.
fn decimal(file: &str, text: &At<String>, problems: &mut Problems) -> Option<Decimal> {
    let value = Decimal::from_str_exact(text).ok().filter(|value| !value.is_sign_negative());
    if value.is_none() {
        let given = text.as_str();
        problems
            .error(
                file,
                text.span(),
                say!("“{given}”不是不小于0的数", "`{given}` is not a number of 0 or more"),
            )
            .help(say!("写作 \"60\"、\"0.5\"", "write \"60\" or \"0.5\""));
    }
    value
}

pub(super) fn reminders(parsed: &Parsed<RemindersFile>, problems: &mut Problems) -> Option<reminder::Rules> {
    let (file, table) = (parsed.file.as_str(), &parsed.value);
    let send_from = time_of_day(file, &table.send_from, problems);
    let send_until = time_of_day(file, &table.send_until, problems);
    check_window(file, table, (send_from, send_until), problems);
    if *table.leader_from == 0 {
        problems
            .error(
                file,
                table.leader_from.span(),
                say!("第几次逾期提醒从1数起", "overdue stages are counted from 1"),
            )
            .help(say!("第二次起抄送写2", "write 2 for the second"));
    }
    let mut duties = HashMap::new();
    for (duty, table) in &table.duty {
        let stages = stages(file, table, problems);
        duties.insert(id(file, duty, problems)?, stages);
    }
    Some(reminder::Rules {
        send_from: send_from?,
        send_until: send_until?,
        leader_from: *table.leader_from,
        default: stages(file, &table.default, problems),
        weekly: stages(file, &table.weekly, problems),
        duties,
    })
}

fn check_window(
    file: &str,
    table: &RemindersFile,
    window: (Option<Time>, Option<Time>),
    problems: &mut Problems,
) {
    if let (Some(from), Some(until)) = window
        && from >= until
    {
        problems
            .error(
                file,
                table.send_until.span(),
                say!("停止时间不晚于开始时间", "sending ends before it begins"),
            )
            .help(say!("send_until 要晚于 send_from", "`send_until` must be later than `send_from`"));
    }
}

fn stages(file: &str, table: &StagesTable, problems: &mut Problems) -> reminder::Stages {
    let rising = |days: &[u16]| days.is_sorted_by(|a, b| a < b) && !days.contains(&0);
    let falling: Vec<u16> = table.before.iter().rev().copied().collect();
    if !rising(&falling) {
        problems
            .error(
                file,
                table.before.span(),
                say!("提前天数应从大到小，且不含0", "days before must fall and not be 0"),
            )
            .help(say!(
                "例如 [7, 3, 1]；当日提醒用 on_day",
                "for example [7, 3, 1]; the day itself is `on_day`"
            ));
    }
    if !rising(&table.overdue) {
        problems
            .error(
                file,
                table.overdue.span(),
                say!("逾期天数应从小到大，且不含0", "overdue days must rise and not be 0"),
            )
            .help(say!("例如 [1, 3, 7]", "for example [1, 3, 7]"));
    }
    if let Some(every) = table.then_every.as_ref().filter(|every| ***every == 0) {
        problems
            .error(file, every.span(), say!("间隔不能是0天", "every 0 days is no interval"))
            .help(say!("至少写1，或去掉这一行", "write at least 1, or remove the line"));
    }
    reminder::Stages {
        before: table.before.to_vec(),
        on_day: table.on_day,
        overdue: table.overdue.to_vec(),
        then_every: table.then_every.as_deref().copied(),
    }
}

pub(super) fn scoring(parsed: &Parsed<ScoringFile>, problems: &mut Problems) -> Option<scoring::Rules> {
    let (file, table) = (parsed.file.as_str(), &parsed.value);
    let mut seen = HashSet::new();
    for item in &table.item {
        unique(file, &mut seen, &item.id, ("评分项", "item"), problems);
    }
    let full = decimal(file, &table.full, problems);
    let items: Vec<_> = table.item.iter().filter_map(|table| item(file, table, problems)).collect();
    let sum: Decimal = items.iter().map(|item| item.points).sum();
    if let Some(full) = full.filter(|full| *full != sum && items.len() == table.item.len() && parsed.whole) {
        problems
            .warn(
                file,
                table.full.span(),
                say!("各项分值合计{sum}，不等于满分{full}", "the items add up to {sum}, not to {full}"),
            )
            .help(say!("请调整分值或满分", "change the points or `full`"));
    }
    let grades = grades(parsed, problems);
    Some(scoring::Rules { version: *table.version, full: full?, items, grades })
}

fn item(file: &str, table: &ItemTable, problems: &mut Problems) -> Option<scoring::Item> {
    let title = words(file, &table.title, table.title_en.as_ref(), problems);
    let basis = words(file, &table.basis, table.basis_en.as_ref(), problems);
    let points = decimal(file, &table.points, problems);
    let kind = match (&table.ratio, &table.deduct) {
        (Some(share), None) => scoring::Kind::Ratio(match **share {
            ShareName::OnTime => scoring::Share::OnTime,
            ShareName::Accepted => scoring::Share::Accepted,
        }),
        (None, Some(table)) => deduct(file, table, problems)?,
        _ => {
            problems
                .error(
                    file,
                    table.id.span(),
                    say!("评分项必须且只能有一种算法", "an item has exactly one kind"),
                )
                .help(say!("ratio 与 deduct 二者选一", "write either ratio or deduct"));
            return None;
        }
    };
    Some(scoring::Item { id: table.id.to_string(), title, points: points?, basis, kind })
}

fn deduct(file: &str, table: &DeductTable, problems: &mut Problems) -> Option<scoring::Kind> {
    let late = decimal(file, &table.late, problems);
    let missing = decimal(file, &table.missing, problems);
    let returned = decimal(file, &table.returned, problems);
    Some(scoring::Kind::Deduct { late: late?, missing: missing?, returned: returned? })
}

fn grades(parsed: &Parsed<ScoringFile>, problems: &mut Problems) -> Vec<scoring::Grade> {
    let file = parsed.file.as_str();
    let mut grades: Vec<scoring::Grade> = Vec::new();
    for table in &parsed.value.grade {
        let title = words(file, &table.title, table.title_en.as_ref(), problems);
        let Some(at_least) = decimal(file, &table.at_least, problems) else { continue };
        if grades.last().is_some_and(|above| above.at_least <= at_least) {
            problems
                .error(
                    file,
                    table.at_least.span(),
                    say!("等次没有从高到低排列", "grades do not go from best to worst"),
                )
                .help(say!("at_least 应逐个变小", "each `at_least` must be smaller than the one before"));
        }
        grades.push(scoring::Grade { title, at_least });
    }
    if let Some(lowest) = parsed.value.grade.last()
        && grades.last().is_some_and(|grade| !grade.at_least.is_zero())
    {
        problems
            .warn(
                file,
                lowest.at_least.span(),
                say!("最低的等次不是从0分起", "the lowest grade does not begin at 0"),
            )
            .help(say!("低于此分的单位将没有等次", "units below it will have no grade"));
    }
    grades
}
