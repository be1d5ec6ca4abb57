//! What is due, as events for people's own calendars (日程).

use time::{Duration, Time};

use super::ics::{Due, Event};
use crate::domain::deadline::{LAST_SECOND, When};
use crate::domain::ids::DutyId;
use crate::domain::obligation::{Obligation, State};
use crate::domain::period::Period;
use crate::domain::plan::{Place, Plan};
use crate::domain::timestamp::Timestamp;
use crate::words::{self, Lang, t};

/// Who writes, and in which language.
#[derive(Debug, Clone, Copy)]
pub struct Agenda<'a> {
    pub lang: Lang,
    pub plan: &'a Plan,
    pub public_url: &'a str,
}

/// What is to be done in one period: by a unit, or by all units that owe it.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    pub due: Timestamp,
    /// How often the date was moved, called off or called on again.
    pub sequence: i64,
    /// When anything about it last changed.
    pub changed_at: Timestamp,
    pub what: What<'a>,
}

#[derive(Debug, Clone, Copy)]
pub enum What<'a> {
    /// 本单位的事项
    Own(&'a Obligation),
    /// So many units owe it; none, once the plan has dropped it.
    All { duty: &'a DutyId, period: &'a Period, units: i64 },
}

impl Agenda<'_> {
    /// `None` for what the plan no longer knows.
    pub fn event(&self, entry: &Entry<'_>) -> Option<Event> {
        let (lang, plan) = (self.lang, self.plan);
        let (duty, period) = match entry.what {
            What::Own(obligation) => (&obligation.duty_id, &obligation.period),
            What::All { duty, period, .. } => (duty, period),
        };
        let place = plan.duty(duty)?;
        let local = entry.due.in_zone(plan.zone);
        let is_day = local.time() == LAST_SECOND;
        Some(Event {
            uid: self.uid(entry.what),
            sequence: entry.sequence,
            changed_at: entry.changed_at,
            due: if is_day { Due::Day(local.date()) } else { Due::By(entry.due) },
            is_cancelled: is_off(entry.what),
            summary: self.summary(place, period, entry.what, (!is_day).then_some(local.time())),
            description: self.description(place, entry),
            category: lang.pick(&place.project.title).to_owned(),
            url: self.url(place, entry.what),
            alarms: if is_owed(place, entry.what) { self.alarms(place, entry.due) } else { Vec::new() },
        })
    }

    fn uid(&self, what: What<'_>) -> String {
        let name = match what {
            What::Own(obligation) => obligation.id.to_string(),
            What::All { duty, period, .. } => format!("{duty}~all~{period}"),
        };
        format!("{name}@{}.duban", self.plan.id)
    }

    /// 【已报】1.4 信用体系建设情况报告 · 6月（17:00前）
    fn summary(&self, place: Place<'_>, period: &Period, what: What<'_>, by: Option<Time>) -> String {
        let lang = self.lang;
        let mut text = format!("{} {}", place.task.id, lang.pick(&place.duty.title));
        if let Some(period) = words::period_of_year(lang, self.plan, period) {
            text = format!("{text} · {period}");
        }
        if let Some(time) = by {
            let time = format!("{:02}:{:02}", time.hour(), time.minute());
            text = t!(lang, "agenda-by", what = text, time = time);
        }
        match what {
            What::Own(obligation) if obligation.state == State::Open => text,
            What::Own(obligation) => self.marked(obligation.state, text),
            What::All { units: 0, .. } => self.marked(State::Retired, text),
            What::All { units, .. } => t!(lang, "agenda-units", what = text, units = units),
        }
    }

    fn marked(&self, state: State, text: String) -> String {
        t!(self.lang, "agenda-marked", mark = words::state(self.lang, state), what = text)
    }

    fn description(&self, place: Place<'_>, entry: &Entry<'_>) -> String {
        let (lang, plan) = (self.lang, self.plan);
        let requirement = lang.pick(&place.duty.requirement);
        let rule = words::due_rule(lang, plan, &place.duty.due);
        let due = words::exact(entry.due.in_zone(plan.zone));
        let mut lines = vec![
            t!(lang, "agenda-requirement", text = requirement),
            t!(lang, "agenda-rule", text = rule),
            t!(lang, "agenda-due", text = due),
        ];
        if let What::Own(obligation) = entry.what {
            lines.push(t!(lang, "agenda-state", text = words::state(lang, obligation.state)));
        }
        lines.push(self.url(place, entry.what));
        lines.join("\n")
    }

    fn url(&self, place: Place<'_>, what: What<'_>) -> String {
        match what {
            What::Own(obligation) => format!("{}/obligations/{}", self.public_url, obligation.id),
            What::All { .. } => format!("{}/tasks/{}#d-{}", self.public_url, place.task.id, place.duty.id),
        }
    }

    /// When working hours begin on the working day before the due day, and on the due day itself; for what comes
    /// every week, on that day alone.
    fn alarms(&self, place: Place<'_>, due: Timestamp) -> Vec<Timestamp> {
        let plan = self.plan;
        let day = plan.local_date(due);
        let before = plan.calendar.on_or_before(day - Duration::DAY);
        let is_weekly = matches!(place.duty.due.when, When::Weekly(_));
        let days = if is_weekly { vec![day] } else { vec![before, day] };
        let at = |day| Timestamp::local(day, plan.reminders.send_from, plan.zone);
        days.into_iter().map(at).filter(|at| *at < due).collect()
    }
}

/// Called off: the office exempted the unit, or the plan dropped it.
fn is_off(what: What<'_>) -> bool {
    match what {
        What::Own(obligation) => matches!(obligation.state, State::Exempt | State::Retired),
        What::All { units, .. } => units == 0,
    }
}

/// Whether somebody wants to be told: not of what was sent, nor of what nobody must do.
fn is_owed(place: Place<'_>, what: What<'_>) -> bool {
    match what {
        What::Own(obligation) => obligation.state.is_owed() && !place.duty.owed.is_voluntary(),
        What::All { .. } => false,
    }
}
