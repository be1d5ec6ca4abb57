//! Who may know whom, as `src/lib.rs` states it, held against the paths that each file names.
//!
//! A new top-level module takes its place in `LAYERS`; a crate that only one part may know, its line in `CRATES`.

mod source;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// From the inside out. A module names modules of the layers before its own, never one beside or after it.
/// `lib.rs` and `main.rs` put everything together and may name all.
const LAYERS: [&[&str]; 8] = [
    &["domain"],
    &["channel", "clock", "editions", "jitter", "metrics", "search", "words"],
    &["config"],
    &["store", "mail", "robots", "plan_files", "evidence_files", "documents"],
    &["app", "passwords"],
    &["intake"],
    &["web", "jobs", "cli"],
    &["serve", "demo"],
];

/// The crates that only these modules may know.
const CRATES: [(&str, &[&str]); 25] = [
    ("anyhow", &["cli", "main"]),
    ("axum", &["web"]),
    ("axum_extra", &["web"]),
    ("calamine", &["documents"]),
    ("chrono", &[]),
    ("clap", &["cli", "main"]),
    ("csv", &["documents"]),
    ("encoding_rs", &["documents"]),
    ("hmac", &["editions", "robots"]),
    ("lettre", &["mail"]),
    ("maud", &["mail", "web"]),
    ("pinyin", &["search"]),
    ("object_store", &["evidence_files"]),
    ("prometheus_client", &["metrics"]),
    ("quick_xml", &["documents"]),
    ("reqwest", &["robots"]),
    ("rust_xlsxwriter", &["documents"]),
    ("similar", &["web"]),
    ("sqlx", &["store"]),
    ("tokio_cron_scheduler", &["jobs"]),
    ("tower_http", &["web"]),
    ("typst", &["documents"]),
    ("typst_layout", &["documents"]),
    ("typst_pdf", &["documents"]),
    ("zip", &["documents"]),
];

/// All that `domain` may know of other crates; sqlx besides, in the attributes of its value types.
const PURE: [&str; 7] = ["core", "proptest", "rust_decimal", "serde", "std", "thiserror", "time"];

/// What of `std` the pure core does without.
const IMPURE_STD: [&str; 7] = ["env", "fs", "io", "net", "process", "thread", "time"];

/// The system's clock, which `clock` alone may ask.
const CLOCKS: [&str; 4] =
    ["OffsetDateTime::now_utc", "OffsetDateTime::now_local", "UtcDateTime::now", "SystemTime::now"];

const LONGEST_FILE: usize = 350;

