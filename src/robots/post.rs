//! One request to a webhook, and what became of it.

use std::error::Error as _;

use reqwest::header::CONTENT_TYPE;
use reqwest::{Client, Response, StatusCode, Url};

use super::{Notice, format};
use crate::channel::Failure;
use crate::config::{RobotKind, Secret};

/// Bytes of an answer that are read: the products' have some hundred.
const LONGEST_ANSWER: usize = 16 * 1024;

/// What is shorter is no key, and may stand anywhere.
const SHORTEST_KEY: usize = 8;

/// The way to a robot.
pub(super) struct Line {
    pub(super) kind: RobotKind,
    pub(super) url: Url,
    pub(super) secret: Option<Secret>,
    pub(super) client: Client,
}

impl Line {
    pub(super) async fn post(&self, notice: &Notice) -> Result<String, Failure> {
        let body = format::body(self.kind, &notice.title, &notice.text);
        let request =
            self.client.post(self.address(notice)).header(CONTENT_TYPE, "application/json; charset=utf-8");
        let answer = match request.body(body).send().await {
            Ok(response) => self.read(response).await,
            Err(error) => Err(of_request(error)),
        };
        answer.map(|words| self.hide(&words)).map_err(|failure| match failure {
            Failure::NoServer(words) => Failure::NoServer(self.hide(&words)),
            Failure::Transient(words) => Failure::Transient(self.hide(&words)),
            Failure::Permanent(words) => Failure::Permanent(self.hide(&words)),
        })
    }

    /// The webhook, signed where there is a secret.
    fn address(&self, notice: &Notice) -> Url {
        let mut url = self.url.clone();
        if let Some(secret) = &self.secret {
            let signature = format::sign(secret.expose(), notice.now.unix() * 1000);
            let query = url.query().map(|query| format!("{query}&{signature}"));
            url.set_query(Some(&query.unwrap_or(signature)));
        }
        url
    }

    async fn read(&self, mut response: Response) -> Result<String, Failure> {
        let status = response.status();
        if !status.is_success() {
            return Err(of_status(status));
        }
        let mut body = Vec::new();
        while let Some(piece) = response.chunk().await.map_err(of_request)? {
            body.extend_from_slice(&piece);
            if body.len() > LONGEST_ANSWER {
                return Err(Failure::Transient("an answer longer than any of the product's".to_owned()));
            }
        }
        format::read(self.kind, &body)
    }

    /// Whatever words came back, from wherever: the key does not stand in them.
    fn hide(&self, words: &str) -> String {
        let keys = self.url.query_pairs().map(|(_, value)| value.into_owned());
        let secrets = self.url.query().map(str::to_owned).into_iter().chain(keys);
        let secrets = secrets.chain(self.secret.as_ref().map(|secret| secret.expose().to_owned()));
        let hidden = secrets.chain([self.url.path().to_owned()]).filter(|key| key.len() >= SHORTEST_KEY);
        hidden.fold(words.to_owned(), |words, secret| words.replace(&secret, "…"))
    }
}

/// Where no connection came about, the message is not to blame; whatever broke after that may have been over it.
fn of_request(error: reqwest::Error) -> Failure {
    let (is_connect, is_timeout) = (error.is_connect(), error.is_timeout());
    let error = error.without_url();
    let mut words = if is_timeout { "no answer in time".to_owned() } else { error.to_string() };
    let mut source = error.source();
    while let Some(cause) = source {
        words = format!("{words}: {cause}");
        source = cause.source();
    }
    if is_connect { Failure::NoServer(words) } else { Failure::Transient(words) }
}

/// A webhook answers 200 also where it refuses; any other status comes from a gateway before it.
fn of_status(status: StatusCode) -> Failure {
    let words = format!("HTTP {status}");
    let for_now = status.is_server_error()
        || matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT);
    if for_now { Failure::Transient(words) } else { Failure::Permanent(words) }
}
