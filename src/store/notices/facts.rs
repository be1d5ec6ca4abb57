//! What notices are decided from, as it stands in the tables.

use std::collections::HashSet;

use super::{named, of_day};
use crate::domain::ids::{ObligationId, UnitId};
use crate::domain::obligation::Obligation;
use crate::domain::plan::Plan;
use crate::domain::reminder::Recipient;
use crate::domain::supervision::{Facts, Named};
use crate::domain::timestamp::Timestamp;
use crate::store::users::{self, User};
use crate::store::{Result, Tx, extensions, obligations};

/// What was issued already, and what is not to be.
#[derive(Debug)]
pub struct Issued {
    named: HashSet<Named>,
    served: HashSet<UnitId>,
    undecided: HashSet<ObligationId>,
}

impl Issued {
    /// Beside who owes what.
    pub fn facts<'a>(&self, obligations: &'a [Obligation], recipients: &'a [Recipient]) -> Facts<'a, '_> {
        Facts {
            obligations,
            recipients,
            named: &self.named,
            undecided: &self.undecided,
            served: &self.served,
        }
    }
}

#[derive(Debug)]
pub struct Gathered {
    obligations: Vec<Obligation>,
    /// Enabled accounts.
    users: Vec<User>,
    recipients: Vec<Recipient>,
    issued: Issued,
}

impl Gathered {
    pub fn facts(&self) -> Facts<'_, '_> {
        self.issued.facts(&self.obligations, &self.recipients)
    }

    /// A recipient's account and address.
    pub fn user(&self, recipient: &Recipient) -> Option<(&User, &str)> {
        users::addressed(&self.users, recipient)
    }
}

pub async fn gather(tx: &mut Tx, plan: &Plan, now: Timestamp) -> Result<Gathered> {
    let mut users = users::all(tx, &plan.id).await?;
    users.retain(|user| user.disabled_at.is_none());
    Ok(Gathered {
        obligations: obligations::to_chase(tx, &plan.id, now).await?,
        recipients: users.iter().filter_map(User::recipient).collect(),
        users,
        issued: issued(tx, plan, now, now).await?,
    })
}

/// For due days up to `until`, and today.
pub async fn issued(tx: &mut Tx, plan: &Plan, now: Timestamp, until: Timestamp) -> Result<Issued> {
    Ok(Issued {
        named: named(tx, &plan.id, until).await?,
        served: of_day(tx, &plan.id, plan.local_date(now)).await?,
        undecided: extensions::waiting(tx, &plan.id).await?.into_iter().map(|each| each.id).collect(),
    })
}
