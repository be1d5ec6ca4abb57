//! Merged cells (合并单元格) among rows.

use std::collections::HashMap;
use std::io::Read;

use quick_xml::events::Event;

use super::notes::{Refused, cell_name};
use super::sheet::{COLUMNS, place};
use super::xml::{Xml, attribute};
use crate::domain::forms::Given;
use crate::domain::forms::head::Head;

/// More than any list of rows has.
const MERGES: usize = 200_000;

/// Merged cells below a head. One above another says its word for each of its rows; one beside another belongs to no
/// column, and such a sheet is not taken.
pub(super) struct Merges {
    /// By the place of the first cell, the last line.
    tall: HashMap<(usize, usize), usize>,
}

impl Merges {
    pub fn of<R: Read>(mut xml: Xml<R>, head: &Head, sheet: &str) -> Result<Self, Refused> {
        let mut tall = HashMap::new();
        let is_known = |column: usize| matches!(head.columns.get(column), Some(Some(_)));
        loop {
            match xml.next()? {
                Event::Start(tag) if tag.local_name().as_ref() == "mergeCell" => {
                    let range = attribute(&tag, "ref");
                    let Some((from, to)) = range.split_once(':') else { continue };
                    let (Some((top, left)), Some((bottom, right))) = (place(from), place(to)) else {
                        continue;
                    };
                    let known = (left..=right.min(COLUMNS)).filter(|column| is_known(*column)).count();
                    if bottom <= head.line || known == 0 || top > bottom {
                        continue;
                    }
                    if left != right {
                        let cells = format!("{}:{}", cell_name(top, left), cell_name(bottom, right));
                        return Err(Refused::Merged { sheet: sheet.to_owned(), cells });
                    }
                    if tall.len() == MERGES {
                        return Err(xml.broken());
                    }
                    tall.insert((top, left), bottom);
                }
                Event::Eof => return Ok(Self { tall }),
                _ => {}
            }
        }
    }

    pub fn filling(self) -> Filling {
        Filling { tall: self.tall, open: HashMap::new() }
    }
}

/// Puts a merged cell's word into the rows below its first.
pub(super) struct Filling {
    tall: HashMap<(usize, usize), usize>,
    /// By column, until which line.
    open: HashMap<usize, (usize, Given)>,
}

impl Filling {
    pub fn fill(&mut self, line: usize, cells: &mut Vec<Given>) {
        if self.tall.is_empty() {
            return;
        }
        // A row that has nothing of its own is part of the one above.
        if !cells.iter().all(Given::is_empty) {
            for (column, (last, word)) in &self.open {
                if line <= *last {
                    if cells.len() <= *column {
                        cells.resize(column + 1, Given::Empty);
                    }
                    if let Some(cell) = cells.get_mut(*column).filter(|cell| cell.is_empty()) {
                        *cell = word.clone();
                    }
                }
            }
        }
        for (column, cell) in cells.iter().enumerate() {
            if let Some(last) = self.tall.get(&(line, column)) {
                self.open.insert(column, (*last, cell.clone()));
            }
        }
    }
}
