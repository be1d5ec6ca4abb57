//! The rows of the demo's reports: believable ones for any report form, by the kinds of its columns.

use time::{Date, Duration};

use super::chance::{draw, draw_days, pick};
use crate::domain::forms::{
    Checked, Checker, Column, Form, Given, Kind, Need, What, credit_code, identity_number,
};
use crate::domain::ids::{SheetId, UserId};
use crate::domain::obligation::Obligation;
use crate::domain::plan::Plan;
use crate::domain::report::Sheet;
use crate::domain::timestamp::Timestamp;
use crate::store::sheets::{self, New, Source, rows, sent};
use crate::store::{Result, Tx};

const COMPANIES: [&str; 12] = [
    "瑞丰商贸",
    "金桥建材",
    "华诚物业",
    "百味餐饮",
    "康达药房",
    "新业运输",
    "嘉禾农资",
    "明德教育咨询",
    "安顺劳务",
    "兴隆超市",
    "恒通机电",
    "绿源环保",
];
const PEOPLE: [&str; 12] =
    ["王建国", "李秀英", "张伟", "刘洋", "陈静", "杨帆", "赵磊", "孙丽", "周强", "吴敏", "郑浩", "马超"];

/// What the unit fills in of every form that the duty asks for.
pub async fn fill(
    tx: &mut Tx,
    plan: &Plan,
    forms: impl Iterator<Item = &Form>,
    row: &Obligation,
    (user, at): (&UserId, Timestamp),
) -> Result<Vec<Sheet>> {
    let mut all = Vec::new();
    for form in forms {
        let filled = made(plan, form, row, plan.local_date(at));
        if filled.is_empty() {
            continue;
        }
        let number = draw(row.id.as_str(), form.id.as_str(), u64::MAX);
        let new = New {
            id: SheetId::of_number(u128::from(number) << 64 | u128::from(at.unix().unsigned_abs())),
            obligation: &row.id,
            form: &form.id,
            user,
            source: Source::Typed,
            file: None,
        };
        sheets::begin(tx, &plan.id, &new, at).await?;
        rows::append(tx, &plan.id, (&new.id, form), 1, &filled).await?;
        let Some(sheet) = sheets::get(tx, &plan.id, &new.id).await? else { continue };
        sheets::finish(tx, &plan.id, &sheet, 0, &serde_json::Value::Null, at).await?;
        sheets::count(tx, &plan.id, &new.id, at).await?;
        all.push(sent::stamp(tx, &plan.id, (&new.id, form), &row.id, plan.local_date(at)).await?);
    }
    Ok(all)
}

/// Rows in which nothing is wrong.
fn made(plan: &Plan, form: &Form, row: &Obligation, today: Date) -> Vec<Checked> {
    let people =
        form.contacts.as_ref().and_then(|contacts| contacts.role.as_ref()).and_then(|id| form.column(id));
    let roles: Vec<&str> = match people.map(|column| &column.kind) {
        Some(Kind::Code(choices)) => choices.iter().map(|choice| choice.code.as_str()).collect(),
        _ => vec![],
    };
    let count =
        if roles.is_empty() { 1 + draw(row.id.as_str(), form.id.as_str(), 4) } else { roles.len() as u64 };
    let mut checker = Checker::new(form, &plan.calendar, today);
    let lines = (0..count).zip(2..).filter_map(|(at, line)| {
        let role = roles.get(usize::try_from(at).ok()?).copied();
        let seed = Seed { plan, row, about: format!("{}~{}~{at}", row.id, form.id), at, today };
        let value = |column: &Column| match (people, role) {
            (Some(of), Some(role)) if of.id == column.id => Given::of_text(role),
            _ => Given::of_text(&seed.value(column)),
        };
        let given: Vec<Given> = form.columns.iter().map(value).collect();
        checker.row(line, &given).filter(|row| row.faults.is_empty())
    });
    lines.collect()
}

/// What a row is drawn from.
struct Seed<'a> {
    plan: &'a Plan,
    row: &'a Obligation,
    about: String,
    at: u64,
    today: Date,
}

