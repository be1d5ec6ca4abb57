//! The XML of a stranger, piece by piece: no piece, no depth and no whole is larger than it may be.

use std::cell::Cell;
use std::io::{self, BufReader, Read};
use std::rc::Rc;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::notes::Refused;

/// Bytes of one tag or one text. The longest text of a cell has 32,767 characters.
const PIECE: u64 = 1 << 20;
/// Elements within elements; a workbook has some ten.
const DEPTH: usize = 100;
/// What is added up from several pieces, in bytes.
const TEXT: usize = 1 << 20;

/// A part of a workbook.
pub(super) struct Xml<R> {
    reader: Reader<BufReader<Metered<R>>>,
    part: String,
    meter: Rc<Meter>,
    buffer: Vec<u8>,
    depth: usize,
}

/// What may still be read of all parts together, however often each is read.
pub(super) type Whole = Rc<Cell<u64>>;

/// What may still be read: of the part, of the piece, and of the whole.
struct Meter {
    part: Cell<u64>,
    piece: Cell<u64>,
    whole: Whole,
    is_over: Cell<bool>,
}

struct Metered<R> {
    inner: R,
    meter: Rc<Meter>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        let bytes = u64::try_from(read).unwrap_or(u64::MAX);
        for left in [&self.meter.part, &self.meter.piece, &*self.meter.whole] {
            let Some(rest) = left.get().checked_sub(bytes) else {
                left.set(0);
                self.meter.is_over.set(true);
                return Err(io::Error::other("too large"));
            };
            left.set(rest);
        }
        Ok(read)
    }
}

impl<R: Read> Xml<R> {
    /// At most so many bytes.
    pub fn new(inner: R, part: &str, limit: u64, whole: &Whole) -> Self {
        let meter = Rc::new(Meter {
            part: Cell::new(limit),
            piece: Cell::new(PIECE),
            whole: Rc::clone(whole),
            is_over: Cell::new(false),
        });
        let metered = Metered { inner, meter: Rc::clone(&meter) };
        let mut reader = Reader::from_reader(BufReader::with_capacity(1 << 16, metered));
        reader.config_mut().expand_empty_elements = true;
        Self { reader, part: part.to_owned(), meter, buffer: Vec::new(), depth: 0 }
    }

    /// Start, end, text, reference to a character; `Eof` at the end.
    pub fn next(&mut self) -> Result<Event<'_>, Refused> {
        self.buffer.clear();
        self.meter.piece.set(PIECE);
        let broken = || Refused::Broken { part: self.part.clone() };
        match self.reader.read_event_into(&mut self.buffer) {
            Ok(event) => {
                match &event {
                    Event::Start(_) if self.depth == DEPTH => return Err(broken()),
                    Event::Start(_) => self.depth += 1,
                    Event::End(_) => self.depth = self.depth.saturating_sub(1),
                    // A workbook has none; entities are declared in it.
                    Event::DocType(_) => return Err(broken()),
                    _ => {}
                }
                Ok(event)
            }
            Err(_) if self.meter.is_over.get() => Err(Refused::TooLarge { part: self.part.clone() }),
            Err(_) => Err(broken()),
        }
    }

    pub fn broken(&self) -> Refused {
        Refused::Broken { part: self.part.clone() }
    }

    /// Reads to the end of the element that has begun, and adds what it says.
    pub fn text(&mut self, into: &mut String) -> Result<(), Refused> {
        let (mut inside, begun) = (1_usize, into.len());
        while inside > 0 {
            match self.next()? {
                Event::Start(_) => inside += 1,
                Event::End(_) => inside -= 1,
                Event::Text(text) => into.push_str(&text.xml10_content()),
                Event::CData(text) => into.push_str(&text.xml10_content()),
                Event::GeneralRef(name) => into.extend(character(&name)),
                Event::Eof => return Err(self.broken()),
                _ => {}
            }
            if into.len() - begun > TEXT {
                return Err(Refused::TooLarge { part: self.part.clone() });
            }
        }
        Ok(())
    }
}

/// What is declared elsewhere stands for nothing.
fn character(name: &BytesRef<'_>) -> Option<char> {
    match name.as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => name.resolve_char_ref().ok().flatten(),
    }
}

/// An attribute by its name without a prefix; empty where there is none.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> String {
    let mut attributes = tag.attributes();
    let attributes = attributes.with_checks(false).flatten();
    let mut found = attributes.filter(|attribute| attribute.key.local_name().as_ref() == name);
    let value = found
        .next()
        .and_then(|attribute| Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned()));
    value.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(xml: &str, limit: u64, whole: &Whole) -> Result<(), Refused> {
        let mut xml = Xml::new(xml.as_bytes(), "p", limit, whole);
        while !matches!(xml.next()?, Event::Eof) {}
        Ok(())
    }

    #[test]
    fn all_parts_together_have_a_limit() {
        let (whole, xml) = (Rc::new(Cell::new(1000)), "<row/>".repeat(50));
        let refused = Err(Refused::TooLarge { part: "p".to_owned() });
        assert_eq!(read(&xml, 299, &Rc::new(Cell::new(1000))), refused);
        for _ in 0..3 {
            assert_eq!(read(&xml, 300, &whole), Ok(()));
        }
        assert_eq!(whole.get(), 100);
        assert_eq!(read(&xml, 300, &whole), refused);
        assert_eq!(read("<a/>", 300, &whole), refused);
    }
}
