//! The files as they are written. Doc comments here become the descriptions in the JSON Schema, which
//! editors show to whoever writes a plan; so they are bilingual.

use schemars::JsonSchema;
use serde::Deserialize;

use super::at::At;

mod due;
mod forms;
mod reminders;
mod rules;
mod scoring;

pub(super) use due::{AfterTable, DayName, DueTable, MonthNames, MonthlyTable, ShiftName, WeekdayName};
pub(super) use forms::{
    ChoiceTable, ColumnTable, ContactsTable, CountTable, CountedName, FormFile, OnlyTable, RuleName,
    RuleTable, TypeName, WhenTable,
};
pub(super) use reminders::{AudienceName, DaysOffName, NoticeTable, RemindersFile, StagesTable, StepTable};
pub(super) use rules::{CalendarFile, Day, IndicatorTable, IndicatorsFile, RatioTable};
pub(super) use scoring::{
    AbsentName, AssessmentTable, BulletinTable, ConditionTable, EventName, EventTable, GradeTable, ItemTable,
    KindName, LevelTable, MeasureTable, RankedGroupTable, RolesTable, ScoringFile, ShareName,
    StepPointsTable, VetoTable,
};

/// 方案总表 / what the plan is
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PlanFile {
    /// 方案标识：英文字母、数字、连字符 / the plan's id: ASCII letters, digits, hyphens
    pub id: At<String>,
    /// 版本号，每次修改后加一 / raised by one with every change
    pub version: At<i64>,
    /// 方案年度 / the year the dates belong to
    pub year: At<i32>,
    /// 启用日期：在此之前到期的不列入督办；不写则全年列入 / nothing due before this day is tracked
    pub tracked_from: Option<At<Day>>,
    /// 方案名称 / title
    pub title: At<String>,
    pub title_en: Option<At<String>>,
    /// 专项工程应有的个数，用于核对 / how many projects there should be
    pub projects: Option<At<usize>>,
    /// 重点任务应有的个数，用于核对 / how many tasks there should be
    pub tasks: Option<At<usize>>,
    /// 时区，北京时间写 "+08:00" / offset from UTC
    #[schemars(regex(pattern = r"^[+-]\d{2}:\d{2}$"))]
    pub utc_offset: At<String>,
    /// 下班时间，如 "17:00" / close of business
    #[schemars(regex(pattern = r"^\d{2}:\d{2}$"))]
    pub close_of_business: At<String>,
    /// 到期前几个工作日亮黄灯 / the yellow light begins this many working days before
    pub due_soon_working_days: At<u16>,
}

/// 单位和单位组 / units and groups of units
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct UnitsFile {
    /// 单位，按排序写 / units in protocol order
    pub unit: Vec<UnitTable>,
    /// 单位组 / groups of units
    #[serde(default)]
    pub group: Vec<GroupTable>,
}

/// 单位 / a unit
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct UnitTable {
    /// 单位标识，建议用拼音 / id, for example the name in pinyin
    pub id: At<String>,
    /// 原文中的名称 / the name as the text has it
    pub name: At<String>,
    pub name_en: Option<At<String>>,
    /// 原文中的其他叫法 / other names in the text
    #[serde(default)]
    pub aliases: Vec<At<String>>,
    /// 占位单位，待替换 / stands for members that the text does not name
    #[serde(default)]
    pub placeholder: bool,
    /// 外部单位：不承担事项，不发提醒 / named by the text, owes nothing, gets no mail
    #[serde(default)]
    pub external: bool,
    /// 说明 / a remark
    pub note: Option<At<String>>,
}

/// 单位组 / a named set of units
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct GroupTable {
    /// 组标识，引用时写 "@标识" / id, referred to as "@id"
    pub id: At<String>,
    /// 原文中的叫法 / the name as the text has it
    pub name: At<String>,
    pub name_en: Option<At<String>>,
    /// 成员：单位标识或 "@组标识" / unit ids or "@group"
    pub members: Vec<At<String>>,
    /// 原文未列成员时，写明如何确定 / who belongs is not in the text: what was assumed
    pub assumed: Option<At<String>>,
}

