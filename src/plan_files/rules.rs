//! Indicators from their file.

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::at::At;
use super::names::{id, text, unique, words};
use super::parse::Parsed;
use super::problem::{Problems, say};
use super::quotes;
use super::raw::{IndicatorTable, IndicatorsFile};
use crate::domain::indicator::{Indicator, Measure, Target};

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
pub(super) fn decimal(file: &str, text: &At<String>, problems: &mut Problems) -> Option<Decimal> {
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
