//! Who can be reached (联络员): which units have nobody, or nobody with an address.

use std::collections::HashSet;

use crate::domain::access::Role;
use crate::domain::ids::UnitId;
use crate::domain::plan::{Plan, Unit};
use crate::store::users::User;

pub mod named;

/// Units that owe reports, in the plan's order, by what they lack.
pub struct Lacking<'a> {
    /// No liaison's account is open.
    pub liaison: Vec<&'a Unit>,
    /// There is a liaison, but none with an e-mail address.
    pub email: Vec<&'a Unit>,
}

impl<'a> Lacking<'a> {
    pub fn of(plan: &'a Plan, users: &[User]) -> Self {
        let open = || users.iter().filter(|user| user.role == Role::Liaison && user.disabled_at.is_none());
        let served: HashSet<&UnitId> = open().filter_map(|user| user.unit_id.as_ref()).collect();
        let written = open().filter(|user| user.email.is_some());
        let written: HashSet<&UnitId> = written.filter_map(|user| user.unit_id.as_ref()).collect();
        let owing = owing(plan);
        let of = |lacks: &dyn Fn(&UnitId) -> bool| {
            plan.units.iter().filter(|unit| owing.contains(&unit.id) && lacks(&unit.id)).collect()
        };
        Self {
            liaison: of(&|unit| !served.contains(unit)),
            email: of(&|unit| served.contains(unit) && !written.contains(unit)),
        }
    }
}

/// Units that must report something.
fn owing(plan: &Plan) -> HashSet<&UnitId> {
    let owed = plan.duties().filter(|place| !place.duty.owed.is_voluntary());
    owed.flat_map(|place| place.duty.owed.owners()).collect()
}

/// Open accounts of units' people who have not set a password yet.
pub fn waiting(users: &[User]) -> impl Iterator<Item = &User> {
    users.iter().filter(|user| is_invited(user) && user.password_hash.is_none())
}

/// An open account of a unit's person.
pub fn is_invited(user: &User) -> bool {
    user.role.belongs_to_unit() && user.disabled_at.is_none()
}
