//! Search (检索): the plan from memory, obligations and reports from the tables, each kind as far as the person
//! may see it.

use axum::Extension;
use maud::Markup;
use serde::Deserialize;

use super::error::Result;
use super::form::Asked;
use super::visit::Visit;
use crate::domain::access::{Action, Subject};
use crate::domain::ids::{ObligationId, UnitId};
use crate::domain::obligation::Obligation;
use crate::domain::plan::Place;
use crate::search::{Finder, Found, Pair, Query};
use crate::store::texts::{self, Hit, Scope};
use crate::store::{Tx, owed};

mod found;
mod view;

/// Of each kind, beside the others.
const FEW: usize = 5;
/// Of one kind, on a page.
const PAGE: usize = texts::SHOWN;
/// More pages than this nobody leafs through; another word helps more.
const LAST_PAGE: usize = 10;
/// Reports are counted no further, beside the others.
const MANY_REPORTS: usize = 50;

#[derive(Deserialize, Default)]
pub struct Asking {
    #[serde(default)]
    q: String,
    #[serde(default)]
    kind: Kind,
    #[serde(default)]
    page: Option<usize>,
}

#[derive(Deserialize, Default, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Kind {
    #[default]
    All,
    Units,
    Projects,
    Tasks,
    Duties,
    Obligations,
    Reports,
}

impl Kind {
    /// In the order in which they are shown.
    const EACH: [Self; 6] =
        [Self::Units, Self::Projects, Self::Tasks, Self::Duties, Self::Obligations, Self::Reports];

    fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Units => "units",
            Self::Projects => "projects",
            Self::Tasks => "tasks",
            Self::Duties => "duties",
            Self::Obligations => "obligations",
            Self::Reports => "reports",
        }
    }
}

/// Everything that was found, of which a page shows some.
struct Results<'a> {
    query: Query,
    plan: Found<'a>,
    pairs: Vec<Pair<'a>>,
    /// Of the pairs that are shown
    rows: Vec<Obligation>,
    /// As many as were asked for; `more_reports` says that there are others.
    reports: Vec<Hit>,
    more_reports: bool,
    files: Vec<(ObligationId, String)>,
}

/// Which part of a list is shown.
#[derive(Clone, Copy)]
struct Part {
    kind: Kind,
    page: usize,
}

impl Part {
    fn of<T>(self, all: &[T]) -> &[T] {
        let (from, count) = if self.kind == Kind::All { (0, FEW) } else { ((self.page - 1) * PAGE, PAGE) };
        let rest = all.get(from..).unwrap_or_default();
        rest.get(..count).unwrap_or(rest)
    }
}

pub async fn index(
    visit: Visit,
    Extension(finder): Extension<Finder>,
    Asked(asking): Asked<Asking>,
) -> Result<Markup> {
    let part = Part { kind: asking.kind, page: asking.page.unwrap_or(1).clamp(1, LAST_PAGE) };
    let query = Query::parse(&asking.q, visit.plan().year);
    let mut tx = visit.app.db.read().await?;
    let results = find(&mut tx, &visit, &finder, query, part).await?;
    Ok(view::page(&visit, asking.q.trim(), part, &results))
}

async fn find<'a>(
    tx: &mut Tx,
    visit: &'a Visit,
    finder: &Finder,
    query: Query,
    part: Part,
) -> Result<Results<'a>> {
    let plan = visit.plan();
    let found = finder.index().find(plan, &query);
    let pairs = pairs(visit, finder, &query);
    let mut rows = Vec::new();
    if matches!(part.kind, Kind::All | Kind::Obligations) && !pairs.is_empty() {
        let shown: Vec<_> = part.of(&pairs).iter().map(|pair| (&pair.place.duty.id, pair.unit)).collect();
        rows = owed::of_pairs(tx, &plan.id, &shown).await?;
    }
    let limit = if part.kind == Kind::Reports { part.page * PAGE } else { MANY_REPORTS };
    let mut reports = reports(tx, visit, &query, limit + 1).await?;
    let more_reports = reports.len() > limit;
    reports.truncate(limit);
    let files = texts::files_of(tx, &plan.id, part.of(&reports)).await?;
    Ok(Results { query, plan: found, pairs, rows, reports, more_reports, files })
}

/// Who owes what, one's own unit first.
fn pairs<'a>(visit: &'a Visit, finder: &Finder, query: &Query) -> Vec<Pair<'a>> {
    let mut pairs = finder.index().owed(visit.plan(), query, |place, unit| may_see(visit, place, unit));
    if let Some(own) = &visit.person.unit {
        pairs.sort_by_key(|pair| pair.unit != own);
    }
    pairs
}

async fn reports(tx: &mut Tx, visit: &Visit, query: &Query, limit: usize) -> Result<Vec<Hit>> {
    let plan = visit.plan();
    let Some(scope) = scope(visit) else { return Ok(Vec::new()) };
    let words: Vec<&str> = query.words().collect();
    let mut hits = texts::find(tx, &plan.id, &words, &scope, limit).await?;
    // The scope narrows down; this decides.
    hits.retain(|hit| {
        plan.duty(&hit.obligation.duty_id).is_some_and(|place| may_see(visit, place, &hit.obligation.unit_id))
    });
    Ok(hits)
}

/// Whose reports to look through: what [`may_see`] lets this person see.
fn scope(visit: &Visit) -> Option<Scope> {
    let Some(unit) = &visit.person.unit else {
        return visit.may(Action::SeeObligation, Subject::Any).then_some(Scope::Everyone);
    };
    let others = |place: &Place<'_>| {
        let owners = place.duty.owed.owners();
        owners.iter().find(|owner| *owner != unit).is_some_and(|owner| may_see(visit, *place, owner))
    };
    let duties = visit.plan().duties().filter(others).map(|place| place.duty.id.clone()).collect();
    Some(Scope::Of { unit: unit.clone(), duties })
}

fn may_see(visit: &Visit, place: Place<'_>, unit: &UnitId) -> bool {
    let (project, assists) = (place.project, place.duty.owed.assists());
    visit.may(Action::SeeObligation, Subject::Obligation { unit, project, assists })
}
