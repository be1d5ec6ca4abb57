//! The PDF: `cargo test --all-features`.

use std::fs;

use duban::documents::bulletin::{Bulletin, Fonts, FontsError, Part, PdfError, Section, pdf};

use super::samples::{bulletin, created};
use super::{holds_all_of_the_bulletin, kept, squeezed, text_of_pdf};

#[test]
fn a_pdf_says_all_of_it_rare_names_too() {
    let bytes = pdf(&bulletin(), created(), &Fonts::shipped()).unwrap();
    assert_eq!(bytes, pdf(&bulletin(), created(), &Fonts::shipped()).unwrap());
    let metadata = String::from_utf8_lossy(&bytes);
    assert!(metadata.contains("<pdfaid:part>2</pdfaid:part>"), "no PDF/A-2");
    assert!(metadata.contains("<pdfaid:conformance>A</pdfaid:conformance>"), "not accessible");
    if let Some(text) = text_of_pdf(&kept("paper.pdf", &bytes)) {
        holds_all_of_the_bulletin(&text);
    }
}

/// As the standard has it (5.2.3); and — 1 — at each page's foot.
#[test]
fn a_page_has_22_lines_of_28_characters() {
    let bulletin = Bulletin { opening: vec!["国".repeat(26 + 28 * 50)], ..Bulletin::default() };
    let bytes = pdf(&bulletin, created(), &Fonts::shipped()).unwrap();
    let Some(text) = text_of_pdf(&kept("lines.pdf", &bytes)) else { return };
    let pages: Vec<Vec<usize>> = text
        .trim_end_matches('\u{c}')
        .split('\u{c}')
        .map(|page| page.lines().map(|line| line.chars().filter(|c| *c == '国').count()).collect())
        .collect();
    let full = || std::iter::repeat_n(28, 21);
    let first: Vec<usize> = std::iter::once(26).chain(full()).chain([0]).collect();
    let second: Vec<usize> = std::iter::once(28).chain(full()).chain([0]).collect();
    let third: Vec<usize> = std::iter::repeat_n(28, 7).chain([0]).collect();
    assert_eq!(pages, [first, second, third], "{text}");
    for number in ["— 1 —", "— 2 —", "— 3 —"] {
        assert!(text.contains(number), "{text}");
    }
}

fn of(texts: &[&str]) -> Bulletin {
    let paragraphs = texts.iter().map(|&text| text.to_owned()).collect();
    let part = Part { paragraphs, ..Part::default() };
    Bulletin {
        title: "通报".to_owned(),
        sections: vec![Section { heading: "喆堃昇".to_owned(), parts: vec![part] }],
        ..Bulletin::default()
    }
}

/// 𰻝 is of Unicode's Extension G, 𪛖 of B.
#[test]
fn a_character_without_a_glyph_is_named_and_never_a_blank() {
    let fonts = Fonts::shipped();
    let missing = |texts: &[&str]| match pdf(&of(texts), created(), &fonts) {
        Ok(bytes) => {
            assert!(bytes.starts_with(b"%PDF"));
            vec![]
        }
        Err(PdfError::Missing(missing)) => missing,
        Err(other) => panic!("{other}"),
    };
    assert!(missing(&["李喆、张堃、王昇、龚喆堃"]).is_empty());
    assert_eq!(missing(&["联系人：𰻝某", "甲𪛖乙𰻝"]), ['𪛖', '𰻝']);
    assert_eq!(missing(&["完成😀"]), ['😀']);
}

#[test]
fn what_is_written_is_text_and_never_markup() {
    let fonts = Fonts::shipped();
    let odd = [
        "#panic(1)",
        "*甲* _乙_ $x$ @ref <label> \\ #read(\"/etc/passwd\")",
        "\u{0}\u{7}\t\n制表",
        "\u{200b}零宽\u{fe00}",
        "= 标题",
        "",
    ];
    let Some(text) = text_of_pdf(&kept("markup.pdf", &pdf(&of(&odd), created(), &fonts).unwrap())) else {
        return;
    };
    for piece in ["#panic(1)", "*甲*_乙_$x$@ref<label>\\#read(\"/etc/passwd\")", "=标题"] {
        assert!(squeezed(&text).contains(piece), "{piece} is not in {text}");
    }
    let empty = pdf(&Bulletin::default(), created(), &fonts);
    assert!(empty.is_ok(), "{:?}", empty.err());
}

#[test]
fn an_offices_own_fonts_are_read_and_a_broken_one_is_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("README.txt"), "no font").unwrap();
    fs::copy("fonts/kai.ttf", folder.path().join("KAI.TTF")).unwrap();
    assert!(pdf(&bulletin(), created(), &Fonts::with(folder.path()).unwrap()).is_ok());
    let broken = folder.path().join("simfang.ttf");
    fs::write(&broken, "cut off").unwrap();
    let found = Fonts::with(folder.path()).err();
    assert!(matches!(&found, Some(FontsError::Broken(path)) if *path == broken), "{found:?}");
    let nowhere = Fonts::with(&folder.path().join("nowhere")).err();
    assert!(matches!(nowhere, Some(FontsError::Read { .. })), "{nowhere:?}");
}