/// 专项工程 / a project
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ProjectFile {
    /// 序号，从1起 / 1, 2, 3 …
    pub number: At<i64>,
    /// 名称 / title
    pub title: At<String>,
    pub title_en: Option<At<String>>,
    /// 原文中本节的开头，一字不差 / how its section of the text begins, verbatim
    pub quote: At<String>,
    /// 牵头单位，第一个主办 / lead units, the first owns joint work
    pub lead: Vec<At<String>>,
    /// 责任单位：单位标识或 "@组标识" / responsible units: ids or "@group"
    pub responsible: Vec<At<String>>,
    /// 原文未写明之处 / what the text leaves open
    pub gap: Option<At<String>>,
    /// 重点任务 / key tasks
    #[serde(default)]
    pub task: Vec<TaskTable>,
}

/// 重点任务 / a key task
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TaskTable {
    /// 编号：专项工程序号.序号，如 "1.4" / project.number
    #[schemars(regex(pattern = r"^\d+\.\d+$"))]
    pub id: At<String>,
    /// 名称 / title
    pub title: At<String>,
    pub title_en: Option<At<String>>,
    /// 原文引句，一字不差 / the text's own words, verbatim
    pub quote: At<String>,
    /// 原文未写明之处 / what the text leaves open
    pub gap: Option<At<String>>,
    /// 报送事项 / what must be delivered
    #[serde(default)]
    pub duty: Vec<DutyTable>,
}

/// 报送事项 / what someone must deliver
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DutyTable {
    /// 标识，如 "1.4-report" / id
    pub id: At<String>,
    /// 名称 / title
    pub title: At<String>,
    pub title_en: Option<At<String>>,
    /// 要交什么，一两句话 / what to hand in
    pub requirement: At<String>,
    pub requirement_en: Option<At<String>>,
    /// 原文引句，一字不差 / the text's own words, verbatim
    pub quote: At<String>,
    /// 由谁报送 / who owes it
    pub who: At<WhoTable>,
    /// 时限 / when it is due
    pub due: At<DueTable>,
    /// 佐证材料是什么 / what counts as evidence
    pub evidence: Option<At<String>>,
    pub evidence_en: Option<At<String>>,
    /// 必须附佐证材料 / at least one file must be attached
    #[serde(default)]
    pub evidence_required: bool,
    /// 要填报的数据 / figures to be given
    #[serde(default)]
    pub figures: Vec<FigureTable>,
    /// 要填的报表：forms/ 中的标识 / report forms to be filled in: ids of forms/
    #[serde(default)]
    pub forms: Vec<At<String>>,
    /// 可以报“本期无” / a nil return is valid
    #[serde(default)]
    pub nil_allowed: bool,
    /// 原文未写明之处 / what the text leaves open
    pub gap: Option<At<String>>,
    /// 原文有歧义时的理解 / what was assumed
    pub assumed: Option<At<String>>,
}

/// 由谁报送，三者选一；写单位标识、"@组标识"、"@lead"（牵头单位）或 "@responsible"（责任单位）
/// / one of three; unit ids, "@group", "@lead" or "@responsible"
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WhoTable {
    /// 各自报送 / each owes its own
    pub each: Option<Vec<At<String>>>,
    /// 共同一份，第一个主办，其余配合 / one together: the first owns it, the others assist
    pub joint: Option<Vec<At<String>>>,
    /// 自愿 / any may, none must
    pub any: Option<Vec<At<String>>>,
}

/// 填报数据 / a whole number that the report asks for
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FigureTable {
    /// 标识；同一标识在不同事项中是同一个数据 / id; the same id in several duties is the same figure
    pub id: At<String>,
    /// 名称 / label
    pub label: At<String>,
    pub label_en: Option<At<String>>,
    /// 计量单位，如 "件" / what is counted
    pub unit: At<String>,
    pub unit_en: Option<At<String>>,
    /// 必填 / must be given
    #[serde(default)]
    pub required: bool,
    /// 不得大于本事项的另一数据 / not greater than that figure of the same duty
    pub at_most: Option<At<String>>,
    /// 各次报送如何汇总，默认 sum / how the reports combine, sum by default
    #[serde(default)]
    pub aggregate: AggregateName,
}

/// sum 各期相加，last 累计数、以最近一次为准 / sum: periods add up; last: totals, the latest one stands
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum AggregateName {
    #[default]
    Sum,
    Last,
}
