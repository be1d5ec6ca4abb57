//! The acts of an assessment, each whole: what it is decided on is read inside the same transaction of
//! [`Db::write`](crate::store::Db::write), decided by the domain, and written with its line of history.
//!
//! The inner result is the domain's: a refusal has written nothing.

use super::marks::{By, New};
use super::replies::Line;
use super::{Assessed, assessed, assessments, corrected, editions, marks, replies};
use crate::domain::access::Person;
use crate::domain::assessment::{Act, Assessment, Capture, Judged, Refusal, Standing, State, waiting};
use crate::domain::edition::{FORMAT, Published, Snapshot};
use crate::domain::ids::UnitId;
use crate::domain::plan::Plan;
use crate::domain::report::Evidence;
use crate::domain::scoring::{Span, score};
use crate::domain::timestamp::Timestamp;
use crate::editions::{Key, Row, Told, sha256, write};
use crate::store::{Error, Result, Tx, events};

/// Whoever acts.
#[derive(Debug, Clone, Copy)]
pub struct Actor<'a> {
    pub person: &'a Person,
    pub name: &'a str,
    /// Where the person sits: an IP address.
    pub address: &'a str,
    pub at: Timestamp,
}

impl<'a> Actor<'a> {
    fn by(&self) -> By<'a> {
        By { id: &self.person.id, name: self.name, at: self.at }
    }
}

/// What the domain decided.
pub type Decided<T> = std::result::Result<T, Refusal>;

macro_rules! decided {
    ($decision:expr) => {
        match $decision {
            Ok(decided) => decided,
            Err(refusal) => return Ok(Err(refusal)),
        }
    };
}

/// 开启
pub async fn open(tx: &mut Tx, plan: &Plan, span: &Span, actor: Actor<'_>) -> Result<Decided<()>> {
    if assessments::get(tx, &plan.id, &span.id).await?.is_some() {
        return Ok(Err(Refusal::WrongPhase));
    }
    let change = decided!(Assessment::open(actor.person, plan, span, actor.at));
    assessments::apply(tx, &plan.id, &change).await?;
    note(tx, plan, "scores_opened", &format!("period={}", span.id), actor).await.map(Ok)
}

/// 冻结: everything that the period is scored from is captured.
pub async fn freeze(tx: &mut Tx, plan: &Plan, span: &Span, actor: Actor<'_>) -> Result<Decided<()>> {
    let now = assessed(tx, plan, span, actor.at).await?;
    let waiting = waiting(&now.scores());
    let Assessed { plan: version, rules, inputs, row: Some(row), .. } = now else {
        return Ok(Err(Refusal::WrongPhase));
    };
    let change = decided!(row.freeze(actor.person, plan, span, waiting, actor.at));
    assessments::apply(tx, &plan.id, &change).await?;
    let capture = Capture { plan: version, rules, inputs };
    assessments::put_capture(tx, &plan.id, &span.id, &capture).await?;
    note(tx, plan, "scores_frozen", &format!("period={}", span.id), actor).await.map(Ok)
}

/// A mark to be made: of which unit, on which item or condition.
#[derive(Debug, Clone)]
pub struct Judging<'a> {
    pub unit: &'a UnitId,
    pub on: &'a str,
    pub judged: Judged<'a>,
    pub reason: &'a str,
    pub files: &'a [Evidence],
}

/// 评定, decided on `now` as it was read in this transaction.
pub async fn judge(
    tx: &mut Tx,
    plan: &Plan,
    now: &Assessed,
    judging: &Judging<'_>,
    actor: Actor<'_>,
) -> Result<Decided<()>> {
    let (unit, on) = (judging.unit, judging.on);
    let row = decided!(now.row.as_ref().ok_or(Refusal::WrongPhase));
    let judged =
        row.judge(actor.person, &now.rules, &now.inputs, (unit, on), &judging.judged, judging.reason);
    let (verdict, reason) = decided!(judged);
    let new = New { unit, target: on, verdict: &verdict, reason: &reason, edition: 1, files: judging.files };
    let number = marks::insert(tx, &plan.id, &row.period, &new, actor.by()).await?;
    let detail = format!("period={} unit={unit} item={on} mark={number}", row.period);
    note(tx, plan, "score_marked", &detail, actor).await.map(Ok)
}

/// Takes a mark of a draft back, or a correction that no edition has yet.
pub async fn withdraw(
    tx: &mut Tx,
    plan: &Plan,
    span: &Span,
    number: i64,
    why: &str,
    actor: Actor<'_>,
) -> Result<Decided<()>> {
    let row = assessments::get(tx, &plan.id, &span.id).await?;
    let mark = marks::one(tx, &plan.id, &span.id, number).await?;
    let (Some(row), Some(mark)) = (row, mark) else { return Ok(Err(Refusal::WrongPhase)) };
    if !mark.stands() {
        return Ok(Err(Refusal::Stale));
    }
    let reason = decided!(row.withdraw(actor.person, mark.edition, why));
    marks::withdraw(tx, &plan.id, &span.id, number, &reason, actor.by()).await?;
    let detail = format!("period={} unit={} item={} mark={number}", span.id, mark.unit_id, mark.target);
    note(tx, plan, "mark_withdrawn", &detail, actor).await.map(Ok)
}

