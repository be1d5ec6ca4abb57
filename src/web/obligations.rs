//! My obligations (我的事项), and one obligation's page.

use maud::{Markup, html};
use serde::Deserialize;
use time::Duration;

use super::components::{self, due, empty, light_of, pager, tabs, title};
use super::error::{Error, Result};
use super::form::{Asked, Named};
use super::layout;
use super::obligation_page::{Input, Story};
use super::scores::of_obligation;
use super::visit::Visit;
use crate::domain::access::Action;
use crate::domain::ids::ObligationId;
use crate::domain::obligation::{Obligation, State};
use crate::domain::plan::Place;
use crate::store::Tx;
use crate::store::obligations::{self, Slice};
use crate::words::t;

/// Rows per page.
const PAGE: usize = 50;
/// What is due later than this stands under 以后: a liaison should not have to look past it.
const NEAR: Duration = Duration::days(45);

#[derive(Deserialize, Default)]
pub struct Shown {
    #[serde(default)]
    tab: Tab,
    #[serde(default)]
    page: Option<i64>,
}

#[derive(Deserialize, Default, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Tab {
    /// 待办
    #[default]
    Owed,
    /// 以后
    Later,
    /// 已报
    Sent,
}

pub async fn index(visit: Visit, Asked(shown): Asked<Shown>) -> Result<Markup> {
    let unit = visit.user.unit_id.clone().ok_or(Error::Forbidden)?;
    let page = shown.page.unwrap_or(1).clamp(1, 10_000);
    let slice = Slice::page(page, PAGE);
    let mut tx = visit.app.db.read().await?;
    let (plan, horizon) = (&visit.plan().id, visit.now.plus(NEAR));
    let mut rows = match shown.tab {
        Tab::Owed => obligations::owed_by_unit(&mut tx, plan, &unit, horizon, slice).await?,
        Tab::Later => obligations::later_by_unit(&mut tx, plan, &unit, horizon, slice).await?,
        Tab::Sent => obligations::sent_by_unit(&mut tx, plan, &unit, slice).await?,
    };
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    Ok(list(&visit, shown.tab, page, more, &rows))
}

pub async fn show(visit: Visit, Named(id): Named<ObligationId>) -> Result<Markup> {
    let mut tx = visit.app.db.read().await?;
    let (obligation, place) = find(&mut tx, &visit, &id, Action::SeeObligation).await?;
    let mut story = Story::load(&mut tx, &visit, obligation, place).await?;
    story.counted = of_obligation::counted(&mut tx, &visit, &story.obligation).await?;
    Ok(story.page(&visit, &Input::default()))
}

/// The obligation and its place in the plan, if this person may do this to it. One that is somebody else's
/// answers 403: that it exists is in the plan, which everyone may read.
pub async fn find<'a>(
    tx: &mut Tx,
    visit: &'a Visit,
    id: &ObligationId,
    action: Action,
) -> Result<(Obligation, Place<'a>)> {
    let plan = visit.plan();
    let obligation = obligations::get(tx, &plan.id, id).await?.ok_or(Error::NotFound)?;
    let place = plan.duty(&obligation.duty_id).ok_or(Error::NotFound)?;
    visit.require(action, obligation.subject(place))?;
    Ok((obligation, place))
}

fn list(visit: &Visit, tab: Tab, page: i64, more: bool, rows: &[Obligation]) -> Markup {
    let lang = visit.lang;
    let all = [
        (Tab::Owed, "owed", t!(lang, "tab-owed")),
        (Tab::Later, "later", t!(lang, "tab-later")),
        (Tab::Sent, "sent", t!(lang, "tab-sent")),
    ];
    let name = all.iter().find(|(each, ..)| *each == tab).map_or("", |(_, name, _)| *name);
    let views = all.map(|(each, name, label)| components::Tab {
        href: format!("/obligations?tab={name}"),
        label,
        count: None,
        is_here: each == tab,
    });
    layout::page(
        visit,
        &t!(lang, "nav-mine"),
        html! {
            h1 { (t!(lang, "nav-mine")) }
            (tabs(&t!(lang, "nav-mine"), &views))
            @if rows.is_empty() { (empty(&nothing(visit, tab))) }
            @else { (cards(visit, rows)) }
            (pager(lang, page, more, |page| format!("/obligations?tab={name}&page={page}")))
        },
    )
}

fn nothing(visit: &Visit, tab: Tab) -> String {
    match tab {
        Tab::Owed => t!(visit.lang, "owed-empty"),
        Tab::Later => t!(visit.lang, "later-empty"),
        Tab::Sent => t!(visit.lang, "sent-empty"),
    }
}

fn cards(visit: &Visit, rows: &[Obligation]) -> Markup {
    html! {
        ul .cards {
            @for row in rows {
                @if let Some(place) = visit.plan().duty(&row.duty_id) {
                    li .card {
                        a href={ "/obligations/" (row.id) } { (title(visit.lang, place, row)) }
                        div .meta {
                            (light_of(visit, row)) " "
                            (due(visit, row)) " "
                            span .muted { (place.task.id) " " (visit.lang.pick(&place.task.title)) }
                            @if place.duty.owed.is_voluntary() { " " span .muted { (t!(visit.lang, "voluntary")) } }
                            @if row.state == State::Open && row.acknowledged_at.is_none() {
                                " " span .muted { (t!(visit.lang, "not-acknowledged")) }
                            }
                        }
                    }
                }
            }
        }
    }
}
