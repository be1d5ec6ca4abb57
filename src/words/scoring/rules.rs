//! The rules in words (评分规则): what costs, what gives, and what holds whatever the points are.

use rust_decimal::Decimal;

use super::Wording;
use super::numbers::exact;
use crate::domain::scoring::rules::{
    Absent, Bound, Charge, Effect, Event, Grade, Item, Kind, Level, Measure, Share, Tallied, Test, Veto,
};
use crate::words::{separator, t};

impl Wording<'_> {
    /// How an item's points come about: 从20分扣起：迟报每件扣1分；未报每件扣5分；扣完为止。
    pub fn kind(&self, item: &Item) -> String {
        let (lang, points) = (self.lang, exact(item.points));
        match &item.kind {
            Kind::Deduct { events, floor } => {
                let events = self
                    .charges(events, |event, points| t!(lang, "sc-costs", event = event, points = points));
                if floor.is_zero() {
                    t!(lang, "sc-kind-deduct", points = points, events = events)
                } else {
                    t!(lang, "sc-kind-deduct-floor", points = points, events = events, floor = exact(*floor))
                }
            }
            Kind::Accrue { events } => {
                let events = self
                    .charges(events, |event, points| t!(lang, "sc-gives", event = event, points = points));
                t!(lang, "sc-kind-accrue", points = points, events = events)
            }
            Kind::Ratio { of, target: None } => {
                t!(lang, "sc-kind-ratio", measure = self.measure(of), points = points)
            }
            Kind::Ratio { of, target: Some(target) } => {
                t!(
                    lang,
                    "sc-kind-ratio-to",
                    measure = self.measure(of),
                    target = self.bound(of, *target),
                    points = points
                )
            }
            Kind::Steps { of, steps } => {
                let steps = steps.iter().map(|step| {
                    t!(
                        lang,
                        "sc-kind-step",
                        least = self.bound(of, step.at_least),
                        points = exact(step.points)
                    )
                });
                t!(lang, "sc-kind-steps", measure = self.measure(of), steps = self.join(steps))
            }
            Kind::Gate { of, at_least } => {
                t!(
                    lang,
                    "sc-kind-gate",
                    measure = self.measure(of),
                    least = self.bound(of, *at_least),
                    points = points
                )
            }
            Kind::Rank { of, points } => self.by_rank(of, points),
            Kind::Judged { otherwise: None } => t!(lang, "sc-kind-judged", points = points),
            Kind::Judged { otherwise: Some(otherwise) } => {
                t!(lang, "sc-kind-judged-else", points = points, otherwise = exact(*otherwise))
            }
            Kind::Awards { levels } => {
                let level = |level: &Level| {
                    t!(lang, "sc-gives", event = lang.pick(&level.title), points = exact(level.points))
                };
                t!(lang, "sc-kind-awards", levels = self.join(levels.iter().map(level)), points = points)
            }
        }
    }

    fn charges(&self, charges: &[Charge], words: impl Fn(&str, &str) -> String) -> String {
        self.join(charges.iter().map(|charge| {
            let points = match &charge.on {
                Event::Judged { least, .. } if *least != charge.points => {
                    t!(self.lang, "sc-between", least = exact(*least), most = exact(charge.points))
                }
                _ => exact(charge.points),
            };
            words(&self.event(&charge.on), &points)
        }))
    }

    fn event(&self, event: &Event) -> String {
        let lang = self.lang;
        match event {
            Event::Late => t!(lang, "sc-event-late"),
            Event::Missing => t!(lang, "sc-event-missing"),
            Event::Returned => t!(lang, "sc-event-returned"),
            Event::OnTime => t!(lang, "sc-event-on-time"),
            Event::Accepted => t!(lang, "sc-event-accepted"),
            Event::Figure(figure) => {
                let unit = self.figure(figure).map_or("", |figure| lang.pick(&figure.unit));
                t!(lang, "sc-event-figure", name = self.figure_name(figure), unit = unit)
            }
            Event::Shortfall { whole, part } => {
                t!(lang, "sc-event-shortfall", whole = self.figure_name(whole), part = self.figure_name(part))
            }
            Event::Judged { title, .. } => t!(lang, "sc-event-judged", title = lang.pick(title)),
        }
    }

    fn measure(&self, of: &Measure) -> String {
        let lang = self.lang;
        let share = |share: Share| match share {
            Share::OnTime => t!(lang, "sc-share-on-time"),
            Share::Submitted => t!(lang, "sc-share-submitted"),
            Share::Accepted => t!(lang, "sc-share-accepted"),
        };
        match of {
            Measure::Share(of) => share(*of),
            Measure::Of { share: of, total } => {
                t!(lang, "sc-measure-of", share = share(*of), total = exact(*total))
            }
            Measure::Ratio { numerator, denominator } => {
                let (part, whole) = (self.figure_name(numerator), self.figure_name(denominator));
                t!(lang, "sc-measure-ratio", part = part, whole = whole)
            }
            Measure::Figure(figure) => t!(lang, "sc-measure-figure", name = self.figure_name(figure)),
        }
    }

    fn by_rank(&self, of: &Measure, points: &[Decimal]) -> String {
        let lang = self.lang;
        let place = |(at, points): (usize, &Decimal)| {
            let rank = (at + 1).to_string();
            t!(lang, "sc-kind-place", rank = rank, points = exact(*points))
        };
        let rest = points.last().copied().map(exact).unwrap_or_default();
        let places = self.join(points.iter().enumerate().map(place));
        t!(lang, "sc-kind-rank", measure = self.measure(of), places = places, rest = rest)
    }

    /// What a unit gets that the item does not apply to; nothing to say of a bonus and of what always applies.
    pub fn if_absent(&self, item: &Item) -> Option<String> {
        if item.bonus || matches!(item.kind, Kind::Judged { .. } | Kind::Awards { .. }) {
            return None;
        }
        Some(match item.absent {
            Absent::Exclude => t!(self.lang, "sc-absent-excluded"),
            Absent::Full => t!(self.lang, "sc-absent-is-full"),
            Absent::Mean => t!(self.lang, "sc-absent-is-mean"),
        })
    }

    pub(super) fn event_title(&self, item: &Item, id: &str) -> String {
        let title = item.charges().iter().find_map(|charge| match &charge.on {
            Event::Judged { id: event, title, .. } if event == id => Some(self.lang.pick(title)),
            _ => None,
        });
        title.unwrap_or(id).to_owned()
    }

    pub(super) fn level_title(&self, item: &Item, id: &str) -> String {
        let Kind::Awards { levels } = &item.kind else { return id.to_owned() };
        levels.iter().find(|level| level.id == id).map_or(id, |level| self.lang.pick(&level.title)).to_owned()
    }

    pub(super) fn condition_title(&self, id: &str) -> String {
        let title = self.rules.condition(id).map_or(id, |condition| self.lang.pick(&condition.title));
        t!(self.lang, "sc-quoted", text = title)
    }

    /// When a condition holds.
    pub fn test(&self, test: &Test) -> String {
        let lang = self.lang;
        match test {
            Test::Found => t!(lang, "sc-test-found"),
            Test::Item { item, bound } => {
                let title = self.item(item).to_owned();
                match bound {
                    Bound::AtLeast(least) => {
                        t!(lang, "sc-test-at-least", item = title, points = exact(*least))
                    }
                    Bound::Below(bound) => t!(lang, "sc-test-below", item = title, points = exact(*bound)),
                }
            }
            Test::Count { of, at_least } => {
                let what = match of {
                    Tallied::Late => t!(lang, "score-late"),
                    Tallied::Missing => t!(lang, "score-missing"),
                    Tallied::Returned => t!(lang, "sc-tallied-returned"),
                };
                let n = *at_least;
                t!(lang, "sc-test-count", what = what, n = n)
            }
        }
    }

    /// 有“弄虚作假”的，等次定为不合格
    pub fn veto(&self, veto: &Veto) -> String {
        let (lang, when) = (self.lang, self.condition_title(&veto.when));
        match &veto.effect {
            Effect::Grade(id) => t!(lang, "sc-veto-grade", when = when, grade = self.grade_title(id)),
            Effect::GradeAtMost(id) => t!(lang, "sc-veto-at-most", when = when, grade = self.grade_title(id)),
            Effect::TotalAtMost(cap) => t!(lang, "sc-veto-total", when = when, total = exact(*cap)),
        }
    }

    fn grade_title(&self, id: &str) -> String {
        self.rules.grade(id).map_or(id, |grade| self.lang.pick(&grade.title)).to_owned()
    }

    /// What a grade takes: 总分90分以上，且……
    pub fn grade_rule(&self, grade: &Grade) -> String {
        let lang = self.lang;
        let named = |ids: &[String]| {
            ids.iter().map(|id| self.condition_title(id)).collect::<Vec<_>>().join(separator(lang))
        };
        let points = grade.at_least.map(|least| match least.is_zero() {
            true => t!(lang, "sc-grade-rest"),
            false => t!(lang, "sc-grade-from", points = exact(least)),
        });
        let requires = (!grade.requires.is_empty())
            .then(|| t!(lang, "sc-grade-requires", what = named(&grade.requires)));
        let forced =
            (!grade.if_any.is_empty()).then(|| t!(lang, "sc-grade-if-any", what = named(&grade.if_any)));
        self.join([points, requires, forced].into_iter().flatten())
    }
}
