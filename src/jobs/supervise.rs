//! Issues supervision notices (督办通知单): decides from the tables which are owed, and writes each with its number, its
//! document, its letters and its lines of history at once.
//!
//! # The order of steps
//!
//! As in [`super::remind`], the facts are first read without the write lock. When a notice is owed they are read again
//! inside the write transaction; the numbers are taken there too, and everything is committed together. Of two processes
//! at once the second finds the first one's notices. Letters leave by the outbox: a notice that was issued is sent, even
//! if the unit reports before the mail server is back, since its number stands.

use crate::app::App;
use crate::documents::official;
use crate::domain::attachment::Attachment;
use crate::domain::digest::Entry;
use crate::domain::reminder::{Recipient, Window};
use crate::domain::supervision::{Notice, ledger_key, owed};
use crate::domain::timestamp::Timestamp;
use crate::mail::messages::{Reader, Writer, notice_id};
use crate::store::notices::{self, Gathered, gather};
use crate::store::outbox::{self, Kind};
use crate::store::{self, Tx, events, reminders};
use crate::words::{self, Lang, t};

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Store(#[from] store::Error),
    /// Not for any notice that a plan can ask for.
    #[error("the document of notice {0} cannot be written: {1}")]
    Document(String, official::Error),
}

/// Issues what is owed now; gives how many. Any number of processes may run it, as often as they like.
pub async fn run(app: &App) -> Result<usize, Error> {
    let now = app.clock.now();
    let rules = &app.plan.reminders;
    if rules.notice.is_none() || rules.window(app.plan.setting(), now) != Window::Open {
        return Ok(0);
    }
    let mut connection = app.db.read().await?;
    let seen = gather(&mut connection, &app.plan, now).await?;
    drop(connection);
    if owed(&app.plan, seen.facts(), now).is_empty() {
        return Ok(0);
    }
    let mut tx = app.db.write(&app.plan.id).await?;
    let count = issue(&mut tx, app, now).await?;
    tx.commit().await?;
    if count > 0 {
        tracing::info!(count, "supervision notices issued");
    }
    Ok(count)
}

/// Issues what is owed at this instant, in a transaction of [`store::Db::write`].
pub async fn issue(tx: &mut Tx, app: &App, now: Timestamp) -> Result<usize, Error> {
    let gathered = gather(tx, &app.plan, now).await?;
    let mut count = 0;
    for owed in owed(&app.plan, gathered.facts(), now) {
        let number = notices::next(tx, &app.plan.id, app.plan.local_date(now).year()).await?;
        let Some(notice) = owed.issue(&app.plan, number, now) else { continue };
        let document = document(&notice)?;
        notices::insert(tx, &app.plan.id, &notice, &document.bytes).await?;
        let issued = Issued { app, gathered: &gathered, notice: &notice, document };
        for recipient in owed.to.iter().chain(&owed.copies) {
            issued.send(tx, recipient).await?;
        }
        issued.note(tx).await?;
        count += 1;
    }
    Ok(count)
}

/// In Chinese, as all that is sent.
fn document(notice: &Notice) -> Result<Attachment, Error> {
    let text = words::notice(Lang::Zh, notice);
    let bytes = official::notice(&text, notice.issued_at)
        .map_err(|error| Error::Document(notice.number.to_string(), error))?;
    let (number, unit) = (text.number.as_str(), notice.unit_name.as_str());
    let name = t!(Lang::Zh, "supervision-file", number = number, unit = unit);
    Ok(Attachment { name, media_type: official::MEDIA_TYPE.to_owned(), bytes })
}

/// A notice that has its row.
struct Issued<'a> {
    app: &'a App,
    gathered: &'a Gathered,
    notice: &'a Notice,
    document: Attachment,
}

impl Issued<'_> {
    /// Queues one person's letter, and a line of the ledger for each obligation in it.
    async fn send(&self, tx: &mut Tx, recipient: &Recipient) -> store::Result<()> {
        let (app, plan, now) = (self.app, &self.app.plan, self.notice.issued_at);
        let Some((user, address)) = self.gathered.user(recipient) else { return Ok(()) };
        let writer = Writer { lang: Lang::Zh, plan, now, public_url: &app.config.public_url };
        let reader = Reader { name: &user.name, role: user.role, unit: user.unit_id.as_ref() };
        let letter = writer.notice(reader, self.notice);
        let message = outbox::New {
            id: notice_id(self.notice.number, &user.id),
            kind: Kind::Notice,
            user_id: user.id.clone(),
            address: address.to_owned(),
            day: self.notice.day,
            subject: letter.subject,
            body_text: letter.text,
            body_html: letter.html,
            attachments: vec![self.document.clone()],
            at: now,
        };
        outbox::enqueue(tx, &plan.id, &message).await?;
        for item in &self.notice.items {
            let (obligation_id, stage) = (item.obligation_id.clone(), ledger_key(item.due_on));
            let entry = Entry { obligation_id, stage, user_id: user.id.clone() };
            reminders::record(tx, &plan.id, &entry, &message.id, now).await?;
        }
        Ok(())
    }

    /// In the history of each obligation, by its number.
    async fn note(&self, tx: &mut Tx) -> store::Result<()> {
        let number = self.notice.number.to_string();
        for item in &self.notice.items {
            let event = events::New {
                obligation: Some(&item.obligation_id),
                ..events::New::of_system("notice_issued", &number, self.notice.issued_at)
            };
            events::append(tx, &self.app.plan.id, &event).await?;
        }
        Ok(())
    }
}
