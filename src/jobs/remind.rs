//! Who is to be reminded (提醒, 催办), decided from the tables and written to ledger and outbox at once.
//!
//! # The order of steps
//!
//! Most runs find nothing, so the facts are first read without the write lock. When there is something, they
//! are read again inside the write transaction, and the digests, their ledger entries and nothing else are
//! committed together. Of two processes at once the second finds the first one's digests.

use crate::app::App;
use crate::channel::MAIL;
use crate::domain::bulletin::{Bulletin, bulletins};
use crate::domain::digest::{Digest, Entry, digests, unreachable};
use crate::domain::ids::UnitId;
use crate::domain::reminder::Window;
use crate::domain::timestamp::Timestamp;
use crate::mail::messages::{Reader, Writer, digest_id, extra_id};
use crate::robots::bulletin::{self, bulletin_id};
use crate::store::outbox::{self, Kind};
use crate::store::reminders::{self, Gathered};
use crate::store::{self, Tx};
use crate::words::Lang;

mod moved;

use moved::Moves;

/// What a run did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Letters queued.
    pub digests: usize,
    /// Messages to chat groups queued.
    pub bulletins: usize,
    /// Ledger lines written.
    pub entries: usize,
    /// Units that owe something and have no liaison with an address, in protocol order.
    pub unreachable: Vec<UnitId>,
}

/// Queues the digests that are owed now. Any number of processes may run it, as often as they like.
pub async fn run(app: &App) -> store::Result<Summary> {
    let now = app.clock.now();
    // On a day off it is looked at person by person.
    if app.plan.reminders.window(app.plan.setting(), now) == Window::Closed {
        return Ok(Summary::default());
    }
    let mut connection = app.db.read().await?;
    let seen = reminders::gather(&mut connection, &app.plan, now).await?;
    drop(connection);
    let unreachable = unreachable(&app.plan, &seen.obligations, &seen.recipients);
    if leaving(app, &seen, now).is_empty() && posted(app, &seen, now).is_empty() {
        return Ok(Summary { unreachable, ..Summary::default() });
    }
    let mut tx = app.db.write(&app.plan.id).await?;
    let gathered = reminders::gather(&mut tx, &app.plan, now).await?;
    let moves = Moves::load(&mut tx, app, now).await?;
    let mut summary = Summary { unreachable, ..Summary::default() };
    for digest in leaving(app, &gathered, now) {
        let entries = queue(app, &mut tx, &gathered, &moves, &digest, now).await?;
        summary.digests += usize::from(entries > 0);
        summary.entries += entries;
    }
    for bulletin in posted(app, &gathered, now) {
        let entries = queue_bulletin(app, &mut tx, &bulletin, now).await?;
        summary.bulletins += usize::from(entries > 0);
        summary.entries += entries;
    }
    tx.commit().await?;
    Ok(summary)
}

fn leaving<'a>(app: &'a App, gathered: &'a Gathered, now: Timestamp) -> Vec<Digest<'a>> {
    let mut digests = digests(&app.plan, gathered.facts(), now);
    digests.retain(|digest| digest.may_leave(&app.plan, now));
    digests
}

fn posted<'a>(app: &'a App, gathered: &'a Gathered, now: Timestamp) -> Vec<Bulletin<'a>> {
    let mut bulletins = bulletins(&app.plan, gathered.facts(), app.robots.chats(), now);
    bulletins.retain(|bulletin| bulletin.may_leave(&app.plan, now));
    bulletins
}

/// Gives the number of ledger lines.
async fn queue(
    app: &App,
    tx: &mut Tx,
    gathered: &Gathered,
    moves: &Moves,
    digest: &Digest<'_>,
    now: Timestamp,
) -> store::Result<usize> {
    let Some((user, address)) = gathered.user(digest.recipient) else { return Ok(0) };
    let writer = Writer { lang: Lang::Zh, plan: &app.plan, now, public_url: &app.config.public_url };
    let reader = Reader { name: &user.name, role: user.role, unit: user.unit_id.as_ref() };
    let moved = moves.of(digest.recipient);
    let obligations: Vec<_> = moved.iter().map(|moved| &moved.obligation).collect();
    let letter = writer.digest(reader, &digest.items, &obligations);
    let day = app.plan.local_date(now);
    let first = digest.entries.first().filter(|_| digest.is_extra);
    let message = outbox::New {
        id: first.map_or_else(|| digest_id(&user.id, day), |entry| extra_id(entry, day)),
        kind: Kind::Digest,
        user_id: user.id.clone(),
        address: address.to_owned(),
        day,
        subject: letter.subject,
        body_text: letter.text,
        body_html: letter.html,
        attachments: moved::file(app, writer.lang, &moved).into_iter().collect(),
        at: now,
    };
    enqueue(app, tx, MAIL, &message, &digest.entries).await
}

/// The same for a chat group.
async fn queue_bulletin(
    app: &App,
    tx: &mut Tx,
    bulletin: &Bulletin<'_>,
    now: Timestamp,
) -> store::Result<usize> {
    let Some(robot) = app.robots.of(bulletin.chat) else { return Ok(0) };
    let writer =
        bulletin::Writer { lang: Lang::Zh, plan: &app.plan, now, public_url: &app.config.public_url };
    let notice = writer.bulletin(robot.kind(), &bulletin.items);
    let day = app.plan.local_date(now);
    let message = outbox::New {
        id: bulletin_id(robot, day),
        kind: Kind::Digest,
        user_id: robot.id().clone(),
        address: String::new(),
        day,
        subject: notice.title,
        body_text: notice.text,
        body_html: String::new(),
        attachments: Vec::new(),
        at: now,
    };
    enqueue(app, tx, robot.name(), &message, &bulletin.entries).await
}

/// Message and ledger; what waits from earlier days is told by this one.
async fn enqueue(
    app: &App,
    tx: &mut Tx,
    channel: &str,
    message: &outbox::New,
    entries: &[Entry],
) -> store::Result<usize> {
    let plan = &app.plan.id;
    if !outbox::enqueue_on(tx, plan, channel, message).await? {
        return Ok(0);
    }
    reminders::hand_over(tx, plan, message).await?;
    outbox::supersede(tx, plan, message).await?;
    for entry in entries {
        reminders::record(tx, plan, entry, &message.id, message.at).await?;
    }
    Ok(entries.len())
}
