//! A unit's people, from the list it sent to their accounts, over HTTP on both databases.

use duban::domain::access::Role;

use crate::support::{Browser, World, stories};

stories! {
    an_accepted_list_is_the_units_contacts
    telephones_are_for_the_unit_and_the_office
    liaisons_named_there_are_invited_in_two_steps
    a_corrected_list_replaces_the_one_before
}

const ID: &str = "1.3-liaison~jiaoyu~2026";
const UNIT: &str = "/units/jiaoyu";
const HEAD: &str = "类别\t姓名\t职务\t手机号码\t邮箱\n";
const LEADER: &str = "领导责任人\t周正\t局长\t0434-3262345\t\n";
const EXECUTIVE: &str = "执行责任人\t吴敏\t副局长\t0434-3262346\t\n";
const OPERATOR: &str = "具体操作负责人\t郑浩\t科员\t0434-3262347\t\n";
const WANG: &str = "联络员\t王小敏\t办公室副主任\t138 0000 0001\twang@example.cn\n";

async fn liaison(world: &World) -> Browser {
    world.sign_in("li", Role::Liaison, "jiaoyu").await
}

async fn office(world: &World) -> Browser {
    world.sign_in("office", Role::Office, "").await
}

async fn send(liaison: &Browser, seen: &str, rows: &str) {
    let desk = format!("/obligations/{ID}/sheets/liaisons");
    let pasted =
        liaison.post_files(&desk, &[("text", &format!("{HEAD}{rows}{EXECUTIVE}{OPERATOR}"))], &[]).await;
    assert_eq!(pasted.status, 303, "{}", pasted.text);
    let fields = [("seen", seen), ("text", "报送联络员名单。")];
    let sent = liaison.post_files(&format!("/obligations/{ID}/submission"), &fields, &[]).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
}

async fn review(office: &Browser, seen: &str, decision: &str, reason: &str) {
    let fields = [("seen", seen), ("decision", decision), ("reason", reason)];
    assert_eq!(office.post(&format!("/obligations/{ID}/review"), &fields).await.status, 303);
}

async fn accepted(world: &World) -> (Browser, Browser) {
    let (liaison, office) = (liaison(world).await, office(world).await);
    send(&liaison, "0", &format!("{LEADER}{WANG}")).await;
    review(&office, "1", "accept", "").await;
    (liaison, office)
}

async fn an_accepted_list_is_the_units_contacts(world: World) {
    let (liaison, office) = (liaison(&world).await, office(&world).await);
    assert!(office.get(UNIT).await.one("#contacts").contains("还没有审核通过的联络员名单"));
    send(&liaison, "0", &format!("{LEADER}{WANG}")).await;
    let sent = office.get(UNIT).await;
    assert!(!sent.has("table.contacts"), "what was sent is no contact before it is accepted");
    review(&office, "1", "accept", "").await;
    let page = office.get(UNIT).await;
    let people = page.all("table.contacts tbody tr");
    let wanted = [
        "领导责任人周正局长0434-3262345",
        "联络员王小敏办公室副主任13800000001wang@example.cn",
        "执行责任人吴敏副局长0434-3262346",
        "具体操作负责人郑浩科员0434-3262347",
    ];
    assert_eq!(people, wanted);
    assert_eq!(page.attribute("#contacts .muted a", "href"), format!("/obligations/{ID}"));
    assert!(!office.get("/units/keji").await.has("table.contacts"), "they are the unit's alone");
}

async fn telephones_are_for_the_unit_and_the_office(world: World) {
    let (liaison, _) = accepted(&world).await;
    assert!(liaison.get(UNIT).await.one("table.contacts").contains("13800000001"), "its own");
    let other = world.sign_in("zhao", Role::Liaison, "keji").await;
    let district = world.sign_in("qu", Role::DistrictLeader, "").await;
    for browser in [other, district] {
        let page = browser.get(UNIT).await;
        let people = page.all("table.contacts tbody tr");
        assert_eq!(people[..2], ["领导责任人周正局长", "联络员王小敏办公室副主任"]);
        assert!(!page.text.contains("13800000001") && !page.text.contains("wang@example.cn"));
        assert!(!page.has("#contacts .button"), "nobody is invited here");
    }
}

async fn liaisons_named_there_are_invited_in_two_steps(world: World) {
    let (_, office) = accepted(&world).await;
    let list = office.get("/invitations").await;
    assert_eq!(list.all("#invite-named li"), ["区教育局"]);
    let page = office.get(UNIT).await;
    assert!(page.one("#contacts .notice").contains("王小敏还没有开通账号"));
    let link = page.attribute("#contacts .button", "href");
    assert_eq!(list.attribute("#invite-named li a", "href"), link);
    let text = office.get(&link).await.one("textarea[name=text]");
    assert!(text.contains("区教育局") && text.contains("王小敏"), "{text}");
    assert!(!text.contains("周正"), "leaders are not invited as liaisons");
    let text = "单位\t姓名\t邮箱\t手机\t角色\t账号\n区教育局\t王小敏\twang@example.cn\t13800000001\t\t\n";
    let checked = office.post_files("/invitations/check", &[("text", text)], &[]).await;
    let text = checked.attribute("main input[name=text]", "value");
    let digest = checked.attribute("main input[name=digest]", "value");
    let done = office.post("/invitations", &[("text", &text), ("digest", &digest)]).await;
    assert_eq!(done.status, 201, "{}", done.text);
    let page = office.get(UNIT).await;
    assert!(!page.has("#contacts .notice") && !page.has("#contacts .button"), "she has an account now");
    assert!(!office.get("/invitations").await.has("#invite-named"));
    assert_eq!(office.get(&link).await.one("textarea[name=text]"), "");
}

async fn a_corrected_list_replaces_the_one_before(world: World) {
    let (liaison, office) = (liaison(&world).await, office(&world).await);
    send(&liaison, "0", &format!("{LEADER}{WANG}")).await;
    review(&office, "1", "return", "局长已经调整").await;
    send(&liaison, "1", &format!("{}{WANG}", LEADER.replace("周正", "孙丽"))).await;
    review(&office, "2", "accept", "").await;
    assert_eq!(office.get(UNIT).await.all("table.contacts tbody th"), ["孙丽", "王小敏", "吴敏", "郑浩"]);
}
