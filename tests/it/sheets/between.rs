//! Sheets between people: two windows, two units, the office, and readings that were given up.

use duban::domain::access::Role;
use duban::domain::ids::SheetId;
use duban::store::sheets::{self, New, Source};

use super::{GOOD, ID, desk, liaison, licence, paste, path, send};
use crate::support::{Browser, World, stories};

stories! {
    what_was_sent_is_sent_again_unless_it_is_changed
    a_row_that_another_unit_reported_is_shown_with_its_twin
    a_draft_is_its_persons_own_and_personal_data_is_the_units
    of_two_windows_the_later_hears_of_the_earlier
    a_reading_that_was_taken_over_or_given_up_changes_nothing
    the_districts_catalogue_is_gathered_from_accepted_ones
}

async fn accept(office: &Browser, id: &str, seen: &str) {
    let fields = [("seen", seen), ("decision", "accept"), ("reason", "")];
    assert_eq!(office.post(&format!("{}/review", path(id)), &fields).await.status, 303);
}

async fn what_was_sent_is_sent_again_unless_it_is_changed(world: World) {
    let (liaison, office) =
        (liaison(&world, "li", "jiaoyu").await, world.sign_in("ban", Role::Office, "").await);
    paste(&liaison, &desk("licences"), &[licence(1, GOOD, "2026-06-08")]).await;
    assert_eq!(send(&liaison, ID, "0", "第一次").await.status, 303);
    let fields = [("seen", "1"), ("decision", "return"), ("reason", "请补充处罚信息")];
    office.post(&format!("{}/review", path(ID)), &fields).await;
    // A month later the row is the one that came in time.
    world.set_time((2026, 7, 10, 9, 0));
    let page = liaison.get(&path(ID)).await;
    assert!(page.one(".sheets-field").contains("沿用上次报送的1行"), "{}", page.one(".sheets-field"));
    assert_eq!(liaison.post(&format!("{}/copy", desk("licences")), &[]).await.status, 303);
    let fields = [
        ("cell-XK_WSH", "教许字〔2026〕10号"),
        ("cell-XK_XDR_MC", "新学校"),
        ("cell-XK_XDR_LB", "法人及非法人组织"),
        ("cell-XK_JDRQ", "2026-06-09"),
        ("cell-XK_XKJG", "区教育局"),
    ];
    assert_eq!(liaison.post(&format!("{}/rows", desk("licences")), &fields).await.status, 303);
    assert_eq!(send(&liaison, ID, "1", "第二次").await.status, 303);
    let page = liaison.get(&path(ID)).await;
    assert!(page.one("#revision-2 .sheets-sent").contains("2行 1行迟报"), "{}", page.one("#revision-2"));
    assert!(page.one("#revision-1 .sheets-sent").contains("1行"));
}

async fn a_row_that_another_unit_reported_is_shown_with_its_twin(world: World) {
    let keji = liaison(&world, "zhao", "keji").await;
    let other = ID.replace("jiaoyu", "keji");
    let there = desk("licences").replace("jiaoyu", "keji");
    paste(&keji, &there, &[licence(1, GOOD, "2026-06-08"), licence(2, GOOD, "2026-06-08")]).await;
    assert_eq!(send(&keji, &other, "0", "报送").await.status, 303);
    let jiaoyu = liaison(&world, "li", "jiaoyu").await;
    let page =
        paste(&jiaoyu, &desk("licences"), &[licence(3, GOOD, "2026-06-08"), licence(2, GOOD, "2026-06-08")])
            .await;
    let twin = page.one(".twins li");
    assert!(twin.contains("第3行") && (twin.contains("区科委") || twin.contains("区科技局")), "{twin}");
    assert_eq!(send(&jiaoyu, ID, "0", "照报").await.status, 303, "the other may be the one in error");
}

