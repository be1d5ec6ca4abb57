//! What may be wrong with `reminders.toml`.

use super::{Fault, fault};

const FILE: &str = "reminders.toml";
const FIRST: &str = "{ before = 15 },";
const HOURS: &str = "send_until = \"17:30\"";
const ISSUER: &str = "issuer = \"区社会信用体系建设工作领导小组\"";
/// The table that comes last; others are put before it.
const LAST: &str = "[returned]";

#[rustfmt::skip]
pub const FAULTS: &[Fault] = &[
    // hours
    fault(FILE, HOURS, "send_until = \"08:30\"", "∧\"08:30\"", "停止时间不晚于开始时间", "send_until"),
    fault(FILE, HOURS, "send_until = \"24:30\"", "∧\"24:30\"", "无法识别时间“24:30”", "17:30"),
    fault(FILE, HOURS, "send_until = \"17:30\"\npause = { from = \"08:00\", until = \"18:00\" }", "pause = ∧{", "一封也发不出", "放宽"),
    fault(FILE, HOURS, "send_until = \"17:30\"\npause = { from = \"14:00\", until = \"12:00\" }", "pause = ∧{", "结束不晚于开始", "until 要晚于 from"),
    fault(FILE, HOURS, "send_until = \"17:30\"\npause = { from = \"09:00\", until = \"10:00\" }", "pause = ∧{", "不在发送时间之内", "send_from"),
    fault(FILE, "days_off = \"due\"", "days_off = \"nevr\"", "∧\"nevr\"", "没有“nevr”这个取值", "是不是“never”"),
    // the day
    fault(FILE, "{ before = 15 },\n  { before = 7 },", "{ before = 7 }, { before = 15 },", "∧{ before = 15 }", "提醒没有从早到晚排列", "before 从大到小"),
    fault(FILE, FIRST, "{ before = 15 }, { before = 15, to = [\"leader\"] },", "∧{ before = 15, to", "同一天的提醒写了两次", "删去"),
    fault(FILE, FIRST, "{ before = 15, on_day = true },", "∧{ before = 15, on_day", "必须且只能写一种时间", "三者选一"),
    fault(FILE, "{ on_day = true }", "{ on_day = false }", "∧{ on_day = false }", "必须且只能写一种时间", "on_day = true"),
    fault(FILE, FIRST, "{ before = 0 },", "{ before = ∧0 }", "天数0不合理", "on_day = true"),
    fault(FILE, FIRST, "{ before = 400 },", "{ before = ∧400 }", "天数400不合理", "366"),
    fault(FILE, FIRST, "{ before = -1 },", "{ before = ∧-1 }", "取值不对", "不小于0"),
    fault(FILE, FIRST, "{ bevore = 15 },", "{ ∧bevore", "没有“bevore”这个字段", "是不是“before”"),
    fault(FILE, "then_every = 5", "then_every = 0", "then_every = ∧0", "间隔不能是0天", "至少写1"),
    fault(FILE, "  { after = 3 },\n  { after = 10, to = [\"liaison\", \"leader\", \"office\"] },\n]\nthen_every = 7", "]\nthen_every = 8", "then_every = ∧8", "then_every 之前没有逾期提醒", "after = 天数"),
    fault(FILE, "{ after = 2 },", "{ before = 2 },", "∧{ before = 2 }", "退回后的提醒只能用 after", "after = 天数"),
    // the time of day
    fault(FILE, "{ on_day = true }", "{ on_day = true, at = \"18:00\" }", "∧\"18:00\"", "18:00不在发送时间之内", "pause"),
    fault(FILE, "{ on_day = true }", "{ on_day = true, at = \"3pm\" }", "∧\"3pm\"", "无法识别时间“3pm”", "17:30"),
    // who
    fault(FILE, FIRST, "{ before = 15, to = [\"leeder\"] },", "∧\"leeder\"", "没有“leeder”这个取值", "是不是“leader”"),
    fault(FILE, FIRST, "{ before = 15, to = [\"leader\", \"leader\"] },", "\"leader\", ∧\"leader\"", "同一对象写了两次", "删去"),
    fault(FILE, FIRST, "{ before = 15, to = [] },", "to = ∧[]", "没有写提醒谁", "lead-unit"),
    // the notice
    fault(FILE, "from_overdue = 2", "from_overdue = 0", "from_overdue = ∧0", "没有第0次逾期提醒", "[notice]"),
    fault(FILE, ISSUER, "issuer = \" \"", "issuer = ∧\" \"", "机关名称是空的", "全称"),
    fault(FILE, ISSUER, "isuer = \"领导小组\"", "∧isuer", "没有“isuer”这个字段", "是不是“issuer”"),
    fault(FILE, LAST, "[duty.\"1.4-reports\"]\nsteps = [ { before = 1 } ]\n\n[returned]", "∧\"1.4-reports\"", "没有标识为“1.4-reports”的事项", "1.4-report"),
    fault(FILE, "steps = [{ after = 3, to = [\"office\"] }]", "steps = [{ after = 3 }]", "steps = [∧{ after = 3 }", "待审的提醒只能用 after，只发给 office", "to = [\"office\"]"),
    fault(FILE, "steps = [{ after = 3, to = [\"office\"] }]", "steps = [{ on_day = true, to = [\"office\"] }, { after = 3, to = [\"office\"] }]", "steps = [∧{ on_day", "待审的提醒只能用 after，只发给 office", "to = [\"office\"]"),
];

#[rustfmt::skip]
pub const DOUBTS: &[Fault] = &[
    fault(FILE, "counted = \"calendar\"\nsteps = [\n  { before = 1 },", "counted = \"calendar\"\nsteps = [ { before = 1 }, { on_day = true },", "steps = ∧[ {", "每周会收到3封", "then_every = 7"),
    // without a table for weekly duties they go by the default
    fault(FILE, "[weekly]", "[duty.\"1.4-report\"]", "steps = ∧[", "每周会收到5封", "then_every = 7"),
    fault(FILE, LAST, "[duty.\"4.2-weekly\"]\nsteps = [ { before = 2 }, { before = 1 }, { on_day = true } ]\n\n[returned]", "steps = ∧[ {", "每周会收到3封", "then_every = 7"),
    fault(FILE, LAST, "[duty.\"1.2-teams\"]\nsteps = [ { before = 1 } ]\n\n[returned]", "∧\"1.2-teams\"", "“1.2-teams”没有时限或属自愿", "删去"),
    fault(FILE, LAST, "[duty.\"1.4-report\"]\nsteps = [ { after = 3, to = [\"office\"] } ]\n\n[returned]", "steps = ∧[ {", "没有一次提醒发给报送单位自己", "liaison"),
    fault(FILE, "  { after = 10, to = [\"liaison\", \"leader\", \"office\"] },", "  { after = 10, to = [\"leader\"] },", "∧{ after = 10", "没有提醒单位领导和领导小组办公室", "office"),
    fault(FILE, LAST, "[duty.\"1.4-report\"]\nsteps = [ { after = 3 } ]\n\n[returned]", "steps = ∧[ {", "到不了第2次", "from_overdue"),
];
