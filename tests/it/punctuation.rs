//! Chinese is written with Chinese punctuation (全角标点) wherever people read it. The plan's own text and the
//! quotes from it stay as they are.

use std::fs;
use std::path::Path;

use duban::plan_files::schemas;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(path)).unwrap()
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}' | '“' | '”' | '…')
}

/// The first mark of ASCII punctuation beside a Chinese character, with what stands around it.
fn slip(text: &str) -> Option<String> {
    let chars: Vec<char> = text.chars().collect();
    let chinese = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| is_chinese(*c));
    let is_slip = |(at, c): (usize, &char)| {
        ",:;?!()".contains(*c) && (chinese(at.checked_sub(1)) || chinese(Some(at + 1)))
    };
    let at = chars.iter().enumerate().position(is_slip)?;
    Some(chars[at.saturating_sub(8)..chars.len().min(at + 9)].iter().collect())
}

/// Panics with every text that has a slip.
fn all_clean<'a>(texts: impl IntoIterator<Item = (String, &'a str)>) {
    let slips: Vec<String> =
        texts.into_iter().filter_map(|(place, text)| Some(format!("{place}: {}", slip(text)?))).collect();
    assert!(slips.is_empty(), "ASCII punctuation in Chinese:\n{}", slips.join("\n"));
}

/// With a Chinese character for everything from `open` to `close`.
fn without(text: &str, open: &str, close: &str) -> String {
    let mut pieces = text.split(open);
    let first = pieces.next().unwrap_or_default().to_owned();
    let rest = |piece: &str| format!("某{}", piece.split_once(close).map_or("", |(_, rest)| rest));
    pieces.fold(first, |text, piece| text + &rest(piece))
}

#[test]
fn a_slip_is_one() {
    for text in ["报送,审核", "时限:6月", "甲; 乙", "附件 (一)", "共3个,", "“甲”,乙", "是不是“甲”?"]
    {
        assert!(slip(text).is_some(), "{text}");
    }
    for text in ["17:00前", "projects/1.toml:3:5", "PEM (ASCII), a: b", "6月30日\u{ff0c}甲、乙"] {
        assert_eq!(slip(text), None, "{text}");
    }
    assert_eq!(without("{ $a },{ $b }项", "{", "}"), "某,某项");
}

#[test]
fn the_catalogue() {
    let file = "src/locales/zh-CN/duban.ftl";
    let text = read(file);
    let messages: Vec<String> =
        text.lines().filter(|line| !line.starts_with('#')).map(|line| without(line, "{", "}")).collect();
    assert!(messages.len() > 200);
    all_clean(messages.iter().map(|message| (file.to_owned(), message.as_str())));
}

/// Every text of a TOML value but quotes and English, each with the name of its field.
fn texts<'a>(field: &str, value: &'a toml::Value, out: &mut Vec<(String, &'a str)>) {
    match value {
        toml::Value::String(text) if field != "quote" && !field.ends_with("_en") => {
            out.push((field.to_owned(), text));
        }
        toml::Value::Array(list) => list.iter().for_each(|value| texts(field, value, out)),
        toml::Value::Table(table) => table.iter().for_each(|(field, value)| texts(field, value, out)),
        _ => {}
    }
}

#[test]
fn the_plan_but_for_its_quotes() {
    for folder in ["plan/credit-2026", "plan/credit-2026/projects", "plan/credit-2026/forms", "plan/calendar"]
    {
        let entries = fs::read_dir(Path::new(ROOT).join(folder)).unwrap();
        let files = entries
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|it| it == "toml"));
        for file in files {
            let text = fs::read_to_string(&file).unwrap();
            let table: toml::Table = text.parse().unwrap();
            let table = toml::Value::Table(table);
            let mut out = Vec::new();
            texts("", &table, &mut out);
            assert!(!out.is_empty(), "{}", file.display());
            all_clean(out.into_iter().map(|(field, text)| (format!("{}: {field}", file.display()), text)));
        }
    }
}

/// The Chinese of every `中文 / English` description.
fn descriptions(value: &serde_json::Value, out: &mut Vec<String>) {
    if let Some(text) = value.get("description").and_then(serde_json::Value::as_str) {
        out.push(text.split(" / ").next().unwrap_or_default().to_owned());
    }
    match value {
        serde_json::Value::Object(object) => object.values().for_each(|value| descriptions(value, out)),
        serde_json::Value::Array(list) => list.iter().for_each(|value| descriptions(value, out)),
        _ => {}
    }
}

#[test]
fn the_schemas() {
    for (name, text) in schemas() {
        let mut out = Vec::new();
        descriptions(&serde_json::from_str(&text).unwrap(), &mut out);
        assert!(out.len() > 3, "{name}");
        all_clean(out.iter().map(|text| (name.to_owned(), text.as_str())));
    }
}

#[test]
fn the_guides() {
    for file in ["README.zh-CN.md", "plan/README.zh-CN.md"] {
        let text = read(file);
        let without_code = |line: &str| line.split('`').step_by(2).collect::<Vec<_>>().join("某");
        let prose = |line: &str| without(&without_code(line), "](", ")");
        let lines: Vec<String> = text.lines().filter(|line| !line.starts_with("```")).map(prose).collect();
        all_clean(lines.iter().map(|line| (file.to_owned(), line.as_str())));
    }
}
