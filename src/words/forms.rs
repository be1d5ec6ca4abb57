//! Report forms (报表) in words: what is wrong with a row and what to do about it, what a column takes, and what is stored
//! in it as a person reads it.

use super::{Lang, clause_separator, separator, t};
use crate::domain::forms::{Choice, Column, Fault, Form, Kind, Need, Rule, What};
use crate::domain::ids::ColumnId;

#[cfg(test)]
mod tests;

/// What is wrong, and what to do. Where it stands is said by [`place`].
pub fn fault(lang: Lang, form: &Form, fault: &Fault) -> String {
    let column = fault.column.as_ref().and_then(|id| form.column(id));
    match &fault.what {
        What::Missing => t!(lang, "form-fault-missing"),
        What::MissingSince { column: other, value } => missing_since(lang, form, column, other, value),
        What::MissingWithout { column } => {
            t!(lang, "form-fault-missing-without", column = name(lang, form, column))
        }
        What::TooLong { max, has } => {
            let (most, has) = (max.to_string(), has.to_string());
            t!(lang, "form-fault-too-long", most = most, has = has)
        }
        What::NotAnInteger => t!(lang, "form-fault-not-integer"),
        What::NotANumber => t!(lang, "form-fault-not-number"),
        What::TooManyPlaces { places } => t!(lang, "form-fault-places", places = places.to_string()),
        What::TooSmall { min } => t!(lang, "form-fault-too-small", min = min.as_str()),
        What::TooLarge { max } => t!(lang, "form-fault-too-large", max = max.as_str()),
        What::NotADate => t!(lang, "form-fault-not-date"),
        What::Future => t!(lang, "form-fault-future"),
        What::NoSuchDay => t!(lang, "form-fault-no-such-day"),
        What::NotACode { nearest } => not_a_code(lang, column, nearest.as_deref()),
        What::Length { wanted, has } => {
            let code = code_name(lang, column);
            t!(lang, "form-fault-length", code = code, wanted = wanted.to_string(), has = has.to_string())
        }
        What::Letter { letter, at } => {
            let (code, letter) = (code_name(lang, column), letter.to_string());
            t!(lang, "form-fault-letter", code = code, letter = letter, at = at.to_string())
        }
        What::Birthday => t!(lang, "form-fault-birthday"),
        What::CheckCharacter { wanted } => {
            let (code, wanted) = (code_name(lang, column), wanted.to_string());
            t!(lang, "form-fault-check-character", code = code, wanted = wanted)
        }
        What::NotAPhone => t!(lang, "form-fault-not-phone"),
        What::NotAnEmail => t!(lang, "form-fault-not-email"),
        What::Formula => t!(lang, "form-fault-formula"),
        What::SheetError(error) => t!(lang, "form-fault-sheet-error", error = error.as_str()),
        What::DigitsLost => t!(lang, "form-fault-digits-lost"),
        What::Above { column: high } => above(lang, form, high),
        What::NoneOf { columns } => t!(lang, "form-fault-none-of", columns = names(lang, form, columns)),
        What::SeveralOf { columns } => {
            t!(lang, "form-fault-several-of", columns = names(lang, form, columns))
        }
        What::Repeats { line: 0, columns } => {
            t!(lang, "form-fault-repeats-typed", columns = names(lang, form, columns))
        }
        What::Repeats { line, columns } => {
            let columns = names(lang, form, columns);
            t!(lang, "form-fault-repeats", line = line.to_string(), columns = columns)
        }
        What::TooLongAfter { column, working_days } => {
            let (column, days) = (name(lang, form, column), working_days.to_string());
            t!(lang, "form-fault-too-long-after", column = column, days = days)
        }
        What::Example => t!(lang, "form-fault-example"),
    }
}

/// The heading of the column that a fault is about; `None` where it is about the row.
pub fn place<'a>(lang: Lang, form: &'a Form, fault: &Fault) -> Option<&'a str> {
    fault.column.as_ref().and_then(|id| form.column(id)).map(|of| column(lang, of))
}

