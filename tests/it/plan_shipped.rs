//! The plan that ships with the program: complete, without errors, and owing what its text says.

use std::path::Path;

use duban::cli::plan_check;
use duban::domain::deadline::When;
use duban::domain::forms::Form;
use duban::domain::ids::UnitId;
use duban::domain::materialise::{Milestones, planned};
use duban::domain::plan::{Plan, Unit};
use duban::plan_files::{self, Files, Style, schemas};
use duban::words::Lang;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn plan() -> Plan {
    let root = Path::new(ROOT).join("plan");
    plan_files::open(&Files::folder(&root.join("credit-2026"))).unwrap()
}

#[test]
fn it_has_no_errors_and_no_warnings() {
    let mut out = Vec::new();
    let files = Files::folder(&Path::new(ROOT).join("plan/credit-2026"));
    let ok = plan_check::check(&files, Lang::Zh, Style::Plain, &mut out).unwrap();
    let out = String::from_utf8(out).unwrap();
    assert!(ok, "{out}");
    assert!(out.contains("8个专项工程，32项重点任务，40个报送事项，7项指标，11张报表，38个单位"), "{out}");
    assert!(out.ends_with("错误0个，警告0个，提示1个\n"), "{out}");
}

#[test]
fn the_one_built_in_is_the_one_in_the_folder() {
    assert_eq!(plan_files::load_shipped().unwrap().digest, plan().digest);
}

#[test]
fn the_schemas_in_the_folder_are_in_step() {
    for (name, text) in schemas() {
        let path = Path::new(ROOT).join("plan/schema").join(name);
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == text, "plan/schema/{name} is stale: run `duban plan schema plan/schema`");
    }
}

/// How many obligations of the year a duty makes, and how many of them have a date.
fn count(plan: &Plan, duty: &str) -> (usize, usize) {
    let rows = planned(plan, &Milestones::new());
    let rows: Vec<_> = rows.iter().filter(|row| row.duty_id.as_str() == duty).collect();
    (rows.len(), rows.iter().filter(|row| row.scheduled_at.is_some()).count())
}

#[test]
fn its_duties_are_owed_by_whom_the_text_names() {
    let plan = plan();
    let expected = [
        // 33 units and five placeholders of project 1
        ("1.1-group", 38, 38),
        ("1.2-teams", 1, 0),
        ("1.2-division", 38, 0),
        ("1.3-liaison", 38, 38),
        // six even months
        ("1.4-report", 38 * 6, 38 * 6),
        // 25 units and five placeholders of project 2
        ("2.1-plan", 30, 30),
        ("2.2-systems", 30, 30),
        ("2.3-catalogue", 30, 30),
        ("2.4-catalogue", 1, 1),
        ("3.2-models", 43, 0),
        ("4.1-site", 1, 1),
        ("4.1-column", 1, 0),
        // the 25 of project 4 but the court, on 52 Fridays
        ("4.2-weekly", 24 * 52, 24 * 52),
        ("4.3-codes", 1, 0),
        // four leads, 23 units, five placeholders
        ("5.1-files", 32, 32),
        ("5.4-streets", 1, 1),
        ("6.1-files", 22, 0),
        ("7.1-lists", 29, 0),
        ("7.3-cases", 12, 12),
        ("7.5-pledge", 23, 23),
        ("8.1-report", 11 * 6, 11 * 6),
    ];
    for (duty, all, dated) in expected {
        assert_eq!(count(&plan, duty), (all, dated), "{duty}");
    }
}

#[test]
fn the_first_lead_unit_owns_what_the_leads_owe_together() {
    let plan = plan();
    let site = plan.duty(&"4.1-site".parse().unwrap()).unwrap().duty;
    let ids = |units: &[UnitId]| units.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(ids(site.owed.owners()), ["zhengfuban"]);
    assert_eq!(ids(site.owed.assists()), ["fagai", "gongshang", "xinxi-zhongxin"]);
}

#[test]
fn units_stand_in_the_order_in_which_the_text_names_them() {
    let plan = plan();
    let named: Vec<_> = plan.units.iter().filter(|unit| !unit.placeholder && !unit.external).collect();
    assert_eq!(named.len(), 38);
    let first = |unit: &&Unit| {
        let names = std::iter::once(&unit.name.zh).chain(&unit.aliases);
        names.filter_map(|name| plan.source.find(name.as_str())).min()
    };
    let places: Vec<_> = named.iter().map(first).collect();
    assert!(places.iter().all(Option::is_some), "every unit is named in the text");
    assert!(
        places.is_sorted(),
        "{:?}",
        named.iter().map(|unit| &unit.name.zh).zip(places).collect::<Vec<_>>()
    );
}

