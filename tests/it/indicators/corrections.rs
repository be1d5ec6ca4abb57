//! The office corrects figures: what stands, what the unit sees, and who may.

use duban::domain::access::Role;
use duban::domain::obligation::State;

use super::{report, review, send, trained};
use crate::support::{Browser, Page, World, stories};

stories! {
    a_correction_counts_and_leaves_everything_else_as_it_was
    a_correction_is_checked_as_a_report_is
    of_two_corrections_at_once_the_first_wins
    a_correction_ends_with_the_report_it_corrects
    only_the_office_corrects_and_only_what_was_sent
}

async fn correct(
    browser: &Browser,
    unit: &str,
    seen: &str,
    known: &str,
    trained: &str,
    reason: &str,
) -> Page {
    let form = [
        ("seen", seen),
        ("corrections", known),
        ("figure-blacklisted", "5"),
        ("figure-trained", trained),
        ("figure-pledged", ""),
        ("reason", reason),
    ];
    browser.post(&format!("{}/correction", report(unit, 4)), &form).await
}

async fn a_correction_counts_and_leaves_everything_else_as_it_was(world: World) {
    let (jiaoyu, keji) = trained(&world).await;
    let office = world.sign_in("ban", Role::Office, "").await;
    review(&office, "jiaoyu", 4, "1", "accept").await;
    let before = world.obligation("1.4-report~jiaoyu~2026-04").await;
    world.set_time((2026, 6, 11, 9, 0));
    let done = correct(&office, "jiaoyu", "1", "0", "2", "重复统计2家。\r\n已与单位核对。").await;
    assert_eq!(done.location, format!("{}?done=figures-corrected", report("jiaoyu", 4)));
    assert_eq!(world.obligation("1.4-report~jiaoyu~2026-04").await, before, "state, revision and timeliness");

    // (2 + 1) / (5 + 4)
    assert_eq!(office.get("/indicators").await.one("#repair-training .now strong"), "33.3%");
    let said = "其中已接受信用修复培训的企业数（累计）：4 → 2";
    for browser in [&office, &jiaoyu] {
        let page = browser.get(&report("jiaoyu", 4)).await;
        let corrected = page.one("#revision-1 .correction");
        assert!(
            corrected.contains(said) && corrected.contains("重复统计2家。 已与单位核对。"),
            "{corrected}"
        );
        assert!(page.one("#revision-1 dl.figures").contains("4 家 更正为2"), "what was sent stays");
        let course = page.one("aside .timeline");
        assert!(
            course.contains("更正数据") && course.contains(said) && course.contains("重复统计2家"),
            "{course}"
        );
        let history = browser.get("/indicators/repair-training").await;
        assert!(history.one("li.correction").contains(said), "{}", history.one("main"));
        assert_eq!(history.attribute("li.correction a", "href"), report("jiaoyu", 4));
        // It altered no figure of that one.
        assert!(!browser.get("/indicators/repair-pledges").await.has("li.correction"));
    }
    assert!(!keji.get("/indicators/repair-training").await.has("li.correction"), "another unit's");
    let news = jiaoyu.get("/changes").await;
    assert!(news.one("main").contains(said), "{}", news.one("main"));

    // A second one is on top of the first.
    assert_eq!(correct(&office, "jiaoyu", "1", "1", "3", "再次核对。").await.status, 303);
    let page = jiaoyu.get(&report("jiaoyu", 4)).await;
    let all = page.all("#revision-1 .correction");
    assert!(all[0].contains("4 → 2") && all[1].contains("2 → 3"), "{all:?}");
    let history = office.get("/indicators/repair-training").await.all("li.correction");
    assert!(history[0].contains("2 → 3") && history[1].contains("4 → 2"), "{history:?}");
}

async fn a_correction_is_checked_as_a_report_is(world: World) {
    trained(&world).await;
    let office = world.sign_in("ban", Role::Office, "").await;
    let page = office.get(&report("jiaoyu", 4)).await;
    assert_eq!(page.attribute("#correction input[name=figure-trained]", "value"), "4");
    for (trained, reason, says) in [
        ("6", "核对", "填了6，不能大于“被列入黑名单的企业数（累计）”的5"),
        ("两家", "核对", "应填写不小于0的整数"),
        ("4", "核对", "各项数据都与现有的相同"),
        ("3", "  ", "请写明理由"),
    ] {
        let page = correct(&office, "jiaoyu", "1", "0", trained, reason).await;
        assert_eq!(page.status, 422, "{trained}");
        assert!(page.one("main").contains(says), "{trained}: {}", page.one("main"));
        assert!(page.has("#correction[open]"));
        assert_eq!(page.attribute("#correction input[name=figure-trained]", "value"), trained, "kept");
    }
    let unknown = [("seen", "1"), ("corrections", "0"), ("figure-sites", "1"), ("reason", "核对")];
    assert_eq!(office.post(&format!("{}/correction", report("jiaoyu", 4)), &unknown).await.status, 400);
    assert_eq!(
        office.get("/indicators").await.one("#repair-training .now strong"),
        "55.6%",
        "nothing was corrected"
    );
}

