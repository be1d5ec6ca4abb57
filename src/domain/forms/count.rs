//! What rows come to (计入数据).

use std::collections::{BTreeMap, HashSet};

use super::{Count, Counted, Form};
use crate::domain::report::Figures;

/// Counts the rows of one sheet, one after another.
pub struct Counter<'a> {
    form: &'a Form,
    tallies: Vec<Tally<'a>>,
}

struct Tally<'a> {
    count: &'a Count,
    number: i64,
    seen: HashSet<String>,
}

impl<'a> Counter<'a> {
    pub fn new(form: &'a Form) -> Self {
        let tally = |count| Tally { count, number: 0, seen: HashSet::new() };
        Self { form, tallies: form.counts.iter().map(tally).collect() }
    }

    /// A row as it is stored, and whether it was reported late.
    pub fn row(&mut self, row: &[String], is_late: bool) {
        for tally in &mut self.tallies {
            tally.row(self.form, row, is_late);
        }
    }

    /// Each figure that the form counts into.
    pub fn figures(self) -> Figures {
        let mut figures = BTreeMap::new();
        for tally in self.tallies {
            *figures.entry(tally.count.figure.clone()).or_insert(0) += tally.number;
        }
        figures
    }
}

impl Tally<'_> {
    fn row(&mut self, form: &Form, row: &[String], is_late: bool) {
        let value = |id| form.position(id).and_then(|at| row.get(at)).map_or("", String::as_str);
        if let Some((column, values)) = &self.count.only
            && !values.iter().any(|each| each == value(column))
        {
            return;
        }
        let counts = match &self.count.of {
            Counted::Rows => true,
            Counted::Timely => !is_late,
            Counted::Late => is_late,
            Counted::Distinct(column) => {
                let value = value(column);
                !value.is_empty() && self.seen.insert(value.to_owned())
            }
        };
        self.number += i64::from(counts);
    }
}
