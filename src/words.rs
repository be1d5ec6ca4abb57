//! The message catalogue (文案): every word a person sees, in 中文 first and English second.
//!
//! The texts are in `src/locales/*/duban.ftl`; `t!` fails to compile on a key that is not there, and a test
//! holds the two languages to the same keys.

use std::sync::OnceLock;

use i18n_embed::LanguageLoader;
use i18n_embed::fluent::FluentLanguageLoader;
use rust_embed::RustEmbed;
use time::{Date, OffsetDateTime, Weekday};

use crate::domain::access::Role;
use crate::domain::obligation::{Light, State};
use crate::domain::period::{Period, Span};
use crate::domain::plan::{Plan, Words};
use crate::domain::timestamp::Timestamp;

mod assessments;
pub mod bulletin;
mod due_rule;
pub mod forms;
mod history;
mod indicators;
mod reminders;
pub mod scoring;
mod supervision;

pub use assessments::{cause, fault, phase, refusal, span_days, span_name, verdict};
pub use due_rule::due_rule;
pub use history::{act, altered, detail, detail_of, row_href};
pub use indicators::{amount, indicator_target, indicator_value, trend};
pub use reminders::{audience, sending_hours, stage, stages_by_rhythm, told};
pub use supervision::{Text as NoticeText, notice, notice_number, ordinal};

#[derive(RustEmbed)]
#[folder = "src/locales"]
struct Locales;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    #[default]
    Zh,
    En,
}

/// Looks a message up: `t!(lang, "key", name = value)`.
macro_rules! t {
    ($lang:expr, $key:literal $($args:tt)*) => {
        i18n_embed_fl::fl!($lang.catalogue(), $key $($args)*)
    };
}
pub(crate) use t;

impl Lang {
    pub fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag {
            "zh-CN" => Some(Self::Zh),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    pub fn pick(self, words: &Words) -> &str {
        match self {
            Self::Zh => &words.zh,
            Self::En => &words.en,
        }
    }

    pub fn catalogue(self) -> &'static FluentLanguageLoader {
        static LOADERS: OnceLock<[FluentLanguageLoader; 2]> = OnceLock::new();
        let [zh, en] = LOADERS.get_or_init(|| [load(Self::Zh), load(Self::En)]);
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

#[expect(clippy::expect_used, reason = "the catalogue is part of the program, and a test loads it")]
fn load(lang: Lang) -> FluentLanguageLoader {
    let tag = |tag: &str| tag.parse().expect("a language tag");
    let loader = FluentLanguageLoader::new("duban", tag(Lang::Zh.tag()));
    loader.load_languages(&Locales, &[tag(lang.tag())]).expect("the catalogue loads");
    // Marks around every value would end up in mails, file names and copied text.
    loader.set_use_isolating(false);
    loader
}

/// 9月30日, with the year where it is not this one.
pub fn date(lang: Lang, day: Date, today: Date) -> String {
    let (y, m, d) = (day.year(), u8::from(day.month()), day.day());
    match lang {
        Lang::Zh if y == today.year() => format!("{m}月{d}日"),
        Lang::Zh => format!("{y}年{m}月{d}日"),
        Lang::En if y == today.year() => format!("{d} {}", month_en(day)),
        Lang::En => format!("{d} {} {y}", month_en(day)),
    }
}

/// Jan … Dec
fn month_en(day: Date) -> String {
    day.month().to_string().chars().take(3).collect()
}

pub fn weekday(lang: Lang, day: Weekday) -> String {
    match day {
        Weekday::Monday => t!(lang, "monday"),
        Weekday::Tuesday => t!(lang, "tuesday"),
        Weekday::Wednesday => t!(lang, "wednesday"),
        Weekday::Thursday => t!(lang, "thursday"),
        Weekday::Friday => t!(lang, "friday"),
        Weekday::Saturday => t!(lang, "saturday"),
        Weekday::Sunday => t!(lang, "sunday"),
    }
}

/// 2026-06-30 17:00; the day's last second reads 24:00.
pub fn exact(at: OffsetDateTime) -> String {
    let (date, time) = (at.date(), at.time());
    if time == crate::domain::deadline::LAST_SECOND {
        return format!("{date} 24:00");
    }
    format!("{date} {:02}:{:02}", time.hour(), time.minute())
}

/// How far away a due date is: 还有3个工作日, 今天截止, 已逾期2个工作日.
pub fn days_left(lang: Lang, plan: &Plan, now: Timestamp, due: Timestamp) -> String {
    let days = plan.working_days_left(now, due);
    let same_day = plan.local_date(now) == plan.local_date(due);
    match (now > due, days) {
        (true, _) if same_day => t!(lang, "overdue-today"),
        (true, days) => t!(lang, "overdue-days", days = (-days).max(1)),
        (false, _) if same_day => t!(lang, "due-today"),
        // Only days off lie between.
        (false, 0) => t!(lang, "due-before-next-working-day"),
        (false, days) => t!(lang, "due-in-days", days = days),
    }
}

/// What a period is called: 2026年6月, 第24周.
pub fn period(lang: Lang, period: &Period) -> String {
    match (period.span(), lang) {
        (None, _) => period.to_string(),
        (Some(Span::Year(year)), Lang::Zh) => format!("{year}年"),
        (Some(Span::Year(year)), Lang::En) => year.to_string(),
        (Some(Span::Month(year, month)), Lang::Zh) => format!("{year}年{}月", u8::from(month)),
        (Some(Span::Month(year, month)), Lang::En) => format!("{month} {year}"),
        (Some(Span::Week(year, week)), Lang::Zh) => format!("{year}年第{week}周"),
        (Some(Span::Week(year, week)), Lang::En) => format!("week {week}, {year}"),
        (Some(Span::Day(day)), Lang::Zh) => format!("{}月{}日", u8::from(day.month()), day.day()),
        (Some(Span::Day(day)), Lang::En) => format!("{} {}", day.day(), month_en(day)),
    }
}

/// The same beside others of one plan year, which goes without saying: 6月, 第24周; nothing for the year itself.
pub fn period_of_year(lang: Lang, plan: &Plan, period: &Period) -> Option<String> {
    match (period.span(), lang) {
        (Some(Span::Year(year)), _) if year == plan.year => None,
        (Some(Span::Month(year, month)), Lang::Zh) if year == plan.year => {
            Some(format!("{}月", u8::from(month)))
        }
        (Some(Span::Month(year, month)), Lang::En) if year == plan.year => Some(month.to_string()),
        (Some(Span::Week(year, week)), Lang::Zh) if year == plan.year => Some(format!("第{week}周")),
        (Some(Span::Week(year, week)), Lang::En) if year == plan.year => Some(format!("week {week}")),
        _ => Some(self::period(lang, period)),
    }
}

pub fn light(lang: Lang, light: Light) -> String {
    match light {
        Light::NotDue => t!(lang, "light-not-due"),
        Light::Exempt => t!(lang, "light-exempt"),
        Light::AcceptedOnTime => t!(lang, "light-accepted-on-time"),
        Light::AcceptedLate => t!(lang, "light-accepted-late"),
        Light::Submitted => t!(lang, "light-submitted"),
        Light::DueSoon => t!(lang, "light-due-soon"),
        Light::Returned => t!(lang, "light-returned"),
        Light::Overdue => t!(lang, "light-overdue"),
    }
}

pub fn state(lang: Lang, state: State) -> String {
    match state {
        State::Open => t!(lang, "state-open"),
        State::Submitted => t!(lang, "state-submitted"),
        State::Returned => t!(lang, "state-returned"),
        State::Accepted => t!(lang, "state-accepted"),
        State::Exempt => t!(lang, "state-exempt"),
        State::Retired => t!(lang, "state-retired"),
    }
}

pub fn role(lang: Lang, role: Role) -> String {
    match role {
        Role::Liaison => t!(lang, "role-liaison"),
        Role::UnitLeader => t!(lang, "role-unit-leader"),
        Role::Office => t!(lang, "role-office"),
        Role::ScoringOffice => t!(lang, "role-scoring-office"),
        Role::DistrictLeader => t!(lang, "role-district-leader"),
        Role::Admin => t!(lang, "role-admin"),
    }
}

/// 、 or a comma, between names.
pub fn separator(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "、",
        Lang::En => ", ",
    }
}

/// Between two sentences.
pub fn sentence_gap(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "",
        Lang::En => " ",
    }
}

