//! Takes reports into the search that are not in it (检索补登): those sent before there was a search, and those that
//! other hands wrote. What is sent through the program is taken in as it is sent.

use crate::app::App;
use crate::store::{self, texts};

/// Reports in one transaction: nobody has to wait long for it.
const AT_ONCE: i64 = 100;

pub async fn run_until(app: &App, stopped: impl Fn() -> bool) -> store::Result<()> {
    let plan = &app.plan.id;
    while !stopped() {
        let mut tx = app.db.write(plan).await?;
        let count = texts::catch_up(&mut tx, plan, AT_ONCE).await?;
        tx.commit().await?;
        if count > 0 {
            tracing::info!(count, "reports taken into the search");
        }
        if count < AT_ONCE {
            break;
        }
    }
    Ok(())
}
