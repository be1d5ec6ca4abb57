//! Inviting people over HTTP, on both databases: a list is checked, shown, confirmed, and the links reach only
//! those they are for.

use duban::domain::access::Role;
use duban::jobs::deliver;
use duban::mail::Mailer;
use duban::store::{letters, outbox, users};

use crate::support::{Browser, Page, World, stories};

stories! {
    a_pasted_list_is_checked_then_confirmed_and_links_go_out
    nothing_is_written_before_the_list_is_confirmed
    what_is_confirmed_is_what_was_shown
    two_officers_confirm_the_same_list_and_each_account_is_made_once
    links_are_shown_once_to_whoever_has_no_address_and_never_in_the_outbox
    a_changed_address_is_updated_and_a_waiting_person_gets_a_new_link
    only_units_people_can_be_invited_again_and_only_while_they_wait
    each_wrong_row_says_what_to_do
    files_that_are_no_lists_are_refused_in_words
    the_list_names_units_that_nobody_answers_for
}

const LIST: &str = "单位\t姓名\t邮箱\t手机\n区教育局\t李明\tli@example.cn\t13800000000\n区科技局\t王敏\t\t\n";

async fn office(world: &World) -> Browser {
    world.sign_in("office", Role::Office, "").await
}

async fn check(browser: &Browser, text: &str) -> Page {
    browser.post_files("/invitations/check", &[("text", text)], &[]).await
}

async fn confirm(browser: &Browser, checked: &Page) -> Page {
    let text = checked.attribute("main input[name=text]", "value");
    let digest = checked.attribute("main input[name=digest]", "value");
    browser.post("/invitations", &[("text", &text), ("digest", &digest)]).await
}

async fn logins(world: &World) -> Vec<String> {
    let mut tx = world.app.db.read().await.unwrap();
    let all = users::all(&mut tx, &world.app.plan.id).await.unwrap();
    all.into_iter().filter(|user| user.role.belongs_to_unit()).map(|user| user.login).collect()
}

fn letters(world: &World) -> Vec<duban::mail::Letter> {
    let Mailer::Memory(letters) = &world.app.mailer else { panic!("not in memory") };
    letters.lock().unwrap().clone()
}

/// The path of the one-time link in a letter.
fn link_in(text: &str) -> String {
    let (_, link) = text.split_once("http://127.0.0.1:8080/links/").unwrap();
    format!("/links/{}", link.split_whitespace().next().unwrap())
}

async fn a_pasted_list_is_checked_then_confirmed_and_links_go_out(world: World) {
    let office = office(&world).await;
    let checked = check(&office, LIST).await;
    assert_eq!(checked.status, 200, "{}", checked.text);
    let cells = checked.all(".invited tbody tr:first-child > *");
    assert_eq!(
        cells,
        ["2", "✓ 新建链接通过邮件发出", "区教育局", "李明", "li@example.cn", "li@example.cn", "13800000000"]
    );
    assert_eq!(checked.all(".outcome li").len(), 2);
    let done = confirm(&office, &checked).await;
    assert_eq!(done.status, 201, "{}", done.text);

    assert_eq!(deliver::drain(&world.app).await.unwrap(), 1);
    let letter = letters(&world).remove(0);
    assert_eq!(letter.to, "li@example.cn");
    assert!(
        letter.text.contains("账号：li@example.cn") && letter.html.contains("/links/"),
        "{}",
        letter.text
    );
    let guest = world.guest();
    let link = link_in(&letter.text);
    assert_eq!(guest.get(&link).await.status, 200);
    let form = [("password", "correct horse 2026"), ("again", "correct horse 2026")];
    let set = Page::of(guest.server.post(&link).form(&form).await);
    assert_eq!(set.location, "/?done=password");
    assert_eq!(guest.get("/?done=password").await.location, "/start?done=password");
    assert_eq!(guest.get("/obligations").await.status, 200);
    let row = office.get("/invitations?q=li%40").await.all(".accounts tbody tr > *");
    assert_eq!(row, ["区教育局", "李明", "li@example.cn", "li@example.cn", "13800000000", "✓ 可登录"]);
}

