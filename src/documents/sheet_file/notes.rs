//! What a reading has to say.

use std::io;

use serde::{Deserialize, Serialize};

use crate::domain::forms::head::NoHead;
use crate::domain::forms::{self, Given};
use crate::domain::ids::ColumnId;

/// Characters of a cell, as a spreadsheet has them.
pub(super) const CELL: usize = 32_767;
/// Bytes of a row's texts, and of the texts of all rows that go out.
pub(super) const ROW: usize = 256 << 10;
pub(super) const SHEET: usize = 256 << 20;
/// Characters of what stands in the notes, and how many unknown headings do.
const SAID: usize = 80;
pub(super) const UNKNOWN: usize = 50;
/// Characters of a cell that might be a heading: a longer one is looked at no further.
const HEADING: usize = 500;
/// Rows, blank ones among them, in which a head is looked for.
pub(super) const FIRST: usize = 64;

/// Bytes of a cell's text.
pub(super) fn bytes(cell: &Given) -> usize {
    match cell {
        Given::Text(text) | Given::SheetError(text) => text.len(),
        _ => 0,
    }
}

/// As much of a text as the notes say.
pub(super) fn said(text: &str) -> String {
    match text.char_indices().nth(SAID) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// A row as one in which a head is looked for.
pub(super) fn headings(cells: &mut [Given]) {
    for cell in cells {
        if let Given::Text(text) = cell
            && let Some((end, _)) = text.char_indices().nth(HEADING)
        {
            text.truncate(end);
        }
    }
}

/// About a file that was read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Notes {
    /// The sheet that was read, by its name; none of a text.
    pub sheet: Option<String>,
    /// Other sheets with the same head, which were not read.
    pub others: Vec<String>,
    /// The line of the head.
    pub head: usize,
    /// For each of the form's columns the one of the file, from 0: with it and a row's line, [`cell_name`] names a cell.
    pub columns: Vec<Option<u32>>,
    /// Headings that the form does not have, with their cells; what stands below them was not read. The first of each, and
    /// the first of all, where there is no end of them.
    pub unknown: Vec<(String, String)>,
    /// Rows that went out.
    pub rows: usize,
    /// The line of the template's example, which was passed over.
    pub example: Option<usize>,
}

/// Why a file is not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refused {
    /// Neither a workbook (.xlsx) nor text.
    #[error("not an .xlsx workbook or a CSV file")]
    NotATable,
    /// The old .xls: to be saved as .xlsx.
    #[error("an old .xls workbook")]
    OldWorkbook,
    /// Under a password.
    #[error("the workbook is under a password")]
    Locked,
    /// A workbook, but cut off or altered; where it broke.
    #[error("the workbook is broken in {part}")]
    Broken { part: String },
    /// It unpacks to more than any sheet. Where a cell or a row is too long, `part` names it as a formula does: `Sheet1!B7`,
    /// `Sheet1!7:7`, and without a sheet for a text.
    #[error("the workbook is too large in {part}")]
    TooLarge { part: String },
    /// Neither UTF-8 nor GB18030, from this line on.
    #[error("the text's encoding is not known, line {line}")]
    Encoding { line: usize },
    /// A quotation mark that nothing closes, or a cell longer than a spreadsheet has.
    #[error("a quotation mark in line {line} is not closed")]
    Quote { line: usize },
    /// No sheet, and no text, has the form's head.
    #[error("there is no head of this form")]
    NoHead,
    /// The head lacks these columns.
    #[error("the head in line {line} lacks columns")]
    Lacks { sheet: Option<String>, line: usize, columns: Vec<ColumnId> },
    /// Two columns are headed alike; the cells of both.
    #[error("{first} and {second} head the same column")]
    Twice { sheet: Option<String>, column: ColumnId, first: String, second: String },
    /// Cells merged over several columns, for example `B3:D3`: whose they are cannot be told.
    #[error("the cells {cells} are merged")]
    Merged { sheet: String, cells: String },
    /// A head, and nothing below it but blank rows and the template's example.
    #[error("there are no rows below the head")]
    NoRows,
    /// More rows than anybody has.
    #[error("more than {max} rows")]
    TooManyRows { max: usize },
    /// The file could not be read from the disk.
    #[error("the file cannot be read")]
    Unreadable,
}

impl From<io::Error> for Refused {
    fn from(_: io::Error) -> Self {
        Self::Unreadable
    }
}

impl Refused {
    /// A cell of more than [`CELL`] characters.
    pub(super) fn long_cell(sheet: &str, line: usize, column: usize) -> Self {
        Self::TooLarge { part: format!("{sheet}!{}", cell_name(line, column)) }
    }

    /// A row of more than [`ROW`], or the one with which all of them are too many bytes.
    pub(super) fn long_row(sheet: Option<&str>, line: usize) -> Self {
        let sheet = sheet.map_or_else(String::new, |sheet| format!("{sheet}!"));
        Self::TooLarge { part: format!("{sheet}{line}:{line}") }
    }

    pub(super) fn too_many() -> Self {
        Self::TooManyRows { max: forms::MAX_ROWS }
    }

    pub(super) fn head(no: NoHead, sheet: Option<&str>) -> Self {
        let sheet = sheet.map(str::to_owned);
        match no {
            NoHead::None => Self::NoHead,
            NoHead::Lacks { line, columns } => Self::Lacks { sheet, line, columns },
            NoHead::Twice { line, column, first, second } => {
                Self::Twice { sheet, column, first: cell_name(line, first), second: cell_name(line, second) }
            }
        }
    }
}

/// `C7` for line 7 and the third column, which is 2.
///
/// ```
/// use duban::documents::sheet_file::cell_name;
///
/// assert_eq!(["C7", "AA1", "XFD12"], [cell_name(7, 2), cell_name(1, 26), cell_name(12, 16_383)]);
/// ```
pub fn cell_name(line: usize, column: usize) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        let digit = u8::try_from((left - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + digit));
        left = (left - 1) / 26;
    }
    letters.into_iter().rev().chain(line.to_string().chars()).collect()
}
