//! What failed, once more, by hand: over HTTP, on both databases.

use duban::domain::access::Role;
use duban::jobs::{deliver, remind};
use duban::mail::{Letter, Mailer};
use duban::store::outbox::State;
use duban::store::users;

use super::{queue, states};
use crate::support::{Browser, World, stories};

stories! {
    a_failed_message_goes_to_the_address_that_the_person_has_now
    all_that_failed_goes_at_once_but_for_what_cannot
    a_digest_that_a_later_one_replaced_stays_failed
}

/// Fails what is queued, as a 550 would.
async fn fail_all(world: &World) {
    let failed = "UPDATE messages SET state = 'failed', attempts = 1, reply = '550 no such mailbox'";
    world.sql(&format!("{failed} WHERE state = 'queued'")).await;
}

fn letters(world: &World) -> Vec<Letter> {
    let Mailer::Memory(letters) = &world.app.mailer else { return Vec::new() };
    std::mem::take(&mut *letters.lock().unwrap())
}

async fn audit_log(world: &World) -> String {
    let admin = world.sign_in("auditor", Role::Admin, "").await;
    admin.get("/accounts/log").await.one("main")
}

async fn a_failed_message_goes_to_the_address_that_the_person_has_now(world: World) {
    let office = world.sign_in("ban", Role::Office, "").await;
    queue(&world, 2).await;
    fail_all(&world).await;
    let (plan, user) = (&world.app.plan.id, "p-000".parse().unwrap());
    let mut tx = world.app.db.write(plan).await.unwrap();
    users::update(&mut tx, plan, &user, "测试", Some("right@example.gov.cn")).await.unwrap();
    tx.commit().await.unwrap();

    let page = office.get("/messages/returned-000").await;
    assert!(page.one("dialog").contains("right@example.gov.cn"), "it asks first: {}", page.one("dialog"));
    assert_eq!(page.attribute("dialog form", "action"), "/messages/returned-000/resending");
    assert_eq!(states(&world.app, 2).await, [(State::Failed, 1); 2], "and has done nothing yet");
    let answer = office.post("/messages/returned-000/resending", &[]).await;
    assert_eq!((answer.status, answer.location.as_str()), (303, "/messages/returned-000?done=mail-resent"));
    let page = office.get(&answer.location).await;
    assert!(page.text.contains("邮件已重新排队") && !page.has("dialog"), "{}", page.text);

    assert_eq!(office.post("/messages/returned-000/resending", &[]).await.status, 409, "a second click");
    assert_eq!(deliver::drain(&world.app).await.unwrap(), 1);
    let letters = letters(&world);
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].to, "right@example.gov.cn");
    assert_eq!(letters[0].id, "credit-2026.returned-000", "the same id: it is the same letter");
    assert_eq!(states(&world.app, 2).await, [(State::Sent, 1), (State::Failed, 1)]);
    let log = audit_log(&world).await;
    assert!(log.contains("重新发送邮件") && log.contains("returned-000") && log.contains("测试ban"), "{log}");
    assert_eq!(office.post("/messages/no-such/resending", &[]).await.status, 404);
}

async fn why_not(office: &Browser, path: &str) -> String {
    let page = office.get(path).await;
    assert!(!page.has("dialog"), "{path}");
    page.one(".notice")
}

async fn all_that_failed_goes_at_once_but_for_what_cannot(world: World) {
    let office = world.sign_in("ban", Role::Office, "").await;
    queue(&world, 5).await;
    fail_all(&world).await;
    world.sql("UPDATE users SET email = NULL WHERE id = 'p-000'").await;
    world.sql("UPDATE users SET disabled_at = created_at WHERE id = 'p-001'").await;
    world.sql("UPDATE messages SET kind = 'invitation' WHERE id = 'returned-002'").await;
    world.sql("UPDATE messages SET kind = 'test' WHERE id = 'returned-003'").await;
    let reasons = ["该账号没有邮箱", "该账号已停用", "重新邀请", "测试邮件不重新发送"];
    for (n, reason) in reasons.into_iter().enumerate() {
        let why = why_not(&office, &format!("/messages/returned-00{n}")).await;
        assert!(why.contains(reason), "{why}");
    }
    assert!(!office.get("/messages").await.has("dialog"), "only beside those that failed");
    assert_eq!(
        office.get("/messages?state=failed").await.attribute("dialog form", "action"),
        "/messages/resending"
    );
    let done = office.post("/messages/resending", &[]).await;
    assert_eq!(done.location, "/messages?state=failed&done=mail-resent");
    assert!(office.get(&done.location).await.text.contains("邮件已重新排队"));
    deliver::drain(&world.app).await.unwrap();
    let mut expected = [(State::Failed, 1); 5];
    expected[4] = (State::Sent, 1);
    assert_eq!(states(&world.app, 5).await, expected);
    let again = office.post("/messages/resending", &[]).await;
    assert!(office.get(&again.location).await.text.contains("没有可以重新发送的邮件"));
}

async fn a_digest_that_a_later_one_replaced_stays_failed(world: World) {
    let office = world.sign_in("ban", Role::Office, "").await;
    world.user("li", Role::Liaison, "keji").await;
    world.sql("UPDATE users SET email = NULL WHERE id = 'ban'").await;
    world.set_time((2026, 6, 4, 9, 0));
    remind::run(&world.app).await.unwrap();
    fail_all(&world).await;
    let path = office.get("/messages?state=failed").await.attribute("main tbody a", "href");
    assert!(office.get(&path).await.has("dialog"));
    world.set_time((2026, 6, 10, 9, 0));
    remind::run(&world.app).await.unwrap();
    let why = why_not(&office, &path).await;
    assert!(why.contains("已有更新的每日提醒"), "{why}");
    assert_eq!(office.post(&format!("{path}/resending"), &[]).await.status, 409);
    assert!(message_states(&office).await.contains(&"发送失败 1".to_owned()));
}

async fn message_states(office: &Browser) -> Vec<String> {
    office.get("/messages").await.all(".tabs a")
}
