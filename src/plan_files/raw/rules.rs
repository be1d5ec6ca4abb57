use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use toml::value::Datetime;

use crate::plan_files::at::At;

/// 指标 / indicators
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::plan_files) struct IndicatorsFile {
    #[serde(default)]
    pub indicator: Vec<IndicatorTable>,
}

/// 指标：ratio 与 count 二者选一 / either a ratio or a count
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::plan_files) struct IndicatorTable {
    pub id: At<String>,
    /// 名称 / title
    pub title: At<String>,
    pub title_en: Option<At<String>>,
    /// 原文引句，一字不差 / the text's own words, verbatim
    pub quote: At<String>,
    /// 分子、分母 / numerator and denominator
    pub ratio: Option<At<RatioTable>>,
    /// 合计的数据 / the figure that is summed
    pub count: Option<At<String>>,
    /// 目标，比例写小数："0.5" 即50% / target; a ratio's is a fraction
    pub target: At<String>,
    /// 以后要达到的目标 / what is to be reached later
    pub later: Option<At<String>>,
    /// 原文有歧义时的理解 / what was assumed
    pub assumed: Option<At<String>>,
}

/// 分子和分母的数据标识 / ids of figures
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::plan_files) struct RatioTable {
    pub numerator: At<String>,
    pub denominator: At<String>,
}

/// 放假安排 / one year's public holidays
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::plan_files) struct CalendarFile {
    pub year: At<i32>,
    /// 依据的通知 / the notice it comes from
    pub source: String,
    /// 放假 / days off
    pub off: Vec<HolidayTable>,
    /// 调休上班的周末 / weekend days that are worked
    #[serde(default)]
    pub worked: Vec<At<Day>>,
}

/// 一个假期，首尾两日都算 / a holiday, both days inclusive
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::plan_files) struct HolidayTable {
    pub name: String,
    pub from: At<Day>,
    pub to: At<Day>,
}

/// A date as TOML writes it, without quotation marks.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(transparent)]
pub(in crate::plan_files) struct Day(pub Datetime);

impl JsonSchema for Day {
    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "description": "日期，如 2026-10-01，不加引号 / a date without quotation marks", "type": "string", "format": "date" })
    }
}
