//! Failed messages once more (重新发送): one, or all of them.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::one;
use super::reader::reader;
use crate::domain::access::{Action, Subject};
use crate::store::outbox::resending::{self, Obstacle};
use crate::store::outbox::{self, Message, State};
use crate::store::users::{self, User};
use crate::store::{Tx, attachments, events};
use crate::web::components::{Asking, asking};
use crate::web::error::{Error, Result};
use crate::web::form::{Named, Posted, token_field};
use crate::web::visit::Visit;
use crate::words::{Lang, t};

pub async fn create(visit: Visit, Named(id): Named<String>, Posted(()): Posted<()>) -> Result<Response> {
    let plan = &visit.plan().id;
    let mut tx = visit.app.db.write(plan).await?;
    let message = outbox::get(&mut tx, plan, &id).await?.ok_or(Error::NotFound)?;
    if resend(&mut tx, &visit, Some(&id)).await? == 0 {
        let user = users::get(&mut tx, plan, &message.user_id).await?;
        let obstacle = obstacle(&mut tx, &visit, &message, user.as_ref()).await?;
        let files = attachments::names(&mut tx, plan, &id).await?;
        let page = one(&visit, &message, user.as_ref(), &files, obstacle);
        return Ok((StatusCode::CONFLICT, page).into_response());
    }
    tx.commit().await?;
    Ok(Redirect::to(&format!("/messages/{id}?done=mail-resent")).into_response())
}

/// All that failed and can be sent.
pub async fn create_all(visit: Visit, Posted(()): Posted<()>) -> Result<Redirect> {
    let mut tx = visit.app.db.write(&visit.plan().id).await?;
    let count = resend(&mut tx, &visit, None).await?;
    tx.commit().await?;
    let done = if count == 0 { "mail-resent-none" } else { "mail-resent" };
    Ok(Redirect::to(&format!("/messages?state=failed&done={done}")))
}

/// Each is an event of its own, by its id.
async fn resend(tx: &mut Tx, visit: &Visit, id: Option<&str>) -> Result<usize> {
    let plan = &visit.plan().id;
    let mut ids = Vec::new();
    for channel in visit.app.channels() {
        ids.extend(resending::resend(tx, plan, channel, id, visit.now).await?);
    }
    for id in &ids {
        let event = events::New::of_person("mail_resent", id, &visit.user.id, &visit.address, visit.now);
        events::append(tx, plan, &event).await?;
    }
    Ok(ids.len())
}

/// Why a failed message is not sent once more.
pub async fn obstacle(
    tx: &mut Tx,
    visit: &Visit,
    message: &Message,
    user: Option<&User>,
) -> Result<Option<Obstacle>> {
    if !visit.app.channels().contains(&message.channel.as_str()) {
        return Ok(Some(Obstacle::ChannelGone));
    }
    Ok(resending::obstacle(tx, &visit.plan().id, message, user).await?)
}

/// Under a failed message: the button, or why there is none.
pub fn offer(visit: &Visit, message: &Message, user: Option<&User>, obstacle: Option<Obstacle>) -> Markup {
    let lang = visit.lang;
    if message.state != State::Failed || !visit.may(Action::ResendMessages, Subject::Any) {
        return html! {};
    }
    if let Some(obstacle) = obstacle {
        return html! { p .notice { (why_not(lang, obstacle)) } };
    }
    let (label, name) = (t!(lang, "message-resend"), reader(visit, &message.channel, None));
    let text = match user.and_then(|user| user.email.as_deref()) {
        Some(address) => t!(lang, "message-resend-help", address = address),
        None => t!(lang, "message-resend-robot-help", name = name),
    };
    let action = format!("/messages/{}/resending", message.id);
    ask(visit, &label, &text, &action)
}

/// Above the list of those that failed.
pub fn offer_all(visit: &Visit) -> Markup {
    if !visit.may(Action::ResendMessages, Subject::Any) {
        return html! {};
    }
    let (label, text) = (t!(visit.lang, "messages-resend"), t!(visit.lang, "messages-resend-help"));
    ask(visit, &label, &text, "/messages/resending")
}

fn ask(visit: &Visit, label: &str, text: &str, action: &str) -> Markup {
    let asked = Asking { id: "resending", label, text, is_danger: false, is_open: false, action };
    asking(visit.lang, &asked, token_field(visit))
}

fn why_not(lang: Lang, obstacle: Obstacle) -> String {
    match obstacle {
        Obstacle::LinkGone => t!(lang, "message-resend-link-gone"),
        Obstacle::Test => t!(lang, "message-resend-test"),
        Obstacle::AccountDisabled => t!(lang, "message-resend-disabled"),
        Obstacle::NoAddress => t!(lang, "message-resend-no-address"),
        Obstacle::LaterDigest => t!(lang, "message-resend-later-digest"),
        Obstacle::ChannelGone => t!(lang, "message-resend-robot-gone"),
    }
}
