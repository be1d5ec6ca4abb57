//! The queue (待审列表): what waits for a review, longest first, and the part of it that was asked for.

use maud::{Markup, html};
use serde::{Deserialize, Serialize};

use crate::domain::access::Action;
use crate::domain::ids::{ObligationId, UnitId};
use crate::domain::obligation::Timeliness;
use crate::store::reviews::{Waiting, waiting};
use crate::store::{Result, Tx};
use crate::web::components::{project_name, unit_name};
use crate::web::visit::Visit;
use crate::words::t;

/// Nobody looks further than this; what waits longest is what there is.
const MOST: i64 = 5000;

/// Which of the waiting ones are wanted, as it stands in the address. What is empty, or names nothing there is,
/// asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// A project's number
    #[serde(skip_serializing_if = "String::is_empty")]
    pub project: String,
    /// `late` or `on-time`
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sent: String,
    #[serde(skip_serializing)]
    pub page: String,
}

impl Filter {
    /// Behind a `?`; empty where everything is wanted.
    pub fn query(&self) -> String {
        serde_urlencoded::to_string(self).unwrap_or_default()
    }

    /// An address of this queue; `more` are further parameters, such as `done=accepted`.
    pub fn href(&self, path: &str, more: &str) -> String {
        let parts: Vec<String> =
            [self.query(), more.to_owned()].into_iter().filter(|part| !part.is_empty()).collect();
        if parts.is_empty() { path.to_owned() } else { format!("{path}?{}", parts.join("&")) }
    }

    pub fn of_query(query: &str) -> Self {
        serde_urlencoded::from_str(query).unwrap_or_default()
    }

    pub fn is_empty(&self) -> bool {
        self.query().is_empty()
    }

    pub fn page(&self) -> usize {
        self.page.parse().unwrap_or(1).clamp(1, 1000)
    }

    fn takes(&self, visit: &Visit, row: &Waiting) -> bool {
        let project =
            visit.plan().duty(&row.obligation.duty_id).map(|place| place.project.number.to_string());
        let is_late = row.obligation.timeliness(visit.now) == Timeliness::Late;
        (self.unit.is_empty() || row.obligation.unit_id.as_str() == self.unit)
            && (self.project.is_empty() || project.as_deref() == Some(&self.project))
            && match self.sent.as_str() {
                "late" => is_late,
                "on-time" => !is_late,
                _ => true,
            }
    }
}

pub struct Queue {
    pub filter: Filter,
    /// How many wait in all.
    pub total: usize,
    pub rows: Vec<Waiting>,
    /// How many wait of each unit, in the plan's order.
    units: Vec<(UnitId, usize)>,
    /// How many wait of each project.
    projects: Vec<(i64, usize)>,
}

impl Queue {
    pub async fn load(tx: &mut Tx, visit: &Visit, filter: Filter) -> Result<Self> {
        let plan = visit.plan();
        let mut rows = waiting(tx, &plan.id, MOST).await?;
        rows.retain(|row| {
            let place = plan.duty(&row.obligation.duty_id);
            place.is_some_and(|place| visit.may(Action::Review, row.obligation.subject(place)))
        });
        let total = rows.len();
        let of_unit = |id: &UnitId| rows.iter().filter(|row| row.obligation.unit_id == *id).count();
        let units = plan.units.iter().map(|unit| (unit.id.clone(), of_unit(&unit.id)));
        let number = |row: &Waiting| plan.duty(&row.obligation.duty_id).map(|place| place.project.number);
        let of_project = |n: i64| rows.iter().filter(|row| number(row) == Some(n)).count();
        let projects = plan.projects.iter().map(|project| (project.number, of_project(project.number)));
        let (units, projects) =
            (units.filter(|(_, n)| *n > 0).collect(), projects.filter(|(_, n)| *n > 0).collect());
        rows.retain(|row| filter.takes(visit, row));
        Ok(Self { filter, total, rows, units, projects })
    }

    /// From 0; `None` for what does not wait, or is not asked for.
    pub fn position(&self, id: &ObligationId) -> Option<usize> {
        self.rows.iter().position(|row| row.obligation.id == *id)
    }

    pub fn at(&self, position: Option<usize>) -> Option<&Waiting> {
        self.rows.get(position?)
    }

    /// The one after this one.
    pub fn after(&self, id: &ObligationId) -> Option<&Waiting> {
        self.at(self.position(id)?.checked_add(1))
    }

    /// The one before this one.
    pub fn before(&self, id: &ObligationId) -> Option<&Waiting> {
        self.at(self.position(id)?.checked_sub(1))
    }

    /// The form that asks for a part of the queue.
    pub fn form(&self, visit: &Visit) -> Markup {
        let (lang, plan, filter) = (visit.lang, visit.plan(), &self.filter);
        let option = |name: &str, n: usize| t!(lang, "filter-option", name = name, n = n);
        let unit = |(id, n): &(UnitId, usize)| (id.to_string(), option(unit_name(lang, plan, id), *n));
        let project = |(number, n): &(i64, usize)| {
            let name = plan.project(*number).map(|project| project_name(lang, project)).unwrap_or_default();
            (number.to_string(), option(&name, *n))
        };
        let sent = vec![
            ("on-time".to_owned(), t!(lang, "filter-on-time")),
            ("late".to_owned(), t!(lang, "filter-late")),
        ];
        let fields = [
            ("unit", t!(lang, "unit"), &filter.unit, self.units.iter().map(unit).collect()),
            ("project", t!(lang, "project"), &filter.project, self.projects.iter().map(project).collect()),
            ("sent", t!(lang, "filter-sent"), &filter.sent, sent),
        ];
        html! { form .filter.choices method="get" action="/reviews" autocomplete="off" data-choices {
            @for (name, label, chosen, options) in &fields { (choice(name, label, chosen, options, &t!(lang, "filter-any"))) }
            button { (t!(lang, "filter-apply")) }
            @if !filter.is_empty() { a .clear href="/reviews" { (t!(lang, "filter-clear")) } }
        } }
    }
}

fn choice(name: &str, label: &str, chosen: &str, options: &[(String, String)], all: &str) -> Markup {
    // Chosen, and nothing of it waits any more.
    let is_missing = !chosen.is_empty() && options.iter().all(|(value, _)| value != chosen);
    html! { label { (label) select name=(name) {
        option value="" { (all) }
        @for (value, words) in options { option value=(value) selected[value == chosen] { (words) } }
        @if is_missing { option value=(chosen) selected { (chosen) } }
    } } }
}
