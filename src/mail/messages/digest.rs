//! A person's digest (每日汇总).

use super::layout::{Entry, Page, Section};
use super::{Reader, Rendered, Writer};
use crate::domain::access::Role;
use crate::domain::digest::{Item, Urgency};
use crate::domain::obligation::{Obligation, State};
use crate::domain::reminder::Stage;
use crate::words::{self, Lang, t};

/// The most that a digest lists; what is less urgent is counted, with a link to all of it. A letter of
/// thousands of lines would be read by nobody, and refused by some servers.
const LISTED: usize = 50;

impl Writer<'_> {
    /// A person's digest (每日汇总): `items` in the order in which they are to be read, and then what of the unit's
    /// `moved`, for which a calendar file comes with the letter.
    pub fn digest(&self, reader: Reader<'_>, items: &[Item<'_>], moved: &[&Obligation]) -> Rendered {
        let subject = self.digest_subject(reader, items);
        let own = reader.role == Role::Liaison && items.iter().any(|item| item.urgency != Urgency::Led);
        let (mut sections, more) = self.sections(reader, items);
        sections.extend(self.moved(sections.len(), reader, moved));
        let page = Page {
            salutation: self.salutation(reader),
            opening: self.digest_opening(reader, items),
            stressed: None,
            sections,
            more,
            closing: own.then(|| self.digest_closing(items)),
            signature: self.signature(),
            footer: t!(self.lang, "mail-footer"),
        };
        page.render(self.lang, subject)
    }

    /// How to get more time, while there is any.
    fn digest_closing(&self, items: &[Item<'_>]) -> String {
        let is_late = |item: &Item<'_>| matches!(item.urgency, Urgency::Overdue | Urgency::Led);
        if items.iter().all(is_late) {
            return t!(self.lang, "mail-closing-overdue");
        }
        t!(self.lang, "mail-closing")
    }

    /// Its subject alone.
    pub fn digest_subject(&self, reader: Reader<'_>, items: &[Item<'_>]) -> String {
        let (items, waiting) = (&owed(items), count(items, Urgency::Review));
        if items.is_empty() {
            return t!(self.lang, "mail-subject-review", n = waiting);
        }
        let unit = reader.unit.map(|unit| self.unit(unit)).unwrap_or_default();
        let (overdue, today) = (count(items, Urgency::Overdue), count(items, Urgency::Today));
        let first_due = items.iter().filter(|item| item.urgency == Urgency::Soon);
        let first_due = first_due.filter_map(|item| item.obligation.due_at).min();
        let n = items.len();
        match (reader.role, overdue, today, first_due) {
            (Role::Office, late, ..) if late == n => {
                t!(self.lang, "mail-subject-office", units = units(items), n = n)
            }
            (Role::Office, ..) => t!(self.lang, "mail-subject-office-owed", units = units(items), n = n),
            (Role::UnitLeader, late, ..) if late == n => {
                t!(self.lang, "mail-subject-leader", unit = unit, n = n)
            }
            (Role::UnitLeader, ..) => t!(self.lang, "mail-subject-leader-owed", unit = unit, n = n),
            _ if count(items, Urgency::Led) == n => {
                t!(self.lang, "mail-subject-led", unit = unit, units = units(items), n = n)
            }
            (_, 1.., ..) => t!(self.lang, "mail-subject-overdue", unit = unit, n = overdue),
            (_, _, 1.., _) => t!(self.lang, "mail-subject-today", unit = unit, n = today),
            (.., Some(due)) => {
                let n = count(items, Urgency::Soon);
                t!(self.lang, "mail-subject-soon", unit = unit, n = n, date = self.day(due))
            }
            (.., None) => {
                let n = n - count(items, Urgency::Led);
                t!(self.lang, "mail-subject-owed", unit = unit, n = n)
            }
        }
    }

    /// What is still to be sent, and what waits for a review.
    fn digest_opening(&self, reader: Reader<'_>, items: &[Item<'_>]) -> String {
        let (items, waiting) = (&owed(items), count(items, Urgency::Review));
        let waiting = (waiting > 0).then(|| t!(self.lang, "mail-opening-review", n = waiting));
        let owed = (!items.is_empty()).then(|| self.owed_opening(reader, items));
        owed.into_iter().chain(waiting).collect::<Vec<_>>().join(words::sentence_gap(self.lang))
    }

    fn owed_opening(&self, reader: Reader<'_>, items: &[Item<'_>]) -> String {
        let (plan, n) = (self.lang.pick(&self.plan.title), items.len());
        let own = n - count(items, Urgency::Led);
        match (reader.role, count(items, Urgency::Overdue)) {
            (Role::Office, late) if late == n => {
                t!(self.lang, "mail-opening-office", plan = plan, units = units(items), n = n)
            }
            (Role::Office, _) => {
                t!(self.lang, "mail-opening-office-owed", plan = plan, units = units(items), n = n)
            }
            (Role::UnitLeader, late) if late == n => {
                t!(self.lang, "mail-opening-leader", plan = plan, n = n)
            }
            (Role::UnitLeader, _) => t!(self.lang, "mail-opening-leader-owed", plan = plan, n = n),
            _ if own == 0 => t!(self.lang, "mail-opening-led", plan = plan, units = units(items), n = n),
            (_, 0) => t!(self.lang, "mail-opening", plan = plan, n = own),
            (_, overdue) if overdue == own => t!(self.lang, "mail-opening-all-overdue", plan = plan, n = own),
            (_, overdue) => t!(self.lang, "mail-opening-overdue", plan = plan, n = own, overdue = overdue),
        }
    }

    /// As many as a letter lists, by urgency, and where the rest is.
    pub(super) fn sections(
        &self,
        reader: Reader<'_>,
        items: &[Item<'_>],
    ) -> (Vec<Section>, Option<(String, String)>) {
        let (listed, rest) = items.split_at(items.len().min(LISTED));
        let sections = [
            Urgency::Overdue,
            Urgency::Returned,
            Urgency::Today,
            Urgency::Soon,
            Urgency::Led,
            Urgency::Review,
        ]
        .into_iter()
        .map(|urgency| (count(items, urgency), of(listed, urgency)))
        .filter(|(_, listed)| !listed.is_empty())
        .enumerate()
        .map(|(at, (n, listed))| self.section(at, reader, n, &listed))
        .collect();
        (sections, (!rest.is_empty()).then(|| self.more(reader, rest.len())))
    }

    /// `n` counts all that are so urgent, listed or not.
    fn section(&self, at: usize, reader: Reader<'_>, n: usize, items: &[&Item<'_>]) -> Section {
        let heading = match items.first().map(|item| item.urgency) {
            Some(Urgency::Overdue) => t!(self.lang, "mail-overdue", n = n),
            Some(Urgency::Returned) => t!(self.lang, "mail-returned", n = n),
            Some(Urgency::Today) => t!(self.lang, "mail-today", n = n),
            Some(Urgency::Led) => t!(self.lang, "mail-led", n = n),
            Some(Urgency::Review) => t!(self.lang, "mail-review", n = n),
            Some(Urgency::Soon) | None => t!(self.lang, "mail-soon", n = n),
        };
        let requirement = |item: &Item<'_>| reader.role == Role::Liaison && item.urgency != Urgency::Led;
        let entries = items.iter().map(|item| {
            let entry = self.entry(reader, item.obligation, requirement(item));
            // When it was due no longer matters.
            let waits = item.stage.filter(|_| item.urgency == Urgency::Review).map(|stage| self.waits(stage));
            Entry { lines: waits.map_or(entry.lines, |waits| vec![waits]), ..entry }
        });
        let entries = entries.collect();
        Section { heading: Some(self.numbered(at, &heading)), entries }
    }

    fn numbered(&self, at: usize, heading: &str) -> String {
        let number = match self.lang {
            Lang::Zh => {
                ["一、", "二、", "三、", "四、", "五、", "六、", "七、"].get(at).copied().unwrap_or_default()
            }
            Lang::En => "",
        };
        format!("{number}{heading}")
    }

    /// 时限有变: each with the date that holds now, or that it is off.
    fn moved(&self, at: usize, reader: Reader<'_>, moved: &[&Obligation]) -> Option<Section> {
        let entries = moved.iter().take(LISTED).map(|obligation| {
            let entry = self.entry(reader, obligation, false);
            match obligation.state {
                State::Exempt | State::Retired => {
                    Entry { lines: vec![t!(self.lang, "mail-called-off")], ..entry }
                }
                State::Open | State::Submitted | State::Returned | State::Accepted => entry,
            }
        });
        let heading = t!(self.lang, "mail-moved", n = moved.len());
        let section = Section { heading: Some(self.numbered(at, &heading)), entries: entries.collect() };
        (!moved.is_empty()).then_some(section)
    }

    /// Where the rest of a digest is to be seen.
    fn more(&self, reader: Reader<'_>, n: usize) -> (String, String) {
        let path = if reader.role == Role::Office { "overview" } else { "obligations" };
        (t!(self.lang, "mail-more", n = n), format!("{}/{path}", self.public_url))
    }

    fn waits(&self, stage: Stage) -> String {
        t!(self.lang, "mail-waits", stage = words::stage(self.lang, &stage.key()))
    }
}

/// What units still have to send.
fn owed<'a>(items: &[Item<'a>]) -> Vec<Item<'a>> {
    items.iter().filter(|item| item.urgency != Urgency::Review).copied().collect()
}

fn of<'a, 'b>(items: &'a [Item<'b>], urgency: Urgency) -> Vec<&'a Item<'b>> {
    items.iter().filter(|item| item.urgency == urgency).collect()
}

pub(super) fn count(items: &[Item<'_>], urgency: Urgency) -> usize {
    of(items, urgency).len()
}

fn units(items: &[Item<'_>]) -> usize {
    items.iter().map(|item| &item.obligation.unit_id).collect::<std::collections::HashSet<_>>().len()
}