/// What a unit has to say on one of its items.
#[derive(Debug, Clone, Copy)]
pub struct Replying<'a> {
    pub unit: &'a UnitId,
    pub item: &'a str,
    /// The version that was on the screen; 0 for none.
    pub seen: i64,
    pub text: &'a str,
    pub files: &'a [Evidence],
}

/// 申诉
pub async fn reply(
    tx: &mut Tx,
    plan: &Plan,
    span: &Span,
    replying: Replying<'_>,
    actor: Actor<'_>,
) -> Result<Decided<()>> {
    let Replying { unit, item, seen, text, files } = replying;
    let now = assessed(tx, plan, span, actor.at).await?;
    let row = decided!(now.row.as_ref().ok_or(Refusal::WrongPhase));
    let versions = replies::of_unit(tx, &plan.id, &span.id, unit).await?;
    let standing = replies::latest(&versions).into_iter().find(|reply| reply.item == item);
    let is_ruled = is_ruled(tx, plan, span, unit, item).await?;
    let body = decided!(row.reply(actor.person, unit, standing, is_ruled, seen, text, actor.at));
    let scores = now.scores();
    let card = scores.units.iter().find(|each| each.unit == *unit).and_then(|each| each.card.as_ref());
    if card.and_then(|card| card.line(item)).is_none() {
        return Ok(Err(Refusal::NotForItem));
    }
    let line = Line { period: &span.id, unit, item };
    replies::insert(tx, &plan.id, line, seen + 1, (&body, files), actor.by()).await?;
    let detail = format!("period={} unit={unit} item={item}", span.id);
    note(tx, plan, "score_replied", &detail, actor).await.map(Ok)
}

/// 无异议
pub async fn consent(
    tx: &mut Tx,
    plan: &Plan,
    span: &Span,
    unit: &UnitId,
    actor: Actor<'_>,
) -> Result<Decided<()>> {
    let row = decided!(assessments::get(tx, &plan.id, &span.id).await?.ok_or(Refusal::WrongPhase));
    decided!(row.consent(actor.person, unit, actor.at));
    if consenting(tx, plan, span).await?.contains(unit) {
        return Ok(Ok(()));
    }
    replies::consent(tx, &plan.id, &span.id, unit, actor.by()).await?;
    let detail = format!("period={} unit={unit}", span.id);
    note(tx, plan, "score_consented", &detail, actor).await.map(Ok)
}

/// Units that accept their cards: those that said so and have not replied since.
pub async fn consenting(tx: &mut Tx, plan: &Plan, span: &Span) -> Result<Vec<UnitId>> {
    let said = replies::consents(tx, &plan.id, &span.id).await?;
    let versions = replies::all(tx, &plan.id, &span.id).await?;
    let replied =
        |unit: &UnitId| versions.iter().filter(|reply| reply.unit_id == *unit).map(|reply| reply.at).max();
    let holds =
        said.into_iter().filter(|said| replied(&said.unit_id).is_none_or(|replied| replied < said.at));
    let mut units: Vec<UnitId> = holds.map(|said| said.unit_id).collect();
    units.sort_unstable();
    units.dedup();
    Ok(units)
}

/// A ruling as typed: upheld with these points, or turned down.
#[derive(Debug, Clone, Copy)]
pub struct RulingOn<'a> {
    pub unit: &'a UnitId,
    pub item: &'a str,
    /// The version that was on the screen.
    pub seen: i64,
    pub points: Option<&'a str>,
    pub reason: &'a str,
}

/// 裁定
pub async fn rule(
    tx: &mut Tx,
    plan: &Plan,
    span: &Span,
    ruling: RulingOn<'_>,
    actor: Actor<'_>,
) -> Result<Decided<()>> {
    let RulingOn { unit, item, seen, points, reason } = ruling;
    let row = decided!(assessments::get(tx, &plan.id, &span.id).await?.ok_or(Refusal::WrongPhase));
    let versions = replies::of_unit(tx, &plan.id, &span.id, unit).await?;
    let standing = replies::latest(&versions).into_iter().find(|reply| reply.item == item);
    let reply = decided!(standing.ok_or(Refusal::Stale));
    let is_ruled = is_ruled(tx, plan, span, unit, item).await?;
    let rules = assessed(tx, plan, span, actor.at).await?.rules;
    let known = decided!(rules.item(item).ok_or(Refusal::NotForItem));
    let points = points.map(|typed| (known, rules.places, typed));
    let ruling = decided!(row.rule(actor.person, reply, is_ruled, seen, points, reason));
    let mut mark = None;
    if let Some(verdict) = &ruling.verdict {
        let new = New { unit, target: item, verdict, reason: &ruling.reason, edition: 1, files: &[] };
        mark = Some(marks::insert(tx, &plan.id, &span.id, &new, actor.by()).await?);
    }
    let line = Line { period: &span.id, unit, item };
    replies::rule(tx, &plan.id, line, seen, (mark, &ruling.reason), actor.by()).await?;
    let detail = format!("period={} unit={unit} item={item}", span.id);
    note(tx, plan, "score_ruled", &detail, actor).await.map(Ok)
}