#[test]
fn modules_know_only_what_lies_further_in() {
    let files = rust_files("src");
    assert!(files.iter().any(|file| file.starts_with("src/domain")), "src/domain was not read");
    let found: Vec<String> = files
        .iter()
        .flat_map(|file| violations(&file.to_string_lossy(), &fs::read_to_string(root().join(file)).unwrap()))
        .collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn files_can_be_read_in_one_sitting() {
    let long: Vec<String> = ["src", "tests", "benches"]
        .iter()
        .flat_map(|folder| rust_files(folder))
        .map(|file| (fs::read_to_string(root().join(&file)).unwrap().lines().count(), file))
        .filter(|(lines, _)| *lines > LONGEST_FILE)
        .map(|(lines, file)| format!("{}: {lines} lines, {LONGEST_FILE} at most: split it", file.display()))
        .collect();
    assert!(long.is_empty(), "\n{}", long.join("\n"));
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The Rust files under a folder of the project, relative to the project.
fn rust_files(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(root().join(&folder)) else { continue };
        for entry in entries.map(Result::unwrap) {
            let path = folder.join(entry.file_name());
            if entry.file_type().unwrap().is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// What this file names and may not, each as `file:line: what, and what to do`.
fn violations(file: &str, text: &str) -> Vec<String> {
    let module = module_of(file);
    let area = area_of(&module).unwrap_or(if file == "src/main.rs" { "main" } else { "lib" });
    let named = match source::paths(&module, text) {
        Ok(named) => named,
        Err(error) => return vec![format!("{file}: cannot be read as Rust: {error}")],
    };
    let mut found: Vec<String> = named
        .iter()
        .filter_map(|named| Some(format!("{file}:{}: {}", named.line, complaint(area, named)?)))
        .collect();
    found.extend(misplaced(area).map(|complaint| format!("{file}: {complaint}")));
    found.dedup();
    found
}

/// `src/web/session.rs` is `crate::web::session`, `src/web/mod.rs` is `crate::web`.
fn module_of(file: &str) -> String {
    let inside = file.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    match inside {
        "lib" | "main" => "crate".to_owned(),
        inside => format!("crate::{}", inside.replace('/', "::")),
    }
}

/// The top-level module that a path in this crate goes through.
fn area_of(path: &str) -> Option<&str> {
    let inside = path.strip_prefix("crate::").or_else(|| path.strip_prefix("duban::"))?;
    inside.split("::").next()
}

fn layer_of(area: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&area))
}

fn misplaced(area: &str) -> Option<String> {
    let placed = layer_of(area).is_some() || matches!(area, "main" | "lib");
    (!placed).then(|| format!("`{area}` has no place yet: give it one in LAYERS, tests/it/architecture.rs"))
}

fn complaint(area: &str, named: &source::Named) -> Option<String> {
    let path = named.path.as_str();
    if area != "clock" && CLOCKS.iter().any(|clock| path.ends_with(clock)) {
        return Some(format!("`{path}` asks the system's clock: take the time from the clock passed in"));
    }
    match area_of(path) {
        Some(other) => outward(area, other, path),
        None => foreign(area, named),
    }
}

fn outward(area: &str, other: &str, path: &str) -> Option<String> {
    let own = layer_of(area)?;
    let allowed = area == other || layer_of(other).is_some_and(|layer| layer < own);
    (!allowed).then(|| format!("`{area}` names `{path}`, which does not lie further in"))
}

fn foreign(area: &str, named: &source::Named) -> Option<String> {
    let path = named.path.as_str();
    let (name, rest) = path.split_once("::").unwrap_or((path, ""));
    if area == "domain" {
        let module = rest.split("::").next().unwrap_or_default();
        let std = matches!(name, "std" | "core") && IMPURE_STD.contains(&module);
        let known = PURE.contains(&name) || (name == "sqlx" && named.in_attribute) || !is_crate(name);
        return (std || !known)
            .then(|| format!("`{path}` in the pure core, which knows no I/O and no framework"));
    }
    let (_, areas) = CRATES.iter().find(|(only, _)| *only == name)?;
    (!areas.contains(&area)).then(|| match areas {
        [] => format!("`{path}`: no module may know `{name}`"),
        areas => format!("`{path}` in `{area}`: only {} may know `{name}`", areas.join(", ")),
    })
}

/// Whether this is one of the crates that Cargo.toml asks for, or Rust's own.
fn is_crate(name: &str) -> bool {
    static ASKED_FOR: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
        let manifest: toml::Table = include_str!("../../Cargo.toml").parse().unwrap();
        let tables = ["dependencies", "dev-dependencies"].map(|table| manifest[table].as_table().unwrap());
        tables.iter().flat_map(|table| table.keys()).map(|name| name.replace('-', "_")).collect()
    });
    matches!(name, "std" | "core" | "alloc") || ASKED_FOR.contains(name)
}

