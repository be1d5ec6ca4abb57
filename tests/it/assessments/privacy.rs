//! No unit sees another's draft, reply or evidence, whatever address it tries.

use duban::domain::access::Role;

use super::{PERIOD, frozen, post, reply};
use crate::support::{World, stories};

stories! {
    a_unit_reaches_nothing_of_another
    a_unit_sees_no_mark_before_the_freeze
}

async fn a_unit_reaches_nothing_of_another(world: World) {
    let cast = frozen(&world).await;
    let by_unit = [
        ("seen", "1"),
        ("what", "award:awards:municipal"),
        ("reason", "表彰"),
        ("points", ""),
        ("obligation", ""),
    ];
    assert_eq!(
        cast.scorer.post_files(&format!("{PERIOD}/marks/units/jiaoyu"), &by_unit, &[]).await.status,
        409,
        "frozen"
    );
    assert_eq!(reply(&cast.unit, "quality", "0", "只有绩效办能看").await.status, 303);
    for role in [Role::Liaison, Role::UnitLeader] {
        let other = world.sign_in(&format!("other-{}", role.as_str().replace('_', "-")), role, "keji").await;
        for route in
            duban::web::routes().iter().filter(|route| route.path.starts_with("/assessments/{period}"))
        {
            let path = route.path.replace("/assessments/{period}", PERIOD);
            let path = path.replace("{unit}", "jiaoyu").replace("{item}", "quality").replace("{mark}", "1");
            let path = path.replace("{revision}", "1").replace("{position}", "0");
            if route.method != "GET" {
                continue;
            }
            let page = other.get(&path).await;
            assert!(!page.text.contains("只有绩效办能看"), "{role:?} {path}");
            assert!(!page.text.contains("工作扎实"), "{role:?} {path}");
            let own = path.ends_with("/reply") || path == PERIOD;
            assert_eq!(page.status == 403, !own, "{role:?} {path}: {}", page.status);
        }
        let theirs = [("seen", "1"), ("verdict", "reject"), ("points", ""), ("reason", "不行")];
        assert_eq!(post(&other, "replies/jiaoyu/quality/ruling", &theirs).await.status, 403);
        assert_eq!(post(&other, "publication", &[("seen", "0")]).await.status, 403);
    }
    for (login, role) in [("lingdao", Role::DistrictLeader), ("root", Role::Admin)] {
        let other = world.sign_in(login, role, "").await;
        assert_eq!(other.get(&format!("{PERIOD}/replies/jiaoyu/quality")).await.status, 403, "{role:?}");
        assert_eq!(other.get(PERIOD).await.status, 403, "{role:?}");
    }
}

async fn a_unit_sees_no_mark_before_the_freeze(world: World) {
    let cast = super::cast(&world).await;
    post(&cast.scorer, "opening", &[]).await;
    let fields = [("seen", "0"), ("points-jiaoyu", "18"), ("reason-jiaoyu", "工作扎实")];
    let path = format!("{PERIOD}/marks/items/judgement");
    assert_eq!(cast.scorer.post_files(&path, &fields, &[("评议表.txt", b"18")]).await.status, 303);
    let own = cast.unit.get(&format!("{PERIOD}/reply")).await;
    assert!(own.has(".empty") && !own.text.contains("工作扎实"));
    let file = format!("{PERIOD}/marks/1/evidence/0");
    assert_eq!(cast.unit.get(&file).await.status, 403);
    assert_eq!(cast.scorer.get(&file).await.text, "18");
    world.set_time(super::AFTER);
    post(&cast.scorer, "freezing", &[]).await;
    assert_eq!(cast.unit.get(&file).await.text, "18", "its own, once it may see its draft");
}
