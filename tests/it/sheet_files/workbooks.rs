//! Workbooks, written part by part as programs write them and as nobody should.

use duban::documents::sheet_file::Refused;
use duban::domain::forms::Checker;

use super::samples::{RELATIONS, WORKBOOK, archive, bare_workbook, head, id, row, sheet_workbook};
use super::{read, told};

fn broken(part: &str) -> Refused {
    Refused::Broken { part: part.to_owned() }
}

fn large(part: &str) -> Refused {
    Refused::TooLarge { part: part.to_owned() }
}

#[test]
fn cells_are_understood_or_named() {
    let cells = "<row r='2'><c r='B2' t='str'><f>A1&amp;1</f><v>哈罚&amp;&#49;号</v></c><c r='A2'><f>SUM(1)</f></c>\
        <c r='C2'><f>1+1</f><v>2</v></c><c r='D2' t='d'><v>2026-03-05T00:00:00</v></c></row>\
        <row><c t='e'><v>#REF!</v></c><c t='str'><f>T(1)</f><v></v></c><c t='b'><v>1</v></c><c><v>46086</v></c></row>\
        <row><c t='inlineStr'><is><r><t>甲</t></r><rPh><t>jia</t></rPh><r><t xml:space='preserve'> 方</t></r></is></c>\
        <c t='inlineStr'><is><t><![CDATA[a<b]]></t></is></c><c><v>３</v></c><c><v>4.6086e4</v></c></row>";
    assert_eq!(
        told(read(&bare_workbook(&(head() + cells)))),
        [
            "2: =|||哈罚&1号|02||2026-03-05||| [A2 Formula]",
            "3: #REF!||||TRUE||2026-03-05||| [A3 #REF!] [C3 NotACode { nearest: None }] [B3 Missing]",
            "4: 甲 方|||a<b|03||2026-03-05|||",
        ]
    );
}

#[test]
fn dates_are_dates_by_both_ways_of_counting() {
    let styles = b"<styleSheet><numFmts><numFmt numFmtId='170' formatCode='yyyy\"\xe5\xb9\xb4\"m\"\xe6\x9c\x88\"'/></numFmts>\
        <cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='170'/></cellXfs></styleSheet>";
    let sheet = format!(
        "<worksheet><sheetData>{}<row r='2'><c s='1'><v>44624.7</v></c><c><v>1</v></c><c><v>1</v></c><c s='2'><v>44624</v></c></row></sheetData></worksheet>",
        head()
    );
    let book = |properties: &str| {
        let workbook =
            format!("<workbook>{properties}<sheets><sheet name='S' r:id='r1'/></sheets></workbook>");
        let relations = "<Relationships><Relationship Id='r1' Type='worksheet' Target='/xl/worksheets/Sheet1.xml'/>\
            <Relationship Id='r3' Type='a/styles' Target='./styles.xml'/></Relationships>";
        archive(&[
            ("xl/workbook.xml", workbook.as_bytes()),
            (RELATIONS.0, relations.as_bytes()),
            ("xl\\worksheets\\sheet1.xml", sheet.as_bytes()),
            ("xl/styles.xml", styles),
        ])
    };
    assert_eq!(told(read(&book(""))), ["2: 2022-03-04|||1|01||2022-03-04|||"]);
    assert_eq!(told(read(&book("<workbookPr date1904='1'/>"))), ["2: 2026-03-05|||1|01||2026-03-05|||"]);
}

#[test]
fn merged_cells_say_their_word_for_every_row_or_are_named() {
    let rows = head()
        + &row(2, &["甲", "1号", "01", "2026-03-05"])
        + &row(3, &["", "2号", "01", "2026-03-05"])
        + &row(4, &["", "", "", ""])
        + &row(5, &["", "3号", "01", "2026-03-05"]);
    let sheet = |merged: &str| {
        sheet_workbook(&format!(
            "<worksheet><sheetData>{rows}</sheetData><mergeCells><mergeCell ref='{merged}'/></mergeCells></worksheet>"
        ))
    };
    assert_eq!(
        told(read(&sheet("A2:A4"))),
        [
            "2: 甲|||1号|01||2026-03-05|||",
            "3: 甲|||2号|01||2026-03-05|||",
            "5: |||3号|01||2026-03-05||| [A5 Missing]"
        ]
    );
    let refused = Refused::Merged { sheet: "S".to_owned(), cells: "B3:C3".to_owned() };
    assert_eq!(read(&sheet("B3:C3")).unwrap_err(), refused);
}

