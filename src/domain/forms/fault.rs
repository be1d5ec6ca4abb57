//! What can be wrong with a row (校验结果).

use serde::{Deserialize, Serialize};

use crate::domain::ids::ColumnId;

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The column it is about; `None` for the row.
    pub column: Option<ColumnId>,
    pub what: What,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// 必填
    Missing,
    /// 必填, since that column holds this value.
    MissingSince {
        column: ColumnId,
        value: String,
    },
    /// 必填, since that column is empty.
    MissingWithout {
        column: ColumnId,
    },
    TooLong {
        max: usize,
        has: usize,
    },
    NotAnInteger,
    NotANumber,
    TooManyPlaces {
        places: u32,
    },
    TooSmall {
        min: String,
    },
    TooLarge {
        max: String,
    },
    NotADate,
    /// A day that has not come yet.
    Future,
    /// It looks like a date and is none, for example 2026-02-30.
    NoSuchDay,
    /// None of the codes; the nearest, if one is near.
    NotACode {
        nearest: Option<String>,
    },
    /// A credit code or identity number of another length.
    Length {
        wanted: usize,
        has: usize,
    },
    /// A character that cannot stand in it, counted from 1.
    Letter {
        letter: char,
        at: usize,
    },
    /// The identity number's day of birth does not exist.
    Birthday,
    /// The last character should be this one.
    CheckCharacter {
        wanted: char,
    },
    NotAPhone,
    NotAnEmail,
    /// A formula whose result the file does not hold.
    Formula,
    /// What a spreadsheet shows in place of a result, for example `#N/A`.
    SheetError(String),
    /// A number of more digits than a spreadsheet keeps: its end is lost.
    DigitsLost,
    /// Greater or later than that column.
    Above {
        column: ColumnId,
    },
    /// One of these columns must be filled.
    NoneOf {
        columns: Vec<ColumnId>,
    },
    /// Only one of these columns may be filled.
    SeveralOf {
        columns: Vec<ColumnId>,
    },
    /// The row in this line is the same by these columns.
    Repeats {
        line: usize,
        columns: Vec<ColumnId>,
    },
    /// More than so many working days after that column.
    TooLongAfter {
        column: ColumnId,
        working_days: u16,
    },
    /// It is the template's example.
    Example,
}
