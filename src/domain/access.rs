//! Who may do what (权限): one function, deny by default. Every route, download and export asks it.

use serde::{Deserialize, Serialize};

use super::ids::{UnitId, UserId};
use super::plan::Project;

/// What an account is for (角色).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Role {
    /// 联络员: reports for a unit
    Liaison,
    /// 单位负责人: the same, and answers for it
    UnitLeader,
    /// 领导小组办公室: reviews, extends, exempts
    Office,
    /// 绩效办: scores
    ScoringOffice,
    /// 区领导: sees
    DistrictLeader,
    /// 系统管理员: accounts and settings, and no unit's business
    Admin,
}

impl Role {
    pub const ALL: [Self; 6] = [
        Self::Liaison,
        Self::UnitLeader,
        Self::Office,
        Self::ScoringOffice,
        Self::DistrictLeader,
        Self::Admin,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Liaison => "liaison",
            Self::UnitLeader => "unit_leader",
            Self::Office => "office",
            Self::ScoringOffice => "scoring_office",
            Self::DistrictLeader => "district_leader",
            Self::Admin => "admin",
        }
    }

    /// Whether an account of this role must belong to a unit.
    pub fn belongs_to_unit(self) -> bool {
        matches!(self, Self::Liaison | Self::UnitLeader)
    }
}

/// Whoever is asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub id: UserId,
    pub role: Role,
    /// Set exactly for the roles that [`Role::belongs_to_unit`].
    pub unit: Option<UnitId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// 我的事项: the list of one's own unit
    SeeOwnObligations,
    /// 总览, all units' obligations as a list or matrix
    SeeOverview,
    /// Plan, projects, tasks, units, calendar: nothing in them is anyone's secret
    SeePlan,
    /// An obligation with its submissions and evidence
    SeeObligation,
    /// 报送
    Submit,
    /// 签收
    Acknowledge,
    /// 申请延期
    AskExtension,
    /// 审核
    Review,
    /// 催办: by hand
    Remind,
    /// 免报
    Exempt,
    /// 批准或不批准延期
    DecideExtension,
    /// 更正数据: a report's figures
    CorrectFigures,
    /// 指标: the district's values, and each unit's for whoever may see that unit's
    SeeIndicators,
    /// 督办通知单: a unit's
    SeeNotices,
    /// 台账: all units' accepted rows of a form as one table
    SeeLedgers,
    /// 敏感信息: identity numbers, phones and the like in full, with a reason that is kept
    SeePersonalData,
    /// 查看记录: who saw personal data in full
    SeeDisclosures,
    /// 更正明细: an accepted row
    CorrectRows,
    /// 评分: everyone's live scores
    SeeAllScores,
    /// One unit's live score
    SeeUnitScore,
    /// 考核: open, judge, freeze, rule, publish, correct, verify
    JudgeScores,
    /// 申诉, 无异议
    ReplyToScore,
    /// Periods with their drafts, marks, replies and rulings
    SeeScoreReplies,
    /// Everyone's scores once they are published
    SeePublishedScores,
    /// 邮件: the outbox
    SeeMessages,
    /// What a message says of units' business (邮件正文).
    ReadMessages,
    /// 重新发送: a message that failed, once more
    ResendMessages,
    /// 邀请联络员: accounts of units' people, and who they are
    InvitePeople,
    /// 账号
    ManageAccounts,
    /// One's own password, language and sign-out
    UseOwnAccount,
}

/// What the action is about.
#[derive(Debug, Clone, Copy)]
pub enum Subject<'a> {
    /// The action as such: may this role ever do it?
    Any,
    Unit(&'a UnitId),
    /// An account of this role.
    Account(Role),
    /// An obligation of this unit within this project.
    Obligation {
        unit: &'a UnitId,
        project: &'a Project,
        assists: &'a [UnitId],
    },
    /// The ledger of a form, and whoever owes one that is gathered from it (汇总).
    Ledger {
        gatherers: &'a [UnitId],
    },
}

