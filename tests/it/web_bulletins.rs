//! Bulletins (通报) over HTTP, on both databases: from the published scores to the paper that everyone reads.

use duban::documents::bulletin::PDF;
use duban::domain::access::Role;

use crate::documents::{kept, read, text_of_pdf};
use crate::support::{Browser, Page, World, stories};

stories! {
    a_bulletin_is_drafted_edited_and_issued
    what_was_issued_stays_as_it_was_and_numbers_have_no_gaps
    nobody_loses_a_word_and_nobody_issues_what_they_did_not_see
    a_draft_is_the_scoring_offices_alone
    what_is_taken_away_says_what_the_page_says
}

const AT: &str = "/bulletins/half-year-1/1";
/// After the freeze and the five working days of reply.
const JULY: (i32, u8, u8, u8, u8) = (2026, 7, 10, 9, 0);

/// The first half-year published: keji sent its first weekly report, nobody sent anything else.
async fn published(world: &World) -> Browser {
    let unit = world.sign_in("li", Role::Liaison, "keji").await;
    world.set_time((2026, 1, 2, 10, 0));
    let nil = [("seen", "0"), ("text", "本周无许可和处罚"), ("nil", "yes")];
    assert_eq!(
        unit.post_files("/obligations/4.2-weekly~keji~2026-W01/submission", &nil, &[]).await.status,
        303
    );
    let office = world.sign_in("jixiao", Role::ScoringOffice, "").await;
    publish(world, &office, "half-year-1", (2026, 7, 1, 9, 0), JULY).await;
    office
}

async fn publish(
    world: &World,
    office: &Browser,
    period: &str,
    freeze: (i32, u8, u8, u8, u8),
    then: (i32, u8, u8, u8, u8),
) {
    world.set_time(freeze);
    let at = |act: &str| format!("/assessments/{period}/{act}");
    assert_eq!(office.post(&at("opening"), &[]).await.status, 303);
    assert_eq!(office.post(&at("freezing"), &[]).await.status, 303);
    world.set_time(then);
    let page = office.post(&at("publication"), &[("seen", "0"), ("reason", "")]).await;
    assert_eq!(page.status, 303, "{}", page.text);
}

/// What the draft's form holds.
fn typed<'a>(version: &'a str, title: &'a str, text: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("version", version),
        ("title", title),
        ("opening", "现将有关情况通报如下。"),
        ("heading", "总体情况"),
        ("text", text),
        ("heading", ""),
        ("text", ""),
        ("closing", "特此通报。"),
        ("contact", "联系人：王敏"),
    ]
}

fn paper(page: &Page) -> String {
    page.one("article.official")
}

async fn a_bulletin_is_drafted_edited_and_issued(world: World) {
    let office = published(&world).await;
    let list = office.get("/bulletins").await;
    assert_eq!(list.attribute("main .panel a", "href"), AT);
    let draft = office.get(AT).await;
    let text = paper(&draft);
    for part in [
        "关于2026年上半年社会信用体系建设工作考核情况的通报",
        "绩效办发〔2026〕 号",
        "一、总体情况",
        "按时报送1件",
        "二、分组情况",
        "（一）镇、街道、开发区",
        "批评单位",
        "附件1",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }

    let saved = office
        .post(&format!("{AT}/draft"), &typed("0", "关于考核情况的通报", "# 部门\n- 甲局较好\n总体平稳。"))
        .await;
    assert_eq!(
        (saved.status, saved.location.as_str()),
        (303, "/bulletins/half-year-1/1?done=bulletin-saved")
    );
    let text = paper(&office.get(AT).await);
    assert!(
        text.contains("关于考核情况的通报") && text.contains("（一）部门") && text.contains("1．甲局较好"),
        "{text}"
    );
    assert!(!text.contains("二、"), "an empty part is no part: {text}");

    let issued = office.post(&format!("{AT}/issue"), &[("version", "1")]).await;
    assert_eq!(issued.status, 303, "{}", issued.text);
    let leader = world.sign_in("zhang", Role::UnitLeader, "jiaoyu").await;
    let read = leader.get(AT).await;
    assert_eq!((read.status, read.one(".number-of").as_str()), (200, "绩效办发〔2026〕1号"));
    assert!(
        paper(&read).contains("2026年7月10日") && !read.has(".buttons form"),
        "nothing to change any more"
    );
    let listed = leader.get("/bulletins").await;
    assert_eq!(listed.all("tbody tr > *"), ["关于考核情况的通报", "2026年上半年，第1版", "2026-07-10"]);
}

async fn what_was_issued_stays_as_it_was_and_numbers_have_no_gaps(world: World) {
    let office = published(&world).await;
    // Issued as it was drafted, without a word changed.
    assert_eq!(office.post(&format!("{AT}/issue"), &[("version", "0")]).await.status, 303);
    let before = office.get(&format!("{AT}/document")).await;
    assert_eq!(before.status, 200);
    for (path, fields) in [
        ("draft", typed("1", "另一个标题", "改过的内容")),
        ("draft/end", vec![("version", "1")]),
        ("issue", vec![("version", "1")]),
    ] {
        assert_eq!(office.post(&format!("{AT}/{path}"), &fields).await.status, 409, "{path}");
    }
    world.set_time((2026, 8, 20, 9, 0));
    assert_eq!(office.get(&format!("{AT}/document")).await.text, before.text);

    publish(&world, &office, "two-monthly-1", (2026, 8, 20, 9, 0), (2026, 8, 31, 9, 0)).await;
    let second = "/bulletins/two-monthly-1/1";
    assert_eq!(office.post(&format!("{second}/issue"), &[("version", "0")]).await.status, 303);
    assert_eq!(office.get(second).await.one(".number-of"), "绩效办发〔2026〕2号");
}

