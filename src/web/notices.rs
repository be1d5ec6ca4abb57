//! Letters that leave because of what a person just did: queued in the same transaction as the act.

use super::error::Result;
use super::visit::Visit;
use crate::domain::obligation::Change;
use crate::mail::messages::{Reader, Writer, returned_id};
use crate::store::outbox::{self, Kind};
use crate::store::{Tx, users};
use crate::words::Lang;

/// Tells the unit's liaisons that their report came back, and why. They get their mail in Chinese, whatever
/// language the reviewer reads.
pub async fn tell_returned(tx: &mut Tx, visit: &Visit, change: &Change) -> Result<()> {
    let plan = visit.plan();
    let obligation = &change.after;
    let writer = Writer { lang: Lang::Zh, plan, now: visit.now, public_url: &visit.app.config.public_url };
    for user in users::liaisons(tx, &plan.id, &obligation.unit_id).await? {
        let Some(address) = user.email.clone() else { continue };
        let reader = Reader { name: &user.name, role: user.role, unit: user.unit_id.as_ref() };
        let letter = writer.returned(reader, obligation, change.act.reason());
        let message = outbox::New {
            id: returned_id(obligation, &user.id),
            kind: Kind::Returned,
            user_id: user.id.clone(),
            address,
            day: plan.local_date(visit.now),
            subject: letter.subject,
            body_text: letter.text,
            body_html: letter.html,
            attachments: Vec::new(),
            at: visit.now,
        };
        outbox::enqueue(tx, &plan.id, &message).await?;
    }
    Ok(())
}
