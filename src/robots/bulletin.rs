//! What a chat group is told (群通报), as Markdown that both products draw: bold, links, lines.
//!
//! A group has readers who are not known to duban, so no person's name or address ever stands in it; whoever
//! follows a link signs in first.

use super::format::{fits, line_break};
use super::{Notice, Robot};
use crate::config::RobotKind;
use crate::domain::digest::{Item, Urgency};
use crate::domain::plan::Plan;
use crate::domain::timestamp::Timestamp;
use crate::words::{self, Lang, t};

/// The most that a bulletin lists; the rest is counted. Nobody reads more in a chat.
const LISTED: usize = 30;

/// The most of one part that stay before any more of another do.
const OF_EACH: usize = 4;

/// In their order in a bulletin.
const URGENCIES: [Urgency; 6] =
    [Urgency::Overdue, Urgency::Returned, Urgency::Today, Urgency::Soon, Urgency::Led, Urgency::Review];

/// The id of a group's bulletin of that day.
pub fn bulletin_id(robot: &Robot, day: time::Date) -> String {
    format!("digest-{}-{day}", robot.id())
}

/// Writes to chat groups about one plan.
#[derive(Debug, Clone, Copy)]
pub struct Writer<'a> {
    pub lang: Lang,
    pub plan: &'a Plan,
    pub now: Timestamp,
    /// Without a slash at the end: `https://duban.example.gov.cn`.
    pub public_url: &'a str,
}

