use std::collections::BTreeSet;

use super::*;
use crate::domain::plan::Words;

fn words(zh: &str, en: &str) -> Words {
    Words { zh: zh.to_owned(), en: en.to_owned() }
}

fn column(id: &str, zh: &str, en: &str, kind: Kind, need: Need) -> Column {
    Column {
        id: id.parse().unwrap(),
        label: words(zh, en),
        kind,
        need,
        help: None,
        aliases: vec![],
        example: String::new(),
        private: false,
    }
}

fn id(id: &str) -> ColumnId {
    id.parse().unwrap()
}

fn form() -> Form {
    let choice = |code: &str, zh: &str, en: &str| Choice { code: code.to_owned(), label: words(zh, en) };
    let types = vec![choice("01", "普通", "Ordinary"), choice("02", "特许", "Franchise")];
    let since = Need::WhenOneOf { column: id("type"), values: vec!["02".to_owned()] };
    Form {
        id: "licences".parse().unwrap(),
        title: words("行政许可", "Licences"),
        help: None,
        columns: vec![
            column("type", "许可类别", "Type", Kind::Code(types), Need::Required),
            column("code", "统一社会信用代码", "Credit code", Kind::CreditCode, since),
            column(
                "number",
                "证件号码",
                "Number",
                Kind::IdentityNumber,
                Need::WhenEmpty { column: id("code") },
            ),
            column("from", "有效期自", "From", Kind::Date, Need::Optional),
            column("until", "有效期至", "Until", Kind::Date, Need::WhenFilled { column: id("from") }),
        ],
        rules: vec![],
        counts: vec![],
        contacts: None,
        merges: None,
        gap: None,
    }
}

fn said(lang: Lang, at: &str, what: What) -> String {
    fault(lang, &form(), &Fault { column: Some(id(at)), what })
}

#[test]
fn a_fault_says_what_is_wrong_and_what_to_do() {
    for (at, what, says) in [
        ("code", What::CheckCharacter { wanted: 'N' }, "统一社会信用代码末位应为“N”，请核对原件"),
        ("number", What::CheckCharacter { wanted: 'X' }, "身份证号码末位应为“X”，请核对原件"),
        ("type", What::NotACode { nearest: Some("特许".to_owned()) }, "是不是“02 特许”？"),
        (
            "code",
            What::MissingSince { column: id("type"), value: "02".to_owned() },
            "“许可类别”为“02 特许”时必填",
        ),
        (
            "until",
            What::MissingSince { column: id("from"), value: "2026-03-05".to_owned() },
            "填了“有效期自”，本栏也必填",
        ),
        ("from", What::Above { column: id("until") }, "不能晚于“有效期至”"),
        (
            "from",
            What::Repeats { line: 12, columns: vec![id("from"), id("until")] },
            "与第12行重复（“有效期自”、“有效期至”相同）",
        ),
        ("from", What::TooLongAfter { column: id("until"), working_days: 7 }, "应在“有效期至”后7个工作日内"),
        ("number", What::DigitsLost, "号码被存成数字、末位已丢失，请把该列设为文本格式后重新填写"),
        ("number", What::Formula, "公式没有计算结果，请改为数值后重新上传"),
    ] {
        let said = said(Lang::Zh, at, what);
        assert!(said.contains(says), "{said}");
    }
    let long = What::Repeats { line: 12_345, columns: vec![id("code")] };
    assert_eq!(
        said(Lang::En, "code", long),
        "The same as line 12345 (by “Credit code”): remove one or correct it"
    );
}

/// None falls back to the other language, and none reads like another.
#[test]
fn every_fault_reads_differently_in_both_languages() {
    let all = || {
        let columns = vec![id("from"), id("until")];
        [
            What::Missing,
            What::MissingWithout { column: id("code") },
            What::TooLong { max: 5, has: 6 },
            What::NotAnInteger,
            What::NotANumber,
            What::TooManyPlaces { places: 2 },
            What::TooSmall { min: "0".to_owned() },
            What::TooLarge { max: "9".to_owned() },
            What::NotADate,
            What::NoSuchDay,
            What::NotACode { nearest: None },
            What::Length { wanted: 18, has: 15 },
            What::Letter { letter: 'O', at: 3 },
            What::Birthday,
            What::NotAPhone,
            What::NotAnEmail,
            What::SheetError("#N/A".to_owned()),
            What::NoneOf { columns: columns.clone() },
            What::SeveralOf { columns },
            What::Example,
        ]
    };
    let texts: BTreeSet<String> = [Lang::Zh, Lang::En]
        .into_iter()
        .flat_map(|lang| all().map(|what| said(lang, "code", what)))
        .collect();
    assert_eq!(texts.len(), 2 * all().len(), "{texts:#?}");
}

#[test]
fn a_column_says_what_it_takes_and_a_value_reads_with_its_label() {
    let form = form();
    let at = |n: usize| &form.columns[n];
    assert_eq!(kind(Lang::Zh, &at(0).kind), "从列表中选：01 普通、02 特许");
    assert_eq!(value(Lang::En, at(0), "02"), "02 Franchise");
    assert_eq!(value(Lang::Zh, at(0), "09"), "09");
    assert_eq!(value(Lang::Zh, at(3), "2026-03-05"), "2026-03-05");
    assert_eq!(need(Lang::Zh, &form, at(1)), "“许可类别”为“02 特许”时必填");
    assert_eq!(guidance(Lang::Zh, &form, at(4)), "填了“有效期自”时必填；日期，如 2026-03-05");
    let rule_of = Rule::AtMost { low: id("from"), high: id("until") };
    assert_eq!(rule(Lang::Zh, &form, &rule_of), "“有效期自”不晚于“有效期至”");
}
