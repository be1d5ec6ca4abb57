use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{self, Deserializer, SeqAccess, Visitor};

use crate::domain::deadline::Days;
use crate::plan_files::at::At;

/// 时限：dates、monthly、weekly、after、standing、undated 六者选一，另可加 time、shift、from_year、until
/// / exactly one of six forms, and what modifies it
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::plan_files) struct DueTable {
    /// 每年的日期："06-30"、"06-end"（月底）、"07-early"（上旬）、"07-middle"（中旬）、"07-late"（下旬）、
    /// "07-last-working-day"（最后一个工作日） / dates of the year
    #[schemars(inner(regex(pattern = r"^\d{2}-(\d{2}|end|early|middle|late|last-working-day)$")))]
    pub dates: Option<Vec<At<String>>>,
    /// 每月、双数月、每季度… / a day of some months
    pub monthly: Option<MonthlyTable>,
    /// 每周 / a day of the week
    pub weekly: Option<WeekdayName>,
    /// 自…之日起 / so many days after an event
    pub after: Option<AfterTable>,
    /// 长期推进 / standing, no date
    pub standing: Option<At<bool>>,
    /// 原文未写明时限（须写 gap） / the text names no date; needs `gap`
    pub undated: Option<At<bool>>,
    /// 当日几时："close"（下班前）或 "18:00"；不写即当日24时 / time of day; by default the day's end
    #[schemars(regex(pattern = r"^(close|\d{2}:\d{2})$"))]
    pub time: Option<At<String>>,
    /// 遇休息日：previous 提前、next 顺延；不写即不变 / on days off; by default unchanged
    pub shift: Option<ShiftName>,
    /// 从哪一年起 / the first year it holds
    pub from_year: Option<i32>,
    /// 到哪个事项办结为止 / until this duty is accepted
    pub until: Option<At<String>>,
}

/// 每月的某一天 / a day of some months
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::plan_files) struct MonthlyTable {
    pub day: At<DayName>,
    pub months: At<MonthNames>,
}

/// 自某事之日起 / so many days after an event
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::plan_files) struct AfterTable {
    /// 何事，如 "decision" / what event
    pub event: At<String>,
    /// 几日内 / how many days
    pub days: u16,
    /// 工作日或自然日 / kind of days
    #[serde(default)]
    pub counted: CountedName,
}

/// working 工作日，calendar 自然日
#[derive(Debug, Clone, Copy, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::plan_files) enum CountedName {
    #[default]
    Working,
    Calendar,
}

impl From<CountedName> for Days {
    fn from(name: CountedName) -> Self {
        match name {
            CountedName::Working => Self::Working,
            CountedName::Calendar => Self::Calendar,
        }
    }
}

/// previous 提前至前一个工作日，next 顺延至下一个工作日
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::plan_files) enum ShiftName {
    None,
    Previous,
    Next,
}

/// 周一至周日
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::plan_files) enum WeekdayName {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// A day of the month, by number or by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::plan_files) enum DayName {
    Number(u8),
    Name(String),
}

/// Months, by a name for the set or one by one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::plan_files) enum MonthNames {
    Name(String),
    List(Vec<u8>),
}

impl<'de> Deserialize<'de> for DayName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl Visitor<'_> for Either {
            type Value = DayName;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a day such as 15, or \"end\", \"early\", \"middle\", \"last-working-day\"")
            }
            fn visit_i64<E: de::Error>(self, day: i64) -> Result<DayName, E> {
                let small = u8::try_from(day)
                    .map_err(|_| de::Error::invalid_value(de::Unexpected::Signed(day), &self))?;
                Ok(DayName::Number(small))
            }
            fn visit_str<E: de::Error>(self, name: &str) -> Result<DayName, E> {
                Ok(DayName::Name(name.to_owned()))
            }
        }
        deserializer.deserialize_any(Either)
    }
}

impl<'de> Deserialize<'de> for MonthNames {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = MonthNames;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(
                    "\"every\", \"even\", \"odd\", \"quarter\", \"half-year\", or a list such as [1, 7]",
                )
            }
            fn visit_str<E: de::Error>(self, name: &str) -> Result<MonthNames, E> {
                Ok(MonthNames::Name(name.to_owned()))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<MonthNames, A::Error> {
                let mut months = Vec::new();
                while let Some(month) = seq.next_element()? {
                    months.push(month);
                }
                Ok(MonthNames::List(months))
            }
        }
        deserializer.deserialize_any(Either)
    }
}

impl JsonSchema for DayName {
    fn schema_name() -> Cow<'static, str> {
        "DayName".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "几日，或 end 月底、early 上旬、middle 中旬、late 下旬、last-working-day 最后一个工作日",
            "oneOf": [
                { "type": "integer", "minimum": 1, "maximum": 31 },
                { "enum": ["end", "early", "middle", "late", "last-working-day"] },
            ],
        })
    }
}

impl JsonSchema for MonthNames {
    fn schema_name() -> Cow<'static, str> {
        "MonthNames".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "every 每月、even 双数月、odd 单数月、quarter 每季度末月、half-year 六月和十二月，或列出月份",
            "oneOf": [
                { "enum": ["every", "even", "odd", "quarter", "half-year"] },
                { "type": "array", "minItems": 1, "items": { "type": "integer", "minimum": 1, "maximum": 12 } },
            ],
        })
    }
}
