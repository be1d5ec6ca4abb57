//! What `reminders.toml` may say, as people get it.

use std::collections::BTreeMap;

use super::district::{District, addresses, report_of, unit};
use crate::support::{World, stories};

stories! {
    a_step_with_a_time_goes_out_by_a_letter_of_its_own
    the_break_and_the_days_off_are_kept
    calendar_days_are_counted_and_days_off_avoided
    each_step_tells_whom_it_names
    a_lead_unit_is_told_of_others_in_a_part_of_its_own
    one_duty_goes_by_its_own_stages_or_by_none
    whoever_never_sends_the_weekly_report_gets_two_letters_a_week
}

/// Rules with these tables behind the hours.
fn rules(tables: &str) -> String {
    format!("send_from = \"09:00\"\nsend_until = \"17:30\"\n{tables}")
}

async fn a_step_with_a_time_goes_out_by_a_letter_of_its_own(world: World) {
    let tables = "default.steps = [{ before = 3 }, { on_day = true, at = \"15:00\" }, { after = 1 }]
        weekly.steps = [{ before = 1 }, { after = 1 }]";
    let district = District::of(world, "2026-06-15 09:00").await.with_reminders(&rules(tables));
    // Due today, and one of last Friday.
    let (report, weekly) = (report_of("jiaoyu", "06"), "4.2-weekly~jiaoyu~2026-W24".parse().unwrap());
    district.only(|obligation| obligation.id == report || obligation.id == weekly).await;
    let letters = district.minute("2026-06-15 09:00").await;
    assert_eq!(addresses(&letters), ["liaison-jiaoyu@example.gov.cn"], "the day's digest");
    assert!(letters[0].subject.contains("逾期未报") && letters[0].text.contains(report.as_str()));

    assert!(district.minute("2026-06-15 14:59").await.is_empty());
    let letters = district.minute("2026-06-15 15:00").await;
    assert_eq!(addresses(&letters), ["liaison-jiaoyu@example.gov.cn"]);
    assert_eq!(letters[0].subject, "【提醒】区教育局有1项事项今天截止");
    assert!(!letters[0].text.contains(weekly.as_str()), "only what could not wait: {}", letters[0].text);
    assert_eq!(letters[0].id, "credit-2026.digest-liaison-jiaoyu-2026-06-15-due-1.4-report~jiaoyu~2026-06");
    for time in ["2026-06-15 15:01", "2026-06-15 17:30"] {
        assert!(district.minute(time).await.is_empty(), "{time}");
    }
    assert_eq!(district.minute("2026-06-16 09:00").await.len(), 1, "one day late");
}

async fn the_break_and_the_days_off_are_kept(world: World) {
    let hours = "pause = { from = \"12:00\", until = \"14:00\" }
        days_off = \"never\"
        default.steps = [{ before = 1 }, { on_day = true }, { after = 1 }]";
    let district = District::of(world, "2026-08-13 12:30").await.with_reminders(&rules(hours));
    // The 15th of August is a Saturday.
    let id = report_of("jiaoyu", "08");
    district.only(|obligation| obligation.id == id).await;
    for time in ["2026-08-13 09:00", "2026-08-14 08:59", "2026-08-14 12:00", "2026-08-14 13:59"] {
        assert!(district.minute(time).await.is_empty(), "{time}");
    }
    let letters = district.minute("2026-08-14 14:00").await;
    assert_eq!(addresses(&letters), ["liaison-jiaoyu@example.gov.cn"], "the day itself, told of before it");
    for time in ["2026-08-14 17:30", "2026-08-15 10:00", "2026-08-16 10:00", "2026-08-17 13:00"] {
        assert!(district.minute(time).await.is_empty(), "{time}");
    }
    assert_eq!(district.minute("2026-08-17 14:00").await.len(), 1, "one day late");

    let always = "days_off = \"always\"\ndefault.steps = [{ before = 1 }, { after = 1 }]\ndefault.counted = \"calendar\"";
    let district = district.with_reminders(&rules(always));
    district.sql("DELETE FROM reminders").await;
    assert_eq!(district.minute("2026-08-16 10:00").await.len(), 1, "a Sunday");
}

async fn calendar_days_are_counted_and_days_off_avoided(world: World) {
    let tables = "default.counted = \"calendar\"
        default.steps = [{ before = 13 }, { before = 7 }, { before = 2 }, { after = 2 }, { after = 9 }]";
    let district = District::of(world, "2026-09-30 09:00").await.with_reminders(&rules(tables));
    // 13 days before the 15th of October lies in 国庆节.
    let id = report_of("jiaoyu", "10");
    district.only(|obligation| obligation.id == id).await;
    let mut days = Vec::new();
    for day in [
        "09-29", "09-30", "10-01", "10-02", "10-08", "10-09", "10-13", "10-16", "10-17", "10-19", "10-20",
        "10-26",
    ] {
        days.extend(district.minute(&format!("2026-{day} 09:00")).await.iter().map(|_| day));
    }
    assert_eq!(days, ["09-30", "10-08", "10-13", "10-19", "10-26"]);
}

