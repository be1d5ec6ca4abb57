//! How an item's points come about: each kind with the fields that it needs.

use rust_decimal::Decimal;

use super::{Reader, duties};
use crate::domain::ids::FigureId;
use crate::domain::indicator;
use crate::domain::plan::Words;
use crate::domain::scoring::rules::{Charge, Event, Kind, Level, Measure, Share, Step};
use crate::plan_files::at::At;
use crate::plan_files::names::{id, words};
use crate::plan_files::problem::say;
use crate::plan_files::raw::{
    EventName, EventTable, ItemTable, KindName, LevelTable, MeasureTable, ShareName, StepPointsTable,
};

impl Reader<'_> {
    pub(super) fn kind(&mut self, table: &ItemTable) -> Option<Kind> {
        self.fields(table);
        match *table.kind {
            KindName::Deduct => {
                let events = self.events(table)?;
                Some(Kind::Deduct { events, floor: self.optional(table.floor.as_ref()).unwrap_or_default() })
            }
            KindName::Accrue => Some(Kind::Accrue { events: self.events(table)? }),
            KindName::Ratio => {
                let (of, target) = self.measure(table.measure.as_ref()?)?;
                Some(Kind::Ratio { of, target: self.optional(table.target.as_ref()).or(target) })
            }
            KindName::Steps => {
                let (of, _) = self.measure(table.measure.as_ref()?)?;
                Some(Kind::Steps { of, steps: self.steps(table.steps.as_ref()?) })
            }
            KindName::Gate => {
                let (of, target) = self.measure(table.measure.as_ref()?)?;
                let at_least = self.optional(table.at_least.as_ref()).or(target);
                Some(Kind::Gate { of, at_least: self.needed(table, "at_least", at_least)? })
            }
            KindName::Rank => {
                let (of, _) = self.measure(table.measure.as_ref()?)?;
                Some(Kind::Rank { of, points: self.by_rank(table.by_rank.as_ref()?) })
            }
            KindName::Judged => Some(Kind::Judged { otherwise: self.optional(table.otherwise.as_ref()) }),
            KindName::Awards => Some(Kind::Awards { levels: self.levels(table.levels.as_ref()?) }),
        }
    }

    /// What the kind needs is there, and nothing that it has no use for.
    fn fields(&mut self, table: &ItemTable) {
        let written = [
            ("events", table.events.as_ref().map(At::span)),
            ("floor", table.floor.as_ref().map(At::span)),
            ("measure", table.measure.as_ref().map(At::span)),
            ("target", table.target.as_ref().map(At::span)),
            ("steps", table.steps.as_ref().map(At::span)),
            ("at_least", table.at_least.as_ref().map(At::span)),
            ("by_rank", table.by_rank.as_ref().map(At::span)),
            ("otherwise", table.otherwise.as_ref().map(At::span)),
            ("levels", table.levels.as_ref().map(At::span)),
        ];
        let (needs, takes): (&[&str], &[&str]) = match *table.kind {
            KindName::Deduct => (&["events"], &["floor"]),
            KindName::Accrue => (&["events"], &[]),
            KindName::Ratio => (&["measure"], &["target"]),
            KindName::Steps => (&["measure", "steps"], &[]),
            KindName::Gate => (&["measure"], &["at_least"]),
            KindName::Rank => (&["measure", "by_rank"], &[]),
            KindName::Judged => (&[], &["otherwise"]),
            KindName::Awards => (&["levels"], &[]),
        };
        let kind = name_of(*table.kind);
        for (field, span) in written {
            match span {
                None if needs.contains(&field) => {
                    self.needed::<()>(table, field, None);
                }
                Some(span) if !needs.contains(&field) && !takes.contains(&field) => {
                    self.problems
                        .error(
                            self.file,
                            span,
                            say!("算法 {kind} 用不到 {field}", "the kind {kind} has no use for `{field}`"),
                        )
                        .help(say!("请去掉它，或改 kind", "remove it, or change `kind`"));
                }
                _ => {}
            }
        }
    }

    fn needed<T>(&mut self, table: &ItemTable, field: &str, value: Option<T>) -> Option<T> {
        if value.is_none() {
            let kind = name_of(*table.kind);
            self.problems
                .error(
                    self.file,
                    table.kind.span(),
                    say!("算法 {kind} 缺少 {field}", "the kind {kind} needs `{field}`"),
                )
                .help(say!("请补写 {field}，写法见 README", "write `{field}`; the README tells how"));
        }
        value
    }

    fn events(&mut self, table: &ItemTable) -> Option<Vec<Charge>> {
        let events = table.events.as_ref()?.iter().filter_map(|event| self.event(event)).collect();
        Some(events)
    }

    fn event(&mut self, table: &At<EventTable>) -> Option<Charge> {
        let points = self.decimal(&table.points);
        let on = match *table.on {
            EventName::Late => Event::Late,
            EventName::Missing => Event::Missing,
            EventName::Returned => Event::Returned,
            EventName::OnTime => Event::OnTime,
            EventName::Accepted => Event::Accepted,
            EventName::Figure => {
                let figure = self.part(table, "figure", table.figure.as_ref())?;
                Event::Figure(self.figure(figure)?)
            }
            EventName::Shortfall => {
                let part = self.part(table, "figure", table.figure.as_ref())?;
                let whole = self.part(table, "of", table.of.as_ref())?;
                Event::Shortfall { part: self.figure(part)?, whole: self.figure(whole)? }
            }
            EventName::Judged => {
                let id = self.part(table, "id", table.id.as_ref())?.to_string();
                let title = self.part(table, "title", table.title.as_ref())?;
                let title: Words = words(self.file, title, table.title_en.as_ref(), self.problems);
                let least = self.optional(table.least.as_ref()).unwrap_or_default();
                Event::Judged { id, title, least }
            }
        };
        Some(Charge { on, points: points? })
    }

    fn part<'t>(
        &mut self,
        table: &At<EventTable>,
        field: &str,
        value: Option<&'t At<String>>,
    ) -> Option<&'t At<String>> {
        if value.is_none() {
            self.problems
                .error(
                    self.file,
                    table.on.span(),
                    say!("这种情形缺少 {field}", "such an event needs `{field}`"),
                )
                .help(say!("请补写 {field}", "write `{field}`"));
        }
        value
    }

    /// A figure that some duty asks for.
    fn figure(&mut self, name: &At<String>) -> Option<FigureId> {
        let duties = duties(self.plan.projects);
        let figures = duties.values().flat_map(|(_, duty)| &duty.figures);
        let known: Vec<&str> = figures.map(|figure| figure.id.as_str()).collect();
        if self.plan.projects_whole && !self.known(name, ("数据", "figure"), &known) {
            return None;
        }
        id(self.file, name, self.problems)
    }

    /// With the target that an indicator brings along.
    fn measure(&mut self, table: &At<MeasureTable>) -> Option<(Measure, Option<Decimal>)> {
        match (&table.share, &table.figure, &table.ratio, &table.indicator) {
            (Some(share), None, None, None) => {
                let share = match **share {
                    ShareName::OnTime => Share::OnTime,
                    ShareName::Submitted => Share::Submitted,
                    ShareName::Accepted => Share::Accepted,
                };
                let measure = match &table.out_of {
                    Some(total) => Measure::Of { share, total: self.decimal(total)? },
                    None => Measure::Share(share),
                };
                Some((measure, None))
            }
            (None, Some(figure), None, None) => Some((Measure::Figure(self.figure(figure)?), None)),
            (None, None, Some(ratio), None) => {
                let [numerator, denominator] = &**ratio;
                let measure = Measure::Ratio {
                    numerator: self.figure(numerator)?,
                    denominator: self.figure(denominator)?,
                };
                Some((measure, None))
            }
            (None, None, None, Some(indicator)) => self.indicator(indicator),
            _ => {
                self.problems
                    .error(
                        self.file,
                        table.span(),
                        say!(
                            "measure 必须且只能写 share、figure、ratio、indicator 之一",
                            "a measure is exactly one of share, figure, ratio and indicator"
                        ),
                    )
                    .help(say!("请只保留其中一种写法", "keep exactly one of them"));
                None
            }
        }
    }

    fn indicator(&mut self, name: &At<String>) -> Option<(Measure, Option<Decimal>)> {
        let known: Vec<&str> = self.plan.indicators.iter().map(|indicator| indicator.id.as_str()).collect();
        self.known(name, ("指标", "indicator"), &known);
        let indicator =
            self.plan.indicators.iter().find(|indicator| indicator.id.as_str() == name.as_str())?;
        let measure = match indicator.measure.clone() {
            indicator::Measure::Ratio { numerator, denominator } => Measure::Ratio { numerator, denominator },
            indicator::Measure::Count { figure } => Measure::Figure(figure),
        };
        Some((measure, Some(indicator.target.at_least)))
    }

    fn steps(&mut self, tables: &At<Vec<StepPointsTable>>) -> Vec<Step> {
        let mut steps: Vec<Step> = Vec::new();
        for table in &**tables {
            let (at_least, points) = (self.decimal(&table.at_least), self.decimal(&table.points));
            let (Some(at_least), Some(points)) = (at_least, points) else { continue };
            if steps.last().is_some_and(|above| above.at_least <= at_least || above.points < points) {
                self.problems
                    .error(
                        self.file,
                        table.at_least.span(),
                        say!("分档没有从高到低排列", "the steps do not go from best to worst"),
                    )
                    .help(say!(
                        "at_least 应逐个变小，points 不应变大",
                        "each `at_least` must be smaller than the one before, and `points` no greater"
                    ));
            }
            steps.push(Step { at_least, points });
        }
        steps
    }

    fn by_rank(&mut self, list: &At<Vec<At<String>>>) -> Vec<Decimal> {
        let mut points: Vec<Decimal> = Vec::new();
        for text in &**list {
            let Some(each) = self.decimal(text) else { continue };
            if points.last().is_some_and(|above| *above < each) {
                self.problems
                    .error(self.file, text.span(), say!("后面的名次得分更多", "a later rank has more points"))
                    .help(say!(
                        "请从第一名写起，得分逐个变小",
                        "begin with the first rank, each with fewer points"
                    ));
            }
            points.push(each);
        }
        points
    }

    fn levels(&mut self, tables: &At<Vec<LevelTable>>) -> Vec<Level> {
        let mut levels = Vec::new();
        for table in &**tables {
            let title = words(self.file, &table.title, table.title_en.as_ref(), self.problems);
            let Some(points) = self.decimal(&table.points) else { continue };
            levels.push(Level { id: table.id.to_string(), title, points });
        }
        levels
    }
}

fn name_of(kind: KindName) -> &'static str {
    match kind {
        KindName::Deduct => "deduct",
        KindName::Accrue => "accrue",
        KindName::Ratio => "ratio",
        KindName::Steps => "steps",
        KindName::Gate => "gate",
        KindName::Rank => "rank",
        KindName::Judged => "judged",
        KindName::Awards => "awards",
    }
}
