//! An implementation plan (实施方案) as data: checked, complete, in the source's order.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use time::{Date, Month, Time, UtcOffset};

use super::calendar::Calendar;
use super::deadline::{DueRule, Setting};
use super::forms::Form;
use super::ids::{DutyId, FigureId, FormId, GroupId, PlanId, TaskId, UnitId};
use super::indicator::Indicator;
use super::reminder;
use super::scoring;
use super::timestamp::Timestamp;

/// A text in both languages (中文, English).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    pub zh: String,
    pub en: String,
}

/// What a plan is made of; [`Plan::new`] adds the look-up tables.
#[derive(Debug, Clone)]
pub struct Parts {
    pub id: PlanId,
    /// Raised by hand with every change that people should hear of.
    pub version: i64,
    pub year: i32,
    /// 启用日期: nothing due before this day is tracked, for a plan taken into use during its year.
    pub tracked_from: Option<Date>,
    pub title: Words,
    /// A fixed offset: China has no summer time.
    pub zone: UtcOffset,
    /// 下班时间
    pub close_of_business: Time,
    /// The yellow light (黄灯) begins this many working days before the due day.
    pub due_soon_working_days: u16,
    pub calendar: Calendar,
    /// In protocol order (排序), which readers care about; never sorted by name.
    pub units: Vec<Unit>,
    pub groups: Vec<Group>,
    pub projects: Vec<Project>,
    pub indicators: Vec<Indicator>,
    /// 报表样式
    pub forms: Vec<Form>,
    pub reminders: reminder::Rules,
    pub scoring: scoring::Rules,
    /// The plan's text, verbatim.
    pub source: String,
    /// SHA-256 of all the files, to tell one edition from another.
    pub digest: String,
}

/// A whole plan.
#[derive(Debug, Clone)]
pub struct Plan {
    parts: Parts,
    units: HashMap<UnitId, usize>,
    duties: HashMap<DutyId, (usize, usize, usize)>,
    tasks: HashMap<TaskId, (usize, usize)>,
}

/// A unit (责任单位, 牵头单位).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    pub id: UnitId,
    pub name: Words,
    /// Other names the text uses for it (别称).
    pub aliases: Vec<String>,
    /// Stands for members that the text does not name; to be replaced by the user.
    pub placeholder: bool,
    /// Named by the text, owes nothing, gets no mail.
    pub external: bool,
    pub note: Option<String>,
}

/// A named set of units, for example 各镇、街道、开发区.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    pub id: GroupId,
    pub name: Words,
    pub members: Vec<UnitId>,
    /// Who belongs is not in the text; this says what was assumed.
    pub assumed: Option<String>,
}

/// A project (专项工程).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    pub number: i64,
    pub title: Words,
    pub quote: String,
    /// 牵头单位; the first one owns joint obligations.
    pub leads: Vec<UnitId>,
    /// 责任单位, groups spelt out.
    pub responsible: Vec<UnitId>,
    pub gap: Option<String>,
    pub tasks: Vec<Task>,
}

/// A key task (重点任务).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    pub id: TaskId,
    pub title: Words,
    pub quote: String,
    pub gap: Option<String>,
    pub duties: Vec<Duty>,
}

/// What someone must deliver for a task (报送事项).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    pub id: DutyId,
    pub title: Words,
    /// What to hand in, in a sentence or two.
    pub requirement: Words,
    pub quote: String,
    pub owed: Owed,
    pub due: DueRule,
    /// At least one file must be attached.
    pub evidence_required: bool,
    /// What counts as evidence (佐证材料).
    pub evidence: Option<Words>,
    pub figures: Vec<Figure>,
    /// Report forms whose rows it asks for (明细表). Rows of any of them make a report.
    pub forms: Vec<FormId>,
    /// "本期无" is a valid report.
    pub nil_allowed: bool,
    /// What the text does not say, in words.
    pub gap: Option<String>,
    /// What was assumed where the text is open, in words.
    pub assumed: Option<String>,
}

/// Who owes a duty, groups spelt out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owed {
    /// Each of these units owes its own.
    Each(Vec<UnitId>),
    /// One obligation: the first owns it, the others assist (配合).
    Joint { owner: UnitId, assist: Vec<UnitId> },
    /// Any of these may, none must (自愿).
    Voluntary(Vec<UnitId>),
}

impl Owed {
    /// The units that get an obligation of their own.
    pub fn owners(&self) -> &[UnitId] {
        match self {
            Self::Each(units) | Self::Voluntary(units) => units,
            Self::Joint { owner, .. } => std::slice::from_ref(owner),
        }
    }

    pub fn assists(&self) -> &[UnitId] {
        match self {
            Self::Joint { assist, .. } => assist,
            _ => &[],
        }
    }

    pub fn is_voluntary(&self) -> bool {
        matches!(self, Self::Voluntary(_))
    }
}

/// A whole number that a report asks for (填报数据), never negative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    pub id: FigureId,
    pub label: Words,
    /// 计量单位, for example 件.
    pub unit: Words,
    pub required: bool,
    /// This figure may not be greater than that one (a part of it).
    pub at_most: Option<FigureId>,
    pub aggregate: Aggregate,
    /// 由明细表计数: it is not typed, since a form of the duty counts it.
    pub counted: bool,
}

