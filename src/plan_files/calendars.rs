//! The calendar's years from their files.

use std::collections::{BTreeMap, BTreeSet};

use time::{Date, Month, Weekday};

use super::at::At;
use super::parse::Parsed;
use super::problem::{Problems, say};
use super::raw::{CalendarFile, Day};
use crate::domain::calendar::{Calendar, Holiday, Year};

pub(super) fn calendar(files: &[Parsed<CalendarFile>], problems: &mut Problems) -> Calendar {
    let mut years = BTreeMap::new();
    for parsed in files {
        let (file, table) = (parsed.file.as_str(), &parsed.value);
        let number = *table.year;
        if years.insert(number, year(file, table, problems)).is_some() {
            problems
                .error(
                    file,
                    table.year.span(),
                    say!("{number}年的放假安排有两份", "there are two files for {number}"),
                )
                .help(say!("请只留一份", "keep one of them"));
        }
    }
    Calendar::new(years)
}

fn year(file: &str, table: &CalendarFile, problems: &mut Problems) -> Year {
    let mut off = Vec::new();
    for holiday in &table.off {
        let from = date(file, &holiday.from, *table.year, problems);
        let to = date(file, &holiday.to, *table.year, problems);
        let (Some(from), Some(to)) = (from, to) else { continue };
        if from > to {
            problems
                .error(
                    file,
                    holiday.to.span(),
                    say!("假期的末日早于首日", "the holiday ends before it begins"),
                )
                .help(say!(
                    "from 是首日，to 是末日，都算在内",
                    "`from` is the first day and `to` the last, both included"
                ));
            continue;
        }
        off.push(Holiday { name: holiday.name.clone(), from, to });
    }
    let mut worked = BTreeSet::new();
    for day in &table.worked {
        let Some(date) = date(file, day, *table.year, problems) else { continue };
        if !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) {
            problems
                .warn(file, day.span(), say!("{date}不是周末，不用写调休", "{date} is not on a weekend"))
                .help(say!("worked 只写调休上班的周末", "`worked` lists weekend days that are worked"));
        }
        worked.insert(date);
    }
    Year { source: table.source.clone(), off, worked }
}

pub(super) fn date(file: &str, day: &At<Day>, year: i32, problems: &mut Problems) -> Option<Date> {
    let Day(datetime) = **day;
    let date = datetime.date.and_then(|date| {
        let month = Month::try_from(date.month).ok()?;
        Date::from_calendar_date(i32::from(date.year), month, date.day).ok()
    });
    if date.is_none_or(|date| date.year() != year) {
        problems
            .error(file, day.span(), say!("这不是{year}年的日期", "this is not a date of {year}"))
            .help(say!("写作 {year}-10-01，不加引号", "write {year}-10-01, without quotation marks"));
        return None;
    }
    date
}
