use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::due::CountedName;
use crate::plan_files::at::At;

/// 提醒规则 / when people are reminded, and who is
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::plan_files) struct RemindersFile {
    /// 几时起可发，如 "09:00" / messages leave from
    pub send_from: At<String>,
    /// 几时后不发，如 "17:30" / and until
    pub send_until: At<String>,
    /// 其间不发的时段，如午休 / a break in between
    pub pause: Option<At<PauseTable>>,
    /// 休息日：due 只发给当天有事项截止的人（不写即此），never 不发，always 照发
    /// / on days off: only to whom something falls due (by default), never, or always
    pub days_off: Option<DaysOffName>,
    /// 每年一次或几次的事项，以及下面没有另写的 / duties due seldom, and whatever has no table of its own
    pub default: StagesTable,
    /// 每周的事项 / weekly duties
    pub weekly: Option<StagesTable>,
    /// 每年七次以上的事项 / duties due seven times a year or more
    pub monthly: Option<StagesTable>,
    /// 每年五、六次的事项，如每个双数月 / duties due five or six times a year
    pub two_monthly: Option<StagesTable>,
    /// 退回以后，从退回之日算起 / once a report was returned, from that day
    pub returned: Option<StagesTable>,
    /// 报送后一直待审的，从报送之日算起，提醒领导小组办公室 / while a report waits for its review, from the day it was sent
    pub review: Option<StagesTable>,
    /// 督办通知单；不写则不发 / formal supervision notices; none without it
    pub notice: Option<At<NoticeTable>>,
    /// 个别事项，按标识 / single duties by their ids
    #[serde(default)]
    pub duty: BTreeMap<At<String>, StagesTable>,
}

/// 每天不发的时段 / no messages from … until before …
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::plan_files) struct PauseTable {
    pub from: At<String>,
    pub until: At<String>,
}

/// 督办通知单：从第几次逾期提醒起发，落款和抄送 / from which stage a notice is issued, by whom, and who has a copy
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::plan_files) struct NoticeTable {
    /// 第几次逾期提醒起 / from this overdue stage on, counted from 1
    #[schemars(range(min = 1))]
    pub from_overdue: At<u16>,
    /// 发文机关全称 / who signs it, by its full name
    pub issuer: At<String>,
    /// 抄送机关全称 / who has a copy, by full names
    #[serde(default)]
    pub copy_to: Vec<At<String>>,
}

/// 休息日发不发 / what leaves on days off
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(in crate::plan_files) enum DaysOffName {
    Due,
    Never,
    Always,
}

/// 提醒日程 / the stages of a chase
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::plan_files) struct StagesTable {
    /// 天数按工作日（不写即此）或自然日 / kind of days, working days by default
    #[serde(default)]
    pub counted: CountedName,
    /// 各次提醒，从早到晚 / the stages, earliest first
    pub steps: At<Vec<At<StepTable>>>,
    /// 最后一次之后每几天再提醒，对象同最后一次 / after the last, every so many days, to the same people
    pub then_every: Option<At<u16>>,
}

/// 一次提醒：before、on_day、after 三者选一 / one stage: before, on or after the day
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::plan_files) struct StepTable {
    /// 提前几天 / days before
    pub before: Option<At<u16>>,
    /// 当天，写 true / on the day itself
    pub on_day: Option<At<bool>>,
    /// 逾期（或退回后）几天 / days after
    pub after: Option<At<u16>>,
    /// 提醒谁，不写即联络员 / who is told, by default the liaison
    pub to: Option<At<Vec<At<AudienceName>>>>,
    /// 几时起提醒，如 "15:00"，当天已有汇总的单独发一封；不写则并入当天的汇总
    /// / reached at this time, and not held back by the day's digest; by default it goes with that
    pub at: Option<At<String>>,
}

/// liaison 本单位联络员，leader 本单位领导，office 领导小组办公室，lead-unit 专项工程牵头单位的联络员
/// / the unit's liaisons, its leaders, the office, the liaisons of the project's lead units
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::plan_files) enum AudienceName {
    Liaison,
    Leader,
    Office,
    LeadUnit,
}
