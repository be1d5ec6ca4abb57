//! Reminders, on both databases: who is told what and when, and who is left alone.

pub mod district;
mod failures;
mod moments;
mod moved;
mod rendered;
mod reviews;
mod rules;
mod timetable;

use std::collections::BTreeSet;

use duban::domain::ids::UnitId;
use duban::jobs::{deliver, remind};
use duban::store::{reminders, users};

use crate::support::{World, stories};
use district::{District, addresses, at, report_of, unit};

stories! {
    seven_working_days_before_the_15th_of_june_exactly_those_who_still_owe_are_told
    of_two_processes_at_once_each_letter_is_queued_and_sent_by_one
    after_days_of_downtime_one_letter_tells_the_latest_stage_only
    nothing_leaves_on_days_off_but_to_those_with_something_due_that_day
    nothing_leaves_on_a_holiday_that_falls_on_a_weekday
    from_the_second_overdue_stage_the_leader_and_the_office_get_a_copy
    a_digest_lists_everything_that_is_owed_most_urgent_first
    a_returned_report_alone_is_no_reason_to_write_every_day
    an_extension_begins_the_chase_anew
    units_that_nobody_can_write_to_are_named
}

async fn stages_told(district: &District, of: &str) -> BTreeSet<String> {
    let mut tx = district.app.db.read().await.unwrap();
    let told = reminders::of_obligation(&mut tx, &district.app.plan.id, &report_of(of, "06")).await.unwrap();
    told.into_iter().map(|told| told.stage).collect()
}

async fn seven_working_days_before_the_15th_of_june_exactly_those_who_still_owe_are_told(world: World) {
    let district = District::of(world, "2026-06-03 15:00").await;
    district.only_reports_of_june().await;
    let silent = ["jiaoyu", "gongan", "keji"].map(unit);
    for unit in &silent {
        district.submit(&report_of(unit.as_str(), "06")).await;
    }
    let owing: Vec<UnitId> = district.reporters().into_iter().filter(|unit| !silent.contains(unit)).collect();
    assert!(owing.len() > 30, "{} owe", owing.len());

    assert!(district.minute("2026-06-03 17:30").await.is_empty(), "too early by a day");
    assert!(district.minute("2026-06-04 08:59").await.is_empty(), "before working hours");
    let letters = district.minute("2026-06-04 09:00").await;
    assert_eq!(addresses(&letters), district.people_of("liaison", &owing));
    let letter = letters.iter().find(|letter| letter.to == "liaison-minzheng@example.gov.cn").unwrap();
    assert_eq!(letter.subject, "【提醒】区民政局有1项事项临近截止\u{ff0c}最早6月15日到期");
    for part in [&letter.text, &letter.html] {
        assert!(part.contains("还有7个工作日"), "{part}");
        assert!(part.contains("https://duban.example.gov.cn/obligations/1.4-report~minzheng~2026-06"));
        assert!(!part.contains("@example"), "no address stands in a letter");
    }

    assert!(district.minute("2026-06-04 09:01").await.is_empty(), "a second run sends nothing");
    assert!(district.minute("2026-06-05 10:00").await.is_empty(), "no stage is reached the next day");
    assert_eq!(stages_told(&district, "minzheng").await, BTreeSet::from(["before-7@2026-06-15".to_owned()]));
    assert!(stages_told(&district, "jiaoyu").await.is_empty());
}

async fn of_two_processes_at_once_each_letter_is_queued_and_sent_by_one(world: World) {
    let district = District::of(world, "2026-06-04 09:00").await;
    district.only_reports_of_june().await;
    let other = district.another_process().await;
    let (one, two) = tokio::join!(remind::run(&district.app), remind::run(&other));
    let reporters = district.reporters();
    assert_eq!(one.unwrap().digests + two.unwrap().digests, reporters.len());
    let (one, two) = tokio::join!(deliver::drain(&district.app), deliver::drain(&other));
    assert_eq!(one.unwrap() + two.unwrap(), reporters.len());
    // Both share the mailer.
    assert_eq!(addresses(&district.take_letters()), district.people_of("liaison", &reporters));
}

