//! Scores over HTTP, on both databases, against a reckoning done by hand.

use duban::domain::access::Role;
use time::Duration;

use crate::support::{Browser, World, stories};

stories! {
    a_scorecard_agrees_with_the_reckoning_by_hand
    units_are_ranked_and_those_with_nothing_due_are_not
    points_never_fall_below_zero_and_the_page_says_so
    a_unit_sees_its_own_scorecard_only
    before_anything_is_due_the_pages_say_so
    what_is_exempt_does_not_count
    nothing_is_missing_while_it_is_still_in_time
}

/// keji owes the weekly report of the first five weeks, due on the Fridays 2, 9, 16, 23 and 30 January.
const FEBRUARY: (i32, u8, u8, u8, u8) = (2026, 2, 1, 9, 0);

fn weekly(unit: &str, week: u8) -> String {
    format!("/obligations/4.2-weekly~{unit}~2026-W0{week}")
}

async fn send(world: &World, unit: &Browser, week: u8, seen: &str, day: u8) {
    world.set_time((2026, 1, day, 10, 0));
    let nil = [("seen", seen), ("text", "本周无许可和处罚"), ("nil", "yes")];
    let path = format!("{}/submission", weekly("keji", week));
    assert_eq!(unit.post_files(&path, &nil, &[]).await.status, 303, "week {week}");
}

async fn review(office: &Browser, week: u8, seen: &str, decision: &str) {
    let verdict = [("seen", seen), ("decision", decision), ("reason", "意见")];
    let path = format!("{}/review", weekly("keji", week));
    assert_eq!(office.post(&path, &verdict).await.status, 303, "week {week}");
}

/// Week 1 in time and accepted; 2 a day late, returned once, then accepted; 3 in time, waiting; 4 missing;
/// 5 in time and accepted.
async fn january(world: &World) -> (Browser, Browser) {
    let unit = world.sign_in("li", Role::Liaison, "keji").await;
    let office = world.sign_in("ban", Role::Office, "").await;
    send(world, &unit, 1, "0", 2).await;
    review(&office, 1, "1", "accept").await;
    send(world, &unit, 2, "0", 10).await;
    review(&office, 2, "1", "return").await;
    send(world, &unit, 2, "1", 12).await;
    review(&office, 2, "2", "accept").await;
    send(world, &unit, 3, "0", 16).await;
    send(world, &unit, 5, "0", 29).await;
    review(&office, 5, "1", "accept").await;
    world.set_time(FEBRUARY);
    (unit, office)
}

/// By hand: in time 3 of 5, 50 × 3/5 = 30; accepted 3 of 5, 30 × 3/5 = 18; one late (1), one missing (5), one
/// returned (2), 20 − 8 = 12; together 60, which is just 合格.
async fn a_scorecard_agrees_with_the_reckoning_by_hand(world: World) {
    let (_, office) = january(&world).await;
    let page = office.get("/scores/keji").await;
    assert_eq!(page.status, 200);
    assert_eq!(page.one(".total"), "总分 60.00 / 100 · 合格");
    assert_eq!(page.all(".tally dd"), ["60.0%", "5", "3", "1", "1", "1"]);
    assert!(page.one("main > .muted").contains("截至2026-02-01 09:00"), "says as of when");
    assert_eq!(page.all(".points"), ["30.00 / 50", "18.00 / 30", "12.00 / 20"]);
    assert_eq!(
        page.all(".sum"),
        [
            "到期5件，按时报送3件：50 × 3 ÷ 5 = 30.00",
            "到期5件，办结3件：30 × 3 ÷ 5 = 18.00",
            "20 − 8 = 12.00"
        ]
    );
    let causes = |item: &str| {
        let cells = |column: &str| page.all(&format!("#item-{item} tbody td:nth-child({column})"));
        cells("2").into_iter().zip(cells("3")).collect::<Vec<_>>()
    };
    let pairs = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
        pairs.iter().map(|(reason, points)| ((*reason).to_owned(), (*points).to_owned())).collect()
    };
    assert_eq!(causes("on-time"), pairs(&[("迟报", "−10"), ("未报", "−10")]));
    assert_eq!(causes("accepted"), pairs(&[("未办结", "−6"), ("未报", "−6")]));
    assert_eq!(causes("discipline"), pairs(&[("迟报", "−1"), ("退回1次", "−2"), ("未报", "−5")]));
    assert_eq!(page.one("#item-on-time tbody th"), "每周报送“双公示”信息 · 2026年第2周");
    assert_eq!(page.attribute("#item-on-time tbody a", "href"), weekly("keji", 2));
    assert_eq!(office.get(&weekly("keji", 2)).await.status, 200, "each point leads to its obligation");
    let counted = page.all("details tbody tr > :nth-child(2)");
    assert_eq!(counted, ["按时", "迟报", "按时", "未报", "按时"]);
}

