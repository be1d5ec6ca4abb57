//! The overview over HTTP: the figures at its head, the matrix, what is near and what is late.

use std::collections::HashMap;

use duban::domain::access::Role;
use duban::domain::materialise::{Milestones, planned};
use duban::domain::standing::{Due, Standing};
use duban::store::{obligations, standings, users};

use crate::support::{Browser, Page, World, at, stories};

stories! {
    the_head_counts_what_is_due_what_came_on_time_and_what_waits
    one_sentence_says_it_and_the_red_are_named
    every_cell_is_the_worst_light_and_opens_what_is_behind_it
    filters_narrow_everything_and_stay_in_the_address
    a_long_list_goes_on_over_pages
    what_is_near_stands_by_day_and_duty
    what_is_overdue_stands_by_unit_worst_first
    counted_or_read_an_obligation_stands_the_same
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
    let expected = [due.to_string(), "0 0.0%".into(), format!("{due} 涉及39个单位 催办")];
    assert_eq!(before[..3], expected, "{before:?}");
    assert_eq!(before[3..], ["0", "0"]);

    two_reports(&world).await;
    world.set_time((2026, 6, 12, 9, 0));
    let after = head(&office.get("/overview").await);
    let permille = (2000 + due) / (2 * due);
    let on_time = format!("1 {}.{}%", permille / 10, permille % 10);
    assert_eq!(after[..3], [due.to_string(), on_time, format!("{} 涉及39个单位 催办", due - 2)]);
    assert_eq!(after[3..], ["0", "1 最早一件已等2个工作日 前往审核"]);
    let seen = head(&leader.get("/overview").await);
    assert_eq!(seen[4], "1 最早一件已等2个工作日", "a leader has nothing to review");
}

async fn one_sentence_says_it_and_the_red_are_named(world: World) {
    let office = world.sign_in("ban", Role::Office, "").await;
    world.set_time((2026, 1, 1, 9, 0));
    let page = office.get("/overview").await;
    assert_eq!(page.one(".lead .sentence"), "截至目前尚无到期事项。");
    assert!(page.has("#late .empty") && !page.has(".lead .red"));

    two_reports(&world).await;
    let page = office.get("/overview").await;
    let sentence = page.one(".lead .sentence");
    assert!(sentence.starts_with("按时率0.2%；39个单位逾期"), "{sentence}");
    assert!(sentence.ends_with("；6月到期事项按时率0.0%，与5月持平。"), "{sentence}");
    assert_eq!(page.one(".lead .red a"), "区财政局 27", "the most first");
    assert_eq!(page.all(".lead .red a").last().unwrap(), "其余31个单位");
    let rates = page.all(".lead table tbody tr");
    assert_eq!((rates.len(), &*rates[0], &*rates[1]), (6, "1月0.0%", "2月0.7%"));
}

/// What the overview counts in a cell and what the page behind it lists.
async fn agree(office: &Browser, href: &str, cell: &str) {
    let behind = office.get(href).await;
    let (light, share) = cell.rsplit_once(' ').unwrap();
    let (done, total) = share.split_once('/').unwrap();
    assert_eq!(behind.one("main h1 + p"), format!("应办{total}项，办结{done}项"), "{href}");
    let (_, light) = light.split_once(' ').unwrap();
    let tabs = behind.all("nav.tabs a");
    assert_eq!(tabs[1], light, "{href}: the worst light stands first");
    let every: usize = tabs[0].strip_prefix("全部 ").unwrap().parse().unwrap();
    assert_eq!(behind.all(".listed tbody tr").len(), every.min(100), "{href}");
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
    assert_eq!(cells[2], "", "nothing is owed in project 3");
    assert_eq!(cells[3], "■ 逾期 23 0/54");
    assert_eq!(cells[8], "■ 逾期 23 1/75");

    let links = format!(".matrix tbody tr:nth-child({row}) td a");
    let hrefs = page.attributes(&links, "href");
    assert_eq!(hrefs[0], "/overview/obligations?unit=jiaoyu&project=1");
    for (href, cell) in hrefs.iter().zip(page.all(&links)) {
        agree(&office, href, &cell).await;
    }
    for (href, cell) in page.attributes(".matrix tfoot a", "href").iter().zip(page.all(".matrix tfoot a")) {
        agree(&office, href, &cell).await;
    }
    let behind = office.get(&hrefs[0]).await;
    assert_eq!(behind.one("h1"), "区教育局；专项工程一 完善组织领导体系");
    let cells = behind.all(".listed tbody tr > :not(.pick)");
    assert_eq!(cells[..3], ["▲ 临期", "信用体系建设情况报告 · 2026年6月", "6月15日 还有3个工作日"]);
    assert_eq!(cells[3..6], ["◆ 待审 （迟报）", "信用体系建设情况报告 · 2026年4月", "4月15日"]);
}

