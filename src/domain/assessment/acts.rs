//! Opening, freezing, replying, ruling, publishing: each act decides, and changes nothing itself.

use super::{Act, Assessment, Change, Refusal, Reply, Ruling, State, Waiting, reason};
use crate::domain::access::{Action, Person, Subject, may};
use crate::domain::ids::UnitId;
use crate::domain::plan::Plan;
use crate::domain::scoring::rules::Item;
use crate::domain::scoring::{Span, Verdict};
use crate::domain::timestamp::Timestamp;

/// How far the replies are when a period is to be published.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    /// Replies without a ruling.
    pub unruled: usize,
    /// Whether every ranked unit has said that it accepts its card (无异议).
    pub all_consent: bool,
    /// Corrections that no edition has yet.
    pub corrections: usize,
}

/// Close of business of the last working day on which a unit may reply: so many after the day of the freeze.
pub fn reply_until(plan: &Plan, days: u16, frozen: Timestamp) -> Timestamp {
    let day = plan.calendar.add_working_days(plan.local_date(frozen), i32::from(days));
    Timestamp::local(plan.calendar.on_or_after(day), plan.close_of_business, plan.zone)
}

impl Assessment {
    /// 开启: from the period's first day on.
    pub fn open(by: &Person, plan: &Plan, span: &Span, now: Timestamp) -> Result<Change, Refusal> {
        judges(by)?;
        if plan.local_date(now) < span.from {
            return Err(Refusal::NotBegun(span.from));
        }
        let after = Self {
            period: span.id.clone(),
            state: State::Draft,
            edition: 0,
            opened_at: now,
            frozen_at: None,
            reply_until: None,
        };
        Ok(Change { before: None, after, act: Act::Opened, by: by.id.clone(), at: now })
    }

    /// 冻结: once the last day is over and nothing waits to be judged.
    pub fn freeze(
        self,
        by: &Person,
        plan: &Plan,
        span: &Span,
        waiting: Vec<Waiting>,
        now: Timestamp,
    ) -> Result<Change, Refusal> {
        judges(by)?;
        self.is_in(State::Draft)?;
        if plan.local_date(now) <= span.to {
            return Err(Refusal::NotOver(span.to));
        }
        if !waiting.is_empty() {
            return Err(Refusal::Waiting(waiting));
        }
        let until = reply_until(plan, plan.scoring.reply_days, now);
        Ok(self.change(by, now, Act::Frozen, |after| {
            after.state = State::Frozen;
            (after.frozen_at, after.reply_until) = (Some(now), Some(until));
        }))
    }

    /// 申诉: a unit's word on one item, new or in place of the version that was `seen` (0 for none).
    pub fn reply(
        &self,
        by: &Person,
        unit: &UnitId,
        standing: Option<&Reply>,
        is_ruled: bool,
        seen: i64,
        text: &str,
        now: Timestamp,
    ) -> Result<String, Refusal> {
        self.may_reply(by, unit, now)?;
        if is_ruled {
            return Err(Refusal::Ruled);
        }
        if standing.map_or(0, |reply| reply.revision) != seen {
            return Err(Refusal::Stale);
        }
        reason(text)
    }

    /// 无异议: a unit accepts its card; it may, like a reply, until the time is over.
    pub fn consent(&self, by: &Person, unit: &UnitId, now: Timestamp) -> Result<(), Refusal> {
        self.may_reply(by, unit, now)
    }

    fn may_reply(&self, by: &Person, unit: &UnitId, now: Timestamp) -> Result<(), Refusal> {
        if !may(by, Action::ReplyToScore, Subject::Unit(unit)) {
            return Err(Refusal::Forbidden);
        }
        self.is_in(State::Frozen)?;
        if self.reply_until.is_none_or(|until| now > until) { Err(Refusal::ReplyOver) } else { Ok(()) }
    }

    /// 裁定, of the version that was `seen`: upheld with the item's points from now on, or turned down; once, and always
    /// with a reason.
    pub fn rule(
        &self,
        by: &Person,
        reply: &Reply,
        is_ruled: bool,
        seen: i64,
        points: Option<(&Item, u32, &str)>,
        why: &str,
    ) -> Result<Ruling, Refusal> {
        judges(by)?;
        self.is_in(State::Frozen)?;
        if is_ruled {
            return Err(Refusal::Ruled);
        }
        if reply.revision != seen {
            return Err(Refusal::Stale);
        }
        let points =
            points.map(|(item, places, typed)| super::judging::points(typed, item, places)).transpose()?;
        Ok(Ruling { verdict: points.map(Verdict::Ruled), reason: reason(why)? })
    }

    /// 更正: what an item's points are in the next edition.
    pub fn correct(
        &self,
        by: &Person,
        item: &Item,
        places: u32,
        typed: &str,
        why: &str,
    ) -> Result<Ruling, Refusal> {
        judges(by)?;
        self.is_in(State::Published)?;
        let points = super::judging::points(typed, item, places)?;
        Ok(Ruling { verdict: Some(Verdict::Ruled(points)), reason: reason(why)? })
    }

    /// 发布: the first edition when units have had their say and were answered, each later one when something was
    /// corrected, with a reason. `seen` is the latest edition that was on the screen.
    pub fn publish(
        self,
        by: &Person,
        standing: Standing,
        seen: i64,
        why: &str,
        now: Timestamp,
    ) -> Result<Change, Refusal> {
        judges(by)?;
        if self.edition != seen {
            return Err(Refusal::Stale);
        }
        let why = match (self.state, self.reply_until) {
            (State::Frozen, Some(until)) => {
                if standing.unruled > 0 {
                    return Err(Refusal::Unruled(standing.unruled));
                }
                if now <= until && !standing.all_consent {
                    return Err(Refusal::ReplyOpen(until));
                }
                String::new()
            }
            (State::Published, _) if standing.corrections == 0 => return Err(Refusal::NothingCorrected),
            (State::Published, _) => reason(why)?,
            _ => return Err(Refusal::WrongPhase),
        };
        Ok(self.change(by, now, Act::Published { reason: why }, |after| {
            after.state = State::Published;
            after.edition += 1;
        }))
    }

    /// Takes a mark back that `edition` is the first to have: of the draft, or a correction that is not published.
    pub fn withdraw(&self, by: &Person, edition: i64, why: &str) -> Result<String, Refusal> {
        judges(by)?;
        let is_open = match self.state {
            State::Draft => true,
            State::Frozen => false,
            State::Published => edition > self.edition,
        };
        if is_open { reason(why) } else { Err(Refusal::WrongPhase) }
    }

    pub(super) fn is_in(&self, state: State) -> Result<(), Refusal> {
        if self.state == state { Ok(()) } else { Err(Refusal::WrongPhase) }
    }

    fn change(self, by: &Person, at: Timestamp, act: Act, alter: impl FnOnce(&mut Self)) -> Change {
        let before = Some((self.state, self.edition));
        let mut after = self;
        alter(&mut after);
        Change { before, after, act, by: by.id.clone(), at }
    }
}

pub(super) fn judges(by: &Person) -> Result<(), Refusal> {
    if may(by, Action::JudgeScores, Subject::Any) { Ok(()) } else { Err(Refusal::Forbidden) }
}
