//! Supervision notices (督办通知单) from `reminders.toml`.

use super::at::At;
use super::problem::{Problems, say};
use super::raw::{AudienceName, NoticeTable, RemindersFile, StagesTable, StepTable};
use crate::domain::supervision::Rules;

pub(super) fn rules(file: &str, table: &NoticeTable, problems: &mut Problems) -> Option<Rules> {
    let names: Vec<Option<String>> =
        std::iter::once(&table.issuer).chain(&table.copy_to).map(|at| name(file, at, problems)).collect();
    if *table.from_overdue == 0 {
        problems
            .error(
                file,
                table.from_overdue.span(),
                say!("没有第0次逾期提醒", "overdue stages are counted from 1"),
            )
            .help(say!("至少写1；不发督办通知单的，删去 [notice]", "write at least 1, or remove [notice]"));
        return None;
    }
    let mut names = names.into_iter().collect::<Option<Vec<String>>>()?.into_iter();
    Some(Rules { from_overdue: *table.from_overdue, issuer: names.next()?, copy_to: names.collect() })
}

fn name(file: &str, text: &At<String>, problems: &mut Problems) -> Option<String> {
    let name = text.trim();
    if name.is_empty() {
        problems
            .error(file, text.span(), say!("机关名称是空的", "the name is empty"))
            .help(say!("写全称，如“区社会信用体系建设工作领导小组”", "write the full name"));
        return None;
    }
    Some(name.to_owned())
}

/// The notice beside the stages from which it is issued.
pub(super) fn check(file: &str, notice: &NoticeTable, table: &RemindersFile, problems: &mut Problems) {
    let tables =
        [Some(&table.default), table.weekly.as_ref(), table.monthly.as_ref(), table.two_monthly.as_ref()];
    // For a single duty, no stage at all is meant.
    let single = table.duty.values().filter(|stages| !stages.steps.is_empty());
    for stages in tables.into_iter().flatten().chain(single) {
        from_stage(file, usize::from(*notice.from_overdue), stages, problems);
    }
}

fn from_stage(file: &str, nth: usize, stages: &StagesTable, problems: &mut Problems) {
    let overdue: Vec<&At<StepTable>> = stages.steps.iter().filter(|step| step.after.is_some()).collect();
    let again = overdue.last().filter(|_| stages.then_every.is_some());
    let Some(step) = nth.checked_sub(1).and_then(|at| overdue.get(at)).or(again) else {
        let count = overdue.len();
        problems
            .warn(
                file,
                stages.steps.span(),
                say!(
                    "逾期提醒只有{count}次，到不了第{nth}次，督办通知单不会发出",
                    "there are {count} overdue stages, so the notice from stage {nth} on is never issued"
                ),
            )
            .help(say!(
                "补写 after 或 then_every，或改 [notice] 的 from_overdue",
                "add an `after` step or `then_every`, or change `from_overdue`"
            ));
        return;
    };
    let tells = |who| step.to.as_ref().is_some_and(|to| to.iter().any(|name| **name == who));
    if !tells(AudienceName::Leader) || !tells(AudienceName::Office) {
        problems
            .warn(
                file,
                step.span(),
                say!(
                    "督办通知单从这次提醒起发，但这次没有提醒单位领导和领导小组办公室",
                    "a notice is issued from this stage on, which does not tell both the leader and the office"
                ),
            )
            .help(say!("to 里写上 leader、office", "name \"leader\" and \"office\" in `to`"));
    }
}
