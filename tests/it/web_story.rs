//! An obligation's story as one course: what was, now, and what is to come.

use duban::domain::access::Role;
use duban::domain::chase::coming;
use duban::jobs::{deliver, remind};
use duban::store::users;

use crate::support::{Browser, Page, World, at, stories};

stories! {
    one_course_tells_everything_latest_first
    what_is_to_come_stands_above_now
    a_reminder_tells_how_late_it_was_when_it_left
    whom_no_reminder_would_reach_is_said
    what_was_sent_or_exempted_is_chased_no_more
    what_did_not_go_out_has_its_reason
    what_nobody_must_send_has_no_reminders
    a_return_without_a_reason_marks_the_field
}

const REPORT: &str = "1.4-report~jiaoyu~2026-06";
const PAGE: &str = "/obligations/1.4-report~jiaoyu~2026-06";

/// What stands in the course, line by line, without the times.
fn course(page: &Page) -> Vec<String> {
    page.all(".timeline > li > div:last-child, .timeline > li.now")
}

fn times(page: &Page) -> Vec<String> {
    page.all(".timeline > li time")
}

async fn post(browser: &Browser, act: &str, fields: &[(&str, &str)]) {
    let page = browser.post(&format!("{PAGE}/{act}"), fields).await;
    assert_eq!(page.status, 303, "{act}: {}", page.text);
}

async fn send(liaison: &Browser, seen: &str, text: &str) {
    let file: [(&str, &[u8]); 1] = [("报告.pdf", text.as_bytes())];
    let sent =
        liaison.post_files(&format!("{PAGE}/submission"), &[("seen", seen), ("text", text)], &file).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
}

async fn one_course_tells_everything_latest_first(world: World) {
    let liaison = world.sign_in("wang", Role::Liaison, "jiaoyu").await;
    let office = world.sign_in("li", Role::Office, "").await;
    post(&liaison, "acknowledgement", &[]).await;
    world.set_time((2026, 6, 11, 10, 0));
    post(&liaison, "extension", &[("until", "2026-06-18"), ("reason", "数据要核对")]).await;
    world.set_time((2026, 6, 11, 11, 0));
    let grant = [("number", "1"), ("verdict", "grant"), ("reason", "同意")];
    post(&office, "extension/decision", &grant).await;
    world.set_time((2026, 6, 16, 9, 0));
    send(&liaison, "0", "第一稿").await;
    world.set_time((2026, 6, 17, 9, 0));
    post(&office, "review", &[("seen", "1"), ("decision", "return"), ("reason", "请补盖公章")]).await;
    world.set_time((2026, 6, 22, 9, 0));
    send(&liaison, "1", "第二稿").await;
    world.set_time((2026, 6, 23, 9, 0));
    post(&office, "review", &[("seen", "2"), ("decision", "accept"), ("reason", "")]).await;

    let page = office.get(PAGE).await;
    let expected = [
        "现在 2026-06-23 09:00",
        "审核通过 · 测试li",
        "报送 · 测试wang · 第2次报送 · 与上一次对比",
        "截止：此前已报送",
        "审核退回 · 测试li请补盖公章",
        "报送 · 测试wang · 第1次报送",
        "原定时限（已变更）",
        "批准延期 · 测试li延至2026-06-18 24:00同意",
        "申请延期 · 测试wang延至2026-06-18 24:00数据要核对",
        "签收 · 测试wang",
        "按方案列入应办事项时限：2026-06-15 24:00",
    ];
    assert_eq!(course(&page), expected);
    assert!(times(&page).is_sorted_by(|later, earlier| later >= earlier), "{:?}", times(&page));
    let links = page.attributes(".timeline a", "href");
    assert_eq!(links, ["#revision-2", &format!("{PAGE}/revisions/2"), "#revision-1"]);
    assert!(page.has("#revision-1") && page.has("#revision-2"));
    assert_eq!(course(&liaison.get(PAGE).await), expected, "the unit sees the same");
}

