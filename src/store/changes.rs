//! What changed since a person last looked (新变化), and the mark up to where they have read.
//!
//! The mark moves only when its person says so, and only to what their page showed. What an event tells is counted by the
//! event's number, which is given under the plan's write lock, so nothing that is committed later hides behind a
//! mark. What no event tells goes by time: a due date that passed, and a digest. A digest that was being queued in the very
//! second in which its page was made can hide; it is in the person's mail all the same.

use sqlx::FromRow;

use super::obligations::Slice;
use super::users::User;
use super::{Result, Tx, on, statements};
use crate::domain::ids::{ObligationId, PlanId, UnitId, UserId};
use crate::domain::obligation::Obligation;
use crate::domain::timestamp::Timestamp;

/// The badge counts no further.
pub const MANY: i64 = 100;

macro_rules! acts_of_unit {
    () => {
        "('returned', 'accepted', 'extension_granted', 'extension_refused', 'exempted', 'reinstated', 'figures_corrected',
            'row_corrected', 'row_withdrawn', 'plan_retired', 'plan_revived', 'plan_moved', 'notice_issued')"
    };
}

macro_rules! mark {
    ($column:literal) => {
        concat!("(SELECT m.", $column, " FROM marks m WHERE m.plan_id = $1 AND m.user_id = $2)")
    };
}

/// One kind of event for whoever watches over all units, if `$may`.
macro_rules! watched {
    ($act:literal, $may:literal) => {
        concat!(
            "SELECT * FROM (SELECT e.at, e.act AS what, e.obligation_id, e.detail, e.user_id, CAST(1 AS BIGINT) AS count
            FROM events e WHERE ", $may, " AND e.plan_id = $1 AND e.act = '", $act, "' AND e.seq > $2
            ORDER BY e.seq DESC LIMIT $6) AS ", $act
        )
    };
}

