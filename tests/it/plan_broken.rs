//! Copies of the shipped plan, each broken in one way: the check names the place and says what is wrong.

use std::fs;
use std::path::{Path, PathBuf};

use duban::cli::plan_check;
use duban::plan_files::{self, Files, Problem, Severity, Style};
use duban::words::Lang;
use tempfile::TempDir;

mod forms;
mod reminders;
mod scoring;

/// A copy of `plan/` that may be broken.
struct Copy(TempDir);

impl Copy {
    fn new() -> Self {
        let copy = Self(TempDir::new().unwrap());
        copy_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("plan"), copy.0.path());
        copy
    }

    fn path(&self, file: &str) -> PathBuf {
        let below = if file.starts_with("calendar/") { "" } else { "credit-2026" };
        self.0.path().join(below).join(file)
    }

    fn text(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).unwrap()
    }

    /// Replaces the first occurrence, which must be there.
    fn replace(&self, file: &str, from: &str, to: &str) {
        let text = self.text(file);
        assert!(text.contains(from), "{file} does not contain {from}");
        fs::write(self.path(file), text.replacen(from, to, 1)).unwrap();
    }

    fn files(&self) -> Files {
        Files::folder(&self.0.path().join("credit-2026"))
    }

    /// Errors and warnings; the placeholders' note is always there.
    fn problems(&self) -> Vec<Problem> {
        let report = plan_files::check(&self.files());
        report.problems.iter().filter(|problem| problem.severity != Severity::Note).cloned().collect()
    }
}

pub fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy_folder(&entry.path(), &target),
            false => drop(fs::copy(entry.path(), target).unwrap()),
        }
    }
}

/// Line and column of the first occurrence of a text, counted the way a person does in an editor.
fn place(text: &str, of: &str) -> (usize, usize) {
    assert!(text.contains(of), "{of} is not there");
    let in_line = |(n, line): (usize, &str)| Some((n + 1, line.split_once(of)?.0.chars().count() + 1));
    text.lines().enumerate().find_map(in_line).unwrap()
}

/// One fault: what is replaced in a file, where the problem should point in the file afterwards (at the
/// first `∧`, which is not part of the text), and what it should say.
struct Fault {
    file: &'static str,
    from: &'static str,
    to: &'static str,
    at: &'static str,
    says: &'static str,
    help: &'static str,
}

const P1: &str = "projects/1.toml";
const P2: &str = "projects/2.toml";
const P4: &str = "projects/4.toml";

/// `from` becomes `to`; the place is where `at` begins, or the `∧` in it.
const fn fault(
    file: &'static str,
    from: &'static str,
    to: &'static str,
    at: &'static str,
    says: &'static str,
    help: &'static str,
) -> Fault {
    Fault { file, from, to, at, says, help }
}

