use schemars::JsonSchema;
use serde::Deserialize;

use crate::plan_files::at::At;

/// 评分规则 / scoring rules
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::plan_files) struct ScoringFile {
    /// 版本号 / version
    pub version: At<i64>,
    /// 满分 / what all items add up to
    pub full: At<String>,
    /// 折算满分：总分在更大的考核中折合几分 / what the total counts for in a larger scheme
    pub scale: Option<At<String>>,
    /// 得分保留几位小数，不写为2 / decimals that points are kept to, 2 by default
    pub places: Option<At<u32>>,
    /// 加分上限 / the most that bonus items give together
    pub bonus_cap: Option<At<String>>,
    /// 申诉期：冻结后几个工作日，不写为5 / working days for replies after the freeze, 5 by default
    pub reply_days: Option<At<u16>>,
    /// 考核周期 / assessments
    pub assessment: Vec<AssessmentTable>,
    /// 分组排名 / groups of units ranked apart
    #[serde(default)]
    pub group: Vec<RankedGroupTable>,
    /// 板块及权重 / classes of items and their weights
    #[serde(default)]
    pub class: Vec<ClassTable>,
    /// 角色权重 / weights by the unit's part
    pub roles: Option<RolesTable>,
    /// 扣分系数 / deductions that weigh more for units with few duties
    #[serde(default)]
    pub multiplier: Vec<MultiplierTable>,
    /// 条件 / conditions of grades and vetoes
    #[serde(default)]
    pub condition: Vec<ConditionTable>,
    /// 一票否决、限等 / what holds whatever the points are
    #[serde(default)]
    pub veto: Vec<At<VetoTable>>,
    /// 评分项 / items
    pub item: Vec<ItemTable>,
    /// 等次，从高到低 / grades, best first
    #[serde(default)]
    pub grade: Vec<GradeTable>,
    /// 通报的落款和文号；不写则不能出通报 / who issues the bulletin; none without it
    pub bulletin: Option<BulletinTable>,
}

/// 考核周期：months 与 ends 二者选一 / either months or ends
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::plan_files) struct AssessmentTable {
    pub id: At<String>,
    /// 名称，如“双月考核” / title
    pub title: At<String>,
    pub title_en: Option<At<String>>,
    /// 每几个月一期：1、2、3、4、6、12 / months in each period
    pub months: Option<At<u8>>,
    /// 按方案日期分期，每期的最后一天，如 ["02-15", "04-15"] / the last days of the periods
    pub ends: Option<At<Vec<At<String>>>>,
}

/// 分组排名 / a group ranked apart
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::plan_files) struct RankedGroupTable {
    pub id: At<String>,
    /// 名称 / title
    pub title: At<String>,
    pub title_en: Option<At<String>>,
    /// 单位或单位组 / units, or groups of units
    pub units: Vec<At<String>>,
    /// 本组的板块权重，与板块自身的不同时写 / the classes' weights in this group, where they differ
    #[serde(default)]
    pub weights: std::collections::BTreeMap<At<String>, At<String>>,
}

/// 板块 / a class of items
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::plan_files) struct ClassTable {
    pub id: At<String>,
    /// 名称 / title
    pub title: At<String>,
    pub title_en: Option<At<String>>,
    /// 权重，如 "7" 比 "3" / weight
    pub weight: At<String>,
}

/// 角色权重：不写的，牵头和责任为1，配合为0 / by default 1 for lead and responsible, 0 for assist
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::plan_files) struct RolesTable {
    /// 牵头 / the owner of a joint duty
    pub lead: Option<At<String>>,
    /// 责任 / one that owes its own
    pub responsible: Option<At<String>>,
    /// 配合 / one that assists
    pub assist: Option<At<String>>,
}

/// 扣分系数 / deductions are multiplied
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::plan_files) struct MultiplierTable {
    /// 名称 / title
    pub title: At<String>,
    pub title_en: Option<At<String>>,
    /// 事项不多于几个的单位 / for units with at most so many duties
    pub duties_at_most: At<usize>,
    /// 扣分乘以几 / deductions are multiplied with
    pub deductions: At<String>,
}