async fn is_ruled(tx: &mut Tx, plan: &Plan, span: &Span, unit: &UnitId, item: &str) -> Result<bool> {
    let rulings = replies::rulings(tx, &plan.id, &span.id).await?;
    Ok(rulings.iter().any(|ruling| ruling.unit_id == *unit && ruling.item == item))
}

/// 更正: an item's points from the next edition on.
pub async fn correct(
    tx: &mut Tx,
    plan: &Plan,
    span: &Span,
    (unit, item): (&UnitId, &str),
    (points, reason): (&str, &str),
    actor: Actor<'_>,
) -> Result<Decided<()>> {
    let now = assessed(tx, plan, span, actor.at).await?;
    let row = decided!(now.row.as_ref().ok_or(Refusal::WrongPhase));
    let scores = now.scores();
    let card = scores.units.iter().find(|each| each.unit == *unit).and_then(|each| each.card.as_ref());
    let known = now.rules.item(item).filter(|_| card.is_some_and(|card| card.line(item).is_some()));
    let known = decided!(known.ok_or(Refusal::NotForItem));
    let ruling = decided!(row.correct(actor.person, known, now.rules.places, points, reason));
    let Some(verdict) = &ruling.verdict else { return Ok(Err(Refusal::NotForItem)) };
    let (reason, edition) = (ruling.reason.as_str(), row.edition + 1);
    let new = New { unit, target: item, verdict, reason, edition, files: &[] };
    let number = marks::insert(tx, &plan.id, &span.id, &new, actor.by()).await?;
    let detail = format!("period={} unit={unit} item={item} mark={number}", span.id);
    note(tx, plan, "score_corrected", &detail, actor).await.map(Ok)
}

/// How far a period is from being published.
pub async fn standing(tx: &mut Tx, plan: &Plan, span: &Span, row: &Assessment) -> Result<Standing> {
    let versions = replies::all(tx, &plan.id, &span.id).await?;
    let rulings = replies::rulings(tx, &plan.id, &span.id).await?;
    let capture = corrected(tx, plan, span).await?;
    let scores = score(&capture.rules, &capture.inputs);
    let consenting = consenting(tx, plan, span).await?;
    let mut ranked = scores.units.iter().filter(|standing| standing.rank.is_some());
    let pending = marks::standing(tx, &plan.id, &span.id).await?;
    Ok(Standing {
        unruled: replies::latest(&versions).len().saturating_sub(rulings.len()),
        all_consent: ranked.all(|standing| consenting.contains(&standing.unit)),
        corrections: pending.iter().filter(|mark| row.edition > 0 && mark.edition > row.edition).count(),
    })
}

/// 发布: the first edition, or the next; `seen` is the latest one that was on the screen.
pub async fn publish(
    tx: &mut Tx,
    plan: &Plan,
    span: &Span,
    (seen, why): (i64, &str),
    key: &Key,
    actor: Actor<'_>,
) -> Result<Decided<i64>> {
    let row = decided!(assessments::get(tx, &plan.id, &span.id).await?.ok_or(Refusal::WrongPhase));
    if row.state == State::Draft {
        return Ok(Err(Refusal::WrongPhase));
    }
    let standing = standing(tx, plan, span, &row).await?;
    let change = decided!(row.publish(actor.person, standing, seen, why, actor.at));
    let Act::Published { reason } = &change.act else { return Ok(Err(Refusal::WrongPhase)) };
    let (number, reason) = (change.after.edition, reason.clone());
    let previous = editions::heads(tx, &plan.id, &span.id).await?.pop().map(|head| head.sha256);
    let Capture { plan: version, rules, inputs } = corrected(tx, plan, span).await?;
    let snapshot = Snapshot {
        format: FORMAT,
        plan: version,
        edition: number,
        published: Published { at: actor.at, by: actor.name.to_owned(), reason: reason.clone() },
        previous_sha256: previous.clone(),
        scores: score(&rules, &inputs),
        rules,
        inputs,
    };
    let bytes = write(&snapshot).map_err(|error| Error::Unreadable(error.to_string()))?;
    let told = Told { period: span.id.clone(), edition: number, sha256: sha256(&bytes) };
    let edition = Row {
        period: span.id.clone(),
        edition: number,
        published_at: actor.at,
        published_by: actor.name.to_owned(),
        reason,
        sha256: told.sha256.clone(),
        seal: key.seal(&bytes),
        previous_sha256: previous,
        snapshot: bytes,
    };
    assessments::apply(tx, &plan.id, &change).await?;
    editions::insert(tx, &plan.id, &edition).await?;
    note(tx, plan, "scores_published", &told.detail(), actor).await?;
    Ok(Ok(number))
}

async fn note(tx: &mut Tx, plan: &Plan, act: &str, detail: &str, actor: Actor<'_>) -> Result<()> {
    let event = events::New::of_person(act, detail, &actor.person.id, actor.address, actor.at);
    events::append(tx, &plan.id, &event).await
}
