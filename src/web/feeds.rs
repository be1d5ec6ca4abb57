//! A person's calendar for other programs (日历订阅): an address that is its own key. Whoever has it reads this and
//! nothing else, and only as long as its person lets it be and has an open account.

use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::{Duration, UtcOffset};

use super::error::{Error, Result};
use super::form::Named;
use super::visit::Guest;
use crate::app::App;
use crate::documents::agenda::{Agenda, Entry, What};
use crate::documents::ics::{self, Event};
use crate::domain::timestamp::Timestamp;
use crate::passwords::token_hash;
use crate::store::feeds::{self, Reader};
use crate::store::{self, Tx};
use crate::words::{Lang, t};

pub mod subscription;

/// What follows the token in the address: some programs go by it.
const ENDING: &str = ".ics";
/// That it was read is noted this often at most.
const NOTED: Duration = Duration::HOUR;

/// Nothing in it depends on when it is asked for, so a program that has it need not be sent it again.
pub async fn show(guest: Guest, Named(file): Named<String>, headers: HeaderMap) -> Result<Response> {
    let token = file.strip_suffix(ENDING).map(token_hash).ok_or(Error::NotFound)?;
    let mut tx = guest.app.db.read().await?;
    let reader = feeds::by_token(&mut tx, &guest.app.plan.id, &token).await?.ok_or(Error::NotFound)?;
    let (text, changed_at) = text(&mut tx, &guest.app, &reader).await?;
    drop(tx);
    if reader.read_at.is_none_or(|at| guest.now.since(at) >= NOTED) {
        let mut tx = guest.app.db.write(&guest.app.plan.id).await?;
        feeds::note_read(&mut tx, &token, guest.now).await?;
        tx.commit().await?;
    }
    Ok(answer(&headers, text, changed_at))
}

/// The calendar, and when anything in it last changed.
async fn text(tx: &mut Tx, app: &App, reader: &Reader) -> Result<(String, Timestamp)> {
    let lang = Lang::from_tag(&reader.lang).unwrap_or_default();
    let agenda = Agenda { lang, plan: &app.plan, public_url: &app.config.public_url };
    let applied_at = feeds::applied_at(tx, &app.plan.id).await?;
    let events = events(tx, &agenda, reader, applied_at).await?;
    let changed_at = events.iter().map(|event| event.changed_at).max().unwrap_or(applied_at);
    let name = name(&agenda, reader);
    let calendar = ics::Calendar {
        name: &name,
        lang: lang.tag(),
        zone: app.plan.zone,
        is_message: false,
        events: &events,
    };
    Ok((ics::write(&calendar), changed_at))
}

/// A unit's people get what their unit owes one by one; everyone else what the plan says, duty by duty.
async fn events(
    tx: &mut Tx,
    agenda: &Agenda<'_>,
    reader: &Reader,
    applied_at: Timestamp,
) -> store::Result<Vec<Event>> {
    let plan = &agenda.plan.id;
    let changed_at = |acted_at: Option<Timestamp>| acted_at.map_or(applied_at, |at| at.max(applied_at));
    let Some(unit) = &reader.user.unit_id else {
        let rows = feeds::of_all(tx, plan).await?;
        let entries = rows.iter().map(|row| Entry {
            due: row.due_at,
            sequence: row.sequence,
            changed_at: changed_at(row.acted_at),
            what: What::All { duty: &row.duty_id, period: &row.period, units: row.units },
        });
        return Ok(entries.filter_map(|entry| agenda.event(&entry)).collect());
    };
    let rows = feeds::of_unit(tx, plan, unit).await?;
    let entries = rows.iter().filter_map(|row| {
        Some(Entry {
            due: row.obligation.due_at?,
            sequence: row.sequence,
            changed_at: changed_at(row.acted_at),
            what: What::Own(&row.obligation),
        })
    });
    Ok(entries.filter_map(|entry| agenda.event(&entry)).collect())
}

fn name(agenda: &Agenda<'_>, reader: &Reader) -> String {
    let unit = reader.user.unit_id.as_ref().and_then(|id| agenda.plan.unit(id));
    match unit {
        Some(unit) => t!(agenda.lang, "feed-name-of", unit = agenda.lang.pick(&unit.name)),
        None => t!(agenda.lang, "feed-name"),
    }
}

fn answer(asked: &HeaderMap, text: String, changed_at: Timestamp) -> Response {
    let hash: String = hex::encode(Sha256::digest(text.as_bytes())).chars().take(24).collect();
    // Weak: the same calendar goes out packed or not.
    let tag = format!("W/\"{hash}\"");
    let changed = http_date(changed_at);
    let is_known = is_known(asked, &tag, &changed);
    let kept = [
        (header::ETAG, tag),
        (header::LAST_MODIFIED, changed),
        (header::CACHE_CONTROL, "private, no-cache".to_owned()),
        (HeaderName::from_static("x-robots-tag"), "noindex".to_owned()),
    ];
    if is_known {
        return (StatusCode::NOT_MODIFIED, kept).into_response();
    }
    let kind = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "inline; filename=\"duban.ics\""),
    ];
    (kept, kind, text).into_response()
}

/// By its tag if the program sends one, else by the date it was given (RFC 9110, 13.2.2).
fn is_known(asked: &HeaderMap, tag: &str, changed: &str) -> bool {
    let given = |name| asked.get(name).and_then(|value: &axum::http::HeaderValue| value.to_str().ok());
    match given(header::IF_NONE_MATCH) {
        Some(tags) => {
            let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
            tags.split(',').any(|each| each.trim() == "*" || opaque(each) == opaque(tag))
        }
        None => given(header::IF_MODIFIED_SINCE) == Some(changed),
    }
}

const HTTP_DATE: &[BorrowedFormatItem<'_>] =
    format_description!("[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT");

fn http_date(at: Timestamp) -> String {
    at.in_zone(UtcOffset::UTC).format(HTTP_DATE).unwrap_or_default()
}
