//! The outbox over HTTP, on both databases: what was written to whom and what became of it.

use duban::channel::MAIL;
use duban::config::{Config, Encryption, Smtp};
use duban::domain::access::Role;
use duban::domain::reminder::Window;
use duban::jobs::{deliver, remind, supervise};
use duban::mail::{Files, Mailer};
use duban::store::outbox;
use time::Duration;

use crate::support::{Browser, Page, World, stories};

stories! {
    a_message_is_followed_from_the_queue_to_its_person
    what_the_server_said_is_shown_and_a_digest_that_was_replaced_says_so
    a_page_holds_fifty_and_leads_on
    without_a_mail_server_the_page_says_where_mail_goes
    an_empty_outbox_says_what_will_stand_there
    what_stands_in_a_message_is_shown_as_text
    an_address_that_no_text_can_hold_is_not_found
    what_will_leave_is_told_before_it_does
}

/// Seven working days before the report of 15 June is due.
const SEVEN_BEFORE: (i32, u8, u8, u8, u8) = (2026, 6, 4, 9, 0);

/// Gets no mail, unlike the office.
async fn admin(world: &World) -> Browser {
    world.sign_in("admin", Role::Admin, "").await
}

fn tabs(page: &Page) -> Vec<String> {
    page.all(".tabs a")
}

fn row(page: &Page) -> Vec<String> {
    page.all("main tbody tr:first-child > *")
}

async fn claim(world: &World) {
    let (plan, now) = (&world.app.plan.id, world.app.clock.now());
    let mut tx = world.app.db.write(plan).await.unwrap();
    let until = now.plus(Duration::minutes(5));
    outbox::claim(&mut tx, plan, MAIL, now, until, Window::Open).await.unwrap().unwrap();
    tx.commit().await.unwrap();
}

async fn a_message_is_followed_from_the_queue_to_its_person(world: World) {
    let admin = admin(&world).await;
    world.user("li", Role::Liaison, "keji").await;
    world.set_time(SEVEN_BEFORE);
    remind::run(&world.app).await.unwrap();
    let queued = admin.get("/messages?state=queued").await;
    assert_eq!(
        tabs(&queued),
        ["全部 1", "待发送 1", "发送中 0", "已发送 0", "发送失败 0", "不再发送 0", "计划发送"]
    );
    assert_eq!(queued.one(".tabs [aria-current]"), "待发送 1");
    let cells = row(&queued);
    assert_eq!(cells[..2], ["○ 待发送", "测试lili@example.cn"]);
    assert!(cells[2].contains("区科技局") && cells[2].ends_with("每日提醒"), "{cells:?}");
    assert_eq!(cells[3..], ["2026-06-04 09:00", "–", "0", "–"]);

    claim(&world).await;
    assert_eq!(row(&admin.get("/messages").await)[0], "◆ 发送中");
    world.set_time((2026, 6, 4, 9, 6));
    deliver::drain(&world.app).await.unwrap();
    let sent = admin.get("/messages").await;
    let cells = row(&sent);
    assert_eq!((cells[0].as_str(), cells[4].as_str()), ("✓ 已发送", "2026-06-04 09:06"));
    assert_eq!(cells[5..], ["2", "250 kept in memory"]);

    let one = admin.get(&sent.attribute("main tbody a", "href")).await;
    assert_eq!(one.status, 200);
    assert!(one.one("dl").contains("测试li · li@example.cn"));
    assert!(
        !one.has("pre") && one.text.contains("只有领导小组办公室能看"),
        "units' business is not an administrator's"
    );
    let office = world.sign_in("ban", Role::Office, "").await;
    let one = office.get(&sent.attribute("main tbody a", "href")).await;
    assert!(one.one("pre").contains("信用体系建设情况报告"), "{}", one.text);
    assert_eq!(office.get("/messages").await.all("tbody tr").len(), 1);
    assert_eq!(admin.get("/messages/no-such").await.status, 404);
}