#[test]
fn what_the_text_leaves_open_is_said() {
    let plan = plan();
    for place in plan.duties() {
        let undated = place.duty.due.when == When::Undated;
        assert!(!undated || place.duty.gap.is_some(), "{}", place.duty.id);
    }
    for group in &plan.groups {
        assert!(group.assumed.is_some(), "{}: the text gives no members", group.id);
    }
    assert!(plan.project(8).unwrap().gap.as_ref().unwrap().contains("区教"));
}

/// The field codes of both kinds of disclosure as real systems have them, and what is required of penalties.
#[test]
fn its_forms_have_the_codes_that_systems_use() {
    let plan = plan();
    let form = |id: &str| plan.form(&id.parse().unwrap()).unwrap();
    let ids =
        |form: &Form| form.columns.iter().map(|column| column.id.to_string()).collect::<Vec<_>>().join(" ");
    let party = |p: &str| {
        let codes = "XDR_MC XDR_LB XDR_SHXYM XDR_GSZC XDR_ZZJG XDR_SWDJ XDR_SYDW XDR_SHZZ FRDB FR_ZJLX XDR_ZJLX XDR_ZJHM";
        codes.split(' ').map(|code| format!("{p}_{code} ")).collect::<String>()
    };
    let licences = "XK_XKWS XK_WSH XK_XKLB XK_XKZS XK_XKBH XK_NR XK_JDRQ XK_YXQZ XK_YXQZI XK_XKJG XK_XKJGDM XK_ZT XK_LYDW XK_LYDWDM BZ";
    assert_eq!(ids(form("licences")), party("XK") + licences);
    let penalties = "CF_WSH CF_WFXW CF_SY CF_YJ CF_CFLB CF_NR CF_NR_FK CF_NR_WFFF CF_NR_ZKDX CF_JDRQ CF_YXQ CF_GSJZQ CF_CFJG CF_CFJGDM CF_SJLY CF_SJLYDM BZ";
    assert_eq!(ids(form("penalties")), party("CF") + penalties);
    let required = form("penalties").columns.iter().filter(|column| column.is_required());
    let required: Vec<_> = required.map(|column| column.id.as_str()).collect();
    let wanted = "CF_XDR_MC CF_XDR_LB CF_WSH CF_WFXW CF_SY CF_YJ CF_CFLB CF_NR CF_JDRQ CF_YXQ CF_CFJG CF_CFJGDM CF_SJLY CF_SJLYDM";
    assert_eq!(required.join(" "), wanted);
    for (form, date) in [(form("licences"), "XK_JDRQ"), (form("penalties"), "CF_JDRQ")] {
        assert_eq!(form.reported_within(), Some((&date.parse().unwrap(), 7)));
        assert!(form.has_twins());
        assert!(form.gap.is_some(), "what is not known is said");
    }
}

#[test]
fn its_duties_ask_for_forms_and_their_rows_are_counted() {
    let plan = plan();
    let asked: Vec<(String, String)> = plan
        .duties()
        .flat_map(|place| place.duty.forms.iter().map(|form| (place.duty.id.to_string(), form.to_string())))
        .collect();
    let asked: Vec<(&str, &str)> = asked.iter().map(|(duty, form)| (duty.as_str(), form.as_str())).collect();
    let wanted = [
        ("1.3-liaison", "liaisons"),
        ("2.2-systems", "systems"),
        ("2.3-catalogue", "catalogue"),
        ("2.4-catalogue", "district-catalogue"),
        ("4.2-weekly", "licences"),
        ("4.2-weekly", "penalties"),
        ("7.1-lists", "red-list"),
        ("7.1-lists", "black-list"),
        ("7.3-cases", "joint-cases"),
        ("7.5-pledge", "pledges"),
        ("8.1-report", "applications"),
    ];
    assert_eq!(asked, wanted);
    assert_eq!(
        plan.forms.iter().map(|form| form.id.as_str()).collect::<Vec<_>>(),
        wanted.map(|(_, form)| form)
    );
    let figures = plan.duties().flat_map(|place| &place.duty.figures);
    let counted: Vec<_> = figures.filter(|figure| figure.counted).map(|figure| figure.id.as_str()).collect();
    assert_eq!(counted, ["licences", "penalties", "records", "records-timely", "records-late", "cases-sent"]);
    let contacts = plan.forms.iter().filter(|form| form.contacts.is_some());
    assert_eq!(contacts.map(|form| form.id.as_str()).collect::<Vec<_>>(), ["liaisons"]);
    let merged = plan.form(&"district-catalogue".parse().unwrap()).unwrap().merges.clone();
    assert_eq!(merged, Some("catalogue".parse().unwrap()));
}
