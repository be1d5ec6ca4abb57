//! A bulletin as a Word document, in the form that notices have.

use super::Bulletin;
use super::laid::{Laid, LaidAnnex, LaidCell, Level, lay};
use crate::documents::docx::{Block, Paragraph, Table};
use crate::documents::official::{self, Error, Extra};
use crate::domain::timestamp::Timestamp;

/// The same bulletin of the same time makes the same bytes.
pub fn docx(bulletin: &Bulletin, created: Timestamp) -> Result<Vec<u8>, Error> {
    let laid = lay(bulletin);
    let widths: Vec<Vec<u32>> = laid.annexes.iter().map(widths).collect();
    // 附件： before the first one's name.
    let names: Vec<String> = ["附件："]
        .iter()
        .chain(std::iter::repeat(&""))
        .zip(&laid.annex_names)
        .map(|(mark, name)| format!("{mark}{name}"))
        .collect();
    let mut body = Vec::new();
    put_text(&laid, &names, &mut body);
    for (annex, widths) in laid.annexes.iter().zip(&widths) {
        put_annex(annex, widths, &mut body);
    }
    put_foot(&laid, &mut body);
    let title = format!("{} {}", laid.number, laid.title);
    official::write(
        &title,
        laid.signature,
        created,
        &body,
        Extra { text: TIGHT, styles: STYLES, fonts: FONTS },
    )
}

fn of<'a>(style: &'a str, text: &'a str) -> Paragraph<'a> {
    Paragraph { style, text, ..Paragraph::default() }
}

fn put_text<'a>(laid: &'a Laid<'_>, names: &'a [String], body: &mut Vec<Block<'a>>) {
    let mut put = |paragraph: Paragraph<'a>| {
        if !paragraph.text.is_empty() {
            body.push(Block::Paragraph(paragraph));
        }
    };
    put(Paragraph { size: Some(laid.issuer_size), ..of("Mark", laid.issuer) });
    put(of("Number", laid.number));
    put(of("Title", laid.title));
    put(of("Addressee", laid.addressee.unwrap_or_default()));
    for line in &laid.lines {
        let style = match line.level {
            Level::Section => "Heading1",
            Level::Part => "Heading2",
            Level::Text => "BodyText",
        };
        put(of(style, &line.text));
    }
    let first = if names.len() == 1 { "AnnexOnly" } else { "AnnexFirst" };
    let styles = std::iter::once(first).chain(std::iter::repeat("AnnexNext"));
    names.iter().zip(styles).for_each(|(name, style)| put(of(style, name)));
    let [signature, day] = laid.indents;
    put(Paragraph { right_chars: Some(signature), ..of("Signature", laid.signature) });
    put(Paragraph { right_chars: Some(day), ..of("Date", laid.day) });
    put(of("BodyText", laid.contact.as_deref().unwrap_or_default()));
}

fn put_annex<'a>(annex: &'a LaidAnnex<'_>, widths: &'a [u32], body: &mut Vec<Block<'a>>) {
    body.push(Block::Paragraph(of("AnnexMark", &annex.mark)));
    body.push(Block::Paragraph(of("AnnexTitle", annex.title)));
    let cell = |cell: &'a LaidCell| of(if cell.is_number { "TableNumber" } else { "TableText" }, &cell.text);
    if !widths.is_empty() {
        body.push(Block::Table(Table {
            widths,
            head: annex.heads.iter().map(|(label, _)| of("TableHead", label)).collect(),
            rows: annex.rows.iter().map(|row| row.iter().map(cell).collect()).collect(),
        }));
    }
    body.extend(annex.notes.iter().map(|note| Block::Paragraph(of("TableNote", note))));
}

/// 版记, at the foot of the page on which the last paragraph stands. Where that would be a table, a line of no height
/// stands below it: Word wants one there anyway.
fn put_foot<'a>(laid: &'a Laid<'_>, body: &mut Vec<Block<'a>>) {
    let end = || Block::Paragraph(of("End", ""));
    let foot = |text| Paragraph { is_at_foot: true, ..of("Foot", text) };
    let mut lines: Vec<Paragraph<'_>> = laid.copies.iter().map(|text| foot(text)).collect();
    if let Some([office, day]) = &laid.printed {
        lines.push(Paragraph { tabbed: Some(day), ..foot(office) });
    }
    if matches!(body.last(), Some(Block::Table(_))) {
        body.push(end());
    }
    let last = body.pop().unwrap_or_else(end);
    body.extend(lines.into_iter().map(Block::Paragraph));
    body.push(last);
}

/// Twentieths of a point, 8845 (156 mm) in all: rounding is the last column's.
fn widths(annex: &LaidAnnex<'_>) -> Vec<u32> {
    const ALL: u64 = 8845;
    let shares = || annex.heads.iter().map(|(_, share)| u64::from(*share));
    let sum: u64 = shares().sum();
    let mut so_far = 0;
    shares()
        .map(|share| {
            let from = so_far * ALL / sum;
            so_far += share;
            u32::try_from(so_far * ALL / sum - from).unwrap_or_default()
        })
        .collect()
}

/// A quarter of a point closer than 16, so that 28 characters stand on a line of 156 mm.
const TIGHT: &str = "<w:spacing w:val=\"-5\"/>";

