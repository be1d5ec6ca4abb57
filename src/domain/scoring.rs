//! Scores (考核评分): a pure function from rules and outcomes to points, each point tied to what caused it.

use rust_decimal::{Decimal, RoundingStrategy};

use super::ids::{DutyId, ObligationId};
use super::obligation::Timeliness;
use super::plan::Words;

/// `scoring.toml`, versioned with the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    pub version: i64,
    /// What all items add up to (满分).
    pub full: Decimal,
    pub items: Vec<Item>,
    /// Best first.
    pub grades: Vec<Grade>,
}

/// One line of the scorecard (评分项).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub id: String,
    pub title: Words,
    pub points: Decimal,
    /// Where the item comes from, in words (评分依据).
    pub basis: Words,
    pub kind: Kind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Start full, take off so much per event, never below zero ("扣完为止").
    Deduct { late: Decimal, missing: Decimal, returned: Decimal },
    /// points × share
    Ratio(Share),
}

/// A share of the obligations that have fallen due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// 按时报送率: first submitted in time
    OnTime,
    /// 办结率: accepted
    Accepted,
}

/// A grade (等次) and the least total that earns it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grade {
    pub title: Words,
    pub at_least: Decimal,
}

/// What became of one obligation that has fallen due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    pub obligation: ObligationId,
    pub duty: DutyId,
    pub timeliness: Timeliness,
    pub accepted: bool,
    /// How often it was returned (退回次数).
    pub returned: i64,
}

/// A unit's points (评分表).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scorecard {
    pub lines: Vec<Line>,
    pub total: Decimal,
    pub grade: Option<Words>,
    /// How many obligations had fallen due, and how many of them were sent in time.
    pub due: usize,
    pub on_time: usize,
    pub late: usize,
    pub missing: usize,
    pub returned: i64,
}

impl Scorecard {
    /// 按时报送率, in percent to a tenth.
    pub fn on_time_rate(&self) -> Decimal {
        let percent = Decimal::from(self.on_time * 100) / Decimal::from(self.due.max(1));
        percent.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero)
    }
}

/// One item's points and every cause of what is missing from them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub item: Item,
    pub points: Decimal,
    pub causes: Vec<Cause>,
}

/// Why points were lost; the causes of a line add up to what it lacks, but for the floor and for the rounding
/// of each to a hundredth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    pub obligation: ObligationId,
    pub reason: Reason,
    pub points: Decimal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// 迟报
    Late,
    /// 未报
    Missing,
    /// 退回, so many times
    Returned(i64),
    /// 未办结
    NotAccepted,
}

/// The scorecard that follows from the rules; `None` for a unit with nothing due, which is not ranked.
/// Whoever writes `outcomes` leaves out what is exempt, undated, voluntary or not due yet.
pub fn scorecard(rules: &Rules, outcomes: &[Outcome]) -> Option<Scorecard> {
    if outcomes.is_empty() {
        return None;
    }
    let lines: Vec<Line> = rules.items.iter().map(|item| line(item, outcomes)).collect();
    let total: Decimal = lines.iter().map(|line| line.points).sum();
    let grade = rules.grades.iter().find(|grade| total >= grade.at_least).map(|grade| grade.title.clone());
    let count = |timeliness| outcomes.iter().filter(|o| o.timeliness == timeliness).count();
    Some(Scorecard {
        lines,
        total,
        grade,
        due: outcomes.len(),
        on_time: count(Timeliness::OnTime),
        late: count(Timeliness::Late),
        missing: count(Timeliness::Missing),
        returned: outcomes.iter().map(|o| o.returned).sum(),
    })
}

fn line(item: &Item, outcomes: &[Outcome]) -> Line {
    let causes = match &item.kind {
        Kind::Deduct { late, missing, returned } => {
            outcomes.iter().flat_map(|outcome| deductions(outcome, *late, *missing, *returned)).collect()
        }
        Kind::Ratio(share) => shortfalls(item.points, *share, outcomes),
    };
    let lost: Decimal = causes.iter().map(|cause| cause.points).sum();
    let points = match &item.kind {
        Kind::Deduct { .. } => (item.points - lost).max(Decimal::ZERO),
        Kind::Ratio(share) => {
            let hits = outcomes.iter().filter(|outcome| share.holds(outcome)).count();
            item.points * Decimal::from(hits) / Decimal::from(outcomes.len())
        }
    };
    Line { item: item.clone(), points: round(points), causes }
}

fn deductions(outcome: &Outcome, late: Decimal, missing: Decimal, returned: Decimal) -> Vec<Cause> {
    let timeliness = match outcome.timeliness {
        Timeliness::Late => Some((Reason::Late, late)),
        Timeliness::Missing => Some((Reason::Missing, missing)),
        Timeliness::OnTime | Timeliness::Pending => None,
    };
    let corrections = (outcome.returned > 0)
        .then(|| (Reason::Returned(outcome.returned), returned * Decimal::from(outcome.returned)));
    [timeliness, corrections]
        .into_iter()
        .flatten()
        .filter(|(_, points)| !points.is_zero())
        .map(|(reason, points)| Cause { obligation: outcome.obligation.clone(), reason, points })
        .collect()
}