async fn units_are_ranked_and_those_with_nothing_due_are_not(world: World) {
    let (_, office) = january(&world).await;
    let page = office.get("/scores").await;
    let best = page.all(".scores tbody tr:first-child > *");
    assert_eq!(best, ["1", "区科技局", "60.00", "合格", "60.0%", "5", "3", "1", "1", "1"]);
    let names = page.all(".scores tbody th");
    let (ranks, totals) =
        (page.all(".scores tbody td:first-child"), page.all(".scores tbody td:nth-child(3)"));
    assert!(totals.is_sorted_by_key(|total| -total.parse::<f64>().unwrap()), "{totals:?}");
    let nothing_sent = names.iter().position(|unit| unit == "区民政局").unwrap();
    assert_eq!(totals[nothing_sent], "0.00");
    let better = totals.iter().filter(|total| *total != "0.00").count();
    let shared = ranks.iter().zip(&totals).filter(|(_, total)| *total == "0.00").map(|(rank, _)| rank);
    let shared: Vec<_> = shared.collect();
    assert!(shared.len() > 1 && shared.iter().all(|rank| **rank == (better + 1).to_string()), "{ranks:?}");

    let reasons = page.all("main .scroll table:not(.scores) tbody td");
    let unranked = page.all("main .scroll table:not(.scores) tbody th");
    assert_eq!(names.len() + unranked.len(), world.app.plan.units.len(), "every unit stands somewhere");
    let at = unranked.iter().position(|unit| unit == "区委办").unwrap();
    assert_eq!(reasons[at], "尚无计入考核的到期事项", "its first report falls due on 15 February");
    for role in [Role::ScoringOffice, Role::DistrictLeader] {
        let browser = world.sign_in(role.as_str().replace('_', "-").as_str(), role, "").await;
        assert_eq!(browser.get("/scores").await.all(".scores tbody th"), names, "{role:?}");
    }
}

async fn points_never_fall_below_zero_and_the_page_says_so(world: World) {
    let office = world.sign_in("ban", Role::Office, "").await;
    world.set_time(FEBRUARY);
    let page = office.get("/scores/minzheng").await;
    assert_eq!(page.one(".total"), "总分 0.00 / 100 · 不合格");
    assert_eq!(page.all(".sum")[2], "应扣25分，超过本项20分，扣完为止");
}

async fn a_unit_sees_its_own_scorecard_only(world: World) {
    let (liaison, _) = january(&world).await;
    let leader = world.sign_in("zhang", Role::UnitLeader, "keji").await;
    for browser in [&liaison, &leader] {
        assert_eq!(browser.get("/scores").await.location, "/scores/keji");
        let own = browser.get("/scores/keji").await;
        assert_eq!((own.status, own.one(".total").as_str()), (200, "总分 60.00 / 100 · 合格"));
        assert!(!own.has(".crumbs"), "no way to a list that is not theirs");
        assert_eq!(browser.get("/scores/jiaoyu").await.status, 403);
        assert_eq!(browser.get("/scores/fagai").await.status, 403);
        assert_eq!(browser.get("/scores/nowhere").await.status, 404);
    }
    let admin = world.sign_in("admin", Role::Admin, "").await;
    assert_eq!((admin.get("/scores").await.status, admin.get("/scores/keji").await.status), (403, 403));
}

async fn before_anything_is_due_the_pages_say_so(world: World) {
    let office = world.sign_in("ban", Role::Office, "").await;
    world.set_time((2026, 1, 1, 9, 0));
    let page = office.get("/scores").await;
    assert!(page.one(".empty").contains("尚无到期事项"), "{}", page.text);
    let reasons = page.all("main table tbody td");
    assert_eq!(reasons.len(), world.app.plan.units.len());
    let card = office.get("/scores/keji").await;
    assert!(card.one(".empty").contains("不参加排名"));
    assert!(!card.has(".total"));
}

async fn what_is_exempt_does_not_count(world: World) {
    let (_, office) = january(&world).await;
    let exempted = office.post(&format!("{}/exemption", weekly("keji", 4)), &[("reason", "系统故障")]).await;
    assert_eq!(exempted.status, 303);
    // 50 × 3/4 = 37.50; 30 × 3/4 = 22.50; 20 − 1 − 2 = 17.
    let page = office.get("/scores/keji").await;
    assert_eq!(page.all(".points"), ["37.50 / 50", "22.50 / 30", "17.00 / 20"]);
    assert_eq!(page.one(".total"), "总分 77.00 / 100 · 合格");
}

/// The first weekly report falls due on Friday, 2 January, at close of business.
async fn nothing_is_missing_while_it_is_still_in_time(world: World) {
    let office = world.sign_in("ban", Role::Office, "").await;
    world.set_time((2026, 1, 2, 17, 0));
    assert!(!office.get("/scores/keji").await.has(".total"), "the instant named is in time");
    world.app.clock.set(world.app.clock.now().plus(Duration::SECOND));
    assert_eq!(office.get("/scores/keji").await.all(".tally dd")[1..], ["1", "0", "0", "1", "0"]);
}
