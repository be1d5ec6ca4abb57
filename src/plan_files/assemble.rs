//! All of a plan's files, read and put together.

use std::borrow::Cow;

use serde::de::DeserializeOwned;
use time::{Date, Time, UtcOffset};

use super::at::At;
use super::due::time_of_day;
use super::names::{Names, id, words};
use super::parse::{Parsed, parse};
use super::problem::{Problems, say};
use super::raw::{
    CalendarFile, FormFile, IndicatorsFile, PlanFile, ProjectFile, RemindersFile, ScoringFile, UnitsFile,
};
use super::{Digests, Files, calendars, cross, forms, projects, reminders, rules, scoring};
use crate::domain::plan::{Parts, Plan};

pub(super) const SOURCE: &str = "source.txt";
pub(super) const UNITS: &str = "units.toml";

/// The files as they are written; `None` for one that could not be read.
pub(super) struct Raw {
    pub plan: Option<Parsed<PlanFile>>,
    pub units: Option<Parsed<UnitsFile>>,
    pub projects: Vec<Parsed<ProjectFile>>,
    /// Every file below `projects/` could be read in full.
    pub projects_whole: bool,
    pub forms: Vec<Parsed<FormFile>>,
    /// Every file below `forms/` could be read in full.
    pub forms_whole: bool,
    pub indicators: Option<Parsed<IndicatorsFile>>,
    pub reminders: Option<Parsed<RemindersFile>>,
    pub scoring: Option<Parsed<ScoringFile>>,
    pub calendar: Vec<Parsed<CalendarFile>>,
    pub calendar_whole: bool,
    pub source: Option<String>,
}

pub(super) fn read(files: &Files, digest: &mut Digests, problems: &mut Problems) -> Raw {
    let mut reader = Reader { files, digest, problems };
    let plan = reader.toml("plan.toml");
    let units = reader.toml(UNITS);
    let names = reader.projects();
    let (projects, projects_whole) = reader.folder("projects", &names);
    let names = reader.listed("forms");
    let (forms, forms_whole) = reader.folder("forms", &names);
    let indicators = reader.toml("indicators.toml");
    let reminders = reader.toml("reminders.toml");
    let scoring = reader.toml("scoring.toml");
    let (calendar, calendar_whole) = reader.calendar();
    let source = reader.text(SOURCE);
    Raw {
        plan,
        units,
        projects,
        projects_whole,
        forms,
        forms_whole,
        indicators,
        reminders,
        scoring,
        calendar,
        calendar_whole,
        source,
    }
}

struct Reader<'a> {
    files: &'a Files,
    digest: &'a mut Digests,
    problems: &'a mut Problems,
}

impl Reader<'_> {
    fn toml<T: DeserializeOwned>(&mut self, file: &str) -> Option<Parsed<T>> {
        self.text(file)?;
        parse(file, self.problems)
    }

    fn text(&mut self, file: &str) -> Option<String> {
        match self.files.read(file) {
            Ok(Some(bytes)) => self.accept(file, bytes),
            Ok(None) => {
                self.problems
                    .error(file, 0..0, say!("缺少文件 {file}", "the file {file} is missing"))
                    .help(say!("写法见 plan/README.zh-CN.md", "plan/README.md tells how to write it"));
                None
            }
            Err(error) => {
                self.unreadable(file, &error);
                None
            }
        }
    }

    fn accept(&mut self, file: &str, bytes: Cow<'_, [u8]>) -> Option<String> {
        self.digest.add(file, &bytes);
        match String::from_utf8(bytes.into_owned()) {
            Ok(text) => {
                self.problems.read(file, text.clone());
                Some(text)
            }
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                self.problems.read(file, text);
                self.problems
                    .error(file, valid..valid, say!("文件不是 UTF-8 编码", "the file is not UTF-8"))
                    .help(say!("请另存为 UTF-8", "save it as UTF-8"));
                None
            }
        }
    }

    fn unreadable(&mut self, file: &str, error: &std::io::Error) {
        self.problems
            .error(file, 0..0, say!("无法读取：{error}", "cannot be read: {error}"))
            .help(say!("请检查文件和权限", "check the file and its permissions"));
    }

    fn listed(&mut self, folder: &str) -> Vec<String> {
        self.files.listed(folder).unwrap_or_else(|error| {
            self.unreadable(folder, &error);
            Vec::new()
        })
    }

    /// The files of a folder that could be read, and whether all of them could in full.
    fn folder<T: DeserializeOwned>(&mut self, folder: &str, names: &[String]) -> (Vec<Parsed<T>>, bool) {
        let files: Vec<Parsed<T>> =
            names.iter().filter_map(|name| self.toml(&format!("{folder}/{name}"))).collect();
        let whole = files.len() == names.len() && files.iter().all(|parsed| parsed.whole);
        (files, whole)
    }

    fn projects(&mut self) -> Vec<String> {
        let names = self.listed("projects");
        if names.is_empty() {
            self.problems
                .error("projects/1.toml", 0..0, say!("没有任何专项工程", "there are no projects"))
                .help(say!(
                    "每个专项工程写一个 projects/序号.toml",
                    "write one projects/N.toml for each project"
                ));
        }
        names
    }

    fn calendar(&mut self) -> (Vec<Parsed<CalendarFile>>, bool) {
        let files = self.files.calendar().unwrap_or_else(|error| {
            self.unreadable("calendar", &error);
            Vec::new()
        });
        let count = files.len();
        let years: Vec<_> = files
            .into_iter()
            .filter_map(|(name, bytes)| {
                let file = format!("calendar/{name}");
                self.accept(&file, bytes)?;
                parse::<CalendarFile>(&file, self.problems)
            })
            .collect();
        let whole = years.len() == count;
        (years, whole)
    }
}

