//! Reading a file into a sheet (读取明细表), beside whoever waits for it.
//!
//! # The order of steps
//!
//! 1. The file lies in the evidence store, and a sheet in state `reading` names it. 2. A thread of its own reads and
//!    checks rows and hands them over in batches, never more than two ahead: however long the file, little of it is in
//!    memory. Of long files one is read at a time. 3. Each batch is written in a transaction of its own, which says how far
//!    the reading has come from where it was; whoever gave the sheet up, or took it over, ends the reading thereby. 4. At
//!    the end the sheet becomes the draft, in one transaction, or says why it cannot.
//!
//! A program that ends in between leaves a sheet that nobody touches any more; [`resume`] claims and reads it again. What
//! cannot be read again (a paste, a file that is gone) is refused then, so that its person hears of it.

use std::fs::File;
use std::ops::ControlFlow;

use serde_json::Value;
use time::Duration;
use tokio::sync::{Semaphore, mpsc};

use crate::app::App;
use crate::documents::sheet_file::{self, Notes, Refused};
use crate::domain::forms::{Checked, Checker, Form};
use crate::domain::ids::SheetId;
use crate::store::sheets::{self, Sheet, rows};
use crate::{evidence_files, store};

/// Rows that are written at once.
const BATCH: usize = 500;
/// A reading that was not heard of for so long has ended.
const SILENCE: Duration = Duration::minutes(5);
/// Long files that are read at once: each may hold a hundred megabytes of shared texts.
static LONG: Semaphore = Semaphore::const_new(1);

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error(transparent)]
    Files(#[from] evidence_files::Error),
    #[error("the reading ended badly: {0}")]
    Ended(String),
}

/// Where the rows come from.
pub enum Source {
    /// The sheet's own file.
    File,
    /// The same, and it is long: it waits until no other long one is read.
    LongFile,
    /// What was pasted.
    Text(String),
}

enum Opened {
    File(File),
    Text(String),
}

/// What a reading came to.
type Outcome = Result<Notes, Refused>;

/// Reads a sheet that has begun, to its end.
pub async fn read(app: &App, id: &SheetId, source: Source) -> Result<(), Error> {
    let _turn = match source {
        Source::LongFile => LONG.acquire().await.ok(),
        Source::File | Source::Text(_) => None,
    };
    let plan = &app.plan;
    let sheet = sheets::get(&mut app.db.read().await?, &plan.id, id).await?;
    let Some(sheet) = sheet.filter(|sheet| sheet.state == sheets::State::Reading && sheet.rows_read == 0)
    else {
        return Ok(());
    };
    let form = plan.form(&sheet.form_id).cloned();
    let opened = match (source, &sheet.file_sha256) {
        (Source::Text(text), _) => Some(Opened::Text(text)),
        (_, Some(sha256)) => app.evidence.open_file(sha256).await.ok().map(Opened::File),
        (_, None) => None,
    };
    let (Some(form), Some(opened)) = (form, opened) else {
        return end(app, &sheet, 0, Err(Refused::Unreadable)).await;
    };
    let (sender, receiver) = mpsc::channel(2);
    let (calendar, read_form) = (plan.calendar.clone(), form.clone());
    let today = plan.local_date(app.clock.now());
    let reading = tokio::task::spawn_blocking(move || {
        let mut batches = Batches { sender, gathered: Vec::with_capacity(BATCH) };
        let mut sink = |row| batches.put(row);
        let checker = Checker::new(&read_form, &calendar, today);
        let outcome = match opened {
            Opened::File(file) => sheet_file::read(file, checker, &mut sink),
            Opened::Text(text) => sheet_file::read_text(&text, checker, &mut sink),
        };
        // Nobody at the other end is no news here.
        let _ = batches.hand_over();
        outcome
    });
    let read = write(app, &sheet, &form, receiver).await?;
    let outcome = reading.await.unwrap_or_else(|error| {
        tracing::error!(%error, %id, "a file made the reader fail");
        Err(Refused::Unreadable)
    });
    match read {
        Some(read) => end(app, &sheet, read, outcome).await,
        None => Ok(()),
    }
}

/// Gathers rows and hands them over some hundred at a time.
struct Batches {
    sender: mpsc::Sender<Vec<Checked>>,
    gathered: Vec<Checked>,
}

impl Batches {
    fn put(&mut self, row: Checked) -> ControlFlow<()> {
        self.gathered.push(row);
        if self.gathered.len() < BATCH { ControlFlow::Continue(()) } else { self.hand_over() }
    }

    /// Waits until there is room. Nobody at the other end: the sheet was given up.
    fn hand_over(&mut self) -> ControlFlow<()> {
        let batch = std::mem::replace(&mut self.gathered, Vec::with_capacity(BATCH));
        let is_over = !batch.is_empty() && self.sender.blocking_send(batch).is_err();
        if is_over { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

/// Writes what comes, and says how many rows that were; `None` where the sheet was given up or taken over meanwhile.
async fn write(
    app: &App,
    sheet: &Sheet,
    form: &Form,
    mut receiver: mpsc::Receiver<Vec<Checked>>,
) -> Result<Option<i64>, Error> {
    let plan = &app.plan.id;
    let (mut read, mut faulty) = (0, 0);
    while let Some(batch) = receiver.recv().await {
        let mut tx = app.db.write(plan).await?;
        let before = read;
        read += i64::try_from(batch.len()).unwrap_or_default();
        faulty +=
            i64::try_from(batch.iter().filter(|row| !row.faults.is_empty()).count()).unwrap_or_default();
        let now = app.clock.now();
        if !sheets::progress(&mut tx, plan, &sheet.id, (before, read, faulty), now).await? {
            return Ok(None);
        }
        rows::append(&mut tx, plan, (&sheet.id, form), before + 1, &batch).await?;
        tx.commit().await?;
    }
    Ok(Some(read))
}

async fn end(app: &App, sheet: &Sheet, read: i64, outcome: Outcome) -> Result<(), Error> {
    let (plan, now) = (&app.plan.id, app.clock.now());
    let said = |value: serde_json::Result<Value>| value.map_err(|error| Error::Ended(error.to_string()));
    let mut tx = app.db.write(plan).await?;
    let is_ended = match outcome {
        Ok(notes) => {
            let notes = said(serde_json::to_value(&notes))?;
            let is_ended = sheets::finish(&mut tx, plan, sheet, read, &notes, now).await?;
            let version = app.plan.form(&sheet.form_id).map(sheets::version_of);
            sheets::checked(&mut tx, plan, &sheet.id, version.as_deref()).await?;
            is_ended
        }
        Err(why) => {
            sheets::refuse(&mut tx, plan, (&sheet.id, read), &said(serde_json::to_value(&why))?, now).await?
        }
    };
    if is_ended {
        tx.commit().await?;
    }
    Ok(())
}

/// Reads again what was being read when the program ended; how many sheets that were.
pub async fn resume(app: &App) -> Result<usize, Error> {
    let (plan, now) = (&app.plan.id, app.clock.now());
    let since = now.minus(SILENCE);
    let mut resumed = 0;
    for id in sheets::left_alone(&mut app.db.read().await?, plan, since).await? {
        let mut tx = app.db.write(plan).await?;
        let is_ours = sheets::claim(&mut tx, plan, &id, since, now).await?;
        tx.commit().await?;
        if is_ours {
            read(app, &id, Source::LongFile).await?;
            resumed += 1;
        }
    }
    Ok(resumed)
}
