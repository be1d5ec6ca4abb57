//! What changed since one was last here, over HTTP.

use duban::domain::access::Role;
use duban::domain::obligation::Decision;
use duban::jobs::deliver;
use duban::mail::{Files, Mailer};
use duban::store::materialise;

use crate::support::{Browser, Page, World, stories};

stories! {
    a_liaison_learns_what_others_did_and_reading_is_said_not_guessed
    the_office_learns_what_was_sent_and_asked_and_what_failed
    what_falls_overdue_is_new_once_and_one_line_for_all_units
    what_a_new_plan_asks_for_is_new_for_the_unit_it_asks
    a_digest_is_told_of_to_its_reader_alone
    what_comes_while_a_page_is_read_stays_new
    each_sees_only_their_own_business
    a_long_absence_is_leafed_through
}

const ID: &str = "1.4-report~jiaoyu~2026-06";
const PATH: &str = "/obligations/1.4-report~jiaoyu~2026-06";

async fn send(browser: &Browser, seen: &str) {
    let fields = [("seen", seen), ("text", "已完成。")];
    assert_eq!(
        browser.post_files(&format!("{PATH}/submission"), &fields, &[("a.txt", b"x")]).await.status,
        303
    );
}

async fn review(browser: &Browser, seen: &str, decision: Decision, reason: &str) {
    let decision = if decision == Decision::Accept { "accept" } else { "return" };
    let fields = [("seen", seen), ("decision", decision), ("reason", reason)];
    assert_eq!(browser.post(&format!("{PATH}/review"), &fields).await.status, 303);
}

/// The number in the header; nothing for none.
async fn unread(browser: &Browser) -> String {
    browser.get("/password").await.all("header .count").first().cloned().unwrap_or_default()
}

async fn read(browser: &Browser, page: &Page) {
    let form = |name| page.attribute(&format!("form[action='/changes/mark'] input[name={name}]"), "value");
    let done = browser.post("/changes/mark", &[("seq", &form("seq")), ("at", &form("at"))]).await;
    assert_eq!((done.status, done.location.as_str()), (303, "/changes?done=changes-read"));
}

fn lines(page: &Page) -> Vec<String> {
    page.all(".change")
}

async fn a_liaison_learns_what_others_did_and_reading_is_said_not_guessed(world: World) {
    let (liaison, office) =
        (world.sign_in("li", Role::Liaison, "jiaoyu").await, world.sign_in("ban", Role::Office, "").await);
    let page = liaison.get("/changes").await;
    assert!(page.has(".empty") && !page.has("form[action='/changes/mark']"), "a new account is up to date");
    assert_eq!(unread(&liaison).await, "");
    send(&liaison, "0").await;
    assert_eq!(unread(&liaison).await, "", "one's own acts are no news");
    world.set_time((2026, 6, 10, 10, 0));
    review(&office, "1", Decision::Return, "请补盖公章。").await;
    assert_eq!(unread(&liaison).await, "1 条未读");
    for _ in 0..2 {
        let page = liaison.get("/changes").await;
        let line = &lines(&page)[0];
        assert!(line.starts_with("10:00审核退回 信用体系建设情况报告 · 2026年6月"), "{line}");
        assert!(line.contains("↩ 退回") && line.contains("请补盖公章。"), "{line}");
        assert_eq!(page.one(".day h2"), "6月10日 周三 今天");
        assert_eq!(unread(&liaison).await, "1 条未读", "looking again loses nothing");
    }
    read(&liaison, &liaison.get("/changes").await).await;
    assert_eq!(unread(&liaison).await, "");
    let page = liaison.get("/changes").await;
    assert!(page.one(".since").contains("2026-06-10 10:00以来"), "{}", page.one(".since"));
    let all = lines(&liaison.get("/changes?tab=earlier").await);
    assert!(all[0].contains("审核退回"), "it is still there: {all:?}");
    world.set_time((2026, 6, 11, 9, 0));
    send(&liaison, "1").await;
    review(&office, "2", Decision::Accept, "").await;
    assert!(lines(&liaison.get("/changes").await)[0].contains("✓ 按时办结"));
    assert_eq!(liaison.post("/changes/mark", &[("seq", "x"), ("at", "")]).await.status, 400);
}

