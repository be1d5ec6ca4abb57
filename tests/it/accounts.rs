//! Accounts over HTTP, on both databases: from the first administrator to people who can no longer sign in.

use duban::app::App;
use duban::domain::access::Role;
use duban::passwords::{Link, first_admin_link, token_hash};
use duban::store::users;

use crate::support::{Browser, Page, World, stories};

stories! {
    the_first_administrator_comes_in_by_the_printed_link
    the_printed_link_changes_with_every_start_until_it_is_used
    a_new_liaison_sets_a_password_by_the_link_and_signs_in
    the_link_is_shown_once_and_works_once
    what_is_wrong_is_said_beside_the_field_and_what_was_typed_is_kept
    a_disabled_person_is_out_at_once_and_so_are_their_links
    a_new_link_ends_the_earlier_one
    the_last_administrator_stays
    two_administrators_cannot_disable_each_other_at_once
    name_and_address_can_be_changed_and_the_log_says_from_what
    units_that_nobody_reports_for_are_named
    the_list_is_searched_and_in_the_plans_order
    only_administrators_manage_accounts
}

const PASSWORD: &str = "correct horse 2026";
const LI: [(&str, &str); 5] = [
    ("role", "liaison"),
    ("unit", "jiaoyu"),
    ("login", " Li.Ming "),
    ("name", "李明"),
    ("email", "li.ming@example.gov.cn"),
];

async fn admin(world: &World) -> Browser {
    world.sign_in("admin", Role::Admin, "").await
}

async fn first_link(app: &App) -> Option<Link> {
    first_admin_link(&app.db, &app.plan.id, app.clock.now()).await.unwrap()
}

/// The path of the link that an answer shows.
fn shown_link(page: &Page) -> String {
    let text = page.one(".secret");
    text.strip_prefix("http://127.0.0.1:8080").unwrap().to_owned()
}

async fn set_password(guest: &Browser, link: &str) -> Page {
    let form = [("password", PASSWORD), ("again", PASSWORD)];
    Page::of(guest.server.post(link).form(&form).await)
}

async fn sign_in(guest: &Browser, login: &str) -> Page {
    let form = [("login", login), ("password", PASSWORD), ("next", "")];
    Page::of(guest.server.post("/sign-in").form(&form).await)
}

async fn create(admin: &Browser, changed: &[(&str, &str)]) -> Page {
    let mut fields = LI.to_vec();
    for (name, value) in changed {
        fields.retain(|(field, _)| field != name);
        fields.push((name, value));
    }
    admin.post("/accounts", &fields).await
}

async fn id_of(world: &World, login: &str) -> String {
    let user = users::by_login(&mut world.app.db.read().await.unwrap(), login).await.unwrap();
    user.unwrap().id.to_string()
}

async fn the_first_administrator_comes_in_by_the_printed_link(world: World) {
    let link = first_link(&world.app).await.unwrap();
    let guest = world.guest();
    let page = guest.get(&link.path).await;
    assert!(page.one("main").contains("系统管理员") && page.one("main").contains("admin"), "{}", page.text);
    let set = set_password(&guest, &link.path).await;
    assert_eq!((set.status, set.location.as_str()), (303, "/?done=password"));
    assert_eq!(guest.get("/").await.location, "/accounts");
    assert_eq!(guest.get("/accounts").await.status, 200);
    assert!(first_link(&world.app).await.is_none(), "there is an administrator now");
}

async fn the_printed_link_changes_with_every_start_until_it_is_used(world: World) {
    let (first, second) = (first_link(&world.app).await.unwrap(), first_link(&world.app).await.unwrap());
    assert_eq!(world.guest().get(&first.path).await.status, 404, "the earlier one has ended");
    assert_eq!(world.guest().get(&second.path).await.status, 200);
    let mut tx = world.app.db.read().await.unwrap();
    let all = users::all(&mut tx, &world.app.plan.id).await.unwrap();
    assert_eq!(all.iter().map(|user| user.login.as_str()).collect::<Vec<_>>(), ["admin"]);
}

async fn a_new_liaison_sets_a_password_by_the_link_and_signs_in(world: World) {
    let admin = admin(&world).await;
    let answer = create(&admin, &[]).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    assert!(answer.one("main time").starts_with("2026-06-17 09:00"), "good for seven days");

    let guest = world.guest();
    assert_eq!(sign_in(&guest, "li.ming").await.status, 422, "no password yet");
    assert_eq!(set_password(&guest, &shown_link(&answer)).await.status, 303);
    let elsewhere = world.guest();
    assert_eq!(sign_in(&elsewhere, "LI.Ming").await.status, 303);
    assert!(elsewhere.get("/obligations").await.one("header").contains("区教育局 · 李明"));

    let list = admin.get("/accounts").await;
    let cells = list.all("main table:not(.log) tbody tr:first-child > *");
    assert_eq!(cells, ["李明", "li.ming", "联络员", "区教育局", "li.ming@example.gov.cn", "✓ 可登录"]);
    let log = list.all(".log tbody td:nth-child(3)");
    assert_eq!(log[..3], ["设置口令", "生成一次性链接", "创建账号"]);
}

