//! The plan's pages over HTTP: projects, tasks and units, and who sees how far they are.

use duban::domain::access::Role;

use crate::support::{Browser, Page, World, stories};

stories! {
    the_plan_lies_open_and_only_some_see_how_it_stands
    a_project_shows_all_units_to_its_lead_and_each_unit_its_own
    a_task_shows_its_text_and_what_each_may_see_of_the_reports
    units_stand_in_the_texts_order_with_their_marks
    a_units_page_opens_as_far_as_the_reader_may_see
    no_page_leads_a_unit_to_anothers_obligation
    an_address_that_means_nothing_is_not_found
}

async fn the_plan_lies_open_and_only_some_see_how_it_stands(world: World) {
    let office = world.sign_in("ban", Role::Office, "").await.get("/projects").await;
    let liaison = world.sign_in("li", Role::Liaison, "jiaoyu").await.get("/projects").await;
    for page in [&office, &liaison] {
        assert_eq!(page.all(".project h2").len(), 8);
        assert_eq!(page.all(".owed > li").len(), 32);
        assert_eq!(page.one(".project h2"), "专项工程一 完善组织领导体系");
        assert!(page.one(".project .meta").starts_with("牵头：区发改局"));
        assert!(page.one(".owed > li").starts_with("1.1 明确领导责任报送本单位领导组织 6月30日前"));
    }
    assert_eq!(office.one(".project .light"), "■ 逾期 76", "38 units owe the reports of February and April");
    assert!(!liaison.has(".light"), "counts of other units are not everyone's");
}

async fn a_project_shows_all_units_to_its_lead_and_each_unit_its_own(world: World) {
    let lead = world.sign_in("fa", Role::Liaison, "fagai").await;
    let other = world.sign_in("li", Role::UnitLeader, "jiaoyu").await;
    let admin = world.sign_in("guan", Role::Admin, "").await;
    let units = |page: &Page| page.all(".matrix tbody th");

    let page = lead.get("/projects/1").await;
    assert_eq!(page.one("h1"), "专项工程一 完善组织领导体系");
    assert_eq!(units(&page).len(), 39, "38 responsible units and the lead");
    assert_eq!(units(&page)[0], "区发改局", "the text's order");
    let own = other.get("/projects/1").await;
    assert_eq!(units(&own), ["区教育局"]);
    assert_eq!(
        own.all(".matrix tbody td"),
        ["○ 未到期 1 0/1", "○ 未到期 1 0/1", "○ 未到期 1 0/1", "■ 逾期 2 0/6", "■ 逾期 2 0/9"]
    );
    let behind = own.attribute(".matrix tbody td:nth-child(5) a", "href");
    assert_eq!(behind, "/units/jiaoyu?project=1#t-1.4");
    assert_eq!(other.get(&behind).await.all("section.owed").len(), 4);
    let page = admin.get("/projects/1").await;
    assert!(page.has(".owed") && !page.has(".matrix"), "the plan, and no unit's business");
    assert!(admin.get("/projects/8").await.one("main").contains("原文在“责任单位：区教”处中断"));
}

async fn a_task_shows_its_text_and_what_each_may_see_of_the_reports(world: World) {
    let liaison = world.sign_in("li", Role::Liaison, "jiaoyu").await;
    let leader = world.sign_in("qu", Role::DistrictLeader, "").await;

    let page = liaison.get("/tasks/1.4").await;
    assert!(page.one("blockquote").contains("各成员单位于每个双数月15日前向区领导小组办公室报送"));
    let facts = page.all(".facts dd");
    assert!(facts[0].starts_with("本工程各责任单位（38个）") && facts[0].contains("区教育局"), "{facts:?}");
    assert_eq!(facts[1], "每个双数月15日前");
    assert_eq!(page.all(".matrix thead th"), ["单位", "2月", "4月", "6月", "8月", "10月", "12月"]);
    assert_eq!(page.all(".matrix tbody th"), ["区教育局"]);
    let lights = ["■ 逾期", "■ 逾期", "▲ 临期", "○ 未到期", "○ 未到期", "○ 未到期"];
    assert_eq!(page.all(".matrix tbody td"), lights);
    assert_eq!(page.attribute(".matrix tbody td a", "href"), "/obligations/1.4-report~jiaoyu~2026-02");
    assert_eq!(leader.get("/tasks/1.4").await.all(".matrix tbody tr").len(), 38);

    let weekly = leader.get("/tasks/4.2").await;
    let weeks = weekly.all(".matrix thead th");
    assert_eq!((weeks.len(), &*weeks[1], &*weeks[12]), (13, "第16周", "第27周"), "those around now");
    assert_eq!(weekly.one("section p a"), "显示全部52期");
    let all = leader.get("/tasks/4.2?periods=all").await;
    assert_eq!((all.all(".matrix thead th").len(), all.has("section p a")), (53, false));

    let joint = leader.get("/tasks/3.1").await;
    assert!(joint.one(".facts dd").starts_with("区绩效办，配合：区发改局"), "{}", joint.one(".facts dd"));
    assert!(joint.one("main").contains("原文未写明完成时限"));
    assert!(leader.get("/tasks/8.2").await.one("main").contains("没有单独的报送事项"));
}

