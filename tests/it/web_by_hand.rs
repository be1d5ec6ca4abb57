//! Reminding by hand: what is said before, who gets a letter, who gets none, and that a unit hears of it once a day.

use std::sync::PoisonError;

use duban::domain::access::Role;
use duban::jobs::deliver;
use duban::mail::{Letter, Mailer};
use duban::store::obligations::Slice;
use duban::store::outbox::{self, State};
use duban::store::users;

use crate::support::{Browser, Page, World, stories};

stories! {
    several_units_are_reminded_after_a_summary
    of_two_who_press_at_once_a_unit_is_reminded_once
    the_next_day_it_can_be_reminded_again
    what_is_not_owed_is_never_pressed_for
    whom_nobody_can_write_to_is_to_be_called
    leaders_hear_of_it_when_the_office_says_so
    at_night_it_waits_and_what_was_sent_meanwhile_is_not_pressed_for
    what_came_late_after_the_summary_is_not_in_the_letter
    a_filter_holds_for_all_that_are_late
    a_note_stands_in_the_letter_and_in_the_story
    only_the_office_is_offered_it
}

const JIAOYU: &str = "1.4-report~jiaoyu~2026-04";
const WEEKLY: &str = "4.2-weekly~jiaoyu~2026-W22";
const KEJI: &str = "1.4-report~keji~2026-04";

/// What left since it was last asked.
async fn letters(world: &World) -> Vec<Letter> {
    deliver::drain(&world.app).await.unwrap();
    let Mailer::Memory(letters) = &world.app.mailer else { panic!("mail goes elsewhere") };
    let mut letters = std::mem::take(&mut *letters.lock().unwrap_or_else(PoisonError::into_inner));
    letters.sort_by(|a, b| a.to.cmp(&b.to));
    letters
}

fn picks<'a>(ids: &[&'a str]) -> Vec<(&'a str, &'a str)> {
    ids.iter().map(|id| ("pick", *id)).collect()
}

/// The form of the summary, as a browser sends it.
async fn press(office: &Browser, summary: &Page, more: &[(&str, &str)]) -> Page {
    let form = "form[action='/reminders'] input[type=hidden]";
    let (names, values) = (summary.attributes(form, "name"), summary.attributes(form, "value"));
    let hidden = names.iter().map(String::as_str).zip(values.iter().map(String::as_str));
    let fields: Vec<(&str, &str)> =
        hidden.filter(|(name, _)| *name != "form_token").chain(more.iter().copied()).collect();
    office.post("/reminders", &fields).await
}

async fn send(liaison: &Browser, id: &str) {
    let file: [(&str, &[u8]); 1] = [("报告.pdf", b"%PDF")];
    let fields = [("seen", "0"), ("text", "报告")];
    let sent = liaison.post_files(&format!("/obligations/{id}/submission"), &fields, &file).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
}

async fn several_units_are_reminded_after_a_summary(world: World) {
    let liaison = world.sign_in("wang", Role::Liaison, "jiaoyu").await;
    world.user("zhou", Role::Liaison, "keji").await;
    world.user("lin", Role::UnitLeader, "keji").await;
    let office = world.sign_in("li", Role::Office, "").await;
    let summary =
        office.get(&format!("/reminders/new?from=list&pick={JIAOYU}&pick={WEEKLY}&pick={KEJI}")).await;
    assert!(
        summary.one("main").contains("将向2个单位的2人发出催办邮件，共3项事项"),
        "{}",
        summary.one("main")
    );
    assert_eq!(summary.all("tbody th > span"), ["区教育局", "区科技局"]);
    assert_eq!(
        summary.all("tbody tr:first-child li a"),
        ["信用体系建设情况报告 · 2026年4月", "每周报送“双公示”信息 · 2026年第22周"]
    );
    assert_eq!(summary.all("tbody td:last-child"), ["测试wang", "测试zhou"]);
    assert!(letters(&world).await.is_empty(), "nothing has happened yet");

    world.set_time((2026, 6, 10, 9, 30));
    let done = press(&office, &summary, &[("note", "")]).await;
    assert_eq!((done.status, done.location.as_str()), (303, "/overview/obligations?done=reminded:2:2"));
    assert_eq!(office.get(&done.location).await.one("[role=status] p"), "已催办2个单位，邮件共2封。");
    let sent = letters(&world).await;
    assert_eq!(
        sent.iter().map(|letter| letter.to.as_str()).collect::<Vec<_>>(),
        ["wang@example.cn", "zhou@example.cn"]
    );
    assert_eq!(sent[0].subject, "【催办】区教育局有2项事项逾期未报，请尽快报送");
    for part in [&sent[0].text, &sent[0].html] {
        assert!(
            part.contains(JIAOYU) && part.contains(WEEKLY) && !part.contains("keji") && !part.contains('@'),
            "{part}"
        );
        assert!(part.contains("已逾期38个工作日"), "{part}");
    }
    // The record says who pressed and who was told; the office gets from there to the mail.
    for browser in [&liaison, &office] {
        let page = browser.get(&format!("/obligations/{JIAOYU}")).await;
        let line = page.all(".timeline > li.now + li div:last-child").remove(0);
        assert!(line.starts_with("催办 · 测试li收件人：测试wang（已发送）"), "{line}");
    }
    let page = office.get(&format!("/obligations/{JIAOYU}")).await;
    let mail = office.get(&page.attribute(".timeline a[href^='/messages/']", "href")).await;
    assert!(mail.one("dl").contains("催办"), "{}", mail.one("dl"));
    assert!(liaison.get("/changes").await.text.contains("【催办】区教育局"));

    // Once a day: another of the same unit is left out, with who did it.
    let again = office.get("/reminders/new?pick=4.2-weekly~jiaoyu~2026-W21").await;
    assert!(
        again.one(".notice").contains("区教育局 · 测试li · 2026-06-10 09:30"),
        "{}",
        again.one(".notice")
    );
    assert!(!again.has("form[action='/reminders']"));
    assert!(office.get("/overview").await.all(".late tbody th").contains(&"区教育局 今日已催办".to_owned()));
    let forced = office.post("/reminders", &[("pick", "4.2-weekly~jiaoyu~2026-W21")]).await;
    assert_eq!(forced.status, 409);
    assert!(letters(&world).await.is_empty());
}

