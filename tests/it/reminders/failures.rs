//! Letters that do not get through, and the schedule that tries again.

use std::time::Duration;

use duban::channel::MAIL;
use duban::domain::access::Role;
use duban::domain::ids::UserId;
use duban::domain::reminder::Window;
use duban::jobs::deliver::{self, Step};
use duban::jobs::{self, remind};
use duban::mail::messages::{Reader, Writer, returned_id};
use duban::mail::{Files, Mailer};
use duban::store::outbox::{self, Kind, State, Withdrawal};
use duban::store::{reminders, users};
use duban::words::Lang;

use super::district::{District, addresses, report_of};
use crate::support::{World, stories};

stories! {
    a_letter_that_cannot_be_written_is_tried_again_and_given_up_after_six_times
    a_letter_waits_for_working_hours_and_gives_way_to_the_next_days
    a_returned_report_is_told_of_at_once_in_the_evening_too
    a_digest_that_a_dead_process_left_behind_waits_for_working_hours
    on_a_day_off_a_digest_is_tried_again_that_day
    whoever_was_disabled_or_has_sent_everything_meanwhile_is_left_alone
    what_a_replaced_digest_was_to_tell_is_told_by_the_one_that_replaced_it
    what_a_killed_process_had_claimed_is_sent_after_the_lease
    the_schedule_runs_every_job_at_start_and_ends_when_told
}

async fn a_letter_that_cannot_be_written_is_tried_again_and_given_up_after_six_times(world: World) {
    let district = District::of(world, "2026-06-04 09:00").await;
    let id = report_of("jiaoyu", "06");
    district.only(|obligation| obligation.id == id).await;
    // A file where the folder should be.
    let blocked = district.folder.path().join("mail");
    std::fs::write(&blocked, "").unwrap();
    let district = district.with_mailer(Mailer::Files(Files::new(blocked, "http://127.0.0.1:8080")));
    remind::run(&district.app).await.unwrap();
    let tries = [
        ("09:00", State::Queued),
        ("09:01", State::Queued),
        ("09:06", State::Queued),
        ("09:21", State::Queued),
        ("10:21", State::Queued),
        ("14:21", State::Failed),
    ];
    for (time, state) in tries {
        district.set_clock(&format!("2026-06-04 {time}"));
        assert_eq!(deliver::drain(&district.app).await.unwrap(), 1, "{time}");
        assert_eq!(deliver::drain(&district.app).await.unwrap(), 0, "{time}: not before its time");
        assert_eq!(district.messages().await[0].state, state, "{time}");
    }
    district.set_clock("2026-06-05 09:00");
    assert_eq!(deliver::drain(&district.app).await.unwrap(), 0);
    let message = &district.messages().await[0];
    assert_eq!(message.attempts, 6);
    assert!(message.reply.as_ref().unwrap().contains("mail"), "the office sees why");
}

async fn a_letter_waits_for_working_hours_and_gives_way_to_the_next_days(world: World) {
    let district = District::of(world, "2026-06-09 17:30").await;
    let id = report_of("jiaoyu", "06");
    district.only(|obligation| obligation.id == id).await;
    let blocked = district.folder.path().join("mail");
    std::fs::write(&blocked, "").unwrap();
    let memory = district.app.mailer.clone();
    let district = district.with_mailer(Mailer::Files(Files::new(blocked, "http://127.0.0.1:8080")));
    district.minute("2026-06-09 17:30").await;
    assert_eq!(district.messages().await[0].state, State::Queued);

    let district = district.with_mailer(memory);
    district.set_clock("2026-06-09 20:00");
    assert_eq!(deliver::drain(&district.app).await.unwrap(), 0, "not in the evening");
    // On the 10th the next stage is reached: one letter, which says it all.
    let letters = district.minute("2026-06-10 09:00").await;
    assert_eq!(addresses(&letters), ["liaison-jiaoyu@example.gov.cn"]);
    assert!(letters[0].text.contains("还有3个工作日"));
    let states: Vec<State> = district.messages().await.iter().map(|message| message.state).collect();
    assert_eq!(states, [State::Sent, State::Withdrawn]);
}

