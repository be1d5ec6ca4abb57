//! What is wrong with a plan's files: all of it at once, each with its place and what to do about it.

use std::ops::Range;

use crate::domain::plan::Words;

/// Both languages of one message, formatted with the same arguments.
macro_rules! say {
    ($zh:literal, $en:literal) => {
        $crate::domain::plan::Words { zh: format!($zh), en: format!($en) }
    };
}
pub(super) use say;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The plan cannot be used (错误).
    Error,
    /// It can be used, but someone should look (警告).
    Warning,
    /// Good to know (提示).
    Note,
}

/// One problem and its place.
#[derive(Debug, Clone)]
pub struct Problem {
    pub severity: Severity,
    /// The file's path below the plan's folder; `calendar/…` for the calendar's files.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// What is wrong.
    pub message: Words,
    /// What to do about it.
    pub help: Option<Words>,
    pub(super) span: Range<usize>,
}

impl Problem {
    pub(super) fn help(&mut self, help: Words) {
        self.help = Some(help);
    }
}

/// All problems of one plan, by file and place.
#[derive(Debug, Clone, Default)]
pub struct Problems {
    list: Vec<Problem>,
    /// The files' texts, in the order in which they were read.
    texts: Vec<(String, String)>,
}

impl Problems {
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.list.iter()
    }

    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|problem| problem.severity == severity).count()
    }

    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    pub(super) fn text(&self, file: &str) -> &str {
        self.texts.iter().find(|(name, _)| name == file).map_or("", |(_, text)| text)
    }

    /// Keeps a file's text, which places are computed from.
    pub(super) fn read(&mut self, file: &str, text: String) {
        self.texts.push((file.to_owned(), text));
    }

    pub(super) fn error(&mut self, file: &str, span: Range<usize>, message: Words) -> &mut Problem {
        self.add(Severity::Error, file, span, message)
    }

    pub(super) fn warn(&mut self, file: &str, span: Range<usize>, message: Words) -> &mut Problem {
        self.add(Severity::Warning, file, span, message)
    }

    pub(super) fn note(&mut self, file: &str, span: Range<usize>, message: Words) -> &mut Problem {
        self.add(Severity::Note, file, span, message)
    }

    fn add(&mut self, severity: Severity, file: &str, span: Range<usize>, message: Words) -> &mut Problem {
        let (line, column) = place(self.text(file), span.start);
        let problem = Problem { severity, file: file.to_owned(), line, column, message, help: None, span };
        self.list.push_mut(problem)
    }

    /// Files in the order in which they were read, missing ones first; places from top to bottom.
    pub(super) fn sort(&mut self) {
        let texts = &self.texts;
        let rank = |file: &String| texts.iter().position(|(name, _)| name == file);
        self.list.sort_by_key(|problem| (rank(&problem.file), problem.span.start));
    }
}

fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or(before);
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

impl std::fmt::Display for Problems {
    /// One line each, for logs; [`super::render`] draws the places.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (n, problem) in self.list.iter().enumerate() {
            let gap = if n == 0 { "" } else { "\n" };
            write!(f, "{gap}{}:{}:{}: {}", problem.file, problem.line, problem.column, problem.message.zh)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}