async fn what_the_server_said_is_shown_and_a_digest_that_was_replaced_says_so(mut world: World) {
    let blocked = world.folder.path().join("mail");
    std::fs::write(&blocked, "a file where the folder should be").unwrap();
    world.app.mailer = Mailer::Files(Files::new(blocked, "http://127.0.0.1:8080"));
    let admin = admin(&world).await;
    world.user("li", Role::Liaison, "keji").await;
    world.set_time(SEVEN_BEFORE);
    remind::run(&world.app).await.unwrap();
    deliver::drain(&world.app).await.unwrap();
    let page = admin.get("/messages").await;
    assert_eq!(row(&page)[5], "1");
    assert!(row(&page)[6].contains("mail"), "what went wrong: {:?}", row(&page));
    let one = admin.get(&page.attribute("main tbody a", "href")).await;
    assert!(one.one("dl").contains("下次尝试2026-06-04 09:01"), "{}", one.one("dl"));

    world.set_time((2026, 6, 10, 9, 0));
    remind::run(&world.app).await.unwrap();
    assert!(!admin.get("/messages?state=failed").await.has("tbody tr"), "nothing failed");
    let replaced = admin.get("/messages?state=withdrawn").await;
    assert_eq!(replaced.all("tbody tr").len(), 1);
    assert_eq!(
        (row(&replaced)[0].as_str(), row(&replaced)[6].as_str()),
        ("– 不再发送", "未发出：已由后来的提醒代替")
    );
    let later = admin.get(&replaced.attribute("td.reply a", "href")).await;
    assert_eq!((later.status, later.one("dl .light").as_str()), (200, "○ 待发送"));
}

async fn a_page_holds_fifty_and_leads_on(world: World) {
    let admin = admin(&world).await;
    let people: Vec<_> = world.app.plan.units.iter().map(|unit| unit.id.clone()).collect();
    for unit in &people {
        for number in 1..=3 {
            world.user(&format!("{unit}-{number}"), Role::Liaison, unit.as_str()).await;
        }
    }
    world.set_time(SEVEN_BEFORE);
    remind::run(&world.app).await.unwrap();
    let first = admin.get("/messages").await;
    let total: usize = tabs(&first)[0].trim_start_matches("全部 ").parse().unwrap();
    assert!(total > 100, "{total}");
    let mut seen = std::collections::BTreeSet::new();
    let mut path = "/messages".to_owned();
    loop {
        let page = admin.get(&path).await;
        let hrefs: Vec<String> = page.attributes("main tbody a", "href");
        assert!(hrefs.len() <= 50);
        assert!(hrefs.into_iter().all(|href| seen.insert(href)), "none stands on two pages");
        if !page.has("a[rel=next]") {
            break;
        }
        path = page.attribute("a[rel=next]", "href");
    }
    assert_eq!(seen.len(), total);
}

async fn without_a_mail_server_the_page_says_where_mail_goes(mut world: World) {
    let page = admin(&world).await.get("/messages").await;
    let folder = world.folder.path().join("mail").display().to_string();
    assert!(page.one(".notice").contains(&folder), "{}", page.text);

    let smtp = Smtp {
        host: "mail.example.gov.cn".to_owned(),
        port: 587,
        encryption: Encryption::Starttls,
        username: None,
        password: None,
        from: "duban@example.gov.cn".to_owned(),
        ca_file: None,
        timeout_s: 20,
        per_minute: None,
        dkim: None,
    };
    world.app.config = Config { smtp: Some(smtp), ..(*world.app.config).clone() }.into();
    let page = world.sign_in("ban", Role::Office, "").await.get("/messages").await;
    assert_eq!((page.status, page.has(".notice")), (200, false));
}

async fn an_empty_outbox_says_what_will_stand_there(world: World) {
    let admin = admin(&world).await;
    assert!(admin.get("/messages").await.one(".empty").contains("尚无邮件"));
    assert!(admin.get("/messages?state=failed").await.one(".empty").contains("没有处于这一状态的邮件"));
    assert_eq!(admin.get("/messages?state=nonsense").await.status, 200, "then all of them");
}

