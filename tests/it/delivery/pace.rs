//! How fast, and when again: the limit per minute, and the waits between tries. The clock stands still but for what
//! the stories do to it.

use std::collections::BTreeSet;
use std::sync::Arc;

use duban::app::App;
use duban::config::{Config, Encryption, Smtp};
use duban::jitter::Jitter;
use duban::jobs::deliver::{self, Step};
use duban::mail::{Files, Mailer};
use duban::store::Db;
use duban::store::outbox::State;
use time::Duration;

use super::{message, queue, states};
use crate::support::{World, stories};

stories! {
    no_minute_sees_more_than_its_limit_from_two_processes_either
    chance_spreads_what_is_tried_again
}

async fn no_minute_sees_more_than_its_limit_from_two_processes_either(mut world: World) {
    let smtp = Smtp {
        host: "localhost".to_owned(),
        port: 25,
        encryption: Encryption::None,
        username: None,
        password: None,
        from: "duban@example.gov.cn".to_owned(),
        ca_file: None,
        timeout_s: 20,
        per_minute: Some(10),
        dkim: None,
    };
    world.app.config = Arc::new(Config { smtp: Some(smtp), ..(*world.app.config).clone() });
    queue(&world, 40).await;
    let start = world.app.clock.now();
    let at = |seconds| world.app.clock.set(start.plus(Duration::seconds(seconds)));
    let other = App { db: Db::open(&world.database).await.unwrap(), ..world.app.clone() };

    let (one, two) = tokio::join!(deliver::drain(&world.app), deliver::drain(&other));
    assert_eq!(one.unwrap() + two.unwrap(), 10);
    at(30);
    assert_eq!(deliver::step(&other).await.unwrap(), Step::Idle);
    at(60);
    assert_eq!(deliver::drain(&other).await.unwrap(), 0, "the first ten left within these 60 seconds");
    at(61);
    assert_eq!(deliver::drain(&world.app).await.unwrap(), 10);
    // What left by a clock that ran ahead, and was put right since, does not hold up the others.
    at(7200);
    assert_eq!(deliver::drain(&other).await.unwrap(), 10);
    at(3600);
    assert_eq!(deliver::drain(&other).await.unwrap(), 10);
    assert_eq!(states(&world.app, 40).await, [(State::Sent, 1); 40]);
    other.db.close().await;
}

async fn chance_spreads_what_is_tried_again(mut world: World) {
    const COUNT: usize = 40;
    let blocked = world.folder.path().join("mail");
    std::fs::write(&blocked, "a file where the folder should be").unwrap();
    world.app.mailer = Mailer::Files(Files::new(blocked, "http://127.0.0.1:8080"));
    queue(&world, COUNT).await;
    let now = world.app.clock.now();
    world.app.jitter = Jitter::Fixed(100);
    assert_eq!(deliver::step(&world.app).await.unwrap(), Step::Postponed);
    assert_eq!(message(&world.app, 0).await.next_try_at, now.plus(Duration::seconds(90)));

    world.app.jitter = Jitter::System;
    assert_eq!(deliver::drain(&world.app).await.unwrap(), COUNT - 1);
    let mut waits = BTreeSet::new();
    for n in 1..COUNT {
        let wait = message(&world.app, n).await.next_try_at.since(now);
        assert!(wait >= Duration::seconds(60) && wait <= Duration::seconds(90), "{wait}");
        waits.insert(wait);
    }
    assert!(waits.len() > 5, "{waits:?}");
}
