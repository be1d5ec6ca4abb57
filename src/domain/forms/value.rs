//! A cell, from what stands in a stranger's table to the one way in which we write it.

use rust_decimal::Decimal;
use time::{Date, Month};

use super::{Choice, Kind, What, credit_code, identity_number};
use crate::domain::nearest::nearest;

/// What was read in a cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Given {
    #[default]
    Empty,
    Text(String),
    /// A spreadsheet's number; it keeps fifteen digits.
    Number(f64),
    Date(Date),
    /// A formula without its result.
    Formula,
    /// `#N/A` and the like.
    SheetError(String),
}

/// How a formula without its result is shown.
const FORMULA: &str = "=";
const SHEET_ERRORS: [&str; 8] =
    ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#GETTING_DATA"];

/// The greatest number that a spreadsheet keeps to its last digit.
const EXACT: f64 = 999_999_999_999_999.0;

impl Given {
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => clean(text).is_empty(),
            _ => false,
        }
    }

    /// What stands in a text file, in a paste, or was kept by [`Given::shown`]: a spreadsheet's errors and the numbers whose
    /// end it cut off are found there too.
    pub fn of_text(text: &str) -> Self {
        let bare = text.trim();
        if bare.is_empty() {
            Self::Empty
        } else if bare == FORMULA {
            Self::Formula
        } else if SHEET_ERRORS.contains(&bare) {
            Self::SheetError(bare.to_owned())
        } else if let Some(number) = cut_off(bare) {
            Self::Number(number)
        } else {
            Self::Text(text.to_owned())
        }
    }

    /// As a person reads it, for showing what was wrong; [`Given::of_text`] makes the same of it.
    pub fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => clean(text),
            Self::Number(number) if number.abs() > EXACT => format!("{number:.5E}").replace('E', "E+"),
            Self::Number(number) => written(*number),
            Self::Date(date) => date.to_string(),
            Self::Formula => FORMULA.to_owned(),
            Self::SheetError(error) => error.clone(),
        }
    }

    /// The value as it is stored, or what is wrong; empty for an empty cell.
    ///
    /// Dates are `2026-03-05`, decimals have no needless zeros, codes are the code, credit codes and identity numbers
    /// have capital letters, phones digits and hyphens.
    pub fn value(&self, kind: &Kind) -> Result<String, What> {
        let text = match self {
            Self::Empty => return Ok(String::new()),
            Self::Formula => return Err(What::Formula),
            Self::SheetError(error) => return Err(What::SheetError(error.clone())),
            Self::Number(number) if number.abs() > EXACT => return Err(What::DigitsLost),
            Self::Number(number) if matches!(kind, Kind::Date) => return serial(*number),
            Self::Number(number) => written(*number),
            Self::Date(date) => date.to_string(),
            Self::Text(text) => clean(text),
        };
        if text.is_empty() {
            return Ok(text);
        }
        match kind {
            Kind::Text { max } => fitting(text, *max),
            Kind::Integer { min, max } => integer(&text, *min, *max),
            Kind::Decimal { places, min } => decimal(&text, *places, *min),
            Kind::Date => date(&text),
            Kind::Code(choices) => code(&text, choices),
            Kind::CreditCode => {
                let code = joined(&text).to_uppercase();
                credit_code(&code).map(|()| code)
            }
            Kind::IdentityNumber => {
                let number = joined(&text).to_uppercase();
                identity_number(&number).map(|()| number)
            }
            Kind::Phone => phone(&text),
            Kind::Email => email(&text),
        }
    }
}

/// 1.10105E+17, as a spreadsheet writes a number that is longer than it keeps.
fn cut_off(text: &str) -> Option<f64> {
    let (digits, exponent) = text.split_once(['E', 'e'])?;
    let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let is_exponent = exponent.strip_prefix('+')?.bytes().all(|b| b.is_ascii_digit());
    let number: f64 = if is_number && is_exponent { text.parse().ok()? } else { return None };
    (number > EXACT).then_some(number)
}

