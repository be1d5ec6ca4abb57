//! What a supervision notice (督办通知单) says: the same words in its mail, its document and on its page.

use time::Date;

use super::{Lang, date, period, t};
use crate::domain::supervision::{Item, Notice, Number};

/// A notice's parts, in the order in which they stand on paper (GB/T 9704-2012).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// 发文机关标志, and 署名
    pub issuer: String,
    /// 发文字号: 督办〔2026〕1号
    pub number: String,
    /// 标题
    pub title: String,
    /// 主送机关, with its colon
    pub addressee: String,
    pub opening: String,
    /// One for each obligation, without a number.
    pub items: Vec<String>,
    pub closing: String,
    /// 特此通知。
    pub ending: String,
    /// 成文日期
    pub day: String,
    /// 抄送
    pub copies: Option<String>,
}

/// 督办〔2026〕1号
pub fn notice_number(lang: Lang, number: Number) -> String {
    // Digits only, not grouped as a language groups them.
    t!(lang, "supervision-number", year = number.year.to_string(), number = number.number.to_string())
}

pub fn notice(lang: Lang, notice: &Notice) -> Text {
    let plan = notice.plan_title.as_str();
    // 抄送机关 are parted by commas (GB/T 9704-2012, 7.4.2).
    let copies = notice.copy_to.join(if lang == Lang::Zh { "，" } else { ", " });
    Text {
        issuer: notice.issuer.clone(),
        number: notice_number(lang, notice.number),
        title: t!(lang, "supervision-title"),
        addressee: t!(lang, "supervision-addressee", unit = notice.unit_name.as_str()),
        opening: t!(lang, "supervision-opening", plan = plan, n = notice.items.len()),
        items: notice.items.iter().map(|each| item(lang, each)).collect(),
        closing: t!(lang, "supervision-closing"),
        ending: t!(lang, "supervision-ending"),
        day: full(lang, notice.day),
        copies: (!copies.is_empty()).then(|| t!(lang, "supervision-copies", to = copies.as_str())),
    }
}

fn item(lang: Lang, item: &Item) -> String {
    t!(
        lang,
        "supervision-item",
        title = item.title.as_str(),
        period = period(lang, &item.period),
        date = full(lang, item.due_on),
        n = item.days_late
    )
}

/// With its year: a notice is kept.
fn full(lang: Lang, day: Date) -> String {
    date(lang, day, Date::MIN)
}

/// 一、 十二、 before the parts of an official text; digits from 100 on.
pub fn ordinal(n: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |n: usize| DIGITS.get(n).copied().unwrap_or_default();
    match (n / 10, n % 10) {
        (0, 0) | (10.., _) => format!("{n}．"),
        (0, ones) => format!("{}、", digit(ones)),
        (1, ones) => format!("十{}、", digit(ones)),
        (tens, ones) => format!("{}十{}、", digit(tens), digit(ones)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_are_counted_as_in_chinese() {
        for (n, word) in
            [(1, "一、"), (10, "十、"), (12, "十二、"), (20, "二十、"), (99, "九十九、"), (100, "100．")]
        {
            assert_eq!(ordinal(n), word);
        }
    }
}
