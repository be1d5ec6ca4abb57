//! A bulletin as a PDF (PDF/A-2a), set by typst: no files, no network, no clock, and never a blank where a character is missing.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Value, json};
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Dict, Duration, IntoValue, Smart};
use typst::layout::{Frame, FrameItem};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::Bulletin;
use super::fonts::{self, Fonts};
use super::laid::{Laid, lay};
use crate::domain::timestamp::Timestamp;

#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// These stand in no font: the page names them and offers the Word document, or an office brings a font that has them.
    #[error("no font has {}", .0.iter().collect::<String>())]
    Missing(Vec<char>),
    /// Our own mistake; what typst says of it.
    #[error("the PDF could not be made: {0}")]
    Set(String),
}

/// The same bulletin of the same time with the same fonts makes the same bytes.
pub fn pdf(bulletin: &Bulletin, created: Timestamp, fonts: &Fonts) -> Result<Vec<u8>, PdfError> {
    let made = set(&lay(bulletin), created, fonts);
    // What typst remembers for another time, there is none; it would only grow.
    typst::comemo::evict(0);
    made
}

/// What the template reads.
#[derive(Serialize)]
struct Data<'a> {
    #[serde(flatten)]
    laid: &'a Laid<'a>,
    /// In the file's properties.
    name: String,
    fonts: Value,
}

fn set(laid: &Laid<'_>, created: Timestamp, fonts: &Fonts) -> Result<Vec<u8>, PdfError> {
    let families =
        json!({ "body": fonts::BODY, "title": fonts::TITLE, "section": fonts::SECTION, "part": fonts::PART });
    let data = Data { laid, name: format!("{} {}", laid.number, laid.title), fonts: families };
    let mut data = serde_json::to_value(data).map_err(|error| PdfError::Set(error.to_string()))?;
    clean(&mut data);
    let inputs = Dict::from_iter([("data".into(), data.to_string().into_value())]);
    let sheet = Sheet {
        library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
        source: Source::detached(include_str!("bulletin.typ")),
        fonts,
    };
    let document: PagedDocument = typst::compile(&sheet).output.map_err(|all| said(&all))?;
    let mut missing = BTreeSet::new();
    document.pages().iter().for_each(|page| find_missing(&page.frame, &mut missing));
    if !missing.is_empty() {
        return Err(PdfError::Missing(missing.into_iter().collect()));
    }
    let standards = PdfStandards::new(&[PdfStandard::A_2a])
        .map_err(|error| PdfError::Set(error.message().to_string()))?;
    let options = PdfOptions {
        creator: Smart::Custom(Some("duban".to_owned())),
        timestamp: moment(created).map(typst_pdf::Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(|all| said(&all))
}

fn said(all: &[SourceDiagnostic]) -> PdfError {
    PdfError::Set(all.iter().map(|one| one.message.as_str()).collect::<Vec<_>>().join("; "))
}

fn moment(at: Timestamp) -> Option<Datetime> {
    let at = at.in_zone(time::UtcOffset::UTC);
    let (date, time) = (at.date(), at.time());
    Datetime::from_ymd_hms(
        date.year(),
        date.month().into(),
        date.day(),
        time.hour(),
        time.minute(),
        time.second(),
    )
}

/// Without control characters, for which no font has a glyph; line ends and tabs are spaces, as in the Word document.
fn clean(value: &mut Value) {
    match value {
        Value::String(text) => {
            let spaced = text.replace(['\t', '\n', '\r'], " ");
            *text =
                spaced.chars().filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
        }
        Value::Array(all) => all.iter_mut().for_each(clean),
        Value::Object(all) => all.values_mut().for_each(clean),
        _ => {}
    }
}

/// Glyph 0 is what a font draws for what it does not have.
fn find_missing(frame: &Frame, missing: &mut BTreeSet<char>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => find_missing(&group.frame, missing),
            FrameItem::Text(text) => {
                let unknown = text.glyphs.iter().filter(|glyph| glyph.id == 0);
                let of = |glyph: &typst::text::Glyph| text.text.get(glyph.range()).unwrap_or_default();
                missing.extend(unknown.flat_map(|glyph| of(glyph).chars()));
            }
            _ => {}
        }
    }
}

/// All that typst may see: the template, its data, the fonts.
struct Sheet<'a> {
    library: LazyHash<Library>,
    source: Source,
    fonts: &'a Fonts,
}

impl World for Sheet<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.source.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.source.id() { Ok(self.source.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.all.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
