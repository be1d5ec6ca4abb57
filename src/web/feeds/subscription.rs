//! The page on which people get, renew and end the address of their calendar (日历订阅).

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::ENDING;
use crate::passwords::{new_token, token_hash};
use crate::store::events;
use crate::store::feeds::{self, Feed};
use crate::web::components::{Asking, asking, crumbs, moment};
use crate::web::error::Result;
use crate::web::form::{Posted, token_field};
use crate::web::layout;
use crate::web::visit::Visit;
use crate::words::t;

const HERE: &str = "/calendar/subscription";

pub async fn show(visit: Visit) -> Result<Markup> {
    let feed = feeds::get(&mut visit.app.db.read().await?, &visit.plan().id, &visit.user.id).await?;
    Ok(page(&visit, feed.as_ref(), None))
}

/// Makes an address and shows it, once; the one before ends.
pub async fn create(visit: Visit, Posted(()): Posted<()>) -> Result<Response> {
    let plan = &visit.plan().id;
    let token = new_token();
    let mut tx = visit.app.db.write(plan).await?;
    let act = match feeds::get(&mut tx, plan, &visit.user.id).await? {
        Some(_) => "feed_renewed",
        None => "feed_made",
    };
    feeds::set(&mut tx, &visit.user, &token_hash(&token), visit.lang.tag(), visit.now).await?;
    record(&mut tx, &visit, act).await?;
    let feed = feeds::get(&mut tx, plan, &visit.user.id).await?;
    tx.commit().await?;
    let path = format!("/feeds/{token}{ENDING}");
    Ok((StatusCode::CREATED, page(&visit, feed.as_ref(), Some(&path))).into_response())
}

pub async fn delete(visit: Visit, Posted(()): Posted<()>) -> Result<Redirect> {
    let plan = &visit.plan().id;
    let mut tx = visit.app.db.write(plan).await?;
    if feeds::end(&mut tx, plan, &visit.user.id).await? {
        record(&mut tx, &visit, "feed_ended").await?;
    }
    tx.commit().await?;
    Ok(Redirect::to("/calendar/subscription?done=feed-ended"))
}

async fn record(tx: &mut crate::store::Tx, visit: &Visit, act: &str) -> Result<()> {
    let event = events::New::of_person(act, &visit.user.login, &visit.user.id, &visit.address, visit.now);
    Ok(events::append(tx, &visit.plan().id, &event).await?)
}

/// `new` is the address that was just made.
fn page(visit: &Visit, feed: Option<&Feed>, new: Option<&str>) -> Markup {
    let lang = visit.lang;
    let title = t!(lang, "feed-title");
    let what = if visit.user.unit_id.is_some() { t!(lang, "feed-of-unit") } else { t!(lang, "feed-of-all") };
    layout::page(
        visit,
        &title,
        html! {
            (crumbs(lang, &[("/calendar", &t!(lang, "nav-calendar"))]))
            h1 { (title) }
            p { (what) }
            p .muted { (t!(lang, "feed-follows")) }
            @if let Some(path) = new { (address(visit, path)) }
            @match feed {
                Some(feed) => (state(visit, feed)),
                None => (offer(visit)),
            }
            (instructions(visit))
        },
    )
}

fn address(visit: &Visit, path: &str) -> Markup {
    let lang = visit.lang;
    let url = format!("{}{path}", visit.app.config.public_url);
    // What phones and Outlook open with their calendar.
    let calendar = url.split_once("://").map(|(_, rest)| format!("webcal://{rest}"));
    html! {
        section .panel aria-labelledby="address-heading" {
            h2 #address-heading { (t!(lang, "feed-address")) }
            p { (t!(lang, "feed-once")) }
            p #address .secret { (url) }
            div .buttons {
                button type="button" data-copy="address" data-copied=(t!(lang, "feed-copied")) hidden { (t!(lang, "feed-copy")) }
                @if let Some(calendar) = calendar { a .button href=(calendar) hx-boost="false" { (t!(lang, "feed-open")) } }
            }
            p .muted { (t!(lang, "feed-care")) }
        }
    }
}

fn state(visit: &Visit, feed: &Feed) -> Markup {
    let lang = visit.lang;
    let (renew, end) = (t!(lang, "feed-renew"), t!(lang, "feed-end"));
    let (renewing, ending) = (t!(lang, "feed-renew-help"), t!(lang, "feed-end-help"));
    let act = |id, label, text, is_danger, action| {
        let asked = Asking { id, label, text, is_danger, is_open: false, action };
        asking(lang, &asked, token_field(visit))
    };
    html! {
        section .panel {
            h2 { (t!(lang, "feed-state")) }
            dl .facts {
                dt { (t!(lang, "feed-made-at")) } dd { (moment(visit, feed.created_at)) }
                dt { (t!(lang, "feed-read-at")) }
                dd { @match feed.read_at { Some(at) => (moment(visit, at)), None => (t!(lang, "feed-never-read")) } }
            }
            div .buttons {
                (act("renewing", &renew, &renewing, false, HERE))
                (act("ending", &end, &ending, true, "/calendar/subscription/end"))
            }
        }
    }
}

fn offer(visit: &Visit) -> Markup {
    let lang = visit.lang;
    html! {
        section .panel {
            h2 { (t!(lang, "feed-none")) }
            p { (t!(lang, "feed-offer")) }
            form method="post" action=(HERE) { (token_field(visit)) button .primary { (t!(lang, "feed-make")) } }
        }
    }
}

/// How to put the address into the programs that people use.
fn instructions(visit: &Visit) -> Markup {
    let lang = visit.lang;
    let url = visit.app.config.public_url.as_str();
    let programs = [
        (t!(lang, "feed-iphone"), t!(lang, "feed-iphone-how")),
        (t!(lang, "feed-android"), t!(lang, "feed-android-how")),
        (t!(lang, "feed-outlook"), t!(lang, "feed-outlook-how")),
        (t!(lang, "feed-wecom"), t!(lang, "feed-wecom-how")),
    ];
    html! {
        section {
            h2 { (t!(lang, "feed-how")) }
            dl .programs { @for (program, how) in programs { dt { (program) } dd { (how) } } }
            p .muted { (t!(lang, "feed-alarms")) }
            p .muted { (t!(lang, "feed-network", url = url)) }
        }
    }
}
