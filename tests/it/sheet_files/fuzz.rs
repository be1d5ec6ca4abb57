//! Whatever bytes come: an answer, and no panic.

use duban::documents::form_template;
use duban::documents::sheet_file::Refused;
use duban::words::Lang;
use proptest::prelude::*;

use super::samples::{RELATIONS, WORKBOOK, archive, bare_workbook, form, head, row};
use super::{pasted, read};

const TEXT: &str = "\u{feff}附件\n序号,相对人名称,\"决定书\n文号\",处罚类别,决定日期\r\n1,\"甲, \"\"乙\"\"\",1号,02 罚款,2026-03-05\n";

/// Flips, cuts out and doubles stretches of real files.
fn damaged(bytes: &[u8], cuts: &[(prop::sample::Index, usize, u8)]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (at, length, how) in cuts {
        if bytes.is_empty() {
            break;
        }
        let at = at.index(bytes.len());
        let end = (at + length).min(bytes.len());
        match how {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let part = bytes[at..end].to_vec();
                bytes.splice(at..at, part);
            }
            by => bytes[at] ^= by,
        }
    }
    bytes
}

fn cuts() -> impl Strategy<Value = Vec<(prop::sample::Index, usize, u8)>> {
    prop::collection::vec((any::<prop::sample::Index>(), 1..40_usize, any::<u8>()), 1..6)
}

/// What was understood is counted, and no more rows than lines there were.
fn answers(bytes: &[u8]) -> Result<(), TestCaseError> {
    match read(bytes) {
        Ok((notes, rows)) => {
            prop_assert_eq!(notes.rows, rows.len());
            prop_assert!(
                rows.iter().all(|row| row.line > notes.head && row.cells.len() == form().columns.len())
            );
        }
        Err(Refused::Unreadable) => prop_assert!(false, "bytes in memory can be read"),
        Err(_) => {}
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..600), archive in any::<bool>()) {
        let start = if archive { &b"PK\x03\x04"[..] } else { &[] };
        answers(&[start, &bytes].concat())?;
    }

    #[test]
    fn any_text(text in "[,，;\t\"\n\r=' 甲1a]{0,60}", tail in "\\PC{0,40}") {
        let head = "相对人名称,决定书文号,处罚类别,决定日期\n";
        let _ = pasted(&text);
        answers(format!("{head}{text}{tail}").as_bytes())?;
    }

    #[test]
    fn a_damaged_text(cuts in cuts(), gb in any::<bool>()) {
        let (bytes, ..) = if gb { encoding_rs::GB18030.encode(TEXT) } else { encoding_rs::UTF_8.encode(TEXT) };
        answers(&damaged(&bytes, &cuts))?;
    }

    #[test]
    fn a_damaged_sheet(cuts in cuts()) {
        let cells = row(2, &["甲", "1号", "02", "2026-03-05"]);
        let merged = "<mergeCells count='1'><mergeCell ref='A2:A3'/></mergeCells>";
        let sheet = format!("<worksheet><sheetData>{}{cells}<row r='3'><c r='B3' t='s'><f>A1</f><v>0</v></c></row></sheetData>{merged}</worksheet>", head());
        let strings = b"<sst><si><t>a_x000D_b</t></si><si><r><t>c</t></r></si></sst>";
        let parts: [(&str, &[u8]); 4] = [
            WORKBOOK,
            RELATIONS,
            ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
            ("xl/sharedStrings.xml", strings),
        ];
        for at in 0..parts.len() {
            let mut parts = parts;
            let bytes = damaged(parts[at].1, &cuts);
            parts[at].1 = &bytes;
            answers(&archive(&parts))?;
        }
        answers(&damaged(&bare_workbook(&head()), &cuts))?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn a_damaged_template(cuts in cuts()) {
        use std::sync::OnceLock;
        static TEMPLATE: OnceLock<Vec<u8>> = OnceLock::new();
        let template = TEMPLATE.get_or_init(|| form_template::write(&form(), Lang::Zh).unwrap());
        answers(&damaged(template, &cuts))?;
    }
}
