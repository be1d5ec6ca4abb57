//! Who speaks for each unit (联络员名单), and who cannot be reached.

use maud::{Markup, html};
use serde::Deserialize;

use crate::domain::access::{Action, Role, Subject};
use crate::domain::plan::Unit;
use crate::store::users::User;
use crate::web::accounts::state;
use crate::web::components::{Field, empty, pager, scroll, unit_name};
use crate::web::contacts::{Lacking, is_invited, waiting};
use crate::web::form::token_field;
use crate::web::layout;
use crate::web::visit::Visit;
use crate::words::{self, Lang, t};

/// Rows per page.
const PAGE: usize = 100;

#[derive(Deserialize, Default)]
pub struct Shown {
    /// Part of a name, an address or a unit's name.
    #[serde(default)]
    q: String,
    #[serde(default)]
    page: Option<i64>,
}

/// `named` are units whose reported liaisons lack accounts.
pub fn view(visit: &Visit, shown: &Shown, all: &[User], named: &[&Unit]) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let lacking = Lacking::of(plan, all);
    let mut people: Vec<&User> =
        all.iter().filter(|user| is_invited(user) && matches(visit, user, &shown.q)).collect();
    people.sort_by_key(|user| (user.unit_id.as_ref().map(|unit| plan.position(unit)), user.role));
    let waiting = waiting(all).count();
    layout::page(
        visit,
        &t!(lang, "nav-invitations"),
        html! {
            h1 { (t!(lang, "nav-invitations")) }
            p .buttons { a .button .primary href="/invitations/new" { (t!(lang, "invite-new")) } }
            (units(lang, "invite-no-liaison", &t!(lang, "invite-no-liaison", count = lacking.liaison.len()), &t!(lang, "invite-no-liaison-help"), &lacking.liaison, "/units/"))
            (units(lang, "invite-named", &t!(lang, "invite-named", count = named.len()), &t!(lang, "invite-named-help"), named, "/invitations/new?unit="))
            (units(lang, "invite-no-email", &t!(lang, "invite-no-email", count = lacking.email.len()), &t!(lang, "invite-no-email-help"), &lacking.email, "/units/"))
            @if waiting > 0 { p .notice { (t!(lang, "invite-waiting", count = waiting)) } }
            form method="get" action="/invitations" .filter {
                (Field::new("q", &t!(lang, "invite-search")).line(lang, "search", &shown.q, "off"))
                button { (t!(lang, "search")) }
            }
            @if people.is_empty() { (empty(&if shown.q.is_empty() { t!(lang, "invite-nobody") } else { t!(lang, "accounts-none-match") })) }
            @else { (table(visit, shown, &people)) }
        },
    )
}

fn matches(visit: &Visit, user: &User, query: &str) -> bool {
    let query = query.trim().to_lowercase();
    let unit = user.unit_id.as_ref().map_or("", |id| unit_name(visit.lang, visit.plan(), id));
    let texts = [user.login.as_str(), user.name.as_str(), unit, user.email.as_deref().unwrap_or_default()];
    texts.iter().any(|text| text.to_lowercase().contains(&query))
}

/// Each leads to an address that ends in its id.
fn units(lang: Lang, id: &str, title: &str, help: &str, units: &[&Unit], href: &str) -> Markup {
    html! {
        @if !units.is_empty() {
            details id=(id) .notice {
                summary { (title) }
                p { (help) }
                ul .wrapped { @for unit in units { li { a href={ (href) (unit.id) } { (lang.pick(&unit.name)) } } } }
            }
        }
    }
}

fn table(visit: &Visit, shown: &Shown, people: &[&User]) -> Markup {
    let lang = visit.lang;
    let page = usize::try_from(shown.page.unwrap_or(1)).unwrap_or(1).clamp(1, 10_000);
    let query = percent_encoding::utf8_percent_encode(&shown.q, percent_encoding::NON_ALPHANUMERIC);
    html! {
        (scroll(&t!(lang, "nav-invitations"), html! { table .accounts {
            thead { tr { @for head in [t!(lang, "unit"), t!(lang, "account-name"), t!(lang, "login"), t!(lang, "account-email"), t!(lang, "account-phone"), t!(lang, "state")] { th scope="col" { (head) } } } }
            tbody { @for user in people.iter().skip((page - 1) * PAGE).take(PAGE) { (row(visit, user)) } }
        } }))
        (pager(lang, i64::try_from(page).unwrap_or(1), people.len() > page * PAGE, |page| format!("/invitations?q={query}&page={page}")))
    }
}

fn row(visit: &Visit, user: &User) -> Markup {
    let lang = visit.lang;
    let manages = visit.may(Action::ManageAccounts, Subject::Any);
    html! {
        tr {
            td { @if let Some(unit) = &user.unit_id { a href={ "/units/" (unit) } { (unit_name(lang, visit.plan(), unit)) } } }
            th scope="row" {
                @if manages { a href={ "/accounts/" (user.id) } { (user.name) } } @else { (user.name) }
                @if user.role != Role::Liaison { " " span .mark { (words::role(lang, user.role)) } }
            }
            td { (user.login) }
            td { @if let Some(email) = &user.email { (email) } @else { span .muted { (t!(lang, "account-email-none")) } } }
            td { (user.phone.as_deref().unwrap_or("–")) }
            td { (state(lang, user)) @if user.password_hash.is_none() { " " (again(visit, user)) } }
        }
    }
}

/// A new link for somebody who has not come yet.
fn again(visit: &Visit, user: &User) -> Markup {
    let lang = visit.lang;
    html! {
        form method="post" action={ "/invitations/" (user.id) } .inline-form {
            (token_field(visit))
            button .link { @if user.email.is_some() { (t!(lang, "invite-again-mail")) } @else { (t!(lang, "invite-again-link")) }
                span .hidden { (user.name) } }
        }
    }
}
