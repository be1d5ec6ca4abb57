//! Bulletins (通报) of published scores: what was issued, to read, to print and to save; and for the scoring office the drafts.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::Markup;

use super::error::{Error, Result};
use super::evidence::named;
use super::form::Named;
use super::visit::Visit;
use crate::documents::circular::{self, Head};
use crate::documents::official::MEDIA_TYPE;
use crate::documents::press::NoPdf;
use crate::documents::{bulletin, circular::laid_out};
use crate::domain::access::{Action, Subject};
use crate::domain::prose::Prose;
use crate::store::bulletins::{self, Bulletin, Of};
use crate::store::scores::Edition;
use crate::store::{Tx, scores};
use crate::words::{Lang, bulletin as words, t};

pub mod drafts;
pub mod issues;
mod list;
mod one;

/// The edition that a bulletin is of.
type Place = (String, i64);

pub async fn index(visit: Visit) -> Result<Markup> {
    let plan = &visit.plan().id;
    let mut tx = visit.app.db.read().await?;
    let mut all = bulletins::list(&mut tx, plan).await?;
    let mut bare = Vec::new();
    if edits(&visit) {
        bare = bulletins::bare(&mut tx, plan).await?;
    } else {
        all.retain(|bulletin| bulletin.issued().is_some());
    }
    Ok(list::page(&visit, &all, &bare))
}

pub async fn show(visit: Visit, Named(place): Named<Place>) -> Result<Markup> {
    let mut tx = visit.app.db.read().await?;
    let seen = find(&mut tx, &visit, &place).await?;
    Ok(one::page(&visit, &seen, &[]))
}

/// The bytes that were issued; of a draft as they would be.
pub async fn document(visit: Visit, Named(place): Named<Place>) -> Result<Response> {
    let mut tx = visit.app.db.read().await?;
    let seen = find(&mut tx, &visit, &place).await?;
    let bytes = match bulletins::document(&mut tx, seen.of(&visit)).await? {
        Some(bytes) => bytes,
        None => {
            bulletin::docx(&seen.laid_out(), visit.now).map_err(|error| Error::Internal(Box::new(error)))?
        }
    };
    Ok(file(MEDIA_TYPE, &seen.file_name("docx"), bytes))
}

/// As it was issued, or as it would be. 404 where this program makes none, which the page says.
pub async fn pdf(visit: Visit, Named(place): Named<Place>) -> Result<Response> {
    let mut tx = visit.app.db.read().await?;
    let seen = find(&mut tx, &visit, &place).await?;
    drop(tx);
    let (press, bulletin) = (visit.app.press.clone(), seen.laid_out());
    let at = seen.row.as_ref().and_then(Bulletin::issued).map_or(visit.now, |issued| issued.at);
    let made = tokio::task::spawn_blocking(move || press.bulletin(&bulletin, at)).await;
    match made.map_err(|error| Error::Internal(Box::new(error)))? {
        Ok(bytes) => Ok(file("application/pdf", &seen.file_name("pdf"), bytes)),
        Err(NoPdf::Off) => Err(Error::NotFound),
        Err(NoPdf::Missing(chars)) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, one::page(&visit, &seen, &chars)).into_response())
        }
        Err(error) => Err(Error::Internal(Box::new(error))),
    }
}

fn file(media_type: &str, name: &str, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (header::CONTENT_DISPOSITION, named("attachment", name)),
    ];
    (headers, bytes).into_response()
}

fn edits(visit: &Visit) -> bool {
    visit.may(Action::JudgeScores, Subject::Any)
}

/// A bulletin before the person: issued, saved, or as it would be drafted.
struct Seen {
    edition: Edition,
    row: Option<Bulletin>,
    prose: Prose,
    head: Head,
    /// Another edition has taken its place: its bulletin is not issued any more.
    is_superseded: bool,
}

impl Seen {
    fn of<'a>(&'a self, visit: &'a Visit) -> Of<'a> {
        let period = self.edition.snapshot.inputs.span.id.as_str();
        Of { plan: &visit.plan().id, period, edition: self.edition.head.number }
    }

    /// How often the draft was saved; 0 where it never was.
    fn version(&self) -> i64 {
        self.row.as_ref().map_or(0, |row| row.version)
    }

    fn is_issued(&self) -> bool {
        self.row.as_ref().is_some_and(|row| row.issued().is_some())
    }

    fn number(&self) -> String {
        circular::number(&self.edition.snapshot, self.head)
    }

    fn file_name(&self, ending: &str) -> String {
        let (number, title) = (self.number(), self.prose.title.as_str());
        format!("{}.{ending}", t!(Lang::Zh, "bulletin-file", number = number, title = title))
    }

    fn laid_out(&self) -> bulletin::Bulletin {
        laid_out(&self.edition.snapshot, &self.prose, self.head)
    }

    fn href(&self) -> String {
        href(&self.edition.snapshot.inputs.span.id, self.edition.head.number)
    }
}

fn href(period: &str, edition: i64) -> String {
    format!("/bulletins/{period}/{edition}")
}

/// 404 for what is not there, or not issued and not this person's to edit.
async fn find(tx: &mut Tx, visit: &Visit, (period, edition): &Place) -> Result<Seen> {
    let plan = &visit.plan().id;
    let row = bulletins::get(tx, Of { plan, period, edition: *edition }).await?;
    let issued = row.as_ref().and_then(Bulletin::issued);
    if issued.is_none() && !edits(visit) {
        return Err(Error::NotFound);
    }
    let edition = scores::edition(tx, plan, period, *edition).await?.ok_or(Error::NotFound)?;
    if edition.snapshot.rules.bulletin.is_none() {
        return Err(Error::NotFound);
    }
    let prose = match &row {
        Some(row) => row.prose.0.clone(),
        None => drafted(tx, visit, &edition).await?,
    };
    let day = visit.now.date_in(visit.plan().zone);
    let head = issued.map_or(Head { year: i64::from(day.year()), number: 0, day }, |issued| Head {
        year: issued.year,
        number: issued.number,
        day: issued.day,
    });
    let editions = scores::editions::heads(tx, plan, period).await?;
    let is_superseded = editions.last().is_some_and(|latest| latest.number > edition.head.number);
    Ok(Seen { edition, row, prose, head, is_superseded })
}

/// Drawn from the edition, beside the latest one of the period before it.
async fn drafted(tx: &mut Tx, visit: &Visit, edition: &Edition) -> Result<Prose> {
    let (plan, span) = (visit.plan(), &edition.snapshot.inputs.span);
    let spans = edition.snapshot.rules.spans(span.from.year());
    let before = spans
        .windows(2)
        .find(|pair| matches!(pair, [before, now] if now.id == span.id && before.title == now.title));
    let mut previous = None;
    if let Some([before, _]) = before {
        let heads = scores::editions::heads(tx, &plan.id, &before.id).await?;
        if let Some(latest) = heads.last() {
            previous = scores::edition(tx, &plan.id, &before.id, latest.number).await?;
        }
    }
    let before = previous.as_ref().map(|edition| &edition.snapshot.scores);
    Ok(words::prose(plan, &edition.snapshot, before))
}