async fn the_office_learns_what_was_sent_and_asked_and_what_failed(world: World) {
    let (liaison, office) =
        (world.sign_in("li", Role::Liaison, "jiaoyu").await, world.sign_in("ban", Role::Office, "").await);
    let admin = world.sign_in("guan", Role::Admin, "").await;
    let ask = [("until", "2026-06-30"), ("reason", "数据需要核对。")];
    assert_eq!(liaison.post(&format!("{PATH}/extension"), &ask).await.status, 303);
    world.set_time((2026, 6, 10, 9, 30));
    send(&liaison, "0").await;
    world.set_time((2026, 6, 10, 9, 40));
    review(&office, "1", Decision::Return, "请补充。").await;
    fail_all_mail(&world).await;
    let page = office.get("/changes").await;
    let found = lines(&page);
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[0].starts_with("15:01邮件发送失败"), "{found:?}");
    assert!(
        found[1].starts_with("09:30报送 信用体系建设情况报告 · 2026年6月 区教育局↩ 退回"),
        "as it stands now: {found:?}"
    );
    assert!(found[2].contains("申请延期") && found[2].contains("数据需要核对。"), "{found:?}");
    assert_eq!(unread(&office).await, "3 条未读");
    let mail = page.attribute(".change a[href^='/messages/']", "href");
    assert!(office.get(&mail).await.one("main").contains("发送失败"));
    assert_eq!(lines(&admin.get("/changes").await).len(), 1, "mail is the administrator's business too");
    assert!(!admin.get("/accounts/log").await.text.contains("mail_failed"));
}

/// A folder that cannot be written to, until the last try is over.
async fn fail_all_mail(world: &World) {
    let blocked = world.folder.path().join("blocked");
    std::fs::write(&blocked, "").unwrap();
    let mut app = world.app.clone();
    app.mailer = Mailer::Files(Files::new(blocked, "http://127.0.0.1:8080"));
    for (hour, minute) in [(9, 40), (9, 41), (9, 46), (10, 1), (11, 1), (15, 1)] {
        world.set_time((2026, 6, 10, hour, minute));
        assert_eq!(deliver::drain(&app).await.unwrap(), 1, "{hour}:{minute}");
    }
}

async fn what_falls_overdue_is_new_once_and_one_line_for_all_units(world: World) {
    let (liaison, office) =
        (world.sign_in("li", Role::Liaison, "jiaoyu").await, world.sign_in("ban", Role::Office, "").await);
    // 信用体系建设情况报告 is due at the end of 15 June for 38 units; the weekly one on the 12th.
    world.set_time((2026, 6, 15, 23, 0));
    let before = lines(&office.get("/changes").await);
    assert!(!before.iter().any(|line| line.contains("信用体系建设情况报告")), "{before:?}");
    read(&office, &office.get("/changes").await).await;
    world.set_time((2026, 6, 16, 0, 1));
    let page = office.get("/changes").await;
    let found = lines(&page);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("24:00新逾期 信用体系建设情况报告 · 2026年6月 涉及38个单位"), "{found:?}");
    assert_eq!(page.attributes(".change .names a", "href").len(), 38);
    assert_eq!(page.one(".day h2"), "6月15日 周一");
    assert_eq!(unread(&office).await, "38 条未读");
    let own = lines(&liaison.get("/changes").await);
    assert!(own[0].contains("新逾期 信用体系建设情况报告") && own[0].contains("已逾期"), "{own:?}");
    read(&office, &page).await;
    world.set_time((2026, 6, 17, 9, 0));
    assert_eq!(unread(&office).await, "");
}

