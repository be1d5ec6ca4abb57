//! A sheet's rows, one after another.

use std::collections::HashMap;
use std::io::Read;

use quick_xml::events::Event;
use time::{Date, Duration, Month};

use super::notes::{CELL, ROW, Refused, bytes};
use super::texts::Texts;
use super::xml::{Xml, attribute};
use crate::domain::forms::Given;

/// Columns that are looked at, and lines that a sheet may have.
pub(super) const COLUMNS: usize = 512;
const LINES: usize = 1 << 20;
/// Bytes of what a sheet says is wrong with a cell; the longest is `#GETTING_DATA`.
const ERROR: usize = 40;

/// What cells refer to.
#[derive(Default)]
pub(super) struct Context {
    pub texts: Texts,
    /// Whether a style shows numbers as dates.
    pub dates: Vec<bool>,
    /// Days are counted from 1904, not from 1900.
    pub is_1904: bool,
}

impl Context {
    fn number(&self, number: f64, style: usize) -> Given {
        if !self.dates.get(style).copied().unwrap_or(false) {
            return Given::Number(number);
        }
        // A time of day alone is no date.
        let whole = format!("{:.0}", number.floor()).parse::<i64>();
        let day = whole.ok().filter(|day| (1..=2_958_465).contains(day)).and_then(|day| {
            let first = Date::from_calendar_date(1899, Month::December, 30).ok()?;
            first.checked_add(Duration::days(if self.is_1904 { day + 1462 } else { day }))
        });
        day.map_or(Given::Number(number), Given::Date)
    }
}

/// The styles by which numbers are dates.
pub(super) fn dates<R: Read>(xml: &mut Xml<R>) -> Result<Vec<bool>, Refused> {
    let (mut own, mut dates, mut in_cells) = (HashMap::new(), Vec::new(), false);
    loop {
        match xml.next()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "numFmt" => {
                    own.insert(attribute(&tag, "numFmtId"), is_date(&attribute(&tag, "formatCode")));
                }
                "cellXfs" => in_cells = true,
                "xf" if in_cells => {
                    let id = attribute(&tag, "numFmtId");
                    let built_in = matches!(id.parse(), Ok(14..=22 | 27..=36 | 45..=47 | 50..=58));
                    dates.push(own.get(&id).copied().unwrap_or(built_in));
                }
                _ => {}
            },
            Event::End(tag) if tag.local_name().as_ref() == "cellXfs" => in_cells = false,
            Event::Eof => return Ok(dates),
            _ => {}
        }
    }
}

/// Whether a format like `yyyy"年"m"月"` shows a year or a day.
fn is_date(format: &str) -> bool {
    let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
    format.chars().any(|c| {
        match c {
            _ if escaped => escaped = false,
            '\\' | '_' | '*' => escaped = true,
            '"' => quoted = !quoted,
            '[' if !quoted => bracketed = true,
            ']' if !quoted => bracketed = false,
            c if !quoted && !bracketed => return matches!(c, 'y' | 'Y' | 'd' | 'D'),
            _ => {}
        }
        false
    })
}

/// The text of runs (`<r><t>`), without how it is pronounced.
pub(super) fn rich<R: Read>(xml: &mut Xml<R>, into: &mut String) -> Result<(), Refused> {
    let (mut inside, begun) = (1_usize, into.len());
    while inside > 0 {
        match xml.next()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "t" => xml.text(into)?,
                "rPh" => xml.text(&mut String::new())?,
                _ => inside += 1,
            },
            Event::End(_) => inside -= 1,
            Event::Eof => return Err(xml.broken()),
            _ => {}
        }
        if into.len() - begun > 1 << 20 {
            return Err(xml.broken());
        }
    }
    if into.get(begun..).is_some_and(|text| text.contains("_x")) {
        let plain = unescaped(into.get(begun..).unwrap_or_default());
        into.truncate(begun);
        into.push_str(&plain);
    }
    Ok(())
}

/// `_x000D_` is how a workbook writes what XML cannot hold.
fn unescaped(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("_x") {
        plain.push_str(before);
        let code =
            after.get(..4).and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        match (code, after.get(4..5), after.get(5..)) {
            (Some(c), Some("_"), Some(beyond)) => {
                plain.push(c);
                rest = beyond;
            }
            _ => {
                plain.push_str("_x");
                rest = after;
            }
        }
    }
    plain + rest
}

/// The rows of a sheet.
pub(super) struct Rows<'a, R> {
    xml: Xml<R>,
    context: &'a Context,
    /// Its name.
    sheet: &'a str,
    line: usize,
    /// Of the row that was read last, from the first column.
    pub cells: Vec<Given>,
    text: String,
}

impl<'a, R: Read> Rows<'a, R> {
    pub fn begin(mut xml: Xml<R>, context: &'a Context, sheet: &'a str) -> Result<Self, Refused> {
        loop {
            match xml.next()? {
                Event::Start(tag) if tag.local_name().as_ref() == "sheetData" => break,
                Event::Eof => return Err(xml.broken()),
                _ => {}
            }
        }
        Ok(Self { xml, context, sheet, line: 0, cells: Vec::new(), text: String::new() })
    }