/// Without what the eye does not see, in one line; signs stay as they are, since texts are quoted elsewhere.
fn clean(text: &str) -> String {
    let seen = text.chars().filter(|c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'));
    let spaced: String = seen.map(|c| if c.is_whitespace() || c.is_control() { ' ' } else { c }).collect();
    spaced.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The same with letters, digits and signs of full width (ＡＢＣ＠１２３) as plain ones.
pub fn plain(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '—' | '–' | '‐' | '−' => '-',
        '。' => '.',
        c => c,
    };
    clean(text).chars().map(narrow).collect()
}

fn joined(text: &str) -> String {
    plain(text).chars().filter(|c| !c.is_whitespace()).collect()
}

/// A spreadsheet's number as it shows it: fifteen digits at most, no exponent.
fn written(number: f64) -> String {
    let short = format!("{number:.14e}");
    Decimal::from_scientific(&short)
        .map_or_else(|_| number.to_string(), |exact| exact.normalize().to_string())
}

fn fitting(text: String, max: usize) -> Result<String, What> {
    let has = text.chars().count();
    if has > max { Err(What::TooLong { max, has }) } else { Ok(text) }
}

fn number(text: &str) -> Option<Decimal> {
    let plain: String = joined(text).chars().filter(|c| *c != ',').collect();
    let digits = plain.strip_prefix('-').unwrap_or(&plain);
    let is_number = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if is_number { Decimal::from_str_exact(&plain).ok() } else { None }
}

fn integer(text: &str, min: Option<i64>, max: Option<i64>) -> Result<String, What> {
    let number = number(text).filter(|number| number.fract().is_zero()).ok_or(What::NotAnInteger)?;
    let number = i64::try_from(number.trunc()).map_err(|_| What::NotAnInteger)?;
    match (min, max) {
        (Some(min), _) if number < min => Err(What::TooSmall { min: min.to_string() }),
        (_, Some(max)) if number > max => Err(What::TooLarge { max: max.to_string() }),
        _ => Ok(number.to_string()),
    }
}

fn decimal(text: &str, places: u32, min: Option<Decimal>) -> Result<String, What> {
    let number = number(text).ok_or(What::NotANumber)?.normalize();
    if number.scale() > places {
        return Err(What::TooManyPlaces { places });
    }
    match min {
        Some(min) if number < min => Err(What::TooSmall { min: min.normalize().to_string() }),
        _ => Ok(number.to_string()),
    }
}

/// A day as a spreadsheet counts them, from 1899-12-30; what is no day of our time is a number and no date. The eight digits
/// of 20260305 come as a number too.
fn serial(number: f64) -> Result<String, What> {
    let whole = written(number.trunc());
    if whole.len() == 8 {
        return date(&whole);
    }
    let days = whole.parse::<i64>().ok().filter(|days| (1..=109_574).contains(days)).ok_or(What::NotADate)?;
    let first = Date::from_calendar_date(1899, Month::December, 30).map_err(|_| What::NotADate)?;
    let day = first.checked_add(time::Duration::days(days)).ok_or(What::NotADate)?;
    Ok(day.to_string())
}

/// 2026-03-05, 2026/3/5, 2026.3.5, 2026年3月5日, 20260305, with a time of day or without.
fn date(text: &str) -> Result<String, What> {
    let plain = plain(text);
    let day = plain.split([' ', 'T']).next().unwrap_or_default();
    let numbers: Vec<&str> =
        day.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let marks = |c: char| c.is_ascii_digit() || matches!(c, '-' | '/' | '.' | '年' | '月' | '日' | '号');
    let (year, month, day) = match *numbers.as_slice() {
        _ if !day.chars().all(marks) => return Err(What::NotADate),
        [all] if all.len() == 8 => match (all.get(..4), all.get(4..6), all.get(6..)) {
            (Some(year), Some(month), Some(day)) => (year, month, day),
            _ => return Err(What::NotADate),
        },
        [year, month, day] if year.len() == 4 && month.len() <= 2 && day.len() <= 2 => (year, month, day),
        _ => return Err(What::NotADate),
    };
    let year: i32 = year.parse().map_err(|_| What::NotADate)?;
    let month: u8 = month.parse().map_err(|_| What::NotADate)?;
    let day: u8 = day.parse().map_err(|_| What::NotADate)?;
    let month = Month::try_from(month).map_err(|_| What::NoSuchDay)?;
    let date = Date::from_calendar_date(year, month, day).map_err(|_| What::NoSuchDay)?;
    if (1900..=2199).contains(&year) { Ok(date.to_string()) } else { Err(What::NoSuchDay) }
}

/// `01`, `1` where the code is 01, the label, or both as the template's list has them: `01 普通`.
fn code(text: &str, choices: &[Choice]) -> Result<String, What> {
    let given = plain(text);
    let (first, rest) = given.split_once([' ', '-', ':', '、']).unwrap_or((&given, ""));
    let same = |a: &str, b: &str| a.eq_ignore_ascii_case(b);
    let number = |text: &str| {
        let is_number = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| text.trim_start_matches('0').to_owned())
    };
    let is = |choice: &&Choice| {
        let labels = [plain(&choice.label.zh), plain(&choice.label.en)];
        let is_label = |text: &str| labels.iter().any(|label| same(label, text));
        let is_code = |text: &str| {
            same(&choice.code, text) || number(text).is_some() && number(text) == number(&choice.code)
        };
        is_code(&given) || is_label(&given) || is_code(first) && is_label(rest.trim())
    };
    if let Some(choice) = choices.iter().find(is) {
        return Ok(choice.code.clone());
    }
    let names = choices.iter().flat_map(|choice| [choice.code.as_str(), choice.label.zh.as_str()]);
    let names: Vec<&str> = names.collect();
    Err(What::NotACode { nearest: nearest(&given, &names).map(str::to_owned) })
}

