//! The prose of a bulletin (通报正文), as the scoring office edits it before it is issued.
//!
//! A section's text is written line by line: a line is a paragraph, one that begins with `#` the heading of a part (（一）), one
//! that begins with `-` a point that is counted (1.).

use serde::{Deserialize, Serialize};

/// The longest text of one field, in characters.
pub const MAX_TEXT: usize = 20_000;
/// The longest title or heading, in characters.
pub const MAX_LINE: usize = 100;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prose {
    /// 标题
    pub title: String,
    /// Before the first section, a paragraph on each line.
    pub opening: String,
    pub sections: Vec<Section>,
    /// After the last section, a paragraph on each line.
    pub closing: String,
    /// 附注: whom to ask; empty where nobody is named.
    pub contact: String,
}

/// 一、
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Without its ordinal.
    pub heading: String,
    pub text: String,
}

/// One line of a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passage<'a> {
    /// （一）
    Heading(&'a str),
    Paragraph(&'a str),
    /// 1.
    Point(&'a str),
}

/// What is wrong with a typed text, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    TitleMissing,
    TitleTooLong,
    TextTooLong,
    /// Of the section so many, from 0.
    HeadingMissing(usize),
    HeadingTooLong(usize),
    SectionTooLong(usize),
    /// Nothing at all between title and signature.
    Nothing,
}

impl Prose {
    /// Trimmed, without empty sections; or every fault at once.
    pub fn check(mut self) -> Result<Self, Box<(Self, Vec<Fault>)>> {
        self.tidy();
        let faults = self.faults();
        if faults.is_empty() { Ok(self) } else { Err(Box::new((self, faults))) }
    }

    fn tidy(&mut self) {
        for text in [&mut self.title, &mut self.opening, &mut self.closing, &mut self.contact] {
            *text = text.trim().to_owned();
        }
        for section in &mut self.sections {
            section.heading = section.heading.trim().to_owned();
            section.text = section.text.trim().replace("\r\n", "\n");
        }
        self.sections.retain(|section| !(section.heading.is_empty() && section.text.is_empty()));
    }

    fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        match self.title.chars().count() {
            0 => faults.push(Fault::TitleMissing),
            count if count > MAX_LINE => faults.push(Fault::TitleTooLong),
            _ => {}
        }
        let is_long = |text: &String| text.chars().count() > MAX_TEXT;
        if [&self.opening, &self.closing, &self.contact].into_iter().any(is_long) {
            faults.push(Fault::TextTooLong);
        }
        for (at, section) in self.sections.iter().enumerate() {
            match section.heading.chars().count() {
                0 => faults.push(Fault::HeadingMissing(at)),
                count if count > MAX_LINE => faults.push(Fault::HeadingTooLong(at)),
                _ => {}
            }
            if is_long(&section.text) {
                faults.push(Fault::SectionTooLong(at));
            }
        }
        if self.opening.is_empty() && self.sections.is_empty() && self.closing.is_empty() {
            faults.push(Fault::Nothing);
        }
        faults
    }
}

impl Section {
    pub fn passages(&self) -> impl Iterator<Item = Passage<'_>> {
        lines(&self.text).map(|line| {
            // As typed with a Chinese keyboard, too.
            if let Some(heading) = line.strip_prefix(['#', '＃']) {
                Passage::Heading(heading.trim())
            } else if let Some(point) = line.strip_prefix(['-', '－']) {
                Passage::Point(point.trim())
            } else {
                Passage::Paragraph(line)
            }
        })
    }
}

/// The lines with something on them.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prose(sections: &[(&str, &str)]) -> Prose {
        let section =
            |(heading, text): &(&str, &str)| Section { heading: (*heading).into(), text: (*text).into() };
        Prose {
            title: " 通报 ".into(), sections: sections.iter().map(section).collect(), ..Prose::default()
        }
    }

    #[test]
    fn a_text_is_read_line_by_line() {
        let section = Section {
            heading: String::new(),
            text: "总体较好。\r\n\n# 部门\n-甲局\n－ 乙局\n＃镇街\n未报。".into(),
        };
        let expected = [
            Passage::Paragraph("总体较好。"),
            Passage::Heading("部门"),
            Passage::Point("甲局"),
            Passage::Point("乙局"),
            Passage::Heading("镇街"),
            Passage::Paragraph("未报。"),
        ];
        assert_eq!(section.passages().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn empty_sections_go_and_faults_are_found_together() {
        let checked = prose(&[("", "  "), (" 总体情况 ", "一切正常。"), ("", "")]).check().unwrap();
        assert_eq!((checked.title.as_str(), checked.sections.len()), ("通报", 1));
        assert_eq!(checked.sections[0].heading, "总体情况");

        let long = "长".repeat(MAX_LINE + 1);
        let (kept, faults) =
            *Prose { title: String::new(), ..prose(&[("", "没有标题"), (&long, "")]) }.check().unwrap_err();
        assert_eq!(faults, [Fault::TitleMissing, Fault::HeadingMissing(0), Fault::HeadingTooLong(1)]);
        assert_eq!(kept.sections[0].text, "没有标题", "nothing typed is lost");
        assert_eq!(prose(&[]).check().unwrap_err().1, [Fault::Nothing]);
    }
}