#[rustfmt::skip]
const FAULTS: &[Fault] = &[
    // the files as TOML
    fault("plan.toml", "year = 2026", "year = = 2026", "year = ∧= 2026", "TOML 写法有误", "引号"),
    fault("plan.toml", "version = 2", "version = 2\nversion = 3", "∧version = 3", "同一字段写了两次", "删去"),
    fault("plan.toml", "year = 2026", "year = \"2026\"", "∧\"2026\"", "类型不对", "不加引号"),
    fault("plan.toml", "due_soon_working_days = 7", "due_soon_days = 7", "∧due_soon_days", "没有“due_soon_days”这个字段", "due_soon_working_days"),
    fault(P1, "evidence = \"工作分工和任务指标表\"", "evidense = \"分工表\"", "∧evidense", "没有“evidense”这个字段", "是不是“evidence”"),
    fault(P1, "title = \"明确领导责任\"\n", "", "∧[[task]]", "缺少字段“title”", "请补上"),
    fault(P4, "weekly = \"friday\"", "weekly = \"fryday\"", "∧\"fryday\"", "没有“fryday”这个取值", "是不是“friday”"),
    fault("plan.toml", "year = 2026", "year = 2026\ntracked_from = 2025-11-01", "∧2025-11-01", "这不是2026年的日期", "2026-10-01"),
    // who
    fault(P4, "each = [\"xinxi-zhongxin\"]", "each = [\"xinxi-zhongxing\"]", "∧\"xinxi-zhongxing\"", "没有标识为“xinxi-zhongxing”的单位", "是不是“xinxi-zhongxin”"),
    fault(P4, "each = [\"gongshang\"]", "each = [\"工商分局\"]", "∧\"工商分局\"", "没有标识为“工商分局”的单位", "“gongshang”"),
    fault(P4, "@licensing-or-penalty", "@licencing-or-penalty", "∧\"@licencing", "没有“@licencing-or-penalty”这个单位组", "@licensing-or-penalty"),
    fault(P1, "who = { joint = [\"@lead\"] }", "who = { joint = [] }", "who = ∧{ joint = [] }", "没有单位承担这个事项", "请写上单位"),
    fault(P1, "who = { joint = [\"@lead\"] }", "who = { joint = [\"fagai\"], any = [\"keji\"] }", "who = ∧{ joint = [\"fagai\"],", "必须且只能写一种", "三者选一"),
    fault("projects/7.toml", "each = [\"fagai\"]", "each = [\"shi-jinrongban\"]", "∧\"shi-jinrongban\"", "外部单位“市金融办”不承担事项", "external"),
    fault("units.toml", "\"zhen-1\", \"zhen-2\", \"jiedao-1\"", "\"@towns\", \"zhen-2\", \"jiedao-1\"", "∧\"@towns\", \"zhen-2\"", "单位组“towns”绕回了自身", "去掉"),
    // quotes
    fault(P1, "quote = \"成立8个推进专项工程的专责小组\"", "quote = \"成立8个推动专项工程的专责小组\"", "成立8个推∧动专项", "原文中没有这句引文", "第6个字起不同：引文作“动”，原文作“进”"),
    fault("indicators.toml", "名单数量的10%\"", "名单数量的20%\"", "名单数量的∧20%", "原文中没有这句引文", "引文作“2”，原文作“1”"),
    // when
    fault(P1, "dates = [\"06-30\"]", "dates = [\"06-31\"]", "∧\"06-31\"", "6月没有每年都有的31日", "end"),
    fault(P1, "dates = [\"06-30\"]", "dates = [\"02-29\"]", "∧\"02-29\"", "2月没有每年都有的29日", "end"),
    fault(P1, "dates = [\"06-30\"]", "dates = [\"6月30日\"]", "∧\"6月30日\"", "无法识别日期“6月30日”", "06-30"),
    fault(P1, "day = 15", "day = 31", "∧31, months", "2月没有每年都有的31日", "end"),
    fault(P1, "months = \"even\"", "months = \"evan\"", "∧\"evan\"", "没有写月份", "even"),
    fault(P1, "dates = [\"06-30\"]", "dates = [\"06-30\"], standing = true", "due = ∧{ dates = [\"06-30\"], standing", "时限的写法必须且只能有一种", "六者选一"),
    fault(P1, "gap = \"原文未写明完成时限，也未写明由谁成立专责小组。\"\n", "", "∧{ undated = true }", "必须写明 gap", "gap ="),
    fault(P4, "time = \"close\"", "time = \"25:00\"", "∧\"25:00\"", "无法识别时间“25:00”", "17:30"),
    fault(P4, "until = \"4.1-site\"", "until = \"4.1-sit\"", "∧\"4.1-sit\"", "没有标识为“4.1-sit”的事项", "4.1-site"),
    // ids and numbers
    fault(P1, "id = \"1.2-division\"", "id = \"1.2-teams\"", "title = \"明确本单位工作分工和任务指标\"", "事项标识“1.2-teams”重复", "换个标识"),
    fault("units.toml", "id = \"keji\"", "id = \"jiaoyu\"", "name = \"区科技局\"", "单位标识“jiaoyu”重复", "换个标识"),
    fault("units.toml", "name = \"区科技局\"", "name = \"区教育局\"", "name_en = \"District Science", "名称“区教育局”用了两次", "只能属于一个单位"),
    fault(P1, "id = \"1.3\"", "id = \"1.5\"", "∧\"1.5\"", "任务编号应为“1.3”", "按顺序"),
    fault(P1, "id = \"recognised\"", "id = \"listed\"", "∧\"listed\", label = \"国家", "数据标识“listed”重复", "换个标识"),
    fault(P1, "at_most = \"blacklisted\"", "at_most = \"blacklist\"", "∧\"blacklist\"", "本事项没有另一个数据“blacklist”", "at_most"),
    fault("projects/8.toml", "id = \"fields-records\"", "id = \"systems\"", "∧\"systems\"", "数据“systems”在另一事项中的汇总方式不同", "aggregate"),
    fault("indicators.toml", "ratio = { numerator = \"listed\", denominator", "ratio = { numerator = \"systems\", denominator", "∧{ numerator = \"systems\"", "分子与分母的汇总方式不同", "\"last\""),
    fault("indicators.toml", "id = \"repair-pledges\"", "id = \"repair-training\"", "title = \"黑名单企业信用承诺比例\"", "指标标识“repair-training”重复", "换个标识"),
    fault("plan.toml", "tasks = 32", "tasks = 33", "∧33", "应有33个重点任务，实有32个", "projects/"),
    // lists of units against the text's own
    fault(P2, "lead = [\"zhengfuban\", \"fagai\"]", "lead = [\"zhengfuban\"]", "∧\"zhengfuban\"", "原文牵头单位有“区发改局”，这里没有", "\"fagai\""),
    fault(P2, "\"jianchayuan\", \"@towns\"", "\"jianchayuan\", \"shenji\", \"@towns\"", "∧\"shenji\"", "原文责任单位中没有“区审计局”", "aliases"),
    fault(P2, "\"jianchayuan\", \"@towns\"", "\"jianchayuan\"", "∧\"jiaoyu\", \"keji\"", "原文责任单位有“各镇、街道、开发区”，这里没有", "\"@towns\""),
    fault("projects/8.toml", "gap = \"原文在", "#", "∧\"jiaoyu\"", "原文责任单位在“区教”处中断", "gap"),
    // rules
    fault("indicators.toml", "count = \"fields-records\"", "count = \"fields-record\"", "∧\"fields-record\"", "没有标识为“fields-record”的数据", "fields-records"),
    fault("indicators.toml", "target = \"0.5\"", "target = \"50\"", "∧\"50\"", "比例的目标“50”大于1", "0.5"),
    fault("calendar/2026.toml", "to = 2026-02-23", "to = 2026-02-13", "∧2026-02-13", "假期的末日早于首日", "首日"),
];

