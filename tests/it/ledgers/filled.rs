//! A plan whose 1.4-report asks for rows of a form, and units' accepted reports with rows of it.

use std::sync::Arc;

use duban::domain::access::Role;
use duban::domain::forms::{Checker, Choice, Column, Count, Counted, Form, Given, Kind, Need, Rule};
use duban::domain::ids::{ObligationId, SheetId};
use duban::domain::plan::{Plan, Words};
use duban::store::sheets::{self, New, Source, rows};

use crate::support::{Browser, World};

/// The form's address.
pub const LEDGER: &str = "/ledgers/permits";

fn words(zh: &str, en: &str) -> Words {
    Words { zh: zh.to_owned(), en: en.to_owned() }
}

fn column(id: &str, zh: &str, kind: Kind, need: Need) -> Column {
    let (id, label) = (id.parse().unwrap(), words(zh, id));
    Column { id, label, kind, need, help: None, aliases: vec![], example: String::new(), private: false }
}

fn permits() -> Form {
    let choice = |code: &str, zh: &str| Choice { code: code.to_owned(), label: words(zh, zh) };
    let kinds = vec![choice("01", "普通"), choice("02", "特许")];
    let number = "number".parse().unwrap();
    let person = Column {
        private: true,
        ..column("person", "法定代表人", Kind::Text { max: 20 }, Need::Optional)
    };
    Form {
        id: "permits".parse().unwrap(),
        title: words("许可明细", "Permits"),
        help: None,
        columns: vec![
            column("name", "相对人", Kind::Text { max: 100 }, Need::Required),
            column("number", "文号", Kind::Text { max: 50 }, Need::Required),
            column("kind", "类别", Kind::Code(kinds), Need::Required),
            column("decided", "决定日期", Kind::Date, Need::Required),
            column("fee", "金额", Kind::Decimal { places: 2, min: None }, Need::Optional),
            person,
            column("identity", "身份证号", Kind::IdentityNumber, Need::Optional),
            column("remark", "备注", Kind::Text { max: 200 }, Need::Optional),
        ],
        rules: vec![
            Rule::Unique { columns: vec![number] },
            Rule::UniqueInDistrict { columns: vec!["number".parse().unwrap()] },
            Rule::ReportedWithin { date: "decided".parse().unwrap(), working_days: 7 },
        ],
        counts: vec![Count { figure: "cases".parse().unwrap(), of: Counted::Rows, only: None }],
        contacts: None,
        merges: None,
        gap: None,
    }
}

/// The shipped plan, where 1.4-report asks for permits, 2.4-catalogue gathers them, and nothing else asks for rows.
fn plan(shipped: &Plan) -> Plan {
    let mut parts = (**shipped).clone();
    let gathered = Form {
        id: "gathered".parse().unwrap(),
        counts: vec![],
        merges: Some("permits".parse().unwrap()),
        ..permits()
    };
    parts.forms = vec![permits(), gathered];
    for duty in
        parts.projects.iter_mut().flat_map(|project| &mut project.tasks).flat_map(|task| &mut task.duties)
    {
        duty.forms.clear();
        match duty.id.as_str() {
            "1.4-report" => {
                duty.forms = vec!["permits".parse().unwrap()];
                duty.evidence_required = false;
                for figure in duty.figures.iter_mut().filter(|figure| figure.id.as_str() == "cases") {
                    figure.counted = true;
                }
            }
            "2.4-catalogue" => duty.forms.push("gathered".parse().unwrap()),
            _ => {}
        }
    }
    Plan::new(parts)
}

