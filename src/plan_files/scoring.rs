//! `scoring.toml`: the rules by which units are scored.

use std::collections::{BTreeSet, HashMap, HashSet};

use rust_decimal::Decimal;

use super::at::At;
use super::names::{Local, Names, id, unique, words};
use super::parse::Parsed;
use super::problem::{Problems, say};
use super::raw::{BulletinTable, ConditionTable, RankedGroupTable, RolesTable, ScoringFile};
use super::rules::decimal;
use crate::domain::ids::{DutyId, UnitId};
use crate::domain::indicator::Indicator;
use crate::domain::plan::{Duty, Project};
use crate::domain::scoring::rules::{
    Bound, Bulletin, Class, Condition, Group, Multiplier, Roles, Rules, Tallied, Test,
};

mod checks;
mod grades;
mod items;
mod kinds;
mod periods;

/// What the rules may name of the rest of the plan.
pub(super) struct Plan<'a> {
    pub names: &'a Names,
    pub projects: &'a [Project],
    /// Every project could be read in full; else a duty that is not known is no fault.
    pub projects_whole: bool,
    pub indicators: &'a [Indicator],
}

/// One file being read.
struct Reader<'a> {
    file: &'a str,
    plan: &'a Plan<'a>,
    table: &'a ScoringFile,
    problems: &'a mut Problems,
}

pub(super) fn scoring(
    parsed: &Parsed<ScoringFile>,
    plan: &Plan<'_>,
    problems: &mut Problems,
) -> Option<Rules> {
    let mut reader = Reader { file: &parsed.file, plan, table: &parsed.value, problems };
    reader.ids();
    let rules = reader.rules();
    if let Some(rules) = rules.as_ref().filter(|_| parsed.whole) {
        reader.check(rules);
    }
    rules
}

