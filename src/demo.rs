//! The demo (演示): the real plan, sample accounts of every role, and a year of believable work, all made by
//! the same acts that people perform. It looks the same each time: what happens to an obligation hangs on
//! its id alone.

use std::path::Path;
use std::sync::Arc;

use time::Duration;

use crate::app::App;
use crate::clock::Clock;
use crate::config::{Config, Secret};
use crate::documents::press::{self, Press};
use crate::domain::plan::Plan;
use crate::domain::timestamp::Timestamp;
use crate::editions;
use crate::evidence_files::{self, EvidenceFiles};
use crate::jitter::Jitter;
use crate::jobs::supervise;
use crate::mail::{self, Mailer};
use crate::metrics::Metrics;
use crate::passwords;
use crate::robots::Robots;
use crate::store::{self, Db, changes, materialise, users};

mod assessments;
mod chance;
mod figures;
mod history;
mod notices;
mod people;
mod rows;
mod texts;

pub use people::{Account, accounts};

/// The password of every demo account.
pub const PASSWORD: &str = "duban-demo";

/// When everyone last read what changed, before the demo begins.
const READ_BEFORE: Duration = Duration::days(5);

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error(transparent)]
    Notice(#[from] supervise::Error),
    #[error(transparent)]
    Editions(#[from] editions::Error),
    #[error(transparent)]
    Files(#[from] evidence_files::Error),
    #[error(transparent)]
    Fonts(#[from] press::Error),
    #[error(transparent)]
    Mail(#[from] mail::BadSetup),
    #[error(transparent)]
    Password(#[from] passwords::Error),
}

/// A whole demo in `folder`, whose clock shows `start` now.
pub async fn build(folder: &Path, plan: Plan, start: Timestamp, config: Config) -> Result<App, Error> {
    let database = Secret::new(format!("sqlite:{}", folder.join("duban.db").display()));
    let config = Config { database, data_dir: folder.to_owned(), smtp: None, demo: true, ..config };
    let app = App {
        db: Db::open(config.database.expose()).await?,
        metrics: Metrics::default(),
        clock: Clock::starting_at(start),
        jitter: Jitter::System,
        mailer: Mailer::from_config(&config)?,
        robots: Robots::default(),
        plan: Arc::new(plan),
        press: Press::from_config(&config)?,
        evidence: EvidenceFiles::open(&folder.join("evidence"))?,
        config: Arc::new(config),
    };
    fill(&app, start).await?;
    Ok(app)
}

/// Accounts and history up to `now`.
async fn fill(app: &App, now: Timestamp) -> Result<(), Error> {
    let (first_day, _) = app.plan.range();
    let opening = Timestamp::local(first_day, time::macros::time!(08:30), app.plan.zone);
    let hash = passwords::hash(PASSWORD.to_owned()).await?;
    let papers = texts::store_papers(&app.evidence).await?;
    let mut tx = app.db.write(&app.plan.id).await?;
    materialise::apply(&mut tx, &app.plan, opening).await?;
    for account in accounts(&app.plan) {
        users::insert(&mut tx, &account.user(&app.plan.id, &hash, opening)).await?;
    }
    history::play(&mut tx, app, &papers, now).await?;
    // Everyone was here some days ago.
    let read = changes::everything_before(&mut tx, &app.plan.id, now.minus(READ_BEFORE)).await?;
    for account in accounts(&app.plan) {
        changes::set_mark(&mut tx, &app.plan.id, &account.person().id, read).await?;
    }
    tx.commit().await?;
    Ok(())
}
