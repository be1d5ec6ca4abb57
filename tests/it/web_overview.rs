//! The overview over HTTP: the figures at its head, the matrix, what is near and what is late.

use duban::domain::access::Role;
use duban::domain::materialise::{Milestones, planned};
use duban::store::users;

use crate::support::{Page, World, stories};

stories! {
    the_head_counts_what_is_due_what_came_on_time_and_what_waits
    every_cell_is_the_worst_light_and_opens_what_is_behind_it
    what_is_near_stands_by_day_and_duty
    what_is_overdue_stands_by_unit
    units_that_no_mail_reaches_are_named
    it_speaks_english_too
}

const FEBRUARY: &str = "/obligations/1.4-report~jiaoyu~2026-02";

/// One report sent on time in February and accepted; one sent late in June and waiting.
async fn two_reports(world: &World) {
    let liaison = world.sign_in("li", Role::Liaison, "jiaoyu").await;
    let reviewer = world.sign_in("shen", Role::Office, "").await;
    let file: &[(&str, &[u8])] = &[("报告.pdf", b"%PDF")];
    world.set_time((2026, 2, 10, 9, 0));
    let fields = [("seen", "0"), ("text", "已完成。")];
    let sent = liaison.post_files(&format!("{FEBRUARY}/submission"), &fields, file).await;
    assert_eq!(sent.status, 303);
    let verdict = [("seen", "1"), ("decision", "accept"), ("reason", "")];
    assert_eq!(reviewer.post(&format!("{FEBRUARY}/review"), &verdict).await.status, 303);
    world.set_time((2026, 6, 10, 9, 0));
    let april = "/obligations/1.4-report~jiaoyu~2026-04/submission";
    assert_eq!(liaison.post_files(april, &fields, file).await.status, 303);
}

async fn the_head_counts_what_is_due_what_came_on_time_and_what_waits(world: World) {
    let office = world.sign_in("ban", Role::Office, "").await;
    let leader = world.sign_in("qu", Role::DistrictLeader, "").await;
    let (plan, now) = (&world.app.plan, world.app.clock.now());
    let rows = planned(plan, &Milestones::new());
    let due = rows.iter().filter(|row| row.scheduled_at.is_some_and(|at| at < now)).count();
    assert!(due > 500, "two reports of 38 units, 23 weeks of 24, five months of one: {due}");

    let head = |page: &Page| page.all(".headline dd");
    let before = head(&office.get("/overview").await);
    let expected = [due.to_string(), "0.0% 0项".into(), format!("{due} 涉及39个单位")];
    assert_eq!(before[..3], expected, "{before:?}");
    assert_eq!(before[3..], ["0", "0"]);

    two_reports(&world).await;
    let after = head(&office.get("/overview").await);
    let permille = (2000 + due) / (2 * due);
    let on_time = format!("{}.{}% 1项", permille / 10, permille % 10);
    assert_eq!(after[..3], [due.to_string(), on_time, format!("{} 涉及39个单位", due - 2)]);
    assert_eq!(after[3..], ["0", "1 前往审核"]);
    assert_eq!(head(&leader.get("/overview").await)[4], "1", "a leader has nothing to review");
}

async fn every_cell_is_the_worst_light_and_opens_what_is_behind_it(world: World) {
    two_reports(&world).await;
    let office = world.sign_in("ban", Role::Office, "").await;
    let page = office.get("/overview").await;
    let plan = &world.app.plan;
    assert_eq!(page.all(".matrix thead th").len(), 1 + plan.projects.len() + 1);
    let names: Vec<&str> = plan.units.iter().map(|unit| unit.name.zh.as_str()).collect();
    let rows = page.all(".matrix tbody th");
    let places: Vec<usize> = rows
        .iter()
        .map(|row| names.iter().position(|name| row.trim_end_matches(" 占位") == *name).unwrap())
        .collect();
    assert!(places.is_sorted() && places.len() == 42, "the text's order, all who owe: {places:?}");
    assert!(rows.iter().any(|row| row == "示例镇一 占位"));

    let row = 1 + rows.iter().position(|row| row == "区教育局").unwrap();
    let cells = page.all(&format!(".matrix tbody tr:nth-child({row}) td"));
    assert_eq!(cells[0], "▲ 临期 1 1/9", "nothing of project 1 is red any more");
    assert_eq!(cells[2], "–", "nothing is owed in project 3");
    assert_eq!(cells[3], "■ 逾期 23 0/54");
    assert_eq!(cells[8], "■ 逾期 23 1/75");

    let behind = page.attribute(&format!(".matrix tbody tr:nth-child({row}) td a"), "href");
    assert_eq!(behind, "/units/jiaoyu?project=1");
    let opened = office.get(&behind).await;
    let lights: Vec<String> = opened.all("[id='t-1.4'] .strip li");
    assert_eq!(lights[..2], ["2月 ✓ 按时办结", "4月 ◆ 待审"]);
}

