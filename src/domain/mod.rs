//! The pure core: what a plan is, what it makes people owe, and what follows from what they do.
//!
//! std, time, serde and exact decimals only; no I/O and no clock. `derive(sqlx::Type)` on value types is
//! the one concession, so that no row is mapped by hand.

pub mod access;
pub mod assessment;
pub mod attachment;
pub mod backoff;
pub mod bulletin;
pub mod by_hand;
pub mod calendar;
pub mod chase;
pub mod correction;
pub mod deadline;
pub mod digest;
pub mod edition;
pub mod folded;
pub mod forecast;
pub mod forms;
pub mod ids;
pub mod indicator;
pub mod materialise;
pub mod nearest;
pub mod obligation;
pub mod period;
pub mod plan;
pub mod progress;
pub mod prose;
pub mod reminder;
pub mod report;
pub mod roster;
#[cfg(test)]
pub(crate) mod sample;
pub mod score_letters;
pub mod scoring;
pub mod standing;
pub mod supervision;
pub mod timestamp;
pub mod unsent;
