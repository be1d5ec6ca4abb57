//! A bulletin (通报): the published result as an official document (GB/T 9704-2012), with tables of scores as its annexes.
//!
//! Plain data in, a Word document or a PDF out. Ordinals, brackets and the words that the form itself prescribes
//! (附件, 印发) are put in here; everything else is the caller's.

#[cfg(feature = "pdf")]
mod fonts;
mod laid;
#[cfg(feature = "pdf")]
mod pdf;
mod word;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

#[cfg(feature = "pdf")]
pub use fonts::{Fonts, FontsError};
#[cfg(feature = "pdf")]
pub use pdf::{PdfError, pdf};
pub use word::docx;

/// Whether this program can make PDFs; where not, pages say so and offer the Word document.
pub const PDF: bool = cfg!(feature = "pdf");

/// In the order in which it stands on paper. An empty text stands for nothing and takes no line.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Bulletin {
    /// 发文机关标志, in red
    pub issuer: String,
    /// 发文字号: 信用办通报〔2026〕3号
    pub number: String,
    /// 标题
    pub title: String,
    /// 主送机关, with its colon
    pub addressee: Option<String>,
    /// Paragraphs before the first section.
    pub opening: Vec<String>,
    pub sections: Vec<Section>,
    /// Paragraphs after the last section: 特此通报。
    pub closing: Vec<String>,
    /// 署名
    pub signature: String,
    /// 成文日期: 2026年7月8日
    pub day: String,
    /// 附注, below the date, without its brackets: 联系人：王敏；联系电话：010-00000000
    pub contact: Option<String>,
    /// 附件: named below the text, each on pages of its own.
    pub annexes: Vec<Annex>,
    /// 抄送, with its colon and full stop
    pub copies: Option<String>,
    /// 印发机关 and 印发日期
    pub printed: Option<Printed>,
}

/// 一、 in 黑体; with an empty heading its paragraphs go on from what stands before.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Section {
    /// Without its ordinal.
    pub heading: String,
    pub parts: Vec<Part>,
}

/// （一） in 楷体, counted among the section's parts that have a heading.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Part {
    /// Without its ordinal.
    pub heading: Option<String>,
    pub paragraphs: Vec<String>,
    /// After the paragraphs, counted 1. 2. 3.
    pub items: Vec<String>,
}

/// 附件: a title and a table.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Annex {
    /// Without 附件1.
    pub title: String,
    pub columns: Vec<Column>,
    /// A row shorter than the columns ends in empty cells; cells beyond them get columns without a name.
    pub rows: Vec<Vec<Cell>>,
    /// Below the table, such as 注：….
    pub notes: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Column {
    pub label: String,
    /// Its part of the width of all; 0 counts as 1.
    pub share: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cell {
    Text(String),
    /// Shown with the places it has: 95.50 stays 95.50.
    Number(Decimal),
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Printed {
    pub office: String,
    /// 2026年7月8日, without 印发
    pub day: String,
}

#[cfg(test)]
mod tests;
