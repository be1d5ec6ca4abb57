//! Letters to a mail server (邮件服务器).

use std::sync::{Arc, Mutex};
use std::time::Duration;

use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};

use super::connection::Line;
use super::dkim::Signer;
use super::{BadSetup, Error, Letter, letter};
use crate::config::{self, Encryption};

/// A mail server, and whom letters come from.
#[derive(Debug, Clone)]
pub struct Smtp {
    line: Arc<Line>,
    sender: Mailbox,
    signer: Option<Signer>,
}

impl Smtp {
    pub fn new(settings: &config::Smtp) -> Result<Self, BadSetup> {
        let sender: Mailbox = settings.from.parse().map_err(|_| BadSetup::From(settings.from.clone()))?;
        let sign = |dkim| Signer::new(dkim, sender.email.domain());
        let signer = settings.dkim.as_ref().map(sign).transpose()?;
        let credentials = settings.username.as_ref().zip(settings.password.as_ref());
        let line = Line {
            host: settings.host.clone(),
            port: settings.port,
            tls: match settings.encryption {
                Encryption::Starttls => Tls::Required(tls(settings)?),
                Encryption::Tls => Tls::Wrapper(tls(settings)?),
                Encryption::None => Tls::None,
            },
            credentials: credentials
                .map(|(user, password)| Credentials::new(user.clone(), password.expose().to_owned())),
            timeout: Duration::from_secs(settings.timeout_s.into()),
            kept: Mutex::new(None),
        };
        Ok(Self { line: Arc::new(line), sender, signer })
    }

    pub(super) async fn send(&self, letter: &Letter) -> Result<String, Error> {
        let mut message = letter::compose(letter, &self.sender)?;
        if let Some(signer) = &self.signer {
            signer.sign(&mut message);
        }
        let response = self.line.send(message.envelope(), &message.formatted()).await?;
        let lines: Vec<&str> = response.message().collect();
        Ok(format!("{} {}", response.code(), lines.join(" ")))
    }

    pub(super) async fn hang_up(&self) {
        self.line.hang_up().await;
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
