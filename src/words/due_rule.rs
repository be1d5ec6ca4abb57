//! Due rules in the words of a plan (时限).

use super::{Lang, separator, t, weekday};
use crate::domain::deadline::{DayOfMonth, Days, DueRule, MonthDay, Months, Shift, TimeOfDay, When};
use crate::domain::plan::Plan;

/// A due rule in the words of a plan: 每个双数月15日前; by the 15th of every even month.
pub fn due_rule(lang: Lang, plan: &Plan, rule: &DueRule) -> String {
    let time = time_of_day(lang, plan, rule.time);
    let mut words = match &rule.when {
        When::Dates(days) => {
            let date = |each: &MonthDay| by(lang, each.day(), time.as_deref(), |day| date(lang, *each, day));
            listed(lang, days.iter().map(date).collect())
        }
        When::Monthly { day, months } => {
            by(lang, day.day(), time.as_deref(), |day| monthly(lang, *months, day))
        }
        When::Weekly(day) => weekly(lang, *day, time.as_deref()),
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
    for note in notes(lang, plan, rule) {
        words = t!(lang, "due-with-note", rule = words, note = note);
    }
    words
}

/// 6月30日前; 6月30日18:00前; 7月上旬内, which with a time of day is 7月10日18:00前.
fn by(lang: Lang, day: DayOfMonth, time: Option<&str>, name: impl Fn(DayOfMonth) -> String) -> String {
    match (day, time) {
        (DayOfMonth::Early, Some(time)) => by(lang, DayOfMonth::Day(10), Some(time), name),
        (DayOfMonth::Middle, Some(time)) => by(lang, DayOfMonth::Day(20), Some(time), name),
        (day, Some(time)) => t!(lang, "due-by-time", when = name(day), time = time),
        (DayOfMonth::Early | DayOfMonth::Middle, None) => t!(lang, "due-within", when = name(day)),
        (day, None) => t!(lang, "due-by", when = name(day)),
    }
}

fn date(lang: Lang, date: MonthDay, day: DayOfMonth) -> String {
    let month = month(lang, date.month());
    match day {
        DayOfMonth::Day(number) => t!(lang, "due-month-day", month = month, day = number.to_string()),
        day => t!(lang, "due-day-of", months = month, day = day_of_month(lang, day)),
    }
}

fn monthly(lang: Lang, which: Months, day: DayOfMonth) -> String {
    if (which, day) == (Months::QUARTER, DayOfMonth::Last) {
        return t!(lang, "due-quarter-end");
    }
    t!(lang, "due-day-of", months = months(lang, which), day = day_of_month(lang, day))
}

fn weekly(lang: Lang, day: time::Weekday, time: Option<&str>) -> String {
    let day = match lang {
        Lang::Zh => weekday(lang, day),
        Lang::En => day.to_string(),
    };
    match time {
        Some(time) => t!(lang, "due-weekly-time", day = day, time = time),
        None => t!(lang, "due-weekly", day = day),
    }
}

fn months(lang: Lang, which: Months) -> String {
    match which {
        Months::EVERY => t!(lang, "months-every"),
        Months::EVEN => t!(lang, "months-even"),
        Months::ODD => t!(lang, "months-odd"),
        Months::QUARTER => t!(lang, "months-quarter"),
        which => {
            let names = which.iter().map(|each| month(lang, each)).collect();
            t!(lang, "months-listed", months = listed(lang, names))
        }
    }
}

/// 6月, June
fn month(lang: Lang, month: time::Month) -> String {
    match lang {
        Lang::Zh => format!("{}月", u8::from(month)),
        Lang::En => month.to_string(),
    }
}

/// What stands after the month in Chinese, and before it in English.
fn day_of_month(lang: Lang, day: DayOfMonth) -> String {
    match (day, lang) {
        (DayOfMonth::Day(day), Lang::Zh) => format!("{day}日"),
        (DayOfMonth::Day(day), Lang::En) => format!("{day}{}", ordinal(day)),
        (DayOfMonth::Early, _) => t!(lang, "day-early"),
        (DayOfMonth::Middle, _) => t!(lang, "day-middle"),
        (DayOfMonth::Last, _) => t!(lang, "day-last"),
        (DayOfMonth::LastWorking, _) => t!(lang, "day-last-working"),
    }
}

fn ordinal(number: u8) -> &'static str {
    match (number, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

fn time_of_day(lang: Lang, plan: &Plan, time: TimeOfDay) -> Option<String> {
    let clock = |time: time::Time| format!("{:02}:{:02}", time.hour(), time.minute());
    match time {
        TimeOfDay::EndOfDay => None,
        TimeOfDay::CloseOfBusiness => Some(t!(lang, "due-close", time = clock(plan.close_of_business))),
        TimeOfDay::At(at) => Some(clock(at)),
    }
}

fn notes(lang: Lang, plan: &Plan, rule: &DueRule) -> Vec<String> {
    let mut notes = Vec::new();
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

/// 1月、4月、7月; January, April and July
fn listed(lang: Lang, mut items: Vec<String>) -> String {
    let last = items.pop().unwrap_or_default();
    if items.is_empty() {
        return last;
    }
    t!(lang, "list-and", first = items.join(separator(lang)), last = last)
}
