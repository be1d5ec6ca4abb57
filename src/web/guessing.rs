//! Guessing passwords is made slow. Tries are counted in the database, by name and by address, so that this
//! holds on every replica. Each counts from before its password is looked at, under the write lock, so that
//! many at once are no way around it; signing in takes the name's tries back.

use time::Duration;

use super::error::{Error, Result};
use crate::app::App;
use crate::domain::timestamp::Timestamp;
use crate::store::sessions;

/// Tries within [`WINDOW`] after which no more are taken.
const MAX_OF_LOGIN: i64 = 5;
/// An office often has one address for everyone.
const MAX_OF_ADDRESS: i64 = 50;
const WINDOW: Duration = Duration::minutes(15);
/// Longer than any login, in characters.
const MAX_LOGIN: usize = 100;

/// Counts a try; 429 when there were too many.
pub async fn count(app: &App, login: &str, address: &str, now: Timestamp) -> Result<()> {
    let login: String = login.chars().take(MAX_LOGIN).collect();
    let mut tx = app.db.write(&app.plan.id).await?;
    let (of_login, of_address) = sessions::failures(&mut tx, &login, address, now.minus(WINDOW)).await?;
    if of_login >= MAX_OF_LOGIN || of_address >= MAX_OF_ADDRESS {
        return Err(Error::TooManyAttempts);
    }
    let id = format!("{:032x}", rand::random::<u128>());
    sessions::fail(&mut tx, &id, &login, address, now).await?;
    Ok(tx.commit().await?)
}
