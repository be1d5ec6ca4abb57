//! Supervision notices (督办通知单), as they were issued.
//!
//! A number is taken and its row written in one transaction of [`Db::write`](super::Db::write), where the plan's
//! writers stand in line: no gaps, no doubles. Whoever came without the lock would meet the tables' keys and get
//! [`Error::Conflict`], with nothing written.

use std::collections::HashSet;

use sqlx::FromRow;
use time::Date;

use super::obligations::Slice;
use super::{Error, Result, Tx, on, statements};
use crate::domain::ids::{ObligationId, PlanId, UnitId};
use crate::domain::supervision::{Item, Named, Notice, Number};
use crate::domain::timestamp::Timestamp;

mod facts;

pub use facts::{Gathered, gather, issued};

macro_rules! columns {
    () => {
        "n.year, n.number, n.unit_id, n.unit_name, n.plan_title, n.day, n.issued_at, n.issuer, n.copy_to, n.addressed"
    };
}

statements! {
    NEXT = "SELECT COALESCE(MAX(number), 0) + 1 FROM notices WHERE plan_id = $1 AND year = $2";
    INSERT = "INSERT INTO notices (plan_id, year, number, unit_id, unit_name, plan_title, day, issued_at, issuer, copy_to, addressed, document)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING";
    INSERT_ITEM = "INSERT INTO notice_obligations (plan_id, year, number, position, obligation_id, title, period, due_on, days_late)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING";
    /// Of those that may still be named.
    NAMED = "SELECT n.obligation_id, n.due_on FROM obligations o
        CROSS JOIN notice_obligations n WHERE o.plan_id = $1 AND o.state = 'open' AND o.due_at <= $2
        AND n.plan_id = o.plan_id AND n.obligation_id = o.id";
    OF_DAY = "SELECT unit_id FROM notices WHERE plan_id = $1 AND year = $2 AND day = $3";
    GET = "SELECT ", columns!(), " FROM notices n WHERE n.plan_id = $1 AND n.year = $2 AND n.number = $3";
    ITEMS = "SELECT obligation_id, title, period, due_on, days_late FROM notice_obligations
        WHERE plan_id = $1 AND year = $2 AND number = $3 ORDER BY position";
    DOCUMENT = "SELECT document FROM notices WHERE plan_id = $1 AND year = $2 AND number = $3";
    OF_OBLIGATION = "SELECT n.year, n.number, n.day, n.issued_at, i.due_on FROM notice_obligations i
        JOIN notices n ON n.plan_id = i.plan_id AND n.year = i.year AND n.number = i.number
        WHERE i.plan_id = $1 AND i.obligation_id = $2 ORDER BY n.year, n.number";
    LIST = "SELECT n.year, n.number, n.unit_id, n.unit_name, n.day, n.addressed,
            (SELECT COUNT(*) FROM notice_obligations i WHERE i.plan_id = n.plan_id AND i.year = n.year AND i.number = n.number) AS items
        FROM notices n WHERE n.plan_id = $1 AND n.year = $2 AND n.unit_id = COALESCE($3, n.unit_id)
        ORDER BY n.number DESC LIMIT $4 OFFSET $5";
    YEARS = "SELECT year, COUNT(*) FROM notices WHERE plan_id = $1 AND unit_id = COALESCE($2, unit_id) GROUP BY year ORDER BY year DESC";
}

/// A notice's row.
#[derive(FromRow)]
struct Row {
    #[sqlx(flatten)]
    number: Number,
    unit_id: UnitId,
    unit_name: String,
    plan_title: String,
    day: Date,
    issued_at: Timestamp,
    issuer: String,
    copy_to: String,
    addressed: i64,
}

/// A notice in a list.
#[derive(Debug, Clone, FromRow)]
pub struct Listed {
    #[sqlx(flatten)]
    pub number: Number,
    pub unit_id: UnitId,
    pub unit_name: String,
    pub day: Date,
    /// How many obligations it names.
    pub items: i64,
    /// To how many of the unit's people it was sent.
    pub addressed: i64,
}

/// A notice that names an obligation.
#[derive(Debug, Clone, FromRow)]
pub struct Naming {
    #[sqlx(flatten)]
    pub number: Number,
    pub day: Date,
    pub issued_at: Timestamp,
    /// The due day for which it named it.
    pub due_on: Date,
}

/// The number that the next notice of this year bears; to be used in the same transaction.
pub async fn next(tx: &mut Tx, plan: &PlanId, year: i32) -> Result<Number> {
    let year = i64::from(year);
    let number = on!(tx, |conn| sqlx::query_scalar(NEXT).bind(plan).bind(year).fetch_one(conn).await)?;
    Ok(Number { year, number })
}

