//! Numbers as they stand in a scorecard.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::domain::scoring::card::Tally;
use crate::domain::scoring::rules::Rules;

/// Points to as many decimals as the rules keep: 82.00.
pub fn points(rules: &Rules, points: Decimal) -> String {
    let places = usize::try_from(rules.places).unwrap_or_default();
    minus(&format!("{:.places$}", rounded(points, rules.places)))
}

/// A number as it is: 50, 0.5.
pub fn exact(number: Decimal) -> String {
    minus(&number.normalize().to_string())
}

/// +0.5, −2, 0
pub fn signed(number: Decimal) -> String {
    if number.is_sign_positive() && !number.is_zero() { format!("+{}", exact(number)) } else { exact(number) }
}

/// 0.625 as 62.5%, to a hundredth of one.
pub fn percent(share: Decimal) -> String {
    format!("{}%", exact(rounded(share * Decimal::ONE_HUNDRED, 2)))
}

/// 按时报送率, to a tenth: 92.0%.
pub fn rate(tally: &Tally) -> String {
    tally.on_time_rate().map_or_else(|| "–".to_owned(), |rate| format!("{rate:.1}%"))
}

/// `= 62.5%` where that is all of it, else `≈ 66.67%`.
pub(super) fn equals_percent(share: Decimal) -> String {
    let sign = if rounded(share, 4) == share { '=' } else { '≈' };
    format!("{sign} {}", percent(share))
}

fn rounded(number: Decimal, places: u32) -> Decimal {
    number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

/// A minus as wide as a plus; nothing is less than 0 by nothing.
fn minus(text: &str) -> String {
    match text.strip_prefix('-') {
        Some(number) if number.chars().all(|c| matches!(c, '0' | '.')) => number.to_owned(),
        Some(number) => format!("−{number}"),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dec(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn numbers_read_as_written_by_hand() {
        assert_eq!([exact(dec("50.00")), exact(dec("-0.5")), exact(dec("100"))], ["50", "−0.5", "100"]);
        assert_eq!([signed(dec("1.50")), signed(dec("-2")), signed(dec("-0"))], ["+1.5", "−2", "0"]);
        assert_eq!([percent(dec("0.625")), percent(dec("1"))], ["62.5%", "100%"]);
        assert_eq!(equals_percent(Decimal::TWO / dec("3")), "≈ 66.67%");
        assert_eq!(equals_percent(dec("0.96")), "= 96%");
    }
}
