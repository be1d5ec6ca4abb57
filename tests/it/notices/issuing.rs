//! Who gets a notice and when; once, whatever the clock does and however many processes there are.

use std::collections::BTreeSet;

use duban::app::App;
use duban::domain::supervision::Number;
use duban::jobs::{deliver, supervise};
use duban::store::{Error, events, notices, users};

use super::{issued, letters, number, run};
use crate::reminders::district::{District, addresses, report_of, unit};
use crate::support::{World, stories};

stories! {
    from_the_second_overdue_stage_the_leader_gets_one_and_the_office_a_copy
    of_three_processes_at_once_each_notice_is_issued_by_one_and_numbers_have_no_gaps
    days_of_downtime_and_a_clock_put_back_make_one_notice
    what_comes_later_on_the_same_day_waits_for_the_next
    who_sent_it_got_more_time_or_has_it_no_more_gets_none
    an_extension_that_passes_too_begins_anew
    each_year_counts_from_one
    without_a_leader_the_liaison_gets_it_and_without_both_the_office_delivers_it
    a_number_that_somebody_took_is_a_conflict_and_leaves_nothing
    once_issued_it_is_sent_when_the_server_is_back
    a_plan_without_notices_issues_none
}

/// Only the reports of these units for June are owed.
async fn district(world: World, units: &[&str]) -> District {
    let district = District::of(world, "2026-06-15 09:00").await;
    let reports: Vec<_> = units.iter().map(|unit| report_of(unit, "06")).collect();
    district.only(|obligation| reports.contains(&obligation.id)).await;
    district
}

async fn from_the_second_overdue_stage_the_leader_gets_one_and_the_office_a_copy(world: World) {
    let district = district(world, &["jiaoyu", "minzheng"]).await;
    for early in ["2026-06-16 09:00", "2026-06-17 17:00", "2026-06-18 08:59"] {
        assert_eq!(run(&district, early).await, 0, "{early}");
    }
    let sent = letters(&district, "2026-06-18 09:00").await;
    let office = "office@example.gov.cn";
    let wanted = ["leader-jiaoyu@example.gov.cn", "leader-minzheng@example.gov.cn", office, office];
    assert_eq!(addresses(&sent), wanted);
    for later in ["2026-06-18 09:00", "2026-06-18 17:00", "2026-06-22 09:00", "2026-07-30 09:00"] {
        assert_eq!(run(&district, later).await, 0, "{later}");
    }

    let all = issued(&district, 2026).await;
    let kept: Vec<_> =
        all.iter().map(|notice| (notice.number, notice.unit_name.as_str(), notice.addressed)).collect();
    assert_eq!(
        kept,
        [(number(2026, 1), "区教育局", 1), (number(2026, 2), "区民政局", 1)],
        "in protocol order"
    );
    let item = &all[0].items[0];
    assert_eq!(
        (item.obligation_id.clone(), item.title.as_str(), item.days_late),
        (report_of("jiaoyu", "06"), "信用体系建设情况报告", 3)
    );
    assert_eq!(
        (all[0].day.to_string(), item.due_on.to_string()),
        ("2026-06-18".to_owned(), "2026-06-15".to_owned())
    );

    let mut tx = district.app.db.read().await.unwrap();
    let history =
        events::of_obligation(&mut tx, &district.app.plan.id, &report_of("jiaoyu", "06")).await.unwrap();
    let noted: Vec<_> = history.iter().filter(|event| event.act == "notice_issued").collect();
    assert_eq!((noted.len(), noted[0].detail.as_str()), (1, "2026-1"));
}

async fn of_three_processes_at_once_each_notice_is_issued_by_one_and_numbers_have_no_gaps(world: World) {
    let district = District::of(world, "2026-06-18 09:00").await;
    district.only_reports_of_june().await;
    let (second, third) = (another(&district).await, another(&district).await);
    let (a, b, c) =
        tokio::join!(supervise::run(&district.app), supervise::run(&second), supervise::run(&third));
    let reporters = district.reporters();
    assert_eq!(a.unwrap() + b.unwrap() + c.unwrap(), reporters.len());
    let all = issued(&district, 2026).await;
    let numbers: Vec<i64> = all.iter().map(|notice| notice.number.number).collect();
    assert_eq!(numbers, (1..=i64::try_from(reporters.len()).unwrap()).collect::<Vec<_>>());
    let units: BTreeSet<_> = all.iter().map(|notice| notice.unit_id.clone()).collect();
    assert_eq!(units.len(), reporters.len(), "one to each");
    // A letter to each leader, and the office's copies.
    assert_eq!(deliver::drain(&district.app).await.unwrap(), 2 * reporters.len());
    let ids: BTreeSet<String> = district.take_letters().into_iter().map(|letter| letter.id).collect();
    assert_eq!(ids.len(), 2 * reporters.len());
    assert!(ids.contains("credit-2026.notice-2026-1-office"), "{ids:?}");
    second.db.close().await;
    third.db.close().await;
}

