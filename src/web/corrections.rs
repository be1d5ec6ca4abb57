//! Correcting the figures of a report (更正数据), by the office.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::components::Field;
use super::error::{Error, Result};
use super::form::{Named, Posted, token_field};
use super::obligation_page::{Input, Story, stand};
use super::obligations::find;
use super::refusals;
use super::submissions::fault_words;
use super::visit::Visit;
use crate::domain::access::Action;
use crate::domain::correction::Asked;
use crate::domain::ids::ObligationId;
use crate::domain::obligation::{Change, Obligation, Refusal, State};
use crate::domain::plan::{Duty, Figure, Place};
use crate::domain::report::{Fault, Figures, parse_figures};
use crate::store::{self, Tx, obligations};
use crate::words::t;

const FIGURE: &str = "figure-";

/// What the form held.
struct Typed {
    seen_revision: i64,
    seen_corrections: i64,
    reason: String,
    figures: Vec<(String, String)>,
}

enum Refused {
    Faults(Vec<Fault>),
    Refusal(Refusal),
}

pub async fn create(
    visit: Visit,
    Named(id): Named<ObligationId>,
    Posted(fields): Posted<Vec<(String, String)>>,
) -> Result<Response> {
    let mut tx = visit.app.db.write(&visit.plan().id).await?;
    let (obligation, place) = find(&mut tx, &visit, &id, Action::CorrectFigures).await?;
    let typed = Typed::read(fields, place.duty)?;
    match decide(&mut tx, &visit, obligation, place, &typed).await? {
        Ok(change) => {
            obligations::apply(&mut tx, visit.plan(), &change, &visit.address).await?;
            tx.commit().await?;
            Ok(Redirect::to(&format!("/obligations/{id}?done=figures-corrected")).into_response())
        }
        Err(refused) => refuse(&mut tx, &visit, &id, refused, typed).await,
    }
}

impl Typed {
    /// 400 for fields that the form does not have, or without those it always has.
    fn read(fields: Vec<(String, String)>, duty: &Duty) -> Result<Self> {
        let mut typed =
            Self { seen_revision: -1, seen_corrections: -1, reason: String::new(), figures: vec![] };
        for (name, value) in fields {
            let is_figure = |id: &str| duty.figures.iter().any(|figure| figure.id.as_str() == id);
            let number = || value.parse().map_err(|_| Error::BadRequest(name.clone()));
            match (name.as_str(), name.strip_prefix(FIGURE)) {
                ("seen", _) => typed.seen_revision = number()?,
                ("corrections", _) => typed.seen_corrections = number()?,
                ("reason", _) => typed.reason = value.replace("\r\n", "\n"),
                (_, Some(figure)) if is_figure(figure) => typed.figures.push((figure.to_owned(), value)),
                _ => return Err(Error::BadRequest(name)),
            }
        }
        Ok(typed)
    }
}

async fn decide(
    tx: &mut Tx,
    visit: &Visit,
    obligation: Obligation,
    place: Place<'_>,
    typed: &Typed,
) -> Result<std::result::Result<Change, Refused>> {
    let (plan, id) = (&visit.plan().id, &obligation.id);
    let submissions = store::submissions::of_obligation(tx, plan, id).await?;
    let corrections = store::corrections::of_obligation(tx, plan, id).await?;
    let count = i64::try_from(corrections.len()).unwrap_or(i64::MAX);
    // What was typed for a page that is no longer true is not judged by its figures.
    let is_stale = (typed.seen_revision, typed.seen_corrections) != (obligation.revision, count);
    let stand = stand(&submissions, &corrections);
    let figures = match parse_figures(&typed.figures, place.duty) {
        // What rows are counted into is put right by correcting the rows.
        Ok(figures) => figures.into_iter().chain(counted(place.duty, stand)).collect(),
        Err(_) if is_stale => return Ok(Err(Refused::Refusal(Refusal::Stale))),
        Err(faults) => return Ok(Err(Refused::Faults(faults))),
    };
    let asked = Asked {
        seen_revision: typed.seen_revision,
        seen_corrections: typed.seen_corrections,
        stand,
        corrections: count,
        figures,
        reason: &typed.reason,
    };
    Ok(obligation.correct_figures(&visit.person, place, asked, visit.now).map_err(Refused::Refusal))
}

