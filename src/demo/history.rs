//! A year of work, act by act in the order of time, each through the same door as a person's.

use std::collections::{BTreeMap, HashMap};

use time::{Date, Duration, Time};

use super::Error;
use super::assessments::Agenda;
use super::chance::{draw, draw_days};
use super::notices::Mornings;
use super::people::accounts;
use super::rows;
use super::texts::{self, Paper};
use crate::app::App;
use crate::domain::access::{Person, Role};
use crate::domain::correction::Asked;
use crate::domain::deadline::LAST_SECOND;
use crate::domain::ids::{ObligationId, UnitId};
use crate::domain::obligation::{Change, Decision, Obligation, Refusal, State};
use crate::domain::plan::{Place, Plan};
use crate::domain::report::{Figures, Report};
use crate::domain::timestamp::Timestamp;
use crate::store::{Result, Tx, extensions, obligations, submissions};

/// What somebody does to an obligation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Acknowledge,
    AskExtension,
    GrantExtension,
    Exempt,
    Submit,
    Return,
    SubmitAgain,
    Accept,
    CorrectFigures,
}

/// Plays everything that happened up to `now`.
pub async fn play(
    tx: &mut Tx,
    app: &App,
    papers: &[Paper],
    now: Timestamp,
) -> std::result::Result<(), Error> {
    let plan = &app.plan;
    let mut rows: HashMap<ObligationId, Obligation> =
        obligations::live(tx, &plan.id).await?.into_iter().map(|row| (row.id.clone(), row)).collect();
    let mut steps: BTreeMap<(Timestamp, ObligationId, Step), ()> = BTreeMap::new();
    // Nothing is done before the plan asks for it.
    let first = Timestamp::local(plan.range().0, time::macros::time!(09:00), plan.zone);
    for row in rows.values() {
        let Some(place) = plan.duty(&row.duty_id) else { continue };
        let planned = story(plan, place, row).into_iter().map(|(at, step)| (at.max(first), step));
        let done = planned.filter(|(at, _)| *at <= now);
        steps.extend(done.map(|(at, step)| ((at, row.id.clone(), step), ())));
    }
    let (cast, mut mornings) = (Cast::of(plan), Mornings::from(app, first));
    let mut agenda = Agenda::of(app)?;
    for (at, id, step) in steps.into_keys() {
        mornings.up_to(tx, app, at).await?;
        agenda.up_to(tx, app, at).await?;
        let Some(row) = rows.get(&id).cloned() else { continue };
        // A step that the story no longer allows (the milestone ended it) simply does not happen.
        let Some(change) = act(tx, plan, &cast, papers, row, step, at).await? else { continue };
        obligations::apply(tx, plan, &change, "192.0.2.10").await?;
        rows.insert(id, change.after);
    }
    agenda.up_to(tx, app, now).await?;
    Ok(mornings.up_to(tx, app, now).await?)
}

/// What happens to this obligation and when: mostly in time, some late, some returned, some never.
fn story(plan: &Plan, place: Place<'_>, row: &Obligation) -> Vec<(Timestamp, Step)> {
    let id = row.id.as_str();
    let Some(due) = row.due_at else { return undated(plan, place, row) };
    let day = plan.local_date(due);
    let care = draw(row.unit_id.as_str(), "care", 100);
    let luck = draw(id, "luck", 100);
    let mut steps = vec![(office_hour(plan, row, day - Duration::days(12), "ack"), Step::Acknowledge)];
    // The careless tenth of the units sends a third late or not at all, the others one in ten.
    let (late, missing) = if care < 12 { (22, 14) } else { (7, 2) };
    if luck < 1 {
        steps.push((office_hour(plan, row, day - Duration::days(9), "exempt"), Step::Exempt));
        return steps;
    }
    if luck < 1 + missing {
        return steps;
    }
    if luck >= 97 {
        steps.push((office_hour(plan, row, day - Duration::days(4), "ask"), Step::AskExtension));
        steps.push((office_hour(plan, row, day - Duration::days(2), "grant"), Step::GrantExtension));
    }
    let offset =
        if luck < 1 + missing + late { 1 + draw_days(id, "late", 6) } else { -draw_days(id, "early", 6) };
    let sent = office_hour(plan, row, day + Duration::days(offset), "send");
    // Working hours end before some deadlines do not; whoever is in time by the day is in time by the hour.
    let sent = if offset <= 0 { sent.min(due.minus(Duration::minutes(7))) } else { sent };
    steps.push((sent, Step::Submit));
    steps.extend(review(plan, row, sent));
    let has_parts = place.duty.figures.iter().any(|figure| figure.at_most.is_some());
    if has_parts && draw(id, "recount", 20) == 0 {
        let day = plan.calendar.add_working_days(plan.local_date(sent), 9);
        steps.push((office_hour(plan, row, day, "correct"), Step::CorrectFigures));
    }
    steps
}

/// The plan names no date: about half is done some time in the year.
fn undated(plan: &Plan, place: Place<'_>, row: &Obligation) -> Vec<(Timestamp, Step)> {
    let id = row.id.as_str();
    let chance = if place.duty.owed.is_voluntary() { 8 } else { 55 };
    if draw(id, "ever", 100) >= chance {
        return vec![];
    }
    let (first, _) = plan.range();
    let sent = office_hour(plan, row, first + Duration::days(40 + draw_days(id, "day", 300)), "send");
    let mut steps = vec![(sent, Step::Submit)];
    steps.extend(review(plan, row, sent));
    steps
}