impl Writer<'_> {
    /// `items` in the order in which they are to be read; as many of them as the product takes in one message.
    pub fn bulletin(&self, kind: RobotKind, items: &[Item<'_>]) -> Notice {
        let title = self.title(items);
        let kept = by_weight(items);
        let text = |n: usize| self.text(kind, &title, items, kept.get(..n).unwrap_or_default());
        let longest = (0..=items.len().min(LISTED)).rev().map(text).find(|text| fits(kind, &title, text));
        Notice { text: longest.unwrap_or_else(|| text(0)), title, now: self.now }
    }

    pub fn title(&self, items: &[Item<'_>]) -> String {
        let (day, waiting) = (self.day(self.now), count(items, Urgency::Review));
        match items.len() - waiting {
            0 => t!(self.lang, "robot-title-review", n = waiting, date = day),
            owed => t!(self.lang, "robot-title", n = owed, date = day),
        }
    }

    /// A test (测试消息).
    pub fn test(&self, kind: RobotKind) -> Notice {
        let title = t!(self.lang, "robot-test-title");
        let at = words::exact(self.now.in_zone(self.plan.zone));
        let plan = self.lang.pick(&self.plan.title);
        let lines = [
            format!("**{title}**"),
            t!(self.lang, "robot-test", plan = plain(plan), at = at),
            link(&t!(self.lang, "robot-open"), self.public_url),
        ];
        Notice { text: lines.join(line_break(kind)), title, now: self.now }
    }

    /// Of `items` those are listed that stand at the places `kept`.
    fn text(&self, kind: RobotKind, title: &str, items: &[Item<'_>], kept: &[usize]) -> String {
        let mut lines = vec![format!("**{title}**")];
        lines.extend(self.opening(items));
        for urgency in URGENCIES {
            let part =
                items.iter().enumerate().filter(|(at, item)| item.urgency == urgency && kept.contains(at));
            let mut part = part.map(|(_, item)| self.line(item)).peekable();
            if part.peek().is_some() {
                lines.push(format!("**{}**", self.heading(urgency, count(items, urgency))));
                lines.extend(part);
            }
        }
        let rest = items.len() - kept.len();
        if rest > 0 {
            lines.push(t!(self.lang, "robot-more", n = rest));
        }
        lines.push(link(&t!(self.lang, "robot-open"), self.public_url));
        lines.join(line_break(kind))
    }

    /// What is still to be sent, and what waits for a review.
    fn opening(&self, items: &[Item<'_>]) -> impl Iterator<Item = String> {
        let plan = plain(self.lang.pick(&self.plan.title));
        let waiting = count(items, Urgency::Review);
        let owed = match (items.len() - waiting, count(items, Urgency::Overdue)) {
            (0, _) => None,
            (n, 0) => Some(t!(self.lang, "robot-opening", plan = plan, n = n)),
            (n, late) => Some(t!(self.lang, "robot-opening-overdue", plan = plan, n = n, overdue = late)),
        };
        let waiting = (waiting > 0).then(|| t!(self.lang, "mail-opening-review", n = waiting));
        owed.into_iter().chain(waiting)
    }

    /// `n` counts all that are so urgent, listed or not.
    fn heading(&self, urgency: Urgency, n: usize) -> String {
        match urgency {
            Urgency::Overdue => t!(self.lang, "mail-overdue", n = n),
            Urgency::Returned => t!(self.lang, "mail-returned", n = n),
            Urgency::Today => t!(self.lang, "mail-today", n = n),
            Urgency::Soon => t!(self.lang, "mail-soon", n = n),
            Urgency::Led => t!(self.lang, "robot-led", n = n),
            Urgency::Review => t!(self.lang, "mail-review", n = n),
        }
    }

    fn line(&self, item: &Item<'_>) -> String {
        let (plan, lang, obligation) = (self.plan, self.lang, item.obligation);
        let unit = plan.unit(&obligation.unit_id).map(|unit| lang.pick(&unit.name)).unwrap_or_default();
        let title = plan.duty(&obligation.duty_id).map(|place| lang.pick(&place.duty.title));
        let period = words::period(lang, &obligation.period);
        let title = t!(lang, "mail-item", title = title.unwrap_or_default(), period = period);
        let page = link(&title, &format!("{}/obligations/{}", self.public_url, obligation.id));
        let what = t!(lang, "robot-item", unit = plain(unit), item = page);
        match (obligation.due_at, item.stage) {
            // When it was due no longer matters.
            (_, Some(stage)) if item.urgency == Urgency::Review => {
                let stage = words::stage(lang, &stage.key());
                t!(lang, "robot-waits", item = what, waits = t!(lang, "mail-waits", stage = stage))
            }
            (None, _) => what,
            (Some(due), _) => {
                let left = words::days_left(lang, plan, self.now, due);
                t!(lang, "robot-due", item = what, date = self.day(due), left = left)
            }
        }
    }

    fn day(&self, at: Timestamp) -> String {
        words::date(self.lang, self.plan.local_date(at), self.plan.local_date(self.now))
    }
}

/// The places of the items, those first that are to stay where not all have room: some of each part, so that what is
/// long overdue does not hide what is due today.
fn by_weight(items: &[Item<'_>]) -> Vec<usize> {
    let first = |urgency| {
        let of_part = items.iter().enumerate().filter(move |(_, item)| item.urgency == urgency);
        of_part.map(|(at, _)| at).take(OF_EACH)
    };
    let mut places: Vec<usize> = URGENCIES.into_iter().flat_map(first).collect();
    let rest: Vec<usize> = (0..items.len()).filter(|at| !places.contains(at)).collect();
    places.extend(rest);
    places
}

fn count(items: &[Item<'_>], urgency: Urgency) -> usize {
    items.iter().filter(|item| item.urgency == urgency).count()
}

fn link(words: &str, address: &str) -> String {
    format!("[{}]({address})", plain(words))
}

/// The plan's words are to be read and not obeyed: `<@all>` would call everybody, brackets would end a link.
fn plain(words: &str) -> String {
    let wide = |c| match c {
        '[' => '［',
        ']' => '］',
        '<' => '＜',
        '>' => '＞',
        '*' => '＊',
        '`' => '｀',
        '@' => '＠',
        other => other,
    };
    words.chars().map(wide).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plans_words_command_nothing() {
        assert_eq!(plain("<@all> [a](b) **c**"), "＜＠all＞ ［a］(b) ＊＊c＊＊");
        assert_eq!(link("见[附件1]", "https://x"), "[见［附件1］](https://x)");
    }
}
