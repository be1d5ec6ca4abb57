//! What LibreOffice makes of the documents.

use std::fs;
use std::path::Path;
use std::process::Command;

use duban::documents::bulletin::docx;
use duban::documents::workbook::write;

use super::samples::{book, bulletin, created};
use super::{holds_all_of_the_bulletin, text_of_pdf};

/// Into the file's own folder; none where it is not installed.
#[expect(clippy::print_stderr, reason = "a story that was not run must not look as if it was")]
fn convert(path: &Path, to: &str) -> Option<()> {
    let folder = path.parent().unwrap();
    let profile = format!("-env:UserInstallation=file://{}", folder.join("office").display());
    let mut office = Command::new("soffice");
    office.args([&profile, "--headless", "--convert-to", to, "--outdir"]).arg(folder).arg(path);
    let Ok(output) = office.output() else {
        eprintln!("not tested: soffice is not here; bin/test installs it");
        return None;
    };
    assert!(output.status.success(), "{output:?}");
    Some(())
}

#[test]
fn the_word_document_loses_nothing_on_paper() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bulletin.docx");
    fs::write(&path, docx(&bulletin(), created()).unwrap()).unwrap();
    if convert(&path, "pdf").is_none() {
        return;
    }
    if let Some(text) = text_of_pdf(&path.with_extension("pdf")) {
        holds_all_of_the_bulletin(&text);
    }
}

#[test]
fn the_workbook_loses_nothing_as_text() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.xlsx");
    fs::write(&path, write(&book()).unwrap()).unwrap();
    // Commas, double quotes, UTF-8, as shown, the first sheet.
    if convert(&path, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true").is_none() {
        return;
    }
    let wanted = [
        "单位,事项数,得分,按期率,发布日,报送时间,备注",
        "区教育局,1236,95.50,94.7%,2026-07-08,2026-06-30 17:05,李喆、张堃、王昇",
        "=1+1,0,-0.05,,,,+86 10",
        "-甲,,不适用,100.0%,,,@SUM(A1)",
        "𰻝𰻝镇,,0.12345678901234567,,1899-12-30,,\"两行\n文字\"",
        "合计,1236,,,,,",
    ];
    let read = fs::read_to_string(path.with_extension("csv")).unwrap();
    assert_eq!(
        read.trim_start_matches('\u{feff}').trim_end().split('\n').collect::<Vec<_>>().join("\n"),
        wanted.join("\n")
    );
}