/// Eleven digits of a mobile, or an area code and seven or eight digits, with an extension or without.
fn phone(text: &str) -> Result<String, What> {
    let plain: String = joined(text).replace('(', "").replace(')', "-");
    let plain = plain.strip_prefix("+86").or_else(|| plain.strip_prefix("0086")).unwrap_or(&plain);
    let parts: Vec<&str> = plain.split('-').filter(|part| !part.is_empty()).collect();
    if parts.is_empty() || !parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit())) {
        return Err(What::NotAPhone);
    }
    let digits = parts.concat();
    if digits.len() == 11 && digits.starts_with('1') {
        return Ok(digits);
    }
    // A unit's own seven or eight digits, an area code before them, an extension behind.
    let local = |part: &str| matches!(part.len(), 7 | 8) && !part.starts_with('0');
    let area = |part: &str| matches!(part.len(), 3 | 4) && part.starts_with('0');
    let extension = |part: &str| (1..=6).contains(&part.len());
    let is_phone = match *parts.as_slice() {
        [all] => local(all) || matches!(all.len(), 10..=12) && all.starts_with('0'),
        [first, second] => area(first) && local(second) || local(first) && extension(second),
        [first, second, third] => area(first) && local(second) && extension(third),
        _ => false,
    };
    if is_phone { Ok(parts.join("-")) } else { Err(What::NotAPhone) }
}

/// Whether it looks like one: who can be written to, mail alone can tell.
fn email(text: &str) -> Result<String, What> {
    let address = joined(text);
    let is_address = address.split_once('@').is_some_and(|(name, domain)| {
        let part = |part: &str| !part.is_empty() && !part.contains(['@', ',', ';', '<', '>', '"']);
        part(name)
            && part(domain)
            && domain.split('.').count() > 1
            && domain.split('.').all(|label| !label.is_empty())
    });
    if is_address && address.len() <= 254 { Ok(address) } else { Err(What::NotAnEmail) }
}
