//! Accounts (账号), and the one-time links by which people set their own passwords.

use std::collections::HashSet;

use sqlx::FromRow;

use super::{Result, Tx, changes, on, statements};
use crate::domain::access::{Person, Role};
use crate::domain::ids::{PlanId, UnitId, UserId};
use crate::domain::reminder::Recipient;
use crate::domain::timestamp::Timestamp;

macro_rules! columns {
    () => {
        "plan_id, id, login, name, email, phone, role, unit_id, password_hash, created_at, disabled_at, start_done_at"
    };
}

statements! {
    INSERT = "INSERT INTO users (plan_id, id, login, name, email, phone, role, unit_id, password_hash, created_at, start_done_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (login) DO NOTHING";
    GET = "SELECT ", columns!(), " FROM users WHERE plan_id = $1 AND id = $2";
    /// Sign-in: the one place that does not know the plan yet.
    BY_LOGIN = "SELECT ", columns!(), " FROM users WHERE login = $1";
    ALL_USERS = "SELECT ", columns!(), " FROM users WHERE plan_id = $1 ORDER BY role, unit_id, login";
    LIAISONS = "SELECT ", columns!(), " FROM users
        WHERE plan_id = $1 AND unit_id = $2 AND role = 'liaison' AND disabled_at IS NULL ORDER BY login";
    RECIPIENTS = "SELECT id, role, unit_id FROM users WHERE plan_id = $1 AND disabled_at IS NULL AND email <> ''";
    COUNT_ADMINS = "SELECT COUNT(*) FROM users WHERE plan_id = $1 AND role = 'admin' AND disabled_at IS NULL AND password_hash IS NOT NULL";
    UPDATE = "UPDATE users SET name = $3, email = $4 WHERE plan_id = $1 AND id = $2";
    SET_PHONE = "UPDATE users SET phone = $3 WHERE plan_id = $1 AND id = $2";
    LOGINS = "SELECT login FROM users";
    FINISH_START = "UPDATE users SET start_done_at = $3 WHERE plan_id = $1 AND id = $2 AND start_done_at IS NULL";
    DISABLE = "UPDATE users SET disabled_at = $3 WHERE plan_id = $1 AND id = $2 AND disabled_at IS NULL";
    ENABLE = "UPDATE users SET disabled_at = NULL WHERE plan_id = $1 AND id = $2";
    SET_PASSWORD = "UPDATE users SET password_hash = $3 WHERE plan_id = $1 AND id = $2";
    INSERT_LINK = "INSERT INTO password_links (token_hash, plan_id, user_id, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)";
    END_LINKS = "UPDATE password_links SET used_at = $3 WHERE plan_id = $1 AND user_id = $2 AND used_at IS NULL";
    BY_LINK = "SELECT u.plan_id, u.id, u.login, u.name, u.email, u.phone, u.role, u.unit_id, u.password_hash, u.created_at, u.disabled_at, u.start_done_at
        FROM password_links l JOIN users u ON u.plan_id = l.plan_id AND u.id = l.user_id
        WHERE l.token_hash = $1 AND l.used_at IS NULL AND l.expires_at > $2 AND u.disabled_at IS NULL";
    USE_LINK = "UPDATE password_links SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2";
}

#[derive(Clone, FromRow)]
pub struct User {
    pub plan_id: PlanId,
    pub id: UserId,
    pub login: String,
    pub name: String,
    pub email: Option<String>,
    /// 手机或电话
    pub phone: Option<String>,
    pub role: Role,
    pub unit_id: Option<UnitId>,
    /// `None` until the person has set one.
    pub password_hash: Option<String>,
    pub created_at: Timestamp,
    pub disabled_at: Option<Timestamp>,
    /// When the guided start was finished or put away.
    pub start_done_at: Option<Timestamp>,
}

impl User {
    /// Where letters go.
    pub fn address(&self) -> Option<&str> {
        self.email.as_deref().filter(|email| !email.is_empty())
    }

    /// As reminders see whoever can be written to; `None` without an address.
    pub fn recipient(&self) -> Option<Recipient> {
        self.address()?;
        Some(Recipient { user: self.id.clone(), role: self.role, unit: self.unit_id.clone() })
    }
}

/// A recipient's account and address.
pub fn addressed<'a>(users: &'a [User], recipient: &Recipient) -> Option<(&'a User, &'a str)> {
    let user = users.iter().find(|user| user.id == recipient.user)?;
    Some((user, user.address()?))
}

impl std::fmt::Debug for User {
    /// Without hash and address: this lands in logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("User").field("id", &self.id).field("role", &self.role).finish_non_exhaustive()
    }
}

impl User {
    pub fn person(&self) -> Person {
        Person { id: self.id.clone(), role: self.role, unit: self.unit_id.clone() }
    }
}

