//! Passwords (口令) and one-time links. Argon2id with the defaults of RFC 9106's second recommendation as
//! the `argon2` crate sets them; hashing runs off the async threads, since it takes tens of milliseconds.

use argon2::Argon2;
use password_hash::phc::PasswordHash;
use password_hash::{PasswordHasher, PasswordVerifier};
use time::Duration;
use tokio::sync::{OnceCell, Semaphore};

use crate::domain::access::Role;
use crate::domain::ids::{PlanId, UserId};
use crate::domain::timestamp::Timestamp;
use crate::store::users::{self, User};
use crate::store::{self, Db, Tx, events};
use crate::words::{self, Lang};

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
    off_the_async_threads(work).await?.map_err(Error::Hash)
}

/// Whether the password is the one behind the hash. Without a hash it is none, and takes as long to say so.
pub async fn verify(hash: Option<String>, password: String) -> Result<bool, Error> {
    static DUMMY: OnceCell<String> = OnceCell::const_new();
    let known = hash.is_some();
    let hash = match hash {
        Some(hash) => hash,
        None => DUMMY.get_or_try_init(async || self::hash(new_token()).await).await?.clone(),
    };
    let check = move || {
        let parsed = PasswordHash::new(&hash).ok()?;
        Argon2::default().verify_password(password.as_bytes(), &parsed).ok()
    };
    Ok(off_the_async_threads(check).await?.is_some() && known)
}

/// Each hash takes 19 MiB while it is made: a crowd at sign-in waits in line rather than fill the memory.
async fn off_the_async_threads<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Error> {
    static AT_ONCE: Semaphore = Semaphore::const_new(4);
    let _place = AT_ONCE.acquire().await.map_err(|error| Error::Hash(error.to_string()))?;
    tokio::task::spawn_blocking(work).await.map_err(|error| Error::Hash(error.to_string()))
}

/// 256 random bits, for cookies and links.
pub fn new_token() -> String {
    hex::encode(rand::random::<[u8; 32]>())
}

/// A one-time link (一次性链接) to set a password. Whoever has it is that person, so it is shown once; the
/// database keeps only its hash.
pub struct Link {
    /// To be put behind `public_url`.
    pub path: String,
    pub expires_at: Timestamp,
}

/// Makes a one-time link for this person; earlier ones end.
pub async fn new_link(tx: &mut Tx, user: &User, now: Timestamp) -> store::Result<Link> {
    let token = new_token();
    let expires_at = now.plus(Duration::days(LINK_DAYS));
    users::insert_link(tx, user, &token_hash(&token), now, expires_at).await?;
    Ok(Link { path: format!("/links/{token}"), expires_at })
}

/// Where no administrator (系统管理员) of the plan can sign in, a link by which one can; the account is made
/// if there is none. A new link at every start, and the earlier one ends, until somebody has used one.
pub async fn first_admin_link(db: &Db, plan: &PlanId, now: Timestamp) -> store::Result<Option<Link>> {
    let mut tx = db.write(plan).await?;
    if users::count_admins(&mut tx, plan).await? > 0 {
        return Ok(None);
    }
    let user = first_admin(&mut tx, plan, now).await?;
    let link = new_link(&mut tx, &user, now).await?;
    events::append(&mut tx, plan, &events::New::of_system("link_made", &user.login, now)).await?;
    tx.commit().await?;
    Ok(Some(link))
}

/// The administrator who has not set a password yet, or a new one: `admin`, or `admin-2` and so on where
/// another plan in this database has that name.
async fn first_admin(tx: &mut Tx, plan: &PlanId, now: Timestamp) -> store::Result<User> {
    let waiting = |user: &User| user.role == Role::Admin && user.disabled_at.is_none();
    if let Some(user) = users::all(tx, plan).await?.into_iter().find(waiting) {
        return Ok(user);
    }
    let mut user = User {
        plan_id: plan.clone(),
        id: UserId::of_number(rand::random()),
        login: "admin".to_owned(),
        name: words::role(Lang::Zh, Role::Admin),
        email: None,
        phone: None,
        role: Role::Admin,
        unit_id: None,
        password_hash: None,
        created_at: now,
        disabled_at: None,
        start_done_at: None,
    };
    let mut number = 1;
    while !users::insert(tx, &user).await? {
        number += 1;
        user.login = format!("admin-{number}");
    }
    events::append(tx, plan, &events::New::of_system("account_created", &user.login, now)).await?;
    Ok(user)
}

/// What the database knows of a token.
pub fn token_hash(token: &str) -> String {
    use sha2::{Digest, Sha256};
    hex::encode(Sha256::digest(token.as_bytes()))
}
