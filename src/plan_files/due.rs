//! A due rule as written (时限) into the rule language.

use std::ops::Range;

use time::{Month, Time, Weekday};

use super::at::At;
use super::names::id;
use super::problem::{Problems, say};
use super::raw::{AfterTable, DayName, DueTable, MonthNames, MonthlyTable, ShiftName, WeekdayName};
use crate::domain::deadline::{
    BadRule, DayOfMonth, Days, DueRule, MonthDay, MonthlyDay, Months, Shift, TimeOfDay, When,
};

/// The rule, or problems; `gap` says whether the duty explains why it has no date.
pub(super) fn due(file: &str, table: &At<DueTable>, gap: bool, problems: &mut Problems) -> Option<DueRule> {
    let span = table.span();
    let when = form(file, table, problems);
    let time = match table.time.as_ref().map(|text| (text, text.as_str())) {
        None => Some(TimeOfDay::EndOfDay),
        Some((_, "close")) => Some(TimeOfDay::CloseOfBusiness),
        Some((text, _)) => time_of_day(file, text, problems).map(TimeOfDay::At),
    };
    let until = match &table.until {
        None => None,
        Some(text) => Some(id(file, text, problems)?),
    };
    let rule = DueRule {
        when: when?,
        time: time?,
        shift: match table.shift {
            None | Some(ShiftName::None) => Shift::None,
            Some(ShiftName::Previous) => Shift::Previous,
            Some(ShiftName::Next) => Shift::Next,
        },
        from_year: table.from_year,
        until,
    };
    if rule.when == When::Undated && !gap {
        problems
            .error(
                file,
                span.clone(),
                say!("没有时限的事项必须写明 gap", "a duty without a date needs a `gap`"),
            )
            .help(say!(
                "例如 gap = \"原文未写明完成时限。\"",
                "for example gap = \"the text names no date\""
            ));
    }
    check_modifiers(file, span, table, &rule, problems);
    Some(rule)
}

fn form(file: &str, table: &At<DueTable>, problems: &mut Problems) -> Option<When> {
    let flag = |flag: &Option<At<bool>>| flag.as_ref().is_some_and(|flag| **flag);
    let forms = [
        table.dates.is_some(),
        table.monthly.is_some(),
        table.weekly.is_some(),
        table.after.is_some(),
        flag(&table.standing),
        flag(&table.undated),
    ];
    if forms.iter().filter(|given| **given).count() != 1 {
        let message = say!("时限的写法必须且只能有一种", "a due rule has exactly one form");
        problems.error(file, table.span(), message).help(say!(
            "dates、monthly、weekly、after、standing = true、undated = true 六者选一",
            "write one of dates, monthly, weekly, after, standing = true, undated = true"
        ));
        return None;
    }
    if let Some(list) = &table.dates {
        return dates(file, table.span(), list, problems);
    }
    if let Some(rule) = &table.monthly {
        return monthly(file, rule, problems);
    }
    if let Some(rule) = &table.after {
        return after(file, rule, problems);
    }
    if let Some(day) = table.weekly {
        return Some(When::Weekly(weekday(day)));
    }
    Some(if flag(&table.standing) { When::Standing } else { When::Undated })
}

fn dates(file: &str, span: Range<usize>, list: &[At<String>], problems: &mut Problems) -> Option<When> {
    if list.is_empty() {
        problems
            .error(file, span, say!("没有写日期", "no date is named"))
            .help(say!("例如 dates = [\"06-30\"]", "for example dates = [\"06-30\"]"));
    }
    let mut days: Vec<MonthDay> = Vec::new();
    for text in list {
        let day = date(file, text, problems)?;
        if days.contains(&day) {
            let given = text.as_str();
            problems
                .error(file, text.span(), say!("日期“{given}”写了两次", "the date `{given}` is named twice"))
                .help(say!("请删去一处", "remove one"));
        }
        days.push(day);
    }
    (!days.is_empty()).then_some(When::Dates(days))
}

/// "06-30", "06-end", "07-early" …
fn date(file: &str, text: &At<String>, problems: &mut Problems) -> Option<MonthDay> {
    let parts = text.split_once('-').and_then(|(month, day)| {
        let month = Month::try_from(month.parse::<u8>().ok().filter(|_| month.len() == 2)?).ok()?;
        let day = match day.parse::<u8>() {
            Ok(number) if day.len() == 2 => DayOfMonth::Day(number),
            Ok(_) => return None,
            Err(_) => named_day(day)?,
        };
        Some((month, day))
    });
    let Some((month, day)) = parts else {
        let given = text.as_str();
        problems.error(file, text.span(), say!("无法识别日期“{given}”", "`{given}` is not a date")).help(say!(
            "写“月-日”，如 \"06-30\"、\"06-end\"（月底）、\"07-early\"（上旬）、\"07-middle\"（中旬）、\"07-last-working-day\"",
            "write month-day, such as \"06-30\", \"06-end\", \"07-early\", \"07-middle\" or \"07-last-working-day\""
        ));
        return None;
    };
    MonthDay::new(month, day).map_err(|bad| bad_rule(file, text.span(), &bad, problems)).ok()
}

