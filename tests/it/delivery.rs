//! Delivery through a real mail server (Postfix, with TLS and sign-in): once each, whatever goes wrong on the way.

use std::sync::mpsc::{Receiver, Sender, channel};

use duban::app::App;
use duban::clock::Clock;
use duban::config::{Config, Smtp};
use duban::domain::access::Role;
use duban::jobs::deliver::{self, Step};
use duban::mail::Mailer;
use duban::store::Db;
use duban::store::outbox::{self, Kind, Message, State};
use time::Duration;
use tokio::sync::watch;

use crate::support::postfix::Postfix;
use crate::support::server::Server;
use crate::support::{World, policy, stories};

mod attached;
mod letters;
mod pace;
mod resending;

stories! {
    nothing_is_lost_while_the_server_refuses_says_nothing_or_turns_down
    a_server_that_is_killed_meanwhile_gets_the_rest_when_it_is_back
    what_a_killed_duban_had_sent_and_not_marked_comes_again_under_its_own_message_id
    whoever_stops_finishes_the_letter_in_hand_or_puts_it_back
    a_connection_that_the_server_has_closed_costs_no_try
}

/// So many people with one letter each, which leaves at any hour.
pub async fn queue(world: &World, count: usize) {
    let (app, plan) = (&world.app, &world.app.plan.id);
    for n in 0..count {
        let message = outbox::New {
            id: format!("returned-{n:03}"),
            kind: Kind::Returned,
            user_id: world.user(&format!("p-{n:03}"), Role::Admin, "").await.id,
            address: address(n),
            day: app.plan.local_date(app.clock.now()),
            subject: format!("【退回】第{n}份"),
            body_text: "报送的材料需补正后重新报送。\n".repeat(20),
            body_html: "<p>报送的材料需补正后重新报送。</p>\n".repeat(20),
            attachments: Vec::new(),
            at: app.clock.now(),
        };
        let mut tx = app.db.write(plan).await.unwrap();
        assert!(outbox::enqueue(&mut tx, plan, &message).await.unwrap());
        tx.commit().await.unwrap();
    }
}

pub fn address(n: usize) -> String {
    format!("p-{n:03}@example.gov.cn")
}

fn message_id(n: usize) -> String {
    format!("<credit-2026.returned-{n:03}@example.gov.cn>")
}

pub async fn message(app: &App, n: usize) -> Message {
    let mut tx = app.db.read().await.unwrap();
    outbox::get(&mut tx, &app.plan.id, &format!("returned-{n:03}")).await.unwrap().unwrap()
}

/// State and counted tries of each.
pub async fn states(app: &App, count: usize) -> Vec<(State, i64)> {
    let mut states = Vec::new();
    for n in 0..count {
        let message = message(app, n).await;
        states.push((message.state, message.attempts));
    }
    states
}

pub fn mailer(settings: Smtp) -> Mailer {
    Mailer::from_config(&Config { smtp: Some(settings), ..Config::default() }).unwrap()
}

fn later(app: &App, minutes: i64) {
    app.clock.set(app.clock.now().plus(Duration::minutes(minutes)));
}

async fn nothing_is_lost_while_the_server_refuses_says_nothing_or_turns_down(mut world: World) {
    const COUNT: usize = 30;
    let mut turned_down = false;
    let policy = policy::start(move |recipient| match recipient {
        "p-000@example.gov.cn" if !std::mem::replace(&mut turned_down, true) => "451 4.7.1 try again later",
        "p-001@example.gov.cn" => "550 5.1.1 no such mailbox",
        _ => "DUNNO",
    });
    let Some(mut server) = Postfix::start(Some(policy)) else { return };
    world.app.mailer = mailer(Smtp { timeout_s: 1, ..server.settings() });
    let app = &world.app;
    queue(&world, COUNT).await;

    server.kill();
    assert_eq!(deliver::drain(app).await.unwrap(), 1, "where one is refused the others need not try");
    assert_eq!(states(app, COUNT).await, [(State::Queued, 0); COUNT], "and no try of theirs is used up");
    let silent = server.silent();
    later(app, 1);
    assert_eq!(deliver::drain(app).await.unwrap(), 1);
    assert_eq!(states(app, COUNT).await, [(State::Queued, 0); COUNT]);
    drop(silent);

    server.restart();
    later(app, 1);
    assert_eq!(deliver::drain(app).await.unwrap(), COUNT);
    let mut expected = [(State::Sent, 1); COUNT];
    (expected[0], expected[1]) = ((State::Queued, 1), (State::Failed, 1));
    assert_eq!(states(app, COUNT).await, expected);
    assert!(message(app, 0).await.reply.unwrap().contains("451"), "as the server said");
    assert!(message(app, 1).await.reply.unwrap().contains("550"));
    assert_eq!(deliver::drain(app).await.unwrap(), 0);
    later(app, 1);
    assert_eq!(deliver::drain(app).await.unwrap(), 1, "451, then 250");
    assert_eq!(message(app, 0).await.state, State::Sent);
    later(app, 24 * 60);
    assert_eq!(deliver::drain(app).await.unwrap(), 0, "550 is not tried again");

    let copies = server.copies();
    assert_eq!(copies.len(), COUNT - 1);
    assert!(copies.values().all(|copies| *copies == 1), "{copies:?}");
    assert!(!copies.contains_key(&message_id(1)));
}

