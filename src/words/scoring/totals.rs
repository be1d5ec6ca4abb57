//! From lines to total, grade and rank, in words (合计、等次、位次).

use rust_decimal::Decimal;

use super::Told;
use super::numbers::exact;
use crate::domain::scoring::card::{Applies, ClassTotal};
use crate::domain::scoring::rules::{Effect, Grade, Veto};
use crate::words::{separator, t};

impl Told<'_> {
    pub(super) fn classes(&self) -> Vec<String> {
        let lang = self.words.lang;
        let weights: Decimal = self.card.classes.iter().map(|class| self.weight_of(class)).sum();
        let mut said: Vec<String> =
            self.card.classes.iter().map(|class| self.class(class, weights)).collect();
        let counted = |id: &str| self.card.classes.iter().any(|class| class.class.as_deref() == Some(id));
        let left = self.words.rules.classes.iter().filter(|class| !counted(&class.id));
        said.extend(left.map(|class| t!(lang, "sc-class-left", class = lang.pick(&class.title))));
        said
    }

    /// 共性指标：100 × 7 ÷ 10 × 60 ÷ 80 = 52.50
    fn class(&self, class: &ClassTotal, weights: Decimal) -> String {
        let lang = self.words.lang;
        let name = class.class.as_deref().map(|id| self.words.class(id).to_owned());
        let name = name.unwrap_or_else(|| t!(lang, "sc-items"));
        let (earned, full) = (self.words.points(class.earned), exact(class.full));
        let weight = self.weight_of(class);
        let share = match weight == weights {
            true => String::new(),
            false => format!(" × {} ÷ {}", exact(weight), exact(weights)),
        };
        let (all, points) = (exact(self.words.rules.full), self.words.points(class.points));
        let sum = format!("{all}{share} × {earned} ÷ {full} = {points}");
        t!(lang, "sc-class", class = name, earned = earned, full = full, sum = sum)
    }

    /// The group's own where it has one.
    fn weight_of(&self, class: &ClassTotal) -> Decimal {
        let (Some(id), rules) = (class.class.as_deref(), self.words.rules) else { return Decimal::ONE };
        let group = self.standing.group.as_deref().and_then(|group| rules.group(group));
        let own = group.and_then(|group| group.weights.iter().find(|(class, _)| class == id));
        let common = || rules.classes.iter().find(|class| class.id == id).map(|class| class.weight);
        own.map(|(_, weight)| *weight).or_else(common).unwrap_or_default()
    }

    pub(super) fn total(&self) -> Vec<String> {
        let (lang, rules, card) = (self.words.lang, self.words.rules, self.card);
        let mut said = vec![];
        let bonuses: Decimal =
            card.lines.iter().filter(|line| self.is_bonus(&line.item)).map(|line| line.points).sum();
        if bonuses > card.bonus {
            said.push(t!(
                lang,
                "sc-bonus-cap",
                sum = self.words.points(bonuses),
                cap = self.words.points(card.bonus)
            ));
        }
        let mut terms: Vec<String> =
            card.classes.iter().map(|class| self.words.points(class.points)).collect();
        if !card.bonus.is_zero() {
            terms.push(t!(lang, "sc-bonus", points = self.words.points(card.bonus)));
        }
        let uncapped = card.base + card.bonus;
        let sum = self.words.points(uncapped);
        let sum = if terms.len() > 1 { format!("{} = {sum}", terms.join(" + ")) } else { sum };
        said.push(t!(lang, "sc-total", sum = sum));
        if card.total < uncapped {
            said.push(t!(
                lang,
                "sc-total-capped",
                why = self.because(|effect| matches!(effect, Effect::TotalAtMost(_))),
                total = self.words.points(card.total)
            ));
        }
        if let (Some(scaled), Some(scale)) = (card.scaled, rules.scale) {
            let sum = format!(
                "{} × {} ÷ {} = {}",
                self.words.points(card.total),
                exact(scale),
                exact(rules.full),
                self.words.points(scaled)
            );
            said.push(t!(lang, "sc-scaled", full = exact(scale), sum = sum));
        }
        let waiting = card.lines.iter().filter(|line| line.applies == Applies::Waiting).count();
        if waiting > 0 {
            said.push(t!(lang, "sc-waiting-items", n = waiting));
        }
        said
    }

    fn is_bonus(&self, item: &str) -> bool {
        self.words.rules.item(item).is_some_and(|item| item.bonus)
    }

    pub(super) fn grade(&self) -> Vec<String> {
        let lang = self.words.lang;
        let held = self.card.conditions.iter().filter_map(|id| {
            let condition = self.words.rules.condition(id)?;
            let (title, test) = (lang.pick(&condition.title), self.words.test(&condition.test));
            let found = self.marks.iter().rev().find(|mark| mark.unit == self.unit.unit && mark.on == *id);
            let reason = found.map(|mark| {
                t!(lang, "sc-condition-by", reason = mark.reason.as_str(), by = mark.by.as_str())
            });
            let told = t!(lang, "sc-condition-holds", title = title, test = test);
            Some(format!("{told}{}", reason.unwrap_or_default()))
        });
        let mut said: Vec<String> = held.collect();
        said.extend(self.vetoes().map(|veto| self.words.veto(veto)));
        if let Some(grade) = self.card.grade.as_deref().and_then(|id| self.words.rules.grade(id)) {
            said.push(self.why_grade(grade));
        }
        said
    }

    /// Vetoes whose condition holds.
    fn vetoes(&self) -> impl Iterator<Item = &Veto> {
        self.words.rules.vetoes.iter().filter(|veto| self.card.conditions.contains(&veto.when))
    }

    fn because(&self, is: impl Fn(&Effect) -> bool) -> String {
        let names =
            self.vetoes().filter(|veto| is(&veto.effect)).map(|veto| self.words.condition_title(&veto.when));
        names.collect::<Vec<_>>().join(separator(self.words.lang))
    }

    fn why_grade(&self, grade: &Grade) -> String {
        let (lang, total) = (self.words.lang, self.words.points(self.card.total));
        let title = lang.pick(&grade.title);
        let holds = |id: &&String| self.card.conditions.contains(id);
        let forced: Vec<String> =
            grade.if_any.iter().filter(holds).map(|id| self.words.condition_title(id)).collect();
        let is_set = |effect: &Effect| match effect {
            Effect::Grade(id) | Effect::GradeAtMost(id) => *id == grade.id,
            Effect::TotalAtMost(_) => false,
        };
        let vetoed = self.because(is_set);
        let reached = grade.at_least.is_some_and(|least| self.card.total >= least);
        if !forced.is_empty() {
            return t!(lang, "sc-grade-because", grade = title, why = forced.join(separator(lang)));
        }
        if !vetoed.is_empty() {
            return t!(lang, "sc-grade-because", grade = title, why = vetoed);
        }
        let mut said = match grade.at_least.filter(|_| reached) {
            Some(least)
                if least.is_zero()
                    && let Some(missed) = self.missed(grade) =>
            {
                t!(lang, "sc-grade-below", grade = title, total = total, least = exact(missed))
            }
            Some(least) => t!(lang, "sc-grade", grade = title, total = total, least = exact(least)),
            None => t!(lang, "sc-grade-only", grade = title),
        };
        if let Some((better, lacking)) = self.held_back(grade) {
            said.push_str(&t!(lang, "sc-grade-not", grade = better, why = lacking));
        }
        said
    }

    /// What the next better grade takes, where the total is below it.
    fn missed(&self, grade: &Grade) -> Option<Decimal> {
        let better = self.words.rules.grades.iter().take_while(|each| each.id != grade.id);
        better.filter_map(|each| each.at_least).last().filter(|least| self.card.total < *least)
    }

    /// The best grade whose points were reached but not its conditions, and those.
    fn held_back(&self, grade: &Grade) -> Option<(String, String)> {
        let better = self.words.rules.grades.iter().take_while(|each| each.id != grade.id);
        let mut reached = better.filter(|each| each.at_least.is_some_and(|least| self.card.total >= least));
        let first = reached.next()?;
        let lacks = first.requires.iter().filter(|id| !self.card.conditions.contains(id));
        let lacks: Vec<String> = lacks.map(|id| self.words.condition_title(id)).collect();
        let title = self.words.lang.pick(&first.title).to_owned();
        (!lacks.is_empty()).then(|| (title, lacks.join(separator(self.words.lang))))
    }

    pub(super) fn rank(&self, ranked: usize) -> String {
        let lang = self.words.lang;
        let group = self.words.group(self.standing.group.as_deref());
        match self.standing.rank {
            Some(rank) => t!(lang, "sc-rank", group = group, n = ranked, rank = rank.to_string()),
            None => t!(lang, "sc-unranked", group = group),
        }
    }
}
