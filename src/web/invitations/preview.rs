//! The dry run (预检): what each row comes to, what is wrong and what to do about it, before anything is done.

use maud::{Markup, html};

use super::{digest, new};
use crate::domain::access::Role;
use crate::domain::ids::UserId;
use crate::domain::roster::{Checked, Fault, List, Outcome};
use crate::store::users::User;
use crate::web::components::{Tone, badge, crumbs, scroll, unit_name};
use crate::web::form::token_field;
use crate::web::layout;
use crate::web::visit::Visit;
use crate::words::{self, Lang, t};

pub struct DryRun<'a> {
    pub list: &'a List,
    pub checked: &'a [Checked],
    pub users: &'a [User],
}

pub fn view(visit: &Visit, dry_run: &DryRun<'_>, notice: Option<&str>) -> Markup {
    let lang = visit.lang;
    let title = t!(lang, "invite-check-title");
    let of = |wanted: fn(&Outcome) -> bool| -> Vec<&Checked> {
        dry_run.checked.iter().filter(|row| wanted(&row.outcome)).collect()
    };
    let wrong = of(|outcome| matches!(outcome, Outcome::Wrong(_)));
    let acts = of(|outcome| matches!(outcome, Outcome::New { .. } | Outcome::Changed { .. }));
    let same = of(|outcome| matches!(outcome, Outcome::Unchanged { .. }));
    layout::page(
        visit,
        &title,
        html! {
            (crumbs(lang, &[("/invitations", &t!(lang, "nav-invitations"))]))
            h1 { (title) }
            @if let Some(notice) = notice { p .fault role="alert" { (notice) } }
            @if !dry_run.list.head { p .notice { (t!(lang, "invite-no-head")) } }
            (confirm(visit, dry_run, &acts, wrong.len()))
            @if !wrong.is_empty() {
                h2 #wrong { (t!(lang, "invite-wrong-rows", count = wrong.len())) }
                (table(visit, dry_run, &t!(lang, "invite-wrong-rows", count = wrong.len()), &wrong))
            }
            @if !acts.is_empty() {
                h2 #acts { (t!(lang, "invite-act-rows", count = acts.len())) }
                (table(visit, dry_run, &t!(lang, "invite-act-rows", count = acts.len()), &acts))
            }
            @if !same.is_empty() {
                details .panel {
                    summary { (t!(lang, "invite-same-rows", count = same.len())) }
                    (table(visit, dry_run, &t!(lang, "invite-same-rows", count = same.len()), &same))
                }
            }
            details open[acts.is_empty()] {
                summary { (t!(lang, "invite-edit-list")) }
                (new::form(visit, &dry_run.list.text(), None))
            }
        },
    )
}

/// In numbers what will happen, and the button that makes it so.
fn confirm(visit: &Visit, dry_run: &DryRun<'_>, acts: &[&Checked], wrong: usize) -> Markup {
    let lang = visit.lang;
    let count = |wanted: fn(&Outcome) -> bool| acts.iter().filter(|row| wanted(&row.outcome)).count();
    let mailed = count(|outcome| matches!(outcome, Outcome::New { email: Some(_), .. }));
    let handed = count(|outcome| matches!(outcome, Outcome::New { email: None, .. }));
    let changed = acts.len() - mailed - handed;
    html! {
        section .panel .confirm {
            ul .outcome {
                @if mailed > 0 { li { (t!(lang, "invite-sum-mailed", count = mailed)) } }
                @if handed > 0 { li { (t!(lang, "invite-sum-handed", count = handed)) } }
                @if changed > 0 { li { (t!(lang, "invite-sum-changed", count = changed)) } }
                @if wrong > 0 { li { (t!(lang, "invite-sum-wrong", count = wrong)) } }
                @if acts.is_empty() { li { (t!(lang, "invite-sum-nothing")) } }
            }
            @if !acts.is_empty() {
                form method="post" action="/invitations" .stack {
                    (token_field(visit))
                    input type="hidden" name="text" value=(dry_run.list.text());
                    input type="hidden" name="digest" value=(digest(dry_run.checked));
                    p .muted { (t!(lang, "invite-nothing-yet")) }
                    button .primary { (t!(lang, "invite-confirm", count = acts.len())) }
                }
            }
        }
    }
}

fn table(visit: &Visit, dry_run: &DryRun<'_>, label: &str, rows: &[&Checked]) -> Markup {
    let lang = visit.lang;
    scroll(
        label,
        html! { table .invited {
            thead { tr {
                th scope="col" .number { (t!(lang, "invite-line")) }
                @for head in [t!(lang, "invite-outcome"), t!(lang, "unit"), t!(lang, "account-name"), t!(lang, "login"), t!(lang, "account-email"), t!(lang, "account-phone")] {
                    th scope="col" { (head) }
                }
            } }
            tbody { @for row in rows { (one(visit, dry_run, row)) } }
        } },
    )
}