impl Reader<'_> {
    fn rules(&mut self) -> Option<Rules> {
        let table = self.table;
        let full = self.decimal(&table.full);
        let scale = self.optional(table.scale.as_ref());
        let bonus_cap = self.optional(table.bonus_cap.as_ref());
        let rules = Rules {
            version: *table.version,
            full: full?,
            scale,
            places: self.places(),
            bonus_cap,
            reply_days: table.reply_days.as_ref().map_or(5, |days| **days),
            assessments: self.assessments(),
            groups: table.group.iter().map(|group| self.group(group)).collect(),
            classes: self.classes(),
            roles: self.roles(table.roles.as_ref()),
            multipliers: self.multipliers(),
            conditions: table.condition.iter().filter_map(|condition| self.condition(condition)).collect(),
            vetoes: table.veto.iter().filter_map(|veto| self.veto(veto)).collect(),
            items: table.item.iter().filter_map(|item| self.item(item)).collect(),
            grades: self.grades(),
            bulletin: table.bulletin.as_ref().and_then(|table| self.bulletin(table)),
        };
        Some(rules)
    }

    /// Ids that stand twice.
    fn ids(&mut self) {
        let table = self.table;
        let all = [
            (("考核周期", "assessment"), table.assessment.iter().map(|each| &each.id).collect::<Vec<_>>()),
            (("考核组", "group"), table.group.iter().map(|each| &each.id).collect()),
            (("板块", "class"), table.class.iter().map(|each| &each.id).collect()),
            (("条件", "condition"), table.condition.iter().map(|each| &each.id).collect()),
            (("评分项", "item"), table.item.iter().map(|each| &each.id).collect()),
        ];
        for (kind, ids) in all {
            let mut seen = HashSet::new();
            for id in ids {
                // Ids stand in addresses and in files.
                let _: Option<DutyId> = self::id(self.file, id, self.problems);
                unique(self.file, &mut seen, id, kind, self.problems);
            }
        }
    }

    fn decimal(&mut self, text: &At<String>) -> Option<Decimal> {
        decimal(self.file, text, self.problems)
    }

    fn optional(&mut self, text: Option<&At<String>>) -> Option<Decimal> {
        text.and_then(|text| self.decimal(text))
    }

    /// More would be false precision, and 28 digits are all there are.
    fn places(&mut self) -> u32 {
        let Some(places) = &self.table.places else { return 2 };
        if **places > 6 {
            let given = **places;
            self.problems
                .error(self.file, places.span(), say!("{given}位小数太多", "{given} decimals are too many"))
                .help(say!("写0至6", "write 0 to 6"));
        }
        **places
    }

    fn group(&mut self, table: &RankedGroupTable) -> Group {
        let units = self.plan.names.expand(self.file, &table.units, Local::default(), self.problems);
        let known: Vec<&str> = self.table.class.iter().map(|class| class.id.as_str()).collect();
        let mut weights = Vec::new();
        for (class, weight) in &table.weights {
            self.known(class, ("板块", "class"), &known);
            weights.extend(self.decimal(weight).map(|weight| (class.to_string(), weight)));
        }
        Group {
            id: table.id.to_string(),
            title: words(self.file, &table.title, table.title_en.as_ref(), self.problems),
            units: units.into_iter().collect::<BTreeSet<UnitId>>(),
            weights,
        }
    }

    fn classes(&mut self) -> Vec<Class> {
        let mut classes = Vec::new();
        for table in &self.table.class {
            let title = words(self.file, &table.title, table.title_en.as_ref(), self.problems);
            let Some(weight) = self.decimal(&table.weight) else { continue };
            classes.push(Class { id: table.id.to_string(), title, weight });
        }
        classes
    }

    fn roles(&mut self, table: Option<&RolesTable>) -> Roles {
        let mut weight =
            |text: Option<&At<String>>, otherwise: Decimal| self.optional(text).unwrap_or(otherwise);
        Roles {
            lead: weight(table.and_then(|table| table.lead.as_ref()), Decimal::ONE),
            responsible: weight(table.and_then(|table| table.responsible.as_ref()), Decimal::ONE),
            assist: weight(table.and_then(|table| table.assist.as_ref()), Decimal::ZERO),
        }
    }

    fn multipliers(&mut self) -> Vec<Multiplier> {
        let mut multipliers = Vec::new();
        for table in &self.table.multiplier {
            let title = words(self.file, &table.title, table.title_en.as_ref(), self.problems);
            let Some(deductions) = self.decimal(&table.deductions) else { continue };
            multipliers.push(Multiplier { title, duties_at_most: *table.duties_at_most, deductions });
        }
        multipliers
    }

    fn condition(&mut self, table: &ConditionTable) -> Option<Condition> {
        let title = words(self.file, &table.title, table.title_en.as_ref(), self.problems);
        let counted = [
            (&table.late, Tallied::Late),
            (&table.missing, Tallied::Missing),
            (&table.returned, Tallied::Returned),
        ];
        let counts = counted
            .into_iter()
            .filter_map(|(count, of)| Some(Test::Count { of, at_least: **count.as_ref()? }));
        let mut tests: Vec<Test> = counts.collect();
        tests.extend(table.found.as_ref().filter(|found| ***found).map(|_| Test::Found));
        if let Some(item) = &table.item {
            let known: Vec<&str> = self.table.item.iter().map(|item| item.id.as_str()).collect();
            self.known(item, ("评分项", "item"), &known);
            let bound = match (&table.at_least, &table.below) {
                (Some(least), None) => Bound::AtLeast(self.decimal(least)?),
                (None, Some(below)) => Bound::Below(self.decimal(below)?),
                _ => {
                    return self.choose(
                        &table.id,
                        "条件的 item 要配 at_least 或 below",
                        "`item` needs either at_least or below",
                    );
                }
            };
            tests.push(Test::Item { item: item.to_string(), bound });
        }
        match tests.pop().filter(|_| tests.is_empty()) {
            Some(test) => Some(Condition { id: table.id.to_string(), title, test }),
            None => self.choose(
                &table.id,
                "条件必须且只能写 found、item、late、missing、returned 之一",
                "a condition has exactly one of found, item, late, missing and returned",
            ),
        }
    }

    fn choose<T>(&mut self, at: &At<String>, zh: &str, en: &str) -> Option<T> {
        self.problems
            .error(self.file, at.span(), say!("{zh}", "{en}"))
            .help(say!("请只保留其中一种写法", "keep exactly one of them"));
        None
    }

    /// Whether the name is one of these; reports one that is not.
    fn known(&mut self, name: &At<String>, kind: (&str, &str), known: &[&str]) -> bool {
        let is_known = known.contains(&name.as_str());
        if !is_known {
            let (given, zh, en) = (name.as_str(), kind.0, kind.1);
            let message = say!("没有标识为“{given}”的{zh}", "there is no {en} with the id `{given}`");
            let look = say!("请核对标识", "look up the id");
            self.problems
                .error(self.file, name.span(), message)
                .help(super::suggest::one_of(given, known).unwrap_or(look));
        }
        is_known
    }

    fn bulletin(&mut self, table: &BulletinTable) -> Option<Bulletin> {
        let copies = table.copy_to.iter();
        for text in
            [&table.issuer, &table.mark, &table.addressee].into_iter().chain(&table.contact).chain(copies)
        {
            if text.trim().is_empty() {
                self.problems
                    .error(self.file, text.span(), say!("这里是空的", "this text is empty"))
                    .help(say!("请写上内容", "write what people are to read"));
                return None;
            }
        }
        Some(Bulletin {
            issuer: table.issuer.to_string(),
            mark: table.mark.to_string(),
            addressee: table.addressee.to_string(),
            contact: table.contact.as_ref().map(ToString::to_string),
            copy_to: table.copy_to.iter().map(ToString::to_string).collect(),
        })
    }
}

/// Every duty of the plan by its id, with its task.
fn duties(projects: &[Project]) -> HashMap<&str, (&str, &Duty)> {
    let tasks = projects.iter().flat_map(|project| &project.tasks);
    tasks
        .flat_map(|task| task.duties.iter().map(move |duty| (duty.id.as_str(), (task.id.as_str(), duty))))
        .collect()
}
