//! Forms beside the duties that ask for them, and beside each other.

use std::collections::HashSet;

use crate::domain::forms::{Form, Rule};
use crate::domain::plan::{Duty, Project};
use crate::plan_files::assemble::Raw;
use crate::plan_files::at::At;
use crate::plan_files::parse::Parsed;
use crate::plan_files::problem::{Problems, say};
use crate::plan_files::raw::{AggregateName, CountTable, DutyTable, FormFile};
use crate::plan_files::suggest::one_of;

/// Marks the figures that forms count, puts the forms in the order in which duties ask for them, and reports what does
/// not go together.
pub(in crate::plan_files) fn join(
    raw: &Raw,
    projects: &mut [Project],
    forms: &mut [Form],
    problems: &mut Problems,
) {
    let duties = || projects.iter().flat_map(|project| &project.tasks).flat_map(|task| &task.duties);
    let asked: Vec<_> = duties().flat_map(|duty| &duty.forms).cloned().collect();
    forms.sort_by_key(|form| asked.iter().position(|id| *id == form.id).unwrap_or(usize::MAX));
    let all = projects.iter_mut().flat_map(|project| &mut project.tasks).flat_map(|task| &mut task.duties);
    all.for_each(|duty| mark(duty, forms));
    if !raw.projects_whole || !raw.forms_whole {
        return;
    }
    let join = Join { raw, forms };
    for parsed in &raw.projects {
        for duty in parsed.value.task.iter().flat_map(|task| &task.duty) {
            join.duty(&parsed.file, duty, problems);
        }
    }
    for parsed in &raw.forms {
        join.form(parsed, problems);
    }
    join.contacts(problems);
}

fn mark(duty: &mut Duty, forms: &[Form]) {
    for form in forms.iter().filter(|form| duty.forms.contains(&form.id)) {
        for figure in &mut duty.figures {
            figure.counted |= form.counts.iter().any(|count| count.figure == figure.id);
        }
    }
}

/// The plan as it is written, and what became of its forms.
struct Join<'a> {
    raw: &'a Raw,
    forms: &'a [Form],
}

