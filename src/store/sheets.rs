//! Sheets (明细表): report forms as people fill them in.
//!
//! # The order of steps
//!
//! 1. A sheet begins as `reading`, with the file it is read from. 2. Its rows come in batches, each in a transaction of
//!    its own; nobody sees them yet. 3. When all are there it becomes the person's draft in the place of the one before,
//!    in one transaction. 4. A submission names it, and from then on it is only corrected.
//!
//! Whoever reads a file says so by touching its sheet. One that nobody has touched for a while was being read when the
//! program stopped, and whoever claims it begins again.

pub mod rows;
pub mod sent;

use serde_json::Value;
use sha2::{Digest, Sha256};
use sqlx::FromRow;
use sqlx::types::Json;

use super::{Result, Tx, on, statements};
use crate::domain::forms::Form;
use crate::domain::ids::{FormId, ObligationId, PlanId, SheetId, UserId};
use crate::domain::timestamp::Timestamp;

macro_rules! columns {
    () => {
        "id, obligation_id, form_id, user_id, state, source, file_sha256, file_name, notes, rows_read, rows_faulty, begun_at, touched_at, checked_with"
    };
}

statements! {
    BEGIN = "INSERT INTO sheets (plan_id, ", columns!(), ")
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, 0, $11, $11, NULL)";
    GET = "SELECT ", columns!(), " FROM sheets WHERE plan_id = $1 AND id = $2";
    IN_HAND = "SELECT ", columns!(), " FROM sheets
        WHERE plan_id = $1 AND obligation_id = $2 AND user_id = $3 AND state <> 'sent' ORDER BY form_id, begun_at, id";
    OTHERS = "SELECT id FROM sheets
        WHERE plan_id = $1 AND obligation_id = $2 AND form_id = $3 AND user_id = $4 AND state <> 'sent' AND id <> $5";
    FORGET_ROWS = "DELETE FROM sheet_rows WHERE plan_id = $1 AND sheet_id = $2";
    FORGET = "DELETE FROM sheets WHERE plan_id = $1 AND id = $2 AND state <> 'sent'";
    /// Only as far as whoever says so has come: a reading that was taken over is at another place.
    PROGRESS = "UPDATE sheets SET rows_read = $3, rows_faulty = $4, touched_at = $5
        WHERE plan_id = $1 AND id = $2 AND state = 'reading' AND rows_read = $6";
    END = "UPDATE sheets SET state = $3, notes = $4, touched_at = $5
        WHERE plan_id = $1 AND id = $2 AND state = 'reading' AND rows_read = $6";
    COUNT = "UPDATE sheets SET touched_at = $3,
            rows_read = (SELECT COUNT(*) FROM sheet_rows r WHERE r.plan_id = $1 AND r.sheet_id = $2),
            rows_faulty = (SELECT COUNT(*) FROM sheet_rows r WHERE r.plan_id = $1 AND r.sheet_id = $2 AND r.faults IS NOT NULL)
        WHERE plan_id = $1 AND id = $2 AND state = 'draft'";
    CHECKED = "UPDATE sheets SET checked_with = $3 WHERE plan_id = $1 AND id = $2 AND state = 'draft'";
    LEFT_ALONE = "SELECT id FROM sheets WHERE plan_id = $1 AND state = 'reading' AND touched_at < $2 ORDER BY touched_at, id";
    SWEEP_ROWS = "DELETE FROM sheet_rows WHERE plan_id = $1 AND sheet_id IN (SELECT s.id FROM sheets s
        JOIN obligations o ON o.plan_id = s.plan_id AND o.id = s.obligation_id AND o.state IN ('accepted', 'exempt', 'retired')
        WHERE s.plan_id = $1 AND s.state <> 'sent' AND s.touched_at < $2)";
    SWEEP = "DELETE FROM sheets WHERE plan_id = $1 AND state <> 'sent' AND touched_at < $2 AND EXISTS (
        SELECT 1 FROM obligations o WHERE o.plan_id = sheets.plan_id AND o.id = sheets.obligation_id
            AND o.state IN ('accepted', 'exempt', 'retired'))";
    CLAIM = "UPDATE sheets SET touched_at = $3, rows_read = 0, rows_faulty = 0
        WHERE plan_id = $1 AND id = $2 AND state = 'reading' AND touched_at < $4";
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum State {
    /// Its file is being read.
    Reading,
    /// Its file could not be read as this form; the notes say why.
    Refused,
    Draft,
    Sent,
}

