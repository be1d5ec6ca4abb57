//! Sending a report and reviewing it, over HTTP, on both databases.

use duban::config::{Config, Uploads};
use duban::domain::access::Role;
use duban::domain::obligation::State;
use duban::store;

use crate::support::{Browser, World, multipart, stories};

stories! {
    a_report_is_sent_returned_sent_again_and_accepted
    what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost
    a_nil_return_needs_a_reason_and_is_a_report
    of_two_who_send_at_once_one_wins_and_the_other_keeps_the_text
    of_two_who_review_at_once_one_wins
    a_reason_that_came_too_late_is_kept_and_stands_in_no_other_form
    a_review_of_an_older_revision_is_refused
    a_file_that_is_too_large_is_named_and_the_rest_is_kept
    more_files_than_are_taken_are_not_stored
    an_upload_that_breaks_off_leaves_nothing
    a_forged_form_is_refused
    another_units_obligation_is_closed
    a_field_the_form_does_not_have_is_refused
    what_no_text_can_hold_is_left_out_and_nothing_is_lost
    an_extension_to_the_last_day_there_is_breaks_no_page
    accepting_the_milestone_ends_the_weekly_reports
}

const REPORT: &str = "/obligations/1.4-report~jiaoyu~2026-06";
const SUBMIT: &str = "/obligations/1.4-report~jiaoyu~2026-06/submission";
const REVIEW: &str = "/obligations/1.4-report~jiaoyu~2026-06/review";
const ID: &str = "1.4-report~jiaoyu~2026-06";
const WEEKLY: &str = "4.2-weekly~jiaoyu~2026-W24";

async fn liaison(world: &World) -> Browser {
    world.sign_in("li", Role::Liaison, "jiaoyu").await
}

async fn a_report_is_sent_returned_sent_again_and_accepted(world: World) {
    let (liaison, office) = (liaison(&world).await, world.sign_in("ban", Role::Office, "").await);
    let page = liaison.get(REPORT).await;
    assert_eq!(page.status, 200);
    assert!(page.one("aside").contains("每个双数月15日前"), "how the date was computed");
    assert!(page.one("blockquote").contains("每个双数月15日前"), "the source's own words");

    let file: &[u8] = "%PDF 盖章件".as_bytes();
    let fields = [("seen", "0"), ("text", "已印发文件3份。"), ("figure-blacklisted", "12")];
    let sent = liaison.post_files(SUBMIT, &fields, &[("信用体系建设情况报告.pdf", file)]).await;
    assert_eq!((sent.status, sent.location.as_str()), (303, &*format!("{REPORT}?done=submitted")));

    let queue = office.get("/reviews").await;
    assert!(queue.one("tbody").contains("区教育局"), "{}", queue.text);
    let page = office.get(REPORT).await;
    assert!(page.one(".submission").contains("已印发文件3份。"));
    assert_eq!(page.one(".files a"), "信用体系建设情况报告.pdf");
    let download = office.server.get(&page.attribute(".files a", "href")).await;
    assert_eq!(download.as_bytes().as_ref(), file);
    let disposition = download.header("content-disposition");
    let named = format!("attachment; filename*=UTF-8''{}", "%E4%BF%A1%E7%94%A8");
    assert!(disposition.to_str().unwrap().starts_with(&named), "{disposition:?}");

    let no_reason = office.post(REVIEW, &[("seen", "1"), ("decision", "return"), ("reason", " ")]).await;
    assert_eq!(no_reason.status, 422);
    let returned =
        office.post(REVIEW, &[("seen", "1"), ("decision", "return"), ("reason", "缺少盖章")]).await;
    assert_eq!(returned.location, "/reviews?done=returned");
    let outbox = office.get("/messages").await;
    assert_eq!(outbox.all("tbody tr").len(), 1, "its liaison is told at once");
    let letter = office.get(&outbox.attribute("tbody a", "href")).await;
    assert!(letter.one("dl").contains("li@example.cn") && letter.one("dl").contains("退回通知"));
    assert!(letter.one("pre").contains("缺少盖章"));
    let page = liaison.get(REPORT).await;
    assert!(page.one(".notice").contains("缺少盖章"));
    assert_eq!(page.one("textarea[name=text]"), "已印发文件3份。", "a correction starts from what was sent");

    let hash = page.attribute("input[name=keep]", "value");
    world.set_time((2026, 6, 18, 9, 0));
    let fields = [("seen", "1"), ("text", "已盖章重报。"), ("keep", hash.as_str())];
    assert_eq!(liaison.post_files(SUBMIT, &fields, &[]).await.status, 303);
    let accepted = office.post(REVIEW, &[("seen", "2"), ("decision", "accept"), ("reason", "")]).await;
    assert_eq!(accepted.location, "/reviews?done=accepted");
    let page = liaison.get(REPORT).await;
    assert_eq!(page.one("p.meta .light"), "✓ 按时办结", "the first submission was in time");
    let course = page.all(".timeline li strong").join(" ");
    assert_eq!(course, "现在 审核通过 报送 截止：此前已报送 审核退回 报送");
}