async fn what_a_new_plan_asks_for_is_new_for_the_unit_it_asks(world: World) {
    let liaison = world.sign_in("li", Role::Liaison, "jiaoyu").await;
    let other = world.sign_in("ke", Role::Liaison, "keji").await;
    let plan = &world.app.plan;
    assert_eq!(unread(&liaison).await, "");
    // Rows that the plan asks for are gone, so applying it adds them.
    let mut tx = world.app.db.write(&plan.id).await.unwrap();
    let sql = "DELETE FROM obligations WHERE unit_id = 'jiaoyu' AND duty_id IN ('1.4-report', '1.3-liaison')";
    match tx.conn() {
        duban::store::Conn::Sqlite(conn) => sqlx::query(sql).execute(conn).await.map(drop),
        duban::store::Conn::Postgres(conn) => sqlx::query(sql).execute(conn).await.map(drop),
    }
    .unwrap();
    let made = materialise::apply(&mut tx, plan, world.app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(made.add.len(), 7);
    assert_eq!((unread(&liaison).await.as_str(), unread(&other).await.as_str()), ("2 条未读", ""));
    let page = liaison.get("/changes").await;
    assert_eq!(page.one(".change summary"), "新增事项 7项");
    let found = page.all(".change li");
    assert!(
        found.iter().any(|line| line.starts_with("1.4 信用体系建设情况报告 共6期 每个双数月15日前")),
        "{found:?}"
    );
    read(&liaison, &page).await;
    assert_eq!(unread(&liaison).await, "");
}

async fn a_digest_is_told_of_to_its_reader_alone(world: World) {
    let liaison = world.sign_in("li", Role::Liaison, "jiaoyu").await;
    let colleague = world.sign_in("wang", Role::Liaison, "jiaoyu").await;
    world.set_time((2026, 6, 10, 9, 5));
    duban::jobs::remind::run(&world.app).await.unwrap();
    for browser in [&liaison, &colleague] {
        let page = browser.get("/changes").await;
        let found = lines(&page);
        let told: Vec<_> = found.iter().filter(|line| line.contains("收到提醒")).collect();
        assert_eq!(told.len(), 1, "{found:?}");
        assert!(told[0].contains("涉及"), "{told:?}");
    }
    read(&liaison, &liaison.get("/changes").await).await;
    assert_eq!((unread(&liaison).await.as_str(), unread(&colleague).await.as_str()), ("", "1 条未读"));
}

async fn what_comes_while_a_page_is_read_stays_new(world: World) {
    let (liaison, office) =
        (world.sign_in("li", Role::Liaison, "jiaoyu").await, world.sign_in("ban", Role::Office, "").await);
    send(&liaison, "0").await;
    let page = office.get("/changes").await;
    assert_eq!(lines(&page).len(), 1);
    // In the same second as the page.
    send(&liaison, "1").await;
    read(&office, &page).await;
    assert_eq!(lines(&office.get("/changes").await).len(), 1, "the second report was not on the page");
    let newer = office.get("/changes").await;
    read(&office, &newer).await;
    read(&office, &page).await;
    assert_eq!(unread(&office).await, "", "an old page takes nothing back");
    let far = [("seq", "999999"), ("at", "2099-01-01T00:00:00Z")];
    office.post("/changes/mark", &far).await;
    world.set_time((2026, 6, 10, 9, 1));
    send(&liaison, "2").await;
    assert_eq!(unread(&office).await, "1 条未读", "what is to come cannot be read before");
    assert_eq!(world.obligation(ID).await.revision, 3);
}

async fn each_sees_only_their_own_business(world: World) {
    let liaison = world.sign_in("li", Role::Liaison, "jiaoyu").await;
    let office = world.sign_in("ban", Role::Office, "").await;
    let mut others = Vec::new();
    for (login, role, unit) in [
        ("ke", Role::Liaison, "keji"),
        ("fa", Role::Liaison, "fagai"),
        ("guan", Role::Admin, ""),
        ("qu", Role::DistrictLeader, ""),
        ("ji", Role::ScoringOffice, ""),
    ] {
        others.push((login, world.sign_in(login, role, unit).await));
    }
    send(&liaison, "0").await;
    review(&office, "1", Decision::Return, "只有本单位应当看到。").await;
    for (login, browser) in &others {
        for path in ["/changes", "/changes?tab=earlier"] {
            let page = browser.get(path).await;
            assert!(!page.text.contains("只有本单位应当看到"), "{login} {path}");
            let foreign: Vec<_> = lines(&page).into_iter().filter(|line| line.contains("报送 ")).collect();
            assert!(foreign.is_empty(), "{login} {path}: {foreign:?}");
        }
        assert_eq!(unread(browser).await, "", "{login}");
    }
}

async fn a_long_absence_is_leafed_through(world: World) {
    let office = world.sign_in("ban", Role::Office, "").await;
    world.set_time((2026, 12, 30, 9, 0));
    assert_eq!(unread(&office).await, "99+ 条未读");
    let mut path = "/changes".to_owned();
    let (mut seen, mut pages) = (0, 0);
    loop {
        let page = office.get(&path).await;
        assert!(page.text.len() < 100_000);
        // One line may stand for several units.
        seen += page.all(".change > div > a").len().max(1);
        pages += 1;
        let next = page.attributes(".pager a[rel=next]", "href");
        let Some(next) = next.first() else { break };
        path.clone_from(next);
    }
    assert!(pages > 15 && seen > pages, "{pages} pages");
}
