//! What a person is told when an act is refused: on the obligation's page, with what they typed kept.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::error::{Error, Result};
use super::obligation_page::{Input, Story};
use super::obligations::find;
use super::visit::Visit;
use crate::domain::access::Action;
use crate::domain::ids::ObligationId;
use crate::domain::obligation::{Obligation, Refusal, State};
use crate::store::Tx;
use crate::words::t;
use crate::words::{self, Lang};

/// A refusal where nothing was typed.
pub fn told(refusal: Refusal) -> Error {
    match refusal {
        Refusal::Forbidden | Refusal::OwnSubmission => Error::Forbidden,
        _ => Error::Conflict,
    }
}

/// The page as it is now, the refusal at the top, what was typed in its form.
pub async fn page(
    tx: &mut Tx,
    visit: &Visit,
    id: &ObligationId,
    refusal: &Refusal,
    input: Input,
) -> Result<Response> {
    if *refusal == Refusal::Forbidden {
        return Err(Error::Forbidden);
    }
    let (obligation, place) = find(tx, visit, id, Action::SeeObligation).await?;
    let gone = is_gone(refusal, input.act, &obligation);
    let story = Story::load(tx, visit, obligation, place).await?;
    let input = Input { notice: Some(words(visit.lang, refusal)), gone, ..input };
    Ok((status(refusal), story.page(visit, &input)).into_response())
}

/// Whether the form that this act came from is not on the page any more.
fn is_gone(refusal: &Refusal, act: Option<Action>, now: &Obligation) -> bool {
    match refusal {
        Refusal::WrongState(_)
        | Refusal::ExtensionPending
        | Refusal::TooLate
        | Refusal::NoDueDate
        | Refusal::NoFigures => true,
        Refusal::Stale => match act {
            Some(Action::Review) => now.state != State::Submitted,
            Some(Action::DecideExtension) => true,
            _ => false,
        },
        _ => false,
    }
}

pub fn status(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::Forbidden | Refusal::OwnSubmission => StatusCode::FORBIDDEN,
        Refusal::Stale | Refusal::WrongState(_) | Refusal::ExtensionPending | Refusal::NoFigures => {
            StatusCode::CONFLICT
        }
        Refusal::NotADate
        | Refusal::ReasonMissing
        | Refusal::NoDueDate
        | Refusal::TooLate
        | Refusal::NotLater
        | Refusal::NothingAltered => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

pub fn words(lang: Lang, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Forbidden => t!(lang, "error-forbidden-text"),
        Refusal::OwnSubmission => t!(lang, "refused-own-submission"),
        Refusal::Stale => t!(lang, "refused-stale"),
        Refusal::WrongState(state) => {
            t!(lang, "refused-wrong-state", state = words::state(lang, *state))
        }
        Refusal::ExtensionPending => t!(lang, "refused-extension-pending"),
        Refusal::ReasonMissing => t!(lang, "refused-reason-missing"),
        Refusal::NoDueDate => t!(lang, "refused-no-due-date"),
        Refusal::TooLate => t!(lang, "refused-too-late"),
        Refusal::NotADate => t!(lang, "refused-not-a-date"),
        Refusal::NotLater => t!(lang, "refused-not-later"),
        Refusal::NoFigures => t!(lang, "refused-no-figures"),
        Refusal::NothingAltered => t!(lang, "refused-nothing-altered"),
    }
}
