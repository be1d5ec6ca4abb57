//! Scores as workbooks: the ledger (台账) of all units, and one unit's scorecard (评分表), each with every point's cause.

use rust_decimal::Decimal;

use super::workbook::{Book, Cell, Column, Kind, Sheet};
use crate::domain::plan::Plan;
use crate::domain::scoring::{Inputs, Rules, Scorecard, Scores, Standing};
use crate::words::scoring::{ExplainedLine, Explanation, Wording, explain};
use crate::words::{Lang, t};

/// What a workbook is drawn from.
#[derive(Clone, Copy)]
pub struct Scored<'a> {
    pub lang: Lang,
    pub plan: &'a Plan,
    pub rules: &'a Rules,
    pub inputs: &'a Inputs,
    pub scores: &'a Scores,
}

/// A sheet for each group with its units by rank, and one with every cause.
pub fn ledger(scored: Scored<'_>) -> Book {
    let mut sheets: Vec<Sheet> =
        scored.groups().iter().filter_map(|group| scored.group(group.as_deref())).collect();
    let mut causes = scored.causes_sheet();
    for (standing, explanation) in scored.explained() {
        causes.rows.extend(scored.causes(standing, &explanation));
    }
    sheets.push(causes);
    scored.book(t!(scored.lang, "ledger-title", period = scored.words().span(&scored.inputs.span)), sheets)
}

/// The items with their sums, and every cause; `None` for a unit that has no card.
pub fn card(scored: Scored<'_>, standing: &Standing) -> Option<Book> {
    let explanation = scored.explain(standing)?;
    let card = standing.card.as_ref()?;
    let mut causes = scored.causes_sheet();
    causes.rows = scored.causes(standing, &explanation);
    let (unit, period) = (scored.name(standing), scored.words().span(&scored.inputs.span));
    let title = t!(scored.lang, "ledger-card-title", unit = unit, period = period);
    Some(scored.book(title.clone(), vec![scored.items(title, card, &explanation), causes]))
}

