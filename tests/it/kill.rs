//! A real server is killed in the middle of 200 submissions with evidence: whatever it had answered with
//! success is there after a restart, whole, and nothing is there twice.

use std::sync::Arc;

use duban::domain::access::Role;
use duban::domain::obligation::{Obligation, State};
use duban::store::sheets::sent;
use duban::store::{obligations, submissions};
use reqwest::header::COOKIE;
use reqwest::{Client, StatusCode, redirect};
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use crate::support::server::Server;
use crate::support::{Browser, World, multipart, multipart_type, stories};

stories! { what_was_answered_survives }

const UNITS: [&str; 4] = ["jiaoyu", "keji", "minzheng", "sifa"];
const EACH: usize = 50;
/// After so many successes the server is killed; the others are on their way.
const KILL_AFTER: usize = 60;

async fn what_was_answered_survives(world: World) {
    let mut browsers = Vec::new();
    for unit in UNITS {
        browsers.push(world.sign_in(unit, Role::Liaison, unit).await);
    }
    let all = weekly(&world).await;
    assert_eq!(all.len(), UNITS.len() * EACH);
    for (n, obligation) in all.iter().enumerate() {
        fill_in(&browsers[n / EACH], obligation, n).await;
    }
    let tokens: Vec<String> = browsers.into_iter().map(|browser| browser.form_token).collect();

    let mut server = Server::start(&world).await;
    let client = Client::builder().redirect(redirect::Policy::none()).build().unwrap();
    let (answered, mut answers) = mpsc::unbounded_channel();
    let mut tasks = JoinSet::new();
    for (n, obligation) in all.iter().enumerate() {
        let unit = UNITS.iter().position(|unit| *unit == obligation.unit_id.as_str()).unwrap();
        let post = submission(&client, &server.address, obligation, &tokens[unit], n);
        let (id, answered) = (obligation.id.clone(), answered.clone());
        tasks.spawn(async move {
            let answer = post.send().await;
            if answer.is_ok_and(|answer| answer.status() == StatusCode::SEE_OTHER) {
                answered.send(id).unwrap();
            }
        });
    }
    drop(answered);
    let mut safe = Vec::new();
    while let Some(id) = answers.recv().await {
        safe.push(id);
        if safe.len() == KILL_AFTER {
            server.kill();
        }
    }
    tasks.join_all().await;
    assert!(safe.len() >= KILL_AFTER, "{} were answered", safe.len());
    assert!(safe.len() < all.len(), "the server outran the kill");

    let server = Server::start(&world).await;
    let mut tx = world.app.db.read().await.unwrap();
    for (n, obligation) in all.iter().enumerate() {
        let now = obligations::get(&mut tx, &world.app.plan.id, &obligation.id).await.unwrap().unwrap();
        let posted = submissions::of_obligation(&mut tx, &world.app.plan.id, &obligation.id).await.unwrap();
        let answered = safe.contains(&obligation.id);
        assert!(posted.len() <= 1, "{} is there {} times", obligation.id, posted.len());
        assert_eq!(now.revision, i64::try_from(posted.len()).unwrap(), "{}: half-written", obligation.id);
        assert_eq!(now.state == State::Submitted, posted.len() == 1, "{}: half-written", obligation.id);
        assert!(!answered || posted.len() == 1, "{} was answered and is lost", obligation.id);
        if posted.len() == 1 {
            assert_eq!(posted[0].body, format!("第{n}份"));
            let held = sent::of_obligation(&mut tx, &world.app.plan.id, &obligation.id).await.unwrap();
            assert_eq!(held.iter().map(|held| held.rows_sent).collect::<Vec<_>>(), [1], "{}", obligation.id);
            let file = format!("{}/obligations/{}/evidence/1/0", server.address, obligation.id);
            let cookie = format!("duban=session-of-{}", obligation.unit_id);
            let got = client.get(file).header(COOKIE, cookie).send().await.unwrap();
            assert_eq!(got.bytes().await.unwrap(), evidence(n), "{}", obligation.id);
        }
    }
}

/// The first fifty weekly reports of each unit.
async fn weekly(world: &World) -> Vec<Arc<Obligation>> {
    let mut tx = world.app.db.read().await.unwrap();
    let mut all = Vec::new();
    for unit in UNITS {
        let rows = obligations::by_unit(&mut tx, &world.app.plan.id, &unit.parse().unwrap()).await.unwrap();
        let weekly = rows.into_iter().filter(|row| row.duty_id.as_str() == "4.2-weekly");
        all.extend(weekly.take(EACH).map(Arc::new));
    }
    all
}

/// A licence, as the weekly report asks for its rows.
async fn fill_in(browser: &Browser, obligation: &Obligation, n: usize) {
    let row = format!(
        "行政许可决定文书号\t行政相对人名称\t行政相对人类别\t许可决定日期\t许可机关\n许〔2026〕{n}号\t示例公司\t个体工商户\t2026-01-05\t区示例局"
    );
    let desk = format!("/obligations/{}/sheets/licences", obligation.id);
    assert_eq!(browser.post_files(&desk, &[("text", &row)], &[]).await.status, 303);
}

fn submission(
    client: &Client,
    address: &str,
    obligation: &Obligation,
    form_token: &str,
    n: usize,
) -> reqwest::RequestBuilder {
    let text = format!("第{n}份");
    let fields = [("form_token", form_token), ("seen", "0"), ("text", &text)];
    let body = multipart(&fields, &[("双公示.xlsx", &evidence(n))]);
    client
        .post(format!("{address}/obligations/{}/submission", obligation.id))
        .header(COOKIE, format!("duban=session-of-{}", obligation.unit_id))
        .header("content-type", multipart_type())
        .body(body)
}

/// Different bytes for each, some tens of kilobytes.
fn evidence(n: usize) -> Vec<u8> {
    (0..40_000 + n * 100).map(|at| u8::try_from((at * (n + 3)) % 251).unwrap()).collect()
}