/// Turns the files into the plan. Goes on past problems to find them all; `None` where something is missing
/// altogether, and then there is at least one error.
pub(super) fn plan(raw: Raw, digest: Digests, problems: &mut Problems) -> Option<Plan> {
    let source = raw.source.as_deref();
    let names = raw.units.as_ref().map(|units| Names::new(units, problems)).unwrap_or_default();
    let calendar = calendars::calendar(&raw.calendar, problems);
    let mut forms = forms::forms(&raw.forms, &calendar, problems);
    let mut projects = projects::projects(&raw.projects, &names, source, problems);
    forms::join(&raw, &mut projects, &mut forms, problems);
    let indicators = raw.indicators.as_ref().map(|parsed| rules::indicators(parsed, source, problems));
    let reminders = raw.reminders.as_ref().and_then(|parsed| reminders::reminders(parsed, problems));
    let named = scoring::Plan {
        names: &names,
        projects: &projects,
        projects_whole: raw.projects_whole,
        indicators: indicators.as_deref().unwrap_or_default(),
    };
    let scoring = raw.scoring.as_ref().and_then(|parsed| scoring::scoring(parsed, &named, problems));
    cross::check(&raw, &projects, reminders.as_ref(), &calendar, problems);
    let head = head(raw.plan.as_ref()?, problems)?;
    Some(Plan::new(Parts {
        id: head.id,
        version: head.version,
        year: head.year,
        tracked_from: head.tracked_from,
        title: head.title,
        zone: head.zone,
        close_of_business: head.close_of_business,
        due_soon_working_days: head.due_soon_working_days,
        calendar,
        units: names.units,
        groups: names.groups,
        projects,
        indicators: indicators?,
        forms,
        reminders: reminders?,
        scoring: scoring?,
        source: raw.source?,
        digest: digest.finish(),
    }))
}

/// What `plan.toml` says.
struct Head {
    id: crate::domain::ids::PlanId,
    version: i64,
    year: i32,
    tracked_from: Option<Date>,
    title: crate::domain::plan::Words,
    zone: UtcOffset,
    close_of_business: Time,
    due_soon_working_days: u16,
}

fn head(parsed: &Parsed<PlanFile>, problems: &mut Problems) -> Option<Head> {
    let (file, table) = (parsed.file.as_str(), &parsed.value);
    if !(2000..=2100).contains(&*table.year) {
        let given = *table.year;
        problems
            .error(file, table.year.span(), say!("年度{given}不合理", "{given} is not a plausible year"))
            .help(say!("写四位年份，如 2026", "write four digits, such as 2026"));
    }
    let tracked_from =
        table.tracked_from.as_ref().and_then(|day| calendars::date(file, day, *table.year, problems));
    let id = id(file, &table.id, problems);
    let zone = offset(file, &table.utc_offset, problems);
    let close_of_business = time_of_day(file, &table.close_of_business, problems);
    Some(Head {
        id: id?,
        version: *table.version,
        year: *table.year,
        tracked_from,
        title: words(file, &table.title, table.title_en.as_ref(), problems),
        zone: zone?,
        close_of_business: close_of_business?,
        due_soon_working_days: *table.due_soon_working_days,
    })
}

/// "+08:00"
fn offset(file: &str, text: &At<String>, problems: &mut Problems) -> Option<UtcOffset> {
    let parsed = text.split_once(':').and_then(|(hours, minutes)| {
        let sign = if hours.starts_with('-') { -1 } else { 1 };
        let digits = hours.strip_prefix(['+', '-']).filter(|digits| digits.len() == 2)?;
        let minutes: i8 = minutes.parse().ok().filter(|n| (0..60).contains(n) && minutes.len() == 2)?;
        let hours: i8 = digits.parse().ok().filter(|n| (0..=14).contains(n))?;
        UtcOffset::from_hms(sign * hours, sign * minutes, 0).ok()
    });
    if parsed.is_none() {
        let given = text.as_str();
        problems
            .error(file, text.span(), say!("无法识别时区“{given}”", "`{given}` is not an offset from UTC"))
            .help(say!("北京时间写 \"+08:00\"", "Beijing time is \"+08:00\""));
    }
    parsed
}
