//! The people that units have named in their accepted lists (联络员名单), and who of them has no account yet.

use super::is_invited;
use crate::domain::forms::{Contacts, Form, Person};
use crate::domain::ids::UnitId;
use crate::domain::plan::{Plan, Unit};
use crate::domain::roster::{List, Row};
use crate::store::contacts::latest;
use crate::store::ledgers::Listed;
use crate::store::users::User;
use crate::store::{Result, Tx};

/// Somebody, and where it is said.
pub struct Named {
    pub row: Listed,
    pub person: Person,
}

/// The plan's form of contacts, if it has one.
pub fn form(plan: &Plan) -> Option<(&Form, &Contacts)> {
    plan.forms.iter().find_map(|form| Some((form, form.contacts.as_ref()?)))
}

/// All units' people, or one unit's.
pub async fn named(tx: &mut Tx, plan: &Plan, unit: Option<&UnitId>) -> Result<Vec<Named>> {
    let Some((form, contacts)) = form(plan) else { return Ok(Vec::new()) };
    let rows = latest(tx, &plan.id, form, unit).await?;
    Ok(rows.into_iter().map(|row| Named { person: contacts.person(&row.cells), row }).collect())
}

impl Named {
    /// A liaison without an account: none of the unit's has the same address or name.
    pub fn lacks_account(&self, users: &[User]) -> bool {
        let is_same = |user: &User| {
            let address = user.email.as_deref().unwrap_or_default();
            user.name == self.person.name
                || !address.is_empty() && address.eq_ignore_ascii_case(&self.person.email)
        };
        let mut of_unit = users.iter().filter(|user| user.unit_id.as_ref() == Some(&self.row.unit_id));
        self.person.is_liaison && !of_unit.any(|user| is_invited(user) && is_same(user))
    }
}

/// Units whose named liaisons lack accounts, in the plan's order.
pub fn lacking_accounts<'a>(plan: &'a Plan, named: &[Named], users: &[User]) -> Vec<&'a Unit> {
    let lacks =
        |unit: &&Unit| named.iter().any(|named| named.row.unit_id == unit.id && named.lacks_account(users));
    plan.units.iter().filter(lacks).collect()
}

/// Those without an account as a list that can be invited; empty where there is none.
pub fn as_list(plan: &Plan, named: &[Named], users: &[User]) -> String {
    // The head stands in the first line.
    let row = |(line, named): (usize, &Named)| Row {
        line,
        unit: plan.unit(&named.row.unit_id).map(|unit| unit.name.zh.clone()).unwrap_or_default(),
        name: named.person.name.clone(),
        email: named.person.email.clone(),
        phone: named.person.phone.clone(),
        ..Row::default()
    };
    let lacking = named.iter().filter(|named| named.lacks_account(users));
    let rows: Vec<Row> = (2..).zip(lacking).map(row).collect();
    if rows.is_empty() { String::new() } else { List { rows, head: true }.text() }
}
