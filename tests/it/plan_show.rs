//! `duban plan show`: what people read.

use duban::cli::plan_show::{BadChoice, Choice, obligations, tree};
use duban::domain::plan::Plan;
use duban::plan_files;
use duban::words::Lang;

fn plan() -> Plan {
    plan_files::load_shipped().unwrap()
}

fn listed(unit: Option<&str>, month: Option<&str>, lang: Lang) -> String {
    let plan = plan();
    let choice = Choice::new(&plan, unit, month).unwrap();
    let mut out = Vec::new();
    obligations(&plan, &choice, lang, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn whole(lang: Lang) -> String {
    let mut out = Vec::new();
    tree(&plan(), lang, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn the_tree_holds_every_project_task_and_duty() {
    let (text, plan) = (whole(Lang::Zh), plan());
    for project in &plan.projects {
        assert!(text.contains(&format!("\n{} {}\n", project.number, project.title.zh)), "{}", project.number);
        for task in &project.tasks {
            assert!(text.contains(&format!("\n  {} {}\n", task.id, task.title.zh)), "{}", task.id);
        }
    }
    for place in plan.duties() {
        assert!(text.contains(&format!("\n      {} ", place.duty.id)), "{}", place.duty.id);
    }
    assert!(text.contains("4.2-weekly  每周报送“双公示”信息  24个单位各自  每周周五"), "{text}");
    assert!(
        text.contains("\n  penalties           行政处罚信息              29个字段  4.2-weekly\n"),
        "{text}"
    );
    assert!(text.contains("  责任：各相关单位\n  未写明：原文未为本专项工程写明工作时限。\n"), "{text}");
}

#[test]
fn the_tree_reads_in_english_too() {
    let text = whole(Lang::En);
    assert!(text.starts_with("Implementation plan for the social credit system (2026)\n"), "{text}");
    assert!(text.contains("each of 24 units"), "{text}");
}

#[test]
fn a_unit_sees_its_month_in_order_with_columns_that_line_up() {
    let june = "\
2026-06-05 17:00  周五  4.2-weekly     每周报送“双公示”信息              2026年第23周
2026-06-12 17:00  周五  4.2-weekly     每周报送“双公示”信息              2026年第24周
2026-06-15 24:00  周一  1.4-report     信用体系建设情况报告              2026年6月
2026-06-19 17:00  周五  4.2-weekly     每周报送“双公示”信息              2026年第25周
2026-06-26 17:00  周五  4.2-weekly     每周报送“双公示”信息              2026年第26周
2026-06-30 24:00  周二  1.1-group      报送本单位领导组织                2026年
2026-06-30 24:00  周二  1.3-liaison    报送联络员名单                    2026年
2026-06-30 24:00  周二  2.1-plan       报送社会信用体系建设工作计划      2026年
2026-06-30 24:00  周二  2.3-catalogue  报送本级《公共信用信息资源目录》  2026年
共9项
";
    assert_eq!(listed(Some("区教育局"), Some("2026-06"), Lang::Zh), june);
    assert_eq!(listed(Some("jiaoyu"), Some("2026-06"), Lang::Zh), june, "by id as by name");
}

#[test]
fn who_assists_sees_whom() {
    let text = listed(Some("区工商分局"), Some("2026-11"), Lang::Zh);
    assert_eq!(
        text, "2026-11-30 24:00  周一  4.1-site  建立独立的信用门户网站  2026年  区政府办主办\n共1项\n",
        "by alias"
    );
}

#[test]
fn a_month_lists_everyone() {
    let text = listed(None, Some("2026-06"), Lang::Zh);
    // Four Fridays of 24 units, 38 reports, groups and liaison officers each, 30 plans and catalogues each,
    // eleven reports on use and one on cases.
    let all = 4 * 24 + 3 * 38 + 2 * 30 + 11 + 1;
    assert!(text.ends_with(&format!("共{all}项\n")), "{text}");
    let days: Vec<&str> =
        text.lines().filter(|line| line.starts_with("2026")).map(|l| l.split("  ").next().unwrap()).collect();
    assert_eq!(days.len(), all);
    assert!(days.is_sorted());
}

#[test]
fn a_choice_that_means_nothing_is_explained() {
    let plan = plan();
    let bad = Choice::new(&plan, Some("区城管局"), None).unwrap_err();
    assert!(matches!(bad, BadChoice::Unit(..)));
    assert!(bad.words(Lang::Zh).contains("没有名为“区城管局”的单位"), "{}", bad.words(Lang::Zh));
    for month in ["2026", "2026-13", "六月", "26-06"] {
        let bad = Choice::new(&plan, None, Some(month)).unwrap_err();
        assert!(matches!(&bad, BadChoice::Month(given, _) if given == month));
        assert!(bad.words(Lang::En).contains("2026-06"), "{}", bad.words(Lang::En));
    }
}
