//! A form that has a column of each kind.

use std::collections::BTreeMap;

use duban::domain::calendar::{Calendar, Year};
use duban::domain::forms::{Choice, Column, Form, Kind, Need, Rule};
use duban::domain::ids::ColumnId;
use duban::domain::plan::Words;
use rust_decimal::Decimal;
use time::Date;
use time::macros::date;

pub const TODAY: Date = date!(2026 - 06 - 10);

pub fn words(zh: &str) -> Words {
    Words { zh: zh.to_owned(), en: format!("{zh} (en)") }
}

pub fn id(id: &str) -> ColumnId {
    id.parse().unwrap()
}

pub fn column(id: &str, label: &str, kind: Kind, need: Need, example: &str) -> Column {
    Column {
        id: id.parse().unwrap(),
        label: words(label),
        kind,
        need,
        help: Some(words("照原件填写。")),
        aliases: vec![],
        example: example.to_owned(),
        private: false,
    }
}

pub fn form() -> Form {
    let choice = |code: &str, label: &str| Choice { code: code.to_owned(), label: words(label) };
    let kinds = vec![choice("01", "警告"), choice("02", "罚款"), choice("03", "没收违法所得")];
    let mut name = column("CF_XDR_MC", "相对人名称", Kind::Text { max: 100 }, Need::Required, "某某有限公司");
    name.aliases = vec!["行政相对人名称".to_owned()];
    let credit =
        column("CF_XDR_SHXYM", "统一社会信用代码", Kind::CreditCode, Need::Optional, "91310000631696382C");
    let mut paper = column("CF_XDR_ZJHM", "证件号码", Kind::IdentityNumber, Need::Optional, "");
    paper.aliases = vec!["身份证件号码".to_owned()];
    let fine = Kind::Decimal { places: 6, min: Some(Decimal::ZERO) };
    Form {
        id: "penalties".parse().unwrap(),
        title: words("行政处罚"),
        help: Some(words("每周报送。\n没有的，报“本期无”。")),
        columns: vec![
            name,
            credit,
            paper,
            column("CF_WSH", "决定书文号", Kind::Text { max: 50 }, Need::Required, "兰处罚〔2026〕1号"),
            column("CF_CFLB", "处罚类别", Kind::Code(kinds), Need::Required, "02"),
            column("CF_NR_FK", "罚款金额（万元）", fine, Need::Optional, "1.5"),
            column("CF_JDRQ", "决定日期", Kind::Date, Need::Required, "2026-03-05"),
            column("DH", "联系电话", Kind::Phone, Need::Optional, "0451-88886666"),
            column("YX", "邮箱", Kind::Email, Need::Optional, ""),
            column("CS", "次数", Kind::Integer { min: Some(0), max: Some(999) }, Need::Optional, "1"),
        ],
        rules: vec![Rule::Unique { columns: vec![id("CF_WSH")] }],
        counts: vec![],
        contacts: None,
        merges: None,
        gap: None,
    }
}

pub fn calendar() -> Calendar {
    let year = Year { source: String::new(), off: vec![], worked: [].into_iter().collect() };
    Calendar::new(BTreeMap::from([(2026, year)]))
}

/// A workbook of these parts and the few that each has.
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::Write;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

pub const WORKBOOK: (&str, &[u8]) =
    ("xl/workbook.xml", b"<workbook><sheets><sheet name='S' r:id='r1'/></sheets></workbook>");
pub const RELATIONS: (&str, &[u8]) = (
    "xl/_rels/workbook.xml.rels",
    b"<Relationships><Relationship Id='r1' Type='x/worksheet' Target='worksheets/sheet1.xml'/>\
      <Relationship Id='r2' Type='x/sharedStrings' Target='sharedStrings.xml'/></Relationships>",
);

/// With this between `<sheetData>` and its end.
pub fn bare_workbook(rows: &str) -> Vec<u8> {
    sheet_workbook(&format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"))
}

pub fn sheet_workbook(sheet: &str) -> Vec<u8> {
    archive(&[WORKBOOK, RELATIONS, ("xl/worksheets/sheet1.xml", sheet.as_bytes())])
}

/// A row of texts.
pub fn row(line: usize, cells: &[&str]) -> String {
    let cells: String =
        cells.iter().map(|text| format!("<c t='inlineStr'><is><t>{text}</t></is></c>")).collect();
    format!("<row r='{line}'>{cells}</row>")
}

pub fn head() -> String {
    row(1, &["相对人名称", "决定书文号", "处罚类别", "决定日期"])
}
