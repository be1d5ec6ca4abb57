//! Makes the rows what the plan asks for (分解): at start, and once a day.

use crate::app::App;
use crate::domain::materialise::Difference;
use crate::store::{self, materialise};

/// The same plan twice changes nothing; two processes at once do it once.
pub async fn run(app: &App) -> store::Result<Difference> {
    let mut tx = app.db.write(&app.plan.id).await?;
    let difference = materialise::apply(&mut tx, &app.plan, app.clock.now()).await?;
    tx.commit().await?;
    if !difference.is_empty() {
        let (added, retired) = (difference.add.len(), difference.retire.len());
        let (revived, moved) = (difference.revive.len(), difference.reschedule.len());
        tracing::info!(plan = %app.plan.id, added, retired, revived, moved, "plan applied");
    }
    Ok(difference)
}
