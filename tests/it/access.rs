//! Every route by every role: the table below is what is wanted, written by hand and not derived from the
//! code. A route that is not in it fails the test.

use std::sync::Arc;

use duban::config::Config;
use duban::domain::access::Role;

use crate::support::{Browser, World, stories};

mod wanted;

use wanted::WANTED;

stories! {
    every_route_by_every_role
    a_unit_reaches_only_what_is_its_own
    sign_in_leads_back_and_ends_with_sign_out
    guessing_is_slowed_down
    guessing_many_at_once_is_no_way_around
    the_old_password_cannot_be_found_by_trying
    a_session_that_ended_loses_nothing_typed
    a_password_is_never_given_back
    a_forms_own_address_leads_to_its_page
    the_language_switch_keeps_a_guests_place
    pages_carry_the_headers_that_browsers_obey
}

async fn every_route_by_every_role(world: World) {
    let mut people = Vec::new();
    for role in Role::ALL {
        people.push(world.sign_in(role.as_str().replace('_', "-").as_str(), role, "jiaoyu").await);
    }
    people.push(world.guest());
    let mut routes = duban::web::routes();
    // Whoever has signed out gets in nowhere else.
    routes.sort_by_key(|route| route.path == "/sign-out");
    for route in routes {
        let name = format!("{} {}", route.method, route.path);
        let wanted = WANTED.iter().find(|(wanted, _)| *wanted == name);
        let (_, wanted) = wanted.unwrap_or_else(|| panic!("{name} has no row in WANTED"));
        let mut got = String::new();
        for person in &people {
            got.push(if gets_in(person, route.method, route.path).await { '+' } else { '-' });
        }
        assert_eq!(got, *wanted, "{name}");
    }
    assert_eq!(duban::web::routes().len(), WANTED.len(), "a row of WANTED has no route");
}

/// The unit's own things stand behind the ids. Whatever else is wrong with the request is another matter.
async fn gets_in(person: &Browser, method: &str, path: &str) -> bool {
    let path = path
        .replace("/tasks/{id}", "/tasks/1.1")
        .replace("/units/{id}", "/units/jiaoyu")
        .replace("/indicators/{id}", "/indicators/repair-training")
        .replace("/notices/{id}", "/notices/2026-1")
        .replace("/assessments/{period}", "/assessments/half-year-1")
        .replace("{form}", "licences")
        .replace("{sheet}", "none")
        .replace("{mark}", "1")
        .replace("{item}", "judgement")
        .replace("{position}", "0")
        .replace("{unit}", "jiaoyu")
        .replace("{number}", "1")
        .replace("{id}", "1.4-report~jiaoyu~2026-06")
        .replace("{revision}/{position}", "1/0")
        .replace("{revision}", "1")
        .replace("{token}", "none")
        .replace("{file}", "none.ics")
        .replace("{upload}", "0")
        .replace("{sha256}", "0")
        .replace("{hash}/{name}", "0/app.css");
    let form: &[(&str, &str)] = match path.rsplit('/').next() {
        Some("extension") => &[("until", "2026-06-30"), ("reason", "理由")],
        Some("decision") => &[("number", "1"), ("verdict", "grant"), ("reason", "理由")],
        Some("end") if path.contains("/draft/") || path.contains("/sheets/") => &[],
        Some("exemption" | "end") => &[("reason", "理由")],
        Some("disclosure") if path.contains("/rows/") => &[("reason", "理由")],
        Some("disclosure") => &[("query", ""), ("what", "page"), ("reason", "理由")],
        Some("review") => &[("seen", "1"), ("decision", "accept"), ("reason", "理由")],
        _ => &[],
    };
    let page = match (method, path.as_str()) {
        ("GET", path) => person.get(path).await,
        (_, path) if path.contains("/uploads") => person.piece(method, path).await,
        (_, path)
            if ["/submission", "/draft", "/check", "/sheets/licences"]
                .iter()
                .any(|end| path.ends_with(end))
                || ["/marks/items/", "/marks/units/", "/reply/"].iter().any(|part| path.contains(part)) =>
        {
            person.post_files(path, &[], &[]).await
        }
        (_, path) => person.post(path, form).await,
    };
    assert!(page.status < 500 && page.status != 405, "{method} {path}: {}", page.status);
    let to_sign_in = page.status == 303 && page.location.starts_with("/sign-in?next=");
    !(to_sign_in || matches!(page.status, 401 | 403))
}

