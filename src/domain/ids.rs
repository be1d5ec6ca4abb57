//! Names that cannot be mixed up: each kind of id is its own type, and a malformed one cannot be built.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Why a text is not an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an id: use 1 to {MAX_WRITTEN} ASCII letters, digits, `.`, `-` or `_`")]
pub struct BadId(pub String);

/// The longest id that a plan's files may give, in characters: two of them and a period make an obligation's.
pub const MAX_WRITTEN: usize = 40;
const MAX_COMPOSED: usize = 120;

fn written(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')
}

/// `~` stands between the parts of a composed id, so that no two sets of parts make the same one.
fn composed(c: char) -> bool {
    written(c) || c == '~'
}

fn check(text: &str, max: usize, allowed: fn(char) -> bool) -> Result<(), BadId> {
    if text.is_empty() || text.len() > max || !text.chars().all(allowed) {
        return Err(BadId(text.to_owned()));
    }
    Ok(())
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        id!($(#[$doc])* $name, MAX_WRITTEN, written);
    };
    ($(#[$doc:meta])* $name:ident, $max:expr, $allowed:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type)]
        #[serde(try_from = "String", into = "String")]
        #[sqlx(transparent)]
        pub struct $name(String);

        impl $name {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = BadId;
            fn try_from(text: String) -> Result<Self, BadId> {
                check(&text, $max, $allowed)?;
                Ok(Self(text))
            }
        }

        impl FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                Self::try_from(text.to_owned())
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// An implementation plan (实施方案), for example `credit-2026`.
    PlanId
);
id!(
    /// A unit (单位), for example `fagai` for 区发改局.
    UnitId
);
id!(
    /// A named set of units, for example `towns` for 各镇、街道、开发区.
    GroupId
);
id!(
    /// A key task (重点任务) by its number, for example `1.4`.
    TaskId
);
id!(
    /// Something to be delivered for a task (报送事项), for example `1.4-report`.
    DutyId
);
id!(
    /// A number that a report asks for (填报数据), for example `trained`.
    FigureId
);
id!(
    /// A report form (报表样式), for example `licences`.
    FormId
);
id!(
    /// A column of a report form (字段), by its field code where it has one: `XK_WSH`.
    ColumnId
);
id!(
    /// A sheet (明细表): a report form as one person has filled it in.
    SheetId
);
id!(
    /// An indicator (指标), for example `repair-training`.
    IndicatorId
);
id!(
    /// A person's account (账号).
    UserId
);
id!(
    /// One unit's duty for one period (应办事项): `duty~unit~period`, the same at every run, so that a link
    /// in a mail outlives a reload of the plan.
    ObligationId,
    MAX_COMPOSED,
    composed
);

impl SheetId {
    /// From a random number.
    pub fn of_number(number: u128) -> Self {
        Self(format!("{number:032x}"))
    }
}

impl UserId {
    /// From a random number: logins and names are no ids, since both may change hands.
    pub fn of_number(number: u128) -> Self {
        Self(format!("{number:032x}"))
    }
}

impl ObligationId {
    pub fn of(duty: &DutyId, unit: &UnitId, period: &super::period::Period) -> Self {
        Self(format!("{duty}~{unit}~{period}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_refuse_what_a_path_or_a_statement_could_trip_over() {
        for bad in ["", "a b", "../x", "中", "a/b", "a'b", "a~b", &"x".repeat(41)] {
            assert!(bad.parse::<UnitId>().is_err(), "{bad}");
        }
        assert_eq!("1.4-report".parse::<DutyId>().unwrap().as_str(), "1.4-report");
    }

    #[test]
    fn every_obligation_can_be_named_in_an_address() {
        let (duty, unit) = ("d".repeat(MAX_WRITTEN), "u".repeat(MAX_WRITTEN));
        let period = super::super::period::Period::day(time::macros::date!(2026 - 06 - 30));
        let id = ObligationId::of(&duty.parse().unwrap(), &unit.parse().unwrap(), &period);
        assert_eq!(id.as_str().parse::<ObligationId>(), Ok(id));
    }
}
