//! All units by their points, each group apart, and those that are not ranked with the reason.

use std::collections::HashSet;

use maud::{Markup, html};
use serde::Deserialize;

use super::load::Loaded;
use super::periods::{Series, card_path, compare_path, path};
use super::{changes, charts, frame};
use crate::domain::access::{Action, Subject};
use crate::domain::ids::UnitId;
use crate::domain::scoring::{Scorecard, Standing};
use crate::web::components::{Head, Order, empty, head_row, scroll, unit_name};
use crate::web::layout;
use crate::web::visit::Visit;
use crate::words::scoring::{Wording, exact, points, rate};
use crate::words::{Lang, t};

/// How the tables are sorted: by rank unless something else is asked for.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Shown {
    #[serde(default)]
    sort: Column,
    #[serde(default)]
    order: Way,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Column {
    #[default]
    Rank,
    Unit,
    Rate,
    Due,
    Ontime,
    Late,
    Missing,
    Returned,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Way {
    #[default]
    Up,
    Down,
}

/// The page, while it is put together.
struct Page<'a> {
    visit: &'a Visit,
    series: &'a Series,
    loaded: &'a Loaded,
    earlier: Option<&'a Loaded>,
    words: Wording<'a>,
    shown: Shown,
}

pub fn view(
    visit: &Visit,
    series: &Series,
    loaded: &Loaded,
    earlier: Option<&Loaded>,
    shown: Shown,
) -> Markup {
    let lang = visit.lang;
    let words = Wording { lang, plan: visit.plan(), rules: &loaded.rules };
    let page = Page { visit, series, loaded, earlier, words, shown };
    let heading = t!(lang, "sc-ranking", period = words.span(series.span()));
    let groups = page.groups();
    layout::page(
        visit,
        &heading,
        html! {
            h1 { (heading) " " span .muted { (words.days(series.span())) } }
            (frame::choice(visit, series, Some(series.span()), path))
            (frame::state(visit, loaded))
            (page.waiting())
            @if groups.is_empty() { (empty(&t!(lang, "sc-empty", from = words.days(series.span())))) }
            @else {
                p .buttons.on-screen {
                    @if series.spans.len() > 1 { a .button href=(compare_path(series.span())) { (t!(lang, "sc-compare")) } }
                    @if visit.may(Action::SeeAllScores, Subject::Any) {
                        a .button href={ (path(series.span())) "/ledger.xlsx" } download hx-boost="false" { (t!(lang, "ledger-download")) }
                    }
                }
                @for (group, standings) in &groups { (page.group(group.as_deref(), standings)) }
                (charts::grades(lang, loaded))
            }
            (page.rest())
        },
    )
}

type Ranked<'a> = (usize, &'a Standing, &'a Scorecard);

impl<'a> Page<'a> {
    /// Groups with somebody in them, in the rules' order, those in none last; each best first, equal ones in protocol order.
    fn groups(&self) -> Vec<(Option<String>, Vec<Ranked<'a>>)> {
        let ids = self.loaded.rules.groups.iter().map(|group| Some(group.id.clone())).chain([None]);
        ids.map(|id| {
            let of = self.loaded.scores.units.iter().filter(|standing| standing.group == id);
            let mut ranked: Vec<Ranked<'_>> =
                of.filter_map(|standing| Some((standing.rank?, standing, standing.card.as_ref()?))).collect();
            ranked.sort_by_key(|(rank, ..)| *rank);
            (id, ranked)
        })
        .filter(|(_, ranked)| !ranked.is_empty())
        .collect()
    }

    /// How much the scoring office has still to judge.
    fn waiting(&self) -> Markup {
        let cards = self.loaded.scores.units.iter().filter_map(|standing| standing.card.as_ref());
        let waiting: Vec<usize> =
            cards.map(|card| card.waiting().count()).filter(|count| *count > 0).collect();
        let (items, units) = (waiting.iter().sum::<usize>(), waiting.len());
        html! { @if items > 0 { p .notice { (t!(self.visit.lang, "sc-items-waiting", items = items, units = units)) } } }
    }

