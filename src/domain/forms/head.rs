//! Which column of a stranger's table is which of ours (表头).
//!
//! Titles and remarks may stand above the head; it may have two rows, of which the upper one spans several columns; its
//! columns stand in any order, with others among them.

use std::collections::HashMap;

use super::{Form, Given, plain};
use crate::domain::ids::ColumnId;

/// Rows in which a head is looked for.
pub const ROWS: usize = 12;

/// The head of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The line of its last row; what stands below is data.
    pub line: usize,
    /// For each column of the table the one of the form.
    pub columns: Vec<Option<usize>>,
    /// Columns that the form does not have, and how they are headed. Row numbers (序号) are not among them.
    pub unknown: Vec<(usize, String)>,
    /// Where the rows are numbered (序号).
    pub ordinal: Option<usize>,
}

/// Why a table has no head that will do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoHead {
    /// None of the first rows looks like the form's.
    None,
    /// One does, without these columns that every row must fill.
    Lacks { line: usize, columns: Vec<ColumnId> },
    /// Two of the table's columns are this one.
    Twice { line: usize, column: ColumnId, first: usize, second: usize },
}

/// How well a heading fits: the heading of another column that fits better wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// Word for word.
    Exact,
    /// But for a remark or a unit in brackets.
    Bare,
    /// Together with its field code.
    Mixed,
}

impl Head {
    /// Looks for it in the first rows of a table, each with its line.
    pub fn find(form: &Form, rows: &[(usize, Vec<Given>)]) -> Result<Self, NoHead> {
        let names = Names::of(form);
        let rows: Vec<(usize, Vec<String>)> = rows
            .iter()
            .take(ROWS)
            .map(|(line, row)| (*line, row.iter().map(Given::shown).collect()))
            .collect();
        let mut best: Option<Candidate> = None;
        for (at, (line, row)) in rows.iter().enumerate() {
            let one = names.read(*line, row);
            let alone =
                one.count().max(rows.get(at + 1).map_or(0, |(line, below)| names.read(*line, below).count()));
            // Two rows are one head only if both are needed.
            let two = rows.get(at + 1).map(|(line, below)| names.read_both(*line, row, below));
            for candidate in std::iter::once(one).chain(two.filter(|two| two.count() > alone)) {
                if best.as_ref().is_none_or(|best| candidate.count() > best.count()) {
                    best = Some(candidate);
                }
            }
        }
        let enough = form.columns.len().min(2);
        best.filter(|best| best.count() >= enough).ok_or(NoHead::None)?.head(form)
    }

    /// How many of the form's columns it has.
    pub fn known(&self) -> usize {
        self.columns.iter().flatten().count()
    }
}

/// What a row, or two, would be as a head.
struct Candidate {
    line: usize,
    cells: Vec<(String, Option<(usize, Fit)>)>,
}

impl Candidate {
    fn count(&self) -> usize {
        let mut known: Vec<usize> =
            self.cells.iter().filter_map(|(_, known)| Some(known.as_ref()?.0)).collect();
        known.sort_unstable();
        known.dedup();
        known.len()
    }

    fn head(self, form: &Form) -> Result<Head, NoHead> {
        let line = self.line;
        let mut taken: HashMap<usize, (usize, Fit)> = HashMap::new();
        let mut twice: Option<(usize, usize, usize, Fit)> = None;
        for (at, (_, known)) in self.cells.iter().enumerate() {
            let Some((column, fit)) = *known else { continue };
            match taken.get(&column) {
                Some((_, better)) if *better < fit => {}
                Some((first, same)) if *same == fit => {
                    twice = twice.filter(|(.., than)| *than <= fit).or(Some((column, *first, at, fit)));
                }
                _ => {
                    taken.insert(column, (at, fit));
                }
            }
        }
        if let Some((column, first, second, fit)) = twice
            && taken.get(&column).is_some_and(|(_, better)| *better == fit)
            && let Some(column) = form.columns.get(column)
        {
            return Err(NoHead::Twice { line, column: column.id.clone(), first, second });
        }
        let lacking = form.columns.iter().enumerate();
        let lacking = lacking.filter(|(at, column)| column.is_required() && !taken.contains_key(at));
        let columns: Vec<ColumnId> = lacking.map(|(_, column)| column.id.clone()).collect();
        if !columns.is_empty() {
            return Err(NoHead::Lacks { line, columns });
        }
        let mut head = Head { line, columns: vec![None; self.cells.len()], unknown: vec![], ordinal: None };
        for (column, (at, _)) in taken {
            if let Some(place) = head.columns.get_mut(at) {
                *place = Some(column);
            }
        }
        for (at, (text, _)) in self.cells.into_iter().enumerate() {
            if text.is_empty() || matches!(head.columns.get(at), Some(Some(_))) {
                continue;
            }
            if matches!(bare(&text).as_str(), "序号" | "NO" | "NO." | "#") {
                head.ordinal = head.ordinal.or(Some(at));
            } else {
                head.unknown.push((at, text));
            }
        }
        Ok(head)
    }
}