impl<'a> Scored<'a> {
    fn words(&self) -> Wording<'a> {
        Wording { lang: self.lang, plan: self.plan, rules: self.rules }
    }

    fn book(&self, title: String, sheets: Vec<Sheet>) -> Book {
        let at = self.inputs.as_of.in_zone(self.plan.zone);
        let author = self.rules.bulletin.as_ref().map_or(String::new(), |bulletin| bulletin.issuer.clone());
        Book { title, author, created: Some(time::PrimitiveDateTime::new(at.date(), at.time())), sheets }
    }

    /// As the unit was called then.
    fn name(&self, standing: &Standing) -> &'a str {
        let unit = self.inputs.unit(&standing.unit);
        unit.map_or("", |unit| self.lang.pick(&unit.name))
    }

    /// The rules' groups, and last of all those that stand in none.
    fn groups(&self) -> Vec<Option<String>> {
        let groups = self.rules.groups.iter().map(|group| Some(group.id.clone()));
        groups.chain(std::iter::once(None)).collect()
    }

    fn explain(&self, standing: &Standing) -> Option<Explanation> {
        let ranked = self.scores.ranked_in(standing.group.as_deref()).count();
        explain(self.lang, self.plan, self.rules, self.inputs, standing, ranked)
    }

    fn explained(&self) -> impl Iterator<Item = (&'a Standing, Explanation)> {
        self.scores.units.iter().filter_map(|standing| Some((standing, self.explain(standing)?)))
    }

    fn points(&self) -> Kind {
        Kind::Decimal(u8::try_from(self.rules.places).unwrap_or(2))
    }

    fn group(&self, group: Option<&str>) -> Option<Sheet> {
        let mut members: Vec<(&Standing, &Scorecard)> = self.scores.ranked_in(group).collect();
        members.sort_by_key(|(standing, _)| standing.rank);
        let name = self.words().group(group);
        let period = self.words().span(&self.inputs.span);
        let title = t!(self.lang, "ledger-group-title", group = name.as_str(), period = period);
        let rows: Vec<Vec<Cell>> =
            members.into_iter().map(|(standing, card)| self.row(standing, card)).collect();
        (!rows.is_empty()).then(|| Sheet { name, title, columns: self.columns(), frozen: 2, rows })
    }

    fn columns(&self) -> Vec<Column> {
        let (lang, points) = (self.lang, self.points());
        let column = |label: String, width: f64, kind: Kind| Column { label, width, kind };
        let mut columns = vec![
            column(t!(lang, "score-rank"), 6.0, Kind::Integer),
            column(t!(lang, "unit"), 24.0, Kind::Text),
            column(t!(lang, "score-total"), 10.0, points),
            column(t!(lang, "score-grade"), 10.0, Kind::Text),
        ];
        columns.extend(self.rules.scale.map(|_| column(t!(lang, "ledger-scaled"), 10.0, points)));
        let classes = self.rules.classes.iter();
        columns.extend(classes.map(|class| column(lang.pick(&class.title).to_owned(), 12.0, points)));
        columns.extend([
            column(t!(lang, "ledger-base"), 10.0, points),
            column(t!(lang, "ledger-bonus"), 8.0, points),
            column(t!(lang, "score-rate"), 12.0, Kind::Percent(1)),
            column(t!(lang, "score-due"), 8.0, Kind::Integer),
            column(t!(lang, "score-on-time"), 8.0, Kind::Integer),
            column(t!(lang, "score-late"), 8.0, Kind::Integer),
            column(t!(lang, "score-missing"), 8.0, Kind::Integer),
            column(t!(lang, "score-returned"), 10.0, Kind::Integer),
        ]);
        let items =
            self.rules.items.iter().map(|item| column(lang.pick(&item.title).to_owned(), 14.0, points));
        columns.extend(items);
        columns
    }

    fn row(&self, standing: &Standing, card: &Scorecard) -> Vec<Cell> {
        let tally = &card.tally;
        let grade = card.grade.as_ref().map(|id| self.words().grade(id).to_owned());
        let rate = tally.on_time_rate().map(|percent| percent / Decimal::ONE_HUNDRED);
        let mut row: Vec<Cell> = vec![
            standing.rank.map(Decimal::from).into(),
            self.name(standing).into(),
            card.total.into(),
            grade.into(),
        ];
        row.extend(self.rules.scale.map(|_| card.scaled.into()));
        // Left empty where nothing in the class applies.
        let class = |id: &str| card.classes.iter().find(|class| class.class.as_deref() == Some(id));
        let classes = self.rules.classes.iter();
        row.extend(classes.map(|each| Cell::from(class(&each.id).map(|class| class.points))));
        row.extend([card.base.into(), card.bonus.into(), rate.into()]);
        row.extend([tally.due, tally.on_time, tally.late, tally.missing, tally.returned].map(Cell::from));
        // Left empty where the item does not apply.
        let line = |id: &str| card.line(id).filter(|line| !line.full.is_zero()).map(|line| line.points);
        row.extend(self.rules.items.iter().map(|item| Cell::from(line(&item.id))));
        row
    }

    fn items(&self, title: String, card: &Scorecard, explanation: &Explanation) -> Sheet {
        let lang = self.lang;
        let column = |label: String, width: f64, kind: Kind| Column { label, width, kind };
        let columns = vec![
            column(t!(lang, "ledger-item"), 28.0, Kind::Text),
            column(t!(lang, "ledger-full"), 8.0, self.points()),
            column(t!(lang, "ledger-points"), 8.0, self.points()),
            column(t!(lang, "ledger-sum"), 60.0, Kind::Text),
            column(t!(lang, "ledger-basis"), 60.0, Kind::Text),
        ];
        let line = |explained: &ExplainedLine| -> Vec<Cell> {
            let line = card.line(&explained.item);
            let basis = self.rules.item(&explained.item).map(|item| lang.pick(&item.basis).to_owned());
            // Left empty where it does not apply, as in the ledger.
            let line = line.filter(|line| !line.full.is_zero());
            let (full, points) = (line.map(|line| line.full), line.map(|line| line.points));
            vec![
                explained.title.as_str().into(),
                full.into(),
                points.into(),
                explained.sums.join("\n").into(),
                basis.into(),
            ]
        };
        let mut rows: Vec<Vec<Cell>> = explanation.lines.iter().map(line).collect();
        let told =
            [&explanation.classes, &explanation.total, &explanation.grade].map(|lines| lines.join("\n"));
        let total = t!(lang, "score-total");
        rows.push(vec![
            total.into(),
            self.rules.full.into(),
            card.total.into(),
            told.join("\n").into(),
            Cell::Empty,
        ]);
        Sheet { name: t!(lang, "ledger-card"), title, columns, frozen: 1, rows }
    }

    fn causes_sheet(&self) -> Sheet {
        let lang = self.lang;
        let text = |label: String, width: f64| Column { label, width, kind: Kind::Text };
        let columns = vec![
            text(t!(lang, "unit"), 24.0),
            text(t!(lang, "ledger-item"), 28.0),
            text(t!(lang, "ledger-what"), 44.0),
            text(t!(lang, "score-cause"), 40.0),
            Column { label: t!(lang, "ledger-points-moved"), width: 10.0, kind: self.points() },
        ];
        let name = t!(lang, "ledger-causes");
        Sheet { title: name.clone(), name, columns, frozen: 1, rows: vec![] }
    }

    fn causes(&self, standing: &Standing, explanation: &Explanation) -> Vec<Vec<Cell>> {
        let mut rows = Vec::new();
        for explained in &explanation.lines {
            let line = standing.card.as_ref().and_then(|card| card.line(&explained.item));
            let points = line.into_iter().flat_map(|line| line.causes.iter().map(|cause| cause.points));
            for (cause, points) in explained.causes.iter().zip(points) {
                rows.push(vec![
                    self.name(standing).into(),
                    explained.title.as_str().into(),
                    cause.what.as_str().into(),
                    cause.why.as_str().into(),
                    points.into(),
                ]);
            }
        }
        rows
    }
}
