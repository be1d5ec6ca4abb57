use proptest::prelude::*;
use time::macros::{date, offset, time};

use super::super::calendar::tests::china_2026;
use super::*;

fn setting(calendar: &Calendar) -> Setting<'_> {
    Setting { calendar, zone: offset!(+8), close_of_business: time!(17:00) }
}

fn named(rule: &DueRule, from: Date, to: Date) -> Vec<Date> {
    let calendar = china_2026();
    rule.dates(setting(&calendar), from, to, None).into_iter().map(|due| due.named).collect()
}

fn monthly(day: DayOfMonth, months: Months) -> DueRule {
    let day = MonthlyDay::new(day, months).unwrap();
    DueRule::new(When::Monthly { day, months })
}

fn on(month: Month, day: DayOfMonth) -> DueRule {
    DueRule::new(When::Dates(vec![MonthDay::new(month, day).unwrap()]))
}

/// A phrase of a real plan, the rule that says it, and the days of 2026 that it means.
#[test]
fn phrases_of_real_plans() {
    use DayOfMonth::*;
    let jan = Months::listed(&[Month::January]).unwrap();
    let two = DueRule::new(When::Dates(vec![
        MonthDay::new(Month::June, Last).unwrap(),
        MonthDay::new(Month::December, Last).unwrap(),
    ]));
    let table: &[(&str, DueRule, &[&str])] = &[
        ("6月30日前", on(Month::June, Day(30)), &["06-30"]),
        ("8月15日前", on(Month::August, Day(15)), &["08-15"]),
        ("9月末前", on(Month::September, Last), &["09-30"]),
        ("2月底前", on(Month::February, Last), &["02-28"]),
        (
            "每个双数月15日前",
            monthly(Day(15), Months::EVEN),
            &["02-15", "04-15", "06-15", "08-15", "10-15", "12-15"],
        ),
        ("双数月末", monthly(Last, Months::EVEN), &["02-28", "04-30", "06-30", "08-31", "10-31", "12-31"]),
        ("每季度末", monthly(Last, Months::QUARTER), &["03-31", "06-30", "09-30", "12-31"]),
        ("每半年", monthly(Last, Months::HALF_YEAR), &["06-30", "12-31"]),
        ("每年1月底前", monthly(Last, jan), &["01-31"]),
        (
            "单数月5日前",
            monthly(Day(5), Months::ODD),
            &["01-05", "03-05", "05-05", "07-05", "09-05", "11-05"],
        ),
        ("6月底前…, 12月底前…", two, &["06-30", "12-31"]),
        ("7月上旬", on(Month::July, Early), &["07-10"]),
        ("7月中旬", on(Month::July, Middle), &["07-20"]),
        ("7月下旬", on(Month::July, Last), &["07-31"]),
        ("长期推进", DueRule::new(When::Standing), &[]),
        ("(nothing)", DueRule::new(When::Undated), &[]),
    ];
    for (phrase, rule, days) in table {
        let got: Vec<String> = named(rule, date!(2026 - 01 - 01), date!(2026 - 12 - 31))
            .iter()
            .map(|day| format!("{:02}-{:02}", u8::from(day.month()), day.day()))
            .collect();
        assert_eq!(&got, days, "{phrase}");
    }
}

#[test]
fn the_day_named_counts_as_in_time() {
    let calendar = china_2026();
    let year = (date!(2026 - 01 - 01), date!(2026 - 12 - 31));
    let due = &on(Month::June, DayOfMonth::Day(30)).dates(setting(&calendar), year.0, year.1, None)[0];
    assert_eq!(due.at.to_string(), "2026-06-30T15:59:59Z");
    let mut rule = DueRule::new(When::Weekly(Weekday::Friday));
    rule.time = TimeOfDay::CloseOfBusiness;
    assert_eq!(
        rule.dates(setting(&calendar), year.0, year.1, None)[0].at.to_string(),
        "2026-01-02T09:00:00Z"
    );
    rule.time = TimeOfDay::At(time!(18:00));
    assert_eq!(
        rule.dates(setting(&calendar), year.0, year.1, None)[0].at.to_string(),
        "2026-01-02T10:00:00Z"
    );
}

