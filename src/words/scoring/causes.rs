//! What gave or cost points, in words (得失分原因).

use rust_decimal::Decimal;
use time::Date;

use super::numbers::{exact, signed};
use super::{ExplainedCause, Told};
use crate::domain::ids::ObligationId;
use crate::domain::scoring::rules::{Charge, Event, Item, Kind, Measure};
use crate::domain::scoring::{Cause, Line, Mark, Part, Reason, Verdict};
use crate::words::{self, t};

impl Told<'_> {
    pub(super) fn cause(&self, item: &Item, line: &Line, cause: &Cause) -> ExplainedCause {
        let mark = cause.mark.and_then(|at| self.marks.get(at));
        let why = match mark {
            Some(mark) => self.marked(item, mark),
            None => self.reason(item, cause),
        };
        ExplainedCause {
            obligation: cause.obligation.clone(),
            what: cause.obligation.as_ref().map(|id| self.words.obligation(id)).unwrap_or_default(),
            why,
            points: signed(cause.points),
            sum: self.product(item, line, cause),
            is_in_sum: match cause.reason {
                Reason::BelowTarget | Reason::Rank(_) | Reason::Unmarked => true,
                Reason::NotReported => item.measure().is_some(),
                _ => false,
            },
        }
    }

    fn reason(&self, item: &Item, cause: &Cause) -> String {
        let lang = self.words.lang;
        match cause.reason {
            Reason::OnTime => t!(lang, "score-on-time"),
            Reason::Late(0) => t!(lang, "sc-late-same-day"),
            Reason::Late(days) => t!(lang, "sc-late", days = days),
            Reason::Missing => t!(lang, "score-missing"),
            Reason::Returned(times) => t!(lang, "sc-returned", times = times),
            Reason::Accepted => t!(lang, "sc-accepted"),
            Reason::NotAccepted => t!(lang, "sc-not-accepted"),
            Reason::Counted(count) => self.counted_figure(item, count, cause.points),
            Reason::Lacking(count) => self.lacking(item, count),
            Reason::NotReported => t!(lang, "sc-figures-missing"),
            Reason::BelowTarget => t!(lang, "sc-below-target"),
            Reason::Rank(rank) => t!(lang, "sc-rank-in-group", rank = rank.to_string()),
            Reason::Marked => t!(lang, "sc-marked"),
            Reason::Unmarked => t!(lang, "sc-not-marked"),
            Reason::Absent => t!(lang, "sc-absent"),
            Reason::Ruled => t!(lang, "sc-ruling"),
        }
    }

    /// 双公示迟报3件
    fn counted_figure(&self, item: &Item, count: i64, points: Decimal) -> String {
        let lang = self.words.lang;
        let is_it = |charge: &&Charge| {
            matches!(charge.on, Event::Figure(_))
                && points.abs() == charge.points * Decimal::from(count) * self.times(item)
        };
        let any = |charge: &&Charge| matches!(charge.on, Event::Figure(_));
        let charge = item.charges().iter().find(is_it).or_else(|| item.charges().iter().find(any));
        let Some(Charge { on: Event::Figure(figure), .. }) = charge else { return count.to_string() };
        let unit = self.words.figure(figure).map_or("", |figure| lang.pick(&figure.unit));
        let (name, value) = (self.words.figure_name(figure), count.to_string());
        t!(lang, "sc-figure", name = name, value = value, unit = unit)
    }

    fn lacking(&self, item: &Item, count: i64) -> String {
        let lang = self.words.lang;
        let figures = item.charges().iter().find_map(|charge| match &charge.on {
            Event::Shortfall { whole, part } => Some((whole, part)),
            _ => None,
        });
        let Some((whole, part)) = figures else { return count.to_string() };
        let (whole, part) = (self.words.figure_name(whole), self.words.figure_name(part));
        t!(lang, "sc-lacking", whole = whole, part = part, count = count)
    }

    /// 内容空泛：通篇没有数据（张三，2026年7月3日）
    fn marked(&self, item: &Item, mark: &Mark) -> String {
        let lang = self.words.lang;
        let what = match &mark.verdict {
            Verdict::Points(_) => t!(lang, "sc-marked"),
            Verdict::Charge { event, .. } => self.words.event_title(item, event),
            Verdict::Award { level } => self.words.level_title(item, level),
            Verdict::Absent => t!(lang, "sc-absent"),
            Verdict::Found => t!(lang, "sc-found"),
            Verdict::Ruled(_) => t!(lang, "sc-ruling"),
        };
        let day = words::date(lang, self.words.plan.local_date(mark.at), Date::MIN);
        let (reason, by) = (mark.reason.as_str(), mark.by.as_str());
        t!(lang, "sc-mark", what = what, reason = reason, by = by, day = day)
    }

    /// The factors of what it gave or cost, where there are several.
    fn product(&self, item: &Item, line: &Line, cause: &Cause) -> Option<String> {
        if let Kind::Ratio { of: Measure::Share(_), target: None } = &item.kind {
            return self.share(item, line, cause);
        }
        let (charge, count) = charge(item, cause)?;
        let part = cause.obligation.as_ref().and_then(|id| self.part(id));
        let weight = part.map_or(Decimal::ONE, |part| self.words.weight(part));
        let mut factors = vec![exact(charge.points)];
        let mut all = charge.points;
        let lang = self.words.lang;
        for (factor, name) in [
            (Decimal::from(count), String::new()),
            (weight, part.map(|part| self.role(part)).unwrap_or_default()),
            (self.times(item), t!(lang, "sc-multiplier")),
        ] {
            if factor != Decimal::ONE {
                let name = if name.is_empty() { name } else { t!(lang, "in-brackets", text = name) };
                factors.push(format!("{}{name}", exact(factor)));
                all *= factor;
            }
        }
        // What does not come out is not shown.
        (factors.len() > 1 && all == cause.points.abs()).then(|| factors.join(" × "))
    }

    /// Its part of what a share lost: 25 × 1 ÷ 5.
    fn share(&self, item: &Item, line: &Line, cause: &Cause) -> Option<String> {
        let part = self.part(cause.obligation.as_ref()?)?;
        let whole = line.measured.as_ref()?.denominator?;
        Some(format!("{} × {} ÷ {}", exact(item.points), exact(self.words.weight(part)), exact(whole)))
    }

    fn part(&self, id: &ObligationId) -> Option<Part> {
        self.unit.outcomes.iter().find(|outcome| outcome.obligation == *id).map(|outcome| outcome.part)
    }

    fn role(&self, part: Part) -> String {
        let lang = self.words.lang;
        match part {
            Part::Lead => t!(lang, "sc-role-lead"),
            Part::Responsible => t!(lang, "sc-role-responsible"),
            Part::Assist => t!(lang, "sc-role-assist"),
        }
    }

    /// What deductions are multiplied with.
    fn times(&self, item: &Item) -> Decimal {
        let times = self.card.multiplier.unwrap_or(Decimal::ONE);
        if matches!(item.kind, Kind::Deduct { .. }) { times } else { Decimal::ONE }
    }
}

/// The rule that such a cause follows, and how often it happened.
fn charge<'a>(item: &'a Item, cause: &Cause) -> Option<(&'a Charge, i64)> {
    let find = |is: fn(&Event) -> bool| item.charges().iter().find(|charge| is(&charge.on));
    Some(match cause.reason {
        Reason::OnTime => (find(|on| matches!(on, Event::OnTime))?, 1),
        Reason::Late(_) => (find(|on| matches!(on, Event::Late))?, 1),
        Reason::Missing => (find(|on| matches!(on, Event::Missing))?, 1),
        Reason::Returned(times) => (find(|on| matches!(on, Event::Returned))?, times),
        Reason::Accepted => (find(|on| matches!(on, Event::Accepted))?, 1),
        Reason::Counted(count) => (find(|on| matches!(on, Event::Figure(_)))?, count),
        Reason::Lacking(count) => (find(|on| matches!(on, Event::Shortfall { .. }))?, count),
        _ => return None,
    })
}