    fn group(&self, group: Option<&str>, ranked: &[Ranked<'_>]) -> Markup {
        let lang = self.visit.lang;
        let name = self.words.group(group);
        let mut rows: Vec<&Ranked<'_>> = ranked.iter().collect();
        self.sort(&mut rows);
        let caption = t!(
            lang,
            "sc-caption",
            group = name.as_str(),
            n = ranked.len(),
            full = exact(self.loaded.rules.full)
        );
        html! {
            section .group id={ "group-" (group.unwrap_or("rest")) } {
                @if !self.loaded.rules.groups.is_empty() { h2 { (name) } }
                (scroll(&caption, html! { table .scores {
                    caption { (caption) }
                    (head_row(lang, &self.heads(group.unwrap_or("rest"))))
                    tbody { @for row in rows { (self.row(row)) } }
                } }))
                (charts::distribution(lang, &self.words, &name, ranked))
            }
        }
    }

    /// Equal ones stay in the order of their rank.
    fn sort(&self, rows: &mut [&Ranked<'_>]) {
        let plan = self.visit.plan();
        match self.shown.sort {
            Column::Rank => {}
            Column::Unit => rows.sort_by_key(|(_, standing, _)| plan.position(&standing.unit)),
            Column::Rate => rows.sort_by_key(|(.., card)| card.tally.on_time_rate()),
            Column::Due => rows.sort_by_key(|(.., card)| card.tally.due),
            Column::Ontime => rows.sort_by_key(|(.., card)| card.tally.on_time),
            Column::Late => rows.sort_by_key(|(.., card)| card.tally.late),
            Column::Missing => rows.sort_by_key(|(.., card)| card.tally.missing),
            Column::Returned => rows.sort_by_key(|(.., card)| card.tally.returned),
        }
        if self.shown.order == Way::Down {
            rows.reverse();
        }
    }

    fn heads(&self, group: &str) -> Vec<Head> {
        let lang = self.visit.lang;
        let number = |label, column, name| self.sorted(group, Head::number(label), column, name, Way::Down);
        let mut heads = vec![
            self.sorted(group, Head::number(t!(lang, "score-rank")), Column::Rank, "rank", Way::Up),
            self.sorted(group, Head::new(t!(lang, "unit")), Column::Unit, "unit", Way::Up),
            Head::number(t!(lang, "score-total")),
        ];
        heads.extend(self.earlier.map(|_| Head::new(t!(lang, "sc-moved"))));
        heads.push(Head::new(t!(lang, "score-grade")));
        heads.extend(
            self.loaded.rules.scale.map(|scale| Head::number(t!(lang, "sc-scaled-to", full = exact(scale)))),
        );
        heads.extend(
            self.loaded.rules.classes.iter().map(|class| Head::number(lang.pick(&class.title).to_owned())),
        );
        heads.extend(self.has_bonus().then(|| Head::number(t!(lang, "ledger-bonus"))));
        heads.extend([
            number(t!(lang, "score-rate"), Column::Rate, "rate"),
            number(t!(lang, "score-due"), Column::Due, "due"),
            number(t!(lang, "score-on-time"), Column::Ontime, "ontime"),
            number(t!(lang, "score-late"), Column::Late, "late"),
            number(t!(lang, "score-missing"), Column::Missing, "missing"),
            number(t!(lang, "score-returned"), Column::Returned, "returned"),
        ]);
        heads
    }

    /// The first click shows what is most telling: the most of a number, the first of a name.
    fn sorted(&self, group: &str, head: Head, column: Column, name: &str, first: Way) -> Head {
        let is_here = self.shown.sort == column;
        let way = match (is_here, self.shown.order) {
            (true, Way::Up) => Way::Down,
            (true, Way::Down) => Way::Up,
            (false, _) => first,
        };
        let order = if way == Way::Down { "down" } else { "up" };
        let now = if self.shown.order == Way::Down { Order::Descending } else { Order::Ascending };
        let href = format!("{}?sort={name}&order={order}", path(self.series.span()));
        head.sorts(format!("{group}-{name}"), href, is_here.then_some(now))
    }

    fn row(&self, (rank, standing, card): &Ranked<'_>) -> Markup {
        let (lang, rules) = (self.visit.lang, &self.loaded.rules);
        let waits = card.waiting().count();
        html! {
            tr {
                td .number { (rank) }
                th scope="row" { a href=(card_path(self.series.span(), &standing.unit)) { (self.name(&standing.unit)) } }
                td .number { strong { (points(rules, card.total)) } @if waits > 0 { " " span .mark title=(t!(lang, "sc-waiting-items", n = waits)) { (t!(lang, "sc-waits")) } } }
                @if let Some(earlier) = self.earlier { td { (changes::moved(lang, rules, earlier.standing(&standing.unit), standing)) } }
                td { @if let Some(grade) = &card.grade { (self.words.grade(grade)) } }
                @if rules.scale.is_some() { td .number { (card.scaled.map(|scaled| points(rules, scaled)).unwrap_or_default()) } }
                @for class in &rules.classes { td .number { (self.class(card, &class.id)) } }
                @if self.has_bonus() { td .number { (points(rules, card.bonus)) } }
                td .number { (rate(&card.tally)) }
                td .number { (card.tally.due) }
                td .number { (card.tally.on_time) }
                td .number { (card.tally.late) }
                td .number { (card.tally.missing) }
                td .number { (card.tally.returned) }
            }
        }
    }

    /// Whether classes alone do not make the total.
    fn has_bonus(&self) -> bool {
        self.loaded.rules.items.iter().any(|item| item.bonus)
    }

    fn class(&self, card: &Scorecard, id: &str) -> String {
        let class = card.classes.iter().find(|class| class.class.as_deref() == Some(id));
        class.map_or_else(|| "–".to_owned(), |class| points(&self.loaded.rules, class.points))
    }

    fn name(&self, unit: &UnitId) -> String {
        unit_name(self.visit.lang, self.visit.plan(), unit).to_owned()
    }

    /// Units of which there is nothing to score.
    fn rest(&self) -> Markup {
        let (lang, plan) = (self.visit.lang, self.visit.plan());
        let owed = plan.duties().filter(|place| place.duty.due.is_dated() && !place.duty.owed.is_voluntary());
        let owing: HashSet<&UnitId> = owed.flat_map(|place| place.duty.owed.owners()).collect();
        let left: Vec<&Standing> =
            self.loaded.scores.units.iter().filter(|standing| standing.rank.is_none()).collect();
        html! { @if !left.is_empty() {
            h2 { (t!(lang, "scores-unranked")) }
            (scroll(&t!(lang, "scores-unranked"), html! { table .unranked {
                thead { tr { th scope="col" { (t!(lang, "unit")) } th scope="col" { (t!(lang, "sc-group")) } th scope="col" { (t!(lang, "score-cause")) } } }
                tbody { @for standing in left { tr {
                    th scope="row" { a href=(card_path(self.series.span(), &standing.unit)) { (self.name(&standing.unit)) } }
                    td { (self.words.group(standing.group.as_deref())) }
                    td { (reason(lang, owing.contains(&standing.unit))) }
                } } }
            } }))
        } }
    }
}

fn reason(lang: Lang, owes: bool) -> String {
    if owes { t!(lang, "sc-nothing-due-in-period") } else { t!(lang, "score-owes-nothing") }
}