async fn nobody_loses_a_word_and_nobody_issues_what_they_did_not_see(world: World) {
    let office = published(&world).await;
    let path = format!("{AT}/draft");
    assert_eq!(office.post(&path, &typed("0", "第一稿", "甲写的")).await.status, 303);
    let late = office.post(&path, &typed("0", "第二稿", "乙写的")).await;
    assert_eq!((late.status, late.attribute("input[name=title]", "value").as_str()), (409, "第二稿"));
    assert_eq!(late.one("#text-0"), "乙写的");
    assert_eq!(late.attribute("input[name=version]", "value"), "1", "saving again replaces the first");
    assert!(late.has("[role=alert]"));

    let faulty = office.post(&path, &typed("1", " ", "乙写的")).await;
    assert_eq!((faulty.status, faulty.one("#text-0").as_str()), (422, "乙写的"));
    assert_eq!(faulty.one(".fault"), "请填写标题");

    assert_eq!(
        office.post(&format!("{AT}/issue"), &[("version", "0")]).await.status,
        409,
        "it was saved since"
    );
    assert_eq!(office.post(&path, &typed("1", "第二稿", "乙写的")).await.status, 303);
    assert_eq!(office.post(&format!("{AT}/draft/end"), &[("version", "2")]).await.status, 303);
    assert!(
        paper(&office.get(AT).await).contains("关于2026年上半年社会信用体系建设工作考核情况的通报"),
        "drawn from the scores again"
    );
}

async fn a_draft_is_the_scoring_offices_alone(world: World) {
    let office = published(&world).await;
    assert_eq!(office.post(&format!("{AT}/draft"), &typed("0", "草稿", "内部内容")).await.status, 303);
    for (login, role, unit) in
        [("zhang", Role::UnitLeader, "keji"), ("ban", Role::Office, ""), ("qu", Role::DistrictLeader, "")]
    {
        let browser = world.sign_in(login, role, unit).await;
        assert_eq!(browser.get(AT).await.status, 404, "{role:?}");
        assert_eq!(browser.get(&format!("{AT}/document")).await.status, 404, "{role:?}");
        assert_eq!(browser.get(&format!("{AT}/draft")).await.status, 403, "{role:?}");
        let list = browser.get("/bulletins").await;
        assert!(list.status == 200 && !list.text.contains("草稿") && !list.has("tbody"), "{role:?}");
    }
    let admin = world.sign_in("admin", Role::Admin, "").await;
    assert_eq!(admin.get("/bulletins").await.status, 403);
    for nowhere in [
        "/bulletins/half-year-1/2",
        "/bulletins/half-year-2/1",
        "/bulletins/nothing/1",
        "/bulletins/half-year-1/x",
    ] {
        assert_eq!(office.get(nowhere).await.status, 404, "{nowhere}");
    }
}

/// The Word document as python-docx reads it; the PDF, where the program makes one, as pdftotext does.
async fn what_is_taken_away_says_what_the_page_says(world: World) {
    let office = published(&world).await;
    let text = "# 部门\n- 李喆较好\n总体平稳。";
    assert_eq!(
        office.post(&format!("{AT}/draft"), &typed("0", "关于考核情况的通报", text)).await.status,
        303
    );
    assert_eq!(office.post(&format!("{AT}/issue"), &[("version", "1")]).await.status, 303);
    let kind = world.database.split(':').next().unwrap();
    let said =
        ["绩效办发〔2026〕1号", "关于考核情况的通报", "李喆较好", "总体平稳。", "区科技局", "2026年7月10日"];
    let answer = office.server.get(&format!("{AT}/document")).await;
    if let Some(document) =
        read("read_docx.py", &[], &kept(&format!("issued-{kind}.docx"), answer.as_bytes()))
    {
        let document = document.to_string();
        assert!(said.iter().all(|said| document.contains(said)), "{document}");
    }
    let page = office.get(AT).await;
    assert_eq!(page.has(&format!("a[href='{AT}/pdf']")), PDF);
    let answer = office.server.get(&format!("{AT}/pdf")).await;
    assert_eq!(answer.status_code(), if PDF { 200 } else { 404 });
    if PDF && let Some(text) = text_of_pdf(&kept(&format!("issued-{kind}.pdf"), answer.as_bytes())) {
        let text: String = text.split_whitespace().collect();
        assert!(said.iter().all(|said| text.contains(said)), "{text}");
    }
}

#[cfg(feature = "pdf")]
mod rare {
    use super::*;

    stories! {
        a_character_that_no_font_has_is_named_and_the_word_document_offered
    }

    async fn a_character_that_no_font_has_is_named_and_the_word_document_offered(world: World) {
        let office = published(&world).await;
        let path = format!("{AT}/draft");
        assert_eq!(office.post(&path, &typed("0", "关于考核情况的通报", "𰻝𰻝镇较好。")).await.status, 303);
        let refused = office.get(&format!("{AT}/pdf")).await;
        assert_eq!(refused.status, 422);
        assert!(refused.one("main [role=alert]").contains('𰻝'), "{}", refused.text);
        assert!(refused.has(&format!("a[href='{AT}/document']")));
    }
}
