//! What a bulletin (通报) says before anybody edits it: drawn from a published edition, in the order that real ones follow:
//! the whole, the groups, who is praised, who is criticised, what is asked of all.

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Lang, span_days, t};
use crate::domain::edition::Snapshot;
use crate::domain::plan::{Plan, Words};
use crate::domain::prose::{Prose, Section};
use crate::domain::scoring::card::Tally;
use crate::domain::scoring::rules::Group;
use crate::domain::scoring::{Scorecard, Scores, Span, Standing};

/// Official texts are Chinese, whatever language a page is in.
const LANG: Lang = Lang::Zh;
/// Whoever has one of these ranks is named as first in the group, unless so many share one that it says nothing.
const FIRST: usize = 3;
const NAMED: usize = 5;

/// The draft; `before` are the scores of the period before it.
pub fn prose(plan: &Plan, edition: &Snapshot, before: Option<&Scores>) -> Prose {
    let told = Told { plan, edition, before };
    let sections = [told.whole(), told.groups(), told.praised(), told.criticised(), told.asked()];
    let bulletin = edition.rules.bulletin.as_ref();
    Prose {
        title: told.title(),
        opening: told.opening(),
        sections: sections.into_iter().flatten().collect(),
        closing: String::new(),
        contact: bulletin.and_then(|bulletin| bulletin.contact.clone()).unwrap_or_default(),
    }
}

/// 2026年上半年; 2026年第3期（2月16日至4月15日）
pub fn span_name(span: &Span) -> String {
    let (year, number) = (span.from.year().to_string(), span.number.to_string());
    match (span.of, span.number) {
        (1, _) => t!(LANG, "bulletin-span-year", year = year),
        (2, 1) => t!(LANG, "bulletin-span-first-half", year = year),
        (2, _) => t!(LANG, "bulletin-span-second-half", year = year),
        (4, _) => t!(LANG, "bulletin-span-quarter", year = year, number = number),
        (12, _) => t!(LANG, "bulletin-span-month", year = year, number = number),
        _ => t!(LANG, "bulletin-span-other", year = year, number = number, days = days(span)),
    }
}

fn days(span: &Span) -> String {
    span_days(LANG, span, span.from)
}

struct Told<'a> {
    plan: &'a Plan,
    edition: &'a Snapshot,
    before: Option<&'a Scores>,
}

impl<'a> Told<'a> {
    fn section(heading: String, text: String) -> Option<Section> {
        (!text.is_empty()).then_some(Section { heading, text })
    }

    fn ranked(&self) -> impl Iterator<Item = (&'a Standing, &'a Scorecard)> {
        self.edition.scores.units.iter().filter_map(|standing| Some((standing, standing.card.as_ref()?)))
    }

