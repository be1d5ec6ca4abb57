//! What leaves by itself today and on the next working day (计划发送), and whom nobody can write to.

use maud::{Markup, html};
use time::{Date, Duration};

use super::{Shown, State, counted, reader, word};
use crate::domain::deadline::LAST_SECOND;
use crate::domain::digest::{Item, Urgency, unreachable};
use crate::domain::forecast::{Foreseen, ForeseenBulletin, forecast, forecast_of_chats};
use crate::domain::ids::UnitId;
use crate::domain::supervision::{Owed, foreseen};
use crate::domain::timestamp::Timestamp;
use crate::mail::messages::{Reader, Writer};
use crate::robots::bulletin;
use crate::store::reminders::{self, Gathered};
use crate::store::{notices, outbox};
use crate::web::components::{Stat, crumbs, empty, moment, scroll, stats, unit_name};
use crate::web::error::Result;
use crate::web::visit::Visit;
use crate::web::{layout, reminders as by_hand};
use crate::words::{self, t};

pub async fn index(visit: Visit) -> Result<Markup> {
    let (plan, now) = (visit.plan(), visit.now);
    let today = plan.local_date(now);
    let next = plan.calendar.on_or_after(today.saturating_add(Duration::DAY));
    let mut tx = visit.app.db.read().await?;
    let counts = outbox::counts(&mut tx, &plan.id).await?;
    let of_today = outbox::counts_of_day(&mut tx, &plan.id, today).await?;
    let gathered = reminders::gather_until(&mut tx, plan, now, next).await?;
    let until = Timestamp::local(next, LAST_SECOND, plan.zone);
    let issued = notices::issued(&mut tx, plan, now, until).await?;
    drop(tx);
    let letters = forecast(plan, gathered.facts(), now, next);
    let bulletins = forecast_of_chats(plan, gathered.facts(), visit.app.robots.chats(), now, next);
    let letters = letters.iter().filter_map(|each| letter(&visit, &gathered, each));
    let facts = issued.facts(&gathered.obligations, &gathered.recipients);
    let notices = foreseen(plan, facts, now, next);
    let notices = notices.iter().map(|(at, owed)| notice(&visit, *at, owed));
    let bulletins = bulletins.iter().map(|each| post(&visit, each));
    let planned = notices.chain(letters).chain(bulletins).collect();
    let unreached = unreachable(plan, &gathered.obligations, &gathered.recipients);
    let page = Page { counts, of_today, days: [today, next], gathered: &gathered, planned };
    Ok(page.view(&visit, &unreached))
}

struct Page<'a> {
    counts: Vec<(State, i64)>,
    of_today: Vec<(State, i64)>,
    days: [Date; 2],
    gathered: &'a Gathered,
    planned: Vec<Planned>,
}

/// What is still to come: supervision notices first, then letters, then messages to chat groups.
struct Planned {
    at: Timestamp,
    to: Markup,
    subject: String,
    is_extra: bool,
    about: String,
}

/// To the unit's leaders or liaisons, with a copy to the office.
fn notice(visit: &Visit, at: Timestamp, owed: &Owed<'_>) -> Planned {
    let (lang, plan) = (visit.lang, visit.plan());
    let n = owed.to.len();
    Planned {
        at,
        to: html! {
            (unit_name(lang, plan, owed.unit))
            small { @if n == 0 { strong { (t!(lang, "planned-notice-nobody")) } } @else { (t!(lang, "planned-notice-to", n = n)) } @if !owed.copies.is_empty() { " · " (t!(lang, "planned-notice-copies", n = owed.copies.len())) } }
        },
        subject: t!(lang, "supervision-title"),
        is_extra: false,
        about: t!(lang, "planned-overdue", n = owed.items.len()),
    }
}

fn letter(visit: &Visit, gathered: &Gathered, foreseen: &Foreseen<'_>) -> Option<Planned> {
    let (lang, plan) = (visit.lang, visit.plan());
    let Foreseen { at, digest } = foreseen;
    let (user, _) = gathered.user(digest.recipient)?;
    let writer = Writer { lang, plan, now: *at, public_url: &visit.app.config.public_url };
    let to = Reader { name: &user.name, role: user.role, unit: user.unit_id.as_ref() };
    Some(Planned {
        at: *at,
        to: html! { (user.name) small {
            @if let Some(unit) = &user.unit_id { (unit_name(lang, plan, unit)) " · " }
            (words::role(lang, user.role))
        } },
        subject: writer.digest_subject(to, &digest.items),
        is_extra: digest.is_extra,
        about: about(visit, &digest.items),
    })
}

