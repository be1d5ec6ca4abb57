//! Columns that line up: a Chinese character is two cells wide on a terminal.

use unicode_width::UnicodeWidthStr;

/// Rows of equally many cells, each column as wide as its widest cell, two blanks between.
pub fn table<const N: usize>(rows: &[[String; N]]) -> String {
    let mut widths = [0; N];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.width().max(*width);
        }
    }
    let line = |row: &[String; N]| {
        let cells = row.iter().zip(widths).map(|(cell, width)| pad(cell, width));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    rows.iter().map(line).collect()
}

fn pad(cell: &str, width: usize) -> String {
    format!("{cell}{}", " ".repeat(width.saturating_sub(cell.width())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_and_latin_line_up() {
        let rows = [["区发改局", "1"], ["keji", "22"], ["", "3"]].map(|row| row.map(str::to_owned));
        assert_eq!(table(&rows), "区发改局  1\nkeji      22\n          3\n");
    }
}