async fn of_two_who_press_at_once_a_unit_is_reminded_once(world: World) {
    world.user("wang", Role::Liaison, "jiaoyu").await;
    let (one, two) =
        (world.sign_in("li", Role::Office, "").await, world.sign_in("zhao", Role::Office, "").await);
    let fields = picks(&[JIAOYU]);
    let (a, b) = tokio::join!(one.post("/reminders", &fields), two.post("/reminders", &fields));
    let mut statuses = [a.status, b.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409]);
    let lost = if a.status == 409 { a } else { b };
    assert!(lost.one(".notice").contains("1个单位今天已催办"), "{}", lost.one("main"));
    assert_eq!(letters(&world).await.len(), 1);
    let page = one.get(&format!("/obligations/{JIAOYU}")).await;
    let pressed = page.all(".timeline strong").iter().filter(|said| *said == "催办").count();
    assert_eq!(pressed, 1);
}

async fn the_next_day_it_can_be_reminded_again(world: World) {
    world.user("wang", Role::Liaison, "jiaoyu").await;
    let office = world.sign_in("li", Role::Office, "").await;
    for (day, status) in [(10, 303), (10, 409), (11, 303)] {
        world.set_time((2026, 6, day, 10, 0));
        assert_eq!(office.post("/reminders", &picks(&[JIAOYU])).await.status, status, "the {day}th");
    }
    assert_eq!(letters(&world).await.len(), 2);
}

async fn what_is_not_owed_is_never_pressed_for(world: World) {
    let liaison = world.sign_in("wang", Role::Liaison, "jiaoyu").await;
    world.user("zhou", Role::Liaison, "keji").await;
    let office = world.sign_in("li", Role::Office, "").await;
    send(&liaison, JIAOYU).await;
    let exempt = office.post(&format!("/obligations/{KEJI}/exemption"), &[("reason", "机构改革")]).await;
    assert_eq!(exempt.status, 303);
    // Sent, exempt, far ahead, voluntary, none at all.
    let none = [JIAOYU, KEJI, "1.4-report~jiaoyu~2026-12", "7.2-model~jiaoyu~2026", "no~such~one"];
    let summary = office.get(&format!("/reminders/new?pick={}", none.join("&pick="))).await;
    assert!(summary.one(".notice").contains("5项不需要催办"), "{}", summary.one("main"));
    assert!(!summary.has("form[action='/reminders']"));
    let forced = office.post("/reminders", &picks(&none)).await;
    assert_eq!(forced.status, 409);
    assert!(letters(&world).await.is_empty());
    assert!(!office.get(&format!("/obligations/{JIAOYU}")).await.has("a[href^='/reminders']"));
    // One of them beside one that is owed: that one alone.
    let some = office.post("/reminders", &picks(&[JIAOYU, WEEKLY])).await;
    assert_eq!(some.status, 200);
    assert!(
        some.one("[role=status]").contains("已催办1个单位") && some.one(".notice").contains("1项不需要催办")
    );
    let sent = letters(&world).await;
    assert!(sent.len() == 1 && sent[0].text.contains(WEEKLY) && !sent[0].text.contains(JIAOYU));
    // What came back is owed again.
    world.set_time((2026, 6, 11, 9, 0));
    let back = [("seen", "1"), ("decision", "return"), ("reason", "请补盖公章")];
    assert_eq!(office.post(&format!("/obligations/{JIAOYU}/review"), &back).await.status, 303);
    letters(&world).await;
    assert_eq!(office.post("/reminders", &picks(&[JIAOYU])).await.status, 303);
    let sent = letters(&world).await;
    assert_eq!(sent[0].subject, "【催办】区教育局有1项事项待报，请按时报送");
    assert!(sent[0].text.contains("退回待重报（1项）"));
}

