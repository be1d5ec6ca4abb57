//! Assessments (考核) as they stand: the phase of a period, and what it is scored from.

use super::{Error, Result, Tx, outcomes};
use crate::domain::assessment::{Assessment, Capture, Phase, PlanVersion, State};
use crate::domain::plan::Plan;
use crate::domain::scoring::{Inputs, Rules, Scores, Span, score};
use crate::domain::timestamp::Timestamp;

pub mod acts;
pub mod assessments;
pub mod editions;
pub mod letters;
pub mod marks;
pub mod replies;

pub use editions::{Edition, EditionHead, edition};

/// What a reader of a period's scores has before them.
#[derive(Debug, Clone)]
pub struct Assessed {
    pub phase: Phase,
    /// The plan they are, or were, scored under.
    pub plan: PlanVersion,
    /// Of a frozen or published period those that were captured; else the plan's.
    pub rules: Rules,
    /// Live, in a draft with its marks; of a frozen period what was captured, with rulings; of a published one its latest
    /// edition's, also while corrections to it are made.
    pub inputs: Inputs,
    /// Earliest first.
    pub editions: Vec<EditionHead>,
    /// The period's row, if it was opened.
    pub row: Option<Assessment>,
}

impl Assessed {
    pub fn scores(&self) -> Scores {
        score(&self.rules, &self.inputs)
    }
}

/// A period as it stands. Whether the person may see it is asked elsewhere.
pub async fn assessed(tx: &mut Tx, plan: &Plan, span: &Span, now: Timestamp) -> Result<Assessed> {
    let row = assessments::get(tx, &plan.id, &span.id).await?;
    let Some(state) = row.as_ref().map(|row| row.state) else {
        let inputs = outcomes::gather(tx, plan, span, now).await?;
        return Ok(live(plan, Phase::Preview, inputs, None));
    };
    let standing = marks::standing(tx, &plan.id, &span.id).await?;
    if state == State::Draft {
        let mut inputs = outcomes::gather(tx, plan, span, now).await?;
        inputs.marks.extend(standing.iter().map(marks::Row::mark));
        return Ok(live(plan, Phase::Draft, inputs, row));
    }
    let editions = editions::heads(tx, &plan.id, &span.id).await?;
    let phase = phase(
        row.as_ref(),
        standing.iter().any(|mark| row.as_ref().is_some_and(|row| mark.edition > row.edition)),
    );
    if let Some(latest) = editions.last() {
        let latest = edition(tx, &plan.id, &span.id, latest.number).await?.ok_or(Error::Conflict)?;
        let snapshot = latest.snapshot;
        return Ok(Assessed {
            phase,
            plan: snapshot.plan,
            rules: snapshot.rules,
            inputs: snapshot.inputs,
            editions,
            row,
        });
    }
    let Capture { plan, rules, inputs } = captured(tx, plan, span, &standing).await?;
    Ok(Assessed { phase, plan, rules, inputs, editions, row })
}

/// What the next edition is made from: what was captured, with every ruling and correction that stands.
pub async fn corrected(tx: &mut Tx, plan: &Plan, span: &Span) -> Result<Capture> {
    let standing = marks::standing(tx, &plan.id, &span.id).await?;
    captured(tx, plan, span, &standing).await
}

async fn captured(tx: &mut Tx, plan: &Plan, span: &Span, standing: &[marks::Row]) -> Result<Capture> {
    let mut capture = assessments::capture(tx, &plan.id, &span.id).await?;
    let after = standing.iter().filter(|mark| mark.is_ruled());
    capture.inputs.marks.extend(after.map(marks::Row::mark));
    Ok(capture)
}

fn live(plan: &Plan, phase: Phase, inputs: Inputs, row: Option<Assessment>) -> Assessed {
    Assessed {
        phase,
        plan: PlanVersion::of(plan),
        rules: plan.scoring.clone(),
        inputs,
        editions: vec![],
        row,
    }
}

fn phase(row: Option<&Assessment>, is_correcting: bool) -> Phase {
    let Some(row) = row else { return Phase::Preview };
    match (row.state, row.reply_until) {
        (State::Frozen, Some(reply_until)) => Phase::Frozen { reply_until },
        (State::Published, _) if is_correcting => Phase::Correcting,
        (State::Published, _) => Phase::Published,
        _ => Phase::Draft,
    }
}

/// The phase of every period that was opened, by its id.
pub async fn phases(tx: &mut Tx, plan: &Plan) -> Result<Vec<(String, Phase)>> {
    let correcting = marks::correcting(tx, &plan.id).await?;
    let rows = assessments::all(tx, &plan.id).await?;
    let phase = |row: &Assessment| (row.period.clone(), phase(Some(row), correcting.contains(&row.period)));
    Ok(rows.iter().map(phase).collect())
}