async fn what_is_near_stands_by_day_and_duty(world: World) {
    let page = world.sign_in("ping", Role::ScoringOffice, "").await.get("/overview").await;
    let near = page.all(".columns section:first-child tbody tr > *");
    let weekly = "4.2 每周报送“双公示”信息 × 24";
    assert_eq!(near[..3], ["6月12日 还有2个工作日", weekly, "▲ 临期 24"]);
    assert_eq!(near[3..6], ["6月15日 还有3个工作日", "1.4 信用体系建设情况报告 × 38", "▲ 临期 38"]);
    assert_eq!(near[6..], ["6月19日 还有6个工作日", weekly, "▲ 临期 24"]);
    let link = page.attribute(".columns section:first-child tbody th a", "href");
    assert_eq!(link, "/tasks/4.2#d-4.2-weekly");
}

async fn what_is_overdue_stands_by_unit(world: World) {
    let page = world.sign_in("ban", Role::Office, "").await.get("/overview").await;
    let late = ".columns section:last-child tbody";
    assert_eq!(page.all(late).len(), 39);
    assert!(page.one(late).starts_with("区发改局 5项"), "the text's order");
    let second = page.all(&format!("{late}:nth-of-type(2) tr > *"));
    let expected = [
        "区委办 2项",
        "信用体系建设情况报告 · 2026年2月",
        "2月15日 已逾期75个工作日",
        "信用体系建设情况报告 · 2026年4月",
        "4月15日 已逾期38个工作日",
    ];
    assert_eq!(second, expected);
    let jiaoyu = page.all(late).into_iter().find(|text| text.starts_with("区教育局")).unwrap();
    assert!(jiaoyu.starts_with("区教育局 25项") && jiaoyu.ends_with("该单位还有20项逾期"), "{jiaoyu}");
}

async fn units_that_no_mail_reaches_are_named(world: World) {
    let office = world.sign_in("ban", Role::Office, "").await;
    let liaison = world.user("li", Role::Liaison, "jiaoyu").await;
    world.user("zhang", Role::UnitLeader, "keji").await;
    let named = |page: &Page| page.all(".notice li");

    let page = office.get("/overview").await;
    assert_eq!(page.one(".notice h2"), "41个单位收不到提醒");
    assert!(!named(&page).iter().any(|name| name == "区教育局"), "its liaison has an address");
    assert!(named(&page).iter().any(|name| name == "区科技局"), "a leader hears only of what is late");
    let plan = &world.app.plan.id;
    let mut tx = world.app.db.write(plan).await.unwrap();
    users::update(&mut tx, plan, &liaison.id, &liaison.name, None).await.unwrap();
    tx.commit().await.unwrap();
    assert!(named(&office.get("/overview").await).iter().any(|name| name == "区教育局"));
    let mut tx = world.app.db.write(plan).await.unwrap();
    users::update(&mut tx, plan, &liaison.id, &liaison.name, Some("li@example.cn")).await.unwrap();
    users::disable(&mut tx, plan, &liaison.id, world.app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    assert!(named(&office.get("/overview").await).iter().any(|name| name == "区教育局"));
}

async fn it_speaks_english_too(world: World) {
    let office = world.sign_in("ban", Role::Office, "").await;
    office.post("/language", &[("lang", "en"), ("next", "/overview")]).await;
    let page = office.get("/overview").await;
    assert!(page.one("h1").starts_with("Overview as of 2026-06-10 09:00"));
    assert!(page.one(".matrix tbody .light").contains("not due"));
    assert_eq!(page.all(".columns section:first-child tbody tr").len(), 3);
}