/// 条件：found、item、late、missing、returned 选一 / one test
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::plan_files) struct ConditionTable {
    pub id: At<String>,
    /// 名称 / title
    pub title: At<String>,
    pub title_en: Option<At<String>>,
    /// 由绩效办认定，写 true / found by the scoring office
    pub found: Option<At<bool>>,
    /// 评分项，配 at_least 或 below / an item, with at_least or below
    pub item: Option<At<String>>,
    pub at_least: Option<At<String>>,
    pub below: Option<At<String>>,
    /// 迟报至少几次 / late so many times or more
    pub late: Option<At<i64>>,
    /// 未报至少几次 / missing
    pub missing: Option<At<i64>>,
    /// 退回至少几次 / returned
    pub returned: Option<At<i64>>,
}

/// 否决：grade、grade_at_most、total_at_most 三者选一 / one effect
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::plan_files) struct VetoTable {
    /// 条件标识 / a condition's id
    pub when: At<String>,
    /// 定为此等次 / this grade
    pub grade: Option<At<String>>,
    /// 不得高于此等次 / no better than this grade
    pub grade_at_most: Option<At<String>>,
    /// 总分不高于 / the total is cut down to
    pub total_at_most: Option<At<String>>,
}

/// 评分项：kind 是算法，其余按算法写 / an item; which fields it needs depends on its kind
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::plan_files) struct ItemTable {
    pub id: At<String>,
    /// 名称 / title
    pub title: At<String>,
    pub title_en: Option<At<String>>,
    /// 分值；加分项写上限 / points; of a bonus its cap
    pub points: At<String>,
    /// 评分依据 / where it comes from
    pub basis: At<String>,
    pub basis_en: Option<At<String>>,
    /// 评分单位 / the unit that scores it
    pub scored_by: Option<At<String>>,
    /// 评分资料 / what it is judged on
    pub evidence: Option<At<String>>,
    pub evidence_en: Option<At<String>>,
    /// 板块标识 / the class's id
    pub class: Option<At<String>>,
    /// 加分项，写 true / added outside of the full score
    #[serde(default)]
    pub bonus: bool,
    /// 适用的考核组，不写为全部 / groups it applies to, all by default
    #[serde(default)]
    pub groups: Vec<At<String>>,
    /// 所看的事项或任务，不写为全部有时限的 / duties or tasks it looks at, by default all with a date
    pub duties: Option<Vec<At<String>>>,
    /// 其中不看的事项或任务 / and of these not
    #[serde(default)]
    pub except: Vec<At<String>>,
    /// 宽限几个工作日 / working days of grace
    #[serde(default)]
    pub grace: u16,
    /// 缺项处理，不写为 exclude / what a unit gets that it does not apply to
    pub absent: Option<At<AbsentName>>,
    /// 算法 / how its points come about
    pub kind: At<KindName>,
    /// deduct、accrue：逐次扣分、得分 / points for each event
    pub events: Option<At<Vec<At<EventTable>>>>,
    /// deduct：最低分，不写为0 / never below
    pub floor: Option<At<String>>,
    /// ratio、steps、gate、rank：所算的量 / what is measured
    pub measure: Option<At<MeasureTable>>,
    /// ratio：目标，达到即满分 / full points from here on
    pub target: Option<At<String>>,
    /// steps：分档，从高到低 / steps, best first
    pub steps: Option<At<Vec<StepPointsTable>>>,
    /// gate：达标线 / what is to be reached
    pub at_least: Option<At<String>>,
    /// rank：第一名、第二名……各得几分，最后一个数用于其后各名 / points by rank, the last for all further ones
    pub by_rank: Option<At<Vec<At<String>>>>,
    /// judged：未评时的得分；不写则须逐一评定 / what it gives without a mark; by default it waits for one
    pub otherwise: Option<At<String>>,
    /// awards：各级奖励几分 / points by level
    pub levels: Option<At<Vec<LevelTable>>>,
}

/// exclude 剔除折算，full 计满分，mean 取同组平均 / left out and scaled, full, the group's mean
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(in crate::plan_files) enum AbsentName {
    Exclude,
    Full,
    Mean,
}

