//! A test letter (测试邮件) to oneself, sent while one waits, so that the server's answer can be shown.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use time::Duration;

use super::{steps, view};
use crate::channel::MAIL;
use crate::mail::Letter;
use crate::mail::messages::{Reader, Writer};
use crate::store::letters;
use crate::store::outbox::{self, Kind, Message};
use crate::web::error::Result;
use crate::web::form::Posted;
use crate::web::visit::Visit;
use crate::words::{Lang, t};

/// Of one person, within an hour.
const LIMIT: i64 = 5;
/// Longer than any sending takes; after it the job would try once more.
const LEASE: Duration = Duration::minutes(5);

pub async fn create(visit: Visit, Posted(()): Posted<()>) -> Result<Response> {
    let plan = &visit.plan().id;
    let Some(address) = visit.user.email.as_deref() else {
        return Ok(Redirect::to("/start").into_response());
    };
    let since = visit.now.minus(Duration::hours(1));
    let mut tx = visit.app.db.write(plan).await?;
    let day = visit.plan().local_date(since);
    if letters::count_tests(&mut tx, plan, &visit.user.id, day, since).await? >= LIMIT {
        return too_many(&mut tx, &visit).await;
    }
    let new = letter(&visit, address);
    let held = letters::enqueue_held(&mut tx, plan, MAIL, &new, visit.now.plus(LEASE)).await?;
    tx.commit().await?;
    if let Some(message) = held {
        send(&visit, &message).await?;
    }
    Ok(Redirect::to("/start#mail").into_response())
}

async fn too_many(tx: &mut crate::store::Tx, visit: &Visit) -> Result<Response> {
    let fault = t!(visit.lang, "start-mail-too-many", limit = LIMIT);
    let page = view(visit, &steps(tx, visit).await?, Some(&fault));
    Ok((StatusCode::TOO_MANY_REQUESTS, page).into_response())
}

fn letter(visit: &Visit, address: &str) -> outbox::New {
    let (user, plan) = (&visit.user, visit.plan());
    let writer = Writer { lang: Lang::Zh, plan, now: visit.now, public_url: &visit.app.config.public_url };
    let reader = Reader { name: &user.name, role: user.role, unit: user.unit_id.as_ref() };
    let letter = writer.test(reader);
    outbox::New {
        id: format!("test-{}-{}", user.id, visit.now.unix()),
        kind: Kind::Test,
        user_id: user.id.clone(),
        address: address.to_owned(),
        day: plan.local_date(visit.now),
        subject: letter.subject,
        body_text: letter.text,
        body_html: letter.html,
        attachments: Vec::new(),
        at: visit.now,
    }
}

/// Outside any transaction. One try: the person is looking, and can try again.
async fn send(visit: &Visit, message: &Message) -> Result<()> {
    let plan = &visit.plan().id;
    let letter = Letter {
        id: format!("{plan}.{}", message.id),
        to: message.address.clone(),
        subject: message.subject.clone(),
        text: message.body_text.clone(),
        html: message.body_html.clone(),
        attachments: Vec::new(),
        at: message.created_at,
    };
    let answer = visit.app.mailer.send(&letter).await;
    let mut tx = visit.app.db.write(plan).await?;
    match answer {
        Ok(reply) => outbox::sent(&mut tx, plan, message, visit.app.clock.now(), &reply).await?,
        Err(error) => outbox::failed(&mut tx, plan, message, &error.to_string()).await?,
    }
    Ok(tx.commit().await?)
}
