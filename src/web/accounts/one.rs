//! One account's pages: the form for a new one, the account as it stands, and its one-time link.

use maud::{Markup, html};

use super::draft::{Details, Draft, Faults, NAME_MAX};
use super::list::state;
use crate::domain::access::Role;
use crate::passwords::Link;
use crate::store::users::User;
use crate::web::components::{moment, unit_name};
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
            (crumbs(lang))
            h1 { (title) }
            @if faults.any() { p .fault role="alert" { (t!(lang, "account-not-saved")) } }
            form method="post" action="/accounts" .stack .narrow {
                (token_field(visit))
                (role_and_unit(visit, draft, faults))
                (text(&Field { name: "login", label: t!(lang, "login"), value: &draft.login, fault: &faults.login, help: t!(lang, "account-login-help"), kind: "text", required: true }))
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
            (crumbs(lang))
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
                        button .primary { (t!(lang, "save")) }
                    }
                }
                div { (acts(visit, user)) }
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
            (crumbs(lang))
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

fn crumbs(lang: Lang) -> Markup {
    html! { p .crumbs { a href="/accounts" { (t!(lang, "nav-accounts")) } } }
}

fn role_and_unit(visit: &Visit, draft: &Draft, faults: &Faults) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    html! {
        div { label { (t!(lang, "account-role"))
            select name="role" required aria-invalid=[faults.role.as_ref().map(|_| "true")] aria-describedby="role-help" {
                option value="" { (t!(lang, "account-choose")) }
                @for role in Role::ALL {
                    option value=(role.as_str()) selected[draft.role == role.as_str()] { (words::role(lang, role)) }
                }
            } }
            (help("role", faults.role.as_deref(), &t!(lang, "account-role-help"))) }
        div { label { (t!(lang, "unit"))
            select name="unit" aria-invalid=[faults.unit.as_ref().map(|_| "true")] aria-describedby="unit-help" {
                option value="" { (t!(lang, "account-no-unit")) }
                @for unit in plan.units.iter().filter(|unit| !unit.external) {
                    option value=(unit.id) selected[draft.unit == unit.id.as_str()] { (lang.pick(&unit.name)) }
                }
            } }
            (help("unit", faults.unit.as_deref(), &t!(lang, "account-unit-help"))) }
    }
}

fn details(lang: Lang, name: &str, email: &str, faults: &Faults) -> Markup {
    html! {
        (text(&Field { name: "name", label: t!(lang, "account-name"), value: name, fault: &faults.name, help: String::new(), kind: "text", required: true }))
        (text(&Field { name: "email", label: t!(lang, "account-email"), value: email, fault: &faults.email, help: t!(lang, "account-email-help"), kind: "email", required: false }))
    }
}

struct Field<'a> {
    name: &'a str,
    label: String,
    value: &'a str,
    fault: &'a Option<String>,
    help: String,
    kind: &'a str,
    required: bool,
}

fn text(field: &Field<'_>) -> Markup {
    let described = format!("{}-help", field.name);
    html! {
        div { label { (field.label)
            input type=(field.kind) name=(field.name) value=(field.value) required[field.required] maxlength=[(field.kind == "text").then_some(NAME_MAX)]
                autocomplete="off" aria-invalid=[field.fault.as_ref().map(|_| "true")] aria-describedby=(described); }
            (help(field.name, field.fault.as_deref(), &field.help)) }
    }
}

/// The fault if there is one, with what the field wants below it.
fn help(name: &str, fault: Option<&str>, text: &str) -> Markup {
    html! {
        span id={ (name) "-help" } {
            @if let Some(fault) = fault { small .fault { (fault) } }
            @if !text.is_empty() { small { (text) } }
        }
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
            dt { (t!(lang, "account-since")) } dd { (moment(visit, user.created_at)) }
            @if let Some(at) = user.disabled_at { dt { (t!(lang, "account-disabled-since")) } dd { (moment(visit, at)) } }
        } }
    }
}

fn acts(visit: &Visit, user: &User) -> Markup {
    let lang = visit.lang;
    html! {
        @if user.disabled_at.is_some() {
            (act(visit, user, "disablement/end", "primary", &t!(lang, "account-enable"), &t!(lang, "account-enable-help")))
        } @else {
            (act(visit, user, "link", "primary", &t!(lang, "account-link-make"), &t!(lang, "account-link-help")))
            @if user.id == visit.user.id { p .muted { (t!(lang, "account-not-yourself")) } }
            @else { (act(visit, user, "disablement", "danger", &t!(lang, "account-disable"), &t!(lang, "account-disable-help"))) }
        }
    }
}

/// A step that first says what it will do.
fn act(visit: &Visit, user: &User, path: &str, class: &str, label: &str, help: &str) -> Markup {
    html! {
        details .panel {
            summary { (label) }
            form method="post" action={ "/accounts/" (user.id) "/" (path) } .stack {
                (token_field(visit))
                p .muted { (help) }
                button class=(class) { (label) }
            }
        }
    }
}
