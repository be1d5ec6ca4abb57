//! People's calendars by a secret address (日历订阅): whose it is, and what stands in it.

use sqlx::FromRow;

use super::moved::moving_acts;
use super::users::User;
use super::{Result, Tx, obligations, on, statements};
use crate::domain::ids::{DutyId, PlanId, UnitId, UserId};
use crate::domain::obligation::Obligation;
use crate::domain::period::Period;
use crate::domain::timestamp::Timestamp;
use obligations::columns;

statements! {
    /// A new address ends the one before.
    SET = "INSERT INTO calendar_feeds (plan_id, user_id, token_hash, lang, created_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (plan_id, user_id) DO UPDATE SET token_hash = $3, lang = $4, created_at = $5, read_at = NULL";
    GET = "SELECT lang, created_at, read_at FROM calendar_feeds WHERE plan_id = $1 AND user_id = $2";
    END = "DELETE FROM calendar_feeds WHERE plan_id = $1 AND user_id = $2";
    BY_TOKEN = "SELECT f.lang, f.read_at,
            u.plan_id, u.id, u.login, u.name, u.email, u.phone, u.role, u.unit_id, u.password_hash, u.created_at, u.disabled_at, u.start_done_at
        FROM calendar_feeds f JOIN users u ON u.plan_id = f.plan_id AND u.id = f.user_id
        WHERE f.token_hash = $1 AND f.plan_id = $2 AND u.disabled_at IS NULL";
    READ = "UPDATE calendar_feeds SET read_at = $2 WHERE token_hash = $1";
    APPLIED_AT = "SELECT applied_at FROM plans WHERE plan_id = $1";
    OF_UNIT = "SELECT ", columns!(), ",
            (SELECT COUNT(*) FROM events e WHERE e.plan_id = $1 AND e.obligation_id = o.id AND e.act IN ", moving_acts!(), ") AS sequence,
            (SELECT MAX(e.at) FROM events e WHERE e.plan_id = $1 AND e.obligation_id = o.id) AS acted_at
        FROM obligations o WHERE plan_id = $1 AND unit_id = $2 AND due_at IS NOT NULL ORDER BY due_at, id";
    /// What was reported keeps the date it was reported for; the date that holds is that of the others.
    OF_ALL = "SELECT o.duty_id, o.period,
            COALESCE(MAX(CASE WHEN o.state = 'open' AND o.revision = 0 THEN o.scheduled_at END),
                MAX(CASE WHEN o.state <> 'retired' THEN o.scheduled_at END), MAX(o.scheduled_at)) AS due_at,
            CAST(SUM(CASE WHEN o.state <> 'retired' THEN 1 ELSE 0 END) AS BIGINT) AS units,
            COALESCE(MAX(moved.times), 0) AS sequence, MAX(moved.at) AS acted_at
        FROM obligations o LEFT JOIN (
            SELECT m.duty_id, m.period, COUNT(DISTINCT e.at) AS times, MAX(e.at) AS at
            FROM events e JOIN obligations m ON m.plan_id = e.plan_id AND m.id = e.obligation_id
            WHERE e.plan_id = $1 AND e.act IN ('plan_moved', 'plan_retired', 'plan_revived')
            GROUP BY m.duty_id, m.period
        ) AS moved ON moved.duty_id = o.duty_id AND moved.period = o.period
        WHERE o.plan_id = $1 AND o.scheduled_at IS NOT NULL
        GROUP BY o.duty_id, o.period ORDER BY 3, o.duty_id, o.period";
}

/// What a person's page says of it; the address itself nobody knows any more.
#[derive(Debug, Clone, FromRow)]
pub struct Feed {
    /// The tag of the language it is written in.
    pub lang: String,
    pub created_at: Timestamp,
    /// When a program last asked for it, to about an hour.
    pub read_at: Option<Timestamp>,
}

/// Whose calendar an address is.
#[derive(Debug, Clone, FromRow)]
pub struct Reader {
    #[sqlx(flatten)]
    pub user: User,
    pub lang: String,
    pub read_at: Option<Timestamp>,
}

/// A unit's obligation that has a due date, retired ones too.
#[derive(Debug, Clone, FromRow)]
pub struct Own {
    #[sqlx(flatten)]
    pub obligation: Obligation,
    /// How often its date was moved, it was called off or called on again.
    pub sequence: i64,
    /// `None` where nothing has happened to it yet
    pub acted_at: Option<Timestamp>,
}

/// What all units owe of one duty in one period.
#[derive(Debug, Clone, FromRow)]
pub struct Shared {
    pub duty_id: DutyId,
    pub period: Period,
    pub due_at: Timestamp,
    pub units: i64,
    pub sequence: i64,
    pub acted_at: Option<Timestamp>,
}

pub async fn set(tx: &mut Tx, user: &User, token_hash: &str, lang: &str, now: Timestamp) -> Result<()> {
    on!(tx, |conn| sqlx::query(SET)
        .bind(&user.plan_id)
        .bind(&user.id)
        .bind(token_hash)
        .bind(lang)
        .bind(now)
        .execute(conn)
        .await
        .map(drop))?;
    Ok(())
}

pub async fn get(tx: &mut Tx, plan: &PlanId, user: &UserId) -> Result<Option<Feed>> {
    Ok(on!(tx, |conn| sqlx::query_as(GET).bind(plan).bind(user).fetch_optional(conn).await)?)
}

/// `false` if there was none.
pub async fn end(tx: &mut Tx, plan: &PlanId, user: &UserId) -> Result<bool> {
    let rows = on!(tx, |conn| sqlx::query(END)
        .bind(plan)
        .bind(user)
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// `None` for an address that never was or was ended, and for a disabled account.
pub async fn by_token(tx: &mut Tx, plan: &PlanId, token_hash: &str) -> Result<Option<Reader>> {
    Ok(on!(tx, |conn| sqlx::query_as(BY_TOKEN).bind(token_hash).bind(plan).fetch_optional(conn).await)?)
}

pub async fn note_read(tx: &mut Tx, token_hash: &str, now: Timestamp) -> Result<()> {
    on!(tx, |conn| sqlx::query(READ).bind(token_hash).bind(now).execute(conn).await.map(drop))?;
    Ok(())
}

/// When the plan's rows were last made: its words may have changed then.
pub async fn applied_at(tx: &mut Tx, plan: &PlanId) -> Result<Timestamp> {
    let at: Option<Timestamp> =
        on!(tx, |conn| sqlx::query_scalar(APPLIED_AT).bind(plan).fetch_optional(conn).await)?;
    Ok(at.unwrap_or(Timestamp::EARLIEST))
}

pub async fn of_unit(tx: &mut Tx, plan: &PlanId, unit: &UnitId) -> Result<Vec<Own>> {
    Ok(on!(tx, |conn| sqlx::query_as(OF_UNIT).bind(plan).bind(unit).fetch_all(conn).await)?)
}

pub async fn of_all(tx: &mut Tx, plan: &PlanId) -> Result<Vec<Shared>> {
    Ok(on!(tx, |conn| sqlx::query_as(OF_ALL).bind(plan).fetch_all(conn).await)?)
}
