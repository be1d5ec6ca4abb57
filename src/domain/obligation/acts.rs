//! What people do to an obligation: each act decides, and changes nothing itself.

use super::{Act, Change, Decision, Extension, Obligation, Refusal, State};
use crate::domain::access::{Action, Person, Subject, may};
use crate::domain::correction::{self, Correction};
use crate::domain::ids::UserId;
use crate::domain::plan::Place;
use crate::domain::report::Report;
use crate::domain::timestamp::Timestamp;

impl Obligation {
    pub fn subject<'a>(&'a self, place: Place<'a>) -> Subject<'a> {
        let assists = place.duty.owed.assists();
        Subject::Obligation { unit: &self.unit_id, project: place.project, assists }
    }

    /// 签收: the unit has taken note.
    pub fn acknowledge(self, by: &Person, place: Place<'_>, now: Timestamp) -> Result<Change, Refusal> {
        self.allow(by, Action::Acknowledge, place)?;
        if !self.state.is_owed() || self.acknowledged_at.is_some() {
            return Err(Refusal::WrongState(self.state));
        }
        Ok(self.change(by, now, Act::Acknowledged, |after| after.acknowledged_at = Some(now)))
    }

    /// 报送. `seen` is the revision that was on the sender's screen; sending again before the review
    /// replaces what is waiting.
    pub fn submit(
        self,
        by: &Person,
        place: Place<'_>,
        seen: i64,
        report: Report,
        now: Timestamp,
    ) -> Result<Change, Refusal> {
        self.allow(by, Action::Submit, place)?;
        self.unmoved(seen)?;
        if !matches!(self.state, State::Open | State::Returned | State::Submitted) {
            return Err(Refusal::WrongState(self.state));
        }
        Ok(self.change(by, now, Act::Submitted(report), |after| {
            after.state = State::Submitted;
            after.revision += 1;
            after.first_submitted_at.get_or_insert(now);
        }))
    }

    /// 审核: accept, or return with a reason. `submitter` is who sent the revision that was seen.
    pub fn review(
        self,
        by: &Person,
        place: Place<'_>,
        seen: i64,
        submitter: &UserId,
        decision: Decision,
        reason: &str,
        now: Timestamp,
    ) -> Result<Change, Refusal> {
        self.allow(by, Action::Review, place)?;
        self.unmoved(seen)?;
        if self.state != State::Submitted {
            return Err(Refusal::WrongState(self.state));
        }
        if *submitter == by.id {
            return Err(Refusal::OwnSubmission);
        }
        let (state, reason) = match decision {
            Decision::Accept => (State::Accepted, reason.trim().to_owned()),
            Decision::Return => (State::Returned, required(reason)?),
        };
        Ok(self.change(by, now, Act::Reviewed { decision, reason }, |after| after.state = state))
    }

    /// 免报: nothing need be sent, for a reason.
    pub fn exempt(
        self,
        by: &Person,
        place: Place<'_>,
        reason: &str,
        now: Timestamp,
    ) -> Result<Change, Refusal> {
        self.allow(by, Action::Exempt, place)?;
        if self.state != State::Open {
            return Err(Refusal::WrongState(self.state));
        }
        let reason = required(reason)?;
        Ok(self.change(by, now, Act::Exempted { reason }, |after| after.state = State::Exempt))
    }

    /// Takes an exemption back.
    pub fn reinstate(
        self,
        by: &Person,
        place: Place<'_>,
        reason: &str,
        now: Timestamp,
    ) -> Result<Change, Refusal> {
        self.allow(by, Action::Exempt, place)?;
        if self.state != State::Exempt {
            return Err(Refusal::WrongState(self.state));
        }
        let reason = required(reason)?;
        Ok(self.change(by, now, Act::Reinstated { reason }, |after| after.state = State::Open))
    }

    /// 申请延期: before the due date, with a reason, to the end of a later day.
    pub fn ask_extension(
        self,
        by: &Person,
        place: Place<'_>,
        pending: bool,
        until: Timestamp,
        reason: &str,
        now: Timestamp,
    ) -> Result<Change, Refusal> {
        self.allow(by, Action::AskExtension, place)?;
        if !self.state.is_owed() {
            return Err(Refusal::WrongState(self.state));
        }
        let due = self.due_at.ok_or(Refusal::NoDueDate)?;
        if pending {
            return Err(Refusal::ExtensionPending);
        }
        if now > due {
            return Err(Refusal::TooLate);
        }
        if until <= due {
            return Err(Refusal::NotLater);
        }
        let reason = required(reason)?;
        Ok(self.change(by, now, Act::ExtensionAsked { until, reason }, |_| {}))
    }

    /// Grants the waiting request, which moves `due_at` (never to an earlier day, nor to any where the plan
    /// has since dropped its date), or refuses it with a reason.
    pub fn decide_extension(
        self,
        by: &Person,
        place: Place<'_>,
        asked: &Extension,
        granted: bool,
        reason: &str,
        now: Timestamp,
    ) -> Result<Change, Refusal> {
        self.allow(by, Action::DecideExtension, place)?;
        if asked.granted.is_some() {
            return Err(Refusal::Stale);
        }
        let reason = if granted { reason.trim().to_owned() } else { required(reason)? };
        let act = Act::ExtensionDecided { number: asked.number, granted, until: asked.until, reason };
        Ok(self.change(by, now, act, |after| {
            if granted {
                after.due_at = after.due_at.map(|due| due.max(asked.until));
            }
        }))
    }

    /// 更正数据: the figures of what was sent are put right, for a reason; nothing else about it changes.
    pub fn correct_figures(
        self,
        by: &Person,
        place: Place<'_>,
        asked: correction::Asked<'_>,
        now: Timestamp,
    ) -> Result<Change, Refusal> {
        self.allow(by, Action::CorrectFigures, place)?;
        self.unmoved(asked.seen_revision)?;
        if asked.seen_corrections != asked.corrections {
            return Err(Refusal::Stale);
        }
        if !matches!(self.state, State::Submitted | State::Accepted) {
            return Err(Refusal::WrongState(self.state));
        }
        let stand = asked.stand.ok_or(Refusal::NoFigures)?;
        if *stand == asked.figures {
            return Err(Refusal::NothingAltered);
        }
        let reason = required(asked.reason)?;
        let detail = correction::detail(stand, &asked.figures, &reason);
        let number = asked.corrections + 1;
        let corrected = Correction { number, figures: asked.figures, reason, detail };
        Ok(self.change(by, now, Act::FiguresCorrected(corrected), |_| {}))
    }

    fn allow(&self, by: &Person, action: Action, place: Place<'_>) -> Result<(), Refusal> {
        if may(by, action, self.subject(place)) { Ok(()) } else { Err(Refusal::Forbidden) }
    }

    fn unmoved(&self, seen: i64) -> Result<(), Refusal> {
        if self.revision == seen { Ok(()) } else { Err(Refusal::Stale) }
    }

    fn change(self, by: &Person, at: Timestamp, act: Act, alter: impl FnOnce(&mut Self)) -> Change {
        let (expected_state, expected_revision) = (self.state, self.revision);
        let mut after = self;
        alter(&mut after);
        Change { expected_state, expected_revision, after, act, by: by.id.clone(), at }
    }
}

fn required(reason: &str) -> Result<String, Refusal> {
    let reason = reason.trim();
    if reason.is_empty() { Err(Refusal::ReasonMissing) } else { Ok(reason.to_owned()) }
}
