//! Merged ledgers (台账): all units' accepted rows of a form as one table.

use maud::{Markup, html};

use super::components::{empty, scroll, unit_names};
use super::error::{Error, Result};
use super::layout;
use super::visit::Visit;
use crate::domain::access::{Action, Subject};
use crate::domain::forms::Form;
use crate::domain::ids::{FormId, UnitId};
use crate::domain::plan::Plan;
use crate::store::ledgers::{self, Sent};
use crate::words::t;

mod asked;
mod cells;
pub mod correction;
pub mod disclosures;
pub mod export;
pub mod page;
pub mod row;
mod table;

/// A form whose ledger this person may see.
struct Ledger<'a> {
    form: &'a Form,
    /// Whoever gathers it (汇总单位).
    gatherers: Vec<UnitId>,
}

impl<'a> Ledger<'a> {
    /// 404 for a form that the plan does not have, 403 for one that is not theirs.
    fn open(visit: &'a Visit, id: &FormId) -> Result<Self> {
        let ledger = Self::of(visit, id)?;
        visit.require(Action::SeeLedgers, ledger.subject())?;
        Ok(ledger)
    }

    /// Whoever asks: a unit may see rows of its own without the ledger, see [`row`].
    fn of(visit: &'a Visit, id: &FormId) -> Result<Self> {
        let form = visit.plan().form(id).ok_or(Error::NotFound)?;
        Ok(Self { form, gatherers: visit.plan().gatherers(id) })
    }

    fn is_open(&self, visit: &Visit) -> bool {
        visit.may(Action::SeeLedgers, self.subject())
    }

    fn subject(&self) -> Subject<'_> {
        Subject::Ledger { gatherers: &self.gatherers }
    }

    fn href(&self) -> String {
        format!("/ledgers/{}", self.form.id)
    }
}

/// The forms whose ledgers this person sees, in the plan's order.
fn open_to(visit: &Visit) -> impl Iterator<Item = &Form> {
    let may = |form: &&Form| {
        let gatherers = visit.plan().gatherers(&form.id);
        visit.may(Action::SeeLedgers, Subject::Ledger { gatherers: &gatherers })
    };
    visit.plan().forms.iter().filter(may)
}

/// Whether the menu has a place for them: units that gather nothing have none.
pub fn has_any(visit: &Visit) -> bool {
    visit.person.unit.is_none() || open_to(visit).next().is_some()
}

pub async fn index(visit: Visit) -> Result<Markup> {
    let mut tx = visit.app.db.read().await?;
    let sent = ledgers::sent(&mut tx, &visit.plan().id).await?;
    Ok(list(&visit, &sent))
}

/// How far a form has come: its rows, who has sent, and who has not.
struct Standing {
    rows: i64,
    sent: Vec<UnitId>,
    missing: Vec<UnitId>,
    /// Whoever may send and need not (自愿) is missing nowhere.
    owing: usize,
}

impl Standing {
    fn of(plan: &Plan, form: &Form, sent: &[Sent]) -> Self {
        let duties: Vec<_> = plan.duties().filter(|place| place.duty.forms.contains(&form.id)).collect();
        let is_here = |each: &&Sent| duties.iter().any(|place| place.duty.id == each.duty_id);
        let has_sent = |unit: &UnitId| sent.iter().filter(is_here).any(|each| each.unit_id == *unit);
        let owes = |unit: &UnitId| {
            let bound = duties.iter().filter(|place| !place.duty.owed.is_voluntary());
            bound.into_iter().any(|place| place.duty.owed.owners().contains(unit))
        };
        let units = || plan.units.iter().map(|unit| unit.id.clone());
        let of_form = sent.iter().filter(|each| each.form_id.as_ref() == Some(&form.id));
        Self {
            rows: of_form.map(|each| each.rows).sum(),
            sent: units().filter(has_sent).collect(),
            missing: units().filter(|unit| owes(unit) && !has_sent(unit)).collect(),
            owing: units().filter(owes).count(),
        }
    }
}

fn list(visit: &Visit, sent: &[Sent]) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let rows: Vec<(&Form, Standing)> =
        open_to(visit).map(|form| (form, Standing::of(plan, form, sent))).collect();
    layout::page(
        visit,
        &t!(lang, "nav-ledgers"),
        html! {
            h1 { (t!(lang, "nav-ledgers")) }
            p .muted { (t!(lang, "rows-help")) }
            @if visit.may(Action::SeeDisclosures, Subject::Any) { p { a href="/ledgers/disclosures" { (t!(lang, "rows-disclosures")) } } }
            @if rows.is_empty() { (empty(&t!(lang, "rows-no-forms"))) }
            @else { (scroll(&t!(lang, "nav-ledgers"), html! { table .ledgers {
                thead { tr {
                    th scope="col" { (t!(lang, "rows-form")) }
                    th scope="col" .number { (t!(lang, "rows-count")) }
                    th scope="col" .number { (t!(lang, "rows-units-sent")) }
                    th scope="col" { (t!(lang, "rows-units-missing")) }
                } }
                tbody { @for (form, standing) in &rows { tr {
                    th scope="row" { a href={ "/ledgers/" (form.id) } { (lang.pick(&form.title)) } }
                    td .number { (standing.rows) }
                    td .number { (standing.sent.len()) @if standing.owing > 0 { " / " (standing.owing.max(standing.sent.len())) } }
                    td { (missing(visit, standing)) }
                } } }
            } })) }
        },
    )
}

fn missing(visit: &Visit, standing: &Standing) -> Markup {
    let lang = visit.lang;
    let names = || unit_names(lang, visit.plan(), &standing.missing);
    html! {
        @match standing.missing.len() {
            0 if standing.owing == 0 => span .muted { (t!(lang, "voluntary")) },
            0 => span .muted { (t!(lang, "rows-all-sent")) },
            1..=3 => (names()),
            n => details { summary { (t!(lang, "rows-units", n = n)) } (names()) },
        }
    }
}