async fn a_draft_is_its_persons_own_and_personal_data_is_the_units(world: World) {
    let liaison = liaison(&world, "li", "jiaoyu").await;
    let row = "教许字〔2026〕1号\t王小明\t自然人\t\t2026-06-08\t区教育局\t01\t11010519491231002X".to_owned();
    let page = paste(&liaison, &desk("licences"), &[row]).await;
    assert!(page.text.contains("11010519491231002X"), "{}", page.text);
    let colleague = world.sign_in("sun", Role::UnitLeader, "jiaoyu").await;
    assert!(!colleague.get(&desk("licences")).await.has("table.sheet"));
    let stranger = world.sign_in("zhao", Role::Liaison, "keji").await;
    let office = world.sign_in("ban", Role::Office, "").await;
    for (browser, status) in [(&stranger, 403), (&office, 403)] {
        assert_eq!(browser.get(&desk("licences")).await.status, status);
    }
    assert_eq!(liaison.get(&desk("catalogue")).await.status, 404, "the duty does not ask for it");
    assert_eq!(send(&liaison, ID, "0", "一件").await.status, 303);
    let sent = format!("/obligations/{ID}/revisions/1/sheets/licences");
    let seen = office.get(&sent).await;
    assert!(!seen.text.contains("11010519491231002X") && seen.text.contains("***"), "{}", seen.text);
    assert!(!colleague.get(&sent).await.text.contains("11010519491231002X"), "in full only on record");
    assert_eq!(stranger.get(&sent).await.status, 403);
}

async fn of_two_windows_the_later_hears_of_the_earlier(world: World) {
    let liaison = liaison(&world, "li", "jiaoyu").await;
    let wrong = licence(2, "91440300715267260X", "2026-06-09");
    let page = paste(&liaison, &desk("licences"), &[licence(1, GOOD, "2026-06-08"), wrong]).await;
    let row = page.attribute("table.sheet tbody th a", "href");
    let (form, report) = (liaison.get(&row).await, liaison.get(&path(ID)).await);
    let seen = form.attribute("[name=seen]", "value");
    let mark = report.attribute("[name=sheet]", "value");
    world.set_time((2026, 6, 10, 9, 1));
    let other = [licence(7, GOOD, "2026-06-08"), licence(8, "91440300715267260X", "2026-06-09")];
    paste(&liaison, &desk("licences"), &other).await;
    let late = liaison.post(&row, &[("seen", &seen), ("cell-XK_WSH", "教许字〔2026〕2号")]).await;
    assert_eq!(late.status, 409, "the row in its place is another file's");
    assert_eq!(late.attribute("[name=cell-XK_WSH]", "value"), "教许字〔2026〕2号");
    assert_eq!(liaison.post(&format!("{row}/end"), &[("seen", &seen)]).await.status, 409);
    assert_eq!(liaison.post(&format!("{}/faulty/end", desk("licences")), &[]).await.status, 303);
    let fields = [("seen", "0"), ("text", "旧页面"), ("sheet", &*mark)];
    let sent = liaison.post_files(&format!("{}/submission", path(ID)), &fields, &[]).await;
    assert_eq!(sent.status, 409, "the page had other rows on it");
    assert_eq!(sent.one("textarea[name=text]"), "旧页面");
    let mark = sent.attribute("[name=sheet]", "value");
    let fields = [("seen", "0"), ("text", "新页面"), ("sheet", &*mark)];
    let sent = liaison.post_files(&format!("{}/submission", path(ID)), &fields, &[]).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
}