    /// The line of the next row; its cells are in [`Rows::cells`].
    pub fn next(&mut self) -> Result<Option<usize>, Refused> {
        loop {
            match self.xml.next()? {
                Event::Start(tag) if tag.local_name().as_ref() == "row" => {
                    self.line = attribute(&tag, "r").parse().unwrap_or(self.line + 1);
                    if !(1..=LINES).contains(&self.line) {
                        return Err(self.xml.broken());
                    }
                    self.row()?;
                    return Ok(Some(self.line));
                }
                Event::End(tag) if tag.local_name().as_ref() == "sheetData" => return Ok(None),
                Event::Eof => return Err(self.xml.broken()),
                _ => {}
            }
        }
    }

    fn row(&mut self) -> Result<(), Refused> {
        self.cells.clear();
        let (mut next, mut weight) = (0, 0);
        loop {
            match self.xml.next()? {
                Event::Start(tag) if tag.local_name().as_ref() == "c" => {
                    let at = place(&attribute(&tag, "r")).map_or(next, |(_, column)| column);
                    let style = attribute(&tag, "s").parse().unwrap_or(0);
                    let kind = attribute(&tag, "t");
                    let cell = self.cell(&kind, style)?;
                    next = at + 1;
                    if at < COLUMNS && !cell.is_empty() {
                        if bytes(&cell) > CELL && is_long(&cell) {
                            return Err(Refused::long_cell(self.sheet, self.line, at));
                        }
                        weight += bytes(&cell);
                        if weight > ROW {
                            return Err(Refused::long_row(Some(self.sheet), self.line));
                        }
                        if self.cells.len() <= at {
                            self.cells.resize(at + 1, Given::Empty);
                        }
                        if let Some(place) = self.cells.get_mut(at) {
                            *place = cell;
                        }
                    }
                }
                Event::End(tag) if tag.local_name().as_ref() == "row" => return Ok(()),
                Event::Eof => return Err(self.xml.broken()),
                _ => {}
            }
        }
    }

    fn cell(&mut self, kind: &str, style: usize) -> Result<Given, Refused> {
        let (mut has_formula, mut has_value) = (false, false);
        self.text.clear();
        loop {
            match self.xml.next()? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "v" if kind == "inlineStr" => self.xml.text(&mut String::new())?,
                    "v" => {
                        has_value = true;
                        self.xml.text(&mut self.text)?;
                    }
                    "is" => {
                        has_value = true;
                        rich(&mut self.xml, &mut self.text)?;
                    }
                    name => {
                        has_formula |= name == "f";
                        self.xml.text(&mut String::new())?;
                    }
                },
                Event::End(_) => break,
                Event::Eof => return Err(self.xml.broken()),
                _ => {}
            }
        }
        if self.text.is_empty() {
            // A formula may well come to an empty text, which is said then.
            let is_unknown = has_formula && !(has_value && kind == "str");
            return Ok(if is_unknown { Given::Formula } else { Given::Empty });
        }
        let text = self.text.as_str();
        Ok(match kind {
            "s" => {
                let shared = text.trim().parse().ok().and_then(|at| self.context.texts.get(at));
                Given::Text(shared.ok_or_else(|| self.xml.broken())?.to_owned())
            }
            "str" => Given::Text(unescaped(text)),
            "inlineStr" | "d" => Given::Text(text.to_owned()),
            "b" => Given::Text(if matches!(text, "1" | "true") { "TRUE" } else { "FALSE" }.to_owned()),
            "e" if text.len() <= ERROR => Given::SheetError(text.to_owned()),
            _ => match text.trim().parse::<f64>() {
                Ok(number) if number.is_finite() => self.context.number(number, style),
                _ => Given::Text(text.to_owned()),
            },
        })
    }
}

fn is_long(cell: &Given) -> bool {
    matches!(cell, Given::Text(text) if text.chars().nth(CELL).is_some())
}

/// Line from 1 and column from 0 of `C7`.
pub(super) fn place(name: &str) -> Option<(usize, usize)> {
    let letters = name.find(|c: char| !c.is_ascii_alphabetic())?;
    let (letters, line) = name.split_at_checked(letters)?;
    if !(1..=3).contains(&letters.len()) {
        return None;
    }
    let digit = |letter: u8| usize::from(letter.to_ascii_uppercase() - b'A') + 1;
    let column = letters.bytes().fold(0, |column, letter| column * 26 + digit(letter));
    Some((line.parse().ok()?, column - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_dates_are_told_from_others() {
        for format in
            ["yyyy-mm-dd", "yyyy\"年\"m\"月\"d\"日\";@", "[$-804]d/m/yy", "[DBNum1][$-804]yyyy\"年\""]
        {
            assert!(is_date(format), "{format}");
        }
        for format in ["General", "0.00", "@", "[Red]0", "#,##0\"day\"", "\\d0", "_-* 0", "hh:mm:ss"] {
            assert!(!is_date(format), "{format}");
        }
    }

    #[test]
    fn what_xml_cannot_hold_is_read() {
        for (written, text) in
            [("a_x000D_b", "a\rb"), ("_x005F_x000D_", "_x000D_"), ("_x00", "_x00"), ("_xyz_", "_xyz_")]
        {
            assert_eq!(unescaped(written), text);
        }
    }

    #[test]
    fn places_are_read() {
        for (name, found) in [
            ("A1", Some((1, 0))),
            ("XFD1048576", Some((1_048_576, 16_383))),
            ("1", None),
            ("A", None),
            ("AAAA1", None),
            ("", None),
        ] {
            assert_eq!(place(name), found, "{name}");
        }
    }
}
