//! The ledger of a form: filtered, searched, sorted, a page at a time.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::asked::Asked;
use super::cells::{View, has_private};
use super::table::{Twins, table};
use super::{Ledger, disclosures, export};
use crate::domain::access::Action;
use crate::domain::ids::{FormId, UnitId};
use crate::store::Tx;
use crate::store::ledgers::rows::{self, KEYS};
use crate::store::ledgers::{self, Figures, Listed};
use crate::store::obligations::Slice;
use crate::web::components::{crumbs, empty, pager};
use crate::web::error::Result;
use crate::web::form::{Asked as Query, Named};
use crate::web::layout;
use crate::web::visit::Visit;
use crate::words::t;

/// What a page of a ledger shows.
pub(super) struct Loaded {
    pub rows: Vec<Listed>,
    more: bool,
    pub figures: Figures,
    twins: Twins,
}

/// What was refused, with what was typed.
#[derive(Default)]
pub(super) struct Refused {
    pub reason: Option<String>,
}

pub async fn show(visit: Visit, Named(id): Named<FormId>, Query(asked): Query<Asked>) -> Result<Markup> {
    let ledger = Ledger::open(&visit, &id)?;
    let loaded = load(&mut visit.app.db.read().await?, &visit, &ledger, &asked).await?;
    Ok(view(&visit, &ledger, &asked, &loaded, View::Masked, &Refused::default()))
}

pub(super) async fn load(tx: &mut Tx, visit: &Visit, ledger: &Ledger<'_>, asked: &Asked) -> Result<Loaded> {
    let (plan, form) = (visit.plan(), ledger.form);
    let (filter, sorting) = (asked.filter(plan, form), asked.sorting(form));
    let slice = Slice::page(asked.page(), KEYS);
    let mut rows = ledgers::page(tx, &plan.id, &form.id, &filter, &sorting, slice).await?;
    let more = rows.len() > KEYS;
    rows.truncate(KEYS);
    let figures = ledgers::figures(tx, &plan.id, &form.id, &filter).await?;
    let twins = if form.has_twins() { twins(tx, visit, &rows).await? } else { Twins::default() };
    Ok(Loaded { rows, more, figures, twins })
}

/// By their keys.
pub(super) async fn twins(tx: &mut Tx, visit: &Visit, rows: &[Listed]) -> Result<Twins> {
    let keys: BTreeSet<&str> = rows.iter().filter_map(|row| row.row_key.as_deref()).collect();
    let keys: Vec<&str> = keys.into_iter().collect();
    let mut twins = Twins::new();
    for twin in rows::twins(tx, &visit.plan().id, &keys).await? {
        twins.entry(twin.row_key.clone()).or_default().push(twin);
    }
    Ok(twins)
}

pub(super) fn view(
    visit: &Visit,
    ledger: &Ledger<'_>,
    asked: &Asked,
    loaded: &Loaded,
    shown: View,
    refused: &Refused,
) -> Markup {
    let (lang, plan, form) = (visit.lang, visit.plan(), ledger.form);
    let title = lang.pick(&form.title);
    let Figures { rows, units, late } = loaded.figures;
    let senders = senders(visit, ledger);
    layout::page(
        visit,
        title,
        html! {
            (crumbs(lang, &[("/ledgers", &t!(lang, "nav-ledgers"))]))
            h1 { (title) }
            (gathered(visit, ledger))
            (asked.form(lang, plan, form, &ledger.href(), &senders))
            p .muted {
                (t!(lang, "rows-figures", rows = rows, units = units))
                @if form.reported_within().is_some() { (t!(lang, "rows-figures-late", n = late)) }
            }
            @if shown == View::Full { p .notice { (t!(lang, "rows-in-full")) } }
            @if loaded.rows.is_empty() { (empty(&if asked.is_narrowed() { t!(lang, "rows-none-found") } else { t!(lang, "rows-none") })) }
            @else {
                (table(visit, ledger, asked, &loaded.rows, &loaded.twins, shown))
                (pager(lang, asked.page(), loaded.more, |page| Asked { page: Some(page), ..asked.clone() }.href(&ledger.href())))
                (export::links(visit, ledger, asked))
                @if has_private(form) && visit.may(Action::SeePersonalData, ledger.subject()) { (disclosures::of_page(visit, ledger, asked, refused)) }
            }
        },
    )
}

/// Whoever may send such a form, in the plan's order.
fn senders<'a>(visit: &'a Visit, ledger: &Ledger<'_>) -> Vec<&'a UnitId> {
    let plan = visit.plan();
    let owners: BTreeSet<&UnitId> = plan
        .duties()
        .filter(|place| place.duty.forms.contains(&ledger.form.id))
        .flat_map(|place| place.duty.owed.owners())
        .collect();
    plan.units.iter().map(|unit| &unit.id).filter(|id| owners.contains(id)).collect()
}

/// For whoever gathers these rows (汇总), the way to where they do.
fn gathered(visit: &Visit, ledger: &Ledger<'_>) -> Markup {
    let lang = visit.lang;
    let duties = visit.plan().duties().filter(|place| {
        let forms = || visit.plan().forms_of(place.duty);
        forms().any(|form| form.merges.as_ref() == Some(&ledger.form.id))
            && visit.person.unit.as_ref().is_none_or(|unit| place.duty.owed.owners().contains(unit))
    });
    html! { @for place in duties {
        p { (t!(lang, "rows-gathered")) " " a href={ "/tasks/" (place.task.id) "#d-" (place.duty.id) } { (place.task.id) " " (lang.pick(&place.duty.title)) } }
    } }
}
