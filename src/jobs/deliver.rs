//! Sends what is queued (发送), by each channel one message at a time.
//!
//! # The order of steps
//!
//! One transaction marks the message that was just tried and claims the next one, so a letter costs one commit;
//! the sending is outside any transaction. See [`crate::store::outbox`] for the race that is accepted. A channel
//! claims, waits and gives up for itself alone: while one hangs the others go on.

use std::time::Duration as Wait;

use futures_util::future::join_all;
use time::Duration;
use tokio::sync::watch;

use crate::app::App;
use crate::channel::{Channel, Failure};
use crate::domain::backoff;
use crate::domain::reminder::Window;
use crate::domain::timestamp::Timestamp;
use crate::robots::Robot;
use crate::store::{
    self, Tx, attachments, events, letters,
    outbox::{self, Kind, Message},
};

mod outlet;

use outlet::{Beside, Outlet};

/// How long a message is held for its sender; longer than any sending takes, see [`crate::mail::Mailer::send`]: at
/// most seven times 40 seconds. A robot has a minute at most.
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
    /// The server could not be reached, which is no fault of the message: to be tried again.
    NoServer,
    /// Given up; the office sees it.
    Failed,
    /// Put back untried or half-tried, since the program was to end.
    Released,
}

/// A message held by this process, and as its channel wants it.
struct Claimed<P> {
    message: Message,
    parcel: P,
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

/// Sends everything that is due, by all channels at once; gives the number of messages that were tried. What fails
/// does not stop the rest, since its next try is later; a server that is not there does, until the next run, for its
/// own channel.
pub async fn drain(app: &App) -> store::Result<usize> {
    let (_held, never) = watch::channel(false);
    let robots = app.robots.iter().map(|robot| drain_robot(app, robot, &never));
    let (mail, robots) = tokio::join!(drain_mail(app, &never), join_all(robots));
    robots.into_iter().try_fold(mail?, |tried, robot| Ok(tried + robot?))
}

/// Sends the letters that are due, until `stopped` says so: the one in hand is then sent and marked, or released.
pub async fn drain_mail(app: &App, stopped: &watch::Receiver<bool>) -> store::Result<usize> {
    Outlet::mail(app).drain(stopped).await
}

/// The same for what is due in a robot's chat group.
pub async fn drain_robot(app: &App, robot: &Robot, stopped: &watch::Receiver<bool>) -> store::Result<usize> {
    Outlet::robot(app, robot).drain(stopped).await
}

/// Sends one letter, if one is due.
pub async fn step(app: &App) -> store::Result<Step> {
    Outlet::mail(app).step().await
}

impl<C: Channel> Outlet<'_, C> {
    async fn drain(&self, stopped: &watch::Receiver<bool>) -> store::Result<usize> {
        let mut tried = 0;
        let mut next = if *stopped.borrow() { None } else { self.claim_one().await? };
        while let Some(claimed) = next {
            tried += 1;
            let answer = self.send(&claimed.parcel, stopped.clone()).await;
            let mut tx = self.app.db.write(&self.app.plan.id).await?;
            let step = mark(&mut tx, self.app, &claimed.message, answer).await?;
            let go_on = step != Step::NoServer && !*stopped.borrow();
            next = if go_on { self.claim(&mut tx).await? } else { None };
            tx.commit().await?;
            tell(self.app, &claimed.message, step);
        }
        self.channel.rest().await;
        Ok(tried)
    }

    async fn step(&self) -> store::Result<Step> {
        let (_held, never) = watch::channel(false);
        let Some(claimed) = self.claim_one().await? else { return Ok(Step::Idle) };
        let answer = self.send(&claimed.parcel, never).await;
        let mut tx = self.app.db.write(&self.app.plan.id).await?;
        let step = mark(&mut tx, self.app, &claimed.message, answer).await?;
        tx.commit().await?;
        tell(self.app, &claimed.message, step);
        Ok(step)
    }

    async fn claim_one(&self) -> store::Result<Option<Claimed<C::Parcel>>> {
        let mut tx = self.app.db.write(&self.app.plan.id).await?;
        let claimed = self.claim(&mut tx).await?;
        tx.commit().await?;
        Ok(claimed)
    }

    async fn claim(&self, tx: &mut Tx) -> store::Result<Option<Claimed<C::Parcel>>> {
        let (app, plan, now) = (self.app, &self.app.plan.id, self.app.clock.now());
        if let Some(limit) = self.per_minute
            && outbox::count_tried(tx, plan, self.name, now.minus(MINUTE), now).await? >= i64::from(limit)
        {
            return Ok(None);
        }
        let window = app.plan.reminders.window(app.plan.setting(), now);
        let claimed = outbox::claim(tx, plan, self.name, now, now.plus(LEASE), window).await?;
        let Some(message) = claimed else { return Ok(None) };
        let link = match message.kind {
            Kind::Invitation => letters::link(tx, plan, &message.id).await?,
            _ => None,
        };
        let attachments = match message.attachments {
            0 => Vec::new(),
            _ => attachments::of_message(tx, plan, &message.id).await?,
        };
        let parcel = (self.pack)(app, &message, Beside { link, attachments });
        Ok(Some(Claimed { message, parcel }))
    }

    /// `None` if the program was to end before the other side had answered.
    async fn send(
        &self,
        parcel: &C::Parcel,
        mut stopped: watch::Receiver<bool>,
    ) -> Option<Result<String, Failure>> {
        let given_up = async {
            if stopped.wait_for(|stopped| *stopped).await.is_err() {
                // Nobody is left who could say so.
                std::future::pending::<()>().await;
            }
            tokio::time::sleep(GRACE).await;
        };
        tokio::select! {
            answer = self.channel.deliver(parcel) => Some(answer),
            () = given_up => None,
        }
    }
}

async fn mark(
    tx: &mut Tx,
    app: &App,
    message: &Message,
    answer: Option<Result<String, Failure>>,
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
        (Err(Failure::NoServer(reply)), _) => {
            let next = next_try(app, message, now.plus(backoff::wait_for_server(app.jitter.percent())));
            outbox::put_back(tx, plan, message, next, Some(&reply)).await?;
            Step::NoServer
        }
        (Err(Failure::Transient(reply)), Some(wait)) => {
            outbox::retry(tx, plan, message, next_try(app, message, now.plus(wait)), &reply).await?;
            Step::Postponed
        }
        (Err(Failure::Transient(reply) | Failure::Permanent(reply)), _) => {
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
        (Kind::Digest | Kind::ByHand | Kind::Notice | Kind::Score, _) => rules.next_sending(setting, next),
        (Kind::Returned | Kind::Invitation | Kind::Test, _) => next,
    }
}

/// Names the message, never its address.
fn tell(app: &App, message: &Message, step: Step) {
    app.metrics.message(&message.channel, step.name());
    let Message { id, channel, attempts, .. } = message;
    match step {
        Step::Failed => tracing::warn!(id, channel, attempts, "a message could not be delivered"),
        Step::NoServer => tracing::warn!(id, channel, attempts, "the server cannot be reached"),
        Step::Postponed => tracing::info!(id, channel, attempts, "a message will be tried again"),
        Step::Released => {
            tracing::info!(id, channel, attempts, "a message was put back: the program ends");
        }
        Step::Sent => tracing::info!(id, channel, attempts, "a message was sent"),
        Step::Idle => {}
    }
}
