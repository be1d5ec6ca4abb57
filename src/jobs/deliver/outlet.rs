//! A channel as the job that sends sees it: by what name its messages wait, how fast they may leave, and how a row
//! of the outbox becomes what the channel takes.

use crate::app::App;
use crate::channel::{Channel, MAIL};
use crate::domain::attachment::Attachment;
use crate::mail::messages::LINK_HERE;
use crate::mail::{Letter, Mailer};
use crate::robots::{Notice, Robot};
use crate::store::outbox::Message;

pub(super) struct Outlet<'a, C: Channel> {
    pub(super) app: &'a App,
    pub(super) name: &'a str,
    pub(super) channel: &'a C,
    pub(super) per_minute: Option<u32>,
    pub(super) pack: fn(&App, &Message, Beside) -> C::Parcel,
}

/// What stands beside a message in the store.
pub(super) struct Beside {
    /// The one-time link, until the message has left.
    pub(super) link: Option<String>,
    pub(super) attachments: Vec<Attachment>,
}

impl<'a> Outlet<'a, Mailer> {
    pub(super) fn mail(app: &'a App) -> Self {
        let per_minute = app.config.smtp.as_ref().and_then(|smtp| smtp.per_minute);
        Self { app, name: MAIL, channel: &app.mailer, per_minute, pack: letter }
    }
}

impl<'a> Outlet<'a, Robot> {
    pub(super) fn robot(app: &'a App, robot: &'a Robot) -> Self {
        Self { app, name: robot.name(), channel: robot, per_minute: Some(robot.per_minute()), pack: notice }
    }
}

/// The plan's id is part of the letter's: several plans may share a mail server.
fn letter(app: &App, message: &Message, beside: Beside) -> Letter {
    let link = beside.link.as_deref();
    let filled = |body: &String| link.map_or_else(|| body.clone(), |link| body.replace(LINK_HERE, link));
    Letter {
        id: format!("{}.{}", app.plan.id, message.id),
        to: message.address.clone(),
        subject: message.subject.clone(),
        text: filled(&message.body_text),
        html: filled(&message.body_html),
        attachments: beside.attachments,
        at: message.created_at,
    }
}

/// A group gets links; files stay with letters.
fn notice(app: &App, message: &Message, _beside: Beside) -> Notice {
    Notice { title: message.subject.clone(), text: message.body_text.clone(), now: app.clock.now() }
}
