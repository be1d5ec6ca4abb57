//! Search (检索) over the plan: units, projects, tasks, duties, and who owes what. The plan never changes while the
//! program runs, so all of it is matched in memory, against names prepared once.
//!
//! A word is found as it is written, in Chinese or English; as the number of a task; and in names by pinyin, as
//! initials (`sgs` for 双公示) or whole syllables. Every word of a query has to be found.

use std::sync::{Arc, OnceLock};

use crate::domain::plan::Plan;

mod index;
pub mod marks;
mod owed;
mod pinyin;
mod query;

pub use index::{Found, Index};
pub use owed::Pair;
pub use query::Query;

/// A plan and its index, which is made when it is first asked for.
#[derive(Debug, Clone)]
pub struct Finder {
    plan: Arc<Plan>,
    index: Arc<OnceLock<Index>>,
}

impl Finder {
    pub fn new(plan: Arc<Plan>) -> Self {
        Self { plan, index: Arc::default() }
    }

    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    pub fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::of(&self.plan))
    }
}
