//! Mail going out (邮件). All of lettre is here.

use std::sync::{Arc, Mutex, PoisonError};

use crate::channel::Channel;
use crate::config::Config;
use crate::domain::attachment::Attachment;
use crate::domain::timestamp::Timestamp;

mod connection;
mod dkim;
mod files;
mod letter;
pub mod messages;
mod smtp;

pub use files::Files;
pub use smtp::Smtp;

/// One letter to one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The same at every try: becomes the Message-ID. Made of letters, digits and `.-_~`.
    pub id: String,
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// In this order
    pub attachments: Vec<Attachment>,
    /// When it was written, which may be before it is sent.
    pub at: Timestamp,
}

/// Why a letter was not taken: a 4xx reply, or a connection that broke over it, is worth another try; a 5xx reply or
/// an address that is none is not.
pub use crate::channel::Failure as Error;

/// Why mail cannot be set up; stops the start.
#[derive(Debug, thiserror::Error)]
pub enum BadSetup {
    #[error("settings: smtp.from: `{0}` is no sender; write for example `督办系统 <duban@example.gov.cn>`")]
    From(String),
    #[error("settings: smtp.ca_file: {path}: {problem}; name a PEM file that can be read")]
    CaFile { path: String, problem: String },
    #[error(
        "settings: smtp.dkim: {path}: {problem}；请指定以`BEGIN RSA PRIVATE KEY`开头的PEM密钥文件 / name a PEM file that begins with `BEGIN RSA PRIVATE KEY`, as `openssl genrsa -traditional 2048` writes it"
    )]
    Dkim { path: String, problem: String },
    #[error("settings: smtp.host: {0}")]
    Tls(String),
}

/// How letters leave.
#[derive(Debug, Clone)]
pub enum Mailer {
    /// To a mail server.
    Smtp(Smtp),
    /// Written to a folder, where no server is set up.
    Files(Files),
    /// Kept in memory, for tests.
    Memory(Arc<Mutex<Vec<Letter>>>),
}

impl Mailer {
    /// To the server in the settings, or without one to files in `data_dir/mail`. Does not connect yet.
    pub fn from_config(config: &Config) -> Result<Self, BadSetup> {
        Ok(match &config.smtp {
            Some(settings) => Self::Smtp(Smtp::new(settings)?),
            None => Self::Files(Files::new(config.data_dir.join("mail"), &config.public_url)),
        })
    }

    pub fn memory() -> Self {
        Self::Memory(Arc::default())
    }

    /// Sends one letter; gives the server's reply, within seven times [`crate::config::Smtp::timeout_s`].
    pub async fn send(&self, letter: &Letter) -> Result<String, Error> {
        match self {
            Self::Smtp(smtp) => smtp.send(letter).await,
            Self::Files(files) => files.write(letter).await,
            Self::Memory(letters) => {
                letters.lock().unwrap_or_else(PoisonError::into_inner).push(letter.clone());
                Ok("250 kept in memory".to_owned())
            }
        }
    }

    /// Closes the connection that is kept between letters: there is none to send for now.
    pub async fn rest(&self) {
        if let Self::Smtp(smtp) = self {
            smtp.hang_up().await;
        }
    }
}

impl Channel for Mailer {
    type Parcel = Letter;

    async fn deliver(&self, letter: &Letter) -> Result<String, Error> {
        self.send(letter).await
    }

    async fn rest(&self) {
        Self::rest(self).await;
    }
}

/// Whether a text is one e-mail address, such as `li@example.gov.cn`, without a name beside it.
pub fn is_address(text: &str) -> bool {
    text.parse::<lettre::Address>().is_ok()
}
