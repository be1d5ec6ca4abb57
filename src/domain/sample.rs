//! A small plan for the core's own tests, with one duty of each sort that the real one has.

use std::collections::HashMap;
use std::str::FromStr;

use time::macros::{offset, time};
use time::{Month, Weekday};

use super::access::{Person, Role};
use super::calendar::tests::china_2026;
use super::deadline::{DayOfMonth, Days, DueRule, MonthDay, MonthlyDay, Months, TimeOfDay, When};
use super::materialise::{Milestones, Planned, planned};
use super::obligation::{Obligation, State};
use super::plan::{Aggregate, Duty, Figure, Owed, Parts, Plan, Project, Task, Unit, Words};
use super::reminder::{self, Audience, DaysOff, Moment, Stages, Step};
use super::scoring;

/// Any id from a text that is one.
pub fn id<T: FromStr>(text: &str) -> T
where
    T::Err: std::fmt::Debug,
{
    text.parse().unwrap()
}

pub fn words(text: &str) -> Words {
    Words { zh: text.to_owned(), en: text.to_owned() }
}

pub fn person(login: &str, role: Role, unit: &str) -> Person {
    Person { id: id(login), role, unit: role.belongs_to_unit().then(|| id(unit)) }
}

/// Units `fagai`, `jiaoyu` and `keji`; duties `dated`, `monthly`, `site` (joint), `weekly` (until the site is
/// there), `model` (voluntary) and `standing`.
pub fn plan() -> Plan {
    Plan::new(parts(duties()))
}

pub fn duties() -> Vec<Duty> {
    vec![
        duty("dated", each(), DueRule::new(When::Dates(vec![june_30()]))),
        duty("monthly", each(), DueRule::new(fifteenth_of_even_months())),
        duty("site", joint(), DueRule::new(When::Dates(vec![month_end(Month::November)]))),
        duty("weekly", each(), weekly_until("site")),
        duty("model", Owed::Voluntary(units()), DueRule::new(When::Undated)),
        duty("standing", each(), DueRule::new(When::Standing)),
    ]
}

pub fn parts(duties: Vec<Duty>) -> Parts {
    let step = |when| Step { when, to: vec![Audience::Liaison], at: None };
    let steps = [Moment::Before(3), Moment::OnDay, Moment::After(1)].map(step).to_vec();
    let stages = Stages { counted: Days::Working, steps, then_every: None };
    let task = Task { id: id("1.1"), title: words("任务"), quote: String::new(), gap: None, duties };
    let project = Project {
        number: 1,
        title: words("工程"),
        quote: String::new(),
        leads: vec![id("fagai"), id("jiaoyu")],
        responsible: units(),
        gap: None,
        tasks: vec![task],
    };
    Parts {
        id: id("sample"),
        version: 1,
        year: 2026,
        title: words("样本"),
        zone: offset!(+8),
        tracked_from: None,
        close_of_business: time!(17:00),
        due_soon_working_days: 3,
        calendar: china_2026(),
        units: units().into_iter().map(unit).collect(),
        groups: vec![],
        projects: vec![project],
        indicators: vec![],
        forms: vec![],
        reminders: reminder::Rules {
            send_from: time!(9:00),
            send_until: time!(17:30),
            pause: None,
            days_off: DaysOff::Due,
            default: stages.clone(),
            weekly: stages.clone(),
            monthly: stages.clone(),
            two_monthly: stages,
            returned: Stages::default(),
            review: Stages::default(),
            duties: HashMap::new(),
            notice: None,
        },
        scoring: rules(),
        source: String::new(),
        digest: "sample".to_owned(),
    }
}

/// One item, a share of what is in time, and no more.
pub fn rules() -> scoring::Rules {
    use scoring::rules::{Absent, Item, Kind, Measure, Roles, Share};
    let on_time = Item {
        id: "on-time".to_owned(),
        title: words("on time"),
        points: 100.into(),
        basis: words(""),
        scored_by: None,
        evidence: None,
        class: None,
        bonus: false,
        groups: vec![],
        duties: None,
        optional_figures: false,
        grace: 0,
        absent: Absent::Exclude,
        kind: Kind::Ratio { of: Measure::Share(Share::OnTime), target: None },
    };
    scoring::Rules {
        version: 1,
        full: 100.into(),
        scale: None,
        places: 2,
        bonus_cap: None,
        reply_days: 5,
        assessments: vec![],
        groups: vec![],
        classes: vec![],
        roles: Roles { lead: 1.into(), responsible: 1.into(), assist: 0.into() },
        multipliers: vec![],
        conditions: vec![],
        vetoes: vec![],
        items: vec![on_time],
        grades: vec![],
        bulletin: None,
    }
}

fn unit(id: super::ids::UnitId) -> Unit {
    let name = words(id.as_str());
    Unit { id, name, aliases: vec![], placeholder: false, external: false, note: None }
}

fn units() -> Vec<super::ids::UnitId> {
    vec![id("fagai"), id("jiaoyu"), id("keji")]
}

/// Every unit owes its own.
pub fn each() -> Owed {
    Owed::Each(units())
}

fn joint() -> Owed {
    Owed::Joint { owner: id("fagai"), assist: vec![id("jiaoyu")] }
}

/// A duty that asks for nothing in particular.
pub fn duty(name: &str, owed: Owed, due: DueRule) -> Duty {
    Duty {
        id: id(name),
        title: words(name),
        requirement: words(name),
        quote: String::new(),
        owed,
        due,
        evidence_required: false,
        evidence: None,
        figures: vec![],
        forms: vec![],
        nil_allowed: false,
        gap: None,
        assumed: None,
    }
}

pub fn figure(name: &str, required: bool, at_most: Option<&str>) -> Figure {
    Figure {
        id: id(name),
        label: words(name),
        unit: words("件"),
        required,
        at_most: at_most.map(id),
        aggregate: Aggregate::Sum,
        counted: false,
    }
}

pub fn june_30() -> MonthDay {
    MonthDay::new(Month::June, DayOfMonth::Day(30)).unwrap()
}

pub fn month_end(month: Month) -> MonthDay {
    MonthDay::new(month, DayOfMonth::Last).unwrap()
}

fn fifteenth_of_even_months() -> When {
    let months = Months::EVEN;
    When::Monthly { day: MonthlyDay::new(DayOfMonth::Day(15), months).unwrap(), months }
}

/// Every Friday at the close of business, until that duty is accepted.
fn weekly_until(milestone: &str) -> DueRule {
    let rule = DueRule::new(When::Weekly(Weekday::Friday));
    DueRule { time: TimeOfDay::CloseOfBusiness, until: Some(id(milestone)), ..rule }
}

/// The row that [`Planned`] becomes, and nothing of it sent.
pub fn open(planned: &Planned) -> Obligation {
    Obligation {
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
    }
}

/// All that is owed in the plan's year.
pub fn obligations(plan: &Plan) -> Vec<Obligation> {
    planned(plan, &Milestones::new()).iter().map(open).collect()
}