/// `false` if the login name is taken.
pub async fn insert(tx: &mut Tx, user: &User) -> Result<bool> {
    let rows = on!(tx, |conn| sqlx::query(INSERT)
        .bind(&user.plan_id)
        .bind(&user.id)
        .bind(&user.login)
        .bind(&user.name)
        .bind(&user.email)
        .bind(&user.phone)
        .bind(user.role)
        .bind(&user.unit_id)
        .bind(&user.password_hash)
        .bind(user.created_at)
        .bind(user.start_done_at)
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
    if rows == 1 {
        changes::begin(tx, user).await?;
    }
    Ok(rows == 1)
}

pub async fn get(tx: &mut Tx, plan: &PlanId, id: &UserId) -> Result<Option<User>> {
    Ok(on!(tx, |conn| sqlx::query_as(GET).bind(plan).bind(id).fetch_optional(conn).await)?)
}

pub async fn by_login(tx: &mut Tx, login: &str) -> Result<Option<User>> {
    Ok(on!(tx, |conn| sqlx::query_as(BY_LOGIN).bind(login).fetch_optional(conn).await)?)
}

pub async fn all(tx: &mut Tx, plan: &PlanId) -> Result<Vec<User>> {
    Ok(on!(tx, |conn| sqlx::query_as(ALL_USERS).bind(plan).fetch_all(conn).await)?)
}

/// A unit's liaisons (联络员) whose accounts are open.
pub async fn liaisons(tx: &mut Tx, plan: &PlanId, unit: &UnitId) -> Result<Vec<User>> {
    Ok(on!(tx, |conn| sqlx::query_as(LIAISONS).bind(plan).bind(unit).fetch_all(conn).await)?)
}

#[derive(FromRow)]
struct RecipientRow {
    id: UserId,
    role: Role,
    unit_id: Option<UnitId>,
}

/// Whoever can be written to: enabled accounts with an e-mail address.
pub async fn recipients(tx: &mut Tx, plan: &PlanId) -> Result<Vec<Recipient>> {
    let rows: Vec<RecipientRow> =
        on!(tx, |conn| sqlx::query_as(RECIPIENTS).bind(plan).fetch_all(conn).await)?;
    Ok(rows.into_iter().map(|row| Recipient { user: row.id, role: row.role, unit: row.unit_id }).collect())
}

/// Administrators who can sign in.
pub async fn count_admins(tx: &mut Tx, plan: &PlanId) -> Result<i64> {
    Ok(on!(tx, |conn| sqlx::query_scalar(COUNT_ADMINS).bind(plan).fetch_one(conn).await)?)
}

/// Every login there is, of all plans: each is there once.
pub async fn logins(tx: &mut Tx) -> Result<HashSet<String>> {
    let all: Vec<String> = on!(tx, |conn| sqlx::query_scalar(LOGINS).fetch_all(conn).await)?;
    Ok(all.into_iter().collect())
}

/// The guided start is shown no more.
pub async fn finish_start(tx: &mut Tx, plan: &PlanId, id: &UserId, now: Timestamp) -> Result<()> {
    on!(tx, |conn| sqlx::query(FINISH_START).bind(plan).bind(id).bind(now).execute(conn).await.map(drop))?;
    Ok(())
}

pub async fn set_phone(tx: &mut Tx, plan: &PlanId, id: &UserId, phone: Option<&str>) -> Result<()> {
    on!(tx, |conn| sqlx::query(SET_PHONE).bind(plan).bind(id).bind(phone).execute(conn).await.map(drop))?;
    Ok(())
}

pub async fn update(tx: &mut Tx, plan: &PlanId, id: &UserId, name: &str, email: Option<&str>) -> Result<()> {
    on!(tx, |conn| sqlx::query(UPDATE)
        .bind(plan)
        .bind(id)
        .bind(name)
        .bind(email)
        .execute(conn)
        .await
        .map(drop))?;
    Ok(())
}

pub async fn disable(tx: &mut Tx, plan: &PlanId, id: &UserId, now: Timestamp) -> Result<()> {
    on!(tx, |conn| sqlx::query(DISABLE).bind(plan).bind(id).bind(now).execute(conn).await.map(drop))?;
    Ok(())
}

pub async fn enable(tx: &mut Tx, plan: &PlanId, id: &UserId) -> Result<()> {
    on!(tx, |conn| sqlx::query(ENABLE).bind(plan).bind(id).execute(conn).await.map(drop))?;
    Ok(())
}

pub async fn set_password(tx: &mut Tx, plan: &PlanId, id: &UserId, hash: &str) -> Result<()> {
    on!(tx, |conn| sqlx::query(SET_PASSWORD).bind(plan).bind(id).bind(hash).execute(conn).await.map(drop))?;
    Ok(())
}

/// Makes a link good until `expires_at`; earlier links of the same person end.
pub async fn insert_link(
    tx: &mut Tx,
    user: &User,
    token_hash: &str,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<()> {
    end_links(tx, &user.plan_id, &user.id, now).await?;
    on!(tx, |conn| sqlx::query(INSERT_LINK)
        .bind(token_hash)
        .bind(&user.plan_id)
        .bind(&user.id)
        .bind(now)
        .bind(expires_at)
        .execute(conn)
        .await
        .map(drop))?;
    Ok(())
}

/// No link of this person is good any more.
pub async fn end_links(tx: &mut Tx, plan: &PlanId, id: &UserId, now: Timestamp) -> Result<()> {
    on!(tx, |conn| sqlx::query(END_LINKS).bind(plan).bind(id).bind(now).execute(conn).await.map(drop))?;
    Ok(())
}

/// Whose link this is, if it is still good.
pub async fn by_link(tx: &mut Tx, token_hash: &str, now: Timestamp) -> Result<Option<User>> {
    Ok(on!(tx, |conn| sqlx::query_as(BY_LINK).bind(token_hash).bind(now).fetch_optional(conn).await)?)
}

/// `false` if somebody used it first.
pub async fn use_link(tx: &mut Tx, token_hash: &str, now: Timestamp) -> Result<bool> {
    let rows = on!(tx, |conn| sqlx::query(USE_LINK)
        .bind(token_hash)
        .bind(now)
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}
