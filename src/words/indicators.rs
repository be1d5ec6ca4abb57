//! Indicators (指标) in words: 62.5%, 6个; 不低于50%，逐步达到100%; 上升.

use rust_decimal::Decimal;

use super::{Lang, t};
use crate::domain::indicator::{Indicator, Measure, Measured, Target, Trend};
use crate::domain::plan::Plan;

/// Where it stands; "—" while there is nothing to say, and over a denominator of 0.
pub fn indicator_value(lang: Lang, plan: &Plan, of: &Indicator, measured: Option<&Measured>) -> String {
    let value = measured.and_then(|measured| measured.value);
    value.map_or_else(
        || "—".to_owned(),
        |value| match of.measure {
            Measure::Ratio { .. } => format!("{:.1}%", shown(of, value) * Decimal::ONE_HUNDRED),
            Measure::Count { .. } => amount(lang, plan, of, value),
        },
    )
}

/// 不低于50%，逐步达到100%
pub fn indicator_target(lang: Lang, plan: &Plan, of: &Indicator) -> String {
    let least = amount(lang, plan, of, of.target.at_least);
    match of.target.later {
        None => t!(lang, "indicator-at-least", target = least),
        Some(later) => {
            let later = amount(lang, plan, of, later);
            t!(lang, "indicator-at-least-later", target = least, later = later)
        }
    }
}

/// A target, or any value as exact as it is given: 50%, 3个.
pub fn amount(lang: Lang, plan: &Plan, of: &Indicator, value: Decimal) -> String {
    match &of.measure {
        Measure::Ratio { .. } => format!("{}%", (value * Decimal::ONE_HUNDRED).normalize()),
        Measure::Count { figure } => {
            let unit = plan.figure(figure).map_or("", |figure| lang.pick(&figure.unit));
            t!(lang, "indicator-amount", n = value.normalize().to_string(), unit = unit)
        }
    }
}

/// A ratio to a tenth of a percent, and never up to a target, or to the whole, that was not reached.
fn shown(of: &Indicator, value: Decimal) -> Decimal {
    let rounded = value.round_dp_with_strategy(3, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    let Target { at_least, later } = of.target;
    let bounds = [Some(at_least), later, Some(Decimal::ONE)];
    let is_lifted = bounds.into_iter().flatten().any(|bound| value < bound && bound <= rounded);
    if is_lifted { value.trunc_with_scale(3) } else { rounded }
}

pub fn trend(lang: Lang, trend: Trend) -> String {
    match trend {
        Trend::Up => t!(lang, "trend-up"),
        Trend::Down => t!(lang, "trend-down"),
        Trend::Equal => t!(lang, "trend-equal"),
        Trend::None => t!(lang, "trend-none"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::plan::Words;

    fn ratio(at_least: &str, later: Option<&str>) -> Indicator {
        let decimal = |text: &str| Decimal::from_str_exact(text).unwrap();
        Indicator {
            id: "one".parse().unwrap(),
            title: Words { zh: String::new(), en: String::new() },
            quote: String::new(),
            measure: Measure::Ratio { numerator: "a".parse().unwrap(), denominator: "b".parse().unwrap() },
            target: Target { at_least: decimal(at_least), later: later.map(decimal) },
            assumed: None,
        }
    }

    #[test]
    fn rounding_never_reaches_a_target_that_was_not() {
        for (value, at_least, later, expected) in [
            ("0.66666", "0.5", None, "0.667"),
            ("0.4996", "0.5", None, "0.499"),
            ("0.5", "0.5", None, "0.500"),
            ("0.9996", "0.3", Some("1"), "0.999"),
            ("0.9996", "0.3", None, "0.999"),
            ("0.7996", "0.3", Some("0.8"), "0.799"),
            ("1.25", "0.5", None, "1.25"),
            ("0", "0", None, "0"),
        ] {
            let value = Decimal::from_str_exact(value).unwrap();
            let expected = Decimal::from_str_exact(expected).unwrap();
            assert_eq!(shown(&ratio(at_least, later), value), expected, "{value} of {at_least}");
        }
    }
}