async fn a_returned_report_is_told_of_at_once_in_the_evening_too(world: World) {
    let district = District::of(world, "2026-06-12 20:00").await;
    let id = report_of("jiaoyu", "06");
    district.submit(&id).await;
    let returned = district.send_back(&id, "数据有误").await;
    let now = district.app.clock.now();
    let user: UserId = "liaison-jiaoyu".parse().unwrap();
    let url = &district.app.config.public_url;
    let writer = Writer { lang: Lang::Zh, plan: &district.app.plan, now, public_url: url };
    let reader = Reader { name: "张三", role: Role::Liaison, unit: Some(&returned.unit_id) };
    let letter = writer.returned(reader, &returned, "数据有误");
    let message = outbox::New {
        id: returned_id(&returned, &user),
        kind: Kind::Returned,
        user_id: user,
        address: "liaison-jiaoyu@example.gov.cn".to_owned(),
        day: district.app.plan.local_date(now),
        subject: letter.subject,
        body_text: letter.text,
        body_html: letter.html,
        attachments: Vec::new(),
        at: now,
    };
    let mut tx = district.app.db.write(&district.app.plan.id).await.unwrap();
    assert!(outbox::enqueue(&mut tx, &district.app.plan.id, &message).await.unwrap());
    assert!(!outbox::enqueue(&mut tx, &district.app.plan.id, &message).await.unwrap(), "once");
    tx.commit().await.unwrap();

    let memory = district.app.mailer.clone();
    let blocked = district.folder.path().join("mail");
    std::fs::write(&blocked, "").unwrap();
    let district = district.with_mailer(Mailer::Files(Files::new(blocked, "http://127.0.0.1:8080")));
    assert_eq!(deliver::step(&district.app).await.unwrap(), Step::Postponed);
    let district = district.with_mailer(memory);
    district.set_clock("2026-06-12 20:01");
    assert_eq!(deliver::step(&district.app).await.unwrap(), Step::Sent);
    let letters = district.take_letters();
    assert_eq!(letters[0].subject, "【退回】区教育局报送的“信用体系建设情况报告”需补正后重新报送");
    assert_eq!(letters[0].id, "credit-2026.returned-1.4-report~jiaoyu~2026-06-1-liaison-jiaoyu");
}

async fn a_digest_that_a_dead_process_left_behind_waits_for_working_hours(world: World) {
    let district = District::of(world, "2026-06-12 17:30").await;
    let id = report_of("jiaoyu", "06");
    district.only(|obligation| obligation.id == id).await;
    remind::run(&district.app).await.unwrap();
    for time in ["2026-06-12 17:31", "2026-06-13 03:00", "2026-06-13 10:00", "2026-06-15 08:59"] {
        district.set_clock(time);
        assert_eq!(deliver::step(&district.app).await.unwrap(), Step::Idle, "{time}");
    }
    district.set_clock("2026-06-15 09:00");
    assert_eq!(deliver::step(&district.app).await.unwrap(), Step::Sent);
}

async fn on_a_day_off_a_digest_is_tried_again_that_day(world: World) {
    // The 15th of August is a Saturday.
    let district = District::of(world, "2026-08-15 09:00").await;
    let id = report_of("jiaoyu", "08");
    district.only(|obligation| obligation.id == id).await;
    let memory = district.app.mailer.clone();
    let blocked = district.folder.path().join("mail");
    std::fs::write(&blocked, "").unwrap();
    let district = district.with_mailer(Mailer::Files(Files::new(blocked, "http://127.0.0.1:8080")));
    district.minute("2026-08-15 09:00").await;
    assert_eq!(district.messages().await[0].state, State::Queued);
    let district = district.with_mailer(memory);
    district.set_clock("2026-08-15 09:01");
    assert_eq!(deliver::step(&district.app).await.unwrap(), Step::Sent, "it is due that day");
}

