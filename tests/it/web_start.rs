//! The guided start, test mails and the printed guides, on both databases.

use duban::domain::access::Role;
use duban::store::outbox;

use crate::support::{Browser, World, stories};

stories! {
    every_role_starts_with_steps_that_follow_the_facts
    the_way_there_is_shown_until_it_is_put_away
    who_is_through_with_everything_is_not_asked_again
    a_test_mail_is_sent_at_once_and_so_many_an_hour
    every_role_has_a_guide_with_the_plans_deadlines
}

fn done(page: &crate::support::Page, step: &str) -> bool {
    let class = page.attribute(&format!("#{step} h2 .light"), "class");
    class.contains("on-time")
}

async fn every_role_starts_with_steps_that_follow_the_facts(world: World) {
    let admin = world.sign_in("admin", Role::Admin, "").await;
    let page = admin.get("/start").await;
    assert!(done(&page, "plan") && !done(&page, "accounts") && !done(&page, "liaisons"), "{}", page.text);
    assert!(page.one("#settings").contains("public_url") && page.one("#settings").contains("smtp"));
    assert_eq!(page.all("#accounts li").len(), 3);
    for role in [Role::Office, Role::ScoringOffice, Role::DistrictLeader] {
        world.sign_in(role.as_str(), role, "").await;
    }
    assert!(done(&admin.get("/start").await, "accounts"));

    let office = world.sign_in("office2", Role::Office, "").await;
    let page = office.get("/start").await;
    assert!(!done(&page, "liaisons") && done(&page, "emails") && done(&page, "reviews"));
    let liaison = world.sign_in("li", Role::Liaison, "jiaoyu").await;
    let page = liaison.get("/start").await;
    assert!(done(&page, "mail") && !done(&page, "next") && !done(&page, "first"), "{}", page.text);
    let next = page.attribute("#next a", "href");
    assert_eq!(liaison.post(&format!("{next}/acknowledgement"), &[]).await.status, 303);
    assert!(done(&liaison.get("/start").await, "next"));
    let leader = world.sign_in("leader", Role::UnitLeader, "jiaoyu").await;
    assert!(leader.get("/start").await.one("#liaisons").contains("测试li"));
    let scoring = world.sign_in("scoring", Role::ScoringOffice, "").await.get("/start").await;
    assert!(done(&scoring, "rules") && done(&scoring, "start-scores"), "{}", scoring.text);
}

async fn the_way_there_is_shown_until_it_is_put_away(world: World) {
    let liaison = world.sign_in("li", Role::Liaison, "jiaoyu").await;
    assert!(liaison.get("/obligations").await.has(".start-link"));
    assert!(!liaison.get("/projects").await.has(".start-link"), "on the first page only");
    let put = liaison.post("/start/end", &[]).await;
    assert_eq!(put.location, "/obligations?done=start");
    assert!(!liaison.get("/obligations").await.has(".start-link"));
    assert_eq!(liaison.get("/start").await.status, 200, "it is still there");
    let other = world.sign_in("wang", Role::Liaison, "jiaoyu").await;
    assert!(other.get("/obligations").await.has(".start-link"), "each for themselves");
}

async fn who_is_through_with_everything_is_not_asked_again(world: World) {
    let district = world.sign_in("sun", Role::DistrictLeader, "").await;
    assert!(district.get("/overview").await.has(".start-link"));
    let page = district.get("/start").await;
    assert!(page.one("main").contains("各项均已完成"), "{}", page.one("main"));
    assert!(!district.get("/overview").await.has(".start-link"));
}

async fn test_mail(browser: &Browser) -> u16 {
    browser.post("/start/test-mail", &[]).await.status
}

async fn a_test_mail_is_sent_at_once_and_so_many_an_hour(world: World) {
    let admin = world.sign_in("admin", Role::Admin, "").await;
    assert!(!done(&admin.get("/start").await, "mail"));
    for second in 0..5 {
        world.set_time((2026, 6, 10, 9, second));
        assert_eq!(test_mail(&admin).await, 303);
    }
    let page = admin.get("/start").await;
    assert!(done(&page, "mail"));
    assert!(page.one("#mail .done").contains("250 kept in memory"), "{}", page.text);
    world.set_time((2026, 6, 10, 9, 30));
    assert_eq!(test_mail(&admin).await, 429);
    world.set_time((2026, 6, 10, 10, 30));
    assert_eq!(test_mail(&admin).await, 303);
    let duban::mail::Mailer::Memory(letters) = &world.app.mailer else { panic!("not in memory") };
    assert!(letters.lock().unwrap().iter().all(|letter| letter.to == "admin@example.cn"));
    let mut tx = world.app.db.read().await.unwrap();
    let counts = outbox::counts(&mut tx, &world.app.plan.id).await.unwrap();
    assert_eq!(counts, [(outbox::State::Sent, 6)]);
}

async fn every_role_has_a_guide_with_the_plans_deadlines(world: World) {
    let liaison = world.sign_in("li", Role::Liaison, "jiaoyu").await;
    for role in Role::ALL {
        let page = liaison.get(&format!("/guides/{}", role.as_str())).await;
        assert_eq!(page.status, 200, "{role:?}");
        assert!(page.one(".guide").contains("http://127.0.0.1:8080"), "{role:?}");
        assert!(page.all(".guide ol li").len() >= 4 && page.all(".guide tbody tr").len() > 2, "{role:?}");
    }
    let own = liaison.get("/guides/liaison").await;
    assert!(own.all(".guide h2").contains(&"区教育局的时限一览".to_owned()), "{:?}", own.all(".guide h2"));
    assert_eq!(liaison.get("/guides/emperor").await.status, 404);
    assert_eq!(own.attribute("footer a", "href"), "/guides/liaison");
}
