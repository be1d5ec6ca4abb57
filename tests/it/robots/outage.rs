//! One channel hangs, the others go on.

use std::net::TcpListener;
use std::time::Duration;

use duban::config::{Config, Encryption, RobotKind, Smtp};
use duban::domain::access::Role;
use duban::jobs::{self, deliver, remind};
use duban::mail::Mailer;
use duban::store::outbox::{self, State};
use tokio::time::timeout;

use super::hook::Answer;
use super::{SEVEN_BEFORE, give, message, start};
use crate::support::{World, stories};

stories! {
    a_robot_that_hangs_holds_up_neither_mail_nor_another_robot
    a_mail_server_that_hangs_holds_up_no_robot
    the_schedule_has_a_worker_for_each_channel
}

const DAY: &str = "2026-06-04";

/// The states of li's letter and of these robots' messages.
async fn states(world: &World, robots: &[&str]) -> Vec<State> {
    let mut states = Vec::new();
    let mut tx = world.app.db.read().await.unwrap();
    let letter = outbox::get(&mut tx, &world.app.plan.id, &format!("digest-li-{DAY}")).await.unwrap();
    drop(tx);
    states.push(letter.unwrap().state);
    for robot in robots {
        states.push(message(&world.app, robot, DAY).await.state);
    }
    states
}

async fn until(world: &World, robots: &[&str], expected: &[State]) {
    let so = async {
        while states(world, robots).await != expected {
            tokio::task::yield_now().await;
        }
    };
    assert!(timeout(Duration::from_secs(30), so).await.is_ok(), "{:?}", states(world, robots).await);
}

async fn a_robot_that_hangs_holds_up_neither_mail_nor_another_robot(mut world: World) {
    world.user("li", Role::Liaison, "keji").await;
    world.set_time(SEVEN_BEFORE);
    let hangs = start(&world, RobotKind::Wecom, &[Answer::Hang]).await;
    let well = start(&world, RobotKind::Dingtalk, &[]).await;
    give(&mut world, &[("a-hangs", hangs.settings(&["keji"])), ("b-well", well.settings(&["keji"]))]);
    remind::run(&world.app).await.unwrap();
    let app = world.app.clone();
    let draining = tokio::spawn(async move { deliver::drain(&app).await.unwrap() });
    hangs.arrival().await;
    until(&world, &["a-hangs", "b-well"], &[State::Sent, State::Claimed, State::Sent]).await;
    assert!(!draining.is_finished());
    hangs.release();
    assert_eq!(draining.await.unwrap(), 3);
    assert_eq!(states(&world, &["a-hangs"]).await, [State::Sent; 2]);
    assert_eq!((hangs.taken().len(), well.taken().len()), (1, 1));
}

async fn a_mail_server_that_hangs_holds_up_no_robot(mut world: World) {
    world.user("li", Role::Liaison, "keji").await;
    world.set_time(SEVEN_BEFORE);
    // Takes connections and says nothing.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let smtp = Smtp {
        host: "127.0.0.1".to_owned(),
        port: silent.local_addr().unwrap().port(),
        encryption: Encryption::None,
        username: None,
        password: None,
        from: "duban@example.gov.cn".to_owned(),
        ca_file: None,
        timeout_s: 40,
        per_minute: None,
        dkim: None,
    };
    world.app.mailer = Mailer::from_config(&Config { smtp: Some(smtp), ..Config::default() }).unwrap();
    let hook = start(&world, RobotKind::Wecom, &[]).await;
    give(&mut world, &[("keji", hook.settings(&["keji"]))]);
    remind::run(&world.app).await.unwrap();
    let app = world.app.clone();
    let draining = tokio::spawn(async move { deliver::drain(&app).await });
    until(&world, &["keji"], &[State::Claimed, State::Sent]).await;
    assert!(!draining.is_finished());
    draining.abort();
}

async fn the_schedule_has_a_worker_for_each_channel(mut world: World) {
    world.user("li", Role::Liaison, "keji").await;
    world.set_time(SEVEN_BEFORE);
    let hangs = start(&world, RobotKind::Wecom, &[Answer::Hang]).await;
    let well = start(&world, RobotKind::Wecom, &[]).await;
    give(&mut world, &[("a-hangs", hangs.settings(&["keji"])), ("b-well", well.settings(&["keji"]))]);
    remind::run(&world.app).await.unwrap();
    let handle = jobs::start(world.app.clone()).await.unwrap();
    hangs.arrival().await;
    until(&world, &["a-hangs", "b-well"], &[State::Sent, State::Claimed, State::Sent]).await;
    hangs.release();
    until(&world, &["a-hangs", "b-well"], &[State::Sent; 3]).await;
    handle.shutdown().await;
    assert_eq!((hangs.asked(), well.asked()), (1, 1));
}