#[test]
fn every_friday_of_2026() {
    let fridays =
        named(&DueRule::new(When::Weekly(Weekday::Friday)), date!(2026 - 01 - 01), date!(2026 - 12 - 31));
    assert_eq!(fridays.len(), 52);
    assert_eq!((fridays[0], fridays[51]), (date!(2026 - 01 - 02), date!(2026 - 12 - 25)));
    assert!(fridays.windows(2).all(|pair| pair[1] - pair[0] == Duration::WEEK));
}

#[test]
fn a_milestone_ends_a_weekly_rule_after_its_own_day() {
    let calendar = china_2026();
    let rule = DueRule::new(When::Weekly(Weekday::Friday));
    let last = |ended| {
        let all = rule.dates(setting(&calendar), date!(2026 - 01 - 01), date!(2026 - 12 - 31), Some(ended));
        all.last().unwrap().on
    };
    assert_eq!(
        last(date!(2026 - 11 - 20)),
        date!(2026 - 11 - 20),
        "accepted on a Friday: that week still counts"
    );
    assert_eq!(last(date!(2026 - 11 - 26)), date!(2026 - 11 - 20));
}

#[test]
fn days_off_shift_the_due_day_across_holidays_and_make_up_days() {
    // The day named, then the day due under `previous` and under `next`.
    let table = [
        (Month::February, 15, date!(2026 - 02 - 14), date!(2026 - 02 - 24)), // 春节; the 14th is a worked Saturday
        (Month::October, 7, date!(2026 - 09 - 30), date!(2026 - 10 - 08)),   // 国庆节
        (Month::October, 10, date!(2026 - 10 - 10), date!(2026 - 10 - 10)),  // a worked Saturday
        (Month::August, 15, date!(2026 - 08 - 14), date!(2026 - 08 - 17)),   // a plain Saturday
        (Month::June, 15, date!(2026 - 06 - 15), date!(2026 - 06 - 15)),
        (Month::May, 2, date!(2026 - 04 - 30), date!(2026 - 05 - 06)), // 劳动节
    ];
    let calendar = china_2026();
    for (month, day, previous, next) in table {
        for (shift, expected) in [(Shift::Previous, previous), (Shift::Next, next)] {
            let mut rule = on(month, DayOfMonth::Day(day));
            rule.shift = shift;
            let due = rule.dates(setting(&calendar), date!(2026 - 01 - 01), date!(2026 - 12 - 31), None);
            assert_eq!(due[0].on, expected, "{month} {day} {shift:?}");
        }
    }
    let last_working = monthly(DayOfMonth::LastWorking, Months::EVERY);
    let days = named(&last_working, date!(2026 - 01 - 01), date!(2026 - 12 - 31));
    assert_eq!(
        &days[..5],
        &[
            date!(2026 - 01 - 30),
            date!(2026 - 02 - 28), // a worked Saturday
            date!(2026 - 03 - 31),
            date!(2026 - 04 - 30),
            date!(2026 - 05 - 29),
        ]
    );
}

#[test]
fn a_rule_with_a_first_year_is_silent_before_it() {
    let mut rule = on(Month::January, DayOfMonth::Last);
    rule.from_year = Some(2027);
    assert_eq!(
        named(&rule, date!(2026 - 01 - 01), date!(2028 - 12 - 31)),
        [date!(2027 - 01 - 31), date!(2028 - 01 - 31)]
    );
}

#[test]
fn working_days_after_an_event() {
    let calendar = china_2026();
    let rule = |days, counted| DueRule::new(When::After { event: "decision".into(), days, counted });
    let seven = rule(7, Days::Working);
    // 12 Feb is a Thursday; 13 and the worked 14 count, 15 to 23 are 春节.
    assert_eq!(seven.after(setting(&calendar), date!(2026 - 02 - 12)).unwrap().on, date!(2026 - 02 - 28));
    assert_eq!(seven.after(setting(&calendar), date!(2026 - 06 - 15)).unwrap().on, date!(2026 - 06 - 25));
    let plain = rule(7, Days::Calendar).after(setting(&calendar), date!(2026 - 06 - 15)).unwrap();
    assert_eq!(plain.on, date!(2026 - 06 - 22));
    assert_eq!(DueRule::new(When::Standing).after(setting(&calendar), date!(2026 - 06 - 15)), None);
}