async fn what_stands_in_a_message_is_shown_as_text(world: World) {
    let office = world.sign_in("ban", Role::Office, "").await;
    let user = world.user("li", Role::Liaison, "keji").await;
    let plan = &world.app.plan.id;
    let message = outbox::New {
        id: "digest-li".to_owned(),
        kind: outbox::Kind::Digest,
        user_id: user.id,
        address: "li@example.cn".to_owned(),
        day: world.app.plan.local_date(world.app.clock.now()),
        subject: "<b>主题</b>".to_owned(),
        body_text: "第一行\n<script>alert(1)</script>".to_owned(),
        body_html: "<table><tr><td>表格</td></tr></table>".to_owned(),
        attachments: Vec::new(),
        at: world.app.clock.now(),
    };
    let mut tx = world.app.db.write(plan).await.unwrap();
    assert!(outbox::enqueue(&mut tx, plan, &message).await.unwrap());
    tx.commit().await.unwrap();
    let page = office.get("/messages/digest-li").await;
    assert_eq!(page.one("h1"), "<b>主题</b>");
    assert!(page.one("pre").contains("<script>alert(1)</script>") && !page.text.contains("<script>"));
    assert!(page.all("pre")[1].contains("<td>表格</td>") && !page.has("main table"), "source, not a table");
}

/// PostgreSQL takes no text with U+0000, not even to look for it.
async fn an_address_that_no_text_can_hold_is_not_found(world: World) {
    let office = world.sign_in("ban", Role::Office, "").await;
    for address in
        ["/messages/%00", "/obligations/a%00", "/units/%00", "/messages?state=%00", "/search?q=%00"]
    {
        assert_eq!(office.get(address).await.status, 404, "{address}");
    }
}

async fn what_will_leave_is_told_before_it_does(world: World) {
    world.user("wang", Role::Liaison, "jiaoyu").await;
    let office = admin(&world).await;
    // Thursday, seven working days before the report of 15 June; on Friday the weekly report is due.
    world.set_time((2026, 6, 4, 8, 0));
    let planned = office.get("/messages/planned").await;
    // A supervision notice to each of 39 units, and the one letter that somebody can get.
    assert_eq!(planned.all("h2")[1..], ["今天（6月4日 周四）：40条", "下一个工作日（6月5日 周五）：1条"]);
    let rows = planned.all("tbody tr");
    let notice = "2026-06-04 09:00区教育局发给该单位1人关于尽快报送逾期事项的督办通知逾期23项";
    assert!(rows.iter().any(|row| row == notice), "{rows:?}");
    assert!(rows[0].contains("区发改局无人可收，须另行送达"), "{rows:?}");
    let told = planned.all("main tbody tr:nth-child(40) > *");
    assert_eq!(told[..2], ["2026-06-04 09:00", "测试wang区教育局 · 联络员"]);
    assert_eq!(told[3], "逾期24项、临近截止2项");
    assert!(
        planned.one("details.notice").contains("区科技局 · 没有联络员，也没有单位负责人"),
        "{}",
        planned.one("details.notice")
    );
    assert_eq!(planned.all("dl.headline dd"), ["0", "0", "0", "0"]);
    // What was announced is what leaves, and is then no longer announced.
    world.set_time((2026, 6, 4, 9, 0));
    remind::run(&world.app).await.unwrap();
    deliver::drain(&world.app).await.unwrap();
    let sent = office.get("/messages").await;
    assert_eq!(supervise::run(&world.app).await.unwrap(), 39, "after the letters, to look at these alone");
    assert_eq!(row(&sent)[2].trim_end_matches("每日提醒"), told[2]);
    let planned = office.get("/messages/planned").await;
    assert_eq!(planned.all("dl.headline dd"), ["1", "1", "0", "0"], "the notice waits for the next run");
    assert_eq!(planned.all("h2")[1], "今天（6月4日 周四）：0条");
    assert_eq!(planned.one(".tabs [aria-current]"), "计划发送");
}
