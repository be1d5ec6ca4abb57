//! Marks (评定): what the scoring office finds while a period is a draft.

use rust_decimal::Decimal;

use super::acts::judges;
use super::{Assessment, Refusal, State, is_judged, judged_event, reason};
use crate::domain::access::Person;
use crate::domain::ids::{ObligationId, UnitId};
use crate::domain::scoring::rules::{Event, Item, Kind, Rules, Test};
use crate::domain::scoring::{Inputs, Verdict};

/// What somebody wants to find, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judged<'a> {
    /// 评议得分
    Points(&'a str),
    /// 认定扣分, 认定计分
    Charge { event: &'a str, obligation: Option<ObligationId>, points: &'a str },
    /// 奖励
    Award { level: &'a str },
    /// 客观不具备
    Absent,
    /// 认定: of a condition
    Found,
}

impl Assessment {
    /// 评定 of one unit, on an item or (of [`Judged::Found`]) on a condition: what it comes to, and the reason.
    pub fn judge(
        &self,
        by: &Person,
        rules: &Rules,
        inputs: &Inputs,
        (unit, on): (&UnitId, &str),
        judged: &Judged<'_>,
        why: &str,
    ) -> Result<(Verdict, String), Refusal> {
        judges(by)?;
        self.is_in(State::Draft)?;
        let known = inputs.units.iter().find(|known| known.unit == *unit).ok_or(Refusal::NotForItem)?;
        if *judged == Judged::Found {
            let condition = rules.condition(on).filter(|condition| condition.test == Test::Found);
            condition.ok_or(Refusal::NotForItem)?;
            return Ok((Verdict::Found, reason(why)?));
        }
        let item =
            rules.item(on).filter(|item| item.is_for(rules.group_of(unit))).ok_or(Refusal::NotForItem)?;
        let verdict = match judged {
            Judged::Points(typed) if is_judged(item) => Verdict::Points(points(typed, item, rules.places)?),
            Judged::Charge { event, obligation, points } => {
                let is_theirs =
                    |id: &ObligationId| known.outcomes.iter().any(|outcome| outcome.obligation == *id);
                if !obligation.as_ref().is_none_or(is_theirs) {
                    return Err(Refusal::NotForItem);
                }
                charge(rules, item, event, obligation.clone(), points)?
            }
            Judged::Award { level } if has_level(item, level) => {
                Verdict::Award { level: (*level).to_owned() }
            }
            Judged::Absent => Verdict::Absent,
            _ => return Err(Refusal::NotForItem),
        };
        Ok((verdict, reason(why)?))
    }
}

fn charge(
    rules: &Rules,
    item: &Item,
    event: &str,
    obligation: Option<ObligationId>,
    typed: &str,
) -> Result<Verdict, Refusal> {
    let Some((Event::Judged { least, .. }, most)) = judged_event(item, event) else {
        return Err(Refusal::NotForItem);
    };
    let points = number(typed, *least, most, rules.places)?;
    Ok(Verdict::Charge { event: event.to_owned(), obligation, points })
}

fn has_level(item: &Item, level: &str) -> bool {
    matches!(&item.kind, Kind::Awards { levels } if levels.iter().any(|each| each.id == level))
}

/// An item's points as typed: from 0 to all it can give.
pub(super) fn points(typed: &str, item: &Item, places: u32) -> Result<Decimal, Refusal> {
    number(typed, Decimal::ZERO, item.points, places)
}

fn number(typed: &str, least: Decimal, most: Decimal, places: u32) -> Result<Decimal, Refusal> {
    let refused = Refusal::NotPoints { least, most, places };
    let typed: String = typed.trim().chars().map(half_width).collect();
    let is_plain = !typed.is_empty() && typed.chars().all(|c| c.is_ascii_digit() || c == '.');
    let Some(points) = is_plain.then(|| typed.parse::<Decimal>().ok()).flatten() else { return Err(refused) };
    let points = points.normalize();
    if points < least || points > most || points.scale() > places { Err(refused) } else { Ok(points) }
}

/// Chinese keyboards write digits and the point at full width too.
fn half_width(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
        '．' | '。' => '.',
        other => other,
    }
}
