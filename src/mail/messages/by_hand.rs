//! What the office presses for (催办): one letter to a person with everything that was picked of the unit.

use super::digest::count;
use super::layout::Page;
use super::{Reader, Rendered, Writer};
use crate::domain::access::Role;
use crate::domain::digest::{Item, Urgency};
use crate::domain::ids::UserId;
use crate::words::t;
use time::Date;

/// The id of what a person is sent because a unit was reminded by hand on that day.
pub fn by_hand_id(user: &UserId, day: Date) -> String {
    format!("by-hand-{user}-{day}")
}

impl Writer<'_> {
    /// `items` in the order in which they are to be read; `note` is what the office adds, or empty.
    pub fn by_hand(&self, reader: Reader<'_>, items: &[Item<'_>], note: &str) -> Rendered {
        let (sections, more) = self.sections(reader, items);
        let (plan, n) = (self.lang.pick(&self.plan.title), items.len());
        let opening = match reader.role {
            Role::UnitLeader => t!(self.lang, "mail-opening-by-hand-leader", plan = plan, n = n),
            _ => t!(self.lang, "mail-opening-by-hand", plan = plan, n = n),
        };
        let page = Page {
            salutation: self.salutation(reader),
            opening,
            stressed: (!note.is_empty()).then(|| (t!(self.lang, "mail-note"), note.to_owned())),
            sections,
            more,
            closing: Some(t!(self.lang, "mail-by-hand-closing")),
            signature: self.signature(),
            footer: t!(self.lang, "mail-footer"),
        };
        page.render(self.lang, self.by_hand_subject(reader, items))
    }

    fn by_hand_subject(&self, reader: Reader<'_>, items: &[Item<'_>]) -> String {
        let unit = reader.unit.map(|unit| self.unit(unit)).unwrap_or_default();
        let (n, overdue) = (items.len(), count(items, Urgency::Overdue));
        match overdue {
            0 => t!(self.lang, "mail-subject-by-hand", unit = unit, n = n),
            _ if overdue == n => t!(self.lang, "mail-subject-by-hand-overdue", unit = unit, n = n),
            _ => t!(self.lang, "mail-subject-by-hand-both", unit = unit, n = n, overdue = overdue),
        }
    }
}
