//! Long tables for a spreadsheet (导出): rows are written one by one and wait on the disk, so that a hundred thousand take
//! no more memory than one.
//!
//! A text that a spreadsheet would take for a formula stays a text: in a workbook its cell says so; in a CSV file, which
//! has no other way to say it, an apostrophe stands before it, as one types it.

use std::fs::File;
use std::io::{self, Seek, Write};

use rust_xlsxwriter::{Workbook, XlsxError};
use time::macros::format_description;

use super::workbook::{self, Book, Cell, Looks, Sheet};

/// What the table is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Xlsx,
    /// UTF-8 with its mark, lines end with CRLF: what a Chinese Excel opens without asking.
    Csv,
}

impl Format {
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Xlsx => workbook::MEDIA_TYPE,
            Self::Csv => "text/csv; charset=utf-8",
        }
    }

    /// Of the file's name, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }
}

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The disk is full, or the folder for temporary files is not there.
    #[error("the table cannot be written: {0}")]
    Disk(#[from] io::Error),
    #[error("the table cannot be written: {0}")]
    Workbook(#[from] XlsxError),
}

/// A table in the making.
pub struct Export(Out);

enum Out {
    Xlsx { book: Box<Workbook>, sheet: Sheet, looks: Looks, rows: u32 },
    Csv { out: csv::Writer<File>, columns: usize },
}

impl Export {
    /// Of the book's first sheet, whose rows, if it has any, are the first ones.
    pub fn begin(format: Format, book: &Book) -> Result<Self, Error> {
        let sheet = book.sheets.first().cloned().unwrap_or_default();
        let mut export = Self(match format {
            Format::Xlsx => xlsx(book, &sheet)?,
            Format::Csv => csv(&sheet)?,
        });
        for row in &sheet.rows {
            export.row(row)?;
        }
        Ok(export)
    }

    /// Cells beyond the columns are not written.
    pub fn row(&mut self, cells: &[Cell]) -> Result<(), Error> {
        match &mut self.0 {
            Out::Xlsx { book, looks, rows, .. } => {
                *rows += 1;
                Ok(workbook::put_row(book.worksheet_from_index(0)?, *rows, cells, looks)?)
            }
            Out::Csv { out, columns } => written(out.write_record(cells.iter().take(*columns).map(as_text))),
        }
    }

    /// The file, to be read from its beginning; it has no name and is gone when it is closed.
    pub fn finish(self) -> Result<File, Error> {
        let mut file = match self.0 {
            Out::Xlsx { mut book, sheet, rows, .. } => {
                workbook::put_filter(&sheet, book.worksheet_from_index(0)?, rows)?;
                let mut out = io::BufWriter::new(tempfile::tempfile()?);
                book.save_to_writer(&mut out)?;
                out.into_inner().map_err(io::IntoInnerError::into_error)?
            }
            Out::Csv { out, .. } => out.into_inner().map_err(|error| io::Error::other(error.to_string()))?,
        };
        file.rewind()?;
        Ok(file)
    }
}

fn xlsx(book: &Book, sheet: &Sheet) -> Result<Out, Error> {
    let mut out = Box::new(Workbook::new());
    out.set_properties(&workbook::properties(book)?);
    let name = workbook::tab_name(&sheet.name, &mut std::collections::BTreeSet::new());
    workbook::put_head(sheet, out.add_worksheet_with_constant_memory()?.set_name(name)?)?;
    let sheet = Sheet { rows: vec![], ..sheet.clone() };
    Ok(Out::Xlsx { looks: Looks::of(&sheet), book: out, sheet, rows: 0 })
}

fn csv(sheet: &Sheet) -> Result<Out, Error> {
    let mut file = tempfile::tempfile()?;
    file.write_all("\u{feff}".as_bytes())?;
    // A row may have fewer cells than there are columns.
    let mut out =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).flexible(true).from_writer(file);
    written(out.write_record(sheet.columns.iter().map(|column| no_formula(&column.label))))?;
    Ok(Out::Csv { out, columns: sheet.columns.len() })
}

fn written(result: Result<(), csv::Error>) -> Result<(), Error> {
    result.map_err(|error| Error::Disk(io::Error::other(error)))
}

fn as_text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => no_formula(text),
        Cell::Number(number) => number.to_string(),
        Cell::Date(date) => date.to_string(),
        Cell::DateTime(at) => {
            at.format(format_description!("[year]-[month]-[day] [hour]:[minute]")).unwrap_or_default()
        }
    }
}

fn no_formula(text: &str) -> String {
    let clean = workbook::clean(text);
    if begins_like_a_formula(&clean) { format!("'{clean}") } else { clean }
}

/// `=`, `+`, `-`, `@`, of full width too, and after spaces, which some programs drop.
pub(super) fn begins_like_a_formula(text: &str) -> bool {
    let first = text.trim_start().chars().next();
    matches!(first, Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠'))
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use rust_decimal::Decimal;
    use time::macros::{date, datetime};

    use super::super::workbook::{Column, Kind};
    use super::*;

    fn book() -> Book {
        let column = |label: &str, kind| Column { label: label.to_owned(), width: 12.0, kind };
        let columns = vec![
            column("名称", Kind::Text),
            column("罚款", Kind::Decimal(2)),
            column("决定日期", Kind::Date),
            column("报送时间", Kind::DateTime),
        ];
        let sheet = Sheet { name: "台账".to_owned(), columns, ..Sheet::default() };
        Book { sheets: vec![sheet], ..Book::default() }
    }

    fn exported(format: Format, rows: &[Vec<Cell>]) -> Vec<u8> {
        let mut export = Export::begin(format, &book()).unwrap();
        for row in rows {
            export.row(row).unwrap();
        }
        let mut bytes = Vec::new();
        export.finish().unwrap().read_to_end(&mut bytes).unwrap();
        bytes
    }

    fn rows() -> Vec<Vec<Cell>> {
        vec![
            vec![
                "甲, \"乙\"\r\n丙".into(),
                Decimal::new(-15, 1).into(),
                date!(2026 - 03 - 05).into(),
                Cell::DateTime(datetime!(2026-03-05 17:05)),
            ],
            vec!["=1+1".into()],
            vec!["\t@SUM(A1)".into(), Cell::Empty, "-".into(), "＋86".into(), "beyond".into()],
        ]
    }

    #[test]
    fn a_csv_file_is_what_a_chinese_excel_opens() {
        let wanted = "\u{feff}名称,罚款,决定日期,报送时间\r\n\
                      \"甲, \"\"乙\"\"\n丙\",-1.5,2026-03-05,2026-03-05 17:05\r\n'=1+1\r\n' @SUM(A1),,'-,'＋86\r\n";
        assert_eq!(String::from_utf8(exported(Format::Csv, &rows())).unwrap(), wanted);
    }

    /// Rows come from a database, between waits.
    #[test]
    fn an_export_may_wait_on_another_thread() {
        fn is_send<T: Send>() {}
        is_send::<Export>();
    }

    #[test]
    fn a_workbook_is_the_same_bytes_every_time() {
        let bytes = exported(Format::Xlsx, &rows());
        assert_eq!(bytes, exported(Format::Xlsx, &rows()));
        assert!(bytes.starts_with(b"PK"));
    }
}
