//! What scores are computed from: what became of obligations in a stretch of time, and what their reports say.

use std::collections::HashMap;

use sqlx::FromRow;
use time::Time;

use super::{Result, Tx, figures, on, statements};
use crate::domain::deadline::LAST_SECOND;
use crate::domain::ids::{DutyId, ObligationId, UnitId};
use crate::domain::indicator;
use crate::domain::obligation::{State, Timeliness};
use crate::domain::plan::{Owed, Plan};
use crate::domain::scoring::{Inputs, Outcome, Part, Span, UnitInputs};
use crate::domain::timestamp::Timestamp;

macro_rules! columns {
    () => {
        "o.id, o.duty_id, o.unit_id, o.due_at, o.first_submitted_at, o.state,
            (SELECT COUNT(*) FROM reviews r WHERE r.plan_id = o.plan_id AND r.obligation_id = o.id AND r.decision = 'return') AS returned
        FROM obligations o"
    };
}

statements! {
    DUE = "SELECT ", columns!(), " WHERE o.plan_id = $1 AND o.due_at >= $2 AND o.due_at <= $3 AND o.due_at < $4
            AND o.state IN ('open', 'submitted', 'returned', 'accepted') ORDER BY o.due_at, o.id";
    /// Without a date, and accepted within the span.
    DONE = "SELECT ", columns!(), " WHERE o.plan_id = $1 AND o.due_at IS NULL AND o.state = 'accepted'
            AND EXISTS (SELECT 1 FROM reviews a WHERE a.plan_id = o.plan_id AND a.obligation_id = o.id
                AND a.revision = o.revision AND a.decision = 'accept' AND a.at >= $2 AND a.at <= $3)";
}

#[derive(FromRow)]
struct Row {
    id: ObligationId,
    duty_id: DutyId,
    unit_id: UnitId,
    due_at: Option<Timestamp>,
    first_submitted_at: Option<Timestamp>,
    state: State,
    returned: i64,
}

/// Everything about a period that is known now, without marks: what fell due before `as_of` (the instant named still counts
/// as in time). Every unit of the plan but external ones has its place, in protocol order.
pub async fn gather(tx: &mut Tx, plan: &Plan, span: &Span, as_of: Timestamp) -> Result<Inputs> {
    let from = Timestamp::local(span.from, Time::MIDNIGHT, plan.zone);
    let to = Timestamp::local(span.to, LAST_SECOND, plan.zone);
    let due: Vec<Row> = on!(tx, |conn| sqlx::query_as(DUE)
        .bind(&plan.id)
        .bind(from)
        .bind(to)
        .bind(as_of)
        .fetch_all(conn)
        .await)?;
    let mut done: Vec<Row> =
        on!(tx, |conn| sqlx::query_as(DONE).bind(&plan.id).bind(from).bind(to).fetch_all(conn).await)?;
    // Sorted here: SQLite would go through all obligations to have them in this order.
    done.sort_by(|one, other| one.id.cmp(&other.id));
    let mut outcomes: HashMap<UnitId, Vec<Outcome>> = HashMap::new();
    for row in due.into_iter().chain(done) {
        for (unit, outcome) in row.outcomes(plan, as_of) {
            outcomes.entry(unit).or_default().push(outcome);
        }
    }
    let observations = figures::of_plan(tx, plan).await?;
    let mut figures = indicator::values(plan, &observations, span.from, span.to);
    let units = plan.units.iter().filter(|unit| !unit.external).map(|unit| UnitInputs {
        unit: unit.id.clone(),
        name: unit.name.clone(),
        outcomes: outcomes.remove(&unit.id).unwrap_or_default(),
        figures: figures.remove(&unit.id).unwrap_or_default(),
    });
    Ok(Inputs { span: span.clone(), as_of, units: units.collect(), marks: vec![] })
}

impl Row {
    /// Of its owner, and of those who assist it. Nothing of a duty that the plan has no more.
    fn outcomes(self, plan: &Plan, as_of: Timestamp) -> Vec<(UnitId, Outcome)> {
        let Some(place) = plan.duty(&self.duty_id) else { return vec![] };
        let owed = &place.duty.owed;
        let own = match owed {
            Owed::Joint { .. } => Part::Lead,
            Owed::Each(_) | Owed::Voluntary(_) => Part::Responsible,
        };
        let outcome = Outcome {
            timeliness: self.timeliness(as_of),
            days_late: self.days_late(plan, as_of),
            obligation: self.id,
            duty: self.duty_id,
            part: own,
            accepted: self.state == State::Accepted,
            returned: self.returned,
            voluntary: owed.is_voluntary(),
            reported: matches!(self.state, State::Submitted | State::Accepted),
        };
        let assisting = owed
            .assists()
            .iter()
            .map(|unit| (unit.clone(), Outcome { part: Part::Assist, ..outcome.clone() }));
        let mut outcomes: Vec<_> = assisting.collect();
        outcomes.push((self.unit_id, outcome));
        outcomes
    }

    /// What has no date is never in time or late.
    fn timeliness(&self, as_of: Timestamp) -> Timeliness {
        match self.due_at {
            Some(due) => Timeliness::of(Some(due), self.first_submitted_at, as_of),
            None => Timeliness::Pending,
        }
    }

    fn days_late(&self, plan: &Plan, as_of: Timestamp) -> i64 {
        let Some(due) = self.due_at else { return 0 };
        let until = self.first_submitted_at.unwrap_or(as_of);
        if until <= due { 0 } else { plan.working_days_left(due, until).max(0) }
    }
}
