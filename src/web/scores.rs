//! Scores (考核评分) for readers: the ranking of a period, a unit's card with the cause of every point, periods beside each
//! other, and the rules.

use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;

use super::error::{Error, Result};
use super::form::{Asked, Named};
use super::visit::Visit;
use crate::domain::access::{Action, Subject};
use crate::domain::ids::UnitId;
use crate::store::{Tx, obligations};

mod card;
mod changes;
mod charts;
mod compare;
mod frame;
mod history;
mod lines;
mod load;
pub mod of_obligation;
mod periods;
mod ranking;
mod rules;
pub mod workbooks;

use load::{Loaded, load};
use periods::{Series, current};
use ranking::Shown;

/// The ranking of the period that today is in; a unit's own people go to their own card.
pub async fn index(visit: Visit, Asked(shown): Asked<Shown>) -> Result<Response> {
    let series = current(&visit).ok_or(Error::NotFound)?;
    if let Some(own) = own_card(&visit, &series)? {
        return Ok(own);
    }
    let mut tx = visit.app.db.read().await?;
    let loaded = load(&visit, &mut tx, series.span()).await?;
    ranking(&visit, &mut tx, &series, &loaded, shown).await
}

/// What is not yet public a unit sees of itself only.
pub async fn show(visit: Visit, Named(id): Named<String>, Asked(shown): Asked<Shown>) -> Result<Response> {
    let Some(series) = Series::of(visit.plan(), &id) else { return former(&visit, &id) };
    let mut tx = visit.app.db.read().await?;
    let loaded = load(&visit, &mut tx, series.span()).await?;
    match own_card(&visit, &series)? {
        Some(own) if !loaded.phase.is_public() => Ok(own),
        _ => ranking(&visit, &mut tx, &series, &loaded, shown).await,
    }
}

/// `/scores/keji`, as links were written before there were periods.
fn former(visit: &Visit, id: &str) -> Result<Response> {
    let series = current(visit).ok_or(Error::NotFound)?;
    let unit =
        id.parse::<UnitId>().ok().filter(|unit| visit.plan().unit(unit).is_some()).ok_or(Error::NotFound)?;
    visit.require(Action::SeeUnitScore, Subject::Unit(&unit))?;
    Ok(Redirect::to(&periods::card_path(series.span(), &unit)).into_response())
}

async fn ranking(
    visit: &Visit,
    tx: &mut Tx,
    series: &Series,
    loaded: &Loaded,
    shown: Shown,
) -> Result<Response> {
    let earlier = earlier(visit, tx, series, None).await?;
    Ok(ranking::view(visit, series, loaded, earlier.as_ref(), shown).into_response())
}

/// The period before, for what has moved since; not while it is none of this person's business.
async fn earlier(
    visit: &Visit,
    tx: &mut Tx,
    series: &Series,
    unit: Option<&UnitId>,
) -> Result<Option<Loaded>> {
    let Some(span) = series.earlier() else { return Ok(None) };
    let loaded = load(visit, tx, span).await?;
    let is_own = unit.is_some_and(|unit| visit.may(Action::SeeUnitScore, Subject::Unit(unit)));
    let sees = loaded.phase.is_public() || is_own || visit.may(Action::SeeAllScores, Subject::Any);
    Ok(sees.then_some(loaded))
}

/// Where whoever may not see everyone is sent instead.
fn own_card(visit: &Visit, series: &Series) -> Result<Option<Response>> {
    if visit.may(Action::SeeAllScores, Subject::Any) {
        return Ok(None);
    }
    let unit = visit.user.unit_id.as_ref().ok_or(Error::Forbidden)?;
    Ok(Some(Redirect::to(&periods::card_path(series.span(), unit)).into_response()))
}

/// A unit's card, with the reasons of what was judged: nobody else's people see it, also when the ranking is public.
pub async fn card(visit: Visit, Named((period, unit)): Named<(String, UnitId)>) -> Result<Markup> {
    let plan = visit.plan();
    let series = Series::of(plan, &period).ok_or(Error::NotFound)?;
    let unit = plan.unit(&unit).ok_or(Error::NotFound)?;
    visit.require(Action::SeeUnitScore, Subject::Unit(&unit.id))?;
    let mut tx = visit.app.db.read().await?;
    let loaded = load(&visit, &mut tx, series.span()).await?;
    let earlier = earlier(&visit, &mut tx, &series, Some(&unit.id)).await?;
    let rows = obligations::by_unit(&mut tx, &plan.id, &unit.id).await?;
    Ok(card::view(
        &visit,
        &card::Card { series: &series, unit, loaded: &loaded, earlier: earlier.as_ref(), rows: &rows },
    ))
}

/// All units through all periods of an assessment so far.
pub async fn compare(visit: Visit, Named(period): Named<String>) -> Result<Response> {
    let series = Series::of(visit.plan(), &period).ok_or(Error::NotFound)?;
    if !visit.may(Action::SeeAllScores, Subject::Any) {
        let unit = visit.user.unit_id.as_ref().ok_or(Error::Forbidden)?;
        return Ok(Redirect::to(&periods::history_path(series.span(), unit)).into_response());
    }
    let all = begun(&visit, &series).await?;
    Ok(compare::view(&visit, &series, &all).into_response())
}

/// One unit's lines through them.
pub async fn history(visit: Visit, Named((period, unit)): Named<(String, UnitId)>) -> Result<Markup> {
    let series = Series::of(visit.plan(), &period).ok_or(Error::NotFound)?;
    let unit = visit.plan().unit(&unit).ok_or(Error::NotFound)?;
    visit.require(Action::SeeUnitScore, Subject::Unit(&unit.id))?;
    let all = begun(&visit, &series).await?;
    Ok(history::view(&visit, &series, unit, &all))
}

/// Every period of the assessment that has begun.
async fn begun(visit: &Visit, series: &Series) -> Result<Vec<Loaded>> {
    let mut tx = visit.app.db.read().await?;
    let mut all = Vec::new();
    for span in series.begun(visit.plan().local_date(visit.now)) {
        all.push(load(visit, &mut tx, span).await?);
    }
    Ok(all)
}

/// The rules, for everybody.
pub async fn rules(visit: Visit) -> Markup {
    rules::view(&visit)
}
