//! Webhooks that refuse, break or are not there: what is tried again, what is not, and that no key gets out.

use std::fs::File;

use duban::clock::Clock;
use duban::config::{self, RobotKind};
use duban::domain::access::Role;
use duban::jobs::{deliver, remind};
use duban::store::outbox::{self, State};
use time::Duration;

use super::hook::{Answer, Hook, KEY, SECRET};
use super::{SEVEN_BEFORE, give, hook, message, new_message, run, set_time, start};
use crate::support::server::Server;
use crate::support::{World, stories};

stories! {
    what_is_refused_for_now_is_tried_again
    what_is_refused_for_good_is_shown_and_sent_once_more_by_hand
    a_webhook_that_does_not_answer_is_given_up_in_time
    a_webhook_that_is_not_there_uses_up_no_try
    not_even_a_log_of_everything_holds_a_key
    no_key_stands_in_any_reply
}

const DAY: &str = "2026-06-04";

fn later(world: &World, minutes: i64) {
    world.app.clock.set(world.app.clock.now().plus(Duration::minutes(minutes)));
}

async fn what_is_refused_for_now_is_tried_again(mut world: World) {
    let cases = [
        (RobotKind::Wecom, Answer::Code(45_009)),
        (RobotKind::Wecom, Answer::Code(-1)),
        (RobotKind::Wecom, Answer::Status(500)),
        (RobotKind::Wecom, Answer::Page),
        (RobotKind::Dingtalk, Answer::Code(130_101)),
        (RobotKind::Dingtalk, Answer::Status(429)),
    ];
    world.set_time(SEVEN_BEFORE);
    let mut hooks = Vec::new();
    for (kind, answer) in cases {
        hooks.push(start(&world, kind, &[answer]).await);
    }
    let names: Vec<String> = (0..cases.len()).map(|n| format!("r{n}")).collect();
    let robots = names.iter().zip(&hooks).map(|(name, hook)| (name.as_str(), hook.settings(&["keji"])));
    give(&mut world, &robots.collect::<Vec<_>>());
    run(&world).await;
    for (name, case) in names.iter().zip(cases) {
        let message = message(&world.app, name, DAY).await;
        assert_eq!((message.state, message.attempts), (State::Queued, 1), "{case:?} {:?}", message.reply);
        assert_eq!(message.next_try_at, world.app.clock.now().plus(Duration::minutes(1)));
    }
    later(&world, 1);
    assert_eq!(deliver::drain(&world.app).await.unwrap(), cases.len());
    for (name, hook) in names.iter().zip(&hooks) {
        assert_eq!(message(&world.app, name, DAY).await.state, State::Sent);
        assert_eq!(hook.taken().len(), 1, "once");
    }
}

async fn what_is_refused_for_good_is_shown_and_sent_once_more_by_hand(mut world: World) {
    world.set_time(SEVEN_BEFORE);
    let hook = start(&world, RobotKind::Wecom, &[Answer::Code(93_000)]).await;
    let ding = start(&world, RobotKind::Dingtalk, &[Answer::Status(302)]).await;
    give(&mut world, &[("keji", hook.settings(&["keji"])), ("ding", ding.settings(&["keji"]))]);
    run(&world).await;
    let failed = message(&world.app, "keji", DAY).await;
    assert_eq!((failed.state, failed.attempts), (State::Failed, 1));
    let turned = message(&world.app, "ding", DAY).await;
    assert_eq!((turned.state, turned.reply.as_deref()), (State::Failed, Some("HTTP 302 Found")));
    assert_eq!(ding.asked(), 1, "no redirect is followed");
    later(&world, 600);
    assert_eq!(deliver::drain(&world.app).await.unwrap(), 0, "no second try by itself");

    let office = world.sign_in("ban", Role::Office, "").await;
    let list = office.get("/messages?state=failed").await;
    assert!(
        list.text.contains("企业微信群机器人 keji") && list.text.contains("errcode 93000"),
        "{}",
        list.text
    );
    let path = "/messages/digest-robot.keji-2026-06-04";
    assert!(office.get(path).await.one("dialog").contains("再次发到群里：企业微信群机器人 keji"));
    assert_eq!(office.post(&format!("{path}/resending"), &[]).await.status, 303);
    deliver::drain(&world.app).await.unwrap();
    assert_eq!(message(&world.app, "keji", DAY).await.state, State::Queued, "in the evening nothing leaves");
    set_time(&world, &hook, (2026, 6, 5, 9, 0));
    ding.set_time(world.app.clock.now().unix());
    deliver::drain(&world.app).await.unwrap();
    assert_eq!(message(&world.app, "keji", DAY).await.state, State::Sent);

    give(&mut world, &[("keji", hook.settings(&["keji"]))]);
    let gone = World::sign_in(&world, "ban2", Role::Office, "").await;
    let page = gone.get("/messages/digest-robot.ding-2026-06-04").await;
    assert!(page.text.contains("已不在配置中") && !page.has("dialog"), "{}", page.text);
    assert_eq!(gone.post("/messages/digest-robot.ding-2026-06-04/resending", &[]).await.status, 409);
}