fn one(visit: &Visit, dry_run: &DryRun<'_>, checked: &Checked) -> Markup {
    let (lang, row) = (visit.lang, &checked.row);
    let account = |id: &UserId| dry_run.users.iter().find(|user| user.id == *id);
    let (known, login) = match &checked.outcome {
        Outcome::New { login, .. } => (None, login.as_str()),
        Outcome::Changed { user, .. } | Outcome::Unchanged { user, .. } => {
            let known = account(user);
            (known, known.map_or("", |user| user.login.as_str()))
        }
        Outcome::Wrong(_) => (None, row.login.as_str()),
    };
    let old = |old: Option<&String>, new: &str| old.filter(|old| !new.is_empty() && *old != new).cloned();
    let unit = checked.unit.as_ref().map_or(row.unit.as_str(), |unit| unit_name(lang, visit.plan(), unit));
    html! {
        tr {
            td .number { (row.line) }
            td .said { (outcome(visit, checked)) }
            td { (unit) @if unit != row.unit && !row.unit.is_empty() { small { (t!(lang, "invite-written", text = row.unit.as_str())) } } }
            th scope="row" { (row.name) @if checked.role != Role::Liaison { small { (words::role(lang, checked.role)) } } }
            td { (login) }
            td { (changed(&row.email, old(known.and_then(|user| user.email.as_ref()), &row.email.to_lowercase()))) }
            td { (changed(&row.phone, old(known.and_then(|user| user.phone.as_ref()), &row.phone))) }
        }
    }
}

/// The new value, and what it replaces.
fn changed(new: &str, old: Option<String>) -> Markup {
    html! { @if new.is_empty() { "–" } @else { (new) } @if let Some(old) = old { small { del { (old) } } } }
}

/// Shape, colour and words; under a fault, what to do.
fn outcome(visit: &Visit, checked: &Checked) -> Markup {
    let lang = visit.lang;
    let (tone, word, note) = match &checked.outcome {
        Outcome::New { email: Some(_), .. } => {
            (Tone::OnTime, t!(lang, "invite-is-new"), t!(lang, "invite-by-mail"))
        }
        Outcome::New { email: None, .. } => {
            (Tone::OnTime, t!(lang, "invite-is-new"), t!(lang, "invite-by-hand"))
        }
        Outcome::Changed { email: Some(_), waiting: true, .. } => {
            (Tone::Submitted, t!(lang, "invite-is-changed"), t!(lang, "invite-mailed-again"))
        }
        Outcome::Changed { .. } => (Tone::Submitted, t!(lang, "invite-is-changed"), String::new()),
        Outcome::Unchanged { waiting: true, .. } => {
            (Tone::NotDue, t!(lang, "invite-is-same"), t!(lang, "invite-still-waiting"))
        }
        Outcome::Unchanged { .. } => (Tone::NotDue, t!(lang, "invite-is-same"), String::new()),
        Outcome::Wrong(_) => (Tone::Overdue, t!(lang, "invite-is-wrong"), String::new()),
    };
    html! {
        (badge(tone, &word))
        @if !note.is_empty() { small { (note) } }
        @if let Outcome::Wrong(faults) = &checked.outcome {
            ul .plain { @for each in faults { li { (fault(lang, visit, checked, each)) } } }
        }
    }
}

fn fault(lang: Lang, visit: &Visit, checked: &Checked, fault: &Fault) -> String {
    let row = &checked.row;
    match fault {
        Fault::UnitMissing => t!(lang, "invite-unit-missing"),
        Fault::UnitUnknown(None) => t!(lang, "invite-unit-unknown", unit = row.unit.as_str()),
        Fault::UnitUnknown(Some(meant)) => {
            let meant = unit_name(lang, visit.plan(), meant);
            t!(lang, "invite-unit-meant", unit = row.unit.as_str(), meant = meant)
        }
        Fault::UnitExternal => t!(lang, "invite-unit-external"),
        Fault::RoleUnknown => t!(lang, "invite-role-unknown", role = row.role.as_str()),
        Fault::NameMissing => t!(lang, "invite-name-missing"),
        Fault::NameWrong => t!(lang, "invite-name-wrong"),
        Fault::EmailWrong => t!(lang, "invite-email-wrong", email = row.email.as_str()),
        &Fault::EmailTwice(line) => t!(lang, "invite-email-twice", line = line),
        Fault::EmailTaken(name) => t!(lang, "invite-email-taken", name = name.as_str()),
        Fault::PhoneWrong => t!(lang, "invite-phone-wrong", phone = row.phone.as_str()),
        Fault::LoginWrong => t!(lang, "invite-login-wrong"),
        &Fault::LoginTwice(line) => t!(lang, "invite-login-twice", line = line),
        Fault::LoginTaken => t!(lang, "invite-login-taken", login = row.login.as_str()),
        &Fault::PersonTwice(line) => t!(lang, "invite-person-twice", line = line),
        Fault::Disabled => t!(lang, "invite-disabled"),
    }
}
