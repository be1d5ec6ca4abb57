//! Indicators and scoring from their files.

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::at::At;
use super::names::{id, text, unique, words};
use super::parse::Parsed;
use super::problem::{Problems, say};
use super::quotes;
use super::raw::{DeductTable, IndicatorTable, IndicatorsFile, ItemTable, ScoringFile, ShareName};
use crate::domain::indicator::{Indicator, Measure, Target};
use crate::domain::scoring;

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
