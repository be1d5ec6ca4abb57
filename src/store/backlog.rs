//! How much waits to be sent (积压), for whoever watches over the server.

use std::collections::BTreeMap;

use super::{Result, Tx, on, statements};
use crate::domain::ids::PlanId;
use crate::domain::timestamp::Timestamp;
use crate::metrics::Backlog;

statements! {
    UNSENT = "SELECT channel, COUNT(*), MIN(created_at) FROM messages WHERE plan_id = $1 AND state IN ('queued', 'claimed') GROUP BY channel";
    GIVEN_UP = "SELECT channel, COUNT(*) FROM messages WHERE plan_id = $1 AND state = 'failed' GROUP BY channel";
}

/// By channel: these, and whatever others there are messages of.
pub async fn of(
    tx: &mut Tx,
    plan: &PlanId,
    channels: &[&str],
    now: Timestamp,
) -> Result<BTreeMap<String, Backlog>> {
    let mut all: BTreeMap<String, Backlog> =
        channels.iter().map(|channel| ((*channel).to_owned(), Backlog::default())).collect();
    let unsent: Vec<(String, i64, Timestamp)> =
        on!(tx, |conn| sqlx::query_as(UNSENT).bind(plan).fetch_all(conn).await)?;
    for (channel, waiting, oldest) in unsent {
        let backlog = all.entry(channel).or_default();
        backlog.waiting = waiting;
        backlog.oldest_seconds = (now.unix() - oldest.unix()).max(0);
    }
    let given_up: Vec<(String, i64)> =
        on!(tx, |conn| sqlx::query_as(GIVEN_UP).bind(plan).fetch_all(conn).await)?;
    for (channel, failed) in given_up {
        all.entry(channel).or_default().failed = failed;
    }
    Ok(all)
}
