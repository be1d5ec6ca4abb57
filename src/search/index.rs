//! The plan's names and texts, folded and sounded once.

use super::pinyin::Sounds;
use super::query::{Query, Word};
use crate::domain::folded::fold;
use crate::domain::plan::{Duty, Place, Plan, Project, Task, Unit, Words};

/// How well a word was found; nothing below one.
type Rank = u16;

const EXACT: Rank = 100;
const WHOLE: Rank = 90;
const BEGINNING: Rank = 80;
const WITHIN: Rank = 70;
const INITIALS: Rank = 60;
const SYLLABLES: Rank = 55;
const ENGLISH: Rank = 50;
/// By the name of the task that a duty belongs to
const CONTEXT: Rank = 40;
const TEXT: Rank = 20;

#[derive(Debug)]
pub struct Index {
    units: Vec<Entry>,
    projects: Vec<Entry>,
    tasks: Vec<Entry>,
    pub(super) duties: Vec<DutyEntry>,
}

#[derive(Debug)]
pub(super) struct DutyEntry {
    own: Entry,
    /// Its task's place in `tasks`
    task: usize,
}

#[derive(Debug)]
struct Entry {
    id: String,
    names: Vec<Name>,
    english: Vec<String>,
    texts: Vec<String>,
}

#[derive(Debug)]
struct Name {
    folded: String,
    sounds: Sounds,
}

/// What was found of each kind, best first, else in the text's order.
#[derive(Debug, Default)]
pub struct Found<'a> {
    pub units: Vec<&'a Unit>,
    pub projects: Vec<&'a Project>,
    pub tasks: Vec<(&'a Project, &'a Task)>,
    pub duties: Vec<Place<'a>>,
}

impl Index {
    pub fn of(plan: &Plan) -> Self {
        let tasks = || plan.projects.iter().flat_map(|project| &project.tasks);
        let place = |(at, task): (usize, &Task)| vec![at; task.duties.len()];
        let duties = plan.duties().zip(tasks().enumerate().flat_map(place));
        Self {
            units: plan.units.iter().map(unit).collect(),
            projects: plan.projects.iter().map(project).collect(),
            tasks: tasks().map(task).collect(),
            duties: duties.map(|(place, task)| DutyEntry { own: duty(place.duty), task }).collect(),
        }
    }

    /// `plan` is the one the index was made of.
    pub fn find<'a>(&self, plan: &'a Plan, query: &Query) -> Found<'a> {
        if query.is_empty() {
            return Found::default();
        }
        let rank = |entry: &Entry| query.rank(|word| entry.rank(word));
        let tasks =
            plan.projects.iter().flat_map(|project| project.tasks.iter().map(move |task| (project, task)));
        let rank_duty = |duty: &DutyEntry| {
            query.rank(|word| duty.own.rank(word).or_else(|| self.task_named(duty, word).map(|_| CONTEXT)))
        };
        Found {
            units: best(plan.units.iter().zip(self.units.iter().map(rank))),
            projects: best(plan.projects.iter().zip(self.projects.iter().map(rank))),
            tasks: best(tasks.zip(self.tasks.iter().map(rank))),
            duties: best(plan.duties().zip(self.duties.iter().map(rank_duty))),
        }
    }

    /// For each unit in the plan's order, whether this word names it.
    pub(super) fn units_named(&self, word: &Word) -> Vec<bool> {
        self.units.iter().map(|unit| unit.named(word).is_some()).collect()
    }

    /// Whether this word names the duty or its task.
    pub(super) fn duty_named(&self, duty: &DutyEntry, word: &Word) -> bool {
        duty.own.named(word).or_else(|| self.task_named(duty, word)).is_some()
    }

    fn task_named(&self, duty: &DutyEntry, word: &Word) -> Option<Rank> {
        self.tasks.get(duty.task)?.named(word)
    }
}

impl Query {
    /// The sum over all words; `None` if one was not found.
    fn rank(&self, of: impl Fn(&Word) -> Option<Rank>) -> Option<Rank> {
        self.words.iter().map(of).sum()
    }
}

