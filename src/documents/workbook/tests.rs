use proptest::prelude::*;

use super::*;
use crate::documents::table::{self, Table};

#[test]
fn tabs_have_names_that_excel_takes_and_no_two_the_same() {
    let long = "区行政审批局（区政务服务和数据管理局）二〇二六年上半年考核评分表";
    let cases = [
        ("总表", "总表"),
        ("A/B: [甲]*?\\'乙'", "AB 甲乙"),
        ("ab 甲乙", "ab 甲乙（2）"),
        ("", "表"),
        ("History", "表（2）"),
        (long, "区行政审批局（区政务服务和数据管理局）二〇二六年上半年考核评分"),
        (long, "区行政审批局（区政务服务和数据管理局）二〇二六年上半年考（2）"),
        ("𫖯𫖯𫖯𫖯𫖯𫖯𫖯𫖯𫖯𫖯𫖯𫖯𫖯𫖯𫖯𫖯", "𫖯𫖯𫖯𫖯𫖯𫖯𫖯𫖯𫖯𫖯𫖯𫖯𫖯𫖯𫖯"),
    ];
    let mut taken = BTreeSet::new();
    for (wanted, name) in cases {
        assert_eq!(tab_name(wanted, &mut taken), name);
    }
}

#[test]
fn a_number_that_a_spreadsheet_would_round_is_none() {
    for (text, number) in [
        ("95.50", Some(95.5)),
        ("0.1", Some(0.1)),
        ("-1200", Some(-1200.0)),
        ("123456789012345", Some(123_456_789_012_345.0)),
        ("1234567890123456", None),
        ("0.3333333333333333", None),
    ] {
        assert_eq!(exact(text.parse().unwrap()), number, "{text}");
    }
}

fn cell() -> impl Strategy<Value = Cell> {
    let date =
        (0_i32..=9999, 1_u16..=365).prop_map(|(year, day)| Date::from_ordinal_date(year, day).unwrap());
    prop_oneof![
        Just(Cell::Empty),
        any::<String>().prop_map(Cell::Text),
        "[=+@-]{1,2}[ -~]{0,20}".prop_map(Cell::Text),
        (any::<i64>(), 0_u32..20).prop_map(|(number, scale)| Cell::Number(Decimal::new(number, scale))),
        date.prop_map(Cell::Date),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_is_in_it_the_workbook_opens_and_has_its_texts(
        name in any::<String>(),
        label in any::<String>(),
        rows in prop::collection::vec(prop::collection::vec(cell(), 0..4), 0..6),
    ) {
        let column = Column { label: label.clone(), width: 20.0, kind: Kind::Decimal(2) };
        let columns = vec![column; 3];
        let sheet = Sheet { name: name.clone(), title: name.clone(), columns, frozen: 1, rows: rows.clone() };
        let book = Book { title: label.clone(), author: name, created: None, sheets: vec![sheet.clone(), sheet] };
        let bytes = write(&book).unwrap();
        prop_assert_eq!(&bytes, &write(&book).unwrap());
        let Table::Rows(read) = table::read(&bytes).unwrap() else { panic!("no workbook") };
        let at = |row: usize, at: usize| read.get(row).and_then(|row| row.get(at)).cloned().unwrap_or_default();
        prop_assert_eq!(at(0, 0), clean(&label).chars().take(300).collect::<String>());
        for (row, cells) in (1..).zip(&rows) {
            for (column, cell) in cells.iter().enumerate().take(3) {
                if let Cell::Text(text) = cell {
                    prop_assert_eq!(at(row, column), clean(text).chars().take(300).collect::<String>());
                }
            }
        }
    }
}