async fn filters_narrow_everything_and_stay_in_the_address(world: World) {
    two_reports(&world).await;
    let office = world.sign_in("ban", Role::Office, "").await;
    let whole = office.get("/overview").await;
    assert!(!whole.has(".clear") && !whole.has(".chosen"));

    let towns = office.get("/overview?group=towns&project=&light=&month=").await;
    assert_eq!(towns.all(".matrix tbody th").len(), 5);
    assert_eq!(towns.one("title"), "总览（各镇、街道、开发区） · 督办");
    assert_eq!(towns.one(".chosen"), "筛选条件：各镇、街道、开发区");
    assert_eq!(towns.attribute(".clear", "href"), "/overview");
    assert_eq!(towns.attribute("select[name=group] option[selected]", "value"), "towns");

    let narrow = office.get("/overview?group=licensing-or-penalty&project=4&light=overdue&month=3").await;
    assert_eq!(narrow.all(".matrix thead th").len(), 3);
    assert_eq!(narrow.all(".matrix tbody tr").len(), 24);
    let cells = narrow.all(".matrix tbody tr:first-child td");
    assert_eq!(cells, ["■ 逾期 4", "■ 逾期 4"], "four Fridays of March");
    assert_eq!(narrow.one(".headline dd"), "96", "24 units, four weeks");
    assert_eq!(narrow.one("#late tbody td.number"), "4项");
    for href in narrow.attributes(".matrix td a", "href").iter().take(3) {
        let behind = office.get(href).await;
        assert_eq!(behind.all(".listed tbody tr").len(), 4, "{href}");
        assert!(behind.all("nav.tabs a[aria-current]") == ["逾期 4"], "{href}");
    }
    let back = office.get("/overview/obligations?project=4&light=overdue&month=3").await;
    assert_eq!(back.attribute(".crumbs a", "href"), "/overview?project=4&light=overdue&month=3");
    let none = office.get("/overview?group=towns&project=4&month=1").await;
    assert!(!none.has(".matrix") && none.one("main .empty").starts_with("没有符合筛选条件的事项"));

    for wrong in ["group=none", "project=9", "light=purple", "month=13", "month=x", "unit=none"] {
        assert_eq!(office.get(&format!("/overview?{wrong}")).await.status, 404, "{wrong}");
        assert_eq!(office.get(&format!("/overview/obligations?{wrong}")).await.status, 404, "{wrong}");
    }
}

async fn a_long_list_goes_on_over_pages(world: World) {
    let office = world.sign_in("ban", Role::Office, "").await;
    let first = office.get("/overview/obligations?light=overdue").await;
    let total = first.all("nav.tabs a[aria-current]")[0].replace("逾期 ", "").parse::<usize>().unwrap();
    assert_eq!(first.all(".listed tbody tr").len(), 100);
    assert_eq!(first.attribute("[rel=next]", "href"), "/overview/obligations?light=overdue&page=2");
    let last = office.get(&format!("/overview/obligations?light=overdue&page={}", total.div_ceil(100))).await;
    assert_eq!(last.all(".listed tbody tr").len(), total % 100);
    assert!(!last.has("[rel=next]"));
    assert!(first.text.len() < 100_000, "{} bytes", first.text.len());
}

