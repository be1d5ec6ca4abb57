//! Robots of chat groups (群机器人): WeCom (企业微信) and DingTalk (钉钉). All of reqwest is here.
//!
//! A robot's webhook is a key: whoever has it can post to the group. It stands in no error, reply or log.

use std::fmt;
use std::sync::Arc;

use crate::channel::{Channel, Failure};
use crate::config::{self, Config, RobotKind};
use crate::domain::bulletin::{Chat, Chats};
use crate::domain::ids::{UnitId, UserId};
use crate::domain::plan::Plan;
use crate::domain::timestamp::Timestamp;

pub mod bulletin;
mod format;
mod post;
mod setup;

pub use format::{fits, sign};
pub use setup::BadSetup;

use post::Line;

/// The robots of the settings, by name; cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Robots {
    robots: Arc<[Robot]>,
    chats: Arc<Chats>,
}

/// A robot in one chat group; cheap to clone.
#[derive(Clone)]
pub struct Robot(Arc<Inner>);

struct Inner {
    name: String,
    per_minute: u32,
    chat: Chat,
    line: Line,
}

/// One message to a chat group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub title: String,
    /// Markdown of the robot's kind.
    pub text: String,
    /// When it is sent, for the signature.
    pub now: Timestamp,
}

impl Robots {
    /// Checks the settings' robots against the plan. Does not connect.
    pub fn from_config(config: &Config, plan: &Plan) -> Result<Self, BadSetup> {
        let robots = config.robots.iter().map(|(name, settings)| Robot::new(name, settings, plan));
        let robots: Arc<[Robot]> = robots.collect::<Result<_, _>>()?;
        let chats = robots.iter().map(|robot| robot.0.chat.clone()).collect();
        Ok(Self { robots, chats: Arc::new(Chats::new(chats)) })
    }

    pub fn iter(&self) -> std::slice::Iter<'_, Robot> {
        self.robots.iter()
    }

    pub fn is_empty(&self) -> bool {
        self.robots.is_empty()
    }

    /// Their groups.
    pub fn chats(&self) -> &Chats {
        &self.chats
    }

    /// The robot in this group.
    pub fn of(&self, chat: &Chat) -> Option<&Robot> {
        self.iter().find(|robot| *robot.id() == chat.id)
    }

    pub fn get(&self, name: &str) -> Option<&Robot> {
        self.iter().find(|robot| robot.name() == name)
    }
}

impl Robot {
    fn new(name: &str, settings: &config::Robot, plan: &Plan) -> Result<Self, BadSetup> {
        let units = setup::units(name, settings, plan)?;
        let line = setup::line(name, settings)?;
        let chat = Chat { id: setup::id(name)?, units, is_office: settings.office };
        Ok(Self(Arc::new(Inner { name: name.to_owned(), per_minute: settings.per_minute, chat, line })))
    }

    /// What the settings call it.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    pub fn kind(&self) -> RobotKind {
        self.0.line.kind
    }

    /// Stands in outbox and ledger where a person's account does.
    pub fn id(&self) -> &UserId {
        &self.0.chat.id
    }

    pub fn units(&self) -> &[UnitId] {
        &self.0.chat.units
    }

    /// Whether the group hears of every unit what the office is told.
    pub fn is_office(&self) -> bool {
        self.0.chat.is_office
    }

    /// The most messages within any minute.
    pub fn per_minute(&self) -> u32 {
        self.0.per_minute
    }
}

impl Channel for Robot {
    type Parcel = Notice;

    /// Within the settings' `timeout_s`.
    async fn deliver(&self, notice: &Notice) -> Result<String, Failure> {
        self.0.line.post(notice).await
    }
}

impl fmt::Debug for Robot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Robot")
            .field("name", &self.0.name)
            .field("kind", &self.kind())
            .finish_non_exhaustive()
    }
}
