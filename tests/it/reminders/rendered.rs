//! What letters say, word for word, and what the dry run prints.

use duban::cli;
use duban::domain::access::Role;
use duban::domain::deadline::Days;
use duban::domain::digest::{Item, Urgency};
use duban::domain::ids::ObligationId;
use duban::domain::materialise::{Milestones, planned};
use duban::domain::obligation::{Obligation, State};
use duban::domain::reminder::Stage;
use duban::jobs::{deliver, remind};
use duban::mail::messages::{Reader, Writer};
use duban::words::{self, Lang};

use super::district::{District, at, unit};
use crate::support::{World, shipped_plan, stories};

stories! {
    the_dry_run_prints_who_would_be_told_and_writes_nothing
    a_run_by_hand_says_what_it_did
}

fn obligation(id: &str, state: State) -> Obligation {
    let id: ObligationId = id.parse().unwrap();
    let planned =
        planned(&shipped_plan(), &Milestones::new()).into_iter().find(|planned| planned.id == id).unwrap();
    Obligation {
        id,
        duty_id: planned.duty_id,
        unit_id: planned.unit_id,
        period: planned.period,
        scheduled_at: planned.scheduled_at,
        due_at: planned.scheduled_at,
        state,
        revision: 1,
        first_submitted_at: None,
        acknowledged_at: None,
    }
}

/// Monday, the 15th of June: one of each urgency.
fn liaison_digest(lang: Lang) -> (String, String, String) {
    let [late, returned] =
        [("1.4-report~jiaoyu~2026-04", State::Open), ("1.1-group~jiaoyu~2026", State::Returned)]
            .map(|(id, state)| obligation(id, state));
    let [today, soon] =
        ["1.4-report~jiaoyu~2026-06", "4.2-weekly~jiaoyu~2026-W25"].map(|id| obligation(id, State::Open));
    let counted = Days::Working;
    let items = [
        Item {
            obligation: &late,
            urgency: Urgency::Overdue,
            stage: Some(Stage::Overdue { days: 37, counted, nth: 9 }),
        },
        Item { obligation: &returned, urgency: Urgency::Returned, stage: None },
        Item { obligation: &today, urgency: Urgency::Today, stage: Some(Stage::DueDay) },
        Item { obligation: &soon, urgency: Urgency::Soon, stage: Some(Stage::Before { days: 3, counted }) },
    ];
    let jiaoyu = unit("jiaoyu");
    let reader = Reader { name: "张三", role: Role::Liaison, unit: Some(&jiaoyu) };
    let letter = writer(lang, "2026-06-15 09:00", &shipped_plan()).digest(reader, &items, &[]);
    (letter.subject, letter.text, letter.html)
}

fn writer<'a>(lang: Lang, now: &str, plan: &'a duban::domain::plan::Plan) -> Writer<'a> {
    Writer { lang, plan, now: at(now), public_url: "https://duban.example.gov.cn" }
}

#[test]
fn a_liaisons_digest() {
    let (subject, text, html) = liaison_digest(Lang::Zh);
    insta::assert_snapshot!("digest_zh", format!("{subject}\n\n{text}"));
    insta::assert_snapshot!("digest_zh_html", html.replace('>', ">\n"));
    let (subject, text, _) = liaison_digest(Lang::En);
    insta::assert_snapshot!("digest_en", format!("{subject}\n\n{text}"));
}

#[test]
fn copies_for_the_leader_and_the_office() {
    let late =
        ["jiaoyu", "minzheng"].map(|unit| obligation(&format!("1.4-report~{unit}~2026-04"), State::Open));
    let stage = Some(Stage::Overdue { days: 3, counted: Days::Working, nth: 2 });
    let items = late.each_ref().map(|obligation| Item { obligation, urgency: Urgency::Overdue, stage });
    let (plan, jiaoyu) = (shipped_plan(), unit("jiaoyu"));
    for (lang, tag) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
        let writer = writer(lang, "2026-04-20 09:00", &plan);
        let leader = Reader { name: "李四", role: Role::UnitLeader, unit: Some(&jiaoyu) };
        let letter = writer.digest(leader, &items[..1], &[]);
        insta::assert_snapshot!(format!("leader_{tag}"), format!("{}\n\n{}", letter.subject, letter.text));
        let letter = writer.digest(Reader { name: "王五", role: Role::Office, unit: None }, &items, &[]);
        insta::assert_snapshot!(format!("office_{tag}"), format!("{}\n\n{}", letter.subject, letter.text));
    }
}

