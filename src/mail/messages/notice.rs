//! Supervision notices (督办通知单) by mail: the notice in words, with its document attached.

use super::layout::{Entry, Page, Section};
use super::{Reader, Rendered, Writer};
use crate::domain::ids::UserId;
use crate::domain::supervision::{Notice, Number};
use crate::words::{self, NoticeText, t};

/// The id of what a person is sent of a notice.
pub fn notice_id(number: Number, user: &UserId) -> String {
    format!("notice-{number}-{user}")
}

impl Writer<'_> {
    /// To the unit's own, or as a copy to whoever belongs to none.
    pub fn notice(&self, reader: Reader<'_>, notice: &Notice) -> Rendered {
        let text = words::notice(self.lang, notice);
        let (number, unit) = (text.number.as_str(), notice.unit_name.as_str());
        let subject =
            t!(self.lang, "mail-notice-subject", number = number, unit = unit, n = notice.items.len());
        let entries = notice.items.iter().zip(&text.items).map(|(item, line)| Entry {
            title: line.clone(),
            lines: vec![],
            link_label: t!(self.lang, "mail-notice-link"),
            link: format!("{}/obligations/{}", self.public_url, item.obligation_id),
        });
        let heading = Some(t!(self.lang, "mail-notice-items"));
        let page = Page {
            salutation: self.salutation(reader),
            opening: self.notice_opening(reader, notice, &text),
            stressed: None,
            sections: vec![Section { heading, entries: entries.collect() }],
            more: Some((
                t!(self.lang, "mail-notice-more"),
                format!("{}/notices/{}", self.public_url, notice.number),
            )),
            closing: reader.unit.map(|_| text.closing.clone()),
            signature: [text.issuer, text.day],
            footer: t!(self.lang, "mail-footer"),
        };
        page.render(self.lang, subject)
    }

    fn notice_opening(&self, reader: Reader<'_>, notice: &Notice, text: &NoticeText) -> String {
        let (number, title) = (text.number.as_str(), text.title.as_str());
        let (plan, unit, n) = (notice.plan_title.as_str(), notice.unit_name.as_str(), notice.items.len());
        match (reader.unit, notice.addressed) {
            (Some(_), _) => {
                t!(self.lang, "mail-notice-opening", number = number, title = title, plan = plan, n = n)
            }
            (None, 0) => t!(
                self.lang,
                "mail-notice-opening-copy-unreached",
                unit = unit,
                number = number,
                title = title,
                plan = plan,
                n = n
            ),
            (None, _) => t!(
                self.lang,
                "mail-notice-opening-copy",
                unit = unit,
                number = number,
                title = title,
                plan = plan,
                n = n
            ),
        }
    }
}
