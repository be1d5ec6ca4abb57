//! Supervision notices (督办通知单): the formal step after reminders, from a late stage on, one to a unit and day.
//!
//! An obligation is named in one notice for each course of its overdue stages, that is for each due day: an extension
//! begins a new one. What was reported and returned is chased by stages of its own, and no notice says of it that
//! nothing came.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::str::FromStr;

use time::Date;

use super::access::Role;
use super::forecast::instants;
use super::ids::{ObligationId, UnitId};
use super::obligation::{Obligation, State};
use super::period::Period;
use super::plan::Plan;
use super::reminder::{Audience, Chase, Recipient, Stage, Window};
use super::timestamp::Timestamp;

/// `[notice]` of `reminders.toml`: from when on, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// From this overdue stage on, counted from 1.
    pub from_overdue: u16,
    /// Who signs it (发文机关), by its full name.
    pub issuer: String,
    /// Who has a copy (抄送), by full names.
    pub copy_to: Vec<String>,
}

/// 文号: the year's notices are numbered from 1, without gaps. Written `2026-1` in addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, sqlx::FromRow)]
pub struct Number {
    pub year: i64,
    pub number: i64,
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.year, self.number)
    }
}

/// What is no number of a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a notice's number is a year and a count, as in 2026-1")]
pub struct NotANumber;

impl FromStr for Number {
    type Err = NotANumber;

    fn from_str(text: &str) -> Result<Self, NotANumber> {
        let (year, number) = text.split_once('-').ok_or(NotANumber)?;
        let parse = |text: &str| text.parse::<u32>().map(i64::from).map_err(|_| NotANumber);
        let parsed = Self { year: parse(year)?, number: parse(number)? };
        // One notice, one address.
        if parsed.to_string() == text { Ok(parsed) } else { Err(NotANumber) }
    }
}

/// Under what the ledger has the letters of a notice that names an obligation for this due day: `notice@2026-06-15`.
pub fn ledger_key(due_on: Date) -> String {
    format!("{LEDGER_NAME}@{due_on}")
}

/// Whether a line of the ledger is of a notice.
pub fn is_of_notice(line: &str) -> bool {
    line.split_once('@').is_some_and(|(name, _)| name == LEDGER_NAME)
}

const LEDGER_NAME: &str = "notice";

/// A notice as it was issued; nothing in it changes with the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub number: Number,
    pub unit_id: UnitId,
    /// 主送机关
    pub unit_name: String,
    pub plan_title: String,
    /// 成文日期
    pub day: Date,
    pub issued_at: Timestamp,
    /// 发文机关
    pub issuer: String,
    /// 抄送
    pub copy_to: Vec<String>,
    /// To how many of the unit's people it was sent; where it is 0 somebody must hand it over.
    pub addressed: i64,
    pub items: Vec<Item>,
}

/// An obligation as a notice named it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Item {
    pub obligation_id: ObligationId,
    pub title: String,
    pub period: Period,
    /// The due day, from which its overdue stages were counted.
    pub due_on: Date,
    /// Working days late on the day of the notice, at least 1.
    pub days_late: i64,
}

/// An obligation and the due day of the stages for which it was named.
#[derive(Debug, Clone, PartialEq, Eq, Hash, sqlx::FromRow)]
pub struct Named {
    pub obligation_id: ObligationId,
    pub due_on: Date,
}

/// What notices are decided from: who owes what, and (`'t`) what was issued already.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a, 't> {
    /// Those that a unit has not sent and that are due.
    pub obligations: &'a [Obligation],
    /// Whoever can be written to.
    pub recipients: &'a [Recipient],
    pub named: &'t HashSet<Named>,
    /// For which more time was asked for (申请延期), and the office has not decided: its silence is not the unit's fault.
    pub undecided: &'t HashSet<ObligationId>,
    /// Units with a notice of today.
    pub served: &'t HashSet<UnitId>,
}

/// A notice that is to be issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed<'a> {
    pub unit: &'a UnitId,
    /// Earliest due first; never empty.
    pub items: Vec<&'a Obligation>,
    /// The unit's leaders, or its liaisons where no leader can be written to; empty where nobody can.
    pub to: Vec<&'a Recipient>,
    /// The office, where the stage tells it.
    pub copies: Vec<&'a Recipient>,
}

