//! Correcting figures: by whom, in which state, on which page.

use super::*;
use crate::domain::correction::Asked;
use crate::domain::report::Figures;

fn figures(value: i64) -> Figures {
    Figures::from([(id("trained"), value)])
}

fn asked(stand: &Figures, to: i64) -> Asked<'_> {
    Asked {
        seen_revision: 1,
        seen_corrections: 2,
        stand: Some(stand),
        corrections: 2,
        figures: figures(to),
        reason: " 重复统计。 ",
    }
}

fn correct(state: State, role: Role, asked: Asked<'_>) -> Result<Change, Refusal> {
    let plan = sample::plan();
    let place = plan.duty(&id("dated")).unwrap();
    obligation(state).correct_figures(&person("ban", role, "jiaoyu"), place, asked, due())
}

#[test]
fn only_the_figures_change() {
    let stand = figures(5);
    let change = correct(Accepted, Role::Office, asked(&stand, 4)).unwrap();
    assert_eq!(change.after, obligation(Accepted));
    assert_eq!(change.act.name(), "figures_corrected");
    assert_eq!((change.act.detail(), change.act.reason()), ("trained=5>4\n重复统计。", "重复统计。"));
    let Act::FiguresCorrected(correction) = change.act else { panic!("{:?}", change.act) };
    assert_eq!((correction.number, correction.figures), (3, figures(4)));
}

#[test]
fn in_no_other_state_than_sent_or_accepted() {
    let stand = figures(5);
    for state in STATES {
        let seen = Asked { seen_revision: obligation(state).revision, ..asked(&stand, 4) };
        let refused = correct(state, Role::Office, seen).err();
        let wanted = (!matches!(state, Submitted | Accepted)).then_some(Refusal::WrongState(state));
        assert_eq!(refused, wanted, "{state:?}");
    }
}

#[test]
fn what_is_refused_and_why() {
    let stand = figures(5);
    let office = |asked| correct(Accepted, Role::Office, asked).unwrap_err();
    for (asked, refusal) in [
        (Asked { seen_revision: 0, ..asked(&stand, 4) }, Refusal::Stale),
        (Asked { seen_corrections: 1, ..asked(&stand, 4) }, Refusal::Stale),
        (Asked { stand: None, ..asked(&stand, 4) }, Refusal::NoFigures),
        (asked(&stand, 5), Refusal::NothingAltered),
        (Asked { reason: "  ", ..asked(&stand, 4) }, Refusal::ReasonMissing),
    ] {
        assert_eq!(office(asked), refusal);
    }
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Office) {
        assert_eq!(correct(Accepted, role, asked(&stand, 4)), Err(Refusal::Forbidden), "{role:?}");
    }
}
