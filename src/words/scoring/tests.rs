//! Every kind of item in words, each sum redone by hand.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use time::macros::{date, datetime};

use super::*;
use crate::domain::obligation::Timeliness;
use crate::domain::sample::{self, id, words};
use crate::domain::scoring::rules::{
    Absent, Bound, Charge, Condition, Effect, Event, Grade, Kind, Level, Measure, Multiplier, Roles, Share,
    Step, Test, Veto,
};
use crate::domain::scoring::{Outcome, Part, Verdict, score};
use crate::domain::timestamp::Timestamp;

fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn item(kind: Kind) -> Item {
    Item {
        id: "item".into(),
        title: words("某项"),
        points: dec("20"),
        basis: words("依据"),
        scored_by: None,
        evidence: None,
        class: None,
        bonus: false,
        groups: vec![],
        duties: None,
        optional_figures: false,
        grace: 0,
        absent: Absent::Exclude,
        kind,
    }
}

fn rules(items: Vec<Item>) -> Rules {
    let grade = |id: &str, least: &str| Grade {
        id: id.into(),
        title: words(id),
        at_least: Some(dec(least)),
        requires: vec![],
        if_any: vec![],
    };
    Rules {
        version: 1,
        full: dec("20"),
        scale: None,
        places: 2,
        bonus_cap: None,
        reply_days: 5,
        assessments: vec![],
        groups: vec![],
        classes: vec![],
        roles: Roles { lead: dec("1.5"), responsible: dec("1"), assist: dec("0") },
        multipliers: vec![],
        conditions: vec![],
        vetoes: vec![],
        items,
        grades: vec![grade("优", "18"), grade("差", "0")],
        bulletin: None,
    }
}

fn outcome(n: usize, part: Part, timeliness: Timeliness) -> Outcome {
    Outcome {
        obligation: id(&format!("monthly~keji~2026-0{n}")),
        duty: id("monthly"),
        part,
        timeliness,
        days_late: if timeliness == Timeliness::Late { 3 } else { 0 },
        accepted: timeliness == Timeliness::OnTime,
        returned: 0,
        voluntary: false,
        reported: timeliness != Timeliness::Missing,
    }
}

/// In time, three working days late, missing; the second one as the lead.
fn outcomes() -> Vec<Outcome> {
    vec![
        outcome(1, Part::Responsible, Timeliness::OnTime),
        outcome(2, Part::Lead, Timeliness::Late),
        outcome(3, Part::Responsible, Timeliness::Missing),
    ]
}

fn mark(verdict: Verdict) -> Mark {
    let at = Timestamp::new(datetime!(2026-07-03 02:00 UTC));
    Mark { unit: id("keji"), on: "item".into(), verdict, reason: "有材料".into(), by: "张三".into(), at }
}

struct Case {
    rules: Rules,
    outcomes: Vec<Outcome>,
    figures: BTreeMap<FigureId, i64>,
    marks: Vec<Mark>,
}

impl Case {
    fn of(kind: Kind) -> Self {
        Self { rules: rules(vec![item(kind)]), outcomes: outcomes(), figures: BTreeMap::new(), marks: vec![] }
    }

    fn explained(&self, lang: Lang) -> Explanation {
        let unit = UnitInputs {
            unit: id("keji"),
            name: words("区科技局"),
            outcomes: self.outcomes.clone(),
            figures: self.figures.clone(),
        };
        let span = Span {
            id: "year".into(),
            title: words("年度考核"),
            number: 1,
            of: 1,
            from: date!(2026 - 01 - 01),
            to: date!(2026 - 12 - 31),
        };
        let as_of = Timestamp::new(datetime!(2026-12-31 16:00 UTC));
        let inputs = Inputs { span, as_of, units: vec![unit], marks: self.marks.clone() };
        let scores = score(&self.rules, &inputs);
        explain(lang, &sample::plan(), &self.rules, &inputs, &scores.units[0], 1).unwrap()
    }

    fn says(&self, zh: &[&str], en: &[&str]) {
        assert_eq!(self.explained(Lang::Zh).lines[0].sums, zh);
        assert_eq!(self.explained(Lang::En).lines[0].sums, en);
    }