/// deduct 扣分，accrue 计分，ratio 按比例，steps 分档，gate 达标，rank 按位次，judged 评议，awards 奖励
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(in crate::plan_files) enum KindName {
    Deduct,
    Accrue,
    Ratio,
    Steps,
    Gate,
    Rank,
    Judged,
    Awards,
}

/// 一种情形，每次几分 / an event and its points each time
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::plan_files) struct EventTable {
    /// 情形 / what happened
    pub on: At<EventName>,
    /// 每次几分；judged 为最多几分 / points each time; of judged the most
    pub points: At<String>,
    /// figure：数据标识；shortfall：已报的数 / a figure's id; of shortfall the part
    pub figure: Option<At<String>>,
    /// shortfall：应报的数 / the whole it is a part of
    pub of: Option<At<String>>,
    /// judged：标识 / of judged its id
    pub id: Option<At<String>>,
    /// judged：名称，如“内容空泛” / of judged its title
    pub title: Option<At<String>>,
    pub title_en: Option<At<String>>,
    /// judged：最少几分 / of judged the least
    pub least: Option<At<String>>,
}

/// late 迟报，missing 未报，returned 退回，on_time 按时，accepted 办结，figure 数据每一个，shortfall 少报每一个，judged 逐次认定
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(in crate::plan_files) enum EventName {
    Late,
    Missing,
    Returned,
    OnTime,
    Accepted,
    Figure,
    Shortfall,
    Judged,
}

/// 所算的量：share、figure、ratio、indicator 选一 / one measure
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::plan_files) struct MeasureTable {
    /// 到期事项中的比例 / a share of what fell due
    pub share: Option<At<ShareName>>,
    /// 与 share 同用：件数除以此数 / with share: how many, divided by this
    pub out_of: Option<At<String>>,
    /// 填报数据 / a reported figure
    pub figure: Option<At<String>>,
    /// 分子、分母 / numerator and denominator
    pub ratio: Option<At<[At<String>; 2]>>,
    /// indicators.toml 中的指标，连同其目标 / an indicator, with its target
    pub indicator: Option<At<String>>,
}

/// on_time 按时报送率，submitted 报送率，accepted 办结率
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(in crate::plan_files) enum ShareName {
    OnTime,
    Submitted,
    Accepted,
}

/// 一档 / a step
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::plan_files) struct StepPointsTable {
    /// 达到此数，比例写小数 / from here on; a share is a fraction
    pub at_least: At<String>,
    pub points: At<String>,
}

/// 奖励级别 / a level of awards
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::plan_files) struct LevelTable {
    pub id: At<String>,
    /// 名称，如“省级” / title
    pub title: At<String>,
    pub title_en: Option<At<String>>,
    pub points: At<String>,
}

/// 等次 / a grade
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::plan_files) struct GradeTable {
    /// 标识，不写为名称 / id, by default the title
    pub id: Option<At<String>>,
    pub title: At<String>,
    pub title_en: Option<At<String>>,
    /// 最低分；只凭 if_any 定的等次不写 / the least total that earns it; none where only if_any leads to it
    pub at_least: Option<At<String>>,
    /// 还须具备的条件 / conditions that must all hold
    #[serde(default)]
    pub requires: Vec<At<String>>,
    /// 有其一即定为此等次的条件 / conditions any of which leads to it
    #[serde(default)]
    pub if_any: Vec<At<String>>,
}

/// 通报的落款和文号 / the bulletin's issuer and number
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::plan_files) struct BulletinTable {
    /// 发文机关全称 / who issues it, by its full name
    pub issuer: At<String>,
    /// 发文机关代字，如“绩效办发” / the short name in its number
    pub mark: At<String>,
    /// 主送机关 / to whom
    pub addressee: At<String>,
    /// 联系人及电话 / whom to ask, and the telephone
    pub contact: Option<At<String>>,
    /// 抄送机关全称 / who has a copy
    #[serde(default)]
    pub copy_to: Vec<At<String>>,
}
