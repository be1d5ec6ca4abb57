use super::super::{grid, read};
use super::*;
use crate::domain::ids::PlanId;
use crate::domain::plan::{Plan, Words};
use crate::domain::sample::{id, parts, words};

fn plan() -> Plan {
    let mut parts = parts(vec![]);
    parts.id = id::<PlanId>("sample");
    let unit = |name: &str, at: &str, aliases: &[&str], external| Unit {
        id: id(at),
        name: Words { en: format!("{at} bureau"), ..words(name) },
        aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        placeholder: false,
        external,
        note: None,
    };
    parts.units = vec![
        unit("区教育局", "jiaoyu", &[], false),
        unit("区科委", "keji", &["区科学技术委员会"], false),
        unit("区城运中心（热线办）", "chengyun", &[], false),
        unit("市信用办", "shi", &[], true),
    ];
    Plan::new(parts)
}

fn known() -> Vec<Account> {
    let account = |name: &str, email: &str, waiting, disabled| Account {
        id: id(name.chars().map(|c| format!("{:x}", u32::from(c))).collect::<String>().as_str()),
        login: email.to_owned(),
        name: name.to_owned(),
        email: Some(email.to_owned()),
        phone: Some("13800000000".to_owned()),
        role: Role::Liaison,
        unit: Some(id("jiaoyu")),
        waiting,
        disabled,
    };
    vec![
        account("李明", "li@example.cn", false, false),
        account("王敏", "wang@example.cn", true, false),
        account("赵离", "zhao@example.cn", false, true),
    ]
}

fn run(text: &str) -> Vec<Checked> {
    let accounts = known();
    let mut logins: HashSet<String> = accounts.iter().map(|account| account.login.clone()).collect();
    logins.extend(["孙磊".to_owned(), "孙磊-keji".to_owned()]);
    let list = read(&grid(&format!("单位\t姓名\t邮箱\t手机\t角色\t账号\n{text}"))).unwrap();
    let is_address = |text: &str| text.contains('@') && !text.ends_with('@');
    check(&plan(), &list, Known { accounts: &accounts, logins: &logins, is_address })
}

fn one(text: &str) -> Outcome {
    run(text).remove(0).outcome
}

#[test]
fn each_fault_is_named() {
    use Fault::*;
    for (text, fault) in [
        ("\t周工", UnitMissing),
        ("教育局\t周工", UnitUnknown(Some(id("jiaoyu")))),
        ("松江区教育局\t周工", UnitUnknown(Some(id("jiaoyu")))),
        ("区教肓局\t周工", UnitUnknown(Some(id("jiaoyu")))),
        ("区外星人接待处\t周工", UnitUnknown(None)),
        ("市信用办\t周工", UnitExternal),
        ("区教育局\t周工\t\t\t皇帝", RoleUnknown),
        ("区教育局\t\tzhou@example.cn", NameMissing),
        ("区教育局\t周工\tzhou@", EmailWrong),
        ("区教育局\t周工\tLI@example.cn", EmailTaken("李明".to_owned())),
        ("区教育局\t周工\t\t1.38E+10", PhoneWrong),
        ("区教育局\t周工\t\t\t\t周 工", LoginWrong),
        ("区教育局\t周工\t\t\t\tLI@example.cn", LoginTaken),
        ("区教育局\t赵离", Disabled),
    ] {
        assert_eq!(one(text), Outcome::Wrong(vec![fault]), "{text}");
    }
    let long = "长".repeat(NAME_MAX + 1);
    let Outcome::Wrong(faults) = one(&format!("区教育局\t{long}")) else { panic!() };
    assert!(faults.contains(&NameWrong), "{faults:?}");
}

#[test]
fn the_second_of_two_equal_rows_names_the_first() {
    let rows = run(
        "区教育局\t周工\tzhou@example.cn\t\t\tzhou\n区教育局\t周工\tzhou@example.cn\t\t\tzhou\n区科委\t周工\t\t\t\t",
    );
    assert!(matches!(&rows[0].outcome, Outcome::New { login, .. } if login == "zhou"));
    let faults = vec![Fault::PersonTwice(2), Fault::EmailTwice(2), Fault::LoginTwice(2)];
    assert_eq!(rows[1].outcome, Outcome::Wrong(faults));
    assert!(matches!(&rows[2].outcome, Outcome::New { login, .. } if login == "周工"), "another unit's");
}

#[test]
fn units_are_known_by_any_of_their_names() {
    for name in ["区科委", "keji", "KEJI bureau", "区科学技术委员会", "区 科 委"] {
        let row = run(&format!("{name}\t周工")).remove(0);
        assert_eq!(row.unit, Some(id("keji")), "{name}");
    }
    assert_eq!(run("区城运中心(热线办)\t周工")[0].unit, Some(id("chengyun")));
}

#[test]
fn logins_come_from_the_address_or_the_name_and_are_free() {
    let login = |text: &str| match one(text) {
        Outcome::New { login, .. } => login,
        other => panic!("{other:?}"),
    };
    assert_eq!(login("区科委\t周工\tZhou@Example.cn"), "zhou@example.cn");
    assert_eq!(login("区科委\t周工"), "周工");
    assert_eq!(login("区科委\t孙磊"), "孙磊-keji-2", "both are taken");
    assert_eq!(login("区教育局\t孙磊"), "孙磊-jiaoyu");
    assert_eq!(login("区科委\t周工\tzhou+duban@example.cn"), "周工", "no login has a plus");
    let rows = run("区科委\t周工\n区教育局\t周工");
    assert!(matches!(&rows[1].outcome, Outcome::New { login, .. } if login == "周工-jiaoyu"));
}

#[test]
fn people_who_are_there_are_changed_only_where_the_list_says_so() {
    assert!(matches!(one("区教育局\t李明"), Outcome::Unchanged { waiting: false, .. }));
    assert!(matches!(one("区教育局\t李 明\tLI@example.cn\t13800000000"), Outcome::Unchanged { .. }));
    assert!(matches!(one("区教育局\t王敏"), Outcome::Unchanged { waiting: true, .. }));
    let Outcome::Changed { email, phone, waiting, .. } = one("区教育局\t王敏\tnew@example.cn") else {
        panic!()
    };
    assert_eq!((email.as_deref(), phone, waiting), (Some("new@example.cn"), None, true));
    let leader = one("区教育局\t李明\t\t\t负责人");
    assert!(matches!(leader, Outcome::New { .. }), "the same name in another role is another account");
    assert!(run("区教育局\t李明\t\t\t负责人")[0].role == Role::UnitLeader);
}
