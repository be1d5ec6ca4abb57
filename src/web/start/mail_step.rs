//! The step that everyone has: does mail arrive?

use maud::{Markup, html};

use super::Step;
use crate::domain::access::Role;
use crate::mail::Mailer;
use crate::store::outbox::{Message, State};
use crate::store::{Tx, letters};
use crate::web::components::moment;
use crate::web::error::Result;
use crate::web::form::token_field;
use crate::web::visit::Visit;
use crate::words::{Lang, t};

/// How far back the latest test is looked for.
const DAYS: time::Duration = time::Duration::days(30);

/// An administrator has to see a letter leave; for everyone else an address is what counts.
pub async fn step(tx: &mut Tx, visit: &Visit) -> Result<Step> {
    let (lang, plan, user) = (visit.lang, visit.plan(), &visit.user);
    let since = plan.local_date(visit.now.minus(DAYS));
    let latest = letters::latest_test(tx, &plan.id, &user.id, since).await?;
    let admin = user.role == Role::Admin;
    let sent = latest.as_ref().is_some_and(|message| message.state == State::Sent);
    let real = !matches!(visit.app.mailer, Mailer::Files(_));
    let (title, why) = if admin {
        (t!(lang, "start-mail-test"), t!(lang, "start-mail-test-why"))
    } else {
        (t!(lang, "start-mail"), t!(lang, "start-mail-why"))
    };
    Ok(Step {
        id: "mail",
        title,
        why,
        done: if admin { sent && real } else { user.email.is_some() },
        now: html! {
            @match &user.email {
                Some(email) => {
                    p { (t!(lang, "start-mail-is")) strong { (email) } @if !admin { " " span .muted { (t!(lang, "start-mail-wrong")) } } }
                    form method="post" action="/start/test-mail" {
                        (token_field(visit))
                        button { (t!(lang, "start-mail-send")) }
                    }
                }
                None => p { @if admin { (t!(lang, "start-mail-none-admin")) } @else { (t!(lang, "start-mail-none")) } },
            }
            @if let Some(message) = &latest { (answer(visit, message)) }
        },
        link: (admin && user.email.is_none())
            .then(|| (format!("/accounts/{}", user.id), t!(lang, "start-mail-add"))),
    })
}

/// What became of the latest test, and what the server said.
fn answer(visit: &Visit, message: &Message) -> Markup {
    let lang = visit.lang;
    let reply = message.reply.as_deref().unwrap_or_default();
    let files = matches!(visit.app.mailer, Mailer::Files(_));
    let said = match message.state {
        State::Sent if files => t!(lang, "start-mail-to-file"),
        State::Sent => t!(lang, "start-mail-taken"),
        State::Failed | State::Withdrawn => meaning(lang, reply),
        State::Queued | State::Claimed => t!(lang, "start-mail-on-its-way"),
    };
    let class = if message.state == State::Failed { "fault" } else { "done" };
    html! {
        div class=(class) {
            p { (moment(visit, message.created_at)) " " (said) }
            @if !reply.is_empty() { p { (t!(lang, "start-mail-reply")) code { (reply) } } }
        }
    }
}

/// What a refusal usually means, and where to look.
fn meaning(lang: Lang, reply: &str) -> String {
    let reply = reply.to_lowercase();
    let has = |any: &[&str]| any.iter().any(|part| reply.contains(part));
    if has(&["535", "534", "530", "authentication", "auth "]) {
        t!(lang, "start-mail-auth")
    } else if has(&["certificate", "tls", "ssl"]) {
        t!(lang, "start-mail-tls")
    } else if has(&["no answer", "timed out", "timeout"]) {
        t!(lang, "start-mail-silent")
    } else if has(&["550", "551", "553", "501", "not an e-mail"]) {
        t!(lang, "start-mail-address")
    } else if has(&["connection", "refused", "lookup", "resolve", "unreachable", "name or service"]) {
        t!(lang, "start-mail-unreachable")
    } else {
        t!(lang, "start-mail-other")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_server_says_is_put_in_words() {
        for (reply, words) in [
            ("permanent error (535): 5.7.8 Error: authentication failed", "账号或口令"),
            ("permanent error (550): 5.1.1 no such user", "收件地址"),
            ("Connection error: Connection refused (os error 111)", "连接不上"),
            ("no answer within 60 s", "没有应答"),
            ("Connection error: invalid peer certificate: UnknownIssuer", "证书"),
            ("451 try later", "没有收下"),
        ] {
            assert!(meaning(Lang::Zh, reply).contains(words), "{reply}");
        }
    }
}