#[test]
fn a_rule_that_some_year_could_not_keep_cannot_be_built() {
    assert!(MonthDay::new(Month::February, DayOfMonth::Day(29)).is_err());
    assert!(MonthDay::new(Month::June, DayOfMonth::Day(31)).is_err());
    assert!(MonthDay::new(Month::June, DayOfMonth::Day(0)).is_err());
    assert!(MonthlyDay::new(DayOfMonth::Day(31), Months::EVEN).is_err());
    assert!(MonthlyDay::new(DayOfMonth::Day(30), Months::listed(&[Month::April]).unwrap()).is_ok());
    assert!(Months::listed(&[]).is_err());
}

proptest! {
    #[test]
    fn the_last_day_of_a_month_is_always_its_last(year in 2020i32..2030) {
        let from = Date::from_calendar_date(year, Month::January, 1).unwrap();
        let to = Date::from_calendar_date(year, Month::December, 31).unwrap();
        let days = named(&monthly(DayOfMonth::Last, Months::EVERY), from, to);
        prop_assert_eq!(days.len(), 12);
        for day in days {
            prop_assert_eq!((day + Duration::DAY).day(), 1);
        }
        let leap = named(&on(Month::February, DayOfMonth::Last), from, to)[0].day() == 29;
        prop_assert_eq!(leap, time::util::is_leap_year(year), "闰年");
    }

    #[test]
    fn every_even_month_15th(year in 2000i32..2100) {
        let from = Date::from_calendar_date(year, Month::January, 1).unwrap();
        let to = Date::from_calendar_date(year, Month::December, 31).unwrap();
        let days = named(&monthly(DayOfMonth::Day(15), Months::EVEN), from, to);
        prop_assert_eq!(days.len(), 6);
        prop_assert!(days.iter().all(|day| day.day() == 15 && u8::from(day.month()) % 2 == 0));
    }

    #[test]
    fn every_weekday_of_any_year_once_and_in_its_own_period(year in 2000i32..2100, n in 0u8..7) {
        let weekday = Weekday::Monday.nth_next(n);
        let calendar = Calendar::default();
        let from = Date::from_calendar_date(year, Month::January, 1).unwrap();
        let to = Date::from_calendar_date(year, Month::December, 31).unwrap();
        let all = DueRule::new(When::Weekly(weekday)).dates(setting(&calendar), from, to, None);
        prop_assert!(all.len() == 52 || all.len() == 53);
        prop_assert!(all.iter().all(|due| due.on.weekday() == weekday));
        let periods: std::collections::BTreeSet<_> = all.iter().map(|due| &due.period).collect();
        prop_assert_eq!(periods.len(), all.len());
    }

    #[test]
    fn any_range_gives_the_same_dates_as_the_whole(start in 0i64..400, length in 0i64..400) {
        let calendar = china_2026();
        let rule = monthly(DayOfMonth::Day(15), Months::EVEN);
        let (from, to) = (date!(2025-12-01) + Duration::days(start), date!(2025-12-01) + Duration::days(start + length));
        let whole = rule.dates(setting(&calendar), date!(2025-01-01), date!(2029-12-31), None);
        let part = rule.dates(setting(&calendar), from, to, None);
        let expected: Vec<_> = whole.into_iter().filter(|due| (from..=to).contains(&due.named)).collect();
        prop_assert_eq!(part, expected);
    }

    #[test]
    fn a_shift_never_leaves_a_due_day_off(month in 1u8..=12, day in 1u8..=28, next in any::<bool>()) {
        let calendar = china_2026();
        let mut rule = on(Month::try_from(month).unwrap(), DayOfMonth::Day(day));
        rule.shift = if next { Shift::Next } else { Shift::Previous };
        let due = rule.dates(setting(&calendar), date!(2026-01-01), date!(2026-12-31), None).remove(0);
        prop_assert!(calendar.is_working_day(due.on));
        let moved_rightly = if next { due.on >= due.named } else { due.on <= due.named };
        prop_assert!(moved_rightly);
    }
}