/// The one rule. `Subject::Any` answers whether there is anything this person may do it to; what stands
/// behind an id is asked again with its own subject.
pub fn may(person: &Person, action: Action, subject: Subject<'_>) -> bool {
    use Action::*;
    match person.role {
        Role::Liaison | Role::UnitLeader => match action {
            SeePlan | UseOwnAccount | SeeOwnObligations | SeePublishedScores => true,
            SeeObligation => own(person, subject) || concerns(person, subject),
            Submit | Acknowledge | AskExtension | SeeIndicators | SeeNotices | SeeUnitScore
            | ReplyToScore | SeeScoreReplies | SeePersonalData => own(person, subject),
            SeeLedgers => gathers(person, subject),
            SeeOverview | Review | Remind | Exempt | DecideExtension | CorrectFigures | SeeAllScores
            | JudgeScores | SeeMessages | ReadMessages | ResendMessages | InvitePeople | ManageAccounts
            | SeeDisclosures | CorrectRows => false,
        },
        Role::Office | Role::Admin if action == InvitePeople => of_a_unit(subject),
        Role::Office => matches!(
            action,
            SeePlan
                | UseOwnAccount
                | SeeOverview
                | SeeObligation
                | Review
                | Remind
                | Exempt
                | DecideExtension
                | CorrectFigures
                | SeeIndicators
                | SeeNotices
                | SeeLedgers
                | SeePersonalData
                | SeeDisclosures
                | CorrectRows
                | SeeAllScores
                | SeeUnitScore
                | SeeScoreReplies
                | SeePublishedScores
                | SeeMessages
                | ReadMessages
                | ResendMessages
        ),
        Role::ScoringOffice if matches!(action, JudgeScores | SeeScoreReplies) => true,
        Role::ScoringOffice | Role::DistrictLeader => matches!(
            action,
            SeePlan
                | UseOwnAccount
                | SeeOverview
                | SeeObligation
                | SeeIndicators
                | SeeNotices
                | SeeLedgers
                | SeeAllScores
                | SeeUnitScore
                | SeePublishedScores
        ),
        Role::Admin => matches!(
            action,
            SeePlan | UseOwnAccount | SeeMessages | ResendMessages | ManageAccounts | SeeDisclosures
        ),
    }
}

/// Only units' people are invited; everyone else's account is made by an administrator.
fn of_a_unit(subject: Subject<'_>) -> bool {
    match subject {
        Subject::Any => true,
        Subject::Account(role) => role.belongs_to_unit(),
        Subject::Unit(_) | Subject::Obligation { .. } | Subject::Ledger { .. } => false,
    }
}

fn own(person: &Person, subject: Subject<'_>) -> bool {
    match (&person.unit, subject) {
        (None, _) => false,
        (Some(_), Subject::Any) => true,
        (Some(_), Subject::Account(_) | Subject::Ledger { .. }) => false,
        (Some(mine), Subject::Unit(unit) | Subject::Obligation { unit, .. }) => mine == unit,
    }
}

/// A unit that gathers what others sent sees what it gathers.
fn gathers(person: &Person, subject: Subject<'_>) -> bool {
    match (&person.unit, subject) {
        (Some(_), Subject::Any) => true,
        (Some(mine), Subject::Ledger { gatherers }) => gatherers.contains(mine),
        _ => false,
    }
}

