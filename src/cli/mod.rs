//! The commands that look at a plan and at what it makes people owe. Each writes to the output it is given;
//! what the command line looks like is `main`'s.

pub mod plan_apply;
pub mod plan_check;
pub mod plan_schema;
pub mod plan_show;
pub mod remind;
pub mod score_explain;
pub mod score_verify;
mod table;
