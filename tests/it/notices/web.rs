//! Notices on pages: the list, one as it reads, its file, and the obligation that it names; each for those whose
//! business it is.

use duban::domain::access::Role;
use duban::jobs::supervise;

use crate::support::{World, stories};

stories! {
    the_office_finds_every_notice_by_year_and_unit
    a_unit_sees_its_own_and_no_other
    an_obligation_tells_of_the_notice_that_names_it
    a_notice_that_reached_nobody_stands_out
    an_empty_list_says_what_will_stand_there
}

const JIAOYU: &str = "1.4-report~jiaoyu~2026-04";

/// On the 10th of June the reports of April are long late; everything else is done.
async fn late_in_april(world: &World) {
    let keep = "id NOT IN ('1.4-report~jiaoyu~2026-04', '1.4-report~keji~2026-04')";
    world.sql(&format!("UPDATE obligations SET state = 'accepted', revision = 1 WHERE {keep}")).await;
    assert_eq!(supervise::run(&world.app).await.unwrap(), 2);
}

async fn the_office_finds_every_notice_by_year_and_unit(world: World) {
    world.user("lin", Role::UnitLeader, "jiaoyu").await;
    world.user("bai", Role::UnitLeader, "keji").await;
    let office = world.sign_in("ban", Role::Office, "").await;
    late_in_april(&world).await;
    let page = office.get("/notices").await;
    assert_eq!(page.all("tbody th"), ["督办〔2026〕2号", "督办〔2026〕1号"], "newest first");
    assert_eq!(page.one("nav.tabs a"), "2026年 2");
    assert!(office.get("/").await.status == 303 && page.one("nav.main").contains("督办通知"));
    let only = office.get("/notices?year=2026&unit=keji").await;
    assert_eq!(only.all("tbody th"), ["督办〔2026〕2号"]);
    assert!(office.get("/notices?year=2026&unit=sifa").await.one(".empty").contains("没有符合条件"));
    assert!(office.get("/notices?year=2025").await.has(".empty"));

    let notice = office.get("/notices/2026-1").await;
    assert_eq!(notice.one("h1"), "督办〔2026〕1号");
    let paper = notice.one("article.official");
    for words in [
        "区社会信用体系建设工作领导小组",
        "区教育局：",
        "一、信用体系建设情况报告（2026年4月）",
        "2026年4月15日",
        "特此通知",
        "2026年6月10日",
        "抄送：区社会信用体系建设工作领导小组办公室。",
    ] {
        assert!(paper.contains(words), "{words} in {paper}");
    }
    let sent = notice.all("main section li").join(" ");
    assert!(sent.contains("测试lin（待发送）") && sent.contains("测试ban（待发送）"), "{sent}");

    let file = office.server.get("/notices/2026-1/document").await;
    let header = |name: &str| file.header(name).to_str().unwrap().to_owned();
    assert_eq!(
        header("content-type"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    );
    assert!(
        header("content-disposition").starts_with("attachment; filename*=UTF-8''%E7%9D%A3"),
        "{}",
        header("content-disposition")
    );
    assert!(file.as_bytes().starts_with(b"PK"));
    for nothing in ["/notices/2026-3", "/notices/2026-01", "/notices/x", "/notices/2026-3/document"] {
        assert_eq!(office.get(nothing).await.status, 404, "{nothing}");
    }
}

async fn a_unit_sees_its_own_and_no_other(world: World) {
    let leader = world.sign_in("lin", Role::UnitLeader, "jiaoyu").await;
    let liaison = world.sign_in("li", Role::Liaison, "jiaoyu").await;
    // The project's lead unit sees the obligation, and not what its owner was sent.
    let lead = world.sign_in("wang", Role::Liaison, "fagai").await;
    late_in_april(&world).await;
    for own in [&leader, &liaison] {
        assert_eq!(own.get("/notices?unit=keji").await.all("tbody th"), ["督办〔2026〕1号"]);
        assert_eq!(own.get("/notices/2026-1").await.status, 200);
        for path in ["/notices/2026-2", "/notices/2026-2/document"] {
            assert_eq!(own.get(path).await.status, 403, "{path}");
        }
    }
    assert_eq!(lead.get("/notices/2026-1").await.status, 403);
    assert!(lead.get("/notices").await.one(".empty").contains("没有发给本单位"));
    let page = lead.get(&format!("/obligations/{JIAOYU}")).await;
    assert!(page.one("main").contains("督办〔2026〕1号") && !page.has("main a[href^='/notices/']"));
    for role in [Role::ScoringOffice, Role::DistrictLeader] {
        let person = world.sign_in(&role.as_str().replace('_', "-"), role, "").await;
        assert_eq!(person.get("/notices/2026-1").await.status, 200, "{role:?}");
    }
    let admin = world.sign_in("admin", Role::Admin, "").await;
    assert_eq!(admin.get("/notices/2026-1").await.status, 403);
}

async fn an_obligation_tells_of_the_notice_that_names_it(world: World) {
    let liaison = world.sign_in("li", Role::Liaison, "jiaoyu").await;
    world.user("lin", Role::UnitLeader, "jiaoyu").await;
    let before = liaison.get("/obligations/1.4-report~jiaoyu~2026-06").await.one("main");
    assert!(before.contains("届时仍未报送的，发出督办通知单"), "{before}");
    late_in_april(&world).await;
    let page = liaison.get(&format!("/obligations/{JIAOYU}")).await;
    assert_eq!(
        page.attributes("aside a[href='/notices/2026-1']", "href").len(),
        2,
        "beside the date and in the course"
    );
    assert!(page.has("aside a[href='/notices/2026-1/document'][download]"));
    let told: Vec<String> =
        page.all(".timeline > li").into_iter().filter(|step| step.contains("发出督办通知单")).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("督办〔2026〕1号") && told[0].contains("测试lin（待发送）"), "{}", told[0]);
    assert!(!page.one("main").contains("届时仍未报送的"), "no second one for this due day");
    let english = liaison.server.post("/language").form(&[("lang", "en"), ("next", "/")]).await;
    assert_eq!(english.status_code(), 303);
    let page = liaison.get("/notices/2026-1").await;
    assert_eq!(page.one("h1"), "Supervision Notice [2026] No. 1");
    assert!(page.one("article[lang='zh-CN']").contains("督办〔2026〕1号"), "the notice itself is Chinese");
    let changes = liaison.get("/changes").await.one("main");
    assert!(changes.contains("Supervision notice issued"), "{changes}");
}

async fn a_notice_that_reached_nobody_stands_out(world: World) {
    let office = world.sign_in("ban", Role::Office, "").await;
    world.user("bai", Role::UnitLeader, "keji").await;
    late_in_april(&world).await;
    let rows = office.get("/notices").await.all("tbody tr");
    assert!(!rows[0].contains("未送达") && rows[1].contains("未送达"), "{rows:?}");
    assert!(office.get("/notices/2026-1").await.one("main .notice").contains("请另行送达"));
    assert!(!office.get("/notices/2026-2").await.has("main .notice"));
}

async fn an_empty_list_says_what_will_stand_there(world: World) {
    let office = world.sign_in("ban", Role::Office, "").await;
    assert!(office.get("/notices").await.one(".empty").contains("还没有督办通知单"));
}
