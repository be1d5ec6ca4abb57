//! One line's points as a sum (本项算式).

use rust_decimal::Decimal;

use super::numbers::{equals_percent, exact, percent};
use super::{Told, Wording};
use crate::domain::obligation::Timeliness;
use crate::domain::scoring::card::{Applies, Measured};
use crate::domain::scoring::rules::{Item, Kind, Measure, Share, Step};
use crate::domain::scoring::{Line, Part, Reason};
use crate::words::t;

/// So many terms are written out; more of them stand in the table below.
const MOST_TERMS: usize = 6;

impl Told<'_> {
    /// What it was before a ruling, and the ruling.
    pub(super) fn sums(&self, item: &Item, line: &Line) -> Vec<String> {
        let lang = self.words.lang;
        let Some(before) = line.before_ruling else { return self.computed(item, line) };
        let mut said = if is_plain(item, line) {
            let earlier = Line { points: before, before_ruling: None, ..line.clone() };
            self.computed(item, &earlier)
        } else {
            vec![]
        };
        let (before, after) = (self.words.points(before), self.words.points(line.points));
        said.push(t!(lang, "sc-ruled", before = before, after = after));
        said
    }

    fn computed(&self, item: &Item, line: &Line) -> Vec<String> {
        let (lang, got) = (self.words.lang, self.words.points(line.points));
        let full = exact(item.points);
        match line.applies {
            Applies::Yes => vec![self.reckoned(item, line)],
            Applies::Waiting => vec![t!(lang, "sc-waiting", full = full)],
            Applies::Excluded if item.bonus => vec![self.absence(item, line)],
            Applies::Excluded => vec![self.absence(item, line), t!(lang, "sc-excluded")],
            Applies::Full => vec![self.absence(item, line), t!(lang, "sc-absent-full", got = got)],
            Applies::Mean => vec![self.absence(item, line), t!(lang, "sc-absent-mean", got = got)],
        }
    }

    /// Why the item does not apply.
    fn absence(&self, item: &Item, line: &Line) -> String {
        let lang = self.words.lang;
        if line.causes.iter().any(|cause| cause.reason == Reason::Absent) {
            t!(lang, "sc-why-absent")
        } else if item.figures().is_empty() {
            t!(lang, "sc-why-nothing-due")
        } else {
            t!(lang, "sc-why-no-figures")
        }
    }

    fn reckoned(&self, item: &Item, line: &Line) -> String {
        let lang = self.words.lang;
        let (full, got) = (exact(item.points), self.words.points(line.points));
        if item.measure().is_some() && line.causes.iter().any(|cause| cause.reason == Reason::NotReported) {
            return t!(lang, "sc-not-reported", full = full);
        }
        match (&item.kind, &line.measured) {
            (Kind::Deduct { floor, .. }, _) => self.deducted(item, line, *floor),
            (Kind::Accrue { .. } | Kind::Awards { .. }, _) => self.gained(item, line),
            (Kind::Judged { .. }, _) if has(line, &Reason::Marked) => {
                t!(lang, "sc-judged", got = got, full = full)
            }
            (Kind::Judged { .. }, _) => t!(lang, "sc-unmarked", got = got, full = full),
            (Kind::Ratio { of, target }, Some(measured)) => {
                self.words.ratio(item, of, *target, measured, self, &got)
            }
            (Kind::Steps { of, steps }, Some(measured)) => {
                let (what, value) = (self.measured(item, of, measured), self.words.value(of, measured));
                self.words.joined(&what, &self.words.step(of, steps, measured, &value, &got))
            }
            (Kind::Gate { of, at_least }, Some(measured)) => {
                let (what, value) = (self.measured(item, of, measured), self.words.value(of, measured));
                let least = self.words.bound(of, *at_least);
                let sum = if measured.value >= *at_least {
                    t!(lang, "sc-gate-reached", value = value, least = least, got = got)
                } else {
                    t!(lang, "sc-gate-missed", value = value, least = least)
                };
                self.words.joined(&what, &sum)
            }
            (Kind::Rank { of, .. }, Some(measured)) => {
                let (what, value) = (self.measured(item, of, measured), self.words.value(of, measured));
                let rank = measured.rank.unwrap_or_default().to_string();
                self.words.joined(&what, &t!(lang, "sc-by-rank", value = value, rank = rank, got = got))
            }
            _ => t!(lang, "sc-got", got = got),
        }
    }

    fn deducted(&self, item: &Item, line: &Line, floor: Decimal) -> String {
        let lang = self.words.lang;
        let terms = amounts(line);
        let (lost, full, got) =
            (-terms.iter().sum::<Decimal>(), exact(item.points), self.words.points(line.points));
        let words = if terms.len() > MOST_TERMS { exact(lost) } else { spelt(&terms, " − ") };
        if lost.is_zero() {
            t!(lang, "sc-nothing-lost", full = full)
        } else if item.points - lost < floor {
            t!(lang, "sc-floor", lost = exact(lost), full = full, got = got)
        } else {
            format!("{full} − {words} = {got}")
        }
    }

    fn gained(&self, item: &Item, line: &Line) -> String {
        let lang = self.words.lang;
        let terms = amounts(line);
        let (gained, full, got) =
            (terms.iter().sum::<Decimal>(), exact(item.points), self.words.points(line.points));
        let words = if terms.len() > MOST_TERMS { exact(gained) } else { spelt(&terms, " + ") };
        if terms.is_empty() {
            t!(lang, "sc-nothing-gained")
        } else if gained > item.points {
            t!(lang, "sc-cap", gained = exact(gained), full = full)
        } else {
            format!("{words} = {got}")
        }
    }

    /// 到期5件，按时报送3件
    fn measured(&self, item: &Item, of: &Measure, measured: &Measured) -> String {
        let lang = self.words.lang;
        let number = exact(measured.numerator);
        let whole = measured.denominator.map(exact).unwrap_or_default();
        match of {
            Measure::Share(share) | Measure::Of { share, .. } => {
                let hits = self.words.share_of(*share, &number);
                match (of, self.is_weighted(item)) {
                    (Measure::Of { .. }, _) => t!(lang, "sc-of-total", total = whole, hits = hits),
                    (_, false) => t!(lang, "sc-of-due", due = whole, hits = hits),
                    (_, true) => t!(lang, "sc-of-weighted", due = whole, hits = hits),
                }
            }
            Measure::Ratio { numerator, denominator } => {
                let (part, all) = (self.words.figure_name(numerator), self.words.figure_name(denominator));
                t!(lang, "sc-of-figures", part = part, number = number, all = all, whole = whole)
            }
            Measure::Figure(figure) => {
                let name = self.words.figure_name(figure);
                t!(lang, "sc-of-figure", name = name, number = number)
            }
        }
    }

    /// Whether one of the obligations that it looks at counts for more or less than one.
    fn is_weighted(&self, item: &Item) -> bool {
        let looks = |duty| item.duties.as_ref().is_none_or(|duties| duties.contains(duty));
        let counted = self.unit.outcomes.iter().filter(|outcome| looks(&outcome.duty));
        let dated = counted.filter(|outcome| outcome.timeliness != Timeliness::Pending);
        dated
            .map(|outcome| self.words.weight(outcome.part))
            .any(|weight| !weight.is_zero() && weight != Decimal::ONE)
    }
}

