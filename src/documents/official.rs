//! Official documents as Chinese offices know them (党政机关公文格式, GB/T 9704-2012), as far as a document without a
//! seal goes: red head, number, title, addressee, text, signature, date, copies.
//!
//! Fonts are named, not brought along; offices have them, and where one is missing the font table names the next
//! best. Lengths are twentieths of a point unless they say otherwise.

use time::UtcOffset;
use time::format_description::well_known::Rfc3339;

pub use super::docx::Error;
use super::docx::{self, Document, Page, Paragraph};
use crate::domain::timestamp::Timestamp;
use crate::words::{NoticeText, ordinal};

/// What the file is to a browser or a mail program.
pub const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// A supervision notice (督办通知单) as a Word document. The same text of the same time makes the same bytes.
pub fn notice(text: &NoticeText, created: Timestamp) -> Result<Vec<u8>, Error> {
    let items: Vec<String> =
        (1..).zip(&text.items).map(|(n, item)| format!("{}{item}", ordinal(n))).collect();
    let of = |style, text| Paragraph { style, text, ..Paragraph::default() };
    let mut paragraphs = vec![
        Paragraph { size: Some(mark_size(&text.issuer)), ..of("Mark", &text.issuer) },
        of("Number", &text.number),
        of("Title", &text.title),
        of("Addressee", &text.addressee),
        of("BodyText", &text.opening),
    ];
    paragraphs.extend(items.iter().map(|item| of("BodyText", item)));
    paragraphs.push(of("BodyText", &text.closing));
    paragraphs.push(of("BodyText", &text.ending));
    let [signature, date] = indents(text);
    paragraphs.push(Paragraph { right_chars: Some(signature), ..of("Signature", &text.issuer) });
    // One character in.
    let copies = text.copies.as_ref().map(|copies| format!("\u{3000}{copies}"));
    paragraphs.extend(copies.as_deref().map(|copies| Paragraph { is_at_foot: true, ..of("Copies", copies) }));
    paragraphs.push(Paragraph { right_chars: Some(date), ..of("Date", &text.day) });
    docx::write(&Document {
        title: &format!("{} {}", text.number, text.title),
        author: &text.issuer,
        created: &created.in_zone(UtcOffset::UTC).format(&Rfc3339).unwrap_or_default(),
        styles: STYLES,
        fonts: FONTS,
        page: Page { setup: PAGE, number_styles: ["FooterOdd", "FooterEven"] },
        paragraphs: &paragraphs,
    })
}

/// Half points: as large as the name fits on one line of 156 mm, 442 points, and no larger than in print.
fn mark_size(name: &str) -> u32 {
    let count = u32::try_from(name.chars().count()).unwrap_or(u32::MAX).max(1);
    (442 / count).clamp(22, 42) * 2
}

/// Where there is no seal (7.3.5.2), the signature ends two characters from the margin and the date begins two characters
/// right of where the signature does; where the date is the longer one it ends there, and the signature moves in instead.
/// Hundredths of a character.
fn indents(text: &NoticeText) -> [u32; 2] {
    let (issuer, day) = (width(&text.issuer), width(&text.day));
    let date = issuer.saturating_sub(day).max(200);
    [(date + day + 200).saturating_sub(issuer).max(200), date]
}

/// Hundredths of a character: digits and Latin letters are half as wide as Chinese ones.
fn width(text: &str) -> u32 {
    text.chars().map(|c| if c.is_ascii() { 50 } else { 100 }).sum()
}

/// A4; margins of 37, 26, 35 and 28 mm leave 156 × 225 mm; 22 lines of 28.95 points.
const PAGE: &str = "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
    <w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1587\" w:header=\"851\" w:footer=\"1247\" w:gutter=\"0\"/>\
    <w:docGrid w:type=\"lines\" w:linePitch=\"579\"/>";

