//! Where an assessment period stands, in words (考核期状态).

use crate::domain::assessment::Phase;
use crate::domain::plan::Plan;
use crate::domain::timestamp::Timestamp;
use crate::words::{self, Lang, t};

/// What a reader should know of these scores before looking at them: from when they are, and whether they will change.
pub fn phase(lang: Lang, plan: &Plan, phase: Phase, as_of: Timestamp, edition: Option<i64>) -> String {
    let exact = |at: Timestamp| words::exact(at.in_zone(plan.zone));
    let (as_of, edition) = (exact(as_of), edition.unwrap_or(1).to_string());
    match phase {
        Phase::Preview => t!(lang, "sc-phase-preview", as_of = as_of),
        Phase::Draft => t!(lang, "sc-phase-draft", as_of = as_of),
        Phase::Frozen { reply_until } => {
            t!(lang, "sc-phase-frozen", as_of = as_of, until = exact(reply_until))
        }
        Phase::Published => t!(lang, "sc-phase-published", edition = edition, as_of = as_of),
        Phase::Correcting => t!(lang, "sc-phase-correcting", edition = edition, as_of = as_of),
    }
}
