//! Whoever edits a published edition, even in the database, is found out.

use duban::domain::plan::Plan;
use duban::domain::scoring::Standing;
use duban::domain::scoring::rules::Kind;
use duban::store::scores;
use duban::words::Lang;
use rust_decimal::Decimal;

use super::{AFTER, Cast, OVER, PERIOD, cast, judge, post};
use crate::support::{World, stories};

stories! {
    editions_as_they_were_published_are_proved
    a_changed_byte_is_noticed
    changed_points_are_noticed_with_a_new_hash_too
    a_deleted_edition_is_noticed
    swapped_editions_are_noticed
    a_changed_reason_and_a_lost_line_of_history_are_noticed
    a_rule_change_leaves_published_editions_alone
}

/// Two editions.
async fn published(world: &World) -> Cast {
    let cast = cast(world).await;
    post(&cast.scorer, "opening", &[]).await;
    judge(&cast.scorer, "0", "18", "工作扎实").await;
    world.set_time(AFTER);
    post(&cast.scorer, "freezing", &[]).await;
    world.set_time(OVER);
    assert_eq!(post(&cast.scorer, "publication", &[("seen", "0")]).await.status, 303);
    let right = [("unit", "jiaoyu"), ("item", "judgement"), ("points", "19"), ("reason", "漏计")];
    assert_eq!(post(&cast.scorer, "corrections", &right).await.status, 303);
    assert_eq!(post(&cast.scorer, "publication", &[("seen", "1"), ("reason", "更正")]).await.status, 303);
    cast
}

async fn verify(world: &World) -> (bool, String) {
    let mut out = Vec::new();
    let well = duban::cli::score_verify::verify(&world.app, Lang::Zh, &mut out).await.unwrap();
    (well, String::from_utf8(out).unwrap())
}

async fn found(world: &World, what: &str) {
    let (well, out) = verify(world).await;
    assert!(!well && out.contains(what), "{what} is not in:\n{out}");
}

async fn editions_as_they_were_published_are_proved(world: World) {
    assert_eq!(verify(&world).await, (true, "还没有发布过考核结果。\n".to_owned()));
    let cast = published(&world).await;
    let (well, out) = verify(&world).await;
    assert!(well, "{out}");
    assert_eq!(out.lines().count(), 2);
    assert!(out.lines().all(|line| line.contains("一致")), "{out}");
    let page = cast.scorer.get(&format!("{PERIOD}/verification")).await;
    assert_eq!(page.all("tbody th"), ["第1版", "第2版"]);
    assert!(page.has("main p.done"));
    let key = std::fs::read_to_string(world.folder.path().join("seal.key")).unwrap();
    assert_eq!(key.len(), 64);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(world.folder.path().join("seal.key")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "nobody else may read it");
    }
}

/// The snapshot of an edition as text, changed, and put back.
async fn edit(world: &World, edition: i64, change: impl Fn(&str) -> String, with_hash: bool) {
    let mut tx = world.app.db.read().await.unwrap();
    let plan = &world.app.plan.id;
    let found = scores::edition(&mut tx, plan, "two-monthly-3", edition).await.unwrap().unwrap();
    drop(tx);
    let before = String::from_utf8(found.bytes).unwrap();
    let after = change(&before);
    assert_ne!(before, after);
    let bytes = after.as_bytes();
    let blob = if world.app.db.is_sqlite() {
        format!("X'{}'", hex::encode(bytes))
    } else {
        format!("'\\x{}'", hex::encode(bytes))
    };
    let hash =
        if with_hash { format!(", sha256 = '{}'", duban::editions::sha256(bytes)) } else { String::new() };
    let done =
        world.sql(&format!("UPDATE editions SET snapshot = {blob}{hash} WHERE edition = {edition}")).await;
    assert_eq!(done, 1);
}

async fn a_changed_byte_is_noticed(world: World) {
    let cast = published(&world).await;
    edit(&world, 1, |text| text.replacen("工作扎实", "工作踏实", 1), false).await;
    found(&world, "SHA-256不符").await;
    found(&world, "封存标记不符").await;
    let page = cast.scorer.get(&format!("{PERIOD}/verification")).await;
    assert!(page.has("main .notice[role=alert]") && page.one("tbody tr").contains("不符"));
}

async fn changed_points_are_noticed_with_a_new_hash_too(world: World) {
    published(&world).await;
    let jiaoyu = |text: &str| {
        let (head, tail) = text.split_once("\"scores\":").unwrap();
        let (before, own) = tail.split_once("{\"unit\":\"jiaoyu\"").unwrap();
        let changed = own.replacen(
            "\"item\":\"judgement\",\"points\":\"19\"",
            "\"item\":\"judgement\",\"points\":\"20\"",
            1,
        );
        format!("{head}\"scores\":{before}{{\"unit\":\"jiaoyu\"{changed}")
    };
    edit(&world, 2, jiaoyu, true).await;
    found(&world, "封存标记不符").await;
    found(&world, "操作日志中没有这一版").await;
    found(&world, "重新计算的结果不一致：区教育局“领导小组办公室综合评价”").await;
}

async fn a_deleted_edition_is_noticed(world: World) {
    published(&world).await;
    world.sql("DELETE FROM editions WHERE edition = 1").await;
    found(&world, "第1版：不符：这一版发布过，现在找不到了").await;
    world.sql("DELETE FROM editions").await;
    found(&world, "第2版：不符：这一版发布过，现在找不到了").await;
}

async fn swapped_editions_are_noticed(world: World) {
    published(&world).await;
    for (from, to) in [(1, 9), (2, 1), (9, 2)] {
        world.sql(&format!("UPDATE editions SET edition = {to} WHERE edition = {from}")).await;
    }
    found(&world, "内容属于另一考核期或另一版次").await;
}

async fn a_changed_reason_and_a_lost_line_of_history_are_noticed(world: World) {
    published(&world).await;
    world.sql("UPDATE editions SET reason = '另有原因' WHERE edition = 2").await;
    found(&world, "登记的发布时间、发布人或原因与内容不符").await;
    world.sql("UPDATE editions SET reason = '更正' WHERE edition = 2").await;
    assert!(verify(&world).await.0);
    world.sql("DELETE FROM events WHERE act = 'scores_published'").await;
    found(&world, "操作日志中没有这一版").await;
}

/// Under other rules a period that is not frozen is scored otherwise; what was published is proved as before.
async fn a_rule_change_leaves_published_editions_alone(world: World) {
    published(&world).await;
    let (published, live) = (totals(&world, "two-monthly-3").await, totals(&world, "half-year-1").await);
    let before = verify(&world).await;
    assert!(before.0, "{}", before.1);

    let mut world = world;
    let mut parts = (**world.app.plan).clone();
    parts.scoring.version += 1;
    let item = parts.scoring.items.iter_mut().find(|item| item.id == "judgement").unwrap();
    item.kind = Kind::Judged { otherwise: Some(3.into()) };
    world.app.plan = std::sync::Arc::new(Plan::new(parts));
    assert_eq!(verify(&world).await, before);
    assert_eq!(totals(&world, "two-monthly-3").await, published);
    assert_ne!(totals(&world, "half-year-1").await, live, "the new rules hold where nothing was frozen");
}

async fn totals(world: &World, period: &str) -> Vec<Option<Decimal>> {
    let plan = &world.app.plan;
    let span = plan.scoring.span(plan.year, period).unwrap();
    let mut tx = world.app.db.read().await.unwrap();
    let now = world.app.clock.now();
    let assessed = scores::assessed(&mut tx, plan, &span, now).await.unwrap();
    assessed.scores().units.iter().map(Standing::total).collect()
}