async fn of_two_corrections_at_once_the_first_wins(world: World) {
    trained(&world).await;
    let office = world.sign_in("ban", Role::Office, "").await;
    let other = world.sign_in("liu", Role::Office, "").await;
    assert_eq!(correct(&office, "jiaoyu", "1", "0", "3", "核对。").await.status, 303);
    // Whatever the figures: the page they were typed on is no longer true.
    for trained in ["2", "999"] {
        let page = correct(&other, "jiaoyu", "1", "0", trained, "我也核对了。").await;
        assert_eq!(page.status, 409);
        assert!(page.one("#refused").contains("已有人先处理"));
        assert_eq!(page.attribute("#correction input[name=figure-trained]", "value"), trained);
        assert_eq!(page.one("#correction textarea"), "我也核对了。");
        assert!(page.one("#correction").contains("现为：3"), "what stands now");
        assert_eq!(page.attribute("#correction input[name=corrections]", "value"), "1");
    }
    assert_eq!(correct(&other, "jiaoyu", "1", "1", "2", "我也核对了。").await.status, 303, "on purpose");
}

async fn a_correction_ends_with_the_report_it_corrects(world: World) {
    let (jiaoyu, _) = trained(&world).await;
    let office = world.sign_in("ban", Role::Office, "").await;
    assert_eq!(correct(&office, "jiaoyu", "1", "0", "2", "核对。").await.status, 303);
    assert_eq!(send(&jiaoyu, "jiaoyu", 4, "1", &[("blacklisted", "5"), ("trained", "5")]).await.status, 303);
    // (5 + 1) / (5 + 4)
    assert_eq!(office.get("/indicators").await.one("#repair-training .now strong"), "66.7%");
    let late = correct(&office, "jiaoyu", "1", "1", "1", "核对。").await;
    assert_eq!(late.status, 409, "made for the revision before");
    assert_eq!(correct(&office, "jiaoyu", "2", "1", "4", "核对。").await.status, 303);
    let page = jiaoyu.get(&report("jiaoyu", 4)).await;
    assert!(page.one("#revision-1 .correction").contains("4 → 2"));
    assert!(
        page.one("#revision-2 .correction").contains("5 → 4"),
        "not from the correction of another revision"
    );
    let history = office.get("/indicators/repair-training").await.all("li.correction");
    assert!(history[0].contains("5 → 4"), "{history:?}");
}

async fn only_the_office_corrects_and_only_what_was_sent(world: World) {
    let (jiaoyu, _) = trained(&world).await;
    let office = world.sign_in("ban", Role::Office, "").await;
    assert_eq!(correct(&jiaoyu, "jiaoyu", "1", "0", "2", "核对。").await.status, 403);
    assert!(!jiaoyu.get(&report("jiaoyu", 4)).await.has("#correction"));
    for role in [Role::ScoringOffice, Role::DistrictLeader, Role::Admin] {
        let browser = world.sign_in(role.as_str().replace('_', "-").as_str(), role, "").await;
        assert_eq!(correct(&browser, "jiaoyu", "1", "0", "2", "核对。").await.status, 403, "{role:?}");
    }
    // Sent without figures, and not sent at all.
    let minzheng = world.sign_in("min", Role::Liaison, "minzheng").await;
    assert_eq!(correct(&office, "minzheng", "0", "0", "2", "核对。").await.status, 409);
    assert_eq!(send(&minzheng, "minzheng", 4, "0", &[]).await.status, 303);
    assert!(!office.get(&report("minzheng", 4)).await.has("#correction"));
    let page = correct(&office, "minzheng", "1", "0", "2", "核对。").await;
    assert_eq!(page.status, 409);
    assert!(
        page.one("main").contains("没有填报数据") && page.one("main textarea[readonly]").contains("核对")
    );
    // Returned: the unit will send others.
    review(&office, "jiaoyu", 4, "1", "return").await;
    assert!(!office.get(&report("jiaoyu", 4)).await.has("#correction"));
    assert_eq!(correct(&office, "jiaoyu", "1", "0", "2", "核对。").await.status, 409);
    assert_eq!(world.obligation("1.4-report~jiaoyu~2026-04").await.state, State::Returned);
}
