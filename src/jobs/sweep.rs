//! Removes what has expired: sessions, and failed sign-ins that no longer count.

use time::Duration;

use crate::app::App;
use crate::store::{self, sessions};

/// Longer than any limit on sign-in attempts looks back.
const FAILURES_KEPT: Duration = Duration::days(1);

pub async fn run(app: &App) -> store::Result<()> {
    let now = app.clock.now();
    let mut tx = app.db.write(&app.plan.id).await?;
    sessions::sweep(&mut tx, now, now.minus(FAILURES_KEPT)).await?;
    tx.commit().await
}
