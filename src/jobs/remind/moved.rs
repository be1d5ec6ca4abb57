//! Dates that moved since a person's last digest (时限变更), and the calendar file that tells a calendar so.

use std::collections::HashMap;

use time::Duration;

use crate::app::App;
use crate::documents::agenda::{Agenda, Entry, What};
use crate::documents::ics;
use crate::domain::attachment::Attachment;
use crate::domain::ids::{UnitId, UserId};
use crate::domain::obligation::State;
use crate::domain::reminder::Recipient;
use crate::domain::timestamp::Timestamp;
use crate::store::moved::{self, Moved};
use crate::store::{self, Tx};
use crate::words::{Lang, t};

/// Whoever had no digest for longer is told what moved within this.
const LOOKED_BACK: Duration = Duration::days(60);

/// What somebody decided while the last letter was written may bear an earlier time: it is rather told twice than never.
const MARGIN: Duration = Duration::minutes(1);

/// What moved, by unit, and up to when each person was told.
pub struct Moves {
    since: Timestamp,
    told_at: HashMap<UserId, Timestamp>,
    by_unit: HashMap<UnitId, Vec<Moved>>,
}

impl Moves {
    pub async fn load(tx: &mut Tx, app: &App, now: Timestamp) -> store::Result<Self> {
        let since = now.minus(LOOKED_BACK);
        let (first, today) = (app.plan.local_date(since), app.plan.local_date(now));
        let mut by_unit: HashMap<UnitId, Vec<Moved>> = HashMap::new();
        for moved in
            moved::since(tx, &app.plan.id, since).await?.into_iter().filter(|moved| matters(app, moved))
        {
            by_unit.entry(moved.obligation.unit_id.clone()).or_default().push(moved);
        }
        Ok(Self { since, told_at: moved::told_at(tx, &app.plan.id, first, today).await?, by_unit })
    }

    /// What this person has not been told of: of the own unit, to its liaisons and leaders.
    pub fn of(&self, recipient: &Recipient) -> Vec<&Moved> {
        let unit = recipient.unit.as_ref().filter(|_| recipient.role.belongs_to_unit());
        let since = self.told_at.get(&recipient.user).copied().unwrap_or(self.since);
        let moved = unit.and_then(|unit| self.by_unit.get(unit)).into_iter().flatten();
        moved.filter(|moved| moved.moved_at >= since.minus(MARGIN)).collect()
    }
}

/// Whether somebody still has to go by it, or no longer has to. What the plan no longer has is gone from the
/// subscription, too.
fn matters(app: &App, moved: &Moved) -> bool {
    let is_sent = matches!(moved.obligation.state, State::Submitted | State::Accepted);
    !is_sent && app.plan.duty(&moved.obligation.duty_id).is_some()
}

/// `None` if nothing moved.
pub fn file(app: &App, lang: Lang, moved: &[&Moved]) -> Option<Attachment> {
    let agenda = Agenda { lang, plan: &app.plan, public_url: &app.config.public_url };
    let events: Vec<ics::Event> = moved.iter().filter_map(|moved| agenda.event(&entry(moved)?)).collect();
    if events.is_empty() {
        return None;
    }
    let name = t!(lang, "moved-calendar");
    let calendar = ics::Calendar {
        name: &name,
        lang: lang.tag(),
        zone: app.plan.zone,
        is_message: true,
        events: &events,
    };
    Some(Attachment {
        name: format!("{name}.ics"),
        media_type: "text/calendar; charset=utf-8; method=PUBLISH".to_owned(),
        bytes: ics::write(&calendar).into_bytes(),
    })
}

fn entry(moved: &Moved) -> Option<Entry<'_>> {
    Some(Entry {
        due: moved.obligation.due_at?,
        sequence: moved.sequence,
        changed_at: moved.moved_at,
        what: What::Own(&moved.obligation),
    })
}
