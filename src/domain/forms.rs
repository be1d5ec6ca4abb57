//! Report forms (明细表): the plan's annexes as tables whose rows can be checked, counted and merged.
//!
//! A [`Form`] is part of the plan. What a unit fills in is a sheet of [`Row`]s; [`Checker`] says of each what is wrong, in
//! which column; [`head`] finds out which column of a stranger's table is which of ours.

mod check;
mod codes;
mod count;
mod fault;
pub mod head;
mod mask;
mod people;
#[cfg(test)]
mod tests;
mod value;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

pub use check::{Checked, Checker};
pub use codes::{credit_code, identity_number};
pub use count::Counter;
pub use fault::{Fault, What};
pub use mask::masked;
pub use people::Person;
pub use value::{Given, plain};

use super::folded::fold;
use super::ids::{ColumnId, FigureId, FormId};
use super::plan::Words;

/// More rows than any unit has in one period; a longer file is a mistake.
pub const MAX_ROWS: usize = 100_000;

/// A report form (报表样式).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    pub id: FormId,
    pub title: Words,
    /// How to fill it in, in a few lines.
    pub help: Option<Words>,
    /// In the order of the template.
    pub columns: Vec<Column>,
    pub rules: Vec<Rule>,
    /// What its rows come to: figures of the duties that ask for this form.
    pub counts: Vec<Count>,
    /// 联络方式: accepted rows are the unit's people.
    pub contacts: Option<Contacts>,
    /// 汇总: its rows are gathered from the accepted rows of this other form, column by column of the same id.
    pub merges: Option<FormId>,
    /// What the source does not say, in words.
    pub gap: Option<String>,
}

/// A column (字段).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The field code where there is one, for example `XK_WSH`; letters, digits and `_` only.
    pub id: ColumnId,
    pub label: Words,
    pub kind: Kind,
    pub need: Need,
    pub help: Option<Words>,
    /// Other headings under which it comes (别名).
    pub aliases: Vec<String>,
    /// What stands in the template's example row; empty for nothing.
    pub example: String,
    /// 个人敏感信息: shown in part only. Always so for identity numbers and phones.
    pub private: bool,
}

/// What may stand in a column (类型).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// At most so many characters.
    Text {
        max: usize,
    },
    Integer {
        min: Option<i64>,
        max: Option<i64>,
    },
    /// At most so many places; not below `min`.
    Decimal {
        places: u32,
        min: Option<Decimal>,
    },
    Date,
    /// One of these (代码).
    Code(Vec<Choice>),
    /// 统一社会信用代码, GB 32100-2015
    CreditCode,
    /// 公民身份号码, GB 11643-1999
    IdentityNumber,
    /// A mobile or a landline with its area code.
    Phone,
    Email,
}

/// One value of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub code: String,
    pub label: Words,
}

/// Whether a cell must be filled (必填).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need {
    Optional,
    Required,
    /// Where that column holds one of these values, as they are stored.
    WhenOneOf {
        column: ColumnId,
        values: Vec<String>,
    },
    /// Where that column holds anything.
    WhenFilled {
        column: ColumnId,
    },
    /// Where that column is empty.
    WhenEmpty {
        column: ColumnId,
    },
}

/// What must hold among the cells of a row, or among rows (校验规则).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// The first is not greater, or not later, than the second; an empty one is not compared.
    AtMost { low: ColumnId, high: ColumnId },
    /// At least one of them is filled, and with `only` not more than one.
    OneOf { columns: Vec<ColumnId>, only: bool },
    /// No two rows of a sheet have the same in all of these; compared where all are filled.
    Unique { columns: Vec<ColumnId> },
    /// The same among all sheets of the district. Another unit may be the one in error, so that this is pointed out
    /// with its twin and refuses nothing; within a sheet it is [`Rule::Unique`]. A form has at most one.
    UniqueInDistrict { columns: Vec<ColumnId> },
    /// The date lies no more than so many working days after that other date.
    WithinAfter { date: ColumnId, after: ColumnId, working_days: u16 },
    /// The row is reported within so many working days of its date, or else late (迟报); late rows are taken and counted. A
    /// form has at most one.
    ReportedWithin { date: ColumnId, working_days: u16 },
    /// The date is not after the day of the check: what is reported has happened (不得填将来的日期).
    NotFuture { date: ColumnId },
    /// Each code of the column stands in one row or more; said of the whole sheet, when it is sent.
    EveryChoice { column: ColumnId },
    /// The column, a text, holds an identity number (公民身份号码): in every row, or where another holds one of these
    /// values.
    IdentityNumber { column: ColumnId, when: Option<(ColumnId, Vec<String>)> },
}