/// ； or a semicolon, between what may hold commas itself.
pub fn clause_separator(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "；",
        Lang::En => "; ",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn keys(lang: Lang) -> BTreeSet<String> {
        let file = Locales::get(&format!("{}/duban.ftl", lang.tag())).unwrap();
        let text = String::from_utf8(file.data.into_owned()).unwrap();
        let is_key = |line: &str| line.starts_with(|c: char| c.is_ascii_lowercase());
        let mut keys = BTreeSet::new();
        for line in text.lines().filter(|line| is_key(line)) {
            let key = line.split(' ').next().unwrap().to_owned();
            assert!(!keys.contains(&key), "{key} is there twice in {}", lang.tag());
            keys.insert(key);
        }
        keys
    }

    #[test]
    fn both_languages_say_everything() {
        let (zh, en) = (keys(Lang::Zh), keys(Lang::En));
        assert!(zh.len() > 50);
        assert_eq!(zh.difference(&en).collect::<Vec<_>>(), Vec::<&String>::new(), "missing in English");
        assert_eq!(en.difference(&zh).collect::<Vec<_>>(), Vec::<&String>::new(), "missing in Chinese");
    }

    /// One that cannot be read is left out when the catalogue is loaded, and the other language's stands in for it.
    #[test]
    fn every_message_can_be_read() {
        for lang in [Lang::Zh, Lang::En] {
            let read: BTreeSet<String> =
                lang.catalogue().with_message_iter(&lang.tag().parse().unwrap(), |messages| {
                    messages.map(|message| message.id.name.to_owned()).collect()
                });
            assert_eq!(
                keys(lang).difference(&read).collect::<Vec<_>>(),
                Vec::<&String>::new(),
                "{}",
                lang.tag()
            );
        }
    }

    #[test]
    fn values_stand_in_the_text_without_invisible_marks() {
        assert_eq!(t!(Lang::Zh, "due-in-days", days = 3), "还有3个工作日");
        assert_eq!(t!(Lang::En, "due-in-days", days = 1), "1 working day left");
    }
}
