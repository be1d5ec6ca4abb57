//! From the settings to a robot that can post.

use std::net::IpAddr;
use std::time::Duration;

use reqwest::{Client, Url, redirect};

use super::post::Line;
use crate::config::{self, variable};
use crate::domain::ids::{UnitId, UserId};
use crate::domain::plan::Plan;

/// What is wrong with a robot's settings; stops the start. Its words hold no webhook.
#[derive(Debug, thiserror::Error)]
#[error("设置有误 / settings: {field}（{}）：{zh} / {en}", variable(field))]
pub struct BadSetup {
    field: String,
    zh: String,
    en: String,
}

impl BadSetup {
    fn new(name: &str, field: &str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { field: format!("robots.{name}.{field}"), zh: zh.into(), en: en.into() }
    }
}

/// No account's id has a dot: accounts are numbered.
pub(super) fn id(name: &str) -> Result<UserId, BadSetup> {
    let id = format!("robot.{name}");
    id.parse().map_err(|_| {
        BadSetup::new(name, "name", "名称过长或有其他字符", "the name is too long, or not plain")
    })
}

/// Each unit once, in the plan's order.
pub(super) fn units(name: &str, settings: &config::Robot, plan: &Plan) -> Result<Vec<UnitId>, BadSetup> {
    let mut named: Vec<&UnitId> = Vec::new();
    for id in &settings.units {
        let unit = plan.units.iter().find(|unit| unit.id.as_str() == id).ok_or_else(|| {
            let (zh, en) = (format!("计划中没有单位`{id}`"), format!("the plan has no unit `{id}`"));
            BadSetup::new(name, "units", zh, en)
        })?;
        named.push(&unit.id);
    }
    for id in &settings.groups {
        let group = plan.groups.iter().find(|group| group.id.as_str() == id).ok_or_else(|| {
            let (zh, en) = (format!("计划中没有单位组`{id}`"), format!("the plan has no group `{id}`"));
            BadSetup::new(name, "groups", zh, en)
        })?;
        named.extend(&group.members);
    }
    let units = plan.units.iter().map(|unit| &unit.id);
    Ok(units.filter(|unit| named.contains(unit)).cloned().collect())
}

pub(super) fn line(name: &str, settings: &config::Robot) -> Result<Line, BadSetup> {
    let bad = |zh: &str, en: &str| BadSetup::new(name, "url", zh, en);
    let url = Url::parse(settings.url.expose()).map_err(|_| {
        bad("不是网址，请填写机器人的完整Webhook地址", "is no address; give the robot's whole webhook")
    })?;
    let is_local = is_loopback(&url);
    if url.scheme() != "https" && !(url.scheme() == "http" && is_local) {
        return Err(bad(
            "须以https://开头；只有本机地址可用http://",
            "must begin with https://; http:// is only for this machine",
        ));
    }
    let timeout = Duration::from_secs(settings.timeout_s.into());
    let mut client = Client::builder()
        .timeout(timeout)
        // Shorter, so that a server that is not there can be told from one that does not answer.
        .connect_timeout(timeout / 2)
        // A redirect would hand the key to whoever it names.
        .redirect(redirect::Policy::none())
        .referer(false)
        .user_agent(concat!("duban/", env!("CARGO_PKG_VERSION")));
    if is_local {
        client = client.no_proxy();
    }
    let client = client.build().map_err(|error| {
        let words = error.without_url().to_string();
        bad(&format!("无法建立连接程序：{words}"), &format!("no client can be made: {words}"))
    })?;
    Ok(Line { kind: settings.kind, url, secret: settings.secret.clone(), client })
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}
