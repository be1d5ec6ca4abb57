use super::*;
use crate::domain::forms::{Column, Kind, Need};
use crate::domain::plan::Words;

fn column(id: &str, label: &str, need: Need, aliases: &[&str]) -> Column {
    Column {
        id: id.parse().unwrap(),
        label: Words { zh: label.to_owned(), en: format!("{id} in English") },
        kind: Kind::Text { max: 50 },
        need,
        help: None,
        aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
        example: String::new(),
        private: false,
    }
}

fn form() -> Form {
    let title = Words { zh: "行政处罚".to_owned(), en: "Penalties".to_owned() };
    Form {
        id: "cf".parse().unwrap(),
        title,
        help: None,
        columns: vec![
            column("CF_XDR_MC", "相对人名称", Need::Required, &["行政相对人名称"]),
            column("CF_ZJLX", "证件类型", Need::Optional, &["身份证件类型"]),
            column("CF_ZJHM", "证件号码", Need::Optional, &["身份证件号码"]),
            column("CF_NR_FK", "罚款金额（万元）", Need::Required, &[]),
            column("BZ", "备注", Need::Optional, &[]),
        ],
        rules: vec![],
        counts: vec![],
        contacts: None,
        merges: None,
        gap: None,
    }
}

fn find(rows: &[&[&str]]) -> Result<Head, NoHead> {
    let row = |row: &&[&str]| row.iter().map(|text| Given::Text((*text).to_owned())).collect();
    let rows: Vec<(usize, Vec<Given>)> = (1..).zip(rows.iter().map(row)).collect();
    Head::find(&form(), &rows)
}

#[test]
fn headings_are_known_however_they_are_written() {
    for heading in [
        "罚款金额（万元）",
        "罚款金额(万元)",
        " 罚款\n金额 ",
        "*罚款金额（必填）",
        "罚款金额 【单位：万元】：",
        "cf_nr_fk",
        "ＣＦ_ＮＲ_ＦＫ",
        "罚款数额（CF_NR_FK）",
        "CF_NR_FK处罚金额",
        "CF_NR_FK in English",
    ] {
        let head = find(&[&[heading, "相对人名称"]]).unwrap();
        assert_eq!(head.columns, [Some(3), Some(0)], "{heading}");
    }
}

#[test]
fn a_head_is_found_below_titles_and_among_strange_columns() {
    let head = find(&[
        &["附件3：行政处罚"],
        &["填报单位：", "区教育局", "备注"],
        &["序号", "备注", "罚款金额", "经办人", "", "相对人名称"],
        &["1"],
    ])
    .unwrap();
    assert_eq!(
        head,
        Head {
            line: 3,
            columns: vec![None, Some(4), Some(3), None, None, Some(0)],
            unknown: vec![(3, "经办人".to_owned())],
            ordinal: Some(0),
        }
    );
}

#[test]
fn a_head_of_two_rows_is_read_as_one() {
    let upper: &[&str] = &["相对人名称", "身份证件", "", "处罚", "", "经办"];
    let head = find(&[upper, &["", "类型", "号码", "罚款金额", "备注", "人"], &["备注", "01", "2"]]).unwrap();
    assert_eq!((head.line, head.columns), (2, vec![Some(0), Some(1), Some(2), Some(3), Some(4), None]));
    assert_eq!(head.unknown, [(5, "经办 人".to_owned())]);
}

#[test]
fn a_row_of_data_is_no_second_row_of_a_head() {
    let head = find(&[&["相对人名称", "罚款金额"], &["备注", "证件类型"]]).unwrap();
    assert_eq!(head.line, 1);
}

#[test]
fn the_better_of_two_headings_is_taken() {
    let head = find(&[&["相对人名称", "罚款金额（大写）", "罚款金额（万元）"]]).unwrap();
    assert_eq!(head.columns, [Some(0), None, Some(3)]);
    assert_eq!(head.unknown, [(1, "罚款金额（大写）".to_owned())]);
}

#[test]
fn what_will_not_do_is_told_apart() {
    let id = |id: &str| id.parse::<ColumnId>().unwrap();
    assert_eq!(find(&[]), Err(NoHead::None));
    assert_eq!(find(&[&["姓名", "电话"], &["李喆", "1"]]), Err(NoHead::None));
    assert_eq!(
        find(&[&["附件"], &["相对人名称", "备注"]]),
        Err(NoHead::Lacks { line: 2, columns: vec![id("CF_NR_FK")] })
    );
    assert_eq!(
        find(&[&["相对人名称", "罚款金额", "备注", "CF_XDR_MC"]]),
        Err(NoHead::Twice { line: 1, column: id("CF_XDR_MC"), first: 0, second: 3 })
    );
}