/// 3号仿宋 for everything that has no style of its own. 红色分隔线 under the number: 4 mm below it, as wide as the text.
const STYLES: &str = concat!(
    "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:eastAsia=\"仿宋_GB2312\" w:hAnsi=\"Times New Roman\" w:cs=\"Times New Roman\"/>",
    "<w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/><w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault>",
    "<w:pPrDefault><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"579\" w:lineRule=\"exact\"/></w:pPr></w:pPrDefault></w:docDefaults>",
    "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/>",
    // No gaps between digits and Chinese.
    "<w:pPr><w:autoSpaceDE w:val=\"0\"/><w:autoSpaceDN w:val=\"0\"/><w:jc w:val=\"both\"/></w:pPr></w:style>",
    "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"Mark\"><w:name w:val=\"发文机关标志\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/>",
    "<w:pPr><w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"1984\" w:line=\"240\" w:lineRule=\"auto\"/><w:jc w:val=\"center\"/></w:pPr>",
    "<w:rPr><w:rFonts w:eastAsia=\"方正小标宋简体\"/><w:color w:val=\"FF0000\"/></w:rPr></w:style>",
    "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"Number\"><w:name w:val=\"发文字号\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/>",
    "<w:pPr><w:pBdr><w:bottom w:val=\"single\" w:sz=\"12\" w:space=\"11\" w:color=\"FF0000\"/></w:pBdr><w:spacing w:before=\"1158\"/><w:jc w:val=\"center\"/></w:pPr></w:style>",
    "<w:style w:type=\"paragraph\" w:styleId=\"Title\"><w:name w:val=\"Title\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/>",
    "<w:pPr><w:spacing w:before=\"1158\" w:after=\"579\" w:line=\"640\" w:lineRule=\"exact\"/><w:jc w:val=\"center\"/><w:outlineLvl w:val=\"0\"/></w:pPr>",
    "<w:rPr><w:rFonts w:eastAsia=\"方正小标宋简体\"/><w:sz w:val=\"44\"/><w:szCs w:val=\"44\"/></w:rPr></w:style>",
    "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"Addressee\"><w:name w:val=\"主送机关\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/></w:style>",
    "<w:style w:type=\"paragraph\" w:styleId=\"BodyText\"><w:name w:val=\"Body Text\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/>",
    "<w:pPr><w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/></w:pPr></w:style>",
    "<w:style w:type=\"paragraph\" w:styleId=\"Signature\"><w:name w:val=\"Signature\"/><w:basedOn w:val=\"Normal\"/>",
    "<w:pPr><w:keepNext/><w:spacing w:before=\"579\"/><w:ind w:rightChars=\"200\" w:right=\"640\"/><w:jc w:val=\"right\"/></w:pPr></w:style>",
    "<w:style w:type=\"paragraph\" w:styleId=\"Date\"><w:name w:val=\"Date\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:jc w:val=\"right\"/></w:pPr></w:style>",
    // 版记: between lines of 0.35 mm. No indents, since they would shorten the lines.
    "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"Copies\"><w:name w:val=\"抄送\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/>",
    "<w:pPr><w:pBdr><w:top w:val=\"single\" w:sz=\"8\" w:space=\"1\" w:color=\"000000\"/><w:bottom w:val=\"single\" w:sz=\"8\" w:space=\"1\" w:color=\"000000\"/></w:pBdr></w:pPr>",
    "<w:rPr><w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/></w:rPr></w:style>",
    // 4号半角宋体; odd pages to the right, even ones to the left, one character in.
    "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"FooterOdd\"><w:name w:val=\"页码单页\"/><w:basedOn w:val=\"Normal\"/>",
    "<w:pPr><w:ind w:rightChars=\"100\" w:right=\"280\"/><w:jc w:val=\"right\"/></w:pPr>",
    "<w:rPr><w:rFonts w:ascii=\"宋体\" w:eastAsia=\"宋体\" w:hAnsi=\"宋体\"/><w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/></w:rPr></w:style>",
    "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"FooterEven\"><w:name w:val=\"页码双页\"/><w:basedOn w:val=\"FooterOdd\"/>",
    "<w:pPr><w:ind w:leftChars=\"100\" w:left=\"280\"/><w:jc w:val=\"left\"/></w:pPr></w:style>",
);

/// What Word and LibreOffice take where the first is not installed.
const FONTS: &str = concat!(
    "<w:font w:name=\"仿宋_GB2312\"><w:altName w:val=\"仿宋\"/><w:charset w:val=\"86\"/><w:family w:val=\"modern\"/><w:pitch w:val=\"default\"/></w:font>",
    "<w:font w:name=\"方正小标宋简体\"><w:altName w:val=\"宋体\"/><w:charset w:val=\"86\"/><w:family w:val=\"auto\"/><w:pitch w:val=\"default\"/></w:font>",
    "<w:font w:name=\"宋体\"><w:altName w:val=\"SimSun\"/><w:charset w:val=\"86\"/><w:family w:val=\"auto\"/><w:pitch w:val=\"variable\"/></w:font>",
    "<w:font w:name=\"Times New Roman\"><w:charset w:val=\"00\"/><w:family w:val=\"roman\"/><w:pitch w:val=\"variable\"/></w:font>",
);