fn named_day(name: &str) -> Option<DayOfMonth> {
    Some(match name {
        "end" | "late" => DayOfMonth::Last,
        "early" => DayOfMonth::Early,
        "middle" => DayOfMonth::Middle,
        "last-working-day" => DayOfMonth::LastWorking,
        _ => return None,
    })
}

fn bad_rule(file: &str, span: Range<usize>, bad: &BadRule, problems: &mut Problems) {
    match bad {
        BadRule::NoSuchDay { month, day } => {
            let message =
                say!("{month}月没有每年都有的{day}日", "month {month} has no day {day} in every year");
            problems.error(file, span, message).help(say!("月底写 end", "for the last day write `end`"));
        }
        BadRule::NoMonth => {
            problems.error(file, span, say!("没有写月份", "no month is named")).help(say!(
                "写 every、even、odd、quarter、half-year，或 [1, 7] 这样的月份",
                "write `every`, `even`, `odd`, `quarter`, `half-year` or a list such as `[1, 7]`"
            ));
        }
    }
}

fn monthly(file: &str, table: &MonthlyTable, problems: &mut Problems) -> Option<When> {
    let months = months(file, &table.months, problems);
    let day = match &*table.day {
        DayName::Number(number) => Some(DayOfMonth::Day(*number)),
        DayName::Name(name) => {
            let day = named_day(name);
            if day.is_none() {
                problems
                    .error(file, table.day.span(), say!("无法识别“{name}”是哪一日", "`{name}` is not a day"))
                    .help(say!(
                        "写日数，或 \"end\"、\"early\"、\"middle\"、\"late\"、\"last-working-day\"",
                        "write a number, or \"end\", \"early\", \"middle\", \"late\", \"last-working-day\""
                    ));
            }
            day
        }
    };
    let months = months?;
    let day =
        MonthlyDay::new(day?, months).map_err(|bad| bad_rule(file, table.day.span(), &bad, problems)).ok()?;
    Some(When::Monthly { day, months })
}

fn months(file: &str, names: &At<MonthNames>, problems: &mut Problems) -> Option<Months> {
    let found = match &**names {
        MonthNames::Name(name) => match name.as_str() {
            "every" => Ok(Months::EVERY),
            "even" => Ok(Months::EVEN),
            "odd" => Ok(Months::ODD),
            "quarter" => Ok(Months::QUARTER),
            "half-year" => Ok(Months::HALF_YEAR),
            _ => Err(BadRule::NoMonth),
        },
        MonthNames::List(list) => list
            .iter()
            .map(|month| Month::try_from(*month).map_err(|_| BadRule::NoMonth))
            .collect::<Result<Vec<_>, _>>()
            .and_then(|months| Months::listed(&months)),
    };
    found.map_err(|bad| bad_rule(file, names.span(), &bad, problems)).ok()
}

fn after(file: &str, table: &AfterTable, problems: &mut Problems) -> Option<When> {
    if table.event.trim().is_empty() {
        problems
            .error(file, table.event.span(), say!("没有写明自何事起算", "no event is named"))
            .help(say!("例如 event = \"decision\"", "for example event = \"decision\""));
        return None;
    }
    let counted = Days::from(table.counted);
    Some(When::After { event: table.event.to_string(), days: table.days, counted })
}

/// "09:00"
pub(super) fn time_of_day(file: &str, text: &At<String>, problems: &mut Problems) -> Option<Time> {
    let parsed = text.split_once(':').and_then(|(hour, minute)| {
        let two = |part: &str| part.parse::<u8>().ok().filter(|_| part.len() == 2);
        Time::from_hms(two(hour)?, two(minute)?, 0).ok()
    });
    if parsed.is_none() {
        let given = text.as_str();
        problems
            .error(file, text.span(), say!("无法识别时间“{given}”", "`{given}` is not a time of day"))
            .help(say!(
                "写小时和分钟，如 \"09:00\"、\"17:30\"",
                "write hours:minutes, such as \"09:00\" or \"17:30\""
            ));
    }
    parsed
}

/// `time`, `shift`, `from_year` and `until` mean nothing where there is no date.
fn check_modifiers(
    file: &str,
    span: Range<usize>,
    table: &DueTable,
    rule: &DueRule,
    problems: &mut Problems,
) {
    let modified =
        table.time.is_some() || table.shift.is_some() || table.from_year.is_some() || table.until.is_some();
    if matches!(rule.when, When::Standing | When::Undated) && modified {
        problems
            .error(file, span, say!("没有日期的时限不能再加条件", "a rule without a date takes no modifiers"))
            .help(say!("请去掉 time、shift、from_year、until", "remove time, shift, from_year and until"));
    }
}

fn weekday(name: WeekdayName) -> Weekday {
    match name {
        WeekdayName::Monday => Weekday::Monday,
        WeekdayName::Tuesday => Weekday::Tuesday,
        WeekdayName::Wednesday => Weekday::Wednesday,
        WeekdayName::Thursday => Weekday::Thursday,
        WeekdayName::Friday => Weekday::Friday,
        WeekdayName::Saturday => Weekday::Saturday,
        WeekdayName::Sunday => Weekday::Sunday,
    }
}