async fn what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(world: World) {
    let liaison = liaison(&world).await;
    let fields = [
        ("seen", "0"),
        ("text", "我写了很久"),
        ("figure-blacklisted", "3"),
        ("figure-trained", "4"),
        ("figure-cases", "两件"),
    ];
    let page = liaison.post_files(SUBMIT, &fields, &[]).await;
    assert_eq!(page.status, 422);
    let faults = page.all("form .fault");
    assert!(faults.iter().any(|fault| fault.contains("不能大于“被列入黑名单的企业数")), "{faults:?}");
    assert!(faults.iter().any(|fault| fault.contains("应填写不小于0的整数")), "{faults:?}");
    assert!(faults.contains(&"请附上佐证材料。".to_owned()), "{faults:?}");
    assert_eq!(page.one("textarea[name=text]"), "我写了很久");
    assert_eq!(page.attribute("input[name=figure-cases]", "value"), "两件");
    // The file that came with a refused form is still there for the next try.
    let page = liaison.post_files(SUBMIT, &fields, &[("报告.docx", b"PK")]).await;
    assert_eq!(page.status, 422);
    let hash = page.attribute("input[name=keep]", "value");
    let fields = [("seen", "0"), ("text", "好了"), ("keep", hash.as_str())];
    assert_eq!(liaison.post_files(SUBMIT, &fields, &[]).await.status, 303);
    assert_eq!(liaison.get(REPORT).await.one(".files a"), "报告.docx");
    assert_eq!(world.obligation(ID).await.revision, 1);
}

async fn a_nil_return_needs_a_reason_and_is_a_report(world: World) {
    let liaison = liaison(&world).await;
    let path = format!("/obligations/{WEEKLY}/submission");
    let missing = liaison.post_files(&path, &[("seen", "0"), ("text", "本周情况")], &[]).await;
    assert_eq!(missing.status, 422);
    assert!(missing.all(".fault").iter().any(|fault| fault.contains("请先填写明细表")));
    let silent = liaison.post_files(&path, &[("seen", "0"), ("text", ""), ("nil", "yes")], &[]).await;
    assert_eq!(silent.status, 422);
    assert!(silent.has("input[name=nil][checked]"), "the tick is kept");
    let nil = [("seen", "0"), ("text", "本周无许可和处罚"), ("nil", "yes")];
    assert_eq!(liaison.post_files(&path, &nil, &[]).await.status, 303);
    let obligation = world.obligation(WEEKLY).await;
    assert_eq!((obligation.state, obligation.first_submitted_at.is_some()), (State::Submitted, true));
}

async fn of_two_who_send_at_once_one_wins_and_the_other_keeps_the_text(world: World) {
    let first = liaison(&world).await;
    let second = world.sign_in("wang", Role::UnitLeader, "jiaoyu").await;
    let send = async |browser: &Browser, text: &str| {
        browser.post_files(SUBMIT, &[("seen", "0"), ("text", text)], &[("a.pdf", b"a")]).await
    };
    let (a, b) = tokio::join!(send(&first, "甲的文字"), send(&second, "乙的文字"));
    let (lost, text) = if a.status == 303 { (b, "乙的文字") } else { (a, "甲的文字") };
    assert_eq!(lost.status, 409, "{}", lost.text);
    assert!(lost.one("main > .fault").contains("已有人先处理"));
    assert_eq!(lost.one("textarea[name=text]"), text);
    assert_eq!(world.obligation(ID).await.revision, 1);
}

