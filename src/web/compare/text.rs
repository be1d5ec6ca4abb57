//! What changed between two texts, in pieces that a person can read: words and numbers whole, Chinese by the
//! character, and no confetti where a sentence was written anew.

use std::time::{Duration, Instant};

use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};

/// Texts of 20,000 characters that have nothing in common would take seconds; after this the rest is taken as
/// rewritten.
const PATIENCE: Duration = Duration::from_millis(100);

/// A stretch of text, and on which side it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    Same(String),
    /// Only in the older text (删去)
    Gone(String),
    /// Only in the newer text (增加)
    Came(String),
}

/// In reading order; what went stands before what came in its place.
pub fn pieces(old: &str, new: &str) -> Vec<Piece> {
    let (old, new) = (tokens(old), tokens(new));
    // The clock only bounds how long it is searched for a shorter answer.
    let ops =
        capture_diff_slices_deadline(Algorithm::Myers, &old, &new, Instant::now().checked_add(PATIENCE));
    let text = |tokens: &[&str], range: std::ops::Range<usize>| tokens.get(range).unwrap_or(&[]).concat();
    let mut runs: Vec<Run> = Vec::new();
    for op in &ops {
        let run = match op {
            DiffOp::Equal { .. } => Run::Same(text(&new, op.new_range())),
            _ => Run::Changed(text(&old, op.old_range()), text(&new, op.new_range())),
        };
        push(&mut runs, run);
    }
    let same: usize = runs.iter().map(Run::same).sum();
    if same * 4 < old.concat().chars().count().max(new.concat().chars().count()) {
        runs = vec![Run::Changed(old.concat(), new.concat())];
    }
    settle(&mut runs);
    runs.into_iter().flat_map(Run::pieces).collect()
}

/// Something put in or taken out could often be marked in several places ("已[按意见补充。已]完成"): it is marked
/// where a sentence begins, if it can be.
fn settle(runs: &mut Vec<Run>) {
    // So that there is something on both sides.
    runs.insert(0, Run::Same(String::new()));
    runs.push(Run::Same(String::new()));
    for at in 1..runs.len() {
        let Some([Run::Same(before), Run::Changed(gone, came), Run::Same(after)]) =
            runs.get_mut(at - 1..=at + 1)
        else {
            continue;
        };
        let one = match (gone.is_empty(), came.is_empty()) {
            (true, false) => came,
            (false, true) => gone,
            _ => continue,
        };
        let (mut left, mut middle, mut right) = (before.clone(), one.clone(), after.clone());
        while !begins_anew(&left) && left.chars().next_back() == middle.chars().next_back() {
            let Some(moved) = left.pop() else { break };
            middle.pop();
            middle.insert(0, moved);
            right.insert(0, moved);
        }
        if begins_anew(&left) {
            (*before, *one, *after) = (left, middle, right);
        }
    }
}

fn begins_anew(before: &str) -> bool {
    before.chars().next_back().is_none_or(|c| matches!(c, '。' | '；' | '！' | '？' | '\n'))
}

enum Run {
    Same(String),
    Changed(String, String),
}

impl Run {
    fn same(&self) -> usize {
        if let Self::Same(text) = self { text.chars().count() } else { 0 }
    }

    fn pieces(self) -> Vec<Piece> {
        let mut pieces = match self {
            Self::Same(text) => vec![Piece::Same(text)],
            Self::Changed(old, new) => vec![Piece::Gone(old), Piece::Came(new)],
        };
        pieces.retain(|piece| !piece.text().is_empty());
        pieces
    }
}

impl Piece {
    pub fn text(&self) -> &str {
        match self {
            Self::Same(text) | Self::Gone(text) | Self::Came(text) => text,
        }
    }
}

/// A few characters in common between two longer changes are chance: such changes are read as one.
fn push(runs: &mut Vec<Run>, run: Run) {
    let Run::Changed(gone, came) = run else { return runs.push(run) };
    let chars = |text: &String| text.chars().count();
    if let [.., Run::Changed(old, new), Run::Same(between)] = runs.as_slice()
        && chars(between) <= 2
        && chars(old).max(chars(new)) + chars(&gone).max(chars(&came)) > 4
        && !between.contains('\n')
        && let Some(Run::Same(between)) = runs.pop()
        && let Some(Run::Changed(old, new)) = runs.last_mut()
    {
        *old += &(between.clone() + &gone);
        *new += &(between + &came);
    } else {
        runs.push(Run::Changed(gone, came));
    }
}

/// Numbers and Latin words whole, everything else by the character.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let in_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '%');
        let end = if in_word(first) { rest.find(|c| !in_word(c)) } else { Some(first.len_utf8()) };
        let Some((token, after)) = rest.split_at_checked(end.unwrap_or(rest.len())) else { break };
        tokens.push(token);
        rest = after;
    }
    tokens
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn marked(old: &str, new: &str) -> String {
        let mark = |piece: Piece| match piece {
            Piece::Same(text) => text,
            Piece::Gone(text) => format!("[-{text}]"),
            Piece::Came(text) => format!("[+{text}]"),
        };
        pieces(old, new).into_iter().map(mark).collect()
    }

    #[test]
    fn what_a_reader_would_mark() {
        let table = [
            (
                "印发文件3份，归集信息120条。",
                "印发文件3份，归集信息135条。",
                "印发文件3份，归集信息[-120][+135]条。",
            ),
            ("已完成。", "已按审核意见补充。已完成。", "[+已按审核意见补充。]已完成。"),
            ("第一段\n第二段\n第三段", "第一段\n第三段", "第一段\n[-第二段\n]第三段"),
            ("完成率98.5%", "完成率100%", "完成率[-98.5%][+100%]"),
            ("甲", "甲", "甲"),
            ("先甲。再乙。", "先甲。再丙。再乙。", "先甲。[+再丙。]再乙。"),
            ("", "本期无许可。", "[+本期无许可。]"),
        ];
        for (old, new, expected) in table {
            assert_eq!(marked(old, new), expected);
        }
    }

    #[test]
    fn a_text_written_anew_is_no_confetti() {
        let (old, new) = ("本周双公示信息全部按期报送。", "因系统升级，相关数据推迟到下周一补报，请予谅解。");
        assert_eq!(marked(old, new), format!("[-{old}][+{new}]"));
        let changed = marked("由综合科负责人员培训工作落实到位", "由法规处负责数据归集工作落实到位");
        assert_eq!(changed, "由[-综合科负责人员培训][+法规处负责数据归集]工作落实到位");
    }

    #[test]
    fn the_longest_texts_with_nothing_in_common_take_no_time() {
        let (old, new): (String, String) = (
            (0..20_000u32).filter_map(|n| char::from_u32(0x4e00 + n % 7919)).collect(),
            (0..20_000u32).filter_map(|n| char::from_u32(0x4e00 + (n * 31) % 7907)).collect(),
        );
        let begun = Instant::now();
        assert!(!pieces(&old, &new).is_empty());
        assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_from_the_pieces(old in "[甲乙丙a1%.，\n ]{0,40}", new in "[甲乙丙a1%.，\n ]{0,40}") {
            let pieces = pieces(&old, &new);
            let side = |skip: fn(&Piece) -> bool| {
                pieces.iter().filter(|piece| !skip(piece)).map(Piece::text).collect::<String>()
            };
            prop_assert_eq!(side(|piece| matches!(piece, Piece::Came(_))), old);
            prop_assert_eq!(side(|piece| matches!(piece, Piece::Gone(_))), new);
        }
    }
}