#[test]
fn what_may_not_be_named_is_found() {
    let cases = [
        ("src/web/a.rs", "use crate::jobs::remind;", "`web` names `crate::jobs::remind`"),
        ("src/jobs/mod.rs", "use crate::{domain::plan, web};", "`jobs` names `crate::web`"),
        ("src/store/a.rs", "use super::super::mail::{self, Mailer};", "`store` names `crate::mail`"),
        ("src/mail.rs", "fn f() { super::store::get() }", "`mail` names `crate::store::get`"),
        ("src/domain/a.rs", "fn f(now: &crate::clock::Clock) {}", "`domain` names `crate::clock::Clock`"),
        ("src/store/a.rs", "mod b { mod c { use super::super::super::super::web::x; } }", "`crate::web::x`"),
        ("src/cli/a.rs", "fn f() {\n\n    html! { (crate::web::page(1)) }\n}", "src/cli/a.rs:3: `cli` names"),
        ("src/domain/a.rs", "use sqlx::Row;", "`sqlx::Row` in the pure core"),
        ("src/domain/a.rs", "fn f() { tokio::spawn(g()) }", "`tokio::spawn` in the pure core"),
        ("src/domain/a.rs", "use std::{collections::HashMap, fs};", "`std::fs` in the pure core"),
        ("src/domain/a.rs", "#[derive(schemars::JsonSchema)] struct A;", "`schemars::JsonSchema`"),
        ("src/web/a.rs", "#[derive(sqlx::FromRow)] struct A;", "only store may know `sqlx`"),
        ("src/jobs/a.rs", "use lettre::Message as M;", "only mail may know `lettre`"),
        ("src/store/a.rs", "use ::axum::Router;", "only web may know `axum`"),
        ("src/cli.rs", "use tokio_cron_scheduler::Job;", "only jobs may know"),
        ("src/main.rs", "fn main() { sqlx::query(\"\"); }", "only store may know `sqlx`"),
        ("src/jobs/a.rs", "use chrono::Utc;", "no module may know `chrono`"),
        ("src/web/a.rs", "fn f() { time::OffsetDateTime::now_utc() }", "the system's clock"),
        ("src/domain/a.rs", "use time::OffsetDateTime; fn f() { OffsetDateTime::now_utc() }", "clock"),
        ("src/store/a.rs", "#[cfg(feature = \"x\")] fn f() { std::time::SystemTime::now() }", "clock"),
        ("src/nowhere.rs", "", "`nowhere` has no place yet"),
        ("src/web/a.rs", "use crate::nowhere::x;", "`web` names `crate::nowhere::x`"),
        ("src/web/a.rs", "fn f() { ", "cannot be read as Rust"),
    ];
    for (file, source, expected) in cases {
        let found = violations(file, source);
        assert!(found.iter().any(|line| line.contains(expected)), "{file}: {source}\nfound {found:?}");
    }
}

#[test]
fn what_may_be_named_is_let_pass() {
    let cases = [
        ("src/web/a.rs", "use crate::{app::App, domain::plan::Plan, store};\nuse super::layout;"),
        ("src/app.rs", "use crate::{clock::Clock, mail::Mailer, store::Db};"),
        ("src/main.rs", "use duban::{cli, jobs, web}; fn main() -> anyhow::Result<()> { web::serve() }"),
        ("src/lib.rs", "//! web knows jobs? No.\npub mod domain;\npub mod web;"),
        ("src/domain/a.rs", "#[derive(Debug, sqlx::Type)]\n#[sqlx(transparent)]\nstruct A(i64);"),
        ("src/domain/a.rs", "// crate::web::x\n/* use sqlx::Row; */\nconst A: &str = r#\"use sqlx::Row;\"#;"),
        ("src/domain/a.rs", "#[cfg(test)] mod tests { use super::*; use proptest::prelude::*; }"),
        ("src/domain/a.rs", "use std::collections::BTreeMap; use time::{Date, Month}; use Shift::Next;"),
        ("src/domain/a.rs", "struct A<'a> { mail: &'a str, web: char } const C: char = '\\''; // sqlx::x"),
        ("src/store/mod.rs", "use crate::domain::ids; use sqlx::{Row, query_as};"),
        ("src/clock.rs", "fn now() { time::OffsetDateTime::now_utc() }"),
    ];
    for (file, source) in cases {
        assert_eq!(violations(file, source), Vec::<String>::new(), "{file}: {source}");
    }
}
