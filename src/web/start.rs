//! The guided start (开始使用): what is still to be done before the work runs by itself, role by role. Whether a
//! step is done is read from the facts each time; only that somebody is through with it is kept.

use axum::response::Redirect;
use maud::{Markup, html};

use super::components::{Tone, badge};
use super::error::Result;
use super::form::{Posted, token_field};
use super::layout;
use super::visit::Visit;
use crate::domain::access::Role;
use crate::store::{Tx, users};
use crate::words::{self, t};

mod admin;
mod central;
mod mail_step;
pub mod robots;
pub mod test_mail;
mod unit;

/// One step: what, why, how it stands, and where to go.
struct Step {
    id: &'static str,
    title: String,
    why: String,
    done: bool,
    /// How it stands, in particular.
    now: Markup,
    link: Option<(String, String)>,
}

pub async fn show(visit: Visit) -> Result<Markup> {
    let mut tx = visit.app.db.read().await?;
    let steps = steps(&mut tx, &visit).await?;
    drop(tx);
    // Through with everything: the way here need not be shown on the first page any more.
    if visit.user.start_done_at.is_none() && steps.iter().all(|step| step.done) {
        put_away(&visit).await?;
    }
    Ok(view(&visit, &steps, None))
}

/// Not to be shown any more, done or not.
pub async fn finish(visit: Visit, Posted(()): Posted<()>) -> Result<Redirect> {
    put_away(&visit).await?;
    Ok(Redirect::to(&format!("{}?done=start", layout::home(visit.user.role))))
}

async fn put_away(visit: &Visit) -> Result<()> {
    let mut tx = visit.app.db.write(&visit.plan().id).await?;
    users::finish_start(&mut tx, &visit.plan().id, &visit.user.id, visit.now).await?;
    Ok(tx.commit().await?)
}

async fn steps(tx: &mut Tx, visit: &Visit) -> Result<Vec<Step>> {
    match visit.user.role {
        Role::Admin => admin::steps(tx, visit).await,
        Role::Office => central::office(tx, visit).await,
        Role::ScoringOffice => central::scoring(tx, visit).await,
        Role::DistrictLeader => central::district(tx, visit).await,
        Role::Liaison => unit::liaison(tx, visit).await,
        Role::UnitLeader => unit::leader(tx, visit).await,
    }
}

fn view(visit: &Visit, steps: &[Step], fault: Option<&str>) -> Markup {
    let (lang, role) = (visit.lang, visit.user.role);
    let (done, all) = (steps.iter().filter(|step| step.done).count(), steps.len());
    layout::page(
        visit,
        &t!(lang, "start-title"),
        html! {
            h1 { (t!(lang, "start-title")) " " span .muted { (words::role(lang, role)) } }
            @if let Some(fault) = fault { p .fault role="alert" { (fault) } }
            p .muted { @if done == all { (t!(lang, "start-all-done")) } @else { (t!(lang, "start-intro", done = done, all = all)) } }
            ol .start { @for step in steps { (one(visit, step)) } }
            div .buttons {
                a .button href={ "/guides/" (role.as_str()) } { (t!(lang, "guide-title")) }
                a .button href=(layout::home(role)) { (t!(lang, "start-to-work")) }
                @if visit.user.start_done_at.is_none() && done < all {
                    form method="post" action="/start/end" {
                        (token_field(visit))
                        button .quiet { (t!(lang, "start-put-away")) }
                    }
                }
            }
            @if visit.user.start_done_at.is_none() && done < all { p .muted { (t!(lang, "start-put-away-help")) } }
        },
    )
}

fn one(visit: &Visit, step: &Step) -> Markup {
    let lang = visit.lang;
    let state = if step.done {
        badge(Tone::OnTime, &t!(lang, "start-step-done"))
    } else {
        badge(Tone::Soon, &t!(lang, "start-step-open"))
    };
    html! {
        li .panel id=(step.id) {
            h2 { (step.title) " " (state) }
            p .muted { (step.why) }
            (step.now)
            @if let Some((href, label)) = &step.link { p { a .button href=(href) { (label) } } }
        }
    }
}
