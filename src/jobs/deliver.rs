//! Sends what is queued (发送), one message at a time.
//!
//! # The order of steps
//!
//! One transaction marks the message that was just tried and claims the next one, so a letter costs one commit;
//! the sending is outside any transaction. See [`crate::store::outbox`] for the race that is accepted.

use std::time::Duration as Wait;

use time::Duration;
use tokio::sync::watch;

use crate::app::App;
use crate::domain::backoff;
use crate::domain::reminder::Window;
use crate::domain::timestamp::Timestamp;
use crate::mail::messages::LINK_HERE;
use crate::mail::{Error, Letter};
use crate::store::{
    self, Tx, attachments, events, letters,
    outbox::{self, Kind, Message},
};

/// How long a message is held for its sender; longer than any sending takes, see [`crate::mail::Mailer::send`]: at
/// most seven times 40 seconds.
const LEASE: Duration = Duration::minutes(5);

/// What the limit per minute looks back on.
const MINUTE: Duration = Duration::minutes(1);

/// How long a sending may go on after the program was told to end; then its message is released.
const GRACE: Wait = Wait::from_secs(5);

/// What a step did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Nothing was due, or the limit per minute was reached.
    Idle,
    Sent,
    /// To be tried again later.
    Postponed,
    /// The mail server could not be reached, which is no fault of the message: to be tried again.
    NoServer,
    /// Given up; the office sees it.
    Failed,
    /// Put back untried or half-tried, since the program was to end.
    Released,
}

/// A message held by this process.
struct Claimed {
    message: Message,
    letter: Letter,
}

impl Step {
    /// As the metrics call it.
    fn name(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Sent => "sent",
            Self::Postponed => "postponed",
            Self::NoServer => "no_server",
            Self::Failed => "failed",
            Self::Released => "released",
        }
    }
}

/// Sends everything that is due; gives the number of messages that were tried. What fails does not stop the
/// rest, since its next try is later; a server that is not there does, until the next run.
pub async fn drain(app: &App) -> store::Result<usize> {
    let (_held, never) = watch::channel(false);
    drain_until(app, &never).await
}

/// The same, until `stopped` says so: the message in hand is then sent and marked, or released.
pub async fn drain_until(app: &App, stopped: &watch::Receiver<bool>) -> store::Result<usize> {
    let mut tried = 0;
    let mut next = if *stopped.borrow() { None } else { claim_one(app).await? };
    while let Some(claimed) = next {
        tried += 1;
        let answer = send(app, &claimed.letter, stopped.clone()).await;
        let mut tx = app.db.write(&app.plan.id).await?;
        let step = mark(&mut tx, app, &claimed.message, answer).await?;
        let go_on = step != Step::NoServer && !*stopped.borrow();
        next = if go_on { claim(&mut tx, app).await? } else { None };
        tx.commit().await?;
        tell(app, &claimed.message, step);
    }
    app.mailer.rest().await;
    Ok(tried)
}

/// Sends one message, if one is due.
pub async fn step(app: &App) -> store::Result<Step> {
    let (_held, never) = watch::channel(false);
    let Some(claimed) = claim_one(app).await? else { return Ok(Step::Idle) };
    let answer = send(app, &claimed.letter, never).await;
    let mut tx = app.db.write(&app.plan.id).await?;
    let step = mark(&mut tx, app, &claimed.message, answer).await?;
    tx.commit().await?;
    tell(app, &claimed.message, step);
    Ok(step)
}

async fn claim_one(app: &App) -> store::Result<Option<Claimed>> {
    let mut tx = app.db.write(&app.plan.id).await?;
    let claimed = claim(&mut tx, app).await?;
    tx.commit().await?;
    Ok(claimed)
}

