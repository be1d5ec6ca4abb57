//! What must hold among a form's cells and rows (校验规则), and what is counted (计入数据).

use super::{Reader, What, span};
use crate::domain::forms::{Column, Count, Counted, Kind, Rule};
use crate::domain::ids::ColumnId;
use crate::plan_files::at::At;
use crate::plan_files::names::id;
use crate::plan_files::problem::say;
use crate::plan_files::raw::{CountTable, CountedName, OnlyTable, RuleName, RuleTable};

impl Reader<'_> {
    pub(super) fn rules(&mut self, columns: &[Column]) -> Vec<Rule> {
        let table = self.table;
        for kind in [RuleName::UniqueInDistrict, RuleName::ReportedWithin] {
            let second = table.rule.iter().filter(|rule| *rule.kind == kind).nth(1);
            if let Some(second) = second {
                let (name, ..) = fields_of(kind);
                self.error(
                    second.kind.span(),
                    say!("规则 {name} 只能有一条", "a form has one rule {name} at most"),
                )
                .help(say!("请删去一条，或合成一条", "remove one, or make one of both"));
            }
        }
        let is_keyed = |rule: &RuleTable| matches!(*rule.kind, RuleName::Unique | RuleName::UniqueInDistrict);
        let timed = table.rule.iter().find(|rule| *rule.kind == RuleName::ReportedWithin);
        if let Some(timed) = timed.filter(|_| self.whole && !table.rule.iter().any(is_keyed)) {
            self.error(
                timed.kind.span(),
                say!(
                    "各行无从区分，再次报送时认不出首次报送的日期",
                    "nothing tells its rows apart, so that the day on which one was first reported is not known again"
                ),
            )
            .help(say!(
                "请加一条 kind = \"unique\" 或 \"unique-in-district\" 的规则",
                "add a rule of kind = \"unique\" or \"unique-in-district\""
            ));
        }
        table.rule.iter().filter_map(|rule| self.rule(rule, columns)).collect()
    }

    fn rule(&mut self, table: &RuleTable, columns: &[Column]) -> Option<Rule> {
        let (name, needs, takes) = fields_of(*table.kind);
        let what = What { zh: "规则", en: "rule", name, span: table.kind.span(), needs, takes };
        let written = [
            ("low", span(table.low.as_ref())),
            ("high", span(table.high.as_ref())),
            ("columns", span(table.columns.as_ref())),
            ("only", span(table.only.as_ref())),
            ("date", span(table.date.as_ref())),
            ("after", span(table.after.as_ref())),
            ("working_days", span(table.working_days.as_ref())),
            ("column", span(table.column.as_ref())),
            ("when", table.when.as_ref().map(|when| when.column.span())),
        ];
        self.fields(what, &written);
        Some(match *table.kind {
            RuleName::AtMost => {
                let (low, high) = self.pair((table.low.as_ref()?, table.high.as_ref()?), columns)?;
                Rule::AtMost { low, high }
            }
            RuleName::OneOf => {
                let only = table.only.as_ref().is_some_and(|only| **only);
                Rule::OneOf { columns: self.several(table.columns.as_ref()?, columns, 2)?, only }
            }
            RuleName::Unique => Rule::Unique { columns: self.several(table.columns.as_ref()?, columns, 1)? },
            RuleName::UniqueInDistrict => {
                Rule::UniqueInDistrict { columns: self.several(table.columns.as_ref()?, columns, 1)? }
            }
            RuleName::WithinAfter => {
                let date = self.date(table.date.as_ref()?, columns);
                let after = self.date(table.after.as_ref()?, columns);
                let working_days = self.days(table.working_days.as_ref()?)?;
                Rule::WithinAfter { date: date?, after: after?, working_days }
            }
            RuleName::ReportedWithin => {
                let date = self.date(table.date.as_ref()?, columns);
                let working_days = self.days(table.working_days.as_ref()?)?;
                Rule::ReportedWithin { date: date?, working_days }
            }
            RuleName::IdentityNumber => self.identity_number(table, columns)?,
            RuleName::NotFuture => Rule::NotFuture { date: self.date(table.date.as_ref()?, columns)? },
            RuleName::EveryChoice => self.every_choice(table.column.as_ref()?, columns)?,
        })
    }

    fn identity_number(&mut self, table: &RuleTable, columns: &[Column]) -> Option<Rule> {
        let name = table.column.as_ref()?;
        let column = self.find(name, columns)?;
        if !matches!(column.kind, Kind::Text { .. }) {
            let given = name.as_str();
            self.error(name.span(), say!("字段“{given}”不是文字", "the column `{given}` is no text")).help(
                say!(
                    "写类型为 text 的字段；类型为 identity-number 的本来就查",
                    "name a column of type text; one of type identity-number is checked as it is"
                ),
            );
        }
        let when = match &table.when {
            Some(when) => Some(self.only(when, columns)?),
            None => None,
        };
        Some(Rule::IdentityNumber { column: column.id.clone(), when })
    }

    fn every_choice(&mut self, name: &At<String>, columns: &[Column]) -> Option<Rule> {
        let column = self.find(name, columns)?;
        if !matches!(column.kind, Kind::Code(_)) {
            let given = name.as_str();
            self.error(name.span(), say!("字段“{given}”没有代码", "the column `{given}` has no codes"))
                .help(say!("写类型为 code 的字段", "name a column of type code"));
        }
        Some(Rule::EveryChoice { column: column.id.clone() })
    }

    /// Rows in which a column holds one of these values.
    fn only(&mut self, only: &OnlyTable, columns: &[Column]) -> Option<(ColumnId, Vec<String>)> {
        let column = self.find(&only.column, columns)?;
        self.values(&only.is, column);
        Some((column.id.clone(), only.is.iter().map(ToString::to_string).collect()))
    }

    /// Two columns that can be compared.
    fn pair(
        &mut self,
        (low, high): (&At<String>, &At<String>),
        columns: &[Column],
    ) -> Option<(ColumnId, ColumnId)> {
        let (first, second) = (self.find(low, columns), self.find(high, columns));
        let (first, second) = (first?, second?);
        let is_number = |kind: &Kind| matches!(kind, Kind::Integer { .. } | Kind::Decimal { .. });
        let dates = first.kind == Kind::Date && second.kind == Kind::Date;
        if !(dates || is_number(&first.kind) && is_number(&second.kind)) {
            let (low_id, high_id) = (low.as_str(), high.as_str());
            self.error(
                high.span(),
                say!("字段“{low_id}”与“{high_id}”不能比较", "`{low_id}` and `{high_id}` cannot be compared"),
            )
            .help(say!("两个都用日期，或都用数值", "take two dates, or two numbers"));
        } else if first.id == second.id {
            self.error(high.span(), say!("同一个字段不必比较", "a column is not compared with itself"))
                .help(say!("写另一个字段", "name another column"));
        }
        Some((first.id.clone(), second.id.clone()))
    }

    fn several(
        &mut self,
        names: &At<Vec<At<String>>>,
        columns: &[Column],
        least: usize,
    ) -> Option<Vec<ColumnId>> {
        if names.len() < least {
            self.error(
                names.span(),
                say!("这条规则至少要{least}个字段", "the rule needs {least} columns or more"),
            )
            .help(say!("请补上字段", "name more of them"));
            return None;
        }
        Some(self.find_all(names, columns))
    }

    fn date(&mut self, name: &At<String>, columns: &[Column]) -> Option<ColumnId> {
        let column = self.find(name, columns)?;
        if column.kind != Kind::Date {
            let given = name.as_str();
            self.error(name.span(), say!("字段“{given}”不是日期", "the column `{given}` is not a date"))
                .help(say!("写类型为 date 的字段", "name a column of type date"));
        }
        Some(column.id.clone())
    }

    fn days(&mut self, days: &At<u16>) -> Option<u16> {
        if !(1..=250).contains(&**days) {
            let given = **days;
            self.error(days.span(), say!("{given}个工作日不合适", "{given} working days will not do"))
                .help(say!("写1至250", "write 1 to 250"));
            return None;
        }
        Some(**days)
    }

    pub(super) fn counts(&mut self, columns: &[Column]) -> Vec<Count> {
        let table = self.table;
        table.count.iter().filter_map(|count| self.count(count, columns)).collect()
    }

    fn count(&mut self, table: &CountTable, columns: &[Column]) -> Option<Count> {
        let figure = id(self.file, &table.figure, self.problems);
        let name = counted_name(*table.of);
        let needs: &[&str] = if *table.of == CountedName::Distinct { &["column"] } else { &[] };
        let what = What { zh: "计数", en: "count", name, span: table.of.span(), needs, takes: &[] };
        self.fields(what, &[("column", span(table.column.as_ref()))]);
        let timed = self.table.rule.iter().any(|rule| *rule.kind == RuleName::ReportedWithin);
        if matches!(*table.of, CountedName::Timely | CountedName::Late) && !timed && self.whole {
            self.error(
                table.of.span(),
                say!("没有报送期限，谈不上按时或迟报", "without a time limit no row is late or in time"),
            )
            .help(say!(
                "请加一条 kind = \"reported-within\" 的规则，或改数 rows",
                "add a rule of kind = \"reported-within\", or count rows"
            ));
        }
        let only = match &table.only {
            Some(only) => Some(self.only(only, columns)?),
            None => None,
        };
        let of = match *table.of {
            CountedName::Rows => Counted::Rows,
            CountedName::Timely => Counted::Timely,
            CountedName::Late => Counted::Late,
            CountedName::Distinct => {
                Counted::Distinct(self.find(table.column.as_ref()?, columns)?.id.clone())
            }
        };
        Some(Count { figure: figure?, of, only })
    }
}

/// A rule's name, the fields that it needs and those that it may have.
fn fields_of(kind: RuleName) -> (&'static str, &'static [&'static str], &'static [&'static str]) {
    match kind {
        RuleName::AtMost => ("at-most", &["low", "high"], &[]),
        RuleName::OneOf => ("one-of", &["columns"], &["only"]),
        RuleName::Unique => ("unique", &["columns"], &[]),
        RuleName::UniqueInDistrict => ("unique-in-district", &["columns"], &[]),
        RuleName::WithinAfter => ("within-after", &["date", "after", "working_days"], &[]),
        RuleName::ReportedWithin => ("reported-within", &["date", "working_days"], &[]),
        RuleName::IdentityNumber => ("identity-number", &["column"], &["when"]),
        RuleName::NotFuture => ("not-future", &["date"], &[]),
        RuleName::EveryChoice => ("every-choice", &["column"], &[]),
    }
}

fn counted_name(of: CountedName) -> &'static str {
    match of {
        CountedName::Rows => "rows",
        CountedName::Timely => "timely",
        CountedName::Late => "late",
        CountedName::Distinct => "distinct",
    }
}
