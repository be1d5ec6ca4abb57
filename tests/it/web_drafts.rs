//! Drafts: kept while somebody writes, never overwritten unseen, gone with the submission.

use duban::domain::access::Role;
use duban::jobs;

use crate::support::{Browser, Page, World, stories};

stories! {
    a_draft_is_saved_opened_again_and_ends_with_the_submission
    a_draft_keeps_the_order_and_the_ticks_of_its_files
    a_file_is_removed_and_the_same_content_is_named
    a_draft_is_thrown_away_with_its_files
    two_windows_never_overwrite_each_other
    a_report_does_not_overwrite_what_another_window_saved
    a_colleague_sees_that_there_is_a_draft_and_not_what_it_says
    what_is_over_takes_no_draft
    the_sweep_leaves_drafts_of_what_is_owed
    a_form_that_is_no_form_of_ours_is_refused
}

const REPORT: &str = "/obligations/1.4-report~jiaoyu~2026-06";
const ID: &str = "1.4-report~jiaoyu~2026-06";

async fn liaison(world: &World) -> Browser {
    world.sign_in("li", Role::Liaison, "jiaoyu").await
}

async fn save(browser: &Browser, fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Page {
    browser.post_files(&format!("{REPORT}/draft"), fields, files).await
}

/// As the script saves, by the version it knows and the one it chooses.
async fn save_quietly(browser: &Browser, draft: &str, next: &str, text: &str) -> Page {
    save(browser, &[("quiet", "yes"), ("seen", "0"), ("draft", draft), ("next", next), ("text", text)], &[])
        .await
}

async fn send(browser: &Browser, fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Page {
    browser.post_files(&format!("{REPORT}/submission"), fields, files).await
}

async fn version(browser: &Browser) -> String {
    browser.get(REPORT).await.attribute("input[name=draft]", "value")
}

async fn a_draft_is_saved_opened_again_and_ends_with_the_submission(world: World) {
    let liaison = liaison(&world).await;
    world.set_time((2026, 6, 9, 14, 5));
    let page = liaison.get(REPORT).await;
    assert!(!page.has(".draft-note"), "nothing is saved yet");
    let fields = [("seen", "0"), ("draft", ""), ("text", "写到一半"), ("figure-cases", "两")];
    let saved = save(&liaison, &fields, &[("名单.pdf", b"%PDF-1.7")]).await;
    assert_eq!((saved.status, saved.location.as_str()), (303, &*format!("{REPORT}?done=draft-saved#report")));
    assert_eq!(world.obligation(ID).await.revision, 0, "saved is not sent");

    world.set_time((2026, 6, 10, 9, 0));
    let page = liaison.get(REPORT).await;
    assert!(
        page.one(".draft-note").contains("以下是您于6月9日 14:05保存的草稿"),
        "{}",
        page.one(".draft-note")
    );
    assert_eq!(page.one("textarea[name=text]"), "写到一半");
    assert_eq!(page.attribute("input[name=figure-cases]", "value"), "两", "as typed, right or wrong");
    assert!(page.one("#chosen").contains("名单.pdf") && page.has("input[name=keep][checked]"));
    assert_eq!(page.one(".draft-state"), "草稿已于6月9日 14:05保存。");

    let version = page.attribute("input[name=draft]", "value");
    let quiet = save_quietly(&liaison, &version, "abc1", "写完了").await;
    assert_eq!((quiet.status, quiet.attribute("[data-version]", "data-version").as_str()), (200, "abc1"));
    assert_eq!(quiet.one("[data-version]"), "草稿已于09:00保存。");

    let hash = page.attribute("input[name=keep]", "value");
    let fields = [("seen", "0"), ("draft", "abc1"), ("text", "写完了"), ("keep", hash.as_str())];
    assert_eq!(send(&liaison, &fields, &[]).await.location, format!("{REPORT}?done=submitted"));
    let page = liaison.get(REPORT).await;
    assert!(!page.has(".draft-note") && page.attribute("input[name=draft]", "value").is_empty());
    assert_eq!(page.one(".files a"), "名单.pdf");
}

async fn a_draft_keeps_the_order_and_the_ticks_of_its_files(world: World) {
    let liaison = liaison(&world).await;
    let files: [(&str, &[u8]); 3] = [("丙.pdf", b"3"), ("甲.pdf", b"1"), ("乙.pdf", b"2")];
    save(&liaison, &[("seen", "0"), ("text", "三个文件")], &files).await;
    let page = liaison.get(REPORT).await;
    let names = |page: &Page| {
        page.all("#chosen label").iter().map(|label| label.chars().take(5).collect()).collect::<Vec<String>>()
    };
    assert_eq!(names(&page), ["丙.pdf", "甲.pdf", "乙.pdf"], "as they were chosen, within one second");
    let hashes = page.attributes("#chosen input[name=file]", "value");
    let [c, a, b] = [&hashes[0], &hashes[1], &hashes[2]];
    let fields = [
        ("seen", "0"),
        ("draft", &*version(&liaison).await),
        ("file", b),
        ("keep", b),
        ("file", a),
        ("file", c),
        ("keep", c),
    ];
    assert_eq!(save(&liaison, &fields, &[]).await.status, 303);
    let page = liaison.get(REPORT).await;
    assert_eq!(names(&page), ["乙.pdf", "甲.pdf", "丙.pdf"]);
    assert_eq!(page.attributes("input[name=keep][checked]", "value"), [b.as_str(), c.as_str()]);
    let fields = [("seen", "0"), ("draft", &*version(&liaison).await), ("keep", b), ("keep", c)];
    assert_eq!(send(&liaison, &fields, &[]).await.status, 303);
    assert_eq!(liaison.get(REPORT).await.all(".files a[download]"), ["乙.pdf", "丙.pdf"]);
}

async fn a_file_is_removed_and_the_same_content_is_named(world: World) {
    let liaison = liaison(&world).await;
    let page = save(&liaison, &[("seen", "0")], &[("盖章件.pdf", b"same"), ("副本.pdf", b"same")]).await;
    assert_eq!(page.status, 200);
    assert!(page.one("main > .fault").contains("“副本.pdf”与“盖章件.pdf”内容相同"), "{}", page.text);
    assert_eq!(page.all("#chosen .chosen").len(), 1);
    let hash = page.attribute("input[name=file]", "value");
    let fields = [("seen", "0"), ("draft", &*version(&liaison).await), ("text", "有误"), ("remove", &*hash)];
    assert_eq!(save(&liaison, &fields, &[]).await.status, 303);
    let page = liaison.get(REPORT).await;
    assert!(!page.has("#chosen .chosen"));
    assert_eq!(page.one("textarea[name=text]"), "有误", "the rest stays");
    let fields = [("seen", "0"), ("draft", &*version(&liaison).await), ("text", "好了")];
    let sent = send(&liaison, &fields, &[("一.pdf", b"same"), ("二.pdf", b"same")]).await;
    assert_eq!(sent.location, format!("{REPORT}?done=submitted-once"));
    assert!(liaison.get(&sent.location).await.one(".done").contains("内容相同的文件已合并为一份"));
}

async fn a_draft_is_thrown_away_with_its_files(world: World) {
    let liaison = liaison(&world).await;
    save(&liaison, &[("seen", "0"), ("text", "不要了")], &[("误传.pdf", b"secret")]).await;
    let page = liaison.get(REPORT).await;
    assert!(page.one(".draft-note dialog").contains("不能恢复"), "it says what will happen");
    assert_eq!(
        liaison.post(&format!("{REPORT}/draft/end"), &[]).await.location,
        format!("{REPORT}?done=draft-discarded#report")
    );
    let page = liaison.get(REPORT).await;
    assert!(!page.has("#chosen .chosen") && !page.text.contains("误传"), "{}", page.one("#report"));
    assert_eq!(page.one("textarea[name=text]"), "");
}

async fn two_windows_never_overwrite_each_other(world: World) {
    let liaison = liaison(&world).await;
    assert_eq!(save_quietly(&liaison, "", "a1", "第一个窗口").await.status, 200);
    // The script of the other window: it is told what there is, and both ways out.
    let told = save_quietly(&liaison, "", "b1", "第二个窗口").await;
    assert_eq!(told.status, 409);
    assert_eq!(told.attribute("section", "data-version"), "a1");
    assert_eq!(told.one("textarea"), "第一个窗口");
    assert_eq!(told.all("button[data-draft]").len(), 2);
    assert_eq!(liaison.get(REPORT).await.one("textarea[name=text]"), "第一个窗口", "nothing was overwritten");
    // Without a script: both texts on one page, and a form that has seen the other.
    let page = save(&liaison, &[("seen", "0"), ("draft", ""), ("text", "第二个窗口")], &[]).await;
    assert_eq!(page.status, 409);
    assert_eq!(page.one("textarea[name=text]"), "第二个窗口");
    assert_eq!(page.one("section.notice textarea[readonly]"), "第一个窗口");
    let seen = page.attribute("input[name=draft]", "value");
    assert_eq!(
        save(&liaison, &[("seen", "0"), ("draft", &*seen), ("text", "合在一起")], &[]).await.status,
        303
    );
    assert_eq!(liaison.get(REPORT).await.one("textarea[name=text]"), "合在一起");
    // Two at once, from the same version: one wins.
    let base = version(&liaison).await;
    let (one, two) =
        tokio::join!(save_quietly(&liaison, &base, "c1", "甲"), save_quietly(&liaison, &base, "c2", "乙"));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
}

async fn a_report_does_not_overwrite_what_another_window_saved(world: World) {
    let liaison = liaison(&world).await;
    save_quietly(&liaison, "", "a1", "另一窗口写了很久").await;
    let fields = [("seen", "0"), ("draft", ""), ("text", "旧窗口的内容")];
    let page = send(&liaison, &fields, &[("a.pdf", b"a")]).await;
    assert_eq!(page.status, 409);
    assert_eq!(page.one("section.notice textarea[readonly]"), "另一窗口写了很久");
    assert_eq!(page.one("textarea[name=text]"), "旧窗口的内容");
    assert!(page.one("#chosen").contains("a.pdf") && page.has("input[name=keep][checked]"));
    assert_eq!(world.obligation(ID).await.revision, 0);
    let keep = page.attribute("input[name=keep]", "value");
    let draft = page.attribute("input[name=draft]", "value");
    let fields = [("seen", "0"), ("draft", &*draft), ("text", "看过了"), ("keep", &*keep)];
    assert_eq!(send(&liaison, &fields, &[]).await.status, 303);
}

async fn a_colleague_sees_that_there_is_a_draft_and_not_what_it_says(world: World) {
    let liaison = liaison(&world).await;
    save_quietly(&liaison, "", "a1", "还没想好的话").await;
    let leader = world.sign_in("wang", Role::UnitLeader, "jiaoyu").await;
    let page = leader.get(REPORT).await;
    assert!(page.one("#report").contains("测试li于09:00也保存了本事项的草稿"), "{}", page.one("#report"));
    assert!(!page.text.contains("还没想好的话"));
    // Each has a draft of their own.
    assert_eq!(save_quietly(&leader, "", "b1", "负责人的稿子").await.status, 200);
    assert_eq!(liaison.get(REPORT).await.one("textarea[name=text]"), "还没想好的话");
    // The colleague sends first: the draft stays, and says that it is older.
    let fields = [("seen", "0"), ("draft", "b1"), ("text", "负责人报送")];
    assert_eq!(send(&leader, &fields, &[("a.pdf", b"a")]).await.status, 303);
    let page = liaison.get(REPORT).await;
    assert_eq!(page.one("textarea[name=text]"), "还没想好的话");
    assert!(page.one(".draft-note").contains("又有新的报送"));
    let office = world.sign_in("ban", Role::Office, "").await;
    let page = office.get(REPORT).await;
    assert!(!page.text.contains("草稿") && !page.text.contains("还没想好的话"), "a draft is nobody else's");
    let other = world.sign_in("sun", Role::Liaison, "keji").await;
    assert_eq!(save_quietly(&other, "", "d1", "冒名").await.status, 403);
}

async fn what_is_over_takes_no_draft(world: World) {
    let (liaison, office) = (liaison(&world).await, world.sign_in("ban", Role::Office, "").await);
    send(&liaison, &[("seen", "0"), ("text", "报告")], &[("a.pdf", b"a")]).await;
    let accepted = [("seen", "1"), ("decision", "accept"), ("reason", "")];
    assert_eq!(office.post(&format!("{REPORT}/review"), &accepted).await.status, 303);
    let quiet = save_quietly(&liaison, "", "a1", "迟到的字").await;
    assert_eq!(quiet.status, 409);
    assert!(!quiet.has("[data-version]") && quiet.one(".over").contains("办结"), "{}", quiet.text);
    let page = save(&liaison, &[("seen", "0"), ("text", "迟到的字")], &[]).await;
    assert_eq!((page.status, page.one(".notice textarea")), (409, "迟到的字".to_owned()));
}

async fn the_sweep_leaves_drafts_of_what_is_owed(world: World) {
    let (liaison, office) = (liaison(&world).await, world.sign_in("ban", Role::Office, "").await);
    let leader = world.sign_in("wang", Role::UnitLeader, "jiaoyu").await;
    save(&liaison, &[("seen", "0"), ("text", "久久没写完")], &[("旧.pdf", b"old")]).await;
    world.set_time((2026, 10, 1, 9, 0));
    jobs::sweep::run(&world.app).await.unwrap();
    let page = liaison.get(REPORT).await;
    assert_eq!(page.one("textarea[name=text]"), "久久没写完", "owed: it stays however old");
    assert!(page.one("#chosen").contains("旧.pdf"));
    send(&leader, &[("seen", "0"), ("text", "报告")], &[("a.pdf", b"a")]).await;
    jobs::sweep::run(&world.app).await.unwrap();
    assert!(liaison.get(REPORT).await.has(".draft-note"), "it may come back");
    office.post(&format!("{REPORT}/review"), &[("seen", "1"), ("decision", "accept"), ("reason", "")]).await;
    assert_eq!(drafts(&world).await, 1);
    jobs::sweep::run(&world.app).await.unwrap();
    assert_eq!(drafts(&world).await, 0);
}

async fn drafts(world: &World) -> usize {
    let mut tx = world.app.db.read().await.unwrap();
    let id = ID.parse().unwrap();
    duban::store::drafts::of_obligation(&mut tx, &world.app.plan.id, &id).await.unwrap().len()
}

async fn a_form_that_is_no_form_of_ours_is_refused(world: World) {
    let mut liaison = liaison(&world).await;
    let long = "长".repeat(20_001);
    assert_eq!(save(&liaison, &[("seen", "0"), ("text", &long)], &[]).await.status, 413);
    assert_eq!(save(&liaison, &[("text", "没有版次")], &[]).await.status, 400);
    liaison.form_token = "0".repeat(64);
    assert_eq!(save(&liaison, &[("seen", "0"), ("text", "伪造")], &[]).await.status, 403);
    assert_eq!(drafts(&world).await, 0);
}
