//! Rules beyond a cell: days to come, a row of each kind, a plan that was changed, and the same row in two weeks.

use duban::domain::access::Role;

use super::{GOOD, ID, desk, liaison, licence, paste, path, send};
use crate::support::{World, stories};

stories! {
    a_decision_of_tomorrow_is_none
    a_list_of_liaisons_names_each_role
    rows_are_checked_again_when_the_form_has_become_another
    what_was_reported_a_week_ago_is_shown_with_its_twin
}

async fn a_decision_of_tomorrow_is_none(world: World) {
    let liaison = liaison(&world, "li", "jiaoyu").await;
    let rows = [licence(1, GOOD, "2026-06-10"), licence(2, GOOD, "2026-06-11")];
    let page = paste(&liaison, &desk("licences"), &rows).await;
    assert!(page.one(".sheet-counts").contains("2行 1行有误"), "{}", page.text);
    assert!(page.one("td.what").contains("这一天还没有到"), "{}", page.one("td.what"));
}

async fn a_list_of_liaisons_names_each_role(world: World) {
    let liaison = liaison(&world, "li", "jiaoyu").await;
    let id = "1.3-liaison~jiaoyu~2026";
    let desk = format!("/obligations/{id}/sheets/liaisons");
    let row = |role: &str| format!("{role},王{role},主任,13800000001,wang@example.gov.cn\n");
    let list = |roles: &[&str]| {
        let rows: String = roles.iter().map(|role| row(role)).collect();
        format!("责任类别,姓名,职务,联系电话,电子邮箱\n{rows}")
    };
    let given = async |roles: &[&str]| {
        assert_eq!(liaison.post_files(&desk, &[("text", &list(roles))], &[]).await.status, 303);
        liaison.get(&desk).await
    };
    let page = given(&["领导责任人", "联络员"]).await;
    assert!(page.one("#rows .wrong-words").contains("还缺“执行责任人”、“具体操作负责人”"), "{}", page.text);
    let refused = send(&liaison, id, "0", "名单").await;
    assert_eq!(refused.status, 422);
    let said = refused.one("#sheets-faults");
    assert!(said.contains("“联络员名单”还缺“执行责任人”、“具体操作负责人”的行"), "{said}");
    let page = given(&["领导责任人", "执行责任人", "具体操作负责人", "联络员"]).await;
    assert!(!page.has("#rows .wrong-words"));
    assert_eq!(send(&liaison, id, "0", "名单").await.status, 303);
}

async fn rows_are_checked_again_when_the_form_has_become_another(world: World) {
    let liaison = liaison(&world, "li", "jiaoyu").await;
    paste(&liaison, &desk("licences"), &[licence(1, GOOD, "2026-06-08")]).await;
    // As an older plan let it pass, which asked for no such thing.
    let wrong = r#"{"XK_WSH": "1号", "XK_XDR_MC": "示例学校", "XK_JDRQ": "2026-06-08"}"#;
    assert_eq!(world.sql(&format!("UPDATE sheet_rows SET cells = '{wrong}'")).await, 1);
    world.sql("UPDATE sheets SET checked_with = 'another'").await;
    let refused = send(&liaison, ID, "0", "一件").await;
    assert_eq!(refused.status, 422);
    assert!(refused.one("#sheets-faults").contains("1行有误"), "{}", refused.one("#sheets-faults"));
    let page = liaison.get(&desk("licences")).await;
    assert!(page.one("td.what").contains("许可机关"), "{}", page.one("td.what"));
}

async fn what_was_reported_a_week_ago_is_shown_with_its_twin(world: World) {
    let (liaison, office) =
        (liaison(&world, "li", "jiaoyu").await, world.sign_in("ban", Role::Office, "").await);
    let last = ID.replace("W24", "W23");
    let row = [licence(1, GOOD, "2026-06-03")];
    paste(&liaison, &desk("licences").replace("W24", "W23"), &row).await;
    assert_eq!(send(&liaison, &last, "0", "一件").await.status, 303);
    let fields = [("seen", "1"), ("decision", "accept"), ("reason", "")];
    assert_eq!(office.post(&format!("{}/review", path(&last)), &fields).await.status, 303);
    let page = paste(&liaison, &desk("licences"), &row).await;
    let twin = page.one(".twins li");
    assert!(twin.contains("区教育局") && twin.contains("第23周"), "{twin}");
}
