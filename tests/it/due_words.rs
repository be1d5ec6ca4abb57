//! Due rules as people read them, in both languages.

use duban::domain::deadline::{
    DayOfMonth, Days, DueRule, MonthDay, MonthlyDay, Months, Shift, TimeOfDay, When,
};
use duban::words::{Lang, due_rule};
use time::macros::time;
use time::{Month, Weekday};

use crate::support::shipped_plan;

fn both(rule: &DueRule) -> (String, String) {
    let plan = shipped_plan();
    (due_rule(Lang::Zh, &plan, rule), due_rule(Lang::En, &plan, rule))
}

/// Every rule of the shipped plan that differs from the others, in the order of its duties.
#[test]
fn the_rules_of_the_shipped_plan() {
    let mut rules: Vec<DueRule> = Vec::new();
    for place in shipped_plan().duties() {
        if !rules.contains(&place.duty.due) {
            rules.push(place.duty.due.clone());
        }
    }
    let said: Vec<(String, String)> = rules.iter().map(both).collect();
    let said: Vec<(&str, &str)> = said.iter().map(|(zh, en)| (zh.as_str(), en.as_str())).collect();
    assert_eq!(
        said,
        [
            ("6月30日前", "by 30 June"),
            ("原文未写明时限", "the plan names no date"),
            ("每个双数月15日前", "by the 15th of every even month"),
            ("6月末前", "by the last day of June"),
            ("8月15日前", "by 15 August"),
            ("7月末前", "by the last day of July"),
            ("11月末前", "by the last day of November"),
            (
                "每周周五下班（17:00）前，至“建立独立的信用门户网站”完成为止",
                "every Friday before close of business (17:00), until “Build the credit portal” is done"
            ),
            ("9月末前", "by the last day of September"),
            ("长期推进，没有固定时限", "standing, with no due date"),
            ("每月末前", "by the last day of every month"),
            ("8月末前", "by the last day of August"),
            ("每个双数月末前", "by the last day of every even month"),
        ]
    );
}

fn dates(days: &[(Month, DayOfMonth)]) -> DueRule {
    let days = days.iter().map(|(month, day)| MonthDay::new(*month, *day).unwrap()).collect();
    DueRule::new(When::Dates(days))
}

fn monthly(day: DayOfMonth, months: Months) -> DueRule {
    DueRule::new(When::Monthly { day: MonthlyDay::new(day, months).unwrap(), months })
}

fn after(days: u16, counted: Days) -> DueRule {
    DueRule::new(When::After { event: "会议".into(), days, counted })
}

fn timed(rule: DueRule, time: TimeOfDay) -> DueRule {
    DueRule { time, ..rule }
}

fn shifted(shift: Shift) -> DueRule {
    DueRule { shift, ..dates(&[(Month::May, DayOfMonth::Day(2))]) }
}

#[test]
fn rules_that_other_plans_use() {
    use DayOfMonth::*;
    use Month::*;
    let (january, thrice) = (Months::listed(&[January]), Months::listed(&[January, May, September]));
    let (six, close) = (TimeOfDay::At(time!(18:00)), TimeOfDay::CloseOfBusiness);
    let friday = || DueRule::new(When::Weekly(Weekday::Friday));
    let table = [
        (
            dates(&[(June, Last), (December, Last)]),
            "6月末前、12月末前",
            "by the last day of June and by the last day of December",
        ),
        (
            dates(&[(January, Day(1)), (May, Day(2)), (October, Day(3))]),
            "1月1日前、5月2日前、10月3日前",
            "by 1 January, by 2 May and by 3 October",
        ),
        (dates(&[(July, Early)]), "7月上旬内", "within the first ten days of July"),
        (dates(&[(July, Middle)]), "7月中旬内", "within the second ten days of July"),
        (dates(&[(July, LastWorking)]), "7月最后一个工作日前", "by the last working day of July"),
        (timed(dates(&[(June, Day(20))]), six), "6月20日18:00前", "by 18:00 on 20 June"),
        (timed(dates(&[(July, Early)]), six), "7月10日18:00前", "by 18:00 on 10 July"),
        (
            timed(monthly(Middle, Months::EVERY), six),
            "每月20日18:00前",
            "by 18:00 on the 20th of every month",
        ),
        (
            timed(monthly(Last, Months::EVERY), close),
            "每月末下班（17:00）前",
            "by close of business (17:00) on the last day of every month",
        ),
        (monthly(Last, Months::QUARTER), "每季度末前", "by the last day of every quarter"),
        (
            monthly(Day(5), Months::QUARTER),
            "每季度末月5日前",
            "by the 5th of the last month of every quarter",
        ),
        (monthly(Last, Months::HALF_YEAR), "每年6月、12月末前", "by the last day of June and December"),
        (
            monthly(LastWorking, Months::EVERY),
            "每月最后一个工作日前",
            "by the last working day of every month",
        ),
        (monthly(Early, Months::ODD), "每个单数月上旬内", "within the first ten days of every odd month"),
        (monthly(Last, january.unwrap()), "每年1月末前", "by the last day of January"),
        (
            monthly(Day(22), thrice.unwrap()),
            "每年1月、5月、9月22日前",
            "by the 22nd of January, May and September",
        ),
        (friday(), "每周周五前", "by the end of every Friday"),
        (timed(friday(), six), "每周周五18:00前", "every Friday before 18:00"),
        (after(7, Days::Working), "“会议”之日起7个工作日内", "within 7 working days of “会议”"),
        (after(7, Days::Calendar), "“会议”之日起7日内", "within 7 days of “会议”"),
        (
            shifted(Shift::Previous),
            "5月2日前，遇休息日提前至前一个工作日",
            "by 2 May, or the working day before if that is a day off",
        ),
        (
            shifted(Shift::Next),
            "5月2日前，遇休息日顺延至下一个工作日",
            "by 2 May, or the next working day if that is a day off",
        ),
        (
            DueRule { from_year: Some(2027), ..monthly(Last, Months::EVERY) },
            "每月末前，2027年起",
            "by the last day of every month, from 2027",
        ),
    ];
    for (rule, zh, en) in table {
        let said = both(&rule);
        assert_eq!((said.0.as_str(), said.1.as_str()), (zh, en));
    }
}

#[test]
fn every_day_of_the_month_has_its_ending() {
    let july = Months::listed(&[Month::July]).unwrap();
    let endings: Vec<String> = (1..=31)
        .map(|day| both(&monthly(DayOfMonth::Day(day), july)).1)
        .map(|said| said.replace("by the ", "").replace(" of July", ""))
        .collect();
    assert_eq!(
        endings.join(" "),
        "1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th 11th 12th 13th 14th 15th 16th 17th 18th 19th 20th 21st 22nd \
         23rd 24th 25th 26th 27th 28th 29th 30th 31st"
    );
}
