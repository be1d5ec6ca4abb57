//! CSV files and what was pasted.

use duban::documents::sheet_file::Refused;
use encoding_rs::GB18030;

use super::{pasted, read, told};

const TABLE: &str = "决定书文号,相对人名称,处罚类别,决定日期\r\n哈罚1号,\"甲\r\n公司, \"\"北\"\"\",02 罚款,2026/3/5\r\n\r\n,,,\r\n哈罚2号,乙𠮷,警告,３月５日\r\n";
const TOLD: [&str; 2] =
    ["2: 甲 公司, \"北\"|||哈罚1号|02||2026-03-05|||", "6: 乙𠮷|||哈罚2号|01||３月５日||| [D6 NotADate]"];

#[test]
fn every_encoding_of_a_spreadsheet_is_read() {
    let (gb18030, ..) = GB18030.encode(TABLE);
    let utf16 = |mark: u16, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        std::iter::once(mark).chain(TABLE.encode_utf16()).flat_map(bytes).collect()
    };
    for (name, bytes) in [
        ("UTF-8", TABLE.as_bytes().to_vec()),
        ("UTF-8 with its mark", format!("\u{feff}{TABLE}").into_bytes()),
        ("GB18030", gb18030.into_owned()),
        ("UTF-16 LE", utf16(0xfeff, u16::to_le_bytes)),
        ("UTF-16 BE", utf16(0xfeff, u16::to_be_bytes)),
    ] {
        assert_eq!(told(read(&bytes)), TOLD, "{name}");
    }
}

#[test]
fn what_parts_cells_is_found_out() {
    for mark in ["\t", ",", "，", ";", "；"] {
        let text = ["附件3", "序号|决定书文号|相对人名称|处罚类别|决定日期", "1|哈罚1号|甲公司|02|20260305"]
            .join("\n");
        let taken = pasted(&text.replace('|', mark));
        assert_eq!(told(taken), ["3: 甲公司|||哈罚1号|02||2026-03-05|||"], "{mark}");
    }
}

#[test]
fn what_a_text_means_to_a_spreadsheet_is_kept() {
    let rows = "相对人名称,决定书文号,处罚类别,决定日期,联系电话\n'=1+1,'+1,02,2026-03-05,\"=\"\"045188886666\"\"\"\n#N/A,=,1.10105E+17,46086,'x";
    assert_eq!(
        told(pasted(rows)),
        [
            "2: =1+1|||+1|02||2026-03-05|045188886666||",
            "3: #N/A|||=|1.10105E+17||46086|'x|| [A3 #N/A] [B3 Formula] [C3 DigitsLost] [D3 NotADate] [E3 NotAPhone]",
        ]
    );
}

#[test]
fn notes_say_what_was_not_read() {
    let (notes, rows) =
        pasted("序号,经办人,相对人名称,决定书文号,处罚类别,决定日期\n1,李,甲,1,1,20260305").unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(notes.unknown, [("B1".to_owned(), "经办人".to_owned())]);
    assert_eq!((notes.head, notes.rows, &notes.sheet), (1, 1, &None));
    assert_eq!(notes.columns[..4], [Some(2), None, None, Some(3)]);
    let stored = serde_json::to_string(&notes).unwrap();
    assert_eq!(serde_json::from_str::<duban::documents::sheet_file::Notes>(&stored).unwrap(), notes);
}

#[test]
fn what_is_no_table_is_refused_with_its_reason() {
    let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let old = [&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1][..], &[0; 70_000]].concat();
    for (name, bytes, refused) in [
        ("PDF", b"%PDF-1.7\nx".to_vec(), Refused::NotATable),
        ("a web page", b" <html><table>".to_vec(), Refused::NotATable),
        ("a picture", b"\x89PNG\r\n\x1a\n\0\0\0".to_vec(), Refused::NotATable),
        ("nothing", vec![], Refused::NoHead),
        ("prose", "本期没有处罚。".as_bytes().to_vec(), Refused::NoHead),
        (".xls", old.clone(), Refused::OldWorkbook),
        ("a password", [old, locked].concat(), Refused::Locked),
        ("half an archive", b"PK\x03\x04 cut off".to_vec(), Refused::Broken { part: "zip".to_owned() }),
        (
            "an unclosed quote",
            [TABLE.as_bytes(), b"a,\"", &[b'x'; 40_000]].concat(),
            Refused::Quote { line: 7 },
        ),
    ] {
        assert_eq!(read(&bytes).unwrap_err(), refused, "{name}");
    }
    let (bytes, ..) = GB18030.encode(TABLE);
    let Err(Refused::Encoding { line }) = read(&[&bytes, &b"\n\xff\xff"[..]].concat()) else { panic!() };
    assert!(line >= 7, "{line}");
}
