//! Codes with a check character: 统一社会信用代码 (GB 32100-2015) and 公民身份号码 (GB 11643-1999).

use time::{Date, Month};

use super::What;

const LENGTH: usize = 18;
/// GB 32100-2015, table 1: without I, O, S, V, Z, which are taken for digits.
const CREDIT_ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
/// GB 11643-1999, by the remainder of the weighted sum.
const IDENTITY_CHECKS: &str = "10X98765432";

/// Checks a code of 18 characters, capital letters, no spaces. What the first seventeen stand for is not checked: the
/// registering authorities' codes grow.
///
/// ```
/// use duban::domain::forms::{What, credit_code};
///
/// assert_eq!(credit_code("91310000631696382C"), Ok(()));
/// assert_eq!(credit_code("91440300715267260X"), Err(What::CheckCharacter { wanted: 'N' }));
/// ```
pub fn credit_code(code: &str) -> Result<(), What> {
    let values = values(code, |c| CREDIT_ALPHABET.chars().position(|each| each == c))?;
    let (last, body) = values.split_last().ok_or(What::Length { wanted: LENGTH, has: 0 })?;
    // Weights are the powers of 3 modulo 31.
    let (sum, _) = body.iter().fold((0, 1), |(sum, weight), value| (sum + value * weight, weight * 3 % 31));
    let wanted = (31 - sum % 31) % 31;
    checked(*last == wanted, CREDIT_ALPHABET, wanted)
}

/// Checks a number of 18 characters: digits, the day of birth, and the check character, which may be X.
pub fn identity_number(number: &str) -> Result<(), What> {
    let digit = |c: char| c.to_digit(10).and_then(|digit| usize::try_from(digit).ok());
    let count = number.chars().count();
    if count != LENGTH {
        return Err(What::Length { wanted: LENGTH, has: count });
    }
    let body: String = number.chars().take(LENGTH - 1).collect();
    let values = body
        .chars()
        .enumerate()
        .map(|(at, letter)| digit(letter).ok_or(What::Letter { letter, at: at + 1 }))
        .collect::<Result<Vec<_>, _>>()?;
    let last = number.chars().last().unwrap_or_default();
    if !IDENTITY_CHECKS.contains(last) {
        return Err(What::Letter { letter: last, at: LENGTH });
    }
    birthday(&values).ok_or(What::Birthday)?;
    // The weight of the i-th character from the right is 2^(i-1) modulo 11.
    let (sum, _) =
        values.iter().rev().fold((0, 2), |(sum, weight), value| (sum + value * weight, weight * 2 % 11));
    let wanted = sum % 11;
    let should = IDENTITY_CHECKS.chars().nth(wanted);
    checked(should == Some(last), IDENTITY_CHECKS, wanted)
}

fn birthday(values: &[usize]) -> Option<Date> {
    let number =
        |from, to| values.get(from..to).map(|part: &[usize]| part.iter().fold(0, |all, d| all * 10 + d));
    let year = i32::try_from(number(6, 10)?).ok().filter(|year| *year >= 1800)?;
    let month = Month::try_from(u8::try_from(number(10, 12)?).ok()?).ok()?;
    Date::from_calendar_date(year, month, u8::try_from(number(12, 14)?).ok()?).ok()
}

fn values(code: &str, value: impl Fn(char) -> Option<usize>) -> Result<Vec<usize>, What> {
    let count = code.chars().count();
    if count != LENGTH {
        return Err(What::Length { wanted: LENGTH, has: count });
    }
    let each = |(at, letter)| value(letter).ok_or(What::Letter { letter, at: at + 1 });
    code.chars().enumerate().map(each).collect()
}

fn checked(is_right: bool, alphabet: &str, wanted: usize) -> Result<(), What> {
    match alphabet.chars().nth(wanted) {
        Some(wanted) if !is_right => Err(What::CheckCharacter { wanted }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credit_codes_of_real_bodies_pass_and_a_wrong_end_is_named() {
        for code in ["91230500MA1B3N1N2M", "91310000631696382C", "11340722003125597L", "11500236MB1822153Y"] {
            assert_eq!(credit_code(code), Ok(()), "{code}");
        }
        assert_eq!(credit_code("91440300715267260X"), Err(What::CheckCharacter { wanted: 'N' }));
        assert_eq!(credit_code("9144030071526726"), Err(What::Length { wanted: 18, has: 16 }));
        assert_eq!(credit_code("9131000063169638OC"), Err(What::Letter { letter: 'O', at: 17 }));
    }

    #[test]
    fn any_other_end_of_a_credit_code_is_refused() {
        let right = "91310000631696382C";
        for end in CREDIT_ALPHABET.chars().filter(|c| *c != 'C') {
            let code = format!("{}{end}", right.get(..17).unwrap());
            assert_eq!(credit_code(&code), Err(What::CheckCharacter { wanted: 'C' }), "{code}");
        }
    }

    /// The number of the standard's own example (GB 11643-1999, annex A).
    #[test]
    fn identity_numbers_end_in_their_check_character() {
        assert_eq!(identity_number("11010519491231002X"), Ok(()));
        assert_eq!(identity_number("440524188001010014"), Ok(()));
        assert_eq!(identity_number("110105194912310021"), Err(What::CheckCharacter { wanted: 'X' }));
        assert_eq!(identity_number("11010519490229002X"), Err(What::Birthday));
        assert_eq!(identity_number("110105491231002"), Err(What::Length { wanted: 18, has: 15 }));
        assert_eq!(identity_number("1101051949123100ZX"), Err(What::Letter { letter: 'Z', at: 17 }));
    }
}
