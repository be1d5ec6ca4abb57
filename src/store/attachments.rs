//! Files that go with messages (附件), stored with the message and read when it leaves.

use sqlx::FromRow;

use super::{Result, Tx, on, statements};
use crate::domain::attachment::Attachment;
use crate::domain::ids::PlanId;

statements! {
    ATTACH = "INSERT INTO attachments (plan_id, message_id, position, name, media_type, bytes) VALUES ($1, $2, $3, $4, $5, $6)";
    OF_MESSAGE = "SELECT name, media_type, bytes FROM attachments WHERE plan_id = $1 AND message_id = $2 ORDER BY position";
    NAMES = "SELECT name, media_type, CAST(LENGTH(bytes) AS BIGINT) AS size FROM attachments
        WHERE plan_id = $1 AND message_id = $2 ORDER BY position";
}

/// An attachment without its bytes.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Listed {
    pub name: String,
    pub media_type: String,
    /// In bytes.
    pub size: i64,
}

pub(super) async fn attach(
    tx: &mut Tx,
    plan: &PlanId,
    message_id: &str,
    attachments: &[Attachment],
) -> Result<()> {
    for (position, file) in (0_i64..).zip(attachments) {
        on!(tx, |conn| sqlx::query(ATTACH)
            .bind(plan)
            .bind(message_id)
            .bind(position)
            .bind(&file.name)
            .bind(&file.media_type)
            .bind(&file.bytes)
            .execute(conn)
            .await
            .map(drop))?;
    }
    Ok(())
}

/// In their order.
pub async fn of_message(tx: &mut Tx, plan: &PlanId, message_id: &str) -> Result<Vec<Attachment>> {
    Ok(on!(tx, |conn| sqlx::query_as(OF_MESSAGE).bind(plan).bind(message_id).fetch_all(conn).await)?)
}

/// What goes with a message, to be named.
pub async fn names(tx: &mut Tx, plan: &PlanId, message_id: &str) -> Result<Vec<Listed>> {
    Ok(on!(tx, |conn| sqlx::query_as(NAMES).bind(plan).bind(message_id).fetch_all(conn).await)?)
}
