//! Tables that people bring (表格): an Excel workbook or a CSV file becomes rows of texts.
//!
//! A workbook is a stranger's archive. All of it is unpacked once into nothing, up to a limit, before anything
//! is made of it; cells are read as they come, so that two cells at opposite corners make no table of a
//! billion.

use std::io::{self, Cursor, Read};

use calamine::{DataRef, Reader, Xlsx};
use encoding_rs::GB18030;
use zip::ZipArchive;

/// Rows and columns that are looked at; what stands beyond is no list of people.
const ROWS: u32 = 2000;
const COLUMNS: u32 = 40;
/// Characters of a cell.
const CELL: usize = 300;
/// What a workbook may unpack to, in bytes: some hundred times what a list of people needs.
const UNPACKED: u64 = 32 * 1024 * 1024;
const PARTS: usize = 2000;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Neither a workbook (.xlsx) nor text.
    #[error("not an .xlsx workbook or a CSV file")]
    Kind,
    /// It is, but broken or protected by a password.
    #[error("the workbook cannot be read")]
    Broken,
    /// It unpacks to more than any list.
    #[error("the workbook is too large")]
    TooLarge,
}

/// The first sheet's cells, row by row; or those of a CSV file, which are parted later, as one text.
#[derive(Debug, PartialEq, Eq)]
pub enum Table {
    Rows(Vec<Vec<String>>),
    Text(String),
}

/// Reads a file by what is in it; its name says nothing that can be relied on.
pub fn read(bytes: &[u8]) -> Result<Table, Error> {
    match bytes {
        [b'P', b'K', 3, 4, ..] => workbook(bytes).map(Table::Rows),
        // The old .xls, and workbooks under a password.
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Err(Error::Kind),
        _ if bytes.contains(&0) => Err(Error::Kind),
        _ => text(bytes).map(Table::Text),
    }
}

/// UTF-8, or what Excel saves in China.
fn text(bytes: &[u8]) -> Result<String, Error> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    let (text, broken) = GB18030.decode_without_bom_handling(bytes);
    if broken { Err(Error::Kind) } else { Ok(text.into_owned()) }
}

fn workbook(bytes: &[u8]) -> Result<Vec<Vec<String>>, Error> {
    unpacks(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| Error::Broken)?;
    let first = book.sheet_names().first().cloned().ok_or(Error::Broken)?;
    let mut cells = book.worksheet_cells_reader(&first).map_err(|_| Error::Broken)?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    while let Some(cell) = cells.next_cell().map_err(|_| Error::Broken)? {
        let (row, column) = cell.get_position();
        if row < ROWS && column < COLUMNS {
            put(&mut rows, row, column, shown(cell.get_value()));
        }
    }
    Ok(rows)
}

/// Unpacks everything into nothing: what an archive says of its own size is no proof.
fn unpacks(bytes: &[u8]) -> Result<(), Error> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Error::Broken)?;
    if archive.len() > PARTS {
        return Err(Error::TooLarge);
    }
    let mut left = UNPACKED;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|_| Error::Broken)?;
        let read = io::copy(&mut part.take(left + 1), &mut io::sink()).map_err(|_| Error::Broken)?;
        left = left.checked_sub(read).ok_or(Error::TooLarge)?;
    }
    Ok(())
}

fn put(rows: &mut Vec<Vec<String>>, row: u32, column: u32, text: String) {
    let (Ok(row), Ok(column)) = (usize::try_from(row), usize::try_from(column)) else { return };
    if text.is_empty() {
        return;
    }
    if rows.len() <= row {
        rows.resize(row + 1, Vec::new());
    }
    let Some(cells) = rows.get_mut(row) else { return };
    if cells.len() <= column {
        cells.resize(column + 1, String::new());
    }
    if let Some(cell) = cells.get_mut(column) {
        *cell = text;
    }
}

/// What the cell shows; a telephone number that was typed as a number has no decimals.
fn shown(value: &DataRef<'_>) -> String {
    let text = match value {
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(value) => value.to_string(),
        _ => String::new(),
    };
    text.chars().take(CELL).collect()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn book(fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
        let mut book = rust_xlsxwriter::Workbook::new();
        fill(book.add_worksheet());
        book.save_to_buffer().unwrap()
    }

    #[test]
    fn cells_are_read_as_they_are_shown() {
        let bytes = book(|sheet| {
            sheet.write(1, 0, "区教育局").unwrap();
            sheet.write(1, 2, 13_812_345_678_i64).unwrap();
            sheet.write(2, 1, "=cmd").unwrap();
        });
        let rows = vec![
            vec![],
            vec!["区教育局".to_owned(), String::new(), "13812345678".to_owned()],
            vec![String::new(), "=cmd".to_owned()],
        ];
        assert_eq!(read(&bytes), Ok(Table::Rows(rows)));
    }

    #[test]
    fn a_cell_in_the_last_corner_makes_no_table_of_a_billion() {
        let bytes = book(|sheet| {
            sheet.write(0, 0, "单位").unwrap();
            sheet.write(1_048_575, 16_383, "远").unwrap();
        });
        assert_eq!(read(&bytes), Ok(Table::Rows(vec![vec!["单位".to_owned()]])));
    }

    #[test]
    fn a_bomb_is_found_before_it_goes_off() {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file("xl/sharedStrings.xml", SimpleFileOptions::default()).unwrap();
        for _ in 0..=(UNPACKED >> 20) {
            archive.write_all(&vec![b' '; 1 << 20]).unwrap();
        }
        let bytes = archive.finish().unwrap().into_inner();
        assert!(bytes.len() < 1 << 20, "{}", bytes.len());
        assert_eq!(read(&bytes), Err(Error::TooLarge));
    }

    #[test]
    fn what_is_no_table_is_refused() {
        assert_eq!(read(b"PK\x03\x04 cut off"), Err(Error::Broken));
        assert_eq!(read(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1]), Err(Error::Kind));
        assert_eq!(read(b"%PDF-1.7\n\0\xff"), Err(Error::Kind));
    }

    #[test]
    fn a_csv_of_a_chinese_excel_is_read() {
        let (bytes, ..) = GB18030.encode("单位,姓名\r\n区教育局,李喆");
        assert_eq!(read(&bytes), Ok(Table::Text("单位,姓名\r\n区教育局,李喆".to_owned())));
    }
}