async fn the_link_is_shown_once_and_works_once(world: World) {
    let admin = admin(&world).await;
    let response = admin.server.post("/accounts");
    let form: Vec<_> = [("form_token", admin.form_token.as_str())].into_iter().chain(LI).collect();
    let response = response.form(&form).await;
    assert_eq!(response.header("cache-control"), "private, no-store");
    let link = shown_link(&Page::of(response));
    let id = id_of(&world, "li.ming").await;
    for path in [&*format!("/accounts/{id}"), "/accounts", "/accounts/log"] {
        let page = admin.get(path).await;
        let token = link.trim_start_matches("/links/");
        assert!(!page.text.contains(token) && !page.text.contains(&token_hash(token)), "{path} shows it");
    }
    assert_eq!(set_password(&world.guest(), &link).await.status, 303);
    let again = set_password(&world.guest(), &link).await;
    assert_eq!(again.status, 404);
    assert!(again.text.contains("链接已失效"), "what to do is said");
}

async fn what_is_wrong_is_said_beside_the_field_and_what_was_typed_is_kept(world: World) {
    let admin = admin(&world).await;
    let long = "李".repeat(41);
    let table = [
        ("role", "", "role", "请选择角色"),
        ("role", "emperor", "role", "请选择角色"),
        ("unit", "", "unit", "请选择单位"),
        ("unit", "nowhere", "unit", "请选择单位"),
        ("role", "office", "unit", "该角色不属于单位"),
        ("login", "", "login", "2至40个字符"),
        ("login", "li ming", "login", "2至40个字符"),
        ("login", "ADMIN", "login", "“admin”已被使用"),
        ("name", "  ", "name", "请填写姓名"),
        ("name", &long, "name", "最多40个字"),
        ("email", "li.ming@", "email", "邮箱地址不正确"),
        ("email", "李明 <li@example.cn>", "email", "邮箱地址不正确"),
    ];
    for (field, value, at, words) in table {
        let page = create(&admin, &[(field, value)]).await;
        assert_eq!(page.status, 422, "{field}={value}");
        assert!(
            page.one(&format!("#field-{at}-fault .fault")).contains(words),
            "{field}={value}: {}",
            page.text
        );
        assert_eq!(page.all("small.fault").len(), 1, "{field}={value}");
        assert!(page.has(&format!("[name={at}][aria-invalid=true]")), "{field}={value}");
        if field != "name" {
            assert_eq!(page.attribute("input[name=name]", "value"), "李明");
        }
        if field == "name" || field == "login" {
            assert_eq!(page.attribute("select[name=unit] option[selected]", "value"), "jiaoyu");
            assert_eq!(page.attribute(&format!("input[name={field}]"), "value"), value);
        }
    }
    let all = create(&admin, &[("role", ""), ("login", ""), ("name", ""), ("email", "x")]).await;
    assert_eq!(all.all("small.fault").len(), 4, "everything at once");
    let mut tx = world.app.db.read().await.unwrap();
    assert_eq!(users::all(&mut tx, &world.app.plan.id).await.unwrap().len(), 1, "nothing was made");
}

async fn a_disabled_person_is_out_at_once_and_so_are_their_links(world: World) {
    let (admin, guest) = (admin(&world).await, world.guest());
    set_password(&guest, &shown_link(&create(&admin, &[]).await)).await;
    assert_eq!(guest.get("/obligations").await.status, 200);
    let account = format!("/accounts/{}", id_of(&world, "li.ming").await);
    let reset = shown_link(&admin.post(&format!("{account}/link"), &[]).await);

    let done = admin.post(&format!("{account}/disablement"), &[]).await;
    assert_eq!((done.status, done.location), (303, format!("{account}?done=account-disabled")));
    assert_eq!(guest.get("/obligations").await.location, "/sign-in?next=%2Fobligations");
    assert_eq!(sign_in(&world.guest(), "li.ming").await.status, 422);
    assert_eq!(world.guest().get(&reset).await.status, 404);
    let page = admin.get(&account).await;
    assert!(page.one("dl").contains("已停用"), "{}", page.text);
    let refused = admin.post(&format!("{account}/link"), &[]).await;
    assert_eq!((refused.status, refused.has(".secret")), (409, false), "a link for nobody");

    admin.post(&format!("{account}/disablement/end"), &[]).await;
    assert_eq!(world.guest().get(&reset).await.status, 404, "what ended stays ended");
    assert_eq!(guest.get("/obligations").await.status, 303, "the old session too");
    assert_eq!(sign_in(&world.guest(), "li.ming").await.status, 303);
}

async fn a_new_link_ends_the_earlier_one(world: World) {
    let admin = admin(&world).await;
    let first = shown_link(&create(&admin, &[]).await);
    let account = format!("/accounts/{}", id_of(&world, "li.ming").await);
    let answer = admin.post(&format!("{account}/link"), &[]).await;
    assert_eq!(answer.status, 201);
    assert_eq!(world.guest().get(&first).await.status, 404);
    let second = shown_link(&answer);
    assert_eq!(world.guest().get(&second).await.status, 200);
    world.set_time((2026, 6, 17, 9, 0));
    assert_eq!(world.guest().get(&second).await.status, 404, "seven days later");
}