const STYLES: &str = concat!(
    // 一、 in 黑体, （一） in 楷体; a heading stays with what it heads.
    "<w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"BodyText\"/><w:next w:val=\"BodyText\"/><w:qFormat/>",
    "<w:pPr><w:keepNext/><w:outlineLvl w:val=\"1\"/></w:pPr><w:rPr><w:rFonts w:eastAsia=\"黑体\"/></w:rPr></w:style>",
    "<w:style w:type=\"paragraph\" w:styleId=\"Heading2\"><w:name w:val=\"heading 2\"/><w:basedOn w:val=\"BodyText\"/><w:next w:val=\"BodyText\"/><w:qFormat/>",
    "<w:pPr><w:keepNext/><w:outlineLvl w:val=\"2\"/></w:pPr><w:rPr><w:rFonts w:eastAsia=\"楷体_GB2312\"/></w:rPr></w:style>",
    // 附件说明: a line below the text, two characters in; further lines stand under the first one's name (7.3.4).
    "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"AnnexOnly\"><w:name w:val=\"附件说明\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/>",
    "<w:pPr><w:spacing w:before=\"579\"/><w:ind w:leftChars=\"500\" w:left=\"1600\" w:hangingChars=\"300\" w:hanging=\"960\"/></w:pPr></w:style>",
    "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"AnnexFirst\"><w:name w:val=\"附件说明首条\"/><w:basedOn w:val=\"AnnexOnly\"/>",
    "<w:pPr><w:ind w:leftChars=\"600\" w:left=\"1920\" w:hangingChars=\"400\" w:hanging=\"1280\"/></w:pPr></w:style>",
    "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"AnnexNext\"><w:name w:val=\"附件说明续条\"/><w:basedOn w:val=\"AnnexOnly\"/>",
    "<w:pPr><w:spacing w:before=\"0\"/><w:ind w:leftChars=\"600\" w:left=\"1920\" w:hangingChars=\"100\" w:hanging=\"320\"/></w:pPr></w:style>",
    // 附件 in 黑体 on the first line of a page, its title on the third (7.3.7).
    "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"AnnexMark\"><w:name w:val=\"附件序号\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"AnnexTitle\"/><w:qFormat/>",
    "<w:pPr><w:keepNext/><w:pageBreakBefore/><w:outlineLvl w:val=\"1\"/></w:pPr><w:rPr><w:rFonts w:eastAsia=\"黑体\"/></w:rPr></w:style>",
    "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"AnnexTitle\"><w:name w:val=\"附件标题\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"BodyText\"/><w:qFormat/>",
    "<w:pPr><w:keepNext/><w:spacing w:before=\"579\" w:after=\"579\" w:line=\"640\" w:lineRule=\"exact\"/><w:jc w:val=\"center\"/></w:pPr>",
    "<w:rPr><w:rFonts w:eastAsia=\"方正小标宋简体\"/><w:sz w:val=\"44\"/><w:szCs w:val=\"44\"/></w:rPr></w:style>",
    // 小四 in tables: the standard leaves it open, and at 3号 a name and four figures would not stand on one line.
    "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"TableText\"><w:name w:val=\"表格文字\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/>",
    "<w:pPr><w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"360\" w:lineRule=\"exact\"/><w:jc w:val=\"left\"/></w:pPr><w:rPr><w:sz w:val=\"24\"/><w:szCs w:val=\"24\"/></w:rPr></w:style>",
    "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"TableNumber\"><w:name w:val=\"表格数字\"/><w:basedOn w:val=\"TableText\"/><w:pPr><w:jc w:val=\"right\"/></w:pPr></w:style>",
    "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"TableHead\"><w:name w:val=\"表头\"/><w:basedOn w:val=\"TableText\"/>",
    "<w:pPr><w:keepNext/><w:jc w:val=\"center\"/></w:pPr><w:rPr><w:rFonts w:eastAsia=\"黑体\"/></w:rPr></w:style>",
    "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"TableNote\"><w:name w:val=\"表注\"/><w:basedOn w:val=\"TableText\"/><w:pPr><w:spacing w:before=\"120\"/></w:pPr></w:style>",
    "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"End\"><w:name w:val=\"末行\"/><w:basedOn w:val=\"Normal\"/>",
    "<w:pPr><w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"20\" w:lineRule=\"exact\"/></w:pPr><w:rPr><w:sz w:val=\"2\"/><w:szCs w:val=\"2\"/></w:rPr></w:style>",
    // 版记: as in a notice, with a line of 0.25 mm between 抄送 and 印发 and the date a character from the right. With indents
    // LibreOffice makes no frame of them.
    "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"Foot\"><w:name w:val=\"版记\"/><w:basedOn w:val=\"Copies\"/><w:qFormat/>",
    "<w:pPr><w:pBdr><w:top w:val=\"single\" w:sz=\"8\" w:space=\"1\" w:color=\"000000\"/><w:bottom w:val=\"single\" w:sz=\"8\" w:space=\"1\" w:color=\"000000\"/>",
    "<w:between w:val=\"single\" w:sz=\"6\" w:space=\"1\" w:color=\"000000\"/></w:pBdr><w:tabs><w:tab w:val=\"right\" w:pos=\"8565\"/></w:tabs></w:pPr></w:style>",
);

const FONTS: &str = concat!(
    "<w:font w:name=\"黑体\"><w:altName w:val=\"SimHei\"/><w:charset w:val=\"86\"/><w:family w:val=\"modern\"/><w:pitch w:val=\"default\"/></w:font>",
    "<w:font w:name=\"楷体_GB2312\"><w:altName w:val=\"楷体\"/><w:charset w:val=\"86\"/><w:family w:val=\"modern\"/><w:pitch w:val=\"default\"/></w:font>",
);