/// Where the rows came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Source {
    File,
    Paste,
    Typed,
    /// The rows of the submission before.
    Copy,
    /// Other units' accepted rows.
    Merge,
}

#[derive(Debug, Clone, FromRow)]
pub struct Sheet {
    pub id: SheetId,
    pub obligation_id: ObligationId,
    pub form_id: FormId,
    pub user_id: UserId,
    pub state: State,
    pub source: Source,
    pub file_sha256: Option<String>,
    pub file_name: Option<String>,
    /// What the reading had to say, as whoever read it writes it.
    pub notes: Json<Value>,
    pub rows_read: i64,
    pub rows_faulty: i64,
    pub begun_at: Timestamp,
    pub touched_at: Timestamp,
    /// [`version_of`] the form by which all rows were checked.
    pub checked_with: Option<String>,
}

/// A sheet that is about to be.
#[derive(Debug, Clone)]
pub struct New<'a> {
    pub id: SheetId,
    pub obligation: &'a ObligationId,
    pub form: &'a FormId,
    pub user: &'a UserId,
    pub source: Source,
    /// The hash of the file it is read from, and its name.
    pub file: Option<(&'a str, &'a str)>,
}

/// Begins a sheet to be read. What the same person was having read for the same form is given up; the draft stays until the
/// new one is there.
pub async fn begin(tx: &mut Tx, plan: &PlanId, new: &New<'_>, at: Timestamp) -> Result<()> {
    for other in in_hand(tx, plan, new.obligation, new.user).await? {
        if other.form_id == *new.form && other.state != State::Draft {
            forget(tx, plan, &other.id).await?;
        }
    }
    on!(tx, |conn| sqlx::query(BEGIN)
        .bind(plan)
        .bind(&new.id)
        .bind(new.obligation)
        .bind(new.form)
        .bind(new.user)
        .bind(State::Reading)
        .bind(new.source)
        .bind(new.file.map(|(sha256, _)| sha256))
        .bind(new.file.map(|(_, name)| name))
        .bind(Json(Value::Null))
        .bind(at)
        .execute(conn)
        .await
        .map(drop))?;
    Ok(())
}

pub async fn get(tx: &mut Tx, plan: &PlanId, id: &SheetId) -> Result<Option<Sheet>> {
    Ok(on!(tx, |conn| sqlx::query_as(GET).bind(plan).bind(id).fetch_optional(conn).await)?)
}

/// What this person has begun for this obligation and not sent.
pub async fn in_hand(
    tx: &mut Tx,
    plan: &PlanId,
    obligation: &ObligationId,
    user: &UserId,
) -> Result<Vec<Sheet>> {
    Ok(on!(tx, |conn| sqlx::query_as(IN_HAND).bind(plan).bind(obligation).bind(user).fetch_all(conn).await)?)
}

/// Throws away a sheet that was not sent.
pub async fn forget(tx: &mut Tx, plan: &PlanId, id: &SheetId) -> Result<()> {
    on!(tx, |conn| sqlx::query(FORGET_ROWS).bind(plan).bind(id).execute(conn).await.map(drop))?;
    on!(tx, |conn| sqlx::query(FORGET).bind(plan).bind(id).execute(conn).await.map(drop))?;
    Ok(())
}