async fn what_is_near_stands_by_day_and_duty(world: World) {
    let scoring = world.sign_in("ping", Role::ScoringOffice, "").await;
    let page = scoring.get("/overview").await;
    let near = page.all(".columns section:first-child tbody tr > *");
    let weekly = "4.2 每周报送“双公示”信息 × 24";
    assert_eq!(near[..3], ["6月12日 还有2个工作日", weekly, "▲ 临期 24"]);
    assert_eq!(near[3..6], ["6月15日 还有3个工作日", "1.4 信用体系建设情况报告 × 38", "▲ 临期 38"]);
    assert_eq!(near[6..], ["6月19日 还有6个工作日", weekly, "▲ 临期 24"]);
    let link = page.attribute(".columns section:first-child tbody th a", "href");
    assert_eq!(link, "/tasks/4.2#d-4.2-weekly");
    let fourth = scoring.get("/overview?project=1").await;
    assert_eq!(fourth.all(".columns section:first-child tbody tr").len(), 1);
}

async fn what_is_overdue_stands_by_unit_worst_first(world: World) {
    let office = world.sign_in("ban", Role::Office, "").await;
    let page = office.get("/overview").await;
    assert_eq!(page.all("#late form > .scroll tbody tr").len(), 10);
    assert_eq!(page.one("#late details summary"), "其余29个逾期单位");
    assert_eq!(page.all("#late details tbody tr").len(), 29);
    let counts: Vec<i64> =
        page.all("#late td.number").iter().map(|text| text.trim_end_matches('项').parse().unwrap()).collect();
    assert!(counts.is_sorted_by(|a, b| a >= b), "{counts:?}");
    let lines = page.all("#late tbody tr");
    let rest = "1月2日 已逾期107个工作日每周报送“双公示”信息 × 23、信用体系建设情况报告 × 2";
    assert!(lines.contains(&format!("区教育局25项{rest}")), "{lines:#?}");
    let href = "/overview/obligations?unit=jiaoyu&light=overdue";
    assert!(page.attributes("#late td.number a", "href").iter().any(|each| each == href));
    assert_eq!(office.get(href).await.all(".listed tbody tr").len(), 25);
}

/// Counted by the database and made from rows, the lights are the same, before, at and after every due date.
async fn counted_or_read_an_obligation_stands_the_same(world: World) {
    two_reports(&world).await;
    let plan = &world.app.plan;
    for time in [(2025, 12, 31, 9, 0), (2026, 6, 12, 17, 0), (2026, 6, 12, 17, 1), (2026, 12, 31, 23, 59)] {
        let now = at(time);
        let mut tx = world.app.db.read().await.unwrap();
        let mut expected: HashMap<_, Vec<_>> = HashMap::new();
        for row in obligations::live(&mut tx, &plan.id).await.unwrap() {
            let standing = (row.due_at, row.standing(now, plan.soon(now)));
            expected.entry((row.duty_id, row.unit_id)).or_default().push(format!("{standing:?}"));
        }
        let mut counted: HashMap<_, Vec<_>> = HashMap::new();
        for row in standings::counted(&mut tx, &plan.id).await.unwrap() {
            let due = Due::of(row.due_at, now, plan.soon(now));
            for (unit, state, sent) in row.each() {
                let key = (row.duty_id.clone(), unit.parse().unwrap());
                let standing = format!("{:?}", (row.due_at, Standing { state, due, sent }));
                counted.entry(key).or_default().push(standing);
            }
        }
        for standings in expected.values_mut().chain(counted.values_mut()) {
            standings.sort();
        }
        assert!(expected == counted, "at {time:?}");
    }
}

async fn units_that_no_mail_reaches_are_named(world: World) {
    let office = world.sign_in("ban", Role::Office, "").await;
    let liaison = world.user("li", Role::Liaison, "jiaoyu").await;
    world.user("zhang", Role::UnitLeader, "keji").await;
    let named = |page: &Page| page.all(".notice li");

    let page = office.get("/overview").await;
    assert_eq!(page.one(".notice summary"), "41个单位收不到提醒");
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