fn post(visit: &Visit, foreseen: &ForeseenBulletin<'_>) -> Planned {
    let ForeseenBulletin { at, bulletin } = foreseen;
    let (lang, plan) = (visit.lang, visit.plan());
    let writer = bulletin::Writer { lang, plan, now: *at, public_url: &visit.app.config.public_url };
    let robot = visit.app.robots.of(bulletin.chat);
    Planned {
        at: *at,
        to: html! { @if let Some(robot) = robot { (reader::of(lang, robot)) } },
        subject: writer.title(&bulletin.items),
        is_extra: false,
        about: about(visit, &bulletin.items),
    }
}

impl Page<'_> {
    fn view(&self, visit: &Visit, unreached: &[UnitId]) -> Markup {
        let lang = visit.lang;
        layout::page(
            visit,
            &t!(lang, "planned"),
            html! {
                (crumbs(lang, &[("/messages", &t!(lang, "nav-messages"))]))
                h1 { (t!(lang, "planned")) }
                (super::by_state(lang, &Shown::Planned, &self.counts))
                (self.of_today(visit))
                @if !unreached.is_empty() { (self.problem(visit, unreached)) }
                p .muted { (t!(lang, "planned-help")) }
                @for (at, day) in self.days.into_iter().enumerate() { (self.day(visit, day, at == 0)) }
            },
        )
    }

    fn of_today(&self, visit: &Visit) -> Markup {
        let lang = visit.lang;
        let stat = |state| Stat {
            label: html! { (word(lang, state)) },
            value: counted(&self.of_today, state).to_string(),
            note: html! {},
        };
        html! {
            h2 { (t!(lang, "planned-so-far")) }
            (stats(&[State::Sent, State::Queued, State::Failed, State::Withdrawn].map(stat)))
        }
    }

    fn problem(&self, visit: &Visit, units: &[UnitId]) -> Markup {
        let (lang, plan) = (visit.lang, visit.plan());
        html! { details .notice {
            summary { (t!(lang, "unreachable", n = units.len())) }
            p { (t!(lang, "unreachable-help")) }
            ul .plain { @for unit in units {
                li { (unit_name(lang, plan, unit)) " · " (by_hand::why_unreached(lang, &self.gathered.users, unit)) }
            } }
        } }
    }

    fn day(&self, visit: &Visit, day: Date, is_today: bool) -> Markup {
        let (lang, plan) = (visit.lang, visit.plan());
        let of_day = |each: &&Planned| plan.local_date(each.at) == day;
        let mut rows: Vec<&Planned> = self.planned.iter().filter(of_day).collect();
        // What leaves on the days off between the two stands with the second.
        if !is_today {
            rows = self.planned.iter().filter(|each| plan.local_date(each.at) > self.days[0]).collect();
        }
        let date =
            format!("{} {}", words::date(lang, day, self.days[0]), words::weekday(lang, day.weekday()));
        let heading = match is_today {
            true => t!(lang, "planned-today", date = date, n = rows.len()),
            false => t!(lang, "planned-next", date = date, n = rows.len()),
        };
        html! {
            h2 { (heading) }
            @if rows.is_empty() { (empty(&t!(lang, "planned-none"))) } @else { (self.table(visit, &heading, &rows)) }
        }
    }

    fn table(&self, visit: &Visit, caption: &str, rows: &[&Planned]) -> Markup {
        let lang = visit.lang;
        scroll(
            caption,
            html! { table .messages .facts {
                thead { tr { @for head in [t!(lang, "planned-at"), t!(lang, "message-to"), t!(lang, "message-subject"), t!(lang, "planned-about")] { th scope="col" { (head) } } } }
                tbody { @for row in rows { (row.view(visit)) } }
            } },
        )
    }
}

impl Planned {
    fn view(&self, visit: &Visit) -> Markup {
        html! { tr {
            td { (moment(visit, self.at)) }
            td { (self.to) }
            th scope="row" { (self.subject) @if self.is_extra { small { (t!(visit.lang, "planned-extra")) } } }
            td { (self.about) }
        } }
    }
}

/// How much of what, most urgent first.
fn about(visit: &Visit, items: &[Item<'_>]) -> String {
    let lang = visit.lang;
    let parts = items.chunk_by(|a, b| a.urgency == b.urgency);
    let parts = parts.filter_map(|part| Some((part.first()?.urgency, part.len())));
    let words = parts.map(|(urgency, n)| match urgency {
        Urgency::Overdue => t!(lang, "planned-overdue", n = n),
        Urgency::Returned => t!(lang, "planned-returned", n = n),
        Urgency::Today => t!(lang, "planned-due", n = n),
        Urgency::Soon => t!(lang, "planned-soon", n = n),
        Urgency::Led => t!(lang, "planned-led", n = n),
        Urgency::Review => t!(lang, "planned-review", n = n),
    });
    words.collect::<Vec<_>>().join(words::separator(lang))
}
