//! Settings of robots that cannot be meant stop the start, in both languages and without the webhook.

use std::collections::BTreeMap;

use duban::config::{self, Config, RobotKind};
use duban::robots::Robots;

use super::hook::{KEY, settings};
use crate::support::{set_up_tls, shipped_plan};

fn refused(robot: config::Robot) -> String {
    let config = Config { robots: BTreeMap::from([("keji".to_owned(), robot)]), ..Config::default() };
    Robots::from_config(&config, &shipped_plan()).unwrap_err().to_string()
}

#[test]
fn what_is_wrong_is_named_in_both_languages() {
    let (kind, good) =
        (RobotKind::Wecom, format!("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}"));
    let with_group =
        |group: &str| config::Robot { groups: vec![group.to_owned()], ..settings(kind, &good, &[]) };
    let table = [
        (
            settings(kind, &good, &["nowhere"]),
            "robots.keji.units（DUBAN_ROBOTS__KEJI__UNITS）：计划中没有单位`nowhere` / the plan has no unit",
        ),
        (
            with_group("nobody"),
            "robots.keji.groups（DUBAN_ROBOTS__KEJI__GROUPS）：计划中没有单位组`nobody` / the plan has no group",
        ),
        (
            settings(kind, &good.replace("https", "http"), &["keji"]),
            "robots.keji.url（DUBAN_ROBOTS__KEJI__URL）：须以https://开头",
        ),
        (settings(kind, &format!("http://127.evil.cn/?key={KEY}"), &["keji"]), "must begin with https://"),
        (settings(kind, &format!("ftp://localhost/?key={KEY}"), &["keji"]), "must begin with https://"),
        (settings(kind, KEY, &["keji"]), "不是网址"),
    ];
    for (robot, expected) in table {
        let words = refused(robot);
        assert!(words.contains(expected), "{words}");
        assert!(!words.contains(KEY), "the webhook is a key: {words}");
    }
}

#[test]
fn groups_are_spelt_out_and_each_unit_counts_once() {
    set_up_tls();
    let plan = shipped_plan();
    let group = plan.groups.first().unwrap();
    let member = group.members.first().unwrap();
    for address in ["http://localhost:1/x", "http://[::1]:1/x", "http://127.0.0.2:1/x"] {
        let robot = config::Robot {
            groups: vec![group.id.to_string()],
            ..settings(RobotKind::Dingtalk, address, &[member.as_str(), member.as_str()])
        };
        let config = Config { robots: BTreeMap::from([("all".to_owned(), robot)]), ..Config::default() };
        let robots = Robots::from_config(&config, &plan).unwrap();
        assert_eq!(robots.get("all").unwrap().units().len(), group.members.len());
    }
}