    fn causes(&self) -> Vec<(String, String, String)> {
        let causes = self.explained(Lang::Zh).lines[0].causes.clone();
        causes.into_iter().map(|cause| (cause.why, cause.points, cause.sum.unwrap_or_default())).collect()
    }
}

fn charge(on: Event, points: &str) -> Charge {
    Charge { on, points: dec(points) }
}

fn cause(why: &str, points: &str, sum: &str) -> (String, String, String) {
    (why.to_owned(), points.to_owned(), sum.to_owned())
}

#[test]
fn deductions_with_weights_and_a_multiplier() {
    let events = || vec![charge(Event::Late, "1"), charge(Event::Missing, "5")];
    let mut case = Case::of(Kind::Deduct { events: events(), floor: dec("0") });
    case.says(&["20 − 1.5 − 5 = 13.50"], &["20 − 1.5 − 5 = 13.50"]);
    assert_eq!(
        case.causes(),
        [cause("迟报3个工作日", "−1.5", "1 × 1.5（牵头单位系数）"), cause("未报", "−5", "")]
    );
    case.rules.multipliers =
        vec![Multiplier { title: words("少"), duties_at_most: 3, deductions: dec("2") }];
    case.says(&["20 − 3 − 10 = 7.00"], &["20 − 3 − 10 = 7.00"]);
    assert_eq!(case.causes()[0], cause("迟报3个工作日", "−3", "1 × 1.5（牵头单位系数） × 2（扣分系数）"));
    case.outcomes = vec![outcome(1, Part::Responsible, Timeliness::OnTime)];
    case.says(&["没有扣分，得满分20分"], &["Nothing was lost: all 20 points"]);
    let floored = Case::of(Kind::Deduct { events: vec![charge(Event::Missing, "25")], floor: dec("5") });
    floored.says(
        &["应扣25分，扣完为止：本项20分，得5.00分"],
        &["25 to take off, more than there is: 5.00 of 20 left"],
    );
}

#[test]
fn shares_weighted_and_not() {
    let share = |share| Measure::Share(share);
    // 1 of 1 + 1.5 + 1.
    let case = Case::of(Kind::Ratio { of: share(Share::OnTime), target: None });
    case.says(
        &["到期事项按承担角色加权计3.5件，按时报送1件：20 × 1 ÷ 3.5 = 5.71"],
        &["3.5 due, weighted by the unit’s part, 1 sent on time: 20 × 1 ÷ 3.5 = 5.71"],
    );
    assert_eq!(case.causes()[0], cause("迟报3个工作日", "−8.57", "20 × 1.5 ÷ 3.5"));
    let target = Some(dec("0.8"));
    let mut case = Case::of(Kind::Ratio { of: share(Share::Submitted), target });
    case.outcomes[1].part = Part::Responsible;
    case.says(&["到期3件，报送2件：20 × 2 ÷ 3 ÷ 80% = 16.67"], &["3 due, 2 sent: 20 × 2 ÷ 3 ÷ 80% = 16.67"]);
    case.outcomes.pop();
    case.says(
        &["到期2件，报送2件：2 ÷ 2 = 100%，达到80%，得满分20分"],
        &["2 due, 2 sent: 2 ÷ 2 = 100%, 80% is reached: all 20 points"],
    );
    let total = Measure::Of { share: Share::Submitted, total: dec("5") };
    let mut case = Case::of(Kind::Ratio { of: total, target: None });
    case.outcomes[1].part = Part::Responsible;
    case.says(&["应有5件，报送2件：20 × 2 ÷ 5 = 8.00"], &["5 wanted, 2 sent: 20 × 2 ÷ 5 = 8.00"]);
}

