//! How all of a plan's obligations stand, for the overview: counted by the database, since fetching every row
//! takes longer than all the rest of the page.

use sqlx::FromRow;
use time::Month;

use super::{Result, Tx, on, statements};
use crate::domain::ids::{DutyId, PlanId, UnitId};
use crate::domain::obligation::State;
use crate::domain::plan::Plan;
use crate::domain::standing::{Due, Sent, Standing};
use crate::domain::timestamp::Timestamp;

statements! {
    /// A code of four digits for each obligation: 1000 and the month in which it is due (0 for none of the plan's
    /// year), its state, its due date beside the clock, and its first submission beside the due date, as
    /// digits of base 13, 5, 4 and 3. Halving finds the month with four comparisons and not twelve.
    COUNTED = "SELECT duty_id, unit_id, string_agg(CAST(1000
            + 60 * CASE WHEN due_at < $10 THEN
                CASE WHEN due_at < $7 THEN
                    CASE WHEN due_at < $5 THEN CASE WHEN due_at < $4 THEN 0 ELSE 1 END
                    WHEN due_at < $6 THEN 2 ELSE 3 END
                WHEN due_at < $8 THEN 4 WHEN due_at < $9 THEN 5 ELSE 6 END
            WHEN due_at < $13 THEN CASE WHEN due_at < $11 THEN 7 WHEN due_at < $12 THEN 8 ELSE 9 END
            WHEN due_at < $14 THEN 10 WHEN due_at < $15 THEN 11 WHEN due_at < $16 THEN 12 ELSE 0 END
            + 12 * CASE state WHEN 'open' THEN 0 WHEN 'accepted' THEN 1 WHEN 'submitted' THEN 2 WHEN 'returned' THEN 3 ELSE 4 END
            + 3 * CASE WHEN due_at < $2 THEN 0 WHEN due_at <= $3 THEN 1 WHEN due_at IS NULL THEN 2 ELSE 3 END
            + CASE WHEN first_submitted_at IS NULL THEN 0 WHEN first_submitted_at > due_at THEN 1 ELSE 2 END
            AS TEXT), '') AS codes
        FROM obligations WHERE plan_id = $1 AND state <> 'retired' GROUP BY duty_id, unit_id";
    LATE = "SELECT duty_id, unit_id, COUNT(*) AS count, MIN(due_at) AS since
        FROM obligations WHERE plan_id = $1 AND state = 'open' AND due_at >= $2 AND due_at < $3
        GROUP BY duty_id, unit_id ORDER BY duty_id, unit_id";
    WAITING_SINCE = "SELECT o.duty_id, o.unit_id, o.due_at, s.at FROM obligations o
        JOIN submissions s ON s.plan_id = o.plan_id AND s.obligation_id = o.id AND s.revision = o.revision
        WHERE o.plan_id = $1 AND o.state = 'submitted' ORDER BY s.at, o.id";
}

/// What a unit owes for a duty, each obligation as a code.
#[derive(Debug, Clone, FromRow)]
pub struct Counted {
    pub duty_id: DutyId,
    pub unit_id: UnitId,
    codes: String,
}

impl Counted {
    /// Each obligation: the month of the plan's year in which it is due, if it is, and how it stands.
    pub fn each(&self) -> impl Iterator<Item = (Option<Month>, Standing)> {
        self.codes.as_bytes().chunks_exact(4).filter_map(|code| {
            let number = code.iter().try_fold(0, |number: u16, digit| {
                Some(number * 10 + u16::from(char::from(*digit).is_ascii_digit().then(|| digit - b'0')?))
            })?;
            read(number.checked_sub(1000)?)
        })
    }
}

fn read(code: u16) -> Option<(Option<Month>, Standing)> {
    let state = [State::Open, State::Accepted, State::Submitted, State::Returned, State::Exempt];
    let due = [Due::Past, Due::Soon, Due::Undated, Due::Later];
    let sent = [Sent::Never, Sent::Late, Sent::InTime];
    let month = u8::try_from(code / 60).ok().and_then(|month| Month::try_from(month).ok());
    let standing = Standing {
        state: *state.get(usize::from(code / 12 % 5))?,
        due: *due.get(usize::from(code / 3 % 4))?,
        sent: *sent.get(usize::from(code % 3))?,
    };
    Some((month, standing))
}

/// Every obligation that is not retired, as it stands now.
pub async fn counted(tx: &mut Tx, plan: &Plan, now: Timestamp) -> Result<Vec<Counted>> {
    let [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, end] = plan.months();
    let soon = plan.soon(now);
    Ok(on!(tx, |conn| sqlx::query_as(COUNTED)
        .bind(&plan.id)
        .bind(now)
        .bind(soon)
        .bind(m1)
        .bind(m2)
        .bind(m3)
        .bind(m4)
        .bind(m5)
        .bind(m6)
        .bind(m7)
        .bind(m8)
        .bind(m9)
        .bind(m10)
        .bind(m11)
        .bind(m12)
        .bind(end)
        .fetch_all(conn)
        .await)?)
}

/// What a unit is late with of a duty (逾期未报): how many, and since when.
#[derive(Debug, Clone, FromRow)]
pub struct Late {
    pub duty_id: DutyId,
    pub unit_id: UnitId,
    pub count: i64,
    pub since: Timestamp,
}

/// What nobody has sent anything for and was due from `from` up to, and without, `until`.
pub async fn late(tx: &mut Tx, plan: &PlanId, from: Timestamp, until: Timestamp) -> Result<Vec<Late>> {
    Ok(on!(tx, |conn| sqlx::query_as(LATE).bind(plan).bind(from).bind(until).fetch_all(conn).await)?)
}

/// A report that waits for a review (待审), and since when.
#[derive(Debug, Clone, FromRow)]
pub struct Waiting {
    pub duty_id: DutyId,
    pub unit_id: UnitId,
    pub due_at: Option<Timestamp>,
    pub at: Timestamp,
}

/// Longest first.
pub async fn waiting(tx: &mut Tx, plan: &PlanId) -> Result<Vec<Waiting>> {
    Ok(on!(tx, |conn| sqlx::query_as(WAITING_SINCE).bind(plan).fetch_all(conn).await)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_of_another_hand_is_no_obligation() {
        for codes in ["", "10", "abcd", "0999", "1０00"] {
            let counted =
                Counted { duty_id: "d".parse().unwrap(), unit_id: "u".parse().unwrap(), codes: codes.into() };
            assert_eq!(counted.each().count(), 0, "{codes}");
        }
        let june = Standing { state: State::Returned, due: Due::Later, sent: Sent::Late };
        assert_eq!(read(6 * 60 + 3 * 12 + 3 * 3 + 1), Some((Some(Month::June), june)));
        assert_eq!(read(2).map(|(month, _)| month), Some(None));
    }
}
