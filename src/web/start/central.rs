//! The steps of those who see all units: office (领导小组办公室), scoring office (绩效办), district leaders (区领导).

use maud::html;

use super::{Step, mail_step};
use crate::domain::timestamp::Timestamp;
use crate::store::outbox::{self, State};
use crate::store::{Tx, obligations, users};
use crate::web::contacts::{Lacking, waiting};
use crate::web::error::Result;
use crate::web::visit::Visit;
use crate::words::t;

pub async fn office(tx: &mut Tx, visit: &Visit) -> Result<Vec<Step>> {
    let (lang, plan) = (visit.lang, visit.plan());
    let all = users::all(tx, &plan.id).await?;
    let reviews = obligations::count_waiting(tx, &plan.id).await?;
    let counts = outbox::counts(tx, &plan.id).await?;
    let failed = counts.iter().find(|(state, _)| *state == State::Failed).map_or(0, |(_, count)| *count);
    let lacking = Lacking::of(plan, &all);
    let waiting = waiting(&all).count();
    let step = |id, title, why, count: usize, now: String, link: (&str, String)| Step {
        id,
        title,
        why,
        done: count == 0,
        now: html! { @if count > 0 { p { (now) } } },
        link: Some((link.0.to_owned(), link.1)),
    };
    let (none, bare) = (lacking.liaison.len(), lacking.email.len());
    let failed = usize::try_from(failed).unwrap_or_default();
    let reviews = usize::try_from(reviews).unwrap_or_default();
    let list = || t!(lang, "nav-invitations");
    Ok(vec![
        step(
            "liaisons",
            t!(lang, "start-liaisons"),
            t!(lang, "start-liaisons-why"),
            none,
            t!(lang, "invite-no-liaison", count = none),
            ("/invitations/new", t!(lang, "invite-new")),
        ),
        step(
            "emails",
            t!(lang, "start-emails"),
            t!(lang, "start-emails-why"),
            bare,
            t!(lang, "invite-no-email", count = bare),
            ("/invitations", list()),
        ),
        step(
            "passwords",
            t!(lang, "start-waiting"),
            t!(lang, "start-waiting-why"),
            waiting,
            t!(lang, "invite-waiting", count = waiting),
            ("/invitations", list()),
        ),
        step(
            "reviews",
            t!(lang, "start-reviews"),
            t!(lang, "start-reviews-why"),
            reviews,
            t!(lang, "waiting-count", count = reviews),
            ("/reviews", t!(lang, "go-review")),
        ),
        step(
            "failed",
            t!(lang, "start-failed"),
            t!(lang, "start-failed-why"),
            failed,
            t!(lang, "start-failed-count", count = failed),
            ("/messages?state=failed", t!(lang, "nav-messages")),
        ),
        mail_step::step(tx, visit).await?,
    ])
}

pub async fn scoring(tx: &mut Tx, visit: &Visit) -> Result<Vec<Step>> {
    let (lang, rules) = (visit.lang, &visit.plan().scoring);
    let ordinary = rules.items.iter().filter(|item| !item.bonus);
    let sum = ordinary.map(|item| item.points).sum::<rust_decimal::Decimal>();
    let items = rules
        .items
        .iter()
        .map(|item| html! { li { (lang.pick(&item.title)) " " (item.points.normalize()) } });
    let (full, version) = (rules.full.normalize().to_string(), rules.version);
    Ok(vec![
        Step {
            id: "rules",
            title: t!(lang, "start-rules"),
            why: t!(lang, "start-rules-why"),
            // Classes are brought to the full score by their weights.
            done: !rules.classes.is_empty() || sum == rules.full,
            now: html! {
                p { (t!(lang, "start-rules-are", version = version, full = full)) }
                ul .wrapped { @for item in items { (item) } }
            },
            link: Some(("/scores/rules".to_owned(), t!(lang, "sc-rules"))),
        },
        due(tx, visit, "start-scores").await?,
        mail_step::step(tx, visit).await?,
    ])
}

pub async fn district(tx: &mut Tx, visit: &Visit) -> Result<Vec<Step>> {
    Ok(vec![due(tx, visit, "start-overview").await?, mail_step::step(tx, visit).await?])
}

/// Whether there is anything to look at yet.
async fn due(tx: &mut Tx, visit: &Visit, id: &'static str) -> Result<Step> {
    let (lang, plan) = (visit.lang, visit.plan());
    let (first, _) = plan.range();
    let since = Timestamp::local(first, time::Time::MIDNIGHT, plan.zone);
    let due = obligations::due_between(tx, &plan.id, since, visit.now).await?.len();
    let (title, why, href, label) = if id == "start-scores" {
        (t!(lang, "start-scores"), t!(lang, "start-scores-why"), "/scores", t!(lang, "nav-scores"))
    } else {
        (t!(lang, "start-overview"), t!(lang, "start-overview-why"), "/overview", t!(lang, "nav-overview"))
    };
    Ok(Step {
        id,
        title,
        why,
        done: due > 0,
        now: html! { p { @if due > 0 { (t!(lang, "start-due-count", count = due)) } @else { (t!(lang, "nothing-due-yet")) } } },
        link: Some((href.to_owned(), label)),
    })
}
