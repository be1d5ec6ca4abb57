//! What time does to reminders: downtime, clocks that are put back, several processes, and acts at the last minute.

use duban::domain::access::Role;
use duban::jobs::deliver::{self, Step};
use duban::jobs::remind;
use duban::mail::{Files, Mailer};
use duban::store::outbox::State;
use duban::store::{materialise, reminders};

use super::district::{District, addresses, plan_with, report_of, unit};
use crate::support::{Browser, World, stories};

stories! {
    three_days_of_downtime_come_to_one_letter_each_with_the_latest_stages
    a_clock_that_is_put_back_sends_nothing_twice
    of_three_processes_at_once_each_letter_is_queued_and_sent_by_one
    what_is_sent_at_16_59_is_not_asked_for_at_17_00
    a_returned_report_is_told_of_at_once_and_chased_from_that_day
    a_granted_extension_moves_the_stages_and_a_refused_one_does_not
    a_letter_that_waits_does_not_tell_a_date_that_was_moved
    what_the_plan_dropped_falls_silent
    a_unit_that_nobody_can_write_to_stands_on_the_offices_page
}

/// Browsers of a second liaison of 区教育局 and of a second person of the office, who get no mail.
async fn people(world: &World) -> [Browser; 2] {
    [world.sign_in("li", Role::Liaison, "jiaoyu").await, world.sign_in("wang", Role::Office, "").await]
}

async fn silence_them(district: &District) {
    assert_eq!(district.sql("UPDATE users SET email = NULL WHERE id IN ('li', 'wang')").await, 2);
}

async fn told(district: &District, id: &str) -> Vec<String> {
    let mut tx = district.app.db.read().await.unwrap();
    let id = id.parse().unwrap();
    let told = reminders::of_obligation(&mut tx, &district.app.plan.id, &id).await.unwrap();
    told.into_iter().map(|told| told.stage).collect()
}

async fn three_days_of_downtime_come_to_one_letter_each_with_the_latest_stages(world: World) {
    let district = District::of(world, "2026-06-10 09:00").await;
    // The report is due on Monday the 15th, the weekly one on Friday the 12th.
    let (report, weekly) = ("1.4-report~jiaoyu~2026-06", "4.2-weekly~jiaoyu~2026-W24");
    district.only(|obligation| [report, weekly].contains(&obligation.id.as_str())).await;
    assert_eq!(district.minute("2026-06-10 09:00").await.len(), 1, "three days left");

    // Down from then until Tuesday: a day before, the day itself and the first day after have gone by.
    let letters = district.minute("2026-06-16 11:00").await;
    assert_eq!(addresses(&letters), ["liaison-jiaoyu@example.gov.cn"], "one letter");
    assert!(letters[0].text.contains(report) && letters[0].text.contains(weekly), "{}", letters[0].text);
    assert_eq!(told(&district, report).await, ["before-3@2026-06-15", "overdue-1@2026-06-15"]);
    assert_eq!(told(&district, weekly).await, ["overdue-3d@2026-06-12"]);
    assert!(district.minute("2026-06-16 11:01").await.is_empty());
}

async fn a_clock_that_is_put_back_sends_nothing_twice(world: World) {
    let district = District::of(world, "2026-06-10 09:00").await;
    district.only_reports_of_june().await;
    let all = district.people_of("liaison", &district.reporters());
    assert_eq!(addresses(&district.minute("2026-06-10 09:00").await), all);
    // Back to the day itself, to days on which nothing was told, to the one of an earlier stage, to last year.
    let back =
        ["2026-06-10 08:59", "2026-06-09 09:00", "2026-06-04 09:00", "2026-06-05 16:00", "2025-12-31 09:00"];
    for time in back.into_iter().chain(["2026-06-10 09:01", "2026-06-11 17:30"]) {
        assert!(district.minute(time).await.is_empty(), "{time}");
    }
    assert_eq!(addresses(&district.minute("2026-06-12 09:00").await), all, "the next stage, once");
    assert!(district.minute("2026-06-10 12:00").await.is_empty());
}

async fn of_three_processes_at_once_each_letter_is_queued_and_sent_by_one(world: World) {
    let district = District::of(world, "2026-06-04 09:00").await;
    district.only_reports_of_june().await;
    let others = [district.another_process().await, district.another_process().await];
    let apps = [&district.app, &others[0], &others[1]];
    let (one, two, three) = tokio::join!(remind::run(apps[0]), remind::run(apps[1]), remind::run(apps[2]));
    let queued: usize = [one, two, three].into_iter().map(|summary| summary.unwrap().digests).sum();
    let reporters = district.reporters();
    assert_eq!(queued, reporters.len());
    let (one, two, three) =
        tokio::join!(deliver::drain(apps[0]), deliver::drain(apps[1]), deliver::drain(apps[2]));
    let sent: usize = [one, two, three].into_iter().map(Result::unwrap).sum();
    assert_eq!(sent, reporters.len());
    // All share the mailer.
    assert_eq!(addresses(&district.take_letters()), district.people_of("liaison", &reporters));
    let (one, two, three) = tokio::join!(remind::run(apps[0]), remind::run(apps[1]), remind::run(apps[2]));
    assert!([one, two, three].into_iter().all(|summary| summary.unwrap().digests == 0));
    for app in others {
        app.db.close().await;
    }
}

