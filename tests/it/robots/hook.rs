//! A webhook of either product on this machine: it judges each request by the vendor's document, on its own terms,
//! and answers as told.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use duban::config::{self, RobotKind, Secret};
use percent_encoding::percent_decode_str;
use serde_json::Value;
use sha2::{Digest, Sha256};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

pub const KEY: &str = "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa";
pub const SECRET: &str = "SEC000000000000000000000";

/// What is answered to a request that is as documented.
#[derive(Debug, Clone, Copy)]
pub enum Answer {
    /// 200 with this error code
    Code(i64),
    Status(u16),
    /// 200 with a page of something that stands between
    Page,
    /// Nothing, until [`Hook::release`]
    Hang,
}

pub struct Hook {
    pub kind: RobotKind,
    pub address: String,
    inner: Arc<Inner>,
}

struct Inner {
    kind: RobotKind,
    /// The sender's clock, in seconds of Unix time
    now: Mutex<i64>,
    answers: Mutex<VecDeque<Answer>>,
    taken: Mutex<Vec<String>>,
    asked: Mutex<usize>,
    arrived: Semaphore,
    released: Semaphore,
}

impl Hook {
    /// Answers 0 to everything, but first these, in order.
    pub async fn start(kind: RobotKind, now: i64, answers: &[Answer]) -> Self {
        let inner = Arc::new(Inner {
            kind,
            now: Mutex::new(now),
            answers: Mutex::new(answers.iter().copied().collect()),
            taken: Mutex::default(),
            asked: Mutex::default(),
            arrived: Semaphore::new(0),
            released: Semaphore::new(0),
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let app = Router::new().fallback(answer).with_state(Arc::clone(&inner));
        tokio::spawn(async move { axum::serve(listener, app).await });
        let address = match kind {
            RobotKind::Wecom => format!("{base}/cgi-bin/webhook/send?key={KEY}"),
            RobotKind::Dingtalk => format!("{base}/robot/send?access_token={KEY}"),
        };
        Self { kind, address, inner }
    }

    /// Settings for the robot, signed where the product knows that.
    pub fn settings(&self, units: &[&str]) -> config::Robot {
        settings(self.kind, &self.address, units)
    }

    pub fn set_time(&self, now: i64) {
        *self.inner.now.lock().unwrap() = now;
    }

    /// The texts that were taken.
    pub fn taken(&self) -> Vec<String> {
        self.inner.taken.lock().unwrap().clone()
    }

    /// Requests of any kind.
    pub fn asked(&self) -> usize {
        *self.inner.asked.lock().unwrap()
    }

    /// From here on 0 to everything.
    pub fn forget_answers(&self) {
        self.inner.answers.lock().unwrap().clear();
    }

    /// Until the next request is here.
    pub async fn arrival(&self) {
        self.inner.arrived.acquire().await.unwrap().forget();
    }

    /// Lets one that hangs be answered.
    pub fn release(&self) {
        self.inner.released.add_permits(1);
    }
}

pub fn settings(kind: RobotKind, address: &str, units: &[&str]) -> config::Robot {
    config::Robot {
        kind,
        url: Secret::new(address),
        secret: (kind == RobotKind::Dingtalk).then(|| Secret::new(SECRET)),
        units: units.iter().map(|unit| (*unit).to_owned()).collect(),
        groups: Vec::new(),
        office: units.is_empty(),
        timeout_s: 60,
        per_minute: 20,
    }
}

async fn answer(
    State(hook): State<Arc<Inner>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    *hook.asked.lock().unwrap() += 1;
    let judged = hook.judge(&method, &uri, &headers, &body);
    hook.arrived.add_permits(1);
    let text = match judged {
        Ok(text) => text,
        Err((code, why)) => return coded(code, why),
    };
    let next = hook.answers.lock().unwrap().pop_front();
    match next.unwrap_or(Answer::Code(0)) {
        Answer::Code(0) => hook.take(text),
        Answer::Code(code) => coded(code, &format!("refused, as {KEY} was told")),
        Answer::Status(302) => (StatusCode::FOUND, [(header::LOCATION, "/elsewhere")]).into_response(),
        Answer::Status(status) => StatusCode::from_u16(status).unwrap().into_response(),
        Answer::Page => "<html>请先登录上网</html>".into_response(),
        Answer::Hang => {
            hook.released.acquire().await.unwrap().forget();
            hook.take(text)
        }
    }
}

fn coded(code: i64, words: &str) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], format!("{{\"errcode\":{code},\"errmsg\":\"{words}\"}}"))
        .into_response()
}

