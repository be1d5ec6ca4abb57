//! Tables for a spreadsheet (工作簿): sheets of typed cells that can be sorted, filtered, summed and printed as they come.
//!
//! The same data makes the same bytes. Numbers are numbers, dates are dates, and a text is a text even if it begins with `=`.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use time::{Date, PrimitiveDateTime};

pub use rust_xlsxwriter::XlsxError as Error;

/// What the file is to a browser or a mail program.
pub const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

#[derive(Debug, Clone, Default)]
pub struct Book {
    pub title: String,
    pub author: String,
    /// Local time.
    pub created: Option<PrimitiveDateTime>,
    pub sheets: Vec<Sheet>,
}

#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// On the tab; shortened and altered where Excel does not take it as it is.
    pub name: String,
    /// At the head of each printed page.
    pub title: String,
    pub columns: Vec<Column>,
    /// How many of them stay in sight.
    pub frozen: u16,
    /// Cells beyond the columns are not written.
    pub rows: Vec<Vec<Cell>>,
}

#[derive(Debug, Clone, Default)]
pub struct Column {
    pub label: String,
    /// In digits; a Chinese character is two.
    pub width: f64,
    pub kind: Kind,
}

/// How a column's numbers and dates look; texts in it stay texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    #[default]
    Text,
    Integer,
    /// With so many places.
    Decimal(u8),
    /// 0.947 as 94.7%, with so many places.
    Percent(u8),
    Date,
    DateTime,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Cell {
    #[default]
    Empty,
    Text(String),
    Number(Decimal),
    Date(Date),
    /// Local time.
    DateTime(PrimitiveDateTime),
}

/// Characters that Excel takes in a cell, in a sheet's name and in a header.
const CELL: usize = 32_767;
const NAME: usize = 31;
const HEADER: usize = 200;

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Number(number.into())
    }
}

impl From<Decimal> for Cell {
    fn from(number: Decimal) -> Self {
        Self::Number(number)
    }
}

impl From<Date> for Cell {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

pub fn write(book: &Book) -> Result<Vec<u8>, Error> {
    let mut out = Workbook::new();
    out.set_properties(&properties(book)?);
    let mut names = BTreeSet::new();
    for sheet in &book.sheets {
        let name = tab_name(&sheet.name, &mut names);
        put(sheet, out.add_worksheet().set_name(name)?)?;
    }
    out.save_to_buffer()
}

pub(super) fn properties(book: &Book) -> Result<DocProperties, Error> {
    let created = book.created.and_then(|at| excel_time(at).ok()).map_or_else(day_one, Ok)?;
    let properties = DocProperties::new().set_title(clean(&book.title)).set_author(clean(&book.author));
    Ok(properties.set_creation_datetime(&created))
}

/// Of a workbook that has no time of its own.
pub(super) fn day_one() -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_ymd(2026, 1, 1)
}

/// How the first row looks.
pub(super) fn head() -> Format {
    Format::new()
        .set_bold()
        .set_background_color(0x00e3_ecf8)
        .set_border_bottom(FormatBorder::Thin)
        .set_align(FormatAlign::VerticalCenter)
}

fn put(sheet: &Sheet, out: &mut Worksheet) -> Result<(), Error> {
    put_head(sheet, out)?;
    let looks = Looks::of(sheet);
    for (row, cells) in (1..).zip(&sheet.rows) {
        put_row(out, row, cells, &looks)?;
    }
    put_filter(sheet, out, u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX))
}

/// How a sheet's cells look, column by column.
pub(super) struct Looks {
    own: Vec<Format>,
    text: Format,
}

impl Looks {
    pub(super) fn of(sheet: &Sheet) -> Self {
        let own = sheet.columns.iter().map(|column| format(column.kind)).collect();
        Self { own, text: format(Kind::Text) }
    }
}

pub(super) fn put_head(sheet: &Sheet, out: &mut Worksheet) -> Result<(), Error> {
    set_up_print(sheet, out)?;
    let head = head().set_border(FormatBorder::Thin).set_text_wrap().set_align(FormatAlign::Center);
    out.set_row_height(0, 30)?.set_freeze_panes(1, sheet.frozen)?;
    for (at, column) in (0..).zip(&sheet.columns) {
        out.set_column_width(at, column.width.clamp(2.0, 120.0))?;
        out.write_string_with_format(0, at, clean(&column.label), &head)?;
    }
    Ok(())
}

pub(super) fn put_row(out: &mut Worksheet, row: u32, cells: &[Cell], looks: &Looks) -> Result<(), Error> {
    for ((at, cell), own) in (0..).zip(cells).zip(&looks.own) {
        put_cell(out, (row, at), cell, own, &looks.text)?;
    }
    Ok(())
}

/// To sort and filter so many rows by.
pub(super) fn put_filter(sheet: &Sheet, out: &mut Worksheet, rows: u32) -> Result<(), Error> {
    let last = u16::try_from(sheet.columns.len()).unwrap_or(u16::MAX).checked_sub(1);
    if let Some(last) = last {
        out.autofilter(0, 0, rows, last)?;
    }
    Ok(())
}

