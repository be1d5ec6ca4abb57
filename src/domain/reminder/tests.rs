use super::*;
use crate::domain::calendar::Calendar;
use crate::domain::calendar::tests::china_2026;
use crate::domain::deadline::{DayOfMonth, MonthlyDay, Months, Setting};
use crate::domain::sample;
use proptest::prelude::*;
use time::macros::{date, datetime, offset, time};
use time::{Date, Duration, Weekday};

fn step(when: Moment) -> Step {
    Step { when, to: vec![Audience::Liaison], at: None }
}

/// 7, 3 and 1 days before, on the day, 1, 3 and 7 days after it, and then every 5.
fn stages(counted: Days) -> Stages {
    let before = [7, 3, 1].map(|days| step(Moment::Before(days)));
    let after = [1, 3, 7].map(|days| step(Moment::After(days)));
    let steps = [before.to_vec(), vec![step(Moment::OnDay)], after.to_vec()].concat();
    Stages { counted, steps, then_every: Some(5) }
}

fn rules() -> Rules {
    Rules { default: stages(Days::Working), ..sample::plan().reminders.clone() }
}

fn chase<'a>(rules: &'a Rules, calendar: &'a Calendar, stages: &'a Stages, from: Date) -> Chase<'a> {
    Chase { rules, calendar, stages, from, after: After::Due }
}

/// Every stage up to a day, by key.
fn days(rules: &Rules, stages: &Stages, from: Date, until: Date) -> Vec<(String, Date)> {
    let calendar = china_2026();
    let all = chase(rules, &calendar, stages, from).days(until);
    all.into_iter().map(|planned| (planned.stage.key(), planned.day)).collect()
}

fn owned(days: &[(&str, Date)]) -> Vec<(String, Date)> {
    days.iter().map(|(key, day)| ((*key).to_owned(), *day)).collect()
}

#[test]
fn the_stages_of_the_15th_of_june_over_the_dragon_boat_festival() {
    let expected = [
        ("before-7", date!(2026 - 06 - 04)),
        ("before-3", date!(2026 - 06 - 10)),
        ("before-1", date!(2026 - 06 - 12)),
        ("due", date!(2026 - 06 - 15)),
        ("overdue-1", date!(2026 - 06 - 16)),
        ("overdue-3", date!(2026 - 06 - 18)),
        ("overdue-7", date!(2026 - 06 - 25)), // the 19th is 端午节
        ("overdue-12", date!(2026 - 07 - 02)),
        ("overdue-17", date!(2026 - 07 - 09)),
    ];
    let rules = rules();
    let found = days(&rules, &rules.default, date!(2026 - 06 - 15), date!(2026 - 07 - 10));
    assert_eq!(found, owned(&expected));
}

/// 国庆节 is from the 1st to the 7th; the 10th, a Saturday, is worked.
#[test]
fn calendar_days_move_off_the_days_on_which_nothing_leaves() {
    let warned = Stages { then_every: None, ..stages(Days::Calendar) };
    let table = [
        (
            DaysOff::Due,
            [
                ("before-7d", date!(2026 - 09 - 28)),
                ("before-3d", date!(2026 - 09 - 30)), // the 2nd
                ("before-1d", date!(2026 - 09 - 30)), // the 4th
                ("due", date!(2026 - 10 - 05)),
                ("overdue-1d", date!(2026 - 10 - 08)), // the 6th
                ("overdue-3d", date!(2026 - 10 - 08)),
                ("overdue-7d", date!(2026 - 10 - 12)),
            ],
        ),
        (
            DaysOff::Never,
            [
                ("before-7d", date!(2026 - 09 - 28)),
                ("before-3d", date!(2026 - 09 - 30)),
                ("before-1d", date!(2026 - 09 - 30)),
                ("due", date!(2026 - 09 - 30)),
                ("overdue-1d", date!(2026 - 10 - 08)),
                ("overdue-3d", date!(2026 - 10 - 08)),
                ("overdue-7d", date!(2026 - 10 - 12)),
            ],
        ),
        (
            DaysOff::Always,
            [
                ("before-7d", date!(2026 - 09 - 28)),
                ("before-3d", date!(2026 - 10 - 02)),
                ("before-1d", date!(2026 - 10 - 04)),
                ("due", date!(2026 - 10 - 05)),
                ("overdue-1d", date!(2026 - 10 - 06)),
                ("overdue-3d", date!(2026 - 10 - 08)),
                ("overdue-7d", date!(2026 - 10 - 12)),
            ],
        ),
    ];
    for (days_off, expected) in table {
        let rules = Rules { days_off, ..rules() };
        let found = days(&rules, &warned, date!(2026 - 10 - 05), date!(2026 - 12 - 31));
        assert_eq!(found, owned(&expected), "{days_off:?}");
    }
}