async fn a_reading_that_was_taken_over_or_given_up_changes_nothing(world: World) {
    let liaison = liaison(&world, "li", "jiaoyu").await;
    paste(&liaison, &desk("licences"), &[licence(1, GOOD, "2026-06-08")]).await;
    let (plan, now) = (&world.app.plan.id, world.app.clock.now());
    let (user, obligation) = ("li".parse().unwrap(), ID.parse().unwrap());
    let mut tx = world.app.db.write(plan).await.unwrap();
    let draft = sheets::in_hand(&mut tx, plan, &obligation, &user).await.unwrap().remove(0);
    let before = now.plus(time::Duration::hours(1));
    assert!(!sheets::claim(&mut tx, plan, &draft.id, before, now).await.unwrap(), "it has been read");
    assert_eq!(sheets::rows::last(&mut tx, plan, &draft.id).await.unwrap(), 1, "and its rows stay");
    let begin = async |tx: &mut duban::store::Tx, number| {
        let new = New {
            id: SheetId::of_number(number),
            obligation: &obligation,
            form: &draft.form_id,
            user: &user,
            source: Source::Paste,
            file: None,
        };
        sheets::begin(tx, plan, &new, now).await.unwrap();
        sheets::get(tx, plan, &new.id).await.unwrap().unwrap()
    };
    let first = begin(&mut tx, 1).await;
    let second = begin(&mut tx, 2).await;
    let null = serde_json::Value::Null;
    assert!(!sheets::finish(&mut tx, plan, &first, 0, &null, now).await.unwrap(), "the second has its place");
    assert!(sheets::progress(&mut tx, plan, &second.id, (0, 5, 0), now).await.unwrap());
    assert!(
        !sheets::progress(&mut tx, plan, &second.id, (0, 5, 0), now).await.unwrap(),
        "somebody else is at 5"
    );
    assert!(!sheets::finish(&mut tx, plan, &second, 0, &null, now).await.unwrap());
    assert_eq!(
        sheets::in_hand(&mut tx, plan, &obligation, &user).await.unwrap().len(),
        2,
        "the draft is there still"
    );
}

async fn the_districts_catalogue_is_gathered_from_accepted_ones(world: World) {
    let plan = &world.app.plan;
    let merged = plan.forms.iter().find(|form| form.merges.is_some()).unwrap();
    let source = plan.form(merged.merges.as_ref().unwrap()).unwrap();
    let asks = |form: &duban::domain::ids::FormId| {
        plan.duties().find(|place| place.duty.forms.contains(form)).unwrap()
    };
    let (to, from) = (asks(&merged.id).duty, asks(&source.id).duty);
    let owed = |duty: &duban::domain::ids::DutyId, unit: &str| format!("{duty}~{unit}~2026");
    let (unit, owner) = (from.owed.owners()[0].to_string(), to.owed.owners()[0].to_string());
    let (id, gathers) = (owed(&from.id, &unit), owed(&to.id, &owner));
    let sender = liaison(&world, "li", &unit).await;
    let office = world.sign_in("ban", Role::Office, "").await;
    let heads: Vec<&str> = source.columns.iter().map(|column| column.label.zh.as_str()).collect();
    let example: Vec<&str> = source.columns.iter().map(|column| column.example.as_str()).collect();
    let mut row = example.clone();
    let free = source
        .columns
        .iter()
        .position(|column| matches!(column.kind, duban::domain::forms::Kind::Text { .. }))
        .unwrap();
    row[free] = "实有信息项";
    let text = format!("{}\n{}", heads.join("\t"), row.join("\t"));
    let desk = format!("/obligations/{id}/sheets/{}", source.id);
    assert_eq!(sender.post_files(&desk, &[("text", &text)], &[]).await.status, 303);
    let sent = sender
        .post_files(
            &format!("{}/submission", path(&id)),
            &[("seen", "0"), ("text", "目录")],
            &[("目录.pdf", b"%PDF-")],
        )
        .await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    accept(&office, &id, "1").await;
    let gatherer = liaison(&world, "gao", &owner).await;
    let desk = format!("/obligations/{gathers}/sheets/{}", merged.id);
    assert_eq!(gatherer.post(&format!("{desk}/merge"), &[]).await.status, 303);
    let page = gatherer.get(&desk).await;
    assert!(page.one(".sheet-counts").contains("1行"), "{}", page.text);
    assert!(page.one("table.sheet tbody").contains("实有信息项"));
}
