//! Before a press: which units are reminded of what, who gets a letter, and who is left out and why. After it, who
//! was left out.

use maud::{Markup, html};

use super::request::LONGEST_NOTE;
use super::{Facts, From, Pressed, Request, Sent, why_unreached};
use crate::domain::access::Role;
use crate::domain::by_hand::Part;
use crate::domain::digest::Item;
use crate::domain::reminder::Window;
use crate::web::components::{
    Field, crumbs, due, empty, light_of, moment, obligation_name, scroll, title, toast, unit_name,
};
use crate::web::form::token_field;
use crate::web::layout;
use crate::web::visit::Visit;
use crate::words::{self, t};

/// Obligations of a unit beyond this many are folded away.
const SHOWN: usize = 3;

pub fn page(
    visit: &Visit,
    asked: &Request,
    facts: &Facts,
    pressed: &Pressed<'_>,
    fault: Option<&str>,
) -> Markup {
    let (lang, back, ready) = (visit.lang, asked.back(), &pressed.sorted.ready);
    let is_picked = asked.every || !asked.picks.is_empty() || !asked.units.is_empty();
    layout::page(
        visit,
        &t!(lang, "by-hand"),
        html! {
            (crumbs(lang, &[(&back, &above(visit, asked))]))
            h1 { (t!(lang, "by-hand")) }
            (left_out(visit, facts, pressed))
            @if ready.is_empty() {
                (empty(&if is_picked { t!(lang, "by-hand-none-left") } else { t!(lang, "by-hand-none-picked") }))
                p { a .button href=(back) { (t!(lang, "by-hand-back")) } }
            } @else {
                (what(visit, ready))
                (table(visit, facts, ready))
                (form(visit, asked, ready, fault))
            }
        },
    )
}

pub fn result(visit: &Visit, asked: &Request, facts: &Facts, pressed: &Pressed<'_>, sent: Sent) -> Markup {
    let lang = visit.lang;
    layout::page(
        visit,
        &t!(lang, "by-hand"),
        html! {
            h1 { (t!(lang, "by-hand")) }
            @if sent.units > 0 { (toast(lang, &t!(lang, "done-reminded", units = sent.units, letters = sent.letters))) }
            (left_out(visit, facts, pressed))
            p { a .button href=(asked.back()) { (t!(lang, "by-hand-back")) } }
        },
    )
}

/// What the page is called that it was picked on.
fn above(visit: &Visit, asked: &Request) -> String {
    let lang = visit.lang;
    match (asked.from, asked.picks.first()) {
        (From::Obligation, Some(id)) => {
            obligation_name(lang, visit.plan(), id.as_str()).unwrap_or_else(|| id.to_string())
        }
        (From::List, _) => t!(lang, "listed-all"),
        _ => t!(lang, "nav-overview"),
    }
}

/// In a sentence, and when the letters leave.
fn what(visit: &Visit, ready: &[Part<'_>]) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let people: usize = ready.iter().map(|part| part.to.len()).sum();
    let n: usize = ready.iter().map(|part| part.items.len()).sum();
    let leaves = plan.reminders.next_sending(plan.setting(), visit.now);
    let leaves = words::exact(leaves.in_zone(plan.zone));
    html! {
        p { (t!(lang, "by-hand-will", units = ready.len(), people = people, n = n)) }
        @if plan.reminders.window(plan.setting(), visit.now) == Window::Open { p .muted { (t!(lang, "by-hand-at-once")) } }
        @else { p .notice { (t!(lang, "by-hand-waits", at = leaves)) } }
        @if visit.app.config.smtp.is_none() {
            @let folder = visit.app.config.data_dir.join("mail").display().to_string();
            p .notice { (t!(lang, "messages-to-files", folder = folder)) }
        }
    }
}

fn table(visit: &Visit, facts: &Facts, ready: &[Part<'_>]) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    html! { (scroll(&t!(lang, "by-hand"), html! { table .by-hand {
        thead { tr {
            th scope="col" { (t!(lang, "unit")) }
            th scope="col" { (t!(lang, "duty")) }
            th scope="col" .on-desk { (t!(lang, "message-to")) }
        } }
        tbody { @for part in ready { tr {
            th scope="row" {
                span { (unit_name(lang, plan, part.unit)) }
                div .on-phone { (people(visit, facts, part)) }
            }
            td { (items(visit, &part.items)) }
            td .on-desk { (people(visit, facts, part)) }
        } } }
    } })) }
}