#[test]
fn month_ends_holidays_and_make_up_days() {
    let rules = rules();
    let table = [
        // due day, one working day before it, one after
        (date!(2026 - 02 - 28), date!(2026 - 02 - 27), date!(2026 - 03 - 02)), // a Saturday that is worked
        (date!(2026 - 02 - 15), date!(2026 - 02 - 14), date!(2026 - 02 - 24)), // 春节; the 14th is worked
        (date!(2026 - 04 - 30), date!(2026 - 04 - 29), date!(2026 - 05 - 06)), // before 劳动节
        (date!(2026 - 05 - 31), date!(2026 - 05 - 29), date!(2026 - 06 - 01)), // a Sunday
        (date!(2026 - 09 - 30), date!(2026 - 09 - 29), date!(2026 - 10 - 08)), // before 国庆节
        (date!(2026 - 10 - 10), date!(2026 - 10 - 09), date!(2026 - 10 - 12)), // a Saturday that is worked
        (date!(2026 - 12 - 31), date!(2026 - 12 - 30), date!(2027 - 01 - 01)), // no data for 2027: a Friday
    ];
    for (due, before, after) in table {
        let found = days(&rules, &rules.default, due, due + Duration::days(10));
        let of = |key: &str| found.iter().find(|(each, _)| each == key).map(|(_, day)| *day);
        assert_eq!(
            (of("before-1"), of("due"), of("overdue-1")),
            (Some(before), Some(due), Some(after)),
            "{due}"
        );
    }
}

#[test]
fn the_latest_stage_stands_for_those_that_were_missed() {
    let (rules, calendar) = (rules(), china_2026());
    let chase = chase(&rules, &calendar, &rules.default, date!(2026 - 06 - 15));
    let at = |now| chase.reached(now).map(|planned| planned.stage.key());
    assert_eq!(at(datetime!(2026-06-03 23:59 +8)), None);
    assert_eq!(at(datetime!(2026-06-07 09:00 +8)).as_deref(), Some("before-7"));
    assert_eq!(at(datetime!(2026-06-14 09:00 +8)).as_deref(), Some("before-1"));
    assert_eq!(at(datetime!(2026-06-21 09:00 +8)).as_deref(), Some("overdue-3"));
}

#[test]
fn a_stage_with_a_time_of_its_own_is_reached_then() {
    let (rules, calendar) = (rules(), china_2026());
    let on_day = Step { at: Some(time!(15:00)), ..step(Moment::OnDay) };
    let stages = Stages { steps: vec![step(Moment::Before(1)), on_day], ..Stages::default() };
    let chase = chase(&rules, &calendar, &stages, date!(2026 - 06 - 15));
    let at = |now| chase.reached(now).map(|planned| planned.stage.key());
    assert_eq!(at(datetime!(2026-06-15 14:59 +8)).as_deref(), Some("before-1"));
    assert_eq!(at(datetime!(2026-06-15 15:00 +8)).as_deref(), Some("due"));
    assert_eq!(at(datetime!(2026-06-16 00:00 +8)).as_deref(), Some("due"));
}

#[test]
fn a_returned_report_is_chased_from_the_day_of_its_return() {
    let (rules, calendar) = (rules(), china_2026());
    let stages = Stages {
        steps: vec![step(Moment::After(2)), step(Moment::After(4))],
        then_every: Some(5),
        ..Stages::default()
    };
    let from = date!(2026 - 06 - 17);
    let chase = Chase { after: After::Return, ..chase(&rules, &calendar, &stages, from) };
    let found: Vec<_> = chase
        .days(date!(2026 - 07 - 02))
        .into_iter()
        .map(|planned| (planned.stage.key(), planned.day))
        .collect();
    let expected = [
        ("returned-2", date!(2026 - 06 - 22)), // the 19th is 端午节
        ("returned-4", date!(2026 - 06 - 24)),
        ("returned-9", date!(2026 - 07 - 01)),
    ];
    assert_eq!(found, owned(&expected));
}