async fn after_days_of_downtime_one_letter_tells_the_latest_stage_only(world: World) {
    let district = District::of(world, "2026-06-04 09:00").await;
    district.only_reports_of_june().await;
    district.minute("2026-06-04 09:00").await;
    // Down on the 10th, when three days were left.
    let letters = district.minute("2026-06-12 10:00").await;
    assert_eq!(addresses(&letters), district.people_of("liaison", &district.reporters()));
    assert!(letters.iter().all(|letter| letter.text.contains("还有1个工作日")));
    let expected = ["before-1@2026-06-15", "before-7@2026-06-15"].map(str::to_owned);
    assert_eq!(stages_told(&district, "minzheng").await, BTreeSet::from(expected));
}

async fn nothing_leaves_on_days_off_but_to_those_with_something_due_that_day(world: World) {
    let district = District::of(world, "2026-08-13 09:00").await;
    // The 15th of August is a Saturday. Two units owe that day; one owes what fell due on the 12th.
    let due_saturday = ["jiaoyu", "gongan"].map(|unit| report_of(unit, "08"));
    let late = report_of("minzheng", "06");
    district.only(|obligation| due_saturday.contains(&obligation.id) || obligation.id == late).await;
    district.minute("2026-08-14 09:00").await;
    district.submit(&due_saturday[1]).await;
    district.sql("DELETE FROM reminders WHERE stage LIKE 'overdue-%'").await;

    assert!(district.minute("2026-08-15 08:59").await.is_empty());
    assert_eq!(addresses(&district.minute("2026-08-15 09:00").await), ["liaison-jiaoyu@example.gov.cn"]);
    assert!(district.minute("2026-08-16 10:00").await.is_empty(), "Sunday");
    let monday = district.minute("2026-08-17 09:00").await;
    let to_minzheng = monday.iter().filter(|letter| letter.to == "liaison-minzheng@example.gov.cn");
    assert_eq!(to_minzheng.count(), 1, "what Saturday withheld");
    assert!(district.minute("2026-08-17 17:31").await.is_empty(), "after working hours");
}

async fn nothing_leaves_on_a_holiday_that_falls_on_a_weekday(world: World) {
    let district = District::of(world, "2026-06-18 18:00").await;
    district.only_reports_of_june().await;
    assert!(district.minute("2026-06-19 10:00").await.is_empty(), "端午节");
    assert!(!district.minute("2026-06-22 09:00").await.is_empty());
}

async fn from_the_second_overdue_stage_the_leader_and_the_office_get_a_copy(world: World) {
    let district = District::of(world, "2026-06-15 09:00").await;
    let open = ["jiaoyu", "minzheng"].map(unit);
    let reports = open.clone().map(|unit| report_of(unit.as_str(), "06"));
    district.only(|obligation| reports.contains(&obligation.id)).await;

    let liaisons = district.people_of("liaison", &open);
    assert_eq!(addresses(&district.minute("2026-06-15 09:00").await), liaisons, "the due day");
    assert_eq!(addresses(&district.minute("2026-06-16 09:00").await), liaisons, "first overdue stage");
    let letters = district.minute("2026-06-18 09:00").await;
    let mut everyone = [liaisons, district.people_of("leader", &open)].concat();
    everyone.push("office@example.gov.cn".to_owned());
    everyone.sort();
    assert_eq!(addresses(&letters), everyone, "second overdue stage");

    let office = letters.iter().find(|letter| letter.to.starts_with("office")).unwrap();
    assert_eq!(office.subject, "【督办】2个单位共2项事项逾期未报");
    assert!(office.text.contains("区教育局") && office.text.contains("区民政局"));
    let leader = letters.iter().find(|letter| letter.to.starts_with("leader-jiaoyu")).unwrap();
    assert!(leader.subject.contains("区教育局") && !leader.text.contains("区民政局"), "{}", leader.text);
    assert!(letters.iter().all(|letter| !letter.text.contains('@')));
}