/// A lead unit sees all submissions of its project; an assisting unit those it assists.
fn concerns(person: &Person, subject: Subject<'_>) -> bool {
    match (&person.unit, subject) {
        (Some(mine), Subject::Obligation { project, assists, .. }) => {
            project.leads.contains(mine) || assists.contains(mine)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::plan::Words;
    use super::*;

    fn project(leads: &[&str]) -> Project {
        Project {
            number: 1,
            title: Words { zh: String::new(), en: String::new() },
            quote: String::new(),
            leads: leads.iter().map(|id| id.parse().unwrap()).collect(),
            responsible: vec![],
            gap: None,
            tasks: vec![],
        }
    }

    fn person(role: Role, unit: &str) -> Person {
        let unit = role.belongs_to_unit().then(|| unit.parse().unwrap());
        Person { id: "u".parse().unwrap(), role, unit }
    }

    #[test]
    fn a_unit_sees_its_own_and_what_it_leads_or_assists() {
        let jiaoyu: UnitId = "jiaoyu".parse().unwrap();
        let assists = ["minzheng".parse().unwrap()];
        let project = project(&["fagai"]);
        let subject = Subject::Obligation { unit: &jiaoyu, project: &project, assists: &assists };
        for (unit, sees, submits) in [
            ("jiaoyu", true, true),
            ("fagai", true, false),
            ("minzheng", true, false),
            ("keji", false, false),
        ] {
            let person = person(Role::Liaison, unit);
            assert_eq!(may(&person, Action::SeeObligation, subject), sees, "{unit} sees");
            assert_eq!(may(&person, Action::Submit, subject), submits, "{unit} submits");
        }
    }

    #[test]
    fn nobody_outside_a_unit_submits_and_nobody_inside_one_reviews() {
        let unit: UnitId = "jiaoyu".parse().unwrap();
        let project = project(&[]);
        let subject = Subject::Obligation { unit: &unit, project: &project, assists: &[] };
        for role in Role::ALL {
            let person = person(role, "jiaoyu");
            assert_eq!(may(&person, Action::Submit, subject), role.belongs_to_unit(), "{role:?}");
            assert_eq!(may(&person, Action::Review, subject), role == Role::Office, "{role:?}");
            assert_eq!(may(&person, Action::SeeObligation, subject), role != Role::Admin, "{role:?}");
        }
    }

    #[test]
    fn ledgers_are_for_the_centre_and_for_whoever_gathers_from_them() {
        let gatherers = ["jiaoyu".parse().unwrap()];
        let ledger = Subject::Ledger { gatherers: &gatherers };
        let unit: UnitId = "jiaoyu".parse().unwrap();
        for (role, of, sees, in_full, own_in_full) in [
            (Role::Liaison, "jiaoyu", true, false, true),
            (Role::UnitLeader, "keji", false, false, false),
            (Role::Office, "", true, true, true),
            (Role::ScoringOffice, "", true, false, false),
            (Role::DistrictLeader, "", true, false, false),
            (Role::Admin, "", false, false, false),
        ] {
            let person = person(role, of);
            assert_eq!(may(&person, Action::SeeLedgers, ledger), sees, "{role:?} of {of} sees");
            assert_eq!(may(&person, Action::SeePersonalData, ledger), in_full, "{role:?} of {of} in full");
            let own = may(&person, Action::SeePersonalData, Subject::Unit(&unit));
            assert_eq!(own, own_in_full, "{role:?} of {of} sees rows of jiaoyu in full");
            let corrects = may(&person, Action::CorrectRows, ledger);
            assert_eq!(corrects, role == Role::Office, "{role:?} corrects");
            let log = may(&person, Action::SeeDisclosures, Subject::Any);
            assert_eq!(log, matches!(role, Role::Office | Role::Admin), "{role:?} sees the log");
        }
    }

    #[test]
    fn office_and_administrators_invite_units_people_and_no_one_else() {
        for role in Role::ALL {
            let asking = person(role, "jiaoyu");
            let invites = matches!(role, Role::Office | Role::Admin);
            assert_eq!(may(&asking, Action::InvitePeople, Subject::Any), invites, "{role:?}");
            for invited in Role::ALL {
                let may = may(&asking, Action::InvitePeople, Subject::Account(invited));
                assert_eq!(may, invites && invited.belongs_to_unit(), "{role:?} invites {invited:?}");
            }
        }
    }

    #[test]
    fn a_unit_account_without_a_unit_may_nothing_that_needs_one() {
        let person = Person { id: "u".parse().unwrap(), role: Role::Liaison, unit: None };
        assert!(!may(&person, Action::Submit, Subject::Any));
        assert!(!may(&person, Action::SeeUnitScore, Subject::Any));
    }
}
