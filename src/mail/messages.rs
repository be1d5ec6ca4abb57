//! What letters say (邮件正文), in the tone of an official notice: who, what, by when, how many days are left.
//!
//! A letter names its reader and the reader's unit; no other person's address or name ever stands in it.

use time::{Date, OffsetDateTime};

use crate::domain::access::Role;
use crate::domain::deadline::LAST_SECOND;
use crate::domain::digest as ledger;
use crate::domain::ids::{UnitId, UserId};
use crate::domain::obligation::Obligation;
use crate::domain::plan::Plan;
use crate::domain::timestamp::Timestamp;
use crate::words::{self, Lang, t};

mod by_hand;
mod digest;
mod invitation;
mod layout;
mod notice;
mod score;

pub use by_hand::by_hand_id;
pub use notice::notice_id;
pub use score::{Scored, score_id};

use layout::{Entry, Page, Section};

/// A letter's words, ready to be queued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// Whom a letter is for.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    pub name: &'a str,
    pub role: Role,
    pub unit: Option<&'a UnitId>,
}

/// Stands in an invitation where its one-time link will stand when it is sent: nobody who can read the outbox
/// can be that person.
pub const LINK_HERE: &str = "[one-time-link]";

/// Writes letters about one plan.
#[derive(Debug, Clone, Copy)]
pub struct Writer<'a> {
    pub lang: Lang,
    pub plan: &'a Plan,
    pub now: Timestamp,
    /// Without a slash at the end: `https://duban.example.gov.cn`.
    pub public_url: &'a str,
}

/// The id of a person's digest of that day.
pub fn digest_id(user: &UserId, day: Date) -> String {
    format!("digest-{user}-{day}")
}

/// The id of a letter beside that digest, by the first line of the ledger that it is for.
pub fn extra_id(first: &ledger::Entry, day: Date) -> String {
    format!("digest-{}-{day}-{}-{}", first.user_id, first.key(), first.obligation_id)
}

/// The id of the letter that tells a person of a returned report.
pub fn returned_id(obligation: &Obligation, user: &UserId) -> String {
    format!("returned-{}-{}-{user}", obligation.id, obligation.revision)
}

impl Writer<'_> {
    /// A returned report (退回), with the reason on top. `obligation` is the one after the return.
    pub fn returned(&self, reader: Reader<'_>, obligation: &Obligation, reason: &str) -> Rendered {
        let unit = self.unit(&obligation.unit_id);
        let subject = t!(self.lang, "mail-subject-returned", unit = unit, title = self.title(obligation));
        let page = Page {
            salutation: self.salutation(reader),
            opening: t!(self.lang, "mail-returned-opening"),
            stressed: Some((t!(self.lang, "mail-reason"), reason.to_owned())),
            sections: vec![Section { heading: None, entries: vec![self.entry(reader, obligation, false)] }],
            more: None,
            closing: None,
            signature: self.signature(),
            footer: t!(self.lang, "mail-footer"),
        };
        page.render(self.lang, subject)
    }

    fn entry(&self, reader: Reader<'_>, obligation: &Obligation, requirement: bool) -> Entry {
        let (title, period) = (self.title(obligation), words::period(self.lang, &obligation.period));
        let title = if reader.unit == Some(&obligation.unit_id) {
            t!(self.lang, "mail-item", title = title, period = period)
        } else {
            let unit = self.unit(&obligation.unit_id);
            t!(self.lang, "mail-item-of", unit = unit, title = title, period = period)
        };
        let due = obligation.due_at.map(|due| self.due(due));
        let place = self.plan.duty(&obligation.duty_id).filter(|_| requirement);
        let requirement = place.map(|place| {
            t!(self.lang, "mail-requirement", requirement = self.lang.pick(&place.duty.requirement))
        });
        Entry {
            title,
            lines: due.into_iter().chain(requirement).collect(),
            link_label: t!(self.lang, "mail-link"),
            link: format!("{}/obligations/{}", self.public_url, obligation.id),
        }
    }

    fn due(&self, due: Timestamp) -> String {
        let local = due.in_zone(self.plan.zone);
        let left = words::days_left(self.lang, self.plan, self.now, due);
        let weekday = words::weekday(self.lang, local.weekday());
        t!(
            self.lang,
            "mail-due",
            date = self.day(due),
            weekday = weekday,
            time = time_of_day(local),
            left = left
        )
    }

    fn salutation(&self, reader: Reader<'_>) -> String {
        let unit = reader.unit.map(|unit| format!("{} ", self.unit(unit))).unwrap_or_default();
        t!(self.lang, "mail-salutation", who = format!("{unit}{}", reader.name))
    }

    fn signature(&self) -> [String; 2] {
        let today = self.plan.local_date(self.now);
        // A letter is kept: its date has the year.
        [words::role(self.lang, Role::Office), words::date(self.lang, today, Date::MIN)]
    }

    fn day(&self, at: Timestamp) -> String {
        words::date(self.lang, self.plan.local_date(at), self.plan.local_date(self.now))
    }

    fn unit(&self, unit: &UnitId) -> String {
        self.plan.unit(unit).map_or_else(|| unit.to_string(), |unit| self.lang.pick(&unit.name).to_owned())
    }

    fn title(&self, obligation: &Obligation) -> String {
        let place = self.plan.duty(&obligation.duty_id);
        place.map_or_else(
            || obligation.duty_id.to_string(),
            |place| self.lang.pick(&place.duty.title).to_owned(),
        )
    }
}

/// Nothing where the whole day counts.
fn time_of_day(local: OffsetDateTime) -> String {
    if local.time() == LAST_SECOND {
        return String::new();
    }
    format!(" {:02}:{:02}", local.hour(), local.minute())
}
