//! When people are reminded, in words.

use time::macros::format_description;
use time::{Date, Time};

use super::{Lang, separator, t};
use crate::domain::deadline::LAST_SECOND;
use crate::domain::plan::Plan;
use crate::domain::reminder::{Audience, DaysOff, Rhythm, Rules, Stages};
use crate::domain::timestamp::Timestamp;

/// A stage of the ledger: 提前7个工作日, 截止当天, 逾期3个工作日, 退回后2天. The day it was counted from stands behind
/// an `@` and is left out.
pub fn stage(lang: Lang, key: &str) -> String {
    let (key, _) = key.split_once('@').unwrap_or((key, ""));
    let (name, days) = key.split_once('-').unwrap_or((key, ""));
    let calendar = days.ends_with('d');
    match (name, days.trim_end_matches('d').parse::<u16>(), calendar) {
        ("due", ..) => t!(lang, "stage-due"),
        ("before", Ok(days), false) => t!(lang, "stage-before", days = days),
        ("before", Ok(days), true) => t!(lang, "stage-before-calendar", days = days),
        ("overdue", Ok(days), false) => t!(lang, "stage-overdue", days = days),
        ("overdue", Ok(days), true) => t!(lang, "stage-overdue-calendar", days = days),
        ("returned", Ok(days), false) => t!(lang, "stage-returned", days = days),
        ("returned", Ok(days), true) => t!(lang, "stage-returned-calendar", days = days),
        ("review", Ok(days), false) => t!(lang, "stage-review", days = days),
        ("review", Ok(days), true) => t!(lang, "stage-review-calendar", days = days),
        _ => key.to_owned(),
    }
}

/// A stage as it truly was when it was told at `at`: 当时还有7个工作日, 当时已逾期3个工作日. A letter may leave some
/// days after its stage was reached.
pub fn told(lang: Lang, plan: &Plan, key: &str, at: Timestamp) -> String {
    let day = key
        .split_once('@')
        .and_then(|(_, day)| Date::parse(day, format_description!("[year]-[month]-[day]")).ok());
    let Some(day) = day.filter(|_| !key.starts_with("returned-") && !key.starts_with("review-")) else {
        return stage(lang, key);
    };
    let due = Timestamp::local(day, LAST_SECOND, plan.zone);
    if plan.local_date(at) == day {
        return t!(lang, "stage-due");
    }
    t!(lang, "stage-then", left = super::days_left(lang, plan, at, due))
}

/// The stages that this plan's duties go by, a line for each rhythm: 双月事项：提前7个工作日、截止当天.
pub fn stages_by_rhythm(lang: Lang, plan: &Plan) -> Vec<String> {
    let rules = &plan.reminders;
    let each = [
        (Rhythm::Weekly, t!(lang, "stages-weekly"), &rules.weekly),
        (Rhythm::Monthly, t!(lang, "stages-monthly"), &rules.monthly),
        (Rhythm::TwoMonthly, t!(lang, "stages-two-monthly"), &rules.two_monthly),
        (Rhythm::Seldom, t!(lang, "stages-default"), &rules.default),
    ];
    let used = |rhythm| plan.duties().any(|place| Rhythm::of(&place.duty.due) == rhythm);
    let lines = each.into_iter().filter(|(rhythm, ..)| used(*rhythm));
    lines.map(|(_, label, stages)| labelled(lang, label, &in_words(lang, stages))).collect()
}

fn labelled(lang: Lang, label: String, text: &str) -> String {
    format!("{}{text}", t!(lang, "labelled", label = label))
}

fn in_words(lang: Lang, stages: &Stages) -> String {
    let all: Vec<String> = stages.stages().map(|each| stage(lang, &each.key())).collect();
    all.join(separator(lang))
}

/// When messages may leave: 工作日09:00至12:00、14:00至17:30.
pub fn sending_hours(lang: Lang, rules: &Rules) -> String {
    let clock = |time: Time| format!("{:02}:{:02}", time.hour(), time.minute());
    let span = |from, until| t!(lang, "hours-span", from = clock(from), until = clock(until));
    let hours = match rules.pause {
        None => span(rules.send_from, rules.send_until),
        Some(pause) => {
            [span(rules.send_from, pause.from), span(pause.until, rules.send_until)].join(separator(lang))
        }
    };
    match rules.days_off {
        DaysOff::Never => t!(lang, "hours-working", hours = hours),
        DaysOff::Due => t!(lang, "hours-due", hours = hours),
        DaysOff::Always => t!(lang, "hours-always", hours = hours),
    }
}

/// Who is told: 该单位联络员、单位负责人.
pub fn audience(lang: Lang, to: &[Audience]) -> String {
    let each = |audience: &Audience| match audience {
        Audience::Liaison => t!(lang, "audience-liaison"),
        Audience::Leader => t!(lang, "audience-leader"),
        Audience::Office => t!(lang, "audience-office"),
        Audience::LeadUnit => t!(lang, "audience-lead-unit"),
    };
    to.iter().map(each).collect::<Vec<_>>().join(separator(lang))
}
