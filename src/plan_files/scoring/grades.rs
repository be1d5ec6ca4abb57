//! Grades (等次) and vetoes (一票否决).

use rust_decimal::Decimal;

use super::Reader;
use crate::domain::scoring::rules::{Effect, Grade, Veto};
use crate::plan_files::at::At;
use crate::plan_files::names::words;
use crate::plan_files::problem::say;
use crate::plan_files::raw::{GradeTable, VetoTable};

impl Reader<'_> {
    pub(super) fn grades(&mut self) -> Vec<Grade> {
        let mut grades: Vec<Grade> = Vec::new();
        let mut above: Option<Decimal> = None;
        for table in &self.table.grade {
            let title = words(self.file, &table.title, table.title_en.as_ref(), self.problems);
            let at_least = self.optional(table.at_least.as_ref());
            if let Some((least, text)) = at_least.zip(table.at_least.as_ref()) {
                if above.is_some_and(|above| above <= least) {
                    self.problems
                        .error(
                            self.file,
                            text.span(),
                            say!("等次没有从高到低排列", "grades do not go from best to worst"),
                        )
                        .help(say!(
                            "at_least 应逐个变小",
                            "each `at_least` must be smaller than the one before"
                        ));
                }
                above = Some(least);
            }
            self.conditions_of(table);
            let names = |list: &[At<String>]| list.iter().map(ToString::to_string).collect();
            let (requires, if_any) = (names(&table.requires), names(&table.if_any));
            grades.push(Grade { id: id_of(table).to_owned(), title, at_least, requires, if_any });
        }
        self.lowest();
        grades
    }

    fn conditions_of(&mut self, table: &GradeTable) {
        let known: Vec<&str> = self.table.condition.iter().map(|condition| condition.id.as_str()).collect();
        for condition in table.requires.iter().chain(&table.if_any) {
            self.known(condition, ("条件", "condition"), &known);
        }
        if table.at_least.is_none() && table.if_any.is_empty() {
            self.problems
                .error(
                    self.file,
                    table.title.span(),
                    say!("等次既没有最低分，也没有条件", "nothing leads to this grade"),
                )
                .help(say!("请写 at_least 或 if_any", "write at_least or if_any"));
        }
    }

    fn lowest(&mut self) {
        let lowest = self.table.grade.iter().rev().find_map(|grade| grade.at_least.as_ref());
        let Some(lowest) = lowest else { return };
        if Decimal::from_str_exact(lowest).is_ok_and(|least| !least.is_zero()) {
            self.problems
                .warn(
                    self.file,
                    lowest.span(),
                    say!("最低的等次不是从0分起", "the lowest grade does not begin at 0"),
                )
                .help(say!("低于此分的单位将没有等次", "units below it will have no grade"));
        }
    }

    pub(super) fn veto(&mut self, table: &At<VetoTable>) -> Option<Veto> {
        let known: Vec<&str> = self.table.condition.iter().map(|condition| condition.id.as_str()).collect();
        self.known(&table.when, ("条件", "condition"), &known);
        let grades: Vec<&str> = self.table.grade.iter().map(id_of).collect();
        let effect = match (&table.grade, &table.grade_at_most, &table.total_at_most) {
            (Some(grade), None, None) => {
                self.known(grade, ("等次", "grade"), &grades).then(|| Effect::Grade(grade.to_string()))?
            }
            (None, Some(grade), None) => self
                .known(grade, ("等次", "grade"), &grades)
                .then(|| Effect::GradeAtMost(grade.to_string()))?,
            (None, None, Some(total)) => Effect::TotalAtMost(self.decimal(total)?),
            _ => {
                return self.choose(
                    &table.when,
                    "否决必须且只能写 grade、grade_at_most、total_at_most 之一",
                    "a veto has exactly one of grade, grade_at_most and total_at_most",
                );
            }
        };
        Some(Veto { when: table.when.to_string(), effect })
    }
}

fn id_of(table: &GradeTable) -> &str {
    table.id.as_ref().unwrap_or(&table.title).as_str()
}
