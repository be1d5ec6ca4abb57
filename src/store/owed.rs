//! The obligations of some units' duties, in all their periods.

use super::{Result, Tx, on, statements};
use crate::domain::ids::{DutyId, PlanId, UnitId};
use crate::domain::obligation::Obligation;

statements! {
    /// As many at once as [`MOST`]. The cross join has SQLite go from what is wanted to what is there.
    OF_PAIRS = "WITH wanted (duty_id, unit_id) AS (VALUES
            ($2, $3), ($4, $5), ($6, $7), ($8, $9), ($10, $11),
            ($12, $13), ($14, $15), ($16, $17), ($18, $19), ($20, $21),
            ($22, $23), ($24, $25), ($26, $27), ($28, $29), ($30, $31),
            ($32, $33), ($34, $35), ($36, $37), ($38, $39), ($40, $41))
        SELECT o.id, o.duty_id, o.unit_id, o.period, o.scheduled_at, o.due_at, o.state, o.revision, o.first_submitted_at, o.acknowledged_at
        FROM wanted CROSS JOIN obligations o
        WHERE o.plan_id = $1 AND o.duty_id = wanted.duty_id AND o.unit_id = wanted.unit_id AND o.state <> 'retired'
        ORDER BY o.due_at NULLS LAST, o.id";
}

/// How many pairs are asked for at once.
pub const MOST: usize = 20;

/// What the first [`MOST`] of these pairs owe and owed, by due date.
pub async fn of_pairs(tx: &mut Tx, plan: &PlanId, pairs: &[(&DutyId, &UnitId)]) -> Result<Vec<Obligation>> {
    // Pairs that ask for nothing fill up: a pair that stood there twice would be answered twice.
    let padded = pairs
        .iter()
        .map(|(duty, unit)| (duty.as_str(), unit.as_str()))
        .chain(std::iter::repeat(("", "")))
        .take(MOST);
    Ok(on!(tx, |conn| {
        let query = sqlx::query_as(OF_PAIRS).bind(plan);
        padded.fold(query, |query, (duty, unit)| query.bind(duty).bind(unit)).fetch_all(conn).await
    })?)
}
