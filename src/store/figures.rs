//! The figures that stand (有效数据): of each obligation those of its latest revision, unless that was returned, and as
//! corrected. A revision that another replaced does not come back when the other is returned: its unit has withdrawn it.

use sqlx::FromRow;
use sqlx::types::Json;

use super::{Result, Tx, on, statements};
use crate::domain::ids::{DutyId, ObligationId, UnitId};
use crate::domain::indicator::Observation;
use crate::domain::period::Period;
use crate::domain::plan::Plan;
use crate::domain::report::Figures;
use crate::domain::timestamp::Timestamp;

macro_rules! stand {
    ($unit:literal) => {
        concat!(
            "SELECT o.unit_id, o.duty_id, o.id, o.period, o.due_at, o.revision, s.at, COALESCE(c.figures, s.figures) AS figures
        FROM obligations o
        JOIN submissions s ON s.plan_id = o.plan_id AND s.obligation_id = o.id AND s.revision = o.revision
        LEFT JOIN corrections c ON c.plan_id = o.plan_id AND c.obligation_id = o.id AND c.revision = o.revision
            AND c.number = (SELECT MAX(l.number) FROM corrections l WHERE l.plan_id = o.plan_id AND l.obligation_id = o.id)
        WHERE o.plan_id = $1 ", $unit, " AND o.state IN ('submitted', 'accepted')
            AND CAST(COALESCE(c.figures, s.figures) AS TEXT) <> '{}'"
        )
    };
}

statements! {
    ALL_UNITS = stand!("");
    ONE_UNIT = stand!("AND o.unit_id = $2");
}

#[derive(FromRow)]
struct Row {
    unit_id: UnitId,
    duty_id: DutyId,
    id: ObligationId,
    period: Period,
    due_at: Option<Timestamp>,
    revision: i64,
    at: Timestamp,
    figures: Json<Figures>,
}

/// Of all units, by day; reports without figures are left out.
pub async fn of_plan(tx: &mut Tx, plan: &Plan) -> Result<Vec<Observation>> {
    let rows: Vec<Row> = on!(tx, |conn| sqlx::query_as(ALL_UNITS).bind(&plan.id).fetch_all(conn).await)?;
    Ok(observations(plan, rows))
}

/// The same of one unit.
pub async fn of_unit(tx: &mut Tx, plan: &Plan, unit: &UnitId) -> Result<Vec<Observation>> {
    let rows: Vec<Row> =
        on!(tx, |conn| sqlx::query_as(ONE_UNIT).bind(&plan.id).bind(unit).fetch_all(conn).await)?;
    Ok(observations(plan, rows))
}

/// Sorted here: SQLite would go through all obligations to have them in this order.
fn observations(plan: &Plan, rows: Vec<Row>) -> Vec<Observation> {
    let mut all: Vec<Observation> = rows.into_iter().map(|row| row.observation(plan)).collect();
    all.sort_by(|a, b| (a.day(plan), &a.obligation_id).cmp(&(b.day(plan), &b.obligation_id)));
    all
}

impl Row {
    fn observation(self, plan: &Plan) -> Observation {
        Observation {
            unit_id: self.unit_id,
            duty_id: self.duty_id,
            obligation_id: self.id,
            period: self.period,
            revision: self.revision,
            due_on: self.due_at.map(|due| plan.local_date(due)),
            at: self.at,
            figures: self.figures.0,
        }
    }
}
