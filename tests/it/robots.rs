//! Chat groups' robots (群机器人), against webhooks on this machine that judge what they get by the vendors' documents.

use std::collections::BTreeMap;
use std::sync::Arc;

use duban::app::App;
use duban::cli;
use duban::config::{self, Config, RobotKind};
use duban::domain::access::Role;
use duban::domain::deadline::Days;
use duban::domain::digest::{Item, Urgency};
use duban::domain::reminder::Stage;
use duban::jobs::{deliver, remind, sweep};
use duban::robots::{Robot, Robots, bulletin};
use duban::store::Db;
use duban::store::outbox::{self, Message, State};
use duban::words::Lang;

use crate::support::{World, stories};

mod failures;
mod hook;
mod outage;
mod setup;
mod start;

use hook::Hook;

stories! {
    a_group_hears_once_a_day_what_its_units_owe
    the_office_group_hears_what_the_office_hears
    what_waits_for_a_review_is_not_called_owed
    a_long_bulletin_is_cut_between_two_items
    two_processes_post_each_message_once
    no_minute_sees_more_than_a_robots_limit
    days_without_a_webhook_become_one_message
    what_waits_for_a_robot_that_is_gone_is_withdrawn
}

/// Seven working days before the report of 15 June is due.
const SEVEN_BEFORE: (i32, u8, u8, u8, u8) = (2026, 6, 4, 9, 0);

/// With these robots in the settings.
fn give(world: &mut World, robots: &[(&str, config::Robot)]) {
    let robots: BTreeMap<_, _> =
        robots.iter().map(|(name, robot)| ((*name).to_owned(), robot.clone())).collect();
    let config = Config { robots, ..Config::clone(&world.app.config) };
    world.app.robots = Robots::from_config(&config, &world.app.plan).unwrap();
    world.app.config = Arc::new(config);
}

async fn start(world: &World, kind: RobotKind, answers: &[hook::Answer]) -> Hook {
    Hook::start(kind, world.app.clock.now().unix(), answers).await
}

fn set_time(world: &World, hook: &Hook, to: (i32, u8, u8, u8, u8)) {
    world.set_time(to);
    hook.set_time(world.app.clock.now().unix());
}

async fn message(app: &App, robot: &str, day: &str) -> Message {
    let mut tx = app.db.read().await.unwrap();
    outbox::get(&mut tx, &app.plan.id, &format!("digest-robot.{robot}-{day}")).await.unwrap().unwrap()
}

async fn run(world: &World) -> usize {
    let summary = remind::run(&world.app).await.unwrap();
    deliver::drain(&world.app).await.unwrap();
    summary.bulletins
}

/// Nothing is left of what was due before June.
async fn begin_in_june(world: &World) {
    world.sql("UPDATE obligations SET state = 'retired' WHERE due_at < '2026-06-01T00:00:00Z'").await;
}

fn unit_name(world: &World, id: &str) -> String {
    let unit = world.app.plan.units.iter().find(|unit| unit.id.as_str() == id).unwrap();
    Lang::Zh.pick(&unit.name).to_owned()
}

async fn a_group_hears_once_a_day_what_its_units_owe(mut world: World) {
    world.user("li", Role::Liaison, "keji").await;
    begin_in_june(&world).await;
    world.set_time(SEVEN_BEFORE);
    let hooks = [start(&world, RobotKind::Wecom, &[]).await, start(&world, RobotKind::Dingtalk, &[]).await];
    let both = ["keji", "jiaoyu"];
    give(&mut world, &[("wecom", hooks[0].settings(&both)), ("ding", hooks[1].settings(&both))]);
    let mut outlook = Vec::new();
    cli::remind::dry_run(&world.app, Lang::Zh, world.app.clock.now(), &mut outlook).await.unwrap();
    let outlook = String::from_utf8(outlook).unwrap();
    assert!(outlook.contains("将发到群：wecom") && outlook.contains("将发到群：ding"), "{outlook}");
    let office = world.sign_in("ban", Role::Office, "").await;
    let planned = office.get("/messages/planned").await;
    let rows = planned.all("tbody tr");
    let of = |robot: &str| rows.iter().filter(|row| row.contains(robot)).count();
    assert_eq!(
        (of("企业微信群机器人 wecom待报事项提醒（6月4日，"), of("钉钉群机器人 ding")),
        (1, 1),
        "{rows:?}"
    );
    assert_eq!(run(&world).await, 2);
    assert_eq!(run(&world).await, 0, "and once");
    for hook in &hooks {
        let [text] = &hook.taken()[..] else { panic!("{:?}", hook.taken()) };
        for id in both {
            let name = unit_name(&world, id);
            let link = format!("http://127.0.0.1:8080/obligations/1.4-report~{id}~2026-06");
            assert!(text.contains(&name) && text.contains(&link), "{name}: {text}");
        }
        assert!(text.contains("6月15日截止") && !text.contains("另有"), "{text}");
        assert!(!text.contains("测试") && !text.contains("example.cn"), "no person stands in it: {text}");
        assert!(!text.contains(&unit_name(&world, "fagai")), "{text}");
    }
    // Its story on the obligation's page, and the message itself.
    let page = office.get("/obligations/1.4-report~jiaoyu~2026-06").await;
    assert!(
        page.text.contains("企业微信群机器人 wecom") && page.text.contains("钉钉群机器人 ding"),
        "{}",
        page.text
    );
    let page = office.get("/messages/digest-robot.ding-2026-06-04").await;
    let facts = page.one("dl");
    assert!(
        facts.contains("收件人钉钉群机器人 ding") && facts.contains("渠道钉钉群机器人类别每日提醒"),
        "{facts}"
    );
    assert!(page.one("pre").contains("**待报事项提醒（6月4日，"), "{}", page.one("pre"));

    set_time(&world, &hooks[1], (2026, 6, 5, 9, 0));
    run(&world).await;
    set_time(&world, &hooks[1], (2026, 6, 15, 9, 0));
    assert_eq!(run(&world).await, 2);
    let last = hooks[0].taken().pop().unwrap();
    assert!(last.contains("今天截止") && last.contains("已逾期"), "a weekly report by then: {last}");
}

