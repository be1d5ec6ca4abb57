//! Everything that is counted, in one pass over what the database grouped: the matrix, the whole, the months,
//! what is late and what is near.

use std::collections::{HashMap, HashSet};

use time::Month;

use super::coming::{self, Coming};
use super::filter::Filter;
use super::late::{self, Late};
use crate::domain::access::{Action, Subject};
use crate::domain::ids::UnitId;
use crate::domain::obligation::{Light, State};
use crate::domain::plan::{Place, Plan, Unit};
use crate::domain::progress::Progress;
use crate::domain::standing::{Due, Standing};
use crate::domain::timestamp::Timestamp;
use crate::store::standings::Counted;
use crate::web::matrix::Matrix;
use crate::web::visit::Visit;

pub struct Board<'a> {
    /// A row of projects for each unit, as the plan has them.
    cells: Vec<Progress>,
    /// All of what is looked at, whatever its light.
    pub all: Progress,
    /// What was due in each month of the plan's year, whichever is looked at.
    months: [Progress; 12],
    /// Units that must still send something.
    pub owing: HashSet<&'a UnitId>,
    /// Worst first.
    pub late: Vec<Late<'a>>,
    /// Earliest first.
    pub coming: Vec<Coming<'a>>,
}

/// Every unit by its id, with where it stands in the plan.
type Units<'a> = HashMap<&'a str, (usize, &'a Unit)>;

/// What all obligations of a row have in common.
#[derive(Clone, Copy)]
struct Group<'a> {
    place: Place<'a>,
    /// Where its project stands in the plan.
    column: usize,
    due_at: Option<Timestamp>,
    due: Due,
    is_looked_at: bool,
    is_near: bool,
}

impl<'a> Board<'a> {
    pub fn of(visit: &'a Visit, filter: &Filter, counted: &[Counted]) -> Self {
        let plan = visit.plan();
        let mut board = Self {
            cells: vec![Progress::default(); plan.units.len() * plan.projects.len()],
            all: Progress::default(),
            months: Default::default(),
            owing: HashSet::new(),
            late: Vec::new(),
            coming: Vec::new(),
        };
        let units: Units<'_> =
            plan.units.iter().enumerate().map(|(at, unit)| (unit.id.as_str(), (at, unit))).collect();
        let (soon, end) = (plan.soon(visit.now), coming::end(visit));
        for row in counted {
            let Some(place) = plan.duty(&row.duty_id) else { continue };
            let group = Group {
                place,
                column: plan.place(&row.duty_id).0,
                due_at: row.due_at,
                due: Due::of(row.due_at, visit.now, soon),
                is_looked_at: filter.is_due(plan, row.due_at),
                is_near: row.due_at.is_some_and(|due| visit.now <= due && due <= end),
            };
            board.count(visit, filter, &units, group, row);
        }
        late::sort(plan, &mut board.late);
        coming::sort(plan, &mut board.coming);
        board
    }

    fn count(
        &mut self,
        visit: &'a Visit,
        filter: &Filter,
        units: &Units<'a>,
        group: Group<'a>,
        row: &Counted,
    ) {
        let plan = visit.plan();
        let mut month = Progress::default();
        for (unit, state, sent) in row.each() {
            let Some(&(at, unit)) = units.get(unit) else { continue };
            let standing = Standing { state, due: group.due, sent };
            if !filter.holds(plan, &unit.id, group.place) || !may_see(visit, &unit.id, group.place) {
                continue;
            }
            if !group.place.duty.owed.is_voluntary() || state != State::Open {
                month.add(standing);
                if group.is_looked_at {
                    self.add(plan, at, unit, group, standing);
                }
            }
        }
        let of_year = row.due_at.map(|due| plan.local_date(due)).filter(|day| day.year() == plan.year);
        let at = of_year.map(|day| usize::from(u8::from(day.month()) - 1));
        if let Some(all) = at.and_then(|at| self.months.get_mut(at)) {
            all.merge(&month);
        }
    }

    fn add(&mut self, plan: &Plan, at: usize, unit: &'a Unit, group: Group<'a>, standing: Standing) {
        self.all.add(standing);
        if let Some(cell) = self.cells.get_mut(at * plan.projects.len() + group.column) {
            cell.add(standing);
        }
        if standing.state.is_owed() && !group.place.duty.owed.is_voluntary() {
            self.owing.insert(&unit.id);
        }
        if let (Some(Light::Overdue), Some(since)) = (standing.light(), group.due_at) {
            late::add(&mut self.late, unit, group.place.duty, since);
        }
        if let (true, Some(due)) = (group.is_near, group.due_at) {
            coming::add(&mut self.coming, plan, group.place, due, unit, standing);
        }
    }

    /// Units by the projects' numbers.
    pub fn matrix(&self, plan: &'a Plan, only: Option<Light>) -> Matrix<'a, i64> {
        let mut matrix = Matrix::new(only);
        for (unit, row) in plan.units.iter().zip(self.cells.chunks(plan.projects.len().max(1))) {
            for (project, cell) in plan.projects.iter().zip(row) {
                matrix.add(&unit.id, project.number, cell);
            }
        }
        matrix
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
}

fn may_see(visit: &Visit, unit: &UnitId, place: Place<'_>) -> bool {
    let assists = place.duty.owed.assists();
    visit.may(Action::SeeObligation, Subject::Obligation { unit, project: place.project, assists })
}
