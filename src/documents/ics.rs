//! Calendars for other programs (iCalendar, RFC 5545): plain data in, text out.
//!
//! The same data makes the same text, so that its hash can stand for it. That is why it is written here: the crate
//! there is (icalendar) puts the time of writing and a random id into every part, even into time zones, where neither
//! may stand.

use time::{Date, Duration, Time, UtcOffset};

use crate::domain::timestamp::Timestamp;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar<'a> {
    pub name: &'a str,
    /// `zh-CN`
    pub lang: &'a str,
    /// The zone in which people read the times.
    pub zone: UtcOffset,
    /// Whether it is handed over once, by mail, and not asked for again and again.
    pub is_message: bool,
    pub events: &'a [Event],
}

/// Something to be done by a day or an hour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The same for good, whatever changes.
    pub uid: String,
    /// How often its date was moved, it was called off or called on again.
    pub sequence: i64,
    /// When anything about it last changed.
    pub changed_at: Timestamp,
    pub due: Due,
    pub is_cancelled: bool,
    pub summary: String,
    pub description: String,
    pub category: String,
    pub url: String,
    /// When its person wants to be told.
    pub alarms: Vec<Timestamp>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// Any time that day
    Day(Date),
    /// By this instant, shown as the half hour before it
    By(Timestamp),
}

const SHOWN: Duration = Duration::minutes(30);
/// How often programs should ask again.
const REFRESH: &str = "PT4H";

pub fn write(calendar: &Calendar<'_>) -> String {
    let mut text = Text::default();
    text.line("BEGIN", "VCALENDAR");
    text.line("VERSION", "2.0");
    text.line("PRODID", "-//duban//duban//ZH");
    text.line("CALSCALE", "GREGORIAN");
    if calendar.is_message {
        text.line("METHOD", "PUBLISH");
    } else {
        text.line("REFRESH-INTERVAL;VALUE=DURATION", REFRESH);
        text.line("X-PUBLISHED-TTL", REFRESH);
    }
    text.words(&format!("NAME;LANGUAGE={}", calendar.lang), calendar.name);
    text.words("X-WR-CALNAME", calendar.name);
    text.words("X-WR-TIMEZONE", &zone_id(calendar.zone));
    text.zone(calendar.zone);
    for event in calendar.events {
        text.event(event, calendar.zone);
    }
    text.line("END", "VCALENDAR");
    text.0
}

#[derive(Default)]
struct Text(String);

impl Text {
    /// A zone without summer time, as China's is.
    fn zone(&mut self, zone: UtcOffset) {
        let offset = offset(zone);
        self.line("BEGIN", "VTIMEZONE");
        self.words("TZID", &zone_id(zone));
        self.line("BEGIN", "STANDARD");
        self.line("DTSTART", "19700101T000000");
        self.line("TZOFFSETFROM", &offset);
        self.line("TZOFFSETTO", &offset);
        self.line("TZNAME", if zone == CHINA { "CST" } else { &offset });
        self.line("END", "STANDARD");
        self.line("END", "VTIMEZONE");
    }

    fn event(&mut self, event: &Event, zone: UtcOffset) {
        self.line("BEGIN", "VEVENT");
        self.words("UID", &event.uid);
        self.line("SEQUENCE", &event.sequence.to_string());
        self.line("DTSTAMP", &utc(event.changed_at));
        self.line("LAST-MODIFIED", &utc(event.changed_at));
        self.due(event.due, zone);
        self.words("SUMMARY", &event.summary);
        self.words("DESCRIPTION", &event.description);
        self.words("CATEGORIES", &event.category);
        self.line("URL", &event.url);
        self.line("STATUS", if event.is_cancelled { "CANCELLED" } else { "CONFIRMED" });
        // A date to keep, not an hour that is taken.
        self.line("TRANSP", "TRANSPARENT");
        for (at, n) in event.alarms.iter().zip(1..) {
            self.alarm(event, n, *at, zone);
        }
        self.line("END", "VEVENT");
    }

    fn due(&mut self, due: Due, zone: UtcOffset) {
        match due {
            Due::Day(day) => {
                // The end is the first day that is no longer part of it.
                self.line("DTSTART;VALUE=DATE", &date(day));
                self.line("DTEND;VALUE=DATE", &date(day.next_day().unwrap_or(day)));
            }
            Due::By(at) => {
                let zone_id = zone_id(zone);
                self.line(&format!("DTSTART;TZID={zone_id}"), &local(at.minus(SHOWN), zone));
                self.line(&format!("DTEND;TZID={zone_id}"), &local(at, zone));
            }
        }
    }

    /// Counted from the event's start: that is what every program understands.
    fn alarm(&mut self, event: &Event, number: i64, at: Timestamp, zone: UtcOffset) {
        let start = match event.due {
            Due::Day(day) => Timestamp::local(day, Time::MIDNIGHT, zone),
            Due::By(due) => due.minus(SHOWN),
        };
        self.line("BEGIN", "VALARM");
        self.words("UID", &format!("{}-alarm-{number}", event.uid));
        self.line("ACTION", "DISPLAY");
        self.line("TRIGGER", &duration(at.since(start)));
        self.words("DESCRIPTION", &event.summary);
        self.line("END", "VALARM");
    }

    /// A text, in which some characters mean something else.
    fn words(&mut self, name: &str, value: &str) {
        let mut escaped = String::with_capacity(value.len());
        for c in value.chars() {
            match c {
                '\\' | ';' | ',' => escaped.extend(['\\', c]),
                '\n' => escaped.push_str("\\n"),
                c if c.is_control() && c != '\t' => {}
                c => escaped.push(c),
            }
        }
        self.line(name, &escaped);
    }

    /// No line is longer than 75 bytes; what is longer goes on in the next, after a space.
    fn line(&mut self, name: &str, value: &str) {
        let mut width = 0;
        for c in name.chars().chain([':']).chain(value.chars()) {
            if width + c.len_utf8() > 75 {
                self.0.push_str("\r\n ");
                width = 1;
            }
            self.0.push(c);
            width += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

const CHINA: UtcOffset = time::macros::offset!(+8);

fn zone_id(zone: UtcOffset) -> String {
    if zone == CHINA { "Asia/Shanghai".to_owned() } else { format!("UTC{}", offset(zone)) }
}

/// `+0800`
fn offset(zone: UtcOffset) -> String {
    let (hours, minutes, _) = zone.as_hms();
    let sign = if zone.is_negative() { '-' } else { '+' };
    format!("{sign}{:02}{:02}", hours.abs(), minutes.abs())
}

fn date(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), u8::from(day.month()), day.day())
}

fn local(at: Timestamp, zone: UtcOffset) -> String {
    let at = at.in_zone(zone);
    format!("{}T{:02}{:02}{:02}", date(at.date()), at.hour(), at.minute(), at.second())
}

fn utc(at: Timestamp) -> String {
    format!("{}Z", local(at, UtcOffset::UTC))
}

/// `-P2DT15H`, `PT9H`
fn duration(span: Duration) -> String {
    let sign = if span.is_negative() { "-" } else { "" };
    let minutes = span.whole_minutes().abs();
    let (days, hours, minutes) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    let part = |n: i64, unit: &str| if n == 0 { String::new() } else { format!("{n}{unit}") };
    match (part(days, "D"), part(hours, "H") + &part(minutes, "M")) {
        (days, time) if days.is_empty() && time.is_empty() => "PT0M".to_owned(),
        (days, time) if time.is_empty() => format!("{sign}P{days}"),
        (days, time) => format!("{sign}P{days}T{time}"),
    }
}

#[cfg(test)]
mod tests;
