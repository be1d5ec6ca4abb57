//! What only the whole file can show: parts that do not add up, units in two groups, rules that reward being late.

use std::collections::BTreeMap;
use std::ops::Range;

use rust_decimal::Decimal;

use super::Reader;
use crate::domain::ids::UnitId;
use crate::domain::scoring::rules::{Event, Group, Item, Kind, Measure, Rules, Share};
use crate::plan_files::problem::say;

impl Reader<'_> {
    pub(super) fn check(&mut self, rules: &Rules) {
        self.sums(rules);
        self.empty_classes(rules);
        self.overlaps(rules);
        for item in &rules.items {
            self.more_than_all(item);
            self.late_pays(item);
            self.idle_grace(item);
        }
    }

    fn span_of(&self, item: &Item) -> Range<usize> {
        let table = self.table.item.iter().find(|table| table.id.as_str() == item.id);
        table.map_or(0..0, |table| table.points.span())
    }

    /// Without classes the items of every group make the full score.
    fn sums(&mut self, rules: &Rules) {
        if !rules.classes.is_empty() || rules.items.len() != self.table.item.len() {
            return;
        }
        let sum_of = |group: Option<&Group>| -> Decimal {
            let items = rules.items.iter().filter(|item| !item.bonus && item.is_for(group));
            items.map(|item| item.points).sum()
        };
        // Units outside of every group have the items that are for all.
        let groups = rules.groups.iter().map(Some).chain(std::iter::once(None));
        let different: Option<(Option<&Group>, Decimal)> =
            groups.map(|group| (group, sum_of(group))).find(|(_, sum)| *sum != rules.full);
        let Some((group, sum)) = different else { return };
        let full = rules.full;
        let all_same = rules.items.iter().all(|item| item.groups.is_empty());
        let (zh, en) = match group.filter(|_| !all_same) {
            Some(group) => (format!("“{}”", group.title.zh), format!(" for `{}`", group.title.en)),
            None => (String::new(), String::new()),
        };
        self.problems
            .warn(
                self.file,
                self.table.full.span(),
                say!(
                    "{zh}各项分值合计{sum}，不等于满分{full}",
                    "the items{en} add up to {sum}, not to {full}"
                ),
            )
            .help(say!("请调整分值或满分", "change the points or `full`"));
    }

    fn empty_classes(&mut self, rules: &Rules) {
        for table in &self.table.class {
            let is_used = rules
                .items
                .iter()
                .any(|item| item.class.as_deref() == Some(table.id.as_str()) && !item.bonus);
            if !is_used {
                let given = table.id.as_str();
                self.problems
                    .warn(
                        self.file,
                        table.id.span(),
                        say!("板块“{given}”里没有评分项", "the class `{given}` has no items"),
                    )
                    .help(say!("它的权重由其他板块分担", "the other classes share its weight"));
            }
        }
    }

    fn overlaps(&mut self, rules: &Rules) {
        let mut seen: BTreeMap<&UnitId, &str> = BTreeMap::new();
        for (group, table) in rules.groups.iter().zip(&self.table.group) {
            for unit in &group.units {
                if let Some(first) = seen.insert(unit, &group.id) {
                    let second = group.id.as_str();
                    self.problems
                        .error(
                            self.file,
                            table.id.span(),
                            say!(
                                "单位“{unit}”同在“{first}”和“{second}”两组",
                                "the unit `{unit}` is in both `{first}` and `{second}`"
                            ),
                        )
                        .help(say!("一个单位只能在一组排名", "a unit is ranked in one group only"));
                }
            }
        }
    }

    fn more_than_all(&mut self, item: &Item) {
        let most = match &item.kind {
            Kind::Steps { steps, .. } => steps.iter().map(|step| step.points).max(),
            Kind::Rank { points, .. } => points.iter().copied().max(),
            Kind::Judged { otherwise } => *otherwise,
            Kind::Deduct { floor, .. } => Some(*floor),
            _ => None,
        };
        if let Some(most) = most.filter(|most| *most > item.points) {
            let (given, points) = (item.id.as_str(), item.points);
            let span = self.span_of(item);
            self.problems
                .error(
                    self.file,
                    span,
                    say!(
                        "评分项“{given}”可得{most}分，多于分值{points}",
                        "the item `{given}` gives up to {most}, more than its {points} points"
                    ),
                )
                .help(say!("请更正分值", "correct the points"));
        }
    }

    /// A unit that sends nothing must not be better off than one that sends late.
    fn late_pays(&mut self, item: &Item) {
        let Kind::Deduct { events, .. } = &item.kind else { return };
        let cost = |is: fn(&Event) -> bool| -> Decimal {
            events.iter().filter(|charge| is(&charge.on)).map(|charge| charge.points).sum()
        };
        let (late, missing) = (cost(|on| matches!(on, Event::Late)), cost(|on| matches!(on, Event::Missing)));
        if late > missing {
            let span = self.span_of(item);
            self.problems
                .warn(
                    self.file,
                    span,
                    say!(
                        "未报扣{missing}分，少于迟报的{late}分",
                        "missing costs {missing}, less than being late, {late}"
                    ),
                )
                .help(say!(
                    "不报的单位会比迟报的得分高，请核对",
                    "a unit that sends nothing would score better than one that is late"
                ));
        }
    }

    /// Grace moves the line between in time and late; where neither counts it would only hide what is missing.
    fn idle_grace(&mut self, item: &Item) {
        let is_of_time = match item.measure() {
            Some(Measure::Share(share) | Measure::Of { share, .. }) => *share == Share::OnTime,
            Some(_) => false,
            None => item.charges().iter().any(|charge| matches!(charge.on, Event::Late | Event::OnTime)),
        };
        if item.grace > 0 && !is_of_time {
            let span = self.span_of(item);
            self.problems
                .error(
                    self.file,
                    span,
                    say!(
                        "宽限只用于按时和迟报",
                        "grace is about being in time or late, and this item is not"
                    ),
                )
                .help(say!("请去掉 grace", "remove `grace`"));
        }
    }
}
