//! The outbox (邮件): what was written to whom, and what became of it.

use maud::{Markup, html};
use serde::Deserialize;

use super::components::{Tab, Tone, badge, crumbs, empty, moment, pager, scroll, size, tabs};
use super::error::{Error, Result};
use super::form::{Asked, Named};
use super::layout;
use super::visit::Visit;
use crate::domain::access::{Action, Subject};
use crate::store::attachments::{self, Listed as Attached};
use crate::store::obligations::Slice;
use crate::store::outbox::resending::Obstacle;
use crate::store::outbox::{self, Kind, Listed, Message, State, Withdrawal};
use crate::store::users::{self, User};
use crate::words::Lang;
use crate::words::t;

pub mod planned;
pub mod reader;
pub mod resending;

use reader::reader;

/// Rows per page.
const PAGE: usize = 50;

/// In the order in which a message goes through them.
const STATES: [(State, &str); 5] = [
    (State::Queued, "queued"),
    (State::Claimed, "claimed"),
    (State::Sent, "sent"),
    (State::Failed, "failed"),
    (State::Withdrawn, "withdrawn"),
];

/// Which of the page's views is looked at.
#[derive(Debug, PartialEq, Eq)]
enum Shown {
    All,
    In(State),
    /// 计划发送, see [`planned`]
    Planned,
}

#[derive(Deserialize, Default)]
pub struct Filter {
    /// A state's name; all states without one.
    #[serde(default)]
    state: String,
    #[serde(default)]
    page: Option<i64>,
}

pub async fn index(visit: Visit, Asked(filter): Asked<Filter>) -> Result<Markup> {
    let page = filter.page.unwrap_or(1).clamp(1, 10_000);
    let state = STATES.iter().find(|(_, name)| *name == filter.state).map(|(state, _)| *state);
    let (plan, mut tx) = (&visit.plan().id, visit.app.db.read().await?);
    let counts = outbox::counts(&mut tx, plan).await?;
    let mut rows = outbox::list(&mut tx, plan, state, Slice::page(page, PAGE)).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    Ok(list(&visit, state, page, more, &rows, &counts))
}

pub async fn show(visit: Visit, Named(id): Named<String>) -> Result<Markup> {
    let (plan, mut tx) = (&visit.plan().id, visit.app.db.read().await?);
    let message = outbox::get(&mut tx, plan, &id).await?.ok_or(Error::NotFound)?;
    let user = users::get(&mut tx, plan, &message.user_id).await?;
    let obstacle = match message.state {
        State::Failed => resending::obstacle(&mut tx, &visit, &message, user.as_ref()).await?,
        _ => None,
    };
    let files = attachments::names(&mut tx, plan, &id).await?;
    Ok(one(&visit, &message, user.as_ref(), &files, obstacle))
}

fn list(
    visit: &Visit,
    state: Option<State>,
    page: i64,
    more: bool,
    rows: &[Listed],
    counts: &[(State, i64)],
) -> Markup {
    let lang = visit.lang;
    let name = STATES.iter().find(|(each, _)| Some(*each) == state).map_or("", |(_, name)| name);
    layout::page(
        visit,
        &t!(lang, "nav-messages"),
        html! {
            h1 { (t!(lang, "nav-messages")) }
            @if visit.app.config.smtp.is_none() {
                @let folder = visit.app.config.data_dir.join("mail").display().to_string();
                p .notice { (t!(lang, "messages-to-files", folder = folder)) }
            }
            (by_state(lang, &state.map_or(Shown::All, Shown::In), counts))
            @if rows.is_empty() { (empty(&if state.is_none() { t!(lang, "messages-empty") } else { t!(lang, "messages-none-in-state") })) }
            @else {
                @if state == Some(State::Failed) { (resending::offer_all(visit)) }
                (table(visit, rows))
            }
            (pager(lang, page, more, |page| format!("/messages?state={name}&page={page}")))
        },
    )
}

/// How many there are in each state; each leads to them. And what is still to come.
fn by_state(lang: Lang, shown: &Shown, counts: &[(State, i64)]) -> Markup {
    let all: i64 = counts.iter().map(|(_, count)| count).sum();
    let tab = |href, label, count, is_here| Tab { href, label, count, is_here };
    let every = tab("/messages".to_owned(), t!(lang, "messages-all"), Some(all), *shown == Shown::All);
    let each = STATES.map(|(state, name)| {
        let href = format!("/messages?state={name}");
        tab(href, word(lang, state), Some(counted(counts, state)), *shown == Shown::In(state))
    });
    let planned = tab("/messages/planned".to_owned(), t!(lang, "planned"), None, *shown == Shown::Planned);
    let all: Vec<Tab> = std::iter::once(every).chain(each).chain([planned]).collect();
    tabs(&t!(lang, "messages-by-state"), &all)
}

fn counted(counts: &[(State, i64)], state: State) -> i64 {
    counts.iter().filter(|(each, _)| *each == state).map(|(_, count)| count).sum()
}

fn table(visit: &Visit, rows: &[Listed]) -> Markup {
    let lang = visit.lang;
    html! {
        (scroll(&t!(lang, "nav-messages"), html! { table .messages .facts {
            thead { tr {
                @for head in [t!(lang, "state"), t!(lang, "message-to"), t!(lang, "message-subject"), t!(lang, "message-created"), t!(lang, "message-sent-at")] { th scope="col" { (head) } }
                th scope="col" .number { (t!(lang, "message-attempts")) }
                th scope="col" { (t!(lang, "message-reply")) }
            } }
            tbody { @for row in rows { tr {
                td { (state_badge(lang, row.state)) }
                td { (reader(visit, &row.channel, row.user_name.as_deref())) @if !row.address.is_empty() { small { (row.address) } } }
                th scope="row" { a href={ "/messages/" (row.id) } { (row.subject) } small { (kind(lang, row.kind)) } }
                td { (moment(visit, row.created_at)) }
                td { @if let Some(at) = row.sent_at { (moment(visit, at)) } @else { "–" } }
                td .number { (row.attempts) }
                td .reply { (reply(lang, row.state, row.reply.as_deref())) }
            } } }
        } }))
    }
}

