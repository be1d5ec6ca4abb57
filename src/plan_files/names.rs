//! Who is who: units and groups by id, and lists of them spelt out.

use std::collections::{HashMap, HashSet};

use super::at::At;
use super::parse::Parsed;
use super::problem::{Problems, say};
use super::raw::{GroupTable, UnitTable, UnitsFile};
use super::suggest::one_of;
use crate::domain::ids::{BadId, MAX_WRITTEN, UnitId};
use crate::domain::plan::{Group, Unit, Words};

/// The names that stand for a project's own lists.
pub(super) const LEAD: &str = "@lead";
pub(super) const RESPONSIBLE: &str = "@responsible";

/// The units and groups of a plan.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub units: Vec<Unit>,
    pub groups: Vec<Group>,
    by_id: HashMap<String, usize>,
    /// False where `units.toml` could not be read in full: then an unknown name is no fault of its own.
    whole: bool,
}

/// What `@lead` and `@responsible` stand for.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Local<'a> {
    pub lead: &'a [UnitId],
    pub responsible: &'a [UnitId],
}

/// A text in both languages; without an English one the Chinese stands in for it.
pub(super) fn words(file: &str, zh: &At<String>, en: Option<&At<String>>, problems: &mut Problems) -> Words {
    for text in [Some(zh), en].into_iter().flatten().filter(|text| text.trim().is_empty()) {
        problems
            .error(file, text.span(), say!("这里是空的", "this text is empty"))
            .help(say!("请写上内容", "write what people are to read"));
    }
    Words { zh: zh.to_string(), en: en.map_or_else(|| zh.to_string(), ToString::to_string) }
}

/// A text that need not be there.
pub(super) fn text(text: Option<&At<String>>) -> Option<String> {
    text.map(ToString::to_string)
}

/// An id, or a problem that says what one looks like.
pub(super) fn id<T>(file: &str, text: &At<String>, problems: &mut Problems) -> Option<T>
where
    T: TryFrom<String, Error = BadId>,
{
    if let Ok(id) = T::try_from(text.to_string()) {
        return Some(id);
    }
    let given = text.as_str();
    let help = say!(
        "只能用1至{MAX_WRITTEN}个英文字母、数字和 . - _",
        "use 1 to {MAX_WRITTEN} ASCII letters, digits, `.`, `-` or `_`"
    );
    problems.error(file, text.span(), say!("“{given}”不能作标识", "`{given}` is not an id")).help(help);
    None
}

/// Reports the second of two equal ids.
pub(super) fn unique<'a>(
    file: &str,
    seen: &mut HashSet<&'a str>,
    id: &'a At<String>,
    kind: (&str, &str),
    problems: &mut Problems,
) {
    if seen.insert(id.as_str()) {
        return;
    }
    let (given, zh, en) = (id.as_str(), kind.0, kind.1);
    problems
        .error(file, id.span(), say!("{zh}标识“{given}”重复", "the {en} id `{given}` is used twice"))
        .help(say!("请给后一个换个标识", "give the second one another id"));
}

impl Names {
    pub fn new(parsed: &Parsed<UnitsFile>, problems: &mut Problems) -> Self {
        let file = parsed.file.as_str();
        let mut names = Self { whole: parsed.whole, ..Self::default() };
        let mut seen = HashSet::new();
        for unit in &parsed.value.unit {
            unique(file, &mut seen, &unit.id, ("单位", "unit"), problems);
            names.add_unit(file, unit, problems);
        }
        names.check_written_names(file, &parsed.value, problems);
        note_placeholders(file, &parsed.value, problems);
        let mut seen = HashSet::new();
        for group in &parsed.value.group {
            unique(file, &mut seen, &group.id, ("单位组", "group"), problems);
            names.add_group(file, group, &parsed.value.group, problems);
        }
        names
    }

    fn add_unit(&mut self, file: &str, table: &UnitTable, problems: &mut Problems) {
        let Some(id) = id::<UnitId>(file, &table.id, problems) else { return };
        self.by_id.insert(id.to_string(), self.units.len());
        self.units.push(Unit {
            id,
            name: words(file, &table.name, table.name_en.as_ref(), problems),
            aliases: table.aliases.iter().map(ToString::to_string).collect(),
            placeholder: table.placeholder,
            external: table.external,
            note: text(table.note.as_ref()),
        });
    }

    /// Two units of one name could not be told apart in the text.
    fn check_written_names(&self, file: &str, units: &UnitsFile, problems: &mut Problems) {
        let mut seen = HashSet::new();
        let units = units.unit.iter().flat_map(|unit| std::iter::once(&unit.name).chain(&unit.aliases));
        for name in units {
            if !seen.insert(name.as_str()) {
                let given = name.as_str();
                problems
                    .error(
                        file,
                        name.span(),
                        say!("名称“{given}”用了两次", "the name `{given}` is used twice"),
                    )
                    .help(say!("每个名称和别称只能属于一个单位", "a name or alias belongs to one unit only"));
            }
        }
    }

    fn add_group(&mut self, file: &str, table: &GroupTable, all: &[GroupTable], problems: &mut Problems) {
        let Some(id) = id(file, &table.id, problems) else { return };
        let given = table.id.as_str();
        if [LEAD, RESPONSIBLE].contains(&format!("@{given}").as_str()) {
            problems
                .error(
                    file,
                    table.id.span(),
                    say!("“{given}”是保留的组名", "the group id `{given}` is reserved"),
                )
                .help(say!("请换个组标识", "choose another id"));
        }
        let mut members = Vec::new();
        self.spell_out(file, table, all, &mut vec![given], &mut members, problems);
        if members.is_empty() && self.whole {
            problems
                .error(
                    file,
                    table.id.span(),
                    say!("单位组“{given}”没有成员", "the group `{given}` has no members"),
                )
                .help(say!("请列出成员，或删去这个组", "name its members, or remove the group"));
        }
        let name = words(file, &table.name, table.name_en.as_ref(), problems);
        self.groups.push(Group { id, name, members, assumed: text(table.assumed.as_ref()) });
    }