async fn whom_nobody_can_write_to_is_to_be_called(world: World) {
    let office = world.sign_in("li", Role::Office, "").await;
    let wang = world.user("wang", Role::Liaison, "jiaoyu").await;
    let zhou = world.user("zhou", Role::Liaison, "keji").await;
    world.user("lin", Role::UnitLeader, "keji").await;
    let plan = &world.app.plan.id;
    let mut tx = world.app.db.write(plan).await.unwrap();
    for user in [&wang, &zhou] {
        users::update(&mut tx, plan, &user.id, &user.name, None).await.unwrap();
        users::set_phone(&mut tx, plan, &user.id, Some("0300-1234567")).await.unwrap();
    }
    tx.commit().await.unwrap();
    let minzheng = "1.4-report~minzheng~2026-04";
    let summary = office.get(&format!("/reminders/new?pick={JIAOYU}&pick={KEJI}&pick={minzheng}")).await;
    let expected =
        ["区教育局 · 没有登记邮箱 · 测试wang 0300-1234567", "区民政局 · 没有联络员，也没有单位负责人"];
    assert_eq!(summary.all(".notice li"), expected);
    assert_eq!(summary.all("tbody td:last-child"), ["测试lin 单位负责人（联络员均无邮箱）"]);
    assert_eq!(press(&office, &summary, &[]).await.status, 303);
    let sent = letters(&world).await;
    assert_eq!((sent.len(), sent[0].to.as_str()), (1, "lin@example.cn"));
    // Nobody was told, so the unit counts as not reminded yet.
    let again = office.get(&format!("/reminders/new?pick={JIAOYU}")).await;
    assert!(again.one(".notice h2").contains("1个单位收不到邮件"), "{}", again.one("main"));
}

async fn leaders_hear_of_it_when_the_office_says_so(world: World) {
    let office = world.sign_in("li", Role::Office, "").await;
    for (login, role) in [("wang", Role::Liaison), ("ma", Role::Liaison), ("lin", Role::UnitLeader)] {
        world.user(login, role, "jiaoyu").await;
    }
    let summary = office.get(&format!("/reminders/new?pick={JIAOYU}")).await;
    assert!(summary.one("label.check").contains("同时发给单位负责人（1人）"));
    let done = press(&office, &summary, &[("leaders", "yes"), ("note", "")]).await;
    assert_eq!(done.location, "/overview?done=reminded:1:3");
    let sent = letters(&world).await;
    let to: Vec<&str> = sent.iter().map(|letter| letter.to.as_str()).collect();
    assert_eq!(to, ["lin@example.cn", "ma@example.cn", "wang@example.cn"]);
    assert!(sent[0].text.contains("请督促抓紧办理") && sent[1].text.contains("请抓紧登录督办系统办理"));
}

async fn at_night_it_waits_and_what_was_sent_meanwhile_is_not_pressed_for(world: World) {
    let liaison = world.sign_in("wang", Role::Liaison, "jiaoyu").await;
    world.user("zhou", Role::Liaison, "keji").await;
    let office = world.sign_in("li", Role::Office, "").await;
    // Thursday evening, before 端午节 and a weekend.
    world.set_time((2026, 6, 18, 18, 0));
    let summary = office.get(&format!("/reminders/new?pick={JIAOYU}&pick={KEJI}")).await;
    assert!(summary.one(".notice").contains("邮件将于2026-06-22 09:00发出"), "{}", summary.one("main"));
    assert_eq!(press(&office, &summary, &[]).await.status, 303);
    for time in [(2026, 6, 18, 18, 5), (2026, 6, 19, 10, 0), (2026, 6, 22, 8, 59)] {
        world.set_time(time);
        assert!(letters(&world).await.is_empty(), "{time:?}");
    }
    send(&liaison, JIAOYU).await;
    world.set_time((2026, 6, 22, 9, 0));
    let sent = letters(&world).await;
    assert_eq!(sent.iter().map(|letter| letter.to.as_str()).collect::<Vec<_>>(), ["zhou@example.cn"]);
    let mut tx = world.app.db.read().await.unwrap();
    let withdrawn = Some(State::Withdrawn);
    let listed = outbox::list(&mut tx, &world.app.plan.id, withdrawn, Slice::page(1, 9)).await.unwrap();
    assert_eq!(listed.len(), 1, "and the record says so");
}

