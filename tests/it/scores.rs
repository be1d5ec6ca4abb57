//! Scores over HTTP, on both databases, against a reckoning done by hand.

use std::collections::HashMap;

use duban::domain::access::Role;
use time::Duration;

use crate::support::{Browser, Page, World, stories};

stories! {
    a_scorecard_agrees_with_the_reckoning_by_hand
    units_are_ranked_in_their_groups_and_those_with_nothing_due_are_not
    points_never_fall_below_zero_and_the_page_says_so
    a_unit_sees_its_own_scorecard_only
    before_anything_is_due_the_pages_say_so
    what_is_exempt_does_not_count
    nothing_is_missing_while_it_is_still_in_time
    what_moved_since_the_period_before_is_said
    periods_stand_side_by_side
    an_obligation_says_what_it_cost
    links_from_before_there_were_periods_still_lead_somewhere
    everybody_reads_the_rules
}

/// keji owes the weekly report of the first five weeks, due on the Fridays 2, 9, 16, 23 and 30 January.
pub const CARD: &str = "/scores/two-monthly-1/keji";

pub const FEBRUARY: (i32, u8, u8, u8, u8) = (2026, 2, 1, 9, 0);

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
pub async fn january(world: &World) -> (Browser, Browser) {
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

/// By hand, of the common items: one late and one missing off 20, 20 − 1 − 5 = 14; accepted 3 of 5, 60%, which is
/// the lowest step, 10; one returned off 15, 13; nobody judged, 16; no two-monthly report is due. Together 53 of 75, of
/// 100 × 7/10: 49.466… = 49.47. Of the specific ones only the weekly report, in time 3 of 5, which is no step: 0 of 25.
async fn a_scorecard_agrees_with_the_reckoning_by_hand(world: World) {
    let (_, office) = january(&world).await;
    let page = office.get(CARD).await;
    assert_eq!(page.status, 200);
    assert_eq!(page.one("h1"), "区科技局评分表 双月考核第1期");
    assert_eq!(page.one(".total"), "总分 49.47 / 100 · 不合格");
    assert_eq!(page.all(".tally dd"), ["49.47 / 70", "0.00 / 30", "60.0%", "5", "3", "1", "1", "1"]);
    assert!(page.one("main > .state").contains("截至2026-02-01 09:00"), "says as of when");
    let sums = |item: &str| page.all(&format!("#item-{item} .sum"));
    assert_eq!(sums("deadlines"), ["20 − 1 − 5 = 14.00"]);
    assert_eq!(sums("accepted"), ["到期5件，办结3件：3 ÷ 5 = 60%，达到60%一档，得10.00分"]);
    assert_eq!(sums("quality"), ["15 − 2 = 13.00"]);
    assert_eq!(sums("judgement"), ["未另行评定，按规则计16.00分（满分20分）"]);
    assert_eq!(sums("double-publicity"), ["到期5件，按时报送3件：3 ÷ 5 = 60%，未达到最低一档90%，不得分"]);
    assert_eq!(sums("two-monthly-report")[0], "本期没有与此项有关的到期事项");
    assert_eq!(page.one("#item-two-monthly-report .points"), "不计入");
    assert_eq!(
        page.all(".derivation li")[..4],
        [
            "共性指标：得53.00分，应得75分，100 × 7 ÷ 10 × 53.00 ÷ 75 = 49.47",
            "个性指标：得0.00分，应得25分，100 × 3 ÷ 10 × 0.00 ÷ 25 = 0.00",
            "总分：49.47 + 0.00 = 49.47",
            "总分49.47分，未达到60分：不合格",
        ]
    );
    causes_lead_to_obligations(&page);
    assert_eq!(office.get(&weekly("keji", 2)).await.status, 200, "each point leads to its obligation");
    let counted = page.all("details.counted tbody tr > :nth-child(2)");
    assert_eq!(counted, ["按时", "迟报不足1个工作日", "按时", "未报", "按时"]);
}

fn causes_lead_to_obligations(page: &Page) {
    let causes = |item: &str, column: &str| page.all(&format!("#item-{item} tbody .{column}"));
    assert_eq!(causes("deadlines", "detail"), ["迟报不足1个工作日", "未报"]);
    assert_eq!(causes("deadlines", "number"), ["−1", "−5"]);
    assert_eq!(causes("quality", "detail"), ["退回1次"]);
    assert_eq!(page.one("#item-deadlines tbody th"), "每周报送“双公示”信息 · 第2周");
    assert_eq!(page.attribute("#item-deadlines tbody a", "href"), weekly("keji", 2));
}

async fn units_are_ranked_in_their_groups_and_those_with_nothing_due_are_not(world: World) {
    let (_, office) = january(&world).await;
    let page = office.get("/scores").await;
    assert_eq!(page.one("h1"), "双月考核第1期排名 1月1日至2月15日");
    let best = page.all("#group-rest .scores tbody tr:first-child > *");
    // One missing, 15; nothing accepted, 0; nothing returned, 15; 16: 46 of 75 of all 100, for no specific item applies.
    assert_eq!(
        best,
        ["1", "区发改局", "61.33", "合格", "61.33", "–", "0.00", "0.0%", "1", "0", "0", "1", "0"]
    );
    let keji = page.all("#group-rest .scores tbody tr:has(a[href$='/keji']) > *");
    assert_eq!(
        keji[1..],
        ["区科技局", "49.47", "不合格", "49.47", "0.00", "0.00", "60.0%", "5", "3", "1", "1", "1"]
    );
    let names = page.all("#group-rest .scores tbody th");
    let cells = |column: usize| page.all(&format!("#group-rest .scores tbody td:nth-child({column})"));
    let (ranks, totals) = (cells(1), cells(3));
    assert!(totals.is_sorted_by_key(|total| -total.parse::<f64>().unwrap()), "{totals:?}");
    let better = |total: &String| totals.iter().filter(|other| number(other) > number(total)).count();
    let expected: Vec<String> = totals.iter().map(|total| (better(total) + 1).to_string()).collect();
    assert_eq!(ranks, expected, "equal totals share a rank");

    let unranked = page.all(".unranked tbody th");
    let all = page.all(".scores tbody th").len() + unranked.len();
    let ours = world.app.plan.units.iter().filter(|unit| !unit.external).count();
    assert_eq!(all, ours, "every unit stands somewhere");
    let at = unranked.iter().position(|unit| unit == "区委办").unwrap();
    let reasons = page.all(".unranked tbody td:last-child");
    assert_eq!(reasons[at], "本期尚无计入考核的到期事项", "its first report falls due on 15 February");
    for role in [Role::ScoringOffice, Role::DistrictLeader] {
        let browser = world.sign_in(role.as_str().replace('_', "-").as_str(), role, "").await;
        assert_eq!(browser.get("/scores").await.all("#group-rest .scores tbody th"), names, "{role:?}");
    }
    let by_name = office.get("/scores/two-monthly-1?sort=unit&order=down").await;
    assert_eq!(by_name.attributes("#group-rest th[aria-sort]", "aria-sort"), ["descending"]);
    assert_ne!(by_name.all("#group-rest .scores tbody th"), names);
}

fn number(text: &str) -> f64 {
    text.parse().unwrap()
}

/// Five weeks missing at 5 each.
async fn points_never_fall_below_zero_and_the_page_says_so(world: World) {
    let office = world.sign_in("ban", Role::Office, "").await;
    world.set_time(FEBRUARY);
    let page = office.get("/scores/two-monthly-1/minzheng").await;
    assert_eq!(page.all("#item-deadlines .sum"), ["应扣25分，扣完为止：本项20分，得0.00分"]);
    assert!(
        page.one(".derivation").contains("“未报三次以上”成立：未报3次以上"),
        "{}",
        page.one(".derivation")
    );
}

async fn a_unit_sees_its_own_scorecard_only(world: World) {
    let (liaison, _) = january(&world).await;
    let leader = world.sign_in("zhang", Role::UnitLeader, "keji").await;
    for browser in [&liaison, &leader] {
        for path in ["/scores", "/scores/two-monthly-1"] {
            assert_eq!(browser.get(path).await.location, CARD);
        }
        let own = browser.get(CARD).await;
        assert_eq!((own.status, own.one(".total").as_str()), (200, "总分 49.47 / 100 · 不合格"));
        assert!(!own.has(".crumbs"), "no way to a list that is not theirs");
        for unit in ["jiaoyu", "fagai"] {
            assert_eq!(browser.get(&format!("/scores/two-monthly-1/{unit}")).await.status, 403);
            assert_eq!(browser.get(&format!("/scores/two-monthly-1/{unit}/periods")).await.status, 403);
        }
        assert_eq!(browser.get("/scores/two-monthly-1/nowhere").await.status, 404);
        assert_eq!(browser.get("/scores/two-monthly-9").await.status, 404);
        let compared = browser.get("/scores/two-monthly-1/compare").await;
        assert_eq!(compared.location, format!("{CARD}/periods"));
        assert_eq!(browser.get(&compared.location).await.status, 200);
    }
    let admin = world.sign_in("admin", Role::Admin, "").await;
    for path in ["/scores", CARD, "/scores/two-monthly-1/compare"] {
        assert_eq!(admin.get(path).await.status, 403, "{path}");
    }
}

async fn before_anything_is_due_the_pages_say_so(world: World) {
    let office = world.sign_in("ban", Role::Office, "").await;
    world.set_time((2026, 1, 1, 9, 0));
    let page = office.get("/scores").await;
    assert!(page.one(".empty").contains("尚无计入考核的到期事项"), "{}", page.text);
    assert!(!page.has(".scores"));
    let card = office.get(CARD).await;
    assert!(card.one(".empty").contains("不参加排名"));
    assert!(!card.has(".total"));
    for path in ["/scores/two-monthly-1/compare", "/scores/two-monthly-1/keji/periods", "/scores/year"] {
        let page = office.get(path).await;
        assert_eq!((page.status, page.has(".empty")), (200, true), "{path}");
    }
    let ahead = office.get("/scores/two-monthly-6").await;
    assert_eq!((ahead.status, ahead.has(".empty")), (200, true), "a period that has not begun");
}

async fn what_is_exempt_does_not_count(world: World) {
    let (_, office) = january(&world).await;
    let exempted = office.post(&format!("{}/exemption", weekly("keji", 4)), &[("reason", "系统故障")]).await;
    assert_eq!(exempted.status, 303);
    // 20 − 1 = 19; accepted 3 of 4, 75%, still the step of 60%; 15 − 2; 16. 58 of 75, × 70: 54.133….
    let page = office.get(CARD).await;
    let points = |item: &str| page.one(&format!("#item-{item} .points"));
    let all = ["deadlines", "accepted", "quality", "judgement", "double-publicity"].map(points);
    assert_eq!(all, ["19.00 / 20", "10.00 / 20", "13.00 / 15", "16.00 / 20", "0.00 / 25"]);
    assert_eq!(page.one(".total"), "总分 54.13 / 100 · 不合格");
}

/// The first weekly report falls due on Friday, 2 January, at close of business.
async fn nothing_is_missing_while_it_is_still_in_time(world: World) {
    let office = world.sign_in("ban", Role::Office, "").await;
    world.set_time((2026, 1, 2, 17, 0));
    assert!(!office.get(CARD).await.has(".total"), "the instant named is in time");
    world.app.clock.set(world.app.clock.now().plus(Duration::SECOND));
    assert_eq!(office.get(CARD).await.all(".tally dd")[3..], ["1", "0", "0", "1", "0"]);
}

/// Each unit's arrow and points are the difference of what the two periods' own pages say.
async fn what_moved_since_the_period_before_is_said(world: World) {
    let (_, office) = january(&world).await;
    world.set_time((2026, 4, 16, 9, 0));
    let [before, now] =
        [office.get("/scores/two-monthly-1").await, office.get("/scores/two-monthly-2").await];
    let column =
        |page: &Page, column: usize| page.all(&format!("#group-rest .scores tbody td:nth-child({column})"));
    let rows = |page: &Page| -> Vec<(String, (String, String))> {
        let units = page.all("#group-rest .scores tbody th").into_iter();
        units.zip(column(page, 1).into_iter().zip(column(page, 3))).collect()
    };
    let before_of: HashMap<String, (String, String)> = rows(&before).into_iter().collect();
    let mut seen = [0; 3];
    for ((unit, (rank, total)), moved) in rows(&now).into_iter().zip(column(&now, 4)) {
        let (rank_before, total_before) = &before_of[&unit];
        let (by, gained) = (number(rank_before) - number(&rank), number(&total) - number(total_before));
        let (kind, words) = match by {
            by if by > 0.0 => (0, format!("▲{by}上升{by}位")),
            by if by < 0.0 => (1, format!("▼{}下降{}位", -by, -by)),
            _ => (2, "持平".to_owned()),
        };
        seen[kind] += 1;
        let gained = format!("{gained:+.2}").replace('-', "−");
        assert_eq!(moved, format!("{words} {}", if gained == "+0.00" { "±0" } else { &gained }), "{unit}");
    }
    assert!(seen[0] > 0 && seen[1] > 0, "{seen:?}");
    assert!(!before.has(".moved"), "there is none before the first");
    let card = office.get("/scores/two-monthly-2/keji").await;
    assert!(card.has(".rank .moved"), "{}", card.one(".rank"));
}

async fn periods_stand_side_by_side(world: World) {
    let (liaison, office) = january(&world).await;
    world.set_time((2026, 4, 16, 9, 0));
    let [first, second] = [office.get(CARD).await, office.get("/scores/two-monthly-2/keji").await];
    let total = |page: &Page| page.one(".total strong");
    let compared = office.get("/scores/two-monthly-2/compare").await;
    let heads = compared.all(".scores thead th:not(:first-child)");
    assert_eq!(heads[..3], ["第1期", "第2期", "第3期"], "those that have begun");
    let names = compared.all(".scores tbody th");
    let at = names.iter().position(|unit| unit == "区科技局").unwrap();
    let cells = |column: usize| compared.all(&format!(".scores tbody td:nth-child({column})"))[at].clone();
    assert!(cells(2).starts_with(&total(&first)) && cells(2).contains("第"), "{}", cells(2));
    assert!(cells(3).starts_with(&total(&second)), "{}", cells(3));
    assert_eq!(cells(4), "–", "the third has only begun");

    let own = liaison.get("/scores/two-monthly-2/keji/periods").await;
    assert_eq!(own.status, 200);
    let row = |name: &str| {
        let at = own.all(".scores tbody th").iter().position(|each| each == name).unwrap();
        [2, 3, 4].map(|column| own.all(&format!(".scores tbody td:nth-child({column})"))[at].clone())
    };
    assert_eq!(row("总分"), [total(&first), total(&second), "–".to_owned()]);
    assert_eq!(row("其他有时限事项按时报送")[0], first.one("#item-deadlines .points"));
    assert_eq!(own.all("figure table tbody tr").len(), 6, "each drawing has its table");
}

async fn an_obligation_says_what_it_cost(world: World) {
    let (liaison, office) = january(&world).await;
    let expected = ["其他有时限事项按时报送 −1（迟报不足1个工作日）", "报送质量 −2（退回1次）"];
    for browser in [&liaison, &office] {
        let page = browser.get(&weekly("keji", 2)).await;
        let said = page.all("#scored li");
        assert!(expected.iter().all(|line| said.contains(&(*line).to_owned())), "{said:?}");
        assert_eq!(page.attribute("#scored li a", "href"), format!("{CARD}#item-deadlines"));
        assert!(page.one("#scored").contains("同时计入：半年考核第1期、年度考核"));
    }
    assert!(office.get(&weekly("keji", 1)).await.one("#scored").contains("没有造成失分"));
    let ahead = office.get("/obligations/4.2-weekly~keji~2026-W08").await;
    assert!(ahead.status == 200 && !ahead.has("#scored"), "nothing is said before it is due");
    // 发改局 leads the project and reads the obligation, but not another unit's score.
    let lead = world.sign_in("fa", Role::Liaison, "fagai").await.get(&weekly("keji", 2)).await;
    assert!(lead.status == 200 && !lead.has("#scored"));
}

async fn links_from_before_there_were_periods_still_lead_somewhere(world: World) {
    let (liaison, office) = january(&world).await;
    assert_eq!(office.get("/scores/keji").await.location, CARD);
    assert_eq!(liaison.get("/scores/keji").await.location, CARD);
    assert_eq!(liaison.get("/scores/jiaoyu").await.status, 403);
    assert_eq!(office.get("/scores/nowhere").await.status, 404);
}

async fn everybody_reads_the_rules(world: World) {
    for role in Role::ALL {
        let browser = world.sign_in(role.as_str().replace('_', "-").as_str(), role, "keji").await;
        let page = browser.get("/scores/rules").await;
        assert_eq!(page.status, 200, "{role:?}");
        let rules = &world.app.plan.scoring;
        assert_eq!(page.all(".contents tbody tr").len(), rules.items.len());
        assert_eq!(
            page.one("#item-deadlines .sum"),
            "从20分扣起：迟报一件扣1分；未报一件扣5分；扣完为止",
            "what costs how much"
        );
        assert_eq!(
            page.one("#item-accepted .sum"),
            "按办结率分档：达到95%得20分；达到80%得15分；达到60%得10分；其余不得分"
        );
        assert_eq!(page.one("#conditions li"), "有“报送材料弄虚作假”情形的，等次定为不合格");
        assert_eq!(page.all("#periods li").len(), 9, "6 two-monthly ones, 2 halves and the year");
    }
}
