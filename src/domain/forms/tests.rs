use std::collections::BTreeMap;

use time::Date;
use time::macros::date;

use super::*;
use crate::domain::calendar::{Calendar, Holiday, Year};

const TODAY: Date = date!(2026 - 11 - 20);

fn words(zh: &str) -> Words {
    Words { zh: zh.to_owned(), en: zh.to_owned() }
}

fn column(id: &str, kind: Kind, need: Need) -> Column {
    Column {
        id: id.parse().unwrap(),
        label: words(id),
        kind,
        need,
        help: None,
        aliases: vec![],
        example: String::new(),
        private: false,
    }
}

fn form(columns: Vec<Column>, rules: Vec<Rule>) -> Form {
    Form {
        id: "form".parse().unwrap(),
        title: words("表"),
        help: None,
        columns,
        rules,
        counts: vec![],
        contacts: None,
        merges: None,
        gap: None,
    }
}

fn id(id: &str) -> ColumnId {
    id.parse().unwrap()
}

/// National Day of 2026: off from 1 to 7 October, 20 September and 10 October worked.
fn calendar() -> Calendar {
    let off =
        vec![Holiday {
            name: "国庆节".to_owned(), from: date!(2026 - 10 - 01), to: date!(2026 - 10 - 07)
        }];
    let worked = [date!(2026 - 09 - 20), date!(2026 - 10 - 10)].into_iter().collect();
    let year = Year { source: String::new(), off, worked };
    Calendar::new(BTreeMap::from([(2026, year)]))
}

fn text(text: &str) -> Given {
    Given::Text(text.to_owned())
}

fn faults(form: &Form, rows: &[&[&str]]) -> Vec<Vec<What>> {
    let calendar = calendar();
    let mut checker = Checker::new(form, &calendar, TODAY);
    let given = |row: &[&str]| row.iter().map(|cell| text(cell)).collect::<Vec<_>>();
    let checked = (2..).zip(rows).filter_map(|(line, row)| checker.row(line, &given(row)));
    checked.map(|row| row.faults.into_iter().map(|fault| fault.what).collect()).collect()
}

#[test]
fn cells_are_written_in_one_way() {
    let choice = |code: &str, label: &str| Choice { code: code.to_owned(), label: words(label) };
    let code = Kind::Code(vec![choice("01", "普通"), choice("02", "特许")]);
    let decimal = Kind::Decimal { places: 6, min: Some(Decimal::ZERO) };
    let integer = Kind::Integer { min: Some(0), max: Some(100) };
    for (kind, given, stored) in [
        (&Kind::Date, text("2026年3月5日"), "2026-03-05"),
        (&Kind::Date, text("２０２６．３．５"), "2026-03-05"),
        (&Kind::Date, text("2026/3/5 0:00:00"), "2026-03-05"),
        (&Kind::Date, text("20260305"), "2026-03-05"),
        (&Kind::Date, Given::Number(46_086.0), "2026-03-05"),
        (&Kind::Date, Given::Number(20_260_305.0), "2026-03-05"),
        (&Kind::Date, Given::Date(date!(2026 - 03 - 05)), "2026-03-05"),
        (&code, text("01"), "01"),
        (&code, Given::Number(1.0), "01"),
        (&code, text("普通"), "01"),
        (&code, text("02 特许"), "02"),
        (&code, text("０２－特许"), "02"),
        (&decimal, text("1,234.500000"), "1234.5"),
        (&decimal, Given::Number(0.1 + 0.2), "0.3"),
        (&decimal, text("１２．５"), "12.5"),
        (&integer, Given::Number(100.0), "100"),
        (&Kind::CreditCode, text(" 9131 0000 6316 9638 2c "), "91310000631696382C"),
        (&Kind::IdentityNumber, text("11010519491231002x"), "11010519491231002X"),
        (&Kind::Phone, text("138 1234 5678"), "13812345678"),
        (&Kind::Phone, text("（0451）88886666—01"), "0451-88886666-01"),
        (&Kind::Phone, text("0451-88886666-801"), "0451-88886666-801"),
        (&Kind::Phone, Given::Number(13_812_345_678.0), "13812345678"),
        (&Kind::Email, text("li＠example.cn"), "li@example.cn"),
        (&Kind::Text { max: 8 }, text("甲\u{200b}方（全称）\r\n"), "甲方（全称）"),
        (&Kind::Text { max: 8 }, text("  "), ""),
    ] {
        assert_eq!(given.value(kind).as_deref(), Ok(stored), "{given:?} as {kind:?}");
    }
}

