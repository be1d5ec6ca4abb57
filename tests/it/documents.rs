//! Documents from plain data to bytes, read by programs that share no code with the writers.

mod office;
#[cfg(feature = "pdf")]
mod paper;
mod samples;
mod sheets;
mod word;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::smtp::python;

/// Kept after the run, under `target/tmp/documents`, so that they can be looked at; each test has names of its own.
pub fn kept(name: &str, bytes: &[u8]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("documents");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    path
}

/// What a tool says of a file, as JSON.
pub fn read(tool: &str, arguments: &[&str], path: &Path) -> Option<Value> {
    let output = python(tool)?.args(arguments).arg(path).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

/// In the order in which it was set.
#[expect(clippy::print_stderr, reason = "a story that was not run must not look as if it was")]
pub fn text_of_pdf(path: &Path) -> Option<String> {
    let Ok(output) = Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(path).arg("-").output()
    else {
        eprintln!("not tested: pdftotext is not here; bin/test installs it");
        return None;
    };
    assert!(output.status.success(), "{output:?}");
    Some(String::from_utf8(output.stdout).unwrap())
}

/// Without spaces and line ends, which a page has where the text has none.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Nothing that went in is lost, nothing stands there that did not: but page numbers, and the head of a table on each of its pages.
fn holds_all_of_the_bulletin(text: &str) {
    let mut text = (1..=9).fold(squeezed(text), |text, page| text.replace(&format!("—{page}—"), ""));
    for piece in samples::foot() {
        assert!(text.contains(&squeezed(&piece)), "{piece} is not in\n{text}");
        text = text.replacen(&squeezed(&piece), "", 1);
    }
    let (mut rest, mut between) = (text.as_str(), String::new());
    for piece in samples::said() {
        let (before, after) =
            rest.split_once(&squeezed(&piece)).unwrap_or_else(|| panic!("{piece} is not in\n{rest}"));
        between.push_str(before);
        rest = after;
    }
    between.push_str(rest);
    assert_eq!(between.replace("序号单位得分扣分等次", ""), "");
}