async fn nothing_is_written_before_the_list_is_confirmed(world: World) {
    let office = office(&world).await;
    let before = logins(&world).await;
    check(&office, LIST).await;
    assert_eq!(logins(&world).await, before);
    let mut tx = world.app.db.read().await.unwrap();
    assert!(outbox::counts(&mut tx, &world.app.plan.id).await.unwrap().is_empty());
    drop(tx);
    let forged = Browser { form_token: "forged".to_owned(), ..office };
    assert_eq!(check(&forged, LIST).await.status, 403);
}

async fn what_is_confirmed_is_what_was_shown(world: World) {
    let office = office(&world).await;
    let checked = check(&office, LIST).await;
    // Meanwhile somebody makes one of these people by hand.
    world.user("li", Role::Liaison, "keji").await;
    let refused = confirm(&office, &checked).await;
    assert_eq!(refused.status, 409);
    assert!(refused.one("[role=alert]").contains("尚未写入任何内容"), "{}", refused.text);
    assert_eq!(logins(&world).await, ["li"]);
    let text = checked.attribute("main input[name=text]", "value").replace("王敏", "王敏敏");
    let digest = checked.attribute("main input[name=digest]", "value");
    let tampered = office.post("/invitations", &[("text", &text), ("digest", &digest)]).await;
    assert_eq!((tampered.status, logins(&world).await.len()), (409, 1));
    let again = confirm(&office, &refused).await;
    assert_eq!(again.status, 201, "what is shown then can be confirmed: {}", again.text);
    assert_eq!(confirm(&office, &refused).await.status, 409, "and only once");
}

