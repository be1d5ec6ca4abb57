//! The figures of the demo's reports: totals that rise over the year towards the plan's targets, and periods that vary.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::chance::draw;
use crate::domain::ids::FigureId;
use crate::domain::indicator::Measure;
use crate::domain::obligation::Obligation;
use crate::domain::plan::{Aggregate, Duty, Figure, Plan};

/// Not every unit has lists, blacklisted enterprises or cases to tell of; those that have, have them all year.
pub fn figures(plan: &Plan, duty: &Duty, row: &Obligation) -> Vec<(String, String)> {
    let unit = row.unit_id.as_str();
    let given =
        |figure: &&Figure| !figure.counted && (figure.required || draw(unit, &subject(plan, figure), 5) < 2);
    let values = duty.figures.iter().filter(given).map(|figure| (figure, value(plan, duty, row, figure)));
    values.map(|(figure, value)| (figure.id.to_string(), value.to_string())).collect()
}

/// What it is given together with: a part with its whole.
fn subject(plan: &Plan, figure: &Figure) -> String {
    whole(plan, figure).unwrap_or(&figure.id).to_string()
}

fn whole<'a>(plan: &'a Plan, figure: &'a Figure) -> Option<&'a FigureId> {
    let ratio = plan.indicators.iter().find_map(|indicator| match &indicator.measure {
        Measure::Ratio { numerator, denominator } if *numerator == figure.id => Some(denominator),
        _ => None,
    });
    figure.at_most.as_ref().or(ratio)
}

fn value(plan: &Plan, duty: &Duty, row: &Obligation, figure: &Figure) -> u64 {
    let (unit, name) = (row.unit_id.as_str(), figure.id.as_str());
    let of = whole(plan, figure).and_then(|id| duty.figures.iter().find(|each| each.id == *id));
    match (figure.aggregate, of) {
        (Aggregate::Sum, None) => draw(row.id.as_str(), name, 60),
        (Aggregate::Sum, Some(of)) => draw(row.id.as_str(), name, value(plan, duty, row, of) + 1),
        (Aggregate::Last, Some(of)) => value(plan, duty, row, of) * share(plan, row, figure) / 100,
        (Aggregate::Last, None) if is_counted(plan, figure) => {
            u64::from(month(plan, row) > draw(unit, name, 16))
        }
        (Aggregate::Last, None) => 20 + draw(unit, name, 60) + month(plan, row) * draw(unit, "more", 4),
    }
}

/// A count against a target is over when each unit has one or two; some begin early in the year, some late.
fn is_counted(plan: &Plan, figure: &Figure) -> bool {
    let counts = |measure: &Measure| matches!(measure, Measure::Count { figure: id } if *id == figure.id);
    plan.indicators.iter().any(|indicator| counts(&indicator.measure))
}

/// In hundredths: from some third of the target at the year's beginning to about the target at its end.
fn share(plan: &Plan, row: &Obligation, figure: &Figure) -> u64 {
    let target = plan.indicators.iter().find_map(|indicator| match &indicator.measure {
        Measure::Ratio { numerator, .. } if *numerator == figure.id => Some(&indicator.target),
        _ => None,
    });
    let target = target.map_or(Decimal::ONE, |target| target.at_least) * Decimal::ONE_HUNDRED;
    let target = target.to_u64().unwrap_or(100);
    let end = target * (85 + draw(row.unit_id.as_str(), figure.id.as_str(), 50)) / 100;
    (end * (4 + month(plan, row)) / 16).min(100)
}

/// 1 to 12: when the report is due, or some month where the plan names no date.
fn month(plan: &Plan, row: &Obligation) -> u64 {
    row.scheduled_at.map_or(6, |due| u64::from(u8::from(plan.local_date(due).month())))
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::domain::materialise::{Milestones, planned};
    use crate::domain::obligation::State;
    use crate::domain::report::parse_figures;

    #[test]
    fn totals_never_fall_and_every_report_can_be_sent() {
        let plan = crate::plan_files::load_shipped().unwrap();
        let mut last: HashMap<(String, String), i64> = HashMap::new();
        let mut rows = planned(&plan, &Milestones::new());
        rows.sort_by_key(|row| row.scheduled_at);
        for planned in rows {
            let duty = plan.duty(&planned.duty_id).unwrap().duty;
            let row = Obligation {
                id: planned.id.clone(),
                duty_id: planned.duty_id.clone(),
                unit_id: planned.unit_id.clone(),
                period: planned.period.clone(),
                scheduled_at: planned.scheduled_at,
                due_at: planned.scheduled_at,
                state: State::Open,
                revision: 0,
                first_submitted_at: None,
                acknowledged_at: None,
            };
            let figures = parse_figures(&figures(&plan, duty, &row), duty).unwrap();
            for figure in duty.figures.iter().filter(|figure| figure.aggregate == Aggregate::Last) {
                let Some(value) = figures.get(&figure.id) else { continue };
                let before = last.insert((row.unit_id.to_string(), figure.id.to_string()), *value);
                assert!(before.is_none_or(|before| before <= *value), "{} {}", row.id, figure.id);
            }
        }
        assert!(last.len() > 50, "{last:?}");
    }
}
