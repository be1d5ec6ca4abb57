//! How long 50,000 rows of 27 columns take to be checked, read and exported, and in how much memory:
//! `cargo bench --bench forms`.
//!
//! Among them are 900,000 different texts. Wanted: checked in under 2 s, read and exported within 150 MB. Memory is measured
//! in processes of their own, which do one thing.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark may panic and prints")]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use duban::documents::export::{Export, Format};
use duban::documents::sheet_file;
use duban::documents::workbook::{self, Book, Sheet};
use duban::domain::calendar::{Calendar, Year};
use duban::domain::forms::{Checker, Choice, Column, Form, Given, Kind, Need, Rule};
use duban::domain::plan::Words;
use time::Date;
use time::macros::date;

const TODAY: Date = date!(2026 - 06 - 10);
const ROWS: usize = 50_000;
const COLUMNS: usize = 27;
const ROUNDS: usize = 9;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [_, "share", path] => alone(|| share(Path::new(path))),
        [_, "export", format, path] => alone(|| export(of(format), Path::new(path))),
        [_, "read", path] => alone(|| assert_eq!(read(Path::new(path)), ROWS)),
        [_, "nothing"] => alone(|| ()),
        _ => all(),
    }
}

fn all() {
    let form = form();
    let rows: Vec<Vec<Given>> = (0..ROWS).map(|at| row(at).into_iter().map(Given::Text).collect()).collect();
    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let begun = Instant::now();
            let calendar = calendar();
            let mut checker = Checker::new(&form, &calendar, TODAY);
            let good =
                (2..).zip(&rows).filter(|(line, row)| checker.row(*line, row).unwrap().faults.is_empty());
            assert_eq!(good.count(), ROWS);
            begun.elapsed().as_secs_f64()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("{ROWS} rows checked: {:.2} s (median of {ROUNDS})", times.swap_remove(ROUNDS / 2));
    drop(rows);
    let folder = tempfile::tempdir().unwrap();
    process(&["nothing"]);
    for format in ["xlsx", "csv", "shared"] {
        let path = folder.path().join("rows").with_extension(format);
        let path = path.to_str().unwrap();
        let how = if format == "shared" { vec!["share", path] } else { vec!["export", format, path] };
        process(&how);
        println!(
            "  {:.1} MB of {format}",
            f64::from(u32::try_from(fs::metadata(path).unwrap().len()).unwrap()) / 1e6
        );
        process(&["read", path]);
    }
}

fn process(arguments: &[&str]) {
    let said = Command::new(std::env::current_exe().unwrap()).args(arguments).output().unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    print!("{}: {}", arguments.first().unwrap(), String::from_utf8_lossy(&said.stdout));
}

fn alone(work: impl FnOnce()) {
    let begun = Instant::now();
    work();
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    println!("{:.2} s, at most {} resident", begun.elapsed().as_secs_f64(), peak.trim());
}

fn of(format: &str) -> Format {
    if format == "csv" { Format::Csv } else { Format::Xlsx }
}

fn export(format: Format, path: &Path) {
    let columns = form().columns.into_iter().map(|column| workbook::Column {
        label: column.label.zh,
        width: 12.0,
        kind: workbook::Kind::Text,
    });
    let sheet = Sheet { name: "台账".to_owned(), columns: columns.collect(), ..Sheet::default() };
    let mut export = Export::begin(format, &Book { sheets: vec![sheet], ..Book::default() }).unwrap();
    for at in 0..ROWS {
        export.row(&row(at).into_iter().map(workbook::Cell::Text).collect::<Vec<_>>()).unwrap();
    }
    std::io::copy(&mut export.finish().unwrap(), &mut File::create(path).unwrap()).unwrap();
}

/// As Excel writes it: cells share texts, which stand in a part of their own.
fn share(path: &Path) {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (at, column) in (0..).zip(form().columns) {
        sheet.write_string(0, at, column.label.zh).unwrap();
    }
    for (line, at) in (1..).zip(0..ROWS) {
        for (column, text) in (0..).zip(row(at)) {
            sheet.write_string(line, column, text).unwrap();
        }
    }
    book.save(path).unwrap();
}

fn read(path: &Path) -> usize {
    let mut good = 0;
    let mut sink = |row: duban::domain::forms::Checked| {
        good += usize::from(row.faults.is_empty());
        ControlFlow::Continue(())
    };
    sheet_file::read(File::open(path).unwrap(), Checker::new(&form(), &calendar(), TODAY), &mut sink)
        .unwrap();
    good
}

fn kind(at: usize) -> Kind {
    let choice = |at: usize| {
        let label = format!("第{at}类");
        Choice { code: format!("{at:02}"), label: Words { zh: label.clone(), en: label } }
    };
    match at % 9 {
        0 => Kind::CreditCode,
        1 => Kind::Code((1..=20).map(choice).collect()),
        2 => Kind::Date,
        3 => Kind::Decimal { places: 6, min: None },
        4 => Kind::Phone,
        5 => Kind::Email,
        _ => Kind::Text { max: 200 },
    }
}

fn form() -> Form {
    let column = |at: usize| Column {
        id: format!("C_{at}").parse().unwrap(),
        label: Words { zh: format!("第{at}列"), en: format!("column {at}") },
        kind: kind(at),
        need: if at < 14 { Need::Required } else { Need::Optional },
        help: None,
        aliases: vec![],
        example: String::new(),
        private: false,
    };
    let id = |at: usize| format!("C_{at}").parse().unwrap();
    Form {
        id: "rows".parse().unwrap(),
        title: Words { zh: "表".to_owned(), en: "Rows".to_owned() },
        help: None,
        columns: (0..COLUMNS).map(column).collect(),
        rules: vec![
            Rule::Unique { columns: vec![id(6)] },
            Rule::UniqueInDistrict { columns: vec![id(7), id(8)] },
            Rule::AtMost { low: id(2), high: id(11) },
            Rule::ReportedWithin { date: id(2), working_days: 7 },
        ],
        counts: vec![],
        contacts: None,
        merges: None,
        gap: None,
    }
}

fn row(at: usize) -> Vec<String> {
    let cell = |column: usize| {
        let n = at * COLUMNS + column;
        match column % 9 {
            0 => "91310000631696382C".to_owned(),
            1 => format!("{:02}", n % 20 + 1),
            2 => format!("2026-0{}-{:02}", column / 9 + 1, at % 28 + 1),
            3 => format!("{}.5", n + 1),
            4 => format!("138{n:08}"),
            5 => format!("li{n}@example.cn"),
            _ => format!("第{n}号决定书，关于某某有限公司的违法行为"),
        }
    };
    (0..COLUMNS).map(cell).collect()
}

fn calendar() -> Calendar {
    let year = Year { source: String::new(), off: vec![], worked: std::iter::empty().collect() };
    Calendar::new(BTreeMap::from([(2026, year)]))
}
