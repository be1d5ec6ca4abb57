//! Chance that is the same each time: drawn from a hash of what it is about.

use sha2::{Digest, Sha256};

/// A number from 0 up to `below`, fixed by the texts.
pub fn draw(about: &str, question: &str, below: u64) -> u64 {
    let digest = Sha256::new().chain_update(about).chain_update("\0").chain_update(question).finalize();
    let number = digest.iter().take(8).fold(0u64, |number, byte| number << 8 | u64::from(*byte));
    number.checked_rem(below).unwrap_or(0)
}

/// The same as a day count or the like.
pub fn draw_days(about: &str, question: &str, below: u64) -> i64 {
    i64::try_from(draw(about, question, below)).unwrap_or_default()
}

/// One of these, fixed by the texts.
pub fn pick<'a, T>(about: &str, question: &str, from: &'a [T]) -> Option<&'a T> {
    let length = u64::try_from(from.len()).ok()?;
    from.get(usize::try_from(draw(about, question, length)).ok()?)
}
