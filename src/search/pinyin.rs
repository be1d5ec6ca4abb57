//! Chinese by its sound (拼音): a name's syllables, and where initials or whole syllables are found in them.

use std::ops::Range;

use pinyin::{Pinyin, ToPinyinMulti};

use crate::domain::folded::fold_char;

/// A character that sounds: where it stands in the text, and how it may be read.
#[derive(Debug)]
struct Sound {
    at: usize,
    chinese: bool,
    readings: Vec<String>,
}

/// A text's characters as they sound; punctuation is silent, and Latin letters and digits are themselves.
#[derive(Debug)]
pub struct Sounds(Vec<Sound>);

impl Sounds {
    pub fn of(text: &str) -> Self {
        let sounds = text.chars().map(fold_char).enumerate().filter(|(_, c)| c.is_alphanumeric());
        Self(sounds.map(|(at, c)| Sound { at, chinese: !c.is_ascii(), readings: readings(c) }).collect())
    }

    /// Where these initials stand side by side: `sgs` in 双公示.
    pub fn initials(&self, letters: &str) -> Option<Range<usize>> {
        let count = letters.len();
        let begins = |(sound, letter): (&Sound, char)| sound.readings.iter().any(|it| it.starts_with(letter));
        let mut runs = self.0.windows(count).filter(|run| run.iter().zip(letters.chars()).all(begins));
        runs.find_map(range)
    }

    /// Where these syllables stand side by side, the last of them perhaps not to its end: `jiaoyuj` in 教育局.
    pub fn syllables(&self, letters: &str) -> Option<Range<usize>> {
        (0..self.0.len()).find_map(|start| {
            let rest = self.0.get(start..)?;
            let first = rest.first()?;
            // The beginning of one syllable says too little.
            let whole = letters.len() > 2 || first.readings.iter().any(|reading| letters == reading);
            let count = if whole { spelt(rest, letters)? } else { return None };
            range(rest.get(..count)?)
        })
    }
}

/// Latin letters alone are no pinyin.
fn range(run: &[Sound]) -> Option<Range<usize>> {
    run.iter().any(|sound| sound.chinese).then_some(())?;
    Some(run.first()?.at..run.last()?.at + 1)
}

/// How many sounds from the first on these letters spell.
fn spelt(sounds: &[Sound], letters: &str) -> Option<usize> {
    let (first, rest) = sounds.split_first()?;
    first.readings.iter().find_map(|reading| match letters.strip_prefix(reading.as_str()) {
        Some("") => Some(1),
        Some(letters) => spelt(rest, letters).map(|count| count + 1),
        None => reading.starts_with(letters).then_some(1),
    })
}

/// Every way to read a character: 行 is xing and hang. ü is typed v.
fn readings(c: char) -> Vec<String> {
    let Some(all) = c.to_pinyin_multi() else { return vec![c.to_string()] };
    let mut readings: Vec<String> =
        all.into_iter().map(Pinyin::plain).map(|reading| reading.replace('ü', "v")).collect();
    readings.sort_unstable();
    readings.dedup();
    readings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_found_where_they_stand_together() {
        for (text, letters, expected) in [
            ("双公示", "sgs", Some(0..3)),
            ("报送“双公示”数据", "sgs", Some(3..6)),
            ("行政许可、行政处罚", "xzxkxzcf", Some(0..9)),
            ("区教育局", "jyj", Some(1..4)),
            ("银行", "yh", Some(0..2)),
            ("A级纳税人", "ajnsr", Some(0..5)),
            ("双公示", "sg", Some(0..2)),
            ("双公示", "ss", None),
            ("Reports", "port", None),
            ("双公示", "sgsj", None),
            ("", "sg", None),
        ] {
            assert_eq!(Sounds::of(text).initials(letters), expected, "{letters} in {text}");
        }
    }

    #[test]
    fn syllables_are_found_from_the_beginning_of_one() {
        for (text, letters, expected) in [
            ("双公示", "shuanggongshi", Some(0..3)),
            ("双公示", "gongshi", Some(1..3)),
            ("双公示", "shuangg", Some(0..2)),
            ("区教育局", "jiaoyu", Some(1..3)),
            ("区教育局", "jiaoyuj", Some(1..4)),
            ("银行", "yinhang", Some(0..2)),
            ("西安", "xian", Some(0..2)),
            ("西安", "an", Some(1..2)),
            ("法律", "falv", Some(0..2)),
            ("双公示", "ong", None),
            ("双公示", "sh", None),
            ("双公示", "shuanggongshij", None),
        ] {
            assert_eq!(Sounds::of(text).syllables(letters), expected, "{letters} in {text}");
        }
    }
}
