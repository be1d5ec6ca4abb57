use rust_decimal::Decimal;
use time::Duration;
use time::macros::datetime;

use super::*;
use crate::domain::access::{Person, Role};
use crate::domain::plan::Plan;
use crate::domain::sample;
use crate::domain::scoring::{Span, score};

fn at(local: time::OffsetDateTime) -> Timestamp {
    Timestamp::new(local)
}

fn may() -> Span {
    let date = |month| Date::from_calendar_date(2026, month, 15).unwrap();
    let (from, to) = (date(time::Month::April), date(time::Month::June));
    Span { id: "p".to_owned(), title: sample::words("考核"), number: 1, of: 1, from, to }
}

/// The sample's plan, with five working days to reply.
fn plan() -> Plan {
    let mut parts = sample::parts(vec![]);
    parts.scoring.reply_days = 5;
    Plan::new(parts)
}

fn scorer() -> Person {
    sample::person("jixiao", Role::ScoringOffice, "")
}

fn liaison() -> Person {
    sample::person("li", Role::Liaison, "jiaoyu")
}

const FREEZING: time::OffsetDateTime = datetime!(2026-06-16 09:00 +8);

fn draft() -> Assessment {
    Assessment::open(&scorer(), &plan(), &may(), at(datetime!(2026-06-10 09:00 +8))).unwrap().after
}

fn frozen() -> Assessment {
    draft().freeze(&scorer(), &plan(), &may(), vec![], at(FREEZING)).unwrap().after
}

fn replied(revision: i64) -> Reply {
    Reply {
        unit_id: sample::id("jiaoyu"),
        item: "on-time".to_owned(),
        revision,
        body: "请核".to_owned(),
        user_id: sample::id("li"),
        user_name: "李明".to_owned(),
        at: at(FREEZING),
    }
}

#[test]
fn the_time_to_reply_ends_with_the_fifth_working_day_after_the_freeze() {
    // Frozen, and the last instant: over a holiday, over a weekend, over one that is worked.
    for (frozen, until) in [
        (datetime!(2026-06-16 09:00 +8), datetime!(2026-06-24 17:00 +8)),
        (datetime!(2026-07-01 16:59 +8), datetime!(2026-07-08 17:00 +8)),
        (datetime!(2026-09-18 09:00 +8), datetime!(2026-09-24 17:00 +8)),
        (datetime!(2026-07-04 09:00 +8), datetime!(2026-07-10 17:00 +8)),
    ] {
        assert_eq!(reply_until(&plan(), 5, at(frozen)), at(until), "{frozen}");
    }
}

#[test]
fn each_act_has_its_phase() {
    let (now, item) = (at(FREEZING), sample::rules().items.remove(0));
    let plan = plan();
    assert_eq!(
        Assessment::open(&scorer(), &plan, &may(), at(datetime!(2026-04-14 23:59 +8))),
        Err(Refusal::NotBegun(may().from))
    );
    assert_eq!(
        draft().freeze(&scorer(), &plan, &may(), vec![], at(datetime!(2026-06-15 23:59 +8))),
        Err(Refusal::NotOver(may().to))
    );
    let waits = vec![Waiting { unit: sample::id("jiaoyu"), item: "judgement".to_owned() }];
    assert_eq!(draft().freeze(&scorer(), &plan, &may(), waits.clone(), now), Err(Refusal::Waiting(waits)));
    assert_eq!(frozen().freeze(&scorer(), &plan, &may(), vec![], now), Err(Refusal::WrongPhase));
    assert_eq!(draft().publish(&scorer(), Standing::default(), 0, "", now), Err(Refusal::WrongPhase));
    assert_eq!(frozen().correct(&scorer(), &item, 2, "1", "漏计"), Err(Refusal::WrongPhase));
    assert_eq!(
        draft().reply(&liaison(), &sample::id("jiaoyu"), None, false, 0, "请核", now),
        Err(Refusal::WrongPhase)
    );
    assert_eq!(frozen().withdraw(&scorer(), 1, "误记"), Err(Refusal::WrongPhase));
}

