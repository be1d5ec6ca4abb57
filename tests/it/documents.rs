//! Documents from plain data to bytes, read by programs that share no code with the writers.

mod samples;
mod sheets;
mod word;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::smtp::python;

/// Kept after the run, under `target/tmp/documents`, so that they can be looked at; each test has names of its own.
fn kept(name: &str, bytes: &[u8]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("documents");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    path
}

/// What a tool says of a file, as JSON.
fn read(tool: &str, arguments: &[&str], path: &Path) -> Option<Value> {
    let output = python(tool)?.args(arguments).arg(path).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(serde_json::from_slice(&output.stdout).unwrap())
}