/// A4 across, as wide as one page, with its head on each.
fn set_up_print(sheet: &Sheet, out: &mut Worksheet) -> Result<(), Error> {
    const A4: u8 = 9;
    let title: String = clean(&sheet.title).replace('\n', " ").chars().take(HEADER).collect();
    out.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    // Inches: left, right, top, bottom, and where header and footer stand.
    out.set_margins(0.5, 0.5, 0.9, 0.7, 0.4, 0.3);
    out.set_header(format!("&C&14{}", parted(&title.replace('&', "&&")))).set_footer("&C第&P页，共&N页");
    out.set_repeat_rows(0, 0)?;
    Ok(())
}

/// A digit right after the size would be read as part of it.
fn parted(title: &str) -> String {
    if title.starts_with(|c: char| c.is_ascii_digit()) { format!(" {title}") } else { title.to_owned() }
}

fn format(kind: Kind) -> Format {
    let base = Format::new().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter);
    let places = |places: u8| match places {
        0 => "0".to_owned(),
        places => format!("0.{}", "0".repeat(places.min(20).into())),
    };
    match kind {
        Kind::Text => base.set_text_wrap(),
        Kind::Integer => base.set_num_format("0"),
        Kind::Decimal(number) => base.set_num_format(places(number)),
        Kind::Percent(number) => base.set_num_format(format!("{}%", places(number))),
        Kind::Date => base.set_num_format("yyyy-mm-dd").set_align(FormatAlign::Center),
        Kind::DateTime => base.set_num_format("yyyy-mm-dd hh:mm").set_align(FormatAlign::Center),
    }
}

fn put_cell(
    out: &mut Worksheet,
    (row, at): (u32, u16),
    cell: &Cell,
    own: &Format,
    text: &Format,
) -> Result<(), Error> {
    let day = |date: Date| ExcelDateTime::from_ymd(year(date)?, date.month().into(), date.day());
    // What a spreadsheet cannot hold as it is, is said in words rather than rounded or refused.
    let (value, in_words) = match cell {
        Cell::Empty => return out.write_blank(row, at, own).map(drop),
        Cell::Text(words) => (None, words.clone()),
        Cell::Number(number) => (exact(*number), number.to_string()),
        Cell::Date(date) => (day(*date).ok().map(|day| day.to_excel()), date.to_string()),
        Cell::DateTime(at) => (excel_time(*at).ok().map(|at| at.to_excel()), at.to_string()),
    };
    match value {
        Some(number) => out.write_number_with_format(row, at, number, own)?,
        None => out.write_string_with_format(row, at, clean(&in_words), text)?,
    };
    Ok(())
}

/// A spreadsheet counts with fifteen digits.
fn exact(number: Decimal) -> Option<f64> {
    (number.normalize().mantissa().unsigned_abs() < 1_000_000_000_000_000).then(|| number.to_f64()).flatten()
}

fn excel_time(at: PrimitiveDateTime) -> Result<ExcelDateTime, XlsxError> {
    let (date, time) = (at.date(), at.time());
    ExcelDateTime::from_ymd(year(date)?, date.month().into(), date.day())?.and_hms(
        time.hour().into(),
        time.minute(),
        time.second(),
    )
}

fn year(date: Date) -> Result<u16, XlsxError> {
    let outside = |_| XlsxError::DateTimeRangeError(date.to_string());
    u16::try_from(date.year()).map_err(outside)
}

/// Without what XML cannot hold, as long as a cell may be.
pub(super) fn clean(text: &str) -> String {
    let is_kept = |c: &char| *c == '\n' || !(c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'));
    let tabs = text.replace("\r\n", "\n").replace(['\t', '\r'], " ");
    fitting(&tabs.chars().filter(is_kept).collect::<String>(), CELL)
}

/// At most 31 characters (UTF-16), without those that Excel's formulas use, and unlike every other whatever their case.
pub(super) fn tab_name(wanted: &str, taken: &mut BTreeSet<String>) -> String {
    let is_fit = |c: &char| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') && !c.is_control();
    let wanted: String = clean(wanted).chars().filter(is_fit).collect();
    let wanted = wanted.trim();
    let base = if wanted.is_empty() || wanted.eq_ignore_ascii_case("history") { "表" } else { wanted };
    let numbered = (2..).map(|n| format!("（{n}）"));
    std::iter::once(String::new())
        .chain(numbered)
        .map(|end| format!("{}{end}", fitting(base, NAME - end.chars().count())))
        .find(|name| taken.insert(name.to_lowercase()))
        .unwrap_or_default()
}

/// So many units of UTF-16, which is what Excel counts.
fn fitting(text: &str, units: usize) -> String {
    let mut left = units;
    let fits = |c: &char| left.checked_sub(c.len_utf16()).map(|rest| left = rest).is_some();
    text.chars().take_while(fits).collect()
}

#[cfg(test)]
mod tests;
