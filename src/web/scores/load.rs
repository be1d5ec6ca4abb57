//! A period's scores, from wherever they are: live, as they were frozen, or as they were published.

use crate::domain::access::{Action, Subject};
use crate::domain::assessment::Phase;
use crate::domain::ids::UnitId;
use crate::domain::scoring::{Inputs, Rules, Scorecard, Scores, Span, Standing};
use crate::store::{Tx, scores};
use crate::web::error::Result;
use crate::web::visit::Visit;

/// What a period's pages are made of.
pub struct Loaded {
    pub phase: Phase,
    /// The number of the published edition.
    pub edition: Option<i64>,
    /// The rules that it is scored by, which a later plan does not change.
    pub rules: Rules,
    pub inputs: Inputs,
    pub scores: Scores,
}

pub async fn load(visit: &Visit, tx: &mut Tx, span: &Span) -> Result<Loaded> {
    let mut assessed = scores::assessed(tx, visit.plan(), span, visit.now).await?;
    // What is judged of it a unit hears with the freeze, when it may reply.
    if assessed.phase == Phase::Draft && !visit.may(Action::SeeAllScores, Subject::Any) {
        assessed.inputs.marks.clear();
    }
    let edition = assessed.editions.last().map(|edition| edition.number);
    let scores = assessed.scores();
    Ok(Loaded { phase: assessed.phase, edition, rules: assessed.rules, inputs: assessed.inputs, scores })
}

impl Loaded {
    pub fn standing(&self, unit: &UnitId) -> Option<&Standing> {
        self.scores.standing(unit)
    }

    pub fn card(&self, unit: &UnitId) -> Option<&Scorecard> {
        self.standing(unit)?.card.as_ref()
    }

    /// How many units are ranked in a group.
    pub fn ranked(&self, group: Option<&str>) -> usize {
        self.scores.ranked_in(group).count()
    }
}
