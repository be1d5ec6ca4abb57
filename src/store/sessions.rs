//! Who is signed in (会话), and failed attempts to be.

use super::users::User;
use super::{Result, Tx, on, statements};
use crate::domain::ids::{PlanId, UserId};
use crate::domain::timestamp::Timestamp;

statements! {
    INSERT = "INSERT INTO sessions (token_hash, plan_id, user_id, address, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)";
    USER = "SELECT u.plan_id, u.id, u.login, u.name, u.email, u.phone, u.role, u.unit_id, u.password_hash, u.created_at, u.disabled_at, u.start_done_at
        FROM sessions s JOIN users u ON u.plan_id = s.plan_id AND u.id = s.user_id
        WHERE s.token_hash = $1 AND s.expires_at > $2 AND u.disabled_at IS NULL";
    END = "DELETE FROM sessions WHERE token_hash = $1";
    END_ALL = "DELETE FROM sessions WHERE plan_id = $1 AND user_id = $2";
    SWEEP = "DELETE FROM sessions WHERE expires_at <= $1";
    FAIL = "INSERT INTO sign_in_failures (id, login, address, at) VALUES ($1, $2, $3, $4)";
    FAILURES_OF_LOGIN = "SELECT COUNT(*) FROM sign_in_failures WHERE login = $1 AND at > $2";
    FAILURES_OF_ADDRESS = "SELECT COUNT(*) FROM sign_in_failures WHERE address = $1 AND at > $2";
    FORGIVE = "DELETE FROM sign_in_failures WHERE login = $1";
    SWEEP_FAILURES = "DELETE FROM sign_in_failures WHERE at <= $1";
}

pub async fn insert(
    tx: &mut Tx,
    user: &User,
    token_hash: &str,
    address: &str,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<()> {
    on!(tx, |conn| sqlx::query(INSERT)
        .bind(token_hash)
        .bind(&user.plan_id)
        .bind(&user.id)
        .bind(address)
        .bind(now)
        .bind(expires_at)
        .execute(conn)
        .await
        .map(drop))?;
    Ok(())
}

/// The session's person, unless it has ended or the account is disabled.
pub async fn user(tx: &mut Tx, token_hash: &str, now: Timestamp) -> Result<Option<User>> {
    Ok(on!(tx, |conn| sqlx::query_as(USER).bind(token_hash).bind(now).fetch_optional(conn).await)?)
}

pub async fn end(tx: &mut Tx, token_hash: &str) -> Result<()> {
    on!(tx, |conn| sqlx::query(END).bind(token_hash).execute(conn).await.map(drop))?;
    Ok(())
}

/// Signs a person out everywhere: after a new password, or when disabled.
pub async fn end_all(tx: &mut Tx, plan: &PlanId, user: &UserId) -> Result<()> {
    on!(tx, |conn| sqlx::query(END_ALL).bind(plan).bind(user).execute(conn).await.map(drop))?;
    Ok(())
}

/// Removes what has expired.
pub async fn sweep(tx: &mut Tx, now: Timestamp, failures_before: Timestamp) -> Result<()> {
    on!(tx, |conn| sqlx::query(SWEEP).bind(now).execute(conn).await.map(drop))?;
    on!(tx, |conn| sqlx::query(SWEEP_FAILURES).bind(failures_before).execute(conn).await.map(drop))?;
    Ok(())
}

pub async fn fail(tx: &mut Tx, id: &str, login: &str, address: &str, now: Timestamp) -> Result<()> {
    on!(tx, |conn| sqlx::query(FAIL)
        .bind(id)
        .bind(login)
        .bind(address)
        .bind(now)
        .execute(conn)
        .await
        .map(drop))?;
    Ok(())
}

/// How often sign-in has failed since then: with this name, and from this address.
pub async fn failures(tx: &mut Tx, login: &str, address: &str, since: Timestamp) -> Result<(i64, i64)> {
    let of_login =
        on!(tx, |conn| sqlx::query_scalar(FAILURES_OF_LOGIN).bind(login).bind(since).fetch_one(conn).await)?;
    let of_address = on!(tx, |conn| sqlx::query_scalar(FAILURES_OF_ADDRESS)
        .bind(address)
        .bind(since)
        .fetch_one(conn)
        .await)?;
    Ok((of_login, of_address))
}

pub async fn forgive(tx: &mut Tx, login: &str) -> Result<()> {
    on!(tx, |conn| sqlx::query(FORGIVE).bind(login).execute(conn).await.map(drop))?;
    Ok(())
}
