//! The list of accounts: who can sign in, who cannot yet, and which unit has nobody.

use maud::{Markup, html};
use serde::Deserialize;

use super::log;
use crate::domain::plan::Unit;
use crate::store::events::Audited;
use crate::store::users::User;
use crate::web::components::{Field, Tone, badge, empty, pager, scroll, unit_name};
use crate::web::contacts::Lacking;
use crate::web::layout;
use crate::web::visit::Visit;
use crate::words::t;
use crate::words::{self, Lang};

/// Rows per page.
const PAGE: usize = 100;

#[derive(Deserialize, Default)]
pub struct Shown {
    /// Part of a login, a name or a unit's name.
    #[serde(default)]
    q: String,
    #[serde(default)]
    page: Option<i64>,
}

pub fn view(visit: &Visit, shown: &Shown, all: Vec<User>, latest: &[Audited]) -> Markup {
    let lang = visit.lang;
    let total = all.len();
    let without = Lacking::of(visit.plan(), &all).liaison;
    let mut users: Vec<User> = all.into_iter().filter(|user| matches(visit, user, &shown.q)).collect();
    users.sort_by_key(|user| (user.role, user.unit_id.as_ref().map(|unit| visit.plan().position(unit))));
    layout::page(
        visit,
        &t!(lang, "nav-accounts"),
        html! {
            h1 { (t!(lang, "nav-accounts")) " " span .muted { (t!(lang, "account-count", count = total)) } }
            p .buttons { a .button href="/accounts/new" { (t!(lang, "account-new")) } a .button href="/invitations/new" { (t!(lang, "invite-new")) } a .button href="/accounts/log" { (t!(lang, "account-log")) } a .button href="/ledgers/disclosures" { (t!(lang, "rows-disclosures")) } }
            @if !without.is_empty() { (missing(lang, &without)) }
            (search(lang, &shown.q))
            @if users.is_empty() { (empty(&t!(lang, "accounts-none-match"))) } @else { (table(visit, shown, &users)) }
            h2 { (t!(lang, "account-log")) }
            (log::table(visit, latest))
            p { a href="/accounts/log" { (t!(lang, "account-log-all")) } }
        },
    )
}

/// Whether somebody can sign in, as shape, colour and word.
pub fn state(lang: Lang, user: &User) -> Markup {
    match (user.disabled_at, &user.password_hash) {
        (Some(_), _) => badge(Tone::Exempt, &t!(lang, "account-disabled")),
        (None, None) => badge(Tone::Soon, &t!(lang, "account-no-password")),
        (None, Some(_)) => badge(Tone::OnTime, &t!(lang, "account-active")),
    }
}

fn matches(visit: &Visit, user: &User, query: &str) -> bool {
    let query = query.trim().to_lowercase();
    let unit = user.unit_id.as_ref().map_or("", |id| unit_name(visit.lang, visit.plan(), id));
    [user.login.as_str(), user.name.as_str(), unit].iter().any(|text| text.to_lowercase().contains(&query))
}

fn missing(lang: Lang, units: &[&Unit]) -> Markup {
    html! {
        details .notice {
            summary { (t!(lang, "account-units-without", count = units.len())) }
            p { (t!(lang, "account-units-without-help")) }
            ul .wrapped { @for unit in units {
                li { a href={ "/accounts/new?role=liaison&unit=" (unit.id) } { (lang.pick(&unit.name)) } }
            } }
        }
    }
}

fn search(lang: Lang, query: &str) -> Markup {
    html! {
        form method="get" action="/accounts" .filter {
            (Field::new("q", &t!(lang, "account-search")).line(lang, "search", query, "off"))
            button { (t!(lang, "search")) }
        }
    }
}

fn table(visit: &Visit, shown: &Shown, users: &[User]) -> Markup {
    let lang = visit.lang;
    let page = usize::try_from(shown.page.unwrap_or(1)).unwrap_or(1).clamp(1, 10_000);
    let rows: Vec<&User> = users.iter().skip((page - 1) * PAGE).take(PAGE).collect();
    let query = percent_encoding::utf8_percent_encode(&shown.q, percent_encoding::NON_ALPHANUMERIC);
    html! {
        (scroll(&t!(lang, "nav-accounts"), html! { table .accounts {
            thead { tr {
                @for head in [t!(lang, "account-name"), t!(lang, "login"), t!(lang, "account-role"), t!(lang, "unit"), t!(lang, "account-email"), t!(lang, "state")] {
                    th scope="col" { (head) }
                }
            } }
            tbody { @for user in rows { (row(visit, user)) } }
        } }))
        (pager(lang, i64::try_from(page).unwrap_or(1), users.len() > page * PAGE, |page| format!("/accounts?q={query}&page={page}")))
    }
}

fn row(visit: &Visit, user: &User) -> Markup {
    let lang = visit.lang;
    html! {
        tr {
            th scope="row" { a href={ "/accounts/" (user.id) } { (user.name) } }
            td { (user.login) }
            td { (words::role(lang, user.role)) }
            td { @if let Some(unit) = &user.unit_id { (unit_name(lang, visit.plan(), unit)) } @else { "–" } }
            td { @if let Some(email) = &user.email { (email) } @else { span .muted { (t!(lang, "account-email-none")) } } }
            td { (state(lang, user)) }
        }
    }
}
