//! `duban plan show`: the plan as a tree, or what a unit or a month owes as a list.

use std::io::{self, Write};

use time::{Date, Month};

use super::table::table;
use crate::domain::forms::Form;
use crate::domain::ids::UnitId;
use crate::domain::materialise::{Milestones, Planned, planned};
use crate::domain::plan::{Duty, Owed, Plan, Project, Task};
use crate::words::{Lang, due_rule, exact, period, separator, t, weekday};

/// Which dated obligations to list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    unit: Option<UnitId>,
    month: Option<(i32, Month)>,
}

/// Why a choice means nothing in this plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadChoice {
    /// No unit has this id, name or alias. The text, and a name that would do.
    Unit(String, String),
    /// Not of the form 2026-06.
    Month(String, String),
}

impl BadChoice {
    /// What to tell the person who chose.
    pub fn words(&self, lang: Lang) -> String {
        match self {
            Self::Unit(name, example) => {
                t!(lang, "cli-plan-no-unit", name = name.as_str(), example = example.as_str())
            }
            Self::Month(month, example) => {
                t!(lang, "cli-plan-no-month", month = month.as_str(), example = example.as_str())
            }
        }
    }
}

impl Choice {
    /// A unit by id, name or alias, a month such as `2026-06`, or both.
    pub fn new(plan: &Plan, unit: Option<&str>, month: Option<&str>) -> Result<Self, BadChoice> {
        let unit = unit.map(|name| find_unit(plan, name)).transpose()?;
        let month = month.map(|text| find_month(plan, text)).transpose()?;
        Ok(Self { unit, month })
    }

    fn takes(&self, row: &Row<'_>) -> bool {
        let unit = self.unit.as_ref().is_none_or(|unit| row.concerns(unit));
        let month = self.month.is_none_or(|month| (row.due.year(), row.due.month()) == month);
        unit && month
    }
}

pub(super) fn find_unit(plan: &Plan, name: &str) -> Result<UnitId, BadChoice> {
    let named = |unit: &&crate::domain::plan::Unit| {
        unit.id.as_str() == name || unit.name.zh == name || unit.aliases.iter().any(|alias| alias == name)
    };
    let example =
        || plan.units.first().map_or_else(String::new, |unit| format!("{} {}", unit.id, unit.name.zh));
    let found = plan.units.iter().find(named);
    found.map(|unit| unit.id.clone()).ok_or_else(|| BadChoice::Unit(name.to_owned(), example()))
}

fn find_month(plan: &Plan, text: &str) -> Result<(i32, Month), BadChoice> {
    let parsed = text.split_once('-').and_then(|(year, month)| {
        let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
        Some((year.parse().ok().filter(|_| year.len() == 4)?, month))
    });
    parsed.ok_or_else(|| BadChoice::Month(text.to_owned(), format!("{}-06", plan.year)))
}

/// Writes every project, task and duty.
pub fn tree(plan: &Plan, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "{}",
        t!(lang, "cli-plan-title", title = lang.pick(&plan.title), year = plan.year.to_string())
    )?;
    for project in &plan.projects {
        writeln!(out, "\n{} {}", project.number, lang.pick(&project.title))?;
        writeln!(out, "  {}", t!(lang, "cli-plan-leads", units = names(plan, lang, &project.leads)))?;
        writeln!(out, "  {}", t!(lang, "cli-plan-responsible", units = responsible(plan, lang, project)))?;
        gap(project.gap.as_deref(), "  ", lang, out)?;
        for task in &project.tasks {
            write_task(plan, lang, task, out)?;
        }
    }
    write_forms(plan, lang, out)
}

/// Each form with the duties that ask for it.
fn write_forms(plan: &Plan, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    if plan.forms.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", t!(lang, "cli-plan-forms"))?;
    let duties = |form: &Form| {
        let asking = plan.duties().filter(|place| place.duty.forms.contains(&form.id));
        asking.map(|place| place.duty.id.to_string()).collect::<Vec<_>>().join(separator(lang))
    };
    let row = |form: &Form| {
        let columns = t!(lang, "cli-plan-columns", count = form.columns.len());
        [format!("  {}", form.id), lang.pick(&form.title).to_owned(), columns, duties(form)]
    };
    let rows: Vec<_> = plan.forms.iter().map(row).collect();
    write!(out, "{}", table(&rows))
}

