//! "Did you mean": the nearest of the known names.

use super::problem::say;
use crate::domain::nearest::nearest;
use crate::domain::plan::Words;

/// What stands between back-quotes in a message.
pub(super) fn quoted(message: &str) -> impl Iterator<Item = &str> {
    message.split('`').skip(1).step_by(2)
}

/// Help for a name that is not known: the nearest known one, or all of them where they are few.
pub(super) fn one_of(name: &str, known: &[&str]) -> Option<Words> {
    if let Some(near) = nearest(name, known) {
        return Some(say!("是不是“{near}”？", "did you mean `{near}`?"));
    }
    if known.is_empty() || known.len() > 24 {
        return None;
    }
    let all = known.join("、");
    let list = known.join(", ");
    Some(say!("可用的有：{all}", "known are: {list}"))
}
