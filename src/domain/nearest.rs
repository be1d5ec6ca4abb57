//! The nearest of the known names, for "did you mean".

/// The known name that is only a slip of the finger away from `name`, if there is one.
pub fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let best = known.iter().map(|candidate| (distance(name, candidate), *candidate)).min()?;
    let close = best.0 <= 1 + name.chars().count() / 4;
    close.then_some(best.1)
}

/// Levenshtein's distance, in characters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut left = i + 1;
        let cells = row.iter().zip(row.iter().skip(1)).zip(&b).map(|((diagonal, above), y)| {
            left = (diagonal + usize::from(x != *y)).min(above + 1).min(left + 1);
            left
        });
        row = std::iter::once(i + 1).chain(cells).collect();
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_finds_its_name() {
        assert_eq!(nearest("zhengfubna", &["zhengfuban", "zhengfawei"]), Some("zhengfuban"));
        assert_eq!(nearest("区发展局", &["区发改局", "区教育局"]), Some("区发改局"));
        assert_eq!(nearest("something", &["fagai", "keji"]), None);
    }
}