/// Faults that a plan can be used with.
#[rustfmt::skip]
const DOUBTS: &[Fault] = &[
    fault(P1, "quote = \"成立8个推进专项工程的专责小组\"", "quote = \"公共信用信息资源目录\"", "∧\"公共信用信息资源目录\"", "引文不在专项工程1自己的一节里", "核对"),
    fault("plan.toml", "year = 2026", "year = 2027", "∧2027", "没有2027年的放假安排", "calendar/2027.toml"),
    fault("projects/8.toml", "gap = \"原文只有数量要求", "#", "∧\"8.2\"", "任务没有报送事项", "gap"),
    fault("projects/6.toml", "gap = \"责任单位名单", "#", "∧\"jiaoyu\"", "原文责任单位以“等”结尾", "gap"),
];

impl Fault {
    fn check(&self, severity: Severity) {
        let copy = Copy::new();
        copy.replace(self.file, self.from, self.to);
        let text = copy.text(self.file);
        let (line, column) = self.place(&text);
        let problems = copy.problems();
        let found = problems.iter().find(|problem| {
            (problem.file.as_str(), problem.line, problem.column) == (self.file, line, column)
                && problem.message.zh.contains(self.says)
        });
        let all: Vec<String> = problems
            .iter()
            .map(|p| format!("{}:{}:{}: {} ({:?})", p.file, p.line, p.column, p.message.zh, p.help))
            .collect();
        let all = all.join("\n");
        let wanted = format!("{}:{line}:{column}: {}", self.file, self.says);
        assert!(found.is_some(), "wanted\n{wanted}\ngot\n{all}");
        let found = found.unwrap();
        assert_eq!(found.severity, severity, "{wanted}");
        let help = found.help.as_ref().map_or("", |help| &help.zh);
        assert!(help.contains(self.help), "{wanted}: no “{}” in the help “{help}”", self.help);
        assert_ne!(found.message.en, found.message.zh, "{wanted}: no English");
        let ok = plan_check::check(&copy.files(), Lang::En, Style::Plain, &mut Vec::new()).unwrap();
        assert_eq!(ok, severity != Severity::Error, "{wanted}");
    }