/// Rows counted into a figure (计入数据). Several forms of a duty may count into one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    pub figure: FigureId,
    pub of: Counted,
    /// Only rows in which this column holds one of these values.
    pub only: Option<(ColumnId, Vec<String>)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Counted {
    Rows,
    /// Rows that were reported in time; without [`Rule::ReportedWithin`] all of them.
    Timely,
    Late,
    /// Different values of a column, empty ones left out.
    Distinct(ColumnId),
}

/// Which columns make a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contacts {
    pub name: ColumnId,
    /// What the person is responsible for: a column of [`Kind::Code`].
    pub role: Option<ColumnId>,
    pub post: Option<ColumnId>,
    pub phone: Option<ColumnId>,
    pub email: Option<ColumnId>,
    /// The value of `role` that is a liaison (联络员), who may be invited.
    pub liaison: Option<String>,
}

impl Form {
    pub fn column(&self, id: &ColumnId) -> Option<&Column> {
        self.columns.iter().find(|column| column.id == *id)
    }

    pub fn position(&self, id: &ColumnId) -> Option<usize> {
        self.columns.iter().position(|column| column.id == *id)
    }

    pub fn cells(&self, row: &[String]) -> Cells {
        let filled = self.columns.iter().zip(row).filter(|(_, value)| !value.is_empty());
        filled.map(|(column, value)| (column.id.clone(), value.clone())).collect()
    }

    pub fn row(&self, cells: &Cells) -> Row {
        self.columns.iter().map(|column| cells.get(&column.id).cloned().unwrap_or_default()).collect()
    }

    /// What a row is found by: folded, codes with their labels, and nothing private.
    pub fn search_text(&self, row: &[String]) -> String {
        let open =
            self.columns.iter().zip(row).filter(|(column, value)| !column.is_private() && !value.is_empty());
        let words = open.map(|(column, value)| match &column.kind {
            Kind::Code(choices) => {
                let label =
                    choices.iter().find(|choice| choice.code == *value).map(|choice| &choice.label.zh);
                fold(&format!("{value} {}", label.map_or("", String::as_str)))
            }
            _ => fold(value),
        });
        words.collect::<Vec<_>>().join("\n")
    }

    /// What tells its rows apart: across the district, or else within a sheet.
    pub fn key(&self) -> Option<&[ColumnId]> {
        let district = self.rules.iter().find_map(|rule| match rule {
            Rule::UniqueInDistrict { columns } => Some(columns.as_slice()),
            _ => None,
        });
        let sheet = || {
            self.rules.iter().find_map(|rule| match rule {
                Rule::Unique { columns } => Some(columns.as_slice()),
                _ => None,
            })
        };
        district.or_else(sheet)
    }

    /// The columns by which no two rows of a sheet may be the same. What is unique in the district is so in a sheet.
    pub fn uniques(&self) -> impl Iterator<Item = &[ColumnId]> {
        let own = |columns: &[ColumnId]| {
            self.rules.iter().any(|rule| {
                matches!(rule, Rule::Unique { columns: own }
                    if own.len() == columns.len() && own.iter().all(|id| columns.contains(id)))
            })
        };
        self.rules.iter().filter_map(move |rule| match rule {
            Rule::Unique { columns } => Some(columns.as_slice()),
            Rule::UniqueInDistrict { columns } if !own(columns) => Some(columns.as_slice()),
            _ => None,
        })
    }

    /// Columns of which every code must occur, each with its choices.
    pub fn every_choice(&self) -> impl Iterator<Item = (&ColumnId, &[Choice])> {
        self.rules.iter().filter_map(|rule| match rule {
            Rule::EveryChoice { column } => match &self.column(column)?.kind {
                Kind::Code(choices) => Some((column, choices.as_slice())),
                _ => None,
            },
            _ => None,
        })
    }

    /// Whether a row may have a twin elsewhere.
    pub fn has_twins(&self) -> bool {
        self.rules.iter().any(|rule| matches!(rule, Rule::UniqueInDistrict { .. }))
    }

    /// The date from which a row's time for being reported runs, and how many working days it has.
    pub fn reported_within(&self) -> Option<(&ColumnId, u16)> {
        self.rules.iter().find_map(|rule| match rule {
            Rule::ReportedWithin { date, working_days } => Some((date, *working_days)),
            _ => None,
        })
    }
}

impl Column {
    pub fn is_private(&self) -> bool {
        self.private || matches!(self.kind, Kind::IdentityNumber | Kind::Phone)
    }

    /// Whether every row must have it.
    pub fn is_required(&self) -> bool {
        self.need == Need::Required
    }
}

/// A row of a sheet: the values of the form's columns, in their order, each in the one way it is written (see
/// [`Checked`]); empty for nothing.
pub type Row = Vec<String>;

/// The same as it is stored, by the columns' ids and without what is empty: a form may get or lose columns later.
pub type Cells = BTreeMap<ColumnId, String>;
