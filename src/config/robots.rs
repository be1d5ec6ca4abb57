//! Robots of chat groups (群机器人): where each posts, and whose obligations it tells of.

use serde::{Deserialize, Deserializer};

use super::{Error, Secret};
use crate::channel;

/// Characters of a robot's name: it is part of ids in ledger and outbox.
const LONGEST_NAME: usize = 30;

/// A chat group's robot (群机器人), under `[robots.NAME]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Robot {
    pub kind: RobotKind,
    /// The webhook. Whoever has it can post to the group.
    pub url: Secret,
    /// What requests are signed with (加签), at DingTalk where the robot was made so.
    pub secret: Option<Secret>,
    /// Units whose obligations the group hears of, by the plan's ids.
    #[serde(default, deserialize_with = "list")]
    pub units: Vec<String>,
    /// The same for the plan's groups of units.
    #[serde(default, deserialize_with = "list")]
    pub groups: Vec<String>,
    /// Whether the group hears of every unit what the office (领导小组办公室) is told.
    #[serde(default)]
    pub office: bool,
    /// Seconds that a whole answer may take, 60 at most.
    #[serde(default = "default_timeout_s")]
    pub timeout_s: u32,
    /// The most messages within any minute; both products take 20.
    #[serde(default = "default_per_minute")]
    pub per_minute: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RobotKind {
    /// 企业微信
    Wecom,
    /// 钉钉
    Dingtalk,
}

fn default_timeout_s() -> u32 {
    10
}

fn default_per_minute() -> u32 {
    20
}

impl Robot {
    /// What can be said without the plan and without reading the address: see [`crate::robots::Robots::from_config`].
    pub(super) fn check(&self, name: &str) -> Result<(), Error> {
        let wrong =
            |field: &str, zh, en| Err(Error::Value { field: format!("robots.{name}{field}"), zh, en });
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
        if name.is_empty()
            || name.len() > LONGEST_NAME
            || !name.chars().all(is_plain)
            || name == channel::MAIL
        {
            return wrong(
                "",
                "机器人名称只能用小写字母、数字、`-`和`_`，最多30个字符，且不能是`mail`",
                "a robot's name is made of lower-case letters, digits, `-` and `_`, 30 characters at most, and is not `mail`",
            );
        }
        if self.units.is_empty() && self.groups.is_empty() && !self.office {
            return wrong(
                ".units",
                "请填写units、groups或office = true，说明此群接收哪些单位的提醒",
                "say with units, groups or office = true whose reminders this chat group gets",
            );
        }
        if self.kind == RobotKind::Wecom && self.secret.is_some() {
            return wrong(
                ".secret",
                "企业微信机器人没有加签密钥，请删去",
                "robots of WeCom have no signing secret; leave it out",
            );
        }
        if !(1..=60).contains(&self.timeout_s) {
            return wrong(".timeout_s", "须为1至60", "must be from 1 to 60");
        }
        if !(1..=20).contains(&self.per_minute) {
            return wrong(".per_minute", "须为1至20", "must be from 1 to 20");
        }
        Ok(())
    }
}

/// A list, or as a variable can give it one text with commas: `keji, jiaoyu`.
fn list<'de, D: Deserializer<'de>>(source: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        List(Vec<String>),
        Text(String),
    }
    Ok(match Written::deserialize(source)? {
        Written::List(names) => names,
        Written::Text(text) => {
            let names = text.split([',', '，']).map(str::trim);
            names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
        }
    })
}
