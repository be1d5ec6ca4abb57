//! Indicators over HTTP, on both databases: from what units report, as corrected, month by month.

use duban::domain::access::Role;
use duban::store::figures;

use crate::support::{Browser, Page, World, stories};

mod corrections;

stories! {
    the_district_is_the_sum_of_its_units_and_a_total_is_carried_forward
    what_was_returned_does_not_count
    a_unit_sees_the_district_and_itself
    over_nothing_there_is_no_share
    before_anything_is_reported_the_pages_say_so
    more_than_the_whole_is_refused_with_both_numbers
    a_field_counts_towards_the_target
    a_units_figures_are_those_that_the_plan_has_of_it
}

const REPORT: &str = "1.4-report";

fn report(unit: &str, month: u8) -> String {
    format!("/obligations/{REPORT}~{unit}~2026-{month:02}")
}

/// Sends the two-monthly report with these figures.
async fn send(browser: &Browser, unit: &str, month: u8, seen: &str, given: &[(&str, &str)]) -> Page {
    let mut fields = vec![("seen".to_owned(), seen), ("text".to_owned(), "本期进展。")];
    fields.extend(given.iter().map(|(id, value)| (format!("figure-{id}"), *value)));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    let path = format!("{}/submission", report(unit, month));
    browser.post_files(&path, &fields, &[("报告.pdf", b"%PDF-1.7")]).await
}

async fn review(office: &Browser, unit: &str, month: u8, seen: &str, decision: &str) {
    let verdict = [("seen", seen), ("decision", decision), ("reason", "意见")];
    assert_eq!(office.post(&format!("{}/review", report(unit, month)), &verdict).await.status, 303);
}

/// 区教育局 trains 3 of 4 by February and 4 of 5 by April; 区科技局 1 of 4 by April.
async fn trained(world: &World) -> (Browser, Browser) {
    let jiaoyu = world.sign_in("jiao", Role::Liaison, "jiaoyu").await;
    let keji = world.sign_in("ke", Role::Liaison, "keji").await;
    for (browser, unit, month, figures) in [
        (&jiaoyu, "jiaoyu", 2, [("blacklisted", "4"), ("trained", "3")]),
        (&jiaoyu, "jiaoyu", 4, [("blacklisted", "5"), ("trained", "4")]),
        (&keji, "keji", 4, [("blacklisted", "4"), ("trained", "1")]),
    ] {
        assert_eq!(send(browser, unit, month, "0", &figures).await.status, 303, "{unit} {month}");
    }
    (jiaoyu, keji)
}

/// February: 3/4. April: (4 + 1) / (5 + 4) = 55.6%. June, when only 区教育局 reports again: (5 + 1) / (5 + 4).
async fn the_district_is_the_sum_of_its_units_and_a_total_is_carried_forward(world: World) {
    let (jiaoyu, _) = trained(&world).await;
    let office = world.sign_in("ban", Role::Office, "").await;
    let page = office.get("/indicators/repair-training").await;
    assert_eq!(page.status, 200);
    let periods =
        |page: &Page, n: usize| page.all(&format!("[aria-label='各期'] tbody tr > :nth-child({n})"));
    assert_eq!(periods(&page, 1), ["2月", "4月"]);
    assert_eq!(periods(&page, 2), ["75.0%", "55.6%"]);
    assert_eq!(
        (periods(&page, 3), periods(&page, 4)),
        (vec!["3".into(), "5".into()], vec!["4".into(), "9".into()])
    );
    assert_eq!(periods(&page, 5), ["1", "2"]);
    assert_eq!(periods(&page, 7), ["无可比数据", "↓ 下降"]);
    assert_eq!(page.one(".now strong"), "55.6%");
    assert!(
        page.one(".now").contains("未达目标") && page.one(".now").contains("不低于100%"),
        "{}",
        page.one(".now")
    );

    assert_eq!(send(&jiaoyu, "jiaoyu", 6, "0", &[("blacklisted", "5"), ("trained", "5")]).await.status, 303);
    let page = office.get("/indicators/repair-training").await;
    assert_eq!(periods(&page, 2), ["75.0%", "55.6%", "66.7%"]);
    let units = |n: usize| page.all(&format!("[aria-label='各单位'] tbody tr > :nth-child({n})"));
    assert_eq!(units(1), ["区教育局", "区科技局"]);
    assert_eq!(units(2), ["100.0%", "25.0%"]);
    assert_eq!(units(5), ["↑ 上升", "→ 持平"], "carried forward");
    let sources = page.attributes("[aria-label='各单位'] tbody a[href^='/obligations']", "href");
    assert_eq!(sources, [report("jiaoyu", 6), report("keji", 4)]);
    assert_eq!(office.get(&sources[0]).await.status, 200);

    let list = office.get("/indicators").await;
    assert_eq!(list.one("#repair-training .now strong"), "66.7%");
    assert!(list.one("#repair-training").contains("÷"));
    assert_eq!(list.all(".indicators > section").len(), world.app.plan.indicators.len());
    assert!(list.one("#repair-training .key").contains("100%"), "the target beside the drawing");
    let english = office.server.get("/indicators/repair-training").add_cookie(cookie("en")).await;
    assert!(Page::of(english).one(".now").contains("Below target"));
}

