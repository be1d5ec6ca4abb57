//! What changed since I was last here (新变化), and saying that one has read it.

use std::collections::HashMap;

use axum::response::Redirect;
use maud::Markup;
use serde::Deserialize;

use super::error::Result;
use super::form::{Asked, Posted};
use super::visit::Visit;
use crate::domain::access::{Action, Subject};
use crate::domain::ids::ObligationId;
use crate::domain::obligation::Obligation;
use crate::domain::timestamp::Timestamp;
use crate::store::changes::{self, Change, Mark, Watch};
use crate::store::obligations::Slice;

mod view;

/// Rows per page.
const PAGE: usize = 50;

#[derive(Deserialize, Default)]
pub struct Shown {
    #[serde(default)]
    tab: View,
    #[serde(default)]
    page: Option<i64>,
}

#[derive(Deserialize, Default, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum View {
    /// 未读
    #[default]
    New,
    /// 全部
    Earlier,
}

/// What a page shows.
struct Read {
    tab: View,
    page: i64,
    more: bool,
    changes: Vec<Change>,
    obligations: HashMap<ObligationId, Obligation>,
    /// Up to where the person had read, if ever
    before: Option<Mark>,
    /// Up to where they have once they have read this
    now: Mark,
}

pub async fn index(visit: Visit, Asked(shown): Asked<Shown>) -> Result<Markup> {
    let page = shown.page.unwrap_or(1).clamp(1, 10_000);
    let (plan, mut tx) = (&visit.plan().id, visit.app.db.read().await?);
    let before = changes::mark(&mut tx, plan, &visit.user.id).await?;
    // Before the list: what comes in between is shown, and shown again.
    let now = changes::everything(&mut tx, plan, visit.now).await?;
    let since = before.filter(|_| shown.tab == View::New).unwrap_or(BEGINNING);
    let slice = Slice::page(page, PAGE);
    let mut rows = changes::list(&mut tx, &visit.user, watch(&visit), since, visit.now, slice).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let obligations = changes::obligations(&mut tx, plan, &rows).await?;
    let obligations = obligations.into_iter().map(|row| (row.id.clone(), row)).collect();
    Ok(view::page(&visit, &Read { tab: shown.tab, page, more, changes: rows, obligations, before, now }))
}

/// Up to where the person's page showed the changes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    seq: i64,
    at: Timestamp,
}

pub async fn mark(visit: Visit, Posted(seen): Posted<Seen>) -> Result<Redirect> {
    let plan = &visit.plan().id;
    let mut tx = visit.app.db.write(plan).await?;
    let all = changes::everything(&mut tx, plan, visit.now).await?;
    let mark = Mark { seq: seen.seq.min(all.seq), at: seen.at.min(all.at) };
    changes::set_mark(&mut tx, plan, &visit.user.id, mark).await?;
    tx.commit().await?;
    Ok(Redirect::to("/changes?done=changes-read"))
}

const BEGINNING: Mark = Mark { seq: 0, at: Timestamp::EARLIEST };

/// What of all that happens is this person's business.
pub fn watch(visit: &Visit) -> Watch<'_> {
    match &visit.user.unit_id {
        Some(unit) => Watch::Unit(unit),
        None => Watch::All {
            reports: visit.may(Action::Review, Subject::Any),
            overdue: visit.may(Action::SeeOverview, Subject::Any),
            mail: visit.may(Action::SeeMessages, Subject::Any),
        },
    }
}
