//! What each row of a list comes to, next to the accounts that there are.

use std::collections::{HashMap, HashSet};

use super::{List, Row};
use crate::domain::access::Role;
use crate::domain::ids::{UnitId, UserId};
use crate::domain::nearest::nearest;
use crate::domain::plan::{Plan, Unit};

/// Longest name and login, in characters.
const NAME_MAX: usize = 40;

/// An account that there is.
#[derive(Debug, Clone)]
pub struct Account {
    pub id: UserId,
    pub login: String,
    pub name: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub role: Role,
    pub unit: Option<UnitId>,
    /// No password was set yet.
    pub waiting: bool,
    pub disabled: bool,
}

/// What a list is held against.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    pub accounts: &'a [Account],
    /// Every login there is, other plans' too: they are one per database.
    pub logins: &'a HashSet<String>,
    /// Whether a text is an e-mail address.
    pub is_address: fn(&str) -> bool,
}

/// A row and what it comes to.
#[derive(Debug, Clone)]
pub struct Checked {
    pub row: Row,
    /// `None` where no such unit is known.
    pub unit: Option<UnitId>,
    pub role: Role,
    pub outcome: Outcome,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// An account is made, and a one-time link for it.
    New { login: String, email: Option<String>, phone: Option<String> },
    /// The person is there, and has another address or telephone now.
    Changed { user: UserId, email: Option<String>, phone: Option<String>, waiting: bool },
    /// The person is there already.
    Unchanged { user: UserId, waiting: bool },
    /// Nothing can be done before somebody has put these right.
    Wrong(Vec<Fault>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    UnitMissing,
    /// With the unit that may be meant.
    UnitUnknown(Option<UnitId>),
    /// Named by the plan's text, owes nothing.
    UnitExternal,
    RoleUnknown,
    NameMissing,
    NameWrong,
    EmailWrong,
    /// The row above that has the same address.
    EmailTwice(usize),
    /// Whose address it is.
    EmailTaken(String),
    PhoneWrong,
    LoginWrong,
    LoginTwice(usize),
    LoginTaken,
    /// The row above that is the same person.
    PersonTwice(usize),
    /// The account was disabled; an administrator can enable it.
    Disabled,
}

/// Decides every row, in the list's order. The same list and accounts come to the same.
pub fn check(plan: &Plan, list: &List, known: Known<'_>) -> Vec<Checked> {
    let mut seen = Seen::default();
    list.rows.iter().map(|row| one(plan, row, known, &mut seen)).collect()
}

/// What the rows above have taken, and in which line.
#[derive(Default)]
struct Seen {
    people: HashMap<(UnitId, Role, String), usize>,
    emails: HashMap<String, usize>,
    logins: HashMap<String, usize>,
}

fn one(plan: &Plan, row: &Row, known: Known<'_>, seen: &mut Seen) -> Checked {
    let mut faults = Vec::new();
    let unit = found(plan, &row.unit, &mut faults);
    let role = role(&row.role).unwrap_or_else(|| {
        faults.push(Fault::RoleUnknown);
        Role::Liaison
    });
    let email = address(row, known, &mut faults);
    let phone = phone(row, &mut faults);
    name(row, &mut faults);
    let unit_id = unit.map(|unit| unit.id.clone());
    let person = unit_id.clone().map(|unit| (unit, role, row.name.clone()));
    let account = person.as_ref().and_then(|person| the_same(known.accounts, person));
    if account.is_some_and(|account| account.disabled) {
        faults.push(Fault::Disabled);
    }
    twice(&mut seen.people, person, row.line, Fault::PersonTwice, &mut faults);
    twice(&mut seen.emails, email.clone(), row.line, Fault::EmailTwice, &mut faults);
    let holder = known.accounts.iter().find(|other| {
        other.email.is_some()
            && other.email.as_deref().map(str::to_lowercase) == email
            && account.is_none_or(|account| account.id != other.id)
    });
    faults.extend(holder.map(|holder| Fault::EmailTaken(holder.name.clone())));
    let login = match account {
        Some(_) => String::new(),
        None => login(row, email.as_deref(), unit, known, seen, &mut faults),
    };
    let outcome = match (faults.is_empty(), account) {
        (false, _) => Outcome::Wrong(faults),
        (true, Some(account)) => difference(account, email, phone),
        (true, None) => Outcome::New { login, email, phone },
    };
    Checked { row: row.clone(), unit: unit_id, role, outcome }
}

/// The unit of that name, id or other name.
fn found<'a>(plan: &'a Plan, typed: &str, faults: &mut Vec<Fault>) -> Option<&'a Unit> {
    if typed.is_empty() {
        faults.push(Fault::UnitMissing);
        return None;
    }
    let typed = key(typed);
    let names = |unit: &'a Unit| {
        let own = [unit.name.zh.as_str(), unit.name.en.as_str(), unit.id.as_str()];
        own.into_iter().chain(unit.aliases.iter().map(String::as_str))
    };
    let unit = plan.units.iter().find(|unit| names(unit).any(|name| key(name) == typed));
    match unit {
        None => faults.push(Fault::UnitUnknown(meant(plan, &typed))),
        Some(unit) if unit.external => faults.push(Fault::UnitExternal),
        Some(_) => {}
    }
    unit
}

fn key(name: &str) -> String {
    name.to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '（' => '(',
            '）' => ')',
            c => c,
        })
        .collect()
}

