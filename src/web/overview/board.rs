//! Everything that is counted, in one pass: the matrix, the whole, and the months.

use std::collections::HashSet;

use maud::{Markup, html};
use time::Month;

use super::filter::Filter;
use super::listed::PATH;
use crate::domain::access::{Action, Subject};
use crate::domain::ids::UnitId;
use crate::domain::obligation::{Light, State};
use crate::domain::progress::Progress;
use crate::store::standings::Counted;
use crate::web::components::{empty, light};
use crate::web::matrix::{Column, Matrix};
use crate::web::visit::Visit;
use crate::words::t;

pub struct Board<'a> {
    /// Units by the projects' numbers.
    matrix: Matrix<'a, i64>,
    /// All of what is looked at, whatever its light.
    pub all: Progress,
    /// What was due in each month of the plan's year, whichever is looked at.
    months: [Progress; 12],
    /// Units that must still send something.
    pub owing: HashSet<&'a UnitId>,
}

impl<'a> Board<'a> {
    pub fn of(visit: &Visit, filter: &Filter, counted: &'a [Counted]) -> Self {
        let mut board = Self {
            matrix: Matrix::new(filter.light),
            all: Progress::default(),
            months: Default::default(),
            owing: HashSet::new(),
        };
        for row in counted {
            board.count(visit, filter, row);
        }
        board
    }

    fn count(&mut self, visit: &Visit, filter: &Filter, row: &'a Counted) {
        let (plan, unit) = (visit.plan(), &row.unit_id);
        let Some(place) = plan.duty(&row.duty_id) else { return };
        let subject =
            Subject::Obligation { unit, project: place.project, assists: place.duty.owed.assists() };
        if !filter.holds(plan, unit, place) || !visit.may(Action::SeeObligation, subject) {
            return;
        }
        let mut cell = Progress::default();
        let voluntary = place.duty.owed.is_voluntary();
        for (month, standing) in
            row.each().filter(|(_, standing)| !voluntary || standing.state != State::Open)
        {
            if let Some(progress) =
                month.and_then(|month| self.months.get_mut(usize::from(u8::from(month) - 1)))
            {
                progress.add(standing);
            }
            if filter.is_month(month) {
                cell.add(standing);
            }
            if standing.state.is_owed() && !voluntary {
                self.owing.insert(unit);
            }
        }
        self.all.merge(&cell);
        self.matrix.add(unit, place.project.number, &cell);
    }

    /// The months so far, each with what was due in it; the last is this one.
    pub fn months_so_far(&self, visit: &Visit) -> impl DoubleEndedIterator<Item = (u8, &Progress)> {
        let (plan, today) = (visit.plan(), visit.plan().local_date(visit.now));
        let last = match today.year().cmp(&plan.year) {
            std::cmp::Ordering::Less => 0,
            std::cmp::Ordering::Equal => u8::from(today.month()),
            std::cmp::Ordering::Greater => u8::from(Month::December),
        };
        (1..=last).zip(&self.months)
    }

    pub fn view(&self, visit: &Visit, filter: &Filter) -> Markup {
        let lang = visit.lang;
        let wanted = |number| filter.project.is_none_or(|project| project == number);
        let projects = visit.plan().projects.iter().filter(|project| wanted(project.number));
        let columns: Vec<_> = projects
            .map(|project| {
                let href = format!("/projects/{}", project.number);
                let title = format!("{} {}", project.number, lang.pick(&project.title));
                (project.number, Column { href, title })
            })
            .collect();
        if self.matrix.is_empty() {
            return empty(&t!(lang, "overview-empty"));
        }
        let caption = t!(lang, "overview-caption");
        html! {
            (self.matrix.view(visit, &caption, &columns, |unit, project| {
                let unit = unit.cloned().or_else(|| filter.unit.clone());
                Some(Filter { unit, project: project.or(filter.project), ..filter.clone() }.href(PATH))
            }))
            p .legend { (t!(lang, "legend")) @for each in Light::ALL.into_iter().rev() { (light(lang, each)) " " } }
        }
    }
}
