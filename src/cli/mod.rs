//! The commands that look at a plan's files. Each writes to the output it is given and says whether all is
//! well; what the command line looks like is `main`'s.

pub mod plan_apply;
pub mod plan_check;
pub mod plan_schema;
pub mod plan_show;
mod table;