async fn each_step_tells_whom_it_names(world: World) {
    let tables = "default.steps = [
        { before = 3, to = [\"leader\"] },
        { before = 1, to = [\"office\"] },
        { on_day = true, to = [\"liaison\", \"lead-unit\"] },
    ]";
    let district = District::of(world, "2026-06-09 09:00").await.with_reminders(&rules(tables));
    let id = report_of("jiaoyu", "06");
    district.only(|obligation| obligation.id == id).await;
    let table = [
        ("2026-06-10", vec![("leader-jiaoyu", "【提醒】区教育局有1项事项待报\u{ff0c}请督促办理")]),
        ("2026-06-12", vec![("office", "【提醒】1个单位共1项事项待报")]),
        (
            "2026-06-15",
            vec![
                (
                    "liaison-fagai",
                    "【督办】区发改局牵头的专项工程中\u{ff0c}1个单位共1项事项待报\u{ff0c}请予督促",
                ),
                ("liaison-jiaoyu", "【提醒】区教育局有1项事项今天截止"),
            ],
        ),
    ];
    for (day, expected) in table {
        let letters = district.minute(&format!("{day} 09:00")).await;
        let mut found: Vec<_> = letters
            .iter()
            .map(|letter| (letter.to.trim_end_matches("@example.gov.cn"), letter.subject.as_str()))
            .collect();
        found.sort_unstable();
        assert_eq!(found, expected, "{day}");
    }
}

async fn a_lead_unit_is_told_of_others_in_a_part_of_its_own(world: World) {
    let tables = "default.steps = [{ on_day = true }, { after = 1, to = [\"liaison\", \"lead-unit\"] }]";
    let district = District::of(world, "2026-07-01 09:00").await.with_reminders(&rules(tables));
    // Both were due on the 30th of June; 区发改局 leads the project of the first.
    let (other, own) = ("1.1-group~jiaoyu~2026", "7.3-cases~fagai~2026-06");
    district.only(|obligation| [other, own].contains(&obligation.id.as_str())).await;
    let letters = district.minute("2026-07-01 09:00").await;
    let lead = letters.iter().find(|letter| letter.to.starts_with("liaison-fagai")).unwrap();
    assert_eq!(lead.subject, "【督办】区发改局有1项事项逾期未报\u{ff0c}请尽快报送", "its own");
    let part = "二、贵单位牵头的专项工程中\u{ff0c}其他单位尚未报送（1项）";
    let [own, part, other] = [own, part, other].map(|text| lead.text.find(text));
    assert!(own.is_some() && own < part && part < other, "{}", lead.text);
    let unit = letters.iter().find(|letter| letter.to.starts_with("liaison-jiaoyu")).unwrap();
    assert!(!unit.text.contains("牵头"), "{}", unit.text);
}

async fn one_duty_goes_by_its_own_stages_or_by_none(world: World) {
    let tables = "default.steps = [{ before = 2 }]
        [duty.\"1.4-report\"]
        steps = [{ before = 5 }]
        [duty.\"1.1-group\"]
        steps = []";
    let district = District::of(world, "2026-06-08 09:00").await.with_reminders(&rules(tables));
    let kept = ["1.4-report~jiaoyu~2026-06", "1.1-group~jiaoyu~2026", "1.3-liaison~jiaoyu~2026"];
    district.only(|obligation| kept.contains(&obligation.id.as_str())).await;
    let letters = district.minute("2026-06-08 09:00").await;
    assert_eq!(letters.len(), 1, "five days before the 15th");
    assert!(district.minute("2026-06-11 09:00").await.is_empty(), "not by the default");
    let mut later = Vec::new();
    for day in 12..=30 {
        later.extend(district.minute(&format!("2026-06-{day} 09:00")).await);
    }
    assert!(later.iter().all(|letter| !letter.text.contains("1.1-group")), "never");
}

async fn whoever_never_sends_the_weekly_report_gets_two_letters_a_week(world: World) {
    let district = District::of(world, "2026-06-01 09:00").await;
    // From the first week of June on; nothing of before.
    district
        .only(|obligation| {
            let weekly = obligation.duty_id.as_str() == "4.2-weekly" && obligation.unit_id == unit("jiaoyu");
            weekly && obligation.period.to_string().as_str() >= "2026-W23"
        })
        .await;
    let mut weeks: BTreeMap<(String, u8), usize> = BTreeMap::new();
    for (month, days) in [(6, 30), (7, 31)] {
        for day in 1..=days {
            let today = format!("2026-{month:02}-{day:02} 09:00");
            for letter in district.minute(&today).await {
                let week = district.app.plan.local_date(letter.at).iso_week();
                *weeks.entry((letter.to, week)).or_default() += 1;
            }
        }
    }
    let most = |kind: &str| weeks.iter().filter(|((to, _), _)| to.starts_with(kind)).map(|(_, n)| *n).max();
    let liaison = weeks.iter().filter(|((to, _), _)| to.starts_with("liaison-jiaoyu"));
    let liaison: Vec<_> = liaison.map(|((_, week), n)| (*week, *n)).collect();
    // A Thursday, and from then on Mondays and Thursdays; 端午节 falls on Friday the 19th.
    let two = (24..=31).map(|week| (week, 2));
    assert_eq!(liaison, [(23, 1)].into_iter().chain(two).collect::<Vec<_>>());
    assert_eq!((most("leader"), most("office")), (Some(1), Some(1)));
}
