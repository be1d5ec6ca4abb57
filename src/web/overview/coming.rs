//! What units still owe within the next days, one line for each duty and day.

use maud::{Markup, html};
use time::Duration;

use crate::domain::deadline::LAST_SECOND;
use crate::domain::plan::{Place, Plan, Unit};
use crate::domain::progress::Progress;
use crate::domain::standing::Standing;
use crate::domain::timestamp::Timestamp;
use crate::web::components::{empty, instant, lights, scroll, unit_link};
use crate::web::visit::Visit;
use crate::words::{self, t};

/// How many days ahead are listed, today not counted.
const AHEAD: Duration = Duration::days(14);

/// What falls due for a duty on one day.
pub struct Coming<'a> {
    place: Place<'a>,
    /// The earliest of them.
    due: Timestamp,
    first: &'a Unit,
    progress: Progress,
    count: usize,
}

/// The last instant that is listed.
pub fn end(visit: &Visit) -> Timestamp {
    let plan = visit.plan();
    Timestamp::local(plan.local_date(visit.now) + AHEAD, LAST_SECOND, plan.zone)
}

/// Puts one more with those of its duty and day.
pub fn add<'a>(
    all: &mut Vec<Coming<'a>>,
    plan: &Plan,
    place: Place<'a>,
    due: Timestamp,
    unit: &'a Unit,
    standing: Standing,
) {
    let day = plan.local_date(due);
    let same =
        |each: &&mut Coming<'_>| each.place.duty.id == place.duty.id && plan.local_date(each.due) == day;
    let one = match all.iter_mut().rev().find(same) {
        Some(one) => one,
        None => {
            all.push(Coming { place, due, first: unit, progress: Progress::default(), count: 0 });
            let Some(last) = all.last_mut() else { return };
            last
        }
    };
    one.due = one.due.min(due);
    one.count += 1;
    one.progress.add(standing);
}

/// By day, and on a day in the text's order.
pub fn sort(plan: &Plan, all: &mut [Coming<'_>]) {
    all.sort_by_key(|one| (plan.local_date(one.due), plan.place(&one.place.duty.id)));
}

pub fn view(visit: &Visit, all: &[Coming<'_>]) -> Markup {
    let lang = visit.lang;
    html! {
        @if all.is_empty() { (empty(&t!(lang, "nothing-coming"))) }
        @else { (scroll(&t!(lang, "due-in-two-weeks"), html! { table .plan {
            caption .hidden { (t!(lang, "due-in-two-weeks")) }
            thead { tr {
                th scope="col" { (t!(lang, "due-date")) }
                th scope="col" { (t!(lang, "duty")) }
                th scope="col" { (t!(lang, "progress")) }
            } }
            tbody { @for one in all { (line(visit, one)) } }
        } })) }
    }
}

fn line(visit: &Visit, one: &Coming<'_>) -> Markup {
    let (lang, plan, place) = (visit.lang, visit.plan(), one.place);
    html! { tr {
        td { (instant(lang, plan, visit.now, one.due)) " " span .days { (words::days_left(lang, plan, visit.now, one.due)) } }
        th scope="row" {
            a href={ "/tasks/" (place.task.id) "#d-" (place.duty.id) } { (place.task.id) " " (lang.pick(&place.duty.title)) }
            " " @if one.count > 1 { span .muted { "× " (one.count) } } @else { (unit_link(lang, plan, &one.first.id)) }
        }
        td { (lights(lang, &one.progress)) }
    } }
}