async fn another(district: &District) -> App {
    district.another_process().await
}

async fn days_of_downtime_and_a_clock_put_back_make_one_notice(world: World) {
    let district = District::of(world, "2026-06-15 09:00").await;
    // Due on the 12th and the 15th, so late enough on different days.
    let ids = [report_of("jiaoyu", "06"), "4.2-weekly~jiaoyu~2026-W23".parse().unwrap()];
    district.only(|obligation| ids.contains(&obligation.id)).await;
    assert_eq!(run(&district, "2026-06-25 10:00").await, 1, "down since the 18th");
    let all = issued(&district, 2026).await;
    assert_eq!((all.len(), all[0].items.len()), (1, 2));
    assert_eq!(all[0].items[0].due_on.to_string(), "2026-06-05", "earliest first");
    for clock in ["2026-06-25 10:00", "2026-06-18 09:00", "2026-06-26 09:00", "2026-06-25 09:30"] {
        assert_eq!(run(&district, clock).await, 0, "{clock}");
    }
}

async fn what_comes_later_on_the_same_day_waits_for_the_next(world: World) {
    let district = district(world, &["jiaoyu"]).await;
    assert_eq!(run(&district, "2026-06-18 09:00").await, 1);
    let late = report_of("jiaoyu", "04");
    assert_eq!(
        district
            .sql(&format!("UPDATE obligations SET state = 'open', revision = 0 WHERE id = '{late}'"))
            .await,
        1
    );
    assert_eq!(run(&district, "2026-06-18 15:00").await, 0, "one to a unit and day");
    assert_eq!(run(&district, "2026-06-22 09:00").await, 1);
    let all = issued(&district, 2026).await;
    assert_eq!((all.len(), all[1].items.len(), &all[1].items[0].obligation_id), (2, 1, &late));
}

async fn who_sent_it_got_more_time_or_has_it_no_more_gets_none(world: World) {
    let units = ["jiaoyu", "minzheng", "keji", "gongan", "sifa", "caizheng"];
    let district = district(world, &units).await;
    district.set_clock("2026-06-18 08:59");
    district.submit(&report_of("jiaoyu", "06")).await;
    district.submit(&report_of("minzheng", "06")).await;
    district.send_back(&report_of("minzheng", "06"), "数据有误").await;
    let set = async |unit: &str, what: &str| {
        district.sql(&format!("UPDATE obligations SET {what} WHERE id = '{}'", report_of(unit, "06"))).await
    };
    assert_eq!(set("keji", "state = 'retired'").await, 1);
    let august = "(SELECT due_at FROM obligations WHERE id = '1.4-report~jiaoyu~2026-08')";
    assert_eq!(set("gongan", &format!("due_at = {august}")).await, 1);
    // Asked for more time, and the office has not answered.
    let asked = "INSERT INTO extensions (plan_id, obligation_id, number, until, reason, asked_by, asked_at)
        SELECT plan_id, id, 1, due_at, '', 'liaison-caizheng', due_at FROM obligations WHERE id = '1.4-report~caizheng~2026-06'";
    assert_eq!(district.sql(asked).await, 1);
    assert_eq!(run(&district, "2026-06-18 09:00").await, 1);
    assert_eq!(issued(&district, 2026).await[0].unit_id, unit("sifa"), "who still owes it");
    assert_eq!(district.sql("UPDATE extensions SET granted = FALSE, decided_at = asked_at").await, 1);
    assert_eq!(run(&district, "2026-06-18 09:01").await, 1, "refused");
    // The returned one goes by its own clock, on which no notice stands.
    assert_eq!(run(&district, "2026-07-15 09:00").await, 0);
}

async fn an_extension_that_passes_too_begins_anew(world: World) {
    let district = district(world, &["jiaoyu"]).await;
    assert_eq!(run(&district, "2026-06-18 09:00").await, 1);
    let august = "SELECT due_at FROM obligations WHERE id = '1.4-report~minzheng~2026-08'";
    let extend =
        format!("UPDATE obligations SET due_at = ({august}) WHERE id = '{}'", report_of("jiaoyu", "06"));
    assert_eq!(district.sql(&extend).await, 1);
    assert_eq!(run(&district, "2026-08-18 09:00").await, 0);
    assert_eq!(run(&district, "2026-08-19 09:00").await, 1, "the third working day after Saturday the 15th");
    let all = issued(&district, 2026).await;
    assert_eq!(all[1].items[0].due_on.to_string(), "2026-08-15");
}

