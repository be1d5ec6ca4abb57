//! Where in a text a query was found, to be marked there.

use std::ops::Range;

use super::pinyin::Sounds;
use super::query::{Query, Word};
use crate::domain::folded::fold_char;

/// Found places, by characters, in order and apart.
pub type Marks = Vec<Range<usize>>;

/// Every place of every word; in names also where pinyin spells it.
pub fn in_name(query: &Query, name: &str) -> Marks {
    let folded: Vec<char> = name.chars().map(fold_char).collect();
    let mut marks = Vec::new();
    for word in &query.words {
        let places = places(&folded, word);
        if places.is_empty() && word.letters {
            let sounds = Sounds::of(name);
            marks.extend(sounds.initials(&word.text).or_else(|| sounds.syllables(&word.text)));
        }
        marks.extend(places);
    }
    apart(marks)
}

/// Every place of every word.
pub fn in_text(query: &Query, text: &str) -> Marks {
    let folded: Vec<char> = text.chars().map(fold_char).collect();
    apart(query.words.iter().flat_map(|word| places(&folded, word)).collect())
}

/// The part of a text around what was found first, of about so many characters, and the marks in it. `None` where
/// nothing was found.
pub fn excerpt(query: &Query, text: &str, width: usize) -> Option<(String, Marks)> {
    let marks = in_text(query, text);
    let first = marks.first()?.start;
    let start = first.saturating_sub(width / 4);
    let count = text.chars().count();
    let part: String = text.chars().skip(start).take(width).collect();
    let (before, after) = (start > 0, start + width < count);
    let shift = |place: &Range<usize>| {
        let within = place.start >= start && place.end <= start + width;
        let lead = usize::from(before);
        within.then(|| place.start - start + lead..place.end - start + lead)
    };
    let ellipsis = |there: bool| if there { "…" } else { "" };
    Some((format!("{}{part}{}", ellipsis(before), ellipsis(after)), marks.iter().filter_map(shift).collect()))
}

/// Latin words count from their beginning, since `port` is no part of what `report` means.
fn places(folded: &[char], word: &Word) -> Vec<Range<usize>> {
    let wanted: Vec<char> = word.text.chars().collect();
    let mut places = Vec::new();
    let mut from = 0;
    while let Some(window) = folded.get(from..from + wanted.len()) {
        let begins =
            !word.letters || from == 0 || !folded.get(from - 1).is_some_and(char::is_ascii_alphanumeric);
        if window == wanted && begins {
            places.push(from..from + wanted.len());
            from += wanted.len();
        } else {
            from += 1;
        }
    }
    places
}

fn apart(mut marks: Marks) -> Marks {
    marks.sort_by_key(|place| (place.start, place.end));
    let mut apart: Marks = Vec::new();
    for place in marks {
        match apart.last_mut() {
            Some(last) if place.start <= last.end => last.end = last.end.max(place.end),
            _ => apart.push(place),
        }
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(text: &str) -> Query {
        Query::parse(text, 2026)
    }

    /// The text with its marks in brackets.
    fn shown(text: &str, marks: &Marks) -> String {
        let bracket = |at: usize| {
            let open = if marks.iter().any(|place| place.start == at) { "[" } else { "" };
            let close = if marks.iter().any(|place| place.end == at) { "]" } else { "" };
            format!("{close}{open}")
        };
        let chars = text.chars().enumerate().map(|(at, c)| format!("{}{c}", bracket(at)));
        chars.chain([bracket(text.chars().count())]).collect()
    }

    #[test]
    fn what_was_found_is_marked_in_the_original() {
        for (text, words, expected) in [
            ("报送双公示数据", "双公示", "报送[双公示]数据"),
            ("报送双公示数据", "sgs", "报送[双公示]数据"),
            ("报送双公示数据", "shuanggong", "报送[双公]示数据"),
            ("公示，公示", "公示", "[公示]，[公示]"),
            ("双公示数据", "双公 公示 数据", "[双公示数据]"),
            ("Report of the ＲＥＰＯＲＴ", "report", "[Report] of the [ＲＥＰＯＲＴ]"),
            ("Reports", "port", "Reports"),
            ("无关", "双公示", "无关"),
        ] {
            assert_eq!(shown(text, &in_name(&query(words), text)), expected, "{words} in {text}");
        }
    }

    #[test]
    fn an_excerpt_shows_what_was_found() {
        let found = |words: &str, text: &str| {
            excerpt(&query(words), text, 20).map(|(part, marks)| shown(&part, &marks))
        };
        let text = format!("{}双公示{}", "甲".repeat(50), "乙".repeat(50));
        assert_eq!(found("双公示", &text).unwrap(), "…甲甲甲甲甲[双公示]乙乙乙乙乙乙乙乙乙乙乙乙…");
        assert_eq!(found("双公示", "双公示").unwrap(), "[双公示]");
        assert_eq!(found("sgs", "双公示"), None, "a text is searched as it is written");
    }
}