    /// Where `at` is after the change. Without a `∧` it only finds the neighbouring line: the faulty id
    /// stands in the line before it.
    fn place(&self, text: &str) -> (usize, usize) {
        let Some((before, after)) = self.at.split_once('∧') else {
            let (line, _) = place(text, self.at);
            let id = text.lines().nth(line - 2).unwrap();
            return (line - 1, place(id, "\"").1);
        };
        let (line, column) = place(text, &format!("{before}{after}"));
        (line, column + before.chars().count())
    }
}

#[test]
fn every_fault_is_reported_at_its_place_with_what_to_do() {
    for fault in FAULTS.iter().chain(forms::FAULTS).chain(reminders::FAULTS).chain(scoring::FAULTS) {
        fault.check(Severity::Error);
    }
}

#[test]
fn a_doubt_is_a_warning_and_does_not_fail() {
    for doubt in DOUBTS.iter().chain(forms::DOUBTS).chain(reminders::DOUBTS).chain(scoring::DOUBTS) {
        doubt.check(Severity::Warning);
    }
}

#[test]
fn all_faults_are_found_at_one_reading() {
    let copy = Copy::new();
    // In one file: an unknown field, a wrong type and three that only make sense once both are out.
    copy.replace(P1, "title_en = \"Settle who leads\"", "title_eng = \"Settle who leads\"");
    copy.replace(P1, "evidence_required = true", "evidence_required = \"yes\"");
    copy.replace(P1, "who = { joint = [\"@lead\"] }", "who = { joint = [\"nobody\"] }");
    copy.replace(P1, "各成员单位要对照专责小组", "各成员单位应对照专责小组");
    copy.replace(P1, "dates = [\"06-30\"] }\nevidence = \"联", "dates = [\"06-32\"] }\nevidence = \"联");
    // In others: syntax, a reference, a rule.
    copy.replace("scoring.toml", "full = ", "full ");
    copy.replace("indicators.toml", "later = \"1\"", "later = \"10\"");
    copy.replace("calendar/2026.toml", "2026-02-23", "2025-02-23");
    let found: Vec<String> =
        copy.problems().iter().map(|problem| format!("{} {}", problem.file, problem.message.zh)).collect();
    let wanted = [
        "projects/1.toml 没有“title_eng”这个字段",
        "projects/1.toml 类型不对",
        "projects/1.toml 没有标识为“nobody”的单位",
        "projects/1.toml 原文中没有这句引文",
        "projects/1.toml 6月没有每年都有的32日",
        "scoring.toml TOML 写法有误",
        "indicators.toml 比例的目标“10”大于1",
        "calendar/2026.toml 这不是2026年的日期",
    ];
    for wanted in wanted {
        assert!(
            found.iter().any(|found| found.starts_with(wanted)),
            "{wanted}\nnot in\n{}",
            found.join("\n")
        );
    }
    assert_eq!(found.len(), wanted.len(), "nothing that only follows from another:\n{}", found.join("\n"));
}

