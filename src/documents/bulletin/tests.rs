use time::macros::datetime;

use super::laid::{Level, lay};
use super::*;
use crate::domain::timestamp::Timestamp;

fn texts(of: &[&str]) -> Vec<String> {
    of.iter().map(|&text| text.to_owned()).collect()
}

fn annex(title: &str) -> Annex {
    let rows = vec![vec![Cell::Text("区教育局".to_owned()), Cell::Number(Decimal::new(9550, 2))], vec![]];
    let columns = [("单位", 3), ("得分", 0)];
    let column = |(label, share): (&str, u32)| Column { label: label.to_owned(), share };
    Annex { title: title.to_owned(), columns: columns.map(column).into(), rows, notes: vec![] }
}

#[test]
fn what_has_a_heading_is_counted_and_what_is_empty_takes_no_line() {
    let part = |heading: Option<&str>, paragraphs: &[&str], items: &[&str]| Part {
        heading: heading.map(str::to_owned),
        paragraphs: texts(paragraphs),
        items: texts(items),
    };
    let section = |heading: &str, parts| Section { heading: heading.to_owned(), parts };
    let bulletin = Bulletin {
        opening: texts(&["各单位：", " "]),
        sections: vec![
            section("总体情况", vec![part(None, &["甲"], &[]), part(Some("部门"), &["乙"], &["丙", "丁"])]),
            section("", vec![part(Some("镇街"), &["戊"], &[])]),
            section("工作要求", vec![part(Some("其一"), &[], &[]), part(Some("其二"), &[], &[])]),
        ],
        closing: texts(&["特此通报。"]),
        ..Bulletin::default()
    };
    let laid = lay(&bulletin);
    let lines: Vec<(Level, &str)> = laid.lines.iter().map(|line| (line.level, line.text.as_str())).collect();
    let [section, part, text] = [Level::Section, Level::Part, Level::Text];
    let wanted = [
        (text, "各单位："),
        (section, "一、总体情况"),
        (text, "甲"),
        (part, "（一）部门"),
        (text, "乙"),
        (text, "1. 丙"),
        (text, "2. 丁"),
        (part, "（一）镇街"),
        (text, "戊"),
        (section, "二、工作要求"),
        (part, "（一）其一"),
        (part, "（二）其二"),
        (text, "特此通报。"),
    ];
    assert_eq!(lines, wanted);
}

#[test]
fn one_annex_has_no_number_and_every_row_is_as_long_as_the_head() {
    let alone = Bulletin { annexes: vec![annex("得分表")], ..Bulletin::default() };
    let laid = lay(&alone);
    assert_eq!(
        (laid.annex_names.as_slice(), laid.annexes[0].mark.as_str()),
        (&texts(&["得分表"])[..], "附件")
    );
    assert_eq!(laid.annexes[0].heads, [("单位", 3), ("得分", 1)]);
    let row = |at: usize| laid.annexes[0].rows[at].iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>();
    assert_eq!((row(0), row(1)), (vec!["区教育局", "95.50"], vec!["", ""]));
    let two = Bulletin { annexes: vec![annex("得分表"), annex("扣分表")], ..Bulletin::default() };
    let laid = lay(&two);
    assert_eq!(laid.annex_names, ["1. 得分表", "2. 扣分表"]);
    assert_eq!(laid.annexes[1].mark, "附件2");
}

#[test]
fn a_draft_is_kept_as_json_and_makes_the_same_bytes_again() {
    let bulletin = Bulletin {
        title: "关于上半年考核情况的通报".to_owned(),
        annexes: vec![annex("得分表")],
        printed: Some(Printed { office: "区信用办".to_owned(), day: "2026年7月8日".to_owned() }),
        ..Bulletin::default()
    };
    let kept: Bulletin = serde_json::from_str(&serde_json::to_string(&bulletin).unwrap()).unwrap();
    assert_eq!(kept, bulletin);
    assert_eq!(serde_json::from_str::<Bulletin>("{}").unwrap(), Bulletin::default());
    let created = Timestamp::new(datetime!(2026-07-08 09:00 +8));
    assert_eq!(docx(&kept, created).unwrap(), docx(&bulletin, created).unwrap());
}