#[test]
fn what_the_head_lacks_is_named() {
    let lacks = bare_workbook(&(row(1, &["标题"]) + &row(3, &["相对人名称", "决定书文号", "联系电话"])));
    let columns = vec![id("CF_CFLB"), id("CF_JDRQ")];
    assert_eq!(read(&lacks).unwrap_err(), Refused::Lacks { sheet: Some("S".to_owned()), line: 3, columns });
    let twice = bare_workbook(&row(2, &["相对人名称", "决定书文号", "处罚类别", "决定日期", "CF_WSH"]));
    let (first, second) = ("B2".to_owned(), "E2".to_owned());
    assert_eq!(
        read(&twice).unwrap_err(),
        Refused::Twice { sheet: Some("S".to_owned()), column: id("CF_WSH"), first, second }
    );
    assert_eq!(read(&bare_workbook("")).unwrap_err(), Refused::NoHead);
}

#[test]
fn a_bomb_does_not_go_off() {
    let part = "xl/worksheets/sheet1.xml";
    let million = |text: &str| text.repeat((1 << 20) / text.len() + 1);
    let deep = format!("<worksheet>{}", million("<a>"));
    let long = head() + &format!("<row><c t='str'><v>{}</v></c></row>", "x".repeat(3 << 20));
    let pieces = head() + &format!("<row><c t='str'><v>{}</v></c></row>", million("x<!-- -->").repeat(20));
    let entity =
        format!("<!DOCTYPE w [<!ENTITY a 'b'>]><worksheet><sheetData>{}</sheetData></worksheet>", head());
    let far = head() + "<row r='1048577'><c><v>1</v></c></row>";
    let overflow = head() + "<row r='99999999999999999999'><c r='ZZZZZZZ99999999999999'><v>1</v></c></row>";
    for (name, bytes, refused) in [
        ("deep", sheet_workbook(&deep), broken(part)),
        ("a long text", bare_workbook(&long), large(part)),
        ("a long text in pieces", bare_workbook(&pieces), large(part)),
        ("entities", sheet_workbook(&entity), broken(part)),
        ("beyond the last line", bare_workbook(&far), broken(part)),
        ("cut off", sheet_workbook("<worksheet><sheetData><row>"), broken(part)),
        ("no such text", bare_workbook(&(head() + "<row><c t='s'><v>7</v></c></row>")), broken(part)),
        ("no workbook", archive(&[("content.xml", b"<x/>")]), Refused::NotATable),
        ("no sheet", archive(&[WORKBOOK, RELATIONS]), Refused::NoHead),
    ] {
        assert_eq!(read(&bytes).unwrap_err(), refused, "{name}");
    }
    assert_eq!(read(&bare_workbook(&overflow)).unwrap().1.len(), 1);
    // 100 MB of texts in less than one, and a sheet that unpacks to more than any.
    let texts = million(&format!("<si><t>{}</t></si>", "x".repeat(20_000))).repeat(100);
    let strings = archive(&[WORKBOOK, RELATIONS, ("xl/sharedStrings.xml", texts.as_bytes())]);
    assert!(strings.len() < 1 << 20, "{}", strings.len());
    assert_eq!(read(&strings).unwrap_err(), large("xl/sharedstrings.xml"));
    let many: Vec<String> = (0..2100).map(|at| format!("part{at}")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert_eq!(read(&archive(&many)).unwrap_err(), large("zip"));
}

#[test]
fn a_sheet_of_a_gigabyte_is_given_up_before_its_end() {
    use std::io::Write;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, bytes) in [WORKBOOK, RELATIONS] {
        archive.start_file(name, options).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.start_file("xl/worksheets/sheet1.xml", options.large_file(true)).unwrap();
    archive.write_all(format!("<worksheet><sheetData>{}", head()).as_bytes()).unwrap();
    let spaces = format!("<row>{}</row>", " ".repeat((1 << 19) - 11));
    for _ in 0..1100 {
        archive.write_all(spaces.as_bytes()).unwrap();
    }
    let bytes = archive.finish().unwrap().into_inner();
    assert!(bytes.len() < 1 << 20, "{}", bytes.len());
    assert_eq!(read(&bytes).unwrap_err(), large("xl/worksheets/sheet1.xml"));
}

#[test]
fn more_rows_than_anybody_has_are_refused() {
    let text = "相对人名称,决定书文号,处罚类别,决定日期\n".to_owned() + &"甲,,01,20260305\n".repeat(100_001);
    let mut seen = 0;
    let mut sink = |_| {
        seen += 1;
        std::ops::ControlFlow::Continue(())
    };
    let (form, calendar) = (super::form(), super::calendar());
    let checker = Checker::new(&form, &calendar, super::samples::TODAY);
    let taken = duban::documents::sheet_file::read_text(&text, checker, &mut sink);
    assert_eq!((taken.unwrap_err(), seen), (Refused::TooManyRows { max: 100_000 }, 100_000));
}
