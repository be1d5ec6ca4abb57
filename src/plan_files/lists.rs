//! The text's own lists of units (牵头单位、责任单位), read and compared with a project's, both ways.

use std::ops::Range;

use super::at::At;
use super::names::{Local, Names};
use super::problem::{Problems, say};
use super::quotes::Section;
use super::raw::ProjectFile;
use crate::domain::ids::UnitId;

// Chinese punctuation, and what it becomes on the way through other programs.
const SEPARATORS: &[char] = &['、', '，', ',', '；', ';', ' ', '\u{3000}'];
const LABELS: [&str; 2] = ["牵头单位", "责任单位"];

/// What a list in the text says.
#[derive(Debug, Default)]
struct Listed<'n> {
    known: Vec<Known<'n>>,
    /// Names that no unit and no group has.
    unknown: Vec<String>,
    /// The list ends in 等: it is not complete.
    open: bool,
    /// The text breaks off within this name.
    cut: Option<String>,
}

/// A name in the text, how the dataset refers to it, and whom it stands for.
#[derive(Debug)]
struct Known<'n> {
    name: &'n str,
    reference: String,
    units: &'n [UnitId],
}

impl Listed<'_> {
    fn has(&self, unit: &UnitId) -> bool {
        self.known.iter().any(|known| known.units.contains(unit))
    }
}

pub(super) fn compare(
    file: &str,
    project: &ProjectFile,
    section: &Section<'_>,
    names: &Names,
    problems: &mut Problems,
) {
    if !names.is_whole() {
        return;
    }
    for (label, written) in LABELS.into_iter().zip([&project.lead, &project.responsible]) {
        let place = written.first().map_or_else(|| project.number.span(), At::span);
        let Some((list, breaks_off)) = list_of(section, label) else {
            let message = say!(
                "原文本节没有“{label}：”名单，无法核对",
                "the section has no list “{label}:” to compare with"
            );
            problems.warn(file, place, message).help(say!(
                "请自行核对；原文名单应写作“{label}：甲单位、乙单位”",
                "compare by hand; such a list begins with “{label}:”"
            ));
            continue;
        };
        let listed = read(list, breaks_off, names);
        report(file, project, Written { label, list: written, place }, &listed, names, problems);
    }
}

/// What stands between the label and the end of the line, the sentence, the section or the next label; and
/// whether the plan's text ends there.
fn list_of<'a>(section: &Section<'a>, label: &str) -> Option<(&'a str, bool)> {
    let (_, rest) =
        ['：', ':'].iter().find_map(|colon| section.text.split_once(&format!("{label}{colon}")))?;
    let stops = ["\n", "\r", "。", LABELS[0], LABELS[1]];
    let list = stops.iter().fold(rest, |list, stop| list.split(stop).next().unwrap_or(list));
    Some((list, section.is_last() && list.len() == rest.len()))
}

fn read<'n>(mut list: &str, breaks_off: bool, names: &'n Names) -> Listed<'n> {
    let mut listed = Listed::default();
    loop {
        list = list.trim_start_matches(SEPARATORS);
        if list.is_empty() {
            return listed;
        }
        if list.starts_with('等') {
            listed.open = true;
            return listed;
        }
        if let Some((rest, known)) = known(list, names) {
            listed.known.push(known);
            list = rest;
            continue;
        }
        let (name, rest) = list.split_once(SEPARATORS).unwrap_or((list, ""));
        if breaks_off && rest.is_empty() {
            listed.cut = Some(name.to_owned());
        } else {
            listed.unknown.push(name.to_owned());
        }
        list = rest;
    }
}