async fn a_webhook_that_is_not_there_uses_up_no_try(mut world: World) {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/cgi-bin/webhook/send?key={KEY}", listener.local_addr().unwrap());
    drop(listener);
    world.set_time(SEVEN_BEFORE);
    give(&mut world, &[("keji", hook::settings(RobotKind::Wecom, &address, &["keji"]))]);
    world.user("li", Role::Liaison, "keji").await;
    let summary = remind::run(&world.app).await.unwrap();
    assert_eq!((summary.digests, summary.bulletins), (1, 1));
    assert_eq!(deliver::drain(&world.app).await.unwrap(), 2, "the letter leaves all the same");
    for _ in 0..3 {
        let waiting = message(&world.app, "keji", DAY).await;
        assert_eq!((waiting.state, waiting.attempts), (State::Queued, 0));
        let reply = waiting.reply.unwrap();
        assert!(reply.contains("refused") && !reply.contains(KEY) && !reply.contains("key="), "{reply}");
        later(&world, 1);
        assert_eq!(deliver::drain(&world.app).await.unwrap(), 1);
    }
}

async fn a_webhook_that_does_not_answer_is_given_up_in_time(mut world: World) {
    world.set_time(SEVEN_BEFORE);
    let hook = start(&world, RobotKind::Wecom, &[Answer::Hang]).await;
    give(&mut world, &[("keji", config::Robot { timeout_s: 1, ..hook.settings(&["keji"]) })]);
    run(&world).await;
    let message = message(&world.app, "keji", DAY).await;
    assert_eq!((message.state, message.attempts), (State::Queued, 1), "it may have been taken");
    assert!(message.reply.unwrap().starts_with("no answer in time"));
}

/// The real program, set by variables, at the lowest level.
async fn not_even_a_log_of_everything_holds_a_key(mut world: World) {
    let now = Clock::System.now();
    let hook = Hook::start(RobotKind::Dingtalk, now.unix(), &[]).await;
    give(&mut world, &[("keji", hook.settings(&["keji"]))]);
    let (plan, robot) = (&world.app.plan.id, world.app.robots.get("keji").unwrap());
    let new = new_message(&world, robot, "to-keji");
    let mut tx = world.app.db.write(plan).await.unwrap();
    assert!(outbox::enqueue_on(&mut tx, plan, "keji", &new).await.unwrap());
    tx.commit().await.unwrap();
    let log = world.folder.path().join("log");
    let settings = [
        ("DUBAN_ROBOTS__KEJI__KIND", "dingtalk".to_owned()),
        ("DUBAN_ROBOTS__KEJI__URL", hook.address.clone()),
        ("DUBAN_ROBOTS__KEJI__SECRET", SECRET.to_owned()),
        ("DUBAN_ROBOTS__KEJI__UNITS", "keji".to_owned()),
    ];
    let mut server = Server::start_logging(&world, &settings, File::create(&log).unwrap()).await;
    hook.arrival().await;
    // It is marked before it is logged. On a working day it may not be the only one: the program goes by today's date.
    let is_sent = || {
        let log = std::fs::read(&log).unwrap();
        String::from_utf8_lossy(&log)
            .lines()
            .any(|line| line.contains("a message was sent") && line.contains("to-keji"))
    };
    while !is_sent() {
        tokio::task::yield_now().await;
    }
    server.kill();
    assert!(hook.taken().iter().any(|text| text == "文"));
    let log = std::fs::read_to_string(log).unwrap();
    assert!(log.contains("TRACE") && log.contains("to-keji"));
    for secret in [KEY, SECRET, "access_token"] {
        let line = log.lines().find(|line| line.contains(secret));
        assert_eq!(line, None, "{secret}");
    }
}

async fn no_key_stands_in_any_reply(mut world: World) {
    world.set_time(SEVEN_BEFORE);
    let wecom = start(&world, RobotKind::Wecom, &[Answer::Code(93_000)]).await;
    let ding = start(&world, RobotKind::Dingtalk, &[Answer::Code(310_000)]).await;
    give(&mut world, &[("keji", wecom.settings(&["keji"])), ("ding", ding.settings(&["keji"]))]);
    run(&world).await;
    for name in ["keji", "ding"] {
        let reply = message(&world.app, name, DAY).await.reply.unwrap();
        assert!(reply.contains("refused, as … was told"), "the words, without the key: {reply}");
    }
    let shown = format!("{:?}", world.app);
    assert!(shown.contains("keji") && !shown.contains(KEY) && !shown.contains(SECRET), "{shown}");
}
