//! Tells of assessments by mail (考核通知): decides from the tables what is owed to whom, and queues each letter with its
//! line of the ledger at once.
//!
//! # The order of steps
//!
//! As in [`super::supervise`], the facts are first read without the write lock. When something is owed they are read again
//! inside the write transaction. Of two processes at once the second finds the first one's lines.

use crate::app::App;
use crate::domain::assessment::Phase;
use crate::domain::ids::UnitId;
use crate::domain::reminder::{Recipient, Window};
use crate::domain::score_letters::{Facts, NEWS, Notice, Said, owed};
use crate::domain::scoring::{Scores, Span};
use crate::domain::timestamp::Timestamp;
use crate::mail::messages::{Reader, Scored, Writer, score_id};
use crate::store::outbox::{self, Kind};
use crate::store::scores::{self, Assessed, acts, letters, replies};
use crate::store::users::{self, User};
use crate::store::{Result, Tx};
use crate::words::Lang;

/// Queues what is owed now; gives how many letters. Any number of processes may run it, as often as they like.
pub async fn run(app: &App) -> Result<usize> {
    let (plan, now) = (&app.plan, app.clock.now());
    if plan.reminders.window(plan.setting(), now) != Window::Open {
        return Ok(0);
    }
    let mut tx = app.db.read().await?;
    let gathered = gather(&mut tx, app, now).await?;
    drop(tx);
    if gathered.iter().all(|gathered| gathered.owed(app, now).is_empty()) {
        return Ok(0);
    }
    let mut tx = app.db.write(&plan.id).await?;
    let count = issue(&mut tx, app, now).await?;
    tx.commit().await?;
    tracing::info!(count, "letters about assessments queued");
    Ok(count)
}

/// Queues what is owed at this instant, in a transaction of [`store::Db::write`](crate::store::Db::write).
pub async fn issue(tx: &mut Tx, app: &App, now: Timestamp) -> Result<usize> {
    let mut count = 0;
    for gathered in gather(tx, app, now).await? {
        count += gathered.queue(tx, app, now).await?;
    }
    Ok(count)
}

/// Every period that there may be something to say of.
async fn gather(tx: &mut Tx, app: &App, now: Timestamp) -> Result<Vec<Gathered>> {
    let (plan, mut all) = (&app.plan, Vec::new());
    for (period, phase) in scores::phases(tx, plan).await? {
        let Some(span) = plan.scoring.span(plan.year, &period).filter(|_| phase != Phase::Draft) else {
            continue;
        };
        let heads = scores::editions::heads(tx, &plan.id, &period).await?;
        // What is long published is no news: it need not be read anew each minute.
        if heads.last().is_none_or(|latest| now.since(latest.published_at) <= NEWS) {
            all.push(Gathered::load(tx, app, span, now).await?);
        }
    }
    Ok(all)
}

struct Gathered {
    span: Span,
    now: Assessed,
    scores: Scores,
    versions: Vec<crate::domain::assessment::Reply>,
    rulings: Vec<(UnitId, String, Timestamp)>,
    consenting: Vec<UnitId>,
    users: Vec<User>,
    recipients: Vec<Recipient>,
    said: Vec<Said>,
}

impl Gathered {
    async fn load(tx: &mut Tx, app: &App, span: Span, at: Timestamp) -> Result<Self> {
        let plan = &app.plan;
        let now = scores::assessed(tx, plan, &span, at).await?;
        let rulings = replies::rulings(tx, &plan.id, &span.id).await?;
        let mut users = users::all(tx, &plan.id).await?;
        users.retain(|user| user.disabled_at.is_none());
        Ok(Self {
            scores: now.scores(),
            versions: replies::all(tx, &plan.id, &span.id).await?,
            rulings: rulings.into_iter().map(|ruling| (ruling.unit_id, ruling.item, ruling.at)).collect(),
            consenting: acts::consenting(tx, plan, &span).await?,
            recipients: users.iter().filter_map(User::recipient).collect(),
            said: letters::said(tx, &plan.id, &span.id).await?,
            users,
            now,
            span,
        })
    }

    fn owed<'a>(&'a self, app: &'a App, now: Timestamp) -> Vec<(Notice, &'a Recipient)> {
        let Some(row) = &self.now.row else { return vec![] };
        let replies = replies::latest(&self.versions);
        let facts = Facts {
            plan: &app.plan,
            row,
            scores: &self.scores,
            replies: &replies,
            rulings: &self.rulings,
            consenting: &self.consenting,
            published: self.now.editions.last().map(|latest| (latest.number, latest.published_at)),
            recipients: &self.recipients,
            said: &self.said,
        };
        owed(facts, now)
    }

    async fn queue(&self, tx: &mut Tx, app: &App, now: Timestamp) -> Result<usize> {
        let Some(row) = &self.now.row else { return Ok(0) };
        let (plan, mut count) = (&app.plan, 0);
        let writer = Writer { lang: Lang::Zh, plan, now, public_url: &app.config.public_url };
        let scored = Scored { span: &self.span, row, rules: &self.now.rules, scores: &self.scores };
        for (notice, recipient) in self.owed(app, now) {
            let Some((user, address)) = users::addressed(&self.users, recipient) else { continue };
            let reader = Reader { name: &user.name, role: user.role, unit: user.unit_id.as_ref() };
            let letter = writer.score(reader, scored, &notice);
            let message = outbox::New {
                id: score_id(&self.span.id, &notice, &user.id),
                kind: Kind::Score,
                user_id: user.id.clone(),
                address: address.to_owned(),
                day: plan.local_date(now),
                subject: letter.subject,
                body_text: letter.text,
                body_html: letter.html,
                attachments: vec![],
                at: now,
            };
            outbox::enqueue(tx, &plan.id, &message).await?;
            letters::record(tx, &plan.id, (&self.span.id, &notice.key()), &user.id, &message.id, now).await?;
            count += 1;
        }
        Ok(count)
    }
}