async fn a_unit_reaches_only_what_is_its_own(world: World) {
    let other = world.sign_in("other", Role::Liaison, "keji").await;
    for route in duban::web::routes().iter().filter(|route| route.path.contains("/obligations/{id}")) {
        assert!(!gets_in(&other, route.method, route.path).await, "{} {}", route.method, route.path);
    }
}

async fn sign_in_leads_back_and_ends_with_sign_out(world: World) {
    let user = world.user("wang", Role::Liaison, "jiaoyu").await;
    let hash = duban::passwords::hash("春风又绿江南岸".to_owned()).await.unwrap();
    let mut tx = world.app.db.write(&user.plan_id).await.unwrap();
    duban::store::users::set_password(&mut tx, &user.plan_id, &user.id, &hash).await.unwrap();
    tx.commit().await.unwrap();

    let mut browser = world.guest();
    let away = browser.get("/obligations?tab=sent").await;
    assert_eq!((away.status, away.location.as_str()), (303, "/sign-in?next=%2Fobligations%3Ftab%3Dsent"));
    let page = browser.get(&away.location).await;
    let next = page.attribute("main input[name=next]", "value");
    let wrong = browser.post("/sign-in", &[("login", "wang"), ("password", "错"), ("next", &next)]).await;
    assert_eq!(wrong.status, 400, "a field the form does not have");
    assert!(wrong.one("main").contains("form_token"), "{}", wrong.one("main"));
    browser.form_token.clear();
    let sign_in = async |login: &str, password: &str| {
        let form = [("login", login), ("password", password), ("next", next.as_str())];
        let answer = browser.server.post("/sign-in").form(&form).await;
        (answer.status_code().as_u16(), answer.maybe_header("location"))
    };
    assert_eq!(sign_in("wang", "错的口令").await.0, 422);
    assert_eq!(sign_in("nobody", "春风又绿江南岸").await.0, 422);
    let (status, location) = sign_in(" WANG ", "春风又绿江南岸").await;
    assert_eq!((status, location.unwrap().to_str().unwrap()), (303, "/obligations?tab=sent"));
    let page = browser.get("/obligations").await;
    assert_eq!(page.status, 200);
    browser.form_token = page.attribute("input[name=form_token]", "value");
    assert_eq!(browser.post("/sign-out", &[]).await.location, "/sign-in");
    assert_eq!(browser.get("/obligations").await.status, 303);
}

async fn guessing_is_slowed_down(world: World) {
    let browser = world.guest();
    let attempt = async || {
        let form = [("login", "wang"), ("password", "guess"), ("next", "/")];
        browser.server.post("/sign-in").form(&form).await.status_code().as_u16()
    };
    for _ in 0..5 {
        assert_eq!(attempt().await, 422);
    }
    assert_eq!(attempt().await, 429);
    world.set_time((2026, 6, 10, 9, 16));
    assert_eq!(attempt().await, 422, "a quarter of an hour later");
}

/// Each looks at the count before any of them has failed, unless a try counts before it is judged.
async fn guessing_many_at_once_is_no_way_around(world: World) {
    let browser = world.guest();
    let attempt = async || {
        let form = [("login", "wang"), ("password", "guess"), ("next", "/")];
        browser.server.post("/sign-in").form(&form).await.status_code().as_u16()
    };
    let answers = futures_util::future::join_all((0..12).map(|_| attempt())).await;
    let taken = answers.iter().filter(|status| **status == 422).count();
    assert_eq!((taken, answers.len() - taken), (5, 7), "{answers:?}");
    assert!(answers.iter().all(|status| matches!(status, 422 | 429)), "{answers:?}");
}

async fn the_old_password_cannot_be_found_by_trying(world: World) {
    let liaison = world.sign_in("li", Role::Liaison, "jiaoyu").await;
    let new = ("password", "春风又绿江南岸明月何时照");
    let form = [("current", "猜"), new, ("again", new.1)];
    for _ in 0..5 {
        assert_eq!(liaison.post("/password", &form).await.status, 422);
    }
    assert_eq!(liaison.post("/password", &form).await.status, 429);
}