async fn each_year_counts_from_one(world: World) {
    let district = District::of(world, "2026-06-15 09:00").await;
    let ids = [report_of("jiaoyu", "06"), report_of("jiaoyu", "12"), report_of("keji", "12")];
    district.only(|obligation| ids.contains(&obligation.id)).await;
    assert_eq!(run(&district, "2026-06-18 09:00").await, 1);
    assert_eq!(run(&district, "2026-12-18 09:00").await, 2);
    district
        .sql(&format!(
            "UPDATE obligations SET state = 'open', revision = 0 WHERE id = '{}'",
            report_of("minzheng", "12")
        ))
        .await;
    assert_eq!(run(&district, "2027-01-04 09:00").await, 1);
    let numbers = async |year| -> Vec<Number> {
        issued(&district, year).await.iter().map(|notice| notice.number).collect()
    };
    assert_eq!(numbers(2026).await, [number(2026, 1), number(2026, 2), number(2026, 3)]);
    assert_eq!(numbers(2027).await, [number(2027, 1)]);
    let mut tx = district.app.db.read().await.unwrap();
    let years = notices::years(&mut tx, &district.app.plan.id, None).await.unwrap();
    assert_eq!(years, [(2027, 1), (2026, 3)]);
}

async fn without_a_leader_the_liaison_gets_it_and_without_both_the_office_delivers_it(world: World) {
    let district = district(world, &["jiaoyu", "minzheng"]).await;
    let plan = &district.app.plan.id;
    let mut tx = district.app.db.write(plan).await.unwrap();
    for id in ["leader-jiaoyu", "leader-minzheng"] {
        users::disable(&mut tx, plan, &id.parse().unwrap(), district.app.clock.now()).await.unwrap();
    }
    users::update(&mut tx, plan, &"liaison-minzheng".parse().unwrap(), "张三", None).await.unwrap();
    tx.commit().await.unwrap();

    let sent = letters(&district, "2026-06-18 09:00").await;
    assert_eq!(
        addresses(&sent),
        ["liaison-jiaoyu@example.gov.cn", "office@example.gov.cn", "office@example.gov.cn"]
    );
    let addressed: Vec<i64> = issued(&district, 2026).await.iter().map(|notice| notice.addressed).collect();
    assert_eq!(addressed, [1, 0]);
    let copy = |unit: &str| {
        sent.iter().find(|letter| letter.to.starts_with("office") && letter.subject.contains(unit)).unwrap()
    };
    assert!(copy("区民政局").text.contains("未能送达") && !copy("区教育局").text.contains("未能送达"));
}

async fn a_number_that_somebody_took_is_a_conflict_and_leaves_nothing(world: World) {
    let district = district(world, &["jiaoyu"]).await;
    assert_eq!(run(&district, "2026-06-18 09:00").await, 1);
    let notice = issued(&district, 2026).await.remove(0);
    let plan = &district.app.plan.id;
    let mut tx = district.app.db.write(plan).await.unwrap();
    let again = notices::insert(&mut tx, plan, &notice, b"document").await;
    assert!(matches!(again, Err(Error::Conflict)), "{again:?}");
    drop(tx);
    let mut tx = district.app.db.write(plan).await.unwrap();
    let mut other = notice.clone();
    (other.number, other.unit_id) = (number(2026, 2), unit("keji"));
    let again = notices::insert(&mut tx, plan, &other, b"document").await;
    assert!(matches!(again, Err(Error::Conflict)), "the obligation was named for this due day: {again:?}");
    drop(tx);
    assert_eq!(issued(&district, 2026).await, [notice]);
}

async fn once_issued_it_is_sent_when_the_server_is_back(world: World) {
    let district = district(world, &["jiaoyu"]).await;
    assert_eq!(run(&district, "2026-06-18 17:29").await, 1);
    // It was not sent before the hours ended, and the unit reported in the evening.
    district.set_clock("2026-06-18 17:31");
    assert_eq!(deliver::drain(&district.app).await.unwrap(), 0, "not at night");
    district.submit(&report_of("jiaoyu", "06")).await;
    district.set_clock("2026-06-22 09:00");
    deliver::drain(&district.app).await.unwrap();
    let sent = district.take_letters();
    assert_eq!(addresses(&sent), ["leader-jiaoyu@example.gov.cn", "office@example.gov.cn"]);
    assert!(sent[0].text.contains("2026年6月18日"), "as it was issued: {}", sent[0].text);
}

async fn a_plan_without_notices_issues_none(world: World) {
    let rules = include_str!("../../../plan/credit-2026/reminders.toml");
    let (before, rest) = rules.split_once("[notice]").unwrap();
    let (_, after) = rest.split_once("\n\n").unwrap();
    let district = district(world, &["jiaoyu"]).await.with_reminders(&format!("{before}\n{after}"));
    assert!(district.app.plan.reminders.notice.is_none());
    assert_eq!(run(&district, "2026-06-18 09:00").await, 0);
}
