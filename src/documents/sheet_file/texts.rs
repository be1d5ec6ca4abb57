//! The texts that a workbook's cells share, in few large pieces: a million small ones would take three times as much.

use std::io::Read;

use quick_xml::events::Event;

use super::notes::Refused;
use super::sheet::rich;
use super::xml::Xml;

/// Bytes of one piece; a text is no longer than half of it.
const BLOCK: usize = 2 << 20;
/// All of them together: with it, what else there is stays within 150 MB.
const BLOCKS: usize = 48;
const TEXTS: usize = 4_000_000;

#[derive(Default)]
pub(super) struct Texts {
    blocks: Vec<String>,
    /// Where each begins: its block, times [`BLOCK`], and its place there.
    starts: Vec<u32>,
}

impl Texts {
    pub fn read<R: Read>(xml: &mut Xml<R>, part: &str) -> Result<Self, Refused> {
        let (mut texts, mut text) = (Self::default(), String::new());
        loop {
            match xml.next()? {
                Event::Start(tag) if tag.local_name().as_ref() == "si" => {
                    text.clear();
                    rich(xml, &mut text)?;
                    texts.push(&text).ok_or_else(|| Refused::TooLarge { part: part.to_owned() })?;
                }
                Event::Eof => return Ok(texts),
                _ => {}
            }
        }
    }

    /// None where there is no room for it.
    fn push(&mut self, text: &str) -> Option<()> {
        let is_full = self.blocks.last().is_none_or(|block| block.len() + text.len() >= BLOCK);
        if is_full {
            if self.blocks.len() == BLOCKS || text.len() >= BLOCK {
                return None;
            }
            self.blocks.push(String::with_capacity(BLOCK));
        }
        if self.starts.len() == TEXTS {
            return None;
        }
        let at = self.blocks.len() - 1;
        let block = self.blocks.last_mut()?;
        self.starts.push(u32::try_from(at * BLOCK + block.len()).ok()?);
        block.push_str(text);
        Some(())
    }

    pub fn get(&self, at: usize) -> Option<&str> {
        let start = usize::try_from(*self.starts.get(at)?).ok()?;
        let block = self.blocks.get(start / BLOCK)?;
        let next = self.starts.get(at + 1).and_then(|next| usize::try_from(*next).ok());
        let end = next.filter(|next| next / BLOCK == start / BLOCK).map_or(block.len(), |next| next % BLOCK);
        block.get(start % BLOCK..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_again_whichever_piece_they_are_in() {
        let mut texts = Texts::default();
        let all: Vec<String> = (0..900).map(|at| "字".repeat(at * 7 % 5000)).collect();
        for text in &all {
            texts.push(text).unwrap();
        }
        assert!(texts.blocks.len() > 2);
        assert!(all.iter().enumerate().all(|(at, text)| texts.get(at) == Some(text)));
        assert_eq!(texts.get(all.len()), None);
        let million = "x".repeat(1 << 20);
        let fitting = (0..).take_while(|_| texts.push(&million).is_some()).count();
        assert!(fitting < BLOCKS, "{fitting}");
    }
}