/// What follows the longest known name that the list goes on with, and that name.
fn known<'a, 'n>(list: &'a str, names: &'n Names) -> Option<(&'a str, Known<'n>)> {
    let units = names.units.iter().flat_map(|unit| {
        let written = std::iter::once(&unit.name.zh).chain(&unit.aliases);
        let units = std::slice::from_ref(&unit.id);
        written.map(move |name| Known { name, reference: unit.id.to_string(), units })
    });
    let groups = names.groups.iter().map(|group| Known {
        name: &group.name.zh,
        reference: format!("@{}", group.id),
        units: &group.members,
    });
    let is_end = |rest: &str| rest.is_empty() || rest.starts_with('等') || rest.starts_with(SEPARATORS);
    units
        .chain(groups)
        .filter(|known| !known.name.is_empty())
        .filter_map(|known| Some((list.strip_prefix(known.name)?, known)))
        .filter(|(rest, _)| is_end(rest))
        .min_by_key(|(rest, _)| rest.len())
}

/// A list as the dataset has it.
struct Written<'a> {
    label: &'static str,
    list: &'a [At<String>],
    place: Range<usize>,
}

fn report(
    file: &str,
    project: &ProjectFile,
    written: Written<'_>,
    listed: &Listed<'_>,
    names: &Names,
    problems: &mut Problems,
) {
    let Written { label, list, place } = written;
    for name in &listed.unknown {
        let message =
            say!("原文{label}中的“{name}”不是已知单位", "“{name}” in the text's {label} is no known unit");
        problems.error(file, place.clone(), message).help(say!(
            "请在 units.toml 中补上，或写为某单位的别称（aliases）",
            "add it to units.toml, or as an alias of a unit there"
        ));
    }
    if let Some(name) = listed.cut.as_ref().filter(|_| project.gap.is_none()) {
        let message = say!("原文{label}在“{name}”处中断", "the text's {label} breaks off at “{name}”");
        problems.error(file, place.clone(), message).help(say!("请用 gap 写明", "say so in `gap`"));
    }
    if listed.open && project.gap.is_none() {
        let message =
            say!("原文{label}以“等”结尾，没有列全", "the text's {label} ends in 等: it is not complete");
        problems.warn(file, place.clone(), message).help(say!("请用 gap 写明", "say so in `gap`"));
    }
    let mine = names.expand(file, list, Local::default(), &mut Problems::default());
    for known in &listed.known {
        missing(file, label, place.clone(), known, &mine, names, problems);
    }
    for entry in list {
        extra(file, label, entry, listed, names, problems);
    }
}

/// Reports what the text has and the dataset has not: a group as a whole, or single members of it.
fn missing(
    file: &str,
    label: &str,
    place: Range<usize>,
    known: &Known<'_>,
    mine: &[UnitId],
    names: &Names,
    problems: &mut Problems,
) {
    let mut report = |name: &str, reference: &str| {
        let message =
            say!("原文{label}有“{name}”，这里没有", "the text's {label} has “{name}”, this list has not");
        let help = say!("请补上 \"{reference}\"", "add \"{reference}\"");
        problems.error(file, place.clone(), message).help(help);
    };
    if !known.units.iter().any(|unit| mine.contains(unit)) {
        report(known.name, &known.reference);
        return;
    }
    for unit in known.units.iter().filter(|unit| !mine.contains(unit)).filter_map(|unit| names.get(unit)) {
        report(&unit.name.zh, unit.id.as_str());
    }
}

/// Reports what the dataset has and the text has not.
fn extra(
    file: &str,
    label: &str,
    entry: &At<String>,
    listed: &Listed<'_>,
    names: &Names,
    problems: &mut Problems,
) {
    let single = std::slice::from_ref(entry);
    for id in names.expand(file, single, Local::default(), &mut Problems::default()) {
        let Some(unit) = names.get(&id).filter(|_| !listed.has(&id)) else { continue };
        let name = &unit.name.zh;
        if listed.cut.as_ref().is_some_and(|cut| name.starts_with(cut.as_str())) {
            continue;
        }
        let message = say!("原文{label}中没有“{name}”", "the text's {label} does not have “{name}”");
        problems.error(file, entry.span(), message).help(say!(
            "请删去；如原文用了别的叫法，写入该单位的 aliases",
            "remove it; if the text calls it otherwise, add that to its aliases"
        ));
    }
}
