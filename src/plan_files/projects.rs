//! Projects, tasks and duties from their files.

use std::collections::HashSet;

use super::at::At;
use super::due;
use super::lists;
use super::names::{Local, Names, id, text, unique, words};
use super::parse::Parsed;
use super::problem::{Problems, Severity, say};
use super::quotes::{self, Section};
use super::raw::{AggregateName, DutyTable, FigureTable, ProjectFile, TaskTable, WhoTable};
use crate::domain::ids::{DutyId, UnitId};
use crate::domain::plan::{Aggregate, Duty, Figure, Owed, Project, Task, Words};

/// Every project, in the order of their numbers.
pub(super) fn projects(
    files: &[Parsed<ProjectFile>],
    names: &Names,
    source: Option<&str>,
    problems: &mut Problems,
) -> Vec<Project> {
    let mut files: Vec<&Parsed<ProjectFile>> = files.iter().collect();
    files.sort_by_key(|parsed| *parsed.value.number);
    let quotes: Vec<(i64, &str)> =
        files.iter().map(|parsed| (*parsed.value.number, parsed.value.quote.as_str())).collect();
    let sections = source.map(|source| quotes::sections(source, &quotes)).unwrap_or_default();
    let mut duties = HashSet::new();
    let mut projects = Vec::new();
    for (at, parsed) in files.into_iter().enumerate() {
        let place = Place { file: &parsed.file, whole: parsed.whole, names, source };
        let section = sections.get(at).and_then(Option::as_ref);
        place.number(at, &parsed.value, problems);
        place.ids(&parsed.value, &mut duties, problems);
        if let Some(section) = section {
            lists::compare(&parsed.file, &parsed.value, section, names, problems);
        }
        projects.push(place.project(&parsed.value, section, problems));
    }
    projects
}

/// The file that is being read, and what it is read with.
#[derive(Clone, Copy)]
struct Place<'a> {
    file: &'a str,
    whole: bool,
    names: &'a Names,
    source: Option<&'a str>,
}