#[test]
fn a_long_digest_lists_fifty_and_says_where_the_rest_is() {
    let late = obligation("1.4-report~jiaoyu~2026-04", State::Open);
    let soon = obligation("1.4-report~jiaoyu~2026-06", State::Open);
    let of = |obligation, urgency| Item { obligation, urgency, stage: None };
    let digest = |lates: usize, soons: usize, role| {
        let items =
            [vec![of(&late, Urgency::Overdue); lates], vec![of(&soon, Urgency::Soon); soons]].concat();
        let reader = Reader { name: "王五", role, unit: None };
        writer(Lang::Zh, "2026-06-10 09:00", &shipped_plan()).digest(reader, &items, &[])
    };
    let letter = digest(48, 30, Role::Office);
    for part in [&letter.text, &letter.html] {
        assert!(part.contains("已逾期（48项）") && part.contains("临近截止（30项）"), "{part}");
        assert!(part.contains("另有28项未列出"), "{part}");
        assert!(part.contains("https://duban.example.gov.cn/overview"), "{part}");
    }
    assert_eq!(letter.text.matches("/obligations/").count(), 50);
    assert!(letter.subject.contains("78项"), "{}", letter.subject);
    // What would stand in a section of its own, and all of it too late for the list.
    assert!(!digest(50, 1, Role::Office).text.contains("临近截止"));
    let letter = digest(51, 0, Role::Liaison);
    assert!(
        letter.text.contains("另有1项未列出，请登录系统查看：https://duban.example.gov.cn/obligations\n")
    );
    assert!(!digest(50, 0, Role::Office).text.contains("未列出"));
}

#[test]
fn a_returned_report() {
    let returned = obligation("1.4-report~jiaoyu~2026-06", State::Returned);
    let (plan, jiaoyu) = (shipped_plan(), unit("jiaoyu"));
    let reader = Reader { name: "张三", role: Role::Liaison, unit: Some(&jiaoyu) };
    let reason = "第二项数据与附件不一致。\n<请>核对后重报。";
    for (lang, tag) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
        let letter = writer(lang, "2026-06-12 16:05", &plan).returned(reader, &returned, reason);
        insta::assert_snapshot!(format!("returned_{tag}"), format!("{}\n\n{}", letter.subject, letter.text));
        assert!(letter.html.contains("&lt;请&gt;核对"), "what people typed is no markup");
    }
}

#[test]
fn a_line_of_the_ledger_in_words() {
    for (key, zh) in [
        ("before-7@2026-06-15", "提前7个工作日"),
        ("due@2026-06-15", "截止当天"),
        ("overdue-3@2026-06-15", "逾期3个工作日"),
        ("returned-2@2026-06-15", "退回后2个工作日"),
        ("before-7d@2026-06-15", "提前7天"),
        ("overdue-3d@2026-06-15", "逾期3天"),
        ("returned-2d@2026-06-15", "退回后2天"),
    ] {
        assert_eq!(words::stage(Lang::Zh, key), zh);
    }
}

async fn the_dry_run_prints_who_would_be_told_and_writes_nothing(world: World) {
    let district = District::of(world, "2026-06-01 09:00").await;
    let chased = ["1.4-report~jiaoyu~2026-06", "1.4-report~minzheng~2026-06", "1.4-report~jiaoyu~2026-04"];
    district.only(|obligation| chased.contains(&obligation.id.as_str())).await;
    district.sql("UPDATE users SET email = NULL WHERE id = 'liaison-minzheng'").await;
    let mut out = Vec::new();
    for time in ["2026-06-04 09:00", "2026-06-06 09:00", "2026-03-01 09:00"] {
        cli::remind::dry_run(&district.app, Lang::Zh, at(time), &mut out).await.unwrap();
        out.extend_from_slice(b"\n----\n\n");
    }
    cli::remind::dry_run(&district.app, Lang::En, at("2026-06-04 09:00"), &mut out).await.unwrap();
    let out = String::from_utf8(out).unwrap();
    insta::assert_snapshot!("dry_run", out);
    assert!(!out.contains('@'), "no addresses on the screen");
    assert!(district.messages().await.is_empty());
    assert_eq!(district.minute("2026-06-04 09:00").await.len(), 4, "what was announced is what is sent");
}

async fn a_run_by_hand_says_what_it_did(world: World) {
    let district = District::of(world, "2026-06-04 09:00").await;
    district.only_reports_of_june().await;
    district.sql("UPDATE users SET email = NULL WHERE id = 'liaison-minzheng'").await;
    let app = &district.app;
    let summary = remind::run(app).await.unwrap();
    let letters = (summary.digests, deliver::drain(app).await.unwrap());
    let mut out = Vec::new();
    cli::remind::done(&app.plan, Lang::Zh, letters, &summary.unreachable, &mut out).unwrap();
    let (out, n) = (String::from_utf8(out).unwrap(), district.reporters().len() - 1);
    assert!(
        out.starts_with(&format!("新生成提醒{n}封")) && out.contains(&format!("尝试发送邮件{n}封")),
        "{out}"
    );
    assert!(out.ends_with("  区民政局\n"), "{out}");
}