/// How a unit's reports of one figure combine (汇总方式).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Aggregate {
    /// 分期数: each report counts its own period; they add up.
    #[default]
    Sum,
    /// 累计数: each report says how many there are by now; the latest one stands.
    Last,
}

impl Project {
    /// 一 to 十, as in 专项工程一.
    pub fn numeral(&self) -> Option<&'static str> {
        const NUMERALS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
        NUMERALS.get(usize::try_from(self.number - 1).ok()?).copied()
    }
}

impl Plan {
    pub fn new(parts: Parts) -> Self {
        let units = parts.units.iter().enumerate().map(|(at, unit)| (unit.id.clone(), at)).collect();
        let mut duties = HashMap::new();
        let mut tasks = HashMap::new();
        for (p, project) in parts.projects.iter().enumerate() {
            for (t, task) in project.tasks.iter().enumerate() {
                tasks.insert(task.id.clone(), (p, t));
                for (d, duty) in task.duties.iter().enumerate() {
                    duties.insert(duty.id.clone(), (p, t, d));
                }
            }
        }
        Self { parts, units, duties, tasks }
    }

    /// The same plan under another id: another district's, or next year's.
    pub fn rename(&mut self, id: PlanId) {
        self.parts.id = id;
    }

    pub fn unit(&self, id: &UnitId) -> Option<&Unit> {
        self.parts.units.get(*self.units.get(id)?)
    }

    /// Where a duty stands in the text's order; unknown ones last.
    pub fn place(&self, id: &DutyId) -> (usize, usize, usize) {
        self.duties.get(id).copied().unwrap_or((usize::MAX, 0, 0))
    }

    /// Where a unit stands in protocol order; unknown ones last.
    pub fn position(&self, id: &UnitId) -> usize {
        self.units.get(id).copied().unwrap_or(usize::MAX)
    }

    pub fn project(&self, number: i64) -> Option<&Project> {
        self.parts.projects.iter().find(|project| project.number == number)
    }

    pub fn task(&self, id: &TaskId) -> Option<(&Project, &Task)> {
        let (p, t) = *self.tasks.get(id)?;
        let project = self.parts.projects.get(p)?;
        Some((project, project.tasks.get(t)?))
    }

    pub fn duty(&self, id: &DutyId) -> Option<Place<'_>> {
        let (p, t, d) = *self.duties.get(id)?;
        let project = self.parts.projects.get(p)?;
        let task = project.tasks.get(t)?;
        Some(Place { project, task, duty: task.duties.get(d)? })
    }

    /// Every duty with its project and task, in the text's order.
    pub fn duties(&self) -> impl Iterator<Item = Place<'_>> {
        self.parts.projects.iter().flat_map(|project| {
            project
                .tasks
                .iter()
                .flat_map(move |task| task.duties.iter().map(move |duty| Place { project, task, duty }))
        })
    }

    pub fn form(&self, id: &FormId) -> Option<&Form> {
        self.parts.forms.iter().find(|form| form.id == *id)
    }

    /// The forms that a duty asks for.
    pub fn forms_of<'a>(&'a self, duty: &'a Duty) -> impl Iterator<Item = &'a Form> {
        duty.forms.iter().filter_map(|id| self.form(id))
    }

    /// Whoever owes a form that is gathered from the accepted rows of this one (汇总单位).
    pub fn gatherers(&self, form: &FormId) -> Vec<UnitId> {
        let gathers = |id: &FormId| self.form(id).is_some_and(|other| other.merges.as_ref() == Some(form));
        let duties = self.duties().filter(|place| place.duty.forms.iter().any(gathers));
        let mut units: Vec<UnitId> = duties.flat_map(|place| place.duty.owed.owners().to_vec()).collect();
        units.sort();
        units.dedup();
        units
    }

    pub fn setting(&self) -> Setting<'_> {
        Setting {
            calendar: &self.parts.calendar,
            zone: self.parts.zone,
            close_of_business: self.parts.close_of_business,
        }
    }

    /// The first instant of each month of the plan's year, and of the year after it.
    pub fn months(&self) -> [Timestamp; 13] {
        let (first, _) = self.range();
        let start = |day: Date| Timestamp::local(day, Time::MIDNIGHT, self.parts.zone);
        std::array::from_fn(|at| {
            match u8::try_from(at + 1).ok().and_then(|month| Month::try_from(month).ok()) {
                Some(month) => start(first.replace_month(month).unwrap_or(first)),
                None => start(first.replace_year(first.year() + 1).unwrap_or(Date::MAX)),
            }
        })
    }

    /// The plan's first and last day.
    pub fn range(&self) -> (Date, Date) {
        let day = |month, day| Date::from_calendar_date(self.parts.year, month, day).unwrap_or(Date::MAX);
        (day(Month::January, 1), day(Month::December, 31))
    }
}

impl std::ops::Deref for Plan {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.parts
    }
}

/// A duty and where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    pub project: &'a Project,
    pub task: &'a Task,
    pub duty: &'a Duty,
}
