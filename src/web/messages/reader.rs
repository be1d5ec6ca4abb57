//! Whom a message went to: a person, or a chat group by its robot.

use crate::channel::MAIL;
use crate::config::RobotKind;
use crate::robots::Robot;
use crate::web::visit::Visit;
use crate::words::{Lang, t};

/// The person's name; of a chat group, its robot's. `channel` and `name` as in [`crate::store::outbox::Listed`].
pub fn reader(visit: &Visit, channel: &str, name: Option<&str>) -> String {
    match name {
        Some(name) => name.to_owned(),
        None => robot(visit, channel),
    }
}

/// Mail, or the robot's product.
pub fn channel(visit: &Visit, channel: &str) -> String {
    match visit.app.robots.get(channel) {
        _ if channel == MAIL => t!(visit.lang, "message-channel-mail"),
        Some(robot) => product(visit.lang, robot),
        None => t!(visit.lang, "robot-named", name = channel),
    }
}

fn robot(visit: &Visit, name: &str) -> String {
    match visit.app.robots.get(name) {
        Some(robot) => of(visit.lang, robot),
        None => t!(visit.lang, "robot-named", name = name),
    }
}

/// A robot by its product and its name in the settings.
pub fn of(lang: Lang, robot: &Robot) -> String {
    format!("{} {}", product(lang, robot), robot.name())
}

fn product(lang: Lang, robot: &Robot) -> String {
    match robot.kind() {
        RobotKind::Wecom => t!(lang, "robot-wecom"),
        RobotKind::Dingtalk => t!(lang, "robot-dingtalk"),
    }
}