impl Wording<'_> {
    pub(super) fn weight(&self, part: Part) -> Decimal {
        match part {
            Part::Lead => self.rules.roles.lead,
            Part::Responsible => self.rules.roles.responsible,
            Part::Assist => self.rules.roles.assist,
        }
    }

    fn joined(&self, what: &str, sum: &str) -> String {
        t!(self.lang, "sc-sum", what = what, sum = sum)
    }

    fn share_of(&self, share: Share, number: &str) -> String {
        match share {
            Share::OnTime => t!(self.lang, "sc-hits-on-time", number = number),
            Share::Submitted => t!(self.lang, "sc-hits-submitted", number = number),
            Share::Accepted => t!(self.lang, "sc-hits-accepted", number = number),
        }
    }

    /// `3 ÷ 5 = 60%`; of a figure by itself the number.
    fn value(&self, of: &Measure, measured: &Measured) -> String {
        match (of, measured.denominator) {
            (Measure::Figure(_), _) | (_, None) => exact(measured.value),
            (_, Some(whole)) => {
                format!("{} ÷ {} {}", exact(measured.numerator), exact(whole), equals_percent(measured.value))
            }
        }
    }

    /// What a value is held against: a figure as it is, anything else in percent.
    pub(super) fn bound(&self, of: &Measure, bound: Decimal) -> String {
        if matches!(of, Measure::Figure(_)) { exact(bound) } else { percent(bound) }
    }

    fn ratio(
        &self,
        item: &Item,
        of: &Measure,
        target: Option<Decimal>,
        measured: &Measured,
        told: &Told<'_>,
        got: &str,
    ) -> String {
        let what = told.measured(item, of, measured);
        let reached = target.unwrap_or(Decimal::ONE);
        let full = exact(item.points);
        if measured.value > reached || (target.is_some() && measured.value == reached) {
            let (value, target) = (self.value(of, measured), self.bound(of, reached));
            return self.joined(
                &what,
                &t!(self.lang, "sc-target-reached", value = value, target = target, full = full),
            );
        }
        let part = match measured.denominator {
            Some(whole) => format!("{} ÷ {}", exact(measured.numerator), exact(whole)),
            None => exact(measured.value),
        };
        let target = target.map(|target| format!(" ÷ {}", self.bound(of, target))).unwrap_or_default();
        self.joined(&what, &format!("{full} × {part}{target} = {got}"))
    }

    fn step(&self, of: &Measure, steps: &[Step], measured: &Measured, value: &str, got: &str) -> String {
        let reached = steps.iter().find(|step| measured.value >= step.at_least);
        let least = reached.or(steps.last()).map(|step| self.bound(of, step.at_least)).unwrap_or_default();
        match reached {
            Some(_) => t!(self.lang, "sc-step", value = value, least = least, got = got),
            None => t!(self.lang, "sc-no-step", value = value, least = least),
        }
    }
}

/// Whether what was there before a ruling came about in the ordinary way, so that its sum can be shown.
fn is_plain(item: &Item, line: &Line) -> bool {
    let before = line.before_ruling.unwrap_or(line.points);
    match &item.kind {
        Kind::Deduct { floor, .. } => {
            let left = item.points + amounts(line).iter().sum::<Decimal>();
            left.max(*floor).max(Decimal::ZERO) == before
        }
        Kind::Accrue { .. } | Kind::Awards { .. } => !amounts(line).is_empty(),
        Kind::Judged { .. } => has(line, &Reason::Marked) || has(line, &Reason::Unmarked),
        _ => line.measured.is_some(),
    }
}

fn has(line: &Line, reason: &Reason) -> bool {
    line.causes.iter().any(|cause| cause.reason == *reason)
}

/// What gave or cost anything, apart from a ruling.
fn amounts(line: &Line) -> Vec<Decimal> {
    let counted = line.causes.iter().filter(|cause| cause.reason != Reason::Ruled && !cause.points.is_zero());
    counted.map(|cause| cause.points).collect()
}

fn spelt(terms: &[Decimal], sign: &str) -> String {
    terms.iter().map(|term| exact(term.abs())).collect::<Vec<_>>().join(sign)
}
