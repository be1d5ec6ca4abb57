use schemars::JsonSchema;
use serde::Deserialize;

use crate::plan_files::at::At;

/// 报表样式 / a report form
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::plan_files) struct FormFile {
    /// 报表标识，事项的 forms 引用它 / id, which duties refer to in `forms`
    pub id: At<String>,
    /// 名称 / title
    pub title: At<String>,
    pub title_en: Option<At<String>>,
    /// 填表说明 / how to fill it in
    pub help: Option<At<String>>,
    pub help_en: Option<At<String>>,
    /// 原文未写明之处 / what the text leaves open
    pub gap: Option<At<String>>,
    /// 汇总自另一报表：各单位已通过的行，按相同字段合并 / gathers the accepted rows of that form, by columns of the same id
    pub merges: Option<At<String>>,
    /// 字段，按模板中的顺序 / columns, in the template's order
    #[serde(default)]
    pub column: Vec<ColumnTable>,
    /// 校验规则 / what must hold in a row or among rows
    #[serde(default)]
    pub rule: Vec<RuleTable>,
    /// 由行数得出的填报数据 / figures that are counted from rows
    #[serde(default)]
    pub count: Vec<CountTable>,
    /// 联络方式：每行是一个人 / each row is a person of the unit
    pub contacts: Option<ContactsTable>,
}

/// 字段 / a column
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::plan_files) struct ColumnTable {
    /// 字段代码：英文字母、数字、下划线，不以数字开头 / field code: letters, digits and `_`, no digit first
    #[schemars(regex(pattern = r"^[A-Za-z_][A-Za-z0-9_]*$"))]
    pub id: At<String>,
    /// 表头 / heading
    pub label: At<String>,
    pub label_en: Option<At<String>>,
    /// 类型 / what it takes
    #[serde(rename = "type")]
    pub kind: At<TypeName>,
    /// text 的最多字数，或 integer 的最大值 / most characters of a text, or the greatest integer
    pub max: Option<At<i64>>,
    /// integer、decimal 的最小值 / the least integer or decimal
    pub min: Option<At<i64>>,
    /// decimal 的小数位数 / decimals
    pub places: Option<At<u32>>,
    /// code 的可选值 / values of a code
    pub choices: Option<At<Vec<ChoiceTable>>>,
    /// 必填 / must be filled
    pub required: Option<At<bool>>,
    /// 有条件必填 / must be filled under a condition
    pub required_when: Option<At<WhenTable>>,
    /// 填写说明 / how to fill it in
    pub help: Option<At<String>>,
    pub help_en: Option<At<String>>,
    /// 别的系统里的表头 / other headings under which it comes
    #[serde(default)]
    pub aliases: Vec<At<String>>,
    /// 模板示例行中的内容 / what stands in the template's example row
    pub example: Option<At<String>>,
    /// 个人信息，脱敏显示；身份证号码和电话一律如此 / shown in part; identity numbers and phones always are
    #[serde(default)]
    pub private: bool,
}

/// text 文字，integer 整数，decimal 小数，date 日期，code 代码，credit-code 统一社会信用代码，identity-number 身份证号码，phone 电话，email 邮箱
/// / what a column takes
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::plan_files) enum TypeName {
    Text,
    Integer,
    Decimal,
    Date,
    Code,
    CreditCode,
    IdentityNumber,
    Phone,
    Email,
}

/// 可选值 / a value of a code
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::plan_files) struct ChoiceTable {
    /// 代码，如 "01" / what is stored
    pub code: At<String>,
    /// 含义，如 "普通" / what it means
    pub label: At<String>,
    pub label_en: Option<At<String>>,
}

/// 另一字段为某值（is）、已填（filled = true）或未填（empty = true）时必填，三者选一 / one of `is`, `filled`, `empty`
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::plan_files) struct WhenTable {
    pub column: At<String>,
    /// 代码写代码值，如 ["01"] / values as they are stored
    pub is: Option<Vec<At<String>>>,
    #[serde(default)]
    pub filled: bool,
    #[serde(default)]
    pub empty: bool,
}

/// 校验规则 / a rule
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::plan_files) struct RuleTable {
    pub kind: At<RuleName>,
    /// at-most：不大于 high 的字段 / the column that is not above `high`
    pub low: Option<At<String>>,
    /// at-most：上限字段 / the column that `low` is not above
    pub high: Option<At<String>>,
    /// one-of、unique、unique-in-district：字段 / columns
    pub columns: Option<At<Vec<At<String>>>>,
    /// one-of：只能填一个 / not more than one
    pub only: Option<At<bool>>,
    /// within-after、reported-within、not-future：日期字段 / the date
    pub date: Option<At<String>>,
    /// within-after：起算的日期字段 / the date from which it is counted
    pub after: Option<At<String>>,
    /// within-after、reported-within：工作日数 / working days
    pub working_days: Option<At<u16>>,
    /// identity-number：类型为 text 的字段；every-choice：类型为 code 的字段 / a column of type text, or code
    pub column: Option<At<String>>,
    /// identity-number：只查这些行 / only these rows
    pub when: Option<OnlyTable>,
}

/// at-most 不大于或不晚于；one-of 至少填一个；unique 表内不重复；unique-in-district 全区各期不重复（只提示）；within-after 在另一日期后若干工作日内；reported-within
/// 自该日期起若干工作日内报送，否则计为迟报；identity-number 须是公民身份号码；not-future
/// 不能是将来的日期；every-choice 每个代码至少有一行（报送时查） / what a rule is
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::plan_files) enum RuleName {
    AtMost,
    OneOf,
    Unique,
    UniqueInDistrict,
    WithinAfter,
    ReportedWithin,
    IdentityNumber,
    NotFuture,
    EveryChoice,
}

/// 由行数得出的填报数据 / a figure that is counted from rows
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::plan_files) struct CountTable {
    /// 事项中数据的标识 / id of a figure of the duty
    pub figure: At<String>,
    pub of: At<CountedName>,
    /// distinct：数不同值的字段 / the column whose different values are counted
    pub column: Option<At<String>>,
    /// 只数这些行 / only these rows
    pub only: Option<OnlyTable>,
}

/// rows 行数；timely 按时报送的行数；late 迟报的行数；distinct 某字段不同值的个数 / what is counted
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::plan_files) enum CountedName {
    Rows,
    Timely,
    Late,
    Distinct,
}

/// 某字段为某些值的行 / rows in which a column holds one of these values
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::plan_files) struct OnlyTable {
    pub column: At<String>,
    pub is: Vec<At<String>>,
}

/// 哪些字段构成一个人 / which columns make a person
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::plan_files) struct ContactsTable {
    /// 姓名 / name
    pub name: At<String>,
    /// 责任类别，code 字段 / what the person is responsible for, a code
    pub role: Option<At<String>>,
    /// 职务 / post
    pub post: Option<At<String>>,
    /// 电话 / telephone
    pub phone: Option<At<String>>,
    /// 邮箱 / e-mail
    pub email: Option<At<String>>,
    /// role 的哪个值是联络员，可邀请开通账号 / the value of `role` that is a liaison, who may be invited
    pub liaison: Option<At<String>>,
}
