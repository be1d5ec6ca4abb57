//! Removes what has expired: sessions, failed sign-ins that no longer count, uploads that nobody finished, and
//! drafts for what is over. Withdraws what waits for a robot that was taken out of the settings.

use time::Duration;

use crate::app::App;
use crate::domain::timestamp::Timestamp;
use crate::store::{self, drafts, incoming, outbox, sessions, sheets, uploads};

/// Longer than any limit on sign-in attempts looks back.
const FAILURES_KEPT: Duration = Duration::days(1);
/// A week's leave does not cost anybody an upload.
const INCOMING_KEPT: Duration = Duration::days(7);
/// For what is accepted, exempt or retired; for what is owed, a draft stays however old it is.
const DRAFTS_KEPT: Duration = Duration::days(30);

pub async fn run(app: &App) -> store::Result<()> {
    let now = app.clock.now();
    let mut tx = app.db.write(&app.plan.id).await?;
    sessions::sweep(&mut tx, now, now.minus(FAILURES_KEPT)).await?;
    drafts::sweep(&mut tx, &app.plan.id, now.minus(DRAFTS_KEPT)).await?;
    sheets::sweep(&mut tx, &app.plan.id, now.minus(DRAFTS_KEPT)).await?;
    uploads::sweep(&mut tx, &app.plan.id, now.minus(DRAFTS_KEPT)).await?;
    outbox::withdraw_others(&mut tx, &app.plan.id, &app.channels(), now).await?;
    tx.commit().await?;
    sweep_incoming(app, now).await
}

/// The file goes before its row: whatever breaks off in between is found again by the next run.
async fn sweep_incoming(app: &App, now: Timestamp) -> store::Result<()> {
    let old = incoming::old(&mut app.db.read().await?, &app.plan.id, now.minus(INCOMING_KEPT)).await?;
    for id in old {
        if let Err(error) = app.evidence.discard(&id).await {
            tracing::error!(%id, %error, "the pieces of an upload cannot be removed; the next run tries again");
            continue;
        }
        let mut tx = app.db.write(&app.plan.id).await?;
        incoming::remove(&mut tx, &app.plan.id, &id).await?;
        tx.commit().await?;
    }
    Ok(())
}
