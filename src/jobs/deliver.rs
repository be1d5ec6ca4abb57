//! Sends what is queued (发送), one message at a time.
//!
//! Claim and commit, send outside any transaction, mark: see [`crate::store::outbox`] for the race that is
//! accepted.

use time::Duration;

use crate::app::App;
use crate::domain::reminder::Window;
use crate::domain::timestamp::Timestamp;
use crate::mail::messages::LINK_HERE;
use crate::mail::{Error, Letter};
use crate::store::{
    self, events, letters,
    outbox::{self, Kind, Message},
};

/// How long a message is held for its sender; longer than any sending takes.
const LEASE: Duration = Duration::minutes(5);

/// Minutes until the next try; after the last one the message has failed.
const WAITS: [i64; 5] = [1, 5, 15, 60, 240];

/// What a step did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Nothing was due.
    Idle,
    Sent,
    /// To be tried again later.
    Postponed,
    /// Given up; the office sees it.
    Failed,
}

impl Step {
    /// As the metrics call it.
    fn name(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Sent => "sent",
            Self::Postponed => "postponed",
            Self::Failed => "failed",
        }
    }
}

/// Sends everything that is due; gives the number of messages that were tried. What fails does not stop the
/// rest, since its next try is later.
pub async fn drain(app: &App) -> store::Result<usize> {
    drain_until(app, || false).await
}

/// The same, until `stopped` says so.
pub async fn drain_until(app: &App, stopped: impl Fn() -> bool) -> store::Result<usize> {
    let mut tried = 0;
    while !stopped() && step(app).await? != Step::Idle {
        tried += 1;
    }
    Ok(tried)
}

/// Sends one message, if one is due.
pub async fn step(app: &App) -> store::Result<Step> {
    let (plan, now) = (&app.plan.id, app.clock.now());
    let window = app.plan.reminders.window(app.plan.setting(), now);
    let mut tx = app.db.write(plan).await?;
    outbox::withdraw(&mut tx, plan, now).await?;
    let claimed = outbox::claim(&mut tx, plan, now, now.plus(LEASE), window).await?;
    let link = match &claimed {
        Some(message) if message.kind == Kind::Invitation => {
            letters::link(&mut tx, plan, &message.id).await?
        }
        _ => None,
    };
    tx.commit().await?;
    let Some(message) = claimed else { return Ok(Step::Idle) };
    let answer = app.mailer.send(&letter(app, &message, link.as_deref())).await;
    mark(app, &message, answer).await
}

/// The plan's id is part of the letter's: several plans may share a mail server.
fn letter(app: &App, message: &Message, link: Option<&str>) -> Letter {
    let filled = |body: &String| link.map_or_else(|| body.clone(), |link| body.replace(LINK_HERE, link));
    Letter {
        id: format!("{}.{}", app.plan.id, message.id),
        to: message.address.clone(),
        subject: message.subject.clone(),
        text: filled(&message.body_text),
        html: filled(&message.body_html),
        at: message.created_at,
    }
}

async fn mark(app: &App, message: &Message, answer: Result<String, Error>) -> store::Result<Step> {
    let (plan, now) = (&app.plan.id, app.clock.now());
    let mut tx = app.db.write(plan).await?;
    let step = match (answer, next_try(app, message, now)) {
        (Ok(reply), _) => {
            outbox::sent(&mut tx, plan, message, now, &reply).await?;
            Step::Sent
        }
        (Err(Error::Transient(reply)), Some(next)) => {
            outbox::retry(&mut tx, plan, message, next, &reply).await?;
            Step::Postponed
        }
        (Err(Error::Transient(reply) | Error::Permanent(reply)), _) => {
            outbox::failed(&mut tx, plan, message, &reply).await?;
            events::append(&mut tx, plan, &events::New::of_system("mail_failed", &message.id, now)).await?;
            Step::Failed
        }
    };
    tx.commit().await?;
    log(message, step);
    app.metrics.message(step.name());
    Ok(step)
}

/// Names the message, never its address.
fn log(message: &Message, step: Step) {
    let Message { id, attempts, .. } = message;
    match step {
        Step::Failed => tracing::warn!(id, attempts, "a message could not be delivered"),
        Step::Postponed => tracing::info!(id, attempts, "a message will be tried again"),
        Step::Sent | Step::Idle => tracing::debug!(id, attempts, "a message was sent"),
    }
}

/// `None` after the last try. A digest waits for hours in which it may leave; a returned report leaves at any
/// time.
fn next_try(app: &App, message: &Message, now: Timestamp) -> Option<Timestamp> {
    let tries = usize::try_from(message.attempts).ok()?;
    let wait = WAITS.get(tries.checked_sub(1)?)?;
    let next = now.plus(Duration::minutes(*wait));
    let (rules, setting) = (&app.plan.reminders, app.plan.setting());
    Some(match (message.kind, rules.window(setting, next)) {
        (Kind::Digest, Window::DueOn(day)) if day == message.day => next,
        (Kind::Digest, _) => rules.next_sending(setting, next),
        (Kind::Returned | Kind::Invitation | Kind::Test, _) => next,
    })
}
