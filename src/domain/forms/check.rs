//! Checking the rows of a sheet, one after another (校验).

use std::collections::HashMap;

use time::Date;
use time::macros::format_description;

use super::codes::identity_number;
use super::value::{Given, plain};
use super::{Column, Fault, Form, Need, Row, Rule, What};
use crate::domain::calendar::Calendar;
use crate::domain::ids::ColumnId;

/// A row after its check.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// Where it stands in the file, counted from 1 as the file counts.
    pub line: usize,
    /// What is stored: see [`Given::value`]. A cell that is wrong keeps what was given.
    pub cells: Row,
    /// Everything that is wrong; a row with faults is not sent.
    pub faults: Vec<Fault>,
    /// What tells it apart from others, where [`Form::key`] says so and all of it is filled.
    pub key: Option<String>,
    /// The last day on which it is reported in time, where [`Rule::ReportedWithin`] says so.
    pub report_by: Option<Date>,
}

/// Checks the rows of one sheet; it remembers their keys, and nothing else of them.
pub struct Checker<'a> {
    form: &'a Form,
    calendar: &'a Calendar,
    today: Date,
    example: Row,
    /// For each of [`Form::uniques`] the keys there were, and their lines.
    seen: Vec<HashMap<String, usize>>,
}

impl<'a> Checker<'a> {
    pub fn new(form: &'a Form, calendar: &'a Calendar, today: Date) -> Self {
        let example = |column: &Column| {
            let given = Given::Text(column.example.clone());
            given.value(&column.kind).unwrap_or_else(|_| column.example.clone())
        };
        Self {
            form,
            calendar,
            today,
            example: form.columns.iter().map(example).collect(),
            seen: vec![HashMap::new(); form.uniques().count()],
        }
    }

    pub fn form(&self) -> &'a Form {
        self.form
    }

    /// `given` are the form's columns in their order; missing ones are empty. `None` for a row of nothing.
    pub fn row(&mut self, line: usize, given: &[Given]) -> Option<Checked> {
        if given.iter().all(Given::is_empty) {
            return None;
        }
        let mut faults = Vec::new();
        let mut cells = Row::with_capacity(self.form.columns.len());
        for (at, column) in self.form.columns.iter().enumerate() {
            let given = given.get(at).unwrap_or(&Given::Empty);
            cells.push(given.value(&column.kind).unwrap_or_else(|what| {
                faults.push(Fault { column: Some(column.id.clone()), what });
                given.shown()
            }));
        }
        if cells == self.example && !cells.iter().all(String::is_empty) {
            faults.push(Fault { column: None, what: What::Example });
        }
        faults.extend(self.identities(&mut cells));
        let row = View { form: self.form, cells: &cells };
        for column in &self.form.columns {
            faults.extend(row.lacks(column).map(|what| Fault { column: Some(column.id.clone()), what }));
        }
        faults.extend(self.form.rules.iter().filter_map(|rule| row.breaks(rule, self.calendar, self.today)));
        for (at, columns) in self.form.uniques().enumerate() {
            faults.extend(self.repeats(at, line, columns, row));
        }
        let key = self.form.key().and_then(|columns| row.key(columns));
        let report_by = self.report_by(row);
        Some(Checked { line, faults, key, report_by, cells })
    }

    /// Identity numbers in columns of text: put as they are written, if they are one.
    fn identities(&self, cells: &mut [String]) -> Vec<Fault> {
        let mut faults = Vec::new();
        for rule in &self.form.rules {
            let Rule::IdentityNumber { column, when } = rule else { continue };
            let row = View { form: self.form, cells };
            let holds = |(other, values): &(ColumnId, Vec<String>)| {
                values.iter().any(|value| value == row.value(other))
            };
            if row.value(column).is_empty() || !when.as_ref().is_none_or(holds) {
                continue;
            }
            let number: String = plain(row.value(column)).to_uppercase().split_whitespace().collect();
            match identity_number(&number) {
                Ok(()) => {
                    if let Some(cell) = self.form.position(column).and_then(|at| cells.get_mut(at)) {
                        *cell = number;
                    }
                }
                Err(what) => faults.push(Fault { column: Some(column.clone()), what }),
            }
        }
        faults
    }

    fn repeats(&mut self, at: usize, line: usize, columns: &[ColumnId], row: View<'_>) -> Option<Fault> {
        let key = row.key(columns)?;
        let seen = self.seen.get_mut(at)?;
        if let Some(first) = seen.get(&key) {
            let what = What::Repeats { line: *first, columns: columns.to_vec() };
            return Some(Fault { column: columns.first().cloned(), what });
        }
        seen.insert(key, line);
        None
    }

    fn report_by(&self, row: View<'_>) -> Option<Date> {
        let (date, days) = self.form.reported_within()?;
        Some(self.calendar.add_working_days(row.date(date)?, i32::from(days)))
    }
}

