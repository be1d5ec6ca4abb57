//! Faults of `scoring.toml`.

use super::{Fault, fault};

const FILE: &str = "scoring.toml";

#[rustfmt::skip]
pub const FAULTS: &[Fault] = &[
    fault(FILE, "points = \"15\"", "points = \"十五\"", "∧\"十五\"", "“十五”不是不小于0的数", "60"),
    fault(FILE, "at_least = \"80\"", "at_least = \"95\"", "∧\"95\"", "等次没有从高到低排列", "变小"),
    fault(FILE, "places = 2", "places = 9", "∧9", "9位小数太多", "0至6"),
    fault(FILE, "months = 6", "months = 5", "months = ∧5", "5个月分不尽一年", "1、2、3、4、6或12"),
    fault(FILE, "months = 6", "months = 6\nends = [\"12-31\"]", "∧\"half-year\"", "考核周期必须且只能写 months、ends 之一", "只保留"),
    fault(FILE, "\"04-15\"", "\"04-31\"", "∧\"04-31\"", "没有“04-31”这一天", "06-30"),
    fault(FILE, "\"04-15\"", "\"01-15\"", "∧\"01-15\"", "各期的最后一天没有从早到晚排列", "先后"),
    fault(FILE, "units = [\"@towns\"]", "units = [\"@town\"]", "∧\"@town\"", "没有“@town”这个单位组", "@towns"),
    fault(FILE, "id = \"half-year\"", "id = \"year\"", "title = \"年度考核\"", "考核周期标识“year”重复", "换个标识"),
    fault(FILE, "class = \"common\"", "class = \"commons\"", "∧\"commons\"", "没有标识为“commons”的板块", "common"),
    fault(FILE, "class = \"common\"\n", "", "∧\"two-monthly-report\"", "评分项没有写属于哪个板块", "class"),
    fault(FILE, "scored_by = \"fagai\"", "scored_by = \"fagaiju\"", "∧\"fagaiju\"", "没有标识为“fagaiju”的单位", "fagai"),
    fault(FILE, "duties = [\"1.4-report\"]", "duties = [\"1.4-reports\"]", "∧\"1.4-reports\"", "没有标识为“1.4-reports”的事项或任务", "1.4-report"),
    fault(FILE, "{ share = \"on_time\" }", "{ share = \"on_time\", figure = \"listed\" }", "∧{ share = \"on_time\", figure", "measure 必须且只能写", "只保留"),
    fault(FILE, "{ indicator = \"lists\" }", "{ indicator = \"list\" }", "∧\"list\"", "没有标识为“list”的指标", "lists"),
    fault(FILE, "figure = \"systems\"", "figure = \"system\"", "∧\"system\"", "没有标识为“system”的数据", "systems"),
    fault(FILE, "measure = { indicator = \"joint-cases\" }", "", "∧\"gate\"", "算法 gate 缺少 measure", "measure"),
    fault(FILE, "kind = \"judged\"\n", "kind = \"judged\"\nfloor = \"3\"\n", "floor = ∧\"3\"", "算法 judged 用不到 floor", "kind"),
    fault(FILE, "{ at_least = \"0.8\", points = \"15\" }", "{ at_least = \"0.98\", points = \"15\" }", "∧\"0.98\", points = \"15\" }", "分档没有从高到低排列", "变小"),
    fault(FILE, "points = \"20\"\nbasis = \"到期", "points = \"19.5\"\nbasis = \"到期", "∧\"19.5\"", "可得20分，多于分值19.5", "更正分值"),
    fault(FILE, "points = \"20\"\nbasis = \"任务3.3", "points = \"15.5\"\nbasis = \"任务3.3", "∧\"15.5\"", "可得16分，多于分值15.5", "更正分值"),
    fault(FILE, "points = \"20\"\nbasis = \"到期", "grace = 3\npoints = \"19.5\"\nbasis = \"到期", "∧\"19.5\"", "宽限只用于按时和迟报", "grace"),
    fault(FILE, "when = \"false-report\"", "when = \"false-reports\"", "∧\"false-reports\"", "没有标识为“false-reports”的条件", "false-report"),
    fault(FILE, "grade = \"poor\"", "grade = \"bad\"", "∧\"bad\"", "没有标识为“bad”的等次", "poor"),
    fault(FILE, "grade = \"poor\"", "grade = \"poor\"\ntotal_at_most = \"59\"", "when = ∧\"false-report\"", "否决必须且只能写", "只保留"),
    fault(FILE, "missing = 3", "missing = 3\nlate = 4", "∧\"often-missing\"", "条件必须且只能写", "只保留"),
    fault(FILE, "mark = \"绩效办发\"", "mark = \" \"", "mark = ∧\" \"", "这里是空的", "内容"),
];

#[rustfmt::skip]
pub const DOUBTS: &[Fault] = &[
    fault(FILE, "at_least = \"0\"\n", "at_least = \"10\"\n", "at_least = ∧\"10\"", "最低的等次不是从0分起", "没有等次"),
    fault(FILE, "\"10-15\", \"12-31\"", "\"10-15\", \"12-15\"", "∧[\"02-15\"", "12月15日以后到期的不计入任何一期", "12-31"),
    fault(FILE, "{ on = \"missing\", points = \"5\" }", "{ on = \"missing\", points = \"0.5\" }", "points = ∧\"20\"", "未报扣0.5分，少于迟报的1分", "得分高"),
];