async fn a_server_that_is_killed_meanwhile_gets_the_rest_when_it_is_back(mut world: World) {
    const COUNT: usize = 80;
    const KILLED_AFTER: usize = 10;
    let Some(mut server) = Postfix::start(None) else { return };
    world.app.mailer = mailer(server.settings());
    let app = &world.app;
    queue(&world, COUNT).await;
    let draining = tokio::spawn({
        let app = app.clone();
        async move { deliver::drain(&app).await.unwrap() }
    });
    while message(app, KILLED_AFTER - 1).await.state != State::Sent {
        tokio::task::yield_now().await;
    }
    server.kill();
    let tried = draining.await.unwrap();
    assert!((KILLED_AFTER..COUNT).contains(&tried), "killed after {tried}");
    server.restart();
    later(app, 1);
    assert!(deliver::drain(app).await.unwrap() > COUNT - tried);
    let states = states(app, COUNT).await;
    assert!(states.iter().all(|(state, _)| *state == State::Sent), "{states:?}");
    assert!(states.iter().filter(|(_, tries)| *tries > 1).count() <= 1, "{states:?}");

    let copies = server.copies();
    let wanted: Vec<String> = (0..COUNT).map(message_id).collect();
    assert_eq!(copies.keys().cloned().collect::<Vec<_>>(), wanted, "none is lost");
    // The one on its way when the server died may have been taken without its answer having come back.
    let doubled: Vec<_> = copies.iter().filter(|(_, copies)| **copies > 1).collect();
    assert!(doubled.len() <= 1 && doubled.iter().all(|(_, copies)| **copies == 2), "{doubled:?}");
}

/// The real program, killed by the system at the one moment at which a letter can come twice.
async fn what_a_killed_duban_had_sent_and_not_marked_comes_again_under_its_own_message_id(mut world: World) {
    const COUNT: usize = 12;
    const KILLED_AT: usize = 5;
    let (asked, wait_for_asked, go, wait_for_go) = gate();
    let mut wait_for_go = Some(wait_for_go);
    let policy = policy::start(move |recipient| {
        if recipient == address(KILLED_AT)
            && let Some(go) = wait_for_go.take()
        {
            asked.send(()).unwrap();
            go.recv().unwrap();
        }
        "DUNNO"
    });
    let Some(server) = Postfix::start(Some(policy)) else { return };
    // The program goes by the system's clock.
    world.app.clock = Clock::fixed(Clock::System.now());
    let app = &world.app;
    queue(&world, COUNT).await;

    let mut duban = Server::start_with(&world, &variables(&server.settings())).await;
    tokio::task::spawn_blocking(move || wait_for_asked.recv().unwrap()).await.unwrap();
    // Whoever has the lock keeps others from marking what they have sent.
    let lock = app.db.write(&app.plan.id).await.unwrap();
    go.send(()).unwrap();
    server.delivers(KILLED_AT + 1).await;
    duban.kill();
    drop(lock);

    let other = App {
        db: Db::open(&world.database).await.unwrap(),
        mailer: mailer(server.settings()),
        clock: Clock::fixed(Clock::System.now()),
        ..app.clone()
    };
    assert_eq!(deliver::drain(&other).await.unwrap(), COUNT - KILLED_AT - 1, "the lease holds");
    assert_eq!(message(&other, KILLED_AT).await.state, State::Claimed);
    later(&other, 6);
    assert_eq!(deliver::drain(&other).await.unwrap(), 1);
    other.db.close().await;

    let mut expected = [(State::Sent, 1); COUNT];
    expected[KILLED_AT].1 = 2;
    assert_eq!(states(app, COUNT).await, expected);
    let copies: Vec<_> = server.copies().into_iter().collect();
    let wanted: Vec<_> = (0..COUNT).map(|n| (message_id(n), if n == KILLED_AT { 2 } else { 1 })).collect();
    assert_eq!(copies, wanted, "twice under one Message-ID, and only this one");
}

