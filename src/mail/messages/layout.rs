//! One page of words as plain text and as HTML, so that both say the same.

use maud::{DOCTYPE, Markup, html};

use super::Rendered;
use crate::words::Lang;

pub(super) struct Page {
    pub salutation: String,
    pub opening: String,
    /// A label and what must not be overlooked.
    pub stressed: Option<(String, String)>,
    pub sections: Vec<Section>,
    /// Words on what is not listed, and the address where it is.
    pub more: Option<(String, String)>,
    pub closing: Option<String>,
    pub signature: [String; 2],
    pub footer: String,
}

pub(super) struct Section {
    pub heading: Option<String>,
    pub entries: Vec<Entry>,
}

pub(super) struct Entry {
    pub title: String,
    pub lines: Vec<String>,
    pub link_label: String,
    pub link: String,
}

// Mail programs drop style sheets, so styles stand on the elements.
const PAPER: &str =
    "margin:0 auto;padding:16px;max-width:42em;color:#222;background:#fff;font:16px/1.6 sans-serif";
const STRESSED: &str = "margin:16px 0;padding:8px 12px;border-left:4px solid #b3261e;background:#f7f3f2";
const HEADING: &str = "margin:24px 0 8px;font-size:17px;color:#1f4e8c";
const LIST: &str = "margin:0;padding-left:1.5em";
const ENTRY: &str = "margin:0 0 12px";
const SIGNATURE: &str = "margin:24px 0;text-align:right";
const FOOTER: &str = "border-top:1px solid #ccc;padding-top:8px;color:#666;font-size:13px";

impl Page {
    pub(super) fn render(&self, lang: Lang, subject: String) -> Rendered {
        Rendered { text: self.text(), html: self.html(lang, &subject).into_string(), subject }
    }

    fn text(&self) -> String {
        let mut blocks = vec![self.salutation.clone()];
        blocks.extend(self.stressed.as_ref().map(|(label, text)| format!("{label}{text}")));
        blocks.push(self.opening.clone());
        for section in &self.sections {
            blocks.extend(section.heading.clone());
            blocks.extend(section.entries.iter().enumerate().map(|(at, entry)| {
                let number = if section.heading.is_some() { format!("{}. ", at + 1) } else { String::new() };
                let indent = " ".repeat(number.len());
                let lines: String = entry.lines.iter().map(|line| format!("\n{indent}{line}")).collect();
                format!("{number}{}{lines}\n{indent}{}{}", entry.title, entry.link_label, entry.link)
            }));
        }
        blocks.extend(self.more.as_ref().map(|(words, link)| format!("{words}{link}")));
        blocks.extend(self.closing.clone());
        blocks.push(self.signature.join("\n"));
        blocks.push(format!("--\n{}", self.footer));
        blocks.join("\n\n") + "\n"
    }

    fn html(&self, lang: Lang, subject: &str) -> Markup {
        html! {
            (DOCTYPE)
            html lang=(lang.tag()) {
                head { meta charset="utf-8"; title { (subject) } }
                body style=(PAPER) {
                    p { (self.salutation) }
                    @if let Some((label, text)) = &self.stressed {
                        p style=(STRESSED) { strong { (label) } span style="white-space:pre-line" { (text) } }
                    }
                    p { (self.opening) }
                    @for section in &self.sections { (section.html()) }
                    @if let Some((words, link)) = &self.more { p { (words) a href=(link) { (link) } } }
                    @if let Some(closing) = &self.closing { p { (closing) } }
                    p style=(SIGNATURE) { (self.signature[0]) br; (self.signature[1]) }
                    p style=(FOOTER) { (self.footer) }
                }
            }
        }
    }
}

impl Section {
    fn html(&self) -> Markup {
        html! {
            @if let Some(heading) = &self.heading {
                h2 style=(HEADING) { (heading) }
                ol style=(LIST) { @for entry in &self.entries { li style=(ENTRY) { (entry.html()) } } }
            } @else {
                @for entry in &self.entries { p style=(ENTRY) { (entry.html()) } }
            }
        }
    }
}

impl Entry {
    fn html(&self) -> Markup {
        html! {
            strong { (self.title) }
            @for line in &self.lines { br; (line) }
            br; (self.link_label) a href=(self.link) { (self.link) }
        }
    }
}
