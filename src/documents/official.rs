//! Official documents as Chinese offices know them (党政机关公文格式, GB/T 9704-2012), as far as a document without a
//! seal goes: red head, number, title, addressee, text, signature, date, copies.
//!
//! Fonts are named, not brought along; offices have them, and where one is missing the font table names the next
//! best. Lengths are twentieths of a point unless they say otherwise.

mod form;

use time::UtcOffset;
use time::format_description::well_known::Rfc3339;

use form::{FONTS, PAGE, STYLES, STYLES_BEFORE_SIZE};

pub use super::docx::Error;
use super::docx::{self, Block, Document, Page, Paragraph};
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
    let [signature, date] = indents(&text.issuer, &text.day);
    paragraphs.push(Paragraph { right_chars: Some(signature), ..of("Signature", &text.issuer) });
    // One character in.
    let copies = text.copies.as_ref().map(|copies| format!("\u{3000}{copies}"));
    paragraphs.extend(copies.as_deref().map(|copies| Paragraph { is_at_foot: true, ..of("Copies", copies) }));
    paragraphs.push(Paragraph { right_chars: Some(date), ..of("Date", &text.day) });
    let title = format!("{} {}", text.number, text.title);
    let body: Vec<Block<'_>> = paragraphs.into_iter().map(Block::Paragraph).collect();
    write(&title, &text.issuer, created, &body, Extra::default())
}

/// What a document has beyond a notice: `w:rPr` elements of every style, `w:style` and `w:font` elements.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Extra<'a> {
    pub text: &'a str,
    pub styles: &'a str,
    pub fonts: &'a str,
}

/// The package, on the form's sheet and in its styles.
pub(super) fn write(
    title: &str,
    author: &str,
    created: Timestamp,
    body: &[Block<'_>],
    extra: Extra<'_>,
) -> Result<Vec<u8>, Error> {
    docx::write(&Document {
        title,
        author,
        created: &created.in_zone(UtcOffset::UTC).format(&Rfc3339).unwrap_or_default(),
        styles: &[STYLES_BEFORE_SIZE, extra.text, STYLES, extra.styles].concat(),
        fonts: &[FONTS, extra.fonts].concat(),
        page: Page { setup: PAGE, number_styles: ["FooterOdd", "FooterEven"] },
        body,
    })
}

/// Half points: as large as the name fits on one line of 156 mm, 442 points, and no larger than in print.
pub(super) fn mark_size(name: &str) -> u32 {
    let count = u32::try_from(name.chars().count()).unwrap_or(u32::MAX).max(1);
    (442 / count).clamp(22, 42) * 2
}

/// Where there is no seal (7.3.5.2), the signature ends two characters from the margin and the date begins two characters
/// right of where the signature does; where the date is the longer one it ends there, and the signature moves in instead.
/// Hundredths of a character.
pub(super) fn indents(signature: &str, day: &str) -> [u32; 2] {
    let (signature, day) = (width(signature), width(day));
    let date = signature.saturating_sub(day).max(200);
    [(date + day + 200).saturating_sub(signature).max(200), date]
}

/// Hundredths of a character: digits and Latin letters are half as wide as Chinese ones.
fn width(text: &str) -> u32 {
    text.chars().map(|c| if c.is_ascii() { 50 } else { 100 }).sum()
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use sha2::{Digest, Sha256};
    use time::macros::datetime;
    use zip::ZipArchive;

    use super::*;

    /// Notices that were issued are kept by their bytes: what is shared with other documents must not change them.
    #[test]
    fn a_notice_stays_what_it_is() {
        let text = NoticeText {
            issuer: "区社会信用体系建设工作领导小组".to_owned(),
            number: "督办〔2026〕1号".to_owned(),
            title: "督办通知单".to_owned(),
            addressee: "区教育局：".to_owned(),
            opening: "下列事项逾期未报：".to_owned(),
            items: vec!["报送<月报>".to_owned(), "报送“双公示”数据".to_owned()],
            closing: "请于3日内报送。".to_owned(),
            ending: "特此通知。".to_owned(),
            day: "2026年6月18日".to_owned(),
            copies: Some("抄送：区政府办公室。".to_owned()),
        };
        let bytes = notice(&text, Timestamp::new(datetime!(2026-06-18 09:00 +8))).unwrap();
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut hash = Sha256::new();
        for at in 0..archive.len() {
            let mut part = archive.by_index(at).unwrap();
            hash.update(part.name().unwrap().as_bytes());
            let mut text = Vec::new();
            part.read_to_end(&mut text).unwrap();
            hash.update(text);
        }
        let golden = "055c70db21ebea986d6d44cea3c7d20da2df1578480e159ba3b12ba326a4d30c";
        assert_eq!(hex::encode(hash.finalize()), golden);
    }
}
