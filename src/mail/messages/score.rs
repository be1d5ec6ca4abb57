//! What is said of assessments by mail (考核通知).

use super::layout::{Entry, Page, Section};
use super::{Reader, Rendered, Writer};
use crate::domain::assessment::Assessment;
use crate::domain::ids::{UnitId, UserId};
use crate::domain::score_letters::Notice;
use crate::domain::scoring::{Rules, Scores, Span};
use crate::words::{self, t};

/// The id of what a person is told of a period.
pub fn score_id(period: &str, notice: &Notice, user: &UserId) -> String {
    format!("score-{period}-{}-{user}", notice.key())
}

/// The period that a letter is about.
#[derive(Debug, Clone, Copy)]
pub struct Scored<'a> {
    pub span: &'a Span,
    pub row: &'a Assessment,
    pub rules: &'a Rules,
    pub scores: &'a Scores,
}

impl Writer<'_> {
    /// One notice to one reader.
    pub fn score(&self, reader: Reader<'_>, scored: Scored<'_>, notice: &Notice) -> Rendered {
        let lang = self.lang;
        let period = words::span_name(lang, scored.span);
        let until = scored.row.reply_until.map(|until| self.due(until)).unwrap_or_default();
        let (result, item) = (reader.unit.map(|unit| self.result(scored, unit)), self.item(scored, notice));
        let period = period.as_str();
        let (subject, opening) = match notice {
            Notice::Frozen => (
                t!(lang, "mail-score-frozen-subject", period = period),
                t!(lang, "mail-score-frozen", period = period),
            ),
            Notice::Closing => (
                t!(lang, "mail-score-closing-subject", period = period),
                t!(lang, "mail-score-closing", period = period),
            ),
            Notice::Ruled { .. } => (
                t!(lang, "mail-score-ruled-subject", period = period, item = item.as_str()),
                t!(lang, "mail-score-ruled", period = period, item = item.as_str()),
            ),
            Notice::Published { edition: 1 } => (
                t!(lang, "mail-score-published-subject", period = period),
                t!(lang, "mail-score-published", period = period),
            ),
            Notice::Published { edition } => {
                let n = edition.to_string();
                let subject = t!(lang, "mail-score-corrected-subject", period = period, n = n.as_str());
                (subject, t!(lang, "mail-score-corrected", period = period, n = n.as_str()))
            }
            Notice::Waiting { count, .. } => {
                let n = *count;
                (
                    t!(lang, "mail-score-waiting-subject", period = period, n = n),
                    t!(lang, "mail-score-waiting", period = period, n = n),
                )
            }
            Notice::Over { count } => {
                let n = *count;
                (
                    t!(lang, "mail-score-over-subject", period = period, n = n),
                    t!(lang, "mail-score-over", period = period, n = n),
                )
            }
        };
        let lines = match notice {
            Notice::Frozen | Notice::Closing => {
                vec![result.unwrap_or_default(), t!(lang, "mail-score-until", until = until)]
            }
            Notice::Published { .. } => vec![result.unwrap_or_default()],
            _ => vec![],
        };
        let page = if reader.unit.is_some() { "/reply" } else { "" };
        let link = format!("{}/assessments/{}{page}", self.public_url, scored.span.id);
        let entry = Entry { title: period.to_owned(), lines, link_label: t!(lang, "mail-score-link"), link };
        let page = Page {
            salutation: self.salutation(reader),
            opening,
            stressed: None,
            sections: vec![Section { heading: None, entries: vec![entry] }],
            more: None,
            closing: None,
            signature: self.signature(),
            footer: t!(lang, "mail-footer"),
        };
        page.render(lang, subject)
    }

    /// 总分92.5分，等次良好
    fn result(&self, scored: Scored<'_>, unit: &UnitId) -> String {
        let standing = scored.scores.standing(unit);
        let Some(card) = standing.and_then(|standing| standing.card.as_ref()) else { return String::new() };
        let total = card.total.normalize().to_string();
        let grade = card.grade.as_ref().and_then(|id| scored.rules.grade(id));
        match grade {
            Some(grade) => {
                t!(self.lang, "mail-score-result", total = total, grade = self.lang.pick(&grade.title))
            }
            None => t!(self.lang, "mail-score-total", total = total),
        }
    }

    fn item(&self, scored: Scored<'_>, notice: &Notice) -> String {
        let Notice::Ruled { item } = notice else { return String::new() };
        scored.rules.item(item).map_or(item.as_str(), |item| self.lang.pick(&item.title)).to_owned()
    }
}