fn best<T>(ranked: impl Iterator<Item = (T, Option<Rank>)>) -> Vec<T> {
    let mut found: Vec<(T, Rank)> = ranked.filter_map(|(it, rank)| Some((it, rank?))).collect();
    found.sort_by_key(|(_, rank)| std::cmp::Reverse(*rank));
    found.into_iter().map(|(it, _)| it).collect()
}

impl Entry {
    fn rank(&self, word: &Word) -> Option<Rank> {
        let text = |text: &String| contains(text, word).then_some(TEXT);
        self.named(word).or_else(|| self.texts.iter().find_map(text))
    }

    /// By its names and its id alone.
    fn named(&self, word: &Word) -> Option<Rank> {
        let english = |name: &String| contains(name, word).then_some(ENGLISH);
        let names = self.names.iter().filter_map(|name| name.rank(word)).max();
        self.numbered(word).or(names).or_else(|| self.english.iter().find_map(english))
    }

    /// `4` finds 4.2, and `4.2` finds 4.2-weekly.
    fn numbered(&self, word: &Word) -> Option<Rank> {
        match self.id.strip_prefix(&word.text)? {
            "" => Some(EXACT),
            rest if rest.starts_with(['.', '-']) => Some(BEGINNING),
            _ => None,
        }
    }
}

impl Name {
    fn of(text: &str) -> Self {
        Self { folded: fold(text), sounds: Sounds::of(text) }
    }

    fn rank(&self, word: &Word) -> Option<Rank> {
        let text = word.text.as_str();
        match self.folded.find(text) {
            // One letter or digit says nothing.
            Some(_) if text.len() == 1 => None,
            Some(0) if self.folded.len() == text.len() => Some(WHOLE),
            Some(0) => Some(BEGINNING),
            Some(_) => Some(WITHIN),
            None if !word.letters => None,
            None if self.sounds.initials(text).is_some() => Some(INITIALS),
            None => self.sounds.syllables(text).map(|_| SYLLABLES),
        }
    }
}

/// Latin words from the beginning of one, all others anywhere.
fn contains(text: &str, word: &Word) -> bool {
    let mut found = text.match_indices(word.text.as_str());
    match (word.letters, word.text.len()) {
        (_, 1) => false,
        (false, _) => found.next().is_some(),
        (true, _) => {
            found.any(|(at, _)| !text.get(..at).is_some_and(|it| it.ends_with(char::is_alphanumeric)))
        }
    }
}

fn unit(unit: &Unit) -> Entry {
    let names = std::iter::once(&unit.name.zh).chain(&unit.aliases);
    entry(unit.id.as_str(), names.map(|name| Name::of(name)).collect(), &unit.name, vec![])
}

fn project(project: &Project) -> Entry {
    let number = project.numeral().map(|numeral| Name::of(&format!("专项工程{numeral}")));
    let names = std::iter::once(Name::of(&project.title.zh)).chain(number).collect();
    entry(&project.number.to_string(), names, &project.title, vec![&project.quote])
}

fn task(task: &Task) -> Entry {
    entry(task.id.as_str(), vec![Name::of(&task.title.zh)], &task.title, vec![&task.quote])
}

fn duty(duty: &Duty) -> Entry {
    let mut texts = vec![&duty.requirement.zh, &duty.requirement.en, &duty.quote];
    texts.extend(duty.evidence.iter().flat_map(|evidence| [&evidence.zh, &evidence.en]));
    texts.extend(duty.figures.iter().flat_map(|figure| [&figure.label.zh, &figure.label.en]));
    entry(duty.id.as_str(), vec![Name::of(&duty.title.zh)], &duty.title, texts)
}

fn entry(id: &str, names: Vec<Name>, words: &Words, texts: Vec<&String>) -> Entry {
    Entry {
        id: fold(id),
        names,
        english: vec![fold(&words.en)],
        texts: texts.into_iter().map(|text| fold(text)).collect(),
    }
}