/// With its document's bytes.
pub async fn insert(tx: &mut Tx, plan: &PlanId, notice: &Notice, document: &[u8]) -> Result<()> {
    let Number { year, number } = notice.number;
    let rows = on!(tx, |conn| sqlx::query(INSERT)
        .bind(plan)
        .bind(year)
        .bind(number)
        .bind(&notice.unit_id)
        .bind(&notice.unit_name)
        .bind(&notice.plan_title)
        .bind(notice.day)
        .bind(notice.issued_at)
        .bind(&notice.issuer)
        .bind(notice.copy_to.join("\n"))
        .bind(notice.addressed)
        .bind(document)
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
    if rows == 0 {
        return Err(Error::Conflict);
    }
    for (position, item) in (0_i64..).zip(&notice.items) {
        insert_item(tx, plan, notice.number, position, item).await?;
    }
    Ok(())
}

async fn insert_item(tx: &mut Tx, plan: &PlanId, number: Number, position: i64, item: &Item) -> Result<()> {
    let rows = on!(tx, |conn| sqlx::query(INSERT_ITEM)
        .bind(plan)
        .bind(number.year)
        .bind(number.number)
        .bind(position)
        .bind(&item.obligation_id)
        .bind(&item.title)
        .bind(&item.period)
        .bind(item.due_on)
        .bind(item.days_late)
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
    if rows == 0 { Err(Error::Conflict) } else { Ok(()) }
}

/// Those that may still be named and were, for due days up to `until`.
async fn named(tx: &mut Tx, plan: &PlanId, until: Timestamp) -> Result<HashSet<Named>> {
    let rows: Vec<Named> =
        on!(tx, |conn| sqlx::query_as(NAMED).bind(plan).bind(until).fetch_all(conn).await)?;
    Ok(rows.into_iter().collect())
}

/// Units with a notice of that day.
async fn of_day(tx: &mut Tx, plan: &PlanId, day: Date) -> Result<HashSet<UnitId>> {
    let year = i64::from(day.year());
    let rows: Vec<UnitId> =
        on!(tx, |conn| sqlx::query_scalar(OF_DAY).bind(plan).bind(year).bind(day).fetch_all(conn).await)?;
    Ok(rows.into_iter().collect())
}

pub async fn get(tx: &mut Tx, plan: &PlanId, number: Number) -> Result<Option<Notice>> {
    let Number { year, number: count } = number;
    let row: Option<Row> =
        on!(tx, |conn| sqlx::query_as(GET).bind(plan).bind(year).bind(count).fetch_optional(conn).await)?;
    let Some(row) = row else { return Ok(None) };
    let items =
        on!(tx, |conn| sqlx::query_as(ITEMS).bind(plan).bind(year).bind(count).fetch_all(conn).await)?;
    Ok(Some(Notice {
        number: row.number,
        unit_id: row.unit_id,
        unit_name: row.unit_name,
        plan_title: row.plan_title,
        day: row.day,
        issued_at: row.issued_at,
        issuer: row.issuer,
        copy_to: row.copy_to.lines().map(str::to_owned).collect(),
        addressed: row.addressed,
        items,
    }))
}

/// The document's bytes as they were sent.
pub async fn document(tx: &mut Tx, plan: &PlanId, number: Number) -> Result<Option<Vec<u8>>> {
    let Number { year, number } = number;
    Ok(on!(tx, |conn| sqlx::query_scalar(DOCUMENT)
        .bind(plan)
        .bind(year)
        .bind(number)
        .fetch_optional(conn)
        .await)?)
}

/// Earliest first.
pub async fn of_obligation(tx: &mut Tx, plan: &PlanId, id: &ObligationId) -> Result<Vec<Naming>> {
    Ok(on!(tx, |conn| sqlx::query_as(OF_OBLIGATION).bind(plan).bind(id).fetch_all(conn).await)?)
}

/// A year's notices to one unit, or to all; latest first.
pub async fn list(
    tx: &mut Tx,
    plan: &PlanId,
    year: i64,
    unit: Option<&UnitId>,
    slice: Slice,
) -> Result<Vec<Listed>> {
    Ok(on!(tx, |conn| sqlx::query_as(LIST)
        .bind(plan)
        .bind(year)
        .bind(unit)
        .bind(slice.limit)
        .bind(slice.offset)
        .fetch_all(conn)
        .await)?)
}

/// Years with notices to one unit, or to all, and how many; latest first.
pub async fn years(tx: &mut Tx, plan: &PlanId, unit: Option<&UnitId>) -> Result<Vec<(i64, i64)>> {
    Ok(on!(tx, |conn| sqlx::query_as(YEARS).bind(plan).bind(unit).fetch_all(conn).await)?)
}
