//! Report forms of a duty (明细表): filled in from a file, from what was pasted, or row by row.

use axum::response::{IntoResponse, Redirect};
use maud::Markup;
use serde::Deserialize;

use super::error::{Error, Result};
use super::form::{Asked, Named, Posted};
use super::obligations::find;
use super::visit::Visit;
use crate::domain::access::Action;
use crate::domain::forms::Form;
use crate::domain::ids::{FormId, ObligationId, SheetId};
use crate::domain::obligation::{Obligation, State};
use crate::domain::plan::Place;
use crate::domain::report::Sheet as Counted;
use crate::domain::timestamp::Timestamp;
use crate::store::Tx;
use crate::store::sheets::sent::{self, Held};
use crate::store::sheets::{self, Sheet, rows};

mod begin;
mod edit;
mod in_report;
pub mod intake;
pub mod row;
mod settle;
pub mod shown;
mod table;
pub mod template;

pub use begin::{copy, merge};
pub use in_report::{asked, field, held};

/// Rows of a page.
const ROWS: i64 = 50;

/// Which rows are shown.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
pub struct Page {
    page: Option<i64>,
    /// All of them, also where some are wrong.
    #[serde(default)]
    all: bool,
}

/// A form of an obligation's duty, and what this person has of it.
pub struct Desk<'a> {
    pub obligation: Obligation,
    pub place: Place<'a>,
    pub form: &'a Form,
    /// What was begun and not sent: at most one being read or refused, and at most one draft.
    pub in_hand: Vec<Sheet>,
    /// Of the latest submission.
    pub held: Option<Held>,
}

impl<'a> Desk<'a> {
    /// 404 for a form that the duty does not ask for.
    pub async fn load(
        tx: &mut Tx,
        visit: &'a Visit,
        (id, form): (&ObligationId, &FormId),
    ) -> Result<Desk<'a>> {
        let (obligation, place) = find(tx, visit, id, Action::Submit).await?;
        let plan = visit.plan();
        let form = plan.forms_of(place.duty).find(|each| each.id == *form).ok_or(Error::NotFound)?;
        let in_hand = sheets::in_hand(tx, &plan.id, id, &visit.user.id).await?;
        let held = sent::of_obligation(tx, &plan.id, id).await?;
        let revision = obligation.revision;
        Ok(Desk {
            in_hand: in_hand.into_iter().filter(|sheet| sheet.form_id == form.id).collect(),
            held: held.into_iter().find(|held| held.form_id == form.id && held.revision == revision),
            obligation,
            place,
            form,
        })
    }

    /// 409 where nothing can be sent any more.
    pub fn require_open(&self) -> Result<()> {
        let is_open = self.obligation.state.is_owed() || self.obligation.state == State::Submitted;
        if is_open { Ok(()) } else { Err(Error::Conflict) }
    }

    /// 409 also while a file is being read: what is typed now would be gone with the draft that it replaces.
    pub fn require_idle(&self) -> Result<()> {
        let is_reading = self.coming().is_some_and(|sheet| sheet.state == sheets::State::Reading);
        if is_reading { Err(Error::Conflict) } else { self.require_open() }
    }

    pub fn draft(&self) -> Option<&Sheet> {
        self.in_hand.iter().find(|sheet| sheet.state == sheets::State::Draft)
    }

    /// Its file is being read, or was no table of this form.
    pub fn coming(&self) -> Option<&Sheet> {
        self.in_hand.iter().find(|sheet| sheet.state != sheets::State::Draft)
    }

    pub fn path(&self) -> String {
        path(&self.obligation.id, &self.form.id)
    }
}

pub fn path(obligation: &ObligationId, form: &FormId) -> String {
    format!("/obligations/{obligation}/sheets/{form}")
}

/// The desk: what is there, what is wrong with it, and the ways to fill it in.
pub async fn show(
    visit: Visit,
    Named((id, form)): Named<(ObligationId, FormId)>,
    Asked(page): Asked<Page>,
) -> Result<Markup> {
    let mut tx = visit.app.db.read().await?;
    let desk = Desk::load(&mut tx, &visit, (&id, &form)).await?;
    let content = table::Content::of_draft(&mut tx, &visit, &desk, page).await?;
    Ok(edit::page(&visit, &desk, &content, None))
}

/// Throws the draft away, and what is being read.
pub async fn delete(
    visit: Visit,
    Named((id, form)): Named<(ObligationId, FormId)>,
    _: Posted<()>,
) -> Result<impl IntoResponse> {
    let plan = &visit.plan().id;
    let mut tx = visit.app.db.write(plan).await?;
    let desk = Desk::load(&mut tx, &visit, (&id, &form)).await?;
    for sheet in &desk.in_hand {
        sheets::forget(&mut tx, plan, &sheet.id).await?;
    }
    let to = format!("{}?done=sheet-discarded", desk.path());
    tx.commit().await?;
    Ok(Redirect::to(&to))
}

/// Ends the reading of a file; the draft stays.
pub async fn give_up(
    visit: Visit,
    Named((id, form)): Named<(ObligationId, FormId)>,
    _: Posted<()>,
) -> Result<impl IntoResponse> {
    let plan = &visit.plan().id;
    let mut tx = visit.app.db.write(plan).await?;
    let desk = Desk::load(&mut tx, &visit, (&id, &form)).await?;
    if let Some(coming) = desk.coming() {
        sheets::forget(&mut tx, plan, &coming.id).await?;
    }
    let to = desk.path();
    tx.commit().await?;
    Ok(Redirect::to(&to))
}