/// The office looks a working day or two later; one in twelve goes back and comes again.
fn review(plan: &Plan, row: &Obligation, sent: Timestamp) -> Vec<(Timestamp, Step)> {
    let id = row.id.as_str();
    let after = |from: Timestamp, days: i32, question| {
        let day = plan.calendar.add_working_days(plan.local_date(from), days);
        office_hour(plan, row, day, question)
    };
    let wait = if draw(id, "wait", 3) == 0 { 2 } else { 1 };
    let looked = after(sent, wait, "review");
    if draw(id, "returned", 12) != 0 {
        return vec![(looked, Step::Accept)];
    }
    let again = after(looked, 2, "again");
    vec![(looked, Step::Return), (again, Step::SubmitAgain), (after(again, 1, "accept"), Step::Accept)]
}

/// Some minute of the working day on or before this day.
fn office_hour(plan: &Plan, row: &Obligation, day: Date, question: &str) -> Timestamp {
    let day = plan.calendar.on_or_before(day);
    let minute = draw_days(row.id.as_str(), question, 8 * 60);
    Timestamp::local(day, Time::MIDNIGHT, plan.zone).plus(Duration::minutes(8 * 60 + 40 + minute))
}

struct Cast {
    liaisons: HashMap<UnitId, Person>,
    office: Option<Person>,
}

impl Cast {
    fn of(plan: &Plan) -> Self {
        let everyone = accounts(plan);
        let office = everyone.iter().find(|account| account.role == Role::Office);
        let liaisons = everyone.iter().filter(|account| account.role == Role::Liaison);
        Self {
            liaisons: liaisons.filter_map(|each| Some((each.unit.clone()?, each.person()))).collect(),
            office: office.map(super::Account::person),
        }
    }
}

/// Decides the step as the person who takes it; `None` where it is not possible any more.
async fn act(
    tx: &mut Tx,
    plan: &Plan,
    cast: &Cast,
    papers: &[Paper],
    row: Obligation,
    step: Step,
    at: Timestamp,
) -> Result<Option<Change>> {
    let Some(place) = plan.duty(&row.duty_id) else { return Ok(None) };
    let (Some(liaison), Some(office)) = (cast.liaisons.get(&row.unit_id), &cast.office) else {
        return Ok(None);
    };
    let seen = row.revision;
    let is_sent = matches!(step, Step::Submit | Step::SubmitAgain);
    let mut draft = texts::draft(plan, place, &row, papers, step == Step::SubmitAgain);
    if is_sent && !draft.nil {
        draft.sheets = rows::fill(tx, plan, plan.forms_of(place.duty), &row, (&liaison.id, at)).await?;
    }
    let send = |row: Obligation| {
        let report = Report::parse(draft, place.duty).ok()?;
        row.submit(liaison, place, seen, report, at).ok()
    };
    let decide = |row: Obligation, decision, reason| {
        row.review(office, place, seen, &liaison.id, decision, reason, at)
    };
    let decided: std::result::Result<Change, Refusal> = match step {
        Step::Acknowledge => row.acknowledge(liaison, place, at),
        Step::Exempt => row.exempt(office, place, "本单位没有相应职能，经领导小组办公室同意。", at),
        Step::Submit => return Ok(send(row)),
        Step::SubmitAgain => return Ok((row.state == State::Returned).then(|| send(row)).flatten()),
        Step::Return => {
            decide(row, Decision::Return, "材料没有加盖公章，数据与台账不一致，请核对后重新报送。")
        }
        Step::Accept => decide(row, Decision::Accept, ""),
        Step::CorrectFigures => {
            let sent = submissions::of_obligation(tx, &plan.id, &row.id).await?;
            let Some(stand) = sent.first().map(|latest| &latest.figures.0) else { return Ok(None) };
            let Some(figures) = recounted(place, stand) else { return Ok(None) };
            let reason = "经与市级平台核对，有1家重复统计，予以更正。";
            let asked = Asked {
                seen_revision: seen,
                seen_corrections: 0,
                stand: Some(stand),
                corrections: 0,
                figures,
                reason,
            };
            row.correct_figures(office, place, asked, at)
        }
        Step::AskExtension => {
            let Some(due) = row.due_at else { return Ok(None) };
            let until = Timestamp::local(plan.local_date(due) + Duration::days(7), LAST_SECOND, plan.zone);
            row.ask_extension(liaison, place, false, until, "数据需要上级部门核对，预计推迟一周。", at)
        }
        Step::GrantExtension => {
            let asked = extensions::of_obligation(tx, &plan.id, &row.id).await?;
            let Some(waiting) = asked.iter().find(|asked| asked.granted.is_none()) else { return Ok(None) };
            row.decide_extension(office, place, waiting, true, "同意。", at)
        }
    };
    Ok(decided.ok())
}

/// One fewer of the first figure that is a part of another; `None` where there is none to take away.
fn recounted(place: Place<'_>, stand: &Figures) -> Option<Figures> {
    let parts = place.duty.figures.iter().filter(|figure| figure.at_most.is_some());
    let (id, value) =
        parts.filter_map(|figure| stand.get_key_value(&figure.id)).find(|(_, value)| **value > 0)?;
    let mut figures = stand.clone();
    figures.insert(id.clone(), value - 1);
    Some(figures)
}