#[test]
fn steps_gates_and_ranks_of_figures() {
    let ratio = || Measure::Ratio { numerator: id("trained"), denominator: id("listed") };
    let steps =
        vec![Step { at_least: dec("1"), points: dec("20") }, Step { at_least: dec("0.5"), points: dec("8") }];
    let mut case = Case::of(Kind::Steps { of: ratio(), steps });
    case.figures = [(id("trained"), 2), (id("listed"), 3)].into();
    case.says(
        &["trained2，listed3：2 ÷ 3 ≈ 66.67%，达到50%一档，得8.00分"],
        &["trained 2, listed 3: 2 ÷ 3 ≈ 66.67%, the step of 50% is reached: 8.00 points"],
    );
    case.figures = [(id("trained"), 1), (id("listed"), 4)].into();
    assert!(case.explained(Lang::Zh).lines[0].sums[0].ends_with("1 ÷ 4 = 25%，未达到最低一档50%，不得分"));
    case.figures = BTreeMap::new();
    case.says(
        &["应当填报的数据没有填报，20分全部扣除"],
        &["The figures were due and not reported: all 20 points are lost"],
    );
    case.outcomes.pop();
    case.rules.items.push(Item { id: "other".into(), ..item(Kind::Judged { otherwise: Some(dec("20")) }) });
    case.says(
        &[
            "本期没有与此项有关的填报数据，或者数据的基数为0",
            "本项从得分和满分中同时剔除，其余各项按比例折算",
        ],
        &[
            "No figures that it looks at in this period, or their base is 0",
            "Left out of both points and full score; the rest is scaled up",
        ],
    );
    let mut case = Case::of(Kind::Gate { of: Measure::Figure(id("cases")), at_least: dec("3") });
    case.figures = [(id("cases"), 3)].into();
    case.says(&["cases3：3，达到3，得20.00分"], &["cases 3: 3, 3 is reached: 20.00 points"]);
    let mut case =
        Case::of(Kind::Rank { of: Measure::Figure(id("cases")), points: vec![dec("12"), dec("6")] });
    case.figures = [(id("cases"), 7)].into();
    case.says(&["cases7：7，居本组第1位，得12.00分"], &["cases 7: 7, rank 1 in the group: 12.00 points"]);
}

#[test]
fn judgements_awards_and_rulings() {
    let mut case = Case::of(Kind::Judged { otherwise: None });
    case.says(&["待评定，暂计0分（本项满分20分）"], &["Not judged yet: 0 for now (of 20)"]);
    assert!(case.explained(Lang::Zh).total.last().unwrap().contains("1项待评定"));
    case.marks = vec![mark(Verdict::Points(dec("17.5")))];
    case.says(&["评定得17.50分（满分20分）"], &["Judged: 17.50 of 20"]);
    assert_eq!(case.causes(), [cause("评定：有材料（张三，2026年7月3日）", "−2.5", "")]);
    case.marks.push(mark(Verdict::Ruled(dec("19"))));
    case.says(
        &["评定得17.50分（满分20分）", "原计17.50分，复核核定为19.00分"],
        &["Judged: 17.50 of 20", "17.50 as computed, set to 19.00 by a ruling"],
    );
    let level = |id: &str, points: &str| Level { id: id.into(), title: words(id), points: dec(points) };
    let mut case = Case::of(Kind::Awards { levels: vec![level("省级", "15"), level("市级", "4")] });
    case.says(&["没有加分"], &["Nothing gained"]);
    let award = |level: &str| mark(Verdict::Award { level: level.into() });
    case.marks = vec![award("省级"), award("市级")];
    case.says(&["15 + 4 = 19.00"], &["15 + 4 = 19.00"]);
    case.marks.push(award("市级"));
    case.says(&["应加23分，最多加20分"], &["23 to add, 20 at most"]);
    let mut case = Case::of(Kind::Ratio { of: Measure::Share(Share::Accepted), target: None });
    case.rules.items[0].absent = Absent::Full;
    case.marks = vec![mark(Verdict::Absent)];
    case.says(
        &["经认定客观上没有此项工作", "缺项计满分：20.00分"],
        &["Found to have no such work", "Does not apply, counted in full: 20.00"],
    );
}