fn one(
    visit: &Visit,
    message: &Message,
    user: Option<&User>,
    files: &[Attached],
    obstacle: Option<Obstacle>,
) -> Markup {
    let lang = visit.lang;
    let name = reader(visit, &message.channel, user.map(|user| user.name.as_str()));
    let waiting = matches!(message.state, State::Queued);
    layout::page(
        visit,
        &message.subject,
        html! {
            (crumbs(lang, &[("/messages", &t!(lang, "nav-messages"))]))
            h1 { (message.subject) }
            section .panel { dl .figures {
                dt { (t!(lang, "state")) } dd { (state_badge(lang, message.state)) }
                dt { (t!(lang, "message-to")) } dd { (name) @if !message.address.is_empty() { " · " (message.address) } }
                dt { (t!(lang, "message-channel")) } dd { (reader::channel(visit, &message.channel)) }
                dt { (t!(lang, "message-kind")) } dd { (kind(lang, message.kind)) }
                dt { (t!(lang, "message-created")) } dd { (moment(visit, message.created_at)) }
                @if let Some(at) = message.sent_at { dt { (t!(lang, "message-sent-at")) } dd { (moment(visit, at)) } }
                dt { (t!(lang, "message-attempts")) } dd { (message.attempts) }
                @if waiting { dt { (t!(lang, "message-next-try")) } dd { (moment(visit, message.next_try_at)) } }
                dt { (t!(lang, "message-reply")) } dd .reply { (reply(lang, message.state, message.reply.as_deref())) }
            } }
            (resending::offer(visit, message, user, obstacle))
            @if !files.is_empty() {
                h2 { (t!(lang, "message-attachments")) }
                ul { @for file in files { li { (file.name) " " span .muted { (size(file.size)) } } } }
            }
            h2 { (t!(lang, "message-text")) }
            @if message.kind == Kind::Invitation { p .muted { (t!(lang, "message-link-hidden")) } }
            @if visit.may(Action::ReadMessages, Subject::Any) { (text(lang, message)) }
            @else { (empty(&t!(lang, "message-text-hidden"))) }
        },
    )
}

fn text(lang: Lang, message: &Message) -> Markup {
    html! {
        pre .letter lang="zh-CN" tabindex="0" { (message.body_text) }
        @if !message.body_html.is_empty() {
            details .panel {
                summary { (t!(lang, "message-html")) }
                pre .letter tabindex="0" { (message.body_html) }
            }
        }
    }
}

/// A state as shape, colour and word.
fn state_badge(lang: Lang, state: State) -> Markup {
    let tone = match state {
        State::Queued => Tone::NotDue,
        State::Claimed => Tone::Submitted,
        State::Sent => Tone::OnTime,
        State::Failed => Tone::Overdue,
        State::Withdrawn => Tone::Exempt,
    };
    badge(tone, &word(lang, state))
}

/// What became of a message.
pub fn word(lang: Lang, state: State) -> String {
    match state {
        State::Queued => t!(lang, "message-queued"),
        State::Claimed => t!(lang, "message-sending"),
        State::Sent => t!(lang, "message-sent"),
        State::Failed => t!(lang, "message-failed"),
        State::Withdrawn => t!(lang, "message-withdrawn"),
    }
}

fn kind(lang: Lang, kind: Kind) -> String {
    match kind {
        Kind::Digest => t!(lang, "message-digest"),
        Kind::ByHand => t!(lang, "by-hand"),
        Kind::Returned => t!(lang, "message-returned"),
        Kind::Invitation => t!(lang, "message-invitation"),
        Kind::Test => t!(lang, "message-test"),
        Kind::Notice => t!(lang, "message-notice"),
        Kind::Score => t!(lang, "message-score"),
    }
}

/// What the server said, in its own words; of a withdrawn message, why it was.
fn reply(lang: Lang, state: State, reply: Option<&str>) -> Markup {
    let why = why_withdrawn(lang, state, reply);
    html! {
        @match (why, reply.and_then(Withdrawal::of)) {
            (Some(why), Some(Withdrawal::SupersededBy(later))) => a href={ "/messages/" (later) } { (why) },
            (Some(why), _) => (why),
            (None, _) => (reply.unwrap_or("–")),
        }
    }
}

/// What became of a message in a few words: 已发送; of a withdrawn one, why it was.
pub fn became(lang: Lang, state: State, reply: Option<&str>) -> String {
    why_withdrawn(lang, state, reply).unwrap_or_else(|| word(lang, state))
}

/// Why a withdrawn message was not sent after all; `None` for any other.
fn why_withdrawn(lang: Lang, state: State, reply: Option<&str>) -> Option<String> {
    let why = reply.filter(|_| state == State::Withdrawn).and_then(Withdrawal::of)?;
    Some(match why {
        Withdrawal::SupersededBy(_) => t!(lang, "message-superseded"),
        Withdrawal::AccountDisabled => t!(lang, "message-account-disabled"),
        Withdrawal::Settled => t!(lang, "message-settled"),
        Withdrawal::ChannelGone => t!(lang, "message-channel-gone"),
    })
}