async fn of_two_who_review_at_once_one_wins(world: World) {
    let sender = liaison(&world).await;
    let one = world.sign_in("zhao", Role::Office, "").await;
    let two = world.sign_in("qian", Role::Office, "").await;
    sender.post_files(SUBMIT, &[("seen", "0"), ("text", "报告")], &[("a.pdf", b"a")]).await;
    let (a, b) = tokio::join!(
        one.post(REVIEW, &[("seen", "1"), ("decision", "accept"), ("reason", "同意")]),
        two.post(REVIEW, &[("seen", "1"), ("decision", "return"), ("reason", "不同意")]),
    );
    let (won, lost, reason) = if a.status == 303 { (a, b, "不同意") } else { (b, a, "同意") };
    assert_eq!((won.status, lost.status), (303, 409));
    assert_eq!(lost.one(".notice textarea[readonly]"), reason);
    assert!(!lost.has("form[action$='/review']"));
}

async fn a_reason_that_came_too_late_is_kept_and_stands_in_no_other_form(world: World) {
    let (liaison, office) = (liaison(&world).await, world.sign_in("ban", Role::Office, "").await);
    let ask = [("until", "2026-06-30"), ("reason", "等数据")];
    assert_eq!(liaison.post(&format!("{REPORT}/extension"), &ask).await.status, 303);
    let again = liaison.post(&format!("{REPORT}/extension"), &ask).await;
    assert_eq!((again.status, again.one(".notice textarea[readonly]").as_str()), (409, "等数据"));
    assert!(again.one(".notice").contains("2026-06-30"));

    let exempt = format!("{REPORT}/exemption");
    let empty = office.post(&exempt, &[("reason", " ")]).await;
    assert_eq!(empty.status, 422);
    assert!(empty.has("dialog[open] form[action$='/exemption']"), "the form that was refused stands open");
    liaison.post_files(SUBMIT, &[("seen", "0"), ("text", "报告")], &[("a.pdf", b"a")]).await;
    let late = office.post(&exempt, &[("reason", "没有相应职能")]).await;
    assert_eq!((late.status, late.one(".notice textarea[readonly]").as_str()), (409, "没有相应职能"));
    assert_eq!(late.one("form[action$='/review'] textarea"), "");
    assert_eq!(late.one("form[action$='/decision'] textarea"), "");
}

async fn a_review_of_an_older_revision_is_refused(world: World) {
    let (liaison, office) = (liaison(&world).await, world.sign_in("ban", Role::Office, "").await);
    for (seen, text) in [("0", "第一稿"), ("1", "第二稿")] {
        let sent = liaison.post_files(SUBMIT, &[("seen", seen), ("text", text)], &[("a.pdf", b"a")]).await;
        assert_eq!(sent.status, 303);
    }
    let stale = office.post(REVIEW, &[("seen", "1"), ("decision", "accept"), ("reason", "看过第一稿")]).await;
    assert_eq!(stale.status, 409);
    assert!(stale.one(".submission").contains("第二稿"), "the latest is shown");
    assert_eq!(stale.one("textarea[name=reason]"), "看过第一稿");
    assert_eq!(world.obligation(ID).await.state, State::Submitted);
}

async fn a_file_that_is_too_large_is_named_and_the_rest_is_kept(world: World) {
    let mut world = world;
    let mut config = world.app.config.as_ref().clone();
    config.uploads.file_mib = 1;
    world.app.config = config.into();
    let liaison = liaison(&world).await;
    let large = vec![b'x'; 1024 * 1024 + 1];
    let files: [(&str, &[u8]); 2] = [("太大的视频.mp4", &large), ("报告.pdf", b"fine")];
    let page = liaison.post_files(SUBMIT, &[("seen", "0"), ("text", "有附件")], &files).await;
    assert_eq!(page.status, 413);
    assert!(
        page.one("main > .fault").contains("文件“太大的视频.mp4”超过1 MB"),
        "{}",
        page.one("main > .fault")
    );
    assert_eq!(page.one("textarea[name=text]"), "有附件");
    assert!(page.one("fieldset").contains("报告.pdf"));
    assert_eq!(world.obligation(ID).await.revision, 0, "nothing is half-saved");
    assert_eq!(files_in(&world, "incoming"), 0);
    assert_eq!(files_in(&world, "sha256"), 1);
}