fn shortfalls(points: Decimal, share: Share, outcomes: &[Outcome]) -> Vec<Cause> {
    let each = round(points / Decimal::from(outcomes.len()));
    let reason = |outcome: &Outcome| match (share, outcome.timeliness) {
        (_, Timeliness::Missing) => Reason::Missing,
        (Share::OnTime, _) => Reason::Late,
        (Share::Accepted, _) => Reason::NotAccepted,
    };
    outcomes
        .iter()
        .filter(|outcome| !share.holds(outcome))
        .map(|outcome| Cause {
            obligation: outcome.obligation.clone(),
            reason: reason(outcome),
            points: each,
        })
        .collect()
}

impl Share {
    fn holds(self, outcome: &Outcome) -> bool {
        match self {
            Self::OnTime => outcome.timeliness == Timeliness::OnTime,
            Self::Accepted => outcome.accepted,
        }
    }
}

/// Points are kept to a hundredth, halves away from zero (四舍五入).
fn round(points: Decimal) -> Decimal {
    points.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// 1 for the best; equal totals share a rank and the next one is skipped, as in 1, 2, 2, 4.
pub fn ranks(totals: &[Decimal]) -> Vec<usize> {
    totals.iter().map(|total| 1 + totals.iter().filter(|other| *other > total).count()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Words {
        Words { zh: text.into(), en: text.into() }
    }

    fn item(id: &str, points: i64, kind: Kind) -> Item {
        let (title, basis) = (words(id), words(""));
        Item { id: id.into(), title, points: points.into(), basis, kind }
    }

    fn rules() -> Rules {
        let deduct = Kind::Deduct { late: 1.into(), missing: 10.into(), returned: 2.into() };
        let items = vec![item("on-time", 60, Kind::Ratio(Share::OnTime)), item("quality", 40, deduct)];
        let grades = [("优秀", 90), ("合格", 60)];
        let grades = grades.map(|(name, from)| Grade { title: words(name), at_least: from.into() });
        Rules { version: 1, full: 100.into(), items, grades: grades.into() }
    }

    fn outcome(n: usize, timeliness: Timeliness, returned: i64) -> Outcome {
        let obligation = format!("1.4-report~keji~2026-{n:02}").parse().unwrap();
        let accepted = timeliness != Timeliness::Missing;
        Outcome { obligation, duty: "1.4-report".parse().unwrap(), timeliness, accepted, returned }
    }

    /// By hand: 3 of 4 in time gives 60 × 3/4 = 45; 40 − 1 (late) − 2 (returned once) = 37; together 82.
    #[test]
    fn a_worked_example() {
        use Timeliness::*;
        let outcomes =
            [outcome(2, OnTime, 0), outcome(4, OnTime, 1), outcome(6, Late, 0), outcome(8, OnTime, 0)];
        let card = scorecard(&rules(), &outcomes).unwrap();
        assert_eq!(card.total, Decimal::from(82));
        assert_eq!(card.grade, Some(words("合格")));
        assert_eq!((card.due, card.on_time, card.late, card.missing, card.returned), (4, 3, 1, 0, 1));
        let causes: Vec<(&str, Reason)> =
            card.lines[1].causes.iter().map(|c| (c.obligation.as_str(), c.reason)).collect();
        assert_eq!(
            causes,
            [("1.4-report~keji~2026-04", Reason::Returned(1)), ("1.4-report~keji~2026-06", Reason::Late),]
        );
    }

    #[test]
    fn a_unit_with_nothing_due_is_not_ranked() {
        assert_eq!(scorecard(&rules(), &[]), None);
    }

    #[test]
    fn equal_totals_share_a_rank() {
        assert_eq!(ranks(&[90.into(), 95.into(), 90.into(), 80.into()]), [2, 1, 2, 4]);
    }

    fn any_timeliness() -> impl Strategy<Value = Timeliness> {
        prop_oneof![Just(Timeliness::OnTime), Just(Timeliness::Late), Just(Timeliness::Missing)]
    }

    proptest! {
        #[test]
        fn totals_stay_within_bounds(all in prop::collection::vec((any_timeliness(), 0i64..5), 1..40)) {
            let outcomes: Vec<_> = all.iter().enumerate().map(|(n, (t, r))| outcome(n, *t, *r)).collect();
            let card = scorecard(&rules(), &outcomes).unwrap();
            prop_assert!(card.total >= Decimal::ZERO && card.total <= Decimal::from(100));
        }

        #[test]
        fn later_never_scores_better(
            all in prop::collection::vec((any_timeliness(), 0i64..3), 1..30),
            which in any::<prop::sample::Index>(),
        ) {
            let outcomes: Vec<_> = all.iter().enumerate().map(|(n, (t, r))| outcome(n, *t, *r)).collect();
            let mut later = outcomes.clone();
            let one = &mut later[which.index(all.len())];
            one.timeliness = match one.timeliness {
                Timeliness::OnTime => Timeliness::Late,
                _ => Timeliness::Missing,
            };
            let total = |o: &[Outcome]| scorecard(&rules(), o).unwrap().total;
            prop_assert!(total(&later) <= total(&outcomes));
        }

        #[test]
        fn the_order_of_outcomes_does_not_matter(all in prop::collection::vec((any_timeliness(), 0i64..3), 1..30)) {
            let mut outcomes: Vec<_> = all.iter().enumerate().map(|(n, (t, r))| outcome(n, *t, *r)).collect();
            let before = scorecard(&rules(), &outcomes).unwrap().total;
            outcomes.reverse();
            prop_assert_eq!(scorecard(&rules(), &outcomes).unwrap().total, before);
        }
    }
}