async fn what_is_sent_at_16_59_is_not_asked_for_at_17_00(world: World) {
    let district = District::of(world, "2026-06-15 16:58").await;
    let reports = ["jiaoyu", "keji", "minzheng"].map(|unit| report_of(unit, "06"));
    district.only(|obligation| reports.contains(&obligation.id)).await;
    // 区教育局's letter is written and the mail server is down; 区科技局 is written to at 17:00.
    district.sql("UPDATE users SET email = NULL WHERE id = 'liaison-keji'").await;
    let memory = district.app.mailer.clone();
    let blocked = district.folder.path().join("mail");
    std::fs::write(&blocked, "").unwrap();
    let district = district.with_mailer(Mailer::Files(Files::new(blocked, "http://127.0.0.1:8080")));
    district.minute("2026-06-15 16:58").await;
    assert!(district.messages().await.iter().all(|message| message.state == State::Queued));
    let district = district.with_mailer(memory);
    district.sql("UPDATE users SET email = 'liaison-keji@example.gov.cn' WHERE id = 'liaison-keji'").await;

    district.set_clock("2026-06-15 16:59");
    district.submit(&reports[0]).await;
    district.submit(&reports[1]).await;
    let letters = district.minute("2026-06-15 17:00").await;
    assert_eq!(addresses(&letters), ["liaison-minzheng@example.gov.cn"], "who has not sent it");
}

async fn a_returned_report_is_told_of_at_once_and_chased_from_that_day(world: World) {
    let [_, office] = people(&world).await;
    let district = District::of(world, "2026-06-12 19:58").await;
    silence_them(&district).await;
    let id = report_of("jiaoyu", "06");
    district.only(|obligation| obligation.id == id).await;
    district.submit(&id).await;
    // After working hours on a Friday.
    district.set_clock("2026-06-12 20:00");
    let verdict = [("seen", "1"), ("decision", "return"), ("reason", "缺少盖章")];
    let review = format!("/obligations/{id}/review");
    assert_eq!(office.post(&review, &verdict).await.status, 303);
    assert_eq!(deliver::step(&district.app).await.unwrap(), Step::Sent, "at once");
    let letters = district.take_letters();
    assert_eq!(addresses(&letters), ["liaison-jiaoyu@example.gov.cn"]);
    assert!(letters[0].subject.starts_with("【退回】") && letters[0].text.contains("缺少盖章"));

    // The 15th was its due day; what counts now is the return.
    for time in ["2026-06-13 09:00", "2026-06-15 09:00"] {
        assert!(district.minute(time).await.is_empty(), "{time}");
    }
    let letters = district.minute("2026-06-16 09:00").await;
    assert_eq!(addresses(&letters), ["liaison-jiaoyu@example.gov.cn"], "two working days after it");
    assert!(letters[0].text.contains("退回待重报（1项）"), "{}", letters[0].text);
    assert!(district.minute("2026-06-17 09:00").await.is_empty());
    let letters = district.minute("2026-06-18 09:00").await;
    let both = ["leader-jiaoyu@example.gov.cn", "liaison-jiaoyu@example.gov.cn"];
    assert_eq!(addresses(&letters), both, "four working days after it");
    let leader = letters.iter().find(|letter| letter.to.starts_with("leader")).unwrap();
    assert_eq!(leader.subject, "【提醒】区教育局有1项事项待报\u{ff0c}请督促办理");
    assert_eq!(
        told(&district, id.as_str()).await,
        ["returned-2", "returned-4", "returned-4"].map(|key| format!("{key}@2026-06-12"))
    );

    // Sent again and returned again: the count begins anew.
    district.set_clock("2026-06-18 16:00");
    district.submit(&id).await;
    let waiting = addresses(&district.minute("2026-06-25 09:00").await);
    assert_eq!(waiting, ["office@example.gov.cn"], "it waits for the office");
    let verdict = [("seen", "2"), ("decision", "return"), ("reason", "数据有误")];
    assert_eq!(office.post(&review, &verdict).await.status, 303);
    assert_eq!(district.minute("2026-06-25 09:01").await.len(), 1, "at once");
    assert!(district.minute("2026-06-26 09:00").await.is_empty());
    assert_eq!(district.minute("2026-06-29 09:00").await.len(), 1);
}

