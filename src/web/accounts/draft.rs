//! What is typed about an account, what is wrong with it, and what it becomes.

use serde::Deserialize;

use crate::domain::access::Role;
use crate::domain::ids::{UnitId, UserId};
use crate::domain::plan::Plan;
use crate::domain::timestamp::Timestamp;
use crate::mail;
use crate::store::users::User;
use crate::words::Lang;
use crate::words::t;

/// Longest name and login, in characters.
pub const NAME_MAX: usize = 40;
/// Longest address (RFC 5321 4.5.3.1.3, without its brackets).
const EMAIL_MAX: usize = 254;

/// A new account as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Draft {
    pub role: String,
    pub unit: String,
    pub login: String,
    pub name: String,
    pub email: String,
}

/// What can be changed later, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Details {
    pub name: String,
    pub email: String,
    pub phone: String,
}

/// What is wrong, to be said beside each field.
#[derive(Debug, Default)]
pub struct Faults {
    pub role: Option<String>,
    pub unit: Option<String>,
    pub login: Option<String>,
    pub name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
}

impl Faults {
    pub fn login(fault: String) -> Self {
        Self { login: Some(fault), ..Self::default() }
    }

    pub fn any(&self) -> bool {
        let all = [&self.role, &self.unit, &self.login, &self.name, &self.email, &self.phone];
        all.iter().any(|fault| fault.is_some())
    }
}

impl Draft {
    /// The account that this asks for, with an id of its own and no password yet.
    pub fn account(&self, lang: Lang, plan: &Plan, now: Timestamp) -> Result<User, Box<Faults>> {
        let mut faults = Box::<Faults>::default();
        let role = kept(&mut faults.role, role(lang, &self.role));
        let unit = role.and_then(|role| kept(&mut faults.unit, unit(lang, plan, role, &self.unit)));
        let login = kept(&mut faults.login, login(lang, &self.login));
        let name = kept(&mut faults.name, name(lang, &self.name));
        let email = kept(&mut faults.email, email(lang, &self.email));
        let (Some(role), Some(unit_id), Some(login), Some(name), Some(email)) =
            (role, unit, login, name, email)
        else {
            return Err(faults);
        };
        Ok(User {
            plan_id: plan.id.clone(),
            id: UserId::of_number(rand::random()),
            login,
            name,
            email,
            phone: None,
            role,
            unit_id,
            password_hash: None,
            created_at: now,
            disabled_at: None,
            start_done_at: None,
        })
    }
}

impl Details {
    pub fn of(user: &User) -> Self {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        Self { name: user.name.clone(), email: text(&user.email), phone: text(&user.phone) }
    }

    /// 手机或电话, as it was typed.
    pub fn phone(&self) -> Option<&str> {
        Some(self.phone.trim()).filter(|phone| !phone.is_empty())
    }

    /// Name and e-mail address.
    pub fn check(&self, lang: Lang) -> Result<(String, Option<String>), Box<Faults>> {
        let mut faults = Box::<Faults>::default();
        let name = kept(&mut faults.name, name(lang, &self.name));
        let email = kept(&mut faults.email, email(lang, &self.email));
        if self.phone.chars().count() > NAME_MAX || self.phone.chars().any(char::is_control) {
            faults.phone = Some(t!(lang, "account-phone-wrong", max = NAME_MAX));
            return Err(faults);
        }
        name.zip(email).ok_or(faults)
    }
}

/// What a change was, for the audit log: `li: 李明 → 李红, – → li@example.cn`.
pub fn difference(user: &User, name: &str, email: Option<&str>, phone: Option<&str>) -> String {
    let shown = |value: Option<&str>| value.unwrap_or("–").to_owned();
    let pairs = [
        (user.name.clone(), name.to_owned()),
        (shown(user.email.as_deref()), shown(email)),
        (shown(user.phone.as_deref()), shown(phone)),
    ];
    let changes: Vec<String> = pairs
        .iter()
        .filter(|(before, after)| before != after)
        .map(|(before, after)| format!("{before} → {after}"))
        .collect();
    format!("{}: {}", user.login, changes.join(", "))
}

/// The value, or its fault put where it belongs.
fn kept<T>(fault: &mut Option<String>, checked: Result<T, String>) -> Option<T> {
    match checked {
        Ok(value) => Some(value),
        Err(text) => {
            *fault = Some(text);
            None
        }
    }
}

fn role(lang: Lang, typed: &str) -> Result<Role, String> {
    Role::ALL.into_iter().find(|role| role.as_str() == typed).ok_or_else(|| t!(lang, "account-role-missing"))
}

fn unit(lang: Lang, plan: &Plan, role: Role, typed: &str) -> Result<Option<UnitId>, String> {
    match (role.belongs_to_unit(), typed) {
        (true, "") => Err(t!(lang, "account-unit-missing")),
        (false, "") => Ok(None),
        (false, _) => Err(t!(lang, "account-unit-unwanted")),
        (true, typed) => {
            let known = typed.parse().ok().filter(|id| plan.unit(id).is_some());
            known.map(Some).ok_or_else(|| t!(lang, "account-unit-missing"))
        }
    }
}

/// Lower case, as sign-in reads it.
fn login(lang: Lang, typed: &str) -> Result<String, String> {
    let login = typed.trim().to_lowercase();
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '@');
    let fits = (2..=NAME_MAX).contains(&login.chars().count());
    if fits && login.chars().all(allowed) {
        Ok(login)
    } else {
        Err(t!(lang, "account-login-wrong", max = NAME_MAX))
    }
}

fn name(lang: Lang, typed: &str) -> Result<String, String> {
    let name = typed.trim();
    let fits = (1..=NAME_MAX).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    if fits { Ok(name.to_owned()) } else { Err(t!(lang, "account-name-wrong", max = NAME_MAX)) }
}

fn email(lang: Lang, typed: &str) -> Result<Option<String>, String> {
    match typed.trim() {
        "" => Ok(None),
        email if email.len() <= EMAIL_MAX && mail::is_address(email) => Ok(Some(email.to_owned())),
        _ => Err(t!(lang, "account-email-wrong")),
    }
}
