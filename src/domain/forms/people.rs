//! A unit's people (联络方式), as the rows of the form of contacts name them.

use super::{Cells, Contacts};
use crate::domain::ids::ColumnId;

/// A person as a unit reported them; empty for what was not said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// As it is stored: a code.
    pub role: String,
    pub name: String,
    pub post: String,
    pub phone: String,
    pub email: String,
    /// 联络员
    pub is_liaison: bool,
}

impl Contacts {
    pub fn person(&self, cells: &Cells) -> Person {
        let cell = |column: Option<&ColumnId>| {
            column.and_then(|column| cells.get(column)).cloned().unwrap_or_default()
        };
        let role = cell(self.role.as_ref());
        Person {
            is_liaison: self.liaison.as_ref().is_some_and(|liaison| *liaison == role),
            role,
            name: cell(Some(&self.name)),
            post: cell(self.post.as_ref()),
            phone: cell(self.phone.as_ref()),
            email: cell(self.email.as_ref()),
        }
    }
}
