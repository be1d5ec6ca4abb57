//! The columns of a form (字段).

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::{Reader, What, span};
use crate::domain::forms::{Choice, Column, Given, Kind, Need, plain};
use crate::domain::ids::ColumnId;
use crate::plan_files::at::At;
use crate::plan_files::names::{id, words};
use crate::plan_files::problem::say;
use crate::plan_files::raw::{ChoiceTable, ColumnTable, TypeName, WhenTable};
use crate::plan_files::suggest::one_of;
use crate::words::{Lang, forms};

const MAX_TEXT: i64 = 2000;
/// More would not fit beside fifteen digits in a spreadsheet.
const MAX_PLACES: u32 = 10;

impl Reader<'_> {
    pub(super) fn column(&mut self, table: &ColumnTable) -> Option<Column> {
        let label = words(self.file, &table.label, table.label_en.as_ref(), self.problems);
        let help = self.help((table.help.as_ref(), table.help_en.as_ref()));
        let kind = self.kind(table);
        let need = self.need(table);
        for alias in table.aliases.iter().filter(|alias| alias.trim().is_empty()) {
            self.error(alias.span(), say!("别名是空的", "the alias is empty"))
                .help(say!("请写上表头，或删去", "write a heading, or remove it"));
        }
        let id = self.column_id(&table.id)?;
        Some(Column {
            id,
            label,
            kind: kind?,
            need: need?,
            help,
            aliases: table.aliases.iter().map(ToString::to_string).collect(),
            example: table.example.as_ref().map(ToString::to_string).unwrap_or_default(),
            private: table.private,
        })
    }

    /// It stands in spreadsheets' headings and in statements.
    fn column_id(&mut self, text: &At<String>) -> Option<ColumnId> {
        let given = text.as_str();
        let is_name = given.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            && !given.starts_with(|c: char| c.is_ascii_digit());
        if is_name {
            return id(self.file, text, self.problems);
        }
        self.error(text.span(), say!("“{given}”不能作字段代码", "`{given}` is not a column's id")).help(
            say!(
                "只能用英文字母、数字和下划线，不以数字开头",
                "use ASCII letters, digits and `_`, and no digit first"
            ),
        );
        None
    }

    fn kind(&mut self, table: &ColumnTable) -> Option<Kind> {
        let (name, needs, takes) = fields_of(*table.kind);
        let what = What { zh: "类型", en: "type", name, span: table.kind.span(), needs, takes };
        let written = [
            ("max", span(table.max.as_ref())),
            ("min", span(table.min.as_ref())),
            ("places", span(table.places.as_ref())),
            ("choices", span(table.choices.as_ref())),
        ];
        self.fields(what, &written);
        Some(match *table.kind {
            TypeName::Text => Kind::Text { max: self.text_length(table.max.as_ref()?)? },
            TypeName::Integer => self.integer(table),
            TypeName::Decimal => {
                let places = self.places(table.places.as_ref()?)?;
                Kind::Decimal { places, min: table.min.as_ref().map(|min| Decimal::from(**min)) }
            }
            TypeName::Date => Kind::Date,
            TypeName::Code => Kind::Code(self.choices(table.choices.as_ref()?)),
            TypeName::CreditCode => Kind::CreditCode,
            TypeName::IdentityNumber => Kind::IdentityNumber,
            TypeName::Phone => Kind::Phone,
            TypeName::Email => Kind::Email,
        })
    }

    fn text_length(&mut self, max: &At<i64>) -> Option<usize> {
        let given = **max;
        let length = usize::try_from(given).ok().filter(|_| (1..=MAX_TEXT).contains(&given));
        if length.is_none() {
            self.error(max.span(), say!("字数{given}不合适", "a length of {given} will not do"))
                .help(say!("写1至{MAX_TEXT}", "write 1 to {MAX_TEXT}"));
        }
        length
    }

    fn integer(&mut self, table: &ColumnTable) -> Kind {
        let (min, max) = (table.min.as_ref().map(|min| **min), table.max.as_ref().map(|max| **max));
        if let (Some(low), Some(high), Some(place)) = (min, max, &table.min)
            && low > high
        {
            self.error(
                place.span(),
                say!("最小值{low}大于最大值{high}", "`min` {low} is above `max` {high}"),
            )
            .help(say!("请更正其中一个", "correct one of them"));
        }
        Kind::Integer { min, max }
    }

    fn places(&mut self, places: &At<u32>) -> Option<u32> {
        let given = **places;
        if !(1..=MAX_PLACES).contains(&given) {
            self.error(places.span(), say!("{given}位小数不合适", "{given} decimals will not do")).help(
                say!(
                    "写1至{MAX_PLACES}；不带小数的用 type = \"integer\"",
                    "write 1 to {MAX_PLACES}; without decimals it is type = \"integer\""
                ),
            );
            return None;
        }
        Some(given)
    }

    fn choices(&mut self, tables: &At<Vec<ChoiceTable>>) -> Vec<Choice> {
        if tables.is_empty() {
            self.error(tables.span(), say!("没有可选的代码", "there is nothing to choose from")).help(say!(
                "写 choices = [{{ code = …, label = … }}]",
                "write choices = [{{ code = …, label = … }}]"
            ));
        }
        let mut seen = HashSet::new();
        tables.iter().filter_map(|table| self.choice(table, &mut seen)).collect()
    }

    /// A code and its label are both understood when read, so that neither may be another's.
    fn choice(&mut self, table: &ChoiceTable, seen: &mut HashSet<String>) -> Option<Choice> {
        if table.code.trim().is_empty() {
            self.error(table.code.span(), say!("代码是空的", "the code is empty")).help(say!(
                "请写上代码；没有代码的，照抄含义",
                "write a code; without one, repeat the label"
            ));
            return None;
        }
        let label = words(self.file, &table.label, table.label_en.as_ref(), self.problems);
        let names = [(&table.code, table.code.as_str()), (&table.label, label.zh.as_str())];
        let english = table.label_en.as_ref().map(|at| (at, label.en.as_str()));
        let folded: Vec<(&At<String>, String)> =
            names.into_iter().chain(english).map(|(at, name)| (at, same(name))).collect();
        for (at, name) in &folded {
            if seen.contains(name) {
                let given = at.as_str();
                self.error(at.span(), say!("“{given}”在可选值中重复", "`{given}` is there twice"))
                    .help(say!("代码和含义各不相同", "codes and labels are all different"));
            }
        }
        seen.extend(folded.into_iter().map(|(_, name)| name));
        Some(Choice { code: table.code.to_string(), label })
    }

    fn need(&mut self, table: &ColumnTable) -> Option<Need> {
        let required = table.required.as_ref().is_some_and(|required| **required);
        match &table.required_when {
            Some(when) if required => {
                self.error(
                    when.column.span(),
                    say!("必填和有条件必填只能写一个", "`required` and `required_when` exclude each other"),
                )
                .help(say!("请去掉一个", "remove one of them"));
                None
            }
            Some(when) => self.condition(when),
            None if required => Some(Need::Required),
            None => Some(Need::Optional),
        }
    }

    fn condition(&mut self, when: &WhenTable) -> Option<Need> {
        let column = id(self.file, &when.column, self.problems)?;
        match (&when.is, when.filled, when.empty) {
            (Some(values), false, false) if !values.is_empty() => {
                Some(Need::WhenOneOf { column, values: values.iter().map(ToString::to_string).collect() })
            }
            (None, true, false) => Some(Need::WhenFilled { column }),
            (None, false, true) => Some(Need::WhenEmpty { column }),
            _ => {
                self.error(
                    when.column.span(),
                    say!("条件必须且只能写一种", "the condition has exactly one form"),
                )
                .help(say!(
                    "is = [\"值\"]、filled = true、empty = true 三者选一",
                    "write one of is = [\"…\"], filled = true, empty = true"
                ));
                None
            }
        }
    }

    /// The condition beside the other columns.
    pub(super) fn when(&mut self, table: &ColumnTable, columns: &[Column]) {
        let Some(when) = &table.required_when else { return };
        if when.column == table.id {
            self.error(when.column.span(), say!("字段不能以自身为条件", "a column cannot depend on itself"))
                .help(say!("写另一个字段", "name another column"));
        } else if let Some(column) = self.find(&when.column, columns) {
            self.values(when.is.as_deref().unwrap_or_default(), column);
        }
    }

    /// Values that a column can hold, as they are stored.
    pub(super) fn values(&mut self, values: &[At<String>], column: &Column) {
        for value in values {
            let given = value.as_str();
            if Given::Text(given.to_owned()).value(&column.kind).is_ok_and(|stored| stored == given) {
                continue;
            }
            let codes: Vec<&str> = match &column.kind {
                Kind::Code(choices) => choices.iter().map(|choice| choice.code.as_str()).collect(),
                _ => Vec::new(),
            };
            let other = &column.id;
            let kind = forms::kind(Lang::Zh, &column.kind);
            let kind_en = forms::kind(Lang::En, &column.kind);
            let look = say!("该字段：{kind}", "it takes: {kind_en}");
            self.error(
                value.span(),
                say!("字段“{other}”不会有值“{given}”", "the column `{other}` never holds `{given}`"),
            )
            .help(one_of(given, &codes).unwrap_or(look));
        }
    }
}

/// A type's name, the fields that it needs and those that it may have.
fn fields_of(kind: TypeName) -> (&'static str, &'static [&'static str], &'static [&'static str]) {
    match kind {
        TypeName::Text => ("text", &["max"], &[]),
        TypeName::Integer => ("integer", &[], &["min", "max"]),
        TypeName::Decimal => ("decimal", &["places"], &["min"]),
        TypeName::Date => ("date", &[], &[]),
        TypeName::Code => ("code", &["choices"], &[]),
        TypeName::CreditCode => ("credit-code", &[], &[]),
        TypeName::IdentityNumber => ("identity-number", &[], &[]),
        TypeName::Phone => ("phone", &[], &[]),
        TypeName::Email => ("email", &[], &[]),
    }
}

/// Codes and labels of one such form are taken for each other: 01, 1 and ０１ are.
fn same(text: &str) -> String {
    let text = plain(text).to_uppercase();
    let digits = text.trim_start_matches('0');
    let is_number = !digits.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if is_number { digits.to_owned() } else { text }
}
