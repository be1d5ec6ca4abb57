//! Reminders beside the duties that they are for.

use super::notices;
use super::parse::Parsed;
use super::problem::{Problems, say};
use super::raw::{AudienceName, RemindersFile, StagesTable};
use crate::domain::deadline::When;
use crate::domain::plan::{Duty, Project};
use crate::domain::reminder::{Rhythm, Rules};

/// More would be read by nobody.
const LETTERS_A_WEEK: usize = 2;

pub(super) fn check(
    parsed: &Parsed<RemindersFile>,
    rules: &Rules,
    projects: &[Project],
    problems: &mut Problems,
) {
    let (file, table) = (parsed.file.as_str(), &parsed.value);
    let tasks = projects.iter().flat_map(|project| &project.tasks);
    let duties: Vec<&Duty> = tasks.flat_map(|task| &task.duties).collect();
    let is_weekly = |duty: &Duty| Rhythm::of(&duty.due) == Rhythm::Weekly;
    let weekly = match &table.weekly {
        Some(own) => Some(own),
        None => duties.iter().any(|duty| is_weekly(duty)).then_some(&table.default),
    };
    if let Some(table) = weekly {
        often(file, table, rules.weekly.letters_a_week(), problems);
    }
    for (id, table) in &table.duty {
        let Some(duty) = duties.iter().find(|duty| duty.id.as_str() == id.as_str()) else { continue };
        if matches!(duty.due.when, When::Standing | When::Undated) || duty.owed.is_voluntary() {
            let given = id.as_str();
            problems
                .warn(
                    file,
                    id.span(),
                    say!(
                        "“{given}”没有时限或属自愿，从不提醒",
                        "nobody is ever reminded of `{given}`: it has no date, or is voluntary"
                    ),
                )
                .help(say!("可以删去这一段", "remove the table"));
        }
        if let Some(stages) = rules.duties.get(&duty.id).filter(|_| is_weekly(duty)) {
            often(file, table, stages.letters_a_week(), problems);
        }
    }
    let named =
        [Some(&table.default), table.weekly.as_ref(), table.monthly.as_ref(), table.two_monthly.as_ref()];
    // For a single duty, no stage at all is meant.
    let single = table.duty.values().filter(|table| !table.steps.is_empty());
    named.into_iter().flatten().chain(single).for_each(|table| unheard(file, table, problems));
    if let Some(notice) = &table.notice {
        notices::check(file, notice, table, problems);
    }
}

fn often(file: &str, table: &StagesTable, letters: usize, problems: &mut Problems) {
    if letters > LETTERS_A_WEEK {
        problems
            .warn(
                file,
                table.steps.span(),
                say!("每周报送的事项，一直未报的每周会收到{letters}封", "whoever never sends a weekly duty gets {letters} letters a week"),
            )
            .help(say!(
                "最好不超过{LETTERS_A_WEEK}封：减少 steps，或让各次落在同一个星期几（counted = \"calendar\"，then_every = 7）",
                "better {LETTERS_A_WEEK} at most: fewer steps, or let them fall on the same weekdays (counted = \"calendar\", then_every = 7)"
            ));
    }
}

/// The unit itself should be among those who are told.
fn unheard(file: &str, table: &StagesTable, problems: &mut Problems) {
    let own = |name: &AudienceName| matches!(name, AudienceName::Liaison | AudienceName::Leader);
    let told =
        table.steps.iter().any(|step| step.to.as_ref().is_none_or(|to| to.iter().any(|name| own(name))));
    if !told {
        problems
            .warn(
                file,
                table.steps.span(),
                say!("没有一次提醒发给报送单位自己", "no stage tells the unit itself"),
            )
            .help(say!("to 里加上 liaison", "add \"liaison\" to a `to`"));
    }
}