/// A row: name, number, kind, decided, fee, person, identity, remark.
pub type Row = [&'static str; 8];

pub const ROWS: [Row; 3] = [
    ["甲公司", "许〔2026〕1号", "01", "2026-03-25", "9.5", "王小敏", "11010519491231002X", "=2+3"],
    ["乙公司", "许〔2026〕2号", "02", "2026-04-08", "120", "", "", "100%_核对"],
    ["丙公司", "许〔2026〕3号", "01", "2026-04-09", "", "李四", "", ""],
];

pub struct Ledgers {
    pub world: World,
    pub office: Browser,
}

/// 区教育局 and 区科技局 have had reports of April accepted: three rows, and one with the number of the first.
pub async fn ledgers(mut world: World) -> Ledgers {
    world.app.plan = Arc::new(plan(&world.app.plan));
    world.user("li", Role::Liaison, "jiaoyu").await;
    world.user("zhao", Role::Liaison, "keji").await;
    let office = world.sign_in("ban", Role::Office, "").await;
    accept(&world, "jiaoyu", "li", &ROWS, "2026-04-09T02:00:00Z").await;
    let same = ["甲公司", "许〔2026〕１号", "01", "2026-04-10", "30", "", "", "区科技局报送"];
    accept(&world, "keji", "zhao", &[same], "2026-04-10T02:00:00Z").await;
    Ledgers { world, office }
}

pub fn obligation(unit: &str) -> ObligationId {
    format!("1.4-report~{unit}~2026-04").parse().unwrap()
}

pub fn sheet(unit: &str) -> SheetId {
    format!("sheet-{unit}").parse().unwrap()
}

/// Puts rows through the check, and a report that holds them through acceptance.
pub async fn accept(world: &World, unit: &str, user: &str, given: &[Row], at: &str) {
    let (plan, form) = (&world.app.plan, permits());
    let (obligation, id, user) = (obligation(unit), sheet(unit), user.parse().unwrap());
    let mut checker = Checker::new(&form, &plan.calendar, plan.local_date(world.app.clock.now()));
    let check = |(line, row): (usize, &Row)| {
        let given: Vec<Given> = row.iter().map(|text| Given::Text((*text).to_owned())).collect();
        checker.row(line, &given).unwrap()
    };
    let checked: Vec<_> = (2..).zip(given).map(check).collect();
    assert!(checked.iter().all(|row| row.faults.is_empty()), "{checked:?}");
    let now = world.app.clock.now();
    let mut tx = world.app.db.write(&plan.id).await.unwrap();
    let new = New {
        id: id.clone(),
        obligation: &obligation,
        form: &form.id,
        user: &user,
        source: Source::File,
        file: None,
    };
    sheets::begin(&mut tx, &plan.id, &new, now).await.unwrap();
    rows::append(&mut tx, &plan.id, (&id, &form), 1, &checked).await.unwrap();
    tx.commit().await.unwrap();
    let day = at.get(..10).unwrap();
    for sql in [
        format!("UPDATE sheet_rows SET reported_on = '{day}' WHERE sheet_id = '{id}'"),
        format!("UPDATE sheets SET state = 'sent' WHERE id = '{id}'"),
        format!(
            "INSERT INTO submissions (plan_id, obligation_id, revision, kind, body, figures, user_id, at)
            VALUES ('{0}', '{obligation}', 1, 'report', '见明细表。', '{{\"cases\":{1}}}', '{user}', '{at}')",
            plan.id,
            given.len()
        ),
        format!(
            "INSERT INTO submission_sheets (plan_id, obligation_id, revision, form_id, sheet_id, rows_sent, rows_late)
            VALUES ('{0}', '{obligation}', 1, 'permits', '{id}', {1}, 0)",
            plan.id,
            given.len()
        ),
        format!(
            "INSERT INTO reviews (plan_id, obligation_id, revision, decision, reason, user_id, at)
            VALUES ('{0}', '{obligation}', 1, 'accept', '', 'ban', '{at}')",
            plan.id
        ),
        format!(
            "UPDATE obligations SET state = 'accepted', revision = 1, first_submitted_at = '{at}' WHERE id = '{obligation}'"
        ),
    ] {
        world.sql(&sql).await;
    }
}

impl Ledgers {
    /// The figures that stand for a unit's report.
    pub async fn cases(&self, unit: &str) -> Option<i64> {
        let mut tx = self.world.app.db.read().await.unwrap();
        let all = duban::store::figures::of_unit(&mut tx, &self.world.app.plan, &unit.parse().unwrap())
            .await
            .unwrap();
        let id = obligation(unit);
        let found = all.iter().find(|each| each.obligation_id == id)?;
        found.figures.get(&"cases".parse().unwrap()).copied()
    }

    /// The names of the rows that an address shows, in their order.
    pub async fn names(&self, query: &str) -> Vec<String> {
        self.office.get(&format!("{LEDGER}{query}")).await.all("table.rows tbody th")
    }
}

pub fn row(unit: &str, position: i64) -> String {
    format!("{LEDGER}/rows/{}/{position}", sheet(unit))
}