#[test]
fn totals_grades_and_vetoes() {
    let mut case = Case::of(Kind::Judged { otherwise: Some(dec("19")) });
    let said = case.explained(Lang::Zh);
    assert_eq!(said.classes, ["各项：得19.00分，应得20分，20 × 19.00 ÷ 20 = 19.00"]);
    assert_eq!(
        (said.total, said.grade),
        (vec!["总分：19.00".to_owned()], vec!["总分19.00分，达到18分：优".to_owned()])
    );
    assert_eq!(said.rank, "全部单位共1个单位参加排名，位次为第1");
    case.rules.scale = Some(dec("10"));
    assert_eq!(case.explained(Lang::Zh).total[1], "折算为满分10分：19.00 × 10 ÷ 20 = 9.50");
    let condition = |test| Condition { id: "bad".into(), title: words("弄虚作假"), test };
    case.rules.conditions = vec![condition(Test::Found)];
    case.rules.vetoes = vec![Veto { when: "bad".into(), effect: Effect::Grade("差".into()) }];
    case.marks = vec![Mark { on: "bad".into(), ..mark(Verdict::Found) }];
    assert_eq!(
        case.explained(Lang::Zh).grade,
        [
            "“弄虚作假”成立：经评分单位认定（有材料；张三）",
            "有“弄虚作假”情形的，等次定为差",
            "因“弄虚作假”，等次为差",
        ]
    );
    case.rules.vetoes = vec![Veto { when: "bad".into(), effect: Effect::TotalAtMost(dec("12")) }];
    assert_eq!(case.explained(Lang::Zh).total[1], "因“弄虚作假”，总分最多计12.00分");
    case.rules.vetoes = vec![];
    let bound = Bound::AtLeast(dec("19.5"));
    case.rules.conditions = vec![condition(Test::Item { item: "item".into(), bound })];
    case.rules.grades[0].requires = vec!["bad".into()];
    assert_eq!(case.explained(Lang::Zh).grade, ["总分19.00分，达到0分：差；不具备“弄虚作假”，不评优"]);
    case.rules.items[0].kind = Kind::Judged { otherwise: Some(dec("17")) };
    assert_eq!(case.explained(Lang::Zh).grade, ["总分17.00分，未达到18分：差"]);
    case.rules.items[0].kind = Kind::Judged { otherwise: Some(dec("19")) };
    assert_eq!(
        case.explained(Lang::En).grade,
        ["Total 19.00, at least 0: 差; not 优, for want of “弄虚作假”"]
    );
}

#[test]
fn rules_say_what_costs_and_what_gives() {
    let events = vec![
        charge(Event::Returned, "2"),
        charge(Event::Judged { id: "hollow".into(), title: words("空泛"), least: dec("2") }, "5"),
    ];
    let share = || Measure::Share(Share::OnTime);
    for (kind, zh, en) in [
        (
            Kind::Deduct { events, floor: dec("0") },
            "从20分扣起：退回一次扣2分；认定空泛一件扣2至5分；扣完为止",
            "Starts at 20: each return −2; each one found 空泛 −2 to 5; never below zero",
        ),
        (
            Kind::Accrue { events: vec![charge(Event::Accepted, "0.5")] },
            "办结一件加0.5分；最多加20分",
            "each one accepted +0.5; 20 at most",
        ),
        (Kind::Ratio { of: share(), target: None }, "20分 × 按时报送率", "20 × share sent on time"),
        (
            Kind::Ratio { of: share(), target: Some(dec("0.5")) },
            "按时报送率达到50%得20分，未达到的按比例得分",
            "20 points for share sent on time of 50%, below that in proportion",
        ),
        (
            Kind::Rank { of: Measure::Figure(id("cases")), points: vec![dec("9"), dec("6")] },
            "按cases在本组的位次：第1位9分；第2位6分；其后各位均6分",
            "By rank in the group, by cases: rank 1 9 points; rank 2 6 points; all further ranks 6 points",
        ),
    ] {
        let (plan, rules, item) = (sample::plan(), rules(vec![]), item(kind));
        let said = |lang| Wording { lang, plan: &plan, rules: &rules }.kind(&item);
        assert_eq!((said(Lang::Zh).as_str(), said(Lang::En).as_str()), (zh, en));
    }
}
