//! What units still owe within the next days, one line for each duty and day.

use maud::{Markup, html};
use time::Duration;

use crate::domain::deadline::LAST_SECOND;
use crate::domain::timestamp::Timestamp;
use crate::web::components::{empty, instant, lights, scroll, unit_link};
use crate::web::standing::{Batch, Row, batches, progress};
use crate::web::visit::Visit;
use crate::words::{self, t};

/// How many days ahead are listed, today not counted.
const AHEAD: Duration = Duration::days(14);

/// The last instant that is listed.
pub fn end(visit: &Visit) -> Timestamp {
    let plan = visit.plan();
    Timestamp::local(plan.local_date(visit.now) + AHEAD, LAST_SECOND, plan.zone)
}

pub fn view(visit: &Visit, rows: &[Row<'_>]) -> Markup {
    let lang = visit.lang;
    let rows: Vec<Row<'_>> = rows.iter().filter(|row| row.counts()).copied().collect();
    let batches = batches(visit, &rows);
    html! {
        @if batches.is_empty() { (empty(&t!(lang, "nothing-coming"))) }
        @else { (scroll(&t!(lang, "due-in-two-weeks"), html! { table .plan {
            caption .hidden { (t!(lang, "due-in-two-weeks")) }
            thead { tr {
                th scope="col" { (t!(lang, "due-date")) }
                th scope="col" { (t!(lang, "duty")) }
                th scope="col" { (t!(lang, "progress")) }
            } }
            tbody { @for batch in &batches { (line(visit, batch)) } }
        } })) }
    }
}

fn line(visit: &Visit, batch: &Batch<'_>) -> Markup {
    let lang = visit.lang;
    let (Some(first), Some(at)) =
        (batch.rows.first(), batch.rows.iter().filter_map(|row| row.obligation.due_at).min())
    else {
        return html! {};
    };
    html! { tr {
        td { (instant(lang, visit.plan(), visit.now, at)) " " span .days { (words::days_left(lang, visit.plan(), visit.now, at)) } }
        th scope="row" {
            a href={ "/tasks/" (batch.place.task.id) "#d-" (batch.place.duty.id) } { (batch.place.task.id) " " (lang.pick(&batch.place.duty.title)) }
            " " @if batch.rows.len() > 1 { span .muted { "× " (batch.rows.len()) } }
            @else { (unit_link(lang, visit.plan(), &first.obligation.unit_id)) }
        }
        td { (lights(lang, &progress(&batch.rows))) }
    } }
}
