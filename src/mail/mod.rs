//! Mail going out (邮件). All of lettre is here.

use std::sync::{Arc, Mutex, PoisonError};

use crate::domain::timestamp::Timestamp;

/// One letter to one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The same at every try: becomes the Message-ID.
    pub id: String,
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub at: Timestamp,
}

/// Why a letter was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Worth another try: no answer, or a 4xx reply.
    #[error("{0}")]
    Transient(String),
    /// Not worth one: a 5xx reply or an address that is none.
    #[error("{0}")]
    Permanent(String),
}

/// How letters leave.
#[derive(Debug, Clone)]
pub enum Mailer {
    /// Kept in memory, for tests.
    Memory(Arc<Mutex<Vec<Letter>>>),
}

impl Mailer {
    /// Sends one letter; gives the server's reply.
    pub async fn send(&self, letter: &Letter) -> Result<String, Error> {
        match self {
            Self::Memory(letters) => {
                letters.lock().unwrap_or_else(PoisonError::into_inner).push(letter.clone());
                Ok("250 kept in memory".to_owned())
            }
        }
    }
}
