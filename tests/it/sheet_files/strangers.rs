//! What openpyxl writes, and what it reads.

use std::process::Command;

use duban::documents::export::{Export, Format};
use duban::documents::form_template;
use duban::documents::workbook::{Book, Cell, Column, Sheet};
use duban::words::Lang;
use serde_json::{Value, json};

use super::samples::form;
use super::{read, told};
use crate::documents::kept;
use crate::smtp::python;

pub fn run(mut command: Command) -> Vec<u8> {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn written(book: &Value) -> Option<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.xlsx");
    let mut tool = python("sheets.py")?;
    tool.arg("write").arg(&path).arg(book.to_string());
    run(tool);
    Some(std::fs::read(path).unwrap())
}

#[test]
fn a_workbook_with_everything_in_it() {
    let rows = json!([
        ["附件3：行政处罚信息公示表"],
        ["填报单位：区教育局"],
        ["序号", "处罚", null, "当事人", null, "联系\n电话 ", "CF_JDRQ", "CF_NR_FK（处罚金额）", "经办人"],
        [null, "类别", "决定书文号*", "行政相对人名称", "身份证件号码（自然人）"],
        [1, "罚款", "1号", "甲公司", null, "０４５１－８８８８６６６６", "2026年3月5日", "=SUM(A1)", "李"],
        [2, "2", "2号", "乙", "11010519491231002x", 13_812_345_678_i64, "2026-03-05", 1.5, "李"],
        [3, "警示", "2号", "丙", 11_010_519_491_231_002_f64, "1", "2026-02-30", "约五万"],
        [null, " "],
        [4],
        [null],
    ]);
    let merged = ["A1:I1", "A3:A4", "B3:C3", "D3:E3"];
    let other = json!({"name": "封面", "rows": [["行政处罚"]]});
    let data = json!({"name": "数据", "rows": rows, "merged": merged, "dates": ["G6"]});
    let Some(bytes) = written(&json!({"sheets": [other, data]})) else { return };
    let (notes, rows) = read(&bytes).unwrap();
    assert_eq!((notes.sheet.as_deref(), notes.head, notes.rows), (Some("数据"), 4, 3));
    assert_eq!(notes.unknown, [("I4".to_owned(), "经办人".to_owned())]);
    assert_eq!(
        told(Ok((notes, rows))),
        [
            "5: 甲公司|||1号|02|=|2026-03-05|0451-88886666|| [H5 Formula]",
            "6: 乙||11010519491231002X|2号|02|1.5|2026-03-05|13812345678||",
            "7: 丙||1.10105E+16|2号|警示|约五万|2026-02-30|1|| [E7 DigitsLost] [B7 NotACode { nearest: Some(\"警告\") }] \
             [H7 NotANumber] [G7 NoSuchDay] [F7 NotAPhone] [C7 Repeats { line: 6, columns: [ColumnId(\"CF_WSH\")] }]",
        ]
    );
}

#[test]
fn sheets_that_were_left_unread_are_named() {
    let head = json!(["相对人名称", "决定书文号", "处罚类别", "决定日期"]);
    let sheet = |name: &str| json!({"name": name, "rows": [head, ["甲", name, "01", "20260305"]]});
    let Some(bytes) = written(&json!({"sheets": [sheet("一月"), sheet("二月")]})) else { return };
    let (notes, rows) = read(&bytes).unwrap();
    assert_eq!((notes.sheet.as_deref(), rows.len()), (Some("一月"), 1));
    assert_eq!(notes.others, ["二月"]);
}

#[test]
fn the_template_is_filled_in_and_comes_back() {
    for lang in [Lang::Zh, Lang::En] {
        let bytes = form_template::write(&form(), lang).unwrap();
        assert_eq!(bytes, form_template::write(&form(), lang).unwrap());
        assert_eq!(read(&bytes).unwrap_err(), duban::documents::sheet_file::Refused::NoRows, "{lang:?}");
        let template = kept(&format!("template-{}.xlsx", lang.tag()), &bytes);
        let filled = template.with_extension("filled.xlsx");
        let (Some(mut fill), Some(mut lists)) = (python("sheets.py"), python("sheets.py")) else { return };
        let rows = json!({"3": {"B": "甲公司", "E": "1号", "F": "03 没收违法所得", "G": 0.25, "H": "2026-03-06", "I": "0451-88886666"}});
        fill.arg("fill").args([&template, &filled]).arg(rows.to_string());
        run(fill);
        let taken = read(&std::fs::read(&filled).unwrap()).unwrap();
        assert_eq!((taken.0.example, taken.0.unknown.len()), (Some(2), 0), "{lang:?}");
        assert_eq!(told(Ok(taken)), ["3: 甲公司|||1号|03|0.25|2026-03-06|0451-88886666||"], "{lang:?}");
        lists.arg("lists").arg(&template);
        let lists: Value = serde_json::from_slice(&run(lists)).unwrap();
        let codes = if lang == Lang::Zh { "'代码'!$A$2:$A$4" } else { "'Codes'!$A$2:$A$4" };
        assert!(lists.as_array().unwrap().contains(&json!(["F2:F100001", "list", codes])), "{lists}");
    }
}

/// Row 2 is a row like any other once something else stands in it, and a copy without its mark is an example left behind.
#[test]
fn an_example_that_was_written_over_is_a_row() {
    let bytes = form_template::write(&form(), Lang::Zh).unwrap();
    let template = kept("template-over.xlsx", &bytes);
    for (cells, wanted) in [
        (
            json!({"2": {"B": "甲"}}),
            "2: 甲|91310000631696382C||兰处罚〔2026〕1号|02|1.5|2026-03-05|0451-88886666||1",
        ),
        (
            json!({"2": {"A": "1"}}),
            "2: 某某有限公司|91310000631696382C||兰处罚〔2026〕1号|02|1.5|2026-03-05|0451-88886666||1 [ Example]",
        ),
    ] {
        let filled = template.with_extension("filled.xlsx");
        let Some(mut fill) = python("sheets.py") else { return };
        fill.arg("fill").args([&template, &filled]).arg(cells.to_string());
        run(fill);
        assert_eq!(told(read(&std::fs::read(&filled).unwrap())), [wanted]);
    }
}

pub fn exported(format: Format) -> Vec<u8> {
    use std::io::Read;
    let columns = vec![Column { label: "名称".to_owned(), width: 20.0, ..Column::default() }];
    let sheet = Sheet { name: "台账".to_owned(), columns, ..Sheet::default() };
    let mut export = Export::begin(format, &Book { sheets: vec![sheet], ..Book::default() }).unwrap();
    for text in DANGEROUS {
        export.row(&[Cell::from(text)]).unwrap();
    }
    let mut bytes = Vec::new();
    export.finish().unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

pub const DANGEROUS: [&str; 5] = ["=1+1", "+86 10", "-2", "@SUM(A1)", "=HYPERLINK(\"http://x\",\"y\")"];

#[test]
fn an_export_has_no_formulas() {
    let path = kept("dangerous.xlsx", &exported(Format::Xlsx));
    let Some(mut tool) = python("sheets.py") else { return };
    tool.arg("cells").arg(path);
    let cells: Vec<Vec<(String, String)>> = serde_json::from_slice(&run(tool)).unwrap();
    let texts = cells.into_iter().skip(1).flatten().collect::<Vec<_>>();
    assert_eq!(texts, DANGEROUS.map(|text| ("s".to_owned(), text.to_owned())), "texts, not formulas");
}
