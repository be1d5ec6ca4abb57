//! Saving what is typed before it is sent (草稿), by a button or by the script while somebody types.
//!
//! Each save gives the draft another version and names the one it started from. If that is no longer the saved
//! one, another window has saved in between: nothing is overwritten, and the person sees both.

use axum::extract::Multipart;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::refuse_files;
use super::typed::{self, Typed};
use crate::domain::access::Action;
use crate::domain::ids::ObligationId;
use crate::domain::obligation::{Obligation, Refusal, State};
use crate::domain::report::MAX_TEXT;
use crate::domain::timestamp::Timestamp;
use crate::store::drafts::{self, Saved};
use crate::store::{Tx, uploads};
use crate::web::components::{Asking, asking};
use crate::web::error::{Error, Result};
use crate::web::form::{Named, Posted, token_field};
use crate::web::obligation_page::{Input, Story};
use crate::web::obligations::find;
use crate::web::refusals;
use crate::web::sheets;
use crate::web::uploads::{Received, receive};
use crate::web::visit::Visit;
use crate::words::{self, t};

/// The longest version that a script may choose.
const MAX_VERSION: usize = 64;

/// Takes the report's own form; what it lacks is no fault yet.
pub async fn create(visit: Visit, Named(id): Named<ObligationId>, form: Multipart) -> Result<Response> {
    find(&mut visit.app.db.read().await?, &visit, &id, Action::Submit).await?;
    let received = receive(&visit, form).await?;
    let mut tx = visit.app.db.write(&visit.plan().id).await?;
    let (obligation, _) = find(&mut tx, &visit, &id, Action::Submit).await?;
    let typed = typed::read(&received, &typed::attachable(&mut tx, &visit, &id).await?)?;
    for file in &received.files {
        uploads::keep(&mut tx, &visit.plan().id, &id, &visit.user.id, file, visit.now).await?;
    }
    if let Some(hash) = received.field("remove") {
        uploads::remove(&mut tx, &visit.plan().id, &id, &visit.user.id, hash).await?;
    }
    let response = match save(&mut tx, &visit, &obligation, &typed, &received).await? {
        Ok(saved) => answer(&mut tx, &visit, &id, typed, &received, &saved).await?,
        Err(refused) => refuse(&mut tx, &visit, &id, typed, &received, refused).await?,
    };
    tx.commit().await?;
    Ok(response)
}

/// Why a draft was not saved.
enum Refused {
    /// There is no longer anything to send.
    Over(State),
    /// Saved from another window in the meantime.
    Changed(Box<Saved>),
}

async fn save(
    tx: &mut Tx,
    visit: &Visit,
    obligation: &Obligation,
    typed: &Typed,
    received: &Received,
) -> Result<std::result::Result<Saved, Refused>> {
    if !obligation.state.is_owed() && obligation.state != State::Submitted {
        return Ok(Err(Refused::Over(obligation.state)));
    }
    // Longer than the field takes: no form of ours.
    if typed.draft.text.chars().count() > MAX_TEXT {
        return Err(Error::TooLarge);
    }
    let (plan, user) = (&visit.plan().id, &visit.user);
    let stored = drafts::one(tx, plan, &obligation.id, &user.id).await?;
    if let Some(other) = stored.filter(|stored| stored.version != typed.version) {
        return Ok(Err(Refused::Changed(Box::new(other))));
    }
    let removed = received.field("remove");
    let saved = Saved {
        user_id: user.id.clone(),
        user_name: user.name.clone(),
        version: next_version(received),
        seen: typed.seen,
        body: typed.draft.text.clone(),
        figures: typed.draft.figures.clone().into(),
        nil: typed.draft.nil,
        files: typed
            .files
            .iter()
            .filter(|(hash, _)| Some(hash.as_str()) != removed)
            .cloned()
            .collect::<Vec<_>>()
            .into(),
        saved_at: visit.now,
    };
    drafts::put(tx, plan, &obligation.id, &saved).await?;
    Ok(Ok(saved))
}