    /// As it was called when the edition was published.
    fn name(&self, standing: &Standing) -> &'a str {
        let unit = self.edition.inputs.unit(&standing.unit);
        unit.map_or("", |unit| LANG.pick(&unit.name))
    }

    /// 关于2026年上半年社会信用体系建设工作考核情况的通报: of what the plan is an implementation plan for.
    fn title(&self) -> String {
        let (plan, period) = (self.plan_title(), span_name(&self.edition.inputs.span));
        let work = plan.trim_end_matches("实施方案").trim_end_matches("工作");
        t!(LANG, "bulletin-title", period = period, work = work)
    }

    fn opening(&self) -> String {
        let rules = &self.edition.rules;
        let issuer = rules.bulletin.as_ref().map_or("", |bulletin| bulletin.issuer.as_str());
        let (plan, version) = (self.plan_title(), rules.version.to_string());
        let days = days(&self.edition.inputs.span);
        t!(LANG, "bulletin-opening", plan = plan, version = version, issuer = issuer, days = days)
    }

    fn plan_title(&self) -> &'a str {
        LANG.pick(&self.plan.title)
    }

    fn whole(&self) -> Option<Section> {
        let tally = self.ranked().fold(Tally::default(), |sum, (_, card)| add(&sum, &card.tally));
        let rate = tally.on_time_rate().map_or(String::new(), |rate| format!("{rate:.1}"));
        let (due, on_time) = (tally.due.to_string(), tally.on_time.to_string());
        let (late, missing, returned) =
            (tally.late.to_string(), tally.missing.to_string(), tally.returned.to_string());
        let mut lines = Vec::new();
        if tally.due > 0 {
            lines.push(t!(
                LANG,
                "bulletin-reports",
                due = due,
                on_time = on_time,
                rate = rate,
                late = late,
                missing = missing,
                returned = returned
            ));
        }
        lines.extend(self.totals());
        lines.extend(self.unranked());
        Self::section(t!(LANG, "bulletin-whole"), lines.join("\n"))
    }

    fn totals(&self) -> Option<String> {
        let totals: Vec<Decimal> = self.ranked().map(|(_, card)| card.total).collect();
        let (best, worst) = (totals.iter().max()?, totals.iter().min()?);
        let count = totals.len().to_string();
        let mean = mean(&totals)?;
        let (mean, best, worst) = (self.points(mean), self.points(*best), self.points(*worst));
        let mut said = t!(LANG, "bulletin-totals", count = count, mean = mean, best = best, worst = worst);
        said.push_str(&self.by_grade());
        said.push_str(&self.moved());
        Some(said)
    }

    /// 其中优秀3个、良好10个。
    fn by_grade(&self) -> String {
        let counted = self.edition.rules.grades.iter().filter_map(|grade| {
            let count = self.ranked().filter(|(_, card)| card.grade.as_ref() == Some(&grade.id)).count();
            let (title, count_text) = (LANG.pick(&grade.title), count.to_string());
            (count > 0).then(|| t!(LANG, "bulletin-grade", title = title, count = count_text))
        });
        let counted: Vec<String> = counted.collect();
        if counted.is_empty() {
            String::new()
        } else {
            t!(LANG, "bulletin-grades", grades = counted.join("、"))
        }
    }

    /// How the mean stands to that of the period before.
    fn moved(&self) -> String {
        let totals =
            |scores: &Scores| mean(&scores.units.iter().filter_map(Standing::total).collect::<Vec<_>>());
        let Some((before, now)) = self.before.and_then(totals).zip(totals(&self.edition.scores)) else {
            return String::new();
        };
        let points = self.points((now - before).abs());
        match now.cmp(&before) {
            std::cmp::Ordering::Greater => t!(LANG, "bulletin-up", points = points),
            std::cmp::Ordering::Less => t!(LANG, "bulletin-down", points = points),
            std::cmp::Ordering::Equal => t!(LANG, "bulletin-level"),
        }
    }

    fn unranked(&self) -> Option<String> {
        let standings = self.edition.scores.units.iter();
        let names: Vec<&str> =
            standings.filter(|each| each.card.is_none()).map(|each| self.name(each)).collect();
        (!names.is_empty())
            .then(|| t!(LANG, "bulletin-unranked", names = names.join("、"), count = names.len()))
    }

    /// A part for each group, where units are ranked apart.
    fn groups(&self) -> Option<Section> {
        let parts: Vec<String> =
            groups(self.edition).into_iter().filter_map(|group| self.group(group)).collect();
        Self::section(t!(LANG, "bulletin-groups"), parts.join("\n"))
    }

    fn group(&self, group: Option<&Group>) -> Option<String> {
        let mut members = members(self.edition, group);
        members.sort_by_key(|(standing, _)| standing.rank);
        let totals: Vec<Decimal> = members.iter().map(|(_, card)| card.total).collect();
        let mean = self.points(mean(&totals)?);
        let first = |up_to: usize| {
            members.iter().take_while(move |(standing, _)| standing.rank.is_some_and(|rank| rank <= up_to))
        };
        let up_to = (1..=FIRST).rev().find(|rank| first(*rank).count() <= NAMED).unwrap_or(0);
        let named: Vec<String> = first(up_to).map(|(standing, card)| self.scored(standing, card)).collect();
        let (title, count) = (group_title(self.edition, group), members.len().to_string());
        let mut said = t!(LANG, "bulletin-group", count = count, mean = mean);
        if !named.is_empty() {
            said.push_str(&t!(LANG, "bulletin-group-first", first = named.join("、")));
        }
        Some(if self.edition.rules.groups.is_empty() { said } else { format!("#{title}\n{said}") })
    }

    /// 区科技局（98.50分）
    fn scored(&self, standing: &Standing, card: &Scorecard) -> String {
        let points = self.points(card.total);
        t!(LANG, "bulletin-scored", unit = self.name(standing), points = points)
    }

    /// Those of the best grade; without grades, the first of each group.
    fn praised(&self) -> Option<Section> {
        let best = self.edition.rules.grades.first().map(|grade| &grade.id);
        let is_praised = |(standing, card): &(&Standing, &Scorecard)| match best {
            Some(best) => card.grade.as_ref() == Some(best),
            None => standing.rank == Some(1),
        };
        let names: Vec<&str> =
            self.ranked().filter(is_praised).map(|(standing, _)| self.name(standing)).collect();
        let count = names.len();
        let said =
            (!names.is_empty()).then(|| t!(LANG, "bulletin-praise", names = names.join("、"), count = count));
        Self::section(t!(LANG, "bulletin-praised"), said?)
    }

    /// Those of the worst grade that there is, each with what it lacks; nobody where there are no grades to go by.
    fn criticised(&self) -> Option<Section> {
        let worst = &self.edition.rules.grades.last().filter(|_| self.edition.rules.grades.len() > 1)?.id;
        let mut last: Vec<_> = self.ranked().filter(|(_, card)| card.grade.as_ref() == Some(worst)).collect();
        last.sort_by_key(|(_, card)| std::cmp::Reverse(card.total));
        let points: Vec<String> =
            last.into_iter().map(|(standing, card)| format!("-{}", self.lacking(standing, card))).collect();
        let opening = (!points.is_empty()).then(|| t!(LANG, "bulletin-criticism", count = points.len()))?;
        Self::section(t!(LANG, "bulletin-criticised"), format!("{opening}\n{}", points.join("\n")))
    }

    fn lacking(&self, standing: &Standing, card: &Scorecard) -> String {
        let (unit, points) = (self.name(standing), self.points(card.total));
        let (missing, late) = (card.tally.missing, card.tally.late);
        let said = t!(LANG, "bulletin-lacking", unit = unit, points = points);
        let missing =
            (missing > 0).then(|| t!(LANG, "bulletin-lacking-missing", count = missing.to_string()));
        let late = (late > 0).then(|| t!(LANG, "bulletin-lacking-late", count = late.to_string()));
        let parts: Vec<String> = [Some(said), missing, late].into_iter().flatten().collect();
        format!("{}。", parts.join("，"))
    }

    fn asked(&self) -> Option<Section> {
        let lines =
            [t!(LANG, "bulletin-ask-mend"), t!(LANG, "bulletin-ask-time"), t!(LANG, "bulletin-ask-quality")];
        Self::section(t!(LANG, "bulletin-asked"), lines.join("\n"))
    }

    fn points(&self, points: Decimal) -> String {
        let places = self.edition.rules.places;
        let rounded = points.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
        format!("{rounded:.*}", usize::try_from(places).unwrap_or(2))
    }
}

