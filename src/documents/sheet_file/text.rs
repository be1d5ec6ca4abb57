//! A table as text: CSV of any making, and what a spreadsheet puts on the clipboard.

use std::io::{BufReader, Read, Seek, SeekFrom};

use encoding_rs::{Decoder, DecoderResult, Encoding, GB18030, UTF_8};

use super::Sink;
use super::notes::{CELL, FIRST, Notes, ROW, Refused, bytes, headings};
use super::pump::Pump;
use crate::documents::export::begins_like_a_formula;
use crate::domain::forms::head::{self, Head, NoHead};
use crate::domain::forms::{Checker, Given};

/// What parts cells, the commonest first.
const MARKS: [char; 5] = ['\t', ',', '，', ';', '；'];
const COLUMNS: usize = 512;

pub(super) fn read<R: Read + Seek>(
    mut file: R,
    checker: Checker<'_>,
    sink: &mut Sink<'_>,
) -> Result<Notes, Refused> {
    let encoding = encoding(&mut file)?;
    let mut best: Option<(Head, char)> = None;
    let mut worst = NoHead::None;
    for mark in MARKS {
        file.seek(SeekFrom::Start(0))?;
        match Head::find(checker.form(), &first_rows(Records::new(&mut file, encoding, mark))?) {
            Ok(head) if best.as_ref().is_none_or(|(best, _)| head.known() > best.known()) => {
                best = Some((head, mark));
            }
            Err(no) if worst == NoHead::None => worst = no,
            _ => {}
        }
    }
    let Some((head, mark)) = best else { return Err(Refused::head(worst, None)) };
    file.seek(SeekFrom::Start(0))?;
    let mut records = Records::new(&mut file, encoding, mark);
    let mut pump = Pump::new(checker, head, None, sink);
    while let Some(line) = records.next()? {
        if pump.row(line, &mut records.cells)?.is_break() {
            break;
        }
    }
    pump.finish()
}

/// With the wrong mark a quotation mark may be out of place, which says only that it is the wrong one.
fn first_rows<R: Read>(mut records: Records<R>) -> Result<Vec<(usize, Vec<Given>)>, Refused> {
    let mut rows = Vec::new();
    for _ in 0..FIRST {
        match records.next() {
            Ok(Some(line)) if !records.cells.iter().all(Given::is_empty) => {
                headings(&mut records.cells);
                rows.push((line, std::mem::take(&mut records.cells)));
            }
            Ok(Some(_)) => {}
            Ok(None) | Err(Refused::Quote { .. } | Refused::TooLarge { .. }) => break,
            Err(refused) => return Err(refused),
        }
        if rows.len() == head::ROWS {
            break;
        }
    }
    Ok(rows)
}

/// By its mark, or else by whether all of it is UTF-8; what Excel saves in China is GB18030.
fn encoding<R: Read + Seek>(file: &mut R) -> Result<&'static Encoding, Refused> {
    let mut first = Vec::new();
    file.by_ref().take(3).read_to_end(&mut first)?;
    file.seek(SeekFrom::Start(0))?;
    if let Some((marked, _)) = Encoding::for_bom(&first) {
        return Ok(marked);
    }
    let mut chars = Chars::new(&mut *file, UTF_8);
    loop {
        match chars.next() {
            Ok(Some('\0')) => return Err(Refused::NotATable),
            Ok(Some(_)) => {}
            Ok(None) => return Ok(UTF_8),
            Err(Refused::Encoding { .. }) => return Ok(GB18030),
            Err(refused) => return Err(refused),
        }
    }
}

/// A text's characters.
struct Chars<R> {
    file: BufReader<R>,
    decoder: Decoder,
    bytes: Vec<u8>,
    decoded: std::vec::IntoIter<char>,
    line: usize,
    is_over: bool,
}

impl<R: Read> Chars<R> {
    fn new(file: R, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        Self {
            file: BufReader::new(file),
            decoder,
            bytes: Vec::new(),
            decoded: Vec::new().into_iter(),
            line: 1,
            is_over: false,
        }
    }

    fn next(&mut self) -> Result<Option<char>, Refused> {
        loop {
            if let Some(c) = self.decoded.next() {
                self.line += usize::from(c == '\n');
                return Ok(Some(c));
            }
            if self.is_over {
                return Ok(None);
            }
            self.bytes.clear();
            self.is_over = self.file.by_ref().take(1 << 14).read_to_end(&mut self.bytes)? == 0;
            let mut text = String::with_capacity(1 << 16);
            // Whatever the encoding, a byte makes at most three.
            let (result, _) =
                self.decoder.decode_to_string_without_replacement(&self.bytes, &mut text, self.is_over);
            let is_whole = matches!(result, DecoderResult::InputEmpty);
            self.decoded = text.chars().collect::<Vec<_>>().into_iter();
            if !is_whole {
                let line = self.line + text.matches('\n').count();
                return Err(Refused::Encoding { line });
            }
        }
    }
}

/// A text's records: lines, but for line ends within quotation marks.
struct Records<R> {
    chars: Chars<R>,
    mark: char,
    ahead: Option<char>,
    pub cells: Vec<Given>,
    /// Bytes of them.
    weight: usize,
}

impl<R: Read> Records<R> {
    fn new(file: R, encoding: &'static Encoding, mark: char) -> Self {
        Self { chars: Chars::new(file, encoding), mark, ahead: None, cells: Vec::new(), weight: 0 }
    }

    fn take(&mut self) -> Result<Option<char>, Refused> {
        match self.ahead.take() {
            Some(c) => Ok(Some(c)),
            None => self.chars.next(),
        }
    }

    /// The line in which the next record begins; its cells are in [`Records::cells`].
    fn next(&mut self) -> Result<Option<usize>, Refused> {
        self.cells.clear();
        self.weight = 0;
        let begun = self.chars.line;
        let (mut cell, mut count, mut quoted, mut any) = (String::new(), 0, false, false);
        while let Some(c) = self.take()? {
            any = true;
            match c {
                '\0' => return Err(Refused::NotATable),
                '"' if quoted => {
                    self.ahead = self.chars.next()?;
                    if self.ahead == Some('"') {
                        self.ahead = None;
                        cell.push('"');
                        count += 1;
                    } else {
                        quoted = false;
                    }
                }
                '"' if cell.is_empty() => quoted = true,
                '\n' if !quoted => {
                    self.put(&mut cell);
                    return Ok(Some(begun));
                }
                c if c == self.mark && !quoted => {
                    self.put(&mut cell);
                    count = 0;
                }
                '\r' => {}
                c => {
                    cell.push(c);
                    count += 1;
                }
            }
            if self.weight > ROW {
                return Err(Refused::long_row(None, begun));
            }
            if count > CELL {
                return Err(Refused::Quote { line: begun });
            }
        }
        if quoted {
            return Err(Refused::Quote { line: begun });
        }
        self.put(&mut cell);
        Ok(any.then_some(begun))
    }

    fn put(&mut self, cell: &mut String) {
        let text = std::mem::take(cell);
        if self.cells.len() < COLUMNS {
            let cell = Given::of_text(&meant(text));
            self.weight += bytes(&cell);
            self.cells.push(cell);
        }
    }
}

/// `'=1` and `="0123"` are how a CSV file says that something is a text.
fn meant(text: String) -> String {
    if let Some(plain) = text.strip_prefix('\'').filter(|plain| begins_like_a_formula(plain)) {
        return plain.to_owned();
    }
    match text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')) {
        Some(plain) => plain.to_owned(),
        None => text,
    }
}