async fn what_is_to_come_stands_above_now(world: World) {
    let liaison = world.sign_in("wang", Role::Liaison, "jiaoyu").await;
    remind::run(&world.app).await.unwrap();
    deliver::drain(&world.app).await.unwrap();
    let page = liaison.get(PAGE).await;
    let (copied, own) = ("发给该单位联络员、该单位负责人、领导小组办公室", "发给该单位联络员");
    let expected = [
        format!("待发提醒 · 逾期7个工作日{copied}、牵头单位联络员此后每5个工作日提醒一次，报送后停止。"),
        format!("待发提醒 · 逾期3个工作日{copied}届时仍未报送的，发出督办通知单"),
        format!("待发提醒 · 逾期1个工作日{own}"),
        "截止".to_owned(),
        format!("待发提醒 · 截止当天{own}"),
        format!("待发提醒 · 提前1个工作日{own}"),
        "现在 2026-06-10 09:00".to_owned(),
        "提醒 · 当时还有3个工作日收件人：测试wang（已发送）".to_owned(),
        "按方案列入应办事项时限：2026-06-15 24:00".to_owned(),
    ];
    assert_eq!(course(&page), expected);
    assert_eq!(page.all(".timeline > li.ahead").len(), 6);
    let ahead = [
        "2026-06-25 09:00",
        "2026-06-18 09:00",
        "2026-06-16 09:00",
        "2026-06-15 24:00",
        "2026-06-15 09:00",
        "2026-06-12 09:00",
    ];
    assert_eq!(times(&page)[..6], ahead);
    // What is announced is what leaves.
    for time in [(2026, 6, 12, 9, 0), (2026, 6, 15, 9, 0), (2026, 6, 16, 9, 0), (2026, 6, 18, 9, 0)] {
        world.set_time(time);
        remind::run(&world.app).await.unwrap();
    }
    let told = course(&liaison.get(PAGE).await);
    assert_eq!(told.iter().filter(|line| line.starts_with("提醒 ·")).count(), 5, "{told:?}");
    assert!(told.iter().any(|line| line == "截止：到期未报"));
}

async fn a_reminder_tells_how_late_it_was_when_it_left(world: World) {
    let liaison = world.sign_in("wang", Role::Liaison, "jiaoyu").await;
    let office = world.sign_in("li", Role::Office, "").await;
    // Down since the 16th: the stage of three days is told a day later, and to the office too.
    world.set_time((2026, 6, 22, 9, 0));
    remind::run(&world.app).await.unwrap();
    deliver::drain(&world.app).await.unwrap();
    let line = "提醒 · 当时已逾期4个工作日收件人：测试wang、测试li（已发送）";
    for (browser, opens) in [(&liaison, false), (&office, true)] {
        let page = browser.get(PAGE).await;
        assert!(course(&page).iter().any(|said| said.starts_with(line)), "{:?}", course(&page));
        assert_eq!(
            page.has(".timeline details li"),
            opens,
            "the mail server's reply is the office's to read"
        );
        assert!(page.one(".meta").contains("已逾期4个工作日"));
        assert_eq!(page.has(".timeline a[href='/messages/digest-wang-2026-06-22']"), opens);
    }
    // Days later the record still tells what was true then.
    world.set_time((2026, 6, 24, 8, 0));
    let page = office.get(PAGE).await;
    assert!(course(&page).iter().any(|said| said.starts_with(line)));
    assert!(page.one(".meta").contains("已逾期6个工作日"));
}

async fn whom_no_reminder_would_reach_is_said(world: World) {
    let office = world.sign_in("li", Role::Office, "").await;
    let wang = world.user("wang", Role::Liaison, "jiaoyu").await;
    assert!(!office.get(PAGE).await.text.contains("提醒无法送达"));
    let mut tx = world.app.db.write(&wang.plan_id).await.unwrap();
    users::update(&mut tx, &wang.plan_id, &wang.id, "王", None).await.unwrap();
    tx.commit().await.unwrap();
    let page = office.get(PAGE).await;
    let ahead = page.all(".timeline > li.ahead .detail");
    assert!(ahead.len() > 3 && ahead.iter().all(|said| said.contains("提醒无法送达")), "{ahead:?}");
}