fn variables(smtp: &Smtp) -> [(&'static str, String); 7] {
    [
        ("DUBAN_SMTP__HOST", smtp.host.clone()),
        ("DUBAN_SMTP__PORT", smtp.port.to_string()),
        ("DUBAN_SMTP__ENCRYPTION", "starttls".to_owned()),
        ("DUBAN_SMTP__USERNAME", smtp.username.clone().unwrap()),
        ("DUBAN_SMTP__PASSWORD", smtp.password.as_ref().unwrap().expose().to_owned()),
        ("DUBAN_SMTP__FROM", smtp.from.clone()),
        ("DUBAN_SMTP__CA_FILE", smtp.ca_file.as_ref().unwrap().display().to_string()),
    ]
}

async fn whoever_stops_finishes_the_letter_in_hand_or_puts_it_back(mut world: World) {
    const COUNT: usize = 3;
    let (asked, wait_for_asked, go, wait_for_go) = gate();
    let policy = policy::start(move |_| {
        asked.send(()).unwrap();
        wait_for_go.recv().unwrap();
        "DUNNO"
    });
    let Some(server) = Postfix::start(Some(policy)) else { return };
    world.app.mailer = mailer(server.settings());
    let app = &world.app;
    queue(&world, COUNT).await;

    let (draining, stop) = drain_until_stopped(app);
    let wait_for_asked = tokio::task::spawn_blocking(move || {
        wait_for_asked.recv().unwrap();
        wait_for_asked
    });
    let wait_for_asked = wait_for_asked.await.unwrap();
    stop.send(true).unwrap();
    go.send(()).unwrap();
    assert_eq!(draining.await.unwrap(), 1);
    let (sent, waits) = ((State::Sent, 1), (State::Queued, 0));
    assert_eq!(states(app, COUNT).await, [sent, waits, waits], "finished, and nothing else begun");

    // Now the server does not answer in time.
    let (draining, stop) = drain_until_stopped(app);
    tokio::task::spawn_blocking(move || wait_for_asked.recv().unwrap()).await.unwrap();
    stop.send(true).unwrap();
    assert_eq!(draining.await.unwrap(), 1);
    assert_eq!(states(app, COUNT).await, [sent, waits, waits], "put back at once, for whoever comes next");
    assert_eq!(message(app, 1).await.next_try_at, app.clock.now());
    go.send(()).unwrap();
    assert_eq!(server.copies().len(), 1);
}

async fn a_connection_that_the_server_has_closed_costs_no_try(mut world: World) {
    let Some(mut server) = Postfix::start(None) else { return };
    world.app.mailer = mailer(server.settings());
    queue(&world, 2).await;
    assert_eq!(deliver::step(&world.app).await.unwrap(), Step::Sent);
    server.kill();
    server.restart();
    assert_eq!(deliver::step(&world.app).await.unwrap(), Step::Sent);
    assert_eq!(server.copies().len(), 2);
}

fn drain_until_stopped(app: &App) -> (tokio::task::JoinHandle<usize>, watch::Sender<bool>) {
    let ((stop, stopped), app) = (watch::channel(false), app.clone());
    (tokio::spawn(async move { deliver::drain_mail(&app, &stopped).await.unwrap() }), stop)
}

/// One side says that it was asked and waits to go on; the other waits until it was asked and lets it go on.
fn gate() -> (Sender<()>, Receiver<()>, Sender<()>, Receiver<()>) {
    let ((asked, wait_for_asked), (go, wait_for_go)) = (channel(), channel());
    (asked, wait_for_asked, go, wait_for_go)
}