/// What the form's columns are called.
struct Names {
    exact: HashMap<String, usize>,
    /// Without what stands in brackets; none where two columns would be the same.
    bare: HashMap<String, Option<usize>>,
    ids: HashMap<String, usize>,
}

impl Names {
    fn of(form: &Form) -> Self {
        let mut names = Self { exact: HashMap::new(), bare: HashMap::new(), ids: HashMap::new() };
        for (at, column) in form.columns.iter().enumerate() {
            names.ids.insert(folded(column.id.as_str()), at);
            let labels = [column.id.as_str(), &column.label.zh, &column.label.en];
            for name in labels.into_iter().chain(column.aliases.iter().map(String::as_str)) {
                names.exact.entry(folded(name)).or_insert(at);
                let bare = names.bare.entry(bare(name)).or_insert(Some(at));
                if *bare != Some(at) {
                    *bare = None;
                }
            }
        }
        names
    }

    fn find(&self, heading: &str) -> Option<(usize, Fit)> {
        let full = folded(heading);
        if full.is_empty() {
            return None;
        }
        if let Some(at) = self.exact.get(&full) {
            return Some((*at, Fit::Exact));
        }
        let bare = bare(heading);
        if let Some(at) = self.exact.get(&bare).copied().or_else(|| self.bare.get(&bare).copied().flatten()) {
            return Some((at, Fit::Bare));
        }
        // 许可文书号（XK_WSH）, XK_WSH许可文书号
        let is_code = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let mut codes = full.split(|c: char| !is_code(c)).filter(|code| code.len() > 1);
        codes.find_map(|code| self.ids.get(code)).map(|at| (*at, Fit::Mixed))
    }

    fn read(&self, line: usize, row: &[String]) -> Candidate {
        Candidate { line, cells: row.iter().map(|text| (text.clone(), self.find(text))).collect() }
    }

    /// `身份证件` above `类型` and `号码`: cells that were merged are empty but for the first one.
    fn read_both(&self, line: usize, upper: &[String], lower: &[String]) -> Candidate {
        let mut above = "";
        let cells = (0..upper.len().max(lower.len())).map(|at| {
            let own = upper.get(at).map_or("", String::as_str);
            let below = lower.get(at).map_or("", String::as_str);
            if !own.is_empty() {
                above = own;
            }
            if below.is_empty() {
                return (own.to_owned(), self.find(own));
            }
            let both = format!("{above}{below}");
            let found = self.find(&both).or_else(|| self.find(below)).or_else(|| self.find(own));
            (if above.is_empty() { below.to_owned() } else { format!("{above} {below}") }, found)
        });
        Candidate { line, cells: cells.collect() }
    }
}

/// A heading as it is compared: in one width and case, without spaces and the star of what is required.
pub fn folded(text: &str) -> String {
    let kept = |c: &char| !c.is_whitespace() && !matches!(c, '*' | '★' | '※');
    let text: String = plain(text).chars().filter(kept).collect();
    text.trim_end_matches(':').to_uppercase()
}

/// The same without what stands in brackets at its end: `处罚金额（万元）`, `邮箱【必填】`.
fn bare(text: &str) -> String {
    let mut text = folded(text);
    loop {
        let opened = match text.chars().last() {
            Some(')') => text.rfind('('),
            Some(']') => text.rfind('['),
            Some('】') => text.rfind('【'),
            Some('〕') => text.rfind('〔'),
            _ => None,
        };
        match opened {
            Some(at) if at > 0 => text.truncate(at),
            _ => return text,
        }
    }
}

#[cfg(test)]
mod tests;