/// Takes out the rows that are wrong by themselves, and then those that still repeat another.
pub async fn delete_faulty(
    visit: Visit,
    Named((id, form)): Named<(ObligationId, FormId)>,
    _: Posted<()>,
) -> Result<impl IntoResponse> {
    let plan = &visit.plan().id;
    let mut tx = visit.app.db.write(plan).await?;
    let desk = Desk::load(&mut tx, &visit, (&id, &form)).await?;
    let draft = desk.draft().ok_or(Error::NotFound)?;
    settle::delete_wrong(&mut tx, &visit, desk.form, &draft.id).await?;
    rows::delete_faulty(&mut tx, plan, &draft.id).await?;
    sheets::count(&mut tx, plan, &draft.id, visit.now).await?;
    let to = format!("{}?done=sheet-faulty-removed", desk.path());
    tx.commit().await?;
    Ok(Redirect::to(&to))
}

/// A sheet as a page showed it: another window may have put a file in its place, or altered a row.
pub fn mark(form: &FormId, id: &SheetId, touched: Option<Timestamp>) -> String {
    format!("{form}~{id}~{}", touched.map_or(0, Timestamp::unix))
}

/// The sheets that a report sent now would hold, each with its [`mark`]: what the person has in hand, or else what the
/// latest submission held. Rows are read only where a rule asks for it.
pub async fn at_hand(
    tx: &mut Tx,
    visit: &Visit,
    obligation: &Obligation,
    place: Place<'_>,
    is_nil: bool,
) -> Result<Vec<(Counted, String)>> {
    if place.duty.forms.is_empty() {
        return Ok(Vec::new());
    }
    let plan = &visit.plan().id;
    let in_hand = sheets::in_hand(tx, plan, &obligation.id, &visit.user.id).await?;
    let held = sent::of_obligation(tx, plan, &obligation.id).await?;
    let of_latest = |form: &FormId| {
        held.iter().find(|held| held.form_id == *form && held.revision == obligation.revision && !is_nil)
    };
    let mut found = Vec::new();
    for form in visit.plan().forms_of(place.duty) {
        let own = in_hand.iter().filter(|sheet| sheet.form_id == form.id);
        let reading = own.clone().find(|sheet| sheet.state == sheets::State::Reading);
        let draft = own.clone().find(|sheet| sheet.state == sheets::State::Draft);
        let (sheet, mark) = match (reading.or(draft), of_latest(&form.id)) {
            (Some(sheet), _) => {
                let seen = mark(&form.id, &sheet.id, Some(sheet.touched_at));
                let sheet = rechecked(tx, visit, form, sheet).await?;
                (counted(&sheet.id, form, sheet.rows_read, Some(&sheet)), seen)
            }
            (None, Some(held)) => {
                let seen = mark(&form.id, &held.sheet_id, None);
                (counted(&held.sheet_id, form, held.rows_sent, None), seen)
            }
            (None, None) => continue,
        };
        let lacking = rows::lacking(tx, plan, &sheet.id, form).await?;
        found.push((Counted { lacking, ..sheet }, mark));
    }
    Ok(found)
}

/// The plan may have got other rules since the draft was checked.
async fn rechecked(tx: &mut Tx, visit: &Visit, form: &Form, sheet: &Sheet) -> Result<Sheet> {
    let is_draft = sheet.state == sheets::State::Draft;
    if !is_draft || sheet.checked_with.as_ref() == Some(&sheets::version_of(form)) {
        return Ok(sheet.clone());
    }
    settle::settle(tx, visit, form, &sheet.id).await?;
    sheets::get(tx, &visit.plan().id, &sheet.id).await?.ok_or(Error::Conflict)
}

fn counted(id: &SheetId, form: &Form, rows: i64, sheet: Option<&Sheet>) -> Counted {
    Counted {
        id: id.clone(),
        form: form.id.clone(),
        rows,
        late: 0,
        faulty: sheet.map_or(0, |sheet| sheet.rows_faulty),
        is_reading: sheet.is_some_and(|sheet| sheet.state == sheets::State::Reading),
        lacking: Vec::new(),
        figures: Default::default(),
    }
}

/// Says of each row on which day it is reported, and counts what the rows come to.
pub async fn stamp(
    tx: &mut Tx,
    visit: &Visit,
    obligation: &ObligationId,
    sheets: &[Counted],
) -> Result<Vec<Counted>> {
    let (plan, today) = (visit.plan(), visit.plan().local_date(visit.now));
    let mut all = Vec::new();
    for sheet in sheets {
        let form = plan.form(&sheet.form).ok_or(Error::NotFound)?;
        all.push(sent::stamp(tx, &plan.id, (&sheet.id, form), obligation, today).await?);
    }
    Ok(all)
}

/// Once sent, nothing of it is in hand any more.
pub async fn end(tx: &mut Tx, visit: &Visit, obligation: &ObligationId) -> Result<()> {
    let plan = &visit.plan().id;
    for sheet in sheets::in_hand(tx, plan, obligation, &visit.user.id).await? {
        sheets::forget(tx, plan, &sheet.id).await?;
    }
    Ok(())
}
