//! What each product documents: the request's form and limits, its signature, and what its answers mean.
//!
//! - WeCom (企业微信): <https://developer.work.weixin.qq.com/document/path/91770> (群机器人配置说明); its error codes
//!   <https://developer.work.weixin.qq.com/document/path/90455>
//! - DingTalk (钉钉): <https://open.dingtalk.com/document/orgapp/custom-robot-access> (自定义机器人接入: 加签, 频率, 错误码)

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use serde_json::json;
use sha2::Sha256;

use crate::channel::Failure;
use crate::config::RobotKind;

/// Bytes of `markdown.content`, in UTF-8.
const WECOM_CONTENT: usize = 4096;
/// Bytes of the whole request; one that is longer is answered with 460101.
const DINGTALK_BODY: usize = 20_000;

/// System busy (-1), and too many calls within a time (45009) or at once (45033).
const WECOM_FOR_NOW: [i64; 3] = [-1, 45009, 45033];
/// System busy (-1), and more than 20 messages within a minute, after which the robot is held for ten (130101, 410100).
const DINGTALK_FOR_NOW: [i64; 3] = [-1, 130_101, 410_100];

/// An answer's body; 0 says that the message was taken.
#[derive(Deserialize)]
struct Answer {
    errcode: i64,
    #[serde(default)]
    errmsg: String,
}

/// The request's body, JSON in UTF-8.
pub(super) fn body(kind: RobotKind, title: &str, text: &str) -> String {
    let body = match kind {
        RobotKind::Wecom => json!({ "msgtype": "markdown", "markdown": { "content": text } }),
        RobotKind::Dingtalk => json!({ "msgtype": "markdown", "markdown": { "title": title, "text": text } }),
    };
    body.to_string()
}

/// Whether the product takes a message of this length.
pub fn fits(kind: RobotKind, title: &str, text: &str) -> bool {
    match kind {
        RobotKind::Wecom => text.len() <= WECOM_CONTENT,
        RobotKind::Dingtalk => body(kind, title, text).len() <= DINGTALK_BODY,
    }
}

/// What parts lines: DingTalk folds a single line break into a blank.
pub(super) fn line_break(kind: RobotKind) -> &'static str {
    match kind {
        RobotKind::Wecom => "\n",
        RobotKind::Dingtalk => "\n\n",
    }
}

/// DingTalk's signature (加签): the query's `timestamp` and `sign` for this instant, in milliseconds of Unix time.
pub fn sign(secret: &str, milliseconds: i64) -> String {
    #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("a key");
    mac.update(format!("{milliseconds}\n{secret}").as_bytes());
    let signature = STANDARD.encode(mac.finalize().into_bytes());
    let signature = utf8_percent_encode(&signature, NON_ALPHANUMERIC);
    format!("timestamp={milliseconds}&sign={signature}")
}

/// What an answer with status 200 means. Whatever tells of no error code was not written by the product.
pub(super) fn read(kind: RobotKind, body: &[u8]) -> Result<String, Failure> {
    let Ok(answer) = serde_json::from_slice::<Answer>(body) else {
        return Err(Failure::Transient("200 without an errcode".to_owned()));
    };
    let words = format!("errcode {} {}", answer.errcode, answer.errmsg);
    let for_now = match kind {
        RobotKind::Wecom => WECOM_FOR_NOW,
        RobotKind::Dingtalk => DINGTALK_FOR_NOW,
    };
    match answer.errcode {
        0 => Ok(words),
        code if for_now.contains(&code) => Err(Failure::Transient(words)),
        _ => Err(Failure::Permanent(words)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_the_documented_one() {
        // printf '1577262236757\nthis is secret' | openssl dgst -sha256 -hmac 'this is secret' -binary | base64
        assert_eq!(
            sign("this is secret", 1_577_262_236_757),
            "timestamp=1577262236757&sign=hmPWwU%2B7lVdm3ZZz0r9tSfx0L4Q26jWOZr9%2BGs6EZQM%3D"
        );
    }

    #[test]
    fn answers_mean_what_is_documented() {
        let read =
            |kind, code: i64| read(kind, format!("{{\"errcode\":{code},\"errmsg\":\"x\"}}").as_bytes());
        let table = [
            (RobotKind::Wecom, 93_000, false),
            (RobotKind::Wecom, 40_058, false),
            (RobotKind::Wecom, -1, true),
            (RobotKind::Wecom, 45_009, true),
            (RobotKind::Wecom, 130_101, false),
            (RobotKind::Dingtalk, 310_000, false),
            (RobotKind::Dingtalk, 400_102, false),
            (RobotKind::Dingtalk, -1, true),
            (RobotKind::Dingtalk, 130_101, true),
            (RobotKind::Dingtalk, 410_100, true),
        ];
        for (kind, code, for_now) in table {
            let words = format!("errcode {code} x");
            let expected = if for_now { Failure::Transient(words) } else { Failure::Permanent(words) };
            assert_eq!(read(kind, code), Err(expected), "{kind:?}");
        }
        assert_eq!(read(RobotKind::Wecom, 0), Ok("errcode 0 x".to_owned()));
        for body in ["", "<html>", "{}", "{\"errcode\":\"0\"}"] {
            assert!(
                matches!(super::read(RobotKind::Wecom, body.as_bytes()), Err(Failure::Transient(_))),
                "{body}"
            );
        }
    }

    #[test]
    fn the_limit_is_in_bytes() {
        let (fits, longest) = (|text: &str| fits(RobotKind::Wecom, "", text), "信".repeat(WECOM_CONTENT / 3));
        assert!(fits(&format!("{longest}.")) && !fits(&format!("{longest}信")));
        let breaks = "\n".repeat(DINGTALK_BODY / 2);
        assert!(!super::fits(RobotKind::Dingtalk, "", &breaks), "a line break takes two bytes");
    }
}
