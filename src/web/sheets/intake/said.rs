//! What the reading of a table had to say, in words.

use maud::{Markup, html};
use serde::Deserialize;
use serde_json::Value;

use crate::documents::sheet_file::{Notes, Refused};
use crate::domain::forms::Form;
use crate::store::sheets::Sheet;
use crate::web::visit::Visit;
use crate::words::{forms as words, t};

/// What a sheet's reading noted; nothing for one that was not read from a table.
pub fn notes_of(sheet: &Sheet) -> Notes {
    Notes::deserialize(&sheet.notes.0).unwrap_or_default()
}

/// Why a file could not be read, and what to do.
pub fn refused(visit: &Visit, form: &Form, why: &Value) -> String {
    let lang = visit.lang;
    let heading =
        |id| form.column(id).map_or_else(|| format!("{id}"), |column| words::column(lang, column).to_owned());
    match Refused::deserialize(why) {
        Ok(Refused::NotATable) => t!(lang, "sheet-not-a-table"),
        Ok(Refused::OldWorkbook) => t!(lang, "sheet-old-workbook"),
        Ok(Refused::Locked) => t!(lang, "sheet-locked"),
        Ok(Refused::Broken { .. }) => t!(lang, "sheet-broken"),
        Ok(Refused::TooLarge { .. }) => t!(lang, "sheet-too-large"),
        Ok(Refused::Encoding { line }) => t!(lang, "sheet-encoding", line = line),
        Ok(Refused::Quote { line }) => t!(lang, "sheet-quote", line = line),
        Ok(Refused::NoHead) => {
            let wanted: Vec<String> = form
                .columns
                .iter()
                .filter(|column| column.is_required())
                .map(|column| words::column(lang, column).to_owned())
                .collect();
            t!(lang, "sheet-no-head", columns = wanted.join("、"))
        }
        Ok(Refused::Lacks { line, columns, .. }) => {
            let columns = words::names(lang, form, &columns);
            t!(lang, "sheet-lacks", line = line.to_string(), columns = columns)
        }
        Ok(Refused::Twice { column, first, second, .. }) => {
            let column = heading(&column);
            t!(lang, "sheet-twice", first = first, second = second, column = column)
        }
        Ok(Refused::Merged { cells, .. }) => t!(lang, "sheet-merged", cells = cells),
        Ok(Refused::TooManyRows { max }) => t!(lang, "sheet-too-many-rows", max = max),
        Ok(Refused::NoRows) => t!(lang, "sheet-no-data"),
        Ok(Refused::Unreadable) | Err(_) => t!(lang, "sheet-unreadable"),
    }
}

/// What it passed over.
pub fn notes(visit: &Visit, notes: &Notes) -> Markup {
    let lang = visit.lang;
    let unknown = || {
        let named = notes.unknown.iter().map(|(cell, heading)| format!("{cell}“{heading}”"));
        named.collect::<Vec<_>>().join("、")
    };
    html! {
        @if let Some(sheet) = &notes.sheet && !notes.others.is_empty() {
            p .muted { (t!(lang, "sheet-of-others", sheet = sheet.as_str(), others = notes.others.join("、"))) }
        }
        @if !notes.unknown.is_empty() { p .muted { (t!(lang, "sheet-unknown", columns = unknown())) } }
        @if let Some(line) = notes.example { p .muted { (t!(lang, "sheet-example-skipped", line = line)) } }
    }
}
