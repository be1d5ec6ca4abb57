//! A bulletin as lines with ordinals, in the order of the paper: the same for every kind of file.

use serde::Serialize;

use super::{Annex, Bulletin, Cell, Part, Section};
use crate::documents::official;
use crate::words::ordinal;

#[derive(Debug, Serialize)]
pub struct Laid<'a> {
    pub issuer: &'a str,
    /// Half points.
    pub issuer_size: u32,
    pub number: &'a str,
    pub title: &'a str,
    pub addressee: Option<&'a str>,
    pub lines: Vec<Line>,
    /// 附件说明, without 附件：
    pub annex_names: Vec<String>,
    pub signature: &'a str,
    pub day: &'a str,
    /// Of signature and day, from the right margin in hundredths of a character.
    pub indents: [u32; 2],
    pub contact: Option<String>,
    pub annexes: Vec<LaidAnnex<'a>>,
    /// One character in, as is 印发机关.
    pub copies: Option<String>,
    /// 印发机关, and 印发日期 with its 印发
    pub printed: Option<[String; 2]>,
}

#[derive(Debug, Serialize)]
pub struct Line {
    pub level: Level,
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    Section,
    Part,
    Text,
}

#[derive(Debug, Serialize)]
pub struct LaidAnnex<'a> {
    /// 附件, or 附件1 where there are several.
    pub mark: String,
    pub title: &'a str,
    /// One for each column: what it is called and its share of the width.
    pub heads: Vec<(&'a str, u32)>,
    /// Each as long as the heads.
    pub rows: Vec<Vec<LaidCell>>,
    pub notes: Vec<&'a str>,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct LaidCell {
    pub text: String,
    pub is_number: bool,
}

pub fn lay(bulletin: &Bulletin) -> Laid<'_> {
    let several = bulletin.annexes.len() > 1;
    let annexes: Vec<LaidAnnex<'_>> =
        (1..).zip(&bulletin.annexes).map(|(n, each)| annex(each, several.then_some(n))).collect();
    let names = (1..).zip(&annexes).map(|(n, annex)| match several {
        true => format!("{n}. {}", annex.title),
        false => annex.title.to_owned(),
    });
    Laid {
        issuer: &bulletin.issuer,
        issuer_size: official::mark_size(&bulletin.issuer),
        number: &bulletin.number,
        title: &bulletin.title,
        addressee: filled(bulletin.addressee.as_deref()),
        lines: lines(bulletin),
        annex_names: names.collect(),
        signature: &bulletin.signature,
        day: &bulletin.day,
        indents: official::indents(&bulletin.signature, &bulletin.day),
        contact: filled(bulletin.contact.as_deref()).map(|contact| format!("（{contact}）")),
        annexes,
        copies: filled(bulletin.copies.as_deref()).map(|copies| format!("\u{3000}{copies}")),
        printed: bulletin
            .printed
            .as_ref()
            .map(|it| [format!("\u{3000}{}", it.office), format!("{}印发", it.day)]),
    }
}

fn filled(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.trim().is_empty())
}

fn lines(bulletin: &Bulletin) -> Vec<Line> {
    let mut out: Vec<Line> = bulletin.opening.iter().filter_map(|text| line(text)).collect();
    let mut count = 0;
    for section in &bulletin.sections {
        if let Some(heading) = filled(Some(&section.heading)) {
            count += 1;
            out.push(Line { level: Level::Section, text: format!("{}{heading}", ordinal(count)) });
        }
        parts(section, &mut out);
    }
    out.extend(bulletin.closing.iter().filter_map(|text| line(text)));
    out
}

fn parts(section: &Section, out: &mut Vec<Line>) {
    let mut count = 0;
    for Part { heading, paragraphs, items } in &section.parts {
        if let Some(heading) = filled(heading.as_deref()) {
            count += 1;
            let number = ordinal(count);
            let number = number.trim_end_matches(['、', '．']);
            out.push(Line { level: Level::Part, text: format!("（{number}）{heading}") });
        }
        out.extend(paragraphs.iter().filter_map(|text| line(text)));
        out.extend((1..).zip(items).filter_map(|(n, text)| line(&format!("{n}. {text}"))));
    }
}

fn line(text: &str) -> Option<Line> {
    filled(Some(text)).map(|text| Line { level: Level::Text, text: text.to_owned() })
}

fn annex(annex: &Annex, number: Option<usize>) -> LaidAnnex<'_> {
    let count = annex.rows.iter().map(Vec::len).chain([annex.columns.len()]).max().unwrap_or_default();
    let named = annex.columns.iter().map(|column| (column.label.as_str(), column.share.max(1)));
    let row = |row: &Vec<Cell>| {
        let mut cells: Vec<LaidCell> = row.iter().map(cell).collect();
        cells.resize(count, LaidCell::default());
        cells
    };
    LaidAnnex {
        mark: number.map_or_else(|| "附件".to_owned(), |n| format!("附件{n}")),
        title: &annex.title,
        heads: named.chain(std::iter::repeat(("", 1))).take(count).collect(),
        rows: annex.rows.iter().map(row).collect(),
        notes: annex.notes.iter().filter_map(|note| filled(Some(note))).collect(),
    }
}

fn cell(cell: &Cell) -> LaidCell {
    match cell {
        Cell::Text(text) => LaidCell { text: text.clone(), is_number: false },
        Cell::Number(number) => LaidCell { text: number.to_string(), is_number: true },
    }
}
