//! Corrections (更正) of a published period: items' points in the next edition, each with its reason.

use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::marks::view::withdrawal;
use super::{Input, actor, span, status};
use crate::domain::access::{Action, Subject};
use crate::domain::assessment::{Phase, Refusal};
use crate::domain::ids::UnitId;
use crate::domain::scoring::Span;
use crate::store::Tx;
use crate::store::scores::marks::Row;
use crate::store::scores::{self, Assessed, acts, marks};
use crate::web::components::{Field, crumbs, empty, moment, unit_name};
use crate::web::error::{Error, Result};
use crate::web::form::{Named, Posted, token_field};
use crate::web::layout;
use crate::web::visit::Visit;
use crate::words::{self, t};

pub async fn index(visit: Visit, Named(id): Named<String>) -> Result<Markup> {
    let span = span(&visit, &id)?;
    page(&mut visit.app.db.read().await?, &visit, span, &Input::default()).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    unit: String,
    item: String,
    points: String,
    reason: String,
}

pub async fn create(
    visit: Visit,
    Named(id): Named<String>,
    Posted(form): Posted<Correction>,
) -> Result<Response> {
    let (span, plan) = (span(&visit, &id)?, &visit.app.plan);
    let mut tx = visit.app.db.write(&plan.id).await?;
    let refusal = match form.unit.parse::<UnitId>() {
        Ok(unit) => {
            let (on, typed) = ((&unit, form.item.as_str()), (form.points.as_str(), form.reason.as_str()));
            acts::correct(&mut tx, plan, &span, on, typed, actor(&visit)).await?.err()
        }
        Err(_) => Some(Refusal::NotForItem),
    };
    let Some(refusal) = refusal else {
        tx.commit().await?;
        return Ok(Redirect::to(&format!("/assessments/{id}/corrections?done=corrected")).into_response());
    };
    let fields = [("unit", form.unit), ("item", form.item), ("points", form.points), ("reason", form.reason)];
    let fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    refuse(&mut tx, &visit, span, &refusal, fields).await
}

pub(super) async fn refuse(
    tx: &mut Tx,
    visit: &Visit,
    span: Span,
    refusal: &Refusal,
    fields: Vec<(String, String)>,
) -> Result<Response> {
    if *refusal == Refusal::Forbidden {
        return Err(Error::Forbidden);
    }
    let notice = Some(words::refusal(visit.lang, visit.plan(), &visit.plan().scoring, refusal));
    let input = Input { notice, form: "correction".to_owned(), fields, faults: vec![] };
    Ok((status(refusal), page(tx, visit, span, &input).await?).into_response())
}

async fn page(tx: &mut Tx, visit: &Visit, span: Span, input: &Input) -> Result<Markup> {
    visit.require(Action::JudgeScores, Subject::Any)?;
    let plan = visit.plan();
    let now = scores::assessed(tx, plan, &span, visit.now).await?;
    let marks = marks::all(tx, &plan.id, &span.id).await?;
    let edition = now.row.as_ref().map_or(0, |row| row.edition);
    let made: Vec<&Row> = marks.iter().filter(|mark| mark.edition > 1).collect();
    Ok(view(visit, &span, &now, &made, edition, input))
}

fn view(visit: &Visit, span: &Span, now: &Assessed, made: &[&Row], edition: i64, input: &Input) -> Markup {
    let lang = visit.lang;
    let (name, href) = (words::span_name(lang, span), format!("/assessments/{}", span.id));
    let is_open = matches!(now.phase, Phase::Published | Phase::Correcting);
    layout::page(
        visit,
        &t!(lang, "assess-corrections"),
        html! {
            (crumbs(lang, &[("/assessments", &t!(lang, "nav-assessments")), (&href, &name)]))
            h1 { (t!(lang, "assess-corrections")) }
            @if let Some(notice) = &input.notice { p .notice role="alert" { (notice) } }
            p .muted { (t!(lang, "assess-corrections-help")) }
            @if is_open { (form(visit, span, now, input)) } @else { p .notice { (t!(lang, "assess-corrections-later")) } }
            h2 { (t!(lang, "assess-made")) }
            @if made.is_empty() { (empty(&t!(lang, "assess-none-corrected"))) }
            @for mark in made.iter().rev() { (one(visit, span, now, mark, edition, input)) }
        },
    )
}

fn form(visit: &Visit, span: &Span, now: &Assessed, input: &Input) -> Markup {
    let lang = visit.lang;
    let value = |name: &str| input.value("correction", name);
    let units: Vec<(&str, String)> =
        now.inputs.units.iter().map(|unit| (unit.unit.as_str(), lang.pick(&unit.name).to_owned())).collect();
    let items: Vec<(&str, String)> =
        now.rules.items.iter().map(|item| (item.id.as_str(), lang.pick(&item.title).to_owned())).collect();
    let [unit, item, points, reason] =
        [t!(lang, "unit"), t!(lang, "assess-item"), t!(lang, "assess-new-points"), t!(lang, "reason")];
    let choose = t!(lang, "assess-choose");
    html! { form method="post" action={ "/assessments/" (span.id) "/corrections" } .stack.panel {
        (token_field(visit))
        (Field::new("unit", &unit).required().choice(lang, &units, value("unit"), &choose))
        (Field::new("item", &item).required().choice(lang, &items, value("item"), &choose))
        (Field::new("points", &points).required().line(lang, "text", value("points"), "off"))
        (Field::new("reason", &reason).required().text(lang, 3, value("reason")))
        div .buttons { button .primary { (t!(lang, "assess-add-correction")) } }
    } }
}

fn one(visit: &Visit, span: &Span, now: &Assessed, mark: &Row, edition: i64, input: &Input) -> Markup {
    let (lang, rules) = (visit.lang, &now.rules);
    let item = rules.item(&mark.target).map_or(mark.target.as_str(), |item| lang.pick(&item.title));
    html! { article .panel {
        p { strong { (unit_name(lang, visit.plan(), &mark.unit_id)) } " · " (item) " · " (words::verdict(lang, rules, &mark.target, &mark.verdict)) }
        p { (mark.reason) }
        p .muted { (mark.user_name) " " (moment(visit, mark.at)) " · " (t!(lang, "assess-edition-n", n = mark.edition.to_string())) }
        @if let (Some(by), Some(why)) = (&mark.withdrawn_by, &mark.withdrawn_reason) {
            p .fault { (t!(lang, "assess-withdrawn", by = by.as_str(), why = why.as_str())) }
        } @else if mark.edition > edition { (withdrawal(visit, &span.id, mark.number, "corrections", input)) }
    } }
}