async fn the_office_group_hears_what_the_office_hears(mut world: World) {
    let hook = start(&world, RobotKind::Wecom, &[]).await;
    give(&mut world, &[("ban", hook.settings(&[]))]);
    set_time(&world, &hook, SEVEN_BEFORE);
    let before = run(&world).await;
    let ban = world.user("ban", Role::Office, "").await;
    world.sql("DELETE FROM reminders").await;
    world.sql("DELETE FROM messages").await;
    let summary = remind::run(&world.app).await.unwrap();
    assert_eq!((summary.digests, summary.bulletins), (before, before), "as the office's own letter");
    let mut tx = world.app.db.read().await.unwrap();
    let letter = format!("digest-{}-2026-06-04", ban.id);
    let letter = outbox::get(&mut tx, &world.app.plan.id, &letter).await.unwrap().unwrap();
    let posted = message(&world.app, "ban", "2026-06-04").await;
    let n = letter.subject.split("共").nth(1).unwrap().split('项').next().unwrap();
    assert!(posted.subject.contains(&format!("，{n}项）")), "{} {}", letter.subject, posted.subject);
}

async fn what_waits_for_a_review_is_not_called_owed(world: World) {
    let report = world.obligation("1.4-report~keji~2026-06").await;
    let stage = Stage::Review { days: 3, counted: Days::Working, nth: 1 };
    let waiting = Item { obligation: &report, urgency: Urgency::Review, stage: Some(stage) };
    let owed = Item { obligation: &report, urgency: Urgency::Soon, stage: None };
    let app = &world.app;
    let writer = bulletin::Writer {
        lang: Lang::Zh,
        plan: &app.plan,
        now: app.clock.now(),
        public_url: "https://duban.example.gov.cn",
    };
    let notice = writer.bulletin(RobotKind::Wecom, &[waiting]);
    assert_eq!(notice.title, "待审报送提醒（6月10日，1件）");
    let lines: Vec<&str> = notice.text.lines().collect();
    assert_eq!(lines[1..3], ["有1件报送等待审核已久，请及时审核。", "**待审核（1件）**"]);
    assert!(lines[3].ends_with("，待审3个工作日以上"), "{}", notice.text);
    let notice = writer.bulletin(RobotKind::Wecom, &[owed, waiting]);
    assert_eq!(notice.title, "待报事项提醒（6月10日，1项）");
    assert!(
        notice.text.contains("现有1项事项待报") && notice.text.contains("**待审核（1件）**"),
        "{}",
        notice.text
    );
}

async fn a_long_bulletin_is_cut_between_two_items(mut world: World) {
    let all: Vec<String> = world.app.plan.units.iter().map(|unit| unit.id.to_string()).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let hooks = [start(&world, RobotKind::Wecom, &[]).await, start(&world, RobotKind::Dingtalk, &[]).await];
    give(&mut world, &[("wecom", hooks[0].settings(&all)), ("ding", hooks[1].settings(&all))]);
    assert_eq!(run(&world).await, 2);
    let mut listed = Vec::new();
    for (hook, name) in hooks.iter().zip(["wecom", "ding"]) {
        let [text] = &hook.taken()[..] else {
            panic!("refused: {:?}", message(&world.app, name, "2026-06-10").await)
        };
        let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
        let items = lines.iter().filter(|line| line.contains("/obligations/")).count();
        let rest = lines[lines.len() - 2].trim_start_matches("…另有").trim_end_matches('项');
        let title = &message(&world.app, name, "2026-06-10").await.subject;
        let total: usize = title.split('，').nth(1).unwrap().trim_end_matches("项）").parse().unwrap();
        assert_eq!(items + rest.parse::<usize>().unwrap(), total, "{text}");
        assert!(lines.last().unwrap().starts_with("[登录督办系统查看](http"), "{text}");
        assert!(lines.iter().filter(|line| line.contains("/obligations/")).all(|line| line.contains(')')));
        listed.push(items);
    }
    let [wecom, ding] = listed[..] else { panic!() };
    assert!(wecom > 5 && wecom < ding && ding == 30, "{listed:?}: as many as each takes");
    let one_more = 4096 - hooks[0].taken()[0].len();
    assert!(one_more < 300, "{one_more} bytes were left");
}