#[test]
fn the_further_stages_go_to_those_of_the_last_step() {
    let (rules, calendar) = (rules(), china_2026());
    let last = Step { to: vec![Audience::Leader, Audience::Office], ..step(Moment::After(3)) };
    let stages =
        Stages { steps: vec![step(Moment::After(1)), last], then_every: Some(5), ..Stages::default() };
    let days = chase(&rules, &calendar, &stages, date!(2026 - 06 - 15)).days(date!(2026 - 12 - 31));
    assert!(
        days.len() > 20
            && days.iter().skip(1).all(|planned| planned.step.to == [Audience::Leader, Audience::Office])
    );
    let nth = |stage| if let Stage::Overdue { nth, .. } = stage { nth } else { 0 };
    assert!(days.iter().zip(1u16..).all(|(planned, n)| nth(planned.stage) == n));
}

#[test]
fn how_often_a_duty_falls_due_decides_its_stages() {
    let monthly = |months| When::Monthly { day: MonthlyDay::new(DayOfMonth::Last, months).unwrap(), months };
    let table = [
        (When::Weekly(Weekday::Friday), Rhythm::Weekly),
        (monthly(Months::EVERY), Rhythm::Monthly),
        (monthly(Months::EVEN), Rhythm::TwoMonthly),
        (monthly(Months::ODD), Rhythm::TwoMonthly),
        (monthly(Months::QUARTER), Rhythm::Seldom),
        (monthly(Months::HALF_YEAR), Rhythm::Seldom),
        (When::Dates(vec![sample::june_30()]), Rhythm::Seldom),
        (When::Standing, Rhythm::Seldom),
    ];
    for (when, rhythm) in table {
        assert_eq!(Rhythm::of(&DueRule::new(when.clone())), rhythm, "{when:?}");
    }
}

#[test]
fn how_many_letters_a_week_a_weekly_duty_comes_to() {
    let weekly = |steps: &[Moment], then_every| {
        let steps = steps.iter().map(|when| step(*when)).collect();
        Stages { counted: Days::Working, steps, then_every }
    };
    let (before, day, after) = (Moment::Before, Moment::OnDay, Moment::After);
    let table = [
        (weekly(&[], None), 0),
        (weekly(&[day], None), 1),
        (weekly(&[before(1), after(1)], Some(5)), 2),
        (weekly(&[before(1), after(4)], None), 1), // both on a Thursday
        (weekly(&[before(1), day, after(1)], None), 3),
        (weekly(&[before(1), after(1)], Some(3)), 5),
        (weekly(&[before(1), after(1), after(6)], Some(5)), 2),
        (Stages { counted: Days::Calendar, ..weekly(&[before(1), after(6)], Some(7)) }, 1),
        (Stages { counted: Days::Calendar, ..weekly(&[day, after(3)], Some(5)) }, 7),
    ];
    for (stages, letters) in table {
        assert_eq!(stages.letters_a_week(), letters, "{stages:?}");
    }
    let to = |when, to: Audience| Step { to: vec![to], ..step(when) };
    let steps =
        vec![to(day, Audience::Liaison), to(after(1), Audience::Leader), to(after(2), Audience::Office)];
    assert_eq!(Stages { steps, ..Stages::default() }.letters_a_week(), 1, "each gets one");
}

#[test]
fn messages_wait_for_the_next_sending_hours() {
    let calendar = china_2026();
    let setting = Setting { calendar: &calendar, zone: offset!(+8), close_of_business: time!(17:00) };
    let pause = Some(Pause { from: time!(12:00), until: time!(14:00) });
    let plain = rules();
    let paused = Rules { pause, ..rules() };
    let always = Rules { days_off: DaysOff::Always, ..rules() };
    let table = [
        (&plain, datetime!(2026-06-18 08:59 +8), datetime!(2026-06-18 09:00 +8)),
        (&plain, datetime!(2026-06-18 09:00 +8), datetime!(2026-06-18 09:00 +8)),
        (&plain, datetime!(2026-06-18 17:30 +8), datetime!(2026-06-18 17:30 +8)),
        (&plain, datetime!(2026-06-18 17:31 +8), datetime!(2026-06-22 09:00 +8)), // over 端午节
        (&plain, datetime!(2026-06-20 12:00 +8), datetime!(2026-06-22 09:00 +8)),
        (&plain, datetime!(2026-02-28 10:00 +8), datetime!(2026-02-28 10:00 +8)), // a Saturday that is worked
        (&paused, datetime!(2026-06-18 11:59 +8), datetime!(2026-06-18 11:59 +8)),
        (&paused, datetime!(2026-06-18 12:00 +8), datetime!(2026-06-18 14:00 +8)),
        (&paused, datetime!(2026-06-18 14:00 +8), datetime!(2026-06-18 14:00 +8)),
        (&paused, datetime!(2026-06-20 12:30 +8), datetime!(2026-06-22 09:00 +8)),
        (&always, datetime!(2026-06-20 12:30 +8), datetime!(2026-06-20 12:30 +8)),
        (&always, datetime!(2026-06-20 18:00 +8), datetime!(2026-06-21 09:00 +8)),
    ];
    for (rules, at, expected) in table {
        assert_eq!(rules.next_sending(setting, Timestamp::new(at)), Timestamp::new(expected), "{at}");
        let open = rules.window(setting, Timestamp::new(at)) == Window::Open;
        assert_eq!(open, at == expected, "{at}");
    }
    let saturday = Timestamp::new(datetime!(2026-06-20 12:30 +8));
    assert_eq!(plain.window(setting, saturday), Window::DueOn(date!(2026 - 06 - 20)));
    let never = Rules { days_off: DaysOff::Never, ..rules() };
    assert_eq!(never.window(setting, saturday), Window::Closed);
}

