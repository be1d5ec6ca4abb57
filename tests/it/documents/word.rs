use std::io::{Cursor, Read};

use duban::documents::bulletin::{Annex, Bulletin, Cell, Column, Part, Section, docx};
use proptest::prelude::*;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;
use serde_json::json;
use zip::ZipArchive;

use super::samples::{bulletin, created, some};
use super::{kept, read};

#[test]
fn a_bulletin_has_the_official_form() {
    let bytes = docx(&bulletin(), created()).unwrap();
    assert_eq!(bytes, docx(&bulletin(), created()).unwrap());
    let path = kept("form.docx", &bytes);
    let Some(mut read) = read("read_docx.py", &[], &path) else { return };
    assert_eq!(read["odd"], json!([]), "elements out of the schema's order");
    let table = &mut read["tables"][0];
    assert_eq!(table["rows"][50], json!(["50", "第50单位", "82.50", "-25.0", "良好"]));
    let rows = table["rows"].as_array_mut().unwrap();
    assert_eq!(rows.len(), 51);
    rows.truncate(9);
    insta::assert_json_snapshot!(read);
}

#[test]
fn what_an_office_leaves_out_takes_no_line() {
    let bare = Bulletin {
        title: "关于考核情况的通报".to_owned(),
        addressee: some(""),
        sections: vec![Section::default()],
        signature: "区信用办".to_owned(),
        day: "2026年7月8日".to_owned(),
        ..Bulletin::default()
    };
    let path = kept("bare.docx", &docx(&bare, created()).unwrap());
    let Some(read) = read("read_docx.py", &[], &path) else { return };
    let paragraphs = read["paragraphs"].as_array().unwrap();
    let styles: Vec<&str> = paragraphs.iter().map(|each| each["style"].as_str().unwrap()).collect();
    assert_eq!(styles, ["Title", "Signature", "Date"]);
    assert_eq!(read["tables"], json!([]));
}

/// What Word's XML cannot hold is left out; line ends and tabs become spaces.
fn written(text: &str) -> String {
    let is_kept = |c: &char| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}');
    text.replace(['\t', '\n', '\r'], " ").chars().filter(is_kept).collect()
}

fn part_of(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// Panics where it is not well-formed.
fn text_of(xml: &str) -> String {
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut text = String::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Text(piece) => text.push_str(&piece.xml10_content()),
            Event::GeneralRef(name) => text.push_str(resolve_predefined_entity(name.as_ref()).unwrap()),
            Event::Eof => return text,
            _ => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_written_the_document_opens_and_says_it(title in any::<String>(), texts in prop::collection::vec("\\PC{1,40}", 1..6), cells in prop::collection::vec(any::<String>(), 0..9)) {
        let rows = cells.chunks(4).map(|row| row.iter().map(|text| Cell::Text(text.clone())).collect()).collect();
        let columns = texts.iter().take(2).map(|label| Column { label: label.clone(), share: u32::MAX }).collect();
        let annex = Annex { title: title.clone(), columns, rows, notes: texts.clone() };
        let part = Part { heading: Some(title.clone()), paragraphs: texts.clone(), items: texts };
        let section = Section { heading: title.clone(), parts: vec![part] };
        let bulletin = Bulletin { title: title.clone(), opening: cells.clone(), sections: vec![section], annexes: vec![annex], copies: Some(title.clone()), ..Bulletin::default() };
        let said = text_of(&part_of(&docx(&bulletin, created()).unwrap(), "word/document.xml"));
        for text in [&title].into_iter().chain(&cells) {
            prop_assert!(said.contains(&written(text)), "{text:?}");
        }
    }
}
