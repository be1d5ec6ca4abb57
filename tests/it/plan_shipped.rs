//! The plan that ships with the program: complete, without errors, and owing what its text says.

use std::path::Path;

use duban::cli::plan_check;
use duban::domain::plan::Plan;
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
    assert!(out.contains("8个专项工程,32项重点任务,40个报送事项,6项指标,38个单位"), "{out}");
    assert!(out.ends_with("错误0个,警告0个,提示5个\n"), "{out}");
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