async fn more_files_than_are_taken_are_not_stored(mut world: World) {
    let uploads = Uploads { files: 2, ..Uploads::default() };
    world.app.config = Config { uploads, ..(*world.app.config).clone() }.into();
    let liaison = liaison(&world).await;
    let fields = [("seen", "0"), ("text", "附件很多")];
    let files: [(&str, &[u8]); 4] = [("甲.pdf", b"a"), ("乙.pdf", b"b"), ("丙.pdf", b"c"), ("丁.pdf", b"d")];
    let page = liaison.post_files(SUBMIT, &fields, &files).await;
    assert_eq!(page.status, 413);
    assert!(page.one("main > .fault").contains("每次最多2个"), "{}", page.text);
    assert_eq!(page.one("textarea[name=text]"), "附件很多");
    assert_eq!(files_in(&world, "sha256"), 2);

    // Those kept from the first try count with those of the next.
    let kept = page.attributes("input[name=keep]", "value");
    let fields = [("seen", "0"), ("text", "附件很多"), ("keep", &kept[0]), ("keep", &kept[1])];
    assert_eq!(liaison.post_files(SUBMIT, &fields, &files[2..]).await.status, 413);
    assert_eq!(world.obligation(ID).await.revision, 0);
    assert_eq!(liaison.post_files(SUBMIT, &fields, &[("空.pdf", b"")]).await.status, 303, "an empty field");
}

async fn an_upload_that_breaks_off_leaves_nothing(world: World) {
    let liaison = liaison(&world).await;
    let token = liaison.form_token.as_str();
    let fields = [("form_token", token), ("seen", "0"), ("text", "说明")];
    let content = vec![b'y'; 200_000];
    let whole = multipart(&fields, &[("报告.pdf", &content)]);
    let page = liaison.post_bytes(SUBMIT, whole[..150_000].to_vec()).await;
    assert_eq!(page.status, 400, "{}", page.text);
    assert!(page.one("main").contains("没有保存任何内容"));
    assert_eq!(world.obligation(ID).await.revision, 0);
    assert_eq!((files_in(&world, "incoming"), files_in(&world, "sha256")), (0, 0));
}

async fn a_forged_form_is_refused(world: World) {
    let mut liaison = liaison(&world).await;
    let fields = [("seen", "0"), ("text", "伪造")];
    let cross = liaison.server.post(SUBMIT).add_header("sec-fetch-site", "cross-site").await;
    assert_eq!(cross.status_code(), 403);
    liaison.form_token = "0".repeat(64);
    let page = liaison.post_files(SUBMIT, &fields, &[("a.pdf", b"a")]).await;
    assert_eq!(page.status, 403);
    assert!(page.one("h1").contains("表单无效"));
    assert_eq!(page.one("main textarea[readonly]"), "伪造", "whoever did write it can copy it");
    assert_eq!(liaison.post("/sign-out", &[]).await.status, 403);
    assert_eq!(files_in(&world, "sha256"), 0, "the token is checked before a file is stored");
    assert_eq!(world.obligation(ID).await.revision, 0);
}

async fn another_units_obligation_is_closed(world: World) {
    let sender = liaison(&world).await;
    sender.post_files(SUBMIT, &[("seen", "0"), ("text", "内部情况")], &[("a.pdf", b"secret")]).await;
    let other = world.sign_in("sun", Role::Liaison, "keji").await;
    for path in [REPORT, &format!("{REPORT}/evidence/1/0")] {
        let page = other.get(path).await;
        assert_eq!(page.status, 403, "{path}");
        assert!(!page.text.contains("内部情况") && !page.text.contains("secret"));
    }
    assert_eq!(other.post_files(SUBMIT, &[("seen", "1"), ("text", "冒名")], &[]).await.status, 403);
    // The project's lead unit sees what its project's units send.
    let lead = world.sign_in("zhou", Role::Liaison, "fagai").await;
    assert_eq!(lead.get(REPORT).await.status, 200);
    assert_eq!(lead.post_files(SUBMIT, &[("seen", "1"), ("text", "代报")], &[]).await.status, 403);
}

async fn a_field_the_form_does_not_have_is_refused(world: World) {
    let (liaison, office) = (liaison(&world).await, world.sign_in("ban", Role::Office, "").await);
    let fields = [("seen", "0"), ("text", "报告"), ("figure-made-up", "1")];
    let page = liaison.post_files(SUBMIT, &fields, &[("a.pdf", b"a")]).await;
    assert_eq!(page.status, 422);
    assert!(page.all(".fault").iter().any(|fault| fault.contains("made-up")));
    let page = liaison.post_files(SUBMIT, &[("seen", "0"), ("text", "报告"), ("points", "1")], &[]).await;
    assert_eq!(page.status, 400);
    assert!(page.one("main").contains("points"), "{}", page.one("main"));
    let fields = [("seen", "0"), ("decision", "accept"), ("reason", ""), ("points", "100")];
    let page = office.post(REVIEW, &fields).await;
    assert_eq!(page.status, 400);
    assert!(page.one("main").contains("points"), "{}", page.one("main"));
    let dateless = [("until", "六月三十日"), ("reason", "理由")];
    assert_eq!(liaison.post(&format!("{REPORT}/extension"), &dateless).await.status, 422);
}

