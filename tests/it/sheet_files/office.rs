//! LibreOffice: its lists to choose from, a script inside it that fills a template in, and what it makes of an export.

use std::fs;
use std::path::Path;
use std::process::Command;

use duban::documents::export::Format;
use duban::documents::form_template;
use duban::words::Lang;

use super::samples::form;
use super::strangers::{DANGEROUS, exported};
use super::{read, told};

/// None where it is not installed.
#[expect(clippy::print_stderr, reason = "a story that was not run must not look as if it was")]
fn office(profile: &Path, arguments: &[&str]) -> Option<()> {
    let mut office = Command::new("soffice");
    office
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .arg("--headless")
        .args(arguments);
    let Ok(output) = office.output() else {
        eprintln!("not tested: soffice is not here; bin/test installs it");
        return None;
    };
    assert!(output.status.success(), "{output:?}");
    Some(())
}

/// Takes what the lists offer, types the rest as a person does, and saves.
const FILL: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Main
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  book = StarDesktop.loadComponentFromURL("file://FOLDER/template.xlsx", "_blank", 0, hidden())
  rows = book.Sheets.getByIndex(0)
  rule = rows.getCellRangeByName("F3").Validation
  choices = book.Sheets.getByName("代码").getCellRangeByName("A2:A4").getDataArray()
  n = FreeFile
  Open "FOLDER/lists.txt" For Output As #n
  Print #n, rule.Type &amp; " " &amp; rule.ShowList &amp; " " &amp; rule.getFormula1() &amp; " " &amp; choices(2)(0)
  Print #n, rows.getCellRangeByName("H3").Validation.Type &amp; " " &amp; rows.getAnnotations().getCount()
  Close #n
  rows.getCellRangeByName("B3").String = "甲公司"
  rows.getCellRangeByName("E3").String = "1号"
  rows.getCellRangeByName("F3").String = choices(2)(0)
  rows.getCellRangeByName("G3").Value = 12.5
  rows.getCellRangeByName("H3").FormulaLocal = "2026-03-06"
  rows.getCellRangeByName("I3").FormulaLocal = "0451-88886666"
  rows.getCellRangeByName("B4").String = "乙公司"
  rows.getCellRangeByName("E4").FormulaLocal = "002"
  rows.getCellRangeByName("F4").FormulaLocal = "01"
  rows.getCellRangeByName("H4").Formula = "=H3+1"
  Dim how(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "FilterName"
  how(0).Value = "Calc MS Excel 2007 XML"
  book.storeToURL("file://FOLDER/filled.xlsx", how())
  book.close(True)
End Sub
</script:module>
"#;

#[test]
fn a_script_in_libreoffice_fills_the_template_in() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("template.xlsx"), form_template::write(&form(), Lang::Zh).unwrap()).unwrap();
    // The first start makes the profile, with an empty module.
    if office(&at("profile"), &["--terminate_after_init"]).is_none() {
        return;
    }
    let script = FILL.replace("FOLDER", &folder.path().display().to_string());
    fs::write(at("profile/user/basic/Standard/Module1.xba"), script).unwrap();
    office(&at("profile"), &["macro:///Standard.Module1.Main"]).unwrap();
    // A list (6) that is shown, of the sheet of codes; a date (3); a note at each heading.
    let lists = fs::read_to_string(at("lists.txt")).unwrap();
    assert_eq!(lists.lines().collect::<Vec<_>>(), ["6 1 $代码.$A$2:$A$4 03 没收违法所得", "3 10"]);
    assert_eq!(
        told(read(&fs::read(at("filled.xlsx")).unwrap())),
        ["3: 甲公司|||1号|03|12.5|2026-03-06|0451-88886666||", "4: 乙公司|||002|01||2026-03-07|||"]
    );
    // As .ods it is told from a workbook, not misread.
    office(
        &at("profile"),
        &[
            "--convert-to",
            "ods",
            "--outdir",
            &at("").display().to_string(),
            &at("filled.xlsx").display().to_string(),
        ],
    )
    .unwrap();
    assert_eq!(
        read(&fs::read(at("filled.ods")).unwrap()).unwrap_err(),
        duban::documents::sheet_file::Refused::NotATable
    );
}

#[test]
fn an_export_is_text_to_libreoffice() {
    for format in [Format::Xlsx, Format::Csv] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("export").with_extension(format.extension());
        fs::write(&path, exported(format)).unwrap();
        let to = "csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,true";
        let out = folder.path().join("out");
        let arguments =
            ["--convert-to", to, "--outdir", &out.display().to_string(), &path.display().to_string()];
        if office(&folder.path().join("profile"), &arguments).is_none() {
            return;
        }
        let read = fs::read_to_string(out.join("export.csv")).unwrap();
        let texts: Vec<String> =
            read.lines().skip(1).map(|line| line.trim_matches('"').replace("\"\"", "\"")).collect();
        let mark = if format == Format::Csv { "'" } else { "" };
        assert_eq!(texts, DANGEROUS.map(|text| format!("{mark}{text}")), "{format:?}");
    }
}