    /// A group's members with groups inside it spelt out; `inside` are the groups being spelt out.
    fn spell_out<'a>(
        &self,
        file: &str,
        table: &'a GroupTable,
        all: &'a [GroupTable],
        inside: &mut Vec<&'a str>,
        out: &mut Vec<UnitId>,
        problems: &mut Problems,
    ) {
        for member in &table.members {
            let Some(name) = member.strip_prefix('@') else {
                out.extend(self.unit(file, member, problems).filter(|unit| !out.contains(unit)));
                continue;
            };
            if inside.contains(&name) {
                problems
                    .error(
                        file,
                        member.span(),
                        say!("单位组“{name}”绕回了自身", "the group `{name}` contains itself"),
                    )
                    .help(say!("请去掉其中一处", "remove one of the references"));
                continue;
            }
            match all.iter().find(|group| group.id.as_str() == name) {
                Some(inner) => {
                    inside.push(inner.id.as_str());
                    // What is wrong inside is reported where the inner group stands.
                    self.spell_out(file, inner, all, inside, out, &mut Problems::default());
                    inside.pop();
                }
                None => {
                    let known: Vec<String> =
                        all.iter().map(|group| format!("@{}", group.id.as_str())).collect();
                    unknown_group(file, member, &known, problems);
                }
            }
        }
    }

    fn unit(&self, file: &str, name: &At<String>, problems: &mut Problems) -> Option<UnitId> {
        if let Some(unit) = self.find(name) {
            return Some(unit.id.clone());
        }
        if self.whole {
            let given = name.as_str();
            let message = say!("没有标识为“{given}”的单位", "there is no unit with the id `{given}`");
            let by_name = self.units.iter().find(|unit| unit.name.zh == *given);
            let problem = problems.error(file, name.span(), message);
            if let Some(unit) = by_name {
                let id = &unit.id;
                problem.help(say!("这里写标识：“{id}”", "write its id here: `{id}`"));
            } else {
                let known: Vec<&str> = self.by_id.keys().map(String::as_str).collect();
                let add = say!("请在 units.toml 中补上这个单位", "add the unit to units.toml");
                problem.help(one_of(given, &known).unwrap_or(add));
            }
        }
        None
    }

    /// A list of units with groups spelt out, each unit once, in the order written.
    pub fn expand(
        &self,
        file: &str,
        list: &[At<String>],
        local: Local<'_>,
        problems: &mut Problems,
    ) -> Vec<UnitId> {
        let mut out: Vec<UnitId> = Vec::new();
        for name in list {
            let units: Vec<UnitId> = match name.as_str() {
                LEAD => local.lead.to_vec(),
                RESPONSIBLE => local.responsible.to_vec(),
                text if text.starts_with('@') => self.group(file, name, problems),
                _ => self.unit(file, name, problems).into_iter().collect(),
            };
            for unit in units {
                self.check_not_external(file, name, &unit, problems);
                if !out.contains(&unit) {
                    out.push(unit);
                }
            }
        }
        out
    }

    fn group(&self, file: &str, name: &At<String>, problems: &mut Problems) -> Vec<UnitId> {
        let found = self.groups.iter().find(|group| format!("@{}", group.id) == name.as_str());
        if found.is_none() && self.whole {
            let known: Vec<String> = self.groups.iter().map(|group| format!("@{}", group.id)).collect();
            unknown_group(file, name, &known, problems);
        }
        found.map(|group| group.members.clone()).unwrap_or_default()
    }

    fn check_not_external(&self, file: &str, name: &At<String>, unit: &UnitId, problems: &mut Problems) {
        let Some(unit) = self.get(unit).filter(|unit| unit.external) else { return };
        let written = &unit.name.zh;
        problems
            .error(
                file,
                name.span(),
                say!("外部单位“{written}”不承担事项", "the external unit `{written}` owes nothing"),
            )
            .help(say!(
                "请从这里去掉，或在 units.toml 去掉 external",
                "take it out, or drop `external` in units.toml"
            ));
    }

    pub fn get(&self, id: &UnitId) -> Option<&Unit> {
        self.find(id.as_str())
    }

    fn find(&self, id: &str) -> Option<&Unit> {
        self.units.get(*self.by_id.get(id)?)
    }

    /// Whether every name of the plan is known.
    pub fn is_whole(&self) -> bool {
        self.whole
    }
}

fn note_placeholders(file: &str, units: &UnitsFile, problems: &mut Problems) {
    let placeholders: Vec<&UnitTable> = units.unit.iter().filter(|unit| unit.placeholder).collect();
    let Some(first) = placeholders.first() else { return };
    let names: Vec<&str> = placeholders.iter().map(|unit| unit.name.as_str()).collect();
    let (count, names) = (names.len(), names.join("、"));
    problems
        .note(
            file,
            first.id.span(),
            say!("有{count}个占位单位：{names}", "{count} units are placeholders: {names}"),
        )
        .help(say!("正式使用前请换成实际单位", "put the real units in their place before use"));
}

fn unknown_group(file: &str, name: &At<String>, known: &[String], problems: &mut Problems) {
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let given = name.as_str();
    let message = say!("没有“{given}”这个单位组", "there is no group `{given}`");
    let add = say!("请在 units.toml 中补上这个组", "add the group to units.toml");
    problems.error(file, name.span(), message).help(one_of(given, &known).unwrap_or(add));
}