/// U+0000 comes with what is pasted from some programs, and PostgreSQL takes no text that has it.
async fn what_no_text_can_hold_is_left_out_and_nothing_is_lost(world: World) {
    let (liaison, office) = (liaison(&world).await, world.sign_in("ban", Role::Office, "").await);
    let fields = [("seen", "0"), ("text", "已印发\0文件。")];
    assert_eq!(liaison.post_files(SUBMIT, &fields, &[("a.pdf", b"a")]).await.status, 303);
    let returned = [("seen", "1"), ("decision", "return"), ("reason", "缺少\0盖章")];
    assert_eq!(office.post(REVIEW, &returned).await.status, 303);
    let page = office.get(REPORT).await;
    assert!(page.one(".submission").contains("已印发文件。") && page.one(".review").contains("缺少盖章"));
    let credentials = [("login", "\0"), ("password", "\0")];
    assert_eq!(world.guest().server.post("/sign-in").form(&credentials).await.status_code().as_u16(), 422);
}

async fn an_extension_to_the_last_day_there_is_breaks_no_page(world: World) {
    let (liaison, office) = (liaison(&world).await, world.sign_in("ban", Role::Office, "").await);
    let asked =
        liaison.post(&format!("{REPORT}/extension"), &[("until", "9999-12-31"), ("reason", "理由")]).await;
    assert_eq!(asked.status, 303);
    let grant = [("number", "1"), ("verdict", "grant"), ("reason", "")];
    assert_eq!(office.post(&format!("{REPORT}/extension/decision"), &grant).await.status, 303);
    assert_eq!(liaison.get(REPORT).await.status, 200);
}

async fn accepting_the_milestone_ends_the_weekly_reports(world: World) {
    let lead = world.sign_in("zf", Role::Liaison, "zhengfuban").await;
    let office = world.sign_in("ban", Role::Office, "").await;
    world.set_time((2026, 11, 18, 10, 0));
    let (unit, ended) = (liaison(&world).await, "/obligations/4.2-weekly~jiaoyu~2026-W47");
    let asked = [("until", "2026-11-25"), ("reason", "理由")];
    unit.post(&format!("{ended}/extension"), &asked).await;
    assert!(office.get("/reviews").await.text.contains(ended), "it waits for the office");
    let site = "/obligations/4.1-site~zhengfuban~2026";
    let fields = [("seen", "0"), ("text", "网站上线")];
    assert_eq!(lead.post_files(&format!("{site}/submission"), &fields, &[("a.pdf", b"a")]).await.status, 303);
    let accepted = [("seen", "1"), ("decision", "accept"), ("reason", "")];
    assert_eq!(office.post(&format!("{site}/review"), &accepted).await.status, 303);
    assert_eq!(world.obligation("4.2-weekly~jiaoyu~2026-W46").await.state, State::Open, "owed before");
    assert_eq!(world.obligation("4.2-weekly~jiaoyu~2026-W47").await.state, State::Retired);
    assert!(
        unit.get(ended).await.one(".timeline").contains("按方案撤销"),
        "its history says what became of it"
    );
    assert!(!office.get("/reviews").await.text.contains(ended), "nothing is left to be decided");
    let mut tx = world.app.db.read().await.unwrap();
    let unit = "jiaoyu".parse().unwrap();
    let rows = store::obligations::by_unit(&mut tx, &world.app.plan.id, &unit).await.unwrap();
    assert_eq!(rows.iter().filter(|row| row.duty_id.as_str() == "4.2-weekly").count(), 46);
}

fn files_in(world: &World, part: &str) -> usize {
    fn count(folder: &std::path::Path) -> usize {
        let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
        let entries = entries.map(|entry| entry.unwrap().path());
        entries.map(|path| if path.is_dir() { count(&path) } else { 1 }).sum()
    }
    count(&world.folder.path().join("evidence").join(part))
}