async fn whoever_was_disabled_or_has_sent_everything_meanwhile_is_left_alone(world: World) {
    let district = District::of(world, "2026-06-04 09:00").await;
    let reports = ["jiaoyu", "minzheng", "keji"].map(|unit| report_of(unit, "06"));
    district.only(|obligation| reports.contains(&obligation.id)).await;
    remind::run(&district.app).await.unwrap();
    district.submit(&reports[0]).await;
    let mut tx = district.app.db.write(&district.app.plan.id).await.unwrap();
    let disabled = "liaison-minzheng".parse().unwrap();
    users::disable(&mut tx, &district.app.plan.id, &disabled, district.app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();

    assert_eq!(deliver::drain(&district.app).await.unwrap(), 1);
    assert_eq!(addresses(&district.take_letters()), ["liaison-keji@example.gov.cn"]);
    let messages = district.messages().await;
    let of = |user: &str| {
        let message = messages.iter().find(|message| message.user_id.as_str() == user).unwrap();
        (message.state, message.reply.as_deref().and_then(Withdrawal::of))
    };
    assert_eq!(of("liaison-jiaoyu"), (State::Withdrawn, Some(Withdrawal::Settled)));
    assert_eq!(of("liaison-minzheng"), (State::Withdrawn, Some(Withdrawal::AccountDisabled)));
    assert_eq!(of("liaison-keji"), (State::Sent, None));
}

async fn what_a_replaced_digest_was_to_tell_is_told_by_the_one_that_replaced_it(world: World) {
    let district = District::of(world, "2026-06-04 09:00").await;
    // The two-monthly report reaches a stage on the 4th, the weekly one on the 11th.
    let (report, weekly) = (report_of("jiaoyu", "06"), "4.2-weekly~jiaoyu~2026-W24".parse().unwrap());
    district.only(|obligation| obligation.id == report || obligation.id == weekly).await;
    district.sql("UPDATE users SET email = NULL WHERE role <> 'liaison'").await;
    let memory = district.app.mailer.clone();
    let blocked = district.folder.path().join("mail");
    std::fs::write(&blocked, "").unwrap();
    let district = district.with_mailer(Mailer::Files(Files::new(blocked, "http://127.0.0.1:8080")));
    district.minute("2026-06-10 17:30").await;
    district.set_clock("2026-06-11 09:00");
    remind::run(&district.app).await.unwrap();
    let states: Vec<State> = district.messages().await.iter().map(|message| message.state).collect();
    assert_eq!(states, [State::Queued, State::Withdrawn]);

    // What was new on the 11th is sent, what waited since the 10th is not.
    district.submit(&weekly).await;
    let district = district.with_mailer(memory);
    assert_eq!(deliver::drain(&district.app).await.unwrap(), 1);
    let letters = district.take_letters();
    assert!(letters[0].id.ends_with("2026-06-11") && letters[0].text.contains(report.as_str()));
    let mut tx = district.app.db.read().await.unwrap();
    let told = reminders::of_obligation(&mut tx, &district.app.plan.id, &report).await.unwrap();
    let told: Vec<_> = told.iter().map(|told| (told.stage.as_str(), told.state)).collect();
    assert_eq!(told, [("before-3@2026-06-15", State::Sent)]);
}

async fn what_a_killed_process_had_claimed_is_sent_after_the_lease(world: World) {
    let district = District::of(world, "2026-06-04 09:00").await;
    let id = report_of("jiaoyu", "06");
    district.only(|obligation| obligation.id == id).await;
    remind::run(&district.app).await.unwrap();
    let mut tx = district.app.db.write(&district.app.plan.id).await.unwrap();
    let now = district.app.clock.now();
    let until = now.plus(time::Duration::minutes(5));
    let claimed =
        outbox::claim(&mut tx, &district.app.plan.id, MAIL, now, until, Window::Open).await.unwrap();
    tx.commit().await.unwrap();
    assert!(claimed.is_some());

    assert!(district.minute("2026-06-04 09:05").await.is_empty(), "the lease holds");
    let letters = district.minute("2026-06-04 09:06").await;
    assert_eq!(letters.len(), 1);
    assert!(letters[0].id.ends_with("digest-liaison-jiaoyu-2026-06-04"), "the same id at every try");
}

async fn the_schedule_runs_every_job_at_start_and_ends_when_told(world: World) {
    let district = District::of(world, "2026-06-04 09:00").await;
    district.only_reports_of_june().await;
    remind::run(&district.app).await.unwrap();
    district.sql("INSERT INTO sign_in_failures (id, login, address, at) VALUES ('old', 'x', 'y', '2026-01-01T00:00:00Z')").await;
    let handle = jobs::start(district.app.clone()).await.unwrap();
    let mut letters = Vec::new();
    let all_sent = async {
        while letters.len() < district.reporters().len() {
            letters.extend(district.take_letters());
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), all_sent).await.unwrap();
    handle.shutdown().await;
    assert_eq!(addresses(&letters), district.people_of("liaison", &district.reporters()));
    assert_eq!(district.sql("DELETE FROM sign_in_failures").await, 0, "swept");
}