impl<'a> Join<'a> {
    fn duties(&self) -> impl Iterator<Item = &'a DutyTable> {
        self.raw.projects.iter().flat_map(|parsed| &parsed.value.task).flat_map(|task| &task.duty)
    }

    fn table(&self, id: &str) -> Option<&'a FormFile> {
        self.raw.forms.iter().map(|parsed| &parsed.value).find(|form| form.id.as_str() == id)
    }

    fn known(&self) -> Vec<&'a str> {
        self.raw.forms.iter().map(|parsed| parsed.value.id.as_str()).collect()
    }

    fn unknown(&self, file: &str, name: &At<String>, problems: &mut Problems) {
        let given = name.as_str();
        let look = say!("请在 forms/ 中补上这张报表", "add the form to forms/");
        problems
            .error(
                file,
                name.span(),
                say!("没有标识为“{given}”的报表", "there is no form with the id `{given}`"),
            )
            .help(one_of(given, &self.known()).unwrap_or(look));
    }

    fn duty(&self, file: &str, duty: &DutyTable, problems: &mut Problems) {
        let mut seen = HashSet::new();
        for name in &duty.forms {
            if !seen.insert(name.as_str()) {
                let given = name.as_str();
                problems
                    .error(
                        file,
                        name.span(),
                        say!("报表“{given}”写了两次", "the form `{given}` is named twice"),
                    )
                    .help(say!("请删去一处", "remove one of them"));
                continue;
            }
            match self.table(name) {
                None => self.unknown(file, name, problems),
                Some(form) => {
                    for count in &form.count {
                        self.count(file, (duty, name), (form, count), problems);
                    }
                }
            }
        }
    }

    /// A figure that a form counts, in a duty that asks for the form.
    fn count(
        &self,
        file: &str,
        (duty, name): (&DutyTable, &At<String>),
        (form, count): (&FormFile, &CountTable),
        problems: &mut Problems,
    ) {
        let figure = count.figure.as_str();
        let Some(table) = duty.figures.iter().find(|each| each.id.as_str() == figure) else {
            // What no duty has is told where the form stands.
            if self.has_figure(figure) {
                let form = name.as_str();
                let message = say!(
                    "报表“{form}”计入数据“{figure}”，本事项没有这个数据",
                    "the form `{form}` counts into the figure `{figure}`, which the duty does not have"
                );
                problems.error(file, name.span(), message).help(say!(
                    "请在本事项的 figures 中补上，或从报表中去掉 [[count]]",
                    "add it to the duty's `figures`, or remove the form's [[count]]"
                ));
            }
            return;
        };
        if table.required {
            let message = say!(
                "数据“{figure}”由报表计数，不必写 required",
                "the figure `{figure}` is counted from a form and needs no `required`"
            );
            problems.warn(file, table.id.span(), message).help(say!("请去掉 required", "remove `required`"));
        }
        if table.aggregate == AggregateName::Last
            && is_once(form.id.as_str(), self.forms)
            && is_recurring(duty)
        {
            let message = say!(
                "每行只报一次，最近一期的行数不是累计数",
                "each row is reported once, so that the latest report's rows are no total"
            );
            problems
                .warn(file, table.id.span(), message)
                .help(say!("请用 aggregate = \"sum\"", "write aggregate = \"sum\""));
        }
    }

    fn has_figure(&self, figure: &str) -> bool {
        self.duties().flat_map(|duty| &duty.figures).any(|each| each.id.as_str() == figure)
    }

    fn form(&self, parsed: &Parsed<FormFile>, problems: &mut Problems) {
        let (file, form) = (parsed.file.as_str(), &parsed.value);
        let given = form.id.as_str();
        let is_asked = self.duties().flat_map(|duty| &duty.forms).any(|name| name.as_str() == given);
        if !is_asked {
            problems
                .warn(
                    file,
                    form.id.span(),
                    say!("没有事项要填报表“{given}”", "no duty asks for the form `{given}`"),
                )
                .help(say!(
                    "请写入某个事项的 forms，或删去这张报表",
                    "name it in a duty's `forms`, or remove it"
                ));
        }
        let figures: Vec<&str> =
            self.duties().flat_map(|duty| &duty.figures).map(|figure| figure.id.as_str()).collect();
        for figure in
            form.count.iter().map(|count| &count.figure).filter(|figure| !figures.contains(&figure.as_str()))
        {
            let given = figure.as_str();
            let look = say!("请在事项的 figures 中补上", "add it to the duty's `figures`");
            problems
                .error(
                    file,
                    figure.span(),
                    say!("没有标识为“{given}”的数据", "there is no figure with the id `{given}`"),
                )
                .help(one_of(given, &figures).unwrap_or(look));
        }
        if let Some(other) = &form.merges {
            self.merges(file, form, other, problems);
        }
    }

    fn merges(&self, file: &str, form: &FormFile, name: &At<String>, problems: &mut Problems) {
        let Some(other) = self.table(name).filter(|other| other.id != form.id) else {
            return self.unknown(file, name, problems);
        };
        let given = name.as_str();
        let twin = |id: &At<String>| other.column.iter().find(|column| column.id == *id);
        if !form.column.iter().any(|column| twin(&column.id).is_some()) {
            problems
                .error(
                    file,
                    name.span(),
                    say!("与报表“{given}”没有相同的字段", "it has no column of the form `{given}`"),
                )
                .help(say!(
                    "要汇总的字段，两张报表用同一代码",
                    "what is gathered has the same id in both forms"
                ));
        }
        let is_private = |id: &str| {
            let column =
                |form: &Form| form.columns.iter().any(|each| each.id.as_str() == id && each.is_private());
            self.forms.iter().filter(|each| [form.id.as_str(), given].contains(&each.id.as_str())).any(column)
        };
        let shared = form.column.iter().filter(|column| twin(&column.id).is_some());
        for column in shared.filter(|column| is_private(column.id.as_str())) {
            let id = column.id.as_str();
            problems
                .error(
                    file,
                    column.id.span(),
                    say!(
                        "字段“{id}”是个人敏感信息，不能从报表“{given}”汇总",
                        "the column `{id}` is personal data and is not gathered from `{given}`"
                    ),
                )
                .help(say!(
                    "汇总单位看得到全文：请去掉这个字段，或换个代码",
                    "whoever gathers would see it in full: remove the column, or give it another id"
                ));
        }
        let differs = |column: &&crate::plan_files::raw::ColumnTable| {
            twin(&column.id).is_some_and(|twin| twin.kind != column.kind)
        };
        if let Some(column) = form.column.iter().find(differs) {
            let id = column.id.as_str();
            problems
                .error(
                    file,
                    column.kind.span(),
                    say!(
                        "字段“{id}”在报表“{given}”中是另一种类型",
                        "the column `{id}` is of another type in `{given}`"
                    ),
                )
                .help(say!("两张报表的类型应一致", "give it the same type in both"));
        }
    }

    /// A unit's people come from one form.
    fn contacts(&self, problems: &mut Problems) {
        let mut with =
            self.raw.forms.iter().filter_map(|parsed| Some((parsed, parsed.value.contacts.as_ref()?)));
        let Some((first, _)) = with.next() else { return };
        for (parsed, contacts) in with {
            let given = first.value.id.as_str();
            problems
                .error(
                    &parsed.file,
                    contacts.name.span(),
                    say!("报表“{given}”已有 [contacts]", "the form `{given}` has [contacts] already"),
                )
                .help(say!("一个方案只能有一张联络表", "a plan has one form of contacts"));
        }
    }
}

/// A row belongs to one report: told apart over the district, or timed by its own date.
fn is_once(id: &str, forms: &[Form]) -> bool {
    let form = forms.iter().find(|form| form.id.as_str() == id);
    form.is_some_and(|form| {
        form.rules
            .iter()
            .any(|rule| matches!(rule, Rule::UniqueInDistrict { .. } | Rule::ReportedWithin { .. }))
    })
}

fn is_recurring(duty: &DutyTable) -> bool {
    let dates = duty.due.dates.as_ref().map_or(0, Vec::len);
    duty.due.monthly.is_some() || duty.due.weekly.is_some() || dates > 1
}