fn cookie(lang: &'static str) -> axum_extra::extract::cookie::Cookie<'static> {
    axum_extra::extract::cookie::Cookie::new("lang", lang)
}

async fn what_was_returned_does_not_count(world: World) {
    let (jiaoyu, _) = trained(&world).await;
    let office = world.sign_in("ban", Role::Office, "").await;
    review(&office, "jiaoyu", 4, "1", "return").await;
    // 3/4 of February stands again, beside 1/4.
    assert_eq!(office.get("/indicators").await.one("#repair-training .now strong"), "50.0%");
    // A revision that was replaced does not come back when the one that replaced it is returned.
    assert_eq!(send(&jiaoyu, "jiaoyu", 4, "1", &[("blacklisted", "4"), ("trained", "4")]).await.status, 303);
    assert_eq!(office.get("/indicators").await.one("#repair-training .now strong"), "62.5%");
    assert_eq!(send(&jiaoyu, "jiaoyu", 4, "2", &[("blacklisted", "4"), ("trained", "2")]).await.status, 303);
    assert_eq!(office.get("/indicators").await.one("#repair-training .now strong"), "37.5%");
    review(&office, "jiaoyu", 4, "3", "return").await;
    assert_eq!(office.get("/indicators").await.one("#repair-training .now strong"), "50.0%");
}

async fn a_unit_sees_the_district_and_itself(world: World) {
    let (jiaoyu, keji) = trained(&world).await;
    let page = keji.get("/indicators").await;
    assert_eq!(page.one("#repair-training .now strong"), "55.6%", "the district's");
    let text = page.one("#repair-training");
    assert!(text.contains("本单位：25.0%"), "{text}");
    let page = keji.get("/indicators/repair-training").await;
    assert_eq!(page.all("[aria-label='各单位'] tbody th"), ["区科技局"]);
    assert!(!page.one("main").contains("区教育局"), "no other unit's figures");
    let leader = world.sign_in("zhang", Role::UnitLeader, "jiaoyu").await;
    for browser in [&jiaoyu, &leader] {
        assert_eq!(
            browser.get("/indicators/repair-training").await.all("[aria-label='各单位'] tbody th"),
            ["区教育局"]
        );
    }
    let none = world.sign_in("min", Role::Liaison, "minzheng").await;
    let page = none.get("/indicators/repair-training").await;
    assert_eq!((page.status, page.has("[aria-label='各单位']")), (200, false));
    assert_eq!(page.one(".empty"), "本单位还没有填报这项指标的数据。");
    for role in [Role::ScoringOffice, Role::DistrictLeader] {
        let all = world.sign_in(role.as_str().replace('_', "-").as_str(), role, "").await;
        assert_eq!(
            all.get("/indicators/repair-training").await.all("[aria-label='各单位'] tbody th").len(),
            2,
            "{role:?}"
        );
    }
    assert_eq!(none.get("/indicators/none").await.status, 404);
}

async fn over_nothing_there_is_no_share(world: World) {
    let jiaoyu = world.sign_in("jiao", Role::Liaison, "jiaoyu").await;
    assert_eq!(send(&jiaoyu, "jiaoyu", 2, "0", &[("blacklisted", "0"), ("trained", "0")]).await.status, 303);
    let page = jiaoyu.get("/indicators").await;
    assert_eq!(page.one("#repair-training .now strong"), "—");
    assert!(page.one("#repair-training .now").contains("暂无数据"));
    let page = jiaoyu.get("/indicators/repair-training").await;
    assert_eq!(page.all("[aria-label='各单位'] tbody td")[..3], ["—", "0", "0"]);
}

async fn before_anything_is_reported_the_pages_say_so(world: World) {
    let office = world.sign_in("ban", Role::Office, "").await;
    let page = office.get("/indicators").await;
    assert!(page.all(".now strong").iter().all(|value| value == "—"));
    let page = office.get("/indicators/fields-records").await;
    assert!(page.one(".empty").contains("还没有单位填报"), "{}", page.one("main"));
    assert!(page.one("main").contains("按含5个理解"), "what was assumed");
    assert!(page.one("blockquote").contains("5个以上领域"), "the plan's own words");
}

async fn more_than_the_whole_is_refused_with_both_numbers(world: World) {
    let jiaoyu = world.sign_in("jiao", Role::Liaison, "jiaoyu").await;
    let page = send(&jiaoyu, "jiaoyu", 2, "0", &[("blacklisted", "4"), ("trained", "1,000")]).await;
    assert_eq!(page.status, 422);
    assert_eq!(
        page.one("#figure-trained-faults"),
        "“其中已接受信用修复培训的企业数（累计）”填了1000，不能大于“被列入黑名单的企业数（累计）”的4，请核对这两项数据。"
    );
    assert_eq!(page.attribute("input[name=figure-trained]", "value"), "1,000", "what was typed is kept");
    let mut english = jiaoyu;
    english.server.add_cookie(cookie("en"));
    let page = send(&english, "jiaoyu", 2, "0", &[("blacklisted", "4"), ("pledged", "5")]).await;
    assert_eq!(
        page.one("#figure-pledged-faults"),
        "“Of these, with a credit pledge (total)” is 5 and cannot be greater than “Blacklisted enterprises (total)”, which is 4. Please check both."
    );
}

/// 8.1's figures are totals too, and counted over the units.
async fn a_field_counts_towards_the_target(world: World) {
    let office = world.sign_in("ban", Role::Office, "").await;
    let plan = world.app.plan.clone();
    let owing = plan.duty(&"8.1-report".parse().unwrap()).unwrap().duty.owed.owners();
    for (n, unit) in owing.iter().take(5).enumerate() {
        let browser = world.sign_in(&format!("lian{n}"), Role::Liaison, unit.as_str()).await;
        let fields =
            [("seen", "0"), ("text", "进展"), ("figure-fields-records", "1"), ("figure-fields-reports", "0")];
        let row = "领域\t应用事项\t信用分类监管\t应用信用记录\t查询信用记录次数\t应用第三方信用报告\n生产安全\t许可审查\t是\t是\t12\t否";
        let desk = format!("/obligations/8.1-report~{unit}~2026-02/sheets/applications");
        assert_eq!(browser.post_files(&desk, &[("text", row)], &[]).await.status, 303);
        let path = format!("/obligations/8.1-report~{unit}~2026-02/submission");
        assert_eq!(browser.post_files(&path, &fields, &[("报告.pdf", b"%PDF")]).await.status, 303);
    }
    let page = office.get("/indicators").await;
    assert_eq!(page.one("#fields-records .now strong"), "5个");
    assert!(page.one("#fields-records .now").contains("已达目标"));
    assert_eq!(page.one("#fields-reports .now strong"), "0个");
    assert!(page.one("#fields-reports .now").contains("未达目标"));
}

async fn a_units_figures_are_those_that_the_plan_has_of_it(world: World) {
    let (jiaoyu, _) = trained(&world).await;
    let minzheng = world.sign_in("min", Role::Liaison, "minzheng").await;
    assert_eq!(send(&minzheng, "minzheng", 4, "0", &[]).await.status, 303);
    assert_eq!(send(&jiaoyu, "jiaoyu", 4, "1", &[("cases", "7")]).await.status, 303);
    let (plan, mut tx) = (&world.app.plan, world.app.db.read().await.unwrap());
    let all = figures::of_plan(&mut tx, plan).await.unwrap();
    let told: Vec<_> =
        all.iter().map(|each| (each.obligation_id.as_str(), each.revision, each.figures.len())).collect();
    assert_eq!(
        told,
        [
            ("1.4-report~jiaoyu~2026-02", 1, 2),
            ("1.4-report~jiaoyu~2026-04", 2, 1),
            ("1.4-report~keji~2026-04", 1, 2)
        ],
        "by day; without what gave no figures"
    );
    assert_eq!(
        all[0].due_on,
        Some(time::macros::date!(2026 - 02 - 15)),
        "the day in China, not in Greenwich"
    );
    let unit = "jiaoyu".parse().unwrap();
    assert_eq!(figures::of_unit(&mut tx, plan, &unit).await.unwrap(), all[..2]);
}
