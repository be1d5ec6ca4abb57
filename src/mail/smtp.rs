//! Letters to a mail server (邮件服务器).

use std::time::Duration;

use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::response::Category;
use lettre::transport::smtp::{self, PoolConfig};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};

use super::{BadSetup, Error, Letter, letter};
use crate::config::{self, Encryption};

/// For connecting, and for each command.
const COMMAND: Duration = Duration::from_secs(20);
/// For the whole letter: lettre's own limit does not cover a server that goes silent half-way.
const WHOLE: Duration = Duration::from_secs(60);
/// Letters leave in bursts; servers drop connections that idle for long, and the next letter would fail on it.
const IDLE: Duration = Duration::from_secs(5);

/// A mail server, and whom letters come from.
#[derive(Debug, Clone)]
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    sender: Mailbox,
}

impl Smtp {
    pub fn new(settings: &config::Smtp) -> Result<Self, BadSetup> {
        let sender = settings.from.parse().map_err(|_| BadSetup::From(settings.from.clone()))?;
        let tls = match settings.encryption {
            Encryption::Starttls => Tls::Required(tls(settings)?),
            Encryption::Tls => Tls::Wrapper(tls(settings)?),
            Encryption::None => Tls::None,
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&settings.host)
            .port(settings.port)
            .tls(tls)
            .timeout(Some(COMMAND))
            .pool_config(PoolConfig::new().max_size(1).idle_timeout(IDLE));
        if let (Some(user), Some(password)) = (&settings.username, &settings.password) {
            builder = builder.credentials(Credentials::new(user.clone(), password.expose().to_owned()));
        }
        Ok(Self { transport: builder.build(), sender })
    }

    pub(super) async fn send(&self, letter: &Letter) -> Result<String, Error> {
        let message = letter::compose(letter, &self.sender)?;
        let answer = tokio::time::timeout(WHOLE, self.transport.send(message)).await;
        let silent = |_| Error::Transient(format!("no answer within {} s", WHOLE.as_secs()));
        let response = answer.map_err(silent)?.map_err(|error| refused(&error))?;
        let lines: Vec<&str> = response.message().collect();
        Ok(format!("{} {}", response.code(), lines.join(" ")))
    }
}

fn tls(settings: &config::Smtp) -> Result<TlsParameters, BadSetup> {
    let mut builder = TlsParameters::builder(settings.host.clone());
    if let Some(path) = &settings.ca_file {
        let bad = |problem: String| BadSetup::CaFile { path: path.display().to_string(), problem };
        let pem = std::fs::read(path).map_err(|error| bad(error.to_string()))?;
        let authority = Certificate::from_pem(&pem).map_err(|error| bad(error.to_string()))?;
        builder = builder.add_root_certificate(authority);
    }
    builder.build().map_err(|error| BadSetup::Tls(error.to_string()))
}

/// A reply of the 53x kind is about our own sign-in and not about this letter: it is worth another try
/// once somebody has put the settings right, and would otherwise fail a whole day's letters at once.
fn refused(error: &smtp::Error) -> Error {
    let ours = error.status().is_some_and(|code| matches!(code.category, Category::Unspecified3));
    if error.is_permanent() && !ours {
        Error::Permanent(error.to_string())
    } else {
        Error::Transient(error.to_string())
    }
}