#[test]
fn what_is_wrong_with_a_cell_is_told_apart() {
    let code = Kind::Code(vec![Choice { code: "01".to_owned(), label: words("普通") }]);
    let places = Kind::Decimal { places: 2, min: Some(Decimal::ZERO) };
    for (kind, given, what) in [
        (&Kind::Date, text("2026-02-30"), What::NoSuchDay),
        (&Kind::Date, text("三月五日"), What::NotADate),
        (&Kind::Date, text("26-3-5"), What::NotADate),
        (&Kind::Date, Given::Number(0.5), What::NotADate),
        (&code, text("普遍"), What::NotACode { nearest: Some("普通".to_owned()) }),
        (&places, text("1.234"), What::TooManyPlaces { places: 2 }),
        (&places, text("-1"), What::TooSmall { min: "0".to_owned() }),
        (&places, text("约5万"), What::NotANumber),
        (&Kind::Integer { min: None, max: None }, text("1.5"), What::NotAnInteger),
        (&Kind::IdentityNumber, Given::Number(1.101_051_949_123_1e17), What::DigitsLost),
        (&Kind::Text { max: 2 }, text("三个字"), What::TooLong { max: 2, has: 3 }),
        (&Kind::Text { max: 2 }, Given::Formula, What::Formula),
        (&Kind::Text { max: 2 }, Given::SheetError("#N/A".to_owned()), What::SheetError("#N/A".to_owned())),
        (&Kind::Phone, text("12345"), What::NotAPhone),
        (&Kind::Email, text("li@example"), What::NotAnEmail),
    ] {
        assert_eq!(given.value(kind), Err(what), "{given:?} as {kind:?}");
    }
}

#[test]
fn what_was_wrong_stays_wrong_when_it_is_read_back() {
    let number = Kind::IdentityNumber;
    for given in [
        Given::Formula,
        Given::SheetError("#REF!".to_owned()),
        Given::Number(1.101_051_949_123_1e17),
        text("1.10105E+17"),
    ] {
        let back = Given::of_text(&given.shown());
        let (once, again) = (given.value(&number), back.value(&number));
        assert!(once.is_err() && again.is_err(), "{given:?}: {once:?}, {again:?}");
    }
    assert_eq!(Given::of_text("1.10105E+17").value(&number), Err(What::DigitsLost));
    assert_eq!(Given::of_text("1E+2").shown(), "1E+2");
}

#[test]
fn a_cell_may_be_needed_for_what_another_holds() {
    let text = || Kind::Text { max: 20 };
    let since = Need::WhenOneOf { column: id("type"), values: vec!["法人".to_owned()] };
    let form = form(
        vec![
            column("type", text(), Need::Required),
            column("code", text(), since),
            column("paper", text(), Need::WhenFilled { column: id("number") }),
            column("number", text(), Need::WhenEmpty { column: id("code") }),
        ],
        vec![],
    );
    let since = What::MissingSince { column: id("type"), value: "法人".to_owned() };
    let paper = What::MissingSince { column: id("number"), value: "1".to_owned() };
    assert_eq!(
        faults(
            &form,
            &[
                &["法人", "9"],
                &["法人", "", "身份证", "1"],
                &["自然人", "", "", "1"],
                &["", "9"],
                &["自然人"],
            ]
        ),
        [
            vec![],
            vec![since],
            vec![paper],
            vec![What::Missing],
            vec![What::MissingWithout { column: id("code") }]
        ]
    );
}

#[test]
fn rules_hold_among_cells_and_rows() {
    let form = form(
        vec![
            column("from", Kind::Date, Need::Optional),
            column("to", Kind::Date, Need::Optional),
            column("a", Kind::Text { max: 9 }, Need::Optional),
            column("b", Kind::Text { max: 9 }, Need::Optional),
        ],
        vec![
            Rule::AtMost { low: id("from"), high: id("to") },
            Rule::OneOf { columns: vec![id("a"), id("b")], only: true },
            Rule::Unique { columns: vec![id("a")] },
            Rule::WithinAfter { date: id("to"), after: id("from"), working_days: 7 },
        ],
    );
    let ab = || vec![id("a"), id("b")];
    assert_eq!(
        faults(
            &form,
            &[
                // Seven working days after 30 September, with the holiday and the make-up day between.
                &["2026-09-30", "2026-10-15", "x"],
                &["2026-09-30", "2026-10-16", "y"],
                &["2026-09-30", "2026-09-29", "z"],
                &["", "", "", ""],
                &["2026-09-30", "", "", ""],
                &["", "", "p", "q"],
                &["", "", "Ｘ", ""],
            ]
        ),
        [
            vec![],
            vec![What::TooLongAfter { column: id("from"), working_days: 7 }],
            vec![What::Above { column: id("to") }],
            vec![What::NoneOf { columns: ab() }],
            vec![What::SeveralOf { columns: ab() }],
            vec![What::Repeats { line: 2, columns: vec![id("a")] }],
        ]
    );
}