/// A script names the next version itself: if the answer is lost on the way, it still knows its own save.
fn next_version(received: &Received) -> String {
    let chosen = received.field("next").filter(|next| {
        !next.is_empty() && next.len() <= MAX_VERSION && next.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    chosen.map_or_else(|| format!("{:032x}", rand::random::<u128>()), str::to_owned)
}

/// The script asks for no page.
fn is_quiet(received: &Received) -> bool {
    received.field("quiet").is_some()
}

async fn answer(
    tx: &mut Tx,
    visit: &Visit,
    id: &ObligationId,
    typed: Typed,
    received: &Received,
    saved: &Saved,
) -> Result<Response> {
    if is_quiet(received) {
        return Ok(state(visit, Some(saved)).into_response());
    }
    if !received.too_large.is_empty() || received.too_many {
        return refuse_files(tx, visit, id, typed, received).await;
    }
    // The button that leads on to a form's rows.
    if let Some(form) = received.field("fill").and_then(|form| form.parse().ok()) {
        return Ok(Redirect::to(&sheets::path(id, &form)).into_response());
    }
    if typed.twice.is_empty() {
        return Ok(Redirect::to(&format!("/obligations/{id}?done=draft-saved#report")).into_response());
    }
    let notice =
        typed.twice.iter().map(|(name, first)| twice(visit, name, first)).collect::<Vec<_>>().join("");
    Ok(page(tx, visit, id, Input { draft: Some(typed.draft), ..Input::notice(notice) })
        .await?
        .into_response())
}

async fn refuse(
    tx: &mut Tx,
    visit: &Visit,
    id: &ObligationId,
    typed: Typed,
    received: &Received,
    refused: Refused,
) -> Result<Response> {
    match refused {
        Refused::Over(state) if is_quiet(received) => {
            let words = refusals::words(visit.lang, &Refusal::WrongState(state));
            Ok((StatusCode::CONFLICT, html! { span .over { (words) } }).into_response())
        }
        Refused::Over(state) => {
            let input = Input { draft: Some(typed.draft), ..Input::default() };
            refusals::page(tx, visit, id, &Refusal::WrongState(state), input).await
        }
        Refused::Changed(other) if is_quiet(received) => {
            Ok((StatusCode::CONFLICT, changed(visit, &other, true)).into_response())
        }
        Refused::Changed(other) => changed_page(tx, visit, id, typed, *other).await,
    }
}

/// 409: what this window holds in the form, what the other one saved above it. The form now starts from the
/// other's version, so the next save is one that has seen it.
pub async fn changed_page(
    tx: &mut Tx,
    visit: &Visit,
    id: &ObligationId,
    typed: Typed,
    other: Saved,
) -> Result<Response> {
    let notice = t!(visit.lang, "draft-changed");
    let input = Input { draft: Some(typed.draft), other: Some(other), ..Input::notice(notice) };
    Ok((StatusCode::CONFLICT, page(tx, visit, id, input).await?).into_response())
}

async fn page(tx: &mut Tx, visit: &Visit, id: &ObligationId, input: Input) -> Result<Markup> {
    let (obligation, place) = find(tx, visit, id, Action::Submit).await?;
    Ok(Story::load(tx, visit, obligation, place).await?.page(visit, &input))
}

/// Throws the draft away, and the files that were uploaded for it.
pub async fn delete(visit: Visit, Named(id): Named<ObligationId>, _: Posted<()>) -> Result<Redirect> {
    let mut tx = visit.app.db.write(&visit.plan().id).await?;
    find(&mut tx, &visit, &id, Action::Submit).await?;
    drafts::forget(&mut tx, &visit.plan().id, &id, &visit.user.id).await?;
    uploads::forget(&mut tx, &visit.plan().id, &id, &visit.user.id).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/obligations/{id}?done=draft-discarded#report")))
}

/// “a.pdf”与“b.pdf”内容相同
pub fn twice(visit: &Visit, name: &str, first: &str) -> String {
    t!(visit.lang, "file-twice", name = name, first = first)
}

/// Above the form: that it is a draft, and the way to be rid of it; that a colleague has one too.
pub fn note(visit: &Visit, story: &Story<'_>, input: &Input) -> Markup {
    let lang = visit.lang;
    let own = story.draft_of(&visit.user.id).filter(|_| input.draft.is_none());
    html! {
        @if let Some(other) = &input.other { (changed(visit, other, false)) }
        @if let Some(own) = own {
            div .draft-note {
                p { (t!(lang, "draft-opened", at = time(visit, own.saved_at)))
                    @if own.seen < story.obligation.revision { " " strong { (t!(lang, "draft-older")) } } }
                (discard(visit, story))
            }
        }
        @for other in story.drafts.iter().filter(|draft| draft.user_id != visit.user.id) {
            p .muted { (t!(lang, "draft-of-colleague", name = other.user_name.as_str(), at = time(visit, other.saved_at))) }
        }
    }
}

fn discard(visit: &Visit, story: &Story<'_>) -> Markup {
    let (label, text) = (t!(visit.lang, "draft-discard"), t!(visit.lang, "draft-discard-what"));
    let action = format!("/obligations/{}/draft/end", story.obligation.id);
    let step = Asking {
        id: "discard",
        label: &label,
        text: &text,
        is_danger: true,
        is_open: false,
        action: &action,
    };
    asking(visit.lang, &step, token_field(visit))
}

/// The line under the form that says whether what is typed is safe. The script reads the version from it.
pub fn state(visit: &Visit, saved: Option<&Saved>) -> Markup {
    html! {
        @if let Some(saved) = saved {
            span data-version=(saved.version) { (t!(visit.lang, "draft-saved-at", at = time(visit, saved.saved_at))) }
        }
    }
}

/// What another window saved; with scripts, the two ways out are buttons.
fn changed(visit: &Visit, other: &Saved, buttons: bool) -> Markup {
    let lang = visit.lang;
    let heading = t!(lang, "draft-other", at = time(visit, other.saved_at));
    html! {
        section .notice data-version=(other.version) {
            h3 { (heading) }
            @if buttons { p { (t!(lang, "draft-changed-quiet")) } }
            textarea readonly rows="6" aria-label=(heading) { (other.body) }
            @for (figure, value) in other.figures.iter().filter(|(_, value)| !value.is_empty()) { p { (figure) " = " (value) } }
            @if buttons { div .buttons {
                button type="button" data-draft="mine" { (t!(lang, "draft-take-mine")) }
                button type="button" data-draft="other" { (t!(lang, "draft-take-other")) }
            } }
        }
    }
}

/// 14:05 today, 6月9日 14:05 before.
fn time(visit: &Visit, at: Timestamp) -> String {
    let (plan, local) = (visit.plan(), at.in_zone(visit.plan().zone));
    let clock = format!("{:02}:{:02}", local.hour(), local.minute());
    let today = plan.local_date(visit.now);
    if local.date() == today {
        clock
    } else {
        format!("{} {clock}", words::date(visit.lang, local.date(), today))
    }
}