fn people(visit: &Visit, facts: &Facts, part: &Part<'_>) -> Markup {
    let lang = visit.lang;
    html! { ul .plain { @for user in part.to.iter().filter_map(|to| facts.user(to)) {
        li { (user.name) @if user.role == Role::UnitLeader { " " small { (t!(lang, "by-hand-leader-instead")) } } }
    } } }
}

fn items(visit: &Visit, items: &[Item<'_>]) -> Markup {
    let (first, rest) = items.split_at(items.len().min(SHOWN));
    html! {
        ul .plain { @for item in first { (one(visit, item)) } }
        @if !rest.is_empty() { details {
            summary { (t!(visit.lang, "by-hand-rest", n = rest.len())) }
            ul .plain { @for item in rest { (one(visit, item)) } }
        } }
    }
}

fn one(visit: &Visit, item: &Item<'_>) -> Markup {
    let obligation = item.obligation;
    let place = visit.plan().duty(&obligation.duty_id);
    html! { @if let Some(place) = place { li {
        a href={ "/obligations/" (obligation.id) } { (title(visit.lang, place, obligation)) }
        " " (light_of(visit, obligation)) " " (due(visit, obligation))
    } } }
}

/// What was shown goes along, unit by unit or one by one, and nothing that came after.
fn form(visit: &Visit, asked: &Request, ready: &[Part<'_>], fault: Option<&str>) -> Markup {
    let (lang, note, help) =
        (visit.lang, t!(visit.lang, "by-hand-note"), t!(visit.lang, "by-hand-note-help"));
    let leaders: usize = ready.iter().map(|part| part.leaders.len()).sum();
    let before = asked.before.unwrap_or(visit.now);
    let filter = asked.filter.href("");
    html! { form method="post" action="/reminders" .stack.batch {
        (token_field(visit))
        input type="hidden" name="from" value=(asked.from.key());
        input type="hidden" name="filter" value=(filter.trim_start_matches('?'));
        input type="hidden" name="before" value=(before);
        @if asked.picks.is_empty() { @for part in ready { input type="hidden" name="unit" value=(part.unit); } }
        @else { @for item in ready.iter().flat_map(|part| &part.items) { input type="hidden" name="pick" value=(item.obligation.id); } }
        (Field::new("note", &note).help(&help).faults(fault).view(lang, |control| html! {
            textarea id=(control.id) name=(control.name) rows="2" maxlength=(LONGEST_NOTE)
                aria-invalid=[control.invalid] aria-describedby=[&control.described] { (asked.note) }
        }))
        @if leaders > 0 {
            label .check { input type="checkbox" name="leaders" value="yes" checked[asked.leaders]; (t!(lang, "by-hand-leaders", n = leaders)) }
        }
        div .buttons {
            button .primary { (t!(lang, "by-hand-these", n = ready.len())) }
            a .button href=(asked.back()) { (t!(lang, "by-hand-cancel")) }
        }
    } }
}

/// Who gets no letter, and why; whom nobody can write to is to be called.
fn left_out(visit: &Visit, facts: &Facts, pressed: &Pressed<'_>) -> Markup {
    let (lang, plan, sorted) = (visit.lang, visit.plan(), &pressed.sorted);
    html! {
        @if !sorted.reminded.is_empty() { section .notice {
            h2 { (t!(lang, "by-hand-reminded", n = sorted.reminded.len())) }
            ul .plain { @for unit in &sorted.reminded { li {
                (unit_name(lang, plan, unit))
                @if let Some(told) = facts.reminded.iter().find(|told| told.unit_id == **unit) { " · " (told.user_name) " · " (moment(visit, told.at)) }
            } } }
        } }
        @if !sorted.unreached.is_empty() { section .notice {
            h2 { (t!(lang, "by-hand-unreached", n = sorted.unreached.len())) }
            ul .plain { @for unit in &sorted.unreached { li { (unit_name(lang, plan, unit)) " · " (why_unreached(visit.lang, &facts.users, unit)) } } }
        } }
        @if !pressed.settled.is_empty() { section .notice {
            h2 { (t!(lang, "by-hand-settled", n = pressed.settled.len())) }
            ul .plain { @for id in &pressed.settled { li {
                a href={ "/obligations/" (id) } { (obligation_name(lang, plan, id.as_str()).unwrap_or_else(|| id.to_string())) }
            } } }
        } }
    }
}