#[test]
fn without_a_further_interval_the_chase_ends() {
    let rules = rules();
    let stages = Stages { then_every: None, ..stages(Days::Working) };
    let found = days(&rules, &stages, date!(2026 - 06 - 15), date!(2026 - 12 - 31));
    assert_eq!(found.last().map(|(key, _)| key.as_str()), Some("overdue-7"));
    assert!(days(&rules, &Stages::default(), date!(2026 - 06 - 15), date!(2026 - 12 - 31)).is_empty());
}

#[test]
fn lines_of_one_chase_stand_in_the_order_of_their_days() {
    let lines = ["before-7@2026-06-15", "before-1d@2026-06-15", "due@2026-06-15", "overdue-12@2026-06-15"];
    let progressed: Vec<_> = lines.iter().filter_map(|line| progress(line)).collect();
    assert_eq!(progressed.iter().map(|(_, days)| *days).collect::<Vec<_>>(), [-7, -1, 0, 12]);
    assert!(progressed.iter().all(|(chase, _)| chase == "overdue@2026-06-15"));
    assert_eq!(progress("returned-2@2026-06-15"), Some(("returned@2026-06-15".to_owned(), 2)));
    assert_eq!(progress("review-3@2026-06-15"), Some(("review@2026-06-15".to_owned(), 3)));
    for other in ["by-hand@2026-06-15", "due", ""] {
        assert_eq!(progress(other), None, "{other}");
    }
}

proptest! {
    #[test]
    fn nothing_beyond_the_horizon_is_reached(
        start in 0i64..330, ahead in 0i64..60, calendar_days in any::<bool>(),
        days_off in prop::sample::select(vec![DaysOff::Due, DaysOff::Never, DaysOff::Always]),
    ) {
        let counted = if calendar_days { Days::Calendar } else { Days::Working };
        let (calendar, rules) = (china_2026(), Rules { days_off, default: stages(counted), ..rules() });
        let today = date!(2026 - 01 - 01) + Duration::days(start);
        let due = today + Duration::days(ahead);
        let now = today.with_time(time!(23:59)).assume_offset(offset!(+8));
        let reached = chase(&rules, &calendar, &rules.default, due).reached(now).is_some();
        prop_assert!(!reached || due <= rules.horizon(&calendar, today));
    }

    /// A stage before the due day is never told after it, and never on a day on which nothing leaves.
    #[test]
    fn warnings_come_before_and_the_chase_after(
        start in 0i64..300, calendar_days in any::<bool>(),
        days_off in prop::sample::select(vec![DaysOff::Due, DaysOff::Never, DaysOff::Always]),
    ) {
        let counted = if calendar_days { Days::Calendar } else { Days::Working };
        let (calendar, rules) = (china_2026(), Rules { days_off, ..rules() });
        let (stages, due) = (stages(counted), date!(2026 - 02 - 01) + Duration::days(start));
        for planned in chase(&rules, &calendar, &stages, due).days(due + Duration::days(40)) {
            match planned.stage {
                Stage::Before { .. } => prop_assert!(planned.day < due),
                Stage::DueDay => prop_assert!(planned.day <= due),
                Stage::Overdue { .. } | Stage::Returned { .. } | Stage::Review { .. } => prop_assert!(planned.day > due),
            }
            let on_due_day = planned.stage == Stage::DueDay && days_off == DaysOff::Due;
            prop_assert!(days_off == DaysOff::Always || on_due_day || calendar.is_working_day(planned.day));
        }
    }
}