statements! {
    BEGIN = "INSERT INTO marks (plan_id, user_id, seq, at)
        VALUES ($1, $2, (SELECT COALESCE(MAX(seq), 0) FROM events WHERE plan_id = $1), $3) ON CONFLICT DO NOTHING";
    GET = "SELECT seq, at FROM marks WHERE plan_id = $1 AND user_id = $2";
    SET = "INSERT INTO marks (plan_id, user_id, seq, at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (plan_id, user_id) DO UPDATE SET seq = $3, at = $4 WHERE marks.seq <= $3 AND marks.at <= $4";
    LAST = "SELECT COALESCE(MAX(seq), 0) FROM events WHERE plan_id = $1";
    LAST_BEFORE = "SELECT COALESCE(MAX(seq), 0) FROM events WHERE plan_id = $1 AND at <= $2";
    /// $6 is how many rows the page can need, so that nothing older is read.
    OF_UNIT = "SELECT c.at, c.what, c.obligation_id, c.detail, c.count, u.name AS user_name FROM (
            SELECT * FROM (SELECT e.at, e.act AS what, e.obligation_id, e.detail, e.user_id, CAST(1 AS BIGINT) AS count
                FROM events e WHERE e.plan_id = $1 AND e.unit_id = $7 AND e.seq > $2 AND e.act IN ", acts_of_unit!(), "
                ORDER BY e.seq DESC LIMIT $6) AS acts
            UNION ALL
            SELECT * FROM (SELECT o.due_at, 'overdue', o.id, '', NULL, 1
                FROM obligations o WHERE o.plan_id = $1 AND o.unit_id = $7 AND o.state = 'open' AND o.due_at >= $3 AND o.due_at < $4
                ORDER BY o.due_at DESC LIMIT $6) AS late
            UNION ALL
            SELECT e.at, 'added', MIN(o.id), '', NULL, COUNT(*)
                FROM obligations o JOIN events e ON e.plan_id = o.plan_id AND e.seq = o.added_seq
                WHERE o.plan_id = $1 AND o.unit_id = $7 AND o.added_seq > $2 AND o.state <> 'retired' GROUP BY o.duty_id, o.added_seq, e.at
            UNION ALL
            SELECT r.at, 'reminded', MIN(r.obligation_id), m.subject, NULL, COUNT(*)
                FROM reminders r JOIN messages m ON m.plan_id = r.plan_id AND m.id = r.message_id
                WHERE r.plan_id = $1 AND r.user_id = $8 AND r.at > $3 AND r.stage NOT LIKE 'notice@%' GROUP BY r.message_id, m.subject, r.at
        ) AS c LEFT JOIN users u ON u.plan_id = $1 AND u.id = c.user_id
        ORDER BY c.at DESC, c.what, c.obligation_id LIMIT $5 OFFSET $9";
    WATCHED = "SELECT c.at, c.what, c.obligation_id, c.detail, c.count, u.name AS user_name FROM (",
            watched!("submitted", "$7"), " UNION ALL ", watched!("extension_asked", "$7"), " UNION ALL ", watched!("mail_failed", "$9"), "
            UNION ALL
            SELECT * FROM (SELECT o.due_at, 'overdue', o.id, '', NULL, 1
                FROM obligations o WHERE $8 AND o.plan_id = $1 AND o.state = 'open' AND o.due_at >= $3 AND o.due_at < $4
                ORDER BY o.due_at DESC LIMIT $6) AS late
        ) AS c LEFT JOIN users u ON u.plan_id = $1 AND u.id = c.user_id
        ORDER BY c.at DESC, c.what, c.obligation_id LIMIT $5 OFFSET $10";
    COUNT_OF_UNIT = "SELECT
        (SELECT COUNT(*) FROM (SELECT 1 AS one FROM events e WHERE e.plan_id = $1 AND e.unit_id = $5 AND e.seq > ", mark!("seq"), "
            AND e.act IN ", acts_of_unit!(), " LIMIT $4) AS acts)
        + (SELECT COUNT(*) FROM (SELECT 1 AS one FROM obligations o WHERE o.plan_id = $1 AND o.unit_id = $5 AND o.state = 'open'
            AND o.due_at >= ", mark!("at"), " AND o.due_at < $3 LIMIT $4) AS late)
        + (SELECT COUNT(*) FROM (SELECT DISTINCT o.duty_id, o.added_seq FROM obligations o WHERE o.plan_id = $1 AND o.unit_id = $5
            AND o.added_seq > ", mark!("seq"), " AND o.state <> 'retired' LIMIT $4) AS added)
        + (SELECT COUNT(*) FROM (SELECT DISTINCT r.message_id FROM reminders r WHERE r.plan_id = $1 AND r.user_id = $2
            AND r.at > ", mark!("at"), " AND r.stage NOT LIKE 'notice@%' LIMIT $4) AS reminded)";
    COUNT_WATCHED = "SELECT
        (SELECT COUNT(*) FROM (SELECT 1 AS one FROM events e WHERE $5 AND e.plan_id = $1 AND e.act = 'submitted'
            AND e.seq > ", mark!("seq"), " LIMIT $4) AS sent)
        + (SELECT COUNT(*) FROM (SELECT 1 AS one FROM events e WHERE $5 AND e.plan_id = $1 AND e.act = 'extension_asked'
            AND e.seq > ", mark!("seq"), " LIMIT $4) AS asked)
        + (SELECT COUNT(*) FROM (SELECT 1 AS one FROM events e WHERE $7 AND e.plan_id = $1 AND e.act = 'mail_failed'
            AND e.seq > ", mark!("seq"), " LIMIT $4) AS mails)
        + (SELECT COUNT(*) FROM (SELECT 1 AS one FROM obligations o WHERE $6 AND o.plan_id = $1 AND o.state = 'open'
            AND o.due_at >= ", mark!("at"), " AND o.due_at < $3 LIMIT $4) AS late)";
    /// As many at once as [`BATCH`].
    OBLIGATIONS = "SELECT id, duty_id, unit_id, period, scheduled_at, due_at, state, revision, first_submitted_at, acknowledged_at
        FROM obligations WHERE plan_id = $1 AND id IN (
            $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)";
}

const BATCH: usize = 17;

/// Up to where a person has read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct Mark {
    /// The last event
    pub seq: i64,
    /// For what no event tells
    pub at: Timestamp,
}

/// Whose changes.
#[derive(Debug, Clone, Copy)]
pub enum Watch<'a> {
    /// What others did to a unit's obligations, and what its person was told.
    Unit(&'a UnitId),
    /// Of all units, each only where it is the person's business.
    All { reports: bool, overdue: bool, mail: bool },
}

/// Something that changed.
#[derive(Debug, Clone, FromRow)]
pub struct Change {
    pub at: Timestamp,
    /// An act's name, or `overdue`, `added`, `reminded`, `mail_failed`
    pub what: String,
    /// One of them, where it is about several; `None` for a mail that failed
    pub obligation_id: Option<ObligationId>,
    /// A reason; the subject of a digest; the id of a message that failed
    pub detail: String,
    /// How many obligations it is about
    pub count: i64,
    pub user_name: Option<String>,
}

