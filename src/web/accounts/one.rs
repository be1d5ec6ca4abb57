//! One account's pages: the form for a new one, the account as it stands, and its one-time link.

use maud::{Markup, html};

use super::draft::{Details, Draft, Faults};
use super::list::state;
use crate::domain::access::Role;
use crate::passwords::Link;
use crate::store::users::User;
use crate::web::components::{Asking, Field, asking, crumbs, moment, unit_name};
use crate::web::form::token_field;
use crate::web::layout;
use crate::web::visit::Visit;
use crate::words::t;
use crate::words::{self, Lang};

pub fn new(visit: &Visit, draft: &Draft, faults: &Faults) -> Markup {
    let lang = visit.lang;
    let title = t!(lang, "account-new");
    layout::page(
        visit,
        &title,
        html! {
            (above(lang))
            h1 { (title) }
            @if faults.any() { p .fault role="alert" { (t!(lang, "account-not-saved")) } }
            form method="post" action="/accounts" .stack .narrow {
                (token_field(visit))
                (role_and_unit(visit, draft, faults))
                (login(lang, draft, faults))
                (details(lang, &draft.name, &draft.email, faults))
                button .primary { (t!(lang, "account-create")) }
            }
        },
    )
}

pub fn view(visit: &Visit, user: &User, typed: &Details, faults: &Faults, notice: Option<&str>) -> Markup {
    let lang = visit.lang;
    layout::page(
        visit,
        &user.name,
        html! {
            (above(lang))
            h1 { (user.name) " " span .muted { (user.login) } }
            @if let Some(notice) = notice { p .fault role="alert" { (notice) } }
            @if faults.any() { p .fault role="alert" { (t!(lang, "account-not-saved")) } }
            div .columns {
                div {
                    (facts(visit, user))
                    form method="post" action={ "/accounts/" (user.id) } .stack .panel {
                        h2 { (t!(lang, "account-edit")) }
                        (token_field(visit))
                        (details(lang, &typed.name, &typed.email, faults))
                        (Field::new("phone", &t!(lang, "account-phone")).faults(faults.phone.as_deref()).line(lang, "tel", &typed.phone, "off"))
                        button .primary { (t!(lang, "save")) }
                    }
                }
                section .panel { h2 { (t!(lang, "account-acts")) } (acts(visit, user)) }
            }
        },
    )
}

/// Shown once, as the answer to the form that made it.
pub fn link(visit: &Visit, user: &User, link: &Link) -> Markup {
    let lang = visit.lang;
    let title = t!(lang, "account-link-for", name = user.name.as_str());
    layout::page(
        visit,
        &title,
        html! {
            (above(lang))
            h1 { (title) }
            section .panel {
                p { (t!(lang, "account-link-once")) }
                p .secret { (visit.app.config.public_url) (link.path) }
                p { (t!(lang, "account-link-until")) (moment(visit, link.expires_at)) }
                p .muted { (t!(lang, "account-link-care")) }
            }
            p .buttons {
                a .button href={ "/accounts/" (user.id) } { (t!(lang, "account-back-to-one")) }
                a .button href="/accounts/new" { (t!(lang, "account-new")) }
            }
        },
    )
}

fn above(lang: Lang) -> Markup {
    crumbs(lang, &[("/accounts", &t!(lang, "nav-accounts"))])
}

fn role_and_unit(visit: &Visit, draft: &Draft, faults: &Faults) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let roles: Vec<_> = Role::ALL.iter().map(|role| (role.as_str(), words::role(lang, *role))).collect();
    let units = plan.units.iter().filter(|unit| !unit.external);
    let units: Vec<_> = units.map(|unit| (unit.id.as_str(), lang.pick(&unit.name).to_owned())).collect();
    html! {
        (Field::new("role", &t!(lang, "account-role")).help(&t!(lang, "account-role-help")).faults(faults.role.as_deref())
            .required().choice(lang, &roles, &draft.role, &t!(lang, "account-choose")))
        (Field::new("unit", &t!(lang, "unit")).help(&t!(lang, "account-unit-help")).faults(faults.unit.as_deref())
            .choice(lang, &units, &draft.unit, &t!(lang, "account-no-unit")))
    }
}

fn login(lang: Lang, draft: &Draft, faults: &Faults) -> Markup {
    let (label, help) = (t!(lang, "login"), t!(lang, "account-login-help"));
    let field = Field::new("login", &label).help(&help).faults(faults.login.as_deref()).required();
    field.line(lang, "text", &draft.login, "off")
}

fn details(lang: Lang, name: &str, email: &str, faults: &Faults) -> Markup {
    html! {
        (Field::new("name", &t!(lang, "account-name")).faults(faults.name.as_deref()).required().line(lang, "text", name, "off"))
        (Field::new("email", &t!(lang, "account-email")).help(&t!(lang, "account-email-help")).faults(faults.email.as_deref())
            .line(lang, "email", email, "off"))
    }
}

fn facts(visit: &Visit, user: &User) -> Markup {
    let lang = visit.lang;
    html! {
        section .panel { dl .figures {
            dt { (t!(lang, "account-role")) } dd { (words::role(lang, user.role)) }
            @if let Some(unit) = &user.unit_id {
                dt { (t!(lang, "unit")) } dd { a href={ "/units/" (unit) } { (unit_name(lang, visit.plan(), unit)) } }
            }
            dt { (t!(lang, "state")) } dd { (state(lang, user)) }
            @if let Some(phone) = &user.phone { dt { (t!(lang, "account-phone")) } dd { (phone) } }
            dt { (t!(lang, "account-since")) } dd { (moment(visit, user.created_at)) }
            @if let Some(at) = user.disabled_at { dt { (t!(lang, "account-disabled-since")) } dd { (moment(visit, at)) } }
        } }
    }
}

fn acts(visit: &Visit, user: &User) -> Markup {
    let lang = visit.lang;
    html! {
        @if user.disabled_at.is_some() {
            (act(visit, user, "disablement/end", false, &t!(lang, "account-enable"), &t!(lang, "account-enable-help")))
        } @else {
            (act(visit, user, "link", false, &t!(lang, "account-link-make"), &t!(lang, "account-link-help")))
            @if user.id == visit.user.id { p .muted { (t!(lang, "account-not-yourself")) } }
            @else { (act(visit, user, "disablement", true, &t!(lang, "account-disable"), &t!(lang, "account-disable-help"))) }
        }
    }
}

/// A step that first says what it will do.
fn act(visit: &Visit, user: &User, path: &str, is_danger: bool, label: &str, text: &str) -> Markup {
    let id = path.replace('/', "-");
    let action = format!("/accounts/{}/{path}", user.id);
    let asked = Asking { id: &id, label, text, is_danger, is_open: false, action: &action };
    asking(visit.lang, &asked, token_field(visit))
}
