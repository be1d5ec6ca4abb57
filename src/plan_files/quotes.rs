//! Quotes (引文): each must stand in the plan's text, character by character.

use std::ops::Range;

use super::at::At;
use super::problem::{Problems, say};

/// The plan's text, and the section of it that belongs to one project.
#[derive(Debug, Clone, Copy)]
pub(super) struct Section<'a> {
    pub source: &'a str,
    pub text: &'a str,
    /// 序号 of the project, for messages.
    pub number: i64,
}

impl Section<'_> {
    /// Whether nothing of the plan's text comes after the section.
    pub fn is_last(&self) -> bool {
        self.source.ends_with(self.text)
    }

    pub fn check(&self, file: &str, quote: &At<String>, problems: &mut Problems) {
        let elsewhere = self.source.contains(quote.as_str());
        check(self.source, file, quote, problems);
        if elsewhere && !self.text.contains(quote.as_str()) {
            let number = self.number;
            problems
                .warn(
                    file,
                    quote.span(),
                    say!(
                        "引文不在专项工程{number}自己的一节里",
                        "the quote is not in project {number}'s own section"
                    ),
                )
                .help(say!("请核对是否引错了位置", "see whether the right place was quoted"));
        }
    }
}

/// Each project's section: from its own quote to the next one's. Nothing for a project whose quote is
/// not in the text.
pub(super) fn sections<'a>(source: &'a str, quotes: &[(i64, &str)]) -> Vec<Option<Section<'a>>> {
    let starts: Vec<Option<usize>> =
        quotes.iter().map(|(_, quote)| source.find(quote).filter(|_| !quote.is_empty())).collect();
    let section = |(start, (number, _)): (&Option<usize>, &(i64, &str))| {
        let start = (*start)?;
        let end = starts.iter().flatten().copied().filter(|other| *other > start).min();
        let text = source.get(start..end.unwrap_or(source.len()))?;
        Some(Section { source, text, number: *number })
    };
    starts.iter().zip(quotes).map(section).collect()
}

/// Reports a quote that is not in the text, at the first character that differs.
pub(super) fn check(source: &str, file: &str, quote: &At<String>, problems: &mut Problems) {
    if quote.trim().is_empty() {
        problems
            .error(file, quote.span(), say!("引文是空的", "the quote is empty"))
            .help(say!("请从 source.txt 照抄一句", "copy a sentence from source.txt"));
        return;
    }
    if source.contains(quote.as_str()) {
        return;
    }
    let found = longest_match(source, quote);
    let differs = found.as_ref().filter(|found| found.start == 0).map_or(0, |found| found.piece.len());
    let span = inside(problems.text(file), quote, differs);
    let problem = problems.error(file, span, say!("原文中没有这句引文", "the quote is not in the text"));
    let Some(found) = found else {
        problem
            .help(say!("请从 source.txt 照抄，一字不差", "copy it from source.txt, character by character"));
        return;
    };
    let place = found.surroundings();
    if found.start > 0 {
        problem.help(say!("最接近的原文是“{place}”", "the nearest place reads “{place}”"));
        return;
    }
    let nth = found.piece.chars().count() + 1;
    let written: String = quote.chars().skip(nth - 1).take(1).collect();
    let there: String = found.after.chars().take(1).collect();
    problem.help(say!(
        "第{nth}个字起不同：引文作“{written}”，原文作“{there}”（“{place}”）",
        "it differs from character {nth} on: the quote has “{written}”, the text has “{there}” (“{place}”)"
    ));
}

/// A piece of a quote that stands in the text.
struct Match<'a> {
    /// Where in the quote it begins, in bytes.
    start: usize,
    piece: &'a str,
    /// The text before and after it.
    before: &'a str,
    after: &'a str,
}

impl Match<'_> {
    /// The text around the end of the piece, a few characters each side.
    fn surroundings(&self) -> String {
        let read: Vec<char> = self.before.chars().chain(self.piece.chars()).collect();
        let before = read.iter().skip(read.len().saturating_sub(10));
        before.copied().chain(self.after.chars().take(8)).collect()
    }
}

/// The beginning of the quote as far as it stands in the text, since a reader compares from there; where
/// that is next to nothing, the longest piece that does.
fn longest_match<'a>(source: &'a str, quote: &'a str) -> Option<Match<'a>> {
    let length = |found: &Match<'_>| found.piece.chars().count();
    let first = match_from(source, quote, 0).filter(|first| length(first) >= 4);
    let from = |(at, _)| match_from(source, quote, at);
    first.or_else(|| {
        quote.char_indices().rev().filter_map(from).max_by_key(length).filter(|best| length(best) > 1)
    })
}

/// The longest piece from `start` on; found by halving, since whatever it begins with is found too.
fn match_from<'a>(source: &'a str, quote: &'a str, start: usize) -> Option<Match<'a>> {
    let rest = quote.get(start..)?;
    let pieces: Vec<&str> = rest.char_indices().filter_map(|(at, c)| rest.get(..at + c.len_utf8())).collect();
    let count = pieces.partition_point(|piece| source.contains(piece));
    let piece = *pieces.get(count.checked_sub(1)?)?;
    let (before, after) = source.split_once(piece)?;
    Some(Match { start, piece, before, after })
}

/// From this byte of the value on, where the file has the value as it is; else the whole value.
fn inside(text: &str, quote: &At<String>, at: usize) -> Range<usize> {
    let span = quote.span();
    let plain = text.get(span.start + 1..span.end.saturating_sub(1)) == Some(quote.as_str());
    let Some(differs) = quote.get(at..).and_then(|rest| rest.chars().next()).filter(|_| plain) else {
        return span;
    };
    let start = span.start + 1 + at;
    start..start + differs.len_utf8()
}