/// A new account has nothing to catch up with.
pub(super) async fn begin(tx: &mut Tx, user: &User) -> Result<()> {
    on!(tx, |conn| sqlx::query(BEGIN)
        .bind(&user.plan_id)
        .bind(&user.id)
        .bind(user.created_at)
        .execute(conn)
        .await
        .map(drop))?;
    Ok(())
}

pub async fn mark(tx: &mut Tx, plan: &PlanId, user: &UserId) -> Result<Option<Mark>> {
    Ok(on!(tx, |conn| sqlx::query_as(GET).bind(plan).bind(user).fetch_optional(conn).await)?)
}

/// Moves the mark; one that has moved further stays.
pub async fn set_mark(tx: &mut Tx, plan: &PlanId, user: &UserId, mark: Mark) -> Result<()> {
    on!(tx, |conn| sqlx::query(SET)
        .bind(plan)
        .bind(user)
        .bind(mark.seq)
        .bind(mark.at)
        .execute(conn)
        .await
        .map(drop))?;
    Ok(())
}

/// The mark of somebody who has read everything there is now.
pub async fn everything(tx: &mut Tx, plan: &PlanId, now: Timestamp) -> Result<Mark> {
    let seq = on!(tx, |conn| sqlx::query_scalar(LAST).bind(plan).fetch_one(conn).await)?;
    Ok(Mark { seq, at: now })
}

/// The mark of somebody who last read at this time. Reads the whole history.
pub async fn everything_before(tx: &mut Tx, plan: &PlanId, at: Timestamp) -> Result<Mark> {
    let seq = on!(tx, |conn| sqlx::query_scalar(LAST_BEFORE).bind(plan).bind(at).fetch_one(conn).await)?;
    Ok(Mark { seq, at })
}

/// What changed after `since` and up to now, latest first.
pub async fn list(
    tx: &mut Tx,
    user: &User,
    watch: Watch<'_>,
    since: Mark,
    now: Timestamp,
    slice: Slice,
) -> Result<Vec<Change>> {
    Ok(on!(tx, |conn| {
        let statement = if matches!(watch, Watch::Unit(_)) { OF_UNIT } else { WATCHED };
        let query = sqlx::query_as(statement).bind(&user.plan_id).bind(since.seq).bind(since.at).bind(now);
        let query = query.bind(slice.limit).bind(slice.offset.saturating_add(slice.limit));
        let query = match watch {
            Watch::Unit(unit) => query.bind(unit).bind(&user.id),
            Watch::All { reports, overdue, mail } => query.bind(reports).bind(overdue).bind(mail),
        };
        query.bind(slice.offset).fetch_all(conn).await
    })?)
}

/// How many changes a person has not read; [`MANY`] stands for that many or more.
pub async fn count(tx: &mut Tx, user: &User, watch: Watch<'_>, now: Timestamp) -> Result<i64> {
    let count: i64 = on!(tx, |conn| {
        let statement = if matches!(watch, Watch::Unit(_)) { COUNT_OF_UNIT } else { COUNT_WATCHED };
        let query = sqlx::query_scalar(statement).bind(&user.plan_id).bind(&user.id).bind(now).bind(MANY);
        let query = match watch {
            Watch::Unit(unit) => query.bind(unit),
            Watch::All { reports, overdue, mail } => query.bind(reports).bind(overdue).bind(mail),
        };
        query.fetch_one(conn).await
    })?;
    Ok(count.min(MANY))
}

/// The obligations that these changes are about.
pub async fn obligations(tx: &mut Tx, plan: &PlanId, changes: &[Change]) -> Result<Vec<Obligation>> {
    let ids: Vec<&ObligationId> = changes.iter().filter_map(|change| change.obligation_id.as_ref()).collect();
    let mut all = Vec::new();
    for some in ids.chunks(BATCH) {
        let rows: Vec<Obligation> = on!(tx, |conn| {
            let padded = some.iter().chain(some.last().into_iter().cycle()).take(BATCH);
            padded
                .fold(sqlx::query_as(OBLIGATIONS).bind(plan), |query, id| query.bind(*id))
                .fetch_all(conn)
                .await
        })?;
        all.extend(rows);
    }
    Ok(all)
}