impl Place<'_> {
    fn number(self, at: usize, project: &ProjectFile, problems: &mut Problems) {
        let expected = at + 1;
        if usize::try_from(*project.number) != Ok(expected) {
            let given = *project.number;
            let message = say!(
                "专项工程的序号应为{expected}，写的是{given}",
                "this should be project {expected}, not {given}"
            );
            problems
                .error(self.file, project.number.span(), message)
                .help(say!("序号从1起，不空不重", "numbers run from 1, none missing, none twice"));
        }
    }

    /// Task numbers in order; duty ids unique in the whole plan.
    fn ids<'p>(self, project: &'p ProjectFile, duties: &mut HashSet<&'p str>, problems: &mut Problems) {
        for (at, task) in project.task.iter().enumerate() {
            let expected = format!("{}.{}", *project.number, at + 1);
            if self.whole && task.id.as_str() != expected {
                let given = task.id.as_str();
                let message = say!(
                    "任务编号应为“{expected}”，写的是“{given}”",
                    "this should be task `{expected}`, not `{given}`"
                );
                problems.error(self.file, task.id.span(), message).help(say!(
                    "编号按顺序写，不空不重",
                    "tasks are numbered in order, none missing, none twice"
                ));
            }
            for duty in &task.duty {
                unique(self.file, duties, &duty.id, ("事项", "duty"), problems);
            }
        }
        if project.task.is_empty() && self.whole {
            problems
                .error(self.file, project.number.span(), say!("没有任何重点任务", "the project has no tasks"))
                .help(say!("请用 [[task]] 写上", "add one with [[task]]"));
        }
    }

    fn project(
        self,
        project: &ProjectFile,
        section: Option<&Section<'_>>,
        problems: &mut Problems,
    ) -> Project {
        self.quote(&project.quote, None, problems);
        let leads = self.names.expand(self.file, &project.lead, Local::default(), problems);
        let responsible = self.names.expand(self.file, &project.responsible, Local::default(), problems);
        if leads.is_empty() && self.names.is_whole() {
            problems
                .error(self.file, project.number.span(), say!("没有牵头单位", "there is no lead unit"))
                .help(say!("请写 lead = [\"单位标识\"]", "write lead = [\"a unit's id\"]"));
        }
        let local = Local { lead: &leads, responsible: &responsible };
        let tasks =
            project.task.iter().filter_map(|task| self.task(task, local, section, problems)).collect();
        Project {
            number: *project.number,
            title: words(self.file, &project.title, project.title_en.as_ref(), problems),
            quote: project.quote.to_string(),
            gap: text(project.gap.as_ref()),
            tasks,
            leads,
            responsible,
        }
    }

    fn quote(self, quote: &At<String>, section: Option<&Section<'_>>, problems: &mut Problems) {
        match (section, self.source) {
            (Some(section), _) => section.check(self.file, quote, problems),
            (None, Some(source)) => quotes::check(source, self.file, quote, problems),
            (None, None) => {}
        }
    }

    fn task(
        self,
        task: &TaskTable,
        local: Local<'_>,
        section: Option<&Section<'_>>,
        problems: &mut Problems,
    ) -> Option<Task> {
        self.quote(&task.quote, section, problems);
        if task.duty.is_empty() && task.gap.is_none() && self.whole {
            problems.warn(self.file, task.id.span(), say!("任务没有报送事项", "the task has no duty")).help(
                say!(
                    "请用 [[task.duty]] 写上，或用 gap 说明",
                    "add one with [[task.duty]], or explain in `gap`"
                ),
            );
        }
        let title = words(self.file, &task.title, task.title_en.as_ref(), problems);
        let duties = task.duty.iter().filter_map(|duty| self.duty(duty, local, section, problems)).collect();
        let id = id(self.file, &task.id, problems)?;
        Some(Task { id, title, quote: task.quote.to_string(), gap: text(task.gap.as_ref()), duties })
    }

    fn duty(
        self,
        duty: &DutyTable,
        local: Local<'_>,
        section: Option<&Section<'_>>,
        problems: &mut Problems,
    ) -> Option<Duty> {
        self.quote(&duty.quote, section, problems);
        let id: Option<DutyId> = id(self.file, &duty.id, problems);
        let title = words(self.file, &duty.title, duty.title_en.as_ref(), problems);
        let requirement = words(self.file, &duty.requirement, duty.requirement_en.as_ref(), problems);
        let owed = self.owed(&duty.who, local, problems);
        let due = due::due(self.file, &duty.due, duty.gap.is_some(), problems);
        Some(Duty {
            id: id?,
            title,
            requirement,
            quote: duty.quote.to_string(),
            figures: self.figures(duty, problems),
            forms: duty.forms.iter().filter_map(|form| self::id(self.file, form, problems)).collect(),
            evidence: self.evidence(duty, problems),
            evidence_required: duty.evidence_required,
            nil_allowed: duty.nil_allowed,
            gap: text(duty.gap.as_ref()),
            assumed: text(duty.assumed.as_ref()),
            owed: owed?,
            due: due?,
        })
    }

    fn owed(self, who: &At<WhoTable>, local: Local<'_>, problems: &mut Problems) -> Option<Owed> {
        let errors = problems.count(Severity::Error);
        let mut expand = |list: &[At<String>]| self.names.expand(self.file, list, local, problems);
        let owed = match (&who.each, &who.joint, &who.any) {
            (Some(list), None, None) => Owed::Each(expand(list)),
            (None, None, Some(list)) => Owed::Voluntary(expand(list)),
            (None, Some(list), None) => {
                let mut units = expand(list).into_iter();
                match units.next() {
                    Some(owner) => Owed::Joint { owner, assist: units.collect() },
                    None => Owed::Each(Vec::new()),
                }
            }
            _ => {
                problems
                    .error(
                        self.file,
                        who.span(),
                        say!("由谁报送必须且只能写一种", "`who` has exactly one form"),
                    )
                    .help(say!(
                        "each（各自报送）、joint（共同一份）、any（自愿）三者选一",
                        "write one of each, joint, any"
                    ));
                return None;
            }
        };
        // An unknown unit has been reported already.
        let silent = problems.count(Severity::Error) == errors;
        if owed.owners().is_empty() && self.names.is_whole() && silent {
            problems
                .error(self.file, who.span(), say!("没有单位承担这个事项", "nobody owes this duty"))
                .help(say!("请写上单位，或删去这个事项", "name a unit, or remove the duty"));
        }
        Some(owed)
    }

    fn evidence(self, duty: &DutyTable, problems: &mut Problems) -> Option<Words> {
        if let (None, Some(english)) = (&duty.evidence, &duty.evidence_en) {
            problems
                .error(
                    self.file,
                    english.span(),
                    say!("写了 evidence_en，没写 evidence", "`evidence_en` without `evidence`"),
                )
                .help(say!("请补上中文的 evidence", "add the Chinese `evidence`"));
        }
        let evidence = duty.evidence.as_ref()?;
        Some(words(self.file, evidence, duty.evidence_en.as_ref(), problems))
    }

    fn figures(self, duty: &DutyTable, problems: &mut Problems) -> Vec<Figure> {
        let mut seen = HashSet::new();
        for figure in &duty.figures {
            unique(self.file, &mut seen, &figure.id, ("数据", "figure"), problems);
        }
        duty.figures.iter().filter_map(|figure| self.figure(figure, &seen, problems)).collect()
    }

    fn figure(self, table: &FigureTable, known: &HashSet<&str>, problems: &mut Problems) -> Option<Figure> {
        let wrong = |limit: &&At<String>| !known.contains(limit.as_str()) || **limit == table.id;
        if let Some(limit) = table.at_most.as_ref().filter(wrong).filter(|_| self.whole) {
            let given = limit.as_str();
            let message = say!("本事项没有另一个数据“{given}”", "the duty has no other figure `{given}`");
            problems.error(self.file, limit.span(), message).help(say!(
                "at_most 写同一事项中另一数据的标识",
                "`at_most` names another figure of the same duty"
            ));
        }
        let at_most = match &table.at_most {
            Some(limit) => Some(id(self.file, limit, problems)?),
            None => None,
        };
        Some(Figure {
            id: id(self.file, &table.id, problems)?,
            label: words(self.file, &table.label, table.label_en.as_ref(), problems),
            unit: words(self.file, &table.unit, table.unit_en.as_ref(), problems),
            required: table.required,
            at_most,
            counted: false,
            aggregate: match table.aggregate {
                AggregateName::Sum => Aggregate::Sum,
                AggregateName::Last => Aggregate::Last,
            },
        })
    }
}

/// Every unit that owes or assists in something.
pub(super) fn busy(projects: &[Project]) -> HashSet<&UnitId> {
    let duties = projects.iter().flat_map(|project| &project.tasks).flat_map(|task| &task.duties);
    duties.flat_map(|duty| duty.owed.owners().iter().chain(duty.owed.assists())).collect()
}
