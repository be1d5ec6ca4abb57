//! Trying a robot from the guided start, and what a monitor sees of robots.

use duban::config::RobotKind;
use duban::domain::access::Role;
use duban::domain::timestamp::Timestamp;
use duban::store::backlog;
use time::Duration;

use super::hook::Answer;
use super::{SEVEN_BEFORE, give, run, start};
use crate::support::{World, stories};

stories! {
    an_administrator_tries_each_robot
    metrics_tell_channels_apart
}

async fn an_administrator_tries_each_robot(mut world: World) {
    let admin = world.sign_in("admin", Role::Admin, "").await;
    assert!(!admin.get("/start").await.has("#robots"), "there are none");
    let well = start(&world, RobotKind::Dingtalk, &[]).await;
    let bad = start(&world, RobotKind::Wecom, &[Answer::Code(93_000)]).await;
    give(&mut world, &[("ban", well.settings(&[])), ("keji", bad.settings(&["keji", "jiaoyu"]))]);
    let admin = world.sign_in("admin2", Role::Admin, "").await;
    let page = admin.get("/start").await;
    let step = page.one("#robots");
    assert!(
        step.contains("钉钉群机器人 ban 领导小组办公室") && step.contains("企业微信群机器人 keji 2个单位"),
        "{step}"
    );
    for (name, shown) in [("ban", "测试消息已发到群里"), ("keji", "没有发出")] {
        let done = admin.post(&format!("/start/robots/{name}/test"), &[]).await;
        assert_eq!((done.status, done.location.as_str()), (303, "/start#robots"));
        assert!(admin.get("/start").await.one("#robots").contains(shown));
    }
    assert!(well.taken()[0].contains("**测试消息**") && well.taken()[0].contains("http://127.0.0.1:8080"));
    assert!(admin.get("/start").await.one("#robots").contains("errcode 93000"));
    assert!(!admin.get("/start").await.one("#robots").contains("已完成"), "one of them is not well");
    world.app.clock.set(world.app.clock.now().plus(Duration::seconds(1)));
    admin.post("/start/robots/keji/test", &[]).await;
    assert_eq!(bad.taken().len(), 1, "the code was answered once");
    let step = admin.get("/start").await.one("#robots");
    assert!(!step.contains("没有发出") && step.matches("测试消息已发到群里").count() == 2, "{step}");
    assert_eq!(admin.post("/start/robots/nobody/test", &[]).await.status, 404);
    for second in 2..5 {
        world.app.clock.set(world.app.clock.now().plus(Duration::seconds(second)));
        assert_eq!(admin.post("/start/robots/keji/test", &[]).await.status, 303);
    }
    world.app.clock.set(world.app.clock.now().plus(Duration::seconds(1)));
    assert_eq!(admin.post("/start/robots/keji/test", &[]).await.status, 429);
    assert_eq!(bad.asked(), 5);
}

async fn metrics_tell_channels_apart(mut world: World) {
    let hook = start(&world, RobotKind::Wecom, &[Answer::Code(93_000)]).await;
    give(&mut world, &[("keji", hook.settings(&["keji"]))]);
    world.user("li", Role::Liaison, "keji").await;
    world.set_time(SEVEN_BEFORE);
    run(&world).await;
    let text = metrics(&world, world.app.clock.now()).await;
    for sample in [
        "duban_messages_total{outcome=\"sent\",channel=\"mail\"} 1",
        "duban_messages_total{outcome=\"failed\",channel=\"keji\"} 1",
        "duban_messages_given_up{channel=\"mail\"} 0",
        "duban_messages_given_up{channel=\"keji\"} 1",
        "duban_messages_waiting{channel=\"keji\"} 0",
        "duban_oldest_waiting_message_age_seconds{channel=\"keji\"} 0",
    ] {
        assert!(text.lines().any(|line| line == sample), "{sample}\n{text}");
    }
}

async fn metrics(world: &World, now: Timestamp) -> String {
    let (app, mut tx) = (&world.app, world.app.db.read().await.unwrap());
    let backlog = backlog::of(&mut tx, &app.plan.id, &app.channels(), now).await.unwrap();
    app.metrics.render(&backlog).unwrap()
}
