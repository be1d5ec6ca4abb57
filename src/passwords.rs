//! Passwords (口令) and one-time links. Argon2id with the defaults of RFC 9106's second recommendation as
//! the `argon2` crate sets them; hashing runs off the async threads, since it takes tens of milliseconds.

use argon2::Argon2;
use password_hash::PasswordHasher;
use time::Duration;

use crate::domain::timestamp::Timestamp;
use crate::store::users::{self, User};
use crate::store::{self, Tx};

/// A one-time link is good for so long.
pub const LINK_DAYS: i64 = 7;
pub const MIN_LENGTH: usize = 10;
pub const MAX_LENGTH: usize = 200;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("password hashing: {0}")]
    Hash(String),
}

/// Hashes a password for the database.
pub async fn hash(password: String) -> Result<String, Error> {
    let work = move || {
        let hashed = Argon2::default().hash_password(password.as_bytes());
        hashed.map(|hash| hash.to_string()).map_err(|error| error.to_string())
    };
    let done = tokio::task::spawn_blocking(work).await.map_err(|error| Error::Hash(error.to_string()))?;
    done.map_err(Error::Hash)
}

/// 256 random bits, for cookies and links.
pub fn new_token() -> String {
    hex::encode(rand::random::<[u8; 32]>())
}

/// Makes a one-time link for this person and gives its path; earlier ones end.
pub async fn new_link(tx: &mut Tx, user: &User, now: Timestamp) -> store::Result<String> {
    let token = new_token();
    let expires = now.plus(Duration::days(LINK_DAYS));
    users::insert_link(tx, user, &token_hash(&token), now, expires).await?;
    Ok(format!("/links/{token}"))
}

/// What the database knows of a token.
pub fn token_hash(token: &str) -> String {
    use sha2::{Digest, Sha256};
    hex::encode(Sha256::digest(token.as_bytes()))
}
