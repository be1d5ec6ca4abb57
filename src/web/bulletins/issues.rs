//! Issuing a bulletin (印发): it takes its number and its day, and is never changed again.

use axum::response::{IntoResponse, Redirect, Response};

use super::drafts::version;
use super::{Place, Seen, find};
use crate::documents::bulletin::docx;
use crate::documents::circular::{Head, laid_out};
use crate::store::bulletins::{self, Issued};
use crate::store::{Tx, events};
use crate::web::error::{Error, Result};
use crate::web::form::{Named, Posted};
use crate::web::visit::Visit;

/// 409 for a draft that was saved by somebody else since the person saw it, or was issued.
pub async fn create(
    visit: Visit,
    Named(place): Named<Place>,
    Posted(fields): Posted<Vec<(String, String)>>,
) -> Result<Response> {
    let version = version(&fields)?;
    let mut tx = visit.app.db.write(&visit.plan().id).await?;
    let seen = find(&mut tx, &visit, &place).await?;
    if seen.is_superseded {
        return Err(Error::Conflict);
    }
    let version = match (version, &seen.row) {
        // Nobody changed a word: what was shown is what is issued.
        (0, None) => {
            bulletins::save(&mut tx, seen.of(&visit), 0, &seen.prose, (&visit.user.id, visit.now)).await?;
            1
        }
        (version, _) => version,
    };
    issue(&mut tx, &visit, &seen, version).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("{}?done=bulletin-issued", seen.href())).into_response())
}

async fn issue(tx: &mut Tx, visit: &Visit, seen: &Seen, version: i64) -> Result<()> {
    let plan = visit.plan();
    let day = plan.local_date(visit.now);
    let (year, number) = (i64::from(day.year()), bulletins::next(tx, &plan.id, day.year()).await?);
    let issued = Issued { year, number, day, at: visit.now };
    let bulletin = laid_out(&seen.edition.snapshot, &seen.prose, Head { year, number, day });
    let document = docx(&bulletin, visit.now).map_err(|error| Error::Internal(Box::new(error)))?;
    bulletins::issue(tx, seen.of(visit), version, issued, &visit.user.id, &document).await?;
    let event = events::New::of_person(
        "bulletin_issued",
        &bulletin.number,
        &visit.user.id,
        &visit.address,
        visit.now,
    );
    events::append(tx, &plan.id, &event).await?;
    Ok(())
}