async fn what_came_late_after_the_summary_is_not_in_the_letter(world: World) {
    world.user("wang", Role::Liaison, "jiaoyu").await;
    let office = world.sign_in("li", Role::Office, "").await;
    world.set_time((2026, 6, 12, 16, 59));
    let summary = office.get("/reminders/new?from=overview&filter=project%3D4&unit=jiaoyu").await;
    world.set_time((2026, 6, 12, 17, 1));
    let done = press(&office, &summary, &[("note", "")]).await;
    assert_eq!(done.location, "/overview?project=4&done=reminded:1:1");
    let text = letters(&world).await.remove(0).text;
    assert!(text.contains("~2026-W23") && !text.contains("~2026-W24"), "{text}");
}

async fn a_filter_holds_for_all_that_are_late(world: World) {
    world.user("wang", Role::Liaison, "jiaoyu").await;
    world.user("zhou", Role::Liaison, "keji").await;
    let office = world.sign_in("li", Role::Office, "").await;
    let overview = office.get("/overview?project=1&month=4").await;
    let form = "form[action='/reminders/new']";
    assert_eq!(overview.attribute(&format!("{form} input[name=filter]"), "value"), "project=1&month=4");
    let every = office.get(&overview.attribute(".headline a[href^='/reminders/new']", "href")).await;
    assert_eq!(every.all("tbody th > span"), ["区教育局", "区科技局"]);
    assert_eq!(every.all("tbody li a"), ["信用体系建设情况报告 · 2026年4月"; 2]);
    assert!(every.one(".notice h2").contains("个单位收不到邮件"));
    assert_eq!(press(&office, &every, &[]).await.status, 303);
    assert_eq!(letters(&world).await.len(), 2);
    let wrong = office.get("/reminders/new?late=all&filter=project%3D99").await;
    assert_eq!((wrong.status, office.get("/reminders/new?what=1").await.status), (404, 400));
}

async fn a_note_stands_in_the_letter_and_in_the_story(world: World) {
    world.user("wang", Role::Liaison, "jiaoyu").await;
    let office = world.sign_in("li", Role::Office, "").await;
    let long = "请".repeat(501);
    let summary = office.get(&format!("/reminders/new?from=obligation&pick={JIAOYU}")).await;
    let refused = press(&office, &summary, &[("note", &long), ("leaders", "yes")]).await;
    assert_eq!((refused.status, refused.one("textarea[name=note]").len()), (422, long.len()));
    assert!(refused.one(".field .fault").contains("最多500个字"));
    assert!(letters(&world).await.is_empty());
    let done = press(&office, &refused, &[("note", " 请于今天下班前报送 <急> ")]).await;
    assert_eq!(done.location, format!("/obligations/{JIAOYU}?done=reminded:1:1"));
    let letter = letters(&world).await.remove(0);
    assert!(letter.text.contains("办公室附言：请于今天下班前报送 <急>\n"), "{}", letter.text);
    assert!(letter.html.contains("请于今天下班前报送 &lt;急&gt;"));
    let page = office.get(&done.location).await;
    assert!(page.one(".timeline > li.now + li .detail").contains("请于今天下班前报送 <急>"));
}

async fn only_the_office_is_offered_it(world: World) {
    let district = world.sign_in("sun", Role::DistrictLeader, "").await;
    let office = world.sign_in("li", Role::Office, "").await;
    let list = "/overview/obligations?light=overdue&unit=jiaoyu";
    for (browser, offered) in [(&district, false), (&office, true)] {
        for path in ["/overview", list, &format!("/obligations/{JIAOYU}")] {
            let page = browser.get(path).await;
            assert_eq!(page.status, 200);
            assert_eq!(page.text.contains("/reminders/new"), offered, "{path}");
        }
    }
    // What is far ahead is not to be picked, and where nothing is, nothing asks for it.
    let ahead = office.get("/overview/obligations?light=not-due&unit=jiaoyu").await;
    assert!(
        ahead.has("tbody tr") && !ahead.has("input[name=pick]") && !ahead.text.contains("/reminders/new")
    );
    assert_eq!(district.post("/reminders", &picks(&[JIAOYU])).await.status, 403);
}