/// A row's cells by their columns.
#[derive(Clone, Copy)]
struct View<'a> {
    form: &'a Form,
    cells: &'a [String],
}

impl<'a> View<'a> {
    fn value(self, id: &ColumnId) -> &'a str {
        self.form.position(id).and_then(|at| self.cells.get(at)).map_or("", String::as_str)
    }

    fn date(self, id: &ColumnId) -> Option<Date> {
        Date::parse(self.value(id), format_description!("[year]-[month]-[day]")).ok()
    }

    fn lacks(self, column: &Column) -> Option<What> {
        if !self.value(&column.id).is_empty() {
            return None;
        }
        match &column.need {
            Need::Optional => None,
            Need::Required => Some(What::Missing),
            Need::WhenOneOf { column, values } => {
                let value = self.value(column);
                let needed = values.iter().any(|each| each == value);
                needed.then(|| What::MissingSince { column: column.clone(), value: value.to_owned() })
            }
            Need::WhenFilled { column } => {
                let value = self.value(column);
                let needed = !value.is_empty();
                needed.then(|| What::MissingSince { column: column.clone(), value: value.to_owned() })
            }
            Need::WhenEmpty { column } => {
                self.value(column).is_empty().then(|| What::MissingWithout { column: column.clone() })
            }
        }
    }

    fn breaks(self, rule: &Rule, calendar: &Calendar, today: Date) -> Option<Fault> {
        let fault = |column: Option<&ColumnId>, what| Some(Fault { column: column.cloned(), what });
        match rule {
            Rule::AtMost { low, high } if self.is_above(low, high) => {
                fault(Some(low), What::Above { column: high.clone() })
            }
            Rule::OneOf { columns, only } => {
                let filled = columns.iter().filter(|column| !self.value(column).is_empty()).count();
                match filled {
                    0 => fault(columns.first(), What::NoneOf { columns: columns.clone() }),
                    2.. if *only => fault(None, What::SeveralOf { columns: columns.clone() }),
                    _ => None,
                }
            }
            Rule::WithinAfter { date, after, working_days } => {
                let last = calendar.add_working_days(self.date(after)?, i32::from(*working_days));
                let what = What::TooLongAfter { column: after.clone(), working_days: *working_days };
                if self.date(date)? > last { fault(Some(date), what) } else { None }
            }
            Rule::NotFuture { date } if self.date(date)? > today => fault(Some(date), What::Future),
            // Each but the last needs more than the row: other rows, the district, the day of the report.
            Rule::AtMost { .. }
            | Rule::NotFuture { .. }
            | Rule::EveryChoice { .. }
            | Rule::Unique { .. }
            | Rule::UniqueInDistrict { .. }
            | Rule::ReportedWithin { .. }
            | Rule::IdentityNumber { .. } => None,
        }
    }

    fn is_above(self, low: &ColumnId, high: &ColumnId) -> bool {
        if let (Some(low), Some(high)) = (self.date(low), self.date(high)) {
            return low > high;
        }
        let number = |id| self.value(id).parse::<rust_decimal::Decimal>().ok();
        matches!((number(low), number(high)), (Some(low), Some(high)) if low > high)
    }

    /// The cells parted by a character that stands in none; letters' case and width make no other key.
    fn key(self, columns: &[ColumnId]) -> Option<String> {
        let parts: Vec<String> = columns.iter().map(|id| plain(self.value(id)).to_uppercase()).collect();
        let is_whole = !parts.is_empty() && parts.iter().all(|part| !part.is_empty());
        is_whole.then(|| parts.join("\u{1f}"))
    }
}
