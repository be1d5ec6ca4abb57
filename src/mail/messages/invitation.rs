//! Letters about the system itself: an invitation with a one-time link, and a test.

use super::layout::{Entry, Page, Section};
use super::{LINK_HERE, Reader, Rendered, Writer};
use crate::domain::timestamp::Timestamp;
use crate::words::{self, t};

impl Writer<'_> {
    /// An invitation (邀请): the account, and [`LINK_HERE`] for the link that is good until `expires_at`.
    pub fn invitation(&self, reader: Reader<'_>, login: &str, expires_at: Timestamp) -> Rendered {
        let plan = self.lang.pick(&self.plan.title);
        let role = words::role(self.lang, reader.role);
        let until = words::exact(expires_at.in_zone(self.plan.zone));
        let entry = Entry {
            title: t!(self.lang, "mail-invitation-account", login = login),
            lines: vec![t!(self.lang, "mail-invitation-until", until = until)],
            link_label: t!(self.lang, "mail-invitation-link"),
            link: LINK_HERE.to_owned(),
        };
        let page = Page {
            salutation: self.salutation(reader),
            opening: t!(self.lang, "mail-invitation-opening", plan = plan, role = role),
            stressed: None,
            sections: vec![Section { heading: None, entries: vec![entry] }],
            more: None,
            closing: Some(t!(self.lang, "mail-invitation-closing", address = self.public_url)),
            signature: self.signature(),
            footer: t!(self.lang, "mail-footer"),
        };
        page.render(self.lang, t!(self.lang, "mail-subject-invitation"))
    }

    /// A test letter (测试邮件) to whoever asked for it.
    pub fn test(&self, reader: Reader<'_>) -> Rendered {
        let at = words::exact(self.now.in_zone(self.plan.zone));
        let entry = Entry {
            title: t!(self.lang, "mail-test-at", at = at),
            lines: vec![],
            link_label: t!(self.lang, "mail-test-link"),
            link: self.public_url.to_owned(),
        };
        let page = Page {
            salutation: self.salutation(reader),
            opening: t!(self.lang, "mail-test-opening"),
            stressed: None,
            sections: vec![Section { heading: None, entries: vec![entry] }],
            more: None,
            closing: None,
            signature: self.signature(),
            footer: t!(self.lang, "mail-footer"),
        };
        page.render(self.lang, t!(self.lang, "mail-subject-test"))
    }
}