async fn the_last_administrator_stays(world: World) {
    let one = admin(&world).await;
    let myself = one.post("/accounts/admin/disablement", &[]).await;
    assert_eq!(myself.status, 409);
    assert!(myself.one(".fault").contains("不能停用自己"), "{}", myself.text);

    create(&one, &[("role", "admin"), ("unit", ""), ("login", "never-came")]).await;
    let two = world.sign_in("second", Role::Admin, "").await;
    assert_eq!(two.post("/accounts/admin/disablement", &[]).await.status, 303);
    assert_eq!(one.get("/accounts").await.location, "/sign-in?next=%2Faccounts");
}

/// Both pass the guard; the write lock puts one second, and that one is refused.
async fn two_administrators_cannot_disable_each_other_at_once(world: World) {
    let (one, two) = (admin(&world).await, world.sign_in("second", Role::Admin, "").await);
    let (first, second) = tokio::join!(
        one.post("/accounts/second/disablement", &[]),
        two.post("/accounts/admin/disablement", &[]),
    );
    let mut answers = [first.status, second.status];
    answers.sort_unstable();
    assert!([[303, 409], [303, 401]].contains(&answers), "{answers:?}");
    let mut tx = world.app.db.read().await.unwrap();
    assert_eq!(users::count_admins(&mut tx, &world.app.plan.id).await.unwrap(), 1);
}

async fn name_and_address_can_be_changed_and_the_log_says_from_what(world: World) {
    let admin = admin(&world).await;
    create(&admin, &[]).await;
    let account = format!("/accounts/{}", id_of(&world, "li.ming").await);
    let wrong = admin.post(&account, &[("name", "李红"), ("email", "nonsense")]).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.attribute("input[name=name]", "value"), "李红");
    assert!(wrong.one("#field-email-fault .fault").contains("邮箱地址不正确"));

    let done = admin.post(&account, &[("name", "李红"), ("email", "")]).await;
    assert_eq!((done.status, done.location), (303, format!("{account}?done=account-updated")));
    let row = admin.get("/accounts").await.all(".log tbody tr:first-child > *");
    let change = "li.ming: 李明 → 李红, li.ming@example.gov.cn → –";
    assert_eq!(row[..4], ["2026-06-10 09:00", "测试admin", "修改账号", change]);
    let form_only = admin.post(&account, &[("name", "李红"), ("role", "admin")]).await;
    assert_eq!(form_only.status, 400, "the form has no such field");
}

async fn units_that_nobody_reports_for_are_named(world: World) {
    let admin = admin(&world).await;
    let before = admin.get("/accounts").await.all(".notice li");
    assert!(before.contains(&"区教育局".to_owned()), "{before:?}");
    create(&admin, &[]).await;
    let page = admin.get("/accounts").await;
    let after = page.all(".notice li");
    assert_eq!((before.len() - after.len(), after.contains(&"区教育局".to_owned())), (1, false));
    let form = admin.get(&page.attribute(".notice li a", "href")).await;
    assert_eq!(form.attribute("select[name=role] option[selected]", "value"), "liaison");
    assert_eq!(form.one("select[name=unit] option[selected]"), after[0]);
}

async fn the_list_is_searched_and_in_the_plans_order(world: World) {
    let admin = admin(&world).await;
    for (login, unit) in [("a1", "keji"), ("b2", "jiaoyu"), ("c3", "fagai")] {
        world.user(login, Role::Liaison, unit).await;
    }
    let logins = async |path: &str| admin.get(path).await.all("main table:not(.log) tbody td:nth-child(2)");
    assert_eq!(logins("/accounts").await, ["c3", "b2", "a1", "admin"]);
    assert_eq!(logins("/accounts?q=%E6%95%99%E8%82%B2").await, ["b2"]);
    assert_eq!(logins("/accounts?q=C3").await, ["c3"]);
    assert!(admin.get("/accounts?q=%3Cscript%3E").await.has(".empty"));
}

async fn only_administrators_manage_accounts(world: World) {
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Admin) {
        let browser = world.sign_in(role.as_str(), role, "jiaoyu").await;
        for path in ["/accounts", "/accounts/new", "/accounts/log", "/accounts/liaison"] {
            assert_eq!(browser.get(path).await.status, 403, "{role:?} {path}");
        }
        for path in
            ["/accounts", "/accounts/liaison", "/accounts/liaison/disablement", "/accounts/liaison/link"]
        {
            assert_eq!(browser.post(path, &[]).await.status, 403, "{role:?} {path}");
        }
    }
    let admin = admin(&world).await;
    assert_eq!(admin.get("/accounts/nobody").await.status, 404);
    let forged = Browser { form_token: "forged".to_owned(), ..admin };
    assert_eq!(create(&forged, &[]).await.status, 403);
}