async fn two_processes_post_each_message_once(mut world: World) {
    let hooks = [start(&world, RobotKind::Wecom, &[]).await, start(&world, RobotKind::Dingtalk, &[]).await];
    let robots: Vec<(String, config::Robot)> =
        (0..10).map(|n| (format!("r{n}"), hooks[n % 2].settings(&["keji"]))).collect();
    let robots: Vec<(&str, config::Robot)> =
        robots.iter().map(|(name, robot)| (name.as_str(), robot.clone())).collect();
    give(&mut world, &robots);
    let other = App { db: Db::open(&world.database).await.unwrap(), ..world.app.clone() };
    let (one, two) = tokio::join!(remind::run(&world.app), remind::run(&other));
    assert_eq!(one.unwrap().bulletins + two.unwrap().bulletins, 10);
    let (one, two) = tokio::join!(deliver::drain(&world.app), deliver::drain(&other));
    assert_eq!(one.unwrap() + two.unwrap(), 10);
    assert_eq!(hooks.each_ref().map(|hook| hook.taken().len()), [5, 5]);
    other.db.close().await;
}

async fn no_minute_sees_more_than_a_robots_limit(mut world: World) {
    let hooks = [start(&world, RobotKind::Wecom, &[]).await, start(&world, RobotKind::Wecom, &[]).await];
    let slow = config::Robot { per_minute: 2, ..hooks[0].settings(&["keji"]) };
    give(&mut world, &[("slow", slow), ("other", hooks[1].settings(&["keji"]))]);
    let plan = &world.app.plan.id;
    let mut tx = world.app.db.write(plan).await.unwrap();
    for n in 0..5 {
        for robot in world.app.robots.iter() {
            let new = new_message(&world, robot, &format!("by-hand-{}-{n}", robot.name()));
            assert!(outbox::enqueue_on(&mut tx, plan, robot.name(), &new).await.unwrap());
        }
    }
    tx.commit().await.unwrap();
    let taken = || hooks.each_ref().map(|hook| hook.taken().len());
    deliver::drain(&world.app).await.unwrap();
    assert_eq!(taken(), [2, 5], "each robot has a limit of its own");
    world.set_time((2026, 6, 10, 9, 1));
    assert_eq!(deliver::drain(&world.app).await.unwrap(), 0, "within 60 seconds");
    world.set_time((2026, 6, 10, 9, 2));
    deliver::drain(&world.app).await.unwrap();
    assert_eq!(taken(), [4, 5]);
}

async fn days_without_a_webhook_become_one_message(mut world: World) {
    let hook = start(&world, RobotKind::Wecom, &[hook::Answer::Status(503); 9]).await;
    give(&mut world, &[("keji", hook.settings(&["keji"]))]);
    set_time(&world, &hook, SEVEN_BEFORE);
    assert_eq!(run(&world).await, 1);
    assert_eq!(message(&world.app, "keji", "2026-06-04").await.state, State::Queued);
    assert_eq!(hook.asked(), 1);
    hook.forget_answers();
    set_time(&world, &hook, (2026, 6, 15, 9, 0));
    run(&world).await;
    let [text] = &hook.taken()[..] else { panic!("{:?}", hook.taken()) };
    assert!(text.contains("今天截止"), "the latest stage: {text}");
    let first = message(&world.app, "keji", "2026-06-04").await;
    assert_eq!(first.state, State::Withdrawn, "{:?}", first.reply);
}

async fn what_waits_for_a_robot_that_is_gone_is_withdrawn(mut world: World) {
    let hook = start(&world, RobotKind::Wecom, &[hook::Answer::Status(503)]).await;
    give(&mut world, &[("keji", hook.settings(&["keji"]))]);
    set_time(&world, &hook, SEVEN_BEFORE);
    run(&world).await;
    sweep::run(&world.app).await.unwrap();
    assert_eq!(message(&world.app, "keji", "2026-06-04").await.state, State::Queued, "it is still there");
    give(&mut world, &[]);
    sweep::run(&world.app).await.unwrap();
    assert_eq!(message(&world.app, "keji", "2026-06-04").await.state, State::Withdrawn);
    let office = world.sign_in("ban", Role::Office, "").await;
    let page = office.get("/messages/digest-robot.keji-2026-06-04").await;
    assert!(
        page.one("dl").contains("群机器人keji") && page.one("dl").contains("已从配置中去掉"),
        "{}",
        page.one("dl")
    );
}

/// One that is no digest, and so leaves at any time.
fn new_message(world: &World, robot: &Robot, id: &str) -> outbox::New {
    let at = world.app.clock.now();
    outbox::New {
        id: id.to_owned(),
        kind: outbox::Kind::Returned,
        user_id: robot.id().clone(),
        address: String::new(),
        day: world.app.plan.local_date(at),
        subject: "题".to_owned(),
        body_text: "文".to_owned(),
        body_html: String::new(),
        attachments: Vec::new(),
        at,
    }
}