#[test]
fn an_identity_number_in_a_column_of_text_is_one_where_the_document_is_a_card() {
    let number = || column("number", Kind::Text { max: 64 }, Need::Optional);
    let papers = || column("paper", Kind::Text { max: 9 }, Need::Optional);
    let when = Some((id("paper"), vec!["01".to_owned()]));
    let sometimes = form(vec![papers(), number()], vec![Rule::IdentityNumber { column: id("number"), when }]);
    let always =
        form(vec![papers(), number()], vec![Rule::IdentityNumber { column: id("number"), when: None }]);
    let calendar = calendar();
    let wrong = || Some(What::CheckCharacter { wanted: 'X' });
    for (form, paper, given, stored, fault) in [
        (&sometimes, "01", "11010519491231002x", "11010519491231002X", None),
        (&sometimes, "01", "110105 19491231 002Ｘ", "11010519491231002X", None),
        (&sometimes, "01", "110105194912310021", "110105194912310021", wrong()),
        (&sometimes, "01", "E12345678", "E12345678", Some(What::Length { wanted: 18, has: 9 })),
        (&sometimes, "01", "", "", None),
        (&sometimes, "02", "e12345678", "e12345678", None),
        (&sometimes, "", "e12345678", "e12345678", None),
        (&always, "02", "110105194912310021", "110105194912310021", wrong()),
    ] {
        let row = Checker::new(form, &calendar, TODAY).row(1, &[text(paper), text(given)]);
        let Some(row) = row else { continue };
        assert_eq!(row.cells[1], stored, "{given}");
        let faults: Vec<What> = row.faults.into_iter().map(|fault| fault.what).collect();
        assert_eq!(faults, Vec::from_iter(fault), "{paper} {given}");
    }
}

#[test]
fn what_has_happened_has_no_date_to_come() {
    let columns = vec![column("decided", Kind::Date, Need::Optional)];
    let form = form(columns, vec![Rule::NotFuture { date: id("decided") }]);
    let rows: [&[&str]; 3] = [&["2026-11-20"], &["2026-11-21"], &["2026年11月31日"]];
    assert_eq!(faults(&form, &rows), [vec![], vec![What::Future], vec![What::NoSuchDay]]);
}

#[test]
fn what_is_unique_in_the_district_is_so_in_a_sheet() {
    let of = |rules| form(vec![column("a", Kind::Text { max: 9 }, Need::Optional)], rules);
    let (unique, district) =
        (Rule::Unique { columns: vec![id("a")] }, Rule::UniqueInDistrict { columns: vec![id("a")] });
    for rules in [vec![district.clone()], vec![unique, district]] {
        let repeats = What::Repeats { line: 2, columns: vec![id("a")] };
        assert_eq!(faults(&of(rules), &[&["x"], &["x"]]), [vec![], vec![repeats]]);
    }
}

#[test]
fn a_row_says_by_when_it_is_reported_in_time() {
    let rules = vec![
        Rule::ReportedWithin { date: id("decided"), working_days: 7 },
        Rule::UniqueInDistrict { columns: vec![id("number")] },
    ];
    let columns = vec![
        column("decided", Kind::Date, Need::Optional),
        column("number", Kind::Text { max: 9 }, Need::Optional),
    ];
    let form = form(columns, rules);
    let calendar = calendar();
    let mut checker = Checker::new(&form, &calendar, TODAY);
    let row = checker.row(2, &[text("2026-09-30"), text("哈许〔2026〕3号")]).unwrap();
    assert_eq!((row.report_by, row.key.as_deref()), (Some(date!(2026 - 10 - 15)), Some("哈许〔2026〕3号")));
    assert_eq!(checker.row(3, &[text(" "), Given::Empty]), None);
}

#[test]
fn the_example_left_in_the_table_is_not_taken_for_a_row() {
    let mut name = column("name", Kind::Text { max: 9 }, Need::Required);
    name.example = "某某公司".to_owned();
    let form = form(vec![name], vec![]);
    assert_eq!(faults(&form, &[&["某某公司"], &["某公司"]]), [vec![What::Example], vec![]]);
}

#[test]
fn rows_are_counted_into_figures() {
    let figure = |id: &str| id.parse::<FigureId>().unwrap();
    let count = |name, of, only| Count { figure: figure(name), of, only };
    let mut form = form(
        vec![
            column("kind", Kind::Text { max: 9 }, Need::Required),
            column("who", Kind::Text { max: 9 }, Need::Optional),
        ],
        vec![],
    );
    form.counts = vec![
        count("all", Counted::Rows, None),
        count("late", Counted::Late, None),
        count("timely", Counted::Timely, None),
        count("red", Counted::Rows, Some((id("kind"), vec!["红".to_owned()]))),
        count("people", Counted::Distinct(id("who")), None),
    ];
    let mut counter = Counter::new(&form);
    for (kind, who, late) in [("红", "甲", false), ("黑", "甲", true), ("红", "", false), ("黑", "乙", true)]
    {
        counter.row(&[kind.to_owned(), who.to_owned()], late);
    }
    let figures = counter.figures();
    let number = |name: &str| figures[&figure(name)];
    assert_eq!(["all", "late", "timely", "red", "people"].map(number), [4, 2, 2, 2, 2]);
}