/// The rules' groups in order, and last the units that stand in none.
pub fn groups(edition: &Snapshot) -> Vec<Option<&Group>> {
    edition.rules.groups.iter().map(Some).chain(std::iter::once(None)).collect()
}

/// The ranked units of a group, in protocol order.
pub fn members<'a>(edition: &'a Snapshot, group: Option<&Group>) -> Vec<(&'a Standing, &'a Scorecard)> {
    edition.scores.ranked_in(group.map(|group| group.id.as_str())).collect()
}

pub fn group_title(edition: &Snapshot, group: Option<&Group>) -> String {
    match group {
        Some(group) => LANG.pick(&group.title).to_owned(),
        None if edition.rules.groups.is_empty() => t!(LANG, "bulletin-all-units"),
        None => t!(LANG, "bulletin-other-units"),
    }
}

/// The grade's title, empty where there is none.
pub fn grade_title(edition: &Snapshot, card: &Scorecard) -> String {
    let grade = card.grade.as_ref().and_then(|id| edition.rules.grade(id));
    grade.map_or(String::new(), |grade| LANG.pick(&grade.title as &Words).to_owned())
}

fn mean(points: &[Decimal]) -> Option<Decimal> {
    points.iter().sum::<Decimal>().checked_div(Decimal::from(points.len()))
}

fn add(one: &Tally, other: &Tally) -> Tally {
    Tally {
        due: one.due + other.due,
        on_time: one.on_time + other.on_time,
        late: one.late + other.late,
        missing: one.missing + other.missing,
        returned: one.returned + other.returned,
    }
}
