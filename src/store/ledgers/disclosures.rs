//! Who saw personal data in full (查看记录); only ever added to.

use sqlx::FromRow;

use crate::domain::ids::{FormId, PlanId, UserId};
use crate::domain::timestamp::Timestamp;
use crate::store::obligations::Slice;
use crate::store::{Result, Tx, on, statements};

statements! {
    INSERT = "INSERT INTO disclosures (plan_id, id, user_id, address, what, form_id, asked, rows_shown, reason, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    LIST = "SELECT d.id, u.name AS user_name, u.unit_id, d.address, d.what, d.form_id, d.asked, d.rows_shown, d.reason, d.at
        FROM disclosures d JOIN users u ON u.plan_id = d.plan_id AND u.id = d.user_id
        WHERE d.plan_id = $1 ORDER BY d.at DESC, d.id LIMIT $2 OFFSET $3";
}

/// What somebody is about to see.
#[derive(Debug)]
pub struct New<'a> {
    /// Unlike any other.
    pub id: &'a str,
    pub user: &'a UserId,
    /// Where the person sits: an IP address.
    pub address: &'a str,
    /// `page`, `row`, `xlsx` or `csv`
    pub what: &'a str,
    pub form: &'a FormId,
    /// The query of the page, or where the row stands.
    pub asked: &'a str,
    pub rows: i64,
    /// 用途
    pub reason: &'a str,
    pub at: Timestamp,
}

/// What somebody saw.
#[derive(Debug, Clone, FromRow)]
pub struct Disclosed {
    pub id: String,
    pub user_name: String,
    pub unit_id: Option<crate::domain::ids::UnitId>,
    pub address: String,
    pub what: String,
    pub form_id: FormId,
    pub asked: String,
    pub rows_shown: i64,
    pub reason: String,
    pub at: Timestamp,
}

pub async fn insert(tx: &mut Tx, plan: &PlanId, new: &New<'_>) -> Result<()> {
    on!(tx, |conn| sqlx::query(INSERT)
        .bind(plan)
        .bind(new.id)
        .bind(new.user)
        .bind(new.address)
        .bind(new.what)
        .bind(new.form)
        .bind(new.asked)
        .bind(new.rows)
        .bind(new.reason)
        .bind(new.at)
        .execute(conn)
        .await
        .map(drop))?;
    Ok(())
}

/// Latest first.
pub async fn list(tx: &mut Tx, plan: &PlanId, slice: Slice) -> Result<Vec<Disclosed>> {
    Ok(on!(tx, |conn| sqlx::query_as(LIST)
        .bind(plan)
        .bind(slice.limit)
        .bind(slice.offset)
        .fetch_all(conn)
        .await)?)
}
