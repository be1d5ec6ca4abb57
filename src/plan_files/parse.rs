//! One TOML file into its raw form. serde stops at the first fault; here the faulty part is cut out of the
//! parsed table and the rest is read again, so that one reading finds them all.

use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::de::{DeArray, DeTable, DeValue};

use super::problem::{Problems, say};
use super::suggest::{one_of, quoted};
use crate::domain::plan::Words;

/// A file that was read.
#[derive(Debug)]
pub(super) struct Parsed<T> {
    pub file: String,
    pub value: T,
    /// Nothing had to be left out; only then is the absence of something a fault of its own.
    pub whole: bool,
}

pub(super) fn parse<T: DeserializeOwned>(file: &str, problems: &mut Problems) -> Option<Parsed<T>> {
    let text = problems.text(file).to_owned();
    let (mut table, errors) = DeTable::parse_recoverable(&text);
    for error in &errors {
        let (message, help) = in_words(error.message());
        let problem = problems.error(file, error.span().unwrap_or(0..0), message);
        problem.help = help;
    }
    if !errors.is_empty() {
        return None;
    }
    let mut whole = true;
    loop {
        let error = match T::deserialize(toml::Deserializer::from(table.clone())) {
            Ok(value) => return Some(Parsed { file: file.to_owned(), value, whole }),
            Err(error) => error,
        };
        let span = error.span();
        let (message, help) = in_words(error.message());
        problems.error(file, span.clone().unwrap_or(0..0), message).help = help;
        let unknown = error.message().starts_with("unknown field");
        whole &= unknown;
        let cut = span.is_some_and(|span| matches!(cut_table(table.get_mut(), &span, unknown), Cut::Done));
        if !cut {
            return None;
        }
    }
}

/// Whether the faulty part was found, and whether it is out.
enum Cut {
    NotHere,
    /// Found; the nearest table that stands in a list goes with it.
    Above,
    Done,
}

fn cut_table(table: &mut DeTable<'_>, span: &Range<usize>, unknown: bool) -> Cut {
    if let Some(key) = table.keys().find(|key| key.span() == *span).cloned() {
        if unknown {
            table.remove(&key);
            return Cut::Done;
        }
        return Cut::Above;
    }
    for (_, value) in table.iter_mut() {
        if value.span() == *span {
            return Cut::Above;
        }
        match cut_value(value.get_mut(), span, unknown) {
            Cut::NotHere => {}
            found => return found,
        }
    }
    Cut::NotHere
}

fn cut_value(value: &mut DeValue<'_>, span: &Range<usize>, unknown: bool) -> Cut {
    match value {
        DeValue::Table(table) => cut_table(table, span, unknown),
        DeValue::Array(array) => cut_array(array, span, unknown),
        _ => Cut::NotHere,
    }
}

fn cut_array(array: &mut DeArray<'_>, span: &Range<usize>, unknown: bool) -> Cut {
    let mut faulty = None;
    for (at, item) in array.iter_mut().enumerate() {
        let found = if item.span() == *span { Cut::Above } else { cut_value(item.get_mut(), span, unknown) };
        match found {
            Cut::NotHere => {}
            Cut::Above if item.get_ref().is_table() => {
                faulty = Some(at);
                break;
            }
            found => return found,
        }
    }
    let Some(faulty) = faulty else { return Cut::NotHere };
    let items = std::mem::replace(array, DeArray::new()).into_iter().enumerate();
    *array = items.filter(|(at, _)| *at != faulty).map(|(_, item)| item).collect();
    Cut::Done
}

/// The parser's message in words for people.
fn in_words(message: &str) -> (Words, Option<Words>) {
    let first = quoted(message).next().unwrap_or_default().to_owned();
    let known: Vec<&str> = quoted(message).skip(1).collect();
    if message.starts_with("unknown field") {
        return (say!("没有“{first}”这个字段", "there is no field `{first}`"), one_of(&first, &known));
    }
    if message.starts_with("unknown variant") {
        return (say!("没有“{first}”这个取值", "`{first}` is not one of the values"), one_of(&first, &known));
    }
    if message.starts_with("missing field") {
        let help = say!("请补上 {first} = …", "add {first} = …");
        return (say!("缺少字段“{first}”", "the field `{first}` is missing"), Some(help));
    }
    if let Some(rest) = message.strip_prefix("invalid type: ") {
        return (say!("类型不对：{rest}", "wrong type: {rest}"), expected(rest));
    }
    if let Some(rest) = message.strip_prefix("invalid value: ") {
        return (say!("取值不对：{rest}", "wrong value: {rest}"), expected(rest));
    }
    if message.starts_with("duplicate key") {
        let help = say!("请删去其中一处", "remove one of them");
        return (say!("同一字段写了两次", "the same field is given twice"), Some(help));
    }
    let help = say!(
        "请检查引号、括号和等号；文字要放在英文引号 \"…\" 里",
        "look at the quotation marks, brackets and equals signs; text stands between \"…\""
    );
    (say!("TOML 写法有误：{message}", "not valid TOML: {message}"), Some(help))
}

/// How to write a value of the type that was expected.
fn expected(message: &str) -> Option<Words> {
    let (_, expected) = message.rsplit_once("expected ")?;
    Some(match expected {
        "a boolean" => say!("写 true 或 false，不加引号", "write true or false, without quotation marks"),
        "a string" => say!("文字要放在英文引号 \"…\" 里", "put it between quotation marks: \"…\""),
        "a sequence" => say!("写成方括号里的列表：[…]", "write a list in brackets: […]"),
        "u8" | "u16" | "u32" | "usize" => {
            say!("写不小于0的整数，不加引号", "write a whole number of 0 or more, without quotation marks")
        }
        "i32" | "i64" => say!("写整数，不加引号", "write a whole number, without quotation marks"),
        _ => say!("应为 {expected}", "it should be {expected}"),
    })
}
