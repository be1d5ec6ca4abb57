//! A district with people in every unit, and what they do.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use duban::app::App;
use duban::config::Config;
use duban::domain::access::{Person, Role};
use duban::domain::ids::{ObligationId, UnitId};
use duban::domain::obligation::{Decision, Obligation};
use duban::domain::plan::{Duty, Plan};
use duban::domain::report::{Draft, Evidence, Report};
use duban::domain::timestamp::Timestamp;
use duban::jobs::{deliver, remind};
use duban::mail::{Letter, Mailer};
use duban::plan_files::{self, Files};
use duban::store::obligations::Slice;
use duban::store::users::{self, User};
use duban::store::{Db, obligations, outbox};
use sqlx::AssertSqlSafe;
use tempfile::TempDir;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::support::World;

pub struct District {
    pub app: App,
    pub folder: TempDir,
}

/// `2026-06-04 09:00` as a clock in China shows it.
pub fn at(local: &str) -> Timestamp {
    let (day, time) = local.split_once(' ').unwrap();
    Timestamp::new(OffsetDateTime::parse(&format!("{day}T{time}:00+08:00"), &Rfc3339).unwrap())
}

pub fn unit(id: &str) -> UnitId {
    id.parse().unwrap()
}

pub fn report_of(unit: &str, month: &str) -> ObligationId {
    format!("1.4-report~{unit}~2026-{month}").parse().unwrap()
}

/// The shipped plan with one of its files changed.
pub fn plan_with(file: &str, change: impl Fn(String) -> String) -> Plan {
    let (from, copy) =
        (Path::new(env!("CARGO_MANIFEST_DIR")).join("plan/credit-2026"), TempDir::new().unwrap());
    for folder in ["", "projects", "forms"] {
        fs::create_dir_all(copy.path().join(folder)).unwrap();
        for entry in fs::read_dir(from.join(folder)).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_file() {
                fs::copy(entry.path(), copy.path().join(folder).join(entry.file_name())).unwrap();
            }
        }
    }
    let path = copy.path().join(file);
    let text = fs::read_to_string(&path).unwrap();
    let changed = change(text.clone());
    assert_ne!(changed, text, "nothing was changed");
    fs::write(&path, changed).unwrap();
    plan_files::open(&Files::folder(copy.path())).unwrap()
}

impl District {
    pub async fn of(world: World, now: &str) -> Self {
        let mut app = world.app;
        let public_url = "https://duban.example.gov.cn".to_owned();
        app.config = Arc::new(Config { public_url, ..(*app.config).clone() });
        app.clock.set(at(now));
        let district = Self { app, folder: world.folder };
        district.people().await;
        district
    }

    /// A liaison and a leader in every unit, and one of each of the others.
    async fn people(&self) {
        let mut tx = self.app.db.write(&self.app.plan.id).await.unwrap();
        for unit in &self.app.plan.units {
            for (role, kind) in [(Role::Liaison, "liaison"), (Role::UnitLeader, "leader")] {
                let user = self.user(&format!("{kind}-{}", unit.id), role, Some(&unit.id));
                assert!(users::insert(&mut tx, &user).await.unwrap());
            }
        }
        for role in [Role::Office, Role::ScoringOffice, Role::DistrictLeader, Role::Admin] {
            assert!(users::insert(&mut tx, &self.user(role.as_str(), role, None)).await.unwrap());
        }
        tx.commit().await.unwrap();
    }

    fn user(&self, id: &str, role: Role, unit: Option<&UnitId>) -> User {
        User {
            plan_id: self.app.plan.id.clone(),
            id: id.parse().unwrap(),
            login: id.to_owned(),
            name: if role == Role::UnitLeader { "李四" } else { "张三" }.to_owned(),
            email: Some(format!("{id}@example.gov.cn")),
            phone: None,
            role,
            unit_id: unit.cloned(),
            password_hash: None,
            created_at: at("2026-01-01 00:00"),
            disabled_at: None,
            start_done_at: None,
        }
    }

    /// The same database as another process sees it, with a mailer of its own.
    pub async fn another_process(&self) -> App {
        App { db: Db::open(self.app.config.database.expose()).await.unwrap(), ..self.app.clone() }
    }

    /// Reminds by these rules from now on.
    pub fn with_reminders(mut self, rules: &str) -> Self {
        self.app.plan = Arc::new(plan_with("reminders.toml", |_| rules.to_owned()));
        self
    }

    pub fn with_mailer(mut self, mailer: Mailer) -> Self {
        self.app.mailer = mailer;
        self
    }

    pub fn set_clock(&self, local: &str) {
        self.app.clock.set(at(local));
    }

    pub async fn sql(&self, statement: &str) -> u64 {
        let statement = AssertSqlSafe(statement.to_owned()); // the tests' own constants
        match &self.app.db {
            Db::Sqlite { write, .. } => sqlx::query(statement).execute(write).await.unwrap().rows_affected(),
            Db::Postgres(pool) => sqlx::query(statement).execute(pool).await.unwrap().rows_affected(),
        }
    }

