//! The bulletin of a published edition (考核通报): the prose that was edited, and the scores as its annexes.

use rust_decimal::Decimal;
use time::Date;

use super::bulletin::{Annex, Bulletin, Cell, Column, Part, Printed, Section};
use crate::domain::edition::Snapshot;
use crate::domain::prose::{self, Passage, Prose};
use crate::domain::scoring::rules::Group;
use crate::domain::scoring::{Scorecard, Standing};
use crate::words::bulletin::{grade_title, group_title, groups, members};
use crate::words::{Lang, date, t};

/// Under which number and on which day; a draft has none yet.
#[derive(Debug, Clone, Copy)]
pub struct Head {
    pub year: i64,
    /// 0 in a draft, where a gap is left for it.
    pub number: i64,
    pub day: Date,
}

/// 绩效办发〔2026〕1号; a draft's has a gap.
pub fn number(edition: &Snapshot, head: Head) -> String {
    let mark = edition.rules.bulletin.as_ref().map_or("", |bulletin| bulletin.mark.as_str());
    let count = if head.number == 0 { "\u{3000}".to_owned() } else { head.number.to_string() };
    format!("{mark}〔{}〕{count}号", head.year)
}

/// As it stands on paper.
pub fn laid_out(edition: &Snapshot, prose: &Prose, head: Head) -> Bulletin {
    let rules = edition.rules.bulletin.as_ref();
    let issuer = rules.map_or(String::new(), |bulletin| bulletin.issuer.clone());
    let copies = rules.map(|bulletin| bulletin.copy_to.join("，")).filter(|copies| !copies.is_empty());
    let day = date(Lang::Zh, head.day, Date::MIN);
    Bulletin {
        number: number(edition, head),
        title: prose.title.clone(),
        addressee: rules.map(|bulletin| format!("{}：", bulletin.addressee)),
        opening: prose::lines(&prose.opening).map(str::to_owned).collect(),
        sections: prose.sections.iter().map(section).collect(),
        closing: prose::lines(&prose.closing).map(str::to_owned).collect(),
        signature: issuer.clone(),
        contact: Some(prose.contact.clone()).filter(|contact| !contact.is_empty()),
        annexes: groups(edition).into_iter().filter_map(|group| annex(edition, group)).collect(),
        copies: copies.map(|to| t!(Lang::Zh, "supervision-copies", to = to)),
        printed: Some(Printed { office: issuer.clone(), day: day.clone() }),
        issuer,
        day,
    }
}

fn section(section: &prose::Section) -> Section {
    let mut parts: Vec<Part> = Vec::new();
    for passage in section.passages() {
        match passage {
            Passage::Heading(heading) => {
                parts.push(Part { heading: Some(heading.to_owned()), ..Part::default() });
            }
            Passage::Paragraph(text) => {
                // Points stand after the paragraphs of their part.
                if parts.last().is_none_or(|part| !part.items.is_empty()) {
                    parts.push(Part::default());
                }
                if let Some(part) = parts.last_mut() {
                    part.paragraphs.push(text.to_owned());
                }
            }
            Passage::Point(text) => {
                if parts.is_empty() {
                    parts.push(Part::default());
                }
                if let Some(part) = parts.last_mut() {
                    part.items.push(text.to_owned());
                }
            }
        }
    }
    Section { heading: section.heading.clone(), parts }
}

/// A group's units by rank; `None` where none is ranked.
fn annex(edition: &Snapshot, group: Option<&Group>) -> Option<Annex> {
    let mut members = members(edition, group);
    members.sort_by_key(|(standing, _)| standing.rank);
    let column = |label: String, share: u32| Column { label, share };
    let columns = vec![
        column(t!(Lang::Zh, "score-rank"), 2),
        column(t!(Lang::Zh, "unit"), 7),
        column(t!(Lang::Zh, "score-total"), 3),
        column(t!(Lang::Zh, "score-grade"), 3),
        column(t!(Lang::Zh, "score-rate"), 4),
        column(t!(Lang::Zh, "score-late"), 2),
        column(t!(Lang::Zh, "score-missing"), 2),
    ];
    let rows: Vec<Vec<Cell>> =
        members.into_iter().map(|(standing, card)| row(edition, standing, card)).collect();
    let title = t!(Lang::Zh, "bulletin-annex", group = group_title(edition, group));
    (!rows.is_empty()).then_some(Annex { title, columns, rows, notes: vec![] })
}

fn row(edition: &Snapshot, standing: &Standing, card: &Scorecard) -> Vec<Cell> {
    let unit = edition.inputs.unit(&standing.unit);
    let name = unit.map_or(String::new(), |unit| Lang::Zh.pick(&unit.name).to_owned());
    let count = |n: i64| Cell::Number(Decimal::from(n));
    let rate = card.tally.on_time_rate().map_or_else(|| "–".to_owned(), |rate| format!("{rate:.1}%"));
    vec![
        standing.rank.map_or(Cell::Text(String::new()), |rank| Cell::Number(Decimal::from(rank))),
        Cell::Text(name),
        Cell::Number(at_places(card.total, edition.rules.places)),
        Cell::Text(grade_title(edition, card)),
        Cell::Text(rate),
        count(card.tally.late),
        count(card.tally.missing),
    ]
}

/// 82 as 82.00, as the rules keep points.
fn at_places(mut points: Decimal, places: u32) -> Decimal {
    points.rescale(places);
    points
}
