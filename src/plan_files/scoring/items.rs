//! Items (评分项): what they look at, and whom they apply to.

use std::collections::BTreeSet;

use super::{Reader, duties};
use crate::domain::ids::{DutyId, FigureId, UnitId};
use crate::domain::scoring::rules::{Absent, Item};
use crate::plan_files::at::At;
use crate::plan_files::names::{Local, words};
use crate::plan_files::problem::say;
use crate::plan_files::raw::{AbsentName, ItemTable};

impl Reader<'_> {
    pub(super) fn item(&mut self, table: &ItemTable) -> Option<Item> {
        let title = words(self.file, &table.title, table.title_en.as_ref(), self.problems);
        let basis = words(self.file, &table.basis, table.basis_en.as_ref(), self.problems);
        let evidence = table.evidence.as_ref();
        let evidence = evidence.map(|zh| words(self.file, zh, table.evidence_en.as_ref(), self.problems));
        let points = self.decimal(&table.points);
        let scored_by = table.scored_by.as_ref().and_then(|unit| self.unit(unit));
        self.places_of(table);
        let duties = self.duties_of(table);
        let kind = self.kind(table);
        let absent = match table.absent.as_deref() {
            None | Some(AbsentName::Exclude) => Absent::Exclude,
            Some(AbsentName::Full) => Absent::Full,
            Some(AbsentName::Mean) => Absent::Mean,
        };
        let mut item = Item {
            id: table.id.to_string(),
            title,
            points: points?,
            basis,
            scored_by,
            evidence,
            class: table.class.as_ref().map(ToString::to_string),
            bonus: table.bonus,
            groups: table.groups.iter().map(ToString::to_string).collect(),
            duties,
            optional_figures: false,
            grace: table.grace,
            absent,
            kind: kind?,
        };
        self.asking(table, &mut item);
        Some(item)
    }

    fn unit(&mut self, name: &At<String>) -> Option<UnitId> {
        let one = std::slice::from_ref(name);
        self.plan.names.expand(self.file, one, Local::default(), self.problems).pop()
    }

    /// Its class and groups are there.
    fn places_of(&mut self, table: &ItemTable) {
        let groups: Vec<&str> = self.table.group.iter().map(|group| group.id.as_str()).collect();
        for group in &table.groups {
            self.known(group, ("考核组", "group"), &groups);
        }
        let classes: Vec<&str> = self.table.class.iter().map(|class| class.id.as_str()).collect();
        match &table.class {
            Some(class) => {
                self.known(class, ("板块", "class"), &classes);
            }
            None if !classes.is_empty() && !table.bonus => {
                self.problems
                    .error(
                        self.file,
                        table.id.span(),
                        say!("评分项没有写属于哪个板块", "the item belongs to no class"),
                    )
                    .help(say!(
                        "写了板块的规则，加分项以外的各项都要写 class",
                        "where there are classes, every item but a bonus has one"
                    ));
            }
            None => {}
        }
    }

    /// Those that are named, or all with a date that must be done, without those that are excepted.
    fn duties_of(&mut self, table: &ItemTable) -> Option<BTreeSet<DutyId>> {
        let named = table.duties.as_ref().map(|duties| self.covered(duties));
        if table.except.is_empty() {
            return named;
        }
        let except = self.covered(&table.except);
        let all = duties(self.plan.projects).into_values().map(|(_, duty)| duty);
        let must =
            all.filter(|duty| duty.due.is_dated() && !duty.owed.is_voluntary()).map(|duty| duty.id.clone());
        Some(
            named
                .unwrap_or_else(|| must.collect())
                .into_iter()
                .filter(|duty| !except.contains(duty))
                .collect(),
        )
    }

    /// Duties, and tasks spelt out.
    fn covered(&mut self, names: &[At<String>]) -> BTreeSet<DutyId> {
        let mut covered = BTreeSet::new();
        for name in names {
            let all = duties(self.plan.projects);
            let found: Vec<DutyId> = all
                .iter()
                .filter(|(id, (task, _))| **id == name.as_str() || *task == name.as_str())
                .map(|(_, (_, duty))| duty.id.clone())
                .collect();
            if found.is_empty() && self.plan.projects_whole {
                let known: Vec<&str> = all.into_keys().collect();
                self.known(name, ("事项或任务", "duty or task"), &known);
            }
            covered.extend(found);
        }
        covered
    }

    /// An item on figures looks at the duties whose reports ask for them; where it names duties, they must.
    fn asking(&mut self, table: &ItemTable, item: &mut Item) {
        let figures: Vec<FigureId> = item.figures().into_iter().cloned().collect();
        if figures.is_empty() || !self.plan.projects_whole {
            return;
        }
        let all_duties = duties(self.plan.projects);
        let asks = |figure: &FigureId| {
            let asking =
                all_duties.values().filter(|(_, duty)| duty.figures.iter().any(|asked| asked.id == *figure));
            asking.map(|(_, duty)| duty.id.clone()).collect::<BTreeSet<DutyId>>()
        };
        let mut all = BTreeSet::new();
        for figure in &figures {
            let asking = asks(figure);
            let is_asked =
                item.duties.as_ref().is_none_or(|duties| duties.iter().any(|duty| asking.contains(duty)));
            if !asking.is_empty() && !is_asked {
                self.problems
                    .error(
                        self.file,
                        table.id.span(),
                        say!(
                            "所看的事项不填报数据“{figure}”",
                            "the duties it looks at do not report the figure `{figure}`"
                        ),
                    )
                    .help(say!("请更正 duties，或不写 duties", "correct `duties`, or leave it out"));
            }
            all.extend(asking);
        }
        let asked = all_duties.values().flat_map(|(_, duty)| &duty.figures);
        item.optional_figures = { asked }.any(|asked| figures.contains(&asked.id) && !asked.required);
        item.duties.get_or_insert(all);
    }
}
