//! Report forms (报表) from `forms/*.toml`: each by itself here and in `columns`, `rules`, `headings`; beside the duties that
//! ask for them in `duties`.

use std::collections::HashSet;
use std::ops::Range;

use super::at::At;
use super::names::{id, text, unique, words};
use super::parse::Parsed;
use super::problem::{Problems, Severity, say};
use super::raw::{ColumnTable, FormFile};
use super::suggest::one_of;
use crate::domain::calendar::Calendar;
use crate::domain::forms::{Column, Form};
use crate::domain::ids::ColumnId;
use crate::domain::plan::Words;

mod columns;
mod contacts;
mod duties;
mod headings;
mod rules;

pub(super) use duties::join;

/// A spreadsheet of more is read by nobody.
const MAX_COLUMNS: usize = 80;

/// Every form, in the order of the files.
pub(super) fn forms(files: &[Parsed<FormFile>], calendar: &Calendar, problems: &mut Problems) -> Vec<Form> {
    let mut seen = HashSet::new();
    let mut forms = Vec::new();
    for parsed in files {
        unique(&parsed.file, &mut seen, &parsed.value.id, ("报表", "form"), problems);
        let errors = problems.count(Severity::Error);
        let mut reader = Reader {
            file: &parsed.file,
            table: &parsed.value,
            whole: parsed.whole,
            problems: &mut *problems,
        };
        let form = reader.form();
        let is_clean = reader.problems.count(Severity::Error) == errors;
        if let Some(form) = form.as_ref().filter(|form| form.columns.len() == reader.table.column.len()) {
            reader.example(form, calendar, is_clean);
        }
        forms.extend(form);
    }
    forms
}

/// One file being read.
struct Reader<'a> {
    file: &'a str,
    table: &'a FormFile,
    /// Nothing was left out; else a column that is not known is no fault of its own.
    whole: bool,
    problems: &'a mut Problems,
}

impl<'a> Reader<'a> {
    fn form(&mut self) -> Option<Form> {
        let table = self.table;
        let id = id(self.file, &table.id, self.problems);
        let title = words(self.file, &table.title, table.title_en.as_ref(), self.problems);
        let help = self.help((table.help.as_ref(), table.help_en.as_ref()));
        let columns = self.columns();
        self.headings();
        let rules = self.rules(&columns);
        let counts = self.counts(&columns);
        let contacts = table.contacts.as_ref().and_then(|contacts| self.contacts(contacts, &columns));
        let merges = match &table.merges {
            Some(other) => Some(self::id(self.file, other, self.problems)?),
            None => None,
        };
        let gap = text(table.gap.as_ref());
        Some(Form { id: id?, title, help, columns, rules, counts, contacts, merges, gap })
    }

    fn columns(&mut self) -> Vec<Column> {
        let table = self.table;
        let count = table.column.len();
        if count == 0 && self.whole {
            self.error(table.id.span(), say!("报表没有字段", "the form has no columns"))
                .help(say!("请用 [[column]] 写上", "add one with [[column]]"));
        }
        if let Some(first) = table.column.get(MAX_COLUMNS) {
            self.error(
                first.id.span(),
                say!("有{count}个字段，最多{MAX_COLUMNS}个", "{count} columns, {MAX_COLUMNS} at most"),
            )
            .help(say!("请精简，或拆成两张报表", "leave some out, or make two forms of it"));
        }
        let mut seen = HashSet::new();
        for column in &table.column {
            unique(self.file, &mut seen, &column.id, ("字段", "column"), self.problems);
        }
        let columns: Vec<Column> = table.column.iter().filter_map(|column| self.column(column)).collect();
        for column in &table.column {
            self.when(column, &columns);
        }
        columns
    }

    /// A help in both languages; English alone is a fault.
    fn help(&mut self, (zh, en): (Option<&At<String>>, Option<&At<String>>)) -> Option<Words> {
        if let (None, Some(english)) = (zh, en) {
            self.error(english.span(), say!("写了 help_en，没写 help", "`help_en` without `help`"))
                .help(say!("请补上中文的 help", "add the Chinese `help`"));
        }
        Some(words(self.file, zh?, en, self.problems))
    }

    fn error(&mut self, span: Range<usize>, message: Words) -> &mut super::problem::Problem {
        self.problems.error(self.file, span, message)
    }

    /// The column of this id; one that is not there is reported.
    fn find<'c>(&mut self, name: &At<String>, columns: &'c [Column]) -> Option<&'c Column> {
        let known: Vec<&str> = self.table.column.iter().map(|column| column.id.as_str()).collect();
        if !known.contains(&name.as_str()) && self.whole {
            let given = name.as_str();
            let look = say!("请核对 [[column]] 的 id", "look up the ids of [[column]]");
            let message = say!("没有字段“{given}”", "there is no column `{given}`");
            self.error(name.span(), message).help(one_of(given, &known).unwrap_or(look));
        }
        columns.iter().find(|column| column.id.as_str() == name.as_str())
    }

    /// Some columns, each once, as their ids.
    fn find_all(&mut self, names: &[At<String>], columns: &[Column]) -> Vec<ColumnId> {
        let mut found: Vec<ColumnId> = Vec::new();
        for name in names {
            let Some(column) = self.find(name, columns) else { continue };
            if found.contains(&column.id) {
                let given = name.as_str();
                self.error(name.span(), say!("字段“{given}”写了两次", "the column `{given}` is named twice"))
                    .help(say!("请删去一处", "remove one of them"));
            } else {
                found.push(column.id.clone());
            }
        }
        found
    }

    /// What a kind needs is there, and nothing that it has no use for.
    fn fields(&mut self, what: What<'_>, written: &[(&str, Option<Range<usize>>)]) {
        let What { zh, en, name, span, needs, takes } = what;
        for (field, place) in written {
            match place {
                None if needs.contains(field) => {
                    self.error(
                        span.clone(),
                        say!("{zh} {name} 缺少 {field}", "the {en} {name} needs `{field}`"),
                    )
                    .help(say!("请补上 {field} = …", "add {field} = …"));
                }
                Some(place) if !needs.contains(field) && !takes.contains(field) => {
                    self.error(
                        place.clone(),
                        say!("{zh} {name} 用不到 {field}", "the {en} {name} has no use for `{field}`"),
                    )
                    .help(say!("请去掉它", "remove it"));
                }
                _ => {}
            }
        }
    }
}

/// One of several kinds, and its fields.
struct What<'a> {
    zh: &'a str,
    en: &'a str,
    name: &'a str,
    span: Range<usize>,
    needs: &'a [&'a str],
    takes: &'a [&'a str],
}

fn span<T>(at: Option<&At<T>>) -> Option<Range<usize>> {
    at.map(At::span)
}

/// The tables of a form's columns beside what became of them, by id.
fn table_of<'t>(table: &'t FormFile, column: &Column) -> Option<&'t ColumnTable> {
    table.column.iter().find(|each| each.id.as_str() == column.id.as_str())
}
