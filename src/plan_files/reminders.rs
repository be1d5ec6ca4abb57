//! Reminders from their file.

use std::collections::HashMap;

use time::Time;

use super::at::At;
use super::due::time_of_day;
use super::names::id;
use super::notices;
use super::parse::Parsed;
use super::problem::{Problems, say};
use super::raw::{AudienceName, DaysOffName, RemindersFile, StagesTable, StepTable};
use crate::domain::deadline::Days;
use crate::domain::reminder::{Audience, DaysOff, Moment, Pause, Rules, Stages, Step};

/// More days than any due date is ahead.
const MOST_DAYS: u16 = 366;

pub(super) fn reminders(parsed: &Parsed<RemindersFile>, problems: &mut Problems) -> Option<Rules> {
    let (file, table) = (parsed.file.as_str(), &parsed.value);
    let hours = hours(file, table, problems);
    let mut reader = Reader { file, hours: hours.as_ref(), problems };
    let default = reader.stages(&table.default);
    let mut stages = |table: &Option<StagesTable>| table.as_ref().map(|table| reader.stages(table));
    let [weekly, monthly, two_monthly] = [&table.weekly, &table.monthly, &table.two_monthly].map(&mut stages);
    let [returned, review] = [&table.returned, &table.review].map(|table| stages(table).unwrap_or_default());
    let mut duties = HashMap::new();
    for (duty, table) in &table.duty {
        let stages = reader.stages(table);
        duties.insert(id(file, duty, reader.problems)?, stages);
    }
    reader.returned(table.returned.as_ref());
    reader.review(table.review.as_ref());
    let notice = table.notice.as_ref().map(|table| notices::rules(file, table, problems));
    let hours = hours?;
    Some(Rules {
        send_from: hours.from,
        send_until: hours.until,
        pause: hours.pause,
        days_off: match table.days_off {
            None | Some(DaysOffName::Due) => DaysOff::Due,
            Some(DaysOffName::Never) => DaysOff::Never,
            Some(DaysOffName::Always) => DaysOff::Always,
        },
        weekly: weekly.unwrap_or_else(|| default.clone()),
        monthly: monthly.unwrap_or_else(|| default.clone()),
        two_monthly: two_monthly.unwrap_or_else(|| default.clone()),
        default,
        returned,
        review,
        duties,
        notice: notice.flatten(),
    })
}

/// When messages may leave.
struct Hours {
    from: Time,
    until: Time,
    pause: Option<Pause>,
}

fn hours(file: &str, table: &RemindersFile, problems: &mut Problems) -> Option<Hours> {
    let from = time_of_day(file, &table.send_from, problems);
    let until = time_of_day(file, &table.send_until, problems);
    let pause = table.pause.as_ref().map(|pause| {
        let [from, until] = [&pause.from, &pause.until].map(|time| time_of_day(file, time, problems));
        from.zip(until)
    });
    let (from, until) = from.zip(until)?;
    if from >= until {
        problems
            .error(
                file,
                table.send_until.span(),
                say!("停止时间不晚于开始时间", "sending ends before it begins"),
            )
            .help(say!("send_until 要晚于 send_from", "`send_until` must be later than `send_from`"));
        return None;
    }
    let Some((table, pause)) = table.pause.as_ref().zip(pause) else {
        return Some(Hours { from, until, pause: None });
    };
    let pause = pause.map(|(from, until)| Pause { from, until })?;
    let wrong = if pause.from >= pause.until {
        Some((
            say!("不发的时段结束不晚于开始", "the break ends before it begins"),
            say!("until 要晚于 from", "`until` must be later than `from`"),
        ))
    } else if pause.from <= from && pause.until > until {
        Some((
            say!("不发的时段占满了发送时间，一封也发不出", "the break leaves no time to send anything"),
            say!(
                "请缩短 pause，或放宽 send_from、send_until",
                "shorten `pause`, or widen `send_from` and `send_until`"
            ),
        ))
    } else if pause.from <= from || pause.until > until {
        Some((
            say!("不发的时段不在发送时间之内", "the break does not lie within the sending hours"),
            say!(
                "在两头的，请改 send_from 或 send_until",
                "at either end, change `send_from` or `send_until` instead"
            ),
        ))
    } else {
        None
    };
    let Some((message, help)) = wrong else { return Some(Hours { from, until, pause: Some(pause) }) };
    problems.error(file, table.span(), message).help(help);
    None
}

struct Reader<'a> {
    file: &'a str,
    /// `None` where they are at fault themselves.
    hours: Option<&'a Hours>,
    problems: &'a mut Problems,
}