/// 教育局 and 松江区教育局 mean 区教育局; otherwise the name that is a slip away.
fn meant(plan: &Plan, typed: &str) -> Option<UnitId> {
    let inside: Vec<&Unit> = plan.units.iter().filter(|unit| !unit.external).collect();
    let holds = |unit: &&&Unit| {
        let name = key(&unit.name.zh);
        typed.chars().count() >= 2 && (name.contains(typed) || typed.contains(&name))
    };
    let mut holding = inside.iter().filter(holds);
    if let (Some(only), None) = (holding.next(), holding.next()) {
        return Some(only.id.clone());
    }
    let names: Vec<String> =
        inside.iter().flat_map(|unit| [key(&unit.name.zh), key(&unit.name.en)]).collect();
    let near = nearest(typed, &names.iter().map(String::as_str).collect::<Vec<_>>())?;
    inside
        .iter()
        .find(|unit| key(&unit.name.zh) == near || key(&unit.name.en) == near)
        .map(|unit| unit.id.clone())
}

fn role(typed: &str) -> Option<Role> {
    match key(typed).as_str() {
        "" | "联络员" | "liaison" => Some(Role::Liaison),
        "单位负责人" | "负责人" | "单位领导" | "领导" | "分管领导" | "unitleader" | "unit_leader"
        | "leader" | "head" => Some(Role::UnitLeader),
        _ => None,
    }
}

fn name(row: &Row, faults: &mut Vec<Fault>) {
    match row.name.chars().count() {
        0 => faults.push(Fault::NameMissing),
        1..=NAME_MAX => {}
        _ => faults.push(Fault::NameWrong),
    }
}

/// In lower case: letters' case makes no other mailbox anywhere that matters.
fn address(row: &Row, known: Known<'_>, faults: &mut Vec<Fault>) -> Option<String> {
    let email = row.email.to_lowercase();
    if !email.is_empty() && (email.len() > 254 || !(known.is_address)(&email)) {
        faults.push(Fault::EmailWrong);
        return None;
    }
    Some(email).filter(|email| !email.is_empty())
}

fn phone(row: &Row, faults: &mut Vec<Fault>) -> Option<String> {
    let digits = row.phone.chars().filter(char::is_ascii_digit).count();
    let others = row
        .phone
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '(' | ')' | '/' | '、'));
    if !row.phone.is_empty() && (!others || !(3..=30).contains(&digits) || row.phone.len() > NAME_MAX) {
        faults.push(Fault::PhoneWrong);
        return None;
    }
    Some(row.phone.clone()).filter(|phone| !phone.is_empty())
}

fn the_same<'a>(accounts: &'a [Account], (unit, role, name): &(UnitId, Role, String)) -> Option<&'a Account> {
    accounts
        .iter()
        .find(|account| account.unit.as_ref() == Some(unit) && account.role == *role && account.name == *name)
}

fn twice<K: Eq + std::hash::Hash>(
    seen: &mut HashMap<K, usize>,
    key: Option<K>,
    line: usize,
    fault: fn(usize) -> Fault,
    faults: &mut Vec<Fault>,
) {
    let Some(key) = key else { return };
    match seen.get(&key) {
        Some(above) => faults.push(fault(*above)),
        None => _ = seen.insert(key, line),
    }
}

/// The one that was asked for, or the address, or the name; with the unit's id behind it where it is taken.
fn login(
    row: &Row,
    email: Option<&str>,
    unit: Option<&Unit>,
    known: Known<'_>,
    seen: &mut Seen,
    faults: &mut Vec<Fault>,
) -> String {
    let asked = row.login.to_lowercase();
    if !asked.is_empty() {
        if !is_login(&asked) {
            faults.push(Fault::LoginWrong);
        } else if known.logins.contains(&asked) {
            faults.push(Fault::LoginTaken);
        }
        twice(&mut seen.logins, Some(asked.clone()), row.line, Fault::LoginTwice, faults);
        return asked;
    }
    let name: String = row.name.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let unit = unit.map_or("", |unit| unit.id.as_str());
    let numbered = (2..).map(|number| format!("{name}-{unit}-{number}"));
    let wishes = email.map(str::to_owned).into_iter().chain([name.clone(), format!("{name}-{unit}")]);
    let free =
        |login: &String| is_login(login) && !known.logins.contains(login) && !seen.logins.contains_key(login);
    // A name too long for a login is a fault of its own already; so many numbers are never needed.
    let Some(login) = wishes.chain(numbered.take(super::MAX_ROWS)).find(free) else {
        faults.push(Fault::LoginWrong);
        return String::new();
    };
    seen.logins.insert(login.clone(), row.line);
    login
}

/// What can be a login: 2 to 40 letters, digits and `. - _ @`.
fn is_login(text: &str) -> bool {
    (2..=NAME_MAX).contains(&text.chars().count())
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '@'))
}

/// What is left empty in the list stays as it is.
fn difference(account: &Account, email: Option<String>, phone: Option<String>) -> Outcome {
    let email = email.filter(|new| account.email.as_ref().map(|old| old.to_lowercase()) != Some(new.clone()));
    let phone = phone.filter(|new| account.phone.as_ref() != Some(new));
    let (user, waiting) = (account.id.clone(), account.waiting);
    if email.is_none() && phone.is_none() {
        return Outcome::Unchanged { user, waiting };
    }
    Outcome::Changed { user, email, phone, waiting }
}

#[cfg(test)]
mod tests;