async fn a_granted_extension_moves_the_stages_and_a_refused_one_does_not(world: World) {
    let [liaison, office] = people(&world).await;
    let district = District::of(world, "2026-06-12 09:00").await;
    silence_them(&district).await;
    let id = report_of("jiaoyu", "06");
    district.only(|obligation| obligation.id == id).await;
    assert_eq!(district.minute("2026-06-12 09:00").await.len(), 1, "one day before the 15th");
    let ask = [("until", "2026-06-30"), ("reason", "系统切换")];
    let decide = |number: &'static str, verdict: &'static str| {
        [("number", number), ("verdict", verdict), ("reason", "已核实")]
    };
    let path = format!("/obligations/{id}/extension");
    assert_eq!(liaison.post(&path, &ask).await.status, 303);
    assert_eq!(office.post(&format!("{path}/decision"), &decide("1", "refuse")).await.status, 303);
    assert_eq!(district.minute("2026-06-15 09:00").await.len(), 1, "refused: the 15th is the day");

    assert_eq!(liaison.post(&path, &ask).await.status, 303);
    assert_eq!(office.post(&format!("{path}/decision"), &decide("2", "grant")).await.status, 303);
    for time in ["2026-06-15 09:01", "2026-06-16 09:00", "2026-06-17 17:30"] {
        assert!(district.minute(time).await.is_empty(), "{time}: not late any more");
    }
    // Seven working days before the 30th, over 端午节.
    let letters = district.minute("2026-06-18 09:00").await;
    assert_eq!(letters.len(), 1);
    assert!(letters[0].text.contains("6月30日"), "{}", letters[0].text);
    let stages = ["before-1@2026-06-15", "due@2026-06-15", "before-7@2026-06-30"];
    assert_eq!(told(&district, id.as_str()).await, stages);
}

async fn a_letter_that_waits_does_not_tell_a_date_that_was_moved(world: World) {
    let [liaison, office] = people(&world).await;
    let district = District::of(world, "2026-06-12 09:00").await;
    silence_them(&district).await;
    let id = report_of("jiaoyu", "06");
    district.only(|obligation| obligation.id == id).await;
    remind::run(&district.app).await.unwrap();
    district.set_clock("2026-06-12 09:05");
    let path = format!("/obligations/{id}/extension");
    assert_eq!(liaison.post(&path, &[("until", "2026-06-16"), ("reason", "系统切换")]).await.status, 303);
    let grant = [("number", "1"), ("verdict", "grant"), ("reason", "")];
    assert_eq!(office.post(&format!("{path}/decision"), &grant).await.status, 303);
    assert!(district.minute("2026-06-12 09:06").await.is_empty());
    assert_eq!(district.messages().await[0].state, State::Withdrawn);

    // Monday is a day before the new date.
    let letters = district.minute("2026-06-15 09:00").await;
    assert_eq!(letters.len(), 1);
    assert!(
        letters[0].text.contains("6月16日") && letters[0].text.contains("还有1个工作日"),
        "{}",
        letters[0].text
    );
}

async fn what_the_plan_dropped_falls_silent(world: World) {
    let district = District::of(world, "2026-06-10 09:00").await;
    district.only_reports_of_june().await;
    remind::run(&district.app).await.unwrap();
    assert_eq!(district.messages().await.len(), district.reporters().len(), "written, and not yet sent");
    // From July on: what was due before and was not touched is withdrawn.
    let plan =
        plan_with("plan.toml", |text| text.replace("year = 2026", "year = 2026\ntracked_from = 2026-07-01"));
    let mut tx = district.app.db.write(&plan.id).await.unwrap();
    let difference = materialise::apply(&mut tx, &plan, district.app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(difference.retire.len(), district.reporters().len());

    for time in ["2026-06-10 09:01", "2026-06-12 09:00", "2026-06-15 09:00", "2026-06-18 09:00"] {
        assert!(district.minute(time).await.is_empty(), "{time}");
    }
    assert!(district.messages().await.iter().all(|message| message.state == State::Withdrawn));
}

async fn a_unit_that_nobody_can_write_to_stands_on_the_offices_page(world: World) {
    let [_, office] = people(&world).await;
    let district = District::of(world, "2026-06-04 09:00").await;
    silence_them(&district).await;
    district.only_reports_of_june().await;
    assert!(!office.get("/overview").await.has("details.notice.units"));
    district.sql("UPDATE users SET email = NULL WHERE id IN ('liaison-keji', 'liaison-jiaoyu')").await;
    district.minute("2026-06-04 09:00").await;
    let page = office.get("/overview").await;
    assert_eq!(page.one("details.notice.units summary"), "2个单位收不到提醒");
    assert_eq!(page.all("details.notice.units a"), ["区教育局", "区科技局"]);

    // Once somebody has an address, what was missed is told at the next run, and the page is silent.
    district.sql("UPDATE users SET email = 'new@example.gov.cn' WHERE id = 'liaison-keji'").await;
    assert_eq!(addresses(&district.minute("2026-06-04 09:01").await), ["new@example.gov.cn"]);
    let page = office.get("/overview").await;
    assert_eq!(page.all("details.notice.units a"), ["区教育局"]);
    assert_eq!(remind::run(&district.app).await.unwrap().unreachable, [unit("jiaoyu")]);
}
