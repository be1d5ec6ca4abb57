//! A connection to the mail server (SMTP, RFC 5321), kept between letters.
//!
//! lettre's own pool is not used: it takes a connection back in a task of its own, so that a letter right after
//! another often opened a new one, and it does not tell a server that turns everything down from one that turns this
//! letter down. Here the two are two errors.

use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use lettre::address::Envelope;
use lettre::transport::smtp;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Tls};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use lettre::transport::smtp::response::{Category, Response};

use super::Error;

/// Connecting, TLS and signing in take several answers, and so does a letter; each may take as long as this many
/// times the limit for one.
const SEVERAL: u32 = 3;

/// The way to a server: how to get in, and the connection over which the last letter left.
pub(super) struct Line {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) tls: Tls,
    pub(super) credentials: Option<Credentials>,
    /// For each of the server's answers.
    pub(super) timeout: Duration,
    pub(super) kept: Mutex<Option<AsyncSmtpConnection>>,
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Line").field("host", &self.host).field("port", &self.port).finish_non_exhaustive()
    }
}

impl Line {
    /// Sends one letter; the connection is kept for the next one.
    pub(super) async fn send(&self, envelope: &Envelope, bytes: &[u8]) -> Result<Response, Error> {
        let mut connection = self.begin(envelope, bytes).await?;
        let response = self.within(SEVERAL, transfer(&mut connection, envelope, bytes)).await;
        match response {
            Ok(response) => {
                self.keep(connection);
                Ok(response)
            }
            Err(failure) => {
                self.end(connection).await;
                Err(failure.of_letter())
            }
        }
    }

    /// Takes leave of the server, until the next letter.
    pub(super) async fn hang_up(&self) {
        if let Some(connection) = self.take() {
            self.end(connection).await;
        }
    }

    /// A connection on which the server has taken the sender. Servers close connections that were idle, or on which
    /// enough was sent; then a new one is opened, since nothing of this letter was said on the old one.
    async fn begin(&self, envelope: &Envelope, bytes: &[u8]) -> Result<AsyncSmtpConnection, Error> {
        if let Some(mut connection) = self.take() {
            if self.within(1, name_sender(&mut connection, envelope, bytes)).await.is_ok() {
                return Ok(connection);
            }
            self.end(connection).await;
        }
        let mut connection = self.within(SEVERAL, self.open()).await.map_err(Failure::of_server)?;
        match self.within(1, name_sender(&mut connection, envelope, bytes)).await {
            Ok(()) => Ok(connection),
            Err(failure) => {
                self.end(connection).await;
                Err(failure.of_server())
            }
        }
    }

    async fn open(&self) -> Result<AsyncSmtpConnection, smtp::Error> {
        let (server, hello) = ((self.host.as_str(), self.port), ClientId::default());
        let wrapped = match &self.tls {
            Tls::Wrapper(tls) => Some(tls.clone()),
            _ => None,
        };
        let timeout = Some(self.timeout);
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(server, timeout, &hello, wrapped, None).await?;
        if let Tls::Required(tls) = &self.tls {
            connection.starttls(tls.clone(), &hello).await?;
        }
        if let Some(credentials) = &self.credentials {
            connection.auth(&[Mechanism::Plain, Mechanism::Login], credentials).await?;
        }
        Ok(connection)
    }

    /// A server that no longer listens must not hold up the next letter.
    async fn end(&self, mut connection: AsyncSmtpConnection) {
        // Whether it was heard makes no difference.
        let _ = tokio::time::timeout(self.timeout, connection.abort()).await;
    }

    fn take(&self) -> Option<AsyncSmtpConnection> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Of two that were sent at once, the later one's connection stays; the other is closed with the letter sent.
    fn keep(&self, connection: AsyncSmtpConnection) {
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(connection);
    }

    async fn within<T>(
        &self,
        times: u32,
        step: impl Future<Output = Result<T, smtp::Error>>,
    ) -> Result<T, Failure> {
        let limit = self.timeout * times;
        let answer = tokio::time::timeout(limit, step).await;
        answer.map_err(|_| Failure::Silence(limit))?.map_err(Failure::Smtp)
    }
}

async fn name_sender(
    connection: &mut AsyncSmtpConnection,
    envelope: &Envelope,
    bytes: &[u8],
) -> Result<(), smtp::Error> {
    let mut parameters = Vec::new();
    if !bytes.is_ascii() && connection.server_info().supports_feature(Extension::EightBitMime) {
        parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
    }
    connection.command(Mail::new(envelope.from().cloned(), parameters)).await.map(drop)
}

async fn transfer(
    connection: &mut AsyncSmtpConnection,
    envelope: &Envelope,
    bytes: &[u8],
) -> Result<Response, smtp::Error> {
    for recipient in envelope.to() {
        connection.command(Rcpt::new(recipient.clone(), Vec::new())).await?;
    }
    connection.command(Data).await?;
    connection.command(content(bytes)).await
}

/// The letter and the dot that ends it (RFC 5321, 4.5.2), to go out as one piece: of two, as lettre writes them, the
/// second waits until the server's system has acknowledged the first, which takes it 40 ms.
fn content(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes).replace("\r\n.", "\r\n..");
    let first = if text.starts_with('.') { "." } else { "" };
    format!("{first}{text}\r\n.\r\n")
}

enum Failure {
    Smtp(smtp::Error),
    Silence(Duration),
}

impl Failure {
    /// It came before the server knew of any letter.
    fn of_server(self) -> Error {
        Error::NoServer(self.to_string())
    }

    /// A reply of the x3x kind is about our own sign-in, and 421 says that the server is going away. A connection
    /// that broke counts as a try: should the server be gone, the next letter finds out.
    fn of_letter(self) -> Error {
        let words = self.to_string();
        let Self::Smtp(error) = self else { return Error::Transient(words) };
        match error.status() {
            Some(code) if code.category == Category::Unspecified3 || u16::from(code) == 421 => {
                Error::NoServer(words)
            }
            _ if error.is_permanent() => Error::Permanent(words),
            _ => Error::Transient(words),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Smtp(error) => write!(f, "{error}"),
            Self::Silence(limit) => write!(f, "no answer within {} s", limit.as_secs()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dot_of_the_letter_does_not_end_it() {
        let cases = [
            ("a\r\n", "a\r\n\r\n.\r\n"),
            (".", "..\r\n.\r\n"),
            ("a\r\n.\r\nQUIT", "a\r\n..\r\nQUIT\r\n.\r\n"),
            ("a\r\n..b.", "a\r\n...b.\r\n.\r\n"),
        ];
        for (letter, sent) in cases {
            assert_eq!(content(letter.as_bytes()), sent);
        }
    }
}
