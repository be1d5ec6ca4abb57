//! Due rules in the words of a plan (时限).

use super::{Lang, t, weekday};
use crate::domain::deadline::{DayOfMonth, Days, DueRule, MonthDay, Months, Shift, TimeOfDay, When};
use crate::domain::plan::Plan;

/// A due rule in the words of a plan: 每个双数月15日前.
pub fn due_rule(lang: Lang, plan: &Plan, rule: &DueRule) -> String {
    let mut words = match &rule.when {
        When::Dates(days) => {
            let days: Vec<String> = days.iter().map(|day| month_day(lang, *day)).collect();
            t!(lang, "due-by", when = days.join(separator(lang)))
        }
        When::Monthly { day, months } => {
            let when = format!("{}{}", months_words(lang, *months), day_words(lang, day.day()));
            t!(lang, "due-by", when = when)
        }
        When::Weekly(day) => t!(lang, "due-weekly", day = weekday(lang, *day)),
        When::After { event, days, counted } => {
            let (event, days) = (event.as_str(), i64::from(*days));
            match counted {
                Days::Working => t!(lang, "due-after-working", event = event, days = days),
                Days::Calendar => t!(lang, "due-after-calendar", event = event, days = days),
            }
        }
        When::Standing => t!(lang, "due-standing"),
        When::Undated => t!(lang, "due-undated"),
    };
    for note in due_notes(lang, plan, rule) {
        words.push_str(separator(lang));
        words.push_str(&note);
    }
    words
}

fn due_notes(lang: Lang, plan: &Plan, rule: &DueRule) -> Vec<String> {
    let mut notes = Vec::new();
    let time = |time: time::Time| format!("{:02}:{:02}", time.hour(), time.minute());
    match rule.time {
        TimeOfDay::EndOfDay => {}
        TimeOfDay::CloseOfBusiness => notes.push(t!(lang, "due-close", time = time(plan.close_of_business))),
        TimeOfDay::At(at) => notes.push(t!(lang, "due-at", time = time(at))),
    }
    match rule.shift {
        Shift::None => {}
        Shift::Previous => notes.push(t!(lang, "due-shift-previous")),
        Shift::Next => notes.push(t!(lang, "due-shift-next")),
    }
    if let Some(year) = rule.from_year {
        notes.push(t!(lang, "due-from-year", year = year.to_string()));
    }
    if let Some(place) = rule.until.as_ref().and_then(|until| plan.duty(until)) {
        notes.push(t!(lang, "due-until", milestone = lang.pick(&place.duty.title)));
    }
    notes
}

fn separator(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "、",
        Lang::En => ", ",
    }
}

fn month_day(lang: Lang, day: MonthDay) -> String {
    match lang {
        Lang::Zh => format!("{}月{}", u8::from(day.month()), day_words(lang, day.day())),
        Lang::En => format!("{}{}", day.month(), day_words(lang, day.day())),
    }
}

fn months_words(lang: Lang, months: Months) -> String {
    let listed = || match lang {
        Lang::Zh => {
            months.iter().map(|month| format!("{}月", u8::from(month))).collect::<Vec<_>>().join("、")
        }
        Lang::En => months.iter().map(|month| month.to_string()).collect::<Vec<_>>().join(", "),
    };
    match months {
        Months::EVERY => t!(lang, "months-every"),
        Months::EVEN => t!(lang, "months-even"),
        Months::ODD => t!(lang, "months-odd"),
        Months::QUARTER => t!(lang, "months-quarter"),
        Months::HALF_YEAR => t!(lang, "months-half-year"),
        _ => listed(),
    }
}

fn day_words(lang: Lang, day: DayOfMonth) -> String {
    match (day, lang) {
        (DayOfMonth::Day(day), Lang::Zh) => format!("{day}日"),
        (DayOfMonth::Day(day), Lang::En) => format!(" {day}"),
        (DayOfMonth::Early, _) => t!(lang, "day-early"),
        (DayOfMonth::Middle, _) => t!(lang, "day-middle"),
        (DayOfMonth::Last, _) => t!(lang, "day-last"),
        (DayOfMonth::LastWorking, _) => t!(lang, "day-last-working"),
    }
}
