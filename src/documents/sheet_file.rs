//! Sheets that people bring (明细表): a workbook, a CSV file or what was pasted becomes the checked rows of a form.
//!
//! Whatever comes, memory stays bounded and nothing is half understood: rows go out one by one, and what cannot be
//! taken ends the reading with a [`Refused`] that says where. Rows that went out before are to be thrown away then.

mod book;
mod merges;
mod notes;
mod pump;
mod sheet;
mod text;
mod texts;
mod xml;

use std::io::{Read, Seek, SeekFrom};
use std::ops::ControlFlow;

pub use notes::{Notes, Refused, cell_name};

use crate::domain::forms::{Checked, Checker};

/// Where rows go; it may end the reading, of which the notes are of no use then.
pub type Sink<'a> = dyn FnMut(Checked) -> ControlFlow<()> + 'a;

/// Reads a file by what is in it; its name says nothing that can be relied on.
pub fn read<R: Read + Seek>(
    mut file: R,
    checker: Checker<'_>,
    sink: &mut Sink<'_>,
) -> Result<Notes, Refused> {
    let mut first = Vec::new();
    file.by_ref().take(512).read_to_end(&mut first)?;
    file.seek(SeekFrom::Start(0))?;
    let start = first.trim_ascii_start();
    match first.as_slice() {
        [b'P', b'K', 3, 4, ..] => book::read(file, checker, sink),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Err(old_or_locked(file)?),
        // PDF, RTF, web pages under the name of .xls, pictures.
        _ if [&b"%PDF"[..], b"{\\rtf", b"<"].iter().any(|mark| start.starts_with(mark)) => {
            Err(Refused::NotATable)
        }
        _ => text::read(file, checker, sink),
    }
}

/// Reads what was pasted from a spreadsheet, or typed with commas.
pub fn read_text(text: &str, checker: Checker<'_>, sink: &mut Sink<'_>) -> Result<Notes, Refused> {
    text::read(std::io::Cursor::new(text.as_bytes()), checker, sink)
}

/// The old .xls and a workbook under a password are the same kind of file; the latter has a part with this name.
fn old_or_locked<R: Read>(mut file: R) -> Result<Refused, Refused> {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut window: Vec<u8> = Vec::new();
    loop {
        let kept = window.len().saturating_sub(name.len());
        window.drain(..kept);
        if file.by_ref().take(1 << 16).read_to_end(&mut window)? == 0 {
            return Ok(Refused::OldWorkbook);
        }
        if window.windows(name.len()).any(|part| part == name) {
            return Ok(Refused::Locked);
        }
    }
}
