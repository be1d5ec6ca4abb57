//! The scoring office's year: the first half-year published and corrected, one two-monthly period open to replies, the second
//! half-year being judged; each by the same acts that people perform.

use time::{Date, Month, Time};

use super::Error;
use super::notices::deliver;
use super::people::{Account, accounts};
use crate::app::App;
use crate::config::Secret;
use crate::domain::access::Role;
use crate::domain::assessment::Judged;
use crate::domain::ids::UnitId;
use crate::domain::timestamp::Timestamp;
use crate::editions::Key;
use crate::jobs::announce;
use crate::store::Tx;
use crate::store::scores::acts::{self, Actor, Judging, Replying, RulingOn};
use crate::store::scores::assessed;

/// What somebody does about a period; units by their ids.
#[derive(Debug, Clone, Copy)]
enum Act {
    Open,
    Points(&'static str, &'static str, &'static str),
    Award(&'static str, &'static str, &'static str),
    Withdraw(i64, &'static str),
    Freeze,
    Reply(&'static str, &'static str, &'static str),
    Consent(&'static str),
    Uphold(&'static str, &'static str, &'static str, &'static str),
    Reject(&'static str, &'static str, &'static str),
    Correct(&'static str, &'static str, &'static str, &'static str),
    Publish(i64, &'static str),
}

/// Month, day and hour, period, and what is done.
const AGENDA: [(u8, u8, u8, &str, Act); 29] = [
    (6, 22, 9, FIRST, Act::Open),
    (6, 29, 9, FIRST, Act::Points("jiaoyu", "18.5", "按时报送，材料齐全，红黑名单工作有特色")),
    (6, 29, 9, FIRST, Act::Points("keji", "15", "两次未参加联席会议")),
    (6, 29, 10, FIRST, Act::Points("fagai", "19", "牵头作用发挥好")),
    (6, 29, 10, FIRST, Act::Points("minzheng", "17", "日常工作较好")),
    (6, 29, 10, FIRST, Act::Award("minzheng", "municipal", "社会组织信用监管做法获市级推广")),
    (6, 29, 11, FIRST, Act::Award("keji", "district", "登记单位有误")),
    (6, 29, 11, FIRST, Act::Withdraw(6, "应登记到区民政局，已另行登记")),
    (7, 2, 9, FIRST, Act::Freeze),
    (7, 3, 10, FIRST, Act::Consent("fagai")),
    (
        7,
        3,
        15,
        FIRST,
        Act::Reply("jiaoyu", "judgement", "上半年信用知识进校园活动覆盖全区中小学，请一并考虑。"),
    ),
    (7, 6, 10, FIRST, Act::Reply("keji", "judgement", "一次联席会议因参加市级会议请假，已报备。")),
    (7, 10, 9, FIRST, Act::Uphold("keji", "judgement", "16", "经核对请假记录，一次缺席情况属实，不再计入。")),
    (7, 10, 9, FIRST, Act::Reject("jiaoyu", "judgement", "该项活动评议时已经考虑，维持原评分。")),
    (7, 13, 9, FIRST, Act::Publish(0, "")),
    (7, 27, 10, FIRST, Act::Correct("minzheng", "judgement", "17.5", "漏计一次现场推进会发言")),
    (7, 27, 11, FIRST, Act::Publish(1, "更正区民政局一项评分")),
    (11, 9, 9, SECOND, Act::Open),
    (11, 16, 9, FIFTH, Act::Open),
    (11, 16, 10, FIFTH, Act::Points("jiaoyu", "17", "工作推进平稳")),
    (11, 16, 10, FIFTH, Act::Points("keji", "16", "材料质量有提高")),
    (11, 17, 9, SECOND, Act::Points("jiaoyu", "18", "第三季度工作有亮点")),
    (11, 17, 9, SECOND, Act::Points("minzheng", "17", "日常工作较好")),
    (11, 18, 10, FIFTH, Act::Freeze),
    (11, 19, 9, FIFTH, Act::Consent("fagai")),
    (11, 19, 10, FIFTH, Act::Reply("keji", "judgement", "本期两项制度已按要求印发，请复核综合评价得分。")),
    (11, 19, 15, FIFTH, Act::Reply("minzheng", "quality", "退回一次系系统附件丢失所致，已于当日补报。")),
    (11, 20, 9, FIFTH, Act::Reply("minzheng", "judgement", "请考虑本期开展的婚介机构信用承诺活动。")),
    (11, 20, 10, FIFTH, Act::Consent("sifa")),
];

const FIRST: &str = "half-year-1";
const SECOND: &str = "half-year-2";
const FIFTH: &str = "two-monthly-5";

/// What is still to be done.
pub struct Agenda {
    left: std::vec::IntoIter<(Timestamp, &'static str, Act)>,
    next: Option<(Timestamp, &'static str, Act)>,
    people: Vec<Account>,
    key: Key,
}

impl Agenda {
    pub fn of(app: &App) -> Result<Self, Error> {
        let plan = &app.plan;
        let at = |month: u8, day: u8, hour: u8| {
            let date = Date::from_calendar_date(plan.year, Month::try_from(month).ok()?, day).ok()?;
            Some(Timestamp::local(date, Time::from_hms(hour, 0, 0).ok()?, plan.zone))
        };
        let acts = AGENDA
            .into_iter()
            .filter_map(|(month, day, hour, period, act)| Some((at(month, day, hour)?, period, act)));
        let mut left = acts.collect::<Vec<_>>().into_iter();
        let key = Key::open(&app.config.data_dir, app.config.seal_key.as_ref().map(Secret::expose))?;
        Ok(Self { next: left.next(), left, people: accounts(plan), key })
    }

    /// Does what was to be done up to this instant; what the plan has no place for simply does not happen.
    pub async fn up_to(&mut self, tx: &mut Tx, app: &App, now: Timestamp) -> Result<(), Error> {
        while let Some((at, period, act)) = self.next.filter(|(at, ..)| *at <= now) {
            self.perform(tx, app, at, period, act).await?;
            if announce::issue(tx, app, at).await? > 0 {
                deliver(tx, app, at).await?;
            }
            self.next = self.left.next();
        }
        Ok(())
    }

    async fn perform(
        &self,
        tx: &mut Tx,
        app: &App,
        at: Timestamp,
        period: &str,
        act: Act,
    ) -> Result<(), Error> {
        let plan = &app.plan;
        let Some(span) = plan.scoring.span(plan.year, period) else { return Ok(()) };
        let unit: Option<UnitId> = act.unit().and_then(|unit| unit.parse().ok());
        let Some(account) = self.people.iter().find(|each| match (act.is_of_unit(), &unit) {
            (true, Some(unit)) => each.role == Role::Liaison && each.unit.as_ref() == Some(unit),
            _ => each.role == Role::ScoringOffice,
        }) else {
            return Ok(());
        };
        let person = account.person();
        let actor = Actor { person: &person, name: &account.name, address: "192.0.2.20", at };
        let refused = match (act, &unit) {
            (Act::Open, _) => acts::open(tx, plan, &span, actor).await?,
            (Act::Freeze, _) => acts::freeze(tx, plan, &span, actor).await?,
            (Act::Publish(seen, why), _) => {
                acts::publish(tx, plan, &span, (seen, why), &self.key, actor).await?.map(drop)
            }
            (Act::Withdraw(number, why), _) => acts::withdraw(tx, plan, &span, number, why, actor).await?,
            (Act::Points(_, points, reason), Some(unit)) => {
                let now = assessed(tx, plan, &span, at).await?;
                let judging =
                    Judging { unit, on: "judgement", judged: Judged::Points(points), reason, files: &[] };
                acts::judge(tx, plan, &now, &judging, actor).await?
            }
            (Act::Award(_, level, reason), Some(unit)) => {
                let now = assessed(tx, plan, &span, at).await?;
                let judging =
                    Judging { unit, on: "awards", judged: Judged::Award { level }, reason, files: &[] };
                acts::judge(tx, plan, &now, &judging, actor).await?
            }
            (Act::Reply(_, item, text), Some(unit)) => {
                let replying = Replying { unit, item, seen: 0, text, files: &[] };
                acts::reply(tx, plan, &span, replying, actor).await?
            }
            (Act::Consent(_), Some(unit)) => acts::consent(tx, plan, &span, unit, actor).await?,
            (Act::Uphold(_, item, points, reason), Some(unit)) => {
                let ruling = RulingOn { unit, item, seen: 1, points: Some(points), reason };
                acts::rule(tx, plan, &span, ruling, actor).await?
            }
            (Act::Reject(_, item, reason), Some(unit)) => {
                let ruling = RulingOn { unit, item, seen: 1, points: None, reason };
                acts::rule(tx, plan, &span, ruling, actor).await?
            }
            (Act::Correct(_, item, points, reason), Some(unit)) => {
                acts::correct(tx, plan, &span, (unit, item), (points, reason), actor).await?
            }
            _ => Ok(()),
        };
        if let Err(refusal) = refused {
            tracing::debug!(?act, ?refusal, period, "not in this demo");
        }
        Ok(())
    }
}

impl Act {
    fn unit(self) -> Option<&'static str> {
        match self {
            Self::Points(unit, ..)
            | Self::Award(unit, ..)
            | Self::Reply(unit, ..)
            | Self::Consent(unit)
            | Self::Uphold(unit, ..)
            | Self::Reject(unit, ..)
            | Self::Correct(unit, ..) => Some(unit),
            Self::Open | Self::Withdraw(..) | Self::Freeze | Self::Publish(..) => None,
        }
    }

    fn is_of_unit(self) -> bool {
        matches!(self, Self::Reply(..) | Self::Consent(_))
    }
}
