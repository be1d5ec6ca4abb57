//! A bulletin as offices write them, with names that small fonts do not have.

use duban::documents::bulletin::{Annex, Bulletin, Cell, Column, Part, Printed, Section};
use duban::documents::workbook::{self, Book, Kind, Sheet};
use duban::domain::timestamp::Timestamp;
use rust_decimal::Decimal;
use time::macros::{date, datetime};

pub fn created() -> Timestamp {
    Timestamp::new(datetime!(2026-07-08 09:00 +8))
}

pub fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn all(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

pub fn bulletin() -> Bulletin {
    Bulletin {
        issuer: "东山区社会信用体系建设工作领导小组".to_owned(),
        number: "东信用组〔2026〕3号".to_owned(),
        title: "关于2026年上半年社会信用体系建设工作考核情况的通报".to_owned(),
        addressee: some("各街道办事处、镇人民政府，区政府各部门、各直属机构："),
        opening: all(&[
            "根据《东山区2026年社会信用体系建设工作实施方案》，区社会信用体系建设工作领导小组办公室对各单位2026年上半年工作进行了考核。现将有关情况通报如下。",
        ]),
        sections: sections(),
        closing: vec![],
        signature: "东山区社会信用体系建设工作领导小组".to_owned(),
        day: "2026年7月8日".to_owned(),
        contact: some("联系人：李喆、张堃；联系电话：010－55550123"),
        annexes: vec![scores(), reports()],
        copies: some("抄送：区委办公室，区人大常委会办公室，区政协办公室，区纪委监委。"),
        printed: Some(Printed { office: "东山区信用办".to_owned(), day: "2026年7月8日".to_owned() }),
    }
}

fn sections() -> Vec<Section> {
    let section = |heading: &str, parts| Section { heading: heading.to_owned(), parts };
    let part = |heading: Option<&str>, paragraphs: &[&str], items: &[&str]| Part {
        heading: heading.map(str::to_owned),
        paragraphs: all(paragraphs),
        items: all(items),
    };
    vec![
        section(
            "总体情况",
            vec![part(
                None,
                &[
                    "上半年应完成事项1,236件，按期完成1,171件，按期完成率94.74%，比上年同期提高2.10个百分点；逾期65件，涉及23个单位。",
                ],
                &[],
            )],
        ),
        section(
            "考核结果",
            vec![
                part(
                    Some("区政府部门"),
                    &[
                        "参加考核的34个部门平均得分92.46分。区教育局、区市场监管局、区住房城乡建设局位列前三。",
                    ],
                    &[],
                ),
                part(
                    Some("街道和镇"),
                    &["参加考核的12个街道、4个镇平均得分90.18分。昇平街道、堃元镇位列前二。"],
                    &[],
                ),
            ],
        ),
        section(
            "表扬和批评",
            vec![part(
                None,
                &["经研究，对下列单位予以通报："],
                &[
                    "区教育局、昇平街道按期完成率100%，予以表扬；",
                    "区水务局3次未按期报送“双公示”数据，予以批评。",
                ],
            )],
        ),
        section(
            "工作要求",
            vec![
                part(
                    Some("压实责任"),
                    &["各单位主要负责人要亲自抓，联络员（如区喆信中心王昇同志）要按月核对。"],
                    &[],
                ),
                part(
                    Some("限期整改"),
                    &["未按期完成的事项，应于2026年7月31日前完成，并书面报告整改情况。"],
                    &[],
                ),
            ],
        ),
    ]
}

fn columns(of: &[(&str, u32)]) -> Vec<Column> {
    of.iter().map(|(label, share)| Column { label: (*label).to_owned(), share: *share }).collect()
}

/// More rows than stand on one page.
fn scores() -> Annex {
    let text = |text: String| Cell::Text(text);
    let row = |n: i64| {
        let name = if n == 7 {
            "区行政审批局（区政务服务和数据管理局）".to_owned()
        } else {
            format!("第{n}单位")
        };
        let grade = if n <= 10 { "优秀" } else { "良好" };
        let score = Decimal::new(10_000 - n * 35, 2);
        vec![
            Cell::Number(n.into()),
            text(name),
            Cell::Number(score),
            Cell::Number(Decimal::new(-n * 5, 1)),
            text(grade.to_owned()),
        ]
    };
    Annex {
        title: "东山区2026年上半年考核得分表".to_owned(),
        columns: columns(&[("序号", 2), ("单位", 8), ("得分", 3), ("扣分", 3), ("等次", 3)]),
        rows: (1..=50).map(row).collect(),
        notes: all(&["注：得分保留两位小数；有否决情形的单位不评等次。"]),
    }
}

fn reports() -> Annex {
    let row = |cells: [&str; 3]| cells.map(|text| Cell::Text(text.to_owned())).into();
    Annex {
        title: "逾期未报送事项清单".to_owned(),
        columns: columns(&[("单位", 1), ("事项", 3), ("联络员", 1)]),
        rows: vec![
            row([
                "区水务局",
                "报送“双公示”数据<月报>、“信用承诺”归集情况，以及上半年重点领域失信问题专项治理进展",
                "张堃",
            ]),
            row(["区文化和旅游局", "=SUM(A1) & 不是公式", "王昇"]),
        ],
        notes: vec![],
    }
}

/// One of each kind of cell, and what a spreadsheet would misread.
pub fn book() -> Book {
    use workbook::Cell::{Empty, Number};
    let kinds = [
        ("单位", 24.0, Kind::Text),
        ("事项数", 8.0, Kind::Integer),
        ("得分", 10.0, Kind::Decimal(2)),
        ("按期率", 10.0, Kind::Percent(1)),
        ("发布日", 12.0, Kind::Date),
        ("报送时间", 18.0, Kind::DateTime),
        ("备注", 30.0, Kind::Text),
    ];
    let column =
        |(label, width, kind): (&str, f64, Kind)| workbook::Column { label: label.to_owned(), width, kind };
    let number = |text: &str| Number(text.parse().unwrap());
    let sent = workbook::Cell::DateTime(datetime!(2026-06-30 17:05));
    let rows = vec![
        vec![
            "区教育局".into(),
            1236.into(),
            number("95.50"),
            number("0.947"),
            date!(2026 - 07 - 08).into(),
            sent,
            "李喆、张堃、王昇".into(),
        ],
        vec!["=1+1".into(), 0.into(), number("-0.05"), Empty, Empty, Empty, "+86 10".into()],
        vec!["-甲".into(), Empty, "不适用".into(), 1.into(), Empty, Empty, "@SUM(A1)".into()],
        vec![
            "𰻝𰻝镇".into(),
            Empty,
            number("0.12345678901234567"),
            Empty,
            date!(1899 - 12 - 30).into(),
            Empty,
            "两行\n文字".into(),
        ],
        vec!["合计".into(), 1236.into(), Empty, Empty, Empty, Empty, Empty],
    ];
    let sheet = Sheet {
        name: "评分表".to_owned(),
        title: "2026年上半年评分表 <甲&乙>".to_owned(),
        columns: kinds.map(column).into(),
        frozen: 1,
        rows,
    };
    let remarks = Sheet {
        name: "说明".to_owned(),
        title: "说明".to_owned(),
        columns: vec![column(("说明", 80.0, Kind::Text))],
        ..Sheet::default()
    };
    Book {
        title: "评分表".to_owned(),
        author: "东山区信用办".to_owned(),
        created: Some(datetime!(2026-07-08 09:00)),
        sheets: vec![sheet, remarks],
    }
}

/// What the bulletin says on paper, in its order, without 版记.
pub fn said() -> Vec<String> {
    let Bulletin {
        issuer,
        number,
        title,
        addressee,
        opening,
        sections,
        signature,
        day,
        contact,
        annexes,
        ..
    } = bulletin();
    let numbers = ["一、", "二、", "三、", "四、"];
    let mut said = vec![issuer, number, title, addressee.unwrap()];
    said.extend(opening);
    for (number, section) in numbers.iter().zip(sections) {
        said.push(format!("{number}{}", section.heading));
        for (number, part) in ["（一）", "（二）"].iter().zip(section.parts) {
            said.extend(part.heading.map(|heading| format!("{number}{heading}")));
            said.extend(part.paragraphs);
            said.extend((1..).zip(part.items).map(|(n, item)| format!("{n}. {item}")));
        }
    }
    said.push("附件：".to_owned());
    said.extend((1..).zip(&annexes).map(|(n, annex)| format!("{n}. {}", annex.title)));
    said.extend([signature, day, format!("（{}）", contact.unwrap())]);
    for (n, annex) in (1..).zip(annexes) {
        said.extend([format!("附件{n}"), annex.title]);
        said.extend(annex.columns.into_iter().map(|column| column.label));
        said.extend(annex.rows.into_iter().flatten().map(|cell| match cell {
            Cell::Text(text) => text,
            Cell::Number(number) => number.to_string(),
        }));
        said.extend(annex.notes);
    }
    said
}

/// 版记
pub fn foot() -> [String; 3] {
    let Bulletin { copies, printed, .. } = bulletin();
    let printed = printed.unwrap();
    [copies.unwrap(), printed.office, format!("{}印发", printed.day)]
}
