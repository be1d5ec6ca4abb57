//! Word documents (WordprocessingML, ISO/IEC 29500): paragraphs in named styles, in a package of fixed parts.
//!
//! The same data makes the same bytes. It is written here since the crate there is (docx-rs) fails the schema and drops
//! indents. Elements stand in the schema's order, which Word insists on.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Not reached with a writer that grows in memory, but for documents of gigabytes.
pub type Error = zip::result::ZipError;

pub struct Document<'a> {
    pub title: &'a str,
    pub author: &'a str,
    /// `2026-06-18T09:00:00Z`
    pub created: &'a str,
    /// The `w:style` elements.
    pub styles: &'a str,
    /// The `w:font` elements: what stands in where a font is not there.
    pub fonts: &'a str,
    pub page: Page<'a>,
    pub body: &'a [Block<'a>],
}

/// The sheet, in twentieths of a point, and what stands at the foot of odd and even pages.
pub struct Page<'a> {
    /// The `w:pgSz`, `w:pgMar` and `w:docGrid` elements.
    pub setup: &'a str,
    /// The style of the page number, on odd and on even pages.
    pub number_styles: [&'a str; 2],
}

#[derive(Debug, Clone)]
pub enum Block<'a> {
    Paragraph(Paragraph<'a>),
    Table(Table<'a>),
}

/// A paragraph of one style; `None` keeps what the style says.
#[derive(Debug, Clone, Copy, Default)]
pub struct Paragraph<'a> {
    pub style: &'a str,
    pub text: &'a str,
    /// Goes on at the style's next tab stop.
    pub tabbed: Option<&'a str>,
    /// From the right margin, in hundredths of a character.
    pub right_chars: Option<u32>,
    /// Half points.
    pub size: Option<u32>,
    /// At the foot of the page on which the next paragraph stands; so never the last.
    pub is_at_foot: bool,
}

/// A table with lines around every cell. Its head stands on each page again, and a row on one page.
#[derive(Debug, Clone)]
pub struct Table<'a> {
    /// Of each column, in twentieths of a point.
    pub widths: &'a [u32],
    pub head: Vec<Paragraph<'a>>,
    pub rows: Vec<Vec<Paragraph<'a>>>,
}

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The package's bytes.
pub fn write(document: &Document<'_>) -> Result<Vec<u8>, Error> {
    let [odd, even] = document.page.number_styles.map(footer);
    let parts = [
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", package_relations()),
        ("docProps/core.xml", properties(document)),
        ("word/document.xml", body(document)),
        ("word/_rels/document.xml.rels", document_relations()),
        ("word/styles.xml", root("styles", document.styles)),
        ("word/settings.xml", root("settings", SETTINGS)),
        ("word/fontTable.xml", root("fonts", document.fonts)),
        ("word/footer1.xml", odd),
        ("word/footer2.xml", even),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // Every part bears the first day that an archive knows.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, text) in parts {
        archive.start_file(name, options)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

const SETTINGS: &str = "<w:zoom w:percent=\"100\"/><w:evenAndOddHeaders/><w:characterSpacingControl w:val=\"compressPunctuation\"/>\
    <w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>";

fn root(name: &str, inside: &str) -> String {
    format!("{HEAD}<w:{name} xmlns:w=\"{MAIN}\" xmlns:r=\"{RELATIONS}\">{inside}</w:{name}>")
}

fn content_types() -> String {
    let part = |name: &str, kind: &str| {
        format!(
            "<Override PartName=\"/{name}.xml\" ContentType=\"application/vnd.openxmlformats-{kind}+xml\"/>"
        )
    };
    let word = |name: &str, kind: &str| {
        part(&format!("word/{name}"), &format!("officedocument.wordprocessingml.{kind}"))
    };
    let parts = [
        part("docProps/core", "package.core-properties"),
        word("document", "document.main"),
        word("styles", "styles"),
        word("settings", "settings"),
        word("fontTable", "fontTable"),
        word("footer1", "footer"),
        word("footer2", "footer"),
    ];
    format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>{}</Types>",
        parts.concat()
    )
}

fn package_relations() -> String {
    let document = format!(
        "<Relationship Id=\"rId1\" Type=\"{RELATIONS}/officeDocument\" Target=\"word/document.xml\"/>"
    );
    let core = format!(
        "<Relationship Id=\"rId2\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>"
    );
    format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">{document}{core}</Relationships>")
}