impl Inner {
    fn take(&self, text: String) -> Response {
        self.taken.lock().unwrap().push(text);
        coded(0, "ok")
    }

    /// The message's text, or the product's own error code.
    fn judge(
        &self,
        method: &Method,
        uri: &Uri,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<String, (i64, &'static str)> {
        let json = headers
            .get(header::CONTENT_TYPE)
            .is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
        if method != Method::POST || !json {
            return Err((43_004, "POST application/json"));
        }
        let query = query(uri);
        let body_bytes = body.len();
        let body: Value = serde_json::from_slice(body).map_err(|_| (40_035, "json"))?;
        if body["msgtype"] != "markdown" || body.as_object().unwrap().len() != 2 {
            return Err((40_008, "msgtype"));
        }
        let markdown = |name: &str| body["markdown"][name].as_str().map(str::to_owned);
        match self.kind {
            RobotKind::Wecom => {
                let content = markdown("content").ok_or((40_058, "content"))?;
                match (uri.path(), query.get("key").map(String::as_str)) {
                    ("/cgi-bin/webhook/send", Some(KEY)) if content.len() <= 4096 => Ok(content),
                    ("/cgi-bin/webhook/send", Some(KEY)) => {
                        Err((40_058, "markdown.content exceed max length 4096"))
                    }
                    _ => Err((93_000, "invalid webhook url")),
                }
            }
            RobotKind::Dingtalk => {
                let (Some(_), Some(text)) = (markdown("title"), markdown("text")) else {
                    return Err((40_035, "title and text"));
                };
                match (uri.path(), query.get("access_token").map(String::as_str)) {
                    ("/robot/send", Some(KEY)) if body_bytes > 20_000 => Err((460_101, "message too long")),
                    ("/robot/send", Some(KEY)) if self.is_signed(&query) => Ok(text),
                    ("/robot/send", Some(KEY)) => Err((310_000, "sign not match")),
                    _ => Err((400_101, "token is not exist")),
                }
            }
        }
    }

    /// Within an hour of now, and with the right signature.
    fn is_signed(&self, query: &HashMap<String, String>) -> bool {
        let (Some(timestamp), Some(sign)) = (query.get("timestamp"), query.get("sign")) else { return false };
        let Ok(milliseconds) = timestamp.parse::<i64>() else { return false };
        let late = (milliseconds / 1000 - *self.now.lock().unwrap()).abs();
        late < 3600
            && *sign == STANDARD.encode(hmac(SECRET.as_bytes(), format!("{timestamp}\n{SECRET}").as_bytes()))
    }
}

fn query(uri: &Uri) -> HashMap<String, String> {
    let pairs = uri.query().unwrap_or_default().split('&').filter_map(|pair| pair.split_once('='));
    pairs
        .map(|(name, value)| (name.to_owned(), percent_decode_str(value).decode_utf8().unwrap().into_owned()))
        .collect()
}

/// RFC 2104, by its two hashes.
fn hmac(key: &[u8], text: &[u8]) -> Vec<u8> {
    assert!(key.len() <= 64);
    let padded = |pad: u8| (0..64).map(|at| key.get(at).copied().unwrap_or(0) ^ pad).collect::<Vec<u8>>();
    let inner = Sha256::new().chain_update(padded(0x36)).chain_update(text).finalize();
    Sha256::new().chain_update(padded(0x5c)).chain_update(inner).finalize().to_vec()
}