fn counted(duty: &Duty, stand: Option<&Figures>) -> Figures {
    let counted = duty.figures.iter().filter(|figure| figure.counted);
    counted.filter_map(|figure| Some((figure.id.clone(), *stand?.get(&figure.id)?))).collect()
}

/// The obligation's page as it is now, with what was typed in the form.
async fn refuse(
    tx: &mut Tx,
    visit: &Visit,
    id: &ObligationId,
    refused: Refused,
    typed: Typed,
) -> Result<Response> {
    let input = Input { figures: typed.figures, ..Input::reason(Action::CorrectFigures, typed.reason) };
    match refused {
        Refused::Refusal(refusal) => refusals::page(tx, visit, id, &refusal, input).await,
        Refused::Faults(faults) => {
            let (obligation, place) = find(tx, visit, id, Action::SeeObligation).await?;
            let story = Story::load(tx, visit, obligation, place).await?;
            let notice = Some(t!(visit.lang, "correction-has-faults"));
            let input = Input { notice, faults, ..input };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, story.page(visit, &input)).into_response())
        }
    }
}

/// Nothing unless there are figures that may be corrected.
pub fn form(visit: &Visit, story: &Story<'_>, input: &Input) -> Markup {
    let lang = visit.lang;
    let is_sent = matches!(story.obligation.state, State::Submitted | State::Accepted);
    let mut typed = story.place.duty.figures.iter().filter(|figure| !figure.counted).peekable();
    if !is_sent || story.stand().is_none() || typed.peek().is_none() {
        return html! {};
    }
    let is_refused = input.act == Some(Action::CorrectFigures) && !input.gone;
    let reason_fault = t!(lang, "fault-reason");
    let reason_fault = input.lacks_reason(Action::CorrectFigures).then_some(reason_fault.as_str());
    html! {
        details .panel #correction open[is_refused] {
            summary { (t!(lang, "correction")) }
            p .muted { (t!(lang, "correction-help")) }
            form method="post" action={ "/obligations/" (story.obligation.id) "/correction" } .stack {
                (token_field(visit))
                input type="hidden" name="seen" value=(story.obligation.revision);
                input type="hidden" name="corrections" value=(story.corrections.len());
                @for figure in typed { (field(visit, story, figure, input, is_refused)) }
                (Field::new("reason", &t!(lang, "correction-reason")).id("correction-reason").required().faults(reason_fault)
                    .text(lang, 2, input.reason_of(Action::CorrectFigures)))
                button .primary { (t!(lang, "correction")) }
            }
        }
    }
}

/// What stands now is said where something else was typed.
fn field(visit: &Visit, story: &Story<'_>, figure: &Figure, input: &Input, is_refused: bool) -> Markup {
    let lang = visit.lang;
    let stands = story.stand().and_then(|figures| figures.get(&figure.id)).map(ToString::to_string);
    let typed = input.figures.iter().find(|(id, _)| is_refused && id == figure.id.as_str());
    let value = typed.map_or(stands.as_deref().unwrap_or_default(), |(_, value)| value.as_str());
    let none = t!(lang, "figure-none");
    let help = t!(lang, "correction-stands", value = stands.as_deref().unwrap_or(&none));
    let is_other = typed.is_some() && value != stands.as_deref().unwrap_or_default();
    let about = |fault: &&Fault| match fault {
        Fault::FigureMissing(id)
        | Fault::FigureNotANumber(id)
        | Fault::FigureTooLarge { part: (id, _), .. } => *id == figure.id,
        _ => false,
    };
    let faults: Vec<String> =
        input.faults.iter().filter(about).map(|fault| fault_words(visit, story.place.duty, fault)).collect();
    let name = format!("{FIGURE}{}", figure.id);
    let label = t!(lang, "figure-label", figure = lang.pick(&figure.label), unit = lang.pick(&figure.unit));
    let field = Field::new(&name, &label)
        .id(&format!("correction-{}", figure.id))
        .faults(faults.iter().map(String::as_str));
    let field = if figure.required { field.required() } else { field };
    let field = if is_other { field.help(&help) } else { field };
    field.view(lang, |control| {
        html! {
            input id=(control.id) name=(control.name) value=(value) inputmode="numeric" autocomplete="off"
                required[control.required] aria-invalid=[control.invalid] aria-describedby=[&control.described];
        }
    })
}