/// The notices that are to be issued now, in the units' protocol order. Only in sending hours on days on which letters
/// leave: a document of a day off would be read late and dated wrong.
pub fn owed<'a>(plan: &'a Plan, facts: Facts<'a, '_>, now: Timestamp) -> Vec<Owed<'a>> {
    let Some(rules) = &plan.reminders.notice else { return Vec::new() };
    if plan.reminders.window(plan.setting(), now) != Window::Open {
        return Vec::new();
    }
    let mut by_unit: HashMap<&UnitId, (Vec<&Obligation>, HashSet<Audience>)> = HashMap::new();
    let may =
        |each: &&Obligation| !facts.served.contains(&each.unit_id) && !facts.undecided.contains(&each.id);
    for obligation in facts.obligations.iter().filter(may) {
        let Some(to) = reached(plan, rules, facts.named, obligation, now) else { continue };
        let (items, audience) = by_unit.entry(&obligation.unit_id).or_default();
        items.push(obligation);
        audience.extend(to);
    }
    let mut all: Vec<Owed<'a>> =
        by_unit.into_iter().map(|(unit, (items, to))| notice(plan, facts, unit, items, &to)).collect();
    all.sort_by_key(|owed| (plan.position(owed.unit), owed.unit));
    all
}

/// The notices that will be issued up to the end of `until`, as long as nobody sends anything, and when.
pub fn foreseen<'a>(
    plan: &'a Plan,
    facts: Facts<'a, '_>,
    now: Timestamp,
    until: Date,
) -> Vec<(Timestamp, Owed<'a>)> {
    let (mut named, mut served) = (facts.named.clone(), facts.served.clone());
    let mut day = plan.local_date(now);
    let mut foreseen = Vec::new();
    for at in instants(plan, now, until) {
        if plan.local_date(at) != day {
            day = plan.local_date(at);
            served.clear();
        }
        for owed in owed(plan, Facts { named: &named, served: &served, ..facts }, at) {
            named.extend(owed.items.iter().filter_map(|item| {
                let due_on = plan.local_date(item.due_at?);
                Some(Named { obligation_id: item.id.clone(), due_on })
            }));
            served.insert(owed.unit.clone());
            foreseen.push((at, owed));
        }
    }
    foreseen
}

/// Whom the reached stage tells, if it is late enough and no notice named the obligation for this due day.
fn reached<'a>(
    plan: &'a Plan,
    rules: &Rules,
    named: &HashSet<Named>,
    obligation: &Obligation,
    now: Timestamp,
) -> Option<&'a [Audience]> {
    if obligation.state != State::Open {
        return None;
    }
    let chase = Chase::after(plan, obligation, None)?;
    let planned = chase.reached(now.in_zone(plan.zone))?;
    let is_late = matches!(planned.stage, Stage::Overdue { nth, .. } if nth >= rules.from_overdue);
    let course = Named { obligation_id: obligation.id.clone(), due_on: chase.from };
    (is_late && !named.contains(&course)).then_some(planned.step.to.as_slice())
}

fn notice<'a>(
    plan: &Plan,
    facts: Facts<'a, '_>,
    unit: &'a UnitId,
    mut items: Vec<&'a Obligation>,
    audience: &HashSet<Audience>,
) -> Owed<'a> {
    items.sort_by_key(|obligation| (obligation.due_at, plan.place(&obligation.duty_id), &obligation.id));
    let of_unit = |role| -> Vec<&'a Recipient> {
        let own = |each: &&Recipient| each.role == role && each.unit.as_ref() == Some(unit);
        facts.recipients.iter().filter(own).collect()
    };
    let leaders = if audience.contains(&Audience::Leader) { of_unit(Role::UnitLeader) } else { Vec::new() };
    let office = facts.recipients.iter().filter(|each| each.role == Role::Office);
    Owed {
        unit,
        items,
        to: if leaders.is_empty() { of_unit(Role::Liaison) } else { leaders },
        copies: if audience.contains(&Audience::Office) { office.collect() } else { Vec::new() },
    }
}

impl Owed<'_> {
    /// The notice with its number; texts are taken from the plan as it is now.
    pub fn issue(&self, plan: &Plan, number: Number, now: Timestamp) -> Option<Notice> {
        let rules = plan.reminders.notice.as_ref()?;
        let unit_name =
            plan.unit(self.unit).map_or_else(|| self.unit.to_string(), |unit| unit.name.zh.clone());
        Some(Notice {
            number,
            unit_id: self.unit.clone(),
            unit_name,
            plan_title: plan.title.zh.clone(),
            day: plan.local_date(now),
            issued_at: now,
            issuer: rules.issuer.clone(),
            copy_to: rules.copy_to.clone(),
            addressed: i64::try_from(self.to.len()).unwrap_or(i64::MAX),
            items: self.items.iter().filter_map(|obligation| item(plan, obligation, now)).collect(),
        })
    }
}

fn item(plan: &Plan, obligation: &Obligation, now: Timestamp) -> Option<Item> {
    let due = obligation.due_at?;
    let title = plan.duty(&obligation.duty_id).map(|place| place.duty.title.zh.clone());
    Some(Item {
        obligation_id: obligation.id.clone(),
        title: title.unwrap_or_else(|| obligation.duty_id.to_string()),
        period: obligation.period.clone(),
        due_on: plan.local_date(due),
        days_late: (-plan.working_days_left(now, due)).max(1),
    })
}

#[cfg(test)]
mod tests;
