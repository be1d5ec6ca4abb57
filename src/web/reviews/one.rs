//! One of the queue: what was asked, what was sent and what changed since last time, and the decision beside it.

use maud::{Markup, html};

use super::list::waited;
use super::queue::Queue;
use super::{form, told};
use crate::domain::obligation::Decision;
use crate::store::submissions::Submission;
use crate::web::compare::{changes, pair};
use crate::web::components::{due, light_of, title, unit_link};
use crate::web::layout;
use crate::web::obligation_page::{Input, Story};
use crate::web::visit::Visit;
use crate::words::t;

pub fn page(visit: &Visit, story: &Story<'_>, queue: &Queue, input: &Input) -> Markup {
    let lang = visit.lang;
    let obligation = &story.obligation;
    let heading = title(lang, story.place, obligation);
    let own = queue.at(queue.position(&obligation.id));
    layout::page(
        visit,
        &t!(lang, "review-of", name = heading.as_str()),
        html! {
            (told(visit))
            (steps(visit, story, queue))
            h1 { (heading) }
            p .meta {
                (unit_link(lang, visit.plan(), &obligation.unit_id))
                " · " (light_of(visit, obligation)) " · " (due(visit, obligation))
                @if let Some(row) = own { " · " (waited(lang, visit.plan(), visit.now, row.sent_at)) }
            }
            @if let Some(notice) = &input.notice { p #refused .fault role="alert" { (notice) } }
            div .columns.reviewing {
                div { (content(visit, story)) }
                aside {
                    (form(visit, story, input, Some(queue)))
                    (story.requirement(visit))
                    (keys(visit))
                }
            }
        },
    )
}

/// Where this one stands, and the ones before and after it.
fn steps(visit: &Visit, story: &Story<'_>, queue: &Queue) -> Markup {
    let (lang, id) = (visit.lang, &story.obligation.id);
    let href = |id| queue.filter.href(&format!("/reviews/{id}"), "");
    html! { nav .queue-steps aria-label=(t!(lang, "nav-reviews")) {
        a href=(queue.filter.href("/reviews", "")) data-key="u" { (t!(lang, "reviews-all")) }
        @if let Some(position) = queue.position(id) {
            @let (at, n) = (position + 1, queue.rows.len());
            span .place { span .hidden { (t!(lang, "review-position", at = at, n = n)) } span aria-hidden="true" { (at) " / " (n) } }
            @if let Some(row) = queue.before(id) { a .button href=(href(&row.obligation.id)) rel="prev" data-key="k" { (t!(lang, "review-previous")) } }
            @if let Some(row) = queue.after(id) { a .button href=(href(&row.obligation.id)) rel="next" data-key="j" { (t!(lang, "review-next")) } }
        }
    } }
}

/// The revision to be judged; with the one before it where there is one, and why that one was returned.
fn content(visit: &Visit, story: &Story<'_>) -> Markup {
    let lang = visit.lang;
    let revision = story.obligation.revision;
    let earlier = story.submissions.len().saturating_sub(1);
    html! {
        @if let Some((new, old)) = pair(story, revision) {
            @if let Some(reason) = reason(old) { section .notice { h2 { (t!(lang, "returned-last-time")) } p .prose { (reason) } } }
            section { h2 { (t!(lang, "compare-heading", number = new.revision, before = old.revision)) } (changes(visit, story, new, old)) }
        } @else if let Some(only) = story.submissions.first() { h2 { (t!(lang, "submissions")) } (story.submission(visit, only)) }
        p { a href={ "/obligations/" (story.obligation.id) } { (t!(lang, "whole-story")) }
            @if earlier > 1 { " " span .muted { (t!(lang, "earlier-revisions", n = earlier)) } } }
    }
}

fn reason(returned: &Submission) -> Option<&str> {
    returned.reason.as_deref().filter(|_| returned.decision == Some(Decision::Return))
}

/// What keys do; only where scripts run, and they can be switched off (WCAG 2.1.4).
fn keys(visit: &Visit) -> Markup {
    let lang = visit.lang;
    let rows = [
        ("J", t!(lang, "key-next")),
        ("K", t!(lang, "key-previous")),
        ("A", t!(lang, "key-accept")),
        ("R", t!(lang, "key-return")),
        ("U", t!(lang, "key-all")),
    ];
    html! { details .keys data-keys {
        summary { (t!(lang, "keys")) }
        dl .figures { @for (key, words) in rows { dt { kbd { (key) } } dd { (words) } } }
        label .check { input type="checkbox" checked; (t!(lang, "keys-on")) }
    } }
}
