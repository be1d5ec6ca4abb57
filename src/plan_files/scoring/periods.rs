//! Assessment periods (考核周期).

use super::Reader;
use crate::domain::scoring::periods::{Assessment, Cut};
use crate::plan_files::at::At;
use crate::plan_files::names::words;
use crate::plan_files::problem::say;
use crate::plan_files::raw::AssessmentTable;

impl Reader<'_> {
    pub(super) fn assessments(&mut self) -> Vec<Assessment> {
        let mut assessments = Vec::new();
        for table in &self.table.assessment {
            let title = words(self.file, &table.title, table.title_en.as_ref(), self.problems);
            let Some(cut) = self.cut(table) else { continue };
            assessments.push(Assessment { id: table.id.to_string(), title, cut });
        }
        if self.table.assessment.is_empty() {
            self.problems
                .error(self.file, self.table.version.span(), say!("没有考核周期", "there is no assessment"))
                .help(say!("至少写一个 [[assessment]]", "write at least one [[assessment]]"));
        }
        assessments
    }

    fn cut(&mut self, table: &AssessmentTable) -> Option<Cut> {
        match (&table.months, &table.ends) {
            (Some(months), None) => {
                if **months == 0 || 12 % **months != 0 {
                    let given = **months;
                    self.problems
                        .error(
                            self.file,
                            months.span(),
                            say!("{given}个月分不尽一年", "a year has no whole number of {given} months"),
                        )
                        .help(say!("写1、2、3、4、6或12", "write 1, 2, 3, 4, 6 or 12"));
                    return None;
                }
                Some(Cut::Months(**months))
            }
            (None, Some(ends)) => self.ends(ends),
            _ => self.choose(
                &table.id,
                "考核周期必须且只能写 months、ends 之一",
                "an assessment has either months or ends",
            ),
        }
    }

    fn ends(&mut self, ends: &At<Vec<At<String>>>) -> Option<Cut> {
        let mut days: Vec<(u8, u8)> = Vec::new();
        for end in &**ends {
            let Some(day) = month_and_day(end) else {
                let given = end.as_str();
                self.problems
                    .error(self.file, end.span(), say!("没有“{given}”这一天", "there is no day `{given}`"))
                    .help(say!("写月和日，如 \"06-30\"", "write month and day, such as \"06-30\""));
                return None;
            };
            if days.last().is_some_and(|last| *last >= day) {
                self.problems
                    .error(
                        self.file,
                        end.span(),
                        say!("各期的最后一天没有从早到晚排列", "the last days are not in order"),
                    )
                    .help(say!("请按日期先后写", "write the earlier ones first"));
            }
            days.push(day);
        }
        match days.last() {
            None => return self.choose_ends(ends),
            Some((12, 31)) => {}
            Some((month, day)) => {
                self.problems
                    .warn(
                        self.file,
                        ends.span(),
                        say!(
                            "{month}月{day}日以后到期的不计入任何一期",
                            "what falls due after {month:02}-{day:02} is in no period"
                        ),
                    )
                    .help(say!("最后一期可写 \"12-31\"", "the last period may end with \"12-31\""));
            }
        }
        Some(Cut::Ends(days))
    }

    fn choose_ends(&mut self, ends: &At<Vec<At<String>>>) -> Option<Cut> {
        self.problems
            .error(self.file, ends.span(), say!("没有写各期的最后一天", "there are no periods"))
            .help(say!("如 [\"06-30\", \"12-31\"]", "for example [\"06-30\", \"12-31\"]"));
        None
    }
}

/// "06-30"; 29 February counts, as the last day of the month.
fn month_and_day(text: &str) -> Option<(u8, u8)> {
    let (month, day) = text.split_once('-')?;
    let (month, day): (u8, u8) = (month.parse().ok()?, day.parse().ok()?);
    let longest = time::Month::try_from(month).ok()?.length(2028);
    (1..=longest).contains(&day).then_some((month, day))
}
