//! Sample accounts: one of every role to sign in with, and a liaison for each unit.

use super::chance::pick;
use crate::domain::access::{Person, Role};
use crate::domain::ids::{PlanId, UnitId};
use crate::domain::plan::Plan;
use crate::domain::timestamp::Timestamp;
use crate::store::users::User;

/// A demo account; its login is its id.
#[derive(Debug, Clone)]
pub struct Account {
    pub login: String,
    pub name: String,
    pub role: Role,
    pub unit: Option<UnitId>,
}

/// The unit whose people the tour signs in as.
const TOUR_UNIT: &str = "jiaoyu";

/// Everyone; those without a unit or of the tour's unit first.
pub fn accounts(plan: &Plan) -> Vec<Account> {
    let mut all: Vec<Account> = [
        ("office", "陈静", Role::Office),
        ("office2", "刘洋", Role::Office),
        ("scoring", "赵磊", Role::ScoringOffice),
        ("district", "孙建国", Role::DistrictLeader),
        ("admin", "周工", Role::Admin),
    ]
    .into_iter()
    .map(|(login, name, role)| Account { login: login.to_owned(), name: name.to_owned(), role, unit: None })
    .collect();
    for unit in plan.units.iter().filter(|unit| !unit.external) {
        let id = unit.id.as_str();
        let tour = id == TOUR_UNIT;
        let login = if tour { "liaison".to_owned() } else { format!("liaison-{id}") };
        all.push(person(login, Role::Liaison, &unit.id));
        let login = if tour { "leader".to_owned() } else { format!("leader-{id}") };
        all.push(person(login, Role::UnitLeader, &unit.id));
    }
    all
}

fn person(login: String, role: Role, unit: &UnitId) -> Account {
    const FAMILY: [&str; 12] = ["王", "李", "张", "杨", "吴", "徐", "朱", "马", "胡", "郭", "何", "高"];
    const GIVEN: [&str; 12] =
        ["敏", "伟", "丽娟", "志强", "晓东", "雪梅", "建华", "海燕", "文博", "春玲", "国庆", "佳慧"];
    let part =
        |question, from: &'static [&'static str]| pick(&login, question, from).copied().unwrap_or_default();
    let name = format!("{}{}", part("family", &FAMILY), part("given", &GIVEN));
    Account { name, login, role, unit: Some(unit.clone()) }
}

impl Account {
    pub fn user(&self, plan: &PlanId, password_hash: &str, created_at: Timestamp) -> User {
        User {
            plan_id: plan.clone(),
            id: self.person().id,
            login: self.login.clone(),
            name: self.name.clone(),
            email: (self.role != Role::Admin).then(|| format!("{}@demo.invalid", self.login)),
            phone: None,
            role: self.role,
            unit_id: self.unit.clone(),
            password_hash: Some(password_hash.to_owned()),
            created_at,
            disabled_at: None,
            // They have worked with it all year; only the administrator has just come.
            start_done_at: (self.role != Role::Admin).then_some(created_at),
        }
    }

    #[expect(clippy::expect_used, reason = "demo logins are made of letters, digits and hyphens")]
    pub fn person(&self) -> Person {
        let id = self.login.parse().expect("a demo login is an id");
        Person { id, role: self.role, unit: self.unit.clone() }
    }
}