async fn a_session_that_ended_loses_nothing_typed(world: World) {
    let liaison = world.sign_in("li", Role::Liaison, "jiaoyu").await;
    world.set_time((2100, 12, 31, 9, 0));
    let fields = [("seen", "0"), ("text", "写了一小时"), ("figure-trained", "<4>")];
    // Larger than any form without files may be: it has to be read all the same.
    let paper = vec![b'x'; 2 * 1024 * 1024];
    let path = "/obligations/1.4-report~jiaoyu~2026-06/submission";
    let page = liaison.post_files(path, &fields, &[("报告.pdf", &paper)]).await;
    assert_eq!(page.status, 401);
    assert!(page.one("main").contains("您填写的内容没有丢失"));
    assert_eq!(page.one("main textarea[name=text]"), "写了一小时");
    assert_eq!(page.attribute("main form", "action"), path);
    assert_eq!(page.attribute("main form", "enctype"), "multipart/form-data");
    assert_eq!(page.attribute("main input[name=figure-trained]", "value"), "<4>");
    assert_eq!(page.attribute("main input[name=form_token]", "value"), liaison.form_token);
    assert!(page.one(".fault").contains("报告.pdf") && page.has("main input[type=file][name=files]"));

    let form = [("until", "2026-07-01"), ("reason", "等数据")];
    let page = liaison.post("/obligations/1.4-report~jiaoyu~2026-06/extension", &form).await;
    assert_eq!((page.status, page.one("main textarea[name=reason]").as_str()), (401, "等数据"));
    assert_eq!(page.attribute("main input[name=until]", "value"), "2026-07-01");
}

async fn a_password_is_never_given_back(world: World) {
    let mut liaison = world.sign_in("li", Role::Liaison, "jiaoyu").await;
    let form = [
        ("current", "旧口令一二三四五六"),
        ("password", "新口令一二三四五六"),
        ("again", "新口令一二三四五六"),
    ];
    let token = std::mem::replace(&mut liaison.form_token, "0".repeat(64));
    let forged = liaison.post("/password", &form).await;
    liaison.form_token = token;
    world.set_time((2100, 12, 31, 9, 0));
    let ended = liaison.post("/password", &form).await;
    assert_eq!((forged.status, ended.status), (403, 401));
    assert!(!forged.text.contains("口令一二三") && !ended.text.contains("口令一二三"));
}

async fn a_forms_own_address_leads_to_its_page(world: World) {
    let liaison = world.sign_in("li", Role::Liaison, "jiaoyu").await;
    for (form, page) in [
        ("/obligations/1.4-report~jiaoyu~2026-06/submission", "/obligations/1.4-report~jiaoyu~2026-06"),
        ("/obligations/x/exemption/end", "/obligations/x/exemption"),
        ("/obligations/x/exemption", "/obligations/x"),
        ("/sign-out", "/"),
        ("/language", "/"),
    ] {
        let answer = liaison.get(form).await;
        assert_eq!((answer.status, answer.location.as_str()), (303, page), "{form}");
    }
    let wrong = liaison.server.put("/sign-in").await;
    assert_eq!(wrong.status_code(), 405);
}

async fn the_language_switch_keeps_a_guests_place(world: World) {
    let link = duban::passwords::first_admin_link(&world.app.db, &world.app.plan.id, world.app.clock.now());
    let link = link.await.unwrap().unwrap().path;
    for path in ["/sign-in?next=%2Funits", &link, "/no-such-page"] {
        let page = world.guest().get(path).await;
        assert_eq!(page.attribute("header input[name=next]", "value"), path);
    }
}

async fn pages_carry_the_headers_that_browsers_obey(mut world: World) {
    let broken = world.sign_in("li", Role::Liaison, "jiaoyu").await.get("/obligations?page=many").await;
    assert_eq!((broken.status, broken.one("h1").as_str()), (404, "没有这个页面"));
    let response = world.guest().server.get("/sign-in").await;
    let header = |name: &str| response.header(name).to_str().unwrap().to_owned();
    let policy = header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(header("cache-control"), "private, no-store");
    assert!(policy.contains("script-src 'self';") && policy.contains("style-src 'self';"), "{policy}");
    assert!(response.maybe_header("strict-transport-security").is_none(), "the address is http");
    let public_url = "https://duban.example.cn".to_owned();
    world.app.config = Arc::new(Config { public_url, ..Config::clone(&world.app.config) });
    let secured = world.guest().server.get("/sign-in").await;
    assert_eq!(secured.header("strict-transport-security"), "max-age=31536000");
}
