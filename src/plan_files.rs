//! A plan's files (`plan/*/*.toml`) into a checked [`Plan`]. Every problem is found at one reading, each
//! with its file, line and column, and what to do about it.
//!
//! `raw` is what the files look like, `parse` reads one, `names` to `rules` turn them into the domain's
//! types, `cross` looks at what only the whole can show.

use sha2::{Digest, Sha256};

use crate::domain::plan::Plan;
use problem::say;

mod assemble;
mod at;
mod calendars;
mod cross;
mod due;
mod files;
mod forms;
mod lists;
mod names;
mod notices;
mod parse;
mod problem;
mod projects;
mod quotes;
mod raw;
mod reminded;
mod reminders;
mod render;
mod rules;
mod schema;
mod scoring;
mod suggest;

pub use files::{Calendars, Files, SHIPPED};
pub use problem::{Problem, Problems, Severity};
pub use render::{Style, render};
pub use schema::schemas;

/// What a reading found: the plan where there is no error, and all that should be said about it.
#[derive(Debug)]
pub struct Report {
    pub plan: Option<Plan>,
    pub problems: Problems,
}

/// The plan, if there is no error; warnings are left to [`check`].
pub fn open(files: &Files) -> Result<Plan, Problems> {
    let report = check(files);
    report.plan.ok_or(report.problems)
}

/// The plan that is built in.
pub fn load_shipped() -> Result<Plan, Problems> {
    open(&Files::Shipped)
}

/// Reads everything and reports everything.
pub fn check(files: &Files) -> Report {
    let mut problems = Problems::default();
    if let Some(dir) = files.missing_folder() {
        let message = say!("没有文件夹 {dir}", "there is no folder {dir}");
        let help = say!(
            "请核对路径；方案的写法见 plan/README.zh-CN.md",
            "check the path; plan/README.md tells how to write a plan"
        );
        problems.error(&dir, 0..0, message).help(help);
        return Report { plan: None, problems };
    }
    let mut digest = Digests(Sha256::new());
    let raw = assemble::read(files, &mut digest, &mut problems);
    let plan = assemble::plan(raw, digest, &mut problems);
    problems.sort();
    Report { plan: plan.filter(|_| !problems.has_errors()), problems }
}

/// One hash over all files: names, lengths and bytes.
struct Digests(Sha256);

impl Digests {
    fn add(&mut self, file: &str, bytes: &[u8]) {
        for part in [file.as_bytes(), bytes] {
            self.0.update(part.len().to_be_bytes());
            self.0.update(part);
        }
    }

    fn finish(self) -> String {
        hex::encode(self.0.finalize())
    }
}