/// A column's heading.
pub fn column(lang: Lang, column: &Column) -> &str {
    lang.pick(&column.label)
}

/// What it takes: 文字，最多200字; 日期，如 2026-03-05; 代码：01 普通、02 特许.
pub fn kind(lang: Lang, kind: &Kind) -> String {
    match kind {
        Kind::Text { max } => t!(lang, "form-kind-text", most = max.to_string()),
        Kind::Integer { .. } => t!(lang, "form-kind-integer"),
        Kind::Decimal { places, .. } => t!(lang, "form-kind-decimal", places = places.to_string()),
        Kind::Date => t!(lang, "form-kind-date"),
        Kind::Code(choices) => {
            let all: Vec<String> = choices.iter().map(|each| choice(lang, each)).collect();
            t!(lang, "form-kind-code", choices = all.join(separator(lang)))
        }
        Kind::CreditCode => t!(lang, "form-kind-credit-code"),
        Kind::IdentityNumber => t!(lang, "form-kind-identity-number"),
        Kind::Phone => t!(lang, "form-kind-phone"),
        Kind::Email => t!(lang, "form-kind-email"),
    }
}

/// Whether it must be filled: 必填; 选填; “相对人类别”为“自然人”时必填.
pub fn need(lang: Lang, form: &Form, column: &Column) -> String {
    match &column.need {
        Need::Optional => t!(lang, "form-need-optional"),
        Need::Required => t!(lang, "form-need-required"),
        Need::WhenOneOf { column, values } => {
            let (column, values) = (name(lang, form, column), self::values(lang, form, column, values));
            t!(lang, "form-need-when-one-of", column = column, values = values)
        }
        Need::WhenFilled { column } => {
            t!(lang, "form-need-when-filled", column = name(lang, form, column))
        }
        Need::WhenEmpty { column } => t!(lang, "form-need-when-empty", column = name(lang, form, column)),
    }
}

/// A stored value as a person reads it: a code with its label, everything else as it is.
pub fn value(lang: Lang, column: &Column, stored: &str) -> String {
    let Kind::Code(choices) = &column.kind else { return stored.to_owned() };
    let found = choices.iter().find(|each| each.code == stored);
    found.map_or_else(|| stored.to_owned(), |found| choice(lang, found))
}

/// 01 普通; once where code and label are the same.
pub fn choice(lang: Lang, choice: &Choice) -> String {
    let label = lang.pick(&choice.label);
    if label == choice.code { label.to_owned() } else { format!("{} {label}", choice.code) }
}

/// What must hold in a row or among rows, for whoever fills the form in.
pub fn rule(lang: Lang, form: &Form, rule: &Rule) -> String {
    match rule {
        Rule::AtMost { low, high } => {
            let dates = form.column(high).is_some_and(|high| high.kind == Kind::Date);
            let (low, high) = (name(lang, form, low), name(lang, form, high));
            if dates {
                t!(lang, "form-rule-not-later", low = low, high = high)
            } else {
                t!(lang, "form-rule-at-most", low = low, high = high)
            }
        }
        Rule::OneOf { columns, only: false } => {
            t!(lang, "form-rule-some-of", columns = names(lang, form, columns))
        }
        Rule::OneOf { columns, only: true } => {
            t!(lang, "form-rule-one-of", columns = names(lang, form, columns))
        }
        Rule::Unique { columns } => t!(lang, "form-rule-unique", columns = names(lang, form, columns)),
        Rule::UniqueInDistrict { columns } => {
            t!(lang, "form-rule-unique-in-district", columns = names(lang, form, columns))
        }
        Rule::WithinAfter { date, after, working_days } => {
            let (date, after, days) =
                (name(lang, form, date), name(lang, form, after), working_days.to_string());
            t!(lang, "form-rule-within-after", date = date, after = after, days = days)
        }
        Rule::ReportedWithin { date, working_days } => {
            let (date, days) = (name(lang, form, date), working_days.to_string());
            t!(lang, "form-rule-reported-within", date = date, days = days)
        }
        Rule::NotFuture { date } => t!(lang, "form-rule-not-future", date = name(lang, form, date)),
        Rule::EveryChoice { column } => t!(lang, "form-rule-every-choice", column = name(lang, form, column)),
        Rule::IdentityNumber { column, when: None } => {
            t!(lang, "form-rule-identity-number", column = name(lang, form, column))
        }
        Rule::IdentityNumber { column, when: Some((other, stored)) } => {
            let (column, other, values) =
                (name(lang, form, column), name(lang, form, other), values(lang, form, other, stored));
            t!(lang, "form-rule-identity-number-when", column = column, other = other, values = values)
        }
    }
}

