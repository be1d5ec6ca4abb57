//! Doing what was confirmed: accounts, one-time links, and the letters that carry them, in one transaction.

use super::record;
use crate::domain::access::{Action, Subject};
use crate::domain::ids::UserId;
use crate::domain::roster::{Checked, Outcome};
use crate::mail::messages::{Reader, Writer};
use crate::passwords::{self, Link, token_hash};
use crate::store::outbox::{self, Kind};
use crate::store::users::{self, User};
use crate::store::{self, Tx, letters};
use crate::web::error::{Error, Result};
use crate::web::visit::Visit;
use crate::words::Lang;

/// What was done, to be shown once.
#[derive(Default)]
pub struct Done {
    /// Whose link goes out by mail.
    pub mailed: Vec<User>,
    /// Whose link has to be handed over, since there is no address.
    pub handed: Vec<(User, Link)>,
    /// Whose address or telephone was changed.
    pub changed: Vec<User>,
}

pub async fn all(tx: &mut Tx, visit: &Visit, checked: &[Checked], users: &[User]) -> Result<Done> {
    let mut done = Done::default();
    for row in checked {
        match &row.outcome {
            Outcome::New { login, email, phone } => {
                let contact = (email.clone(), phone.clone());
                let user = insert(tx, visit, row, login, contact).await?;
                invite(tx, visit, &user, &mut done).await?;
            }
            Outcome::Changed { user, email, phone, waiting } => {
                let found = users.iter().find(|each| each.id == *user).ok_or(Error::Conflict)?;
                let user = change(tx, visit, found, email.clone(), phone.clone()).await?;
                // The earlier link went elsewhere, or nowhere.
                if *waiting && email.is_some() {
                    invite(tx, visit, &user, &mut done).await?;
                }
                done.changed.push(user);
            }
            Outcome::Unchanged { .. } | Outcome::Wrong(_) => {}
        }
    }
    Ok(done)
}

async fn insert(
    tx: &mut Tx,
    visit: &Visit,
    row: &Checked,
    login: &str,
    (email, phone): (Option<String>, Option<String>),
) -> Result<User> {
    visit.require(Action::InvitePeople, Subject::Account(row.role))?;
    let user = User {
        plan_id: visit.plan().id.clone(),
        id: UserId::of_number(rand::random()),
        login: login.to_owned(),
        name: row.row.name.clone(),
        email,
        phone,
        role: row.role,
        unit_id: row.unit.clone(),
        password_hash: None,
        created_at: visit.now,
        disabled_at: None,
        start_done_at: None,
    };
    // Another plan's list, a moment ago: the logins were read in this transaction.
    if !users::insert(tx, &user).await? {
        return Err(store::Error::Conflict.into());
    }
    record(tx, visit, "account_created", &user.login).await?;
    Ok(user)
}

async fn change(
    tx: &mut Tx,
    visit: &Visit,
    before: &User,
    email: Option<String>,
    phone: Option<String>,
) -> Result<User> {
    visit.require(Action::InvitePeople, Subject::Account(before.role))?;
    let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".to_owned());
    let mut user = before.clone();
    user.email = email.or(user.email);
    user.phone = phone.or(user.phone);
    users::update(tx, &user.plan_id, &user.id, &user.name, user.email.as_deref()).await?;
    users::set_phone(tx, &user.plan_id, &user.id, user.phone.as_deref()).await?;
    let pairs = [(shown(&before.email), shown(&user.email)), (shown(&before.phone), shown(&user.phone))];
    let changes = pairs.iter().filter(|(old, new)| old != new).map(|(old, new)| format!("{old} → {new}"));
    let detail = format!("{}: {}", user.login, changes.collect::<Vec<_>>().join(", "));
    record(tx, visit, "account_updated", &detail).await?;
    Ok(user)
}

/// Makes a link and queues the letter that carries it; without an address it is shown to whoever invites.
pub async fn invite(tx: &mut Tx, visit: &Visit, user: &User, done: &mut Done) -> Result<()> {
    let link = passwords::new_link(tx, user, visit.now).await?;
    record(tx, visit, "person_invited", &user.login).await?;
    match &user.email {
        Some(address) => {
            queue(tx, visit, user, address, &link).await?;
            done.mailed.push(user.clone());
        }
        None => done.handed.push((user.clone(), link)),
    }
    Ok(())
}

/// The letter in the outbox has only a mark where the link will stand.
async fn queue(tx: &mut Tx, visit: &Visit, user: &User, address: &str, link: &Link) -> Result<()> {
    let plan = visit.plan();
    let public_url = &visit.app.config.public_url;
    let writer = Writer { lang: Lang::Zh, plan, now: visit.now, public_url };
    let reader = Reader { name: &user.name, role: user.role, unit: user.unit_id.as_ref() };
    let letter = writer.invitation(reader, &user.login, link.expires_at);
    // Tells this link's letter from an earlier one's, and nothing of the link.
    let mark: String = token_hash(&token_hash(&link.path)).chars().take(12).collect();
    let message = outbox::New {
        id: format!("invitation-{}-{mark}", user.id),
        kind: Kind::Invitation,
        user_id: user.id.clone(),
        address: address.to_owned(),
        day: plan.local_date(visit.now),
        subject: letter.subject,
        body_text: letter.text,
        body_html: letter.html,
        attachments: Vec::new(),
        at: visit.now,
    };
    outbox::enqueue(tx, &plan.id, &message).await?;
    letters::set_link(tx, &plan.id, &message.id, &format!("{public_url}{}", link.path)).await?;
    Ok(())
}
