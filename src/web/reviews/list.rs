//! The queue as a list, to begin with the first or to accept several at once.

use maud::{Markup, html};

use super::queue::Queue;
use super::told;
use crate::domain::obligation::Timeliness;
use crate::domain::plan::Plan;
use crate::domain::timestamp::Timestamp;
use crate::store::extensions;
use crate::store::reviews::Waiting;
use crate::web::components::{due, empty, instant, moment, pager, scroll, title, unit_name};
use crate::web::layout;
use crate::web::visit::Visit;
use crate::words::{Lang, t};

/// Rows per page; as many can be accepted at once.
pub const PAGE: usize = 50;

pub fn page(visit: &Visit, queue: &Queue, extensions: &[extensions::Waiting]) -> Markup {
    let lang = visit.lang;
    layout::page(
        visit,
        &t!(lang, "nav-reviews"),
        html! {
            (told(visit))
            h1 { (t!(lang, "nav-reviews")) " " span .muted { (count(lang, queue)) } }
            @if queue.total == 0 { (empty(&t!(lang, "reviews-empty"))) }
            @else {
                (queue.form(visit))
                @if queue.rows.is_empty() { (empty(&t!(lang, "reviews-none-match"))) }
                @else { (rows(visit, queue)) }
            }
            @if queue.filter.is_empty() {
                h2 { (t!(lang, "extensions-waiting")) }
                @if extensions.is_empty() { (empty(&t!(lang, "extensions-empty"))) }
                @else { ul .plain { @for row in extensions { (waiting_extension(visit, row)) } } }
            }
        },
    )
}

fn count(lang: Lang, queue: &Queue) -> String {
    let (n, total) = (queue.rows.len(), queue.total);
    if n == total {
        t!(lang, "waiting-count", count = total)
    } else {
        t!(lang, "waiting-of", n = n, total = total)
    }
}

fn rows(visit: &Visit, queue: &Queue) -> Markup {
    let lang = visit.lang;
    let page = queue.filter.page();
    let shown = queue.rows.iter().skip((page - 1) * PAGE).take(PAGE);
    let first = queue.rows.first();
    html! {
        form method="get" action="/reviews/batch" {
            input type="hidden" name="queue" value=(queue.filter.query());
            p .buttons.queue-acts {
                @if let Some(first) = first {
                    a .button.primary href=(queue.filter.href(&format!("/reviews/{}", first.obligation.id), "")) data-key="j" { (t!(lang, "reviews-start")) }
                }
                button { (t!(lang, "batch-accept")) "…" }
                span .muted { (t!(lang, "batch-help")) }
            }
            (scroll(&t!(lang, "nav-reviews"), html! { table .queue {
                thead { tr {
                    th scope="col" .pick {
                        span .hidden { (t!(lang, "select")) }
                        input type="checkbox" data-all="pick" aria-label=(t!(lang, "select-all")) disabled;
                    }
                    th scope="col" .on-desk { (t!(lang, "unit")) }
                    th scope="col" { (t!(lang, "duty")) }
                    th scope="col" { (t!(lang, "waited")) }
                    th scope="col" .on-desk { (t!(lang, "sent-at")) }
                    th scope="col" .on-desk { (t!(lang, "due-date")) }
                } }
                tbody { @for row in shown { (line(visit, queue, row)) } }
            } }))
        }
        @let pages = queue.rows.len().div_ceil(PAGE);
        (pager(lang, i64::try_from(page).unwrap_or(1), page < pages, |page| queue.filter.href("/reviews", &format!("page={page}"))))
    }
}

fn line(visit: &Visit, queue: &Queue, row: &Waiting) -> Markup {
    let (lang, plan, obligation) = (visit.lang, visit.plan(), &row.obligation);
    let Some(place) = plan.duty(&obligation.duty_id) else { return html! {} };
    let (unit, name) = (unit_name(lang, plan, &obligation.unit_id), title(lang, place, obligation));
    html! { tr {
        td .pick { input type="checkbox" name="pick" value={ (obligation.id) ":" (obligation.revision) } aria-label=(t!(lang, "select-one", unit = unit, name = name.as_str())); }
        td .on-desk { (unit) }
        th scope="row" {
            a href=(queue.filter.href(&format!("/reviews/{}", obligation.id), "")) { (name) }
            small {
                span .on-phone { (unit) " · " }
                (row.sender_name)
                @if obligation.revision > 1 { " · " (t!(lang, "revision", number = obligation.revision)) }
            }
        }
        td { (waited(lang, plan, visit.now, row.sent_at))
            @if obligation.timeliness(visit.now) == Timeliness::Late { " " span .light.late { (t!(lang, "filter-late")) } } }
        td .on-desk { (moment(visit, row.sent_at)) }
        td .on-desk { (due(visit, obligation)) }
    } }
}

/// How long somebody has been waiting, in working days.
pub fn waited(lang: Lang, plan: &Plan, now: Timestamp, since: Timestamp) -> String {
    match plan.calendar.working_days_between(plan.local_date(since), plan.local_date(now)) {
        ..=0 => t!(lang, "waited-today"),
        days => t!(lang, "waited-days", days = days),
    }
}

fn waiting_extension(visit: &Visit, row: &extensions::Waiting) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let name = plan.duty(&row.duty_id).map_or(row.duty_id.as_str(), |place| lang.pick(&place.duty.title));
    html! {
        li {
            a href={ "/obligations/" (row.id) } { (unit_name(lang, plan, &row.unit_id)) " · " (name) }
            " · " (t!(lang, "extension-to")) (instant(lang, plan, visit.now, row.until)) br;
            span .muted { (row.reason) }
        }
    }
}
