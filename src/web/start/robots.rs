//! The robots' step (群机器人): does each post into the right chat group? A test message is sent while one waits, so
//! that the answer can be shown.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use time::Duration;

use super::{Step, steps, view};
use crate::channel::Channel;
use crate::robots::Robot;
use crate::robots::bulletin::Writer;
use crate::store::Tx;
use crate::store::letters::{self, Tested};
use crate::store::outbox::{self, Kind, Message, State};
use crate::web::components::moment;
use crate::web::error::{Error, Result};
use crate::web::form::{Named, Posted, token_field};
use crate::web::messages::reader;
use crate::web::visit::Visit;
use crate::words::{self, Lang, t};

/// To one group, within an hour.
const LIMIT: i64 = 5;
/// Longer than any posting takes; after it the job would try once more.
const LEASE: Duration = Duration::minutes(5);
/// How far back the latest test is looked for.
const SHOWN: Duration = Duration::days(30);

/// `None` where there are no robots in the settings.
pub(super) async fn step(tx: &mut Tx, visit: &Visit) -> Result<Option<Step>> {
    if visit.app.robots.is_empty() {
        return Ok(None);
    }
    let since = visit.plan().local_date(visit.now.minus(SHOWN));
    let tested = letters::latest_of_robots(tx, &visit.plan().id, since).await?;
    let latest = |robot: &Robot| tested.iter().find(|test| test.channel == robot.name());
    let is_sent = |robot: &Robot| latest(robot).is_some_and(|test| test.state == State::Sent);
    Ok(Some(Step {
        id: "robots",
        title: t!(visit.lang, "start-robots"),
        why: t!(visit.lang, "start-robots-why"),
        done: visit.app.robots.iter().all(is_sent),
        now: html! { @for robot in visit.app.robots.iter() { (one(visit, robot, latest(robot))) } },
        link: None,
    }))
}

fn one(visit: &Visit, robot: &Robot, latest: Option<&Tested>) -> Markup {
    let lang = visit.lang;
    html! {
        p { strong { (reader::of(lang, robot)) } " " span .muted { (serves(lang, robot)) } }
        form method="post" action={ "/start/robots/" (robot.name()) "/test" } {
            (token_field(visit))
            button aria-label={ (t!(lang, "start-robots-send")) " " (robot.name()) } { (t!(lang, "start-robots-send")) }
        }
        @if let Some(test) = latest { (answer(visit, test)) }
    }
}

/// Whose reminders the group gets.
fn serves(lang: Lang, robot: &Robot) -> String {
    let n = robot.units().len();
    let units = (n > 0).then(|| t!(lang, "start-robots-of", n = n));
    let office = robot.is_office().then(|| t!(lang, "start-robots-office"));
    units.into_iter().chain(office).collect::<Vec<_>>().join(words::separator(lang))
}

fn answer(visit: &Visit, test: &Tested) -> Markup {
    let lang = visit.lang;
    let said = match test.state {
        State::Sent => t!(lang, "start-robots-taken"),
        State::Failed | State::Withdrawn => t!(lang, "start-robots-failed"),
        State::Queued | State::Claimed => t!(lang, "start-mail-on-its-way"),
    };
    let class = if test.state == State::Failed { "fault" } else { "done" };
    html! {
        div class=(class) {
            p { (moment(visit, test.created_at)) " " (said) }
            @if let Some(reply) = &test.reply { p { (t!(lang, "start-mail-reply")) code { (reply) } } }
        }
    }
}

pub async fn create(visit: Visit, Named(name): Named<String>, Posted(()): Posted<()>) -> Result<Response> {
    let robot = visit.app.robots.get(&name).cloned().ok_or(Error::NotFound)?;
    let (plan, since) = (&visit.plan().id, visit.now.minus(Duration::hours(1)));
    let mut tx = visit.app.db.write(plan).await?;
    let day = visit.plan().local_date(since);
    if letters::count_tests(&mut tx, plan, robot.id(), day, since).await? >= LIMIT {
        let fault = t!(visit.lang, "start-robots-too-many", limit = LIMIT);
        let page = view(&visit, &steps(&mut tx, &visit).await?, Some(&fault));
        return Ok((StatusCode::TOO_MANY_REQUESTS, page).into_response());
    }
    let new = message(&visit, &robot);
    let held = letters::enqueue_held(&mut tx, plan, robot.name(), &new, visit.now.plus(LEASE)).await?;
    tx.commit().await?;
    if let Some(message) = held {
        send(&visit, &robot, &message).await?;
    }
    Ok(Redirect::to("/start#robots").into_response())
}

fn writer(visit: &Visit) -> Writer<'_> {
    Writer { lang: Lang::Zh, plan: visit.plan(), now: visit.now, public_url: &visit.app.config.public_url }
}

fn message(visit: &Visit, robot: &Robot) -> outbox::New {
    let notice = writer(visit).test(robot.kind());
    outbox::New {
        id: format!("test-{}-{}", robot.id(), visit.now.unix()),
        kind: Kind::Test,
        user_id: robot.id().clone(),
        address: String::new(),
        day: visit.plan().local_date(visit.now),
        subject: notice.title,
        body_text: notice.text,
        body_html: String::new(),
        attachments: Vec::new(),
        at: visit.now,
    }
}

/// Outside any transaction. One try: the person is looking, and can try again.
async fn send(visit: &Visit, robot: &Robot, message: &Message) -> Result<()> {
    let answer = robot.deliver(&writer(visit).test(robot.kind())).await;
    let plan = &visit.plan().id;
    let mut tx = visit.app.db.write(plan).await?;
    match answer {
        Ok(reply) => outbox::sent(&mut tx, plan, message, visit.app.clock.now(), &reply).await?,
        Err(failure) => outbox::failed(&mut tx, plan, message, &failure.to_string()).await?,
    }
    Ok(tx.commit().await?)
}