fn document_relations() -> String {
    let kinds = [
        ("styles", "styles"),
        ("settings", "settings"),
        ("fontTable", "fontTable"),
        ("footer", "footer1"),
        ("footer", "footer2"),
    ];
    let each = (1..).zip(kinds).map(|(id, (kind, name))| {
        format!("<Relationship Id=\"rId{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{name}.xml\"/>")
    });
    format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">{}</Relationships>",
        each.collect::<String>()
    )
}

fn properties(document: &Document<'_>) -> String {
    let (title, author, at) = (escape(document.title), escape(document.author), escape(document.created));
    let date = |name: &str| format!("<dcterms:{name} xsi:type=\"dcterms:W3CDTF\">{at}</dcterms:{name}>");
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:title>{title}</dc:title><dc:creator>{author}</dc:creator><cp:lastModifiedBy>{author}</cp:lastModifiedBy>{}{}</cp:coreProperties>",
        date("created"),
        date("modified")
    )
}

fn body(document: &Document<'_>) -> String {
    let blocks: String = document.body.iter().map(block).collect();
    let setup = document.page.setup;
    let section = format!(
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/><w:footerReference w:type=\"even\" r:id=\"rId5\"/>{setup}</w:sectPr>"
    );
    root("document", &format!("<w:body>{blocks}{section}</w:body>"))
}

fn block(block: &Block<'_>) -> String {
    match block {
        Block::Paragraph(it) => paragraph(it),
        Block::Table(it) => table(it),
    }
}

fn table(table: &Table<'_>) -> String {
    let width: u32 = table.widths.iter().sum();
    let line =
        |side: &str| format!("<w:{side} w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"000000\"/>");
    let lines: String = ["top", "left", "bottom", "right", "insideH", "insideV"].map(line).concat();
    let columns: String = table.widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
    let rows: String = table.rows.iter().map(|cells| row(cells, table.widths, "")).collect();
    format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{width}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblBorders>{lines}</w:tblBorders>\
         <w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{}{rows}</w:tbl>",
        row(&table.head, table.widths, "<w:tblHeader/>")
    )
}

fn row(cells: &[Paragraph<'_>], widths: &[u32], more: &str) -> String {
    let cells: String = cells
        .iter()
        .zip(widths)
        .map(|(cell, width)| {
            let setup = format!("<w:tcW w:w=\"{width}\" w:type=\"dxa\"/><w:vAlign w:val=\"center\"/>");
            format!("<w:tc><w:tcPr>{setup}</w:tcPr>{}</w:tc>", paragraph(cell))
        })
        .collect();
    format!(
        "<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"454\" w:hRule=\"atLeast\"/>{more}</w:trPr>{cells}</w:tr>"
    )
}

/// A frame as wide as the text, 156 mm. It stands here and not in a style, where LibreOffice does not look for it.
const FOOT: &str = "<w:framePr w:w=\"8845\" w:hSpace=\"0\" w:wrap=\"notBeside\" w:vAnchor=\"margin\" w:hAnchor=\"margin\" w:x=\"1\" w:yAlign=\"bottom\"/>";

fn paragraph(paragraph: &Paragraph<'_>) -> String {
    let mut out = format!("<w:p><w:pPr><w:pStyle w:val=\"{}\"/>", paragraph.style);
    if paragraph.is_at_foot {
        out.push_str(FOOT);
    }
    // Writing to a String never fails.
    if let Some(chars) = paragraph.right_chars {
        // Programs that do not know characters take the twips: 3号 is 16 points.
        let _ = write!(out, "<w:ind w:rightChars=\"{chars}\" w:right=\"{}\"/>", chars * 16 * 20 / 100);
    }
    out.push_str("</w:pPr><w:r>");
    if let Some(size) = paragraph.size {
        let _ = write!(out, "<w:rPr><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr>");
    }
    let _ = write!(out, "<w:t xml:space=\"preserve\">{}</w:t>", escape(paragraph.text));
    if let Some(text) = paragraph.tabbed {
        let _ = write!(out, "<w:tab/><w:t xml:space=\"preserve\">{}</w:t>", escape(text));
    }
    out.push_str("</w:r></w:p>");
    out
}

/// — 1 —
fn footer(style: &str) -> String {
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let dash = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let number = [
        dash("— "),
        field("begin"),
        "<w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>".to_owned(),
        field("separate"),
        dash("1"),
        field("end"),
        dash(" —"),
    ];
    root("ftr", &format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}</w:p>", number.concat()))
}

/// As text in XML 1.0, which has no room for control characters.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_text_whatever_is_in_it() {
        assert_eq!(escape("<甲>&\"乙\"\u{0}\u{b}\n丙"), "&lt;甲&gt;&amp;&quot;乙&quot; 丙");
    }
}
