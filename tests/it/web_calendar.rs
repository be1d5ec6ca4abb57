//! The calendar over HTTP: a month's grid, its days off, and whose due dates stand in it.

use duban::domain::access::Role;

use crate::support::{Page, World, stories};

stories! {
    a_month_has_its_days_its_holidays_and_its_make_up_days
    everyone_finds_what_they_may_see
    one_month_leads_to_the_next
    as_a_list_a_month_shows_its_days_that_have_something
}

/// A day of the month: its date with its mark, and then what falls due.
fn day(page: &Page, day: usize) -> String {
    page.all(&format!(".month > li:nth-child({day}) > p, .month > li:nth-child({day}) li")).join(" | ")
}

async fn a_month_has_its_days_its_holidays_and_its_make_up_days(world: World) {
    let liaison = world.sign_in("li", Role::Liaison, "jiaoyu").await;
    let june = liaison.get("/calendar").await;
    assert_eq!(june.one("h1"), "2026年6月", "this month");
    assert_eq!(june.all(".month > li").len(), 30);
    assert!(june.has(".month > li:first-child.day-1"), "the 1st is a Monday");
    assert!(june.one("[aria-current=date]").starts_with("10 周三 今天"));
    assert!(
        day(&june, 19).starts_with("19 周五 休 端午节") && day(&june, 21).starts_with("21 周日 休 端午节")
    );
    assert_eq!(day(&june, 22), "22 周一");

    let february = liaison.get("/calendar?month=2026-02").await;
    assert_eq!(february.all(".month > li").len(), 28);
    assert!(february.has(".month > li:first-child.day-7"), "the 1st is a Sunday");
    for worked in [14, 28] {
        assert!(day(&february, worked).contains("周六 班"), "{}", day(&february, worked));
    }
    assert_eq!(february.all(".month .rest").len(), 9, "15 to 23");
    assert!(february.has(".month > li:nth-child(20).off") && !february.has(".month > li:nth-child(14).off"));
}

async fn everyone_finds_what_they_may_see(world: World) {
    let liaison = world.sign_in("li", Role::Liaison, "jiaoyu").await.get("/calendar").await;
    let lead = world.sign_in("fa", Role::Liaison, "fagai").await.get("/calendar").await;
    let office = world.sign_in("ban", Role::Office, "").await.get("/calendar").await;
    let admin = world.sign_in("guan", Role::Admin, "").await.get("/calendar").await;

    assert_eq!(day(&liaison, 15), "15 周一 | 1.4 信用体系建设情况报告 · 6月 ▲ 临期");
    let link = liaison.attribute(".month > li:nth-child(15) li a", "href");
    assert_eq!(link, "/obligations/1.4-report~jiaoyu~2026-06");
    assert_eq!(day(&office, 15), "15 周一 | 1.4 信用体系建设情况报告 × 38 ▲ 临期 38");
    assert_eq!(office.attribute(".month > li:nth-child(15) li a", "href"), "/tasks/1.4#d-1.4-report");
    assert_eq!(day(&admin, 15), "15 周一 | 1.4 信用体系建设情况报告 × 38");
    assert_eq!(day(&lead, 15), "15 周一", "what it leads is not what it owes");
    assert_eq!(lead.all(".month li li"), ["7.3 每月报送联合奖惩案例 · 6月 ○ 未到期"]);

    let entries = |page: &Page| page.all(".month > li:nth-child(30) li").len();
    assert_eq!((entries(&liaison), entries(&office), entries(&admin)), (4, 6, 6));
    assert_eq!(day(&office, 5), "5 周五 | 4.2 每周报送“双公示”信息 × 24 ■ 逾期 24");
}

async fn one_month_leads_to_the_next(world: World) {
    let office = world.sign_in("ban", Role::Office, "").await;
    let page = office.get("/calendar?month=2026-12").await;
    assert_eq!(page.attribute("a[rel=prev]", "href"), "/calendar?month=2026-11");
    assert!(!page.has(".notice"));
    let after = office.get(&page.attribute("a[rel=next]", "href")).await;
    assert_eq!(after.one("h1"), "2027年1月");
    assert!(after.one(".notice").contains("尚无2027年的放假安排"));
    assert!(after.one("main").contains("本月没有到期的事项"));
    let first = office.get("/calendar?month=2000-01").await;
    assert!(first.has("a[rel=next]") && !first.has("a[rel=prev]"));
}

async fn as_a_list_a_month_shows_its_days_that_have_something(world: World) {
    let liaison = world.sign_in("li", Role::Liaison, "jiaoyu").await;
    let grid = liaison.get("/calendar").await;
    assert_eq!(grid.one(".tabs [aria-current]"), "月视图");
    let list = liaison.get(&grid.attributes(".tabs a", "href")[1]).await;
    assert_eq!(list.one(".tabs [aria-current]"), "列表");
    let days = [
        "6月5日 周五",
        "6月12日 周五 还有2个工作日",
        "6月15日 周一 还有3个工作日",
        "6月19日 周五 休 端午节 还有6个工作日",
        "6月26日 周五 还有11个工作日",
        "6月30日 周二 还有13个工作日",
    ];
    assert_eq!(list.all(".agenda h2"), days);
    let report = list.one(".agenda > li:nth-child(3) li");
    assert!(report.starts_with("1.4 信用体系建设情况报告 · 6月 ▲ 临期"), "{report}");
    assert!(report.contains("信用体系建设进展"), "what to hand in: {report}");
    let links = |page: &Page, rel: &str| page.attribute(&format!("a[rel={rel}]"), "href");
    assert_eq!(links(&list, "next"), "/calendar?month=2026-07&view=list");
    let july = liaison.get(&links(&list, "next")).await;
    assert_eq!((july.one("h1").as_str(), july.one(".tabs [aria-current]").as_str()), ("2026年7月", "列表"));
    world.set_time((2026, 6, 30, 9, 0));
    let list = liaison.get("/calendar?view=list").await;
    assert_eq!(list.all(".agenda h2")[4..], ["6月26日 周五", "6月30日 周二 今天截止"]);
    assert!(list.one("[aria-current=date] h2").starts_with("6月30日"));
    let office = world.sign_in("ban", Role::Office, "").await.get("/calendar?view=list").await;
    assert!(office.one(".agenda > li:first-child li").contains("× 24"), "{}", office.one(".agenda > li"));
    assert_eq!(liaison.get("/calendar?view=year").await.status, 404);
}
