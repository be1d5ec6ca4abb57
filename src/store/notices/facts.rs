//! What notices are decided from, as it stands in the tables.

use std::collections::HashSet;

use super::{named, of_day};
use crate::domain::ids::UnitId;
use crate::domain::obligation::Obligation;
use crate::domain::plan::Plan;
use crate::domain::reminder::Recipient;
use crate::domain::supervision::{Facts, Named};
use crate::domain::timestamp::Timestamp;
use crate::store::users::{self, User};
use crate::store::{Result, Tx, obligations};

#[derive(Debug)]
pub struct Gathered {
    obligations: Vec<Obligation>,
    /// Enabled accounts with an e-mail address.
    users: Vec<User>,
    recipients: Vec<Recipient>,
    named: HashSet<Named>,
    served: HashSet<UnitId>,
}

impl Gathered {
    pub fn facts(&self) -> Facts<'_> {
        Facts {
            obligations: &self.obligations,
            recipients: &self.recipients,
            named: &self.named,
            served: &self.served,
        }
    }

    /// A recipient's account and address.
    pub fn user(&self, recipient: &Recipient) -> Option<(&User, &str)> {
        let user = self.users.iter().find(|user| user.id == recipient.user)?;
        Some((user, user.email.as_deref()?))
    }
}

pub async fn gather(tx: &mut Tx, plan: &Plan, now: Timestamp) -> Result<Gathered> {
    let mut users = users::all(tx, &plan.id).await?;
    let is_reached = |user: &User| user.email.as_ref().is_some_and(|email| !email.is_empty());
    users.retain(|user| user.disabled_at.is_none() && is_reached(user));
    let recipient =
        |user: &User| Recipient { user: user.id.clone(), role: user.role, unit: user.unit_id.clone() };
    Ok(Gathered {
        obligations: obligations::to_chase(tx, &plan.id, now).await?,
        recipients: users.iter().map(recipient).collect(),
        users,
        named: named(tx, &plan.id, now).await?,
        served: of_day(tx, &plan.id, plan.local_date(now)).await?,
    })
}
