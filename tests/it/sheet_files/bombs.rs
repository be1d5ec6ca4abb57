//! Small files that would be much: they are refused before much of them was read, with the place named.

use std::io::{Cursor, Read, Result, Seek, SeekFrom};
use std::ops::ControlFlow;

use duban::documents::form_template;
use duban::documents::sheet_file::{self, Refused};
use duban::domain::forms::Checker;
use duban::words::Lang;

use super::samples::{
    RELATIONS, TODAY, WORKBOOK, archive, bare_workbook, calendar, form, head, row, sheet_workbook,
};
use super::{pasted, read, told};

fn large(part: &str) -> Refused {
    Refused::TooLarge { part: part.to_owned() }
}

/// Counts what is read.
struct Counted<'a> {
    inner: Cursor<&'a [u8]>,
    read: &'a mut usize,
}

impl Read for Counted<'_> {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        let read = self.inner.read(into)?;
        *self.read += read;
        Ok(read)
    }
}

impl Seek for Counted<'_> {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        self.inner.seek(to)
    }
}

/// Why it is refused, and how many bytes were read until then.
fn refused(bytes: &[u8]) -> (Refused, usize) {
    let mut read = 0;
    let file = Counted { inner: Cursor::new(bytes), read: &mut read };
    let taken =
        sheet_file::read(file, Checker::new(&form(), &calendar(), TODAY), &mut |_| ControlFlow::Continue(()));
    (taken.unwrap_err(), read)
}

/// Many names of sheets, with the parts they stand for.
fn sheets(parts: &[(usize, &str)]) -> Vec<u8> {
    let mut names = String::new();
    let mut relations = String::new();
    for (at, (part, _)) in parts.iter().enumerate() {
        names += &format!("<sheet name='S{at}' r:id='r{at}'/>");
        relations += &format!("<Relationship Id='r{at}' Type='worksheet' Target='worksheets/{part}.xml'/>");
    }
    let workbook = format!("<workbook><sheets>{names}</sheets></workbook>");
    let relations = format!("<Relationships>{relations}</Relationships>");
    let mut files = vec![
        (WORKBOOK.0.to_owned(), workbook.into_bytes()),
        (RELATIONS.0.to_owned(), relations.into_bytes()),
    ];
    for (part, rows) in parts {
        let name = format!("xl/worksheets/{part}.xml");
        if files.iter().all(|(each, _)| *each != name) {
            let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
            files.push((name, sheet.into_bytes()));
        }
    }
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])).collect();
    archive(&files)
}

/// A text that cells share, and a row that names it so often.
fn shared(text: &str, times: usize) -> Vec<u8> {
    let strings = format!("<sst><si><t>{text}</t></si></sst>");
    let cells = "<c t='s'><v>0</v></c>".repeat(times);
    let sheet = format!("<worksheet><sheetData>{}<row r='2'>{cells}</row></sheetData></worksheet>", head());
    archive(&[
        WORKBOOK,
        RELATIONS,
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
    ])
}

#[test]
fn a_cell_has_as_many_characters_as_a_spreadsheet_has() {
    let most = "字".repeat(32_767);
    let (_, rows) = read(&shared(&most, 1)).unwrap();
    assert_eq!(rows[0].cells[0], most);
    assert_eq!(refused(&shared(&(most.clone() + "字"), 1)).0, large("S!A2"));
    let typed = bare_workbook(&(head() + &row(2, &["甲", &(most + "字")])));
    assert_eq!(refused(&typed).0, large("S!B2"));
    // What is wrong with a cell is said in a few letters; else it is a text.
    let error = format!("<row r='2'><c t='e'><v>#{}</v></c></row>", "x".repeat(60));
    let told = told(read(&bare_workbook(&(head() + &error))));
    assert!(told[0].starts_with("2: #xxx") && !told[0].contains("[A2"), "{told:?}");
}

#[test]
fn a_row_of_megabytes_is_refused_with_its_line() {
    let text = "x".repeat(30_000);
    assert_eq!(refused(&shared(&text, 512)).0, large("S!2:2"));
    let columns = "相对人名称,决定书文号,处罚类别,决定日期\n";
    let record = format!("{columns}{}\n", format!("{text},").repeat(100));
    let (why, read) = refused(record.as_bytes());
    assert_eq!(why, large("2:2"));
    assert!(read < 2 * record.len(), "{read} of {}", record.len());
    assert_eq!(pasted(&record).unwrap_err(), large("2:2"));
    // Merged cells say their word again for each of the rows.
    let long = "字".repeat(32_000);
    let rows = head() + &row(2, &[&long, &long, "01", ""]) + &row(3, &["", "", "01", &long]);
    let merges = "<mergeCells><mergeCell ref='A2:A3'/><mergeCell ref='B2:B3'/></mergeCells>";
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData>{merges}</worksheet>");
    assert_eq!(refused(&sheet_workbook(&sheet)).0, large("S!3:3"));
}

#[test]
fn heads_are_looked_for_in_few_rows_of_few_sheets() {
    let blank: String = (1..300_000).map(|line| format!("<row r='{line}'/>")).collect();
    let once = sheets(&[(0, &blank)]);
    let (why, read) = refused(&once);
    assert_eq!(why, Refused::NoHead);
    // The archive is looked through for its list of parts; of the sheet little more than the first piece is unpacked.
    assert!(read < once.len() + (1 << 16), "{read} of {}", once.len());
    let hundred = sheets(&[(0, blank.as_str()); 100]);
    let (why, read) = refused(&hundred);
    assert_eq!(why, Refused::NoHead);
    assert!(read < hundred.len() + (1 << 17), "{read} of {}", hundred.len());
    let filled = head() + &row(2, &["甲", "1号", "01", "2026-03-05"]);
    let mut many = vec![""; 20];
    many.push(&filled);
    let many: Vec<(usize, &str)> = many.into_iter().enumerate().collect();
    assert_eq!(refused(&sheets(&many)).0, Refused::NoHead);
    assert_eq!(super::read(&sheets(&many[1..])).unwrap().0.sheet.as_deref(), Some("S19"));
    let far: String = (1..=64).map(|line| format!("<row r='{line}'/>")).collect();
    assert_eq!(refused(&sheets(&[(0, &(far + &filled))])).0, Refused::NoHead);
    assert_eq!(
        pasted(&("\n".repeat(64) + "相对人名称,决定书文号,处罚类别,决定日期")).unwrap_err(),
        Refused::NoHead
    );
}

#[test]
fn of_headings_nobody_knows_some_are_said() {
    let unknown = format!("{}x", "字".repeat(80));
    let others = format!(",{unknown}").repeat(300);
    let (notes, _) =
        pasted(&format!("相对人名称,决定书文号,处罚类别,决定日期{others}\n甲,1,01,20260305\n")).unwrap();
    assert_eq!(notes.unknown.len(), 50);
    assert_eq!(notes.unknown[0], ("E1".to_owned(), format!("{}…", "字".repeat(80))));
}

#[test]
fn a_head_without_rows_is_refused() {
    let columns = "相对人名称,决定书文号,处罚类别,决定日期";
    assert_eq!(pasted(columns).unwrap_err(), Refused::NoRows);
    assert_eq!(pasted(&format!("{columns}\n,, ,\n\n")).unwrap_err(), Refused::NoRows);
    assert_eq!(refused(&bare_workbook(&(head() + &row(2, &["", " "])))).0, Refused::NoRows);
    for lang in [Lang::Zh, Lang::En] {
        let template = form_template::write(&form(), lang).unwrap();
        assert_eq!(refused(&template).0, Refused::NoRows, "with its example only");
    }
}