impl Reader<'_> {
    fn stages(&mut self, table: &StagesTable) -> Stages {
        let mut steps: Vec<Step> = Vec::new();
        for table in table.steps.iter() {
            let Some(step) = self.step(table) else { continue };
            self.follows(table, steps.last(), &step);
            steps.push(step);
        }
        if let Some(every) = &table.then_every {
            self.then_every(every, steps.last());
        }
        Stages { counted: Days::from(table.counted), steps, then_every: table.then_every.as_deref().copied() }
    }

    fn step(&mut self, table: &At<StepTable>) -> Option<Step> {
        let to = self.audience(table);
        let at = match &table.at {
            Some(at) => Some(self.time(at)?),
            None => None,
        };
        let when = match (&table.before, &table.on_day, &table.after) {
            (Some(days), None, None) => Moment::Before(self.days(days)?),
            (None, Some(flag), None) if **flag => Moment::OnDay,
            (None, None, Some(days)) => Moment::After(self.days(days)?),
            _ => {
                let message = say!("每次提醒必须且只能写一种时间", "a stage has exactly one day");
                self.problems.error(self.file, table.span(), message).help(say!(
                    "before = 天数、on_day = true、after = 天数 三者选一",
                    "write one of before = days, on_day = true, after = days"
                ));
                return None;
            }
        };
        Some(Step { when, to, at })
    }

    fn days(&mut self, days: &At<u16>) -> Option<u16> {
        if (1..=MOST_DAYS).contains(&**days) {
            return Some(**days);
        }
        let given = **days;
        self.problems
            .error(
                self.file,
                days.span(),
                say!("天数{given}不合理", "{given} is not a plausible number of days"),
            )
            .help(say!(
                "写1至{MOST_DAYS}；当天提醒写 on_day = true",
                "write 1 to {MOST_DAYS}; the day itself is on_day = true"
            ));
        None
    }

    fn audience(&mut self, table: &StepTable) -> Vec<Audience> {
        let Some(names) = &table.to else { return vec![Audience::Liaison] };
        let known = "liaison、leader、office、lead-unit";
        if names.is_empty() {
            self.problems
                .error(self.file, names.span(), say!("没有写提醒谁", "nobody is told"))
                .help(say!("可用的有：{known}", "known are: {known}"));
        }
        let mut to = Vec::new();
        for name in names.iter() {
            let audience = audience(**name);
            if to.contains(&audience) {
                self.problems
                    .error(
                        self.file,
                        name.span(),
                        say!("同一对象写了两次", "the same recipient is named twice"),
                    )
                    .help(say!("请删去一处", "remove one"));
            }
            to.push(audience);
        }
        to
    }

    fn time(&mut self, text: &At<String>) -> Option<Time> {
        let time = time_of_day(self.file, text, self.problems)?;
        let Some(hours) = self.hours else { return Some(time) };
        let pause = hours.pause.is_some_and(|pause| (pause.from..pause.until).contains(&time));
        if pause || !(hours.from..=hours.until).contains(&time) {
            let given = text.as_str();
            self.problems
                .error(
                    self.file,
                    text.span(),
                    say!("{given}不在发送时间之内", "{given} is not within the sending hours"),
                )
                .help(say!(
                    "写 send_from 与 send_until 之间、pause 之外的时间",
                    "write a time between `send_from` and `send_until`, outside `pause`"
                ));
            return None;
        }
        Some(time)
    }

    /// Stages stand in the order of their days, none twice.
    fn follows(&mut self, table: &At<StepTable>, before: Option<&Step>, step: &Step) {
        let offset = |when| match when {
            Moment::Before(days) => -i32::from(days),
            Moment::OnDay => 0,
            Moment::After(days) => i32::from(days),
        };
        let Some(before) = before.map(|before| offset(before.when)).filter(|day| *day >= offset(step.when))
        else {
            return;
        };
        let (message, help) = if before == offset(step.when) {
            (say!("同一天的提醒写了两次", "the same stage is given twice"), say!("请删去一处", "remove one"))
        } else {
            (
                say!("提醒没有从早到晚排列", "the stages do not go from early to late"),
                say!(
                    "before 从大到小，再 on_day，再 after 从小到大",
                    "`before` falling, then `on_day`, then `after` rising"
                ),
            )
        };
        self.problems.error(self.file, table.span(), message).help(help);
    }

    fn then_every(&mut self, every: &At<u16>, last: Option<&Step>) {
        if **every == 0 {
            self.problems
                .error(self.file, every.span(), say!("间隔不能是0天", "every 0 days is no interval"))
                .help(say!("至少写1，或去掉这一行", "write at least 1, or remove the line"));
        }
        if !last.is_some_and(|step| matches!(step.when, Moment::After(_))) {
            self.problems
                .error(
                    self.file,
                    every.span(),
                    say!("then_every 之前没有逾期提醒", "`then_every` has no stage to go on from"),
                )
                .help(say!("steps 最后写 {{ after = 天数 }}", "end `steps` with {{ after = days }}"));
        }
    }

    /// After a return there is no day to warn of.
    fn returned(&mut self, table: Option<&StagesTable>) {
        for step in table.iter().flat_map(|table| table.steps.iter()).filter(|step| step.after.is_none()) {
            self.problems
                .error(
                    self.file,
                    step.span(),
                    say!("退回后的提醒只能用 after", "after a return, stages are `after`"),
                )
                .help(say!("写 {{ after = 天数 }}", "write {{ after = days }}"));
        }
    }

    /// Reviews are the office's, and there is no day to warn of.
    fn review(&mut self, table: Option<&StagesTable>) {
        for step in table.iter().flat_map(|table| table.steps.iter()) {
            let is_told = step.to.as_ref().is_some_and(|to| to.iter().all(|to| **to == AudienceName::Office));
            if step.after.is_none() || !is_told {
                self.problems
                    .error(
                        self.file,
                        step.span(),
                        say!(
                            "待审的提醒只能用 after，只发给 office",
                            "while a report waits for its review, stages are `after`, and for the office"
                        ),
                    )
                    .help(say!(
                        "写 {{ after = 天数, to = [\"office\"] }}",
                        "write {{ after = days, to = [\"office\"] }}"
                    ));
            }
        }
    }
}

fn audience(name: AudienceName) -> Audience {
    match name {
        AudienceName::Liaison => Audience::Liaison,
        AudienceName::Leader => Audience::Leader,
        AudienceName::Office => Audience::Office,
        AudienceName::LeadUnit => Audience::LeadUnit,
    }
}
