//! Texts as search (检索) compares them: case and width folded character by character, so that what was found
//! can be marked in the original.

use std::collections::BTreeSet;

/// The most words of a query that count; each has to be found.
pub const MOST_WORDS: usize = 6;

/// The longest query, in characters.
pub const LONGEST_QUERY: usize = 100;

/// What search compares in place of this character: lower case, half width.
pub fn fold_char(c: char) -> char {
    let c = match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c if c.is_whitespace() => ' ',
        c => c,
    };
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(lower), None) => lower,
        _ => c,
    }
}

pub fn fold(text: &str) -> String {
    text.chars().map(fold_char).collect()
}

/// The words of a query, folded: what stands between spaces and punctuation. `4.2` and `1.4-report` are words.
pub fn words(query: &str) -> Vec<String> {
    let folded: String = query.chars().take(LONGEST_QUERY).map(fold_char).collect();
    let inner = ['.', '-', '_', '~'];
    let mut words: Vec<String> = Vec::new();
    for word in folded.split(|c: char| !(c.is_alphanumeric() || inner.contains(&c))) {
        let word = word.trim_matches(inner);
        if !word.is_empty() && words.len() < MOST_WORDS && words.iter().all(|other| other != word) {
            words.push(word.to_owned());
        }
    }
    words
}

/// The pairs of neighbouring characters of a folded text, as numbers from 0: by these its documents are found. Spaces
/// and punctuation are in none, but for the point of `4.2`.
pub fn grams(folded: &str) -> BTreeSet<i64> {
    let counts = |c: char| c.is_alphanumeric() || c == '.';
    let pairs = folded.chars().zip(folded.chars().skip(1));
    pairs.filter(|(a, b)| counts(*a) && counts(*b)).map(|(a, b)| gram(a, b)).collect()
}

fn gram(a: char, b: char) -> i64 {
    // A character has 21 bits.
    (i64::from(u32::from(a)) << 21) | i64::from(u32::from(b))
}

/// A number below zero, the same at every run, for all that belongs to one unit or duty. Two labels may share a number: it
/// narrows a search down and decides nothing.
pub fn label(kind: &str, id: &str) -> i64 {
    // FNV-1a
    let bytes = kind.bytes().chain([0]).chain(id.bytes());
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    -1 - (hash >> 1).cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_the_same_is_the_same() {
        for (text, folded) in [
            ("ＡＢＣ１２３（甲）", "abc123(甲)"),
            ("Credit\u{3000}China\n", "credit china "),
            ("双公示", "双公示"),
            ("İ", "İ"),
        ] {
            assert_eq!(fold(text), folded);
            assert_eq!(text.chars().count(), folded.chars().count(), "a mark keeps its place");
        }
    }

    #[test]
    fn a_query_falls_into_words() {
        for (query, expected) in [
            ("", &[] as &[&str]),
            (" 、。“”% ", &[]),
            ("双公示", &["双公示"]),
            ("教育局　双公示", &["教育局", "双公示"]),
            ("“双公示”、行政许可", &["双公示", "行政许可"]),
            ("4.2 1.4-report", &["4.2", "1.4-report"]),
            ("６月 6月", &["6月"]),
            ("1 2 3 4 5 6 7", &["1", "2", "3", "4", "5", "6"]),
        ] {
            assert_eq!(words(query), expected, "{query}");
        }
        assert_eq!(words(&"字".repeat(500))[0].chars().count(), LONGEST_QUERY);
    }

    #[test]
    fn grams_are_the_pairs_that_words_can_have() {
        let of = |text: &str| grams(&fold(text));
        assert_eq!(of("双公示").len(), 2);
        assert!(of("报送双公示数据").is_superset(&of("双公示")));
        assert!(of("第4.2项").is_superset(&of("4.2")));
        assert!(of("甲，乙 丙").is_empty());
        assert!(of("𠮷野家").iter().all(|gram| *gram > 0), "beyond the first plane too");
        assert!(label("unit", "jiaoyu") < 0);
        assert_ne!(label("unit", "jiaoyu"), label("duty", "jiaoyu"));
        assert_eq!(label("unit", "jiaoyu"), -578_634_568_167_304_298, "stored, so it never changes");
    }
}
