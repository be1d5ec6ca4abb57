//! Scores (考核评分): a pure function from rules, what became of obligations, reported figures and judged marks to
//! scorecards, where every point names what it came from.
//!
//! [`rules`] is what `scoring.toml` says, [`inputs`] what is known of the units in one assessment period, [`card`] what
//! follows, [`compute`] how. All three are plain data that is written to a published edition as it stands, so that the same
//! inputs under the same rules make the same bytes ever after.

pub mod card;
mod compute;
pub mod inputs;
mod lines;
mod measure;
pub mod periods;
pub mod rules;
mod totals;

pub use card::{Cause, Line, Reason, Scorecard, Scores, Standing};
pub use compute::score;
pub use inputs::{Inputs, Mark, Outcome, Part, UnitInputs, Verdict};
pub use periods::Span;
pub use rules::Rules;

#[cfg(test)]
mod tests;
