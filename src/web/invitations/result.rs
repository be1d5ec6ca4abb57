//! What was done, shown once: who gets a letter, and the links of those who cannot.

use maud::{Markup, html};

use super::apply::Done;
use crate::store::users::User;
use crate::web::components::{crumbs, moment, scroll, unit_name};
use crate::web::layout;
use crate::web::visit::Visit;
use crate::words::t;

pub fn view(visit: &Visit, done: &Done) -> Markup {
    let lang = visit.lang;
    let title = t!(lang, "invite-done");
    layout::page(
        visit,
        &title,
        html! {
            (crumbs(lang, &[("/invitations", &t!(lang, "nav-invitations"))]))
            h1 { (title) }
            @if !done.handed.is_empty() { (handed(visit, done)) }
            @if !done.mailed.is_empty() {
                section .panel {
                    h2 { (t!(lang, "invite-mailed", count = done.mailed.len())) }
                    p { (t!(lang, "invite-mailed-help", days = crate::passwords::LINK_DAYS)) }
                    (people(visit, &done.mailed))
                }
            }
            @if !done.changed.is_empty() {
                section .panel {
                    h2 { (t!(lang, "invite-changed", count = done.changed.len())) }
                    (people(visit, &done.changed))
                }
            }
            p .buttons {
                a .button href="/invitations" { (t!(lang, "invite-to-list")) }
                a .button href="/invitations/new" { (t!(lang, "invite-more")) }
            }
        },
    )
}

fn handed(visit: &Visit, done: &Done) -> Markup {
    let lang = visit.lang;
    let until = done.handed.first().map(|(_, link)| link.expires_at);
    html! {
        section .panel .handover {
            h2 { (t!(lang, "invite-handed", count = done.handed.len())) }
            p .notice { (t!(lang, "invite-handed-once")) }
            (scroll(&t!(lang, "invite-handed", count = done.handed.len()), html! { table {
                thead { tr { @for head in [t!(lang, "unit"), t!(lang, "account-name"), t!(lang, "login"), t!(lang, "invite-link")] { th scope="col" { (head) } } } }
                tbody { @for (user, link) in &done.handed { tr {
                    td { (unit_of(visit, user)) }
                    th scope="row" { (user.name) }
                    td { (user.login) }
                    td { span .secret { (visit.app.config.public_url) (link.path) } }
                } } }
            } }))
            @if let Some(until) = until { p { (t!(lang, "account-link-until")) (moment(visit, until)) } }
            p .muted { (t!(lang, "account-link-care")) }
        }
    }
}

fn people(visit: &Visit, users: &[User]) -> Markup {
    html! { ul .wrapped { @for user in users {
        li { (unit_of(visit, user)) " " (user.name) " " span .muted { (user.email.as_deref().unwrap_or_default()) } }
    } } }
}

fn unit_of<'a>(visit: &'a Visit, user: &'a User) -> &'a str {
    user.unit_id.as_ref().map_or("", |unit| unit_name(visit.lang, visit.plan(), unit))
}
