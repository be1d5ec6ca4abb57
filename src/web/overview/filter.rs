//! What part of the plan is looked at: kept in the address, so that it can be sent on and printed.

use maud::{Markup, html};
use serde::{Deserialize, Deserializer, Serialize, de};
use time::Month;

use crate::domain::ids::{GroupId, UnitId};
use crate::domain::obligation::Light;
use crate::domain::plan::{Place, Plan};
use crate::domain::timestamp::Timestamp;
use crate::web::components::{project_name, unit_name};
use crate::web::error::{Error, Result};
use crate::web::standing::Row;
use crate::words::{self, Lang, t};

/// All of what it names; a form sends what was not chosen as an empty value.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Filter {
    #[serde(default, deserialize_with = "chosen", skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
    /// 单位类别
    #[serde(default, deserialize_with = "chosen", skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
    #[serde(default, deserialize_with = "chosen", skip_serializing_if = "Option::is_none")]
    pub project: Option<i64>,
    #[serde(default, deserialize_with = "chosen", skip_serializing_if = "Option::is_none")]
    pub light: Option<Light>,
    /// The month of the plan's year in which it is due, from 1.
    #[serde(default, deserialize_with = "chosen", skip_serializing_if = "Option::is_none")]
    pub month: Option<u8>,
}

/// `None` for an empty value.
fn chosen<'de, D: Deserializer<'de>, T: de::DeserializeOwned>(
    from: D,
) -> std::result::Result<Option<T>, D::Error> {
    let text = String::deserialize(from)?;
    if text.is_empty() {
        return Ok(None);
    }
    #[derive(Deserialize)]
    struct One<T> {
        value: T,
    }
    let pair = serde_urlencoded::to_string([("value", text)]).map_err(de::Error::custom)?;
    serde_urlencoded::from_str(&pair).map(|one: One<T>| Some(one.value)).map_err(de::Error::custom)
}

impl Filter {
    /// 404 unless the plan knows all that is named.
    pub fn check(&self, plan: &Plan) -> Result<()> {
        let known = self.unit.as_ref().is_none_or(|id| plan.unit(id).is_some())
            && self.group.as_ref().is_none_or(|id| plan.groups.iter().any(|group| group.id == *id))
            && self.project.is_none_or(|number| plan.project(number).is_some())
            && self.month.is_none_or(|month| (1..=12).contains(&month));
        if known { Ok(()) } else { Err(Error::NotFound) }
    }

    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a unit's part in a duty is looked at.
    pub fn holds(&self, plan: &Plan, unit: &UnitId, place: Place<'_>) -> bool {
        self.unit.as_ref().is_none_or(|wanted| wanted == unit)
            && self.project.is_none_or(|number| number == place.project.number)
            && self.members(plan).is_none_or(|members| members.contains(unit))
    }

    fn members<'a>(&self, plan: &'a Plan) -> Option<&'a [UnitId]> {
        let wanted = self.group.as_ref()?;
        plan.groups.iter().find(|group| group.id == *wanted).map(|group| group.members.as_slice())
    }

    /// The first instant of the month that is looked at, and of the one after it.
    pub fn span(&self, plan: &Plan) -> Option<(Timestamp, Timestamp)> {
        let (at, months) = (usize::from(self.month?), plan.months());
        Some((*months.get(at.checked_sub(1)?)?, *months.get(at)?))
    }

    /// Whether this due date lies in the month that is looked at.
    pub fn is_due(&self, plan: &Plan, due: Option<Timestamp>) -> bool {
        self.span(plan).is_none_or(|(from, until)| due.is_some_and(|due| from <= due && due < until))
    }

    /// Whether an obligation is looked at, whatever its light.
    pub fn has(&self, plan: &Plan, row: &Row<'_>) -> bool {
        self.holds(plan, &row.obligation.unit_id, row.place) && self.is_due(plan, row.obligation.due_at)
    }

    /// An address with all this in it.
    pub fn href(&self, path: &str) -> String {
        match serde_urlencoded::to_string(self) {
            Ok(query) if !query.is_empty() => format!("{path}?{query}"),
            _ => path.to_owned(),
        }
    }

    /// In words, for titles and print; `None` where everything is looked at.
    pub fn words(&self, lang: Lang, plan: &Plan) -> Option<String> {
        let group = self.group.as_ref().and_then(|id| plan.groups.iter().find(|group| group.id == *id));
        let words: Vec<String> = [
            self.unit.as_ref().map(|unit| unit_name(lang, plan, unit).to_owned()),
            group.map(|group| lang.pick(&group.name).to_owned()),
            self.project.and_then(|number| plan.project(number)).map(|project| project_name(lang, project)),
            self.light.map(|light| words::light(lang, light)),
            self.month.map(|month| t!(lang, "due-in-month", month = month_name(lang, month))),
        ]
        .into_iter()
        .flatten()
        .collect();
        let list = words.join(words::clause_separator(lang));
        (!list.is_empty()).then_some(list)
    }

    /// The choices, as a form that works by itself; where scripts run, choosing is enough.
    pub fn form(&self, lang: Lang, plan: &Plan) -> Markup {
        html! { form .filter.choices method="get" action="/overview" autocomplete="off" data-choices {
            label { (t!(lang, "filter-group")) select name="group" {
                (anything(lang))
                @for group in &plan.groups { (option(group.id.as_str(), lang.pick(&group.name), self.group.as_ref() == Some(&group.id))) }
            } }
            label { (t!(lang, "filter-project")) select name="project" {
                (anything(lang))
                @for project in &plan.projects { (option(&project.number.to_string(), &project_name(lang, project), self.project == Some(project.number))) }
            } }
            label { (t!(lang, "filter-light")) select name="light" {
                (anything(lang))
                @for light in Light::ALL.into_iter().rev() { (option(&key(light), &words::light(lang, light), self.light == Some(light))) }
            } }
            label { (t!(lang, "filter-month")) select name="month" {
                (anything(lang))
                @for month in 1..=12 { (option(&month.to_string(), &month_name(lang, month), self.month == Some(month))) }
            } }
            button { (t!(lang, "filter-apply")) }
            @if !self.is_empty() { a .clear href="/overview" { (t!(lang, "filter-clear")) } }
        } }
    }
}

fn anything(lang: Lang) -> Markup {
    html! { option value="" { (t!(lang, "filter-any")) } }
}

fn option(value: &str, label: &str, chosen: bool) -> Markup {
    html! { option value=(value) selected[chosen] { (label) } }
}

/// A light as addresses write it.
fn key(light: Light) -> String {
    let only = Filter { light: Some(light), ..Filter::default() };
    only.href("").rsplit('=').next().unwrap_or_default().to_owned()
}

/// 6月; June
pub fn month_name(lang: Lang, month: u8) -> String {
    match (lang, Month::try_from(month)) {
        (Lang::En, Ok(month)) => month.to_string(),
        _ => format!("{month}月"),
    }
}