impl Seed<'_> {
    fn value(&self, column: &Column) -> String {
        let id = column.id.as_str();
        let is_wanted = column.need != Need::Optional || !column.example.is_empty();
        if !is_wanted {
            return String::new();
        }
        let number = |below| draw(&self.about, id, below);
        match &column.kind {
            Kind::Code(_) if !column.example.is_empty() && number(3) > 0 => column.example.clone(),
            Kind::Code(choices) => {
                pick(&self.about, id, choices).map_or_else(String::new, |choice| choice.code.clone())
            }
            Kind::Date if is_end(column) => (self.today + Duration::days(365 * 3)).to_string(),
            Kind::Date => (self.today - Duration::days(1 + draw_days(&self.about, "day", 12))).to_string(),
            Kind::Integer { .. } => (1 + number(30)).to_string(),
            Kind::Decimal { .. } => format!("{}.{}", number(9), number(10)),
            Kind::CreditCode => ended(&format!("91220{:012}0", number(999_999_999_999)), credit_code),
            Kind::IdentityNumber => {
                let day = format!("{}{:02}{:02}", 1960 + number(40), 1 + number(12), 1 + number(28));
                ended(&format!("220102{day}{:03}0", number(1000)), identity_number)
            }
            Kind::Phone => format!("139{:08}", number(100_000_000)),
            Kind::Email => format!("{}{}@example.cn", self.row.unit_id, self.at + 1),
            Kind::Text { max } => self.text(column).chars().take(*max).collect(),
        }
    }

    fn text(&self, column: &Column) -> String {
        let label = column.label.zh.as_str();
        let has = |words: &[&str]| words.iter().any(|word| label.contains(word));
        let unit = self.plan.unit(&self.row.unit_id).map_or("", |unit| unit.name.zh.as_str());
        let drawn =
            |from: &'static [&'static str]| pick(&self.about, label, from).copied().unwrap_or_default();
        if has(&["相对人名称", "企业名称", "主体名称", "法人名称", "承诺主体", "当事人"])
        {
            format!("示例市{}有限公司", drawn(&COMPANIES))
        } else if has(&["姓名", "法定代表人", "负责人", "联系人"]) {
            drawn(&PEOPLE).to_owned()
        } else if has(&["文书号", "文号", "编号"]) {
            let mark: String = unit.chars().skip(1).take(2).collect();
            let serial = 1 + draw(&self.about, label, 900);
            format!("{mark}字〔{}〕{serial}号", self.today.year())
        } else if has(&["机关", "单位", "部门", "提供方", "来源"]) {
            unit.to_owned()
        } else if column.example.is_empty() {
            "见附件".to_owned()
        } else {
            column.example.clone()
        }
    }
}

/// A date that lies ahead.
fn is_end(column: &Column) -> bool {
    ["至", "截止", "止", "公示期"].iter().any(|word| column.label.zh.contains(word))
}

/// The same with the check character that it needs.
fn ended(code: &str, check: impl Fn(&str) -> std::result::Result<(), What>) -> String {
    match check(code) {
        Err(What::CheckCharacter { wanted }) => {
            let body: String = code.chars().take(code.chars().count() - 1).collect();
            format!("{body}{wanted}")
        }
        _ => code.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::domain::materialise::{Milestones, planned};
    use crate::domain::obligation::State;

    #[test]
    fn every_form_of_the_shipped_plan_gets_rows() {
        let plan = crate::plan_files::load_shipped().unwrap();
        for planned in planned(&plan, &Milestones::new()) {
            let duty = plan.duty(&planned.duty_id).unwrap().duty;
            let row = Obligation {
                id: planned.id.clone(),
                duty_id: planned.duty_id.clone(),
                unit_id: planned.unit_id.clone(),
                period: planned.period.clone(),
                scheduled_at: planned.scheduled_at,
                due_at: planned.scheduled_at,
                state: State::Open,
                revision: 0,
                first_submitted_at: None,
                acknowledged_at: None,
            };
            for form in plan.forms_of(duty) {
                let rows = made(&plan, form, &row, date!(2026 - 06 - 10));
                assert!(!rows.is_empty(), "{} of {}", form.id, row.id);
            }
        }
    }
}
