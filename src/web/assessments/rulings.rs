//! A reply before the scoring office, and its ruling (裁定).

use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::{Input, Period, actor, files, span, status};
use crate::domain::access::{Action, Subject};
use crate::domain::assessment::{Phase, Refusal, Reply};
use crate::domain::ids::UnitId;
use crate::domain::scoring::{Line, Rules};
use crate::store::Tx;
use crate::store::scores::acts::{self, RulingOn};
use crate::store::scores::replies::{self, Attached};
use crate::web::components::{Field, crumbs, moment, unit_name};
use crate::web::error::{Error, Result};
use crate::web::form::{Named, Posted, token_field};
use crate::web::layout;
use crate::web::visit::Visit;
use crate::words::scoring::Wording;
use crate::words::{self, t};

pub async fn show(visit: Visit, Named((id, unit, item)): Named<(String, UnitId, String)>) -> Result<Markup> {
    let mut tx = visit.app.db.read().await?;
    page(&mut tx, &visit, &id, &unit, &item, &Input::default()).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ruling {
    seen: i64,
    /// `uphold` or `reject`
    #[serde(default)]
    verdict: String,
    #[serde(default)]
    points: String,
    reason: String,
}

pub async fn create(
    visit: Visit,
    Named((id, unit, item)): Named<(String, UnitId, String)>,
    Posted(form): Posted<Ruling>,
) -> Result<Response> {
    let (span, plan) = (span(&visit, &id)?, &visit.app.plan);
    let mut tx = visit.app.db.write(&plan.id).await?;
    let points = match form.verdict.as_str() {
        "uphold" => Some(form.points.as_str()),
        "reject" => None,
        _ => return Err(Error::BadRequest("verdict".to_owned())),
    };
    let on = RulingOn { unit: &unit, item: &item, seen: form.seen, points, reason: &form.reason };
    let Err(refusal) = acts::rule(&mut tx, plan, &span, on, actor(&visit)).await? else {
        tx.commit().await?;
        return Ok(Redirect::to(&format!("/assessments/{id}?done=ruled")).into_response());
    };
    if refusal == Refusal::Forbidden {
        return Err(Error::Forbidden);
    }
    let notice = Some(words::refusal(visit.lang, plan, &plan.scoring, &refusal));
    let fields = [("verdict", form.verdict), ("points", form.points), ("reason", form.reason)];
    let fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let input = Input { notice, form: "ruling".to_owned(), fields, faults: vec![] };
    Ok((status(&refusal), page(&mut tx, &visit, &id, &unit, &item, &input).await?).into_response())
}

async fn page(
    tx: &mut Tx,
    visit: &Visit,
    id: &str,
    unit: &UnitId,
    item: &str,
    input: &Input,
) -> Result<Markup> {
    let span = span(visit, id)?;
    visit.require(Action::SeeScoreReplies, Subject::Unit(unit))?;
    let evidence = replies::evidence(tx, &visit.plan().id, &span.id, unit).await?;
    let period = Period::load(tx, visit, span).await?;
    let mut versions = period.versions.iter().filter(|reply| reply.unit_id == *unit && reply.item == item);
    let first = versions.next().ok_or(Error::NotFound)?;
    let versions: Vec<&Reply> = std::iter::once(first).chain(versions).collect();
    Ok(view(visit, &period, &versions, &evidence, input))
}

fn view(visit: &Visit, period: &Period, versions: &[&Reply], evidence: &[Attached], input: &Input) -> Markup {
    let lang = visit.lang;
    let Some(reply) = versions.last() else { return html! {} };
    let (unit, name) = (unit_name(lang, visit.plan(), &reply.unit_id), words::span_name(lang, &period.span));
    let item = period.now.rules.item(&reply.item);
    let title = item.map_or(reply.item.as_str(), |item| lang.pick(&item.title));
    let heading = t!(lang, "assess-reply-title", unit = unit, item = title);
    let ruling = period.rulings.iter().find(|each| each.unit_id == reply.unit_id && each.item == reply.item);
    let line = period.scores.units.iter().find(|each| each.unit == reply.unit_id);
    let line = line.and_then(|each| each.card.as_ref()).and_then(|card| card.line(&reply.item));
    let may =
        visit.may(Action::JudgeScores, Subject::Any) && matches!(period.now.phase, Phase::Frozen { .. });
    let href = format!("/assessments/{}", period.span.id);
    layout::page(
        visit,
        &heading,
        html! {
            (crumbs(lang, &[("/assessments", &t!(lang, "nav-assessments")), (&href, &name)]))
            h1 { (heading) }
            @if let Some(notice) = &input.notice { p .notice role="alert" { (notice) } }
            @if let (Some(item), Some(line)) = (item, line) { p .muted { (lang.pick(&item.basis)) } (now(visit, &period.now.rules, line)) }
            @for version in versions.iter().rev() { (one(visit, period, version, evidence, version.revision == reply.revision)) }
            @match ruling {
                Some(ruling) => section .panel {
                    h2 { (t!(lang, "assess-ruling")) }
                    p { strong { @if ruling.mark.is_some() { (t!(lang, "assess-upheld")) } @else { (t!(lang, "assess-rejected")) } } }
                    p .text { (ruling.reason) }
                    p .muted { (ruling.user_name) " " (moment(visit, ruling.at)) }
                },
                None if may => (form(visit, period, reply, line, input)),
                None => {}
            }
        },
    )
}

fn now(visit: &Visit, rules: &Rules, line: &Line) -> Markup {
    let lang = visit.lang;
    let wording = Wording { lang, plan: visit.plan(), rules };
    html! { section .panel {
        p .total { (t!(lang, "assess-now")) " " strong { (line.points.normalize()) } " / " (line.full.normalize()) }
        ul { @for cause in &line.causes { li { (words::cause(lang, cause)) " " (cause.points.normalize())
            @if let Some(id) = &cause.obligation { " " a href={ "/obligations/" (id) } { (wording.obligation(id)) } } } } }
    } }
}

fn one(visit: &Visit, period: &Period, version: &Reply, evidence: &[Attached], is_latest: bool) -> Markup {
    let lang = visit.lang;
    let files = evidence.iter().filter(|each| each.item == version.item && each.revision == version.revision);
    let files: Vec<_> = files.map(|each| (each.position, &each.file)).collect();
    let address = format!(
        "/assessments/{}/replies/{}/{}/evidence/{}",
        period.span.id, version.unit_id, version.item, version.revision
    );
    html! { article .panel {
        h2 { @if is_latest { (t!(lang, "assess-the-reply")) } @else { (t!(lang, "assess-version", n = version.revision.to_string())) } }
        p .text { (version.body) }
        (files::links(&files, |position| format!("{address}/{position}")))
        p .muted { (version.user_name) " " (moment(visit, version.at)) }
    } }
}

fn form(visit: &Visit, period: &Period, reply: &Reply, line: Option<&Line>, input: &Input) -> Markup {
    let lang = visit.lang;
    let action = format!("/assessments/{}/replies/{}/{}/ruling", period.span.id, reply.unit_id, reply.item);
    let chosen = |verdict: &str| input.value("ruling", "verdict") == verdict;
    let (points, reason) = (t!(lang, "assess-new-points"), t!(lang, "reason"));
    let most =
        period.now.rules.item(&reply.item).map_or(String::new(), |item| item.points.normalize().to_string());
    let help = t!(
        lang,
        "assess-new-points-help",
        most = most,
        now = line.map_or(String::new(), |line| line.points.normalize().to_string())
    );
    html! { section .panel {
        h2 { (t!(lang, "assess-rule")) }
        p .muted { (t!(lang, "assess-rule-help")) }
        form method="post" action=(action) .stack {
            (token_field(visit))
            input type="hidden" name="seen" value=(reply.revision);
            fieldset {
                legend { (t!(lang, "assess-decision")) }
                label .check { input type="radio" name="verdict" value="uphold" required checked[chosen("uphold")]; (t!(lang, "assess-uphold")) }
                label .check { input type="radio" name="verdict" value="reject" required checked[chosen("reject")]; (t!(lang, "assess-reject")) }
            }
            (Field::new("points", &points).help(&help).line(lang, "text", input.value("ruling", "points"), "off"))
            (Field::new("reason", &reason).required().text(lang, 4, input.value("ruling", "reason")))
            div .buttons { button .primary { (t!(lang, "assess-rule")) } }
        }
    } }
}
