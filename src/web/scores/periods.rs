//! The periods of an assessment: which is shown, which came before, and the way to the others.

use time::Date;

use crate::domain::ids::UnitId;
use crate::domain::plan::{Plan, Words};
use crate::domain::scoring::Span;
use crate::web::visit::Visit;

/// An assessment's periods, of which one is looked at.
pub struct Series {
    pub title: Words,
    pub spans: Vec<Span>,
    at: usize,
}

impl Series {
    /// The one with this period.
    pub fn of(plan: &Plan, id: &str) -> Option<Self> {
        plan.scoring.assessments.iter().find_map(|assessment| {
            let spans = assessment.spans(plan.year);
            let at = spans.iter().position(|span| span.id == id)?;
            Some(Self { title: assessment.title.clone(), spans, at })
        })
    }

    /// Every assessment, each at the period that the day is in; before the year the first one, after it the last.
    pub fn all(plan: &Plan, today: Date) -> Vec<Self> {
        let at_today = plan.scoring.assessments.iter().filter_map(|assessment| {
            let spans = assessment.spans(plan.year);
            let at = spans.iter().position(|span| today <= span.to).or(spans.len().checked_sub(1))?;
            Some(Self { title: assessment.title.clone(), spans, at })
        });
        at_today.collect()
    }

    pub fn span(&self) -> &Span {
        // `at` is a position in `spans`, which nothing changes.
        #[expect(clippy::indexing_slicing, reason = "found in `spans` when made")]
        &self.spans[self.at]
    }

    pub fn earlier(&self) -> Option<&Span> {
        self.spans.get(self.at.checked_sub(1)?)
    }

    /// Those that have begun; the first one always has a place.
    pub fn begun(&self, today: Date) -> impl Iterator<Item = &Span> {
        self.spans
            .iter()
            .enumerate()
            .filter(move |(at, span)| *at == 0 || span.from <= today)
            .map(|(_, span)| span)
    }
}

/// The first assessment, where none is named.
pub fn current(visit: &Visit) -> Option<Series> {
    Series::all(visit.plan(), visit.plan().local_date(visit.now)).into_iter().next()
}

pub fn path(span: &Span) -> String {
    format!("/scores/{}", span.id)
}

pub fn card_path(span: &Span, unit: &UnitId) -> String {
    format!("/scores/{}/{unit}", span.id)
}

pub fn compare_path(span: &Span) -> String {
    format!("/scores/{}/compare", span.id)
}

pub fn history_path(span: &Span, unit: &UnitId) -> String {
    format!("/scores/{}/{unit}/periods", span.id)
}