    /// Leaves only these to be chased; all others count as done.
    pub async fn only(&self, left: impl Fn(&Obligation) -> bool) {
        let mut tx = self.app.db.read().await.unwrap();
        let all = obligations::live(&mut tx, &self.app.plan.id).await.unwrap();
        drop(tx);
        let done = all.iter().filter(|obligation| !left(obligation));
        let ids: Vec<String> = done.map(|obligation| format!("'{}'", obligation.id)).collect();
        let update = "UPDATE obligations SET state = 'accepted', revision = 1";
        self.sql(&format!("{update} WHERE id IN ({})", ids.join(", "))).await;
    }

    /// Leaves only the two-monthly reports of June.
    pub async fn only_reports_of_june(&self) {
        self.only(|obligation| {
            obligation.duty_id.as_str() == "1.4-report" && obligation.period.to_string() == "2026-06"
        })
        .await;
    }

    pub fn people_of(&self, kind: &str, units: &[UnitId]) -> Vec<String> {
        let mut all: Vec<String> = units.iter().map(|unit| format!("{kind}-{unit}@example.gov.cn")).collect();
        all.sort();
        all
    }

    /// The units that owe the two-monthly report.
    pub fn reporters(&self) -> Vec<UnitId> {
        self.app.plan.duty(&"1.4-report".parse().unwrap()).unwrap().duty.owed.owners().to_vec()
    }

    pub async fn obligation(&self, id: &ObligationId) -> Obligation {
        let mut tx = self.app.db.read().await.unwrap();
        obligations::get(&mut tx, &self.app.plan.id, id).await.unwrap().unwrap()
    }

    /// The unit's liaison sends what the duty asks for.
    pub async fn submit(&self, id: &ObligationId) {
        let obligation = self.obligation(id).await;
        let place = self.app.plan.duty(&obligation.duty_id).unwrap();
        let person = self.liaison(&obligation.unit_id);
        let report = Report::parse(full_draft(place.duty), place.duty).unwrap();
        let seen = obligation.revision;
        let change = obligation.submit(&person, place, seen, report, self.app.clock.now()).unwrap();
        let mut tx = self.app.db.write(&self.app.plan.id).await.unwrap();
        obligations::apply(&mut tx, &self.app.plan, &change, "").await.unwrap();
        tx.commit().await.unwrap();
    }

    /// The office returns what was sent.
    pub async fn send_back(&self, id: &ObligationId, reason: &str) -> Obligation {
        let obligation = self.obligation(id).await;
        let place = self.app.plan.duty(&obligation.duty_id).unwrap();
        let (submitter, seen) = (self.liaison(&obligation.unit_id).id, obligation.revision);
        let office = Person { id: "office".parse().unwrap(), role: Role::Office, unit: None };
        let now = self.app.clock.now();
        let change =
            obligation.review(&office, place, seen, &submitter, Decision::Return, reason, now).unwrap();
        let mut tx = self.app.db.write(&self.app.plan.id).await.unwrap();
        obligations::apply(&mut tx, &self.app.plan, &change, "").await.unwrap();
        tx.commit().await.unwrap();
        change.after
    }

    fn liaison(&self, unit: &UnitId) -> Person {
        Person {
            id: format!("liaison-{unit}").parse().unwrap(),
            role: Role::Liaison,
            unit: Some(unit.clone()),
        }
    }

    /// What a run of the minute does; gives the letters that left.
    pub async fn minute(&self, local: &str) -> Vec<Letter> {
        self.set_clock(local);
        remind::run(&self.app).await.unwrap();
        deliver::drain(&self.app).await.unwrap();
        self.take_letters()
    }

    pub fn take_letters(&self) -> Vec<Letter> {
        let Mailer::Memory(letters) = &self.app.mailer else { return Vec::new() };
        std::mem::take(&mut *letters.lock().unwrap())
    }

    pub async fn messages(&self) -> Vec<outbox::Message> {
        let mut tx = self.app.db.read().await.unwrap();
        let plan = &self.app.plan.id;
        let listed = outbox::list(&mut tx, plan, None, Slice::page(1, 10_000)).await.unwrap();
        let mut messages = Vec::new();
        for message in listed {
            messages.push(outbox::get(&mut tx, plan, &message.id).await.unwrap().unwrap());
        }
        messages
    }
}

pub fn addresses(letters: &[Letter]) -> Vec<String> {
    let mut all: Vec<String> = letters.iter().map(|letter| letter.to.clone()).collect();
    all.sort();
    all
}

/// What the duty asks for; 本期无 where that is rows.
fn full_draft(duty: &Duty) -> Draft {
    if !duty.forms.is_empty() {
        return Draft { text: "本期没有。".to_owned(), nil: true, ..Draft::default() };
    }
    let file = Evidence {
        sha256: "0".repeat(64),
        name: "情况报告.docx".to_owned(),
        media_type: "application/octet-stream".to_owned(),
        size: 1,
    };
    Draft {
        text: "已完成。".to_owned(),
        figures: duty
            .figures
            .iter()
            .filter(|figure| !figure.counted)
            .map(|figure| (figure.id.to_string(), "0".to_owned()))
            .collect(),
        evidence: vec![file],
        ..Draft::default()
    }
}
