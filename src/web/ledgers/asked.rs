//! Which rows of a ledger an address asks for, and the form that makes such addresses.

use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use time::macros::format_description;
use time::{Date, Time};

use crate::domain::folded::{LONGEST_QUERY, words};
use crate::domain::forms::{Column, Form, Kind};
use crate::domain::ids::UnitId;
use crate::domain::plan::Plan;
use crate::domain::timestamp::Timestamp;
use crate::store::ledgers::{Filter, Sorting};
use crate::web::components::{Order, unit_name};
use crate::words::forms as form_words;
use crate::words::{Lang, t};

/// As the address has it; what does not hold is left out rather than refused.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct Asked {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub q: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// Days on which the report was sent, both inclusive.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub from: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub until: String,
    /// A column of codes and one of them: `XK_XKLB=01`
    #[serde(skip_serializing_if = "String::is_empty")]
    pub holds: String,
    /// `1` for rows that were reported late.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub late: String,
    /// `1` for every column.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub all: String,
    /// The column that it is sorted by, `-` before it for the other way round.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sort: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<i64>,
}

impl Asked {
    pub fn filter(&self, plan: &Plan, form: &Form) -> Filter {
        let day = |text: &str| Date::parse(text.trim(), format_description!("[year]-[month]-[day]")).ok();
        let start = |day: Date| Timestamp::local(day, Time::MIDNIGHT, plan.zone);
        let any = Filter::default();
        let unit: Option<UnitId> = self.unit.parse().ok();
        let holds = self.holds.split_once('=').and_then(|(column, value)| {
            let column = coded(form).find(|(each, _)| each.id.as_str() == column)?.0;
            Some((column.id.clone(), value.to_owned()))
        });
        Filter {
            unit: unit.filter(|id| plan.unit(id).is_some()),
            from: day(&self.from).map_or(any.from, start),
            until: day(&self.until).and_then(Date::next_day).map_or(any.until, start),
            holds,
            late: !self.late.is_empty(),
            words: words(&self.q),
        }
    }

    pub fn sorting(&self, form: &Form) -> Sorting {
        let (descending, name) =
            self.sort.strip_prefix('-').map_or((false, self.sort.as_str()), |name| (true, name));
        match form.columns.iter().find(|column| column.id.as_str() == name && sorts(column)) {
            Some(column) => {
                let is_number = matches!(column.kind, Kind::Integer { .. } | Kind::Decimal { .. });
                Sorting { by: Some(column.id.clone()), is_number, descending }
            }
            None => Sorting::default(),
        }
    }

    pub fn page(&self) -> i64 {
        self.page.unwrap_or(1).clamp(1, 100_000)
    }

    pub fn shows_all(&self) -> bool {
        !self.all.is_empty()
    }

    /// Whether anything narrows it down.
    pub fn is_narrowed(&self) -> bool {
        [&self.q, &self.unit, &self.from, &self.until, &self.holds, &self.late]
            .iter()
            .any(|each| !each.is_empty())
    }

    /// This as the query of an address.
    pub fn query(&self) -> String {
        serde_urlencoded::to_string(self).unwrap_or_default()
    }

    pub fn href(&self, path: &str) -> String {
        let query = self.query();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }

    /// How a column is sorted now, and the address that sorts by it: first up, then down.
    pub fn sorted(&self, path: &str, column: &Column) -> (String, Option<Order>) {
        let id = column.id.as_str();
        let order = match self.sort.strip_prefix('-') {
            Some(name) if name == id => Some(Order::Descending),
            None if self.sort == id => Some(Order::Ascending),
            _ => None,
        };
        let sort = if order == Some(Order::Ascending) { format!("-{id}") } else { id.to_owned() };
        (Self { sort, page: None, ..self.clone() }.href(path), order)
    }

    /// The choices, as a form that works by itself.
    pub fn form(&self, lang: Lang, plan: &Plan, form: &Form, path: &str, units: &[&UnitId]) -> Markup {
        let any = t!(lang, "filter-any");
        html! { form .filter method="get" action=(path) autocomplete="off" role="search" aria-label=(t!(lang, "rows-filter")) {
            @if !self.sort.is_empty() { input type="hidden" name="sort" value=(self.sort); }
            label { (t!(lang, "rows-search")) input type="search" name="q" value=(self.q) maxlength=(LONGEST_QUERY); }
            label { (t!(lang, "unit")) select name="unit" {
                option value="" { (any) }
                @for unit in units { option value=(unit) selected[self.unit == unit.as_str()] { (unit_name(lang, plan, unit)) } }
            } }
            @if coded(form).next().is_some() { label { (t!(lang, "rows-holds")) select name="holds" {
                option value="" { (any) }
                @for (column, choices) in coded(form) { optgroup label=(form_words::column(lang, column)) { @for choice in choices {
                    @let value = format!("{}={}", column.id, choice.code);
                    option value=(value) selected[self.holds == value] { (form_words::choice(lang, choice)) }
                } } }
            } } }
            label { (t!(lang, "rows-from")) input type="date" name="from" value=(self.from); }
            label { (t!(lang, "rows-until")) input type="date" name="until" value=(self.until); }
            div .ticks {
                @if form.reported_within().is_some() { label { input type="checkbox" name="late" value="1" checked[!self.late.is_empty()]; " " (t!(lang, "rows-late-only")) } }
                label { input type="checkbox" name="all" value="1" checked[self.shows_all()]; " " (t!(lang, "rows-all-columns")) }
            }
            button .primary { (t!(lang, "filter-apply")) }
            @if self.is_narrowed() { a .clear href=(path) { (t!(lang, "filter-clear")) } }
        } }
    }
}

/// Sorting by what is masked would tell what it is.
pub fn sorts(column: &Column) -> bool {
    !column.is_private()
}

fn coded(form: &Form) -> impl Iterator<Item = (&Column, &Vec<crate::domain::forms::Choice>)> {
    form.columns.iter().filter(|column| !column.is_private()).filter_map(|column| match &column.kind {
        Kind::Code(choices) => Some((column, choices)),
        _ => None,
    })
}
