//! Scores (考核评分), computed live: every unit ranked, and one unit's points with what each came from.

use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use rust_decimal::Decimal;

use super::error::{Error, Result};
use super::form::{Asked, Named};
use super::visit::Visit;
use crate::domain::access::{Action, Subject};
use crate::domain::ids::UnitId;
use crate::domain::scoring::{self, Scorecard};
use crate::store::{obligations, outcomes};

mod card;
mod ranking;

use ranking::Shown;

/// All units for those who may see them; a unit's own people go to their own card.
pub async fn index(visit: Visit, Asked(shown): Asked<Shown>) -> Result<Response> {
    if !visit.may(Action::SeeAllScores, Subject::Any) {
        let unit = visit.user.unit_id.as_ref().ok_or(Error::Forbidden)?;
        return Ok(Redirect::to(&format!("/scores/{unit}")).into_response());
    }
    let mut tx = visit.app.db.read().await?;
    let due = outcomes::due(&mut tx, visit.plan(), visit.now).await?;
    Ok(ranking::view(&visit, due, shown).into_response())
}

pub async fn show(visit: Visit, Named(id): Named<UnitId>) -> Result<Markup> {
    let plan = visit.plan();
    let unit = plan.unit(&id).ok_or(Error::NotFound)?;
    visit.require(Action::SeeUnitScore, Subject::Unit(&id))?;
    let mut tx = visit.app.db.read().await?;
    let due = outcomes::due_of_unit(&mut tx, plan, &id, visit.now).await?;
    let rows = obligations::by_unit(&mut tx, &plan.id, &id).await?;
    let scorecard = scoring::scorecard(&plan.scoring, &due);
    Ok(card::view(&visit, unit, scorecard.as_ref(), &due, &rows))
}

/// Points to the hundredth they are kept to: 82.00.
fn points(points: Decimal) -> String {
    format!("{points:.2}")
}

/// 按时报送率, to a tenth: 92.0%.
fn rate(card: &Scorecard) -> String {
    format!("{:.1}%", card.on_time_rate())
}

/// Points as the rules give them: 50, 0.5.
fn plain(points: Decimal) -> String {
    points.normalize().to_string()
}
