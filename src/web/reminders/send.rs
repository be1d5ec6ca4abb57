//! One merged letter to each person, a line of the ledger for each obligation and person, an event for each
//! obligation: all in the transaction that notes the units as reminded.

use super::{Facts, Request, Sent};
use crate::domain::by_hand::{Part, Sorted, stage};
use crate::domain::digest::Entry;
use crate::domain::reminder::Recipient;
use crate::mail::messages::{Reader, Writer, by_hand_id};
use crate::store::outbox::{self, Kind};
use crate::store::{Tx, by_hand, events, reminders};
use crate::web::error::Result;
use crate::web::visit::Visit;
use crate::words::Lang;

pub async fn all(
    tx: &mut Tx,
    visit: &Visit,
    asked: &Request,
    facts: &Facts,
    sorted: &Sorted<'_>,
) -> Result<Sent> {
    let (plan, mut sent) = (visit.plan(), Sent::default());
    let day = plan.local_date(visit.now);
    for part in &sorted.ready {
        // Not under the plan's write lock; of whoever does without it the table takes one.
        if !by_hand::record(tx, &plan.id, part.unit, day, &visit.user.id, visit.now).await? {
            continue;
        }
        sent.units += 1;
        for recipient in part.readers(asked.leaders) {
            sent.letters += usize::from(letter(tx, visit, asked, facts, part, recipient).await?);
        }
        note(tx, visit, asked, part).await?;
    }
    Ok(sent)
}

/// Letters are in Chinese, whatever language the office reads.
async fn letter(
    tx: &mut Tx,
    visit: &Visit,
    asked: &Request,
    facts: &Facts,
    part: &Part<'_>,
    to: &Recipient,
) -> Result<bool> {
    let (plan, now) = (visit.plan(), visit.now);
    let Some((user, address)) = facts.user(to).and_then(|user| Some((user, user.email.clone()?))) else {
        return Ok(false);
    };
    let writer = Writer { lang: Lang::Zh, plan, now, public_url: &visit.app.config.public_url };
    let reader = Reader { name: &user.name, role: user.role, unit: user.unit_id.as_ref() };
    let letter = writer.by_hand(reader, &part.items, &asked.note);
    let day = plan.local_date(now);
    let message = outbox::New {
        id: by_hand_id(&user.id, day),
        kind: Kind::ByHand,
        user_id: user.id.clone(),
        address,
        day,
        subject: letter.subject,
        body_text: letter.text,
        body_html: letter.html,
        attachments: Vec::new(),
        at: now,
    };
    if !outbox::enqueue(tx, &plan.id, &message).await? {
        return Ok(false);
    }
    for item in &part.items {
        let entry =
            Entry { obligation_id: item.obligation.id.clone(), stage: stage(day), user_id: user.id.clone() };
        reminders::record(tx, &plan.id, &entry, &message.id, now).await?;
    }
    Ok(true)
}

async fn note(tx: &mut Tx, visit: &Visit, asked: &Request, part: &Part<'_>) -> Result<()> {
    for item in &part.items {
        let event = events::New {
            obligation: Some(&item.obligation.id),
            act: "reminded_by_hand",
            detail: &asked.note,
            user: Some(&visit.user.id),
            address: &visit.address,
            at: visit.now,
        };
        events::append(tx, &visit.plan().id, &event).await?;
    }
    Ok(())
}