async fn claim(tx: &mut Tx, app: &App) -> store::Result<Option<Claimed>> {
    let (plan, now) = (&app.plan.id, app.clock.now());
    if let Some(limit) = app.config.smtp.as_ref().and_then(|smtp| smtp.per_minute)
        && outbox::count_tried(tx, plan, now.minus(MINUTE), now).await? >= i64::from(limit)
    {
        return Ok(None);
    }
    let window = app.plan.reminders.window(app.plan.setting(), now);
    let Some(message) = outbox::claim(tx, plan, now, now.plus(LEASE), window).await? else { return Ok(None) };
    let link = match message.kind {
        Kind::Invitation => letters::link(tx, plan, &message.id).await?,
        _ => None,
    };
    let attached = match message.attachments {
        0 => Vec::new(),
        _ => attachments::of_message(tx, plan, &message.id).await?,
    };
    let letter = Letter { attachments: attached, ..letter(app, &message, link.as_deref()) };
    Ok(Some(Claimed { message, letter }))
}

/// Without its attachments. The plan's id is part of the letter's: several plans may share a mail server.
fn letter(app: &App, message: &Message, link: Option<&str>) -> Letter {
    let filled = |body: &String| link.map_or_else(|| body.clone(), |link| body.replace(LINK_HERE, link));
    Letter {
        id: format!("{}.{}", app.plan.id, message.id),
        to: message.address.clone(),
        subject: message.subject.clone(),
        text: filled(&message.body_text),
        html: filled(&message.body_html),
        attachments: Vec::new(),
        at: message.created_at,
    }
}

/// `None` if the program was to end before the server had answered.
async fn send(
    app: &App,
    letter: &Letter,
    mut stopped: watch::Receiver<bool>,
) -> Option<Result<String, Error>> {
    let given_up = async {
        if stopped.wait_for(|stopped| *stopped).await.is_err() {
            // Nobody is left who could say so.
            std::future::pending::<()>().await;
        }
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        answer = app.mailer.send(letter) => Some(answer),
        () = given_up => None,
    }
}

async fn mark(
    tx: &mut Tx,
    app: &App,
    message: &Message,
    answer: Option<Result<String, Error>>,
) -> store::Result<Step> {
    let (plan, now) = (&app.plan.id, app.clock.now());
    let Some(answer) = answer else {
        outbox::put_back(tx, plan, message, now, None).await?;
        return Ok(Step::Released);
    };
    Ok(match (answer, backoff::wait(message.attempts, app.jitter.percent())) {
        (Ok(reply), _) => {
            outbox::sent(tx, plan, message, now, &reply).await?;
            Step::Sent
        }
        (Err(Error::NoServer(reply)), _) => {
            let next = next_try(app, message, now.plus(backoff::wait_for_server(app.jitter.percent())));
            outbox::put_back(tx, plan, message, next, Some(&reply)).await?;
            Step::NoServer
        }
        (Err(Error::Transient(reply)), Some(wait)) => {
            outbox::retry(tx, plan, message, next_try(app, message, now.plus(wait)), &reply).await?;
            Step::Postponed
        }
        (Err(Error::Transient(reply) | Error::Permanent(reply)), _) => {
            outbox::failed(tx, plan, message, &reply).await?;
            events::append(tx, plan, &events::New::of_system("mail_failed", &message.id, now)).await?;
            Step::Failed
        }
    })
}

/// A reminder waits for hours in which it may leave; a returned report leaves at any time.
fn next_try(app: &App, message: &Message, next: Timestamp) -> Timestamp {
    let (rules, setting) = (&app.plan.reminders, app.plan.setting());
    match (message.kind, rules.window(setting, next)) {
        (Kind::Digest, Window::DueOn(day)) if day == message.day => next,
        (Kind::Digest | Kind::ByHand, _) => rules.next_sending(setting, next),
        (Kind::Returned | Kind::Invitation | Kind::Test, _) => next,
    }
}

/// Names the message, never its address.
fn tell(app: &App, message: &Message, step: Step) {
    app.metrics.message(step.name());
    let Message { id, attempts, .. } = message;
    match step {
        Step::Failed => tracing::warn!(id, attempts, "a message could not be delivered"),
        Step::NoServer => tracing::warn!(id, attempts, "the mail server cannot be reached"),
        Step::Postponed => tracing::info!(id, attempts, "a message will be tried again"),
        Step::Released => tracing::info!(id, attempts, "a message was put back, since the program ends"),
        Step::Sent => tracing::info!(id, attempts, "a message was sent"),
        Step::Idle => {}
    }
}