/// How far the reading has come from where it was; `false` where it was given up or taken over meanwhile.
pub async fn progress(
    tx: &mut Tx,
    plan: &PlanId,
    id: &SheetId,
    (before, read, faulty): (i64, i64, i64),
    at: Timestamp,
) -> Result<bool> {
    let rows = on!(tx, |conn| sqlx::query(PROGRESS)
        .bind(plan)
        .bind(id)
        .bind(read)
        .bind(faulty)
        .bind(at)
        .bind(before)
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// So many rows are there, and they are all: the sheet is the person's draft now, in the place of the one before. `false`
/// where the reading was given up or taken over meanwhile; nothing is touched then.
pub async fn finish(
    tx: &mut Tx,
    plan: &PlanId,
    sheet: &Sheet,
    read: i64,
    notes: &Value,
    at: Timestamp,
) -> Result<bool> {
    let still = get(tx, plan, &sheet.id).await?;
    if still.is_none_or(|still| still.state != State::Reading || still.rows_read != read) {
        return Ok(false);
    }
    let others: Vec<SheetId> = on!(tx, |conn| sqlx::query_scalar(OTHERS)
        .bind(plan)
        .bind(&sheet.obligation_id)
        .bind(&sheet.form_id)
        .bind(&sheet.user_id)
        .bind(&sheet.id)
        .fetch_all(conn)
        .await)?;
    for other in others {
        forget(tx, plan, &other).await?;
    }
    end(tx, plan, (&sheet.id, read), State::Draft, notes, at).await
}

/// The file is none of this form: nothing of it is kept but why.
pub async fn refuse(
    tx: &mut Tx,
    plan: &PlanId,
    (id, read): (&SheetId, i64),
    why: &Value,
    at: Timestamp,
) -> Result<bool> {
    let is_ended = end(tx, plan, (id, read), State::Refused, why, at).await?;
    if is_ended {
        on!(tx, |conn| sqlx::query(FORGET_ROWS).bind(plan).bind(id).execute(conn).await.map(drop))?;
    }
    Ok(is_ended)
}

async fn end(
    tx: &mut Tx,
    plan: &PlanId,
    (id, read): (&SheetId, i64),
    state: State,
    notes: &Value,
    at: Timestamp,
) -> Result<bool> {
    let rows = on!(tx, |conn| sqlx::query(END)
        .bind(plan)
        .bind(id)
        .bind(state)
        .bind(Json(notes))
        .bind(at)
        .bind(read)
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// Counts a draft's rows again, after some were altered.
pub async fn count(tx: &mut Tx, plan: &PlanId, id: &SheetId, at: Timestamp) -> Result<()> {
    on!(tx, |conn| sqlx::query(COUNT).bind(plan).bind(id).bind(at).execute(conn).await.map(drop))?;
    Ok(())
}

/// A hash of all that a form says: rows that were checked by another are checked again before they are sent.
pub fn version_of(form: &Form) -> String {
    hex::encode(Sha256::digest(format!("{form:?}")))
}

/// All rows of the draft were checked by this version of their form.
pub async fn checked(tx: &mut Tx, plan: &PlanId, id: &SheetId, version: Option<&str>) -> Result<()> {
    on!(tx, |conn| sqlx::query(CHECKED).bind(plan).bind(id).bind(version).execute(conn).await.map(drop))?;
    Ok(())
}

/// Sheets whose reading nobody has said anything of since then.
pub async fn left_alone(tx: &mut Tx, plan: &PlanId, since: Timestamp) -> Result<Vec<SheetId>> {
    Ok(on!(tx, |conn| sqlx::query_scalar(LEFT_ALONE).bind(plan).bind(since).fetch_all(conn).await)?)
}

/// Takes over such a sheet, to be read from its beginning; `false` where somebody else has.
pub async fn claim(
    tx: &mut Tx,
    plan: &PlanId,
    id: &SheetId,
    since: Timestamp,
    at: Timestamp,
) -> Result<bool> {
    let rows = on!(tx, |conn| sqlx::query(CLAIM)
        .bind(plan)
        .bind(id)
        .bind(at)
        .bind(since)
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
    if rows == 1 {
        on!(tx, |conn| sqlx::query(FORGET_ROWS).bind(plan).bind(id).execute(conn).await.map(drop))?;
    }
    Ok(rows == 1)
}

/// Removes drafts for what is over, and never one for what is still owed or under review.
pub async fn sweep(tx: &mut Tx, plan: &PlanId, before: Timestamp) -> Result<()> {
    on!(tx, |conn| sqlx::query(SWEEP_ROWS).bind(plan).bind(before).execute(conn).await.map(drop))?;
    on!(tx, |conn| sqlx::query(SWEEP).bind(plan).bind(before).execute(conn).await.map(drop))?;
    Ok(())
}