#[test]
fn a_text_with_full_width_punctuation_is_read_too() {
    let copy = Copy::new();
    let lists =
        [("单位:", "单位\u{ff1a}"), ("分局,各镇", "分局\u{ff0c}各镇"), ("检察院,各镇", "检察院\u{ff1b}各镇")];
    let text = lists.iter().fold(copy.text("source.txt"), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replace(from, to)
    });
    fs::write(copy.path("source.txt"), text).unwrap();
    let problems = copy.problems();
    assert!(problems.is_empty(), "{problems:?}");
    copy.replace(P2, "lead = [\"zhengfuban\", \"fagai\"]", "lead = [\"zhengfuban\"]");
    assert_eq!(copy.problems().len(), 1, "the lists are compared");
}

#[test]
fn a_missing_file_or_folder_is_named() {
    let copy = Copy::new();
    fs::remove_file(copy.path("scoring.toml")).unwrap();
    fs::remove_file(copy.path("calendar/2026.toml")).unwrap();
    let found: Vec<_> =
        copy.problems().iter().map(|p| (p.file.clone(), p.line, p.message.zh.clone())).collect();
    let missing = ("scoring.toml".to_owned(), 1, "缺少文件 scoring.toml".to_owned());
    let year = ("plan.toml".to_owned(), 6, "没有2026年的放假安排".to_owned());
    assert_eq!(found, [missing, year]);

    let nowhere = plan_files::check(&Files::folder(&copy.path("nowhere")));
    let found: Vec<_> = nowhere.problems.iter().map(|problem| problem.message.zh.clone()).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("没有文件夹") && found[0].ends_with("nowhere"), "{found:?}");
}

#[test]
fn a_file_that_is_not_utf_8_says_where() {
    let copy = Copy::new();
    let mut bytes = fs::read(copy.path("units.toml")).unwrap();
    // 区 in GBK, as an old editor would write it, in the third line.
    let at = copy.text("units.toml").match_indices('\n').nth(1).unwrap().0 + 1;
    bytes.splice(at..at, [b'#', 0xC7, 0xF8, b'\n']);
    fs::write(copy.path("units.toml"), bytes).unwrap();
    let found: Vec<_> =
        copy.problems().iter().map(|p| (p.file.clone(), p.line, p.column, p.message.zh.clone())).collect();
    assert_eq!(found, [("units.toml".to_owned(), 3, 2, "文件不是 UTF-8 编码".to_owned())]);
}

#[test]
fn a_plan_without_a_calendar_beside_it_uses_the_years_built_in() {
    let copy = Copy::new();
    fs::remove_dir_all(copy.0.path().join("calendar")).unwrap();
    assert!(copy.problems().is_empty());
}

#[test]
fn problems_are_drawn_in_their_lines_with_the_caret_under_the_character() {
    let copy = Copy::new();
    copy.replace(
        P1,
        "quote = \"成立8个推进专项工程的专责小组\"",
        "quote = \"成立8个推动专项工程的专责小组\"",
    );
    let mut out = Vec::new();
    assert!(!plan_check::check(&copy.files(), Lang::Zh, Style::Plain, &mut out).unwrap());
    let out = String::from_utf8(out).unwrap();
    let drawn = "\
错误: 原文中没有这句引文
  --> projects/1.toml:47:15
   |
47 | quote = \"成立8个推动专项工程的专责小组\"
   |                   ^^
   |
   = 怎么办: 第6个字起不同：引文作“动”，原文作“进”（“专项工程,成立8个推进专项工程的专责”）
";
    assert!(out.contains(drawn), "{out}");
    assert!(!out.contains('\u{1b}'), "no colours in a pipe");
    assert!(out.ends_with("错误1个，警告0个，提示1个\n"), "{out}");
}
