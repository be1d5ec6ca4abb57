//! Scores as workbooks: the ledger of a period, and one unit's scorecard.

use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::load::{Loaded, load};
use super::periods::Series;
use crate::documents::ledger::{self, Scored};
use crate::documents::workbook::{self, Book, MEDIA_TYPE};
use crate::domain::access::{Action, Subject};
use crate::domain::ids::UnitId;
use crate::web::error::{Error, Result};
use crate::web::evidence::named;
use crate::web::form::Named;
use crate::web::visit::Visit;

/// Of all units, with every cause; to whoever may see all their scores.
pub async fn ledger(visit: Visit, Named(period): Named<String>) -> Result<Response> {
    visit.require(Action::SeeAllScores, Subject::Any)?;
    let loaded = loaded(&visit, &period).await?;
    file(&ledger::ledger(scored(&visit, &loaded)))
}

/// 404 for a unit of which there is nothing to score.
pub async fn card(visit: Visit, Named((period, unit)): Named<(String, UnitId)>) -> Result<Response> {
    visit.require(Action::SeeUnitScore, Subject::Unit(&unit))?;
    let loaded = loaded(&visit, &period).await?;
    let standing = loaded.standing(&unit).ok_or(Error::NotFound)?;
    file(&ledger::card(scored(&visit, &loaded), standing).ok_or(Error::NotFound)?)
}

async fn loaded(visit: &Visit, period: &str) -> Result<Loaded> {
    let series = Series::of(visit.plan(), period).ok_or(Error::NotFound)?;
    let mut tx = visit.app.db.read().await?;
    load(visit, &mut tx, series.span()).await
}

fn scored<'a>(visit: &'a Visit, loaded: &'a Loaded) -> Scored<'a> {
    let Loaded { rules, inputs, scores, .. } = loaded;
    Scored { lang: visit.lang, plan: visit.plan(), rules, inputs, scores }
}

fn file(book: &Book) -> Result<Response> {
    let bytes = workbook::write(book).map_err(|error| Error::Internal(Box::new(error)))?;
    let name = named("attachment", &format!("{}.xlsx", book.title));
    Ok(([(header::CONTENT_TYPE, MEDIA_TYPE.to_owned()), (header::CONTENT_DISPOSITION, name)], bytes)
        .into_response())
}
