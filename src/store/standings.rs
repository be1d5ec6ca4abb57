//! How all of a plan's obligations stand, for the overview: counted by the database, since fetching every row
//! takes longer than all the rest of the page.

use sqlx::FromRow;

use super::{Result, Tx, on, statements};
use crate::domain::ids::{DutyId, PlanId, UnitId};
use crate::domain::obligation::State;
use crate::domain::standing::Sent;
use crate::domain::timestamp::Timestamp;

statements! {
    /// Of all units that owe a duty on a day, the state's first letter, how the first submission stands to the due
    /// date, and the unit: `atjiaoyu o-keji`.
    COUNTED = "SELECT duty_id, due_at, string_agg(SUBSTR(state, 1, 1)
            || CASE WHEN first_submitted_at IS NULL THEN '-' WHEN first_submitted_at > due_at THEN 'l' ELSE 't' END
            || unit_id, ' ') AS units
        FROM obligations WHERE plan_id = $1 AND state <> 'retired' GROUP BY duty_id, due_at";
    WAITING = "SELECT o.duty_id, o.unit_id, o.due_at, s.at FROM obligations o
        JOIN submissions s ON s.plan_id = o.plan_id AND s.obligation_id = o.id AND s.revision = o.revision
        WHERE o.plan_id = $1 AND o.state = 'submitted' ORDER BY s.at, o.id LIMIT $2";
}

/// What falls due for a duty at one instant, or has no date.
#[derive(Debug, Clone, FromRow)]
pub struct Counted {
    pub duty_id: DutyId,
    pub due_at: Option<Timestamp>,
    units: String,
}

impl Counted {
    /// Each obligation: its unit's id, its state, and how its first submission stands to the due date.
    pub fn each(&self) -> impl Iterator<Item = (&str, State, Sent)> {
        self.units.split(' ').filter_map(|word| {
            let mut letters = word.chars();
            let (state, sent) = (state(letters.next()?)?, sent(letters.next()?)?);
            Some((letters.as_str(), state, sent))
        })
    }
}

fn state(letter: char) -> Option<State> {
    Some(match letter {
        'o' => State::Open,
        's' => State::Submitted,
        'r' => State::Returned,
        'a' => State::Accepted,
        'e' => State::Exempt,
        _ => return None,
    })
}

fn sent(letter: char) -> Option<Sent> {
    Some(match letter {
        '-' => Sent::Never,
        'l' => Sent::Late,
        't' => Sent::InTime,
        _ => return None,
    })
}

/// Every obligation that is not retired, in no order.
pub async fn counted(tx: &mut Tx, plan: &PlanId) -> Result<Vec<Counted>> {
    Ok(on!(tx, |conn| sqlx::query_as(COUNTED).bind(plan).fetch_all(conn).await)?)
}

/// A report that waits for a review (待审), and since when.
#[derive(Debug, Clone, FromRow)]
pub struct Waiting {
    pub duty_id: DutyId,
    pub unit_id: UnitId,
    pub due_at: Option<Timestamp>,
    pub at: Timestamp,
}

/// So many of them, longest first.
pub async fn waiting(tx: &mut Tx, plan: &PlanId, limit: i64) -> Result<Vec<Waiting>> {
    Ok(on!(tx, |conn| sqlx::query_as(WAITING).bind(plan).bind(limit).fetch_all(conn).await)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_another_hand_wrote_is_no_obligation() {
        let each = |units: &str| {
            let row = Counted { duty_id: "d".parse().unwrap(), due_at: None, units: units.to_owned() };
            row.each().map(|(unit, state, sent)| (unit.to_owned(), state, sent)).collect::<Vec<_>>()
        };
        let expected = [
            ("jiaoyu".to_owned(), State::Accepted, Sent::InTime),
            ("keji".to_owned(), State::Open, Sent::Never),
        ];
        assert_eq!(each("atjiaoyu o-keji"), expected);
        assert_eq!(each("x-keji o?keji o"), []);
    }
}