#[test]
fn units_reply_for_themselves_and_the_scoring_office_rules() {
    let (unit, now) = (sample::id("jiaoyu"), at(FREEZING));
    let reply = |by: &Person, now| frozen().reply(by, &unit, None, false, 0, " 请核 ", now);
    assert_eq!(reply(&liaison(), now), Ok("请核".to_owned()));
    for (role, of) in
        [(Role::Liaison, "keji"), (Role::Office, ""), (Role::ScoringOffice, ""), (Role::Admin, "")]
    {
        assert_eq!(reply(&sample::person("x", role, of), now), Err(Refusal::Forbidden), "{role:?}");
    }
    let until = frozen().reply_until.unwrap();
    assert!(reply(&liaison(), until).is_ok(), "the instant named is in time");
    assert_eq!(reply(&liaison(), until.plus(Duration::SECOND)), Err(Refusal::ReplyOver));
    for role in Role::ALL {
        let by = sample::person("x", role, "jiaoyu");
        let ruled = frozen().rule(&by, &replied(1), false, 1, None, "理由");
        assert_eq!(ruled.is_ok(), role == Role::ScoringOffice, "{role:?}");
    }
    assert_eq!(frozen().rule(&scorer(), &replied(2), false, 1, None, "理由"), Err(Refusal::Stale));
    assert_eq!(frozen().rule(&scorer(), &replied(1), true, 1, None, "理由"), Err(Refusal::Ruled));
    assert_eq!(frozen().rule(&scorer(), &replied(1), false, 1, None, " "), Err(Refusal::ReasonMissing));
}

#[test]
fn points_are_plain_numbers_within_the_item() {
    let item = sample::rules().items.remove(0);
    let ruled = |typed| frozen().rule(&scorer(), &replied(1), false, 1, Some((&item, 1, typed)), "理由");
    for (typed, points) in [("0", 0), ("100", 100), ("９０", 90), (" 12.0 ", 12)] {
        assert_eq!(ruled(typed).unwrap().verdict, Some(Verdict::Ruled(Decimal::from(points))), "{typed}");
    }
    for typed in ["", "-1", "100.1", "12.34", "1e2", "十", "1,5", "NaN", "+3"] {
        assert!(matches!(ruled(typed), Err(Refusal::NotPoints { .. })), "{typed}");
    }
}

#[test]
fn a_period_is_published_when_everyone_was_heard_and_answered() {
    let until = frozen().reply_until.unwrap();
    let over = until.plus(Duration::SECOND);
    let standing = |unruled, all_consent| Standing { unruled, all_consent, corrections: 0 };
    let publish =
        |standing, now| frozen().publish(&scorer(), standing, 0, "", now).map(|change| change.after.edition);
    assert_eq!(publish(standing(0, false), until), Err(Refusal::ReplyOpen(until)));
    assert_eq!(publish(standing(0, true), until), Ok(1));
    assert_eq!(publish(standing(2, true), over), Err(Refusal::Unruled(2)));
    assert_eq!(publish(standing(0, false), over), Ok(1));
    let first = frozen().publish(&scorer(), standing(0, true), 0, "", over).unwrap().after;
    let corrected = Standing { corrections: 1, ..Standing::default() };
    let next = |standing, seen, why: &str| {
        first.clone().publish(&scorer(), standing, seen, why, over).map(|change| change.after.edition)
    };
    assert_eq!(next(Standing::default(), 1, "更正"), Err(Refusal::NothingCorrected));
    assert_eq!(next(corrected, 0, "更正"), Err(Refusal::Stale));
    assert_eq!(next(corrected, 1, ""), Err(Refusal::ReasonMissing));
    assert_eq!(next(corrected, 1, "更正"), Ok(2));
}

#[test]
fn what_nobody_judged_waits_by_unit_and_item() {
    let mut rules = sample::rules();
    rules.items[0].kind = Kind::Judged { otherwise: None };
    let outcome = crate::domain::scoring::Outcome {
        obligation: sample::id("dated~jiaoyu~2026"),
        duty: sample::id("dated"),
        part: crate::domain::scoring::Part::Responsible,
        timeliness: crate::domain::obligation::Timeliness::OnTime,
        days_late: 0,
        accepted: true,
        returned: 0,
        voluntary: false,
        reported: true,
    };
    let unit = crate::domain::scoring::UnitInputs {
        unit: sample::id("jiaoyu"),
        name: sample::words("教育局"),
        outcomes: vec![outcome],
        figures: std::collections::BTreeMap::new(),
    };
    let mut inputs = Inputs { span: may(), as_of: at(FREEZING), units: vec![unit], marks: vec![] };
    let waits = Waiting { unit: sample::id("jiaoyu"), item: "on-time".to_owned() };
    assert_eq!(waiting(&score(&rules, &inputs)), [waits]);
    let judged = |judged| {
        draft().judge(&scorer(), &rules, &inputs, (&sample::id("jiaoyu"), "on-time"), &judged, "评议")
    };
    assert_eq!(judged(Judged::Award { level: "city" }), Err(Refusal::NotForItem));
    let (verdict, reason) = judged(Judged::Points("88")).unwrap();
    let (by, on, now) = ("孙".to_owned(), "on-time".to_owned(), at(FREEZING));
    inputs.marks.push(crate::domain::scoring::Mark {
        unit: sample::id("jiaoyu"),
        on,
        verdict,
        reason,
        by,
        at: now,
    });
    assert_eq!(waiting(&score(&rules, &inputs)), []);
}