fn write_task(plan: &Plan, lang: Lang, task: &Task, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\n  {} {}", task.id, lang.pick(&task.title))?;
    gap(task.gap.as_deref(), "      ", lang, out)?;
    let row = |duty: &Duty| {
        let title = lang.pick(&duty.title).to_owned();
        [format!("      {}", duty.id), title, owed(plan, lang, &duty.owed), due_rule(lang, plan, &duty.due)]
    };
    let rows: Vec<_> = task.duties.iter().map(row).collect();
    write!(out, "{}", table(&rows))
}

fn gap(gap: Option<&str>, indent: &str, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    match gap {
        Some(gap) => writeln!(out, "{indent}{}", t!(lang, "cli-plan-gap", gap = gap)),
        None => Ok(()),
    }
}

/// The responsible units; where they are all of a group's, its name says it.
fn responsible(plan: &Plan, lang: Lang, project: &Project) -> String {
    let group = plan.groups.iter().find(|group| group.members == project.responsible);
    group.map_or_else(|| names(plan, lang, &project.responsible), |group| lang.pick(&group.name).to_owned())
}

fn owed(plan: &Plan, lang: Lang, owed: &Owed) -> String {
    match owed {
        Owed::Each(units) if units.len() <= 3 => names(plan, lang, units),
        Owed::Each(units) => t!(lang, "cli-plan-each", count = units.len()),
        Owed::Voluntary(units) => t!(lang, "cli-plan-any", count = units.len()),
        Owed::Joint { owner, assist } if assist.is_empty() => name(plan, lang, owner),
        Owed::Joint { owner, assist } => {
            let (owner, assists) = (name(plan, lang, owner), names(plan, lang, assist));
            t!(lang, "cli-plan-joint", owner = owner, assists = assists)
        }
    }
}

fn names(plan: &Plan, lang: Lang, units: &[UnitId]) -> String {
    let names: Vec<String> = units.iter().map(|unit| name(plan, lang, unit)).collect();
    names.join(separator(lang))
}

fn name(plan: &Plan, lang: Lang, unit: &UnitId) -> String {
    plan.unit(unit).map_or_else(|| unit.to_string(), |unit| lang.pick(&unit.name).to_owned())
}

/// A dated obligation.
struct Row<'a> {
    duty: &'a Duty,
    planned: Planned,
    due: Date,
    when: String,
}

impl Row<'_> {
    /// Owes it or assists.
    fn concerns(&self, unit: &UnitId) -> bool {
        self.planned.unit_id == *unit || self.duty.owed.assists().contains(unit)
    }
}

/// Writes the dated obligations chosen, earliest first, and how many they are.
pub fn obligations(plan: &Plan, choice: &Choice, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    let row = |planned: Planned| {
        let at = planned.scheduled_at?.in_zone(plan.zone);
        let duty = plan.duty(&planned.duty_id)?.duty;
        Some(Row { duty, due: at.date(), when: exact(at), planned })
    };
    let all = planned(plan, &Milestones::new()).into_iter().filter_map(row);
    let mut rows: Vec<Row<'_>> = all.filter(|row| choice.takes(row)).collect();
    // Stable: within a day the text's order stays, and within a duty the units'.
    rows.sort_by_key(|row| row.planned.scheduled_at);
    let cells: Vec<_> = rows.iter().map(|row| cells(plan, choice, lang, row)).collect();
    write!(out, "{}", table(&cells))?;
    writeln!(out, "{}", t!(lang, "cli-plan-rows", count = rows.len()))
}

fn cells(plan: &Plan, choice: &Choice, lang: Lang, row: &Row<'_>) -> [String; 6] {
    let owner = &row.planned.unit_id;
    let who = match &choice.unit {
        Some(unit) if unit == owner => String::new(),
        Some(_) => t!(lang, "cli-plan-assisting", owner = name(plan, lang, owner)),
        None => name(plan, lang, owner),
    };
    [
        row.when.clone(),
        weekday(lang, row.due.weekday()),
        row.duty.id.to_string(),
        lang.pick(&row.duty.title).to_owned(),
        period(lang, &row.planned.period),
        who,
    ]
}
