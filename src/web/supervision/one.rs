//! One notice as it was issued, and what became of its letters.

use maud::{Markup, html};

use super::href;
use crate::domain::access::{Action, Subject};
use crate::domain::supervision::Notice;
use crate::store::reminders::Told;
use crate::web::components::{crumbs, moment};
use crate::web::visit::Visit;
use crate::web::{layout, messages};
use crate::words::{self, Lang, ordinal, t};

pub(super) fn page(visit: &Visit, notice: &Notice, told: &[Told]) -> Markup {
    let lang = visit.lang;
    let number = words::notice_number(lang, notice.number);
    layout::page(
        visit,
        &number,
        html! {
            (crumbs(lang, &[("/notices", &t!(lang, "nav-supervision"))]))
            h1 .on-screen { (number) }
            @if notice.addressed == 0 { p .notice { (t!(lang, "supervision-unreached")) } }
            p .buttons { a .button href={ (href(notice.number)) "/document" } download hx-boost="false" { (t!(lang, "supervision-download")) } }
            p .muted.on-screen { (t!(lang, "supervision-named-help")) }
            (paper(notice))
            @if !told.is_empty() { (delivery(visit, told)) }
        },
    )
}

/// As it stands on paper; in Chinese, whatever language the page is in.
fn paper(notice: &Notice) -> Markup {
    let text = words::notice(Lang::Zh, notice);
    html! { article .official lang="zh-CN" {
        p .mark-of { (text.issuer) }
        p .number-of { (text.number) }
        h2 { (text.title) }
        p { (text.addressee) }
        p .indented { (text.opening) }
        @for ((n, item), line) in (1..).zip(&notice.items).zip(&text.items) {
            p .indented { (ordinal(n)) a href={ "/obligations/" (item.obligation_id) } { (line) } }
        }
        p .indented { (text.closing) }
        p .indented { (text.ending) }
        p .signed { (text.issuer) br; (text.day) }
        @if let Some(copies) = text.copies { p .copies { (copies) } }
    } }
}

/// To whom it was sent, and whether it arrived; whoever may see the outbox gets to each mail.
fn delivery(visit: &Visit, told: &[Told]) -> Markup {
    let lang = visit.lang;
    let opens = visit.may(Action::SeeMessages, Subject::Any);
    let name = |told: &Told| messages::reader::reader(visit, &told.channel, told.user_name.as_deref());
    html! { section .panel {
        h2 { (t!(lang, "supervision-sent")) }
        ul { @for told in told { li {
            @if opens { a href={ "/messages/" (told.message_id) } { (name(told)) } } @else { (name(told)) }
            (t!(lang, "in-brackets", text = messages::became(lang, told.state, told.reply.as_deref())))
            @if let Some(at) = told.sent_at { " " (moment(visit, at)) }
        } } }
    } }
}
