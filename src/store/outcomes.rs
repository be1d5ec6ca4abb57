//! What scores are computed from: obligations that have fallen due, and how often each was returned.

use sqlx::FromRow;

use super::{Result, Tx, on, statements};
use crate::domain::ids::{DutyId, ObligationId, UnitId};
use crate::domain::obligation::{State, Timeliness};
use crate::domain::plan::Plan;
use crate::domain::scoring::Outcome;
use crate::domain::timestamp::Timestamp;

macro_rules! due {
    () => {
        "SELECT o.id, o.duty_id, o.unit_id, o.due_at, o.first_submitted_at, o.state,
            (SELECT COUNT(*) FROM reviews r WHERE r.plan_id = o.plan_id AND r.obligation_id = o.id AND r.decision = 'return') AS returned
        FROM obligations o
        WHERE o.plan_id = $1 AND o.due_at < $2 AND o.state IN ('open', 'submitted', 'returned', 'accepted')"
    };
}

statements! {
    DUE = due!(), " ORDER BY o.due_at, o.id";
    DUE_OF_UNIT = due!(), " AND o.unit_id = $3 ORDER BY o.due_at, o.id";
}

#[derive(FromRow)]
struct Row {
    id: ObligationId,
    duty_id: DutyId,
    unit_id: UnitId,
    due_at: Timestamp,
    first_submitted_at: Option<Timestamp>,
    state: State,
    returned: i64,
}

/// Every unit's outcomes of what fell due before now (the instant named still counts as in time), in order
/// of due date; what is voluntary does not count.
pub async fn due(tx: &mut Tx, plan: &Plan, now: Timestamp) -> Result<Vec<(UnitId, Outcome)>> {
    let rows: Vec<Row> = on!(tx, |conn| sqlx::query_as(DUE).bind(&plan.id).bind(now).fetch_all(conn).await)?;
    Ok(rows.into_iter().filter(|row| row.counts(plan)).map(|row| row.outcome(now)).collect())
}

/// The same for one unit.
pub async fn due_of_unit(tx: &mut Tx, plan: &Plan, unit: &UnitId, now: Timestamp) -> Result<Vec<Outcome>> {
    let rows: Vec<Row> = on!(tx, |conn| sqlx::query_as(DUE_OF_UNIT)
        .bind(&plan.id)
        .bind(now)
        .bind(unit)
        .fetch_all(conn)
        .await)?;
    Ok(rows.into_iter().filter(|row| row.counts(plan)).map(|row| row.outcome(now).1).collect())
}

impl Row {
    fn counts(&self, plan: &Plan) -> bool {
        plan.duty(&self.duty_id).is_some_and(|place| !place.duty.owed.is_voluntary())
    }

    fn outcome(self, now: Timestamp) -> (UnitId, Outcome) {
        let outcome = Outcome {
            obligation: self.id,
            duty: self.duty_id,
            timeliness: Timeliness::of(Some(self.due_at), self.first_submitted_at, now),
            accepted: self.state == State::Accepted,
            returned: self.returned,
        };
        (self.unit_id, outcome)
    }
}