async fn what_was_sent_or_exempted_is_chased_no_more(world: World) {
    let liaison = world.sign_in("wang", Role::Liaison, "jiaoyu").await;
    let office = world.sign_in("li", Role::Office, "").await;
    let plan = &world.app.plan;
    let count = async |now| coming(plan, &world.obligation(REPORT).await, None, |_| false, at(now)).len();
    // The stage of the 10th, three days before, and those after it.
    assert_eq!(count((2026, 6, 10, 9, 0)).await, 6);
    assert_eq!(count((2026, 6, 10, 17, 31)).await, 6, "the same, tomorrow morning");
    assert_eq!(count((2026, 6, 11, 17, 31)).await, 5, "the 12th's stands for the 10th's");
    assert_eq!(count((2026, 7, 1, 8, 0)).await, 3);

    post(&office, "exemption", &[("reason", "机构改革")]).await;
    let page = office.get(PAGE).await;
    let expected = ["截止", "现在 2026-06-10 09:00", "免报 · 测试li机构改革"];
    assert_eq!(course(&page)[..3], expected);
    post(&office, "exemption/end", &[("reason", "仍需报送")]).await;
    send(&liaison, "0", "报告").await;
    let course = course(&liaison.get(PAGE).await);
    let ahead = course.iter().filter(|line| line.starts_with("待发提醒"));
    assert!(
        ahead.clone().count() == 3 && ahead.clone().all(|line| line.contains("发给领导小组办公室")),
        "{course:?}"
    );
}

async fn what_did_not_go_out_has_its_reason(world: World) {
    let liaison = world.sign_in("wang", Role::Liaison, "jiaoyu").await;
    let office = world.sign_in("li", Role::Office, "").await;
    let early = "提前7个工作日（6月4日）：列入应办事项（2026-06-10 09:00）时已过。";
    assert_eq!(liaison.get(PAGE).await.all(".unsent li"), [early], "the others are still to come");
    // Down since the 10th: one letter on the 18th, with the latest stage.
    world.set_time((2026, 6, 18, 9, 0));
    remind::run(&world.app).await.unwrap();
    deliver::drain(&world.app).await.unwrap();
    world.set_time((2026, 6, 22, 9, 0));
    send(&liaison, "0", "报告").await;
    world.set_time((2026, 7, 1, 9, 0));
    let merged = "提前3个工作日（6月10日）、提前1个工作日（6月12日）、截止当天（6月15日）、逾期1个工作日（6月16日）：未能按时发出，已并入后来的提醒。";
    let sent = "逾期7个工作日（6月25日）：此前已报送（2026-06-22 09:00），不再提醒。";
    let said = liaison.get(PAGE).await.all(".unsent li");
    assert_eq!(said, [early, merged, sent]);
    // After a return the chase is another one.
    post(&office, "review", &[("seen", "1"), ("decision", "return"), ("reason", "请补盖公章")]).await;
    send(&liaison, "1", "第二稿").await;
    world.set_time((2026, 7, 9, 9, 0));
    let said = liaison.get(PAGE).await.all(".unsent li");
    assert_eq!(said[..3], [early, merged, sent]);
    let again = "此前已报送（2026-07-01 09:00），不再提醒。";
    assert!(said.len() == 4 && said[3].starts_with("退回后") && said[3].ends_with(again), "{said:?}");
    assert_eq!(office.get(PAGE).await.all(".unsent li"), said);
}

async fn what_nobody_must_send_has_no_reminders(world: World) {
    let office = world.sign_in("li", Role::Office, "").await;
    let said = |page: Page| page.one(".panel:has(.timeline) > p.muted");
    let table = [
        ("3.2-models~jiaoyu~2026", "自愿报送，不发提醒。"),
        ("6.1-files~jiaoyu~2026", "方案没有写明时限，不发提醒。"),
    ];
    for (id, expected) in table {
        assert_eq!(said(office.get(&format!("/obligations/{id}")).await), expected);
    }
}

async fn a_return_without_a_reason_marks_the_field(world: World) {
    let liaison = world.sign_in("wang", Role::Liaison, "jiaoyu").await;
    let office = world.sign_in("li", Role::Office, "").await;
    send(&liaison, "0", "报告").await;
    let page = office
        .post(&format!("{PAGE}/review"), &[("seen", "1"), ("decision", "return"), ("reason", " ")])
        .await;
    assert_eq!(page.status, 422);
    let described = page.attribute("textarea[name=reason][aria-invalid=true]", "aria-describedby");
    assert_eq!(page.one(&format!("#{described}")), "退回的，请在此写明理由。");
    let back = [("seen", "1"), ("decision", "return"), ("reason", "请补盖公章")];
    post(&office, "review", &back).await;
    assert_eq!(liaison.get(PAGE).await.one(".notice h2"), "退回理由");
}
