use proptest::prelude::*;
use time::macros::{date, datetime};

use super::*;

fn event() -> Event {
    Event {
        uid: "1.4-report~jiaoyu~2026-06@credit-2026.duban".to_owned(),
        sequence: 2,
        changed_at: Timestamp::new(datetime!(2026-06-02 10:00 +8)),
        due: Due::Day(date!(2026 - 06 - 15)),
        is_cancelled: false,
        summary: "1.4 信用体系建设情况报告 · 6月".to_owned(),
        description: "要求：报送；1,2\\3\n第二行".to_owned(),
        category: "专项工程一".to_owned(),
        url: "https://duban.example.gov.cn/obligations/1.4-report~jiaoyu~2026-06".to_owned(),
        alarms: vec![
            Timestamp::new(datetime!(2026-06-12 09:00 +8)),
            Timestamp::new(datetime!(2026-06-15 09:00 +8)),
        ],
    }
}

fn written(event: Event) -> String {
    write(&Calendar { name: "督办", lang: "zh-CN", zone: CHINA, is_message: false, events: &[event] })
}

#[test]
fn a_day_ends_with_the_next_and_alarms_count_from_its_first_minute() {
    let expected = "\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//duban//duban//ZH
CALSCALE:GREGORIAN
REFRESH-INTERVAL;VALUE=DURATION:PT4H
X-PUBLISHED-TTL:PT4H
NAME;LANGUAGE=zh-CN:督办
X-WR-CALNAME:督办
X-WR-TIMEZONE:Asia/Shanghai
BEGIN:VTIMEZONE
TZID:Asia/Shanghai
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0800
TZOFFSETTO:+0800
TZNAME:CST
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:1.4-report~jiaoyu~2026-06@credit-2026.duban
SEQUENCE:2
DTSTAMP:20260602T020000Z
LAST-MODIFIED:20260602T020000Z
DTSTART;VALUE=DATE:20260615
DTEND;VALUE=DATE:20260616
SUMMARY:1.4 信用体系建设情况报告 · 6月
DESCRIPTION:要求：报送；1\\,2\\\\3\\n第二行
CATEGORIES:专项工程一
URL:https://duban.example.gov.cn/obligations/1.4-report~jiaoyu~2026-06
STATUS:CONFIRMED
TRANSP:TRANSPARENT
BEGIN:VALARM
UID:1.4-report~jiaoyu~2026-06@credit-2026.duban-alarm-1
ACTION:DISPLAY
TRIGGER:-P2DT15H
DESCRIPTION:1.4 信用体系建设情况报告 · 6月
END:VALARM
BEGIN:VALARM
UID:1.4-report~jiaoyu~2026-06@credit-2026.duban-alarm-2
ACTION:DISPLAY
TRIGGER:PT9H
DESCRIPTION:1.4 信用体系建设情况报告 · 6月
END:VALARM
END:VEVENT
END:VCALENDAR
";
    assert_eq!(written(event()).replace("\r\n", "\n"), expected);
}

#[test]
fn an_hour_is_the_half_hour_before_it_in_chinas_zone() {
    let due = Due::By(Timestamp::new(datetime!(2026-06-12 17:00 +8)));
    let text = written(Event { due, is_cancelled: true, ..event() });
    for line in [
        "DTSTART;TZID=Asia/Shanghai:20260612T163000",
        "DTEND;TZID=Asia/Shanghai:20260612T170000",
        "STATUS:CANCELLED",
        "TRIGGER:-PT7H30M",
    ] {
        assert!(text.contains(&format!("\r\n{line}\r\n")), "no {line} in\n{text}");
    }
}

#[test]
fn another_zone_is_told_by_its_offset() {
    let zone = time::macros::offset!(-3:30);
    let text = write(&Calendar { name: "x", lang: "en", zone, is_message: true, events: &[event()] });
    assert!(text.contains("\r\nTZID:UTC-0330\r\n") && text.contains("\r\nTZOFFSETTO:-0330\r\n"), "{text}");
    assert!(text.contains("\r\nMETHOD:PUBLISH\r\n"));
}

#[test]
fn durations() {
    let table = [
        (Duration::ZERO, "PT0M"),
        (Duration::hours(9), "PT9H"),
        (Duration::minutes(-3780), "-P2DT15H"),
        (Duration::days(-7), "-P7D"),
        (Duration::minutes(-61), "-PT1H1M"),
    ];
    for (span, expected) in table {
        assert_eq!(duration(span), expected);
    }
}

/// Unfolds and unescapes, as the standard says.
fn read(text: &str, name: &str) -> String {
    let unfolded = text.replace("\r\n ", "");
    let line = unfolded.split("\r\n").find_map(|line| line.strip_prefix(&format!("{name}:"))).unwrap();
    let mut value = String::new();
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        value.push(match c {
            '\\' => match chars.next().unwrap() {
                'n' => '\n',
                other => other,
            },
            c => c,
        });
    }
    value
}

proptest! {
    #[test]
    fn any_text_comes_back_and_no_line_is_too_long(text in any::<String>(), more in "[\\\\,;:\n 信用😀a]{0,200}") {
        let plain = |text: &str| text.chars().filter(|c| !c.is_control() || matches!(c, '\t' | '\n')).collect::<String>();
        let written = written(Event { summary: text.clone(), description: more.clone(), alarms: vec![], ..event() });
        prop_assert_eq!(read(&written, "SUMMARY"), plain(&text));
        prop_assert_eq!(read(&written, "DESCRIPTION"), plain(&more));
        prop_assert!(written.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
        prop_assert!(written.ends_with("\r\nEND:VCALENDAR\r\n"));
    }
}