/// All that should be known of a column before it is filled: what it takes, whether it must be, and its help.
pub fn guidance(lang: Lang, form: &Form, column: &Column) -> String {
    let mut all = vec![need(lang, form, column), kind(lang, &column.kind)];
    all.extend(column.help.as_ref().map(|help| lang.pick(help).to_owned()));
    all.join(clause_separator(lang))
}

/// Headings in quotation marks: “文号”、“决定日期”.
pub fn names(lang: Lang, form: &Form, columns: &[ColumnId]) -> String {
    let all: Vec<String> = columns.iter().map(|column| quoted(lang, &name(lang, form, column))).collect();
    all.join(separator(lang))
}

fn name(lang: Lang, form: &Form, id: &ColumnId) -> String {
    form.column(id).map_or_else(|| id.to_string(), |of| column(lang, of).to_owned())
}

fn quoted(lang: Lang, text: &str) -> String {
    t!(lang, "form-quoted", text = text)
}

/// Stored values of a column in quotation marks.
pub fn values(lang: Lang, form: &Form, column: &ColumnId, stored: &[String]) -> String {
    let of = form.column(column);
    let read = |stored: &String| of.map_or_else(|| stored.clone(), |of| value(lang, of, stored));
    let all: Vec<String> = stored.iter().map(|stored| quoted(lang, &read(stored))).collect();
    all.join(separator(lang))
}

fn missing_since(lang: Lang, form: &Form, column: Option<&Column>, other: &ColumnId, stored: &str) -> String {
    let heading = name(lang, form, other);
    if column.is_some_and(|column| matches!(column.need, Need::WhenFilled { .. })) {
        return t!(lang, "form-fault-missing-filled", column = heading);
    }
    let value = form.column(other).map_or_else(|| stored.to_owned(), |other| value(lang, other, stored));
    t!(lang, "form-fault-missing-since", column = heading, value = value)
}

fn not_a_code(lang: Lang, column: Option<&Column>, nearest: Option<&str>) -> String {
    let Some(nearest) = nearest else { return t!(lang, "form-fault-not-code") };
    let choices = match column.map(|column| &column.kind) {
        Some(Kind::Code(choices)) => choices.as_slice(),
        _ => &[],
    };
    let found = choices.iter().find(|each| each.code == nearest || each.label.zh == nearest);
    let near = found.map_or_else(|| nearest.to_owned(), |found| choice(lang, found));
    t!(lang, "form-fault-not-code-near", near = near)
}

fn code_name(lang: Lang, column: Option<&Column>) -> String {
    match column.map(|column| &column.kind) {
        // A text is checked for nothing else, see `Rule::IdentityNumber`.
        Some(Kind::IdentityNumber | Kind::Text { .. }) => t!(lang, "form-code-identity"),
        _ => t!(lang, "form-code-credit"),
    }
}

fn above(lang: Lang, form: &Form, high: &ColumnId) -> String {
    let heading = name(lang, form, high);
    match form.column(high).map(|high| &high.kind) {
        Some(Kind::Date) => t!(lang, "form-fault-later", column = heading),
        _ => t!(lang, "form-fault-above", column = heading),
    }
}
