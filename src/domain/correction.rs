//! Corrections (更正数据): the office puts right what a report's figures say. The report stays as it was sent, and so do
//! state and timeliness; what stands from then on is the latest correction of the latest revision.

use std::collections::BTreeSet;

use super::ids::FigureId;
use super::report::Figures;

/// What somebody asks for, and what they and the store have seen.
#[derive(Debug, Clone)]
pub struct Asked<'a> {
    /// The obligation's revision on that person's screen.
    pub seen_revision: i64,
    /// How many corrections their screen knew of.
    pub seen_corrections: i64,
    /// The figures that stand now; `None` where the latest revision gave none.
    pub stand: Option<&'a Figures>,
    /// How many corrections there are.
    pub corrections: i64,
    /// All figures as they should be, checked against the duty.
    pub figures: Figures,
    pub reason: &'a str,
}

/// A correction that was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// From 1, for each obligation.
    pub number: i64,
    /// All figures as they stand from now on.
    pub figures: Figures,
    pub reason: String,
    /// What the history keeps: see [`detail`].
    pub detail: String,
}

/// A figure before and after; `None` where there was or is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Altered {
    pub figure: FigureId,
    pub before: Option<i64>,
    pub after: Option<i64>,
}

/// The figures that differ.
pub fn altered(before: &Figures, after: &Figures) -> Vec<Altered> {
    let ids: BTreeSet<&FigureId> = before.keys().chain(after.keys()).collect();
    let altered = ids.into_iter().map(|id| Altered {
        figure: id.clone(),
        before: before.get(id).copied(),
        after: after.get(id).copied(),
    });
    altered.filter(|each| each.before != each.after).collect()
}

/// How the history keeps a correction: `trained=5>4 pledged=>3`, and the reason from the second line on.
pub fn detail(before: &Figures, after: &Figures, reason: &str) -> String {
    let value = |value: Option<i64>| value.map(|value| value.to_string()).unwrap_or_default();
    let change = |each: &Altered| format!("{}={}>{}", each.figure, value(each.before), value(each.after));
    let changes: Vec<String> = altered(before, after).iter().map(change).collect();
    format!("{}\n{reason}", changes.join(" "))
}

/// What [`detail`] wrote, and the reason; `None` for anything else.
pub fn read(detail: &str) -> Option<(Vec<Altered>, &str)> {
    let (changes, reason) = detail.split_once('\n')?;
    let value = |text: &str| match text {
        "" => Some(None),
        digits => digits.parse().ok().map(Some),
    };
    let change = |text: &str| {
        let (figure, values) = text.split_once('=')?;
        let (before, after) = values.split_once('>')?;
        Some(Altered { figure: figure.parse().ok()?, before: value(before)?, after: value(after)? })
    };
    Some((changes.split(' ').map(change).collect::<Option<_>>()?, reason))
}

#[cfg(test)]
mod tests {
    use super::super::sample::id;
    use super::*;

    fn figures(given: &[(&str, i64)]) -> Figures {
        given.iter().map(|(name, value)| (id(name), *value)).collect()
    }

    #[test]
    fn the_history_keeps_what_was_altered_and_why() {
        let before = figures(&[("listed", 9), ("trained", 5), ("gone", 1)]);
        let after = figures(&[("listed", 9), ("trained", 4), ("pledged", 3)]);
        let kept = detail(&before, &after, "重复计算1家。\n已与单位核对。");
        assert_eq!(kept, "gone=1> pledged=>3 trained=5>4\n重复计算1家。\n已与单位核对。");
        let (altered, reason) = read(&kept).unwrap();
        assert_eq!(altered, super::altered(&before, &after));
        assert_eq!(reason, "重复计算1家。\n已与单位核对。");
    }

    #[test]
    fn what_is_no_correction_is_not_read_as_one() {
        for other in ["", "同意。", "trained=5>4", "trained=5\n理由", "trained=五>4\n理由", "\n理由"]
        {
            assert_eq!(read(other), None, "{other:?}");
        }
    }
}
