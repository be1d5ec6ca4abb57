//! Who is told what of a period by mail, and that nobody is told twice.

use duban::domain::access::Role;
use duban::jobs::announce;
use duban::store::outbox::{self, Message};

use super::{AFTER, OVER, PERIOD, cast, post, reply, rule};
use crate::support::{World, stories};

stories! {
    a_unit_is_told_at_each_step_and_once
    whoever_has_said_nothing_is_told_before_time_is_over
    the_scoring_office_is_told_of_replies_once_a_day_and_when_time_is_over
}

/// To whom and what, of the letters that were queued since the last time.
async fn queued(world: &World) -> Vec<(String, String)> {
    announce::run(&world.app).await.unwrap();
    assert_eq!(announce::run(&world.app).await.unwrap(), 0, "once more queues nothing");
    let mut letters = Vec::new();
    let now = world.app.clock.now();
    loop {
        let mut tx = world.app.db.write(&world.app.plan.id).await.unwrap();
        let lease = now.plus(time::Duration::MINUTE);
        let window = duban::domain::reminder::Window::Open;
        let next: Option<Message> =
            outbox::claim(&mut tx, &world.app.plan.id, "mail", now, lease, window).await.unwrap();
        let Some(message) = next else { break };
        outbox::sent(&mut tx, &world.app.plan.id, &message, now, "250").await.unwrap();
        tx.commit().await.unwrap();
        assert!(message.body_text.contains("/assessments/two-monthly-3"), "{}", message.body_text);
        letters.push((message.user_id.to_string(), message.subject.clone()));
    }
    letters.sort();
    letters
}

fn of<'a>(letters: &'a [(String, String)], user: &str) -> Vec<&'a str> {
    letters.iter().filter(|(to, _)| to == user).map(|(_, subject)| subject.as_str()).collect()
}

async fn a_unit_is_told_at_each_step_and_once(world: World) {
    let cast = cast(&world).await;
    world.sign_in("leader", Role::UnitLeader, "jiaoyu").await;
    post(&cast.scorer, "opening", &[]).await;
    assert_eq!(queued(&world).await, [], "an opened period is nobody's news");
    world.set_time(AFTER);
    post(&cast.scorer, "freezing", &[]).await;
    let letters = queued(&world).await;
    let frozen = "【请核对】双月考核（第3期，共6期）初步结果";
    assert_eq!(letters, [("leader".to_owned(), frozen.to_owned()), ("li".to_owned(), frozen.to_owned())]);
    assert_eq!(reply(&cast.unit, "quality", "0", "请核").await.status, 303);
    rule(&cast.scorer, "quality", "1", "reject", "").await;
    let ruled = "双月考核（第3期，共6期）申诉裁定：报送质量";
    assert_eq!(of(&queued(&world).await, "li"), [ruled]);
    world.set_time(OVER);
    assert_eq!(post(&cast.scorer, "publication", &[("seen", "0")]).await.status, 303);
    assert_eq!(of(&queued(&world).await, "li"), ["双月考核（第3期，共6期）结果已发布"]);
    world.set_time((2026, 7, 20, 9, 0));
    world.sign_in("new", Role::Liaison, "jiaoyu").await;
    assert_eq!(queued(&world).await, [], "old news is none");
}

async fn whoever_has_said_nothing_is_told_before_time_is_over(world: World) {
    let cast = cast(&world).await;
    let other = world.sign_in("wang", Role::Liaison, "keji").await;
    post(&cast.scorer, "opening", &[]).await;
    world.set_time(AFTER);
    post(&cast.scorer, "freezing", &[]).await;
    queued(&world).await;
    assert_eq!(post(&other, "consent", &[]).await.status, 303);
    world.set_time((2026, 6, 22, 16, 0));
    assert_eq!(queued(&world).await, []);
    world.set_time((2026, 6, 23, 9, 30));
    let closing = "【即将截止】双月考核（第3期，共6期）初步结果的申诉时间";
    assert_eq!(queued(&world).await, [("li".to_owned(), closing.to_owned())]);
}

async fn the_scoring_office_is_told_of_replies_once_a_day_and_when_time_is_over(world: World) {
    let cast = cast(&world).await;
    post(&cast.scorer, "opening", &[]).await;
    world.set_time(AFTER);
    post(&cast.scorer, "freezing", &[]).await;
    queued(&world).await;
    reply(&cast.unit, "quality", "0", "请核").await;
    let waiting = |n: u8| format!("双月考核（第3期，共6期）申诉待裁定{n}件");
    assert_eq!(of(&queued(&world).await, "jixiao"), [waiting(1)]);
    world.set_time((2026, 6, 16, 15, 0));
    reply(&cast.unit, "judgement", "0", "也请核").await;
    assert_eq!(queued(&world).await, [], "once a day");
    world.set_time((2026, 6, 17, 9, 30));
    assert_eq!(of(&queued(&world).await, "jixiao"), [waiting(2)]);
    world.set_time((2026, 6, 18, 9, 30));
    assert_eq!(queued(&world).await, [], "nothing new came");
    world.set_time(OVER);
    assert_eq!(of(&queued(&world).await, "jixiao"), ["双月考核（第3期，共6期）申诉时间已过，待裁定2件"]);
    let page = cast.scorer.get(PERIOD).await;
    assert!(page.text.contains("还有2件申诉没有裁定"));
}
