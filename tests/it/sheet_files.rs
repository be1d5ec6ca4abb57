//! Sheets as people bring them: whatever program wrote them, they are understood or refused with the place named.

mod bombs;
mod fuzz;
mod office;
mod samples;
mod strangers;
mod texts;
mod workbooks;

use std::io::Cursor;
use std::ops::ControlFlow;

use duban::documents::sheet_file::{self, Notes, Refused, cell_name};
use duban::domain::forms::{Checked, Checker, Fault, What};

use samples::{TODAY, calendar, form};

type Taken = Result<(Notes, Vec<Checked>), Refused>;

pub fn read(bytes: &[u8]) -> Taken {
    let mut rows = Vec::new();
    let mut sink = |row| {
        rows.push(row);
        ControlFlow::Continue(())
    };
    let notes = sheet_file::read(Cursor::new(bytes), Checker::new(&form(), &calendar(), TODAY), &mut sink)?;
    Ok((notes, rows))
}

pub fn pasted(text: &str) -> Taken {
    let mut rows = Vec::new();
    let mut sink = |row| {
        rows.push(row);
        ControlFlow::Continue(())
    };
    let notes = sheet_file::read_text(text, Checker::new(&form(), &calendar(), TODAY), &mut sink)?;
    Ok((notes, rows))
}

/// Each row's line and cells, and what is wrong with it by the name of the cell.
pub fn told(taken: Taken) -> Vec<String> {
    let (notes, rows) = taken.unwrap();
    rows.iter().map(|row| row_told(&notes, row)).collect()
}

fn row_told(notes: &Notes, row: &Checked) -> String {
    let faults = row.faults.iter().map(|fault| fault_told(notes, row.line, fault));
    let told = format!("{}: {} {}", row.line, row.cells.join("|"), faults.collect::<Vec<_>>().join(" "));
    told.trim_end().to_owned()
}

fn fault_told(notes: &Notes, line: usize, fault: &Fault) -> String {
    let at = fault.column.as_ref().and_then(|id| form().position(id));
    let at = at.and_then(|at| notes.columns[at]).map(|column| cell_name(line, column.try_into().unwrap()));
    let what = match &fault.what {
        What::SheetError(error) => error.clone(),
        what => format!("{what:?}"),
    };
    format!("[{} {what}]", at.unwrap_or_default())
}