async fn units_stand_in_the_texts_order_with_their_marks(world: World) {
    let page = world.sign_in("ban", Role::Office, "").await.get("/units").await;
    let names = page.all("tbody th");
    let plan = &world.app.plan;
    assert_eq!(names.len(), plan.units.len());
    for (name, unit) in names.iter().zip(&plan.units) {
        assert!(name.starts_with(&unit.name.zh), "{name} where {} should be", unit.name.zh);
        assert_eq!(name.ends_with("占位"), unit.placeholder, "{name}");
        assert_eq!(name.ends_with("外部"), unit.external, "{name}");
    }
    let of = |at: usize| page.all(&format!("tbody tr:nth-child({at}) td"));
    assert_eq!(of(3), ["3", "■ 逾期 4 0/23", "2、4、5、8", "1、3"], "区政府办");
    assert_eq!(of(44), ["44", "", "", ""], "市金融办 owes nothing");
}

async fn a_units_page_opens_as_far_as_the_reader_may_see(world: World) {
    let own = world.sign_in("li", Role::Liaison, "jiaoyu").await;
    let lead = world.sign_in("fa", Role::Liaison, "fagai").await;
    let other = world.sign_in("ke", Role::Liaison, "keji").await;
    let reports = |page: &Page, task: &str| page.all(&format!("[id='t-{task}'] .strip li")).len();

    let page = own.get("/units/jiaoyu").await;
    assert_eq!((reports(&page, "1.4"), reports(&page, "5.1"), reports(&page, "4.2")), (6, 1, 52));
    assert_eq!(page.one(".roles li"), "全部专项工程 ■ 逾期 25 ▲ 临期 3 ○ 未到期 47");
    let page = lead.get("/units/jiaoyu").await;
    assert_eq!((reports(&page, "1.4"), reports(&page, "5.1")), (6, 0), "区发改局 does not lead project 5");
    let page = other.get("/units/jiaoyu").await;
    assert_eq!((page.all("section.owed").len(), page.has(".light")), (19, false));

    let only = own.get("/units/jiaoyu?project=4").await;
    assert_eq!(only.all("section.owed h3").len(), 2);
    assert!(only.all("section.owed h3").iter().all(|title| title.starts_with("4.")));
    assert_eq!(only.one(".roles a[aria-current]"), "专项工程四 强化公共信用信息网站建设");
    assert!(own.get("/units/shi-jinrongban").await.one(".empty").contains("方案未安排该单位报送事项"));
}

/// Every address of an obligation that stands on a page.
fn obligations_on(page: &Page) -> Vec<String> {
    let parts = page.text.split("href=\"/obligations/").skip(1);
    parts.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())).collect()
}

async fn no_page_leads_a_unit_to_anothers_obligation(world: World) {
    let plan = world.app.plan.clone();
    let tasks = plan.projects.iter().flat_map(|project| &project.tasks);
    let mut paths: Vec<String> = tasks.map(|task| format!("/tasks/{}?periods=all", task.id)).collect();
    paths.extend(plan.projects.iter().map(|project| format!("/projects/{}", project.number)));
    paths.extend(plan.units.iter().map(|unit| format!("/units/{}", unit.id)));
    paths.extend((1..=12).map(|month| format!("/calendar?month=2026-{month:02}")));
    paths.extend(["/projects".to_owned(), "/units".to_owned()]);

    let admin = world.sign_in("guan", Role::Admin, "").await;
    let keji = world.sign_in("ke", Role::Liaison, "keji").await;
    let mut own = 0;
    for path in &paths {
        let page = admin.get(path).await;
        assert_eq!((page.status, obligations_on(&page).len(), page.has(".light")), (200, 0, false), "{path}");
        let page = keji.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        for id in obligations_on(&page) {
            assert!(id.contains("~keji~"), "{path} leads to {id}");
            own += 1;
        }
    }
    assert!(own > 150, "every one of its own is found on a task, on its page and on the calendar: {own}");
}

async fn an_address_that_means_nothing_is_not_found(world: World) {
    let office: Browser = world.sign_in("ban", Role::Office, "").await;
    for path in [
        "/projects/9",
        "/projects/one",
        "/tasks/9.9",
        "/tasks/4.2?periods=some",
        "/units/nobody",
        "/units/jiaoyu?project=9",
        "/units/jiaoyu?project=x",
        "/calendar?month=2026-13",
        "/calendar?month=6",
        "/calendar?month=1800-01",
        "/calendar?month=2026-06&month=2026-07",
    ] {
        let page = office.get(path).await;
        assert_eq!((page.status, page.one("h1")), (404, "没有这个页面".to_owned()), "{path}");
    }
}
