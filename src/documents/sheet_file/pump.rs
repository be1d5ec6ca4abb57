//! Rows from any reader: the head is found in the first of them, the rest are checked and go out.

use std::ops::ControlFlow;

use super::Sink;
use super::notes::{Notes, ROW, Refused, SHEET, UNKNOWN, bytes, cell_name, said};
use crate::domain::forms::head::Head;
use crate::domain::forms::{self, Checker, Given, plain};

/// What stands in the template's column of row numbers before its example, in either language.
pub(in crate::documents) const EXAMPLE_MARKS: [&str; 2] = ["例", "e.g."];

pub(super) struct Pump<'a, 'b> {
    checker: Checker<'a>,
    head: Head,
    notes: Notes,
    sink: &'b mut Sink<'b>,
    given: Vec<Given>,
    /// Bytes that rows may still have.
    left: usize,
}

impl<'a, 'b> Pump<'a, 'b> {
    /// With the name of the sheet, where there is one.
    pub fn new(checker: Checker<'a>, head: Head, sheet: Option<&str>, sink: &'b mut Sink<'b>) -> Self {
        let mut columns = vec![None; checker.form().columns.len()];
        for (file, own) in head.columns.iter().enumerate() {
            if let Some(place) = own.and_then(|own| columns.get_mut(own)) {
                *place = u32::try_from(file).ok();
            }
        }
        let unknown = head.unknown.iter().take(UNKNOWN);
        let unknown = unknown.map(|(at, text)| (cell_name(head.line, *at), said(text))).collect();
        let sheet = sheet.map(str::to_owned);
        let notes = Notes { head: head.line, columns, unknown, sheet, ..Notes::default() };
        Self { checker, head, notes, sink, given: Vec::new(), left: SHEET }
    }

    /// A row of the file, from its first column; whether to go on.
    pub fn row(&mut self, line: usize, cells: &mut [Given]) -> Result<ControlFlow<()>, Refused> {
        if line <= self.head.line {
            return Ok(ControlFlow::Continue(()));
        }
        let marked = self.head.ordinal.and_then(|at| cells.get(at)).is_some_and(is_example_mark);
        self.given.clear();
        self.given.resize(self.checker.form().columns.len(), Given::Empty);
        for (cell, column) in cells.iter_mut().zip(&self.head.columns) {
            if let Some(place) = column.and_then(|column| self.given.get_mut(column)) {
                *place = std::mem::take(cell);
            }
        }
        if marked && self.is_example() {
            self.notes.example = self.notes.example.or(Some(line));
            return Ok(ControlFlow::Continue(()));
        }
        let long = || Refused::long_row(self.notes.sheet.as_deref(), line);
        // With the words of merged cells, which count for each of their rows.
        let weight = self.given.iter().map(bytes).sum();
        if weight > ROW {
            return Err(long());
        }
        self.left = self.left.checked_sub(weight).ok_or_else(long)?;
        let Some(checked) = self.checker.row(line, &self.given) else { return Ok(ControlFlow::Continue(())) };
        if self.notes.rows >= forms::MAX_ROWS {
            return Err(Refused::too_many());
        }
        self.notes.rows += 1;
        Ok((self.sink)(checked))
    }

    /// Whether the row is the template's example as it was.
    fn is_example(&self) -> bool {
        self.checker.form().columns.iter().zip(&self.given).all(|(column, given)| {
            let example = Given::Text(column.example.clone()).value(&column.kind);
            given
                .value(&column.kind)
                .map_or_else(|_| given.shown() == column.example, |value| Ok(value) == example)
        })
    }

    /// Refused where no row went out.
    pub fn finish(self) -> Result<Notes, Refused> {
        if self.notes.rows == 0 { Err(Refused::NoRows) } else { Ok(self.notes) }
    }
}

fn is_example_mark(cell: &Given) -> bool {
    let text = plain(&cell.shown());
    EXAMPLE_MARKS.iter().any(|mark| text.trim_end_matches(':').eq_ignore_ascii_case(mark))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use time::macros::date;

    use super::*;
    use crate::domain::calendar::Calendar;
    use crate::domain::forms::{Column, Form, Kind, Need};
    use crate::domain::plan::Words;

    fn form() -> Form {
        let words = Words { zh: "事项".to_owned(), en: "Matter".to_owned() };
        let column = Column {
            id: "SX".parse().unwrap(),
            label: words.clone(),
            kind: Kind::Text { max: 9000 },
            need: Need::Required,
            help: None,
            aliases: vec![],
            example: String::new(),
            private: false,
        };
        Form {
            id: "matters".parse().unwrap(),
            title: words,
            help: None,
            columns: vec![column],
            rules: vec![],
            counts: vec![],
            contacts: None,
            merges: None,
            gap: None,
        }
    }

    #[test]
    fn a_row_and_all_rows_have_a_limit() {
        let (form, calendar) = (form(), Calendar::new(BTreeMap::new()));
        let head = Head { line: 1, columns: vec![Some(0)], unknown: vec![], ordinal: None };
        let mut lines = Vec::new();
        let mut sink = |row: forms::Checked| {
            lines.push(row.line);
            ControlFlow::Continue(())
        };
        let checker = Checker::new(&form, &calendar, date!(2026 - 06 - 10));
        let mut pump = Pump::new(checker, head, Some("S"), &mut sink);
        pump.left = 2 * ROW;
        let mut row = |line, bytes| pump.row(line, &mut [Given::Text("x".repeat(bytes))]).map(drop);
        let refused = |part: &str| Err(Refused::TooLarge { part: part.to_owned() });
        assert_eq!(row(2, ROW + 1), refused("S!2:2"));
        assert_eq!(row(3, ROW), Ok(()));
        assert_eq!(row(4, ROW - 1), Ok(()));
        assert_eq!(row(5, 2), refused("S!5:5"));
        assert_eq!(row(6, 1), Ok(()));
        assert_eq!(lines, [3, 4, 6]);
    }
}
