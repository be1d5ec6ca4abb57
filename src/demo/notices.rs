//! Supervision notices of the past (督办通知单): each morning's, issued by the job's own function and sent at once.

use time::Duration;

use crate::app::App;
use crate::channel::MAIL;
use crate::domain::reminder::Window;
use crate::domain::timestamp::Timestamp;
use crate::jobs::supervise;
use crate::store::{Result, Tx, outbox};

/// What a mail server of the demo would have said.
const TAKEN: &str = "250 2.0.0 Ok";

/// The morning that comes next.
pub struct Mornings {
    next: Timestamp,
}

impl Mornings {
    pub fn from(app: &App, first: Timestamp) -> Self {
        Self { next: app.plan.reminders.next_sending(app.plan.setting(), first) }
    }

    /// Issues what was owed on every morning up to this instant.
    pub async fn up_to(
        &mut self,
        tx: &mut Tx,
        app: &App,
        now: Timestamp,
    ) -> std::result::Result<(), supervise::Error> {
        while self.next <= now {
            if supervise::issue(tx, app, self.next).await? > 0 {
                deliver(tx, app, self.next).await?;
            }
            self.next = following(app, self.next);
        }
        Ok(())
    }
}

/// When letters begin to leave on the next day on which they do.
fn following(app: &App, morning: Timestamp) -> Timestamp {
    let (plan, day) = (&app.plan, app.plan.local_date(morning));
    let next = Timestamp::local(day, plan.reminders.send_from, plan.zone).plus(Duration::DAY);
    plan.reminders.next_sending(plan.setting(), next)
}

pub async fn deliver(tx: &mut Tx, app: &App, at: Timestamp) -> Result<()> {
    let plan = &app.plan.id;
    while let Some(message) =
        outbox::claim(tx, plan, MAIL, at, at.plus(Duration::MINUTE), Window::Open).await?
    {
        outbox::sent(tx, plan, &message, at, TAKEN).await?;
    }
    Ok(())
}
