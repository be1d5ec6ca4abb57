//! A table as text: what a spreadsheet puts on the clipboard (tabs) and what it saves as CSV (commas).

/// The cells of a table, row by row; a line feed inside quotes stays inside its cell.
pub fn grid(text: &str) -> Vec<Vec<String>> {
    let text = text.trim_start_matches('\u{feff}');
    let tabs = text.contains('\t');
    let parts = |c: char| if tabs { c == '\t' } else { matches!(c, ',' | '，') };
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => cell.extend(chars.next()),
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c if !quoted && parts(c) => row.push(std::mem::take(&mut cell)),
            '\r' => {}
            c => cell.push(c),
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    rows
}

/// The table as text with tabs, from which [`grid`] makes the same table: rows keep their numbers.
pub fn text(grid: &[Vec<String>]) -> String {
    let line = |row: &Vec<String>| row.iter().map(|cell| plain(cell)).collect::<Vec<_>>().join("\t") + "\n";
    grid.iter().map(line).collect()
}

/// Without what the eye does not see, and with letters, digits and signs of full width (ＡＢＣ＠１２３) as plain ones.
pub fn plain(cell: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' if c != '，' && c != '：' => {
            char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c)
        }
        '"' => '”',
        c if c.is_whitespace() || c.is_control() => ' ',
        c => c,
    };
    let seen = cell.chars().filter(|c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'));
    let text: String = seen.map(narrow).collect();
    text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn quotes_hold_what_parts_cells() {
        assert_eq!(grid("a,\"b,\"\"c\"\"\nd\",\n\ne"), [vec!["a", "b,\"c\"\nd", ""], vec![""], vec!["e"]]);
        assert_eq!(grid("a\tb,c\n"), [["a", "b,c"]]);
        assert_eq!(grid("12\" pipe\tb"), [["12\" pipe", "b"]]);
    }

    proptest! {
        #[test]
        fn a_table_survives_as_text(rows in prop::collection::vec(prop::collection::vec("[ a-z\"，,：\n\t张１@]{0,6}", 2..4), 1..6)) {
            let once = grid(&text(&rows));
            let cleaned: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| plain(cell)).collect()).collect();
            prop_assert_eq!(&once, &cleaned);
            prop_assert_eq!(grid(&text(&once)), once);
        }
    }
}