async fn a_digest_lists_everything_that_is_owed_most_urgent_first(world: World) {
    // A Friday: the weekly report is due, the end of June is near.
    let district = District::of(world, "2026-06-08 09:00").await;
    let [late, sent] = [report_of("jiaoyu", "02"), report_of("jiaoyu", "04")];
    let [weekly, soon] =
        ["4.2-weekly~jiaoyu~2026-W26", "1.1-group~jiaoyu~2026"].map(|id| id.parse().unwrap());
    district.only(|obligation| [&late, &sent, &weekly, &soon].contains(&&obligation.id)).await;
    district.submit(&sent).await;
    district.send_back(&sent, "数据有误").await;

    let letters = district.minute("2026-06-26 09:00").await;
    let letter = letters.iter().find(|letter| letter.to.starts_with("liaison-jiaoyu")).unwrap();
    let expected = [
        ("一、已逾期", &late),
        ("二、退回待重报", &sent),
        ("三、今天截止", &weekly),
        ("四、临近截止", &soon),
    ];
    let places = expected.map(|(heading, id)| {
        let link = format!("obligations/{id}\n");
        [letter.text.find(heading).unwrap(), letter.text.find(&link).unwrap()]
    });
    assert!(places.concat().is_sorted(), "{}", letter.text);

    // Others' copies hold what they are copied on, and nobody else is written to.
    assert_eq!(letters.len(), 4);
    for (reader, items) in [("leader-jiaoyu", 2), ("office", 1), ("liaison-fagai", 1)] {
        let copy = letters.iter().find(|letter| letter.to.starts_with(reader)).unwrap();
        assert_eq!(copy.text.matches("/obligations/").count(), items, "{}", copy.text);
    }
}

async fn a_returned_report_alone_is_no_reason_to_write_every_day(world: World) {
    let district = District::of(world, "2026-06-08 09:00").await;
    let id = report_of("jiaoyu", "06");
    district.only(|obligation| obligation.id == id).await;
    district.submit(&id).await;
    district.send_back(&id, "数据有误").await;
    for (day, letters) in
        [("09", 0), ("10", 1), ("11", 0), ("12", 2), ("15", 0), ("18", 0), ("22", 2), ("23", 0)]
    {
        assert_eq!(district.minute(&format!("2026-06-{day} 09:00")).await.len(), letters, "{day}");
    }
}

async fn an_extension_begins_the_chase_anew(world: World) {
    let district = District::of(world, "2026-06-12 09:00").await;
    let id = report_of("jiaoyu", "06");
    district.only(|obligation| obligation.id == id).await;
    assert_eq!(district.minute("2026-06-12 09:00").await.len(), 1, "one day before the 15th");
    let until = district.obligation(&report_of("jiaoyu", "08")).await.due_at.unwrap();
    let other = "UPDATE obligations SET due_at = (SELECT due_at FROM obligations WHERE id = '1.4-report~jiaoyu~2026-08')";
    assert_eq!(district.sql(&format!("{other} WHERE id = '{id}'")).await, 1);
    assert_eq!(district.obligation(&id).await.due_at, Some(until));

    assert!(district.minute("2026-06-16 09:00").await.is_empty());
    let letters = district.minute("2026-08-14 09:00").await;
    assert_eq!(letters.len(), 1, "one working day before again");
    assert!(stages_told(&district, "jiaoyu").await.contains("before-1@2026-08-15"));
}

async fn units_that_nobody_can_write_to_are_named(world: World) {
    let district = District::of(world, "2026-06-04 09:00").await;
    district.only_reports_of_june().await;
    let mut tx = district.app.db.write(&district.app.plan.id).await.unwrap();
    let plan = &district.app.plan.id;
    users::update(&mut tx, plan, &"liaison-keji".parse().unwrap(), "张三", None).await.unwrap();
    users::disable(&mut tx, plan, &"liaison-jiaoyu".parse().unwrap(), at("2026-06-01 09:00")).await.unwrap();
    tx.commit().await.unwrap();

    let summary = remind::run(&district.app).await.unwrap();
    assert_eq!(summary.unreachable, ["jiaoyu", "keji"].map(unit), "in protocol order");
    assert_eq!(summary.digests, district.reporters().len() - 2);
    assert_eq!(summary.entries, summary.digests);
}