async fn two_officers_confirm_the_same_list_and_each_account_is_made_once(world: World) {
    let (one, two) = (office(&world).await, world.sign_in("second", Role::Admin, "").await);
    let checked = check(&one, LIST).await;
    let (a, b) = tokio::join!(confirm(&one, &checked), confirm(&two, &checked));
    let mut statuses = [a.status, b.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
    let mut made = logins(&world).await;
    made.sort();
    assert_eq!(made, ["li@example.cn", "王敏"]);
    assert_eq!(deliver::drain(&world.app).await.unwrap(), 1);
}

async fn links_are_shown_once_to_whoever_has_no_address_and_never_in_the_outbox(world: World) {
    let office = office(&world).await;
    let done = confirm(&office, &check(&office, LIST).await).await;
    let shown = done.one(".secret");
    let path = shown.strip_prefix("http://127.0.0.1:8080").unwrap();
    assert_eq!(done.all(".handover tbody th"), ["王敏"]);
    assert_eq!(world.guest().get(path).await.status, 200);
    let mailed = outbox_id(&world).await;
    let before = office.get(&format!("/messages/{mailed}")).await;
    deliver::drain(&world.app).await.unwrap();
    let token = link_in(&letters(&world)[0].text);
    let after = office.get(&format!("/messages/{mailed}")).await;
    for page in [&before, &after] {
        assert!(
            page.text.contains("[one-time-link]") && !page.text.contains(token.trim_start_matches("/links/"))
        );
    }
    let mut tx = world.app.db.read().await.unwrap();
    assert_eq!(letters::link(&mut tx, &world.app.plan.id, &mailed).await.unwrap(), None, "it has left");
    drop(tx);
    let admin = world.sign_in("admin", Role::Admin, "").await;
    let log = admin.get("/accounts/log").await;
    assert!(log.text.contains("邀请") && !log.text.contains("/links/"), "{}", log.text);
}

async fn outbox_id(world: &World) -> String {
    let mut tx = world.app.db.read().await.unwrap();
    let slice = duban::store::obligations::Slice::page(1, 9);
    outbox::list(&mut tx, &world.app.plan.id, None, slice).await.unwrap().remove(0).id
}

async fn a_changed_address_is_updated_and_a_waiting_person_gets_a_new_link(world: World) {
    let office = office(&world).await;
    confirm(&office, &check(&office, LIST).await).await;
    deliver::drain(&world.app).await.unwrap();
    let first = link_in(&letters(&world)[0].text);
    let list = "区教育局,李明,neu@example.cn\n区科技局,王敏,,010-123";
    let checked = check(&office, list).await;
    assert!(
        checked.has(".notice") && checked.one(".invited .said small").contains("重新发送链接"),
        "{}",
        checked.text
    );
    assert_eq!(checked.all(".invited del"), ["li@example.cn"]);
    let done = confirm(&office, &checked).await;
    assert_eq!((done.status, done.has(".secret")), (201, false));
    deliver::drain(&world.app).await.unwrap();
    let letters = letters(&world);
    assert_eq!(letters.last().unwrap().to, "neu@example.cn");
    assert_eq!(world.guest().get(&first).await.status, 404, "the first link has ended");
    assert_eq!(world.guest().get(&link_in(&letters.last().unwrap().text)).await.status, 200);
    let same = check(&office, list).await;
    assert!(!same.has("input[name=digest]"), "there is nothing to confirm");
}

async fn only_units_people_can_be_invited_again_and_only_while_they_wait(world: World) {
    let office = office(&world).await;
    confirm(&office, &check(&office, LIST).await).await;
    let page = office.get("/invitations").await;
    let again = page.attributes("form.inline-form", "action");
    assert_eq!(again.len(), 2);
    for path in &again {
        assert_eq!(office.post(path, &[]).await.status, 201);
    }
    world.user("boss", Role::Admin, "").await;
    assert_eq!(office.post("/invitations/boss", &[]).await.status, 403);
    world.user("here", Role::Liaison, "jiaoyu").await;
    assert_eq!(office.post("/invitations/here", &[]).await.status, 409, "has a password");
    assert_eq!(office.post("/invitations/nobody", &[]).await.status, 404);
    for role in [Role::Liaison, Role::UnitLeader, Role::ScoringOffice, Role::DistrictLeader] {
        let other = world.sign_in(&format!("{}-x", role.as_str()), role, "jiaoyu").await;
        assert_eq!(check(&other, LIST).await.status, 403, "{role:?}");
    }
}

async fn each_wrong_row_says_what_to_do(world: World) {
    let office = office(&world).await;
    let list =
        "单位\t姓名\t邮箱\n教育局\t李明\t\n区科技局\t王敏\twang@\n区科技局\t赵磊\t\n\n区科技局\t赵磊\t";
    let page = check(&office, list).await;
    let said = page.all(".invited .said li");
    assert!(said[0].contains("是否指“区教育局”"), "{said:?}");
    assert!(said[1].contains("wang@") && said[2].contains("第4行"), "{said:?}");
    assert_eq!(page.all(".invited td.number"), ["2", "3", "6", "4"], "problems first, by their own numbers");
    let done = confirm(&office, &page).await;
    assert_eq!(
        (done.status, logins(&world).await),
        (201, vec!["赵磊".to_owned()]),
        "the right rows are done"
    );
    assert!(check(&office, "<b>a</b>,<script>").await.text.contains("&lt;script&gt;"));
}

async fn files_that_are_no_lists_are_refused_in_words(world: World) {
    let office = office(&world).await;
    let send =
        async |bytes: &[u8]| office.post_files("/invitations/check", &[], &[("list.xlsx", bytes)]).await;
    for (bytes, words) in [
        (b"%PDF-1.7\0".to_vec(), "无法识别该文件"),
        (b"PK\x03\x04broken".to_vec(), "无法打开"),
        (vec![b'a'; 1024 * 1024 + 1], "文件过大"),
        ("邮箱,手机\na@b.cn,1".as_bytes().to_vec(), "找不到"),
    ] {
        let page = send(&bytes).await;
        assert_eq!(page.status, 422, "{words}");
        assert!(page.one("#field-text-fault").contains(words), "{}", page.one("#field-text-fault"));
    }
    let csv = send("\u{feff}单位,姓名\r\n区科技局,王敏\r\n".as_bytes()).await;
    assert_eq!((csv.status, csv.one(".invited tbody th")), (200, "王敏".to_owned()));
    assert_eq!(check(&office, "").await.status, 422);
}

async fn the_list_names_units_that_nobody_answers_for(world: World) {
    let office = office(&world).await;
    let before = office.get("/invitations").await.all("#invite-no-liaison li");
    assert!(before.contains(&"区教育局".to_owned()) && before.len() > 20, "{before:?}");
    confirm(&office, &check(&office, LIST).await).await;
    let page = office.get("/invitations").await;
    assert_eq!(page.all("#invite-no-liaison li").len(), before.len() - 2);
    assert_eq!(page.all("#invite-no-email li"), ["区科技局"]);
}
