//! The guides to writing a plan say what is true: every field is told of, every due rule they show loads.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use duban::plan_files::{self, Files, schemas};
use serde_json::Value;
use tempfile::TempDir;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn guides() -> [String; 2] {
    ["README.zh-CN.md", "README.md"]
        .map(|name| fs::read_to_string(Path::new(ROOT).join("plan").join(name)).unwrap())
}

/// What stands between back-quotes.
fn code(guide: &str) -> BTreeSet<&str> {
    guide.lines().flat_map(|line| line.split('`').skip(1).step_by(2)).collect()
}

/// The names of all fields in a schema, those of its definitions too.
fn fields(schema: &Value, out: &mut BTreeSet<String>) {
    match schema {
        Value::Object(object) => {
            if let Some(Value::Object(properties)) = object.get("properties") {
                out.extend(properties.keys().cloned());
            }
            object.values().for_each(|value| fields(value, out));
        }
        Value::Array(list) => list.iter().for_each(|value| fields(value, out)),
        _ => {}
    }
}

#[test]
fn both_guides_tell_of_every_field() {
    let mut names = BTreeSet::new();
    for (_, text) in schemas() {
        fields(&serde_json::from_str(&text).unwrap(), &mut names);
    }
    assert!(names.len() > 60, "{names:?}");
    for guide in guides() {
        // In running text, in a snippet, or as the name of a table.
        let told = |name: &str| {
            let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
            guide.split(|c: char| !word(c)).any(|part| part == name)
        };
        let missing: Vec<&String> = names.iter().filter(|name| !told(name)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}

#[test]
fn every_due_rule_shown_is_one() {
    let [zh, en] = guides();
    let rules = |guide: &str| -> BTreeSet<String> {
        code(guide).into_iter().filter(|code| code.starts_with("due = {")).map(str::to_owned).collect()
    };
    assert_eq!(rules(&zh), rules(&en), "both guides show the same");
    let rules = rules(&zh);
    assert!(rules.len() >= 15, "{rules:?}");
    for rule in &rules {
        let copy = TempDir::new().unwrap();
        copy_with_rule(copy.path(), rule);
        let report = plan_files::check(&Files::folder(copy.path()));
        assert!(report.plan.is_some(), "{rule}: {}", report.problems);
    }
}

/// The shipped plan with another rule for a duty that has a `gap`, as a rule without a date needs one.
fn copy_with_rule(to: &Path, rule: &str) {
    let from = Path::new(ROOT).join("plan/credit-2026");
    for folder in ["", "projects", "forms"] {
        fs::create_dir_all(to.join(folder)).unwrap();
        for entry in fs::read_dir(from.join(folder)).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_file() {
                fs::copy(entry.path(), to.join(folder).join(entry.file_name())).unwrap();
            }
        }
    }
    let file = to.join("projects/1.toml");
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("due = { undated = true }"));
    fs::write(&file, text.replacen("due = { undated = true }", rule, 1)).unwrap();
}
